/* What rights let through, by what a deed is called. */
#include "tests/core/store/permits.h"

/* Every verb of the table needs its level, and no entry comes of a refusal. */
static void test_verbs(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const VERBS[] = {"progress.add",  "task.close",  "extension.approve",
                                      "notice.issue",  "ledger.thaw", "access.edit",
                                      "journal.redact"};
  fill(fixture);
  static const char *const change[] = {"UPDATE task SET note = note || '一' WHERE id = 3", NULL};
  raw_exec(fixture->path, "UPDATE task SET note = ''");
  for (int level = 0; level < ACCESS_COUNT; level++) {
    const AccessRow rows[] = {{"li", 0, access_code((Access)level), 0}};
    put_rows(fixture, rows, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
      Actor actor = li();
      GError *error = NULL;
      const Deed what = {.verb = VERBS[i], .summary = "试", .task = i % 2 == 0 ? 3 : 0};
      gboolean done = try_deed(fixture->db, &actor, &what, change, &error);
      g_assert_cmpint(done, ==, (Access)level >= access_for_verb(VERBS[i]));
      g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, access_verb_name(VERBS[i])));
    }
  }
}

/* Every verb, and one thing that it changes where it is about unit 1. */
static const struct {
  const char *verb;
  gboolean beyond; /* not for whoever is limited to a unit */
  const char *sql;
} EVERY_VERB[] = {
#define OWN FALSE
#define ALL TRUE
#define STEP(name)                                                                                 \
  "INSERT INTO step (task, name, before, after, made_on, author)"                                  \
  " VALUES (1, '" name "', 'new', 'active', '2026-09-21', 'li')"
#define PROGRESS                                                                                   \
  "INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-09-21', '办', 'li')"
#define NOTICE                                                                                     \
  "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author)"             \
  " VALUES (1, 2026, 1, 1, '督', '2026-09-21', '2026-09-30', 'li')"
#define UNIT "UPDATE unit SET name = '改' WHERE id = 1"
#define PLAN "UPDATE plan SET title = '改' WHERE id = 1"
#define EVIDENCE_OF_SCORE "UPDATE evidence SET reference = '改' WHERE id = 3"
#define PART                                                                                       \
  "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight)"                \
  " VALUES (1, 1, 61, 'task', '分', 'new', 1, 50)"
    {"access.edit", ALL, "INSERT INTO access (login, level) VALUES ('sun', 'reader')"},
    {"calendar.import", ALL, "INSERT INTO calendar_notice (year) VALUES (2026)"},
    {"case.add", OWN,
     "INSERT INTO \"case\" (topic, title, unit, author, month, stage)"
     " VALUES (1, '三', 1, 'li', '2026-09-01', 'draft')"},
    {"case.edit", OWN, "UPDATE \"case\" SET title = '改' WHERE id = 1"},
    {"case.evidence", OWN, "INSERT INTO evidence (\"case\", reference) VALUES (1, '1号')"},
    {"case.remove", OWN, "DELETE FROM \"case\" WHERE id = 3"},
    {"case.stage", OWN, "UPDATE case_stage SET note = '改' WHERE id = 1"},
    {"collect.run", OWN,
     "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author)"
     " VALUES (1, '2026-09-21', 'ab', '甲.xlsx', 1, 0, 'li')"},
    {"event.add", OWN,
     "INSERT INTO period (task, schedule, key, first, last, due, quota, event)"
     " VALUES (1, 1, '一', '2026-09-21', '2026-09-30', '2026-09-30', 1, '会')"},
    {"extension.approve", OWN, "UPDATE extension SET state = 'approved' WHERE id = 1"},
    {"extension.ask", OWN, "UPDATE extension SET reason = '雪' WHERE id = 1"},
    {"extension.refuse", OWN, "UPDATE extension SET state = 'refused' WHERE id = 1"},
    {"extension.withdraw", OWN, "DELETE FROM extension WHERE id = 1"},
    {"import.run", OWN, "UPDATE task SET percent = 20 WHERE id = 1"},
    {"init", ALL, PLAN},
    {"journal.redact", ALL, "INSERT INTO redaction (entry, digest) VALUES (1, x'00')"},
    {"ledger.add", ALL, "INSERT INTO ledger (title, year, source_year) VALUES ('三', 2026, 2020)"},
    {"ledger.freeze", ALL, "UPDATE ledger SET frozen_on = '2026-09-21' WHERE id = 1"},
    {"ledger.restore", ALL, "UPDATE ledger SET title = '改' WHERE id = 1"},
    {"ledger.rollover", ALL, "UPDATE ledger SET frozen_on = '2026-09-21' WHERE id = 1"},
    {"ledger.thaw", ALL, "UPDATE ledger SET frozen_on = NULL WHERE id = 3"},
    {"notice.answer", OWN, PROGRESS},
    {"notice.issue", OWN, NOTICE},
    {"notice.raise", OWN, NOTICE},
    {"nudge.add", OWN,
     "INSERT INTO nudge (task, made_on, means, text, author)"
     " VALUES (1, '2026-09-21', 'record', '请抓紧', 'li')"},
    {"plan.copy", ALL, PLAN},
    {"plan.edit", ALL, PLAN},
    {"plan.system", ALL, PLAN},
    {"plan.units", ALL, PLAN},
    {"policy.set", ALL, "UPDATE ledger SET title = '改' WHERE id = 1"},
    {"progress.add", OWN, PROGRESS},
    {"redo", OWN, PROGRESS},
    {"schedule.end", ALL, "UPDATE schedule SET ended = '2026-09-30' WHERE id = 1"},
    {"schedule.set", ALL,
     "INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月', 'month', '2026-01-01')"},
    {"score.carry", ALL, EVIDENCE_OF_SCORE},
    {"score.confirm", ALL, "INSERT INTO score (node, span, confirmed) VALUES (1, '2026', 1)"},
    {"score.entry", ALL, EVIDENCE_OF_SCORE},
    {"score.entry.remove", ALL, EVIDENCE_OF_SCORE},
    {"score.evidence", ALL, EVIDENCE_OF_SCORE},
    {"score.link", ALL, "UPDATE node SET title = '改' WHERE id = 1"},
    {"score.set", ALL,
     "INSERT INTO score_input (node, span, name, value) VALUES (1, '2026', 'points', 1)"},
    {"sendout.add", ALL, "UPDATE sendout_unit SET file = '乙.xlsx' WHERE id = 1"},
    {"submission.add", OWN,
     "INSERT INTO submission (task, period, made_on, text, author)"
     " VALUES (1, 1, '2026-09-21', '报', 'li')"},
    {"submission.remove", OWN, "DELETE FROM submission WHERE id = 1"},
    {"task.add", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 60, 'task', '新', 'new')"},
    {"task.assign", OWN, STEP("assign")},
    {"task.bulk", OWN, "UPDATE task SET percent = 20 WHERE id = 1"},
    {"task.close", OWN, STEP("close")},
    {"task.copy", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 62, 'task', '新', 'new')"},
    {"task.delete", ALL, "DELETE FROM task WHERE id = 1"},
    {"task.done", OWN, STEP("finish")},
    {"task.edit", OWN, "UPDATE task SET note = '改' WHERE id = 1"},
    {"task.finish", OWN, STEP("finish")},
    {"task.move", ALL, "UPDATE task SET number = 90 WHERE id = 1"},
    {"task.pause", OWN, STEP("pause")},
    {"task.reopen", OWN, STEP("reopen")},
    {"task.resume", OWN, STEP("resume")},
    {"task.return", OWN, STEP("return")},
    {"task.sign", OWN, STEP("sign")},
    {"task.split", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight)"
     " VALUES (1, 1, 63, 'task', '分', 'new', 1, 50)"},
    {"task.start", OWN, STEP("start")},
    {"task.tag", ALL, "INSERT INTO task_tag (task, tag) VALUES (1, '重点')"},
    {"task.void", OWN, STEP("void")},
    {"task.weigh", ALL, "UPDATE task SET weight = 40 WHERE parent = 1"},
    {"topic.edit", ALL, "UPDATE topic SET title = '改'"},
    {"undo", OWN, PROGRESS},
    {"unit.add", ALL, "INSERT INTO unit (name, kind) VALUES ('厅财务处', 'office')"},
    {"unit.edit", ALL, UNIT},
    {"unit.merge", ALL, UNIT},
    {"unit.remove", ALL, UNIT},
    {"user.edit", OWN, "UPDATE user SET name = '李' WHERE login = 'li'"},
    {"view.remove", ALL, "DELETE FROM view"},
    {"view.rename", ALL, "UPDATE view SET name = '改'"},
    {"view.save", ALL, "UPDATE view SET position = 2"},
};

static gboolean run_undone(Db *db, gpointer data, GError **error) {
  if (!query_run(query_new(db, data), error))
    return FALSE;
  g_assert_cmpint(number(db, "SELECT changes()"), >, 0);
  return TRUE;
}

/* What is limited to a unit and refused by its verb is refused as well by what it changes, under
 * whatever name; and what is not, is not. */
static void test_beyond_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const more[] = {
      "INSERT INTO schedule (task, phrase, every, since)"
      " VALUES (1, '每季', 'quarter', '2026-01-01')",
      "INSERT INTO period (task, schedule, key, first, last, due, quota)"
      " VALUES (1, 1, '2026-08', '2026-08-01', '2026-08-31', '2026-08-31', 1)",
      "INSERT INTO submission (task, period, made_on, text, author)"
      " VALUES (1, 1, '2026-08-21', '报', 'zhang')",
      "INSERT INTO view (name, position, definition, author) VALUES ('视', 1, '', 'zhang')",
      "INSERT INTO user (login) VALUES ('li')",
      PART,
      NULL};
  fill(fixture);
  deed(fixture->db, "zhang", 0, more);
  become(fixture, E);
  Actor actor = li();
  for (gsize i = 0; i < G_N_ELEMENTS(EVERY_VERB); i++) {
    const char *verb = EVERY_VERB[i].verb;
    gboolean may_level = access_for_verb(verb) <= ACCESS_SUPERVISOR;
    gboolean beyond = EVERY_VERB[i].beyond;
    GError *error = NULL;
    g_test_message("%s", verb);
    g_assert_cmpint(access_is_beyond_unit(verb), ==, beyond);
    gboolean begun = permit_allows(fixture->db, &actor, verb, 0, &error);
    g_assert_cmpint(begun, ==, !beyond && may_level);
    g_assert_true(begun || is_error(&error, STORE_ERROR_FORBIDDEN,
                                    may_level ? "超出了这个范围" : "需要“管理员”"));
    gboolean done = store_try(fixture->db, &actor, beyond ? "task.bulk" : verb, run_undone,
                              (gpointer)EVERY_VERB[i].sql, &error);
    g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, "您（li）"));
    g_assert_cmpint(done, ==, !beyond);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/verbs", test_verbs);
  ADD("/permit/beyond-unit", test_beyond_unit);
  return g_test_run();
}
