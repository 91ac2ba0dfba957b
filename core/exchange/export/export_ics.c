/* export_ics.c: what tasks ask for, as a calendar file. */
#include "core/exchange/export/export_private.h"
#include "core/exchange/ics.h"
#include "core/exchange/table/office.h"

static GHashTable *ids_of(const GArray *tasks) {
  GHashTable *ids = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tasks->len; i++)
    g_hash_table_add(ids, &g_array_index(tasks, gint64, i));
  return ids;
}

char *export_ics(Db *db, const Reckoning *reckoning, const ExportInput *input, gint64 ledger,
                 GError **error) {
  ReminderFilter filter = {.ledger = ledger, .days = REMINDER_DAYS_MAX};
  JournalSpan span;
  g_autoptr(Reminder) reminder = reminder_collect(db, reckoning, &filter, error);
  if (reminder == NULL || !reminder_add_done(db, reckoning, &filter, reminder, error) ||
      !journal_span(db, &span, error))
    return NULL;
  g_autoptr(GHashTable) wanted = ids_of(input->tasks);
  g_autoptr(GPtrArray) items = g_ptr_array_new(); /* borrowed */
  for (guint i = 0; i < reminder->items->len; i++) {
    ReminderItem *item = reminder->items->pdata[i];
    if (g_hash_table_contains(wanted, &item->task))
      g_ptr_array_add(items, item);
  }
  if (!reminder_fill(db, items, 0, items->len, error))
    return NULL;
  __typeof__(&ics_write) write = OFFICE(ics_write, error);
  if (write == NULL)
    return NULL;
  return write(items, &span, input->now, reckoning_policy(reckoning, 0)->light.lead_days);
}
