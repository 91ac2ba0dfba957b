/* app_start.c: beginning and end of the screens. */
#include <malloc.h>

#include "core/config/places.h"
#include "core/config/themes.h"
#include "core/exchange/calendar_file.h"
#include "core/store/modes.h"
#include "core/store/permit.h"
#include "tui/action/compose.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"

#define LIST_BLOCK (128 * 1024)

static void open_screen_clear(gpointer data) {
  OpenScreen *screen = data;
  screen->class_->close(screen->state);
  app_sheet_free(screen->sheet);
}

GArray *app_pages_new(void) {
  GArray *screens = g_array_new(FALSE, FALSE, sizeof(OpenScreen));
  g_array_set_clear_func(screens, open_screen_clear);
  return screens;
}

static void visit_clear(gpointer data) {
  Visit *visit = data;
  g_clear_pointer(&visit->pages, g_array_unref);
}

static void report_problems(const char *what, GPtrArray *problems) {
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr("taizhang: %s：%s\n", what, (const char *)problems->pdata[i]);
}

static gboolean read_configuration(App *app, GPtrArray **problems, GError **error) {
  app->settings = settings_load_here(problems, error);
  if (app->settings == NULL)
    return FALSE;
  g_autoptr(GPtrArray) mistakes = NULL;
  app->letters = compose_letters(&mistakes, error);
  if (app->letters == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal(*problems, g_steal_pointer(&mistakes));
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  g_autofree char *keys = places_shipped("data/keys.yaml");
  g_autofree char *own_keys = places_config("keys.yaml");
  app->keymap = keymap_load(keys, contexts, actions, error);
  if (app->keymap == NULL)
    return FALSE;
  g_autoptr(GPtrArray) more = NULL;
  g_autoptr(GError) unread = NULL;
  if (!keymap_overlay(app->keymap, own_keys, &more, &unread))
    g_ptr_array_add(*problems, g_strdup(unread->message));
  if (more != NULL)
    g_ptr_array_extend_and_steal(*problems, g_steal_pointer(&more));
  return TRUE;
}

/* Opens the terminal with the theme that is set. What is wrong with that, or should be known of the
 * terminal, is added to problems. */
static gboolean open_term(App *app, gboolean ascii, GPtrArray *problems, GError **error) {
  g_autofree char *bad_theme = NULL;
  app->theme = g_strdup(app->settings->theme);
  g_autoptr(Theme) theme = themes_load_or_default(app->theme, &bad_theme);
  if (bad_theme != NULL)
    g_ptr_array_add(problems, g_steal_pointer(&bad_theme));
  app->term = term_open(theme, error);
  if (app->term == NULL)
    return FALSE;
  if (ascii || app->settings->ascii != SETTINGS_ASCII_AUTO)
    term_ascii(app->term, ascii || app->settings->ascii == SETTINGS_ASCII_ON);
  return TRUE;
}

/* Days off that cannot be read are no reason not to open the ledger. */
static void read_calendar(App *app, GPtrArray *problems) {
  g_autofree char *folder = places_shipped("data/calendars");
  g_autoptr(GError) error = NULL;
  app->calendar = calendar_folder_read(folder, &error);
  if (app->calendar != NULL)
    return;
  app->calendar = calendar_new();
  g_ptr_array_add(problems, g_strdup(error->message));
}

/* Offers what was left here, and tells of what was left at other ledger files before it goes. */
static void list_drafts(App *app) {
  g_autofree char *folder = places_drafts();
  const char *who = app->person->who, *path = db_path(app->db);
  guint others = draft_age(folder, path, who, g_get_real_time() / G_USEC_PER_SEC);
  app->drafts = draft_list(folder, path, who);
  g_autofree char *spare = places_drafts_spare();
  if (spare != NULL)
    g_ptr_array_extend_and_steal(app->drafts, draft_list(spare, path, who));
  if (others > 0 && app->message == NULL)
    app_notice(app, "别的台账文件还有 %u 份草稿，满 %d 天将自动删除；可用 taizhang drafts 看",
               others, DRAFT_DAYS);
  app_offer_draft(app);
}

/* Plainly, before anybody looks for keys that are not there. */
static void tell_reader(App *app) {
  g_autofree char *whom = permit_whom(app->db, 0);
  app_notice(app, "您（%s）是“只读”，可以查看、打印和导出，不能改动。%s", app->person->who, whom);
}

static void read_it(App *app, int answer) {
  (void)app;
  (void)answer;
}

/* Once, and not in the way of what else is asked at the start. */
static void tell_modes(App *app) {
  static const DialogAnswer answers[] = {{'y', "知道了"}};
  g_autoptr(GPtrArray) faults = modes_check(db_path(app->db));
  g_autoptr(GString) text = g_string_new("台账文件的权限不对：");
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf(text, "\n\n%s", ((const ModesFault *)faults->pdata[i])->text);
  if (faults->len > 0 && app->dialog == NULL)
    app_ask(app, text->str, answers, G_N_ELEMENTS(answers), read_it);
}

static gboolean start(App *app, gboolean ascii, GPtrArray **problems, GError **error) {
  if (!read_configuration(app, problems, error))
    return FALSE;
  read_calendar(app, *problems);
  if (!app_reckon(app, error))
    return FALSE;
  if (!open_term(app, ascii, *problems, error))
    return FALSE;
  app->data_version = db_data_version(app->db);
  app->shown_day = app_today(app);
  app->roots = app_pages_new();
  app->pages = app_pages_new();
  app->visits = g_array_new(FALSE, FALSE, sizeof(Visit));
  g_array_set_clear_func(app->visits, visit_clear);
  app->tips_due = app->settings->tips;
  app_begin_tour(app);
  app_switch(app, &SCREEN_TODAY);
  if ((*problems)->len > 0)
    app_tell_problem(app, (*problems)->pdata[0]);
  else if (term_note(app->term) != NULL)
    app_notice(app, "%s", term_note(app->term));
  else if (db_network_disk(app->db) != NULL && !app->settings->network_disk)
    app_notice(app,
               "台账放在网络盘（%s）上：几个人同时保存时可能互相覆盖。请改放本机磁盘；"
               "确知无妨，可在设置里写 network_disk: on",
               db_network_disk(app->db));
  else if (app_only_reads(app))
    tell_reader(app);
  list_drafts(app);
  tell_modes(app);
  return TRUE;
}

static void app_free(App *app) {
  app_form_close(app);
  app_drop_kept(app);
  g_clear_pointer(&app->dialog, dialog_free);
  g_clear_pointer(&app->menu, menu_free);
  g_clear_pointer(&app->menu_ids, g_array_unref);
  g_clear_pointer(&app->recent, g_array_unref);
  g_clear_pointer(&app->picker, picker_free);
  g_clear_pointer(&app->picker_ids, g_array_unref);
  app_close_filter(app);
  g_clear_pointer(&app->earlier_filters, g_ptr_array_unref);
  g_clear_pointer(&app->earlier_names, g_ptr_array_unref);
  g_clear_pointer(&app->pages, g_array_unref);
  g_clear_pointer(&app->visits, g_array_unref);
  g_clear_pointer(&app->roots, g_array_unref);
  g_clear_pointer(&app->drafts, g_ptr_array_unref);
  app_forget_rights(app);
  app_company_free(app);
  g_clear_pointer(&app->term, term_close);
  g_clear_pointer(&app->stock, task_stock_free);
  g_clear_pointer(&app->db, db_close);
  g_clear_pointer(&app->keymap, keymap_free);
  g_clear_pointer(&app->settings, settings_free);
  g_clear_pointer(&app->letters, letters_free);
  g_clear_pointer(&app->reckoning, reckoning_free);
  g_clear_pointer(&app->calendar, calendar_free);
  g_free(app->theme);
  g_clear_pointer(&app->themes, g_ptr_array_unref);
  g_clear_pointer(&app->ledgers, g_ptr_array_unref);
  g_clear_pointer(&app->view_file, view_file_free);
  g_clear_pointer(&app->bulk_ids, g_array_unref);
  bulk_free(app->last);
  g_free(app->last_progress);
  g_free(app->scope_title);
  g_free(app->scope_text);
  g_clear_pointer(&app->tips, tips_free);
  g_clear_pointer(&app->tour, g_ptr_array_unref);
  g_free(app->message);
  g_free(app->missed);
  g_free(app->misplaced);
  g_free(app->backup_problem);
  g_free(app);
}

/* Lists of all tasks come and go. In blocks of their own they are given back when they are freed;
 * left to itself the C library has them in its heap once the first was, where they leave holes. */
static void keep_lists_apart(void) {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, LIST_BLOCK);
#endif
}

int app_run(Db *db, const Person *person, gboolean ascii) {
  keep_lists_apart();
  App *app = g_new0(App, 1);
  app->db = db;
  app->person = person;
  app->heard = -1;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  gboolean started = start(app, ascii, &problems, &error);
  if (started)
    app_round(app);
  app_free(app);
  if (!started)
    g_printerr("taizhang: %s\n", error->message);
  report_problems("设置有误，已跳过", problems);
  return started ? 0 : 1;
}
