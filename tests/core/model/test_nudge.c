#include "core/model/history.h"
#include "core/model/supervision.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

static void record(Fixture *fixture, const gint64 *tasks, const char *const *texts, gsize count,
                   Means means, const char *recipient) {
  GError *error = NULL;
  nudge_record(fixture->db, &fixture->actor, tasks, texts, count, means, recipient, &error);
  g_assert_no_error(error);
}

static GPtrArray *list(Fixture *fixture, gint64 task) {
  GError *error = NULL;
  GPtrArray *nudges = nudge_list(fixture->db, task, &error);
  g_assert_no_error(error);
  return nudges;
}

static void test_record(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 first[] = {task_id(fixture, 4)};
  record(fixture, first, (const char *const[]){"请报进展\n第二行"}, 1, MEANS_MAIL,
         "fgc@example.gov.cn");
  fixture->actor.today++;
  gint64 both[] = {task_id(fixture, 5), task_id(fixture, 4)};
  record(fixture, both, (const char *const[]){"五", "四"}, 2, MEANS_PRINT, NULL);
  g_autoptr(GPtrArray) all = list(fixture, 0);
  g_assert_cmpuint(all->len, ==, 3);
  g_autoptr(GPtrArray) own = list(fixture, first[0]);
  g_assert_cmpuint(own->len, ==, 2);
  const Nudge *nudge = own->pdata[0];
  g_assert_cmpint(nudge->task, ==, first[0]);
  g_assert_cmpint(nudge->made_on, ==, fixture->actor.today - 1);
  g_assert_cmpint(nudge->means, ==, MEANS_MAIL);
  g_assert_cmpstr(nudge->recipient, ==, "fgc@example.gov.cn");
  g_assert_cmpstr(nudge->text, ==, "请报进展\n第二行");
  g_assert_cmpstr(nudge->author, ==, "zhangsan");
  nudge = own->pdata[1];
  g_assert_cmpint(nudge->made_on, ==, fixture->actor.today);
  g_assert_cmpint(nudge->means, ==, MEANS_PRINT);
  g_assert_null(nudge->recipient);
  g_assert_cmpstr(nudge->text, ==, "四");
}

/* Many nudges are one entry, which belongs to each of their tasks and is undone in one. */
static void test_one_entry(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 tasks[] = {task_id(fixture, 4), task_id(fixture, 5), task_id(fixture, 6)};
  gint64 entries = journal_entries(fixture->db);
  record(fixture, tasks, (const char *const[]){"甲", "乙", "丙"}, 3, MEANS_FILE, "催办.txt");
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  assert_text("SELECT verb FROM journal ORDER BY seq DESC", "nudge.add");
  assert_text("SELECT substr(summary, -14) FROM journal ORDER BY seq DESC",
              "…”等3项 催办（存为文件）");
  for (guint i = 0; i < G_N_ELEMENTS(tasks); i++) {
    g_autoptr(GPtrArray) history = journal_list(fixture->db, tasks[i], 1, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(((JournalEntry *)history->pdata[0])->verb, ==, "nudge.add");
  }
  gint64 seq = 0;
  g_assert_true(journal_undoable(fixture->db, "zhangsan", &seq, &error));
  g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
  g_assert_no_error(error);
  g_autoptr(GPtrArray) none = list(fixture, 0);
  g_assert_cmpuint(none->len, ==, 0);
}

/* Nothing of it is recorded where one is refused. */
static void refuse(Fixture *fixture, int number, const char *text, const char *part) {
  GError *error = NULL;
  gint64 tasks[] = {task_id(fixture, 5), task_id(fixture, number)};
  const char *texts[] = {"催", text};
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(
      nudge_record(fixture->db, &fixture->actor, tasks, texts, 2, MEANS_RECORD, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM nudge", 0);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  refuse(fixture, 4, " \n", "不能为空");
  refuse(fixture, 4, NULL, "不能为空");
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-01' WHERE number = 1");
  raw_write(fixture, "UPDATE task SET state = 'closed', done_on = '2026-11-01' WHERE number = 2");
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 3");
  refuse(fixture, 1, "催", "第1项“");
  refuse(fixture, 1, "催", "”已办结，不能再催办");
  refuse(fixture, 2, "催", "”已销号，不能再催办");
  refuse(fixture, 3, "催", "”作废，不能再催办");
  GError *error = NULL;
  gint64 missing[] = {9999};
  g_assert_false(nudge_record(fixture->db, &fixture->actor, missing, (const char *const[]){"催"}, 1,
                              MEANS_RECORD, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
  gint64 tasks[] = {task_id(fixture, 5), task_id(fixture, 2)};
  g_assert_true(supervision_allows(fixture->db, tasks, 1, &error));
  g_assert_false(supervision_allows(fixture->db, tasks, 2, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已销号");
}

static void test_means(Fixture *fixture, gconstpointer data) {
  (void)fixture;
  (void)data;
  for (int i = 0; i < MEANS_COUNT; i++) {
    Means means = MEANS_COUNT;
    g_assert_true(means_parse(means_code((Means)i), &means));
    g_assert_cmpint(means, ==, i);
    means = MEANS_COUNT;
    g_assert_true(means_parse(means_name((Means)i), &means));
    g_assert_cmpint(means, ==, i);
  }
  Means untouched = MEANS_FILE;
  g_assert_false(means_parse("fax", &untouched));
  g_assert_false(means_parse(NULL, &untouched));
  g_assert_cmpint(untouched, ==, MEANS_FILE);
}

/* The journal's codes are read as words. */
static void test_history(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 tasks[] = {task_id(fixture, 4)};
  record(fixture, tasks, (const char *const[]){"催"}, 1, MEANS_PRINT, NULL);
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal");
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, seq, tasks[0], &error);
  g_autoptr(GPtrArray) units = unit_list(fixture->db, &error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < changes->len; i++) {
    g_autofree char *line = history_change_text(changes->pdata[i], units);
    if (line != NULL)
      g_string_append_printf(text, "%s\n", line);
  }
  g_assert_cmpstr(text->str, ==,
                  "催办 日期：（空） → 2026-11-21\n催办 方式：（空） → 打印\n"
                  "催办 内容：（空） → 催\n催办 催办人：（空） → zhangsan\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/nudge/record", test_record);
  ADD("/nudge/one-entry", test_one_entry);
  ADD("/nudge/refused", test_refused);
  ADD("/nudge/means", test_means);
  ADD("/nudge/history", test_history);
  return g_test_run();
}
