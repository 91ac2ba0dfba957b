/* redact_private.h: what finding and replacing share. Only for redact*.c. */
#pragma once

#include "core/store/redact.h"
#include "core/store/shape.h"

/* All entries, and one by its number, as redact*.c reads them: number, task, summary, reason,
 * changeset. */
#define REDACT_COLUMNS "SELECT seq, task, summary, reason, changeset FROM journal"
#define REDACT_ENTRIES REDACT_COLUMNS " ORDER BY seq"
#define REDACT_ENTRY REDACT_COLUMNS " WHERE seq = ?1"

typedef struct {
  Db *db;
  const Redaction *what;
  Shapes *shapes;
  GHashTable *rows;   /* keys (redact_key()) of the records it is about; NULL: all */
  gint64 number;      /* of the entry that the deed makes */
  GHashTable *values; /* char* → its place among the values of columns that must differ */
  GPtrArray *needles; /* char*: what is looked for in words about records, the longest first */
  Redacted *result;
} Redacting;

/* A table of the file. */
typedef struct {
  char *name;
  GPtrArray *columns; /* char* */
  GPtrArray *keys;    /* char*, borrowed from columns, as they stand in a row */
} RedactTable;

/* A cell that will be replaced. */
typedef struct {
  const RedactTable *table;
  const char *column;
  GPtrArray *keys; /* sqlite3_value* */
  char *text;      /* what it becomes */
} RedactCell;

/* ---- redact_rows.c -------------------------------------------------------------------------- */

/* All tables but the journal: RedactTable*; the caller unrefs. NULL and error. */
GPtrArray *redact_tables(Db *db, GError **error);

/* The names of its keys for SQL: "a", "b". The caller frees. */
char *redact_quote_keys(const RedactTable *table);

/* Fills in redacting->rows, where it is about one task or entry. FALSE and error:
 * STORE_ERROR_NOT_FOUND where there is no such entry. */
gboolean redact_find_rows(Redacting *redacting, const GPtrArray *tables, GError **error);

/* ---- redact_cells.c ------------------------------------------------------------------------- */

/* An array for what redact_find_cells() finds; the caller unrefs. */
GPtrArray *redact_cells_new(void);

/* Adds to cells (RedactCell*, which borrow from tables) what is to be replaced, to the result its
 * places, and to the needles what is looked for in words. FALSE and error. */
gboolean redact_find_cells(Redacting *redacting, const GPtrArray *tables, GPtrArray *cells,
                           GError **error);

/* Inside a writer. FALSE and error. */
gboolean redact_replace_cell(Db *db, const RedactCell *cell, GError **error);

/* ---- redact_entries.c ----------------------------------------------------------------------- */

/* Adds a text to the needles, where the whole of a field is meant and it is long enough. */
void redact_add_needle(Redacting *redacting, const char *text);

/* Completes and sorts the needles by what entries changed. FALSE and error. */
gboolean redact_find_needles(Redacting *redacting, GError **error);

/* Adds the numbers of the entries that have one to seqs (gint64), and their places to the result.
 * FALSE and error. */
gboolean redact_find_entries(Redacting *redacting, GArray *seqs, GError **error);

/* Inside a writer, the trigger that keeps entries as they are being away. FALSE and error. */
gboolean redact_replace_entry(Redacting *redacting, gint64 seq, GError **error);

/* Inside a writer: vouches for the entry as it has become. FALSE and error. */
gboolean redact_vouch(Db *db, gint64 seq, GError **error);

/* ---- redact_text.c -------------------------------------------------------------------------- */

/* A record's key among all tables; the caller frees. */
char *redact_key(const char *table, const char *key);

/* TRUE when the record is one it is about. */
gboolean redact_has_row(const Redacting *redacting, const char *table, const char *key);

/* TRUE when it is about that column. */
gboolean redact_has_column(const Redacting *redacting, const char *table, const char *column);

/* What a text of a record becomes; NULL: it stays. */
char *redact_value(const Redacting *redacting, const char *table, const char *column,
                   const char *text, gsize size);

/* TRUE where a text is a mark and nothing else. */
gboolean redact_is_mark(const char *text, gsize size);

/* What words about a record become; NULL: they stay. text may be NULL. */
char *redact_words(const Redacting *redacting, const char *text);

void redact_add_place(Redacting *redacting, gint64 entry, const char *table, const char *key,
                      const char *field);

/* What an entry's changeset becomes; NULL: it stays, or, with error, cannot be read. Places are
 * added where notes is TRUE; *touches tells whether it changes a record it is about. */
GByteArray *redact_changeset(Redacting *redacting, gint64 entry, const void *data, gsize size,
                             gboolean notes, gboolean *touches, GError **error);
