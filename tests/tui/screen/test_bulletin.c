/* 通报 as a picture. As a table it is tested with the duties. */
#include <sqlite3.h>

#include "tests/tui/screen/program.h"

/* The picture: bars, and the year so far with what is told of this month; the choice stays. */
static void test_bulletin_picture(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "8", "2026年11月通报（截至2026-11-21）  另有11项不列入统计");
  press(pty, "jj", "厅办公室  任务总数：1项");
  press(pty, TAB, "名次 责任单位、一级指标");
  pty_wait(pty, "厅办公室  任务总数：1项", 0);
  pty_wait_row(pty, row_of(pty, "     合计"), "1.7%  1/58      !逾期2", 0);
  pty_wait_row(pty, row_of(pty, "  1  厅办公室"), "100.0%  1/1", 0);
  int spans = row_of(pty, "2026年     1月"), november = column_of(pty, spans, "11月");
  static const char *const figures[] = {"办结 +", "逾期 !", "办结率", "报送"};
  static const char *const told[] = {"   1", "   2", "  2%", "   0"};
  for (int i = 0; i < (int)G_N_ELEMENTS(figures); i++) {
    pty_wait_row(pty, spans + 1 + i, figures[i], 0);
    g_autofree char *text = row_part(pty, spans + 1 + i, november, november + 4);
    g_assert_cmpstr(text, ==, told[i]);
  }
  press(pty, ENTER, "厅办公室  任务总数  共1项");
  press(pty, ESC, "名次 责任单位、一级指标");
  press(pty, TAB, "任务  办结  按时");
  g_assert_false(is_shown(pty, "2026年     1月"));
  program_quit(pty);
}

/* Where there is room for both, both are there, and nothing is to be turned. */
static void test_bulletin_both(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 50, 200, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "8", "任务  办结  按时");
  int spans = row_of(pty, "2026年");
  g_assert_cmpint(spans, <, row_of(pty, "一级指标"));
  g_assert_cmpint(row_of(pty, "12月"), >, row_of(pty, "七、加强诚信文化建设"));
  g_assert_true(is_shown(pty, "逾期 !"));
  g_assert_false(is_shown(pty, "换看法"));
  press(pty, "\t", "这里没有另一种看法");
  program_quit(pty);
}

/* Without colours, and where half blocks are two columns wide, it reads all the same. */
static void test_bulletin_mono(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  press(pty, "8", "2026年11月通报");
  press(pty, TAB, "名次 责任单位、一级指标");
  press(pty, "T", "配色：上下");
  type_in(pty, "mono");
  press_gone(pty, ENTER, "配色：上下");
  pty_wait_row(pty, row_of(pty, "  1  厅办公室"), "####", 0);
  pty_wait_row(pty, row_of(pty, "     合计"), "#....", 0);
  int point = row_of(pty, "2026年     1月");
  g_assert_cmpint(row_of(pty, "办结 +"), ==, point + 1);
  program_quit(pty);
}

/* A hundred thousand tasks: no figure is cut, here and on 今日. */
static void test_bulletin_large(void) {
  g_autoptr(Cli) cli = cli_new_example();
  sqlite3 *file;
  g_assert_cmpint(sqlite3_open(cli->db, &file), ==, SQLITE_OK);
  g_assert_cmpint(
      sqlite3_exec(file,
                   "INSERT INTO task (ledger, indicator, number, kind, goal, state, due) "
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                   "100000) SELECT 1, (SELECT max(indicator) FROM task), 1000 + i, 'task', 'x', "
                   "iif(i % 2, 'new', 'closed'), '2026-01-31' FROM n",
                   NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close(file);
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 1, "已办结50000（逾期0） 总进度50%", 0);
  pty_resize(pty, 50, 200);
  pty_wait(pty, "办结50000/100000 !50000 ", 0);
  pty_resize(pty, 24, 80);
  press(pty, "8", "截至2026-11-21");
  pty_wait_row(pty, row_of(pty, "合计"), " 100058 ", 0);
  int row = row_of(pty, "合计"), head = row_of(pty, "任务   办结");
  g_assert_cmpint(column_of(pty, row, "100058") + 6, ==, column_of(pty, head, "任务") + 4);
  program_quit(pty);
}

/* The screens stand in the home; the month that is looked at is the report's. */
static void test_report(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = g_build_filename(cli->home, "十月.xlsx", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "8", "合计  任务总数：58项；完成率0.0%，按回车看这些任务");
  press(pty, "[", "2026年10月通报");
  press(pty, "S", "通报2026年10月.xlsx");
  pty_wait(pty, "2026年10月  2026年《宁夏", 0);
  type_in(pty, path);
  press(pty, CTRL_S, "已存为 ");
  g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  g_assert_true(g_str_has_prefix(bytes, "PK\003\004"));
  /* It is kept, and what was typed as well. */
  press(pty, "S", "通报2026年10月.xlsx");
  type_in(pty, path);
  press(pty, CTRL_S, "已经有");
  press(pty, ESC, "放弃");
  press(pty, "d", "2026年10月通报");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulletin/picture", test_bulletin_picture);
  g_test_add_func("/bulletin/both", test_bulletin_both);
  g_test_add_func("/bulletin/mono", test_bulletin_mono);
  g_test_add_func("/bulletin/large", test_bulletin_large);
  g_test_add_func("/bulletin/report", test_report);
  return g_test_run();
}
