/* What is typed for a node: its names, and what may stand there. */
#include <math.h>
#include <string.h>

#include "core/model/score_parts.h"
#include "core/rules/text.h"
#include "core/rules/word.h"

#define SQL_INPUTS                                                                                 \
  "SELECT name, value, text FROM score_input WHERE node = ?1 AND span = ?2 ORDER BY name"
#define SQL_CLEAR "DELETE FROM score_input WHERE node = ?1 AND span = ?2"
#define SQL_INSERT                                                                                 \
  "INSERT INTO score_input (node, span, name, value, text) VALUES (?1, ?2, ?3, ?4, ?5)"

#define POINTS "points"
#define NUMERATOR "numerator"
#define DENOMINATOR "denominator"
#define EXCLUDED "excluded"
#define VALUE "value"
#define ITEM "item:"
#define CLASSES "classes"

void score_input_free(ScoreInput *input) {
  if (input == NULL)
    return;
  g_free(input->name);
  g_free(input->text);
  g_free(input);
}

GPtrArray *score_inputs(Db *db, gint64 node, const char *span, GError **error) {
  g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func((GDestroyNotify)score_input_free);
  Query *query = query_new(db, SQL_INPUTS);
  query_bind_int(query, 1, node);
  query_bind_text(query, 2, span);
  while (query_next(query)) {
    ScoreInput *input = g_new0(ScoreInput, 1);
    input->name = g_strdup(query_text(query, 0));
    input->value = query_real(query, 1);
    input->text = g_strdup(query_text(query, 2));
    g_ptr_array_add(inputs, input);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&inputs);
}

static const ScoreInput *find(const GPtrArray *inputs, const char *name) {
  for (guint i = 0; i < inputs->len; i++) {
    const ScoreInput *input = inputs->pdata[i];
    if (strcmp(input->name, name) == 0)
      return input;
  }
  return NULL;
}

double input_value(const GPtrArray *inputs, const char *name) {
  const ScoreInput *input = find(inputs, name);
  return input != NULL ? input->value : NAN;
}

const char *input_text(const GPtrArray *inputs, const char *name) {
  const ScoreInput *input = find(inputs, name);
  return input != NULL ? input->text : NULL;
}

gboolean input_is_ticked(const GPtrArray *inputs, guint number) {
  g_autofree char *name = g_strdup_printf(ITEM "%u", number);
  return input_value(inputs, name) > 0; /* NAN is not */
}

guint input_ticked(const GPtrArray *inputs, const SystemNode *node) {
  guint ticked = 0;
  for (guint i = 1; i <= node->items->len; i++)
    ticked += input_is_ticked(inputs, i) ? 1 : 0;
  return ticked;
}

char *input_span_name(const ScoreSpan *span, guint count) {
  return count == 1 ? g_strdup(VALUE) : g_strdup_printf(VALUE ":%s", span->key);
}

/* ---- names ------------------------------------------------------------------------------ */

/* What a name is, or begins with. */
static const Word TITLES[] = {
    {POINTS, "得分"},    {NUMERATOR, "分子"}, {DENOMINATOR, "分母"}, {EXCLUDED, "剔除"},
    {CLASSES, "文书号"}, {VALUE, "数量"},     {ITEM, "要点"},
};

char *score_input_title(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(TITLES); i++) {
    if (g_str_has_prefix(name, TITLES[i].code))
      return g_strconcat(TITLES[i].name, name + strlen(TITLES[i].code), NULL);
  }
  return g_strdup(name);
}

char *score_input_name(const char *text) {
  for (gsize i = 0; i < G_N_ELEMENTS(TITLES); i++) {
    if (g_str_has_prefix(text, TITLES[i].name))
      return g_strconcat(TITLES[i].code, text + strlen(TITLES[i].name), NULL);
  }
  return g_strdup(text);
}

static void add_names(GPtrArray *names, const char *const *list) {
  for (int i = 0; list[i] != NULL; i++)
    g_ptr_array_add(names, g_strdup(list[i]));
}

static void add_items(GPtrArray *names, const SystemNode *node) {
  for (guint i = 1; i <= node->items->len; i++)
    g_ptr_array_add(names, g_strdup_printf(ITEM "%u", i));
}

static void add_values(GPtrArray *names, const SystemNode *node, const char *span) {
  SpanDays days;
  if (!span_days(span, &days))
    return;
  g_autoptr(GArray) spans = span_cut(node, &days);
  for (guint i = 0; i < spans->len; i++)
    g_ptr_array_add(names, input_span_name(&g_array_index(spans, ScoreSpan, i), spans->len));
}

GPtrArray *score_input_names(const SystemNode *node, const char *span) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  switch (node->rule) {
  case RULE_SUM:
    break;
  case RULE_MANUAL:
    add_names(names, (const char *const[]){POINTS, NULL});
    break;
  case RULE_RATIO:
    add_names(names, (const char *const[]){NUMERATOR, DENOMINATOR, NULL});
    if (node->excludes)
      add_names(names, (const char *const[]){EXCLUDED, NULL});
    break;
  case RULE_ALL:
    add_items(names, node);
    break;
  case RULE_GROWTH:
    add_names(names, (const char *const[]){CLASSES, NULL});
    break;
  case RULE_COUNT:
  case RULE_STEPS:
  case RULE_DEDUCT:
    if (node->source == SOURCE_TYPED && node->items->len > 0)
      add_items(names, node);
    else if (node->source == SOURCE_TYPED)
      add_values(names, node, span);
    break;
  }
  return names;
}

/* ---- what may stand there --------------------------------------------------------------- */

static gboolean has_name(const GPtrArray *names, const char *name) {
  for (guint i = 0; i < names->len; i++) {
    if (strcmp(names->pdata[i], name) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean check_name(const NodeRef *ref, const GPtrArray *names, const char *name,
                           GError **error) {
  if (has_name(names, name))
    return TRUE;
  if (names->len == 0)
    return store_refuse(error, "“%s %s”%s，不用填写", ref->node->code, ref->node->title,
                        ref->node->rule == RULE_SUM ? "由下级指标相加" : "从记录中计数");
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *title = score_input_title(names->pdata[i]);
    g_string_append_printf(list, "%s%s", i > 0 ? "、" : "", title);
  }
  g_autofree char *wrong = score_input_title(name);
  return store_refuse(error, "“%s %s”没有“%s”这一项，可以填 %s", ref->node->code, ref->node->title,
                      wrong, list->str);
}

static gboolean check_classes(const char *text, GError **error) {
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GPtrArray) classes = growth_parse(text != NULL ? text : "", &wrong);
  if (classes == NULL)
    return store_refuse(error, "%s", wrong->message);
  return classes->len > 0 || store_refuse(error, "没有写任何一类文号");
}

static gboolean check_number(const SystemNode *node, const ScoreInput *input, GError **error) {
  double value = input->value;
  if (!isfinite(value) || value < 0)
    return store_refuse(error, "应填 0 以上的数");
  if (strcmp(input->name, POINTS) == 0) {
    if (value <= node->max || isnan(node->max))
      return TRUE;
    g_autofree char *max = score_text(node->max);
    return store_refuse(error, "分值最多%s分", max);
  }
  if (g_str_has_prefix(input->name, ITEM))
    return value == 0 || value == 1 || store_refuse(error, "只能是 1（符合）或 0（不符合）");
  if (g_str_has_prefix(input->name, VALUE) && node->rule != RULE_STEPS && value != floor(value))
    return store_refuse(error, "件数应是整数");
  return TRUE;
}

/* A ratio's numbers against each other. */
static gboolean check_share(const GPtrArray *inputs, const char **name, GError **error) {
  double over = input_value(inputs, NUMERATOR), under = input_value(inputs, DENOMINATOR);
  double excluded = input_value(inputs, EXCLUDED);
  *name = DENOMINATOR;
  if (isnan(under))
    return store_refuse(error, "还要填分母");
  *name = NUMERATOR;
  if (isnan(over))
    return store_refuse(error, "还要填分子");
  *name = EXCLUDED;
  if (excluded > under)
    return store_refuse(error, "剔除的数比分母大");
  *name = NUMERATOR;
  if (over > under)
    return store_refuse(error, "分子比分母大");
  if (over > under - excluded) /* FALSE where none are left out: NAN */
    return store_refuse(error, "分子比剔除后的分母大");
  *name = NULL;
  return TRUE;
}

static gboolean refuse_twice(const char *name, GError **error) {
  g_autofree char *title = score_input_title(name);
  return store_refuse(error, "“%s”写了两次", title);
}

static gboolean check_inputs(const NodeRef *ref, const char *span, const GPtrArray *inputs,
                             const char **wrong, GError **error) {
  g_autoptr(GPtrArray) names = score_input_names(ref->node, span);
  for (guint i = 0; i < inputs->len; i++) {
    const ScoreInput *input = inputs->pdata[i];
    *wrong = input->name;
    if (!check_name(ref, names, input->name, error))
      return FALSE;
    if (find(inputs, input->name) != input)
      return refuse_twice(input->name, error);
    gboolean good = strcmp(input->name, CLASSES) == 0 ? check_classes(input->text, error)
                                                      : check_number(ref->node, input, error);
    if (!good)
      return FALSE;
  }
  *wrong = NULL;
  return ref->node->rule != RULE_RATIO || inputs->len == 0 || check_share(inputs, wrong, error);
}

/* ---- storing ---------------------------------------------------------------------------- */

typedef struct {
  gint64 node;
  const char *span;
  const GPtrArray *inputs;
} Setting;

static gboolean write_inputs(Db *db, gpointer data, GError **error) {
  const Setting *setting = data;
  Query *query = query_new(db, SQL_CLEAR);
  query_bind_int(query, 1, setting->node);
  query_bind_text(query, 2, setting->span);
  if (!query_run(query, error))
    return FALSE;
  for (guint i = 0; i < setting->inputs->len; i++) {
    const ScoreInput *input = setting->inputs->pdata[i];
    gboolean text = strcmp(input->name, CLASSES) == 0;
    g_autofree char *lines = text ? text_strip_lines(input->text) : NULL;
    query = query_new(db, SQL_INSERT);
    query_bind_int(query, 1, setting->node);
    query_bind_text(query, 2, setting->span);
    query_bind_text(query, 3, input->name);
    query_bind_real(query, 4, text ? NAN : input->value);
    query_bind_text(query, 5, lines);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

gboolean score_set(Db *db, const Actor *actor, gint64 node, const char *span,
                   const GPtrArray *inputs, const char **name, GError **error) {
  const char *wrong = NULL;
  SpanDays days;
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  gboolean good = ref != NULL && span_of(ref->system, span, &days, error) &&
                  check_inputs(ref, span, inputs, &wrong, error);
  if (name != NULL)
    *name = wrong;
  if (!good)
    return FALSE;
  Setting setting = {.node = node, .span = span, .inputs = inputs};
  g_autofree char *summary = node_ref_deed(ref, span, "填写自评");
  Deed deed = {.verb = "score.set", .summary = summary};
  return store_write(db, actor, &deed, write_inputs, &setting, NULL, error);
}
