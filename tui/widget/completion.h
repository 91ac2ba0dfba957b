/* completion.h: a line to type in, at the bottom of the screen, and above it what could go on where
 * the cursor is: a filter, with the names of its fields and their values.
 *
 * Knows nothing of what is typed: its owner gives it what to offer, after every event that changed
 * the text or moved the cursor.
 */
#pragma once

#include "tui/term/term.h"

typedef struct Completion Completion;

/* prompt stands before the line, hint dimmed in it while it is empty; both are copied. earlier
 * (char*, the last typed last; NULL: none) is what ↑ brings back into an empty line; borrowed. */
Completion *completion_new(const char *prompt, const char *hint, const GPtrArray *earlier);
void completion_free(Completion *completion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Completion, completion_free)

/* What was typed; borrowed until the next event. */
const char *completion_text(const Completion *completion);

/* The byte of it that the cursor stands before. */
gsize completion_cursor(const Completion *completion);

/* Replaces all of it, the cursor at its end; nothing is offered then. */
void completion_set_text(Completion *completion, const char *text);

/* What could stand in place of what is between the byte start and the cursor: offers, the best
 * first, NULL-terminated; note (may be NULL) says in words what may be typed there, and stands
 * behind what is typed. Copied. */
void completion_offer(Completion *completion, gsize start, const char *const *offers,
                      const char *note);

/* What is wrong with what was typed; NULL: nothing. Copied. */
void completion_tell(Completion *completion, const char *problem);

typedef enum {
  COMPLETION_IGNORED, /* none of its own: ↑ ↓ of the list above, a click elsewhere */
  COMPLETION_HANDLED, /* the text may have changed, the cursor may have moved */
  COMPLETION_KEPT,    /* Enter */
  COMPLETION_LEFT,    /* Esc */
} CompletionResult;

/* Feeds an event. Tab, and → at the end of the text, take the chosen offer, a click the one that
 * stands there; Shift-Tab and Ctrl-N choose the next, Ctrl-P the one before. */
CompletionResult completion_event(Completion *completion, const Event *event);

/* Paints the line at row, and what is offered and wrong above it, over what is there. */
void completion_paint(Completion *completion, Term *term, int row, int columns);
