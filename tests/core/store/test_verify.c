/* Whatever is altered past the program is found out, and where. */
#include <string.h>

#include "core/store/db_private.h"
#include "core/store/journal_private.h"
#include "tests/core/store/support.h"

static void make_five(Fixture *fixture) {
  make_tasks(fixture->db, "zhang");
  for (int i = 2; i <= 5; i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE task SET percent = %d WHERE id = 1", i);
    deed_one(fixture->db, i % 2 ? "zhang" : "li", 1, sql);
  }
}

static void test_good(Fixture *fixture, gconstpointer data) {
  (void)data;
  JournalVerdict verdict;
  g_assert_true(journal_verify(fixture->db, &verdict, NULL));
  g_assert_cmpint(verdict.entries, ==, 0);
  g_assert_cmpstr(verdict.head, ==, "");
  make_five(fixture);
  g_assert_true(journal_verify(fixture->db, &verdict, NULL));
  g_assert_cmpint(verdict.entries, ==, 5);
  g_assert_cmpint(verdict.bad_seq, ==, 0);
  g_assert_null(verdict.problem);
  g_autofree char *head = text(fixture->db, "SELECT lower(hex(hash)) FROM journal WHERE seq = 5");
  g_assert_cmpstr(verdict.head, ==, head);
}

/* The bytes that are hashed are a promise to every file that exists. */
static void test_hash_is_fixed(Fixture *fixture, gconstpointer data) {
  (void)data;
  (void)fixture;
  const HashField fields[] = {hash_integer(1), hash_text("甲"), hash_null(), hash_text("")};
  static const guint8 bytes[] = "n"
                                "i\0\0\0\0\0\0\0\1"
                                "b\0\0\0\0\0\0\0\3甲"
                                "n"
                                "b\0\0\0\0\0\0\0\0";
  guint8 hash[HASH_SIZE], expected[HASH_SIZE];
  gsize size = HASH_SIZE;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, bytes, sizeof bytes - 1);
  g_checksum_get_digest(sum, expected, &size);
  journal_hash(NULL, fields, G_N_ELEMENTS(fields), hash);
  g_assert_cmpmem(hash, HASH_SIZE, expected, size);
}

typedef struct {
  const char *sql;
  gint64 bad_seq;
  gint64 entries;
  const char *problem;
} Tampering;

static const Tampering tamperings[] = {
    {"UPDATE journal SET summary = '别的' WHERE seq = 3", 3, 5, "对不上"},
    {"UPDATE journal SET who = 'li' WHERE seq = 1", 1, 5, "对不上"},
    {"UPDATE journal SET at = at + 1 WHERE seq = 5", 5, 5, "对不上"},
    {"UPDATE journal SET reason = '' WHERE seq = 2", 2, 5, "对不上"},
    {"UPDATE journal SET task = 0 WHERE seq = 1", 1, 5, "对不上"},
    {"UPDATE journal SET task = NULL WHERE seq = 2", 2, 5, "对不上"},
    {"UPDATE journal SET undoes = 1 WHERE seq = 4", 4, 5, "对不上"},
    {"UPDATE journal SET verb = verb || char(0) WHERE seq = 4", 4, 5, "对不上"},
    {"UPDATE journal SET changeset = substr(changeset, 2) WHERE seq = 4", 4, 5, "对不上"},
    {"UPDATE journal SET hash = zeroblob(32) WHERE seq = 2", 2, 5, "对不上"},
    {"UPDATE journal SET hash = x'' WHERE seq = 2", 2, 5, "对不上"},
    {"DELETE FROM journal WHERE seq = 2", 2, 4, "不见了"},
    {"DELETE FROM journal WHERE seq = 1", 1, 4, "不见了"},
    {"INSERT INTO journal SELECT 0, at, who, verb, summary, reason, task, undoes, changeset, hash"
     " FROM journal WHERE seq = 1",
     1, 6, "多出一条"},
    {"UPDATE journal SET seq = 9 WHERE seq = 5", 5, 5, "不见了"},
    {"UPDATE journal SET summary = '甲' WHERE seq = 2;"
     " UPDATE journal SET summary = '乙' WHERE seq = 4",
     2, 5, "对不上"},
};

static void test_tampered(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_five(fixture);
  fixture_close(fixture);
  g_autofree char *whole = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(fixture->path, &whole, &size, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(tamperings); i++) {
    const Tampering *tampering = &tamperings[i];
    g_test_message("%s", tampering->sql);
    g_assert_true(g_file_set_contents(fixture->path, whole, (gssize)size, NULL));
    raw_exec(fixture->path, "DROP TRIGGER journal_keep; DROP TRIGGER journal_stay;"
                            " DROP TRIGGER journal_grow");
    raw_exec(fixture->path, tampering->sql);
    g_autoptr(Db) db = open_ok(fixture->path, DB_READ);
    JournalVerdict verdict;
    g_assert_true(journal_verify(db, &verdict, NULL));
    g_assert_cmpint(verdict.bad_seq, ==, tampering->bad_seq);
    g_assert_nonnull(verdict.problem);
    g_assert_nonnull(strstr(verdict.problem, tampering->problem));
    g_autofree char *named = g_strdup_printf("第 %d 条", (int)tampering->bad_seq);
    g_assert_nonnull(strstr(verdict.problem, named));
    g_assert_cmpint(verdict.entries, ==, tampering->entries);
    g_free(verdict.problem);
  }
}

/* Writing goes on only on top of something that is a hash. */
static void test_no_writing_on_damage(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_five(fixture);
  fixture_close(fixture);
  raw_exec(fixture->path, "DROP TRIGGER journal_keep; UPDATE journal SET hash = x'00'");
  fixture->db = open_ok(fixture->path, DB_WRITE);
  deed_fails(fixture->db, "UPDATE task SET note = '甲'", STORE_ERROR_DAMAGED);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task WHERE note IS NULL"), ==, 3);
}

/* ---- attacks on the chain ------------------------------------------------------------------- */

#define WAYS "DROP TRIGGER journal_keep; DROP TRIGGER journal_stay; DROP TRIGGER journal_grow;"

static gint64 bad_entry(Db *db) {
  g_auto(JournalVerdict) verdict = {0};
  g_assert_true(journal_verify(db, &verdict, NULL));
  return verdict.bad_seq;
}

static void run_raw(sqlite3 *raw, const char *sql) {
  g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* Every byte of every field of an entry, each changed and put back. */
static void test_each_byte(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const FIELDS[] = {"who", "verb", "summary", "reason", "changeset", "hash"};
  Actor actor = actor_of("zhang");
  make_tasks(fixture->db, "zhang");
  Deed what = {.verb = "test", .summary = "改备注", .reason = "更正", .task = 1};
  const char *const statements[] = {"UPDATE task SET note = '甲' WHERE id = 1", NULL};
  g_assert_true(try_deed(fixture->db, &actor, &what, statements, NULL));
  deed_one(fixture->db, "li", 2, "UPDATE task SET note = '乙' WHERE id = 2");
  sqlite3 *raw = NULL;
  g_assert_cmpint(sqlite3_open(fixture->path, &raw), ==, SQLITE_OK);
  run_raw(raw, WAYS "CREATE TABLE kept AS SELECT * FROM journal WHERE seq = 2");
  int changed = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    g_autofree char *length =
        g_strdup_printf("SELECT length(CAST(%s AS BLOB)) FROM journal WHERE seq = 2", FIELDS[i]);
    gint64 size = number(fixture->db, length);
    gboolean is_blob = i >= 4;
    for (gint64 at = 1; at <= size; at++, changed++) {
      g_autofree char *sql =
          g_strdup_printf("UPDATE journal SET %s = CAST(substr(CAST(%s AS BLOB), 1, %d) || "
                          "iif(substr(CAST(%s AS BLOB), %d, 1) = x'41', x'42', x'41') || "
                          "substr(CAST(%s AS BLOB), %d) AS %s) WHERE seq = 2",
                          FIELDS[i], FIELDS[i], (int)at - 1, FIELDS[i], (int)at, FIELDS[i],
                          (int)at + 1, is_blob ? "BLOB" : "TEXT");
      g_autofree char *back = g_strdup_printf(
          "UPDATE journal SET %s = (SELECT %s FROM kept) WHERE seq = 2", FIELDS[i], FIELDS[i]);
      run_raw(raw, sql);
      g_assert_cmpint(bad_entry(fixture->db), ==, 2);
      run_raw(raw, back);
    }
  }
  g_assert_cmpint(changed, >, 80);
  g_assert_cmpint(bad_entry(fixture->db), ==, 0);
  sqlite3_close(raw);
}

/* Writes every hash anew, as a forger would who knows how. */
static void forge_hashes(const char *path) {
  sqlite3 *raw = NULL;
  sqlite3_stmt *select = NULL, *update = NULL;
  g_assert_cmpint(sqlite3_open(path, &raw), ==, SQLITE_OK);
  sqlite3_prepare_v2(raw, "SELECT " ENTRY_STORED " FROM journal ORDER BY seq", -1, &select, NULL);
  sqlite3_prepare_v2(raw, "UPDATE journal SET hash = ?2 WHERE seq = ?1", -1, &update, NULL);
  guint8 hash[HASH_SIZE], before[HASH_SIZE];
  for (gboolean first = TRUE; sqlite3_step(select) == SQLITE_ROW; first = FALSE) {
    HashField fields[ENTRY_FIELDS];
    for (int i = 0; i < ENTRY_FIELDS; i++) {
      int type = sqlite3_column_type(select, i);
      gsize size = (gsize)sqlite3_column_bytes(select, i);
      fields[i] = type == SQLITE_NULL      ? hash_null()
                  : type == SQLITE_INTEGER ? hash_integer(sqlite3_column_int64(select, i))
                                           : hash_bytes(sqlite3_column_blob(select, i), size);
    }
    journal_hash(first ? NULL : before, fields, ENTRY_FIELDS, hash);
    memcpy(before, hash, HASH_SIZE);
    sqlite3_bind_int64(update, 1, sqlite3_column_int64(select, 0));
    sqlite3_bind_blob(update, 2, hash, HASH_SIZE, SQLITE_TRANSIENT);
    g_assert_cmpint(sqlite3_step(update), ==, SQLITE_DONE);
    sqlite3_reset(update);
  }
  sqlite3_finalize(select);
  sqlite3_finalize(update);
  sqlite3_close(raw);
}

/* The code that was printed is the one thing that a forger cannot reach. */
static void test_anchor(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_five(fixture);
  char head[JOURNAL_HEAD_SIZE];
  GError *error = NULL;
  gint64 seq = 0;
  g_assert_true(journal_head(fixture->db, head, &error));
  deed_one(fixture->db, "zhang", 1, "UPDATE task SET note = '后来' WHERE id = 1");
  g_assert_true(journal_find_hash(fixture->db, head, &seq, &error));
  g_assert_cmpint(seq, ==, 5);
  g_autofree char *upper = g_ascii_strup(head, 12);
  g_assert_true(journal_find_hash(fixture->db, upper, &seq, &error));
  g_assert_cmpint(seq, ==, 5);
  g_assert_false(journal_find_hash(fixture->db, "1234", &seq, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "不是核验码"));
  g_assert_false(journal_find_hash(fixture->db, "123456789x", &seq, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "不是核验码"));

  raw_exec(fixture->path, WAYS "UPDATE journal SET summary = '别的' WHERE seq = 3");
  forge_hashes(fixture->path);
  g_assert_cmpint(bad_entry(fixture->db), ==, 0);
  g_assert_true(journal_find_hash(fixture->db, head, &seq, &error));
  g_assert_cmpint(seq, ==, 0);
}

/* The newest entries taken away leave a chain that holds; the file and the code tell. */
static void test_cut_off(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_five(fixture);
  char head[JOURNAL_HEAD_SIZE];
  gint64 seq = 0;
  guint count = 0;
  g_assert_true(journal_head(fixture->db, head, NULL));
  raw_exec(fixture->path, WAYS "DELETE FROM journal WHERE seq >= 4");
  g_assert_cmpint(bad_entry(fixture->db), ==, 0);
  g_assert_true(journal_find_hash(fixture->db, head, &seq, NULL));
  g_assert_cmpint(seq, ==, 0);
  g_autoptr(GPtrArray) differences = journal_differences(fixture->db, NULL, 9, &count, NULL);
  g_assert_cmpuint(count, ==, 1);
  const JournalDifference *difference = differences->pdata[0];
  g_assert_cmpstr(difference->field, ==, "percent");
  g_assert_cmpstr(difference->expected, ==, "3");
  g_assert_cmpstr(difference->found, ==, "5");
  g_assert_cmpint(difference->entry, ==, 3);
}

static void test_swapped(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_five(fixture);
  raw_exec(fixture->path, WAYS "UPDATE journal SET seq = 99 WHERE seq = 3;"
                               "UPDATE journal SET seq = 3 WHERE seq = 4;"
                               "UPDATE journal SET seq = 4 WHERE seq = 99");
  g_assert_cmpint(bad_entry(fixture->db), ==, 3);
}

/* ---- the triggers --------------------------------------------------------------------------- */

/* What SQL would do by itself is refused, also by ways that no trigger for deleting sees. */
static void test_triggers_hold(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const REFUSED[] = {
      "UPDATE journal SET summary = '' WHERE seq = 2",
      "UPDATE OR REPLACE journal SET seq = 1 WHERE seq = 2",
      "DELETE FROM journal WHERE seq = 5",
      "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
      "INSERT INTO journal SELECT 9, at, who, verb, summary, reason, task, undoes, changeset, hash"
      " FROM journal WHERE seq = 2",
      "INSERT OR REPLACE INTO journal SELECT 7, at, who, verb, summary, reason, task, 5, changeset,"
      " hash FROM journal WHERE seq = 2",
  };
  make_five(fixture);
  Actor actor = actor_of("zhang");
  g_assert_true(journal_undo(fixture->db, &actor, 5, NULL, NULL)); /* 6, which undoes 5 */
  sqlite3 *raw = NULL;
  g_assert_cmpint(sqlite3_open(fixture->path, &raw), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS(REFUSED); i++) {
    g_test_message("%s", REFUSED[i]);
    g_assert_cmpint(sqlite3_exec(raw, REFUSED[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  }
  sqlite3_close(raw);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM journal"), ==, 6);
  g_assert_cmpint(bad_entry(fixture->db), ==, 0);
}

static void test_triggers_checked(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *sql;
    const char *problem;
  } CASES[] = {
      {"DROP TRIGGER journal_stay", "journal_stay 不见了"},
      {"DROP TRIGGER journal_keep; CREATE TRIGGER journal_keep BEFORE UPDATE ON journal BEGIN"
       " SELECT 1; END",
       "journal_keep 被改动过"},
      {"CREATE TRIGGER more AFTER INSERT ON journal BEGIN SELECT 1; END", "more 是别人添加的"},
  };
  make_five(fixture);
  g_autofree char *problem = NULL;
  g_assert_true(journal_guarded(fixture->db, &problem, NULL));
  g_assert_null(problem);
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    raw_exec(fixture->path, CASES[i].sql);
    g_assert_true(journal_guarded(fixture->db, &problem, NULL));
    g_assert_nonnull(strstr(problem, CASES[i].problem));
    g_clear_pointer(&problem, g_free);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/verify/good", test_good);
  ADD("/verify/hash-is-fixed", test_hash_is_fixed);
  ADD("/verify/tampered", test_tampered);
  ADD("/verify/no-writing-on-damage", test_no_writing_on_damage);
  ADD("/verify/each-byte", test_each_byte);
  ADD("/verify/anchor", test_anchor);
  ADD("/verify/cut-off", test_cut_off);
  ADD("/verify/swapped", test_swapped);
  ADD("/verify/triggers-hold", test_triggers_hold);
  ADD("/verify/triggers-checked", test_triggers_checked);
  return g_test_run();
}
