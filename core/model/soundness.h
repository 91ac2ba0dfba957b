/* soundness.h: whether a ledger file is what it should be: its pages, its references, its journal,
 * and what our own rules say of its records. Reading only.
 */
#pragma once

#include "core/store/db.h"

typedef struct {
  char *rule;         /* short, for programs: "weights" */
  char *where;        /* 第4项（编号 4） */
  char *what;         /* what is wrong */
  const char *advice; /* what to do; static */
} SoundnessFinding;

void soundness_finding_free(SoundnessFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundnessFinding, soundness_finding_free)

/* At most so many are told of one rule. */
#define SOUNDNESS_MOST 20

/* All that is found, in the order of the rules: SoundnessFinding*, freed by the array. Empty: the
 * file is sound. What cannot be read is a finding, too. */
GPtrArray *soundness_check(Db *db);
