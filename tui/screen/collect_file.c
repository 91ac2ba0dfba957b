/* collect_file.c: a returned file before it is taken in: its rows, and what conflicts, decided one
 * by one.
 */
#include "core/exchange/collect/collect.h"
#include "core/store/journal.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

/* A row: one of the file, or something filled in there that is to be decided. */
typedef struct {
  guint item;
  guint value; /* its place in the item's values + 1; 0: the row itself */
} Row;

typedef struct {
  char *path;  /* encoding of file names */
  gint64 unit; /* 0: the file says it */
  Day made_on;
  CollectPlan *plan; /* NULL: not read yet */
  GArray *rows;      /* Row */
  List list;
} FileScreen;

static gpointer file_open(App *app, const Opening *opening) {
  (void)app;
  FileScreen *screen = g_new0(FileScreen, 1);
  screen->path = g_strdup(opening->text);
  screen->unit = opening->unit;
  screen->made_on = opening->day;
  screen->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  return screen;
}

static void file_close(gpointer state) {
  FileScreen *screen = state;
  collect_plan_free(screen->plan);
  g_array_unref(screen->rows);
  g_free(screen->path);
  g_free(screen);
}

static const Row *current_row(const FileScreen *screen) {
  return screen->list.count > 0 ? &g_array_index(screen->rows, Row, screen->list.current) : NULL;
}

static CollectItem *row_item(const FileScreen *screen, const Row *row) {
  return row != NULL ? screen->plan->items->pdata[row->item] : NULL;
}

static CollectValue *row_value(const FileScreen *screen, const Row *row) {
  return row != NULL && row->value > 0 ? row_item(screen, row)->values->pdata[row->value - 1]
                                       : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* What was decided before stays decided where the row still says the same. */
static void carry_over(const CollectItem *before, CollectItem *now) {
  for (guint i = 0; i < now->values->len; i++) {
    CollectValue *value = now->values->pdata[i];
    for (guint k = 0; k < before->values->len; k++) {
      const CollectValue *old = before->values->pdata[k];
      if (old->field == value->field && g_str_equal(old->now, value->now) && value->refusal == NULL)
        value->taken = old->taken;
    }
  }
}

static void carry_decisions(const CollectPlan *before, CollectPlan *now) {
  for (guint i = 0; before != NULL && i < now->items->len; i++) {
    CollectItem *item = now->items->pdata[i];
    for (guint k = 0; k < before->items->len; k++) {
      const CollectItem *old = before->items->pdata[k];
      if (old->row == item->row && old->status == item->status)
        carry_over(old, item);
    }
  }
}

/* Those that are missing in the file, or those that are not. */
static void add_rows(FileScreen *screen, gboolean missing) {
  for (guint i = 0; i < screen->plan->items->len; i++) {
    const CollectItem *item = screen->plan->items->pdata[i];
    if ((item->status == COLLECT_MISSING) != missing ||
        (item->status == COLLECT_SAME && item->note == NULL))
      continue;
    Row row = {.item = i};
    g_array_append_val(screen->rows, row);
    for (guint k = 0; item->status == COLLECT_CONFLICT && k < item->values->len; k++) {
      Row part = {.item = i, .value = k + 1};
      g_array_append_val(screen->rows, part);
    }
  }
}

static void build_rows(FileScreen *screen) {
  g_array_set_size(screen->rows, 0);
  add_rows(screen, FALSE);
  add_rows(screen, TRUE);
  list_resize(&screen->list, screen->rows->len);
}

/* Only where the ledger has changed: what is decided needs no reading. */
static gboolean file_recalculate(App *app, gpointer state, GError **error) {
  FileScreen *screen = state;
  CollectInput input = {.path = screen->path, .unit = screen->unit, .made_on = screen->made_on};
  CollectPlan *plan = collect_read(app_db(app), app_reckoning(app), &input, app_watch(app), error);
  app_watch_end(app);
  if (plan == NULL)
    return FALSE;
  carry_decisions(screen->plan, plan);
  collect_plan_free(screen->plan);
  screen->plan = plan;
  build_rows(screen);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static int details_height(int rows) {
  return MAX(task_rows_details_height(rows), rows / 3);
}

static Area list_area(Area area) {
  return (Area){area.row + 3, area.column, area.rows - 4 - details_height(area.rows), area.columns};
}

static gboolean file_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((FileScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

#define MARK_WIDTH 4
#define PLACE_WIDTH 22
#define STATUS_WIDTH 12

static ThemeRole status_role(CollectStatus status) {
  return status == COLLECT_CONFLICT ? THEME_AMBER
         : status == COLLECT_WRONG  ? THEME_RED
         : status == COLLECT_NEW    ? THEME_GREEN
                                    : THEME_DIM;
}

/* 40% → 60%（台账现在是 50%） */
static char *value_text(const CollectValue *value, gboolean whole) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s：", collect_field_name(value->field));
  if (*value->sent != '\0')
    g_string_append_printf(text, "%s → ", value->sent);
  g_string_append(text, value->returned);
  if (value->conflict && whole)
    g_string_append_printf(text, "（台账现在是：%s）", *value->now != '\0' ? value->now : "空");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *item_text(const CollectItem *item) {
  if (item->values->len == 0 || item->status == COLLECT_WRONG)
    return g_strdup(item->note != NULL ? item->note : item->goal);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < item->values->len; i++) {
    g_autofree char *value = value_text(item->values->pdata[i], FALSE);
    g_string_append_printf(text, "%s%s", i > 0 ? "；" : "", value);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *place_text(const CollectItem *item) {
  g_autofree char *line = item->line > 0 ? g_strdup_printf("%u行 ", item->line) : g_strdup("");
  return g_strdup_printf("%s%s%s%s", line, item->number, item->key != NULL ? " " : "",
                         item->key != NULL ? item->key : "");
}

static void paint_value(Term *term, int y, int width, const CollectValue *value,
                        gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : value->conflict ? THEME_AMBER : THEME_TEXT;
  g_autofree char *text = value_text(value, TRUE);
  g_autofree char *line =
      g_strdup_printf("      %s %s", value->taken ? "[用填报]" : "[留台账]", text);
  term_text(term, y, 0, width, role, line);
}

static void paint_item(Term *term, int y, int width, const CollectItem *item, gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  gboolean may = item->status == COLLECT_NEW || item->status == COLLECT_CONFLICT;
  const char *mark = !may ? "" : collect_is_taken(item) ? "[x]" : "[ ]";
  g_autofree char *place = place_text(item);
  g_autofree char *text = item_text(item);
  term_text(term, y, 0, MARK_WIDTH, role, mark);
  term_text(term, y, MARK_WIDTH, PLACE_WIDTH, role, place);
  term_text(term, y, MARK_WIDTH + PLACE_WIDTH, STATUS_WIDTH,
            selected ? role : status_role(item->status), collect_status_name(item->status));
  int left = MARK_WIDTH + PLACE_WIDTH + STATUS_WIDTH;
  term_text(term, y, left, width - left, role, text);
}

static void paint_title(const FileScreen *screen, Term *term, Area area) {
  const CollectPlan *plan = screen->plan;
  guint taken = 0;
  for (guint i = 0; i < plan->items->len; i++)
    taken += collect_is_taken(plan->items->pdata[i]) ? 1 : 0;
  g_autofree char *title = g_strdup_printf(
      "%s  %s  采纳%u行，有冲突%u行，不能采纳%u行", plan->sent->unit_name, plan->sent->period,
      taken, plan->counts[COLLECT_CONFLICT], plan->counts[COLLECT_WRONG]);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  term_text(term, area.row + 1, 0, area.columns, plan->remarks->len > 0 ? THEME_AMBER : THEME_DIM,
            plan->remarks->len > 0 ? plan->remarks->pdata[0] : plan->file);
  term_text(term, area.row + 2, 0, MARK_WIDTH, THEME_HEADER, NULL);
  term_text(term, area.row + 2, MARK_WIDTH, PLACE_WIDTH, THEME_HEADER, "表中的行");
  term_text(term, area.row + 2, MARK_WIDTH + PLACE_WIDTH, STATUS_WIDTH, THEME_HEADER, "结果");
  int left = MARK_WIDTH + PLACE_WIDTH + STATUS_WIDTH;
  term_text(term, area.row + 2, left, area.columns - left, THEME_HEADER, "填报的内容");
}

static void paint_details(const FileScreen *screen, Term *term, Area area) {
  const CollectItem *item = row_item(screen, current_row(screen));
  term_rule(term, area.row, 0, area.columns, "详情");
  term_blank(term, (Area){area.row + 1, 0, area.rows - 1, area.columns}, THEME_TEXT);
  if (item == NULL)
    return;
  int y = area.row + 1, end = area.row + area.rows;
  task_rows_paint_field(term, &y, end, 0, area.columns, "任务：", item->goal, THEME_TEXT);
  if (item->note != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "说明：", item->note, THEME_TEXT);
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    g_autofree char *text = value_text(value, TRUE);
    task_rows_paint_field(term, &y, end, 0, area.columns, "填报：", text,
                          value->conflict ? THEME_AMBER : THEME_TEXT);
    if (value->refusal != NULL)
      task_rows_paint_field(term, &y, end, 0, area.columns, "", value->refusal, THEME_RED);
  }
}

static void file_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  const FileScreen *screen = state;
  if (screen->plan == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  paint_title(screen, term, area);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index >= screen->list.count) {
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const Row *row = &g_array_index(screen->rows, Row, index);
    if (row->value > 0)
      paint_value(term, list.row + y, area.columns, row_value(screen, row),
                  index == screen->list.current);
    else
      paint_item(term, list.row + y, area.columns, row_item(screen, row),
                 index == screen->list.current);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              "各行都没有填内容；按 Ctrl-S 登记这份表已报回");
  int rule = list.row + list.rows;
  paint_details(screen, term, (Area){rule, area.column, area.row + area.rows - rule, area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

/* Takes or leaves the chosen row, or what is chosen of it. */
static void turn(App *app, FileScreen *screen) {
  const Row *row = current_row(screen);
  CollectItem *item = row_item(screen, row);
  CollectValue *value = row_value(screen, row);
  if (item == NULL)
    return;
  if (item->status != COLLECT_NEW && item->status != COLLECT_CONFLICT)
    app_notice(app, "%s", item->note != NULL ? item->note : collect_status_name(item->status));
  else if (value != NULL && value->refusal != NULL)
    app_notice(app, "%s", value->refusal);
  else if (value != NULL)
    value->taken = !value->taken;
  else if (collect_is_taken(item))
    collect_leave(item);
  else
    collect_decide(item, TRUE);
}

static void run(App *app, FileScreen *screen) {
  GError *error = NULL;
  CollectResult result;
  Actor actor = app_actor(app);
  char before[JOURNAL_HEAD_SIZE], after[JOURNAL_HEAD_SIZE];
  if (screen->plan == NULL)
    return;
  if (!journal_head(app_db(app), before, &error) ||
      !collect_run(app_db(app), &actor, app_reckoning(app), screen->plan, &result, &error) ||
      !journal_head(app_db(app), after, &error)) {
    app_failed(app, error);
    return;
  }
  g_autofree char *unit = g_strdup(screen->plan->sent->unit_name);
  app_changed(app);
  app_close_page(app);              /* screen is gone from here on */
  if (g_str_equal(before, after)) { /* nothing that u could take back */
    app_notice(app, "“%s”的这份填报表已经回收过，没有新采纳的，没有改动", unit);
    return;
  }
  app_notice(app, "已回收“%s”的填报表：进展%u条、报送%u次，未采纳%u行；按 u 撤销", unit,
             result.progress, result.submissions, result.kept);
}

static gboolean file_act(App *app, gpointer state, ActionId id) {
  FileScreen *screen = state;
  const CollectItem *item = screen->plan != NULL ? row_item(screen, current_row(screen)) : NULL;
  switch (id) {
  case ACTION_OPEN:
    if (item != NULL && item->task != 0)
      app_open(app, &SCREEN_TASK, &(Opening){.id = item->task});
    return TRUE;
  case ACTION_COLLECT_TAKE:
    if (item != NULL)
      turn(app, screen);
    return TRUE;
  case ACTION_COLLECT_RUN:
    run(app, screen);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void file_mouse(App *app, gpointer state, const Event *event, Area area) {
  FileScreen *screen = state;
  if (screen->plan != NULL && list_mouse(&screen->list, event, list_area(area)))
    turn(app, screen);
}

static Listing *file_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const FileScreen *screen = state;
  g_autofree char *title = screen->plan == NULL
                               ? g_strdup("填报表核对")
                               : g_strdup_printf("%s%s填报表核对", screen->plan->sent->unit_name,
                                                 screen->plan->sent->period);
  Listing *listing = listing_new(title, screen->plan != NULL ? screen->plan->file : NULL);
  listing_column(listing, "表中的行", LISTING_TEXT, PLACE_WIDTH);
  listing_column(listing, "目标任务", LISTING_TEXT, 40);
  listing_column(listing, "结果", LISTING_SHORT, STATUS_WIDTH);
  listing_column(listing, "填报的内容", LISTING_TEXT, 50);
  listing_column(listing, "说明", LISTING_TEXT, 40);
  for (guint i = 0; screen->plan != NULL && i < screen->rows->len; i++) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    const CollectItem *item = row_item(screen, row);
    if (row->value > 0) /* told with its row */
      continue;
    g_autofree char *place = place_text(item);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint k = 0; k < item->values->len; k++) {
      g_autofree char *value = value_text(item->values->pdata[k], TRUE);
      g_string_append_printf(text, "%s%s", k > 0 ? "；" : "", value);
    }
    const char *const cells[] = {place, item->goal, collect_status_name(item->status), text->str,
                                 item->note};
    listing_row(listing, cells);
  }
  return listing;
}

const ScreenClass SCREEN_COLLECT_FILE = {
    .title = "回收填报表",
    .context = CONTEXT_COLLECT_FILE,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = file_open,
    .close = file_close,
    .recalculate = file_recalculate,
    .listing = file_listing,
    .prepare = file_prepare,
    .paint = file_paint,
    .act = file_act,
    .mouse = file_mouse,
};
