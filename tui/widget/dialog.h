/* dialog.h: a question with a few answers, over the screen: keys, arrows with Enter, or the mouse.
 */
#pragma once

#include "tui/term/term.h"

typedef struct {
  Key key;           /* the letter that gives this answer at once */
  const char *label; /* 保存 */
} DialogAnswer;

typedef struct Dialog Dialog;

/* text may have several lines; ↑ ↓ PgUp PgDn scroll one that is too long for the screen, which it
 * says. Answers, at least
 * one, are copied; the first is chosen at the start. */
Dialog *dialog_new(const char *text, const DialogAnswer *answers, gsize count);
void dialog_free(Dialog *dialog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dialog, dialog_free)

/* Until it is painted, nothing but Esc answers it: keys typed ahead were meant for what stood there
 * before. For what takes something away. */
void dialog_wait_seen(Dialog *dialog);

/* What was painted of it has not come out: where dialog_wait_seen() was asked for, it waits for the
 * next paint. */
void dialog_not_shown(Dialog *dialog);

/* TRUE where it still waits for that. */
gboolean dialog_is_unseen(const Dialog *dialog);

/* Feeds an event. The answer's index, -1 while open; for Esc that of the answer with that key, or
 * else the last one's. */
int dialog_event(Dialog *dialog, const Event *event);

/* TRUE where not all of the text fits into area. */
gboolean dialog_is_long(Dialog *dialog, Area area);

void dialog_paint(Dialog *dialog, Term *term, Area area);
