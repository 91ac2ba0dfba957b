/* History: which entries, and what each changed. */
#include <string.h>

#include "core/store/changeset.h"
#include "core/store/words.h"
#include "tests/core/store/support.h"

/* "task 2 percent:50→60", a line a change; "-" for NULL. */
static char *changes_of(Db *db, gint64 seq, gint64 task) {
  GError *error = NULL;
  g_autoptr(GPtrArray) changes = journal_changes(db, seq, task, &error);
  g_assert_no_error(error);
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *c = g_ptr_array_index(changes, i);
    g_string_append_printf(all, "%s %d %s %s:%s→%s\n", c->table, (int)c->id, c->key, c->field,
                           c->old != NULL ? c->old : "-", c->new_ != NULL ? c->new_ : "-");
  }
  return g_string_free(all, FALSE);
}

static void assert_changes(Db *db, gint64 seq, gint64 task, const char *expected) {
  g_autofree char *found = changes_of(db, seq, task);
  g_assert_cmpstr(found, ==, expected);
}

/* "3 2 1", the entries' numbers. */
static void assert_list(Db *db, gint64 task, int limit, const char *expected) {
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = journal_list(db, task, limit, &error);
  g_assert_no_error(error);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf(all, "%s%d", i > 0 ? " " : "",
                           (int)((JournalEntry *)g_ptr_array_index(entries, i))->seq);
  g_assert_cmpstr(all->str, ==, expected);
}

static void test_changes(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  static const char *const several[] = {
      "UPDATE task SET percent = 50, note = '甲' WHERE id = 2",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (2, 1, 'lead', 1)",
      "INSERT INTO progress (task, made_on, text, author)"
      " VALUES (2, '2026-09-21', '已报送', 'zhang')",
      "UPDATE indicator SET points = 2.5 WHERE id = 1", NULL};
  gint64 seq = deed(db, "zhang", 2, several);
  assert_changes(db, seq, 0,
                 "indicator 1 1 points:-→2.5\n"
                 "task 2 2 percent:-→50\n"
                 "task 2 2 note:-→甲\n"
                 "task_unit 2 2/1/lead task:-→2\n"
                 "task_unit 2 2/1/lead unit:-→1\n"
                 "task_unit 2 2/1/lead role:-→lead\n"
                 "task_unit 2 2/1/lead position:-→1\n"
                 "progress 1 1 task:-→2\n"
                 "progress 1 1 made_on:-→2026-09-21\n"
                 "progress 1 1 text:-→已报送\n"
                 "progress 1 1 author:-→zhang\n");
  seq = deed_one(db, "zhang", 2, "UPDATE task SET percent = 60, note = NULL WHERE id = 2");
  assert_changes(db, seq, 0, "task 2 2 percent:50→60\ntask 2 2 note:甲→-\n");
  seq = deed_one(db, "zhang", 2, "UPDATE task_unit SET position = 3, role = 'support'");
  assert_changes(db, seq, 0,
                 "task_unit 2 2/1/lead task:2→-\n"
                 "task_unit 2 2/1/lead unit:1→-\n"
                 "task_unit 2 2/1/lead role:lead→-\n"
                 "task_unit 2 2/1/lead position:1→-\n"
                 "task_unit 2 2/1/support task:-→2\n"
                 "task_unit 2 2/1/support unit:-→1\n"
                 "task_unit 2 2/1/support role:-→support\n"
                 "task_unit 2 2/1/support position:-→3\n");
  seq = deed_one(db, "zhang", 0, "UPDATE user SET name = '张' WHERE login = 'zhang'");
  assert_changes(db, seq, 0, "user 0 zhang name:-→张\n");
  GError *error = NULL;
  g_assert_null(journal_changes(db, 99, 0, &error));
  g_assert_true(is_error(&error, STORE_ERROR_NOT_FOUND, "99"));
}

/* Ten rows come in the order of their numbers, not of their letters or of hashing. */
static void test_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  gint64 seq = deed_one(fixture->db, "zhang", 0,
                        "INSERT INTO unit (name, kind) WITH RECURSIVE n (i) AS"
                        " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
                        " SELECT '单位' || i, 'office' FROM n");
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, seq, 0, NULL);
  g_assert_cmpuint(journal_changes_size(fixture->db, seq), >, 10);
  g_assert_cmpuint(journal_changes_size(fixture->db, seq), <, 10000);
  g_assert_cmpuint(journal_changes_size(fixture->db, 99), ==, 0);
  g_assert_cmpint(changes->len, ==, 60);
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = g_ptr_array_index(changes, i);
    g_assert_cmpint(change->id, ==, 2 + i / 2);
    g_assert_cmpstr(change->field, ==, i % 2 == 0 ? "name" : "kind");
  }
}

static int compare_changes(const JournalChange *a, const JournalChange *b) {
  int places[] = {words_place(a->table), words_place(b->table)};
  if (places[0] != places[1])
    return places[0] - places[1];
  return a->id != b->id ? (a->id < b->id ? -1 : 1) : strcmp(a->key, b->key);
}

/* An entry that is read in parts: 500 units, and each with two tasks. Nothing is lost or told
 * twice, and of one task's units, which are more than a part has, none stands before another. */
static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  enum { UNITS = 500, FIELDS = UNITS * 2 + UNITS * 2 * 4 };
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  const char *const statements[] = {
      "INSERT INTO unit (name, kind) WITH RECURSIVE n (i) AS"
      " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT '单位' || i, 'office' FROM n",
      "INSERT INTO task_unit SELECT t.id, u.id, 'lead', u.id FROM task t, unit u"
      " WHERE t.id < 3 AND u.id > 1",
      NULL};
  gint64 seq = deed(db, "zhang", 0, statements);
  g_autoptr(GPtrArray) all = journal_changes(db, seq, 0, NULL);
  g_assert_cmpuint(all->len, ==, FIELDS);
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpint(compare_changes(all->pdata[i - 1], all->pdata[i]), <=, 0);
  g_autoptr(GPtrArray) of_task = journal_changes(db, seq, 2, NULL);
  g_assert_cmpuint(of_task->len, ==, UNITS * 4);
  static const guint MOST[] = {0, 1, FIELDS - 1, FIELDS, FIELDS + 1};
  for (gsize k = 0; k < G_N_ELEMENTS(MOST); k++) {
    gboolean whole;
    g_autoptr(GPtrArray) first = journal_first_changes(db, seq, 0, MOST[k], &whole, NULL);
    g_assert_cmpuint(first->len, ==, MIN(MOST[k], FIELDS));
    g_assert_cmpint(whole, ==, MOST[k] >= FIELDS);
    for (guint i = 0; i < first->len; i++) {
      const JournalChange *one = first->pdata[i], *same = all->pdata[i];
      g_assert_cmpint(compare_changes(one, same), ==, 0);
      g_assert_cmpstr(one->field, ==, same->field);
    }
  }
}

static void test_by_task(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");                                                     /* 1 */
  deed_one(db, "zhang", 1, "UPDATE task SET percent = 10 WHERE id = 1");       /* 2 */
  deed_one(db, "zhang", 0, "UPDATE task SET percent = 20 WHERE id IN (2, 3)"); /* 3 */
  deed_one(db, "zhang", 0,
           "INSERT INTO schedule (task, phrase, every, since)" /* 4 */
           " VALUES (1, '每月', 'month', '2026-01-01'), (2, '每月', 'month', '2026-01-01')");
  deed_one(db, "zhang", 0, "UPDATE schedule SET quota = 2 WHERE task = 2"); /* 5 */
  deed_one(db, "zhang", 0, "UPDATE unit SET name = '法规处'");              /* 6 */
  deed_one(db, "zhang", 0, "UPDATE schedule SET quota = 4");                /* 7 */
  deed_one(db, "zhang", 2, "DELETE FROM schedule WHERE task = 2");          /* 8 */
  assert_list(db, 0, 0, "8 7 6 5 4 3 2 1");
  assert_list(db, 0, 2, "8 7");
  assert_list(db, 1, 0, "7 4 2 1");
  assert_list(db, 1, 2, "7 4");
  assert_list(db, 3, 0, "3 1");
  assert_list(db, 99, 0, "");
  assert_changes(db, 3, 3, "task 3 3 percent:-→20\n");
  assert_changes(db, 7, 1, "schedule 1 1 quota:1→4\n");
  assert_changes(db, 6, 1, "");
  assert_changes(db, 8, 2,
                 "schedule 2 2 task:2→-\nschedule 2 2 phrase:每月→-\nschedule 2 2 every:month→-\n"
                 "schedule 2 2 step:1→-\nschedule 2 2 quota:4→-\nschedule 2 2 due_month:0→-\n"
                 "schedule 2 2 basis:calendar→-\nschedule 2 2 no_makeup:0→-\n"
                 "schedule 2 2 since:2026-01-01→-\n");
  g_autofree char *made = changes_of(db, 1, 2);
  g_assert_nonnull(strstr(made, "task 2 2 goal:-→开展培训\n"));
  g_assert_null(strstr(made, "完善制度"));
}

/* Values no terminal could show come out as text that is at least valid. */
static void test_values(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  gint64 seq = deed_one(fixture->db, "zhang", 1,
                        "UPDATE task SET note = CAST(x'e794b2ff' AS TEXT) WHERE id = 1");
  assert_changes(fixture->db, seq, 1, "task 1 1 note:-→甲\357\277\275\n");
}

/* A changeset that is none is an error, not a crash. */
static void test_damaged(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  raw_exec(fixture->path, "DROP TRIGGER journal_keep;"
                          "UPDATE journal SET changeset = substr(changeset, 1, 100)");
  fixture->db = open_ok(fixture->path, DB_WRITE);
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  g_assert_null(journal_changes(fixture->db, 1, 0, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, fixture->path));
  const JournalFilter of_field = {.field = "note", .since = DAY_NONE, .until = DAY_NONE};
  g_assert_null(journal_find(fixture->db, &of_field, 0, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, fixture->path));
  g_assert_false(journal_undo(fixture->db, &actor, 1, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, fixture->path));
}

/* Reads a changeset to its end in every way there is; a sanitizer watches. */
static gboolean read_all(Db *db, const guint8 *data, gsize size) {
  ChangesetIter *iter = changeset_start(db, data, size, NULL);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    g_free(changeset_key(&row));
    for (int i = 0; i < row.columns; i++) {
      g_autofree char *old = changeset_text(changeset_old(&row, i));
      g_autofree char *new_ = changeset_text(changeset_new(&row, i));
      g_assert_true(old == NULL || g_utf8_validate(old, -1, NULL));
      g_assert_true(new_ == NULL || g_utf8_validate(new_, -1, NULL));
    }
  }
  gboolean good = changeset_end(db, iter, NULL);
  int inverse_size = 0;
  void *inverse = NULL;
  if (sqlite3changeset_invert((int)size, data, &inverse_size, &inverse) == SQLITE_OK)
    sqlite3_free(inverse);
  return good;
}

/* Whatever a byte is changed into and wherever the end is, nothing is read past it. */
static void test_broken_changesets(Fixture *fixture, gconstpointer data) {
  (void)data;
  const char *const statements[] = {"UPDATE task SET percent = 50, note = '甲' WHERE id = 2",
                                    "DELETE FROM task WHERE id = 3",
                                    "UPDATE indicator SET points = 2.5",
                                    "INSERT INTO unit (name, kind) VALUES ('厅', 'office')", NULL};
  make_tasks(fixture->db, "zhang");
  deed(fixture->db, "zhang", 0, statements);
  Query *query = query_new(fixture->db, "SELECT changeset FROM journal WHERE seq = 2");
  g_assert_true(query_next(query));
  gsize size = 0;
  const void *stored = query_blob(query, 0, &size);
  g_autofree guint8 *whole = g_memdup2(stored, size);
  query_free(query);
  g_assert_true(read_all(fixture->db, whole, size));
  static const guint8 others[] = {0, 1, 3, 5, 9, 18, 23, 'T', 0x7f, 0x80, 0xff};
  int refused = 0;
  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *part = g_memdup2(whole, i);
    refused += !read_all(fixture->db, part, i);
    g_autofree guint8 *copy = g_memdup2(whole, size);
    for (gsize j = 0; j < G_N_ELEMENTS(others); j++) {
      copy[i] = others[j];
      refused += !read_all(fixture->db, copy, size);
    }
  }
  g_assert_cmpint(refused, >, (int)size);
}

/* The origin is the first entry's hash, and stays when more is done. */
static void test_span(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  JournalSpan span;
  g_assert_true(journal_span(fixture->db, &span, &error));
  g_assert_cmpstr(span.origin, ==, "");
  g_assert_cmpint(span.seq, ==, 0);
  g_assert_cmpint(span.at, ==, 0);
  make_tasks(fixture->db, "zhang");
  JournalVerdict verdict = {0};
  g_assert_true(journal_verify(fixture->db, &verdict, &error));
  g_assert_cmpint(verdict.entries, ==, 1);
  gint64 seq = deed_one(fixture->db, "zhang", 2, "UPDATE task SET percent = 50 WHERE id = 2");
  g_assert_true(journal_span(fixture->db, &span, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(span.origin, ==, verdict.head);
  g_assert_cmpint(span.seq, ==, seq);
  g_assert_cmpint(span.at, ==, number(fixture->db, "SELECT at FROM journal WHERE seq = 2"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/journal/changes", test_changes);
  ADD("/journal/order", test_order);
  ADD("/journal/parts", test_parts);
  ADD("/journal/by-task", test_by_task);
  ADD("/journal/values", test_values);
  ADD("/journal/damaged", test_damaged);
  ADD("/journal/broken-changesets", test_broken_changesets);
  ADD("/journal/span", test_span);
  return g_test_run();
}
