/* record_undo.h: taking back an entry that was chosen in the journal. */
#pragma once

#include "tui/screen/app.h"

/* What both screens that ask begin their state with: the list may move below the question. */
typedef struct {
  gint64 asked; /* the entry that the question is about */
} RecordAsked;

/* Asks whether the entry is to be taken back, saying what that changes, and does it; what cannot be
 * is refused in words. seq 0: nothing is chosen. */
void record_undo_ask(App *app, RecordAsked *asked, gint64 seq);
