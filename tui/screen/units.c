/* units.c: 单位: the units of all ledgers, each below its 上级单位, and what is known of each. */
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/unit_lines.h"

typedef struct {
  char *filter;
  GPtrArray *rows;    /* UnitRow*; NULL: not read yet */
  UnitLines *details; /* of the chosen unit; NULL: not read yet */
  List list;
} UnitsScreen;

static gpointer units_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  UnitsScreen *screen = g_new0(UnitsScreen, 1);
  screen->filter = g_strdup("");
  return screen;
}

static void units_close(gpointer state) {
  UnitsScreen *screen = state;
  g_free(screen->filter);
  g_clear_pointer(&screen->rows, g_ptr_array_unref);
  unit_lines_free(screen->details);
  g_free(screen);
}

static const UnitRow *current_row(const UnitsScreen *screen) {
  return screen->list.count > 0 ? screen->rows->pdata[screen->list.current] : NULL;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return ((const UnitRow *)a)->id == ((const UnitRow *)b)->id;
}

static gboolean units_recalculate(App *app, gpointer state, GError **error) {
  UnitsScreen *screen = state;
  UnitFilter filter = UNIT_FILTER_ALL;
  filter.query = screen->filter;
  GPtrArray *rows = unit_rows(app_db(app), &filter, error);
  if (rows == NULL)
    return FALSE;
  g_clear_pointer(&screen->details, unit_lines_free);
  if (!list_take(&screen->list, &screen->rows, rows, is_same))
    app_choice_lost(app, 0);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static int details_height(int rows) {
  return MAX(task_rows_details_height(rows), rows / 3);
}

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3 - details_height(area.rows), area.columns};
}

static gboolean units_prepare(App *app, gpointer state, Area area, GError **error) {
  UnitsScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  const UnitRow *row = current_row(screen);
  if (row == NULL || (screen->details != NULL && screen->details->record->unit->id == row->id))
    return TRUE;
  UnitLines *details = unit_lines_read(app, row->id, error);
  if (details == NULL)
    return FALSE;
  unit_lines_free(screen->details);
  screen->details = details;
  return TRUE;
}

#define KIND_WIDTH 10
#define TASKS_WIDTH 6
#define PHONE_WIDTH 16
#define MAIL_WIDTH 26
#define NAME_WIDTH_MIN 36 /* what the names keep before mail addresses have a column */

static void paint_columns(Term *term, int y, int width, ThemeRole role, const char *const *cells) {
  int mail = width - KIND_WIDTH - TASKS_WIDTH - PHONE_WIDTH - MAIL_WIDTH >= NAME_WIDTH_MIN
                 ? MAIL_WIDTH
                 : 0;
  const int widths[] = {width - KIND_WIDTH - TASKS_WIDTH - PHONE_WIDTH - mail, KIND_WIDTH,
                        TASKS_WIDTH, PHONE_WIDTH, mail};
  int column = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(widths); i++) {
    if (widths[i] == 0)
      continue;
    term_text(term, y, column, widths[i] - 1, role, cells[i]);
    term_text(term, y, column + widths[i] - 1, 1, role, NULL);
    column += widths[i];
  }
}

/* A unit stands indented below the one over it; its other names follow it where there is room. */
static void paint_row(Term *term, int y, int width, const UnitRow *row, gboolean selected) {
  g_autoptr(GString) name = g_string_new(NULL);
  for (int i = 0; i < row->depth; i++)
    g_string_append(name, "  ");
  g_string_append(name, row->name);
  g_autofree char *aliases = g_strjoinv("、", row->aliases);
  if (*aliases != '\0')
    g_string_append_printf(name, "（%s）", aliases);
  g_autofree char *tasks = g_strdup_printf("%4d", row->tasks);
  const char *const cells[] = {name->str, unit_kind_name(row->kind), tasks, row->phone, row->mail};
  paint_columns(term, y, width, selected ? THEME_SELECTED : THEME_TEXT, cells);
}

static void paint_title(const UnitsScreen *screen, Term *term, Area area) {
  g_autofree char *filter =
      *screen->filter != '\0' ? g_strdup_printf("  筛选：%s", screen->filter) : g_strdup("");
  g_autofree char *title = g_strdup_printf("单位  共%u个%s", screen->rows->len, filter);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
}

static void units_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  static const char *const HEADS[] = {"单位（其他名称）", "类别", "任务", "联系电话", "电子邮箱"};
  UnitsScreen *screen = state;
  if (screen->rows == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  paint_title(screen, term, area);
  paint_columns(term, area.row + 1, area.columns, THEME_HEADER, HEADS);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(term, list.row + y, area.columns, screen->rows->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              *screen->filter != '\0' ? "没有符合筛选的单位；按 Esc 取消筛选"
                                      : "还没有单位；按 a 添加");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  unit_lines_paint(screen->list.count > 0 ? screen->details : NULL, term,
                   (Area){rule + 1, area.column, details_height(area.rows), area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, const UnitsScreen *screen) {
  if (screen->details == NULL)
    return;
  g_autoptr(GArray) ids = unit_lines_tasks(screen->details);
  g_autofree char *title = g_strdup_printf("%s的任务", screen->details->record->unit->name);
  app_open(app, &SCREEN_TASK_SET, &(Opening){.text = title, .ids = ids});
}

static gboolean units_act(App *app, gpointer state, ActionId id) {
  UnitsScreen *screen = state;
  const UnitRow *row = current_row(screen);
  switch (id) {
  case ACTION_OPEN:
    open_row(app, screen);
    return TRUE;
  case ACTION_UNITS:
    return TRUE; /* here it is */
  case ACTION_UNIT_ADD:
    app_open_form(app, &FORM_UNIT_ADD, 0, NULL);
    return TRUE;
  case ACTION_UNIT_EDIT:
    app_open_form(app, &FORM_UNIT, row->id, NULL);
    return TRUE;
  case ACTION_UNIT_MERGE:
    app_open_form(app, &FORM_UNIT_MERGE, row->id, NULL);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static gboolean units_offers(gpointer state, ActionId id) {
  gboolean needs_one = id == ACTION_OPEN || id == ACTION_UNIT_EDIT || id == ACTION_UNIT_MERGE;
  return !needs_one || current_row(state) != NULL;
}

static void units_mouse(App *app, gpointer state, const Event *event, Area area) {
  UnitsScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_row(app, screen);
}

static void units_filter(gpointer state, const char *text) {
  UnitsScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
}

static const char *units_filtered(gpointer state) {
  return ((UnitsScreen *)state)->filter;
}

static Listing *units_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const UnitsScreen *screen = state;
  Listing *listing = listing_new("单位", NULL);
  listing_column(listing, "单位", LISTING_TEXT, 36);
  listing_column(listing, "其他名称", LISTING_TEXT, 30);
  listing_column(listing, "类别", LISTING_SHORT, KIND_WIDTH);
  listing_column(listing, "上级单位", LISTING_TEXT, 24);
  listing_column(listing, "任务", LISTING_NUMBER, TASKS_WIDTH);
  listing_column(listing, "联系电话", LISTING_TEXT, PHONE_WIDTH);
  listing_column(listing, "电子邮箱", LISTING_TEXT, MAIL_WIDTH);
  for (guint i = 0; i < screen->rows->len; i++) {
    const UnitRow *row = screen->rows->pdata[i];
    g_autofree char *aliases = g_strjoinv("、", row->aliases);
    g_autofree char *tasks = g_strdup_printf("%d", row->tasks);
    const char *const cells[] = {
        row->name, aliases, unit_kind_name(row->kind), row->parent, tasks, row->phone, row->mail};
    listing_row(listing, cells);
  }
  return listing;
}

const ScreenClass SCREEN_UNITS = {
    .title = "单位",
    .context = CONTEXT_UNITS,
    .action = ACTION_UNITS,
    .is_list = TRUE,
    .open = units_open,
    .close = units_close,
    .recalculate = units_recalculate,
    .listing = units_listing,
    .prepare = units_prepare,
    .paint = units_paint,
    .act = units_act,
    .offers = units_offers,
    .mouse = units_mouse,
    .filter = units_filter,
    .filtered = units_filtered,
    .filters_names = TRUE,
};
