#include "core/model/ledger.h"

#define SQL_COLUMNS                                                                                \
  "id, template, title, issuer, document, issued, region, year, source_year, frozen_on, "          \
  "ifnull(rolled_from, 0), ifnull(unit, 0), (SELECT name FROM unit WHERE id = ledger.unit)"
#define SQL_LEDGERS "SELECT " SQL_COLUMNS " FROM ledger ORDER BY year DESC, id"
#define SQL_LEDGER "SELECT " SQL_COLUMNS " FROM ledger WHERE id = ?1"
#define SQL_TASKS "SELECT count(*) FROM task WHERE ledger = ?1 AND parent IS NULL"
#define SQL_LEDGER_INSERT                                                                          \
  "INSERT INTO ledger (template, title, issuer, document, issued, region, year, source_year, "     \
  "rolled_from, unit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), nullif(?10, 0))"
#define SQL_INDICATORS                                                                             \
  "SELECT i.id, i.ledger, ifnull(i.parent, 0), i.position, i.title, i.points FROM indicator i "    \
  "WHERE ?1 = 0 OR i.ledger = ?1 ORDER BY i.ledger, ifnull(i.parent, 0), i.position, i.id"
#define SQL_INDICATOR_INSERT                                                                       \
  "INSERT INTO indicator (ledger, parent, position, title, points) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_INDICATOR_POINTS "UPDATE indicator SET points = ?2 WHERE id = ?1"
#define SQL_INDICATOR_EMPTY                                                                        \
  "SELECT ifnull(i.parent, 0) FROM indicator i WHERE i.id = ?1 "                                   \
  "AND NOT EXISTS (SELECT 1 FROM task t WHERE t.indicator = i.id) "                                \
  "AND NOT EXISTS (SELECT 1 FROM indicator b WHERE b.parent = i.id)"
#define SQL_INDICATOR_DELETE "DELETE FROM indicator WHERE id = ?1"
#define SQL_SAME_LEDGER "SELECT 1 FROM ledger WHERE template = ?1 AND year = ?2"

void ledger_free(Ledger *ledger) {
  if (ledger == NULL)
    return;
  g_free(ledger->template_name);
  g_free(ledger->title);
  g_free(ledger->issuer);
  g_free(ledger->document);
  g_free(ledger->region);
  g_free(ledger->unit_name);
  g_free(ledger);
}

static Ledger *ledger_from_row(Query *query) {
  Ledger *ledger = g_new0(Ledger, 1);
  ledger->id = query_int(query, 0);
  ledger->template_name = g_strdup(query_text(query, 1));
  ledger->title = g_strdup(query_text(query, 2));
  ledger->issuer = g_strdup(query_text(query, 3));
  ledger->document = g_strdup(query_text(query, 4));
  ledger->issued = query_day(query, 5);
  ledger->region = g_strdup(query_text(query, 6));
  ledger->year = (int)query_int(query, 7);
  ledger->source_year = (int)query_int(query, 8);
  ledger->frozen_on = query_day(query, 9);
  ledger->rolled_from = query_int(query, 10);
  ledger->unit = query_int(query, 11);
  ledger->unit_name = g_strdup(query_text(query, 12));
  return ledger;
}

GPtrArray *ledger_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) ledgers = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_free);
  Query *query = query_new(db, SQL_LEDGERS);
  while (query_next(query))
    g_ptr_array_add(ledgers, ledger_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&ledgers);
}

Ledger *ledger_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_LEDGER);
  query_bind_int(query, 1, id);
  g_autoptr(Ledger) ledger = query_next(query) ? ledger_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (ledger == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这本台账，可能已被删除；请刷新后再试");
  return g_steal_pointer(&ledger);
}

gboolean ledger_count_tasks(Db *db, gint64 ledger, int *count, GError **error) {
  Query *query = query_new(db, SQL_TASKS);
  query_bind_int(query, 1, ledger);
  *count = query_next(query) ? (int)query_int(query, 0) : 0;
  return query_finish(query, error);
}

static gboolean ledger_matches(const Ledger *ledger, const char *text) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ledger->id);
  return g_str_equal(id, text) || g_strcmp0(ledger->template_name, text) == 0 ||
         g_str_equal(ledger->title, text);
}

Ledger *ledger_find(Db *db, const char *text, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL)
    return NULL;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    if (ledger_matches(ledger, text))
      return g_ptr_array_steal_index(ledgers, i);
    g_string_append_printf(names, "%s%" G_GINT64_FORMAT " %s（%d年%s）", i > 0 ? "；" : "",
                           ledger->id, ledger->title, ledger->year,
                           ledger->frozen_on != DAY_NONE ? "，已封存" : "");
  }
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "没有编号、模板名或标题为“%s”的台账。现有的台账：%s", text,
              ledgers->len > 0 ? names->str : "（一个也没有，可用 taizhang init --template 添加）");
  return NULL;
}

/* A template is there once for a year. */
static gboolean check_template(Db *db, const Ledger *ledger, GError **error) {
  Query *query = query_new(db, SQL_SAME_LEDGER);
  query_bind_text(query, 1, ledger->template_name);
  query_bind_int(query, 2, ledger->year);
  gboolean there = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  return !there || store_refuse(error, "模板“%s”%d年的台账已经有了，没有重复添加；请换一个年份",
                                ledger->template_name, ledger->year);
}

gboolean ledger_insert(Db *db, Ledger *ledger, GError **error) {
  if (!check_template(db, ledger, error))
    return FALSE;
  Query *query = query_new(db, SQL_LEDGER_INSERT);
  query_bind_text(query, 1, ledger->template_name);
  query_bind_text(query, 2, ledger->title);
  query_bind_text(query, 3, ledger->issuer);
  query_bind_text(query, 4, ledger->document);
  query_bind_day(query, 5, ledger->issued);
  query_bind_text(query, 6, ledger->region);
  query_bind_int(query, 7, ledger->year);
  query_bind_int(query, 8, ledger->source_year);
  query_bind_int(query, 9, ledger->rolled_from);
  query_bind_int(query, 10, ledger->unit);
  if (!query_run(query, error))
    return FALSE;
  ledger->id = db_last_id(db);
  return TRUE;
}

/* ---- indicators ------------------------------------------------------------------------- */

void indicator_free(Indicator *indicator) {
  if (indicator == NULL)
    return;
  g_free(indicator->title);
  g_free(indicator);
}

/* Appends the children of parent, each followed by its own children. children maps a parent's id
 * to its children in order. */
static void append_below(GPtrArray *tree, GHashTable *children, gint64 parent, int level) {
  GPtrArray *nodes = g_hash_table_lookup(children, &parent);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    Indicator *node = nodes->pdata[i];
    node->level = level;
    g_ptr_array_add(tree, node);
    append_below(tree, children, node->id, level + 1);
  }
}

GPtrArray *indicator_list(Db *db, gint64 ledger, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)indicator_free);
  g_autoptr(GHashTable) children =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Query *query = query_new(db, SQL_INDICATORS);
  query_bind_int(query, 1, ledger);
  while (query_next(query)) {
    Indicator *node = g_new0(Indicator, 1);
    node->id = query_int(query, 0);
    node->ledger = query_int(query, 1);
    node->parent = query_int(query, 2);
    node->position = (int)query_int(query, 3);
    node->title = g_strdup(query_text(query, 4));
    node->points = query_real(query, 5);
    g_ptr_array_add(all, node);
    GPtrArray *nodes = g_hash_table_lookup(children, &node->parent);
    if (nodes == NULL) {
      nodes = g_ptr_array_new();
      g_hash_table_insert(children, g_memdup2(&node->parent, sizeof node->parent), nodes);
    }
    g_ptr_array_add(nodes, node);
  }
  if (!query_finish(query, error))
    return NULL;
  g_autoptr(GPtrArray) tree = g_ptr_array_new_with_free_func((GDestroyNotify)indicator_free);
  append_below(tree, children, 0, 1);
  g_ptr_array_set_free_func(all, NULL); /* the tree owns the nodes now … */
  for (guint i = 0; i < all->len; i++) {
    Indicator *node = all->pdata[i];
    if (node->level == 0) /* … but for those below none, in a file that is damaged */
      indicator_free(node);
  }
  return g_steal_pointer(&tree);
}

gboolean indicator_insert(Db *db, Indicator *indicator, GError **error) {
  Query *query = query_new(db, SQL_INDICATOR_INSERT);
  query_bind_int(query, 1, indicator->ledger);
  if (indicator->parent != 0)
    query_bind_int(query, 2, indicator->parent);
  query_bind_int(query, 3, indicator->position);
  query_bind_text(query, 4, indicator->title);
  query_bind_real(query, 5, indicator->points);
  if (!query_run(query, error))
    return FALSE;
  indicator->id = db_last_id(db);
  return TRUE;
}

gboolean indicator_set_points(Db *db, gint64 id, double points, GError **error) {
  Query *query = query_new(db, SQL_INDICATOR_POINTS);
  query_bind_int(query, 1, id);
  query_bind_real(query, 2, points);
  return query_run(query, error);
}

gboolean indicator_remove_empty(Db *db, gint64 id, GError **error) {
  while (id != 0) {
    Query *query = query_new(db, SQL_INDICATOR_EMPTY);
    query_bind_int(query, 1, id);
    gboolean empty = query_next(query);
    gint64 parent = empty ? query_int(query, 0) : 0;
    if (!query_finish(query, error))
      return FALSE;
    if (!empty)
      return TRUE;
    query = query_new(db, SQL_INDICATOR_DELETE);
    query_bind_int(query, 1, id);
    if (!query_run(query, error))
      return FALSE;
    id = parent;
  }
  return TRUE;
}
