/* reminder_fill.c: what is read only of items that are shown or written. */
#include "core/model/reminder_private.h"

#define PAGE 256 /* tasks read in one go */

static void fill(ReminderItem *item, const Task *task) {
  ReminderMore *more = reminder_item_more(item);
  more->number = task->number;
  more->several = task->several;
  more->goal = g_strdup(task->goal);
  more->units = task_units_text(task);
}

/* Fills items from first on until the page is full; returns the place after the last one looked at.
 * 0 and error. */
static guint fill_page(Db *db, GPtrArray *items, guint first, guint end, GError **error) {
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  gint64 ids[PAGE];
  guint count = 0, next = first;
  for (; next < end && count < PAGE; next++) {
    ReminderItem *item = items->pdata[next];
    if (item->more->goal != NULL || g_hash_table_contains(places, &item->task))
      continue;
    g_hash_table_insert(places, &item->task, GUINT_TO_POINTER(count));
    ids[count++] = item->task;
  }
  if (count == 0)
    return next;
  g_autoptr(GPtrArray) tasks = task_load_lines(db, NULL, ids, count, error);
  for (guint i = first; tasks != NULL && i < next; i++) {
    ReminderItem *item = items->pdata[i];
    if (item->more->goal == NULL)
      fill(item, tasks->pdata[GPOINTER_TO_UINT(g_hash_table_lookup(places, &item->task))]);
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
