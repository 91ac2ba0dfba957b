/* report_private.h: what is known of a report, and its sheets; only for this folder. */
#pragma once

#include "core/exchange/content/content.h"
#include "core/exchange/report/report.h"
#include "core/exchange/report/report_sheet.h"
#include "core/model/bulletin_year.h"
#include "core/model/case_board.h"
#include "core/model/ledger.h"
#include "core/model/matrix.h"
#include "core/model/score.h"

/* What is on record of a late task beside what the bulletin says. */
typedef struct {
  char *reason;  /* what was said when more time was asked for, or it was sent back; never NULL */
  guint nudges;  /* how often it was asked after */
  char *notices; /* 督办〔2026〕3号（未答复）; NULL: none */
} ReportLate;

/* All that is in it, read before anything is written. */
typedef struct {
  int year, month;
  Bulletin *bulletin;
  GArray *months;        /* BulletinMonth */
  GPtrArray *contents;   /* Content*, of each ledger */
  GPtrArray *indicators; /* Indicator*, of all of them */
  GPtrArray *late;       /* ReportLate*, as bulletin->late */
  Matrix *matrix;        /* by month */
  GPtrArray *topics;     /* Topic* */
  GPtrArray *cases;      /* Case* that count for the year */
  CaseBoard *board;
  GPtrArray *scores; /* ScoreSheet*, of each system of the year */
} Report;

/* Reads what is on record of the late tasks. NULL and error. */
GPtrArray *report_late_read(Db *db, const Bulletin *bulletin, const Watch *watch, GError **error);

/* The sheets, in this order. */
void report_put_bulletin(Book *book, const Report *report);
void report_put_late(Book *book, const Report *report);
void report_put_periods(Book *book, const Report *report);
void report_put_cases(Book *book, const Report *report);
void report_put_scores(Book *book, const Report *report);

/* Where the figures of a chart stand: a column of names and one or two of values, rows first to
 * last. */
typedef struct {
  guint names;
  guint values[2];
  const char *titles[2];
  guint first, last;
} ReportSeries;

/* Puts a chart at the next row, over the whole width, and goes on below it: shares of units as
 * bars, the best at the top; what was done and what was late by month as lines. */
void report_chart_units(ReportSheet *sheet, const ReportSeries *series);
void report_chart_year(ReportSheet *sheet, const ReportSeries *series);

/* report_write() itself. */
gboolean report_office(Db *db, const Reckoning *reckoning, const ReportInput *input, OutFile *file,
                       const Watch *watch, GError **error);
