/* case_board.h: the board of a year's cases (每月案例报送情况): units × months with totals, who has
 * filed in a month and who has not, stages, days left, points. */
#pragma once

#include "core/model/case_count.h"
#include "core/model/case_points.h"
#include "core/model/plan.h"
#include "core/rules/case_way.h"

/* A unit and the cases it filed (case_stage_is_filed()), by the month they count for. */
typedef struct {
  gint64 unit;            /* 0: cases whose unit is not said */
  char *name;             /* 未注明单位 for these */
  gboolean expected;      /* the plan wants cases from it */
  int filed[CASE_MONTHS]; /* by month, 1 to 12; [0] the whole year */
  int adopted;            /* of the whole year's, 采纳 */
} CaseBoardRow;

typedef struct {
  int year, month;
  Plan *plan;      /* NULL: no plan for that year; then there is no topic either */
  Topic *topic;    /* of the month; NULL: the plan has none */
  gboolean listed; /* the plan names who is to file; else the rows are those that have a case */
  GPtrArray *rows; /* CaseBoardRow*: expected units by id, others that filed, not said last */
  int filed[CASE_MONTHS];             /* all rows together; [0] the whole year */
  int across[CASE_MONTHS];            /* of these, 跨月主题; [0] the whole year */
  int adopted;                        /* of the whole year's, 采纳 */
  int month_stages[CASE_STAGE_COUNT]; /* the month's cases by stage */
  int year_stages[CASE_STAGE_COUNT];  /* the year's */
  CasePoints *points;                 /* NULL: no system to count by, why_no_points says why */
  const char *why_no_points;          /* static; NULL where there are points */
} CaseBoard;

void case_board_free(CaseBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CaseBoard, case_board_free)

/* The board of a year, with a month of it (1 to 12). NULL and error. */
CaseBoard *case_board_load(Db *db, int year, int month, GError **error);

/* The units that have filed in the month, or those that have not: an array of const CaseBoardRow*,
 * borrowed from board. Without a list (board->listed), who has not is counted among the units that
 * filed anything that year. The row of cases whose unit is not said is in neither. */
GPtrArray *case_board_units(const CaseBoard *board, gboolean filed);

/* What to say where no list is set: 没有设定报送单位，只能列出本年报过案例的单位; NULL where one
 * is. Static. */
const char *case_board_remark(const CaseBoard *board);
