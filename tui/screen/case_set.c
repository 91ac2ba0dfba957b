/* case_set.c: the cases of a cell of the board: of a unit, or of all, in a month or a year. */
#include "tui/screen/case_list.h"

typedef struct {
  gint64 unit; /* 0: all; OPENING_NO_UNIT: whose unit is not said */
  int year, month;
  char *title;
  CaseList cases;
} CaseSet;

/* The days opened on are those of one month, or of a whole year. */
static gpointer set_open(App *app, const Opening *opening) {
  (void)app;
  CaseSet *set = g_new0(CaseSet, 1);
  CivilDate first = day_civil(opening->day), last = day_civil(opening->last);
  set->unit = opening->unit;
  set->year = first.year;
  set->month = first.month == last.month ? first.month : 0;
  set->title = g_strdup(opening->text);
  return set;
}

static void set_close(gpointer state) {
  CaseSet *set = state;
  case_list_clear(&set->cases);
  g_free(set->title);
  g_free(set);
}

static gboolean set_recalculate(App *app, gpointer state, GError **error) {
  CaseSet *set = state;
  CaseFilter filter = {.year = set->year, .month = set->month, .stage = CASE_STAGE_ANY};
  filter.unit = set->unit != OPENING_NO_UNIT ? set->unit : 0;
  g_autoptr(GPtrArray) cases = case_list(app_db(app), &filter, error);
  if (cases == NULL)
    return FALSE;
  for (guint i = cases->len; set->unit == OPENING_NO_UNIT && i-- > 0;) {
    if (((const Case *)cases->pdata[i])->unit_id != 0)
      g_ptr_array_remove_index(cases, i);
  }
  case_list_take(&set->cases, app, g_steal_pointer(&cases));
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area details_area(Area area) {
  int rows = area.rows >= 40 ? 12 : 5;
  return (Area){area.row + area.rows - rows, area.column, rows, area.columns};
}

static Area list_area(Area area) {
  return (Area){area.row + 1, area.column, MAX(details_area(area).row - 2 - area.row, 0),
                area.columns};
}

static gboolean set_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  case_list_layout(&((CaseSet *)state)->cases, list_area(area));
  return TRUE;
}

static void set_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  CaseSet *set = state;
  Area details = details_area(area);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, set->title);
  list_paint_position(&set->cases.list, term, area.row, area.columns - 12, 12);
  case_list_paint(&set->cases, term, list_area(area), "没有案例；按 Esc 返回");
  term_rule(term, details.row - 1, 0, area.columns, "详情");
  case_rows_paint_details(term, details, case_list_current(&set->cases));
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean set_offers(gpointer state, ActionId id) {
  return case_rows_offers(id, case_list_current(&((CaseSet *)state)->cases));
}

static gboolean set_act(App *app, gpointer state, ActionId id) {
  return case_list_act(&((CaseSet *)state)->cases, app, id);
}

static void set_mouse(App *app, gpointer state, const Event *event, Area area) {
  case_list_mouse(&((CaseSet *)state)->cases, app, event, list_area(area));
}

static gint64 set_neighbour(gpointer state, gint64 id, int delta) {
  return case_list_neighbour(&((CaseSet *)state)->cases, id, delta);
}

static Listing *set_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const CaseSet *set = state;
  return case_rows_listing(set->cases.cases, set->title);
}

const ScreenClass SCREEN_CASE_SET = {
    .title = "案例",
    .context = CONTEXT_CASE_SET,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = set_open,
    .close = set_close,
    .recalculate = set_recalculate,
    .listing = set_listing,
    .prepare = set_prepare,
    .paint = set_paint,
    .act = set_act,
    .offers = set_offers,
    .mouse = set_mouse,
    .neighbour = set_neighbour,
};
