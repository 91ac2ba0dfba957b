#include "core/model/unit.h"

#define SQL_UNITS "SELECT id, name, kind FROM unit ORDER BY id"
#define SQL_UNIT_BY_NAME "SELECT id, name, kind FROM unit WHERE name = ?1"
#define SQL_UNIT_MEMBERS                                                                           \
  "SELECT u.id, u.name, u.kind FROM unit_member m JOIN unit u ON u.id = m.member "                 \
  "WHERE m.unit = ?1 ORDER BY u.id"
#define SQL_UNIT_INSERT "INSERT INTO unit (name, kind) VALUES (?1, ?2)"
#define SQL_UNIT_ADD_MEMBER "INSERT OR IGNORE INTO unit_member (unit, member) VALUES (?1, ?2)"

#define NEAREST_SHOWN 5

static const char *const KINDS[] = {
    [UNIT_OFFICE] = "office",
    [UNIT_BODY] = "body",
    [UNIT_LOCAL] = "local",
    [UNIT_GROUP] = "group",
};

const char *unit_kind_code(UnitKind kind) {
  return KINDS[kind];
}

gboolean unit_kind_parse(const char *code, UnitKind *kind) {
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    if (g_strcmp0(KINDS[i], code) == 0) {
      *kind = (UnitKind)i;
      return TRUE;
    }
  }
  return FALSE;
}

void unit_free(Unit *unit) {
  if (unit == NULL)
    return;
  g_free(unit->name);
  g_free(unit);
}

static Unit *unit_from_row(Query *query) {
  Unit *unit = g_new0(Unit, 1);
  unit->id = query_int(query, 0);
  unit->name = g_strdup(query_text(query, 1));
  unit_kind_parse(query_text(query, 2), &unit->kind); /* the schema admits no other code */
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
  return units_of(query_new(db, SQL_UNITS), error);
}

GPtrArray *unit_members(Db *db, gint64 group, GError **error) {
  Query *query = query_new(db, SQL_UNIT_MEMBERS);
  query_bind_int(query, 1, group);
  return units_of(query, error);
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
  const char *name;
  double likeness;
} Candidate;

static int by_likeness(gconstpointer a, gconstpointer b) {
  double difference = ((const Candidate *)b)->likeness - ((const Candidate *)a)->likeness;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void append_nearest(GString *message, GPtrArray *units, const char *name) {
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    double shared = shared_characters(name, unit->name) + shared_characters(unit->name, name);
    glong length = g_utf8_strlen(name, -1) + g_utf8_strlen(unit->name, -1);
    Candidate candidate = {.name = unit->name,
                           .likeness = length > 0 ? shared / (double)length : 0};
    if (candidate.likeness > 0.3)
      g_array_append_val(candidates, candidate);
  }
  g_array_sort(candidates, by_likeness);
  for (guint i = 0; i < MIN(candidates->len, NEAREST_SHOWN); i++)
    g_string_append_printf(message, "%s%s", i == 0 ? "相近的有：" : "、",
                           g_array_index(candidates, Candidate, i).name);
  if (candidates->len == 0)
    g_string_append(message, "请写单位全称");
}

Unit *unit_find(Db *db, const char *name, GError **error) {
  Query *query = query_new(db, SQL_UNIT_BY_NAME);
  query_bind_text(query, 1, name);
  g_autoptr(Unit) unit = query_next(query) ? unit_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (unit != NULL)
    return g_steal_pointer(&unit);
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return NULL;
  g_autoptr(GString) message = g_string_new(NULL);
  g_string_append_printf(message, "没有名为“%s”的单位。", name);
  append_nearest(message, units, name);
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, message->str);
  return NULL;
}

/* ---- changes ---------------------------------------------------------------------------- */

gboolean unit_ensure(Db *db, const char *name, UnitKind kind, gint64 *id, GError **error) {
  Query *query = query_new(db, SQL_UNIT_BY_NAME);
  query_bind_text(query, 1, name);
  *id = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  query = query_new(db, SQL_UNIT_INSERT);
  query_bind_text(query, 1, name);
  query_bind_text(query, 2, unit_kind_code(kind));
  if (!query_run(query, error))
    return FALSE;
  *id = db_last_id(db);
  return TRUE;
}

gboolean unit_add_member(Db *db, gint64 group, gint64 member, GError **error) {
  Query *query = query_new(db, SQL_UNIT_ADD_MEMBER);
  query_bind_int(query, 1, group);
  query_bind_int(query, 2, member);
  return query_run(query, error);
}
