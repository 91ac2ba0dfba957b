#include "tui/screen/case_list.h"

#include "tui/screen/list_act.h"

void case_list_clear(CaseList *list) {
  g_clear_pointer(&list->cases, g_ptr_array_unref);
}

const Case *case_list_current(const CaseList *list) {
  return list->list.count > 0 ? list->cases->pdata[list->list.current] : NULL;
}

gint64 case_list_neighbour(CaseList *list, gint64 id, int delta) {
  gint64 next = (gint64)list->list.current + delta;
  for (guint i = 0; i < list->list.count; i++) {
    if (((const Case *)list->cases->pdata[i])->id == id)
      next = (gint64)i + delta;
  }
  if (next < 0 || next >= (gint64)list->list.count)
    return 0;
  list_choose(&list->list, (gsize)next);
  return case_list_current(list)->id;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return ((const Case *)a)->id == ((const Case *)b)->id;
}

void case_list_take(CaseList *list, App *app, GPtrArray *cases) {
  if (!list_take(&list->list, &list->cases, cases, is_same))
    app_choice_lost(app, 0);
}

/* Below the head. */
static Area rows_of(Area area) {
  return (Area){area.row + 1, area.column, MAX(area.rows - 1, 0), area.columns};
}

void case_list_layout(CaseList *list, Area area) {
  list_layout(&list->list, rows_of(area).rows);
}

void case_list_paint(const CaseList *list, Term *term, Area area, const char *nothing) {
  Area rows = rows_of(area);
  case_rows_paint_header(term, area.row, area.columns);
  term_blank(term, rows, THEME_TEXT);
  for (int y = 0; y < rows.rows; y++) {
    gsize index = list->list.top + (gsize)y;
    if (index < list->list.count)
      case_rows_paint(term, rows.row + y, area.columns, list->cases->pdata[index],
                      index == list->list.current);
  }
  if (list->list.count == 0 && rows.rows > 0)
    term_text(term, rows.row, 0, area.columns, THEME_DIM, nothing);
}

gboolean case_list_act(CaseList *list, App *app, ActionId id) {
  return case_rows_act(app, id, case_list_current(list)) || list_act(&list->list, id);
}

void case_list_mouse(CaseList *list, App *app, const Event *event, Area area) {
  if (list_mouse(&list->list, event, rows_of(area)))
    case_rows_act(app, ACTION_OPEN, case_list_current(list));
}
