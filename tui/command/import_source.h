/* import_source.h: what taizhang import brings in: a file or what was pasted, read as a ledger. */
#pragma once

#include "core/exchange/import/import.h"
#include "core/exchange/import/recognise.h"
#include "tui/command/invocation.h"

typedef struct {
  char *name;         /* as people know it: 台账.xlsx, 粘贴的内容 */
  Workbook *workbook; /* NULL: YAML or JSON, which says itself what is what */
  GPtrArray *tables;  /* Recognised*, the one that is read first; NULL: as above */
  GPtrArray *remarks; /* RecogniseRemark* */
  Content *content;   /* NULL once it was taken */
} ImportSource;

typedef struct {
  const char *sheet; /* NULL: all */
  char **maps;       /* 列=内容; NULL: none */
  int year;          /* 0: as the file says */
  int this_year;
  gboolean no_fill;
} ImportReading;

void import_source_clear(ImportSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportSource, import_source_clear)

/* Reads argument (- is standard input). names are the units known (UnitName*). Returns STATUS_DONE,
 * or the exit status after saying why not. */
int import_source_read(ImportSource *source, const char *argument, const ImportReading *reading,
                       const GPtrArray *names, const Watch *watch, GError **error);
