/* reminder_fill.c: what is read only of items that are shown or written. */
#include "core/model/reminder_private.h"

#define PAGE 256 /* tasks read in one go */
#define GONE "（这项任务刚刚删除）"

/* task is NULL where somebody has deleted it since the items were gathered. */
static void fill(ReminderItem *item, const Task *task) {
  ReminderMore *more = reminder_item_more(item);
  if (task == NULL) {
    more->goal = g_strdup(GONE);
    return;
  }
  more->number = task->number;
  more->several = task->several;
  more->goal = g_strdup(task->goal);
  more->units = task_units_text(task);
}

/* &task->id → Task*, those that are there. NULL and error. */
static GHashTable *load(Db *db, const gint64 *ids, guint count, GError **error) {
  g_autoptr(GPtrArray) tasks = task_load_lines(db, NULL, ids, count, error);
  if (tasks == NULL)
    return NULL;
  GHashTable *by_id =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)task_free);
  for (guint i = 0; i < tasks->len; i++) {
    Task *task = g_steal_pointer(&tasks->pdata[i]);
    g_hash_table_insert(by_id, &task->id, task);
  }
  return by_id;
}

/* Fills items from first on until the page is full; returns the place after the last one looked at.
 * 0 and error. */
static guint fill_page(Db *db, GPtrArray *items, guint first, guint end, GError **error) {
  g_autoptr(GHashTable) asked = g_hash_table_new(g_int64_hash, g_int64_equal);
  gint64 ids[PAGE];
  guint count = 0, next = first;
  for (; next < end && count < PAGE; next++) {
    ReminderItem *item = items->pdata[next];
    if (item->more->goal == NULL && g_hash_table_add(asked, &item->task))
      ids[count++] = item->task;
  }
  if (count == 0)
    return next;
  g_autoptr(GHashTable) tasks = load(db, ids, count, error);
  for (guint i = first; tasks != NULL && i < next; i++) {
    ReminderItem *item = items->pdata[i];
    if (item->more->goal == NULL)
      fill(item, g_hash_table_lookup(tasks, &item->task));
  }
  return tasks != NULL ? next : 0;
}

gboolean reminder_fill(Db *db, GPtrArray *items, guint first, guint count, GError **error) {
  guint end = first < items->len ? first + MIN(count, items->len - first) : first;
  while (first < end) {
    first = fill_page(db, items, first, end, error);
    if (first == 0)
      return FALSE;
  }
  return TRUE;
}

void reminder_empty(GPtrArray *items, guint first, guint count) {
  for (guint i = first; i < items->len && i - first < count; i++)
    reminder_item_empty(items->pdata[i]);
}
