/* ics_write.c: a calendar file of any length, a few reminders at a time. */
#include <string.h>

#include "core/exchange/ics.h"

#define PAGE 256

gboolean ics_write(Db *db, const Reckoning *reckoning, GPtrArray *items, gint64 now,
                   const Sink *sink, GError **error) {
  JournalSpan span;
  if (!journal_span(db, &span, error))
    return FALSE;
  int lead_days = reckoning_policy(reckoning, 0)->light.lead_days;
  guint first = 0;
  do {
    if (!reminder_fill(db, items, first, PAGE, error))
      return FALSE;
    g_autofree char *text = ics_part(items, first, PAGE, &span, now, lead_days);
    reminder_empty(items, first, PAGE);
    if (!sink_put(sink, text, strlen(text), error))
      return FALSE;
    first += PAGE;
  } while (first < items->len);
  return TRUE;
}
