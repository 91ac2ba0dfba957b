/* salvage_private.h: what the parts of salvaging share. Only for core/store. */
#pragma once

#include "core/store/db_private.h"
#include "core/store/salvage.h"

/* The private copy of a damaged file, open for reading. */
typedef struct {
  char *path;
  sqlite3 *handle;
  gint64 size; /* bytes */
  int version; /* of the schema, as far as the file says it */
  guint mode;  /* of the damaged file */
  int page_size;
  gint64 free_page; /* the first of the pages that were given free; 0: none, or not known */
  gint64 steps; /* that may still be taken for the table in hand: no damage makes an endless loop */
  int probes;   /* that may still be made one by one */
} DamagedFile;

/* Copies what is at path into folder, under a name of its own, with the header made such that
 * SQLite opens it. Adds to notes what was done. FALSE and error. */
gboolean damaged_open(const char *path, const char *folder, gboolean force, DamagedFile *file,
                      GPtrArray *notes, GError **error);
void damaged_close(DamagedFile *file);

/* Opens the copy again after its first page was changed. */
gboolean damaged_connect(DamagedFile *file, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DamagedFile, damaged_close)

/* The number in a header's four bytes. */
guint32 damaged_number(const guint8 *bytes);

/* Reads all that can be read of a table into the table of the same name of to. FALSE and error only
 * where to cannot be written. */
gboolean salvage_read_table(DamagedFile *from, Db *to, SalvageTable *table, GPtrArray *notes,
                            GError **error);

/* Looks for more of the tables (SalvageTable*) that could not be read whole in all pages there are.
 */
gboolean salvage_scan_pages(DamagedFile *from, Db *to, const GPtrArray *tables, GPtrArray *notes,
                            GError **error);

/* Counts what the indexes of the table still name and to has not; tasks are added to tasks, unless
 * it is NULL. */
void salvage_count_missing(DamagedFile *from, Db *to, SalvageTable *table, GPtrArray *tasks);

/* Puts in order what refers to what was lost, in to, and how far numbers have been given out. */
gboolean salvage_mend(DamagedFile *from, Db *to, GPtrArray *notes, GError **error);

/* The gap of a table to which nothing leads. */
#define SALVAGE_ALL "整个表"

/* Adds a line in words. */
void salvage_note(GPtrArray *notes, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The column names of a table, char*; empty where there is none such. The caller frees. */
GPtrArray *salvage_columns(sqlite3 *handle, const char *table);

/* The first value of a statement, which may have ?1 as text; fallback where there is none. */
gint64 salvage_number(sqlite3 *handle, const char *sql, const char *text, gint64 fallback);
