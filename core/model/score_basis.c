/* Where points come from, in words. */
#include <math.h>
#include <string.h>

#include "core/model/score_parts.h"

#define NAMES_MAX 6 /* items that are named; of more, how many */

/* How what a source counts is spoken of. */
typedef struct {
  const char *before; /* 登记3条 */
  const char *unit;
  const char *verb; /* of one more */
  const char *more; /* what that is counted in, where it is not unit */
} SourceWords;

static const SourceWords WORDS[RULE_SOURCE_COUNT] = {
    [SOURCE_TYPED] = {"填报", "项", "完成", NULL},
    [SOURCE_ENTRY] = {"登记", "条", "登记", NULL},
    [SOURCE_CASE] = {"", "篇", "报", "篇案例"},
    [SOURCE_ADOPTED] = {"", "篇", "被采纳", "篇案例"},
    [SOURCE_SUBMISSION] = {"报送", "次", "报送", NULL},
    [SOURCE_MET] = {"完成", "期", "完成", NULL},
    [SOURCE_MISSED] = {"欠报", "期", "补报", NULL},
};

const char *score_verb(const SystemNode *node) {
  return WORDS[node->source].verb;
}

const char *score_thing(const SystemNode *node) {
  const SourceWords *words = &WORDS[node->source];
  return words->more != NULL ? words->more : words->unit;
}

const char *score_unit(const SystemNode *node) {
  gboolean listed = node->source == SOURCE_TYPED || node->source == SOURCE_ENTRY;
  return listed && !node_is_claim(node) ? "起" : WORDS[node->source].unit;
}

static void append_points(GString *text, const char *format, double points) {
  g_autofree char *number = score_text(points);
  for (const char *p = format; *p != '\0'; p++) {
    if (*p == '#')
      g_string_append(text, number);
    else
      g_string_append_c(text, *p);
  }
}

/* ---- what was counted ------------------------------------------------------------------- */

/* 报部, 按时报省厅, 被采纳; "" for what is no case. */
static char *case_words(const SystemNode *node) {
  static const char *const NAMES[][2] = {
      {"city", "报市局"}, {"province", "报省厅"}, {"ministry", "报部"}};
  if (node->source == SOURCE_ADOPTED)
    return g_strdup("被采纳");
  for (gsize i = 0; node->source == SOURCE_CASE && i < G_N_ELEMENTS(NAMES); i++) {
    if (g_strcmp0(node->stage, NAMES[i][0]) == 0)
      return g_strconcat(node->due_day != 0 ? "按时" : "", NAMES[i][1], NULL);
  }
  return g_strdup("");
}

/* Whether a span goes by its key; a month goes by its number, and a whole year by nothing. */
static gboolean is_key(const ScoreSpan *span) {
  return strchr(span->key, 'Q') != NULL;
}

/* 7月, 2026Q3; of a whole year nothing. */
static void append_span(GString *text, const ScoreSpan *span) {
  if (is_key(span))
    g_string_append(text, span->key);
  else if (strchr(span->key, '-') != NULL)
    g_string_append_printf(text, "%d月", day_civil(span->first).month);
}

static void append_count(GString *text, const SystemNode *node, double count) {
  append_points(text, "#", count);
  g_string_append(text, score_unit(node));
}

/* The next span from i on that has something; spans->len where there is none. */
static guint next_span(const GArray *spans, guint i) {
  while (i < spans->len && !(g_array_index(spans, ScoreSpan, i).count > 0)) /* NAN is not */
    i++;
  return i;
}

/* 7月、8月各1篇，9月3篇: spans one after the other that have the same are one group. */
static void append_groups(GString *text, const ScoreNode *score) {
  const GArray *spans = score->spans;
  for (guint i = next_span(spans, 0), next; i < spans->len; i = next) {
    const ScoreSpan *span = &g_array_index(spans, ScoreSpan, i);
    append_span(text, span);
    next = next_span(spans, i + 1);
    gboolean several =
        next < spans->len && g_array_index(spans, ScoreSpan, next).count == span->count;
    while (next < spans->len && g_array_index(spans, ScoreSpan, next).count == span->count) {
      g_string_append(text, "、");
      append_span(text, &g_array_index(spans, ScoreSpan, next));
      next = next_span(spans, next + 1);
    }
    g_string_append(text, several ? "各" : is_key(span) ? " " : "");
    append_count(text, &score->node, span->count);
    g_string_append(text, next < spans->len ? "，" : "");
  }
}

/* Cases that are there and do not count. */
static void append_others(GString *text, const ScoreNode *score) {
  const SystemNode *node = &score->node;
  guint others = 0;
  for (guint i = 0; i < score->spans->len; i++)
    others += g_array_index(score->spans, ScoreSpan, i).others;
  if (others == 0)
    return;
  const char *why = node->due_day != 0 && node->own_topic ? "逾期或不是当月主题"
                    : node->due_day != 0                  ? "逾期"
                                                          : "不是当月主题";
  g_string_append_printf(text, "（另有%u篇%s，不计）", others, why);
}

/* 11月按时报部2篇; 7月、8月各1篇按时报省厅; 登记3条. */
static void append_tally(GString *text, const ScoreNode *score) {
  const SystemNode *node = &score->node;
  g_autofree char *words = case_words(node);
  if (score->spans->len > 1) {
    g_string_append(text, WORDS[node->source].before);
    append_groups(text, score);
    g_string_append(text, words);
    if (next_span(score->spans, 0) == score->spans->len)
      append_count(text, node, 0);
  } else {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, 0);
    append_span(text, span);
    g_string_append_printf(text, "%s%s", WORDS[node->source].before, words);
    append_count(text, node, span->count);
    if (node->due_day != 0)
      g_string_append_printf(text, "（截至%d日）", node->due_day);
  }
  append_others(text, score);
}

static double total_count(const ScoreNode *score) {
  double total = 0;
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    total += span->counts && span->count > 0 ? span->count : 0; /* NAN is not */
  }
  return total;
}

/* The items that are ticked, by name where they are few. */
static void append_ticked(GString *text, const ScoreNode *score, const GPtrArray *inputs) {
  const GPtrArray *items = score->node.items;
  if (items->len > NAMES_MAX) {
    g_string_append_printf(text, "符合%u项", score->ticked);
    return;
  }
  gboolean any = FALSE;
  for (guint i = 0; i < items->len; i++) {
    if (!input_is_ticked(inputs, i + 1))
      continue;
    g_string_append_printf(text, "%s%s", any ? "、" : "", (const char *)items->pdata[i]);
    any = TRUE;
  }
}

/* ---- rules ------------------------------------------------------------------------------ */

static void tell_ratio(GString *text, const ScoreNode *score, const GPtrArray *inputs) {
  double excluded = input_value(inputs, "excluded");
  append_points(text, "#/", input_value(inputs, "numerator"));
  append_points(text, excluded > 0 ? "(#" : "#", input_value(inputs, "denominator"));
  if (excluded > 0)
    append_points(text, "－#)", excluded);
  append_points(text, "×#", score->node.max);
  if (isnan(score->claimed))
    g_string_append(text, "，分母为零，无法计算，计0分");
}

static void tell_growth(GString *text, const ScoreNode *score, const GPtrArray *inputs) {
  const char *lines = input_text(inputs, "classes");
  g_autoptr(GPtrArray) classes = growth_parse(lines != NULL ? lines : "", NULL);
  double reported = 0, growth = 0;
  if (classes != NULL)
    growth_totals(classes, &reported, &growth);
  append_points(text, "报送#/", reported);
  append_points(text, "文号增量#", growth);
  append_points(text, "×#", score->node.max);
  if (isnan(score->claimed))
    g_string_append(text, "，没有增量，无法计算，计0分");
  else if (reported > growth)
    append_points(text, "，最多#分", score->node.max);
}

static void tell_all(GString *text, const ScoreNode *score) {
  guint all = score->node.items->len;
  if (score->ticked == all)
    g_string_append_printf(text, "%u项条件全部符合", all);
  else
    g_string_append_printf(text, "%u项条件符合%u项，须全部符合，计0分", all, score->ticked);
}

static void tell_incidents(GString *text, const ScoreNode *score) {
  if (score->node.kind == NODE_FRAUD)
    g_string_append(text, "，总分计0分");
  else
    append_points(text, "，每起扣#分", score->node.each);
}

static void tell_count(GString *text, const ScoreNode *score, const GPtrArray *inputs) {
  const SystemNode *node = &score->node;
  double total = total_count(score), sum = 0;
  gboolean cut = FALSE;
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    sum += span->points;
    cut = cut || span->count * node->each > node->every_max; /* NAN is not */
  }
  if (node->items->len > 0)
    append_ticked(text, score, inputs);
  else
    append_tally(text, score);
  if (!node_is_claim(node)) {
    tell_incidents(text, score);
    return;
  }
  if (cut) {
    g_string_append(text, node->spans == SPANS_MONTH     ? "，每月"
                          : node->spans == SPANS_QUARTER ? "，每季度"
                                                         : "，");
    append_points(text, "最多#分", node->every_max);
  } else {
    append_points(text, "，#×", total);
    append_points(text, "#分", node->each);
  }
  if (sum > node->max)
    append_points(text, "，最多#分", node->max);
  else if (cut)
    append_points(text, "，计#分", sum);
}

static const ScoreStep *step_reached(const SystemNode *node, double value) {
  const ScoreStep *reached = NULL;
  for (guint i = 0; i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    if (step->at <= value)
      reached = step;
  }
  return reached;
}

/* 2023年版 indicator 5 gives points from two cases on and none where there is none; of one it says
 * nothing. */
static void tell_step(GString *text, const ScoreNode *score, const ScoreSpan *span) {
  const SystemNode *node = &score->node;
  const ScoreStep *step = step_reached(node, span->count);
  if (node->source == SOURCE_TYPED && step != NULL && step->title != NULL) {
    g_string_append(text, step->title);
  } else if (score->spans->len == 1) {
    append_tally(text, score);
  } else {
    append_span(text, span);
    g_string_append_printf(text, "%s%s", is_key(span) ? " " : "", WORDS[node->source].before);
    append_count(text, node, span->count);
  }
  if (span->points <= 0 && node->source == SOURCE_CASE)
    append_points(text, "，恰好#篇，文件未规定", span->count);
  append_points(text, "，计#分", span->points);
}

/* The end of a span of that key, when it is scored. */
static const char *end_words(const ScoreSpan *span) {
  return is_key(span) ? "季末" : strchr(span->key, '-') != NULL ? "月末" : "年末";
}

char *score_span_waits(const ScoreNode *score, const ScoreSpan *span, Day today) {
  const SystemNode *node = &score->node;
  if (node->rule != RULE_STEPS || node->source != SOURCE_MISSED || span->counts ||
      span->periods == 0 || span->first > today)
    return NULL;
  g_autofree char *missed = score_text(span->count);
  gboolean over = span->last < today; /* what it asked for may be due later */
  return g_strdup_printf("%s，已报%u期、欠报%s期，%s计分", over ? "还有没到期的" : "还没结束",
                         span->met, missed, over ? "到期后" : end_words(span));
}

/* 2026Q4 还没结束，已报2期、欠报0期，季末计分: the span that is not known yet. */
static void tell_waiting(GString *text, const ScoreNode *score, Day today) {
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    g_autofree char *waits = score_span_waits(score, span, today);
    if (waits == NULL)
      continue;
    g_string_append(text, text->len > 0 ? "；" : "");
    append_span(text, span);
    g_string_append_printf(text, "%s%s", is_key(span) ? " " : "", waits);
  }
}

static void tell_steps(GString *text, const ScoreNode *score) {
  const SystemNode *node = &score->node;
  double sum = 0;
  gboolean any = FALSE;
  for (guint i = 0; i < score->spans->len; i++) {
    const ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    if (!span->counts || isnan(span->count) || (span->count <= 0 && node->source != SOURCE_MISSED))
      continue;
    g_string_append(text, any ? "；" : "");
    any = TRUE;
    tell_step(text, score, span);
    sum += span->points;
  }
  if (sum > node->max)
    append_points(text, "；最多#分", node->max);
}

static void tell_deduct(GString *text, const ScoreNode *score) {
  const SystemNode *node = &score->node;
  double total = total_count(score);
  g_string_append(text, WORDS[node->source].before);
  append_count(text, node, total);
  if (!(total > 0)) {
    append_points(text, "，计满分#分", node->max);
  } else if (total * node->each >= node->max) {
    g_string_append_printf(text, "，每%s", score_unit(node));
    append_points(text, "扣#分，已扣完", node->each);
  } else {
    append_points(text, "，#", node->max);
    append_points(text, "－#×", total);
    append_points(text, "#分", node->each);
  }
}

static gboolean has_others(const ScoreNode *score) {
  for (guint i = 0; i < score->spans->len; i++) {
    if (g_array_index(score->spans, ScoreSpan, i).others > 0)
      return TRUE;
  }
  return FALSE;
}

/* Of a leaf that nothing was entered for: why records do not help it. */
static void tell_nothing(GString *text, const ScoreNode *score) {
  if (score->unlinked)
    g_string_append(text, "还没有关联周期要求");
  else if (has_others(score))
    append_tally(text, score);
}

char *score_basis(const ScoreNode *score, const GPtrArray *inputs, Day today) {
  g_autoptr(GString) text = g_string_new(NULL);
  RuleKind rule = score->touched ? score->node.rule : RULE_SUM;
  switch (rule) {
  case RULE_SUM:
    tell_nothing(text, score);
    break;
  case RULE_MANUAL:
    append_points(text, "直接评分#分", score->claimed);
    break;
  case RULE_RATIO:
    tell_ratio(text, score, inputs);
    break;
  case RULE_GROWTH:
    tell_growth(text, score, inputs);
    break;
  case RULE_ALL:
    tell_all(text, score);
    break;
  case RULE_COUNT:
    tell_count(text, score, inputs);
    break;
  case RULE_STEPS:
    tell_steps(text, score);
    break;
  case RULE_DEDUCT:
    tell_deduct(text, score);
    break;
  }
  tell_waiting(text, score, today);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *score_basis_sum(const ScoreNode *score, double sum, guint uncomputable) {
  if (!score->touched || score->node.kind == NODE_FRAUD)
    return g_strdup("");
  g_autoptr(GString) text = g_string_new(NULL);
  append_points(text, score->node.kind == NODE_PENALTY ? "下级合计扣#分" : "下级合计#分", sum);
  if (sum > score->node.max) /* NAN is no cap */
    append_points(text, "，最多#分", score->node.max);
  if (uncomputable > 0)
    g_string_append_printf(text, "，其中%u项无法计算", uncomputable);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
