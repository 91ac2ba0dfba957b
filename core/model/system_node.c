/* The tree of a system. */
#include <math.h>

#include "core/model/system.h"

#define SQL_NODES                                                                                  \
  "SELECT id, ifnull(parent, 0), position, code, title, content, kind, max, rule, each, every, "   \
  "every_max, source, stage, ifnull(due_day, 0), own_topic, excluded, gate, gate_share "           \
  "FROM node WHERE system = ?1 ORDER BY ifnull(parent, 0), position, id"
#define SQL_STEPS                                                                                  \
  "SELECT s.node, s.at, s.points, s.title FROM node_step s JOIN node n ON n.id = s.node "          \
  "WHERE n.system = ?1 ORDER BY s.node, s.at"
#define SQL_ITEMS                                                                                  \
  "SELECT i.node, i.title FROM node_item i JOIN node n ON n.id = i.node "                          \
  "WHERE n.system = ?1 ORDER BY i.node, i.position"
#define SQL_NODE_INSERT                                                                            \
  "INSERT INTO node (system, parent, position, code, title, content, kind, max, rule, each, "      \
  "every, every_max, source, stage, due_day, own_topic, excluded, gate, gate_share) VALUES "       \
  "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
#define SQL_STEP_INSERT "INSERT INTO node_step (node, at, points, title) VALUES (?1, ?2, ?3, ?4)"
#define SQL_ITEM_INSERT "INSERT INTO node_item (node, position, title) VALUES (?1, ?2, ?3)"
#define SQL_LINK "INSERT OR IGNORE INTO node_schedule (node, schedule) VALUES (?1, ?2)"

static void step_clear(gpointer step) {
  g_free(((ScoreStep *)step)->title);
}

void system_node_free(SystemNode *node) {
  if (node == NULL)
    return;
  g_free(node->code);
  g_free(node->title);
  g_free(node->content);
  g_free(node->stage);
  g_free(node->gate);
  g_clear_pointer(&node->steps, g_array_unref);
  g_clear_pointer(&node->items, g_ptr_array_unref);
  g_free(node);
}

SystemNode *system_node_new(void) {
  SystemNode *node = g_new0(SystemNode, 1);
  node->max = node->each = node->every_max = node->gate_share = NAN;
  node->steps = g_array_new(FALSE, TRUE, sizeof(ScoreStep));
  g_array_set_clear_func(node->steps, step_clear);
  node->items = g_ptr_array_new_with_free_func(g_free);
  return node;
}

gboolean spans_parse(const char *code, Spans *out) {
  if (g_strcmp0(code, "month") == 0)
    *out = SPANS_MONTH;
  else if (g_strcmp0(code, "quarter") == 0)
    *out = SPANS_QUARTER;
  else
    return FALSE;
  return TRUE;
}

static const char *spans_code(Spans spans) {
  return spans == SPANS_MONTH ? "month" : spans == SPANS_QUARTER ? "quarter" : NULL;
}

/* ---- counting --------------------------------------------------------------------------- */

double system_node_points(const SystemNode *node, const double *counts, guint spans, double max) {
  if (node->rule == RULE_COUNT)
    return score_count(counts, spans, node->each, node->every_max, max);
  double points = 0;
  for (guint i = 0; i < spans; i++) {
    double span = score_steps(node->steps, counts[i]);
    points += isnan(node->every_max) ? span : fmin(span, node->every_max);
  }
  return isnan(max) ? points : fmin(points, max);
}

/* ---- loading ---------------------------------------------------------------------------- */

/* The schema admits no other codes than those that are known here. */
static SystemNode *node_from_row(Query *query, gint64 system) {
  SystemNode *node = system_node_new();
  node->id = query_int(query, 0);
  node->system = system;
  node->parent = query_int(query, 1);
  node->position = (int)query_int(query, 2);
  node->code = g_strdup(query_text(query, 3));
  node->title = g_strdup(query_text(query, 4));
  node->content = g_strdup(query_text(query, 5));
  node_kind_parse(query_text(query, 6), &node->kind);
  node->max = query_real(query, 7);
  rule_kind_parse(query_text(query, 8), &node->rule); /* NULL: RULE_SUM, as it is */
  node->each = query_real(query, 9);
  spans_parse(query_text(query, 10), &node->spans); /* NULL: SPANS_ONE, as it is */
  node->every_max = query_real(query, 11);
  rule_source_parse(query_text(query, 12), &node->source);
  node->stage = g_strdup(query_text(query, 13));
  node->due_day = (int)query_int(query, 14);
  node->own_topic = query_int(query, 15) != 0;
  node->excludes = query_int(query, 16) != 0;
  node->gate = g_strdup(query_text(query, 17));
  node->gate_share = query_real(query, 18);
  return node;
}

/* Nodes on their way into a tree. */
typedef struct {
  GPtrArray *all;     /* SystemNode*, siblings together and in order */
  GHashTable *by_id;  /* id → SystemNode*, borrowed */
  GHashTable *places; /* parent's id → where its first child is in all, from 1 */
} Nodes;

static gboolean read_nodes(Db *db, gint64 system, Nodes *nodes, GError **error) {
  Query *query = query_new(db, SQL_NODES);
  query_bind_int(query, 1, system);
  while (query_next(query)) {
    SystemNode *node = node_from_row(query, system);
    g_ptr_array_add(nodes->all, node);
    g_hash_table_insert(nodes->by_id, &node->id, node);
    if (!g_hash_table_contains(nodes->places, &node->parent))
      g_hash_table_insert(nodes->places, &node->parent, GUINT_TO_POINTER(nodes->all->len));
  }
  return query_finish(query, error);
}

static gboolean read_steps(Db *db, gint64 system, const Nodes *nodes, GError **error) {
  Query *query = query_new(db, SQL_STEPS);
  query_bind_int(query, 1, system);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    SystemNode *node = g_hash_table_lookup(nodes->by_id, &id);
    if (node == NULL) /* the file is damaged */
      continue;
    ScoreStep step = {
        .at = query_real(query, 1),
        .points = query_real(query, 2),
        .title = g_strdup(query_text(query, 3)),
    };
    g_array_append_val(node->steps, step);
  }
  return query_finish(query, error);
}

static gboolean read_items(Db *db, gint64 system, const Nodes *nodes, GError **error) {
  Query *query = query_new(db, SQL_ITEMS);
  query_bind_int(query, 1, system);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    SystemNode *node = g_hash_table_lookup(nodes->by_id, &id);
    if (node == NULL)
      continue;
    g_ptr_array_add(node->items, g_strdup(query_text(query, 1)));
  }
  return query_finish(query, error);
}

/* Appends the children of parent to tree, each followed by its own. */
static void append_below(GPtrArray *tree, const Nodes *nodes, gint64 parent, int level) {
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(nodes->places, &parent));
  if (place == 0)
    return;
  for (guint i = place - 1; i < nodes->all->len; i++) {
    SystemNode *node = nodes->all->pdata[i];
    if (node->parent != parent)
      return;
    node->level = level;
    g_ptr_array_add(tree, node);
    append_below(tree, nodes, node->id, level + 1);
  }
}

GPtrArray *system_nodes(Db *db, gint64 system, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)system_node_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  Nodes nodes = {.all = all, .by_id = by_id, .places = places};
  if (!read_nodes(db, system, &nodes, error) || !read_steps(db, system, &nodes, error) ||
      !read_items(db, system, &nodes, error))
    return NULL;
  g_autoptr(GPtrArray) tree = g_ptr_array_new_with_free_func((GDestroyNotify)system_node_free);
  append_below(tree, &nodes, 0, 1);
  g_ptr_array_set_free_func(all, NULL); /* the tree owns the nodes now … */
  for (guint i = 0; i < all->len; i++) {
    SystemNode *node = all->pdata[i];
    if (node->level == 0) /* … but for those below none, in a file that is damaged */
      system_node_free(node);
  }
  return g_steal_pointer(&tree);
}

/* ---- storing ---------------------------------------------------------------------------- */

static gboolean insert_steps(Db *db, const SystemNode *node, GError **error) {
  for (guint i = 0; node->steps != NULL && i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    Query *query = query_new(db, SQL_STEP_INSERT);
    query_bind_int(query, 1, node->id);
    query_bind_real(query, 2, step->at);
    query_bind_real(query, 3, step->points);
    query_bind_text(query, 4, step->title);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean insert_items(Db *db, const SystemNode *node, GError **error) {
  for (guint i = 0; node->items != NULL && i < node->items->len; i++) {
    Query *query = query_new(db, SQL_ITEM_INSERT);
    query_bind_int(query, 1, node->id);
    query_bind_int(query, 2, (gint64)i + 1);
    query_bind_text(query, 3, node->items->pdata[i]);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

gboolean system_node_insert(Db *db, SystemNode *node, GError **error) {
  Query *query = query_new(db, SQL_NODE_INSERT);
  query_bind_int(query, 1, node->system);
  if (node->parent != 0)
    query_bind_int(query, 2, node->parent);
  query_bind_int(query, 3, node->position);
  query_bind_text(query, 4, node->code);
  query_bind_text(query, 5, node->title);
  query_bind_text(query, 6, node->content);
  query_bind_text(query, 7, node_kind_code(node->kind));
  query_bind_real(query, 8, node->max);
  query_bind_text(query, 9, node->rule != RULE_SUM ? rule_kind_code(node->rule) : NULL);
  query_bind_real(query, 10, node->each);
  query_bind_text(query, 11, spans_code(node->spans));
  query_bind_real(query, 12, node->every_max);
  query_bind_text(query, 13, rule_source_code(node->source));
  query_bind_text(query, 14, node->stage);
  if (node->due_day != 0)
    query_bind_int(query, 15, node->due_day);
  query_bind_int(query, 16, node->own_topic ? 1 : 0);
  query_bind_int(query, 17, node->excludes ? 1 : 0);
  query_bind_text(query, 18, node->gate);
  query_bind_real(query, 19, node->gate_share);
  if (!query_run(query, error))
    return FALSE;
  node->id = db_last_id(db);
  return insert_steps(db, node, error) && insert_items(db, node, error);
}

gboolean system_node_link(Db *db, gint64 node, gint64 schedule, GError **error) {
  Query *query = query_new(db, SQL_LINK);
  query_bind_int(query, 1, node);
  query_bind_int(query, 2, schedule);
  return query_run(query, error);
}
