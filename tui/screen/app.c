#include "tui/screen/app.h"

#include <string.h>

#include "core/config/places.h"
#include "core/exchange/calendar_file.h"
#include "core/model/ledger.h"
#include "core/rules/text.h"
#include "tui/screen/app_private.h"

/* How often others' commits and the day are looked for while nothing comes. */
#define TICK_MS 1000
#define COLUMNS_MIN 60
#define ROWS_MIN 18
#define FOOTER_ITEMS_MAX 24

static const ScreenClass *const ROOTS[] = {&SCREEN_TODAY, &SCREEN_LEDGER, &SCREEN_OVERDUE,
                                           &SCREEN_TOPICS};

/* ---- what screens ask ------------------------------------------------------------------- */

Db *app_db(App *app) {
  return app->db;
}

Day app_today(App *app) {
  return person_today(app->person);
}

int app_lead_days(const App *app) {
  return app->settings->lead_days;
}

Actor app_actor(App *app) {
  return person_actor(app->person);
}

const Calendar *app_calendar(App *app) {
  if (app->calendar == NULL) {
    g_autofree char *folder = places_shipped("data/calendars");
    g_autoptr(GError) error = NULL;
    app->calendar = calendar_folder_read(folder, &error);
    if (app->calendar == NULL) {
      app->calendar = calendar_new();
      app_failed(app, g_steal_pointer(&error));
    }
  }
  return app->calendar;
}

gint64 app_ledger(const App *app) {
  return app->ledger;
}

void app_set_ledger(App *app, gint64 ledger) {
  app->ledger = ledger;
  app_changed(app);
}

/* ---- messages --------------------------------------------------------------------------- */

static void set_message(App *app, ThemeRole role, char *message) {
  g_free(app->message);
  app->message = message;
  app->message_role = role;
  app->repaint = TRUE;
}

void app_notice(App *app, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  set_message(app, THEME_NOTICE, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

void app_failed(App *app, GError *error) {
  set_message(app, THEME_ERROR, g_strdup(error->message));
  g_error_free(error);
}

/* ---- screens ---------------------------------------------------------------------------- */

OpenScreen *app_top(App *app) {
  if (app->pages->len > 0)
    return &g_array_index(app->pages, OpenScreen, app->pages->len - 1);
  return &g_array_index(app->roots, OpenScreen, app->root);
}

void app_refresh(App *app) {
  OpenScreen *top = app_top(app);
  if (!top->stale)
    return;
  g_autoptr(GError) error = NULL;
  if (!top->class_->recalculate(app, top->state, &error))
    app_failed(app, g_steal_pointer(&error));
  top->stale = FALSE;
  app->repaint = TRUE;
}

static void mark_stale(GArray *screens) {
  for (guint i = 0; i < screens->len; i++)
    g_array_index(screens, OpenScreen, i).stale = TRUE;
}

void app_changed(App *app) {
  mark_stale(app->roots);
  mark_stale(app->pages);
  app->shown_day = app_today(app);
  app->repaint = TRUE;
}

static void open_screen_clear(gpointer data) {
  OpenScreen *screen = data;
  screen->class_->close(screen->state);
}

static OpenScreen open_screen(App *app, const ScreenClass *class_, gint64 argument) {
  return (OpenScreen){.class_ = class_, .state = class_->open(app, argument), .stale = TRUE};
}

void app_open(App *app, const ScreenClass *class_, gint64 argument) {
  OpenScreen page = open_screen(app, class_, argument);
  g_array_append_val(app->pages, page);
  app->repaint = TRUE;
}

void app_switch(App *app, const ScreenClass *class_) {
  g_array_set_size(app->pages, 0);
  app->repaint = TRUE;
  for (guint i = 0; i < app->roots->len; i++) {
    if (g_array_index(app->roots, OpenScreen, i).class_ == class_) {
      app->root = i;
      return;
    }
  }
  OpenScreen root = open_screen(app, class_, 0);
  g_array_append_val(app->roots, root);
  app->root = app->roots->len - 1;
}

gint64 app_neighbour_task(App *app, gint64 task, int delta) {
  const OpenScreen *below = app->pages->len > 1
                                ? &g_array_index(app->pages, OpenScreen, app->pages->len - 2)
                                : &g_array_index(app->roots, OpenScreen, app->root);
  return below->class_->neighbour != NULL ? below->class_->neighbour(below->state, task, delta) : 0;
}

/* ---- painting --------------------------------------------------------------------------- */

static gsize tab_items(App *app, ChromeItem items[G_N_ELEMENTS(ROOTS)],
                       char *keys[G_N_ELEMENTS(ROOTS)], gsize *current) {
  const OpenScreen *root = &g_array_index(app->roots, OpenScreen, app->root);
  for (gsize i = 0; i < G_N_ELEMENTS(ROOTS); i++) {
    keys[i] = action_keys_text(app->keymap, CONTEXT_GLOBAL, FALSE, ROOTS[i]->action, 1);
    items[i] = (ChromeItem){.key = keys[i], .label = ROOTS[i]->title};
    if (ROOTS[i] == root->class_)
      *current = i;
  }
  return G_N_ELEMENTS(ROOTS);
}

static void paint_tabs(App *app, int row) {
  ChromeItem items[G_N_ELEMENTS(ROOTS)];
  char *keys[G_N_ELEMENTS(ROOTS)];
  gsize current = 0;
  gsize count = tab_items(app, items, keys, &current);
  char iso[DAY_TEXT_SIZE];
  Day today = app_today(app);
  g_autofree char *right = g_strdup_printf("%s%s 周%s", db_is_read_only(app->db) ? "只读  " : "",
                                           day_to_iso(today, iso), day_weekday_name(today));
  chrome_paint_tabs(app->term, row, items, count, current, right);
  for (gsize i = 0; i < count; i++)
    g_free(keys[i]);
}

static gboolean belongs_in_footer(const Action *action) {
  switch (action->id) {
  case ACTION_UP:
  case ACTION_DOWN:
  case ACTION_PAGE_UP:
  case ACTION_PAGE_DOWN:
  case ACTION_FIRST:
  case ACTION_LAST:
  case ACTION_TODAY:
  case ACTION_LEDGER:
  case ACTION_OVERDUE:
  case ACTION_TOPICS:
  case ACTION_REFRESH:
    return FALSE; /* the arrows are known, and the bar above names the screens */
  default:
    return TRUE;
  }
}

static void paint_footer(App *app, int row) {
  const OpenScreen *top = app_top(app);
  ChromeItem items[FOOTER_ITEMS_MAX];
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  gsize count = 0;
  for (guint i = 0; i < action_count() && count < FOOTER_ITEMS_MAX; i++) {
    const Action *action = action_at(i);
    if (!belongs_in_footer(action) || !app_offers(app, action))
      continue;
    char *key =
        action_keys_text(app->keymap, top->class_->context, top->class_->is_list, action->id, 1);
    g_ptr_array_add(keys, key);
    if (*key != '\0')
      items[count++] = (ChromeItem){.key = key, .label = action->brief};
  }
  chrome_paint_footer(app->term, row, items, count);
}

static void paint_form_footer(App *app, int row) {
  static const ChromeItem items[] = {
      {"Tab", "下一栏"},  {"Shift-Tab", "上一栏"}, {"Ctrl-O", "选单位等"},
      {"Ctrl-S", "保存"}, {"Esc", "取消"},
  };
  chrome_paint_footer(app->term, row, items, G_N_ELEMENTS(items));
}

static void paint_filter(App *app, int row, int columns) {
  static const char prompt[] = "筛选：";
  int used = term_span(app->term, row, 0, columns, THEME_LABEL, prompt);
  textbox_paint(app->filter, app->term, (Area){row, used, 1, columns - used}, TRUE,
                "输入内容、单位、指标、时限或序号；回车保留，Esc 取消");
}

static void paint_bottom(App *app, int row, int columns) {
  if (app->message != NULL)
    chrome_paint_message(app->term, row, app->message_role, app->message);
  else if (app->filter != NULL)
    paint_filter(app, row, columns);
  else if (app->sheet != NULL)
    paint_form_footer(app, row);
  else
    paint_footer(app, row);
}

static void paint_too_small(App *app, Area all) {
  g_autofree char *text =
      g_strdup_printf("窗口只有 %d 列 %d 行，太小了。请放大到 %d 列 %d 行以上；已输入的内容都在。",
                      all.columns, all.rows, COLUMNS_MIN, ROWS_MIN);
  term_blank(app->term, all, THEME_TEXT);
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(all.columns, 2));
  for (guint i = 0; i < lines->len && (int)i < all.rows; i++)
    term_span(app->term, (int)i, 0, all.columns, THEME_TEXT, lines->pdata[i]);
}

static void paint_screen(App *app, Area area) {
  OpenScreen *top = app_top(app);
  g_autoptr(GError) error = NULL;
  if (top->class_->prepare != NULL && !top->class_->prepare(app, top->state, area, &error))
    app_failed(app, g_steal_pointer(&error));
  top->class_->paint(app, top->state, app->term, area);
}

static Area screen_area(const App *app) {
  Area all = term_area(app->term);
  return (Area){1, 0, all.rows - 2, all.columns};
}

static void paint(App *app) {
  Area all = term_area(app->term);
  term_cursor(app->term, -1, 0);
  if (all.columns < COLUMNS_MIN || all.rows < ROWS_MIN) {
    paint_too_small(app, all);
  } else {
    Area area = screen_area(app);
    paint_tabs(app, 0);
    if (app->sheet != NULL)
      app_form_paint(app, area);
    else
      paint_screen(app, area);
    paint_bottom(app, all.rows - 1, all.columns);
    if (app->picker != NULL)
      picker_paint(app->picker, app->term, area);
    if (app->dialog != NULL)
      dialog_paint(app->dialog, app->term, area);
  }
  term_flush(app->term);
  app->repaint = FALSE;
}

/* ---- actions ---------------------------------------------------------------------------- */

gboolean app_offers(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  const ScreenClass *class_ = top->class_;
  if (!action_in_context(action, class_->context, class_->is_list))
    return FALSE;
  if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
    return FALSE;
  if ((action->needs & NEED_TASK) && (class_->task == NULL || class_->task(top->state) == 0))
    return FALSE;
  if ((action->needs & NEED_TOPIC) && (class_->topic == NULL || class_->topic(top->state) == 0))
    return FALSE;
  return TRUE;
}

static void go_back(App *app) {
  OpenScreen *top = app_top(app);
  const ScreenClass *class_ = top->class_;
  if (class_->filtered != NULL && *class_->filtered(top->state) != '\0')
    class_->filter(app, top->state, "");
  else if (app->pages->len > 0)
    g_array_set_size(app->pages, app->pages->len - 1);
  else
    app_notice(app, "已在最外一层；按 q 退出");
  app->repaint = TRUE;
}

static void quit(App *app) {
  if (app->pages->len > 0)
    go_back(app);
  else
    app->running = FALSE;
}

/* What every screen does alike; FALSE where action is none of it. */
static gboolean act_everywhere(App *app, ActionId id) {
  const OpenScreen *top = app_top(app);
  for (gsize i = 0; i < G_N_ELEMENTS(ROOTS); i++) {
    if (ROOTS[i]->action == id) {
      app_switch(app, ROOTS[i]);
      return TRUE;
    }
  }
  switch (id) {
  case ACTION_MENU:
    app_open_actions(app, "菜单", FALSE);
    return TRUE;
  case ACTION_PALETTE:
    app_open_actions(app, "输入名称的一部分", FALSE);
    return TRUE;
  case ACTION_HELP:
    app_open_actions(app, "此处可用的按键", TRUE);
    return TRUE;
  case ACTION_UNDO:
    app_ask_undo(app);
    return TRUE;
  case ACTION_DONE:
    app_ask_done(app);
    return TRUE;
  case ACTION_FILTER:
    app_open_filter(app);
    return TRUE;
  case ACTION_THEME:
    app_next_theme(app);
    return TRUE;
  case ACTION_PROGRESS:
    app_open_form(app, &FORM_PROGRESS, top->class_->task(top->state));
    return TRUE;
  case ACTION_TASK_EDIT:
    app_open_form(app, &FORM_TASK_EDIT, top->class_->task(top->state));
    return TRUE;
  case ACTION_CASE_ADD:
    app_open_form(app, &FORM_CASE, top->class_->topic(top->state));
    return TRUE;
  case ACTION_REFRESH:
    app_changed(app);
    term_redraw(app->term);
    return TRUE;
  case ACTION_BACK:
    go_back(app);
    return TRUE;
  case ACTION_QUIT:
    quit(app);
    return TRUE;
  default:
    return FALSE;
  }
}

void app_act(App *app, ActionId id) {
  const Action *action = action_get(id);
  if (!app_offers(app, action)) {
    if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
      app_notice(app, "台账文件是只读的，不能%s", action->title);
    else if (action->needs & NEED_TASK)
      app_notice(app, "请先选中一项任务，再%s", action->title);
    return;
  }
  OpenScreen *top = app_top(app);
  if (!top->class_->act(app, top->state, id))
    act_everywhere(app, id);
  app->repaint = TRUE;
}

/* ---- events ----------------------------------------------------------------------------- */

static void key_event(App *app, Key key) {
  if (key == (KEY_MOD_CTRL | 'z')) {
    term_suspend(app->term);
    app_changed(app);
    return;
  }
  const OpenScreen *top = app_top(app);
  ActionId id = action_for_key(app->keymap, top->class_->context, top->class_->is_list, key);
  if (id != ACTION_NONE)
    app_act(app, id);
  else if (key >= 0x2E80 && key < 0x110000)
    app_notice(app, "请切换到英文输入，或用方向键与回车；按 F10 打开菜单");
}

static void mouse_event(App *app, const Event *event) {
  Area area = screen_area(app);
  OpenScreen *top = app_top(app);
  if (event->row == 0 && event->mouse == MOUSE_PRESS) {
    ChromeItem items[G_N_ELEMENTS(ROOTS)];
    char *keys[G_N_ELEMENTS(ROOTS)];
    gsize current = 0;
    gsize count = tab_items(app, items, keys, &current);
    int tab = chrome_tab_at(items, count, event->column);
    for (gsize i = 0; i < count; i++)
      g_free(keys[i]);
    if (tab >= 0)
      app_switch(app, ROOTS[tab]);
  } else if (event->row >= area.row && event->row < area.row + area.rows &&
             top->class_->mouse != NULL) {
    top->class_->mouse(app, top->state, event, area);
    app->repaint = TRUE;
  }
}

static void handle(App *app, const Event *event) {
  if (event->type == EVENT_NONE)
    return;
  if (event->type != EVENT_RESIZE)
    g_clear_pointer(&app->message, g_free);
  app->repaint = TRUE;
  if (event->type == EVENT_HANGUP) {
    app_save_draft(app);
    app->running = FALSE;
    return;
  }
  if (event->type == EVENT_RESIZE || app_overlay_event(app, event))
    return;
  switch (event->type) {
  case EVENT_KEY:
    key_event(app, event->key);
    break;
  case EVENT_MOUSE:
    mouse_event(app, event);
    break;
  case EVENT_PASTE:
    app_notice(app, "这里不能粘贴；请先打开要填写的表单");
    break;
  default:
    break;
  }
}

/* Others' commits, and midnight. */
static void look_around(App *app) {
  gint64 version = db_data_version(app->db);
  if (version != app->data_version || app->shown_day != app_today(app)) {
    app->data_version = version;
    app_changed(app);
  }
}

static void run(App *app) {
  gint64 looked = g_get_monotonic_time();
  app->running = TRUE;
  app->repaint = TRUE;
  while (app->running) {
    app_refresh(app);
    if (app->repaint && !term_pending(app->term))
      paint(app);
    g_auto(Event) event = {0};
    term_event(app->term, TICK_MS, &event);
    handle(app, &event);
    app_tend_draft(app, event.type == EVENT_NONE);
    gint64 now = g_get_monotonic_time();
    if (now - looked >= TICK_MS * 1000) {
      looked = now;
      look_around(app);
    }
  }
}

/* ---- beginning and end ------------------------------------------------------------------ */

static void report_problems(const char *what, GPtrArray *problems) {
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr("taizhang: %s：%s\n", what, (const char *)problems->pdata[i]);
}

static gboolean read_configuration(App *app, GPtrArray **problems, GError **error) {
  g_autofree char *settings = places_shipped("data/settings.yaml");
  g_autofree char *own_settings = places_config("settings.yaml");
  app->settings = settings_load(settings, own_settings, problems, error);
  if (app->settings == NULL)
    return FALSE;
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  g_autofree char *keys = places_shipped("data/keys.yaml");
  g_autofree char *own_keys = places_config("keys.yaml");
  app->keymap = keymap_load(keys, contexts, actions, error);
  if (app->keymap == NULL)
    return FALSE;
  g_autoptr(GPtrArray) more = NULL;
  if (!keymap_overlay(app->keymap, own_keys, &more, error))
    return FALSE;
  g_ptr_array_extend_and_steal(*problems, g_steal_pointer(&more));
  return TRUE;
}

static Theme *theme_named(const char *name, GError **error) {
  g_autofree char *file = g_strconcat("themes/", name, ".yaml", NULL);
  g_autofree char *own = places_config(file);
  g_autofree char *shipped = places_shipped(file);
  return theme_load(g_file_test(own, G_FILE_TEST_EXISTS) ? own : shipped, error);
}

static gboolean choose_ledger(App *app, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(app->db, error);
  if (ledgers == NULL)
    return FALSE;
  app->ledger = ledgers->len > 0 ? ((const Ledger *)ledgers->pdata[0])->id : 0;
  return TRUE;
}

static gboolean start(App *app, const char *path, GPtrArray **problems, GError **error) {
  app->db = db_open(path, DB_WRITE, error);
  if (app->db == NULL || !read_configuration(app, problems, error) || !choose_ledger(app, error))
    return FALSE;
  app->theme = g_strdup(app->settings->theme);
  g_autoptr(GError) bad_theme = NULL;
  g_autoptr(Theme) theme = theme_named(app->theme, &bad_theme);
  if (theme == NULL) {
    g_ptr_array_add(*problems, g_strdup(bad_theme->message));
    theme = theme_plain();
  }
  app->term = term_open(theme, error);
  if (app->term == NULL)
    return FALSE;
  app->data_version = db_data_version(app->db);
  app->shown_day = app_today(app);
  app->roots = g_array_new(FALSE, FALSE, sizeof(OpenScreen));
  g_array_set_clear_func(app->roots, open_screen_clear);
  app->pages = g_array_new(FALSE, FALSE, sizeof(OpenScreen));
  g_array_set_clear_func(app->pages, open_screen_clear);
  app_switch(app, &SCREEN_TODAY);
  if ((*problems)->len > 0)
    set_message(app, THEME_ERROR, g_strdup((*problems)->pdata[0]));
  g_autofree char *folder = places_drafts();
  app->drafts = draft_list(folder, path);
  app_offer_draft(app);
  return TRUE;
}

static void app_free(App *app) {
  app_form_close(app);
  g_clear_pointer(&app->dialog, dialog_free);
  g_clear_pointer(&app->picker, picker_free);
  g_clear_pointer(&app->picker_actions, g_array_unref);
  g_clear_pointer(&app->filter, textbox_free);
  g_clear_pointer(&app->pages, g_array_unref);
  g_clear_pointer(&app->roots, g_array_unref);
  g_clear_pointer(&app->drafts, g_ptr_array_unref);
  g_clear_pointer(&app->term, term_close);
  g_clear_pointer(&app->db, db_close);
  g_clear_pointer(&app->keymap, keymap_free);
  g_clear_pointer(&app->settings, settings_free);
  g_clear_pointer(&app->calendar, calendar_free);
  g_free(app->theme);
  g_free(app->message);
  g_free(app);
}

int app_run(const char *path, const Person *person) {
  App *app = g_new0(App, 1);
  app->person = person;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  gboolean started = start(app, path, &problems, &error);
  if (started)
    run(app);
  app_free(app);
  if (!started)
    g_printerr("taizhang: %s\n", error->message);
  report_problems("设置有误，已跳过", problems);
  return started ? 0 : 1;
}
