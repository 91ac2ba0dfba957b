#include "tui/screen/pager.h"

#define WHEEL_ROWS 3

static void scroll_to(Pager *pager, int top) {
  pager->top = CLAMP(top, 0, MAX(pager->count - pager->rows, 0));
}

void pager_fit(Pager *pager, int count, int rows) {
  pager->count = count;
  pager->rows = rows;
  scroll_to(pager, pager->top);
}

gboolean pager_act(Pager *pager, ActionId id) {
  switch (id) {
  case ACTION_UP:
    scroll_to(pager, pager->top - 1);
    return TRUE;
  case ACTION_DOWN:
    scroll_to(pager, pager->top + 1);
    return TRUE;
  case ACTION_PAGE_UP:
    scroll_to(pager, pager->top - pager->rows);
    return TRUE;
  case ACTION_PAGE_DOWN:
    scroll_to(pager, pager->top + pager->rows);
    return TRUE;
  case ACTION_FIRST:
    scroll_to(pager, 0);
    return TRUE;
  case ACTION_LAST:
    scroll_to(pager, pager->count);
    return TRUE;
  default:
    return FALSE;
  }
}

void pager_mouse(Pager *pager, const Event *event) {
  if (event->mouse == MOUSE_WHEEL_UP)
    scroll_to(pager, pager->top - WHEEL_ROWS);
  else if (event->mouse == MOUSE_WHEEL_DOWN)
    scroll_to(pager, pager->top + WHEEL_ROWS);
}
