#include "tests/core/model/scoring.h"

#include <math.h>
#include <string.h>

static double or_none(double number) {
  return number == 0 ? NAN : number;
}

static gboolean write_system(Db *db, gpointer data, GError **error) {
  return system_insert(db, data, error);
}

static gboolean write_node(Db *db, gpointer data, GError **error) {
  return system_node_insert(db, data, error);
}

gint64 add_system(Fixture *fixture, int year, gboolean monthly) {
  GError *error = NULL;
  System system = {
      .title = (char *)"测评指标", .year = year, .source_year = year, .monthly = monthly};
  Deed deed = {.verb = "test", .summary = "测评指标"};
  store_write(fixture->db, &fixture->actor, &deed, write_system, &system, NULL, &error);
  g_assert_no_error(error);
  return system.id;
}

static void add_steps(SystemNode *node, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (int i = 0; words[i] != NULL; i++) {
    ScoreStep step = {.at = g_ascii_strtod(words[i], NULL),
                      .points = g_ascii_strtod(strchr(words[i], '=') + 1, NULL)};
    g_array_append_val(node->steps, step);
  }
}

static void add_items(SystemNode *node, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    g_ptr_array_add(node->items, g_strdup(words[i]));
}

gint64 add_node(Fixture *fixture, gint64 system, NodeSpec spec) {
  GError *error = NULL;
  g_autoptr(SystemNode) node = system_node_new();
  node->system = system;
  node->parent = spec.parent;
  node->position = (int)sql_int(fixture->db, "SELECT count(*) + 1 FROM node");
  node->code = g_strdup(spec.code);
  node->title = g_strconcat("指标", spec.code, NULL);
  node->kind = spec.kind;
  node->max = or_none(spec.max);
  node->rule = spec.rule;
  node->each = or_none(spec.each);
  node->spans = spec.spans;
  node->every_max = or_none(spec.every_max);
  node->source = spec.source;
  node->stage = g_strdup(spec.stage);
  node->due_day = spec.due_day;
  node->own_topic = spec.own_topic;
  node->excludes = spec.excludes;
  node->gate = g_strdup(spec.gate);
  node->gate_share = or_none(spec.gate_share);
  if (spec.steps != NULL)
    add_steps(node, spec.steps);
  if (spec.items != NULL)
    add_items(node, spec.items);
  Deed deed = {.verb = "test", .summary = "测评指标"};
  store_write(fixture->db, &fixture->actor, &deed, write_node, node, NULL, &error);
  g_assert_no_error(error);
  return node->id;
}

void add_ministry_cases(Fixture *fixture) {
  gint64 system = add_system(fixture, 2026, TRUE);
  gint64 five = add_node(fixture, system, (NodeSpec){.code = "5", .max = 3});
  add_node(fixture, system,
           (NodeSpec){.parent = five,
                      .code = "5.1",
                      .max = 2,
                      .rule = RULE_STEPS,
                      .source = SOURCE_CASE,
                      .stage = "ministry",
                      .due_day = 25,
                      .steps = "2=1 3=2"});
  add_node(fixture, system,
           (NodeSpec){.parent = five,
                      .code = "5.2",
                      .max = 1,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .source = SOURCE_ADOPTED});
}

gint64 node_of(Fixture *fixture, const char *code) {
  g_autofree char *sql = g_strdup_printf("SELECT id FROM node WHERE code = '%s'", code);
  return sql_int(fixture->db, sql);
}

void add_case(Fixture *fixture, int month, int topic, const char *stages) {
  g_auto(GStrv) words = g_strsplit(stages, " ", -1);
  guint count = g_strv_length(words);
  const char *last = words[count - 2], *day = words[count - 1];
  gboolean adopted = g_str_equal(last, "adopted");
  g_autofree char *sql = g_strdup_printf(
      "INSERT INTO \"case\" (topic, title, filed_on, adopted_on, author, month, stage) "
      "SELECT t.id, '案例', '%s', nullif('%s', ''), 'zhangsan', p.year || '-%02d-01', '%s' "
      "FROM topic t JOIN plan p ON p.id = t.plan WHERE t.month = %d",
      words[1], adopted ? day : "", month, last, topic);
  raw_write(fixture, sql);
  gint64 id = sql_int(fixture->db, "SELECT max(id) FROM \"case\"");
  for (guint i = 0; i + 1 < count; i += 2) {
    g_autofree char *step = g_strdup_printf(
        "INSERT INTO case_stage (\"case\", stage, made_on, author) VALUES (%" G_GINT64_FORMAT
        ", '%s', '%s', 'zhangsan')",
        id, words[i], words[i + 1]);
    raw_write(fixture, step);
  }
}

GPtrArray *inputs_read(const char *inputs) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)score_input_free);
  g_auto(GStrv) words = g_strsplit(inputs, " ", -1);
  for (int i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
    const char *equals = strchr(words[i], '=');
    ScoreInput *input = g_new0(ScoreInput, 1);
    input->name = g_strndup(words[i], (gsize)(equals - words[i]));
    input->value = g_ascii_strtod(equals + 1, NULL);
    g_ptr_array_add(list, input);
  }
  return list;
}

void set_inputs(Fixture *fixture, const char *code, const char *span, const char *inputs) {
  GError *error = NULL;
  g_autoptr(GPtrArray) list = inputs_read(inputs);
  score_set(fixture->db, &fixture->actor, node_of(fixture, code), span, list, NULL, &error);
  g_assert_no_error(error);
}

void add_entry(Fixture *fixture, const char *code, const char *day, const char *reference) {
  GError *error = NULL;
  score_entry_add(fixture->db, &fixture->actor, node_of(fixture, code), day_from_iso(day), "一件事",
                  reference, NULL, &error);
  g_assert_no_error(error);
}

ScoreSheet *sheet_on(Fixture *fixture, const char *span, const char *today) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_iso(today), 7);
  ScoreSheet *sheet = score_compute(
      fixture->db, reckoning, sql_int(fixture->db, "SELECT min(id) FROM system"), span, &error);
  g_assert_no_error(error);
  return sheet;
}

const ScoreNode *find_score(const ScoreSheet *sheet, const char *code) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (g_str_equal(score->node.code, code))
      return score;
  }
  g_error("no node %s", code);
}

void check_score(Fixture *fixture, const char *span, const char *today, const char *code,
                 double claimed, const char *basis) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, span, today);
  const ScoreNode *score = find_score(sheet, code);
  g_assert_cmpstr(score->basis, ==, basis);
  if (isnan(claimed))
    g_assert_true(isnan(score->claimed));
  else
    g_assert_cmpfloat_with_epsilon(score->claimed, claimed, 1e-9);
}
