/* score_rows.h: scores as lines, rows and objects: a sheet, a node, the months of a year. */
#pragma once

#include "core/model/score.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* A sheet in the format that is asked for; a table ends in the totals and the cheapest open points.
 */
void score_rows_sheet(Invocation *invocation, const ScoreSheet *sheet);

/* Sheets (ScoreSheet*) of one system, a column for each: 一级 and the total down. */
void score_rows_months(Invocation *invocation, const GPtrArray *sheets);

/* The systems there are (System*). */
void score_rows_systems(Invocation *invocation, const GPtrArray *systems);

/* A node as an object, as the sheet has it. */
json_t *score_rows_node(const ScoreNode *score);

/* Points for a table: "" for NAN where there are none. The caller frees. */
char *score_rows_points(double points);

/* Where the points come from, and what a person must look at: 3/4×2（缺佐证）. The caller frees. */
char *score_rows_basis(const ScoreNode *score);

/* All of a node: what was typed and listed for it too. FALSE and error. */
gboolean score_rows_page(Invocation *invocation, Db *db, const ScoreSheet *sheet,
                         const ScoreNode *score, GError **error);
