#include "core/model/calendar_import.h"

#include "core/model/holiday.h"
#include "core/store/journal.h"
#include "tests/core/model/recurring.h"

#define NEW_YEAR "2027-01-01 2027-01-02 2027-01-03"
#define FOURTEEN                                                                                   \
  "every = 'workdays', step = 14, basis = 'anchor', anchor = '2026-11-02', since = '2026-11-01', " \
  "quota = 1, due_day = NULL, due_month = 0"

/* ---- helpers ---- */

/* A notice: days off, and weekend days worked; blanks between them. */
static CalendarNotice *notice_for(int year, const char *off, const char *worked) {
  CalendarNotice *notice = calendar_notice_new(year);
  notice->document = g_strdup("国办发明电〔2026〕5号");
  notice->issued = day_of("2026-11-20");
  const char *lists[] = {off, worked};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_auto(GStrv) days = g_strsplit(lists[i], " ", -1);
    for (gsize k = 0; days[k] != NULL && *days[k] != '\0'; k++)
      g_assert_null(calendar_notice_add(notice, day_of(days[k]), i == 0 ? "元旦" : NULL));
  }
  return notice;
}

/* "50 第4期 2027-01-19>2027-01-20, …". The caller frees. */
static char *moves_text(const GPtrArray *moves) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < moves->len; i++) {
    const DueMove *move = moves->pdata[i];
    char before[DAY_TEXT_SIZE], after[DAY_TEXT_SIZE];
    g_string_append_printf(text, "%s%d %s %s>%s", i > 0 ? ", " : "", move->number, move->key,
                           day_to_iso(move->before, before), day_to_iso(move->after, after));
    g_assert_cmpint((move->schedule == 0), ==, (*move->key == '\0'));
  }
  return g_string_free(text, FALSE);
}

/* Imports on a day; what it says moved is expected, and is what was foretold. */
static void import_on(Fixture *fixture, const CalendarNotice *notice, const char *today,
                      const char *expected) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(today), LEAD_DAYS_DEFAULT);
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(GPtrArray) foretold = calendar_import_moves(fixture->db, reckoning, notice, &error);
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  g_autoptr(GPtrArray) moves = NULL;
  gboolean stored = FALSE;
  calendar_import(fixture->db, &fixture->actor, reckoning, notice, &moves, &stored, &error);
  g_assert_no_error(error);
  g_assert_true(stored);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  g_autofree char *text = moves_text(moves), *before = moves_text(foretold);
  g_assert_cmpstr(text, ==, expected);
  g_assert_cmpstr(before, ==, expected);
}

static void undo(Fixture *fixture) {
  GError *error = NULL;
  g_autofree char *summary = NULL;
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal");
  journal_undo(fixture->db, &fixture->actor, seq, &summary, &error);
  g_assert_no_error(error);
}

static gboolean is_worked(Fixture *fixture, const char *day) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  return calendar_is_workday(reckoning_calendar(reckoning), day_of(day));
}

static gboolean is_estimated(Fixture *fixture, const char *day) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  return calendar_is_estimated(reckoning_calendar(reckoning), day_of(day));
}

static const Obligation *obligation_of(const GPtrArray *list, const char *key) {
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    if (g_str_equal(one->span.key, key))
      return one;
  }
  g_error("no period %s", key);
}

/* The due day of a period of task 50, and whether it is 预计. */
static void check_period(Fixture *fixture, const char *today, const char *key, const char *due,
                         gboolean estimated) {
  ObligationFilter filter = of_task(fixture, 50);
  filter.first = day_of("2026-11-01");
  filter.last = day_of("2027-12-31");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, today);
  const Obligation *one = obligation_of(list, key);
  char text[DAY_TEXT_SIZE];
  g_assert_cmpstr(day_to_iso(one->due, text), ==, due);
  g_assert_cmpint(one->span.estimated, ==, estimated);
}

/* ---- the days ---- */

static void test_stored(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "2026-12-27 2027-01-09");
  g_assert_true(is_estimated(fixture, "2027-06-01"));
  g_assert_false(is_worked(fixture, "2026-12-27"));
  import_on(fixture, notice, "2026-11-21", "");
  g_assert_false(is_estimated(fixture, "2027-06-01"));
  g_assert_true(is_worked(fixture, "2026-12-27"));
  g_assert_false(is_worked(fixture, "2027-01-01"));
  g_assert_true(is_worked(fixture, "2027-01-09"));
  g_assert_false(is_worked(fixture, "2026-10-01")); /* shipped */
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "calendar.import 导入2027年节假日安排（国办发明电〔2026〕5号）");
  GError *error = NULL;
  g_autoptr(GPtrArray) notices = holiday_list(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(notices->len, ==, 1);
  const CalendarNotice *read = notices->pdata[0];
  g_assert_cmpint(read->year, ==, 2027);
  g_assert_cmpstr(read->document, ==, notice->document);
  g_assert_cmpint(read->issued, ==, notice->issued);
  g_assert_cmpuint(read->days->len, ==, 5);
  g_assert_cmpint(calendar_notice_days_off(read), ==, 3);
}

/* The same again is no change; another takes the place of the first, in December before as well. */
static void test_again(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CalendarNotice) first = notice_for(2027, NEW_YEAR, "2026-12-27 2027-01-09");
  import_on(fixture, first, "2026-11-21", "");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  gboolean stored = TRUE;
  GError *error = NULL;
  calendar_import(fixture->db, &fixture->actor, reckoning, first, NULL, &stored, &error);
  g_assert_no_error(error);
  g_assert_false(stored);
  g_autoptr(CalendarNotice) second = notice_for(2027, "2027-01-04", "");
  g_clear_pointer(&second->document, g_free);
  second->issued = DAY_NONE;
  import_on(fixture, second, "2026-11-21", "");
  g_assert_false(is_worked(fixture, "2026-12-27"));
  g_assert_true(is_worked(fixture, "2027-01-01"));
  g_assert_false(is_worked(fixture, "2027-01-09"));
  g_assert_false(is_worked(fixture, "2027-01-04"));
  assert_text("SELECT year || ifnull(document, '-') || ifnull(issued, '-') FROM calendar_notice",
              "2027--");
  /* One for another year leaves it alone, whichever came first. */
  g_autoptr(CalendarNotice) before = notice_for(2026, "2026-12-28", "");
  import_on(fixture, before, "2026-11-21", "");
  g_assert_false(is_worked(fixture, "2027-01-04"));
  g_assert_false(is_worked(fixture, "2026-12-28"));
}

/* A year that the program came with is replaced, not added to. */
static void test_shipped_replaced(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_false(is_worked(fixture, "2026-10-01"));
  g_assert_true(is_worked(fixture, "2026-10-10"));
  g_autoptr(CalendarNotice) notice = notice_for(2026, "2026-01-01 2026-12-31", "");
  import_on(fixture, notice, "2026-11-21", "");
  g_assert_true(is_worked(fixture, "2026-10-01"));
  g_assert_false(is_worked(fixture, "2026-10-10"));
  g_assert_false(is_worked(fixture, "2026-12-31"));
  g_assert_false(is_estimated(fixture, "2026-10-01"));
  g_assert_false(is_worked(fixture, "2025-10-01")); /* another year's */
  undo(fixture);
  g_assert_false(is_worked(fixture, "2026-10-01"));
  g_assert_true(is_worked(fixture, "2026-12-31"));
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-02-10'");
  g_autoptr(CalendarNotice) first = notice_for(2027, NEW_YEAR, "");
  g_autoptr(CalendarNotice) second = notice_for(2027, "2027-01-04", "2027-01-09");
  import_on(fixture, first, "2026-11-21",
            "50 第4期 2027-01-19>2027-01-20, 50 第5期 2027-02-08>2027-02-09, "
            "50 第6期 2027-02-26>2027-03-01");
  /* 第1期 of task 50 is past. */
  assert_text("SELECT key || due FROM period WHERE task = (SELECT id FROM task WHERE number = 50)",
              "第1期2026-11-20");
  import_on(fixture, second, "2026-11-21",
            "50 第4期 2027-01-20>2027-01-19, 50 第5期 2027-02-09>2027-02-08, "
            "50 第6期 2027-03-01>2027-02-26");
  undo(fixture);
  g_assert_false(is_worked(fixture, "2027-01-01"));
  g_assert_true(is_worked(fixture, "2027-01-04"));
  check_period(fixture, "2026-11-21", "第4期", "2027-01-20", FALSE);
  undo(fixture); /* the undo: the second is there again */
  check_period(fixture, "2026-11-21", "第4期", "2027-01-19", FALSE);
  g_assert_true(is_worked(fixture, "2027-01-01"));
}

static void test_undo_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-02-01'");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  import_on(fixture, notice, "2026-11-21",
            "50 第4期 2027-01-19>2027-01-20, 50 第5期 2027-02-08>2027-02-09");
  undo(fixture);
  g_assert_true(is_estimated(fixture, "2027-06-01"));
  g_assert_true(is_worked(fixture, "2027-01-01"));
  check_period(fixture, "2026-11-21", "第4期", "2027-01-19", TRUE);
  assert_int("SELECT count(*) FROM calendar_notice", 0);
  assert_int("SELECT count(*) FROM calendar_day", 0);
  assert_int("SELECT count(*) FROM period", 0);
}

/* ---- what moves ---- */

/* An import that comes late leaves what is past as it was reckoned then. */
static void test_past(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-02-01'");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  check_period(fixture, "2027-01-20", "第4期", "2027-01-19", TRUE);
  import_on(fixture, notice, "2027-01-20", "50 第5期 2027-02-08>2027-02-09");
  check_period(fixture, "2027-01-20", "第4期", "2027-01-19", TRUE);
  check_period(fixture, "2027-01-20", "第5期", "2027-02-09", FALSE);
  check_obligations(fixture, of_task(fixture, 50), "2027-01-20",
                    "第1期 0/1 red,第2期 0/1 red,第3期 0/1 red,第4期 0/1 red,第5期 0/1 green");
}

/* On its due day a period is open still. */
static void test_due_today(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-01-19'");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  import_on(fixture, notice, "2027-01-19", "50 第4期 2027-01-19>2027-01-20");
  check_period(fixture, "2027-01-19", "第4期", "2027-01-20", FALSE);
}

/* What is not asked for, or has been met, is no news. */
static void test_not_open(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-01-19'");
  keep_period(fixture, 50, "第4期", "2026-12-31", "2027-01-19", 1, "2027-01-05");
  set_rule(fixture, 44, FOURTEEN);
  set_task(fixture, 44, "due = '2027-01-19', state = 'done', done_on = '2026-11-20'");
  set_rule(fixture, 28, FOURTEEN);
  set_task(fixture, 28, "due = '2027-01-19', state = 'void'");
  set_rule(fixture, 26, FOURTEEN);
  set_task(fixture, 26, "due = '2027-01-19', state = 'paused'");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  import_on(fixture, notice, "2027-01-06", "26 第4期 2027-01-19>2027-01-20");
  check_period(fixture, "2027-01-06", "第4期", "2027-01-19", FALSE); /* as it was handed in for */
}

/* A period that begins after the task is due is not asked for. */
static void test_no_longer(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, FOURTEEN);
  set_task(fixture, 50, "due = '2027-01-20'");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  import_on(fixture, notice, "2026-11-21", "50 第4期 2027-01-19>2027-01-20, 50 第5期 2027-02-08>");
  ObligationFilter filter = of_task(fixture, 50);
  filter.first = filter.last = day_of("2027-01-21");
  check_obligations(fixture, filter, "2026-11-21", "");
}

/* Rows of open periods: one that an event started, and one that waits for a second submission. */
static void test_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, "every = 'workdays', step = 7, basis = 'event', quota = 1");
  set_task(fixture, 50, "due = NULL");
  GError *error = NULL;
  fixture->actor.today = day_of("2026-12-29");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  obligation_event(fixture->db, &fixture->actor, reckoning, schedule_of(fixture, 50),
                   day_of("2026-12-28"), "作出决定", NULL, &error);
  g_assert_no_error(error);
  set_rule(fixture, 44, FOURTEEN);
  set_rule(fixture, 44, "quota = 2");
  set_task(fixture, 44, "due = '2027-01-01'");
  keep_period(fixture, 44, "第4期", "2026-12-31", "2027-01-19", 2, "2027-01-02");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  check_period(fixture, "2026-12-29", "自2026-12-28", "2027-01-06", TRUE);
  import_on(fixture, notice, "2026-12-29",
            "44 第4期 2027-01-19>2027-01-20, 50 自2026-12-28 2027-01-06>2027-01-07");
  check_period(fixture, "2026-12-29", "自2026-12-28", "2027-01-07", FALSE);
  assert_text("SELECT first || last || due || quota || estimated FROM period WHERE key = '第4期'",
              "2026-12-312027-01-202027-01-2020");
  undo(fixture);
  check_period(fixture, "2026-12-29", "自2026-12-28", "2027-01-06", TRUE);
}

/* A rule that counts from the last submission. */
static void test_running(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50,
           "every = 'workdays', step = 7, basis = 'submission', quota = 1, anchor = '2026-12-28', "
           "since = '2026-12-01'");
  set_task(fixture, 50, "due = NULL");
  g_autoptr(CalendarNotice) notice = notice_for(2027, NEW_YEAR, "");
  import_on(fixture, notice, "2026-12-29", "50 自2026-12-28 2027-01-06>2027-01-07");
  check_period(fixture, "2026-12-29", "自2026-12-28", "2027-01-07", FALSE);
}

/* Dates that a policy rolls: a task's own, and those of calendar periods. */
static void test_rolled(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_task(fixture, 50, "due = '2027-01-01'");
  set_rule(fixture, 50, "due_day = 4, due_month = 1, since = '2026-10-01'"); /* 每季度, 次月4日 */
  g_autoptr(CalendarNotice) kept = notice_for(2027, NEW_YEAR " 2027-01-04 2027-04-04", "");
  import_on(fixture, kept, "2026-11-21", ""); /* 不变 */
  undo(fixture);
  g_autofree char *policy = g_strdup_printf(
      "INSERT INTO policy (ledger, roll) VALUES (%" G_GINT64_FORMAT ", 'after')", fixture->ledger);
  raw_write(fixture, policy);
  /* The week of task 28 ends on Sunday 2027-01-03. 2027-04-04 is a Sunday too, which waits for the
   * Monday with and without the notice. */
  import_on(fixture, kept, "2026-11-21",
            "28 2026-W53 2027-01-04>2027-01-05, 50  2027-01-01>2027-01-05, "
            "50 2026Q4 2027-01-04>2027-01-05");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/calendar_import/stored", test_stored);
  ADD("/calendar_import/again", test_again);
  ADD("/calendar_import/shipped-replaced", test_shipped_replaced);
  ADD("/calendar_import/undo", test_undo);
  ADD("/calendar_import/undo-first", test_undo_first);
  ADD("/calendar_import/past", test_past);
  ADD("/calendar_import/due-today", test_due_today);
  ADD("/calendar_import/not-open", test_not_open);
  ADD("/calendar_import/no-longer", test_no_longer);
  ADD("/calendar_import/rows", test_rows);
  ADD("/calendar_import/running", test_running);
  ADD("/calendar_import/rolled", test_rolled);
  return g_test_run();
}
