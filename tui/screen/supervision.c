/* supervision.c: 督办: what waits for somebody: reviews, extensions, notices, signatures. */
#include "core/model/supervision.h"
#include "core/model/extension.h"
#include "tui/screen/item_list.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  ItemList items;
  char *filter; /* of the tasks */
  int counts[ITEM_KIND_COUNT];
  TaskCache *cache;
  char *shown;          /* the uid of the item whose record is loaded below; NULL: none */
  Extension *extension; /* it, where the chosen item is one */
  Notice *notice;
} SupervisionScreen;

static gpointer supervision_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  SupervisionScreen *screen = g_new0(SupervisionScreen, 1);
  screen->filter = g_strdup("");
  screen->cache = task_cache_new();
  return screen;
}

static void drop_record(SupervisionScreen *screen) {
  g_clear_pointer(&screen->extension, extension_free);
  g_clear_pointer(&screen->notice, notice_free);
  g_clear_pointer(&screen->shown, g_free);
}

static void supervision_close(gpointer state) {
  SupervisionScreen *screen = state;
  drop_record(screen);
  item_list_clear(&screen->items);
  task_cache_free(screen->cache);
  g_free(screen->filter);
  g_free(screen);
}

/* ---- reading ---------------------------------------------------------------------------- */

/* The kinds shown, in this order. */
static const ItemKind KINDS[] = {ITEM_REVIEW, ITEM_EXTENSION, ITEM_NOTICE, ITEM_UNSIGNED};

static Reminder *read_waiting(App *app, GError **error) {
  ReminderFilter filter = {.ledger = app_ledger(app)};
  TaskFilter of_ledger = TASK_FILTER_ALL;
  of_ledger.ledger = filter.ledger;
  g_autoptr(GArray) refs = app_task_list(app, &of_ledger, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_of_tasks(app_db(app), app_reckoning(app), &filter, tasks, error);
}

static gboolean supervision_recalculate(App *app, gpointer state, GError **error) {
  SupervisionScreen *screen = state;
  g_autoptr(GHashTable) tasks = NULL;
  if (!app_filtered_tasks(app, screen->filter, &tasks, error))
    return FALSE;
  g_autoptr(Reminder) reminder = read_waiting(app, error);
  if (reminder == NULL)
    return FALSE;
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)reminder_item_free);
  g_ptr_array_set_free_func(reminder->items, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS(KINDS); k++) {
    screen->counts[KINDS[k]] = 0;
    for (guint i = 0; i < reminder->items->len; i++) {
      ReminderItem *item = reminder->items->pdata[i];
      if (item == NULL || (ItemKind)item->kind != KINDS[k] ||
          (tasks != NULL && !g_hash_table_contains(tasks, &item->task)))
        continue;
      g_ptr_array_add(items, item);
      reminder->items->pdata[i] = NULL;
      screen->counts[KINDS[k]]++;
    }
  }
  for (guint i = 0; i < reminder->items->len; i++)
    g_clear_pointer(&reminder->items->pdata[i], reminder_item_free);
  task_cache_clear(screen->cache);
  drop_record(screen);
  item_list_take(&screen->items, app, items);
  return TRUE;
}

/* The extension or notice of the chosen item, for the details. */
static gboolean read_record(App *app, SupervisionScreen *screen, GError **error) {
  const ReminderItem *item = item_list_current(&screen->items);
  if (item == NULL)
    return TRUE;
  g_autofree char *uid = reminder_item_uid(item);
  if (g_strcmp0(uid, screen->shown) == 0)
    return TRUE;
  drop_record(screen);
  if (item->kind == ITEM_NOTICE) {
    screen->notice = notice_load(app_db(app), item->more->record, error);
    if (screen->notice == NULL)
      return FALSE;
  }
  if (item->kind == ITEM_EXTENSION) {
    screen->extension = extension_load(app_db(app), item->more->record, error);
    if (screen->extension == NULL)
      return FALSE;
  }
  screen->shown = g_steal_pointer(&uid);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 1, area.column, area.rows - 2 - task_rows_details_height(area.rows),
                area.columns};
}

static gboolean supervision_prepare(App *app, gpointer state, Area area, GError **error) {
  SupervisionScreen *screen = state;
  if (screen->items.items == NULL)
    return TRUE;
  gint64 task = item_list_task(&screen->items).id;
  return item_list_prepare(&screen->items, app, list_area(area).rows, error) &&
         (task == 0 || task_cache_read(screen->cache, app, task, error)) &&
         read_record(app, screen, error);
}

static void paint_extension(App *app, const Extension *extension, Term *term, int *y, int end,
                            int width) {
  char asked[DAY_TEXT_SIZE], old[DAY_TEXT_SIZE], new_[DAY_TEXT_SIZE];
  g_autofree char *text =
      g_strdup_printf("%s 于 %s 申请由 %s 延至 %s（%s）", app_person_name(app, extension->asked_by),
                      day_to_iso(extension->asked_on, asked), day_to_iso(extension->old_due, old),
                      extension->new_deadline, day_to_iso(extension->new_due, new_));
  task_rows_paint_field(term, y, end, 0, width, "延期：", text, THEME_STRONG);
  task_rows_paint_field(term, y, end, 0, width, "理由：", extension->reason, THEME_TEXT);
}

static void paint_notice(App *app, const Notice *notice, Term *term, int *y, int end, int width) {
  char issued[DAY_TEXT_SIZE], answer[DAY_TEXT_SIZE];
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  g_autofree char *text =
      g_strdup_printf("%s  %s  %s 签发于 %s  答复期限 %s", number, notice_level_name(notice->level),
                      app_person_name(app, notice->author), day_to_iso(notice->issued_on, issued),
                      day_to_iso(notice->answer_by, answer));
  task_rows_paint_field(term, y, end, 0, width, "督办：", text, THEME_STRONG);
}

static void paint_details(App *app, const SupervisionScreen *screen, Term *term, Area area) {
  if (app_moves(app))
    return;
  const Task *task = task_cache_get(screen->cache, item_list_task(&screen->items).id);
  if (screen->extension == NULL && screen->notice == NULL) {
    task_rows_paint_details(app, term, area, task);
    return;
  }
  term_blank(term, area, THEME_TEXT);
  int y = area.row, end = area.row + area.rows;
  if (screen->extension != NULL)
    paint_extension(app, screen->extension, term, &y, end, area.columns);
  else
    paint_notice(app, screen->notice, term, &y, end, area.columns);
  if (task != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "任务：", task->goal, THEME_TEXT);
}

static void supervision_paint(App *app, gpointer state, Term *term, Area area) {
  SupervisionScreen *screen = state;
  if (screen->items.items == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  g_autofree char *filter =
      *screen->filter != '\0' ? g_strdup_printf("筛选“%s”：", screen->filter) : g_strdup("");
  g_autofree char *title = g_strdup_printf(
      "%s待审核%d项  延期待批%d项  督办待复%d件  待签收%d项%s", filter, screen->counts[ITEM_REVIEW],
      screen->counts[ITEM_EXTENSION], screen->counts[ITEM_NOTICE], screen->counts[ITEM_UNSIGNED],
      app_scope_text(app));
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->items.list, term, area.row, area.columns - 12, 12);
  item_list_paint(&screen->items, app, term, list);
  if (screen->items.list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, *screen->filter != '\0' ? THEME_DIM : THEME_GREEN,
              *screen->filter != '\0' ? "没有符合筛选的事项；按 Esc 取消筛选" : "没有等着办的事");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  paint_details(app, screen, term,
                (Area){rule + 1, area.column, task_rows_details_height(area.rows), area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

/* What is about the chosen item's record: a form, or the letter. */
static const struct {
  ActionId action;
  ItemKind kind;
  const FormClass *form;
} RECORD_FORMS[] = {
    {ACTION_DECIDE, ITEM_EXTENSION, &FORM_DECIDE},
    {ACTION_WITHDRAW, ITEM_EXTENSION, NULL}, /* a question, no form */
    {ACTION_ANSWER, ITEM_NOTICE, &FORM_ANSWER},
    {ACTION_RAISE, ITEM_NOTICE, &FORM_RAISE},
    {ACTION_LETTER, ITEM_NOTICE, NULL},
};

static gboolean supervision_offers(gpointer state, ActionId id) {
  const SupervisionScreen *screen = state;
  const ReminderItem *item = screen->items.items != NULL ? item_list_current(&screen->items) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(RECORD_FORMS); i++) {
    if (RECORD_FORMS[i].action == id)
      return item != NULL && (ItemKind)item->kind == RECORD_FORMS[i].kind;
  }
  return TRUE;
}

static gboolean supervision_act(App *app, gpointer state, ActionId id) {
  SupervisionScreen *screen = state;
  if (screen->items.items == NULL)
    return FALSE;
  if (id == ACTION_WITHDRAW) {
    app_ask_withdraw(app, item_list_current(&screen->items)->more->record);
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(RECORD_FORMS); i++) {
    if (RECORD_FORMS[i].action != id)
      continue;
    gint64 record = item_list_current(&screen->items)->more->record;
    if (RECORD_FORMS[i].form != NULL)
      app_open_form(app, RECORD_FORMS[i].form, record, NULL);
    else
      app_open(app, &SCREEN_LETTER, &(Opening){.id = record});
    return TRUE;
  }
  if (id != ACTION_OPEN)
    return list_act(&screen->items.list, id);
  item_list_open(&screen->items, app);
  return TRUE;
}

static void supervision_mouse(App *app, gpointer state, const Event *event, Area area) {
  SupervisionScreen *screen = state;
  if (screen->items.items != NULL && list_mouse(&screen->items.list, event, list_area(area)))
    item_list_open(&screen->items, app);
}

static ChosenTask supervision_task(gpointer state) {
  return item_list_task(&((SupervisionScreen *)state)->items);
}

static void supervision_filter(gpointer state, const char *text) {
  SupervisionScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
}

static const char *supervision_filtered(gpointer state) {
  return ((SupervisionScreen *)state)->filter;
}

static gint64 supervision_neighbour(gpointer state, gint64 task, int delta) {
  return item_list_neighbour(&((SupervisionScreen *)state)->items, task, delta);
}

static Listing *supervision_listing(App *app, gpointer state, GError **error) {
  const SupervisionScreen *screen = state;
  return item_list_listing(&screen->items, app, "督办事项", app_scope_title(app), error);
}

const ScreenClass SCREEN_SUPERVISION = {
    .title = "督办",
    .context = CONTEXT_SUPERVISION,
    .action = ACTION_SUPERVISION,
    .is_list = TRUE,
    .open = supervision_open,
    .close = supervision_close,
    .recalculate = supervision_recalculate,
    .listing = supervision_listing,
    .prepare = supervision_prepare,
    .paint = supervision_paint,
    .act = supervision_act,
    .offers = supervision_offers,
    .mouse = supervision_mouse,
    .task = supervision_task,
    .neighbour = supervision_neighbour,
    .filter = supervision_filter,
    .filtered = supervision_filtered,
};
