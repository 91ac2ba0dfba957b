/* export_ics.c: what tasks ask for, as a calendar file. */
#include "core/exchange/export/export_private.h"
#include "core/exchange/ics.h"

static GHashTable *ids_of(const GArray *tasks) {
  GHashTable *ids = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tasks->len; i++)
    g_hash_table_add(ids, &g_array_index(tasks, gint64, i));
  return ids;
}

/* Takes out what is not of tasks that are wanted. */
static void keep(GPtrArray *items, const GArray *tasks) {
  g_autoptr(GHashTable) wanted = ids_of(tasks);
  gsize count;
  g_autofree gpointer *all = g_ptr_array_steal(items, &count);
  for (gsize i = 0; i < count; i++) {
    ReminderItem *item = all[i];
    if (g_hash_table_contains(wanted, &item->task))
      g_ptr_array_add(items, item);
    else
      reminder_item_free(item);
  }
}

gboolean export_ics(Db *db, const Reckoning *reckoning, const ExportInput *input, gint64 ledger,
                    const Sink *sink, GError **error) {
  ReminderFilter filter = {.ledger = ledger, .days = REMINDER_DAYS_MAX};
  g_autoptr(Reminder) reminder = reminder_collect(db, reckoning, &filter, error);
  if (reminder == NULL || !reminder_add_done(db, reckoning, &filter, reminder, error))
    return FALSE;
  keep(reminder->items, input->tasks);
  return ics_write(db, reckoning, reminder->items, input->now, sink, error);
}
