/* export_private.h: the forms that are text. For this folder alone. */
#pragma once

#include "core/exchange/export/export.h"

/* Ledgers (Content*) as a csv, with the mark by which Excel knows UTF-8: the fields that anything
 * is said of, 编号 last; with several ledgers 台账 first. FALSE and error. */
gboolean export_csv(const GPtrArray *ledgers, const Sink *sink, const Watch *watch, GError **error);

/* What tasks ask for as a calendar file. ledger is the one they are all of; 0: of several. FALSE
 * and error. */
gboolean export_ics(Db *db, const Reckoning *reckoning, const ExportInput *input, gint64 ledger,
                    const Sink *sink, GError **error);
