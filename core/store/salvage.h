/* salvage.h: taking out of a damaged ledger file what can be read, into a new one.
 *
 * The damaged file is only read, and only to make a private copy of it, from which all else is
 * taken: table by table and row by row, around what cannot be read. What the new file then is worth
 * says soundness.h of the model.
 */
#pragma once

#include "core/store/db.h"

/* What came of one table. */
typedef struct {
  const char *table; /* its name in the file; what people call it: words.h */
  gint64 taken;      /* rows that are in the new file */
  gint64 found;      /* of these, such as no way led to: from stray pages */
  gint64 refused;    /* rows that were read, and hold what the table may not hold */
  gint64
      missing; /* rows that its indexes still name, and that could not be read; there may be more */
  gboolean whole;  /* it was read from its beginning to its end */
  GPtrArray *gaps; /* char*: what could not be read, in words: 编号 120-163 */
} SalvageTable;

typedef struct {
  GPtrArray *tables; /* SalvageTable*, in the order of their names */
  GPtrArray *tasks;  /* char*: tasks that are lost and known by number, in words */
  GPtrArray *notes;  /* char*: what was done besides, and what is no longer so */
  gboolean whole;    /* nothing at all was lost, as far as can be seen */
} SalvageReport;

void salvage_report_clear(SalvageReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SalvageReport, salvage_report_clear)

/* Makes target, which must not be there, of what can be read of damaged; both as a person named
 * them. force: also where the beginning of the file does not say that it is a ledger. Clear the
 * report in any case. *made: the new file, open; the caller closes. FALSE and error: then there is
 * no target. */
gboolean salvage_run(const char *damaged, const char *target, gboolean force, SalvageReport *report,
                     Db **made, GError **error);
