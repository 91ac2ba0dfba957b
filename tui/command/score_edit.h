/* score_edit.h: what taizhang score changes of a node. */
#pragma once

#include "core/model/score.h"
#include "tui/command/invocation.h"

typedef struct {
  char **set;  /* --set NAME=VALUE */
  char *entry; /* --entry, with on and reference */
  char *on;
  char *reference;
  char *remove;    /* --remove, with note */
  char **evidence; /* --evidence */
  char **tasks;    /* --task */
  char *confirm;   /* --confirm, with note */
  gboolean withdraw;
  char *note;
} ScoreEdits;

void score_edits_clear(ScoreEdits *edits);

/* TRUE where something is to be changed. */
gboolean score_edits_any(const ScoreEdits *edits);

/* Says what is wrong with the options before the file is opened; STATUS_DONE where nothing is. */
int score_edits_check(const Invocation *invocation, const ScoreEdits *edits);

/* Makes the change. STATUS_DONE, or another status after saying what failed. */
int score_edits_apply(Invocation *invocation, Db *db, const Reckoning *reckoning,
                      const SystemNode *node, const char *span, const ScoreEdits *edits);
