/* unit_write.c: what is done to units inside a writer. */
#include "core/model/unit.h"
#include "core/model/unit_private.h"
#include "core/rules/text.h"

#define SQL_HOLDER                                                                                 \
  "SELECT u.id, u.name, a.kept FROM (SELECT ifnull(successor, id) AS unit, successor AS kept "     \
  "FROM unit WHERE name = ?1 UNION ALL SELECT unit, NULL FROM unit_alias WHERE name = ?1) a "      \
  "JOIN unit u ON u.id = a.unit"
#define SQL_INSERT "INSERT INTO unit (name, kind) VALUES (?1, ?2)"
#define SQL_ADD_MEMBER "INSERT OR IGNORE INTO unit_member (unit, member) VALUES (?1, ?2)"
#define SQL_SET_PARENT                                                                             \
  "UPDATE unit SET parent = nullif(?2, 0) WHERE id = ?1 AND parent IS NOT nullif(?2, 0)"
#define SQL_ADD_ALIAS "INSERT INTO unit_alias (name, unit, origin, made_on) VALUES (?1, ?2, ?3, ?4)"
/* UNION, not UNION ALL: whatever the file holds, this ends. */
#define SQL_BELOW                                                                                  \
  "WITH RECURSIVE below(id) AS (SELECT ?1 UNION SELECT u.id FROM unit u "                          \
  "JOIN below ON u.parent = below.id) SELECT 1 FROM below WHERE id = ?2"
#define SQL_INSIDE                                                                                 \
  "WITH RECURSIVE inside(id) AS (SELECT ?1 UNION SELECT m.member FROM unit_member m "              \
  "JOIN inside ON m.unit = inside.id) SELECT 1 FROM inside WHERE id = ?2"

#define NAME_CHARACTERS_MAX 60 /* the longest of the source documents has 27 */

/* ---- names ------------------------------------------------------------------------------ */

gboolean unit_name_check(const char *name, GError **error) {
  if (*name == '\0')
    return store_refuse(error, "单位名称不能为空");
  if (!text_is_clean(name, FALSE))
    return store_refuse(error, "单位名称里有不能显示的字符，请重新输入");
  if (g_utf8_strlen(name, -1) > NAME_CHARACTERS_MAX)
    return store_refuse(error, "单位名称太长，最多%d个字", NAME_CHARACTERS_MAX);
  return TRUE;
}

gboolean unit_name_holder(Db *db, const char *name, UnitHolder *holder, GError **error) {
  *holder = (UnitHolder){0};
  Query *query = query_new(db, SQL_HOLDER);
  query_bind_text(query, 1, name);
  if (query_next(query)) {
    holder->unit = query_int(query, 0);
    holder->name = g_strdup(query_text(query, 1));
    holder->ended = !query_is_null(query, 2);
  }
  if (query_finish(query, error))
    return TRUE;
  unit_holder_clear(holder);
  return FALSE;
}

void unit_holder_clear(UnitHolder *holder) {
  g_clear_pointer(&holder->name, g_free);
}

gboolean unit_name_refuse(const char *name, const UnitHolder *holder, GError **error) {
  if (g_str_equal(name, holder->name))
    return store_refuse(error, "已经有名为“%s”的单位；如果是同一个单位，请用合并", name);
  return store_refuse(error, "“%s”已经是“%s”的别名、原名或并入的单位，不能再用", name,
                      holder->name);
}

gboolean unit_alias_insert(Db *db, gint64 unit, const char *name, UnitOrigin origin, Day day,
                           GError **error) {
  Query *query = query_new(db, SQL_ADD_ALIAS);
  query_bind_text(query, 1, name);
  query_bind_int(query, 2, unit);
  query_bind_text(query, 3, unit_origin_code(origin));
  query_bind_day(query, 4, day);
  return query_run(query, error);
}

gboolean unit_add_alias(Db *db, gint64 unit, const char *name, Day day, GError **error) {
  g_autofree char *alias = text_strip(name);
  g_auto(UnitHolder) holder = {0};
  if (!unit_name_check(alias, error) || !unit_name_holder(db, alias, &holder, error))
    return FALSE;
  if (holder.unit == 0)
    return unit_alias_insert(db, unit, alias, UNIT_ORIGIN_ALIAS, day, error);
  return holder.unit == unit || unit_name_refuse(alias, &holder, error);
}

/* ---- units ------------------------------------------------------------------------------ */

gboolean unit_ensure(Db *db, const char *name, UnitKind kind, gint64 *id, GError **error) {
  g_auto(UnitHolder) holder = {0};
  if (!unit_name_holder(db, name, &holder, error))
    return FALSE;
  *id = holder.unit;
  if (*id != 0)
    return TRUE;
  Query *query = query_new(db, SQL_INSERT);
  query_bind_text(query, 1, name);
  query_bind_text(query, 2, unit_kind_code(kind));
  if (!query_run(query, error))
    return FALSE;
  *id = db_last_id(db);
  return TRUE;
}

/* Whether two units stand to each other as sql (SQL_BELOW, SQL_INSIDE) says. */
static gboolean stand_so(Db *db, const char *sql, gint64 first, gint64 second, gboolean *answer,
                         GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, first);
  query_bind_int(query, 2, second);
  *answer = query_next(query);
  return query_finish(query, error);
}

gboolean unit_is_below(Db *db, gint64 upper, gint64 unit, gboolean *answer, GError **error) {
  return stand_so(db, SQL_BELOW, upper, unit, answer, error);
}

gboolean unit_is_inside(Db *db, gint64 group, gint64 unit, gboolean *answer, GError **error) {
  return stand_so(db, SQL_INSIDE, group, unit, answer, error);
}

gboolean unit_add_member(Db *db, gint64 group, gint64 member, GError **error) {
  gboolean inside;
  if (!unit_is_inside(db, member, group, &inside, error))
    return FALSE;
  if (inside)
    return store_refuse(error, "集合不能是自己的成员，也不能与自己的成员互为成员");
  Query *query = query_new(db, SQL_ADD_MEMBER);
  query_bind_int(query, 1, group);
  query_bind_int(query, 2, member);
  return query_run(query, error);
}

gboolean unit_set_parent(Db *db, gint64 unit, gint64 parent, GError **error) {
  gboolean below = FALSE;
  if (parent != 0 && !unit_is_below(db, unit, parent, &below, error))
    return FALSE;
  if (below)
    return store_refuse(error, "单位不能是自己的上级，也不能与自己的下级互为上下级");
  Query *query = query_new(db, SQL_SET_PARENT);
  query_bind_int(query, 1, unit);
  query_bind_int(query, 2, parent);
  return query_run(query, error);
}
