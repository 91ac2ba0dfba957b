#include "core/model/case_board.h"

#include "tests/core/model/filing.h"

static CaseBoard *board_of(Fixture *fixture, int year, int month) {
  GError *error = NULL;
  CaseBoard *board = case_board_load(fixture->db, year, month, &error);
  g_assert_no_error(error);
  return board;
}

/* "厅运输处、厅法规处" of those who have filed in the board's month, or have not. */
#define assert_units(board, filed, expected)                                                       \
  G_STMT_START {                                                                                   \
    g_autoptr(GPtrArray) units_ = case_board_units(board, filed);                                  \
    g_autoptr(GString) names_ = g_string_new(NULL);                                                \
    for (guint i_ = 0; i_ < units_->len; i_++)                                                     \
      g_string_append_printf(names_, "%s%s", i_ > 0 ? "、" : "",                                   \
                             ((const CaseBoardRow *)units_->pdata[i_])->name);                     \
    g_assert_cmpstr(names_->str, ==, expected);                                                    \
  }                                                                                                \
  G_STMT_END

/* "厅运输处 11:2 year:3" of each row, a line each. */
static char *matrix(const CaseBoard *board) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < board->rows->len; i++) {
    const CaseBoardRow *row = board->rows->pdata[i];
    g_string_append_printf(text, "%s%s%s", i > 0 ? "\n" : "", row->expected ? "*" : "", row->name);
    for (int month = 1; month < CASE_MONTHS; month++)
      if (row->filed[month] > 0)
        g_string_append_printf(text, " %d:%d", month, row->filed[month]);
    g_string_append_printf(text, " =%d", row->filed[0]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gint64 file_by(Fixture *fixture, int month, const char *unit, CaseStage stage,
                      const char *day) {
  return file_case(
      fixture, month,
      (CaseInput){.title = "案例", .unit = unit, .stage = stage, .made_on = day_from_iso(day)});
}

static void add_units(Fixture *fixture) {
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (901, '甲县', 'local'),"
                     " (902, '乙县', 'local'), (903, '丙县', 'local'), (904, '丁县', 'local'),"
                     " (910, '各县', 'group'), (911, '各市', 'group')");
  raw_write(fixture, "INSERT INTO unit_member (unit, member) VALUES (910, 901), (910, 902),"
                     " (910, 903)");
}

static void set_units(Fixture *fixture, const char *first, const char *second) {
  const char *const names[] = {first, second, NULL};
  GError *error = NULL;
  plan_set_units(fixture->db, &fixture->actor, 2026, names, &error);
  g_assert_no_error(error);
}

static void file_year(Fixture *fixture) {
  file_by(fixture, 10, "甲县", CASE_CITY, "2026-10-10");
  file_by(fixture, 11, "甲县", CASE_PROVINCE, "2026-11-10");
  file_by(fixture, 11, "甲县", CASE_MINISTRY, "2026-11-10");
  gint64 returned = file_by(fixture, 11, "乙县", CASE_CITY, "2026-11-11");
  advance_on(fixture, returned, CASE_RETURNED, "2026-11-12");
  file_by(fixture, 11, "丙县", CASE_DRAFT, "2026-11-12");
  gint64 adopted = file_by(fixture, 9, "丁县", CASE_MINISTRY, "2026-09-11");
  advance_on(fixture, adopted, CASE_ADOPTED, "2026-10-12");
  file_by(fixture, 11, NULL, CASE_CITY, "2026-11-13");
}

static void test_listed(Fixture *fixture, gconstpointer data) {
  (void)data;
  add_units(fixture);
  set_units(fixture, "各县", NULL);
  file_year(fixture);
  g_autoptr(CaseBoard) board = board_of(fixture, 2026, 11);
  g_autofree char *rows = matrix(board);
  g_assert_cmpstr(rows, ==,
                  "*甲县 10:1 11:2 =3\n*乙县 =0\n*丙县 =0\n丁县 9:1 =1\n未注明单位 11:1 =1");
  g_assert_true(board->listed);
  g_assert_null(case_board_remark(board));
  assert_units(board, TRUE, "甲县");
  assert_units(board, FALSE, "乙县、丙县");
  g_assert_cmpint(board->filed[9], ==, 1);
  g_assert_cmpint(board->filed[10], ==, 1);
  g_assert_cmpint(board->filed[11], ==, 3);
  g_assert_cmpint(board->filed[0], ==, 5);
  g_assert_cmpint(board->adopted, ==, 1);
  g_assert_cmpint(((const CaseBoardRow *)board->rows->pdata[3])->adopted, ==, 1);
  static const int MONTH[CASE_STAGE_COUNT] = {1, 1, 1, 1, 0, 1}, YEAR[] = {1, 2, 1, 1, 1, 1};
  for (int i = 0; i < CASE_STAGE_COUNT; i++) {
    g_assert_cmpint(board->month_stages[i], ==, MONTH[i]);
    g_assert_cmpint(board->year_stages[i], ==, YEAR[i]);
    g_assert_cmpint(board->topic->stages[i], ==, MONTH[i]);
  }
  g_assert_cmpint(board->topic->cases, ==, 3);
  g_assert_cmpint(board->topic->ministry, ==, 1);
}

/* Whoever files beyond the list is among those who have, and never among those who have not. */
static void test_beyond_the_list(Fixture *fixture, gconstpointer data) {
  (void)data;
  add_units(fixture);
  set_units(fixture, "各县", "各市"); /* a group of which no member is known stands for itself */
  file_year(fixture);
  g_autoptr(CaseBoard) september = board_of(fixture, 2026, 9);
  assert_units(september, TRUE, "丁县");
  assert_units(september, FALSE, "甲县、乙县、丙县、各市");
}

static void test_unlisted(Fixture *fixture, gconstpointer data) {
  (void)data;
  add_units(fixture);
  file_year(fixture);
  g_autoptr(CaseBoard) board = board_of(fixture, 2026, 11);
  g_assert_false(board->listed);
  g_assert_cmpstr(case_board_remark(board), ==, "没有设定报送单位，只列出本年报过案例的单位");
  g_autofree char *rows = matrix(board);
  g_assert_cmpstr(rows, ==, "甲县 10:1 11:2 =3\n丁县 9:1 =1\n未注明单位 11:1 =1");
  assert_units(board, TRUE, "甲县");
  assert_units(board, FALSE, "丁县");
}

/* December counts for this year, January for the next; a topic of another month is marked. */
static void test_across(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023-topics", 2027);
  CaseInput input = {.title = "甲", .stage = CASE_CITY};
  file_case(fixture, 12, input);
  input.month = day_from_ymd(2027, 1, 31);
  file_case(fixture, 12, input);
  input.month = day_from_ymd(2026, 11, 1);
  file_case(fixture, 10, input);
  g_autoptr(CaseBoard) board = board_of(fixture, 2026, 11), next = board_of(fixture, 2027, 1);
  g_assert_cmpint(board->filed[12], ==, 1);
  g_assert_cmpint(board->filed[11], ==, 1);
  g_assert_cmpint(board->filed[10], ==, 0);
  g_assert_cmpint(board->filed[0], ==, 2);
  g_assert_cmpint(board->across[11], ==, 1);
  g_assert_cmpint(board->across[12], ==, 0);
  g_assert_cmpint(board->across[0], ==, 1);
  g_assert_cmpint(next->filed[1], ==, 1);
  g_assert_cmpint(next->across[1], ==, 1);
}

static void test_points(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CaseBoard) none = board_of(fixture, 2026, 11);
  g_assert_null(none->points);
  g_assert_cmpstr(none->why_no_points, ==, "本年没有对案例计分的指标体系");
  add_ministry_system(fixture);
  file_on(fixture, 11, "一", CASE_MINISTRY, "2026-11-10");
  file_on(fixture, 11, "二", CASE_MINISTRY, "2026-11-10");
  g_autoptr(CaseBoard) board = board_of(fixture, 2026, 11);
  g_assert_null(board->why_no_points);
  g_assert_cmpfloat(board->points->month, ==, 1);
}

static void test_no_plan(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CaseBoard) board = board_of(fixture, 2030, 11);
  g_assert_null(board->plan);
  g_assert_null(board->topic);
  g_assert_false(board->listed);
  g_assert_cmpuint(board->rows->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/case-board/listed", test_listed);
  ADD("/case-board/beyond-the-list", test_beyond_the_list);
  ADD("/case-board/unlisted", test_unlisted);
  ADD("/case-board/across", test_across);
  ADD("/case-board/points", test_points);
  ADD("/case-board/no-plan", test_no_plan);
  return g_test_run();
}
