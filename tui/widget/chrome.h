/* chrome.h: what frames every screen: the bar of screens above, the footer below, windows over
 * it. */
#pragma once

#include "tui/term/term.h"

/* With what an entry of a footer comes and goes while one goes from row to row. */
typedef enum {
  CHROME_STAYS,
  CHROME_BY_KIND,  /* with the kind of the row: a task, a heading */
  CHROME_BY_STATE, /* with its state */
} ChromeHold;

/* One entry of the bar or the footer. */
typedef struct {
  const char *key;   /* "1", "空格" */
  const char *label; /* 今日 */
  ChromeHold hold;   /* of a footer */
} ChromeItem;

/* The entries of a footer, the most needed first. */
typedef struct {
  int first; /* the column where they begin, 1 or more; what is before stays */
  const ChromeItem *items;
  gsize count;
  gsize kept;                 /* so many of the last, one or more, always stay: menu, help */
  gboolean by_kind, by_state; /* whether its screen has entries of these holds, if not here */
} ChromeFooter;

/* The bar: items with their keys, current marked, right (the ledger's name, the day) at the right
 * end. With little room the items stand closer; then right is cut. */
void chrome_paint_tabs(Term *term, int row, const ChromeItem *items, gsize count, gsize current,
                       const char *right);

/* The item at a column of a bar that was painted in so many columns, for the mouse; -1 where there
 * is none. */
int chrome_tab_at(const ChromeItem *items, gsize count, const char *right, int columns, int column);

#define CHROME_FOOTER_FIRST 1 /* the column at which a footer begins that has its row alone */

/* The footer: keys that work now. What does not fit is left out, the least needed first. Nothing
 * moves that the rows of a screen have in common: first comes what stays, then what is kept, then
 * what goes by kind, at last what goes by state. These two have a fifth of the room each; on a row
 * of which nothing comes, more of what stays has it, behind. */
void chrome_paint_footer(Term *term, int row, const ChromeFooter *footer);

/* The item of a footer of that many columns at a column, for the mouse; -1 where there is none. */
int chrome_footer_at(const ChromeFooter *footer, int columns, int column);

/* The column after the last item of a footer of that many columns; their number where it left some
 * out, since what room it has left it has only on some rows. */
int chrome_footer_end(const ChromeFooter *footer, int columns);

/* A message in the footer's place, in THEME_NOTICE or THEME_ERROR; a long one takes rows above it
 * too. */
void chrome_paint_message(Term *term, int row, ThemeRole role, const char *text);

/* A frame in the middle of area for content of rows x columns (made smaller to fit), blanked, with
 * title; returns the area inside. Used by every window over a screen. */
Area chrome_window(Term *term, Area area, int rows, int columns, const char *title);
