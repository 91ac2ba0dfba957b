/* indicator_path.h: which 一级 and 二级 an indicator stands under, for many tasks at once. For the
 * model alone.
 */
#pragma once

#include "core/model/ledger.h"
#include "core/model/task.h" /* names IndicatorPaths */

/* Those of every ledger; NULL and error. */
IndicatorPaths *indicator_paths_read(Db *db, GError **error);
void indicator_paths_free(IndicatorPaths *paths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IndicatorPaths, indicator_paths_free)

/* The place of the node of a level (1: 一级) at or above indicator, counted as the trees list them,
 * from 1; 0 where it stands under none. */
guint indicator_paths_at(const IndicatorPaths *paths, gint64 indicator, int level);

/* The node at a place, from 1. Borrowed. */
const Indicator *indicator_paths_node(const IndicatorPaths *paths, guint place);
