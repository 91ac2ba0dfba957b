/* score_rows.h: the indicators of 自评 as rows and as details. */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/score.h"
#include "tui/term/term.h"

/* Heads of the columns 指标 分值 自评 核定 依据 提示. */
void score_rows_paint_head(Term *term, int row, int width);

/* One row of the tree; folded: what is below it is not shown. */
void score_rows_paint(Term *term, int row, int width, const ScoreNode *node, gboolean folded,
                      gboolean selected);

/* All nodes of a sheet as a table, with the sum below them. */
Listing *score_rows_listing(const ScoreSheet *sheet);

/* What is known of a node, as far as area goes. entries (ScoreEntry*) and evidence (Evidence*) may
 * be NULL, as may node (a blank area). */
void score_rows_paint_details(Term *term, Area area, const ScoreNode *node,
                              const GPtrArray *entries, const GPtrArray *evidence);
