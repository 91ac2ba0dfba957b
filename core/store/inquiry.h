/* inquiry.h: SQL that a person types, on a ledger file that is open for reading.
 *
 * Nothing can be changed by it: the file is open read-only, query_only is set, and every statement
 * but those that read is refused before it runs: no ATTACH, no transaction that would keep others
 * waiting, no setting, no extension. Results are read whole, so that no statement stays open while
 * they are looked at.
 */
#pragma once

#include "core/rules/watch.h"
#include "core/store/db.h"

/* Lets queries take 512 MB for sorting and the like, and fail where they need more. Only before the
 * program opens its first file; later it does nothing. */
void inquiry_limit_memory(void);

/* Lets db, opened with DB_READ, run only what reads, for as long as it is open, and makes temporary
 * views first: views is SQL that creates them. FALSE and error. */
gboolean inquiry_begin(Db *db, const char *views, GError **error);

typedef enum { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT, CELL_BLOB } CellType;

typedef struct {
  CellType type;
  gint64 integer; /* CELL_BLOB: its bytes */
  double real;
  char *text; /* valid UTF-8; CELL_TEXT only */
} Cell;

typedef struct {
  char **names;  /* of the columns, NULL-terminated */
  guint columns; /* 0: a statement that has no result */
  GArray *cells; /* Cell, row by row */
} Inquiry;

void inquiry_free(Inquiry *inquiry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inquiry, inquiry_free)

guint inquiry_rows(const Inquiry *inquiry);
const Cell *inquiry_cell(const Inquiry *inquiry, guint row, guint column); /* borrowed */

/* What one result may hold in memory; more is refused, with advice to ask for less. */
#define INQUIRY_BYTES_MAX (128 * 1024 * 1024)

/* Runs the first statement of *sql and moves *sql past it. *inquiry is what it gave; NULL where
 * only blanks or comments are left. watch may be NULL; stopped by it, WATCH_ERROR_STOPPED. FALSE
 * and error, *sql staying where it is: STORE_ERROR_REFUSED where SQLite does not understand or must
 * not do it. */
gboolean inquiry_run(Db *db, const char **sql, const Watch *watch, Inquiry **inquiry,
                     GError **error);

/* TRUE where sql ends in a whole statement, so that it can be run. */
gboolean inquiry_is_whole(const char *sql);
