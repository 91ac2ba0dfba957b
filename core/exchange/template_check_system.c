/* A system of indicators as templates have it. */
#include <math.h>

#include "core/exchange/template_check_private.h"
#include "core/model/system.h"

static const DocumentField SYSTEM_FIELDS[] = {
    HEAD_FIELDS,
    {"every", DOCUMENT_TEXT, TRUE},
    {"nodes", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField NODE_FIELDS[] = {
    {"code", DOCUMENT_TEXT, TRUE},           {"title", DOCUMENT_TEXT, TRUE},
    {"content", DOCUMENT_TEXT, FALSE},       {"kind", DOCUMENT_TEXT, FALSE},
    {"max", DOCUMENT_NUMBER, FALSE},         {"nodes", DOCUMENT_SEQUENCE, FALSE},
    {"rule", DOCUMENT_TEXT, FALSE},          {"each", DOCUMENT_NUMBER, FALSE},
    {"spans", DOCUMENT_TEXT, FALSE},         {"span_max", DOCUMENT_NUMBER, FALSE},
    {"source", DOCUMENT_TEXT, FALSE},        {"stage", DOCUMENT_TEXT, FALSE},
    {"due_day", DOCUMENT_INTEGER, FALSE},    {"own_topic", DOCUMENT_BOOLEAN, FALSE},
    {"excludes", DOCUMENT_BOOLEAN, FALSE},   {"gate", DOCUMENT_MAPPING, FALSE},
    {"steps", DOCUMENT_SEQUENCE, FALSE},     {"items", DOCUMENT_SEQUENCE, FALSE},
    {"schedules", DOCUMENT_SEQUENCE, FALSE}, {"deadline", DOCUMENT_TEXT, FALSE},
};
static const DocumentField GATE_FIELDS[] = {
    {"code", DOCUMENT_TEXT, TRUE},
    {"share", DOCUMENT_NUMBER, TRUE},
};
static const DocumentField STEP_FIELDS[] = {
    {"at", DOCUMENT_NUMBER, TRUE},
    {"points", DOCUMENT_NUMBER, TRUE},
    {"title", DOCUMENT_TEXT, FALSE},
};

#define BIT(rule) (1u << (rule))
#define COUNTED (BIT(RULE_COUNT) | BIT(RULE_STEPS) | BIT(RULE_DEDUCT))

/* Which rules take a key, and which cannot do without it. Of a node with children, none. */
static const struct {
  const char *key;
  guint takes, needs;
} KEYS[] = {
    {"max", ~0u,
     BIT(RULE_MANUAL) | BIT(RULE_RATIO) | BIT(RULE_ALL) | BIT(RULE_DEDUCT) | BIT(RULE_GROWTH)},
    {"each", BIT(RULE_COUNT) | BIT(RULE_DEDUCT), BIT(RULE_COUNT) | BIT(RULE_DEDUCT)},
    {"spans", BIT(RULE_COUNT) | BIT(RULE_STEPS), 0},
    {"span_max", BIT(RULE_COUNT), 0},
    {"source", COUNTED, 0},
    {"stage", COUNTED, 0},
    {"due_day", COUNTED, 0},
    {"own_topic", COUNTED, 0},
    {"excludes", BIT(RULE_RATIO), 0},
    {"steps", BIT(RULE_STEPS), BIT(RULE_STEPS)},
    {"items", BIT(RULE_ALL) | BIT(RULE_COUNT), BIT(RULE_ALL)},
};
/* What a node with children has none of, beside these. */
static const char *const LEAF_KEYS[] = {"rule", "gate", "schedules", "deadline"};

#define TOLERANCE 1e-9 /* sums of 0.5 and 0.1 are not exact */

/* A system on its way through the checks. Keys are borrowed from the document. */
typedef struct {
  Checking *checking;
  gboolean monthly;
  GHashTable *codes; /* code → node */
  GPtrArray *gates;  /* nodes that have one */
} Tree;

DEFINE_CHECK_WORD(node_kind, NodeKind, NODE_KIND_COUNT, "类别")
DEFINE_CHECK_WORD(rule_source, RuleSource, RULE_SOURCE_COUNT, "依据")

/* A word under a key, if it is there, that is one of known. */
static gboolean check_word(Checking *checking, const DocumentNode *mapping, const char *key,
                           const char *what, const char *const *known) {
  const DocumentNode *node = document_get(mapping, key);
  if (node == NULL || !document_is(node, DOCUMENT_TEXT))
    return node == NULL;
  return g_strv_contains(known, document_text(node)) ||
         check_refuse_word(checking, node, what, known);
}

/* A number under a key, if it is there, that is above 0. */
static void check_positive(Checking *checking, const DocumentNode *mapping, const char *key) {
  if (document_get_number(mapping, key, 1) <= 0)
    document_mistake(checking->mistakes, document_get(mapping, key), "“%s”要大于 0", key);
}

/* ---- the parts of a rule ---------------------------------------------------------------- */

static void check_steps(Checking *checking, const DocumentNode *node) {
  const DocumentNode *steps = check_list(node, "steps");
  double before = -INFINITY, max = document_get_number(node, "max", INFINITY);
  if (steps != NULL && document_length(steps) == 0)
    document_mistake(checking->mistakes, steps, "“steps”是空的，至少要有一档");
  for (gsize i = 0; i < document_length(steps); i++) {
    const DocumentNode *step = document_item(steps, i);
    CHECK_FIELDS(checking, step, STEP_FIELDS);
    double at = document_get_number(step, "at", INFINITY);
    double points = document_get_number(step, "points", 0);
    if (at <= before)
      document_mistake(checking->mistakes, document_get(step, "at"),
                       "各档的“at”要从小到大：%g 不大于上一档的 %g", at, before);
    if (points < 0 || points > max + TOLERANCE)
      document_mistake(checking->mistakes, document_get(step, "points"),
                       points < 0 ? "得分 %g 不能小于 0" : "得分 %g 超过分值 %g", points, max);
    if (at != INFINITY)
      before = at;
  }
}

static void check_source(Checking *checking, const DocumentNode *node) {
  static const char *const STAGES[] = {"city", "province", "ministry", NULL};
  static const char *const OF_CASES[] = {"stage", "due_day", "own_topic"};
  if (!check_rule_source(checking, node, "source"))
    return;
  const char *source = document_get_text(node, "source");
  gboolean cases = g_strcmp0(source, "case") == 0;
  if (cases && document_get(node, "stage") == NULL)
    document_mistake(checking->mistakes, document_get(node, "source"),
                     "source: case 要用“stage”写明报到哪一级：city、province 或 ministry");
  for (gsize i = 0; i < G_N_ELEMENTS(OF_CASES); i++) {
    const DocumentNode *value = document_get(node, OF_CASES[i]);
    if (!cases && value != NULL)
      document_mistake(checking->mistakes, value, "“%s”只能与 source: case 一起写", OF_CASES[i]);
  }
  check_word(checking, node, "stage", "报送层级", STAGES);
  if (cases)
    check_range(checking, node, "due_day", 1, 31);
  const DocumentNode *items = document_get(node, "items");
  if (items != NULL && source != NULL && !g_str_equal(source, "typed"))
    document_mistake(checking->mistakes, items, "写了“items”就是逐项勾选，不能再写 source: %s",
                     source);
}

static void check_spans(const Tree *tree, const DocumentNode *node) {
  static const char *const SPANS[] = {"month", "quarter", NULL};
  Checking *checking = tree->checking;
  check_word(checking, node, "spans", "分段", SPANS);
  const DocumentNode *spans = document_get(node, "spans");
  const DocumentNode *most = document_get(node, "span_max");
  if (spans != NULL && tree->monthly)
    document_mistake(checking->mistakes, spans,
                     "每月测评一次的体系（every: month）不再分段，不要写“spans”");
  if (most != NULL && spans == NULL)
    document_mistake(checking->mistakes, most, "写了“span_max”就要用“spans”写明按月还是按季度");
}

static void check_gate(const Tree *tree, const DocumentNode *node) {
  const DocumentNode *gate = document_get(node, "gate");
  if (gate == NULL || !document_is(gate, DOCUMENT_MAPPING))
    return;
  CHECK_FIELDS(tree->checking, gate, GATE_FIELDS);
  double share = document_get_number(gate, "share", 1);
  if (share <= 0 || share > 1)
    document_mistake(tree->checking->mistakes, document_get(gate, "share"),
                     "“share”应大于 0、不超过 1（50%% 写作 0.5），实际是 %g", share);
  g_ptr_array_add(tree->gates, (gpointer)node);
}

/* What is scored by itself: its rule, and the keys that belong to the rule. */
static void check_leaf(const Tree *tree, const DocumentNode *node, NodeKind kind) {
  Checking *checking = tree->checking;
  const DocumentNode *word = document_get(node, "rule");
  RuleKind rule = RULE_SUM;
  if (word == NULL) {
    document_mistake(checking->mistakes, node, "最下一级的指标要写计分方法“rule”");
    return;
  }
  if (!document_is(word, DOCUMENT_TEXT))
    return; /* told already */
  if (!rule_kind_parse(document_text(word), &rule) || rule == RULE_SUM) {
    const char *known[RULE_KIND_COUNT] = {NULL};
    for (int i = RULE_SUM + 1; i < RULE_KIND_COUNT; i++)
      known[i - 1] = rule_kind_code((RuleKind)i);
    check_refuse_word(checking, word, "计分方法", known);
    return;
  }
  if ((kind == NODE_PENALTY || kind == NODE_FRAUD) && rule != RULE_COUNT)
    document_mistake(checking->mistakes, word, "%s的计分方法只能是 count（按件数）",
                     node_kind_name(kind));
  for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    const DocumentNode *value = document_get(node, KEYS[i].key);
    if (value == NULL && (KEYS[i].needs & BIT(rule)) != 0)
      document_mistake(checking->mistakes, node, "计分方法 %s（%s）还要写“%s”",
                       rule_kind_code(rule), rule_kind_name(rule), KEYS[i].key);
    else if (value != NULL && (KEYS[i].takes & BIT(rule)) == 0)
      document_mistake(checking->mistakes, value, "计分方法 %s（%s）没有“%s”这一项",
                       rule_kind_code(rule), rule_kind_name(rule), KEYS[i].key);
  }
  check_positive(checking, node, "each");
  check_positive(checking, node, "span_max");
  check_spans(tree, node);
  check_source(checking, node);
  check_steps(checking, node);
  check_texts(checking, node, "items");
  check_gate(tree, node);
  check_deadline(checking, node);
  check_schedules(checking, node);
}

/* ---- the tree --------------------------------------------------------------------------- */

static void refuse_leaf_key(Checking *checking, const DocumentNode *node, const char *key) {
  const DocumentNode *value = document_get(node, key);
  if (value != NULL)
    document_mistake(checking->mistakes, value,
                     "有下级指标（nodes）的，分数由下级相加，不能再写“%s”", key);
}

static void refuse_leaf_keys(Checking *checking, const DocumentNode *node) {
  for (gsize i = 1; i < G_N_ELEMENTS(KEYS); i++) /* but for max */
    refuse_leaf_key(checking, node, KEYS[i].key);
  for (gsize i = 0; i < G_N_ELEMENTS(LEAF_KEYS); i++)
    refuse_leaf_key(checking, node, LEAF_KEYS[i]);
}

/* What a node is: as it says, else as the one above it. Kinds are not mixed in a sum. */
static NodeKind check_node_kinds(Checking *checking, const DocumentNode *node, int level,
                                 NodeKind above) {
  NodeKind kind = above;
  if (!check_node_kind(checking, node, "kind") ||
      !node_kind_parse(document_get_text(node, "kind"), &kind))
    return above;
  if (level > 1 && kind != above && !(above == NODE_PENALTY && kind == NODE_FRAUD))
    document_mistake(checking->mistakes, document_get(node, "kind"),
                     "%s之下不能有%s，请另立一个一级", node_kind_name(above), node_kind_name(kind));
  return kind;
}

static void count_node(TemplateCounts *counts, NodeKind kind, int level, gboolean leaf,
                       const DocumentNode *node) {
  if (kind == NODE_ITEM)
    counts->indicators[level - 1]++;
  if (!leaf)
    return;
  counts->rows++;
  counts->bonuses += kind == NODE_BONUS;
  counts->penalties += kind == NODE_PENALTY || kind == NODE_FRAUD;
  counts->tasks +=
      document_get(node, "schedules") != NULL || document_get(node, "deadline") != NULL;
}

static double check_node(Tree *tree, const DocumentNode *node, int level, NodeKind above);

/* What the children of a node come to; NAN where one of them has no cap. */
static double check_nodes(Tree *tree, const DocumentNode *list, int level, NodeKind above) {
  double sum = 0;
  for (gsize i = 0; i < document_length(list); i++)
    sum += check_node(tree, document_item(list, i), level, above);
  return sum;
}

static void check_code(Tree *tree, const DocumentNode *node) {
  const DocumentNode *code = document_get(node, "code");
  if (code == NULL || !document_is(code, DOCUMENT_TEXT))
    return;
  if (g_hash_table_contains(tree->codes, document_text(code)))
    document_mistake(tree->checking->mistakes, code, "编号“%s”重复", document_text(code));
  else
    g_hash_table_insert(tree->codes, (gpointer)document_text(code), (gpointer)node);
}

/* Returns the most the node can give; NAN where nothing says so. */
static double check_node(Tree *tree, const DocumentNode *node, int level, NodeKind above) {
  Checking *checking = tree->checking;
  CHECK_FIELDS(checking, node, NODE_FIELDS);
  check_code(tree, node);
  check_positive(checking, node, "max");
  NodeKind kind = check_node_kinds(checking, node, level, above);
  double max = document_get_number(node, "max", NAN);
  if (level > TEMPLATE_LEVELS_MAX) {
    document_mistake(checking->mistakes, node, "指标最多 %d 级", TEMPLATE_LEVELS_MAX);
    return max;
  }
  gboolean leaf = document_get(node, "nodes") == NULL;
  count_node(checking->counts, kind, level, leaf, node);
  if (leaf) {
    check_leaf(tree, node, kind);
    return max;
  }
  const DocumentNode *children = check_list(node, "nodes");
  if (children != NULL && document_length(children) == 0)
    document_mistake(checking->mistakes, children, "“nodes”是空的；没有下级就不要写这一项");
  refuse_leaf_keys(checking, node);
  double sum = check_nodes(tree, children, level + 1, kind);
  if (children != NULL && sum < max - TOLERANCE)
    document_mistake(checking->mistakes, document_get(node, "max"),
                     "分值是 %g 分，下级相加只有 %g 分", max, sum);
  return isnan(max) ? sum : max;
}

/* A gate names a ratio elsewhere in the tree. */
static void check_gates(const Tree *tree) {
  for (guint i = 0; i < tree->gates->len; i++) {
    const DocumentNode *node = tree->gates->pdata[i];
    const DocumentNode *code = document_get(document_get(node, "gate"), "code");
    if (code == NULL || !document_is(code, DOCUMENT_TEXT))
      continue;
    const DocumentNode *other = g_hash_table_lookup(tree->codes, document_text(code));
    if (other == NULL)
      document_mistake(tree->checking->mistakes, code, "没有编号为“%s”的指标", document_text(code));
    else if (other == node || g_strcmp0(document_get_text(other, "rule"), "ratio") != 0)
      document_mistake(tree->checking->mistakes, code,
                       "前置指标“%s”要是另一个按比例（rule: ratio）计分的指标",
                       document_text(code));
  }
}

/* The full mark: what the items of 一级 come to. */
static double check_roots(Tree *tree, const DocumentNode *list) {
  double points = 0;
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    double max = check_node(tree, node, 1, NODE_ITEM);
    NodeKind kind = NODE_ITEM;
    node_kind_parse(document_get_text(node, "kind"), &kind);
    if (kind == NODE_ITEM && !isnan(max))
      points += max;
  }
  return points;
}

void check_system(Checking *checking, const DocumentNode *root) {
  static const char *const EVERY[] = {"month", "year", NULL};
  g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) gates = g_ptr_array_new();
  Tree tree = {
      .checking = checking,
      .monthly = g_strcmp0(document_get_text(root, "every"), "month") == 0,
      .codes = codes,
      .gates = gates,
  };
  CHECK_FIELDS(checking, root, SYSTEM_FIELDS);
  check_word(checking, root, "every", "测评周期", EVERY);
  checking->counts->points = check_roots(&tree, check_list(root, "nodes"));
  check_gates(&tree);
}
