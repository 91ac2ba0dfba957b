#include "tui/widget/list.h"

#include "core/rules/text.h"

/* The first row that may stand on top so that no room is left below the last one. */
static gsize last_top(const List *list) {
  return list->count > list->height ? list->count - list->height : 0;
}

static void keep_in_sight(List *list) {
  if (list->current >= list->count)
    list->current = list->count > 0 ? list->count - 1 : 0;
  if (list->height > 0 && list->current >= list->top + list->height)
    list->top = list->current - list->height + 1;
  if (list->top > list->current)
    list->top = list->current;
  list->top = MIN(list->top, last_top(list));
}

void list_resize(List *list, gsize count) {
  list->count = count;
  keep_in_sight(list);
}

void list_layout(List *list, int rows) {
  list->height = (gsize)MAX(rows, 0);
  keep_in_sight(list);
}

void list_move(List *list, gint64 delta) {
  if (delta < 0) {
    guint64 back = (guint64) - (delta + 1) + 1; /* G_MININT64 has no positive counterpart */
    list->current = back > list->current ? 0 : list->current - (gsize)back;
  } else if (list->count > 0) {
    gsize room = list->count - 1 - list->current;
    list->current += (guint64)delta > room ? room : (gsize)delta;
  }
  keep_in_sight(list);
}

void list_page(List *list, int pages) {
  list_move(list, (gint64)pages * (gint64)MAX(list->height, 1));
}

void list_choose(List *list, gsize row) {
  list->current = row;
  keep_in_sight(list);
}

void list_scroll(List *list, int delta) {
  gsize most = last_top(list);
  gsize step = (gsize)ABS((gint64)delta);
  if (delta < 0)
    list->top -= MIN(step, list->top);
  else
    list->top = MIN(most, list->top + step);
  if (list->count == 0 || list->height == 0)
    return;
  list->current = CLAMP(list->current, list->top, list->top + list->height - 1);
  keep_in_sight(list);
}

gboolean list_row_at(const List *list, Area area, int screen_row, gsize *row) {
  if (screen_row < area.row || screen_row >= area.row + area.rows)
    return FALSE;
  gsize at = list->top + (gsize)(screen_row - area.row);
  if (at >= list->count)
    return FALSE;
  *row = at;
  return TRUE;
}

/* Only the number of the chosen one changes from line to line: in the look of plain text, which a
 * terminal need not be told of. */
void list_paint_position(const List *list, Term *term, int row, int column, int width) {
  g_autofree char *chosen =
      g_strdup_printf("%" G_GSIZE_FORMAT, list->count > 0 ? list->current + 1 : 0);
  g_autofree char *all = g_strdup_printf("/%" G_GSIZE_FORMAT, list->count);
  int room = MAX(width - text_width(chosen) - text_width(all), 0);
  if (width <= 0)
    return;
  if (room > 0)
    term_text(term, row, column, room, THEME_TEXT, NULL);
  room += term_span(term, row, column + room, width - room, THEME_TEXT, chosen);
  term_text(term, row, column + room, width - room, THEME_DIM, all);
}
