#include "core/model/case_count.h"

#include "tests/core/model/filing.h"

/* "11:2 10:1": the months that have any. */
static char *reached(Fixture *fixture, const char *stage, int due_day, gboolean own_topic) {
  GError *error = NULL;
  int counts[CASE_MONTHS];
  case_reached(fixture->db, 2026, stage, due_day, own_topic, counts, &error);
  g_assert_no_error(error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int month = 12; month >= 1; month--)
    if (counts[month] != 0)
      g_string_append_printf(text, "%s%d:%d", text->len > 0 ? " " : "", month, counts[month]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

#define assert_reached(stage, due_day, own_topic, expected)                                        \
  G_STMT_START {                                                                                   \
    g_autofree char *reached_ = reached(fixture, stage, due_day, own_topic);                       \
    g_assert_cmpstr(reached_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void test_stages(Fixture *fixture, gconstpointer data) {
  (void)data;
  file_on(fixture, 11, "草", CASE_DRAFT, "2026-11-01");
  file_on(fixture, 11, "市", CASE_CITY, "2026-11-01");
  file_on(fixture, 11, "省", CASE_PROVINCE, "2026-11-01");
  file_on(fixture, 11, "部", CASE_MINISTRY, "2026-11-01");
  gint64 adopted = file_on(fixture, 11, "纳", CASE_PROVINCE, "2026-11-01");
  assert_reached("ministry", 0, FALSE, "11:1");
  advance_on(fixture, adopted, CASE_ADOPTED,
             "2026-11-20"); /* later than 报部, though it skipped it */
  assert_reached("city", 0, FALSE, "11:4");
  assert_reached("province", 0, FALSE, "11:3");
  assert_reached("ministry", 0, FALSE, "11:2");
  assert_reached("ministry", 19, FALSE, "11:1");
  assert_reached("ministry", 20, FALSE, "11:2");
}

/* The due day itself counts; the day after does not, nor the month before where it is missing. */
static void test_due_day(Fixture *fixture, gconstpointer data) {
  (void)data;
  file_on(fixture, 10, "甲", CASE_CITY, "2026-10-15");
  file_on(fixture, 10, "乙", CASE_CITY, "2026-10-16");
  file_on(fixture, 11, "丙", CASE_CITY, "2026-09-30"); /* long before its month */
  assert_reached("city", 15, FALSE, "11:1 10:1");
  assert_reached("city", 16, FALSE, "11:1 10:2");
  assert_reached("city", 14, FALSE, "11:1");
  file_on(fixture, 2, "丁", CASE_CITY, "2026-02-28");
  file_on(fixture, 2, "戊", CASE_CITY, "2026-03-01");
  assert_reached("city", 31, FALSE, "11:1 10:2 2:1"); /* a short month's last day */
  assert_reached("city", 0, FALSE, "11:1 10:2 2:2");
}

/* Higher up only by the day it came there. */
static void test_moving_on(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 10, "甲", CASE_CITY, "2026-10-10");
  advance_on(fixture, id, CASE_PROVINCE, "2026-10-18");
  advance_on(fixture, id, CASE_MINISTRY, "2026-10-26");
  assert_reached("city", 15, FALSE, "10:1");
  assert_reached("province", 15, FALSE, "");
  assert_reached("province", 18, FALSE, "10:1");
  assert_reached("ministry", 25, FALSE, "");
  assert_reached("ministry", 26, FALSE, "10:1");
}

static void test_returned(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 10, "甲", CASE_MINISTRY, "2026-10-10");
  advance_on(fixture, id, CASE_RETURNED, "2026-10-12");
  assert_reached("city", 0, FALSE, "");
  advance_on(fixture, id, CASE_CITY, "2026-10-20");
  assert_reached("city", 0, FALSE, "10:1");
  assert_reached("city", 19, FALSE, ""); /* by the day it was handed in again */
  assert_reached("city", 20, FALSE, "10:1");
  assert_reached("ministry", 0, FALSE, ""); /* it has not come there again */
}

static void test_own_topic(Fixture *fixture, gconstpointer data) {
  (void)data;
  CaseInput across = {.title = "甲", .stage = CASE_CITY, .month = day_from_ymd(2026, 11, 1)};
  file_case(fixture, 9, across);
  file_on(fixture, 11, "乙", CASE_CITY, "2026-11-05");
  assert_reached("city", 0, FALSE, "11:2");
  assert_reached("city", 0, TRUE, "11:1");
}

/* The same month of two years' plans is not the same topic. */
static void test_years(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023-topics", 2027);
  CaseInput next = {.title = "甲", .stage = CASE_CITY, .month = day_from_ymd(2027, 11, 1)};
  file_case(fixture, 11, next);
  assert_reached("city", 0, FALSE, "");
  GError *error = NULL;
  int counts[CASE_MONTHS];
  g_assert_true(case_reached(fixture->db, 2027, "city", 0, FALSE, counts, &error));
  g_assert_cmpint(counts[11], ==, 1);
  g_assert_true(case_reached(fixture->db, 2027, "city", 0, TRUE, counts, &error));
  g_assert_cmpint(counts[11], ==, 0);
}

static void test_adopted(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 september = file_on(fixture, 9, "甲", CASE_MINISTRY, "2026-09-20");
  gint64 november = file_on(fixture, 11, "乙", CASE_PROVINCE, "2026-11-02");
  file_on(fixture, 11, "丙", CASE_MINISTRY, "2026-11-02");
  advance_on(fixture, september, CASE_ADOPTED, "2026-10-31"); /* the month after its own */
  advance_on(fixture, november, CASE_ADOPTED, "2026-11-02");
  GError *error = NULL;
  int counts[CASE_MONTHS];
  g_assert_true(case_adopted_in(fixture->db, 2026, counts, &error));
  for (int month = 1; month <= 12; month++)
    g_assert_cmpint(counts[month], ==, month == 10 || month == 11 ? 1 : 0);
  g_assert_true(case_adopted_in(fixture->db, 2025, counts, &error));
  g_assert_cmpint(counts[10], ==, 0);
}

static void test_stage_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const NOT_THESE[] = {"draft", "returned", "county", NULL};
  for (gsize i = 0; i < G_N_ELEMENTS(NOT_THESE); i++) {
    GError *error = NULL;
    int counts[CASE_MONTHS];
    g_assert_false(case_reached(fixture->db, 2026, NOT_THESE[i], 0, FALSE, counts, &error));
    assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "报送阶段");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/case-count/stages", test_stages);
  ADD("/case-count/due-day", test_due_day);
  ADD("/case-count/moving-on", test_moving_on);
  ADD("/case-count/returned", test_returned);
  ADD("/case-count/own-topic", test_own_topic);
  ADD("/case-count/years", test_years);
  ADD("/case-count/adopted", test_adopted);
  ADD("/case-count/stage-refused", test_stage_refused);
  return g_test_run();
}
