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

/* Nobody speaks of them by name. */
static const Word SOURCES[RULE_SOURCE_COUNT] = {
    [SOURCE_TYPED] = {"typed", NULL},
    [SOURCE_ENTRY] = {"entry", NULL},
    [SOURCE_CASE] = {"case", NULL},
    [SOURCE_ADOPTED] = {"adopted", NULL},
    [SOURCE_SUBMISSION] = {"submission", NULL},
    [SOURCE_MET] = {"met", NULL},
    [SOURCE_MISSED] = {"missed", NULL},
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
