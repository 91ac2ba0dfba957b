/* What the screens show of the example ledger, and that looking at it changes nothing. */
#include "tests/tui/screen/program.h"

#include <string.h>

/* ---- 今日 ------------------------------------------------------------------------------- */

static void test_today(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait_row(pty, 0, "2026-11-21 周六", 0);
  pty_wait_row(pty, 1, "共69项", 0);
  pty_wait_row(pty, 1, "!红2 ~黄1 +绿55 -灰11", 0);
  pty_wait_row(pty, 1, "已办结0项", 0);
  g_autofree char *first = row_part(pty, row_of(pty, "一、贯彻"), 0, 40);
  assert_has(first, "0%");
  assert_has(first, "!1");
  g_autofree char *second = row_part(pty, row_of(pty, "二、建设"), 0, 40);
  g_assert_null(strstr(second, "!"));
  int late = row_of(pty, "逾期205天");
  pty_wait_row(pty, late, "第4项", 0);
  pty_wait_row(pty, late, "厅法规处", 0);
  pty_wait_row(pty, late + 1, "逾期21天", 0);
  pty_wait_row(pty, late + 1, "第54项", 0);
  int topic = row_of(pty, "本月主题") + 1;
  pty_wait_row(pty, topic, "11月  诚信文化", 0);
  pty_wait_row(pty, topic, "2026-11-15", 0);
  pty_wait_row(pty, topic, "已过6天", 0);
  pty_wait_row(pty, topic, "0/3", 0);
  program_quit(pty);
}

/* What comes back and the month's cases stand among the tasks; Enter leads to what a row is of. */
static void test_today_items(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "逾期 2 项，欠报 1 期，7天内到期 2 项，待办 0 项", 0);
  int topic = row_of(pty, "欠报6天");
  pty_wait_row(pty, topic, "!红 欠报6天     2026-11 报送案例 0/3 诚信文化", 0);
  pty_wait_row(pty, topic + 1, "~黄 还有1天     第28项 2026-W47 0/1 ", 0);
  pty_wait_row(pty, topic + 1, "厅法规处", 0);
  pty_wait_row(pty, topic + 2, "~黄 还有4天     2026-11 报部案例 0/3 诚信文化", 0);
  press(pty, "jj" ENTER, "2026年11月  诚信文化  本月");
  press(pty, "1", "本月主题");
  press(pty, "j" ENTER, "期限 2026-11-22");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* 红黄蓝: another word, in another colour, wherever green stood. */
static void test_blue(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) green = program_start(cli);
  PtyCell before = pty_cell(green, 1, column_of(green, 1, "+绿"));
  program_quit(green);
  g_free(cli_text(cli, "policy --colours 红黄蓝"));
  g_autoptr(Pty) pty = program_start(cli);
  PtyCell after = pty_cell(pty, 1, column_of(pty, 1, "+蓝"));
  g_assert_cmpint(before.foreground, !=, after.foreground);
  press(pty, "2", "（一）加强组织领导");
  g_assert_true(is_shown(pty, "+蓝"));
  g_assert_false(is_shown(pty, "+绿"));
  press(pty, DOWN DOWN, "3/101");
  press(pty, ENTER, "一级指标");
  g_assert_true(is_shown(pty, "+蓝"));
  press_gone(pty, ESC, "一级指标");
  program_quit(pty);
}

/* 1-4 change screens, and the bar at the top marks the one that is shown. */
static void test_screens(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  const char *tabs[] = {"1今日", "2台账", "3逾期", "4选题"};
  const char *shown[] = {"本月主题", "（一）加强组织领导", "最长 205 天", "典型案例报送主题计划"};
  const char *keys[] = {"1", "2", "3", "4"};
  for (int i = 3; i >= 0; i--) {
    press(pty, keys[i], shown[i]);
    int other = i == 0 ? 1 : 0;
    PtyCell current = pty_cell(pty, 0, column_of(pty, 0, tabs[i]));
    PtyCell plain = pty_cell(pty, 0, column_of(pty, 0, tabs[other]));
    g_assert_true(current.background != plain.background || current.reverse != plain.reverse ||
                  current.bold != plain.bold);
  }
  program_quit(pty);
}

/* ---- 台账 ------------------------------------------------------------------------------- */

static void test_filter(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  pty_send(pty, "/");
  pty_type(pty, "法规");
  pty_wait_row(pty, 1, "筛选“法规”", 0);
  pty_type(pty, "处");
  pty_wait_row(pty, 1, "筛选“法规处”", 0);
  pty_wait_row(pty, 1, "36 项", 0);
  pty_wait_row(pty, 23, "法规处", 0);
  pty_send(pty, ENTER);
  pty_wait_row(pty, 23, "筛选  ", 0);
  pty_wait_row(pty, 1, "36 项", 0);
  press(pty, "/", "筛选：法规处");
  pty_send(pty, " ");
  pty_type(pty, "每季度");
  pty_wait_row(pty, 1, "筛选“法规处 每季度”", 0);
  press(pty, ESC, "/101");
  g_assert_false(is_shown(pty, "筛选“"));
  press(pty, "/", "筛选：");
  pty_type(pty, "没有这样的任务");
  pty_wait(pty, "没有符合筛选的任务", 0);
  pty_send(pty, ENTER);
  pty_wait_row(pty, 23, "? 帮助", 0);
  press_gone(pty, ESC, "筛选“");
  pty_wait(pty, "/101", 0);
  program_quit(pty);
}

static void test_folding(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "[", "1/9");
  pty_wait_row(pty, 3, "+ 一、贯彻", 0);
  pty_wait_row(pty, 11, "+ 九、扣分项", 0);
  press(pty, "l", "1/11");
  pty_wait_row(pty, 3, "- 一、贯彻", 0);
  pty_wait_row(pty, 4, "+ （一）加强组织领导", 0);
  press(pty, LEFT, "1/9");
  press(pty, RIGHT, "1/11");
  press(pty, "]", "1/101");
  press(pty, DOWN DOWN, "3/101");
  press(pty, "h", "2/101"); /* from a task to the indicator it stands under */
  press(pty, "h", "2/98");
  press(pty, ENTER, "2/101");
  press(pty, "L", "看哪本台账");
  pty_wait(pty, "2026年  69项", 0);
  press_gone(pty, ESC, "看哪本台账");
  program_quit(pty);
}

static void test_task_page(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  pty_wait(pty, "第4项", 0);
  press(pty, ENTER, "一级指标");
  pty_wait_row(pty, row_of(pty, "目标任务"), "落实国家发展改革委", 0);
  pty_wait_row(pty, row_of(pty, "责任单位"), "厅法规处", 0);
  int deadline = row_of(pty, "完成时限");
  pty_wait_row(pty, deadline, "2026-04-30", 0);
  pty_wait_row(pty, deadline, "原文：2020年4月", 0);
  pty_wait(pty, "还没有进展", 0);
  pty_wait_row(pty, row_of(pty, "记录") + 1, "添加模板", 0);
  press(pty, "n", "第5项");
  press(pty, "N", "第4项");
  press(pty, "N", "第3项"); /* over the indicator between them */
  press(pty, "n", "第4项");
  press(pty, ESC, "7/101");
  g_assert_true(is_chosen(pty, row_of(pty, " 4 落实国家")));
  g_assert_false(is_chosen(pty, row_of(pty, " 5 修订完善")));
  press(pty, "k", "6/101");
  press(pty, "k", "5/101");
  press(pty, "g" DOWN DOWN ENTER, "第1项");
  press(pty, "N", "已是第一项");
  press(pty, ESC, "3/101");
  press(pty, "G" ENTER, "第69项");
  press(pty, "n", "已是最后一项");
  press(pty, ESC, "101/101");
  program_quit(pty);
}

/* ---- 逾期, 选题 ------------------------------------------------------------------------- */

static void test_overdue(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "逾期 2 项，涉及");
  int unit = row_of(pty, "最长 205 天"), other = row_of(pty, "最长 21 天");
  pty_wait_row(pty, unit, "厅法规处", 0);
  g_assert_cmpint(unit, <, other);
  pty_wait_row(pty, unit + 1, "205天", 0);
  pty_wait_row(pty, unit + 1, "2026年4月", 0);
  press(pty, "/", "筛选：");
  pty_type(pty, "宣传月");
  pty_wait_gone(pty, "205 天", 0);
  pty_wait(pty, "逾期 1 项", 0);
  press(pty, ESC, "205 天");
  press(pty, "gj" ENTER, "一级指标");
  pty_wait(pty, "第4项", 0);
  press(pty, ESC, "最长 205 天");
  program_quit(pty);
}

static void test_topics(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  static const char *const titles[] = {
      "去年回顾", "信用服务",           "信用评价", "信用奖惩",
      "信用承诺", "信用修复",           "信易+",    "诚信缺失问题专项治理",
      "信用监管", "信用与业务深度融合", "诚信文化", "年度小结"};
  int first = row_of(pty, "去年回顾");
  for (int i = 0; i < 12; i++) {
    g_autofree char *month = g_strdup_printf("%2d月", i + 1);
    pty_wait_row(pty, first + i, titles[i], 0);
    pty_wait_row(pty, first + i, month, 0);
    pty_wait_row(pty, first + i, "0/3", 0);
  }
  pty_wait_row(pty, first + 10, "本月", 0);
  g_assert_cmpint(row_of(pty, "本月"), ==, first + 10);
  int details = row_of(pty, "2026年11月  诚信文化");
  pty_wait_row(pty, details + 1, "推选诚信之星等", 0);
  pty_wait(pty, "报部 2026-11-25", 0);
  press(pty, "j", "2026年12月  年度小结");
  pty_wait(pty, "原文：回顾 2023 年", 0);
  press(pty, "[", "没有更早年份");
  press(pty, "]", "没有更晚年份");
  program_quit(pty);
}

/* ---- reading writes nothing ------------------------------------------------------------- */

static char *file_bytes(const char *path, gsize *length) {
  char *bytes;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(path, &bytes, length, &error);
  g_assert_no_error(error);
  return bytes;
}

/* The names of the files beside the ledger, joined, but for the one that says who is at which
 * record. */
static char *files_beside(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  GString *names = g_string_new(NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".here"))
      g_string_append_printf(names, "%s\n", name);
  }
  return g_string_free(names, FALSE);
}

static void test_reading_writes_nothing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  gsize length, length_after;
  g_autofree char *before = file_bytes(cli->db, &length);
  g_autofree char *files = files_beside(cli->db);
  g_autoptr(Pty) pty = program_start(cli);
  for (int round = 0; round < 12; round++) {
    press(pty, "1jkG" HOME "3jjkG4jkjjG[]gj", " 2/12");
    press(pty, "2gjjj[ll]jhlGkjkg", "1/101");
    press(pty, "jj" ENTER, "一级指标");
    press(pty, "nnnNjkGg", "第3项");
    press(pty, ESC, "/101");
    press(pty, "/", "筛选：");
    pty_type(pty, "法规处");
    pty_wait(pty, "筛选“法规处”", 0);
    press(pty, ESC, "/101");
  }
  press(pty, "T", "配色：上下");
  press_gone(pty, ESC, "配色：上下");
  press(pty, "?", "此处可用的按键");
  press_gone(pty, ESC, "此处可用的按键");
  program_quit(pty);
  g_autofree char *after = file_bytes(cli->db, &length_after);
  g_autofree char *files_after = files_beside(cli->db);
  g_assert_cmpmem(before, length, after, length_after);
  g_assert_cmpstr(files_after, ==, files);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/reading/today", test_today);
  g_test_add_func("/screen/reading/today-items", test_today_items);
  g_test_add_func("/screen/reading/screens", test_screens);
  g_test_add_func("/screen/reading/blue", test_blue);
  g_test_add_func("/screen/reading/filter", test_filter);
  g_test_add_func("/screen/reading/folding", test_folding);
  g_test_add_func("/screen/reading/task_page", test_task_page);
  g_test_add_func("/screen/reading/overdue", test_overdue);
  g_test_add_func("/screen/reading/topics", test_topics);
  g_test_add_func("/screen/reading/writes_nothing", test_reading_writes_nothing);
  return g_test_run();
}
