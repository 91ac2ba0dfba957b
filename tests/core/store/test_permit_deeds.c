/* What rights let through, by what is changed. */
#include <string.h>

#include "tests/core/store/permits.h"

/* What may be done by whom (their letters). None stands in another's way. */
static const struct {
  const char *sql;
  const char *who;
} DEEDS[] = {
    {"INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-09-21', '办', 'li')",
     "ABCEFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (2, '2026-09-21', '办', 'li')",
     "ABDFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (3, '2026-09-21', '办', 'li')",
     "ABFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (4, '2026-09-21', '办', 'li')",
     "ADF"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (5, '2026-09-21', '办', 'li')",
     "ABDFH"},
    {"INSERT INTO evidence (task, reference) VALUES (1, '1号')", "ABCEFH"},
    {"INSERT INTO evidence (\"case\", reference) VALUES (1, '1号')", "ACEFH"},
    {"INSERT INTO evidence (\"case\", reference) VALUES (2, '1号')", "ADFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (1, 'start', 'new', 'active', '2026-09-21', 'li')",
     "ABCEFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (1, 'close', 'done', 'closed', '2026-09-21', 'li')",
     "EFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (4, 'void', 'new', 'void', '2026-09-21', 'li')",
     "F"},
    {"UPDATE task SET percent = 30 WHERE id = 1", "ABCEFH"},
    {"UPDATE task SET note = '记' WHERE id = 5", "ABDFH"},
    {"UPDATE task SET goal = '改' WHERE id = 1", "ABFH"},
    {"UPDATE task SET deadline = '10月' WHERE id = 1", "ABEFH"},
    {"UPDATE task SET percent = 30 WHERE id = 4", "ADF"},
    {"UPDATE task SET ledger = 2, indicator = 2, number = 70 WHERE id = 3", "AF"},
    {"DELETE FROM task WHERE id = 7", "ABFH"}, /* and its progress with it */
    {"INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 60, 'task', '新', 'new')",
     "ABFH"},
    {"INSERT INTO task_unit (task, unit, role, position) VALUES (1, 2, 'support', 2)", "ABFH"},
    {"INSERT INTO task_tag (task, tag) VALUES (1, '重点')", "ABFH"},
    {"INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月', 'month', '2026-01-01')",
     "ABFH"},
    {"INSERT INTO nudge (task, made_on, means, text, author)"
     " VALUES (1, '2026-09-21', 'record', '请抓紧', 'li')",
     "ABCEFH"},
    {"INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author)"
     " VALUES (1, 2026, 1, 1, '督', '2026-09-21', '2026-09-30', 'li')",
     "EFH"},
    {"INSERT INTO score (node, span, confirmed) VALUES (1, '2026', 1)", "FH"},
    {"INSERT INTO score_input (node, span, name, value) VALUES (1, '2026', 'points', 1)", "AFH"},
    {"UPDATE ledger SET frozen_on = NULL WHERE id = 3", "H"},
    {"UPDATE ledger SET frozen_on = '2026-12-31' WHERE id = 1", "FH"},
    {"INSERT INTO sendout (period, made_on, author) VALUES ('2026-09', '2026-09-21', 'li')",
     "ABFH"},
    {"INSERT INTO collected (sent, made_on, digest, file, taken, kept, author)"
     " VALUES (1, '2026-09-21', 'ab', '甲.xlsx', 1, 0, 'li')",
     "ABCEFH"},
    {"INSERT INTO unit (name, kind) VALUES ('厅财务处', 'office')", "AFH"},
    {"INSERT INTO ledger (title, year, source_year) VALUES ('第三本', 2026, 2020)", "AFH"},
    {"INSERT INTO view (name, position, definition, author) VALUES ('视', 1, '', 'li')", "AFH"},
    {"UPDATE \"case\" SET title = '改' WHERE id = 1", "ACEFH"},
    {"INSERT INTO \"case\" (topic, title, unit, author, month, stage)"
     " VALUES (1, '三', 2, 'li', '2026-09-01', 'draft')",
     "ADFH"},
    {"UPDATE \"case\" SET unit = 1 WHERE id = 2", "AFH"},
    {"UPDATE case_stage SET note = '改' WHERE id = 1", "ACEFH"},
    {"UPDATE case_stage SET note = '改' WHERE id = 2", "ADFH"},
    {"DELETE FROM \"case\" WHERE id = 3", "ACEFH"}, /* and its step with it */
    {"UPDATE evidence SET reference = '改' WHERE id = 1", "ACEFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 2", "ADFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 3", "AFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 4", "ABCEFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 5", "ABDFH"},
    {"DELETE FROM evidence WHERE id = 3", "AFH"},
    {"UPDATE extension SET reason = '雪' WHERE id = 1", "ABCEFH"},
    {"UPDATE extension SET state = 'approved' WHERE id = 1", "EFH"},
    {"UPDATE user SET name = '李' WHERE login = 'li'", "ABCDEFH"},
    {"UPDATE user SET name = '张' WHERE login = 'zhang'", "H"},
    {"INSERT INTO access (login, level) VALUES ('sun', 'reader')", "H"},
    {"INSERT INTO access (login, ledger, level) VALUES ('sun', 2, 'reader')", "H"},
    {"INSERT INTO redaction (entry, digest) VALUES (1, x'00')", "H"},
};

static gboolean may(Someone someone, gsize deed) {
  return strchr(DEEDS[deed].who, 'A' + (int)someone) != NULL;
}

static gboolean run_all(Db *db, gpointer data, GError **error) {
  for (const char *const *sql = data; *sql != NULL; sql++)
    if (!query_run(query_new(db, *sql), error))
      return FALSE;
  return TRUE;
}

/* The deed passes if it may, and a preview says the same; one's own can be taken back. */
static void check_deed(Fixture *fixture, const char *const *statements, gboolean may_do) {
  Actor actor = li();
  Db *db = fixture->db;
  GError *error = NULL;
  gint64 seq = 0;
  const Deed what = {.verb = "task.bulk", .summary = "试"};
  g_test_message("%s", statements[0]);
  g_autofree char *before = text(db, "SELECT count(*) FROM journal");
  gboolean tried = store_try(db, &actor, what.verb, run_all, (gpointer)statements, &error);
  g_assert_true(tried || is_error(&error, STORE_ERROR_FORBIDDEN, "。请管理员 zhang"));
  gboolean done = store_write(db, &actor, &what, run_all, (gpointer)statements, &seq, &error);
  g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, "您（li）"));
  g_assert_cmpint(tried, ==, done);
  g_assert_cmpint(done, ==, may_do);
  if (done) {
    journal_undo(db, &actor, seq, NULL, &error);
    g_assert_no_error(error);
  } else {
    g_autofree char *after = text(db, "SELECT count(*) FROM journal");
    g_assert_cmpstr(before, ==, after);
  }
}

static void test_deeds(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  for (int someone = 0; someone < PEOPLE; someone++) {
    become(fixture, (Someone)someone);
    for (gsize i = 0; i < G_N_ELEMENTS(DEEDS); i++) {
      g_test_message("%c", 'A' + someone);
      const char *const statements[] = {DEEDS[i].sql, NULL};
      check_deed(fixture, statements, may((Someone)someone, i));
    }
  }
}

/* A deed of several parts may be done by whoever may do each. */
static void test_random_deeds(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  for (int round = 0; round < 60; round++) {
    Someone someone = (Someone)g_test_rand_int_range(0, PEOPLE);
    if (round % 6 == 0 || someone == G)
      someone = (Someone)g_test_rand_int_range(0, G);
    become(fixture, someone);
    const char *statements[4] = {NULL};
    gboolean may_all = TRUE;
    gsize first = (gsize)g_test_rand_int_range(0, G_N_ELEMENTS(DEEDS));
    for (int i = 0; i < g_test_rand_int_range(2, 4); i++) {
      gsize deed = (first + (gsize)i * 5) % G_N_ELEMENTS(DEEDS);
      statements[i] = DEEDS[deed].sql;
      may_all = may_all && may(someone, deed);
    }
    check_deed(fixture, statements, may_all);
  }
}

/* ---- parts of a writing ------------------------------------------------------------------ */

static gboolean run_one(Db *db, gpointer data, GError **error) {
  return query_run(query_new(db, data), error);
}

static gboolean run_parts(Db *db, gpointer data, GError **error) {
  int *refused = data;
  for (gsize i = 0; i < 5; i++) {
    GError *why = NULL;
    gboolean broken = FALSE;
    if (store_attempt(db, run_one, (gpointer)DEEDS[i].sql, &broken, &why))
      continue;
    g_assert_false(broken);
    g_assert_true(is_error(&why, STORE_ERROR_FORBIDDEN, "您（li）"));
    (*refused)++;
  }
  (void)error;
  return TRUE;
}

/* Of several tasks those that may be changed are. */
static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const int REFUSED[] = {[A] = 0, [B] = 1, [C] = 4, [D] = 2, [H] = 1};
  static const Someone WHO[] = {A, B, C, D, H};
  for (gsize i = 0; i < G_N_ELEMENTS(WHO); i++) {
    become(fixture, WHO[i]);
    Actor actor = li();
    GError *error = NULL;
    const Deed what = {.verb = "progress.add", .summary = "记"};
    int refused = 0, tried = 0;
    gint64 before = number(fixture->db, "SELECT count(*) FROM progress");
    g_assert_true(store_try(fixture->db, &actor, what.verb, run_parts, &tried, &error));
    g_assert_true(store_write(fixture->db, &actor, &what, run_parts, &refused, NULL, &error));
    g_assert_cmpint(refused, ==, REFUSED[WHO[i]]);
    g_assert_cmpint(tried, ==, refused);
    g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM progress"), ==, before + 5 - refused);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/deeds", test_deeds);
  ADD("/permit/random-deeds", test_random_deeds);
  ADD("/permit/parts", test_parts);
  return g_test_run();
}
