#include <sys/wait.h>
#include <unistd.h>

#include "core/model/supervision.h"
#include "tests/core/fixture.h"

static Day in_days(const Fixture *fixture, int days) {
  return (Day)((int)fixture->actor.today + days);
}

static gint64 issue(Fixture *fixture, int number, int level) {
  GError *error = NULL;
  gint64 id = 0;
  notice_issue(fixture->db, &fixture->actor, task_id(fixture, number), level, " {文号}：请办理\n",
               in_days(fixture, 5), &id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

static Notice *load(Fixture *fixture, gint64 id) {
  GError *error = NULL;
  Notice *notice = notice_load(fixture->db, id, &error);
  g_assert_no_error(error);
  return notice;
}

static int number_of(Fixture *fixture, gint64 id) {
  g_autoptr(Notice) notice = load(fixture, id);
  return notice->number;
}

/* Takes back the entry that issued the notice. */
static gint64 undo_issue(Fixture *fixture, gint64 seq) {
  GError *error = NULL;
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  return sql_int(fixture->db, "SELECT max(seq) FROM journal");
}

static gint64 last_seq(Fixture *fixture) {
  return sql_int(fixture->db, "SELECT max(seq) FROM journal");
}

/* ---- issuing ---------------------------------------------------------------------------- */

static void test_issue(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = issue(fixture, 4, 2);
  g_autoptr(Notice) notice = load(fixture, id);
  g_assert_cmpint(notice->task, ==, task_id(fixture, 4));
  g_assert_cmpint(notice->year, ==, 2026);
  g_assert_cmpint(notice->number, ==, 1);
  g_assert_cmpint(notice->level, ==, 2);
  g_assert_cmpstr(notice->text, ==, "督办〔2026〕1号：请办理");
  g_assert_cmpint(notice->issued_on, ==, fixture->actor.today);
  g_assert_cmpint(notice->answer_by, ==, in_days(fixture, 5));
  g_assert_cmpstr(notice->author, ==, "zhangsan");
  g_assert_cmpuint(notice->answers->len, ==, 0);
  g_assert_cmpint(notice_answered_on(notice), ==, DAY_NONE);
  g_assert_cmpint(notice_days_late(notice, in_days(fixture, 5)), ==, 0);
  g_assert_cmpint(notice_days_late(notice, in_days(fixture, 8)), ==, 3);
  assert_text("SELECT verb FROM journal ORDER BY seq DESC", "notice.issue");
  assert_int("SELECT task FROM journal ORDER BY seq DESC", task_id(fixture, 4));
  g_autofree char *summary = sql_text(fixture->db, "SELECT summary FROM journal ORDER BY seq DESC");
  g_assert_true(g_str_has_prefix(summary, "第4项“"));
  g_assert_true(g_str_has_suffix(summary, "…” 签发督办单 督办〔2026〕1号"));
}

/* 1, 2, 3 … within each year. */
static void test_numbers(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (int i = 1; i <= 3; i++)
    g_assert_cmpint(number_of(fixture, issue(fixture, i, 1)), ==, i);
  fixture->actor.today = day_from_ymd(2027, 1, 4);
  for (int i = 1; i <= 2; i++)
    g_assert_cmpint(number_of(fixture, issue(fixture, i, 1)), ==, i);
  fixture->actor.today = day_from_ymd(2026, 12, 31);
  g_assert_cmpint(number_of(fixture, issue(fixture, 9, 1)), ==, 4);
  GError *error = NULL;
  g_autoptr(Notice) found = notice_find(fixture->db, 2027, 2, &error);
  g_assert_no_error(error);
  g_assert_cmpint(found->task, ==, task_id(fixture, 2));
  g_assert_null(notice_find(fixture->db, 2027, 3, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "督办〔2027〕3号");
  g_assert_null(notice_load(fixture->db, 99, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
}

/* The last number, freed by undo, is given again; none ever has two living notices. */
static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  issue(fixture, 1, 1);
  gint64 second_entry = (issue(fixture, 2, 1), last_seq(fixture));
  gint64 third = issue(fixture, 3, 1);
  gint64 third_entry = last_seq(fixture);
  undo_issue(fixture, third_entry);
  g_assert_null(notice_load(fixture->db, third, &error));
  g_clear_error(&error);
  g_assert_cmpint(number_of(fixture, issue(fixture, 4, 1)), ==, 3);
  gint64 undone = undo_issue(fixture, second_entry);
  g_assert_cmpint(number_of(fixture, issue(fixture, 5, 1)), ==,
                  4); /* not the second's: days go up */
  g_assert_true(journal_undo(fixture->db, &fixture->actor, undone, NULL, &error));
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM notice", 4);
  assert_int("SELECT count(DISTINCT number) FROM notice", 4);
  assert_int("SELECT max(number) FROM notice", 4);
  /* The last one, freed and given again, cannot come back beside it. */
  gint64 last = undo_issue(fixture, (issue(fixture, 6, 1), last_seq(fixture)));
  g_assert_cmpint(number_of(fixture, issue(fixture, 7, 1)), ==, 5);
  g_assert_false(journal_undo(fixture->db, &fixture->actor, last, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "与别的记录重复");
}

#define WRITERS 4
#define EACH 10

static int issue_many(const char *path, const char *who, gint64 task) {
  Db *db = db_open(path, DB_WRITE, NULL);
  int failed = db == NULL;
  Actor actor = {.who = who, .now = 1795226400, .today = day_from_ymd(2026, 11, 21)};
  for (int i = 0; db != NULL && i < EACH; i++)
    failed += !notice_issue(db, &actor, task, 1, "{文号}", actor.today, NULL, NULL);
  db_close(db);
  return failed;
}

static void test_many_writers(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[WRITERS] = {"zhao", "qian", "sun", "li"};
  GError *error = NULL;
  gint64 task = task_id(fixture, 4);
  g_autofree char *path = g_strdup(db_path(fixture->db));
  fixture_permit(fixture, NULL, "supervisor");
  g_clear_pointer(&fixture->db, db_close); /* an SQLite handle must not go through fork() */
  pid_t children[WRITERS];
  for (int i = 0; i < WRITERS; i++) {
    children[i] = fork();
    g_assert_cmpint(children[i], >=, 0);
    if (children[i] == 0)
      _exit(issue_many(path, names[i], task));
  }
  for (int i = 0; i < WRITERS; i++) {
    int status = -1;
    g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
    g_assert_cmpint(status, ==, 0);
  }
  fixture->db = db_open(path, DB_WRITE, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM notice", WRITERS * EACH);
  assert_int("SELECT min(number) FROM notice", 1);
  assert_int("SELECT max(number) FROM notice", WRITERS * EACH);
  assert_int("SELECT count(DISTINCT text) FROM notice", WRITERS * EACH);
  assert_int("SELECT count(DISTINCT author) FROM notice", WRITERS);
}

static void test_issue_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Db *db = fixture->db;
  const Actor *actor = &fixture->actor;
  gint64 task = task_id(fixture, 4), entries = journal_entries(db);
  Day today = actor->today;
  g_assert_false(notice_issue(db, actor, task, 1, "办", today - 1, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026-11-20 已经过去");
  g_assert_false(notice_issue(db, actor, task, 1, " \n ", today, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能为空");
  g_assert_false(notice_issue(db, actor, task, 0, "办", today, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "级别是 1 到 3");
  g_assert_false(notice_issue(db, actor, task, 4, "办", today, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "级别是 1 到 3");
  g_assert_false(notice_issue(db, actor, 9999, 1, "办", today, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
  g_assert_cmpint(journal_entries(db), ==, entries);
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-01' WHERE number = 4");
  g_assert_false(notice_issue(db, actor, task, 1, "办", today, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已办结，不能再催办或督办");
  raw_write(fixture, "UPDATE task SET state = 'paused', done_on = NULL WHERE number = 4");
  g_assert_true(notice_issue(db, actor, task, 1, "办", today, NULL, &error));
}

/* ---- raising ---------------------------------------------------------------------------- */

static void refuse_raise(Fixture *fixture, gint64 id, int level, const char *reason,
                         const char *part) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(
      notice_raise(fixture->db, &fixture->actor, id, level, reason, NULL, DAY_NONE, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static void test_raise(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  issue(fixture, 1, 1);
  gint64 id = issue(fixture, 4, 1);
  fixture->actor.today = in_days(fixture, 10);
  g_assert_true(
      notice_raise(fixture->db, &fixture->actor, id, 2, " 逾期未答复 ", NULL, DAY_NONE, &error));
  g_autoptr(Notice) raised = load(fixture, id);
  g_assert_cmpint(raised->level, ==, 2);
  g_assert_cmpstr(raised->text, ==, "督办〔2026〕2号：请办理");
  g_assert_cmpint(raised->answer_by, ==, in_days(fixture, -5));
  assert_text("SELECT verb FROM journal ORDER BY seq DESC", "notice.raise");
  assert_text("SELECT reason FROM journal ORDER BY seq DESC", "逾期未答复");
  assert_text("SELECT substr(summary, -16) FROM journal ORDER BY seq DESC",
              " 督办〔2026〕2号升为督办单");

  g_assert_true(notice_raise(fixture->db, &fixture->actor, id, 3, "仍未答复", "重点 {文号}",
                             in_days(fixture, 2), &error));
  g_autoptr(Notice) again = load(fixture, id);
  g_assert_cmpint(again->level, ==, 3);
  g_assert_cmpint(again->number, ==, 2);
  g_assert_cmpstr(again->text, ==, "重点 督办〔2026〕2号");
  g_assert_cmpint(again->answer_by, ==, in_days(fixture, 2));
  g_assert_cmpint(again->issued_on, ==, in_days(fixture, -10));
  assert_int("SELECT level FROM notice WHERE number = 1", 1);
}

static void test_raise_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = issue(fixture, 4, 2);
  refuse_raise(fixture, id, 2, "拖", "督办〔2026〕1号现在是督办单");
  refuse_raise(fixture, id, 1, "拖", "只能升为更高的级别");
  refuse_raise(fixture, id, 4, "拖", "级别是 1 到 3");
  refuse_raise(fixture, id, 3, " ", "要写明理由");
  refuse_raise(fixture, id, 3, NULL, "要写明理由");
  g_assert_false(notice_raise(fixture->db, &fixture->actor, id, 3, "拖", NULL,
                              fixture->actor.today - 1, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经过去");
  g_assert_false(notice_raise(fixture->db, &fixture->actor, id, 3, "拖", " ", DAY_NONE, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能为空");
  g_assert_false(notice_raise(fixture->db, &fixture->actor, 99, 3, "拖", NULL, DAY_NONE, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
  g_assert_true(notice_answer(fixture->db, &fixture->actor, id, "已办", &error));
  refuse_raise(fixture, id, 3, "拖", "已于 2026-11-21 答复，不能再升级");
  gint64 other = issue(fixture, 5, 1);
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 5");
  refuse_raise(fixture, other, 3, "拖", "作废，不能再催办或督办");
}

/* ---- answers ---------------------------------------------------------------------------- */

static guint count(Fixture *fixture, gint64 task, gboolean only_open) {
  GError *error = NULL;
  g_autoptr(GPtrArray) notices = notice_list(fixture->db, task, only_open, &error);
  g_assert_no_error(error);
  return notices->len;
}

static void test_answer(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = issue(fixture, 4, 2);
  issue(fixture, 4, 3);
  issue(fixture, 5, 1);
  g_assert_cmpuint(count(fixture, 0, TRUE), ==, 3);
  fixture->actor.today = in_days(fixture, 7);
  g_assert_false(notice_answer(fixture->db, &fixture->actor, id, " ", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能为空");
  g_assert_false(notice_answer(fixture->db, &fixture->actor, 99, "好", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
  g_assert_true(notice_answer(fixture->db, &fixture->actor, id, " 已整改 ", &error));
  assert_text("SELECT verb FROM journal ORDER BY seq DESC", "notice.answer");
  fixture->actor.today = in_days(fixture, 1);
  /* What comes in after 办结 is an answer too. */
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-28' WHERE number = 4");
  g_assert_true(notice_answer(fixture->db, &fixture->actor, id, "补充", &error));
  g_autoptr(Notice) notice = load(fixture, id);
  g_assert_cmpuint(notice->answers->len, ==, 2);
  const NoticeAnswer *answer = notice->answers->pdata[0];
  g_assert_cmpstr(answer->text, ==, "已整改");
  g_assert_cmpstr(answer->author, ==, "zhangsan");
  g_assert_cmpint(notice_answered_on(notice), ==, in_days(fixture, -1));
  g_assert_cmpint(notice_days_late(notice, in_days(fixture, 100)), ==, 2);
  g_assert_cmpuint(count(fixture, 0, TRUE), ==, 2);
  g_assert_cmpuint(count(fixture, 0, FALSE), ==, 3);
  g_assert_cmpuint(count(fixture, task_id(fixture, 4), FALSE), ==, 2);
  g_assert_cmpuint(count(fixture, task_id(fixture, 4), TRUE), ==, 1);
}

/* An answered notice does not go with its answers unseen. */
static void test_undo_answered(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = issue(fixture, 4, 2), entry = last_seq(fixture);
  g_assert_true(notice_answer(fixture->db, &fixture->actor, id, "已整改", &error));
  g_assert_false(journal_undo(fixture->db, &fixture->actor, entry, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "督办答复");
  g_assert_cmpuint(count(fixture, 0, FALSE), ==, 1);
}

/* ---- words ------------------------------------------------------------------------------ */

static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const texts[][3] = {
      {"1", "提醒", "提醒单"}, {"2", "督办", "督办单"}, {"3", "重点督办", "重点督办单"}};
  for (int level = 1; level <= NOTICE_LEVEL_MAX; level++) {
    g_assert_cmpstr(notice_level_name(level), ==, texts[level - 1][2]);
    for (int i = 0; i < 3; i++) {
      int read = 0;
      g_assert_true(notice_level_parse(texts[level - 1][i], &read));
      g_assert_cmpint(read, ==, level);
    }
  }
  /* From Wednesday 30 September 2026 over the National Day holiday (to 7 October) and the Saturday
   * worked for it. */
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2026, 9, 30), 7);
  g_assert_cmpint(notice_answer_day(reckoning), ==, day_from_ymd(2026, 10, 13));
  static const char *const numbers[] = {"2026-3", "督办〔2026〕3号"};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    int year = 0, number = 0;
    g_assert_true(notice_number_parse(numbers[i], &year, &number));
    g_assert_cmpint(year, ==, 2026);
    g_assert_cmpint(number, ==, 3);
  }
  static const char *const no_numbers[] = {"",
                                           "3",
                                           "2026-",
                                           "-3",
                                           "2026-0",
                                           "2026--3",
                                           "2026-3 ",
                                           "〕-号",
                                           "〕2026",
                                           "督办〔〕号",
                                           "督办〔2026〕",
                                           "督办〔2026〕3",
                                           "督办〔2026-3号",
                                           "2026〕3号"};
  int untouched = 7;
  for (guint i = 0; i < G_N_ELEMENTS(no_numbers); i++)
    g_assert_false(notice_number_parse(no_numbers[i], &untouched, &untouched));
  static const char *const wrong[] = {NULL, "", "0", "4", "重点", "督", "12"};
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
    g_assert_false(notice_level_parse(wrong[i], &untouched));
  g_assert_cmpint(untouched, ==, 7);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/notice/issue", test_issue);
  ADD("/notice/numbers", test_numbers);
  ADD("/notice/undo", test_undo);
  ADD("/notice/many-writers", test_many_writers);
  ADD("/notice/issue-refused", test_issue_refused);
  ADD("/notice/raise", test_raise);
  ADD("/notice/raise-refused", test_raise_refused);
  ADD("/notice/answer", test_answer);
  ADD("/notice/undo-answered", test_undo_answered);
  ADD("/notice/words", test_words);
  return g_test_run();
}
