#include "tests/core/model/filing.h"

#include <math.h>

#include "core/model/system.h"

Topic *topic_of(Fixture *fixture, int month) {
  GError *error = NULL;
  Topic *topic = topic_of_day(fixture->db, day_from_ymd(2026, month, 1), &error);
  g_assert_no_error(error);
  g_assert_nonnull(topic);
  return topic;
}

gint64 file_case(Fixture *fixture, int month, CaseInput input) {
  g_autoptr(Topic) topic = topic_of(fixture, month);
  GError *error = NULL;
  gint64 id = 0;
  input.topic = topic->id;
  case_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

gint64 file_on(Fixture *fixture, int month, const char *title, CaseStage stage, const char *day) {
  Day on = day_from_iso(day);
  g_assert_cmpint(on, !=, DAY_NONE);
  return file_case(fixture, month, (CaseInput){.title = title, .stage = stage, .made_on = on});
}

void advance_on(Fixture *fixture, gint64 id, CaseStage stage, const char *day) {
  GError *error = NULL;
  const char *note = stage == CASE_RETURNED ? "不合格" : NULL;
  case_advance(fixture->db, &fixture->actor, id, stage, day_from_iso(day), note, &error);
  g_assert_no_error(error);
}

/* ---- systems ------------------------------------------------------------------------------ */

typedef struct {
  System system;
  SystemNode *nodes[4];
  guint count;
} Building;

static SystemNode *add_node(Building *building, const char *code, const char *title, double max) {
  SystemNode *node = building->nodes[building->count++] = system_node_new();
  node->code = g_strdup(code);
  node->title = g_strdup(title);
  node->max = max;
  node->position = (int)building->count;
  return node;
}

/* Each node after the first lies under it, but for bonuses. */
static gboolean write_system(Db *db, gpointer data, GError **error) {
  Building *building = data;
  if (!system_insert(db, &building->system, error))
    return FALSE;
  for (guint i = 0; i < building->count; i++) {
    SystemNode *node = building->nodes[i];
    node->system = building->system.id;
    node->parent = i > 0 && node->kind != NODE_BONUS ? building->nodes[0]->id : 0;
    if (!system_node_insert(db, node, error))
      return FALSE;
  }
  return TRUE;
}

static gint64 build(Fixture *fixture, Building *building) {
  GError *error = NULL;
  Deed deed = {.verb = "test", .summary = "指标体系"};
  store_write(fixture->db, &fixture->actor, &deed, write_system, building, NULL, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < building->count; i++)
    system_node_free(building->nodes[i]);
  return building->system.id;
}

static void add_step(SystemNode *node, double at, double points) {
  ScoreStep step = {.at = at, .points = points};
  g_array_append_val(node->steps, step);
}

gint64 add_ministry_system(Fixture *fixture) {
  Building building = {.system = {.template_name = (char *)"mot-2023",
                                  .title = (char *)"信用交通测评指标（2023年版）",
                                  .year = 2026,
                                  .source_year = 2023,
                                  .monthly = TRUE}};
  add_node(&building, "5", "增量报送案例", 3);
  SystemNode *filed = add_node(&building, "5.1", "月度报送案例", 2);
  filed->rule = RULE_STEPS;
  filed->source = SOURCE_CASE;
  filed->stage = g_strdup("ministry");
  filed->due_day = 25;
  add_step(filed, 2, 1);
  add_step(filed, 3, 2);
  SystemNode *adopted = add_node(&building, "5.2", "当月被采纳", 1);
  adopted->rule = RULE_COUNT;
  adopted->source = SOURCE_ADOPTED;
  adopted->each = 1;
  return build(fixture, &building);
}

gint64 add_city_system(Fixture *fixture) {
  Building building = {.system = {.template_name = (char *)"shandong-2023-city",
                                  .title = (char *)"“信用交通市”测评指标体系",
                                  .year = 2026,
                                  .source_year = 2023}};
  add_node(&building, "一", "工作机制", 22);
  SystemNode *filed = add_node(&building, "一4", "经验推广机制", 8);
  filed->rule = RULE_COUNT;
  filed->source = SOURCE_CASE;
  filed->stage = g_strdup("province");
  filed->due_day = 15;
  filed->own_topic = TRUE;
  filed->each = 2;
  filed->spans = SPANS_MONTH;
  filed->every_max = 2;
  SystemNode *adopted = add_node(&building, "加3", "被月报采纳", NAN);
  adopted->kind = NODE_BONUS;
  adopted->rule = RULE_COUNT;
  adopted->source = SOURCE_ADOPTED;
  adopted->each = 3;
  return build(fixture, &building);
}
