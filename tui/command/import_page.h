/* import_page.h: what taizhang import says: what it found, and what it changes. */
#pragma once

#include "tui/command/import_source.h"

typedef struct {
  const ImportSource *source;
  const ImportPlan *plan;
  const char *ledger;         /* 《…》（2026年） */
  const char *namesake;       /* a ledger of the same title that is left alone; NULL: none */
  gboolean touched;           /* fields that people changed are taken from the file as well */
  const ImportResult *result; /* NULL: nothing was changed, it was only asked */
} ImportPage;

/* In the format that was asked for. */
void import_page_write(Invocation *invocation, const ImportPage *page);

/* How a unit that is not known may be decided on. The caller frees. */
char *import_page_unit(const ImportUnit *unit);
