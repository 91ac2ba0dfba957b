/* page_lines.h: a page of labelled text that is read: its lines, wrapped, and how they are painted.
 */
#pragma once

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

/* Paints those of lines that pager shows, from the top of area on, and blanks the rest of it. */
void page_lines_paint(const GPtrArray *lines, Term *term, Area area, const Pager *pager);
