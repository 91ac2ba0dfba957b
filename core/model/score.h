/* score.h: scores (自评、核定) of an indicator system for a span of scoring: what is claimed by the
 * rules from what was typed, listed and handed in, what the supervisor confirmed, and where each
 * point comes from. The rules themselves are core/rules/score.h; the tree is system.h.
 *
 * A span is named by its key: 2026 (a system scored once for the year) or 2026-11 (each month).
 */
#pragma once

#include "core/model/reckoning.h"
#include "core/model/system.h"

#define SPAN_KEY_SIZE 16

/* The key of the span of a system that day lies in; of another year than the system's, the nearest
 * one of its year. */
void score_span(const System *system, Day day, char key[SPAN_KEY_SIZE]);

/* A node with its points. */
typedef struct {
  SystemNode node;
  double claimed;   /* 自评, of a penalty what is taken off (not negative); NAN: not computable */
  double confirmed; /* 核定; of a node with children their sum; NAN: not confirmed */
  gboolean partly;  /* of a node with children: not all below it that scored are confirmed */
  gboolean changed; /* 自评 is no longer what it was when it was confirmed */
  char *basis; /* where the points come from, one line: 11月报部2篇（截至25日）; 3/4 × 2; never
                  NULL, "" where nothing was entered */
  guint evidence; /* how many pieces of evidence: files and 文号, entries that have one, records
                     of the ledger that were counted */
  gboolean unproved; /* claims above 0 without evidence */
  gboolean touched;  /* something was typed, listed or counted */
} ScoreNode;

typedef struct {
  System *system;
  char span[SPAN_KEY_SIZE];
  GPtrArray *nodes; /* ScoreNode*, each before its children, in order */
  double total;     /* 自评: items + bonuses − penalties; 0 where fraud is counted. What is not
                       computable counts 0 */
  double confirmed; /* the same of 核定; NAN where nothing is confirmed */
  double max;       /* of the items: 100 */
  guint uncomputable; /* how many leaves are not computable */
} ScoreSheet;

void score_sheet_free(ScoreSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScoreSheet, score_sheet_free)

/* Counts a system for a span; NULL and error, STORE_ERROR_NOT_FOUND for a span it does not have. */
ScoreSheet *score_compute(Db *db, const Reckoning *reckoning, gint64 system, const char *span,
                          GError **error);

/* A way to more points. */
typedef struct {
  gint64 node;
  int steps;   /* how many things it takes */
  double gain; /* what they give */
  char *text;  /* 再报1篇案例可得1分 */
} ScoreHint;

void score_hint_free(ScoreHint *hint);

/* The cheapest open points of a sheet: fewest things first, then most points; at most max of them.
 * Manual points and ratios, which nobody can promise, are not among them. An array of ScoreHint*
 * that frees them. */
GPtrArray *score_hints(const ScoreSheet *sheet, guint max);

/* ---- what was typed ----------------------------------------------------------------------- */

/* A value typed for a node: points, numerator, denominator, excluded, value (or value:2026Q3 where
 * spans are counted apart), item:N (1 ticked), classes (text). */
typedef struct {
  char *name;
  double value; /* NAN: it is text */
  char *text;   /* NULL: it is a number */
} ScoreInput;

void score_input_free(ScoreInput *input);

/* What was typed for a node and span, by name. An array of ScoreInput* that frees them. */
GPtrArray *score_inputs(Db *db, gint64 node, const char *span, GError **error);

/* What a node asks a person for, in order, as an array of char* that frees them: the names of the
 * inputs its rule and source take for a span; empty for a node that is counted from records. */
GPtrArray *score_input_names(const SystemNode *node, const char *span);

/* Sets all inputs of a node and span to these (ScoreInput*; those not named are taken away),
 * journaled "score.set". *name (borrowed), when not NULL, receives the input that was refused:
 * out of 0…max, a numerator over its denominator, a name the rule does not have, a number that is
 * none. */
gboolean score_set(Db *db, const Actor *actor, gint64 node, const char *span,
                   const GPtrArray *inputs, const char **name, GError **error);

/* 得分事项: one thing done that counts. */
typedef struct {
  gint64 id;
  gint64 node;
  Day made_on;
  char *text;
  char *reference; /* NULL: no evidence yet */
  char *author;
} ScoreEntry;

void score_entry_free(ScoreEntry *entry);

/* The entries of a node that lie in a span, by day. */
GPtrArray *score_entries(Db *db, gint64 node, const char *span, GError **error);

/* Adds an entry, journaled "score.entry". text not blank; day not after today; reference may be
 * blank. Refused where the node does not count entries. *id may be NULL. */
gboolean score_entry_add(Db *db, const Actor *actor, gint64 node, Day made_on, const char *text,
                         const char *reference, gint64 *id, GError **error);
/* Takes an entry away, with a reason (not blank), journaled. */
gboolean score_entry_remove(Db *db, const Actor *actor, gint64 id, const char *reason,
                            GError **error);

/* Evidence of a node and span: references (char*) in the order added; and adding one, journaled
 * "score.evidence": not blank, not there already. */
GPtrArray *score_evidence(Db *db, gint64 node, const char *span, GError **error);
gboolean score_evidence_add(Db *db, const Actor *actor, gint64 node, const char *span,
                            const char *reference, GError **error);

/* 核定: confirms points for a leaf, 0 to its max (0 and above where it has none; of a penalty what
 * is taken off); note may be blank, but not where the points differ from what is claimed. NAN takes
 * the confirmation back. Journaled "score.confirm"; what was claimed then is kept beside. */
gboolean score_confirm(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 node,
                       const char *span, double points, const char *note, GError **error);

/* The recurrence rules a node counts (gint64, ids). NULL and error. */
GArray *score_links(Db *db, gint64 node, GError **error);
/* Has a node count these rules and no others (ids, gint64), journaled "score.link". Refused where
 * the node does not count periods. */
gboolean score_link(Db *db, const Actor *actor, gint64 node, const GArray *schedules,
                    GError **error);
