/* score_target.h: what the forms of 自评 are about: a node in a span of scoring.
 *
 * A form, and the draft it leaves, has one number for its record. A span is a month of the system's
 * year, or all of it, so node and month go into one.
 */
#pragma once

#include "core/model/score.h"
#include "tui/screen/app.h"

/* The number for a node and a span (2026, 2026-11). */
gint64 score_target(gint64 node, const char *span);

/* A node in a span, with the sheet it stands on. */
typedef struct {
  ScoreSheet *sheet;
  const ScoreNode *node; /* of sheet */
} ScoreTarget;

void score_target_clear(ScoreTarget *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ScoreTarget, score_target_clear)

/* Computes what such a number stands for. FALSE and STORE_ERROR_NOT_FOUND where it is gone. */
gboolean score_target_read(App *app, gint64 target, ScoreTarget *out, GError **error);

/* The same for a node and a span by name. */
gboolean score_target_of(App *app, gint64 node, const char *span, ScoreTarget *out, GError **error);

/* The node's name and the span, for the head of a form: 5 及时总结…  2026年11月. The caller frees.
 */
char *score_target_words(const ScoreTarget *target);
