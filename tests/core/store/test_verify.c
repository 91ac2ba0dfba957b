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

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/verify/good", test_good);
  ADD("/verify/hash-is-fixed", test_hash_is_fixed);
  ADD("/verify/tampered", test_tampered);
  ADD("/verify/no-writing-on-damage", test_no_writing_on_damage);
  return g_test_run();
}
