/* ics.h: reminders as a calendar file (RFC 5545) that other programs take in. */
#pragma once

#include "core/model/reminder.h"
#include "core/store/journal.h"

/* A VCALENDAR with one VTODO for each of items (ReminderItem*, filled) that has a due day.
 *
 * A second file of the same ledger updates what was taken in from the first: the UID is the item's
 * with the ledger's origin, SEQUENCE the number of the newest journal entry, LAST-MODIFIED its time
 * (span), DTSTAMP now (seconds since 1970-01-01 UTC). Whole days are due, without an hour; what is
 * done is COMPLETED; what is not late has an alarm on the morning lead_days before. Nothing in it
 * but PRIORITY, DTSTAMP and the alarm depends on the day it is written.
 *
 * UTF-8, CR LF, lines of at most 75 octets. The caller frees. */
char *ics_write(const GPtrArray *items, const JournalSpan *span, gint64 now, int lead_days);
