/* The cheapest open points of a sheet. */
#include <math.h>
#include <string.h>

#include "core/model/score_parts.h"

void score_hint_free(ScoreHint *hint) {
  if (hint == NULL)
    return;
  g_free(hint->text);
  g_free(hint);
}

/* ---- what the total rises by ------------------------------------------------------------ */

static const ScoreNode *node_of_id(const ScoreSheet *sheet, gint64 id) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.id == id)
      return score;
  }
  return NULL;
}

/* What a node's children of its kind come to, before its cap. */
static double sum_below(const ScoreSheet *sheet, const ScoreNode *parent) {
  double sum = 0;
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.parent == parent->node.id && score->node.kind == parent->node.kind)
      sum += isnan(score->claimed) ? 0 : score->claimed;
  }
  return sum;
}

/* What is left of gain points of a node after the caps of all above it. */
static double gain_above(const ScoreSheet *sheet, const ScoreNode *score, double gain) {
  const ScoreNode *parent = node_of_id(sheet, score->node.parent);
  while (parent != NULL && parent->node.kind == score->node.kind) {
    double room = parent->node.max - sum_below(sheet, parent);
    if (!isnan(room))
      gain = fmax(fmin(gain, room), 0);
    parent = node_of_id(sheet, parent->node.parent);
  }
  return gain;
}

/* ---- ways to more ----------------------------------------------------------------------- */

/* What steps more things in a span would add to the points of its node. */
static double gain_of(const ScoreNode *score, const ScoreSpan *span, int steps) {
  const SystemNode *node = &score->node;
  double count = (isnan(span->count) ? 0 : span->count) + steps, points;
  if (node->rule == RULE_STEPS)
    points = score_steps(node->steps, count);
  else
    points = score_count(&count, 1, node->each, node->every_max, NAN);
  double sum = points - span->points;
  for (guint i = 0; i < score->spans->len; i++)
    sum += g_array_index(score->spans, ScoreSpan, i).points;
  return (isnan(node->max) ? sum : fmin(sum, node->max)) - score->claimed;
}

/* How many more things of a span change anything: one that is counted, or as many as the next step
 * asks for that gives more; 0: none. */
static int steps_wanted(const ScoreNode *score, const ScoreSpan *span) {
  const GArray *steps = score->node.steps;
  double count = isnan(span->count) ? 0 : span->count;
  if (score->node.rule == RULE_COUNT)
    return 1;
  for (guint i = 0; i < steps->len; i++) {
    const ScoreStep *step = &g_array_index(steps, ScoreStep, i);
    if (step->at > count && step->points > span->points)
      return (int)ceil(step->at - count);
  }
  return 0;
}

static const char *step_title(const ScoreNode *score, const ScoreSpan *span, int steps) {
  double count = (isnan(span->count) ? 0 : span->count) + steps;
  for (guint i = 0; i < score->node.steps->len; i++) {
    const ScoreStep *step = &g_array_index(score->node.steps, ScoreStep, i);
    if (points_equal(step->at, count))
      return step->title;
  }
  return NULL;
}

/* （每季度2条）: how many a span takes; "" where it takes any number. */
static char *limit_text(const SystemNode *node) {
  double most = floor(node->every_max / node->each);
  if (isnan(most) || most < 1 || node->spans == SPANS_ONE)
    return g_strdup("");
  return g_strdup_printf("（%s%d%s）", node->spans == SPANS_MONTH ? "每月" : "每季度", (int)most,
                         score_unit(node));
}

/* 2026Q4 where that is not the one that runs. */
static char *when_text(const ScoreSpan *span, Day today) {
  return today >= span->first && today <= span->last ? g_strdup("")
                                                     : g_strdup_printf("%s ", span->key);
}

static char *way_text(const ScoreSheet *sheet, const ScoreNode *score, const ScoreSpan *span,
                      int steps) {
  const SystemNode *node = &score->node;
  g_autofree char *when = when_text(span, sheet->today);
  g_autofree char *limit = limit_text(node);
  const char *title = step_title(score, span, steps);
  if (title != NULL && node->source == SOURCE_TYPED)
    return g_strdup_printf("%s达到“%s”", when, title);
  return g_strdup_printf("%s再%s%d%s%s", when, score_verb(node), steps, score_thing(node), limit);
}

static ScoreHint *hint_new(const ScoreSheet *sheet, const ScoreNode *score, int steps, double gain,
                           const char *way) {
  double left = gain_above(sheet, score, gain);
  if (!(left > 0) || points_equal(left, 0))
    return NULL;
  ScoreHint *hint = g_new0(ScoreHint, 1);
  g_autofree char *points = score_text(left);
  hint->node = score->node.id;
  hint->steps = steps;
  hint->gain = left;
  hint->text = g_strdup_printf("%s可得%s分", way, points);
  return hint;
}

/* In the first span that has a way. */
static ScoreHint *hint_counted(const ScoreSheet *sheet, const ScoreNode *score) {
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    int steps = span->more > 0 ? steps_wanted(score, span) : 0;
    if (steps == 0 || (guint)steps > span->more)
      continue;
    g_autofree char *way = way_text(sheet, score, span, steps);
    ScoreHint *hint = hint_new(sheet, score, steps, gain_of(score, span, steps), way);
    if (hint != NULL)
      return hint;
  }
  return NULL;
}

static ScoreHint *hint_conditions(const ScoreSheet *sheet, const ScoreNode *score) {
  int steps = (int)(score->node.items->len - score->ticked);
  g_autofree char *way = g_strdup_printf("再满足%d项条件", steps);
  return steps > 0 ? hint_new(sheet, score, steps, score->node.max, way) : NULL;
}

static ScoreHint *hint_of(const ScoreSheet *sheet, const ScoreNode *score) {
  const SystemNode *node = &score->node;
  if (!node_is_claim(node) || node->gate != NULL || node->source == SOURCE_MISSED)
    return NULL;
  if (node->rule == RULE_ALL)
    return hint_conditions(sheet, score);
  return node->rule == RULE_COUNT || node->rule == RULE_STEPS ? hint_counted(sheet, score) : NULL;
}

/* ---- all -------------------------------------------------------------------------------- */

/* A hint with what it is ordered by. */
typedef struct {
  ScoreHint *hint;
  NodeKind kind;
  guint place;
} Ranked;

static int compare(gconstpointer a, gconstpointer b) {
  const Ranked *one = a, *other = b;
  if (one->hint->steps != other->hint->steps)
    return one->hint->steps < other->hint->steps ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (!points_equal(one->hint->gain, other->hint->gain))
    return one->hint->gain > other->hint->gain ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

static gboolean has_fraud(const ScoreSheet *sheet) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.kind == NODE_FRAUD && score->claimed > 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_over(const ScoreSheet *sheet) {
  SpanDays days;
  return !span_days(sheet->span, &days) || days.last < sheet->today;
}

GPtrArray *score_hints(const ScoreSheet *sheet, guint max) {
  GPtrArray *hints = g_ptr_array_new_with_free_func((GDestroyNotify)score_hint_free);
  g_autoptr(GArray) ranked = g_array_new(FALSE, FALSE, sizeof(Ranked));
  if (has_fraud(sheet) || is_over(sheet))
    return hints;
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    Ranked one = {.hint = hint_of(sheet, score), .kind = score->node.kind, .place = i};
    if (one.hint != NULL)
      g_array_append_val(ranked, one);
  }
  g_array_sort(ranked, compare);
  for (guint i = 0; i < ranked->len; i++) {
    ScoreHint *hint = g_array_index(ranked, Ranked, i).hint;
    if (i < max)
      g_ptr_array_add(hints, hint);
    else
      score_hint_free(hint);
  }
  return hints;
}
