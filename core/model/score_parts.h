/* score_parts.h: what the score_*.c files share; others include score.h.
 */
#pragma once

#include "core/model/score.h"

/* The days of a span of scoring. */
typedef struct {
  int year;
  int month; /* 0: the whole year */
  Day first, last;
} SpanDays;

/* Reads a span's key (2026, 2026-11). FALSE for what is none. */
gboolean span_days(const char *key, SpanDays *days);

/* As span_days(), for a span of system; STORE_ERROR_NOT_FOUND where it has none of that key. */
gboolean span_of(const System *system, const char *key, SpanDays *days, GError **error);

/* The spans that a node counts apart within days, with nothing counted yet; one where it counts all
 * in one. An array of ScoreSpan. */
GArray *span_cut(const SystemNode *node, const SpanDays *days);

/* What a sheet is made from. */
typedef struct {
  Db *db;
  const Reckoning *reckoning;
  const char *span;
  SpanDays days;
} Scoring;

/* Fills score->spans and what follows from records for a leaf that counts (count, steps, deduct),
 * all but the points. inputs are what was typed for it. */
gboolean score_tally(const Scoring *scoring, ScoreNode *score, const GPtrArray *inputs,
                     GError **error);

/* TRUE for 指标 and 加分项, whose points are claimed; FALSE for what is taken off. */
gboolean node_is_claim(const SystemNode *node);

/* TRUE where a node counts periods of recurrence rules. */
gboolean source_has_periods(RuleSource source);

/* What was typed under name; NAN and NULL where nothing was. */
double input_value(const GPtrArray *inputs, const char *name);
const char *input_text(const GPtrArray *inputs, const char *name);
gboolean input_is_ticked(const GPtrArray *inputs, guint number); /* item, from 1 */
/* How many of a node's items are ticked. */
guint input_ticked(const GPtrArray *inputs, const SystemNode *node);
/* The name of the number that is typed for one of count spans: value, value:2026Q3. The caller
 * frees. */
char *input_span_name(const ScoreSpan *span, guint count);

/* Where the points of a leaf come from, as of today. The caller frees. */
char *score_basis(const ScoreNode *score, const GPtrArray *inputs, Day today);
/* The same of a node with children, whose points come to sum before its cap. */
char *score_basis_sum(const ScoreNode *score, double sum, guint uncomputable);

/* What is done for one more thing that a node counts, what that is, and what things are counted in:
 * 报, 篇案例, 篇; 起 of what is taken off for. Static. */
const char *score_verb(const SystemNode *node);
const char *score_thing(const SystemNode *node);
const char *score_unit(const SystemNode *node);

/* Whether points are the same, but for what sums of tenths may differ by; NAN is NAN. */
gboolean points_equal(double one, double other);

/* A node with its tree and its system. */
typedef struct {
  System *system;
  GPtrArray *tree; /* SystemNode* */
  const SystemNode *node;
} NodeRef;

void node_ref_free(NodeRef *ref);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NodeRef, node_ref_free)

/* The node of that id. STORE_ERROR_NOT_FOUND where there is none. */
NodeRef *node_ref_load(Db *db, gint64 id, GError **error);

/* What the journal calls something done to it: 测评5.1 报送案例（2026-11） 填写自评. span may be
 * NULL. The caller frees. */
char *node_ref_deed(const NodeRef *ref, const char *span, const char *what);

/* The system of that id. STORE_ERROR_NOT_FOUND where there is none. */
System *score_system(Db *db, gint64 id, GError **error);
