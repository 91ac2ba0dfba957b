/* A system of indicators on its way into the file, with the ledger of what it asks for again and
 * again. */
#include <math.h>

#include "core/exchange/template_private.h"
#include "core/model/system.h"
#include "core/model/task.h"

/* One system on its way into the file. */
typedef struct {
  const Applying *applying;
  System system;
  Ledger ledger;    /* id 0: nothing asks for one */
  gint64 indicator; /* of the ledger, for the 一级 that is being stored; 0: not made yet */
  int indicators;   /* made so far */
  int tasks;        /* made so far */
} Building;

static gboolean makes_task(const DocumentNode *node) {
  return document_get(node, "schedules") != NULL || document_get(node, "deadline") != NULL;
}

static gboolean any_task(const DocumentNode *nodes) {
  for (gsize i = 0; i < document_length(nodes); i++) {
    const DocumentNode *node = document_item(nodes, i);
    if (makes_task(node) || any_task(document_get(node, "nodes")))
      return TRUE;
  }
  return FALSE;
}

/* ---- a node ----------------------------------------------------------------------------- */

static void read_steps(const DocumentNode *list, SystemNode *node) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    ScoreStep step = {
        .at = document_get_number(item, "at", 0),
        .points = document_get_number(item, "points", 0),
        .title = content_node_text(item, "title"),
    };
    g_array_append_val(node->steps, step);
  }
}

/* What is counted where the file does not say: what has been done one by one, else what is typed.
 */
static RuleSource usual_source(const SystemNode *node) {
  return node->rule == RULE_COUNT && node->items->len == 0 ? SOURCE_ENTRY : SOURCE_TYPED;
}

static SystemNode *read_node(const DocumentNode *item, NodeKind above) {
  SystemNode *node = system_node_new();
  node->code = content_node_text(item, "code");
  node->title = content_node_text(item, "title");
  node->content = content_node_text(item, "content");
  node->kind = above;
  node_kind_parse(document_get_text(item, "kind"), &node->kind);
  node->max = document_get_number(item, "max", NAN);
  rule_kind_parse(document_get_text(item, "rule"), &node->rule);
  node->each = document_get_number(item, "each", NAN);
  spans_parse(document_get_text(item, "spans"), &node->spans);
  node->every_max = document_get_number(item, "span_max", NAN);
  node->stage = g_strdup(document_get_text(item, "stage"));
  node->due_day = (int)document_get_integer(item, "due_day", 0);
  node->own_topic = document_get_boolean(item, "own_topic", FALSE);
  node->excludes = document_get_boolean(item, "excludes", FALSE);
  const DocumentNode *gate = document_get(item, "gate");
  if (gate != NULL) {
    node->gate = content_node_text(gate, "code");
    node->gate_share = document_get_number(gate, "share", NAN);
  }
  read_steps(document_get(item, "steps"), node);
  const DocumentNode *items = document_get(item, "items");
  for (gsize i = 0; i < document_length(items); i++)
    g_ptr_array_add(node->items, g_strdup(document_text(document_item(items, i))));
  node->source = usual_source(node);
  rule_source_parse(document_get_text(item, "source"), &node->source);
  return node;
}

/* ---- its task in the ledger ------------------------------------------------------------- */

static TaskKind task_kind_of(NodeKind kind) {
  return kind == NODE_ITEM    ? TASK_KIND_TASK
         : kind == NODE_BONUS ? TASK_KIND_BONUS
                              : TASK_KIND_DEDUCTION;
}

static gboolean ensure_indicator(Building *building, const char *title, GError **error) {
  if (building->indicator != 0)
    return TRUE;
  Indicator indicator = {.ledger = building->ledger.id,
                         .position = ++building->indicators,
                         .title = (char *)title,
                         .points = NAN};
  if (!indicator_insert(building->applying->db, &indicator, error))
    return FALSE;
  building->indicator = indicator.id;
  return TRUE;
}

static gboolean link_schedules(Building *building, const SystemNode *node, const GArray *schedules,
                               GError **error) {
  if (node->source != SOURCE_SUBMISSION && node->source != SOURCE_MET &&
      node->source != SOURCE_MISSED)
    return TRUE; /* it does not count what is handed in */
  for (guint i = 0; i < schedules->len; i++) {
    if (!system_node_link(building->applying->db, node->id, g_array_index(schedules, gint64, i),
                          error))
      return FALSE;
  }
  return TRUE;
}

/* Stores the rules of a task. ids (gint64) receives theirs. */
static gboolean apply_schedules(const Building *building, gint64 task, const DocumentNode *list,
                                GArray *ids, GError **error) {
  const Applying *applying = building->applying;
  g_autoptr(GPtrArray) rules =
      content_node_rules(list, building->ledger.year != building->ledger.source_year);
  for (guint i = 0; i < rules->len; i++) {
    const ContentRule *rule = rules->pdata[i];
    Schedule schedule = {
        .task = task,
        .phrase = rule->phrase,
        .material = rule->material,
        .rule = rule->rule,
        .since = rule->since != DAY_NONE ? rule->since
                                         : schedule_since(applying->year, applying->actor->today),
        .ended = rule->ended,
    };
    if (!schedule_insert(applying->db, &schedule, error))
      return FALSE;
    g_array_append_val(ids, schedule.id);
  }
  return TRUE;
}

/* primary is the title of the 一级 it stands under. */
static gboolean apply_task(Building *building, const DocumentNode *item, const SystemNode *node,
                           const char *primary, GError **error) {
  if (!ensure_indicator(building, primary, error))
    return FALSE;
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  g_autoptr(GArray) schedules = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_auto(MovedDeadline) deadline =
      content_node_deadline(item, building->ledger.source_year, building->ledger.year);
  Task task = {
      .ledger = building->ledger.id,
      .indicator = building->indicator,
      .number = ++building->tasks,
      .kind = task_kind_of(node->kind),
      .goal = node->content != NULL ? node->content : node->title,
      .deadline = deadline.text,
      .deadline_printed = deadline.printed,
      .due = deadline.due,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .units = units,
  };
  return task_insert(building->applying->db, &task, error) &&
         apply_schedules(building, task.id, document_get(item, "schedules"), schedules, error) &&
         link_schedules(building, node, schedules, error);
}

/* ---- the tree --------------------------------------------------------------------------- */

/* parent is 0 for 一级, and primary then NULL. */
static gboolean apply_nodes(Building *building, const DocumentNode *list, gint64 parent,
                            NodeKind above, const char *primary, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    g_autoptr(SystemNode) node = read_node(item, above);
    node->system = building->system.id;
    node->parent = parent;
    node->position = (int)i + 1;
    if (parent == 0)
      building->indicator = 0;
    const char *top = parent == 0 ? node->title : primary;
    if (!system_node_insert(building->applying->db, node, error) ||
        (makes_task(item) && !apply_task(building, item, node, top, error)) ||
        !apply_nodes(building, document_get(item, "nodes"), node->id, node->kind, top, error))
      return FALSE;
  }
  return TRUE;
}

gboolean template_apply_system(const Applying *applying, GError **error) {
  const DocumentNode *nodes = document_get(applying->root, "nodes");
  Building building = {.applying = applying, .ledger = template_ledger(applying)};
  const Ledger *head = &building.ledger;
  building.system = (System){
      .template_name = head->template_name,
      .title = head->title,
      .issuer = head->issuer,
      .document = head->document,
      .issued = head->issued,
      .region = head->region,
      .year = head->year,
      .source_year = head->source_year,
      .monthly = g_strcmp0(document_get_text(applying->root, "every"), "month") == 0,
  };
  g_autofree char *title = g_strconcat(head->title, TEMPLATE_LEDGER_SUFFIX, NULL);
  if (any_task(nodes)) {
    building.ledger.title = title;
    if (!ledger_insert(applying->db, &building.ledger, error))
      return FALSE;
    building.system.ledger = building.ledger.id;
  }
  return system_insert(applying->db, &building.system, error) &&
         apply_nodes(&building, nodes, 0, NODE_ITEM, NULL, error);
}
