#include "tui/screen/list_act.h"

#define WHEEL_ROWS 3

gboolean list_act(List *list, ActionId id) {
  switch (id) {
  case ACTION_UP:
    list_move(list, -1);
    return TRUE;
  case ACTION_DOWN:
    list_move(list, 1);
    return TRUE;
  case ACTION_PAGE_UP:
    list_page(list, -1);
    return TRUE;
  case ACTION_PAGE_DOWN:
    list_page(list, 1);
    return TRUE;
  case ACTION_FIRST:
    list_choose(list, 0);
    return TRUE;
  case ACTION_LAST:
    list_choose(list, G_MAXSIZE);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean list_mouse(List *list, const Event *event, Area area) {
  gsize row;
  if (event->mouse == MOUSE_WHEEL_UP)
    list_scroll(list, -WHEEL_ROWS);
  else if (event->mouse == MOUSE_WHEEL_DOWN)
    list_scroll(list, WHEEL_ROWS);
  else if (list_row_at(list, area, event->row, &row)) {
    list_choose(list, row);
    return event->mouse == MOUSE_DOUBLE;
  }
  return FALSE;
}

gboolean list_take(List *list, GPtrArray **rows, GPtrArray *read, GEqualFunc same) {
  g_autoptr(GPtrArray) before = *rows;
  const void *chosen = list->count > 0 ? before->pdata[list->current] : NULL;
  *rows = read;
  list_resize(list, read->len);
  for (guint i = 0; chosen != NULL && i < read->len; i++) {
    if (same(read->pdata[i], chosen)) {
      list_choose(list, i);
      return TRUE;
    }
  }
  return chosen == NULL;
}
