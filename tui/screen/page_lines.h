/* page_lines.h: a page of labelled text that is read: its lines, wrapped, and how they are painted.
 */
#pragma once

#include "tui/screen/app.h"
#include "tui/screen/pager.h"

/* One line as shown. */
typedef struct {
  char *label; /* NULL: a line that goes on */
  char *text;
  ThemeRole role;
} PageLine;

#define PAGE_LINES_LABEL 12 /* columns of a label, before the text */

/* No lines yet: an array of PageLine* that frees them. */
GPtrArray *page_lines_new(void);

/* Adds label and text, cleaned and wrapped to a page of so many columns. label and text may be
 * NULL. */
void page_lines_add(GPtrArray *lines, int columns, const char *label, const char *text,
                    ThemeRole role);

/* Adds a heading with a blank line before it. */
void page_lines_add_title(GPtrArray *lines, const char *title);

/* A page as its screen keeps it. */
typedef struct {
  GPtrArray *lines; /* PageLine*, wrapped to width */
  int width;        /* 0: the lines are out of date */
  Pager pager;
} PageView;

void page_view_init(PageView *view);
void page_view_clear(PageView *view);

/* Makes the lines of a screen anew, for the view's width. */
typedef void (*PageMaker)(App *app, gpointer screen);

/* Fits the view into area; where its lines are out of date or of another width, make makes them. */
void page_view_fit(PageView *view, Area area, App *app, PageMaker make, gpointer screen);

/* Paints the lines that are shown, from the top of area on, and blanks the rest of it. */
void page_view_paint(const PageView *view, Term *term, Area area);
