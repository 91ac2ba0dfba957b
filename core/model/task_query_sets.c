#include "core/model/task_query_sets.h"

#include <string.h>

#include "core/rules/initials.h"

/* ?1: the word. */
#define SQL_CALLED                                                                                 \
  "SELECT task FROM task_unit WHERE unit IN (SELECT id FROM unit WHERE holds(?1, name) UNION"      \
  " SELECT successor FROM unit WHERE successor IS NOT NULL AND holds(?1, name) UNION"              \
  " SELECT unit FROM unit_alias WHERE holds(?1, name))"
#define SQL_UNDER                                                                                  \
  "WITH RECURSIVE hit(id) AS (SELECT id FROM indicator WHERE holds(?1, title) UNION"               \
  " SELECT i.id FROM indicator i JOIN hit ON i.parent = hit.id) SELECT id FROM hit"
#define SQL_TAGGED "SELECT task FROM task_tag WHERE holds(?1, tag)"
#define SQL_TAGGED_SO "SELECT task FROM task_tag WHERE tag = ?1"
#define SQL_TAGGED_AT_ALL "SELECT task FROM task_tag"
#define SQL_PROGRESS "SELECT task FROM progress WHERE holds(?1, text)"
#define SQL_PROGRESS_AT_ALL "SELECT task FROM progress"
/* ?1: units. Those that they are, and no groups that they are in … */
#define SQL_OF_UNITS                                                                               \
  "WITH RECURSIVE asked(id) AS (SELECT value FROM json_each(?1) UNION"                             \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id"
/* … or with the groups, and those that went into them, which 封存 ledgers still name. UNION, not
 * UNION ALL: a group may be in another. */
#define SQL_OF_GROUPS                                                                              \
  "WITH RECURSIVE asked(id) AS (SELECT value FROM json_each(?1) UNION"                             \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id"
#define SQL_OF_ANY "SELECT tu.task FROM task_unit tu"

static gboolean read_by_text(Db *db, const char *sql, const char *text, IdSet *set,
                             GError **error) {
  Query *query = query_new(db, sql);
  if (text != NULL)
    query_bind_text(query, 1, text);
  return id_set_read(set, query, error);
}

static gboolean read_by_ids(Db *db, const char *sql, const GArray *ids, IdSet *set,
                            GError **error) {
  Query *query = query_new(db, sql);
  if (ids != NULL)
    query_bind_ids(query, 1, ids);
  return id_set_read(set, query, error);
}

static void add_ids(IdSet *set, const GArray *ids) {
  for (guint i = 0; i < ids->len; i++)
    id_set_add(set, g_array_index(ids, gint64, i));
}

/* ---- fields --------------------------------------------------------------------------------- */

static gboolean read_units(QueryNames *names, const FilterTerm *term, const FilterValue *value,
                           IdSet *set, GError **error) {
  const char *form = value->none ? SQL_OF_ANY : value->whole ? SQL_OF_UNITS : SQL_OF_GROUPS;
  g_autofree char *sql = term->role >= 0 ? g_strdup_printf("%s WHERE tu.role = '%s'", form,
                                                           role_code((Role)term->role))
                                         : g_strdup(form);
  g_autoptr(GArray) ids = NULL;
  if (!value->none && (ids = query_names_of(names, FILTER_UNIT, value, error)) == NULL)
    return FALSE;
  return read_by_ids(names->db, sql, ids, set, error);
}

static gboolean read_tagged(Db *db, const FilterValue *value, IdSet *set, GError **error) {
  const char *sql = value->none ? SQL_TAGGED_AT_ALL : value->whole ? SQL_TAGGED_SO : SQL_TAGGED;
  return read_by_text(db, sql, value->none ? NULL : value->text, set, error);
}

static gboolean read_progress(Db *db, const FilterValue *value, IdSet *set, GError **error) {
  return read_by_text(db, value->none ? SQL_PROGRESS_AT_ALL : SQL_PROGRESS,
                      value->none ? NULL : value->text, set, error);
}

static gboolean read_named(QueryNames *names, FilterField field, const FilterValue *value,
                           IdSet *set, GError **error) {
  g_autoptr(GArray) ids = query_names_of(names, field, value, error);
  if (ids != NULL)
    add_ids(set, ids);
  return ids != NULL;
}

static gboolean read_value(QueryNames *names, const FilterTerm *term, const FilterValue *value,
                           IdSet *set, GError **error) {
  switch (term->field) {
  case FILTER_UNIT:
    return read_units(names, term, value, set, error);
  case FILTER_TAG:
    return read_tagged(names->db, value, set, error);
  case FILTER_PROGRESS:
    return read_progress(names->db, value, set, error);
  default:
    return read_named(names, term->field, value, set, error);
  }
}

IdSet *query_set_of(QueryNames *names, const FilterTerm *term, const FilterValue *value,
                    GError **error) {
  g_autoptr(IdSet) set = id_set_new();
  return read_value(names, term, value, set, error) ? g_steal_pointer(&set) : NULL;
}

/* ---- words ---------------------------------------------------------------------------------- */

gboolean query_set_word(QueryNames *names, const char *word, IdSet *tasks, IdSet *indicators,
                        GError **error) {
  return read_by_text(names->db, SQL_CALLED, word, tasks, error) &&
         read_by_text(names->db, SQL_TAGGED, word, tasks, error) &&
         read_by_text(names->db, SQL_UNDER, word, indicators, error);
}

/* By pinyin it takes two letters: one would find nearly everything. */
gboolean query_set_pinyin(QueryNames *names, const char *text, IdSet *tasks, IdSet *indicators,
                          GError **error) {
  if (strlen(text) < 2 || !initials_is_typed(text))
    return TRUE;
  g_autoptr(GArray) units = query_names_units_by_pinyin(names, text, error);
  g_autoptr(GArray) nodes =
      units != NULL ? query_names_indicators_by_pinyin(names, text, error) : NULL;
  if (nodes == NULL)
    return FALSE;
  add_ids(indicators, nodes);
  return units->len == 0 ||
         read_by_ids(names->db,
                     "SELECT task FROM task_unit WHERE unit IN (SELECT value FROM json_each(?1))",
                     units, tasks, error);
}
