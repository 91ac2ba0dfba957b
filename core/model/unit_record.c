/* unit_record.c: what refers to a unit, and everything that is shown of it. */
#include "core/model/unit.h"

#define SQL_FROZEN                                                                                 \
  "(SELECT t.id FROM task t JOIN ledger l ON l.id = t.ledger WHERE l.frozen_on IS NOT NULL)"
#define SQL_ROLES "SELECT role, count(*) FROM task_unit WHERE unit = ?1 GROUP BY role"
#define SQL_USE                                                                                    \
  "SELECT count(DISTINCT tu.task), count(DISTINCT CASE WHEN tu.task IN " SQL_FROZEN                \
  " THEN tu.task END), count(DISTINCT t.ledger), "                                                 \
  "(SELECT count(*) FROM submission WHERE unit = ?1) + "                                           \
  "(SELECT count(*) FROM progress WHERE unit = ?1), "                                              \
  "(SELECT count(*) FROM submission WHERE unit = ?1 AND task IN " SQL_FROZEN ") + "                \
  "(SELECT count(*) FROM progress WHERE unit = ?1 AND task IN " SQL_FROZEN "), "                   \
  "(SELECT count(*) FROM sendout_unit WHERE unit = ?1), "                                          \
  "(SELECT count(*) FROM ledger WHERE unit = ?1), "                                                \
  "(SELECT count(*) FROM \"case\" WHERE unit = ?1), "                                              \
  "(SELECT count(*) FROM plan_unit WHERE unit = ?1), "                                             \
  "(SELECT count(*) FROM unit_member WHERE member = ?1), "                                         \
  "(SELECT count(*) FROM unit_member WHERE unit = ?1), "                                           \
  "(SELECT count(*) FROM unit WHERE parent = ?1 AND successor IS NULL), "                          \
  "(SELECT count(*) FROM access WHERE unit = ?1) "                                                 \
  "FROM task_unit tu JOIN task t ON t.id = tu.task WHERE tu.unit = ?1"
#define SQL_TASK_COUNTS                                                                            \
  "SELECT ifnull(u.successor, u.id) AS id, count(DISTINCT tu.task) "                               \
  "FROM unit u JOIN task_unit tu ON tu.unit = u.id GROUP BY ifnull(u.successor, u.id)"
#define SQL_TASKS                                                                                  \
  "SELECT tu.task, tu.role FROM task_unit tu JOIN unit u ON u.id = tu.unit "                       \
  "WHERE ?1 IN (u.id, u.successor) ORDER BY tu.task, tu.role"

gboolean unit_use(Db *db, gint64 unit, UnitUse *use, GError **error) {
  *use = (UnitUse){0};
  Query *query = query_new(db, SQL_ROLES);
  query_bind_int(query, 1, unit);
  while (query_next(query)) {
    Role role;
    if (role_parse(query_text(query, 0), &role))
      use->roles[role] = (int)query_int(query, 1);
  }
  if (!query_finish(query, error))
    return FALSE;
  int *const counts[] = {
      &use->tasks,    &use->frozen,      &use->ledgers, &use->submissions, &use->frozen_submissions,
      &use->sendouts, &use->own_ledgers, &use->cases,   &use->plans,       &use->groups,
      &use->members,  &use->children,    &use->limits};
  query = query_new(db, SQL_USE);
  query_bind_int(query, 1, unit);
  if (query_next(query)) {
    for (int i = 0; i < (int)G_N_ELEMENTS(counts); i++)
      *counts[i] = (int)query_int(query, i);
  }
  return query_finish(query, error);
}

static void append_count(GString *text, const char *what, int count, const char *measure) {
  if (count > 0)
    g_string_append_printf(text, "%s%s%d%s", text->len > 0 ? "、" : "", what, count, measure);
}

char *unit_use_text(const UnitUse *use) {
  g_autoptr(GString) roles = g_string_new(NULL);
  for (int i = 0; i < ROLE_COUNT; i++)
    append_count(roles, role_name((Role)i), use->roles[i], "");
  g_autoptr(GString) text = g_string_new(NULL);
  append_count(text, "任务", use->tasks, "项");
  if (use->tasks > 0)
    g_string_append_printf(text, "（%s）", roles->str);
  append_count(text, "报送", use->submissions, "次");
  append_count(text, "填报表", use->sendouts, "份");
  append_count(text, "台账", use->own_ledgers, "本");
  append_count(text, "案例", use->cases, "篇");
  append_count(text, "选题计划", use->plans, "个");
  append_count(text, "所在集合", use->groups, "个");
  append_count(text, "成员", use->members, "个");
  append_count(text, "下级单位", use->children, "个");
  append_count(text, "限于它的权限", use->limits, "条");
  if (text->len == 0)
    g_string_append(text, "没有引用");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

GHashTable *unit_task_counts(Db *db, GError **error) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  Query *query = query_new(db, SQL_TASK_COUNTS);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_hash_table_insert(counts, g_memdup2(&id, sizeof id),
                        GINT_TO_POINTER((int)query_int(query, 1)));
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&counts);
}

GArray *unit_tasks(Db *db, gint64 unit, GError **error) {
  g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(UnitTask));
  Query *query = query_new(db, SQL_TASKS);
  query_bind_int(query, 1, unit);
  while (query_next(query)) {
    UnitTask task = {.task = query_int(query, 0)};
    role_parse(query_text(query, 1), &task.role); /* the schema admits no other code */
    g_array_append_val(tasks, task);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&tasks);
}

/* ---- the whole -------------------------------------------------------------------------- */

void unit_record_free(UnitRecord *record) {
  if (record == NULL)
    return;
  unit_free(record->unit);
  g_free(record->parent);
  g_clear_pointer(&record->aliases, g_ptr_array_unref);
  g_clear_pointer(&record->members, g_ptr_array_unref);
  g_clear_pointer(&record->groups, g_ptr_array_unref);
  g_clear_pointer(&record->children, g_ptr_array_unref);
  g_free(record);
}

static gboolean read_parent(Db *db, UnitRecord *record, GError **error) {
  if (record->unit->parent == 0)
    return TRUE;
  g_autoptr(Unit) parent = unit_load(db, record->unit->parent, error);
  if (parent == NULL)
    return FALSE;
  record->parent = g_steal_pointer(&parent->name);
  return TRUE;
}

UnitRecord *unit_record(Db *db, gint64 unit, GError **error) {
  g_autoptr(UnitRecord) record = g_new0(UnitRecord, 1);
  if ((record->unit = unit_load(db, unit, error)) == NULL || !read_parent(db, record, error) ||
      (record->aliases = unit_aliases(db, unit, error)) == NULL ||
      (record->members = unit_members(db, unit, error)) == NULL ||
      (record->groups = unit_groups(db, unit, error)) == NULL ||
      (record->children = unit_children(db, unit, error)) == NULL ||
      !unit_use(db, unit, &record->use, error))
    return NULL;
  return g_steal_pointer(&record);
}
