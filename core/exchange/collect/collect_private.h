/* collect_private.h: what reading a returned file and judging its rows share. For collect*.c alone.
 */
#pragma once

#include "core/exchange/collect/collect.h"

typedef struct {
  Db *db;
  const Reckoning *reckoning;
  CollectPlan *plan;
} Collecting;

CollectItem *collect_item_new(const char *number, const char *goal);

/* Sets status, values and note of item from what was sent, what is now, and what came back. */
gboolean collect_judge(const Collecting *collecting, CollectItem *item, const SendoutRow *row,
                       const SendoutNow *now, const SheetRow *came, GError **error);
