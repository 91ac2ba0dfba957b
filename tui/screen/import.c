/* import.c: the preview of an import: what a file would change in a ledger, row by row, to be taken
 * or left. */
#include "core/config/places.h"
#include "tui/screen/import_screen.h"
#include "tui/screen/list_act.h"

/* ---- state ------------------------------------------------------------------------------ */

static gpointer import_screen_open(App *app, const Opening *opening) {
  ImportScreen *screen = g_new0(ImportScreen, 1);
  screen->app = app;
  screen->work = opening->import;
  screen->rows = g_array_new(FALSE, FALSE, sizeof(guint));
  screen->lines = page_lines_new();
  screen->fields = g_array_new(FALSE, FALSE, sizeof(int));
  screen->remarked = g_hash_table_new(NULL, NULL);
  return screen;
}

/* Whoever leaves it does not want it; a dropped line is another matter. */
static void import_screen_close(gpointer state) {
  ImportScreen *screen = state;
  if (screen->draft != NULL && !app_ends(screen->app))
    draft_remove(screen->draft);
  draft_free(screen->draft);
  import_work_free(screen->work);
  g_array_unref(screen->rows);
  g_ptr_array_unref(screen->lines);
  g_array_unref(screen->fields);
  g_hash_table_unref(screen->remarked);
  g_free(screen);
}

void import_screen_keep(ImportScreen *screen) {
  g_autofree char *title = g_strdup_printf("导入 %s", screen->work->name);
  app_keep_draft(screen->app, &screen->draft, &FORM_IMPORT, title, 1,
                 import_work_values(screen->app, screen->work));
}

/* ---- reading --------------------------------------------------------------------------- */

/* The plan is made anew only where the ledger file is another by now. */
static gboolean import_screen_recalculate(App *app, gpointer state, GError **error) {
  ImportScreen *screen = state;
  if (screen->work->plan != NULL && !import_work_is_current(app, screen->work) &&
      !import_work_plan(app, screen->work, error))
    return FALSE;
  import_list_rows(screen);
  if (screen->draft == NULL) { /* it has just been opened */
    import_choose_first(screen);
    import_screen_keep(screen);
  }
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static gboolean import_screen_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  ImportScreen *screen = state;
  ImportLayout parts = import_layout(area);
  list_layout(&screen->list, parts.list.rows);
  import_lines_make(screen, area.columns);
  import_lines_move(screen, 0, parts.details.rows);
  return TRUE;
}

static void import_screen_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  const ImportScreen *screen = state;
  ImportLayout parts = import_layout(area);
  import_rows_paint(screen, term, area);
  term_rule(term, parts.rule, 0, area.columns, "详情");
  import_lines_paint(screen, term, parts.details);
}

/* ---- doing it --------------------------------------------------------------------------- */

static void append_count(GString *text, const char *what, guint count, const char *unit) {
  if (count > 0)
    g_string_append_printf(text, "%s%s%u%s", text->len > 0 ? "，" : "", what, count, unit);
}

static void tell_done(App *app, const ImportResult *result) {
  g_autoptr(GString) text = g_string_new(NULL);
  append_count(text, "新增", result->added, "项");
  append_count(text, "其中序号已被占用、排在最后的", result->renumbered, "项");
  append_count(text, "修改", result->changed, "项");
  append_count(text, "作废", result->voided, "项");
  append_count(text, "新建单位", result->units, "个");
  app_notice(app, "已导入：%s；按 u 可撤销", text->len > 0 ? text->str : "没有改动");
}

static gboolean is_ready(ImportScreen *screen) {
  const ImportWork *work = screen->work;
  if (work->plan == NULL) {
    app_notice(screen->app, "%s", work->problem);
    return FALSE;
  }
  if (import_work_taken(work) == 0) {
    app_notice(screen->app, "没有选中要导入的；按 空格 选一项，按 A 全选");
    return FALSE;
  }
  if (import_work_undecided(work) > 0) {
    import_pick_unit(screen);
    return FALSE;
  }
  return TRUE;
}

static void run(App *app, ImportScreen *screen) {
  if (!is_ready(screen))
    return;
  ImportResult result;
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  gboolean done = import_run(app_db(app), &actor, app_reckoning(app), screen->work->plan,
                             screen->work->name, app_watch(app), &result, &error);
  app_watch_end(app);
  if (!done) {
    app_failed(app, g_steal_pointer(&error));
    app_changed(app); /* where somebody was faster, what differs now is shown */
    return;
  }
  app_close_page(app);
  app_set_ledger(app, result.ledger);
  tell_done(app, &result);
}

/* ---- deciding --------------------------------------------------------------------------- */

static void take(ImportScreen *screen) {
  guint index;
  if (!import_screen_item(screen, &index))
    return;
  if (screen->focus == FOCUS_DETAILS && import_lines_fields(screen) > 0)
    import_work_take_field(screen->work, index, screen->field);
  else
    import_work_take(screen->work, index);
  import_screen_keep(screen);
}

static void take_all(ImportScreen *screen) {
  import_work_take_all(screen->work);
  import_screen_keep(screen);
}

static void turn_fill(ImportScreen *screen) {
  if (!screen->work->no_fill && screen->filled == 0) {
    app_notice(screen->app, "没有照上行填的空格；合并单元格是文件里写明的，照文件导入");
    return;
  }
  screen->work->no_fill = !screen->work->no_fill;
  if (!import_screen_plan(screen))
    screen->work->no_fill = !screen->work->no_fill;
}

static void turn_different(ImportScreen *screen) {
  screen->different = !screen->different;
  import_list_rows(screen);
}

static void open_settings(App *app, const ImportScreen *screen) {
  g_auto(GStrv) values = import_work_values(app, screen->work);
  app_open_form(app, &FORM_IMPORT, 0, (const char *const *)values);
}

/* ---- keys ------------------------------------------------------------------------------- */

/* Rows, the fields of the chosen one, the button, and round again. */
static void turn_focus(ImportScreen *screen) {
  screen->focus = screen->focus == FOCUS_ROWS
                      ? (screen->list.count > 0 ? FOCUS_DETAILS : FOCUS_BUTTON)
                  : screen->focus == FOCUS_DETAILS ? FOCUS_BUTTON
                                                   : FOCUS_ROWS;
  screen->field = 0;
}

/* Enter: into the fields of a row, takes or leaves a field, presses the button. */
static void open_chosen(App *app, ImportScreen *screen) {
  if (screen->focus == FOCUS_BUTTON)
    run(app, screen);
  else if (screen->focus == FOCUS_DETAILS)
    take(screen);
  else
    turn_focus(screen);
}

static gboolean move(ImportScreen *screen, ActionId id) {
  if (screen->focus == FOCUS_DETAILS && (id == ACTION_UP || id == ACTION_DOWN)) {
    import_lines_move(screen, id == ACTION_UP ? -1 : 1, 1);
    return TRUE;
  }
  if (!list_act(&screen->list, id))
    return FALSE;
  screen->focus = FOCUS_ROWS;
  screen->field = screen->top = 0;
  return TRUE;
}

static gboolean import_screen_act(App *app, gpointer state, ActionId id) {
  ImportScreen *screen = state;
  switch (id) {
  case ACTION_IMPORT_RUN:
    run(app, screen);
    return TRUE;
  case ACTION_IMPORT_TAKE:
    take(screen);
    return TRUE;
  case ACTION_IMPORT_TAKE_ALL:
    take_all(screen);
    return TRUE;
  case ACTION_IMPORT_UNIT:
    import_pick_unit(screen);
    return TRUE;
  case ACTION_IMPORT_REMARK:
    import_pick_remark(screen);
    return TRUE;
  case ACTION_IMPORT_FILL:
    turn_fill(screen);
    return TRUE;
  case ACTION_IMPORT_COLUMN:
    import_pick_column(screen);
    return TRUE;
  case ACTION_IMPORT_TABLE:
    import_pick_table(screen);
    return TRUE;
  case ACTION_IMPORT_LEDGER:
    import_pick_ledger(screen);
    return TRUE;
  case ACTION_IMPORT_DIFFERENT:
    turn_different(screen);
    return TRUE;
  case ACTION_IMPORT_SETTINGS:
    open_settings(app, screen);
    return TRUE;
  case ACTION_IMPORT_FOCUS:
    turn_focus(screen);
    return TRUE;
  case ACTION_OPEN:
    open_chosen(app, screen);
    return TRUE;
  case ACTION_RIGHT:
    if (screen->focus == FOCUS_ROWS)
      turn_focus(screen);
    return TRUE;
  case ACTION_LEFT:
    screen->focus = FOCUS_ROWS;
    return TRUE;
  case ACTION_BACK:
    if (screen->focus == FOCUS_ROWS)
      return FALSE;
    screen->focus = FOCUS_ROWS;
    return TRUE;
  default:
    return move(screen, id);
  }
}

static gboolean can_take(const ImportScreen *screen) {
  guint index;
  return import_screen_item(screen, &index) &&
         import_work_can_take(screen->work->plan->items->pdata[index]);
}

static gboolean import_screen_offers(gpointer state, ActionId id) {
  const ImportScreen *screen = state;
  const ImportWork *work = screen->work;
  switch (id) {
  case ACTION_IMPORT_TAKE:
    return can_take(screen);
  case ACTION_IMPORT_TAKE_ALL:
    return work->plan != NULL &&
           work->plan->counts[IMPORT_ADDED] + work->plan->counts[IMPORT_CHANGED] > 0;
  case ACTION_IMPORT_UNIT:
    return work->plan != NULL && work->plan->units->len > 0;
  case ACTION_IMPORT_REMARK:
    return work->remarks->len > 0;
  case ACTION_IMPORT_LEDGER:
    return work->unit == 0;
  case ACTION_IMPORT_FILL:
  case ACTION_IMPORT_COLUMN:
    return work->workbook != NULL;
  case ACTION_IMPORT_TABLE:
    return work->workbook != NULL && work->tables->len > 1;
  default:
    return TRUE;
  }
}

/* ---- the mouse -------------------------------------------------------------------------- */

#define TAKEN_COLUMNS 4

static void click_details(ImportScreen *screen, const Event *event, Area details) {
  int field = import_lines_field_at(screen, details, event->row);
  if (field < 0)
    return;
  screen->focus = FOCUS_DETAILS;
  screen->field = (guint)field;
  if (event->column >= PAGE_LINES_LABEL && event->column < PAGE_LINES_LABEL + TAKEN_COLUMNS)
    take(screen);
}

static void click_list(ImportScreen *screen, const Event *event, Area list) {
  gsize before = screen->list.current;
  gboolean twice = list_mouse(&screen->list, event, list);
  screen->focus = FOCUS_ROWS;
  if (screen->list.current != before)
    screen->field = screen->top = 0;
  gboolean marked = event->mouse == MOUSE_PRESS && event->column < TAKEN_COLUMNS &&
                    event->row >= list.row && event->row < list.row + list.rows;
  if ((marked || (twice && event->column >= TAKEN_COLUMNS)) && can_take(screen))
    take(screen);
}

static void press(App *app, ImportScreen *screen, const Event *event, Area area) {
  ImportLayout parts = import_layout(area);
  Area button = import_button_area(screen, area);
  if (event->row == button.row && event->column >= button.column)
    run(app, screen);
  else if (event->row >= parts.source && event->row < parts.hints &&
           import_screen_offers(screen, ACTION_IMPORT_COLUMN))
    import_pick_column(screen);
  else if (event->row == parts.hints && import_screen_offers(screen, ACTION_IMPORT_UNIT))
    import_pick_unit(screen);
  else if (event->row == parts.hints && import_screen_offers(screen, ACTION_IMPORT_REMARK))
    import_pick_remark(screen);
  else if (event->row > parts.rule)
    click_details(screen, event, parts.details);
  else
    click_list(screen, event, parts.list);
}

static void import_screen_mouse(App *app, gpointer state, const Event *event, Area area) {
  ImportScreen *screen = state;
  Area details = import_layout(area).details;
  gboolean wheel = event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN;
  if (!wheel)
    press(app, screen, event, area);
  else if (event->row >= details.row)
    import_lines_move(screen, event->mouse == MOUSE_WHEEL_UP ? -1 : 1, details.rows);
  else
    click_list(screen, event, import_layout(area).list);
}

static char *import_screen_unsaved(gpointer state) {
  const ImportScreen *screen = state;
  return import_work_is_decided(screen->work)
             ? g_strdup_printf("%s还没有导入，选好的就不保留了。", screen->work->name)
             : NULL;
}

const ScreenClass SCREEN_IMPORT = {
    .title = "导入",
    .context = CONTEXT_IMPORT,
    .action = ACTION_NONE,
    .open = import_screen_open,
    .close = import_screen_close,
    .recalculate = import_screen_recalculate,
    .prepare = import_screen_prepare,
    .paint = import_screen_paint,
    .act = import_screen_act,
    .offers = import_screen_offers,
    .mouse = import_screen_mouse,
    .unsaved = import_screen_unsaved,
};
