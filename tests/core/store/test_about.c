/* Which tasks and units entries touched: what is kept beside them against what they changed. */
#include <string.h>

#include "core/store/about.h"
#include "core/store/shape.h"
#include "tests/core/store/support.h"

enum { LAST_TASK = 12, LAST_UNIT = 4, ENTRIES = 60 };

/* ---- the slow plain way --------------------------------------------------------------------- */

/* By the rows that were made: the task of each, which never changes. */
static GHashTable *read_owners(Db *db) {
  GHashTable *owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(Shapes) shapes = shapes_new(db);
  Query *query = query_new(db, "SELECT changeset FROM journal ORDER BY seq");
  while (query_next(query)) {
    gsize size;
    const void *changeset = query_blob(query, 0, &size);
    ChangesetIter *iter = changeset_start(db, changeset, size, NULL);
    ChangedRow row;
    while (changeset_next(iter, &row)) {
      int column = shapes_task_column(shapes, row.table);
      sqlite3_value *owner = column >= 0 ? changeset_new(&row, column) : NULL;
      if (row.operation == SQLITE_INSERT && owner != NULL)
        g_hash_table_insert(owners,
                            g_strdup_printf("%s/%" G_GINT64_FORMAT, row.table, changeset_id(&row)),
                            GINT_TO_POINTER(sqlite3_value_int(owner)));
    }
    g_assert_true(changeset_end(db, iter, NULL));
  }
  query_free(query);
  return owners;
}

static gboolean is_id(sqlite3_value *value, gint64 id) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_INTEGER &&
         sqlite3_value_int64(value) == id;
}

static gboolean holds(const ChangedRow *row, int column, gint64 id) {
  return is_id(changeset_old(row, column), id) || is_id(changeset_new(row, column), id);
}

static gboolean row_touches(GHashTable *owners, Shapes *shapes, const ChangedRow *row, gint64 id) {
  if (g_str_equal(row->table, "task") && changeset_id(row) == id)
    return TRUE;
  int column = shapes_task_column(shapes, row->table);
  if (column < 0)
    return FALSE;
  g_autofree char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, row->table, changeset_id(row));
  return holds(row, column, id) ||
         (changeset_old(row, column) == NULL && changeset_new(row, column) == NULL && id != 0 &&
          GPOINTER_TO_INT(g_hash_table_lookup(owners, key)) == id);
}

static gboolean row_touches_unit(Shapes *shapes, const ChangedRow *row, gint64 id) {
  gboolean touches = FALSE;
  for (int i = 0; i < row->columns; i++) {
    const char *name = shapes_column(shapes, row->table, i);
    gboolean is_unit = (g_str_equal(row->table, "unit") && strcmp(name, "id") == 0) ||
                       (g_str_has_prefix(row->table, "unit_") &&
                        (strcmp(name, "unit") == 0 || strcmp(name, "member") == 0));
    touches = touches || (is_unit && holds(row, i, id));
  }
  return touches;
}

static gboolean entry_touches(Db *db, GHashTable *owners, gint64 seq, gboolean unit, gint64 id) {
  g_autoptr(Shapes) shapes = shapes_new(db);
  gsize size;
  g_autofree void *changeset = changeset_load(db, seq, &size, NULL);
  ChangesetIter *iter = changeset_start(db, changeset, size, NULL);
  gboolean touches = FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row))
    touches = touches ||
              (unit ? row_touches_unit(shapes, &row, id) : row_touches(owners, shapes, &row, id));
  g_assert_true(changeset_end(db, iter, NULL));
  return touches;
}

/* From the newest entry to the oldest, all of it read: what was changed later counts. */
static GHashTable *read_touched(Db *db) {
  g_autoptr(Shapes) shapes = shapes_new(db);
  g_autoptr(GHashTable) undone = g_hash_table_new(NULL, NULL);
  GHashTable *fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Query *query = query_new(db, "SELECT seq, verb = 'import.run', ifnull(undoes, 0), changeset"
                               " FROM journal ORDER BY seq DESC");
  while (query_next(query)) {
    gint64 undoes = query_int(query, 2);
    if (g_hash_table_contains(undone, GINT_TO_POINTER(query_int(query, 0))))
      continue;
    if (undoes != 0) {
      g_hash_table_add(undone, GINT_TO_POINTER(undoes));
      continue;
    }
    gsize size;
    const void *changeset = query_blob(query, 3, &size);
    ChangesetIter *iter = changeset_start(db, changeset, size, NULL);
    ChangedRow row;
    while (changeset_next(iter, &row))
      for (int i = 0; i < row.columns; i++) {
        gboolean units = g_str_equal(row.table, "task_unit") && row.operation != SQLITE_UPDATE;
        if (!units && (!g_str_equal(row.table, "task") || row.operation != SQLITE_UPDATE ||
                       row.key[i] != 0 || changeset_new(&row, i) == NULL))
          continue;
        char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", changeset_id(&row),
                                    units ? "units" : shapes_column(shapes, "task", i));
        if (g_hash_table_contains(seen, key)) {
          g_free(key);
          continue;
        }
        g_hash_table_add(seen, g_strdup(key));
        if (query_int(query, 1) == 0)
          g_hash_table_add(fields, key);
        else
          g_free(key);
      }
    g_assert_true(changeset_end(db, iter, NULL));
  }
  query_free(query);
  g_hash_table_unref(seen);
  return fields;
}

/* ---- entries at random ------------------------------------------------------------------------
 */

static char *random_statement(GRand *rand) {
  int task = g_rand_int_range(rand, 1, LAST_TASK + 1), other = g_rand_int_range(rand, 1, 9);
  int unit = g_rand_int_range(rand, 1, LAST_UNIT + 1), row = g_rand_int_range(rand, 1, 25);
  int value = g_rand_int_range(rand, 0, 101);
  switch (g_rand_int_range(rand, 0, 10)) {
  case 0:
    return g_strdup_printf("UPDATE task SET percent = %d WHERE id = %d", value, task);
  case 1:
    return g_strdup_printf("UPDATE task SET note = '%d' WHERE id >= %d AND id <= %d", value, task,
                           task + other);
  case 2:
    return g_strdup_printf("INSERT INTO progress (task, made_on, text, author)"
                           " SELECT id, '2026-01-02', '甲', 'zhang' FROM task WHERE id = %d",
                           task);
  case 3:
    return g_strdup_printf("UPDATE progress SET text = '%d' WHERE id = %d", value, row);
  case 4:
    return g_strdup_printf("DELETE FROM progress WHERE id = %d", row);
  case 5:
    return g_strdup_printf("INSERT OR REPLACE INTO task_unit SELECT id, %d, 'lead', %d FROM task"
                           " WHERE id = %d",
                           unit, value, task);
  case 6:
    return g_strdup_printf("UPDATE unit SET name = '单位%d-%d' WHERE id = %d", unit, value, unit);
  case 7:
    return g_strdup_printf("INSERT OR REPLACE INTO unit_member VALUES (%d, %d)", unit,
                           unit % LAST_UNIT + 1);
  case 8:
    return g_strdup_printf("DELETE FROM task WHERE id = %d AND %d < 30", task, value);
  default:
    return g_strdup_printf("DELETE FROM task_unit WHERE task = %d", task);
  }
}

static void make_rows(Db *db) {
  make_tasks(db, "zhang");
  g_autoptr(GPtrArray) sql = g_ptr_array_new_with_free_func(g_free);
  for (int id = 4; id <= LAST_TASK; id++)
    g_ptr_array_add(sql, g_strdup_printf("INSERT INTO task (id, ledger, indicator, number, kind,"
                                         " goal, state, parent, weight) VALUES (%d, 1, 1, %d,"
                                         " 'task', '乙', 'new', %s, %s)",
                                         id, id, id > 10 ? "2" : "NULL", id > 10 ? "50" : "NULL"));
  for (int id = 2; id <= LAST_UNIT; id++)
    g_ptr_array_add(
        sql, g_strdup_printf("INSERT INTO unit (name, kind) VALUES ('单位%d', 'office')", id));
  g_ptr_array_add(sql, NULL);
  deed(db, "zhang", 0, (const char *const *)sql->pdata);
}

static void write_at_random(Db *db, GRand *rand) {
  for (int i = 0; i < ENTRIES; i++) {
    g_autoptr(GPtrArray) sql = g_ptr_array_new_with_free_func(g_free);
    for (int k = g_rand_int_range(rand, 1, 4); k > 0; k--)
      g_ptr_array_add(sql, random_statement(rand));
    g_ptr_array_add(sql, NULL);
    Actor actor = actor_of("zhang");
    Deed what = {.verb = i % 3 == 0 ? "import.run" : "test", .summary = "改"};
    what.task = g_rand_int_range(rand, 0, 3) == 0 ? g_rand_int_range(rand, 1, LAST_TASK) : 0;
    GError *error = NULL;
    try_deed(db, &actor, &what, (const char *const *)sql->pdata, &error);
    g_assert_no_error(error);
    gint64 seq = number(db, "SELECT max(seq) FROM journal");
    if (i % 7 == 0 && !journal_undo(db, &actor, seq, NULL, &error))
      g_clear_error(&error); /* taken back already, or in the way of nothing */
  }
}

/* ---- the tests --------------------------------------------------------------------------------
 */

#define SQL_ALL                                                                                    \
  "SELECT group_concat(entry || what || first || '-' || last, ' ') FROM"                           \
  " (SELECT * FROM journal_about ORDER BY entry, what, first)"

static void check_all(Db *db) {
  g_autoptr(GHashTable) owners = read_owners(db);
  gint64 last = number(db, "SELECT max(seq) FROM journal");
  int found = 0;
  for (gint64 seq = 1; seq <= last; seq++) {
    g_autofree char *sql =
        g_strdup_printf("SELECT ifnull(task, 0) FROM journal WHERE seq = %" G_GINT64_FORMAT, seq);
    gint64 about = number(db, sql);
    for (gint64 id = 0; id <= LAST_TASK + 1; id++) {
      gboolean has;
      g_assert_true(about_has(db, seq, ABOUT_TASK, id, &has, NULL));
      g_assert_cmpint(has, ==, id != about && entry_touches(db, owners, seq, FALSE, id));
      found += has;
      g_assert_true(about_has(db, seq, ABOUT_UNIT, id, &has, NULL));
      g_assert_cmpint(has, ==, entry_touches(db, owners, seq, TRUE, id));
      found += has;
    }
  }
  g_assert_cmpint(found, >, ENTRIES);
}

/* The rows of an entry that belong to a task, every one looked at. */
static GHashTable *plain_rows(Db *db, gint64 seq, gint64 task, gboolean fallback) {
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(Shapes) shapes = shapes_new(db);
  gsize size;
  g_autofree void *changeset = changeset_load(db, seq, &size, NULL);
  ChangesetIter *iter = changeset_start(db, changeset, size, NULL);
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (!shapes_touches(shapes, &row, task, fallback))
      continue;
    g_autofree char *key = changeset_key(&row);
    g_hash_table_add(rows, g_strconcat(row.table, " ", key, NULL));
  }
  g_assert_true(changeset_end(db, iter, NULL));
  return rows;
}

/* What is told of a task is told of all these rows, and of no others. */
static void check_changes(Db *db) {
  gint64 last = number(db, "SELECT max(seq) FROM journal");
  guint found = 0;
  for (gint64 seq = 1; seq <= last; seq++) {
    g_autofree char *sql =
        g_strdup_printf("SELECT ifnull(task, 0) FROM journal WHERE seq = %" G_GINT64_FORMAT, seq);
    gint64 about = number(db, sql);
    for (gint64 task = 1; task <= LAST_TASK; task++) {
      GError *error = NULL;
      g_autoptr(GHashTable) plain = plain_rows(db, seq, task, about == task);
      g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GPtrArray) changes = journal_changes(db, seq, task, &error);
      g_assert_no_error(error);
      for (guint i = 0; i < changes->len; i++) {
        const JournalChange *change = changes->pdata[i];
        char *row = g_strconcat(change->table, " ", change->key, NULL);
        g_assert_true(g_hash_table_contains(plain, row));
        g_hash_table_add(told, row);
      }
      g_assert_cmpuint(g_hash_table_size(told), ==, g_hash_table_size(plain));
      found += changes->len;
    }
  }
  g_assert_cmpuint(found, >, ENTRIES);
}

static void check_touched(Db *db) {
  g_autoptr(GHashTable) plain = read_touched(db);
  g_autoptr(GHashTable) touched = journal_touched(db, NULL);
  g_assert_cmpuint(g_hash_table_size(touched), ==, g_hash_table_size(plain));
  g_assert_cmpuint(g_hash_table_size(touched), >, 3);
  GHashTableIter iter;
  gpointer field;
  g_hash_table_iter_init(&iter, plain);
  while (g_hash_table_iter_next(&iter, &field, NULL))
    g_assert_true(g_hash_table_contains(touched, field));
}

static void rebuild(Db *db) {
  GError *error = NULL;
  g_assert_true(db_exec(db, "BEGIN IMMEDIATE", NULL));
  g_assert_true(about_rebuild(db, &error));
  g_assert_no_error(error);
  g_assert_true(db_exec(db, "COMMIT", NULL));
}

static void test_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  g_autoptr(GRand) rand = g_rand_new_with_seed(20261121);
  make_rows(db);
  write_at_random(db, rand);
  check_all(db);
  check_touched(db);
  check_changes(db);
  g_autofree char *written = text(db, SQL_ALL);
  rebuild(db);
  g_autofree char *made = text(db, SQL_ALL);
  g_assert_cmpstr(made, ==, written);
  g_autofree char *problem = NULL;
  g_assert_true(journal_guarded(db, &problem, NULL));
  g_assert_null(problem);
}

/* Runs, however far the ids; and an entry that is about one task says nothing of it. */
static void test_runs(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
#define ROW(id, number) "(" #id ", 1, 1, " #number ", 'task', '甲', 'new')"
#define ADD_TASKS "INSERT INTO task (id, ledger, indicator, number, kind, goal, state) VALUES "
  gint64 one = deed_one(
      db, "zhang", 0,
      ADD_TASKS ROW(7, 7) "," ROW(8, 8) "," ROW(9, 9) "," ROW(16777215, 10) "," ROW(16777216, 11));
  gint64 two = deed_one(db, "zhang", 0, ADD_TASKS ROW(9223372036854775806, 12));
  gint64 three = deed_one(db, "zhang", 8, "UPDATE task SET note = '乙' WHERE id BETWEEN 7 AND 9");
  gint64 four = deed_one(db, "zhang", 8, "UPDATE task SET note = '丙' WHERE id = 8");
  g_autofree char *all =
      text(db, "SELECT group_concat(first || '-' || last, ' ') FROM"
               " (SELECT * FROM journal_about WHERE entry > 1 ORDER BY 1, 2, 3)");
  g_assert_cmpstr(all, ==, "7-9 16777215-16777216 9223372036854775806-9223372036854775806 7-7 9-9");
  g_assert_cmpint(one + 1, ==, two);
  g_assert_cmpint(three + 1, ==, four);
}

/* What somebody took away or changed past the program is found out, and cannot be by mistake. */
static void test_guarded(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 seq = deed_one(db, "zhang", 0, "UPDATE task SET note = '乙'");
  deed_fails(db, "DELETE FROM journal_about", STORE_ERROR_REFUSED);
  deed_fails(db, "UPDATE journal_about SET last = 9", STORE_ERROR_REFUSED);
  deed_fails(db, "INSERT INTO journal_about VALUES (1, 'task', 7, 7)", STORE_ERROR_REFUSED);
  g_auto(JournalVerdict) verdict = {0};
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_null(verdict.problem);
  fixture_close(fixture);
  raw_exec(fixture->path, "DROP TRIGGER journal_about_keep;"
                          "UPDATE journal_about SET last = 2 WHERE entry = 2 AND what = 'task'");
  fixture->db = open_ok(fixture->path, DB_WRITE);
  g_assert_true(journal_verify(fixture->db, &verdict, NULL));
  g_assert_cmpint(verdict.bad_seq, ==, seq);
  g_assert_nonnull(strstr(verdict.problem, "不全"));
}

/* ---- since one looked last ------------------------------------------------------------------- */

/* What comes after mark, which moves on, as text: 1,2,3. NULL where it is not to be had. */
static char *since(Db *db, JournalMark *mark, guint most) {
  GError *error = NULL;
  gboolean told;
  g_autoptr(IdSet) tasks = id_set_new();
  g_assert_true(journal_tasks_since(db, mark, most, tasks, &told, &error));
  g_assert_no_error(error);
  GString *ids = g_string_new(NULL);
  for (gint64 id = 1; id <= LAST_TASK; id++) {
    if (id_set_has(tasks, id))
      g_string_append_printf(ids, "%s%d", ids->len > 0 ? "," : "", (int)id);
  }
  return g_string_free(ids, !told);
}

static void assert_since(Db *db, JournalMark *mark, guint most, const char *expected) {
  g_autofree char *found = since(db, mark, most);
  g_assert_cmpstr(found, ==, expected);
}

static void test_since(Fixture *fixture, gconstpointer data) {
  (void)data;
  JournalMark empty, first;
  g_assert_true(journal_mark(fixture->db, &empty, NULL));
  g_assert_cmpint(empty.seq, ==, 0);
  make_tasks(fixture->db, "zhangsan");
  g_assert_true(journal_mark(fixture->db, &first, NULL));
  JournalMark mark = first, foreign = first, again = first;
  assert_since(fixture->db, &mark, 10, "");
  deed_one(fixture->db, "zhangsan", 0, "UPDATE task SET goal = '甲' WHERE id IN (1, 3)");
  deed_one(fixture->db, "lisi", 2, "UPDATE task SET goal = '乙' WHERE id = 2");
  deed_one(fixture->db, "lisi", 0, "UPDATE unit SET name = '丙' WHERE id = 1");
  assert_since(fixture->db, &mark, 3, "1,2,3");
  assert_since(fixture->db, &mark, 3, ""); /* it has moved on */
  assert_since(fixture->db, &empty, 10, "1,2,3");
  assert_since(fixture->db, &again, 2, NULL); /* more than are asked for */
  foreign.hash[0] ^= 1;
  assert_since(fixture->db, &foreign, 10, NULL); /* of another file */
  foreign = mark;
  foreign.seq++;
  assert_since(fixture->db, &foreign, 10, NULL); /* a copy of before */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/store/about/random", test_random);
  ADD("/store/about/runs", test_runs);
  ADD("/store/about/guarded", test_guarded);
  ADD("/store/about/since", test_since);
  return g_test_run();
}
