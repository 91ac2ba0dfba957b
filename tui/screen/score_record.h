/* score_record.h: all that is on record of an indicator in a span, read at once, for its page. */
#pragma once

#include "core/model/case.h"
#include "core/model/obligation.h"
#include "tui/screen/score_target.h"

/* A recurrence rule that the indicator counts. */
typedef struct {
  char *rule;             /* 第5项“…”  每月至少1次 */
  GPtrArray *obligations; /* Obligation*: its periods filed under the span */
  GPtrArray *submissions; /* for each of them a GPtrArray of Submission* */
} ScoreLink;

typedef struct {
  ScoreTarget target;
  GPtrArray *inputs;   /* ScoreInput* */
  GPtrArray *entries;  /* ScoreEntry* */
  GPtrArray *evidence; /* Evidence* */
  GPtrArray *links;    /* ScoreLink* */
  GPtrArray *cases;    /* Case*: those of the span, or adopted in it, where the rule counts cases */
} ScoreRecord;

/* NULL and error: STORE_ERROR_NOT_FOUND where there is no such node or span. */
ScoreRecord *score_record_read(App *app, gint64 node, const char *span, GError **error);

void score_record_free(ScoreRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScoreRecord, score_record_free)
