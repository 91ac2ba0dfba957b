/* permit_check.c: whether a person may change what a writing changed, by its changeset. */
#include "core/store/permit_check.h"

#define SQL_TASK_LEDGER "SELECT ledger FROM task WHERE id = ?1"
/* The row of access is one of the ledger that its own was carried over from. */
#define SQL_CARRIED                                                                                \
  "SELECT 1 FROM access n JOIN ledger l ON l.id = n.ledger JOIN access o"                          \
  " ON o.ledger = l.rolled_from AND o.login IS n.login AND o.unix_group IS n.unix_group"           \
  " AND o.level = n.level AND o.unit IS n.unit WHERE n.id = ?1"
#define SQL_ADMINS                                                                                 \
  "SELECT count(*) FROM access WHERE level = ?1 AND login IS NOT NULL AND ledger IS NULL"

static void check_clear(PermitCheck *check) {
  shapes_free(check->shapes);
  g_hash_table_unref(check->whole);
  g_hash_table_unref(check->cases);
  g_hash_table_unref(check->ledgers);
  g_hash_table_unref(check->successors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PermitCheck, check_clear)

/* ---- values of a row --------------------------------------------------------------------- */

gint64 permit_value_id(sqlite3_value *value) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value)
                                                                      : 0;
}

static gboolean is_one_of(sqlite3_value *value, const char *text) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_TEXT &&
         g_str_equal((const char *)sqlite3_value_text(value), text);
}

static const char *text_of(sqlite3_value *value) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_TEXT
             ? (const char *)sqlite3_value_text(value)
             : NULL;
}

gint64 permit_ask_id(Permit *permit, const char *sql, gint64 id) {
  Query *query = query_new(permit->db, sql);
  query_bind_int(query, 1, id);
  gint64 found = query_next(query) ? query_int(query, 0) : 0;
  permit_finish(permit, query);
  return found;
}

/* ---- what a changeset is about as a whole ------------------------------------------------ */

static void note(GHashTable *set, gint64 id) {
  g_hash_table_add(set, g_memdup2(&id, sizeof id));
}

static void survey_row(PermitCheck *check, const ChangedRow *row) {
  gboolean is_update = row->operation == SQLITE_UPDATE;
  if (g_str_equal(row->table, "task") && !is_update)
    note(check->whole, changeset_id(row));
  if (g_str_equal(row->table, "ledger") && !is_update)
    note(check->ledgers, changeset_id(row));
  if (g_str_equal(row->table, "case") && row->operation == SQLITE_DELETE)
    note(check->cases, changeset_id(row));
  int column = g_str_equal(row->table, "unit") && is_update
                   ? shapes_index(check->shapes, row, "successor")
                   : -1;
  if (column < 0)
    return;
  gint64 unit = changeset_id(row);
  gint64 old = permit_value_id(changeset_old(row, column)),
         new_ = permit_value_id(changeset_new(row, column));
  gint64 successor = new_ != 0 ? new_ : old;
  if (successor != 0)
    g_hash_table_insert(check->successors, g_memdup2(&unit, sizeof unit),
                        g_memdup2(&successor, sizeof successor));
}

gboolean permit_survey(PermitCheck *check, GError **error) {
  if (check->surveyed)
    return TRUE;
  Db *db = check->permit->db;
  ChangesetIter *iter = changeset_start(db, check->changeset, check->size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row))
    survey_row(check, &row);
  check->surveyed = TRUE;
  return changeset_end(db, iter, error);
}

/* ---- rows that need more, whatever the deed is called ------------------------------------ */

static void raise_need(Need *need, Need other) {
  if (other.level > need->level)
    *need = other;
}

/* Steps that are put in need what the deed of that name needs; taken back, those that go, too. */
static void raise_for_step(sqlite3_value *value, Need *need) {
  const char *name = text_of(value);
  if (name == NULL)
    return;
  g_autofree char *verb = g_strconcat("task.", name, NULL);
  raise_need(need, permit_need(verb));
}

static void raise_for_extension(sqlite3_value *value, Need *need) {
  if (is_one_of(value, "approved"))
    raise_need(need, permit_need("extension.approve"));
  if (is_one_of(value, "refused"))
    raise_need(need, permit_need("extension.refuse"));
}

/* What goes with its task, or comes back with it, was decided before. */
static gboolean goes_with_task(PermitCheck *check, const ChangedRow *row) {
  gint64 before, after;
  if (row->operation == SQLITE_UPDATE)
    return FALSE;
  shapes_tasks(check->shapes, row, &before, &after);
  return g_hash_table_contains(check->whole, &before);
}

static gboolean raise_for_column(PermitCheck *check, const ChangedRow *row, const char *name,
                                 void (*raise)(sqlite3_value *, Need *), Need *need,
                                 GError **error) {
  gboolean taking_back = check->permit->taking_back;
  int column = shapes_index(check->shapes, row, name);
  if (taking_back && !permit_survey(check, error))
    return FALSE;
  if (column < 0 || (taking_back && goes_with_task(check, row)))
    return TRUE;
  raise(changeset_new(row, column), need);
  if (taking_back)
    raise(changeset_old(row, column), need);
  return TRUE;
}

/* Where a unit goes into another, what was limited to it goes along, and back when that is taken
 * back. */
static gboolean follows_unit(PermitCheck *check, const ChangedRow *row) {
  int column = shapes_index(check->shapes, row, "unit");
  for (int i = 0; i < row->columns; i++) {
    if (i != column && row->key[i] == 0 && changeset_new(row, i) != NULL)
      return FALSE;
  }
  if (row->operation != SQLITE_UPDATE || column < 0)
    return FALSE;
  gint64 old = permit_value_id(changeset_old(row, column)),
         new_ = permit_value_id(changeset_new(row, column));
  const gint64 *forth = g_hash_table_lookup(check->successors, &old);
  const gint64 *back = g_hash_table_lookup(check->successors, &new_);
  return (forth != NULL && *forth == new_) || (back != NULL && *back == old);
}

/* Rights for a ledger go with it where it goes or comes back; a new one has those of the ledger it
 * was carried over from, and no others. */
static gboolean follows_ledger(PermitCheck *check, const ChangedRow *row, gboolean *follows,
                               GError **error) {
  gint64 before, after;
  shapes_ledgers(check->shapes, row, &before, &after);
  gint64 ledger = row->operation == SQLITE_DELETE ? before : after;
  *follows = row->operation != SQLITE_UPDATE && ledger != 0 &&
             g_hash_table_contains(check->ledgers, &ledger);
  if (!*follows || row->operation == SQLITE_DELETE || check->permit->taking_back)
    return TRUE;
  Query *query = query_new(check->permit->db, SQL_CARRIED);
  query_bind_int(query, 1, changeset_id(row));
  *follows = query_next(query);
  return query_finish(query, error);
}

static gboolean raise_for_access(PermitCheck *check, const ChangedRow *row, Need *need,
                                 GError **error) {
  if (!permit_survey(check, error))
    return FALSE;
  gboolean follows;
  if (!follows_ledger(check, row, &follows, error))
    return FALSE;
  if (!follows && !follows_unit(check, row))
    raise_need(need, permit_need("access.edit"));
  return TRUE;
}

static gboolean is_own_name(const PermitCheck *check, const ChangedRow *row) {
  g_autofree char *login = changeset_key(row);
  return g_strcmp0(login, check->permit->actor->who) == 0;
}

/* 督办单 and 核定 that are put in or changed; taken back, those that go, too. */
static gboolean raise_for_whole(PermitCheck *check, const ChangedRow *row, const char *verb,
                                Need *need, GError **error) {
  if (row->operation == SQLITE_DELETE && !check->permit->taking_back)
    return TRUE;
  if (!permit_survey(check, error))
    return FALSE;
  if (row->operation == SQLITE_UPDATE || !goes_with_task(check, row))
    raise_need(need, permit_need(verb));
  return TRUE;
}

/* 封存, and a ledger that was 封存 and is taken into use again; by taking its 封存 back it may. */
static void raise_for_ledger(const PermitCheck *check, const ChangedRow *row, Need *need) {
  int column = row->operation == SQLITE_UPDATE && !check->permit->taking_back
                   ? shapes_index(check->shapes, row, "frozen_on")
                   : -1;
  if (column < 0)
    return;
  if (text_of(changeset_old(row, column)) != NULL)
    raise_need(need, permit_need("ledger.thaw"));
  else if (text_of(changeset_new(row, column)) != NULL)
    raise_need(need, permit_need("ledger.freeze"));
}

static gboolean raise_for_row(PermitCheck *check, const ChangedRow *row, Need *need,
                              GError **error) {
  if (g_str_equal(row->table, "step"))
    return raise_for_column(check, row, "name", raise_for_step, need, error);
  if (g_str_equal(row->table, "extension"))
    return raise_for_column(check, row, "state", raise_for_extension, need, error);
  if (g_str_equal(row->table, "access"))
    return raise_for_access(check, row, need, error);
  if (g_str_equal(row->table, "notice"))
    return raise_for_whole(check, row, "notice.issue", need, error);
  if (g_str_equal(row->table, "score"))
    return raise_for_whole(check, row, "score.confirm", need, error);
  if (g_str_equal(row->table, "ledger"))
    raise_for_ledger(check, row, need);
  if (g_str_equal(row->table, "redaction"))
    raise_need(need, permit_need("journal.redact"));
  if (g_str_equal(row->table, "user") && !is_own_name(check, row))
    raise_need(need, (Need){ACCESS_ADMIN, "改别人的姓名", TRUE});
  return TRUE;
}

/* ---- a row ------------------------------------------------------------------------------- */

static gboolean check_right(PermitCheck *check, const ChangedRow *row, Right right, Need need,
                            gint64 ledger, GError **error) {
  if (right.level < need.level)
    return permit_refuse(check->permit, need, ledger, error);
  return right.units == NULL || permit_check_own(check, row, right, ledger, error);
}

/* Rows about no ledger that only go along with rows about tasks, or are the person's own. */
static gboolean goes_along(const ChangedRow *row) {
  static const char *const TABLES[] = {"user", "sendout", "sendout_unit", "collected", NULL};
  return g_strv_contains(TABLES, row->table);
}

/* Rights are given by whoever is 管理员 of the file, also where a ledger has other ones. */
static Right right_of_access(const Permit *permit, gint64 ledger) {
  Right own = permit_right(permit, ledger), file = permit_right(permit, 0);
  return own.level >= file.level ? own : file;
}

static gboolean check_ledgers(PermitCheck *check, const ChangedRow *row, Need need,
                              GError **error) {
  const Permit *permit = check->permit;
  gint64 before, after, task, other;
  shapes_ledgers(check->shapes, row, &before, &after);
  if (before == 0 && after == 0) {
    shapes_tasks(check->shapes, row, &task, &other);
    if (task != 0 || other != 0)
      return TRUE; /* it went together with its task, whose own row is asked about */
  }
  gboolean is_access = g_str_equal(row->table, "access");
  gint64 ledgers[] = {before, after};
  for (gsize i = 0; i < (before == after ? 1 : G_N_ELEMENTS(ledgers)); i++) {
    Right right =
        is_access ? right_of_access(permit, ledgers[i]) : permit_right(permit, ledgers[i]);
    if (!check_right(check, row, right, need, ledgers[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_row(PermitCheck *check, const ChangedRow *row, GError **error) {
  const Permit *permit = check->permit;
  Need need = permit->need;
  if (!raise_for_row(check, row, &need, error))
    return FALSE;
  if (goes_along(row))
    return permit_any(permit, (Need){need.level, need.what, TRUE}) ||
           check_right(check, row, permit_best(permit), need, 0, error);
  if (permit->by_ledger)
    return check_ledgers(check, row, need, error);
  return check_right(check, row, permit_right(permit, 0), need, 0, error);
}

/* ---- the whole --------------------------------------------------------------------------- */

static gboolean check_rows(PermitCheck *check, GError **error) {
  Db *db = check->permit->db;
  ChangesetIter *iter = changeset_start(db, check->changeset, check->size, error);
  if (iter == NULL)
    return FALSE;
  gboolean good = TRUE;
  ChangedRow row;
  while (good && changeset_next(iter, &row))
    good = check_row(check, &row, error);
  good = changeset_end(db, iter, good ? error : NULL) && good;
  return permit_is_answered(check->permit, good, error);
}

static gboolean check_admins(const Permit *permit, GError **error) {
  Query *query = query_new(permit->db, SQL_ADMINS);
  query_bind_text(query, 1, access_code(ACCESS_ADMIN));
  gboolean any = query_next(query) && query_int(query, 0) > 0;
  if (!query_finish(query, error))
    return FALSE;
  if (permit->admins == 0 || any)
    return TRUE;
  return store_refuse(error, "这样台账文件就没有管理员了，没有改动任何内容。"
                             "请先让另一个人成为管理员，再改这一个");
}

gboolean permit_is_all(const Permit *permit) {
  return permit->open || (!permit->by_ledger && permit_right(permit, 0).level == ACCESS_ADMIN);
}

gboolean permit_is_mixed(const Permit *permit) {
  return !permit->open && (permit->by_ledger || permit_right(permit, 0).units != NULL);
}

gboolean permit_check(Permit *permit, const void *changeset, gsize size, GError **error) {
  if (permit->open || size == 0)
    return TRUE;
  if (!permit_is_all(permit)) {
    g_auto(PermitCheck) check = {
        .permit = permit,
        .shapes = shapes_new(permit->db),
        .changeset = changeset,
        .size = size,
        .whole = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .cases = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .ledgers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .successors = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free),
    };
    if (!check_rows(&check, error))
      return FALSE;
  }
  return permit_best(permit).level < ACCESS_ADMIN || check_admins(permit, error);
}

static gboolean may_begin(Permit *permit, gint64 task, GError **error) {
  Right best = permit_best(permit);
  gint64 ledger = task != 0 ? permit_ask_id(permit, SQL_TASK_LEDGER, task) : 0;
  Right right = ledger != 0 ? permit_right(permit, ledger) : best;
  if (ledger == 0 && permit_any(permit, permit->need))
    return TRUE;
  if (right.level < permit->need.level)
    return permit_refuse(permit, permit->need, ledger, error);
  if (right.units != NULL && permit->need.beyond)
    return permit_refuse_beyond(permit, right, ledger, "这项操作超出了这个范围", error);
  return ledger == 0 || permit_is_within(permit, right, task) ||
         permit_refuse_task(permit, right, task, error);
}

gboolean permit_begin(Permit *permit, gint64 task, GError **error) {
  return permit_is_all(permit) || permit_is_answered(permit, may_begin(permit, task, error), error);
}
