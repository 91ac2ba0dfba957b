/* case_rows.h: cases, their board and their points as tables, pages, CSV and JSON; the same for
 * cases, case and topics. */
#pragma once

#include "core/model/case.h"
#include "core/model/case_board.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* Cases (Case*) in the format asked for, one a row; JSON is an array. */
void case_rows_write(Invocation *invocation, const GPtrArray *cases);

/* One case with its way (CaseStep*) and evidence (char*): a page, or an object. */
void case_rows_write_one(Invocation *invocation, const Case *file, const GPtrArray *steps,
                         const GPtrArray *evidence);

/* The matrix of units × months with its totals, in the format asked for. */
void case_rows_write_board(Invocation *invocation, const CaseBoard *board);

/* 起草1篇、报市局2篇: the stages that have any, as an array indexed by CaseStage; NULL where there
 * is none. The caller frees. */
char *case_rows_stages(const int *stages);

/* The same as an object: {"draft": 0, …}. */
json_t *case_rows_stages_json(const int *stages);

/* 本月1分（最多3分），全年4分, and a line for each rule with where its points come from; why there
 * are none. The caller frees. */
char *case_rows_points(const CaseBoard *board);

/* The same as an object; null where there are none. */
json_t *case_rows_points_json(const CaseBoard *board);

/* 甲县、乙县（2个）; 无 for none. The caller frees. */
char *case_rows_units(const CaseBoard *board, gboolean filed);
