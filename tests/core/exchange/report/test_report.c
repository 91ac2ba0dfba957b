/* The report is opened again and added up. */
#include "core/exchange/report/report.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/config/settings.h"
#include "core/exchange/table/workbook.h"
#include "core/model/bulletin_year.h"
#include "core/model/case_board.h"
#include "core/model/matrix.h"
#include "core/model/score.h"
#include "tests/core/exchange/export/parts.h"
#include "tests/core/exchange/report/formulas.h"
#include "tests/core/exchange/report/lived.h"

static const char *const SHEETS[] = {"通报",     "台账",       "逾期清单",
                                     "周期义务", "选题与案例", "自评得分"};

/* ---- writing and reading ---------------------------------------------------------------- */

static Reckoning *reckoning_today_of(Fixture *fixture) {
  return reckoning_on(fixture, day_from_ymd(LIVED_YEAR, LIVED_MONTH, LIVED_DAY), LEAD_DAYS_DEFAULT);
}

static char *target(const Fixture *fixture) {
  return g_build_filename(fixture->folder, "通报.xlsx", NULL);
}

static gboolean try_write(Fixture *fixture, int month, const Watch *watch, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_today_of(fixture);
  g_autofree char *path = target(fixture);
  const ReportInput input = {.year = LIVED_YEAR, .month = month, .now = fixture->actor.now};
  g_autoptr(OutFile) file = outfile_begin(path, TRUE, error);
  g_assert_nonnull(file);
  return report_write(fixture->db, reckoning, &input, file, watch, error) &&
         outfile_publish(file, error);
}

/* The path of a report of the month; the caller frees. */
static char *write_report(Fixture *fixture, int month) {
  GError *error = NULL;
  try_write(fixture, month, NULL, &error);
  g_assert_no_error(error);
  return target(fixture);
}

static Workbook *read_back(const char *path) {
  GError *error = NULL;
  Workbook *workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  return workbook;
}

static const Grid *grid_of(const Workbook *workbook, const char *name) {
  for (guint i = 0; i < workbook->grids->len; i++) {
    if (g_str_equal(grid_name(workbook->grids->pdata[i]), name))
      return workbook->grids->pdata[i];
  }
  g_error("there is no sheet %s", name);
}

static const char *text_at(const Grid *grid, guint row, guint column) {
  return grid_cell(grid, row, column)->text;
}

static double number_at(const Grid *grid, guint row, guint column) {
  g_assert_cmpint(grid_cell(grid, row, column)->kind, ==, CELL_NUMBER);
  return grid_cell(grid, row, column)->number;
}

/* The first row from `from` on that has text in a column; the test fails where none has. */
static guint row_of(const Grid *grid, guint from, guint column, const char *text) {
  for (guint row = from; row < grid_rows(grid); row++) {
    if (g_str_equal(text_at(grid, row, column), text))
      return row;
  }
  g_error("no “%s” in column %u of %s", text, column, grid_name(grid));
}

static gboolean has_text(const Grid *grid, const char *part) {
  for (guint row = 0; row < grid_rows(grid); row++) {
    for (guint column = 0; column < grid_columns(grid); column++) {
      if (strstr(text_at(grid, row, column), part) != NULL)
        return TRUE;
    }
  }
  return FALSE;
}

/* ---- adding up -------------------------------------------------------------------------- */

/* Every number that a formula gives is what it comes to. Returns how many there are. */
static guint add_up(const char *path, int sheet, const Grid *grid) {
  g_autoptr(GPtrArray) formulas = formulas_read(path, sheet);
  for (guint i = 0; i < formulas->len; i++) {
    const Formula *formula = formulas->pdata[i];
    double value = formula_value(grid, formula->formula);
    if (fabs(value - formula->value) > 1e-9)
      g_error("%s %s: =%s is %g, and not %g", grid_name(grid), formula->cell, formula->formula,
              value, formula->value);
  }
  return formulas->len;
}

static void test_add_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  /* Rows of totals by columns, and totals of rows; 0: no matter. */
  static const guint expected[] = {9 + 8 + 9 + 1, 0, 2, 7 * 2 + 2 * 13, 4 + 3 + 14 + 7, 0};
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  g_assert_cmpuint(workbook->grids->len, ==, G_N_ELEMENTS(SHEETS));
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    g_assert_cmpstr(grid_name(grid), ==, SHEETS[i]);
    if (g_str_equal(SHEETS[i], "台账")) /* its lights are alive */
      continue;
    guint count = add_up(path, (int)i + 1, grid);
    if (expected[i] > 0)
      g_assert_cmpuint(count, ==, expected[i]);
    g_assert_cmpuint(count, >, 0);
  }
}

/* ---- 通报 ------------------------------------------------------------------------------- */

enum { BULLETIN_NAME = 1, BULLETIN_FIGURES, BULLETIN_SHARE = BULLETIN_FIGURES + FIGURE_COUNT };

static void check_line(const Grid *grid, guint row, const BulletinLine *line) {
  for (int i = 0; i < FIGURE_COUNT; i++)
    g_assert_cmpfloat(number_at(grid, row, BULLETIN_FIGURES + (guint)i), ==,
                      bulletin_count(line, (FigureKind)i));
  g_assert_cmpfloat_with_epsilon(number_at(grid, row, BULLETIN_SHARE), line->share / 100, 1e-9);
  g_assert_cmpfloat_with_epsilon(number_at(grid, row, BULLETIN_SHARE + 1), line->mean / 100, 1e-9);
}

/* The same figures as the bulletin's, the total of the table those of all. */
static void check_bulletin(const Grid *grid, const Bulletin *bulletin) {
  check_line(grid, row_of(grid, 0, 0, "本月"), bulletin->all);
  guint row = row_of(grid, 0, 0, "名次");
  for (guint i = 0; i < bulletin->units->len; i++) {
    const BulletinLine *line = bulletin->units->pdata[i];
    g_assert_cmpstr(text_at(grid, ++row, BULLETIN_NAME), ==, line->name);
    g_assert_cmpfloat(number_at(grid, row, 0), ==, line->rank);
    check_line(grid, row, line);
  }
  row = row_of(grid, row, 0, "序号");
  for (guint i = 0; i < bulletin->indicators->len; i++) {
    const BulletinLine *line = bulletin->indicators->pdata[i];
    g_assert_cmpstr(text_at(grid, ++row, BULLETIN_NAME), ==, line->name);
    check_line(grid, row, line);
  }
  g_assert_cmpstr(text_at(grid, ++row, 0), ==, "合计");
  check_line(grid, row, bulletin->all);
  g_autofree char *head = g_strdup_printf("核验码：%s", bulletin->head);
  g_assert_true(has_text(grid, head));
}

static void check_months(const Grid *grid, const GArray *months) {
  guint row = row_of(grid, 0, 0, "月份");
  for (guint i = 0; i < months->len; i++) {
    const BulletinMonth *month = &g_array_index(months, BulletinMonth, i);
    row++;
    if (month->counts[FIGURE_TASKS] == 0) {
      g_assert_cmpint(grid_cell(grid, row, BULLETIN_FIGURES)->kind, ==, CELL_EMPTY);
      continue;
    }
    for (int kind = 0; kind < FIGURE_COUNT; kind++)
      g_assert_cmpfloat(number_at(grid, row, BULLETIN_FIGURES + (guint)kind), ==,
                        month->counts[kind]);
    g_assert_cmpfloat(number_at(grid, row, BULLETIN_SHARE + 1), ==, month->submissions);
  }
}

static void check_month(Fixture *fixture, int month) {
  g_autoptr(Reckoning) reckoning = reckoning_today_of(fixture);
  GError *error = NULL;
  g_autoptr(Bulletin) bulletin =
      bulletin_compute(fixture->db, reckoning, 0, LIVED_YEAR, month, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) months = bulletin_year(fixture->db, reckoning, 0, LIVED_YEAR, month, &error);
  g_assert_no_error(error);
  g_autofree char *path = write_report(fixture, month);
  g_autoptr(Workbook) workbook = read_back(path);
  check_bulletin(grid_of(workbook, "通报"), bulletin);
  check_months(grid_of(workbook, "通报"), months);
}

static void test_bulletin(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_month(fixture, LIVED_MONTH);
  check_month(fixture, 1); /* of which the month before has nothing */
}

static void test_charts(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = workbook->grids->pdata[0];
  g_autofree char *bars = part_text(path, "xl/charts/chart2.xml");
  g_autofree char *line = part_text(path, "xl/charts/chart1.xml");
  g_assert_false(part_exists(path, "xl/charts/chart3.xml"));
  guint units = row_of(grid, 0, 0, "名次") + 2, months = row_of(grid, 0, 0, "月份") + 2;
  g_autofree char *names = part_xpath(bars, "string(//barChart/ser/cat//f)");
  g_autofree char *expected = g_strdup_printf("'通报'!$B$%u:$B$%u", units, units + 16);
  g_assert_cmpstr(names, ==, expected);
  g_autofree char *first = part_xpath(bars, "string(//barChart/ser/cat//pt[1]/v)");
  g_assert_cmpstr(first, ==, text_at(grid, units - 1, BULLETIN_NAME));
  g_autofree char *done = part_xpath(line, "string(//lineChart/ser[1]/val//f)");
  g_autofree char *late = part_xpath(line, "string(//lineChart/ser[2]/val//f)");
  g_autofree char *done_expected = g_strdup_printf("'通报'!$D$%u:$D$%u", months, months + 11);
  g_autofree char *late_expected = g_strdup_printf("'通报'!$G$%u:$G$%u", months, months + 11);
  g_assert_cmpstr(done, ==, done_expected);
  g_assert_cmpstr(late, ==, late_expected);
  /* Below the tables, one below the other. */
  g_autofree char *drawing = part_text(path, "xl/drawings/drawing1.xml");
  const char *const ends[] = {
      "number(//twoCellAnchor[1]/from/row)", "number(//twoCellAnchor[1]/to/row)",
      "number(//twoCellAnchor[2]/from/row)", "number(//twoCellAnchor[2]/to/row)"};
  double last = months + 12; /* the row of the total */
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    g_autofree char *row = part_xpath(drawing, ends[i]);
    g_assert_cmpfloat(g_ascii_strtod(row, NULL), >, last - (i == 0 ? 0 : 1));
    last = g_ascii_strtod(row, NULL);
  }
  for (guint row = months + 13; row <= (guint)last; row++)
    g_assert_cmpstr(text_at(grid, row, 0), ==, "");
}

/* ---- the other sheets ------------------------------------------------------------------- */

static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = grid_of(workbook, "逾期清单");
  guint refused = row_of(grid, 0, 1, "8");
  g_assert_cmpint(grid_cell(grid, refused, 4)->day, ==, day_from_ymd(2026, 6, 30));
  g_assert_cmpfloat(number_at(grid, refused, 5), ==, 147);
  g_assert_cmpstr(text_at(grid, refused, 6), ==,
                  "申请延期至2026-11-30（不同意：须按期完成）：预算未批复");
  g_assert_cmpstr(text_at(grid, refused, 7), ==, "=2+3 项经费已列入预算\n等待人代会批复");
  g_assert_cmpint(grid_cell(grid, refused, 8)->day, ==, day_from_ymd(2026, 11, 21));
  g_assert_cmpfloat(number_at(grid, refused, 9), ==, 1);
  g_assert_cmpstr(text_at(grid, refused, 10), ==, "督办〔2026〕1号（未答复）");
  guint granted = row_of(grid, 0, 1, "21");
  g_assert_cmpstr(text_at(grid, granted, 6), ==,
                  "申请延期至2026-10-31（已批准：同意，仅此一次）：上位法修订中");
  g_assert_cmpstr(text_at(grid, granted, 7), ==, "尚未报告进展");
  guint silent = row_of(grid, 0, 1, "14");
  g_assert_cmpstr(text_at(grid, silent, 6), ==, "没有申请延期，未说明原因");
  guint total = row_of(grid, 0, 0, "合计");
  g_assert_cmpfloat(number_at(grid, total, 1), ==, 8);
  g_assert_cmpfloat(number_at(grid, total, 9), ==, 2);
  /* As of October nobody had asked after it. */
  g_autofree char *before = write_report(fixture, 10);
  g_autoptr(Workbook) october = read_back(before);
  grid = grid_of(october, "逾期清单");
  refused = row_of(grid, 0, 1, "8");
  g_assert_cmpfloat(number_at(grid, refused, 9), ==, 0);
  g_assert_cmpstr(text_at(grid, refused, 10), ==, "");
}

static void test_periods(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_today_of(fixture);
  GError *error = NULL;
  g_autoptr(Matrix) matrix =
      matrix_compute(fixture->db, reckoning, 0, LIVED_YEAR, MATRIX_MONTHS, FALSE, &error);
  g_assert_no_error(error);
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = grid_of(workbook, "周期义务");
  guint row = row_of(grid, 0, 0, "周期要求") + 1;
  g_assert_cmpuint(matrix->rows->len, ==, 7);
  for (guint i = 0; i < matrix->rows->len; i++, row += 2) {
    const MatrixRow *of = matrix->rows->pdata[i];
    g_assert_cmpstr(text_at(grid, row, 0), ==, of->name);
    g_assert_cmpfloat(number_at(grid, row, 14), ==, of->total.quota);
    g_assert_cmpfloat(number_at(grid, row + 1, 14), ==, of->total.count);
  }
  g_assert_cmpstr(text_at(grid, row, 0), ==, "合计");
  for (guint month = 0; month < 12; month++) {
    g_assert_cmpfloat(number_at(grid, row, 2 + month), ==, matrix->totals[month].quota);
    g_assert_cmpfloat(number_at(grid, row + 1, 2 + month), ==, matrix->totals[month].count);
  }
  g_assert_cmpfloat(number_at(grid, row + 1, 14), ==, 19);
}

static void test_cases(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(CaseBoard) board = case_board_load(fixture->db, LIVED_YEAR, LIVED_MONTH, &error);
  g_assert_no_error(error);
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = grid_of(workbook, "选题与案例");
  guint total = row_of(grid, 0, 0, "合计（篇）");
  g_assert_cmpuint(total - row_of(grid, 0, 0, "1月"), ==, 12);
  g_assert_cmpfloat(number_at(grid, total, 13), ==, board->filed[0]);
  guint units = row_of(grid, total, 0, "单位");
  guint all = row_of(grid, units, 0, "合计");
  for (guint month = 1; month <= 12; month++)
    g_assert_cmpfloat(number_at(grid, all, month + 1), ==, board->filed[month]);
  g_assert_cmpfloat(number_at(grid, all, 14), ==, board->filed[0]);
  guint stages = row_of(grid, all, 0, "阶段");
  for (int stage = 0; stage < CASE_STAGE_COUNT; stage++) {
    guint row = row_of(grid, stages, 0, case_stage_name((CaseStage)stage));
    g_assert_cmpfloat(number_at(grid, row, 2), ==, board->year_stages[stage]);
  }
  g_assert_cmpfloat(number_at(grid, row_of(grid, stages, 0, "合计"), 2), ==, 18);
}

static void test_scores(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_today_of(fixture);
  GError *error = NULL;
  g_autoptr(ScoreSheet) scores = score_compute(
      fixture->db, reckoning, sql_int(fixture->db, "SELECT id FROM system"), "2026-11", &error);
  g_assert_no_error(error);
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = grid_of(workbook, "自评得分");
  guint row = row_of(grid, 0, 0, "编号");
  for (guint i = 0; i < scores->nodes->len; i++) {
    const ScoreNode *score = scores->nodes->pdata[i];
    g_assert_cmpstr(text_at(grid, ++row, 0), ==, score->node.code);
    g_assert_cmpfloat(number_at(grid, row, 3), ==, score->claimed);
    if (isnan(score->confirmed))
      g_assert_cmpint(grid_cell(grid, row, 4)->kind, ==, CELL_EMPTY);
    else
      g_assert_cmpfloat(number_at(grid, row, 4), ==, score->confirmed);
  }
  g_assert_cmpstr(text_at(grid, ++row, 0), ==, "合计");
  g_assert_cmpfloat(number_at(grid, row, 2), ==, 100);
  g_assert_cmpfloat(number_at(grid, row, 3), ==, scores->total);
  g_assert_cmpfloat(number_at(grid, row, 4), ==, scores->confirmed);
}

/* Bonuses count on top, penalties are taken off, and what has no cap gives what its children do. */
static void test_bonuses(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "shandong-2023-city", LIVED_YEAR);
  raw_write(fixture, "INSERT INTO score_entry (node, made_on, text, author) SELECT id, "
                     "'2026-11-24', '受到表彰', 'zhangsan' FROM node WHERE kind IN "
                     "('bonus', 'penalty') AND source = 'entry' AND rule = 'count'");
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  const Grid *grid = grid_of(workbook, "自评得分");
  g_assert_cmpuint(add_up(path, (int)workbook->grids->len, grid), >, 10);
  g_autoptr(Reckoning) reckoning = reckoning_today_of(fixture);
  GError *error = NULL;
  g_autoptr(ScoreSheet) scores = score_compute(
      fixture->db, reckoning, sql_int(fixture->db, "SELECT max(id) FROM system"), "2026", &error);
  g_assert_no_error(error);
  guint of = row_of(grid, 0, 0, "山东省“信用交通市”测评指标体系（2023年版）（测评期 2026）");
  guint row = row_of(grid, of, 0, "合计");
  g_assert_cmpfloat(number_at(grid, row_of(grid, of, 0, "加"), 3), ==, 4);
  g_assert_cmpfloat(number_at(grid, row_of(grid, of, 0, "扣"), 3), ==, 14);
  g_assert_cmpfloat_with_epsilon(number_at(grid, row, 3), scores->total, 1e-9);
  g_assert_cmpfloat_with_epsilon(number_at(grid, row, 2), scores->max, 1e-9);
}

/* ---- nothing, several, refused ---------------------------------------------------------- */

/* A sheet of which there is nothing says so. */
static void test_empty(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const said[][2] = {
      {"通报", "没有列入统计的任务"},           {"逾期清单", "没有逾期未办结的任务"},
      {"周期义务", "没有要求按周期报送的任务"}, {"选题与案例", "没有选题计划"},
      {"选题与案例", "还没有登记案例"},         {"自评得分", "没有测评指标体系"}};
  raw_write(fixture, "INSERT INTO unit (name, kind) VALUES ('厅法规处', 'office')");
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  for (guint i = 0; i < G_N_ELEMENTS(said); i++)
    g_assert_true(has_text(grid_of(workbook, said[i][0]), said[i][1]));
  g_assert_false(part_exists(path, "xl/charts/chart1.xml"));
}

/* Each ledger has its sheet, and the late say whose they are. */
static void test_several(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023", LIVED_YEAR);
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autoptr(Workbook) workbook = read_back(path);
  grid_of(workbook, "台账");
  grid_of(workbook, "台账（2）");
  const Grid *grid = grid_of(workbook, "逾期清单");
  guint late = row_of(grid, 0, 1, "14");
  g_assert_true(g_str_has_prefix(text_at(grid, late, 11), "宁夏回族自治区"));
  g_assert_true(has_text(grid_of(workbook, "通报"), "全部台账"));
  /* 一级指标 are numbered in each ledger anew: its title stands over them. */
  const Grid *bulletin = grid_of(workbook, "通报");
  guint head = row_of(bulletin, 0, 0, "序号");
  g_assert_true(g_str_has_prefix(text_at(bulletin, head + 1, 0), "宁夏回族自治区"));
  guint second = row_of(bulletin, head, 0, "忻州市交通运输局信用交通建设实施方案");
  g_assert_cmpstr(text_at(bulletin, second + 1, 0), ==, "1");
  add_up(path, 1, grid_of(workbook, "通报"));
}

static guint files_in(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

static gboolean stop_at(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)doing;
  (void)done;
  (void)total;
  int *left = data;
  return (*left)-- > 0;
}

/* Refused or stopped at any place: no file, and none half written. */
static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  guint files = files_in(fixture->folder);
  g_autoptr(GError) error = NULL;
  g_assert_false(try_write(fixture, 12, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026年12月还没有到");
  g_assert_cmpuint(files_in(fixture->folder), ==, files);
  guint stops = 0;
  for (;; stops++) {
    int left = (int)stops;
    const Watch watch = {.tell = stop_at, .data = &left};
    if (try_write(fixture, LIVED_MONTH, &watch, &error))
      break;
    g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
    g_clear_error(&error);
    g_assert_cmpuint(files_in(fixture->folder), ==, files);
  }
  g_assert_cmpuint(stops, >=, 6);
  g_assert_cmpuint(files_in(fixture->folder), ==, files + 1);
}

static void test_same(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = write_report(fixture, LIVED_MONTH);
  g_autofree char *first = NULL, *second = NULL;
  gsize first_size = 0, second_size = 0;
  g_assert_true(g_file_get_contents(path, &first, &first_size, NULL));
  g_autofree char *again = write_report(fixture, LIVED_MONTH);
  g_assert_true(g_file_get_contents(again, &second, &second_size, NULL));
  g_assert_cmpmem(first, first_size, second, second_size);
}

static void test_name(void) {
  g_autofree char *name = report_name(2026, 11);
  g_assert_cmpstr(name, ==, "通报2026年11月");
}

int main(int argc, char **argv) {
  g_setenv("TZ", "UTC0", TRUE);
  g_test_init(&argc, &argv, NULL);
  ADD_LIVED("/report/add-up", test_add_up);
  ADD_LIVED("/report/bulletin", test_bulletin);
  ADD_LIVED("/report/charts", test_charts);
  ADD_LIVED("/report/late", test_late);
  ADD_LIVED("/report/periods", test_periods);
  ADD_LIVED("/report/cases", test_cases);
  ADD_LIVED("/report/scores", test_scores);
  ADD_LIVED("/report/bonuses", test_bonuses);
  ADD_EMPTY("/report/empty", test_empty);
  ADD_LIVED("/report/several", test_several);
  ADD_LIVED("/report/stopped", test_stopped);
  ADD_LIVED("/report/same", test_same);
  g_test_add_func("/report/name", test_name);
  return g_test_run();
}
