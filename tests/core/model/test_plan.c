#include "core/model/plan.h"

#include "tests/core/fixture.h"

static void test_plan(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(GPtrArray) topics = topic_list(fixture->db, 2026, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(topics->len, ==, 12);
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    g_assert_cmpint(topic->year, ==, 2026);
    g_assert_cmpint(topic->month, ==, i + 1);
    g_assert_cmpint(topic->due, ==, day_from_ymd(2026, (int)i + 1, 15));
    g_assert_cmpint(topic->ministry_due, ==, day_from_ymd(2026, (int)i + 1, 25));
    g_assert_cmpint(topic->target, ==, 3);
    g_assert_cmpint(topic->cases, ==, 0);
    g_assert_cmpint(topic->adopted, ==, 0);
  }
  const Topic *january = topics->pdata[0], *december = topics->pdata[11], *july = topics->pdata[6];
  g_assert_cmpstr(january->title, ==, "去年回顾");
  g_assert_cmpstr(january->content, ==, "统计分析 2025 年案例报送情况");
  g_assert_cmpstr(january->content_printed, ==, "统计分析 2022 年案例报送情况");
  g_assert_cmpstr(december->content, ==, "回顾 2026 年创新举措、重要突破和建设成效");
  g_assert_cmpstr(december->content_printed, ==, "回顾 2023 年创新举措、重要突破和建设成效");
  g_assert_cmpstr(july->title, ==, "信易+");
  g_assert_cmpstr(july->content, ==, july->content_printed);
  assert_text("SELECT document FROM plan", "忻交发〔2023〕81号");
  assert_text("SELECT issued FROM plan", "2023-05-29");
  assert_int("SELECT source_year FROM plan", 2023);
}

static void test_plan_years(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023-topics", 0);
  GError *error = NULL;
  g_autoptr(GArray) years = plan_years(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(years->len, ==, 2);
  g_assert_cmpint(g_array_index(years, int, 0), ==, 2023);
  g_assert_cmpint(g_array_index(years, int, 1), ==, 2026);
  g_autoptr(GPtrArray) novembers = topic_list(fixture->db, 0, 11, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(novembers->len, ==, 2);
  g_assert_cmpint(((Topic *)novembers->pdata[0])->year, ==, 2023);
  g_autoptr(GPtrArray) none = topic_list(fixture->db, 2024, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(none->len, ==, 0);
}

static void test_topic_of_day(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Topic) last = topic_of_day(fixture->db, day_from_ymd(2026, 11, 30), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(last->title, ==, "诚信文化");
  g_autoptr(Topic) first = topic_of_day(fixture->db, day_from_ymd(2026, 12, 1), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(first->title, ==, "年度小结");
  g_assert_null(topic_of_day(fixture->db, day_from_ymd(2025, 12, 1), &error));
  g_assert_no_error(error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/plan/shipped", test_plan);
  ADD("/plan/years", test_plan_years);
  ADD("/plan/topic-of-day", test_topic_of_day);
  return g_test_run();
}
