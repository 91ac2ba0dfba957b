/* score_lines.h: what is on record of an indicator, as the lines of its page. */
#pragma once

#include "tui/screen/page_lines.h"
#include "tui/screen/score_record.h"

/* The lines of a record, wrapped to columns. An array of PageLine* that frees them. */
GPtrArray *score_lines_make(App *app, const ScoreRecord *record, int columns);
