/* The codes of the rules of scoring, and what people call them. */
#include "core/rules/score.h"
#include "core/rules/word.h"

static const Word KINDS[NODE_KIND_COUNT] = {
    [NODE_ITEM] = {"item", "指标"},
    [NODE_BONUS] = {"bonus", "加分项"},
    [NODE_PENALTY] = {"penalty", "扣分项"},
    [NODE_FRAUD] = {"fraud", "弄虚作假"},
};

static const Word RULES[RULE_KIND_COUNT] = {
    [RULE_SUM] = {"sum", "各项相加"},     [RULE_MANUAL] = {"manual", "直接评分"},
    [RULE_RATIO] = {"ratio", "按比例"},   [RULE_COUNT] = {"count", "按件数"},
    [RULE_STEPS] = {"steps", "分档"},     [RULE_ALL] = {"all", "全部符合"},
    [RULE_DEDUCT] = {"deduct", "倒扣分"}, [RULE_GROWTH] = {"growth", "按文号增量"},
};

static const Word SOURCES[RULE_SOURCE_COUNT] = {
    [SOURCE_TYPED] = {"typed", "填写"},
    [SOURCE_ENTRY] = {"entry", "得分事项"},
    [SOURCE_CASE] = {"case", "报送的案例"},
    [SOURCE_ADOPTED] = {"adopted", "采纳的案例"},
    [SOURCE_SUBMISSION] = {"submission", "报送次数"},
    [SOURCE_MET] = {"met", "完成的期数"},
    [SOURCE_MISSED] = {"missed", "欠报的期数"},
};

const char *node_kind_code(NodeKind kind) {
  return KINDS[kind].code;
}

const char *node_kind_name(NodeKind kind) {
  return KINDS[kind].name;
}

const char *rule_kind_code(RuleKind kind) {
  return RULES[kind].code;
}

const char *rule_kind_name(RuleKind kind) {
  return RULES[kind].name;
}

const char *rule_source_code(RuleSource source) {
  return SOURCES[source].code;
}

const char *rule_source_name(RuleSource source) {
  return SOURCES[source].name;
}

gboolean node_kind_parse(const char *code, NodeKind *out) {
  int found = word_of_code(KINDS, NODE_KIND_COUNT, code);
  if (found < 0)
    return FALSE;
  *out = (NodeKind)found;
  return TRUE;
}

gboolean rule_kind_parse(const char *code, RuleKind *out) {
  int found = word_of_code(RULES, RULE_KIND_COUNT, code);
  if (found < 0)
    return FALSE;
  *out = (RuleKind)found;
  return TRUE;
}

gboolean rule_source_parse(const char *code, RuleSource *out) {
  int found = word_of_code(SOURCES, RULE_SOURCE_COUNT, code);
  if (found < 0)
    return FALSE;
  *out = (RuleSource)found;
  return TRUE;
}
