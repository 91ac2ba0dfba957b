/* chrome.h: what frames every screen: the bar of screens above, the footer below, windows over
 * it. */
#pragma once

#include "tui/term/term.h"

/* One entry of the bar or the footer. */
typedef struct {
  const char *key;   /* "1", "空格" */
  const char *label; /* 今日 */
  gboolean varies;   /* in a footer: comes and goes from row to row */
} ChromeItem;

/* The bar: items with their keys, current marked, right (the ledger's name, the day) at the right
 * end. With little room the items stand closer; then right is cut. */
void chrome_paint_tabs(Term *term, int row, const ChromeItem *items, gsize count, gsize current,
                       const char *right);

/* The item at a column of a bar that was painted in so many columns, for the mouse; -1 where there
 * is none. */
int chrome_tab_at(const ChromeItem *items, gsize count, const char *right, int columns, int column);

#define CHROME_FOOTER_FIRST 1 /* the column at which a footer begins that has its row alone */

/* The footer: keys that work now, from the column first (1 or more) on; what is before stays. Items
 * that do not fit are left out from the end, but the last kept (menu, help), at least one, stay. Of
 * the others, those that vary stand behind those that do not, which so keep their places. */
void chrome_paint_footer(Term *term, int row, int first, const ChromeItem *items, gsize count,
                         gsize kept);

/* The item of a footer of that many columns at a column, for the mouse; -1 where there is none. */
int chrome_footer_at(int first, const ChromeItem *items, gsize count, gsize kept, int columns,
                     int column);

/* The column after the last item of a footer of that many columns. */
int chrome_footer_end(int first, const ChromeItem *items, gsize count, gsize kept, int columns);

/* A message in the footer's place, in THEME_NOTICE or THEME_ERROR; a long one takes rows above it
 * too. */
void chrome_paint_message(Term *term, int row, ThemeRole role, const char *text);

/* A frame in the middle of area for content of rows x columns (made smaller to fit), blanked, with
 * title; returns the area inside. Used by every window over a screen. */
Area chrome_window(Term *term, Area area, int rows, int columns, const char *title);
