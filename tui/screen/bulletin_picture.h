/* bulletin_picture.h: 通报 as a picture: shares as bars, the year as a line. */
#pragma once

#include "core/model/bulletin_year.h"
#include "tui/term/term.h"

/* The share of a line as a bar with a column of room before it; with little width nothing. */
void bulletin_picture_bar(Term *term, int row, int column, int width, const BulletinLine *line);

/* A row of the picture: rank, name, bar, share, 办结/任务, how many are late; and the head of such
 * rows. role is the name's. */
void bulletin_picture_row(Term *term, int row, int width, const BulletinLine *line, ThemeRole role);
void bulletin_picture_head(Term *term, int row, int width);

/* The months (BulletinMonth) of a year as a line: at the end of each, what was 办结 so far and what
 * was late; below, the share, and what was handed in during the month. */
void bulletin_picture_year(Term *term, Area area, int year, const GArray *months);

/* The same without what stands below: PLOT_ROWS_BELOW(2) rows beside the drawing. */
void bulletin_picture_line(Term *term, Area area, int year, const GArray *months);
