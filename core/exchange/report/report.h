/* report.h: the month's report as an Excel file: 通报 with charts, 台账, 逾期清单, 周期义务,
 * 选题与案例, 自评得分, a sheet each.
 *
 * 通报 and 逾期清单 are as of the month (bulletin.h); the points of a system scored monthly are
 * those of the month; all else is as of today, and the file says so. Every total is a formula over
 * the rows that stand with it.
 */
#pragma once

#include "core/exchange/table/outfile.h"
#include "core/model/reckoning.h"
#include "core/rules/watch.h"

typedef struct {
  gint64 ledger; /* 0: all that were in use at the end of the month */
  int year, month;
  gint64 now; /* seconds since 1970-01-01 UTC: when the file says that it was made */
} ReportInput;

/* 通报2026年11月: what its file is called, without its ending. The caller frees. */
char *report_name(int year, int month);
#define REPORT_ENDING "xlsx"

/* Writes it to file, which is not published here. All of it is read from one state of the ledger
 * file, and others wait to write only while it is read. Refused as bulletin_compute() says. */
gboolean report_write(Db *db, const Reckoning *reckoning, const ReportInput *input, OutFile *file,
                      const Watch *watch, GError **error);
