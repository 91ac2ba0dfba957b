/* export.h: tasks as a file, in any of the forms a ledger leaves in; the same for the command and
 * the screens.
 */
#pragma once

#include "core/exchange/content/content_file.h"
#include "core/exchange/table/outfile.h"

typedef enum {
  EXPORT_XLSX,
  EXPORT_DOCX,
  EXPORT_CSV,
  EXPORT_YAML,
  EXPORT_JSON,
  EXPORT_ICS,
} ExportFormat;
#define EXPORT_FORMAT_COUNT (EXPORT_ICS + 1)

/* xlsx, docx, csv, yaml, json, ics: its code and the ending of its files; what people call it:
 * Excel 表格, Word 文档, …; static. */
const char *export_format_code(ExportFormat format);
const char *export_format_name(ExportFormat format);
/* The format of a code (any case), or of a path by its ending; FALSE, and *out untouched, where it
 * is none. text may be NULL. */
gboolean export_format_parse(const char *text, ExportFormat *out);
gboolean export_format_of_path(const char *path, ExportFormat *out);

/* TRUE for what is no text and never goes to a terminal or a pipe: xlsx, docx. */
gboolean export_format_is_binary(ExportFormat format);

typedef struct {
  ExportFormat format;
  const GArray *tasks; /* gint64, as a list has them */
  gboolean ordered;    /* tables have them in that order, and not in that of their ledger */
  gint64 now;          /* seconds since 1970-01-01 UTC, for what states when it was made */
} ExportInput;

typedef struct {
  guint tasks, ledgers;
} ExportResult;

/* Writes tasks with their ledgers: xlsx one sheet a ledger, csv with a column 台账 where there are
 * several, docx one table after the other; yaml and json hold one ledger and refuse more, naming
 * them; ics has what the tasks ask for as reminders. Refused where there are no tasks. The file is
 * not published here. result may be NULL. */
gboolean export_tasks(Db *db, const Reckoning *reckoning, const ExportInput *input, OutFile *file,
                      const Watch *watch, ExportResult *result, GError **error);

/* The same for what is no binary format, to wherever its text is to go. */
gboolean export_stream(Db *db, const Reckoning *reckoning, const ExportInput *input,
                       const Sink *sink, const Watch *watch, ExportResult *result, GError **error);
