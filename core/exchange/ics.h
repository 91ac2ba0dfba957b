/* ics.h: reminders as a calendar file (RFC 5545) that other programs take in. */
#pragma once

#include "core/model/reminder.h"
#include "core/rules/sink.h"
#include "core/store/journal.h"

/* A VCALENDAR with one VTODO for each of items (ReminderItem*) that has a due day.
 *
 * A second file of the same ledger updates what was taken in from the first: the UID is the item's
 * with the ledger's origin, SEQUENCE the number of the newest journal entry, LAST-MODIFIED its time
 * (span), DTSTAMP now (seconds since 1970-01-01 UTC). Whole days are due, without an hour; what is
 * done is COMPLETED; what is not late has an alarm on the morning lead_days before. Nothing in it
 * but PRIORITY, DTSTAMP and the alarm depends on the day it is written.
 *
 * UTF-8, CR LF, lines of at most 75 octets. It may be long, so it is written in parts: this one has
 * count of the items from first on, which are filled, the first one also the head, and the one that
 * comes to the last item, or has none, the end. The caller frees. */
char *ics_part(const GPtrArray *items, guint first, guint count, const JournalSpan *span,
               gint64 now, int lead_days);

/* The whole of it, of items that need not be filled and are not afterwards. FALSE and error. */
gboolean ics_write(Db *db, const Reckoning *reckoning, GPtrArray *items, gint64 now,
                   const Sink *sink, GError **error);
