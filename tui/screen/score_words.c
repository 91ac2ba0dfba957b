#include "tui/screen/score_words.h"

#include <math.h>
#include <string.h>

#include "core/rules/case_way.h"
#include "core/rules/text.h"

char *score_span_words(const char *span) {
  int year = (int)g_ascii_strtoll(span, NULL, 10);
  const char *month = strchr(span, '-');
  return month != NULL
             ? g_strdup_printf("%d年%d月", year, (int)g_ascii_strtoll(month + 1, NULL, 10))
             : g_strdup_printf("%d年", year);
}

char *score_node_name(const SystemNode *node) {
  return g_str_has_prefix(node->title, node->code)
             ? g_strdup(node->title)
             : g_strdup_printf("%s %s", node->code, node->title);
}

char *score_max_words(const SystemNode *node) {
  g_autofree char *most = isnan(node->max) ? g_strdup("") : score_text(node->max);
  switch (node->kind) {
  case NODE_BONUS:
    return g_strconcat("加", *most != '\0' ? most : "分", NULL);
  case NODE_PENALTY:
    return g_strconcat("扣", *most != '\0' ? most : "分", NULL);
  case NODE_FRAUD:
    return g_strdup("清零");
  case NODE_ITEM:
    break;
  }
  return g_steal_pointer(&most);
}

static char *signed_points(const SystemNode *node, double points) {
  g_autofree char *text = score_text(points);
  return g_strconcat(node->kind == NODE_PENALTY && points > 0 ? "-" : "", text, NULL);
}

char *score_claimed_words(const ScoreNode *node) {
  if (node->node.kind == NODE_FRAUD) /* it has no points of its own */
    return g_strdup(node->claimed > 0 ? "有" : "0");
  return isnan(node->claimed) ? g_strdup("?") : signed_points(&node->node, node->claimed);
}

char *score_confirmed_words(const ScoreNode *node) {
  if (isnan(node->confirmed))
    return g_strdup("");
  if (node->node.kind == NODE_FRAUD)
    return g_strdup(node->confirmed > 0 ? "有" : "0");
  return signed_points(&node->node, node->confirmed);
}

/* ---- marks ------------------------------------------------------------------------------ */

gboolean score_has_mark(const ScoreNode *node, ScoreMark mark) {
  switch (mark) {
  case MARK_UNPROVED:
    return node->unproved;
  case MARK_UNCOMPUTABLE:
    return isnan(node->claimed);
  case MARK_CHANGED:
    return node->changed;
  case MARK_PARTLY:
    return node->partly;
  }
  return FALSE;
}

const char *score_mark_words(ScoreMark mark) {
  static const char *const words[MARK_COUNT] = {"!无佐证", "?无法计算", "~有改动", "-核定未完"};
  return words[mark];
}

ThemeRole score_mark_role(ScoreMark mark) {
  static const ThemeRole roles[MARK_COUNT] = {THEME_RED, THEME_AMBER, THEME_AMBER, THEME_GREY};
  return roles[mark];
}

char *score_marks_text(const ScoreNode *node, int columns) {
  g_autoptr(GString) text = g_string_new(NULL);
  int used = 0;
  for (ScoreMark mark = 0; mark < MARK_COUNT; mark++) {
    if (!score_has_mark(node, mark))
      continue;
    const char *words = score_mark_words(mark);
    int width = text_width(words);
    if (used > 0 && used + 1 + width > columns)
      break;
    g_string_append_printf(text, "%s%s", used > 0 ? " " : "", words);
    used += width + (used > 0 ? 1 : 0);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

ThemeRole score_marks_role(const ScoreNode *node, ThemeRole fallback) {
  for (ScoreMark mark = 0; mark < MARK_COUNT; mark++) {
    if (score_has_mark(node, mark))
      return score_mark_role(mark);
  }
  return fallback;
}

const char *score_basis_words(const ScoreNode *node) {
  if (*node->basis != '\0' || node->touched || score_is_parent(&node->node))
    return node->basis;
  switch (node->node.source) {
  case SOURCE_TYPED:
    return "未填";
  case SOURCE_ENTRY:
    return "未登记";
  default:
    return "还没有";
  }
}

gboolean score_is_parent(const SystemNode *node) {
  return node->rule == RULE_SUM;
}

/* ---- rules ------------------------------------------------------------------------------ */

static void append_points(GString *text, const char *before, double points, const char *after) {
  g_autofree char *number = score_text(points);
  g_string_append_printf(text, "%s%s%s", before, number, after);
}

/* What one of what a rule counts is called: 篇 of cases, 次 of what is handed in. */
static const char *unit_of(const SystemNode *node) {
  switch (node->source) {
  case SOURCE_CASE:
  case SOURCE_ADOPTED:
    return "篇";
  case SOURCE_MET:
  case SOURCE_MISSED:
    return "期";
  case SOURCE_ENTRY:
    return "件";
  case SOURCE_TYPED:
  case SOURCE_SUBMISSION:
    break;
  }
  return node->items->len > 0 ? "项" : "次";
}

/* 报部; a rule that counts cases has a stage. */
static const char *stage_words(const char *code) {
  CaseStage stage = CASE_CITY;
  case_stage_parse(code, &stage);
  return case_stage_name(stage);
}

/* What a rule counts, where it is not what was typed. */
static void append_source(GString *text, const SystemNode *node) {
  switch (node->source) {
  case SOURCE_TYPED:
    return;
  case SOURCE_ENTRY:
    g_string_append(text, "；按登记的事项计");
    return;
  case SOURCE_CASE:
    g_string_append_printf(text, "；计%s的案例", stage_words(node->stage));
    if (node->due_day != 0)
      g_string_append_printf(text, "，当月%d日前", node->due_day);
    if (node->own_topic)
      g_string_append(text, "，限当月主题");
    return;
  case SOURCE_ADOPTED:
    g_string_append(text, "；计被采纳的案例");
    return;
  case SOURCE_SUBMISSION:
    g_string_append(text, "；计关联的周期要求的报送");
    return;
  case SOURCE_MET:
    g_string_append(text, "；计关联的周期要求报够的期数");
    return;
  case SOURCE_MISSED:
    g_string_append(text, "；计关联的周期要求欠报的期数");
    return;
  }
}

static void append_spans(GString *text, const SystemNode *node) {
  if (node->spans == SPANS_ONE)
    return;
  const char *span = node->spans == SPANS_MONTH ? "每月" : "每季度";
  if (isnan(node->every_max))
    g_string_append_printf(text, "，%s分别计", span);
  else {
    g_string_append_printf(text, "，%s最多", span);
    append_points(text, "", node->every_max, "分");
  }
}

/* Fewer give more, and the numbers say it. */
static gboolean steps_fall(const SystemNode *node) {
  guint count = node->steps->len;
  if (count < 2 || score_steps_are_named(node))
    return FALSE;
  return g_array_index(node->steps, ScoreStep, 0).points >
         g_array_index(node->steps, ScoreStep, count - 1).points;
}

/* 每季欠报不足2期得5分，欠报2期以上得0分: a threshold that is not to be reached is told by the one
 * above it. */
static void append_falling(GString *text, const SystemNode *node) {
  const char *verb = node->source == SOURCE_MISSED ? "欠报" : "";
  g_string_append(text, node->spans == SPANS_MONTH     ? "每月"
                        : node->spans == SPANS_QUARTER ? "每季"
                                                       : "");
  for (guint i = 0; i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    g_string_append_printf(text, "%s%s", i > 0 ? "，" : "", verb);
    if (step->at > 0) {
      append_points(text, "", step->at, unit_of(node));
      g_string_append(text, "以上");
    }
    if (i + 1 < node->steps->len)
      append_points(text, "不足", (step + 1)->at, unit_of(node));
    append_points(text, "得", step->points, "分");
  }
}

static void append_steps(GString *text, const SystemNode *node) {
  for (guint i = 0; i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    g_string_append(text, i > 0 ? "，" : "");
    if (step->title != NULL)
      g_string_append(text, step->title);
    else {
      append_points(text, "满", step->at, unit_of(node));
    }
    append_points(text, "得", step->points, "分");
  }
}

static void append_count(GString *text, const SystemNode *node) {
  g_string_append_printf(text, "每%s%s", unit_of(node), node->kind == NODE_PENALTY ? "扣" : "得");
  append_points(text, "", node->each, "分");
  append_spans(text, node);
  if (isnan(node->max))
    g_string_append(text, "，不封顶");
  else
    append_points(text, "，最多", node->max, "分");
}

static void append_rule(GString *text, const SystemNode *node) {
  switch (node->rule) {
  case RULE_SUM:
    g_string_append(text, "各下级之和");
    if (!isnan(node->max))
      append_points(text, "，最多", node->max, "分");
    return;
  case RULE_MANUAL:
    g_string_append(text, "按实际情况评分");
    if (!isnan(node->max))
      append_points(text, "，0至", node->max, "分");
    return;
  case RULE_RATIO:
    append_points(text, node->excludes ? "分子÷（分母－剔除的）×" : "分子÷分母×", node->max, "分");
    return;
  case RULE_COUNT:
    append_count(text, node);
    return;
  case RULE_STEPS:
    if (steps_fall(node))
      append_falling(text, node);
    else
      append_steps(text, node);
    if (!steps_fall(node) || !isnan(node->every_max)) /* those that fall name their span */
      append_spans(text, node);
    return;
  case RULE_ALL:
    append_points(text, "各条都满足得", node->max, "分");
    return;
  case RULE_DEDUCT:
    append_points(text, "从", node->max, "分起，");
    append_points(text, "每次扣", node->each, "分，扣完为止");
    return;
  case RULE_GROWTH:
    append_points(text, "已报文书数÷文书号增长数×", node->max, "分");
    return;
  }
}

char *score_rule_words(const SystemNode *node) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (node->kind == NODE_FRAUD)
    g_string_append(text, "一经认定，总分为0");
  else
    append_rule(text, node);
  append_source(text, node);
  if (node->gate != NULL) {
    g_string_append_printf(text, "；指标%s低于", node->gate);
    append_points(text, "", node->gate_share * 100, "%时为0分");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- inputs ----------------------------------------------------------------------------- */

#define ITEM_PREFIX "item:"
#define VALUE_PREFIX "value:"

int score_input_item(const SystemNode *node, const char *name) {
  if (!g_str_has_prefix(name, ITEM_PREFIX))
    return -1;
  gint64 position = g_ascii_strtoll(name + strlen(ITEM_PREFIX), NULL, 10);
  return position >= 1 && position <= node->items->len ? (int)position - 1 : -1;
}

static const char *value_words(const SystemNode *node) {
  if (score_steps_are_named(node))
    return "达到";
  return node->rule == RULE_STEPS ? "数值" : "次数";
}

char *score_input_words(const SystemNode *node, const char *name) {
  int item = score_input_item(node, name);
  if (item >= 0)
    return g_strdup(node->items->pdata[item]);
  if (g_str_has_prefix(name, VALUE_PREFIX))
    return g_strdup_printf("%s %s", name + strlen(VALUE_PREFIX), value_words(node));
  return g_str_equal(name, "value") ? g_strdup(value_words(node)) : score_input_title(name);
}

gboolean score_steps_are_named(const SystemNode *node) {
  if (node->rule != RULE_STEPS || node->source != SOURCE_TYPED)
    return FALSE;
  for (guint i = 0; i < node->steps->len; i++) {
    if (g_array_index(node->steps, ScoreStep, i).title == NULL)
      return FALSE;
  }
  return node->steps->len > 0;
}
