/* permit.c: what a person is for a ledger. What that allows to be changed is in permit_check.c. */
#include "core/store/permit.h"

#include "core/store/permit_private.h"

#define SQL_VERSION "PRAGMA user_version"
#define SQL_FIRST                                                                                  \
  "INSERT INTO access (login, level) SELECT ?1, 'admin' WHERE NOT EXISTS (SELECT 1 FROM user)"
#define SQL_KNOWN "INSERT OR IGNORE INTO user (login) VALUES (?1)"
#define SQL_KNOWN_BEFORE                                                                           \
  "INSERT OR IGNORE INTO user (login, role) "                                                      \
  "SELECT ?1, CASE WHEN EXISTS (SELECT 1 FROM user) THEN 'clerk' ELSE 'admin' END"
#define SQL_UNWRITTEN "SELECT NOT EXISTS (SELECT 1 FROM user)"
#define SQL_ROWS "SELECT login, unix_group, ledger, level, unit FROM access ORDER BY id"
#define SQL_TASK_LEDGER "SELECT ledger FROM task WHERE id = ?1"
/* As the filter 单位: counts them, and of a split task each part, too. */
#define SQL_WITHIN                                                                                 \
  "WITH RECURSIVE asked(id) AS (SELECT ?1 UNION"                                                   \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT 1 FROM task t JOIN task_unit tu ON tu.task IN (t.id, t.parent)"                         \
  " WHERE t.id = ?2 AND tu.unit IN (SELECT id FROM asked) LIMIT 1"
#define SQL_WHOM                                                                                   \
  "SELECT a.login, u.name FROM access a LEFT JOIN user u ON u.login = a.login"                     \
  " WHERE a.level = 'admin' AND a.login IS NOT NULL AND (a.ledger IS NULL OR a.ledger = ?1)"       \
  " GROUP BY a.login ORDER BY min(a.id) LIMIT 3"
#define SQL_LEDGER "SELECT title, year FROM ledger WHERE id = ?1"

#define FIRST_VERSION 6 /* of the file: schema-6.sql */

/* ---- who has written --------------------------------------------------------------------- */

static gboolean run(Db *db, const char *sql, const char *login, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_text(query, 1, login);
  return query_run(query, error);
}

/* A file that is still of a version before 6 has the level beside the name. */
static gboolean knows_access(Db *db, gboolean *knows, GError **error) {
  Query *query = query_new(db, SQL_VERSION);
  *knows = query_next(query) && query_int(query, 0) >= FIRST_VERSION;
  return query_finish(query, error);
}

gboolean permit_admit(Db *db, const char *login, GError **error) {
  gboolean knows;
  if (!knows_access(db, &knows, error))
    return FALSE;
  if (!knows)
    return run(db, SQL_KNOWN_BEFORE, login, error);
  return run(db, SQL_FIRST, login, error) && run(db, SQL_KNOWN, login, error);
}

/* ---- the rows ---------------------------------------------------------------------------- */

/* How near a row is to the person; -1: it is about others. */
static int nearness_of(const Actor *actor, const char *login, const char *group) {
  if (login != NULL)
    return g_str_equal(login, actor->who) ? 2 : -1;
  if (group != NULL)
    return actor->groups != NULL && g_strv_contains(actor->groups, group) ? 1 : -1;
  return 0;
}

static void read_row(Permit *permit, Query *query) {
  PermitRow row = {.nearness =
                       nearness_of(permit->actor, query_text(query, 0), query_text(query, 1)),
                   .ledger = query_int(query, 2)};
  access_parse(query_text(query, 3), &row.level); /* the schema admits no other */
  gboolean is_admin = row.level == ACCESS_ADMIN;
  row.unit = is_admin ? 0 : query_int(query, 4);
  if (is_admin && query_text(query, 0) != NULL && row.ledger == 0)
    permit->admins++;
  if (row.nearness < 0)
    return;
  permit->by_ledger = permit->by_ledger || row.ledger != 0;
  g_array_append_val(permit->rows, row);
}

static gboolean read_rows(Permit *permit, GError **error) {
  gboolean knows;
  if (!knows_access(permit->db, &knows, error))
    return FALSE;
  permit->open = !knows;
  if (permit->open)
    return TRUE;
  Query *query = query_new(permit->db, SQL_UNWRITTEN);
  permit->open = query_next(query) && query_int(query, 0) != 0;
  if (!query_finish(query, error))
    return FALSE;
  query = query_new(permit->db, SQL_ROWS);
  while (query_next(query))
    read_row(permit, query);
  return query_finish(query, error);
}

typedef struct {
  Access level;
  GArray *units; /* gint64; NULL: not limited */
} OwnRight;

static void own_right_free(gpointer data) {
  OwnRight *own = data;
  g_clear_pointer(&own->units, g_array_unref);
  g_free(own);
}

Permit *permit_new(Db *db, const Actor *actor, Need need, gboolean taking_back, GError **error) {
  g_autoptr(Permit) permit = g_new0(Permit, 1);
  permit->db = db;
  permit->actor = actor;
  permit->need = need;
  permit->taking_back = taking_back;
  permit->rows = g_array_new(FALSE, FALSE, sizeof(PermitRow));
  permit->rights = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, own_right_free);
  permit->within = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  if (!read_rows(permit, error))
    return NULL;
  permit->whom = permit->open ? NULL : permit_whom(db, 0);
  return g_steal_pointer(&permit);
}

void permit_free(Permit *permit) {
  if (permit == NULL)
    return;
  g_array_unref(permit->rows);
  g_hash_table_unref(permit->rights);
  g_hash_table_unref(permit->within);
  g_clear_error(&permit->failure);
  g_free(permit->whom);
  g_free(permit);
}

/* ---- which one counts -------------------------------------------------------------------- */

/* Over 0 where a counts and b does not; 0 where both do, if none counts more. */
static int compare_rows(const PermitRow *a, const PermitRow *b) {
  if (a->nearness != b->nearness)
    return a->nearness - b->nearness;
  if ((a->ledger != 0) != (b->ledger != 0))
    return a->ledger != 0 ? 1 : -1;
  return (int)a->level - (int)b->level;
}

static gboolean is_about(const PermitRow *row, gint64 ledger) {
  return row->ledger == 0 || row->ledger == ledger;
}

static const PermitRow *find_best(const Permit *permit, gint64 ledger) {
  const PermitRow *best = NULL;
  for (guint i = 0; i < permit->rows->len; i++) {
    const PermitRow *row = &g_array_index(permit->rows, PermitRow, i);
    if (is_about(row, ledger) && (best == NULL || compare_rows(row, best) > 0))
      best = row;
  }
  return best;
}

/* Of all rows that count as much as best does; NULL: one of them is not limited. */
static GArray *find_units(const Permit *permit, gint64 ledger, const PermitRow *best) {
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < permit->rows->len; i++) {
    const PermitRow *row = &g_array_index(permit->rows, PermitRow, i);
    if (!is_about(row, ledger) || compare_rows(row, best) != 0)
      continue;
    if (row->unit == 0)
      return NULL;
    if (!permit_has_unit((Right){row->level, units}, row->unit))
      g_array_append_val(units, row->unit);
  }
  return g_steal_pointer(&units);
}

Right permit_right(const Permit *permit, gint64 ledger) {
  if (permit->open)
    return (Right){ACCESS_ADMIN, NULL};
  OwnRight *own = g_hash_table_lookup(permit->rights, &ledger);
  if (own == NULL) {
    const PermitRow *best = find_best(permit, ledger);
    own = g_new0(OwnRight, 1); /* 只读 */
    if (best != NULL)
      *own = (OwnRight){best->level, find_units(permit, ledger, best)};
    g_hash_table_insert(permit->rights, g_memdup2(&ledger, sizeof ledger), own);
  }
  return (Right){own->level, own->units};
}

Right permit_best(const Permit *permit) {
  Right best = permit_right(permit, 0);
  for (guint i = 0; i < permit->rows->len; i++) {
    gint64 ledger = g_array_index(permit->rows, PermitRow, i).ledger;
    Right right = ledger != 0 ? permit_right(permit, ledger) : best;
    if (right.level > best.level || (right.level == best.level && right.units == NULL))
      best = right;
  }
  return best;
}

gboolean permit_any(const Permit *permit, Need need) {
  for (guint i = 0; i <= permit->rows->len; i++) {
    gint64 ledger = i > 0 ? g_array_index(permit->rows, PermitRow, i - 1).ledger : 0;
    Right right = permit_right(permit, ledger);
    if (right.level >= need.level && (right.units == NULL || !need.beyond))
      return TRUE;
  }
  return FALSE;
}

gboolean permit_has_unit(Right right, gint64 unit) {
  for (guint i = 0; right.units != NULL && i < right.units->len; i++) {
    if (g_array_index(right.units, gint64, i) == unit)
      return TRUE;
  }
  return FALSE;
}

void permit_finish(Permit *permit, Query *query) {
  g_autoptr(GError) failure = NULL;
  if (!query_finish(query, &failure) && permit->failure == NULL)
    permit->failure = g_steal_pointer(&failure);
}

gboolean permit_is_answered(Permit *permit, gboolean answer, GError **error) {
  if (permit->failure == NULL)
    return answer;
  g_clear_error(error);
  g_propagate_error(error, g_steal_pointer(&permit->failure));
  return FALSE;
}

static gboolean is_units(Permit *permit, gint64 unit, gint64 task) {
  Query *query = query_new(permit->db, SQL_WITHIN);
  query_bind_int(query, 1, unit);
  query_bind_int(query, 2, task);
  gboolean within = query_next(query);
  permit_finish(permit, query);
  return within;
}

gboolean permit_is_within(Permit *permit, Right right, gint64 task) {
  if (right.units == NULL)
    return TRUE;
  gpointer known = g_hash_table_lookup(permit->within, &task);
  if (known != NULL)
    return GPOINTER_TO_INT(known) == 1;
  gboolean within = FALSE;
  for (guint i = 0; !within && i < right.units->len; i++)
    within = is_units(permit, g_array_index(right.units, gint64, i), task);
  g_hash_table_insert(permit->within, g_memdup2(&task, sizeof task),
                      GINT_TO_POINTER(within ? 1 : 2));
  return within;
}

/* ---- asking ------------------------------------------------------------------------------ */

static Permit *permit_of(Db *db, const Actor *actor, GError **error) {
  return permit_new(db, actor, (Need){0}, FALSE, error);
}

gboolean permit_level(Db *db, const Actor *actor, gint64 ledger, Access *level, gboolean *limited,
                      GError **error) {
  g_autoptr(Permit) permit = permit_of(db, actor, error);
  if (permit == NULL)
    return FALSE;
  Right right = permit_right(permit, ledger);
  *level = right.level;
  if (limited != NULL)
    *limited = right.units != NULL;
  return TRUE;
}

gboolean permit_highest(Db *db, const Actor *actor, Access *level, GError **error) {
  g_autoptr(Permit) permit = permit_of(db, actor, error);
  if (permit == NULL)
    return FALSE;
  *level = permit_best(permit).level;
  return TRUE;
}

static gboolean ledger_of(Db *db, gint64 task, gint64 *ledger, GError **error) {
  Query *query = query_new(db, SQL_TASK_LEDGER);
  query_bind_int(query, 1, task);
  *ledger = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

gboolean permit_task(Db *db, const Actor *actor, gint64 task, Access *level, gboolean *within,
                     GError **error) {
  gint64 ledger;
  g_autoptr(Permit) permit = permit_of(db, actor, error);
  if (permit == NULL || !ledger_of(db, task, &ledger, error))
    return FALSE;
  if (ledger == 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的任务，可能已被删除。请刷新后再试", task);
    return FALSE;
  }
  Right right = permit_right(permit, ledger);
  *level = right.level;
  if (within != NULL)
    *within = permit_is_within(permit, right, task);
  return permit_is_answered(permit, TRUE, error);
}

gboolean permit_allows(Db *db, const Actor *actor, const char *verb, gint64 task, GError **error) {
  g_autoptr(Permit) permit = permit_new(db, actor, permit_need(verb), FALSE, error);
  return permit != NULL && permit_begin(permit, task, error);
}

gboolean permit_demand(Db *db, const Actor *actor, Access level, const char *what, GError **error) {
  g_autoptr(Permit) permit = permit_of(db, actor, error);
  return permit != NULL && (permit_right(permit, 0).level >= level ||
                            permit_refuse(permit, (Need){level, what, FALSE}, 0, error));
}

char *permit_whom(Db *db, gint64 ledger) {
  g_autoptr(GString) text = g_string_new("请管理员");
  Query *query = query_new(db, SQL_WHOM);
  query_bind_int(query, 1, ledger);
  gboolean login = FALSE; /* it ends with one */
  for (int i = 0; query_next(query); i++) {
    login = query_text(query, 1) == NULL;
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : " ", query_text(query, 0));
    if (!login)
      g_string_append_printf(text, "（%s）", query_text(query, 1));
  }
  query_free(query);
  g_string_append(text, login ? " " : "");
  return g_string_free(g_string_append(g_steal_pointer(&text), "授权"), FALSE);
}

/* ---- needing and refusing ---------------------------------------------------------------- */

Need permit_need(const char *verb) {
  return (Need){access_for_verb(verb), access_verb_name(verb), access_is_beyond_unit(verb)};
}

/* 。台账：《…》（2026年）, at the end, since a terminal may cut the title. */
static char *ledger_text(Db *db, gint64 ledger) {
  Query *query = query_new(db, SQL_LEDGER);
  query_bind_int(query, 1, ledger);
  char *text = query_next(query) ? g_strdup_printf("。台账：《%s》（%d年）", query_text(query, 0),
                                                   (int)query_int(query, 1))
                                 : g_strdup("");
  query_free(query);
  return text;
}

char *permit_ask_whom(const Permit *permit, gint64 ledger) {
  return ledger == 0 && permit->whom != NULL ? g_strdup(permit->whom)
                                             : permit_whom(permit->db, ledger);
}

gboolean permit_refuse(const Permit *permit, Need need, gint64 ledger, GError **error) {
  g_autofree char *where = ledger_text(permit->db, ledger);
  g_autofree char *whom = permit_ask_whom(permit, ledger);
  g_set_error(error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "%s需要“%s”，您（%s）是“%s”。%s%s",
              need.what, access_name(need.level), permit->actor->who,
              access_name(permit_right(permit, ledger).level), whom, where);
  return FALSE;
}
