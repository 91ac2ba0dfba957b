/* sheet.h: the form of a table that units fill in: an xlsx as it is sent out, and finding its rows
 * again in what came back, whatever was done to it meanwhile.
 */
#pragma once

#include "core/exchange/table/workbook.h"
#include "core/model/sendout.h"

/* In the module (table/office.h). Writes a table of plan (which is on record, so that rows have
 * ids) to path, an OutFile's outfile_temporary(). origin is the ledger file's (JournalSpan);
 * made_on the day it goes out; created seconds since 1970-01-01 UTC. */
gboolean sheet_write(const char *path, const SendoutPlan *plan, const SendoutTable *table,
                     const char *origin, Day made_on, gint64 created, GError **error);

/* What stands for a 完成率 that may be 1% as well as 100%. */
#define SHEET_ONE "1?"

/* A row as it came back. */
typedef struct {
  gint64 row;  /* its id as sent (SendoutRow); 0: the file does not say */
  char *mark;  /* sheet_mark() of the ledger file that gave it its id; NULL where row is 0 */
  char *goal;  /* 目标任务, as the row has it */
  char *where; /* 表“填报表”第5行 */
  guint line;  /* 5, as people count rows of a sheet */
  char *values[COLLECT_FIELD_COUNT]; /* as filled in, 60% as 60; "": blank */
  const char *broken; /* the head over a formula that has no result, whose value is ""; NULL */
} SheetRow;

/* A returned file. */
typedef struct {
  gboolean known;  /* it says itself what it is … */
  int version;     /* … in which form; 0: it does not */
  char *origin;    /* of the ledger file that sent it; NULL: it does not say */
  gint64 sent;     /* the table; 0: it does not say */
  char *unit;      /* whose; NULL: it does not say */
  char *period;    /* NULL: it does not say */
  GPtrArray *rows; /* SheetRow* */
  GHashTable *goals; /* char* → gint64*: 目标任务 as sent of each task's row that no other row has;
                        empty where it does not say */
} Sheet;

#define SHEET_VERSION 1 /* the form that sheet_write() makes */

void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* Finds the tables in a workbook: columns by their heads, rows by the hidden id. NULL and error
 * where there is no table that is filled in (no head 进展情况, no ids): a foreign file. */
Sheet *sheet_read(const Workbook *workbook, GError **error);

/* What begins the id of every row that a ledger file sends. The caller frees. */
char *sheet_mark(const char *origin);
