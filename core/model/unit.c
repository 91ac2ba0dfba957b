#include "core/model/unit.h"

#include "core/rules/text.h"
#include "core/rules/word.h"

#define UNIT_COLUMNS "u.id, u.name, u.kind, u.parent, u.phone, u.mail, u.successor"
#define SQL_UNITS "SELECT " UNIT_COLUMNS " FROM unit u"
#define SQL_BY_ID " ORDER BY u.id"
#define SQL_ALL SQL_UNITS SQL_BY_ID
#define SQL_IN_USE SQL_UNITS " WHERE u.successor IS NULL" SQL_BY_ID
#define SQL_BY_UNIT SQL_UNITS " WHERE u.id = ?1"
#define SQL_MEMBERS SQL_UNITS " JOIN unit_member m ON m.member = u.id WHERE m.unit = ?1" SQL_BY_ID
#define SQL_GROUPS SQL_UNITS " JOIN unit_member m ON m.unit = u.id WHERE m.member = ?1" SQL_BY_ID
#define SQL_CHILDREN SQL_UNITS " WHERE u.parent = ?1 AND u.successor IS NULL" SQL_BY_ID
#define SQL_FIND                                                                                   \
  SQL_UNITS " WHERE u.id = coalesce((SELECT ifnull(successor, id) FROM unit WHERE name = ?1),"     \
            " (SELECT unit FROM unit_alias WHERE name = ?1))"
#define SQL_NAMES                                                                                  \
  "SELECT u.name, u.name, u.id, 0 AS other FROM unit u WHERE u.successor IS NULL UNION ALL "       \
  "SELECT a.name, u.name, u.id, 1 FROM unit_alias a JOIN unit u ON u.id = a.unit UNION ALL "       \
  "SELECT e.name, u.name, u.id, 1 FROM unit e JOIN unit u ON u.id = e.successor ORDER BY 4, 3, 1"
#define SQL_ALIASES                                                                                \
  "SELECT unit, name, origin, made_on, 0 FROM unit_alias WHERE ?1 IN (0, unit) UNION ALL "         \
  "SELECT successor, name, ended_by, ended_on, id FROM unit "                                      \
  "WHERE successor IS NOT NULL AND ?1 IN (0, successor) ORDER BY 1, 4, 2"

#define NEAREST_SHOWN 5

/* ---- codes ------------------------------------------------------------------------------ */

static const Word KINDS[UNIT_KIND_COUNT] = {
    [UNIT_OFFICE] = {"office", "内设处室"},
    [UNIT_BODY] = {"body", "下属单位"},
    [UNIT_LOCAL] = {"local", "市县部门"},
    [UNIT_GROUP] = {"group", "集合"},
};

static const Word ORIGINS[] = {
    [UNIT_ORIGIN_ALIAS] = {"alias", "别名"},
    [UNIT_ORIGIN_RENAMED] = {"renamed", "原名"},
    [UNIT_ORIGIN_MERGED] = {"merged", "并入"},
};

const char *unit_kind_code(UnitKind kind) {
  return KINDS[kind].code;
}

const char *unit_kind_name(UnitKind kind) {
  return KINDS[kind].name;
}

gboolean unit_kind_parse(const char *text, UnitKind *kind) {
  int index = word_of_text(KINDS, UNIT_KIND_COUNT, text);
  if (index >= 0)
    *kind = (UnitKind)index;
  return index >= 0;
}

const char *unit_origin_name(UnitOrigin origin) {
  return ORIGINS[origin].name;
}

const char *unit_origin_code(UnitOrigin origin) {
  return ORIGINS[origin].code;
}

gboolean unit_origin_parse(const char *code, UnitOrigin *origin) {
  int index = word_of_code(ORIGINS, G_N_ELEMENTS(ORIGINS), code);
  if (index >= 0)
    *origin = (UnitOrigin)index;
  return index >= 0;
}

/* ---- loading ---------------------------------------------------------------------------- */

void unit_free(Unit *unit) {
  if (unit == NULL)
    return;
  g_free(unit->name);
  g_free(unit->phone);
  g_free(unit->mail);
  g_free(unit);
}

static Unit *unit_from_row(Query *query) {
  Unit *unit = g_new0(Unit, 1);
  unit->id = query_int(query, 0);
  unit->name = g_strdup(query_text(query, 1));
  unit_kind_parse(query_text(query, 2), &unit->kind); /* the schema admits no other code */
  unit->parent = query_int(query, 3);
  unit->phone = g_strdup(query_text(query, 4));
  unit->mail = g_strdup(query_text(query, 5));
  unit->successor = query_int(query, 6);
  return unit;
}

static GPtrArray *units_of(Query *query, GError **error) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  while (query_next(query))
    g_ptr_array_add(units, unit_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&units);
}

GPtrArray *unit_list(Db *db, GError **error) {
  return units_of(query_new(db, SQL_ALL), error);
}

GPtrArray *unit_list_in_use(Db *db, GError **error) {
  return units_of(query_new(db, SQL_IN_USE), error);
}

static GPtrArray *units_linked(Db *db, const char *sql, gint64 unit, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, unit);
  return units_of(query, error);
}

GPtrArray *unit_members(Db *db, gint64 group, GError **error) {
  return units_linked(db, SQL_MEMBERS, group, error);
}

GPtrArray *unit_groups(Db *db, gint64 member, GError **error) {
  return units_linked(db, SQL_GROUPS, member, error);
}

GPtrArray *unit_children(Db *db, gint64 parent, GError **error) {
  return units_linked(db, SQL_CHILDREN, parent, error);
}

/* The one unit that query gives; *unit is NULL where it gives none. */
static gboolean one_unit(Query *query, Unit **unit, GError **error) {
  *unit = query_next(query) ? unit_from_row(query) : NULL;
  if (query_finish(query, error))
    return TRUE;
  g_clear_pointer(unit, unit_free);
  return FALSE;
}

Unit *unit_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_BY_UNIT);
  query_bind_int(query, 1, id);
  Unit *unit;
  if (one_unit(query, &unit, error) && unit == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这个单位，可能已被删除；请刷新后再试");
  return unit;
}

/* ---- names ------------------------------------------------------------------------------ */

static void unit_name_free(gpointer data) {
  UnitName *name = data;
  g_free(name->name);
  g_free(name->full);
  g_free(name);
}

GPtrArray *unit_name_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(unit_name_free);
  Query *query = query_new(db, SQL_NAMES);
  while (query_next(query)) {
    UnitName *name = g_new0(UnitName, 1);
    name->name = g_strdup(query_text(query, 0));
    name->full = g_strdup(query_text(query, 1));
    name->unit = query_int(query, 2);
    g_ptr_array_add(names, name);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&names);
}

static void unit_alias_free(gpointer data) {
  UnitAlias *alias = data;
  g_free(alias->name);
  g_free(alias);
}

GPtrArray *unit_aliases(Db *db, gint64 unit, GError **error) {
  g_autoptr(GPtrArray) aliases = g_ptr_array_new_with_free_func(unit_alias_free);
  Query *query = query_new(db, SQL_ALIASES);
  query_bind_int(query, 1, unit);
  while (query_next(query)) {
    UnitAlias *alias = g_new0(UnitAlias, 1);
    alias->unit = query_int(query, 0);
    alias->name = g_strdup(query_text(query, 1));
    unit_origin_parse(query_text(query, 2), &alias->origin); /* the schema admits no other code */
    alias->made_on = query_day(query, 3);
    alias->ended = query_int(query, 4);
    g_ptr_array_add(aliases, alias);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&aliases);
}

/* ---- finding ---------------------------------------------------------------------------- */

/* How many characters of a also stand in b: enough to rank names by likeness, since Chinese unit
 * names share characters rather than prefixes. */
static int shared_characters(const char *a, const char *b) {
  int shared = 0;
  for (const char *p = a; *p != '\0'; p = g_utf8_next_char(p)) {
    if (g_utf8_strchr(b, -1, g_utf8_get_char(p)) != NULL)
      shared++;
  }
  return shared;
}

typedef struct {
  const UnitName *name;
  double likeness;
} Candidate;

static int by_likeness(gconstpointer a, gconstpointer b) {
  double difference = ((const Candidate *)b)->likeness - ((const Candidate *)a)->likeness;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void append_nearest(GString *message, GPtrArray *names, const char *name) {
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  for (guint i = 0; i < names->len; i++) {
    const UnitName *known = names->pdata[i];
    double shared = shared_characters(name, known->name) + shared_characters(known->name, name);
    glong length = g_utf8_strlen(name, -1) + g_utf8_strlen(known->name, -1);
    Candidate candidate = {.name = known, .likeness = length > 0 ? shared / (double)length : 0};
    if (candidate.likeness > 0.3)
      g_array_append_val(candidates, candidate);
  }
  g_array_sort(candidates, by_likeness);
  for (guint i = 0; i < MIN(candidates->len, NEAREST_SHOWN); i++) {
    const UnitName *near = g_array_index(candidates, Candidate, i).name;
    g_string_append_printf(message, "%s%s", i == 0 ? "相近的有：" : "、", near->name);
    if (!g_str_equal(near->name, near->full))
      g_string_append_printf(message, "（即%s）", near->full);
  }
  if (candidates->len == 0)
    g_string_append(message, "请写单位全称");
}

Unit *unit_find(Db *db, const char *name, GError **error) {
  g_autofree char *wanted = text_strip(name);
  Query *query = query_new(db, SQL_FIND);
  query_bind_text(query, 1, wanted);
  Unit *unit;
  if (!one_unit(query, &unit, error) || unit != NULL)
    return unit;
  g_autoptr(GPtrArray) names = unit_name_list(db, error);
  if (names == NULL)
    return NULL;
  g_autoptr(GString) message = g_string_new(NULL);
  g_string_append_printf(message, "没有名为“%s”的单位。", wanted);
  append_nearest(message, names, wanted);
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, message->str);
  return NULL;
}
