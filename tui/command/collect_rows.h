/* collect_rows.h: returned files, and who has returned, as a table for people, JSON and CSV. */
#pragma once

#include <jansson.h>

#include "core/exchange/collect/collect.h"
#include "tui/command/invocation.h"

/* What a file says and what becomes of it; done: it was taken in, with result. */
json_t *collect_rows_json(const CollectPlan *plan, gboolean done, const CollectResult *result);
void collect_rows_csv_begin(Output *output);
void collect_rows_csv(Output *output, const CollectPlan *plan);
void collect_rows_page(Output *output, const CollectPlan *plan, gboolean done,
                       const CollectResult *result);

/* Who has returned (SendoutUnit*), in the format of invocation. FALSE and error. */
gboolean collect_rows_status(Invocation *invocation, Db *db, const GPtrArray *list, GError **error);
