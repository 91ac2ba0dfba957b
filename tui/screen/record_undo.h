/* record_undo.h: taking back an entry that was chosen in the journal. */
#pragma once

#include "core/store/journal.h"
#include "tui/screen/app.h"

/* What both screens that ask begin their state with: the list may move below the question. */
typedef struct {
  gint64 asked;    /* the entry that the question is about */
  gboolean does;   /* that entry took something back, which is done again */
  const char *own; /* the login name of the person … */
  Access level;    /* … and the highest that the person is */
} RecordAsked;

/* Reads who the person is now. */
void record_undo_know(App *app, RecordAsked *asked);

/* FALSE for an entry that is taken back already, or whose taking back needs a higher level; entry
 * may be NULL. */
gboolean record_undo_offers(const RecordAsked *asked, const JournalEntry *entry);

/* Asks whether the entry is to be taken back, saying what that changes, and does it; what cannot be
 * is refused in words. seq 0: nothing is chosen. */
void record_undo_ask(App *app, RecordAsked *asked, gint64 seq);
