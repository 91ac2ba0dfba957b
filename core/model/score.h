/* score.h: scores (自评、核定) of an indicator system for a span of scoring: what is claimed by the
 * rules from what was typed, listed and handed in, what the supervisor confirmed, and where each
 * point comes from. The rules themselves are core/rules/score.h; the tree is system.h.
 *
 * A span is named by its key: 2026 (a system scored once for the year) or 2026-11 (each month).
 */
#pragma once

#include "core/model/evidence.h"
#include "core/model/reckoning.h"
#include "core/model/system.h"

#define SPAN_KEY_SIZE 16

/* The key of the span of a system that day lies in; of another year than the system's, the nearest
 * one of its year. */
void score_span(const System *system, Day day, char key[SPAN_KEY_SIZE]);

/* What a rule counted in one of the spans that it counts apart. */
typedef struct {
  char key[SPAN_KEY_SIZE]; /* 2026Q3, 2026-11; where all is counted in one, the sheet's own */
  Day first, last;
  double count;    /* NAN: nothing typed */
  double points;   /* what it gives before the caps of the whole */
  guint more;      /* how many more can still be had in it; G_MAXUINT: no limit known */
  guint others;    /* cases that do not count: late, or on another month's topic */
  guint periods;   /* of periods: how many were asked for */
  guint met;       /* of them: how many were filled */
  gboolean counts; /* FALSE: missed periods are counted, and it had none or (steps) is not over */
} ScoreSpan;

/* A node with its points. */
typedef struct {
  SystemNode node; /* what it points to is the sheet's */
  double claimed; /* 自评, of a penalty what is taken off (not negative), of 弄虚作假 how often it
                     was counted; NAN: not computable */
  double confirmed; /* 核定; of a node with children their sum; NAN: not confirmed */
  gboolean partly; /* of a node with children that is confirmed: not all below it that scored are */
  gboolean changed;   /* 自评 is no longer what it was when it was confirmed, also of one below */
  char *note;         /* what was said when it was confirmed; NULL */
  char *confirmed_by; /* login name; NULL */
  Day confirmed_on;
  char *basis; /* where the points come from, one line: 11月报部2篇（截至25日）; 3/4 × 2; never
                  NULL, "" where nothing was entered */
  guint evidence; /* how many pieces of evidence: files and 文号, entries that have one, records
                     of the ledger that were counted */
  gboolean unproved; /* claims above 0 without evidence, or, where entries give the points and it
                        has none of its own, one of them has none; of a node with children: one
                        below it is */
  gboolean touched;  /* something was typed, listed or counted */
  gboolean unlinked; /* it counts periods, and no recurrence rule is linked to it */
  GArray *spans; /* ScoreSpan: what was counted; empty where the rule counts nothing (sum, manual,
                    ratio, all, growth) */
  guint ticked;  /* how many of its items are ticked */
} ScoreNode;

typedef struct {
  System *system;
  char span[SPAN_KEY_SIZE];
  Day today;
  GPtrArray *tree;  /* SystemNode*, which hold what the nodes point to */
  GPtrArray *nodes; /* ScoreNode*, each before its children, in order */
  double total;     /* 自评: items + bonuses − penalties; 0 where fraud is counted. What is not
                       computable counts 0 */
  double confirmed; /* the same of 核定; NAN where nothing is confirmed */
  gboolean partly;  /* something is confirmed, but not all that scored */
  double max;       /* of the items: 100 */
  guint uncomputable; /* how many leaves are not computable */
} ScoreSheet;

void score_sheet_free(ScoreSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScoreSheet, score_sheet_free)

/* Counts a system for a span; NULL and error, STORE_ERROR_NOT_FOUND for a span it does not have.
 *
 * A node's points add up into the nodes above it of the same kind; what is of another kind than the
 * node above it counts for the total on its own. Periods are counted in the span that they are
 * filed under (matrix_home()); what was handed in late fills its period all the same, unless the
 * rule says 不允许补报. Missed periods count once the span they are counted in is over, and where
 * none was asked for in it, it gives nothing. */
ScoreSheet *score_compute(Db *db, const Reckoning *reckoning, gint64 system, const char *span,
                          GError **error);

/* Why a span of missed periods that has begun gives nothing yet:
 * 还没结束，已报2期、欠报0期，季末计分. NULL where it counts, has not begun or asked for nothing.
 * The caller frees. */
char *score_span_waits(const ScoreNode *score, const ScoreSpan *span, Day today);

/* A way to more points. */
typedef struct {
  gint64 node;
  int steps;   /* how many things it takes */
  double gain; /* what they give */
  char *text;  /* 再报1篇案例可得1分 */
} ScoreHint;

void score_hint_free(ScoreHint *hint);

/* The cheapest open points of a sheet: fewest things first, then 指标 before 加分项, then most
 * points; at most max of them, one for a node. Gains are what the total rises by, after all caps
 * above; what is over by now is left out. Manual points and ratios, which nobody can promise, are
 * not among them, and nothing is where 弄虚作假 is counted. An array of ScoreHint* that frees them.
 */
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

/* The name of an input as people read and type it: 得分, 分子, 分母, 剔除, 文书号, 数量,
 * 数量:2026Q3, 要点2. The caller frees. */
char *score_input_title(const char *name);
/* The name whose title is text; a copy of text where it is none. The caller frees. */
char *score_input_name(const char *text);

/* What was typed for a node and span, by name. An array of ScoreInput* that frees them. */
GPtrArray *score_inputs(Db *db, gint64 node, const char *span, GError **error);

/* What a node asks a person for, in order, as an array of char* that frees them: the names of the
 * inputs its rule and source take for a span; empty for a node that is counted from records. */
GPtrArray *score_input_names(const SystemNode *node, const char *span);

/* Sets all inputs of a node and span to these (ScoreInput*; those not named are taken away),
 * journaled "score.set". *name (static, or borrowed from inputs), when not NULL, receives the input
 * that was refused, else NULL: out of 0…max, a numerator over its denominator or without one, a
 * name the rule does not have or that is there twice, a number that is none, half of a thing. */
gboolean score_set(Db *db, const Actor *actor, gint64 node, const char *span,
                   const GPtrArray *inputs, const char **name, GError **error);

/* 沿用上月: takes over into a month of a monthly system what was typed in the month before, and the
 * evidence of it, for the leaves whose answer lasts (points by judgement, ticks, named steps) and
 * that have nothing of it in this month; journaled "score.carry". *count, when not NULL, receives
 * how many leaves that were. Refused for a yearly system, for January, and where there are none. */
gboolean score_carry(Db *db, const Actor *actor, gint64 system, const char *span, guint *count,
                     GError **error);

/* How many leaves score_carry() would take over: 0 for a yearly system and for January too. before
 * receives the key of the month before, "" where there is none. */
gboolean score_carry_count(Db *db, gint64 system, const char *span, char before[SPAN_KEY_SIZE],
                           guint *count, GError **error);

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

/* Adds an entry, journaled "score.entry". text not blank; day (DAY_NONE: actor->today) not after
 * today and in the system's year; reference may be NULL or blank. Refused where the node does not
 * count entries. *id may be NULL. */
gboolean score_entry_add(Db *db, const Actor *actor, gint64 node, Day made_on, const char *text,
                         const char *reference, gint64 *id, GError **error);
/* Takes an entry away, with a reason (not blank), journaled "score.entry.remove". */
gboolean score_entry_remove(Db *db, const Actor *actor, gint64 id, const char *reason,
                            GError **error);

/* Evidence of a node and span: Evidence* in the order added; and adding some
 * (NULL-terminated), journaled "score.evidence": none blank, none there already, or nothing is
 * added. files: Evidence*, what was measured of it; NULL: nothing. Refused for a node with
 * children: what proves is kept where it scores. */
GPtrArray *score_evidence(Db *db, gint64 node, const char *span, GError **error);
gboolean score_evidence_add(Db *db, const Actor *actor, gint64 node, const char *span,
                            const char *const *references, const GPtrArray *files, GError **error);

/* 核定: confirms points for a leaf, 0 to its max (0 and above where it has none; of a penalty what
 * is taken off; of 弄虚作假 1 for yes); note may be NULL or blank, but not where the points differ
 * from what is claimed. NAN takes the confirmation back. Journaled "score.confirm"; what was
 * claimed then is kept beside. */
gboolean score_confirm(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 node,
                       const char *span, double points, const char *note, GError **error);

/* The recurrence rules a node counts (gint64, ids). NULL and error. */
GArray *score_links(Db *db, gint64 node, GError **error);
/* Has a node count these rules and no others (ids, gint64), journaled "score.link". Refused where
 * the node does not count periods. */
gboolean score_link(Db *db, const Actor *actor, gint64 node, const GArray *schedules,
                    GError **error);
