/* notice_rows.h: 督办单 as rows, as JSON and as a page. */
#pragma once

#include "core/model/supervision.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* Writes notices (Notice*) in the invocation's format. FALSE and error where the ledger could not
 * be read. */
gboolean notice_rows_write(Invocation *invocation, Db *db, const GPtrArray *notices,
                           GError **error);

/* One as an object; label is its task's. The caller frees it by json_decref(). */
json_t *notice_rows_json(const Notice *notice, const char *label, Day today);

/* Writes its letter, and what came of it. */
void notice_rows_page(Output *output, const Notice *notice, Day today);
