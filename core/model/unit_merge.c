/* unit_merge.c: moving what refers to one unit to another, and removing one that nothing refers to.
 */
#include "core/model/unit.h"
#include "core/model/unit_private.h"
#include "core/rules/text.h"

/* ?1 the unit that ends, ?2 the one that stays: each statement names both, so that each is given
 * both. A task of a 封存 ledger, and what was handed in for it, stays as it was printed. */
#define SQL_LIVE                                                                                   \
  "task IN (SELECT t.id FROM task t JOIN ledger l ON l.id = t.ledger WHERE l.frozen_on IS NULL)"

static const char *const MOVES[] = {
    /* Where both stand in one role: the earlier place. */
    "UPDATE task_unit AS i SET position = f.position FROM task_unit f "
    "WHERE i.unit = ?2 AND f.unit = ?1 AND f.task = i.task AND f.role = i.role "
    "AND f.position < i.position AND i." SQL_LIVE,
    "INSERT OR IGNORE INTO task_unit (task, unit, role, position) "
    "SELECT task, ?2, role, position FROM task_unit WHERE unit = ?1 AND " SQL_LIVE,
    "DELETE FROM task_unit WHERE unit = ?1 AND ?2 AND " SQL_LIVE,
    "UPDATE submission SET unit = ?2 WHERE unit = ?1 AND " SQL_LIVE,
    "UPDATE progress SET unit = ?2 WHERE unit = ?1 AND " SQL_LIVE,
    "UPDATE ledger SET unit = ?2 WHERE unit = ?1 AND frozen_on IS NULL",
    "UPDATE sendout_unit SET unit = ?2 WHERE unit = ?1",
    "UPDATE access SET unit = ?2 WHERE unit = ?1 AND (ledger IS NULL OR ledger IN "
    "(SELECT id FROM ledger WHERE frozen_on IS NULL))",
    "UPDATE \"case\" SET unit = ?2 WHERE unit = ?1",
    "INSERT OR IGNORE INTO plan_unit (plan, unit) SELECT plan, ?2 FROM plan_unit WHERE unit = ?1",
    "DELETE FROM plan_unit WHERE unit = ?1 AND ?2",
    "INSERT OR IGNORE INTO unit_member (unit, member) "
    "SELECT unit, ?2 FROM unit_member WHERE member = ?1 AND unit <> ?2",
    "INSERT OR IGNORE INTO unit_member (unit, member) "
    "SELECT ?2, member FROM unit_member WHERE unit = ?1 AND member <> ?2",
    "DELETE FROM unit_member WHERE (unit = ?1 OR member = ?1) AND ?2",
    "UPDATE unit SET parent = ?2 WHERE parent = ?1",
    "UPDATE unit_alias SET unit = ?2 WHERE unit = ?1",
    "UPDATE unit SET successor = ?2 WHERE successor = ?1",
};
#define SQL_END                                                                                    \
  "UPDATE unit SET successor = ?2, ended_by = ?3, ended_on = ?4 WHERE id = ?1 AND successor IS NULL"
#define SQL_DELETE_ALIASES "DELETE FROM unit_alias WHERE unit = ?1"
#define SQL_DELETE "DELETE FROM unit WHERE id = ?1"

gboolean unit_move(Db *db, gint64 from, gint64 into, UnitOrigin by, Day day, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(MOVES); i++) {
    Query *query = query_new(db, MOVES[i]);
    query_bind_int(query, 1, from);
    query_bind_int(query, 2, into);
    if (!query_run(query, error))
      return FALSE;
  }
  Query *query = query_new(db, SQL_END);
  query_bind_int(query, 1, from);
  query_bind_int(query, 2, into);
  query_bind_text(query, 3, unit_origin_code(by));
  query_bind_day(query, 4, day);
  return query_run(query, error);
}

/* ---- merging ---------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  gint64 from;
  gint64 into;
} Merge;

static gboolean check_in_use(Db *db, const Unit *unit, GError **error) {
  if (unit->successor == 0)
    return TRUE;
  g_autoptr(Unit) successor = unit_load(db, unit->successor, error);
  return successor != NULL &&
         store_refuse(error, "“%s”已经并入或改为“%s”，请刷新后再试", unit->name, successor->name);
}

static gboolean check_merge(Db *db, const Unit *from, const Unit *into, GError **error) {
  gboolean below, inside, around;
  if (!check_in_use(db, from, error) || !check_in_use(db, into, error))
    return FALSE;
  if (from->id == into->id)
    return store_refuse(error, "“%s”不能并入自己，请选另一个单位", from->name);
  if ((from->kind == UNIT_GROUP) != (into->kind == UNIT_GROUP))
    return store_refuse(error, "集合只能与集合合并，“%s”是%s，“%s”是%s", from->name,
                        unit_kind_name(from->kind), into->name, unit_kind_name(into->kind));
  if (!unit_is_below(db, from->id, into->id, &below, error) ||
      !unit_is_inside(db, from->id, into->id, &inside, error) ||
      !unit_is_inside(db, into->id, from->id, &around, error))
    return FALSE;
  if (below)
    return store_refuse(error, "“%s”在“%s”之下，上级不能并入自己的下级；请先改它的上级单位",
                        into->name, from->name);
  if (inside || around)
    return store_refuse(error, "“%s”是“%s”的成员，集合不能与自己的成员合并；请先把它移出成员",
                        inside ? into->name : from->name, inside ? from->name : into->name);
  return TRUE;
}

static gboolean load_both(Db *db, gint64 from, gint64 into, Unit **first, Unit **second,
                          GError **error) {
  *first = unit_load(db, from, error);
  *second = *first != NULL ? unit_load(db, into, error) : NULL;
  return *second != NULL && check_merge(db, *first, *second, error);
}

static gboolean write_merge(Db *db, gpointer data, GError **error) {
  const Merge *merge = data;
  g_autoptr(Unit) from = NULL;
  g_autoptr(Unit) into = NULL;
  return load_both(db, merge->from, merge->into, &from, &into, error) &&
         unit_move(db, from->id, into->id, UNIT_ORIGIN_MERGED, merge->actor->today, error);
}

gboolean unit_merge(Db *db, const Actor *actor, gint64 from, gint64 into, const char *reason,
                    GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0')
    return store_refuse(error, "合并单位要写明理由");
  g_autoptr(Unit) first = NULL;
  g_autoptr(Unit) second = NULL;
  if (!load_both(db, from, into, &first, &second, error))
    return FALSE;
  g_autofree char *summary = g_strdup_printf("单位“%s”并入“%s”", first->name, second->name);
  Merge merge = {.actor = actor, .from = from, .into = into};
  Deed deed = {.verb = "unit.merge", .summary = summary, .reason = why};
  return store_write(db, actor, &deed, write_merge, &merge, NULL, error);
}

char *unit_merge_preview(Db *db, gint64 from, gint64 into, GError **error) {
  g_autoptr(Unit) first = NULL;
  g_autoptr(Unit) second = NULL;
  UnitUse use;
  if (!load_both(db, from, into, &first, &second, error) || !unit_use(db, from, &use, error))
    return NULL;
  g_autofree char *what = unit_use_text(&use);
  if (use.frozen == 0 && use.frozen_submissions == 0)
    return g_strdup_printf("%s，都转到“%s”", what, second->name);
  g_autofree char *submissions = use.frozen_submissions > 0
                                     ? g_strdup_printf("、报送%d次", use.frozen_submissions)
                                     : g_strdup("");
  return g_strdup_printf("%s，转到“%s”；其中封存台账的任务%d项%s保留原名", what, second->name,
                         use.frozen, submissions);
}

/* ---- removing --------------------------------------------------------------------------- */

static gboolean write_removal(Db *db, gpointer data, GError **error) {
  const gint64 *id = data;
  g_autoptr(UnitRecord) record = unit_record(db, *id, error);
  if (record == NULL || !check_in_use(db, record->unit, error))
    return FALSE;
  record->use.members = 0; /* its own */
  for (guint i = 0; i < record->aliases->len; i++) {
    const UnitAlias *alias = record->aliases->pdata[i];
    if (alias->ended != 0)
      return store_refuse(error, "“%s”已并入“%s”，不能删除；如果合并有误，请撤销合并", alias->name,
                          record->unit->name);
  }
  UnitUse none = {0};
  g_autofree char *used = unit_use_text(&record->use), *unused = unit_use_text(&none);
  if (!g_str_equal(used, unused))
    return store_refuse(error, "“%s”还在用（%s），不能删除；如果改归别的单位，请用合并",
                        record->unit->name, used);
  Query *query = query_new(db, SQL_DELETE_ALIASES);
  query_bind_int(query, 1, *id);
  if (!query_run(query, error))
    return FALSE;
  query = query_new(db, SQL_DELETE);
  query_bind_int(query, 1, *id);
  return query_run(query, error);
}

gboolean unit_remove(Db *db, const Actor *actor, gint64 unit, GError **error) {
  g_autoptr(Unit) found = unit_load(db, unit, error);
  if (found == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("删除单位“%s”", found->name);
  Deed deed = {.verb = "unit.remove", .summary = summary};
  return store_write(db, actor, &deed, write_removal, &unit, NULL, error);
}
