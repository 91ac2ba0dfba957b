/* import_doubt.c: rows that look new and may not be. */
#include "core/exchange/import/import_private.h"
#include "core/model/trash.h"

/* By their 序号, the first that is gone (ContentTask*). */
static GHashTable *gone_by_number(const ImportPlan *plan) {
  GHashTable *gone = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    ContentTask *task =
        item->change == IMPORT_GONE ? plan->present->tasks->pdata[item->present] : NULL;
    if (task != NULL && task->number > 0 &&
        !g_hash_table_contains(gone, GINT_TO_POINTER(task->number)))
      g_hash_table_insert(gone, GINT_TO_POINTER(task->number), task);
  }
  return gone;
}

void import_doubt_reworded(ImportPlan *plan, const ImportComparing *comparing) {
  if (plan->counts[IMPORT_ADDED] == 0 || plan->counts[IMPORT_GONE] == 0)
    return;
  g_autoptr(GHashTable) gone = gone_by_number(plan);
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    if (item->change != IMPORT_ADDED)
      continue;
    const ContentTask *task = plan->incoming->tasks->pdata[item->incoming];
    const ContentTask *other =
        task->number > 0 ? g_hash_table_lookup(gone, GINT_TO_POINTER(task->number)) : NULL;
    if (other == NULL || !import_same_units(comparing, task, other, CONTENT_UNITS))
      continue;
    g_autofree char *goal = task_short_goal(other->goal);
    item->doubt =
        g_strdup_printf("序号、责任单位和缺少的“%s”相同，可能是它改了文字，默认不新增", goal);
    item->chosen = FALSE;
  }
}

gboolean import_doubt_deleted(Db *db, ImportPlan *plan, GError **error) {
  if (plan->counts[IMPORT_ADDED] == 0)
    return TRUE;
  g_autoptr(GPtrArray) entries = trash_list(db, error);
  g_autoptr(GHashTable) goals = g_hash_table_new(g_str_hash, g_str_equal);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const TrashEntry *entry = entries->pdata[i];
    for (guint k = 0; k < entry->tasks->len; k++) {
      const TrashTask *task = entry->tasks->pdata[k];
      if (task->ledger == plan->ledger)
        g_hash_table_add(goals, task->goal);
    }
  }
  for (guint i = 0; i < plan->items->len && g_hash_table_size(goals) > 0; i++) {
    ImportItem *item = plan->items->pdata[i];
    const ContentTask *task = item->change == IMPORT_ADDED && item->doubt == NULL
                                  ? plan->incoming->tasks->pdata[item->incoming]
                                  : NULL;
    if (task != NULL && g_hash_table_contains(goals, task->goal))
      item->doubt = g_strdup("在回收站里，是从这本台账删除的；连同进展找回，请从回收站恢复");
  }
  return TRUE;
}
