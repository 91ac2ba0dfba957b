/* harness_internal.h: the terminal's screen, shared by the files of the harness. */
#pragma once

#include "tests/tui/harness.h"

typedef struct Screen Screen;

/* reply is where answers to the program's questions are collected. locale: NULL for a terminal in
 * UTF-8, else the locale whose widths and charset it has. */
Screen *screen_new(int rows, int columns, const char *locale, GString *reply);
void screen_free(Screen *screen);

/* Shows bytes in the terminal's charset, split anywhere. */
void screen_write(Screen *screen, const char *bytes, gsize length);

void screen_set_size(Screen *screen, int rows, int columns);
int screen_rows(Screen *screen);

/* As pty_row_text(), but borrowed, until more is written or the size changes. */
const char *screen_row_text(Screen *screen, int row);

/* As the functions of harness.h. */
PtyCell screen_cell(Screen *screen, int row, int column);
gboolean screen_cursor(Screen *screen, int *row, int *column);
gboolean screen_alternate(Screen *screen);
gboolean screen_mouse(Screen *screen);
