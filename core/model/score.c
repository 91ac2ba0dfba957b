#include "core/model/score.h"

#include <math.h>
#include <string.h>

#include "core/model/score_parts.h"

#define SQL_EVIDENCE_COUNT "SELECT count(*) FROM evidence WHERE node = ?1 AND span = ?2"
#define SQL_CONFIRMED                                                                              \
  "SELECT claimed, confirmed, note, confirmed_on, confirmed_by FROM score "                        \
  "WHERE node = ?1 AND span = ?2"

#define POINTS_NEAR 1e-9 /* what sums of tenths may differ by */

gboolean points_equal(double one, double other) {
  return isnan(one) ? isnan(other) : fabs(one - other) < POINTS_NEAR;
}

static void score_node_free(gpointer data) {
  ScoreNode *score = data;
  g_free(score->note);
  g_free(score->confirmed_by);
  g_free(score->basis);
  g_array_unref(score->spans);
  g_free(score);
}

void score_sheet_free(ScoreSheet *sheet) {
  if (sheet == NULL)
    return;
  system_free(sheet->system);
  g_clear_pointer(&sheet->nodes, g_ptr_array_unref);
  g_clear_pointer(&sheet->tree, g_ptr_array_unref);
  g_free(sheet);
}

static double cap(double points, double max) {
  return isnan(points) || isnan(max) ? points : fmin(points, max);
}

/* ---- leaves ----------------------------------------------------------------------------- */

static double share_of(const GPtrArray *inputs, double points) {
  return score_ratio(input_value(inputs, "numerator"), input_value(inputs, "denominator"),
                     input_value(inputs, "excluded"), points);
}

/* Every span's points, and their sum under the cap. What steps give for a number that is not known
 * yet is nothing, where they may give most for none. */
static double spans_points(ScoreNode *score) {
  const SystemNode *node = &score->node;
  double sum = 0;
  for (guint i = 0; i < score->spans->len; i++) {
    ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    gboolean known = !isnan(span->count) && (node->rule == RULE_COUNT || span->counts);
    span->points = known ? system_node_points(node, &span->count, 1, NAN) : 0;
    sum += span->points;
  }
  return cap(sum, node->max);
}

/* Full points only stand where it is known how often something went wrong. */
static double deduct_points(ScoreNode *score) {
  double count = 0;
  gboolean known = FALSE;
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    if (!span->counts || isnan(span->count))
      continue;
    known = TRUE;
    count += span->count;
  }
  return known ? score_deduct(score->node.max, score->node.each, count) : 0;
}

static double growth_points(const SystemNode *node, const GPtrArray *inputs) {
  const char *text = input_text(inputs, "classes");
  g_autoptr(GPtrArray) classes = growth_parse(text != NULL ? text : "", NULL);
  return classes != NULL ? score_growth(classes, node->max) : NAN;
}

static double leaf_points(ScoreNode *score, const GPtrArray *inputs) {
  const SystemNode *node = &score->node;
  switch (node->rule) {
  case RULE_MANUAL:
    return score->touched ? input_value(inputs, "points") : 0;
  case RULE_RATIO:
    return score->touched ? share_of(inputs, node->max) : 0;
  case RULE_GROWTH:
    return score->touched ? growth_points(node, inputs) : 0;
  case RULE_ALL:
    return score->ticked > 0 && score->ticked == node->items->len ? node->max : 0;
  case RULE_COUNT:
  case RULE_STEPS:
    return spans_points(score);
  case RULE_DEDUCT:
    return deduct_points(score);
  case RULE_SUM:
    break;
  }
  return 0;
}

static gboolean counts_things(RuleKind rule) {
  return rule == RULE_COUNT || rule == RULE_STEPS || rule == RULE_DEDUCT;
}

gboolean node_is_claim(const SystemNode *node) {
  return node->kind == NODE_ITEM || node->kind == NODE_BONUS;
}

static gboolean read_evidence(const Scoring *scoring, ScoreNode *score, GError **error) {
  Query *query = query_new(scoring->db, SQL_EVIDENCE_COUNT);
  query_bind_int(query, 1, score->node.id);
  query_bind_text(query, 2, scoring->span);
  score->evidence = query_next(query) ? (guint)query_int(query, 0) : 0;
  return query_finish(query, error);
}

static gboolean read_confirmed(const Scoring *scoring, ScoreNode *score, double *claimed,
                               GError **error) {
  Query *query = query_new(scoring->db, SQL_CONFIRMED);
  query_bind_int(query, 1, score->node.id);
  query_bind_text(query, 2, scoring->span);
  *claimed = NAN;
  if (query_next(query)) {
    *claimed = query_real(query, 0);
    score->confirmed = query_real(query, 1);
    score->note = g_strdup(query_text(query, 2));
    score->confirmed_on = query_day(query, 3);
    score->confirmed_by = g_strdup(query_text(query, 4));
  }
  return query_finish(query, error);
}

/* Leaves what depends on other nodes for later: the gate. */
static gboolean count_leaf(const Scoring *scoring, ScoreNode *score, GError **error) {
  g_autoptr(GPtrArray) inputs = score_inputs(scoring->db, score->node.id, scoring->span, error);
  if (inputs == NULL || !read_evidence(scoring, score, error))
    return FALSE;
  score->touched = inputs->len > 0;
  score->ticked = input_ticked(inputs, &score->node);
  if (counts_things(score->node.rule)) {
    g_array_unref(score->spans);
    score->spans = span_cut(&score->node, &scoring->days);
    if (!score_tally(scoring, score, inputs, error))
      return FALSE;
  }
  score->claimed = leaf_points(score, inputs);
  score->basis = score_basis(score, inputs, reckoning_today(scoring->reckoning));
  return TRUE;
}

/* ---- gates ------------------------------------------------------------------------------ */

static const ScoreNode *node_of_code(const ScoreSheet *sheet, const char *code) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (strcmp(score->node.code, code) == 0)
      return score;
  }
  return NULL;
}

static void append_basis(ScoreNode *score, char *text) {
  char *basis = g_strconcat(score->basis, "；", text, NULL);
  g_free(score->basis);
  g_free(text);
  score->basis = basis;
}

static void close_gate(ScoreNode *score, const char *code, double share, const GPtrArray *inputs) {
  if (isnan(share)) {
    score->claimed = NAN;
    append_basis(score, g_strdup_printf("第%s项无法计算，本项也无法计算", code));
    return;
  }
  g_autofree char *over = score_text(input_value(inputs, "numerator"));
  g_autofree char *under = score_text(input_value(inputs, "denominator"));
  g_autofree char *least = score_text(score->node.gate_share * 100);
  score->claimed = 0;
  append_basis(score, g_strdup_printf("第%s项为%s/%s，低于%s%%，计0分", code, over, under, least));
}

/* 2023年版 indicator 10 scores nothing while the share of 9 is below half; half itself will do. */
static gboolean apply_gate(const Scoring *scoring, const ScoreSheet *sheet, ScoreNode *score,
                           GError **error) {
  if (score->node.gate == NULL || !score->touched)
    return TRUE;
  const ScoreNode *gate = node_of_code(sheet, score->node.gate);
  if (gate == NULL)
    return store_refuse(error, "“%s %s”的前置指标“%s”不存在，无法计分", score->node.code,
                        score->node.title, score->node.gate);
  g_autoptr(GPtrArray) inputs = score_inputs(scoring->db, gate->node.id, scoring->span, error);
  if (inputs == NULL)
    return FALSE;
  double share = share_of(inputs, 1);
  if (isnan(share) || share < score->node.gate_share)
    close_gate(score, score->node.gate, share, inputs);
  return TRUE;
}

/* ---- sums ------------------------------------------------------------------------------- */

/* What a node's children come to. */
typedef struct {
  double claimed;
  double confirmed; /* NAN: none is */
  double max;
  guint uncomputable;
  gboolean waiting; /* one that scored is not confirmed */
} Sum;

static void sum_add(Sum *sum, const ScoreNode *score) {
  if (isnan(score->claimed))
    sum->uncomputable++;
  else
    sum->claimed += score->claimed;
  if (!isnan(score->confirmed))
    sum->confirmed = (isnan(sum->confirmed) ? 0 : sum->confirmed) + score->confirmed;
}

static void finish_parent(ScoreNode *score, const Sum *sum) {
  score->claimed = cap(sum->claimed, score->node.max);
  score->confirmed = cap(sum->confirmed, score->node.max);
  score->partly = !isnan(score->confirmed) && sum->waiting;
  score->basis = score_basis_sum(score, sum->claimed, sum->uncomputable);
}

/* What is said of a node that is also said of the one above it. */
static void tell_parent(ScoreNode *parent, Sum *sum, const ScoreNode *score, gboolean waiting) {
  parent->evidence += score->evidence;
  parent->unproved = parent->unproved || score->unproved;
  parent->touched = parent->touched || score->touched;
  parent->changed = parent->changed || score->changed;
  sum->waiting = sum->waiting || waiting;
}

/* Marks what is known of a leaf once its points are. */
static gboolean finish_leaf(const Scoring *scoring, ScoreNode *score, GError **error) {
  double before;
  if (!read_confirmed(scoring, score, &before, error))
    return FALSE;
  score->changed = !isnan(score->confirmed) && !points_equal(before, score->claimed);
  score->unproved = node_is_claim(&score->node) && score->claimed > 0 &&
                    (score->evidence == 0 || score->unproved);
  return TRUE;
}

/* The place of each node's parent in the list; -1: none. */
static int *find_parents(const ScoreSheet *sheet) {
  int *parents = g_new(int, sheet->nodes->len);
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < sheet->nodes->len; i++) {
    ScoreNode *score = sheet->nodes->pdata[i];
    g_hash_table_insert(places, &score->node.id, GUINT_TO_POINTER(i + 1));
    parents[i] = GPOINTER_TO_INT(g_hash_table_lookup(places, &score->node.parent)) - 1;
  }
  return parents;
}

/* What the whole comes to. */
typedef struct {
  Sum kinds[NODE_KIND_COUNT];
  gboolean waiting; /* a leaf that scored is not confirmed */
} Totals;

static double total_of(double items, double bonuses, double penalties, double fraud) {
  return fraud > 0 ? 0 : items + bonuses - penalties;
}

static double or_zero(double points) {
  return isnan(points) ? 0 : points;
}

static void finish_sheet(ScoreSheet *sheet, const Totals *totals) {
  const Sum *kinds = totals->kinds;
  sheet->total = total_of(kinds[NODE_ITEM].claimed, kinds[NODE_BONUS].claimed,
                          kinds[NODE_PENALTY].claimed, kinds[NODE_FRAUD].claimed);
  sheet->max = kinds[NODE_ITEM].max;
  gboolean confirmed = FALSE;
  for (int i = 0; i < NODE_KIND_COUNT; i++)
    confirmed = confirmed || !isnan(kinds[i].confirmed);
  sheet->confirmed =
      !confirmed
          ? NAN
          : total_of(or_zero(kinds[NODE_ITEM].confirmed), or_zero(kinds[NODE_BONUS].confirmed),
                     or_zero(kinds[NODE_PENALTY].confirmed), or_zero(kinds[NODE_FRAUD].confirmed));
  sheet->partly = confirmed && totals->waiting;
}

/* Backwards, so that a node's children are all there before it. */
static gboolean add_up(const Scoring *scoring, ScoreSheet *sheet, GError **error) {
  g_autofree int *parents = find_parents(sheet);
  g_autofree Sum *sums = g_new0(Sum, sheet->nodes->len);
  Totals totals = {0};
  for (guint i = 0; i < sheet->nodes->len; i++)
    sums[i].confirmed = NAN;
  for (int i = 0; i < NODE_KIND_COUNT; i++)
    totals.kinds[i].confirmed = NAN;
  for (guint i = sheet->nodes->len; i-- > 0;) {
    ScoreNode *score = sheet->nodes->pdata[i];
    gboolean leaf = score->node.rule != RULE_SUM;
    if (leaf && !finish_leaf(scoring, score, error))
      return FALSE;
    if (!leaf)
      finish_parent(score, &sums[i]);
    gboolean waiting = leaf ? score->claimed > 0 && isnan(score->confirmed) : sums[i].waiting;
    totals.waiting = totals.waiting || waiting;
    ScoreNode *parent = parents[i] >= 0 ? sheet->nodes->pdata[parents[i]] : NULL;
    if (parent != NULL)
      tell_parent(parent, &sums[parents[i]], score, waiting);
    Sum *above = parent != NULL && parent->node.kind == score->node.kind
                     ? &sums[parents[i]]
                     : &totals.kinds[score->node.kind];
    sum_add(above, score);
    above->max += or_zero(isnan(score->node.max) ? sums[i].max : score->node.max);
    sheet->uncomputable += leaf && isnan(score->claimed) ? 1 : 0;
  }
  finish_sheet(sheet, &totals);
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

static ScoreNode *score_node_new(const SystemNode *node) {
  ScoreNode *score = g_new0(ScoreNode, 1);
  score->node = *node;
  score->confirmed = NAN;
  score->spans = g_array_new(FALSE, TRUE, sizeof(ScoreSpan));
  return score;
}

ScoreSheet *score_compute(Db *db, const Reckoning *reckoning, gint64 system, const char *span,
                          GError **error) {
  g_autoptr(ScoreSheet) sheet = g_new0(ScoreSheet, 1);
  Scoring scoring = {.db = db, .reckoning = reckoning, .span = sheet->span};
  sheet->system = score_system(db, system, error);
  if (sheet->system == NULL || !span_of(sheet->system, span, &scoring.days, error))
    return NULL;
  g_strlcpy(sheet->span, span, SPAN_KEY_SIZE);
  sheet->today = reckoning_today(reckoning);
  sheet->tree = system_nodes(db, system, error);
  if (sheet->tree == NULL)
    return NULL;
  sheet->nodes = g_ptr_array_new_with_free_func(score_node_free);
  for (guint i = 0; i < sheet->tree->len; i++)
    g_ptr_array_add(sheet->nodes, score_node_new(sheet->tree->pdata[i]));
  for (guint i = 0; i < sheet->nodes->len; i++) {
    ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.rule != RULE_SUM && !count_leaf(&scoring, score, error))
      return NULL;
  }
  for (guint i = 0; i < sheet->nodes->len; i++) {
    if (!apply_gate(&scoring, sheet, sheet->nodes->pdata[i], error))
      return NULL;
  }
  return add_up(&scoring, sheet, error) ? g_steal_pointer(&sheet) : NULL;
}
