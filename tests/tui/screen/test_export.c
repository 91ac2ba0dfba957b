/* Writing what a list shows to a file, from every list there is. */
#include "tests/tui/screen/program.h"

static char *path_in(Cli *cli, const char *name) {
  return g_build_filename(cli->home, name, NULL);
}

/* Opens the form with E, types a path and saves. */
static void save_as(Pty *pty, const char *path) {
  press(pty, "E", "导出内容");
  pty_type(pty, TAB);
  type_in(pty, path);
  press(pty, CTRL_S, "已导出为");
}

static char *contents(const char *path) {
  char *text = NULL;
  gsize size;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(path, &text, &size, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(size, >, 0);
  return text;
}

/* A list by CSV: the file holds its heads and some row. */
static void check_list(Cli *cli, Pty *pty, const char *name, const char *head, const char *row) {
  g_autofree char *file = g_strconcat(name, ".csv", NULL);
  g_autofree char *path = path_in(cli, file);
  save_as(pty, path);
  g_autofree char *text = contents(path);
  assert_has(text, head);
  assert_has(text, row);
}

static void test_lists(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "case add 报市局 --title 一码通行 --unit 厅运输处"));
  g_autoptr(Pty) pty = program_start(cli);
  check_list(cli, pty, "today", "灯,期限,情况,事项,责任单位", "逾期205天");
  press(pty, "4", "2026年典型案例报送主题计划");
  check_list(cli, pty, "topics", "月份,主题,主要内容,截止,已报,应报", "诚信文化");
  press(pty, ENTER, "往下报");
  check_list(cli, pty, "month", "阶段,日期,案例,报送单位", "一码通行");
  press(pty, TAB, "每月案例报送情况");
  check_list(cli, pty, "board", "报送单位,1月,2月", "厅运输处");
  press(pty, "5", "2026年周期义务");
  check_list(cli, pty, "periods", "周期要求,1月", "合计");
  press(pty, "6", "2026年11月");
  check_list(cli, pty, "calendar", "灯,期限,情况", "2026-11-");
  press(pty, "8", "2026年11月通报");
  check_list(cli, pty, "bulletin", "分类,名称,任务总数", "厅法规处");
  press(pty, "N", "单位（其他名称）");
  check_list(cli, pty, "units", "单位,其他名称,类别", "盐池县交通运输局");
}

/* Tasks go out as a ledger: what the filter takes, and no more. */
static void test_filtered_tasks(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  type_in(pty, "信用承诺书");
  press_gone(pty, ENTER, "筛选：信用承诺书");
  check_list(cli, pty, "ledger", "目标任务", "制定并应用格式规范的信用承诺书");
  g_autofree char *path = path_in(cli, "ledger.csv");
  g_autofree char *text = contents(path);
  g_assert_null(g_strstr_len(text, -1, "厅财审处"));
}

/* Of what is late, the marked ones alone. */
static void test_marked_tasks(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "涉及 3 个单位");
  press(pty, " ", "已标记");
  check_list(cli, pty, "late", "目标任务", "制定年度信用工作要点");
  g_autofree char *path = path_in(cli, "late.csv");
  g_autofree char *text = contents(path);
  g_assert_null(g_strstr_len(text, -1, "信用交通宣传月"));
}

/* The ending names the format, and a format that is chosen changes the ending. */
static void test_format_and_ending(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "E", "导出内容");
  pty_wait(pty, "Excel", 0);
  pty_type(pty, TAB);
  type_in(pty, "a.docx");
  pty_wait(pty, "Word", 0);
  press(pty, SHIFT_TAB RIGHT, "a.csv");
}

/* A file that is there is kept, unless it is to be replaced; a folder that is not there is named.
 */
static void test_refusals(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = path_in(cli, "old.csv");
  g_assert_true(g_file_set_contents(path, "mine", -1, NULL));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "E", "导出内容");
  pty_type(pty, TAB);
  type_in(pty, "..");
  press(pty, CTRL_S, "这是文件夹，请写文件名");
  pty_send(pty, CTRL_U);
  type_in(pty, path);
  press(pty, CTRL_S, "选“覆盖”");
  g_autofree char *kept = contents(path);
  g_assert_cmpstr(kept, ==, "mine");
  pty_type(pty, TAB RIGHT);
  pty_wait(pty, "< 覆盖 >", 0);
  press(pty, CTRL_S, "已导出为");
  g_autofree char *replaced = contents(path);
  assert_has(replaced, "目标任务");
  press(pty, "E", "导出内容");
  pty_type(pty, TAB);
  type_in(pty, "/no-such-folder/a.csv");
  press(pty, CTRL_S, "没有这个文件夹");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/export/lists", test_lists);
  g_test_add_func("/screen/export/filtered-tasks", test_filtered_tasks);
  g_test_add_func("/screen/export/marked-tasks", test_marked_tasks);
  g_test_add_func("/screen/export/format-and-ending", test_format_and_ending);
  g_test_add_func("/screen/export/refusals", test_refusals);
  return g_test_run();
}
