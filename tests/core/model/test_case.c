#include "core/model/case.h"

#include "core/model/plan.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

static Topic *topic_of(Fixture *fixture, int month) {
  GError *error = NULL;
  Topic *topic = topic_of_day(fixture->db, day_from_ymd(2026, month, 1), &error);
  g_assert_no_error(error);
  g_assert_nonnull(topic);
  return topic;
}

static gint64 file(Fixture *fixture, int month, CaseInput input) {
  g_autoptr(Topic) topic = topic_of(fixture, month);
  GError *error = NULL;
  gint64 id = 0;
  input.topic = topic->id;
  case_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

static void refuse(Fixture *fixture, CaseInput input, StoreError code, CaseField expected,
                   const char *part) {
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  CaseField field = CASE_FIELD_NONE;
  g_assert_false(case_create(fixture->db, &fixture->actor, &input, NULL, &field, &error));
  assert_refused(&error, STORE_ERROR, (int)code, part);
  g_assert_cmpint(field, ==, expected);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM \"case\"", 0);
}

static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 second = file(fixture, 11, (CaseInput){.title = " 诚信之星评选 ", .summary = " "});
  gint64 first = file(fixture, 11,
                      (CaseInput){
                          .title = "诚信经营示范线路",
                          .unit = " 厅运输处 ",
                          .summary = "选出三条线路。\n向社会公布。",
                          .filed_on = day_from_ymd(2026, 11, 3),
                      });
  g_autoptr(Topic) topic = topic_of(fixture, 11);
  GError *error = NULL;
  g_autoptr(GPtrArray) cases = case_list(fixture->db, topic->id, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(cases->len, ==, 2);
  const Case *earlier = cases->pdata[0], *later = cases->pdata[1];
  g_assert_cmpint(earlier->id, ==, first); /* in the order filed */
  g_assert_cmpint(earlier->topic, ==, topic->id);
  g_assert_cmpstr(earlier->unit, ==, "厅运输处");
  g_assert_cmpstr(earlier->summary, ==, "选出三条线路。\n向社会公布。");
  g_assert_cmpint(earlier->filed_on, ==, day_from_ymd(2026, 11, 3));
  g_assert_cmpint(earlier->adopted_on, ==, DAY_NONE);
  g_assert_cmpstr(earlier->author, ==, "zhangsan");
  g_assert_cmpint(later->id, ==, second);
  g_assert_cmpstr(later->title, ==, "诚信之星评选");
  g_assert_null(later->unit);
  g_assert_null(later->summary);
  g_assert_cmpint(later->filed_on, ==, fixture->actor.today);
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "case.add 报送案例“诚信经营示范线路”");
}

static void test_counts(Fixture *fixture, gconstpointer data) {
  (void)data;
  file(fixture, 11, (CaseInput){.title = "一"});
  file(fixture, 11, (CaseInput){.title = "二"});
  file(fixture, 11, (CaseInput){.title = "三"});
  file(fixture, 10, (CaseInput){.title = "四"});
  raw_write(fixture, "UPDATE \"case\" SET adopted_on = '2026-11-20' WHERE title IN ('一', '四')");
  GError *error = NULL;
  g_autoptr(GPtrArray) topics = topic_list(fixture->db, 2026, 0, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    g_assert_cmpint(topic->cases, ==, topic->month == 11 ? 3 : topic->month == 10 ? 1 : 0);
    g_assert_cmpint(topic->adopted, ==, topic->month == 11 || topic->month == 10 ? 1 : 0);
  }
  g_autoptr(Topic) november = topic_of(fixture, 11);
  g_autoptr(GPtrArray) cases = case_list(fixture->db, november->id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(((Case *)cases->pdata[0])->adopted_on, ==, day_from_ymd(2026, 11, 20));
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  file(fixture, 11, (CaseInput){.title = "一"});
  GError *error = NULL;
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Topic) topic = topic_of(fixture, 11);
  g_assert_cmpint(topic->cases, ==, 0);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Topic) topic = topic_of(fixture, 11);
  CaseInput input = {.topic = topic->id, .title = " \n"};
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_TITLE, "标题不能为空");
  input.title = NULL;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_TITLE, "标题不能为空");
  input.title = "案例";
  input.filed_on = fixture->actor.today + 1;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_FILED_ON, "不能晚于今天");
  input.filed_on = DAY_NONE;
  input.unit = "法规处";
  refuse(fixture, input, STORE_ERROR_NOT_FOUND, CASE_FIELD_UNIT, "相近的有：厅法规处");
  input.unit = NULL;
  input.topic = 9999;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_NONE, "不存在");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/case/create", test_create);
  ADD("/case/counts", test_counts);
  ADD("/case/undo", test_undo);
  ADD("/case/refused", test_refused);
  return g_test_run();
}
