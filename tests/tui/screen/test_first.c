/* The first start: no file, three ways to make one, a tour that does not come back; and tips. */
#include "tests/tui/screen/program.h"

#include <glib/gstdio.h>
#include <string.h>

#define BEGIN "从哪里开始"
#define TOUR "六句话上手"

static Pty *begin(Cli *cli) {
  Pty *pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, BEGIN, 0);
  settle(pty);
  return pty;
}

static gboolean is_there(const char *path) {
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Whether anything lies where the file would lie. */
static gboolean is_empty_beside(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (g_str_has_prefix(name, ".taizhang") || g_str_has_prefix(name, "taizhang"))
      return FALSE;
  }
  return TRUE;
}

/* The footer has what begins a ledger, and nothing that is done with one. */
static void assert_beginning(Pty *pty) {
  static const char *const others[] = {"撤销", "重做", "导出", "筛选",
                                       "标记", "全标", "左栏", "视图"};
  g_autofree char *footer = pty_row_text(pty, 23);
  g_assert_true(g_str_has_prefix(footer, " 回车 打开  I 导入  q 退出  A 新建台账  n 模板"));
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    g_assert_null(strstr(footer, others[i]));
}

/* Who looks and leaves has made nothing, and is told where the file would lie; the tour is there
 * once. */
static void test_leaving(void) {
  g_autoptr(Cli) cli = cli_new();
  g_assert_false(is_there(cli->db));
  g_autoptr(Pty) pty = begin(cli);
  g_assert_true(is_shown(pty, TOUR));
  g_assert_true(is_shown(pty, "按 u 撤销"));
  int tour = row_of(pty, TOUR);
  for (int row = tour + 1; row <= tour + 6; row++) {
    g_autofree char *line = pty_row_text(pty, row);
    g_assert_cmpstr(line, !=, "");
  }
  g_assert_true(is_shown(pty, "还没有；做完"));
  assert_beginning(pty);
  press(pty, ENTER, "第一个指标");
  press(pty, ESC, BEGIN);
  press(pty, DOWN ENTER, "从模板建立 ─");
  press(pty, ESC, BEGIN);
  press(pty, DOWN ENTER, "导入台账");
  press(pty, ESC, BEGIN);
  press(pty, "2", "还没有台账");
  assert_beginning(pty);
  program_quit(pty);
  g_assert_false(is_there(cli->db));
  g_assert_true(is_empty_beside(cli->db));
  g_autoptr(Pty) again = begin(cli);
  g_assert_false(is_shown(again, TOUR));
  /* The line drops: nothing is left either. */
  pty_hangup(again);
  pty_wait_exit(again, 0);
  g_assert_true(is_empty_beside(cli->db));
}

/* An empty ledger, by arrows and Enter alone, in which a task can be added at once. */
static void test_empty_ledger(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autoptr(Pty) pty = begin(cli);
  press(pty, ENTER, "第一个指标");
  press(pty, CTRL_S, "请写台账的标题");
  g_assert_false(is_there(cli->db));
  type_in(pty, "重点任务台账");
  press(pty, DOWN DOWN DOWN ENTER, "已建立台账；按 a 添加任务");
  pty_wait(pty, "重点任务", 0);
  g_assert_true(is_there(cli->db));
  press(pty, "a", "所属指标");
  pty_send(pty, TAB);
  type_in(pty, "印发工作要点");
  press(pty, CTRL_S, "未启动");
  program_quit(pty);
  g_autofree char *ledgers = cli_text(cli, "ledgers --format csv");
  assert_has(ledgers, "重点任务台账");
  g_autofree char *tasks = cli_text(cli, "list --format csv");
  assert_has(tasks, "印发工作要点");
  g_free(cli_text(cli, "verify"));
}

/* From a template, likewise; a second ledger of one's own by A, whose like is refused. */
static void test_template(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autoptr(Pty) pty = begin(cli);
  press(pty, DOWN ENTER, "69 项任务");
  g_assert_false(is_there(cli->db));
  press(pty, DOWN DOWN DOWN ENTER, "已添加任务分工台账");
  pty_wait(pty, "共69项", 0);
  g_assert_true(is_there(cli->db));
  press(pty, "2", "（一）加强组织领导");
  press(pty, "A", "第一个指标");
  type_in(pty, "甲台账");
  press(pty, CTRL_S, "已建立台账");
  press(pty, "A", "第一个指标");
  type_in(pty, "甲台账");
  press(pty, CTRL_S, "《甲台账》已经有了");
  press(pty, ESC, "放弃");
  press_gone(pty, "d", "第一个指标");
  program_quit(pty);
}

/* By a file; and in a file that is there and has no ledger in it, on 今日 and on 台账. */
static void test_import(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *path = g_build_filename(cli->home, "甲.csv", NULL);
  g_assert_true(g_file_set_contents(
      path, "序号,一级指标,目标任务,完成时限\n1,总体,印发要点,2026年12月\n", -1, NULL));
  g_free(cli_text(cli, "init"));
  g_autoptr(Pty) pty = begin(cli);
  g_assert_true(is_shown(pty, "文件已经有了"));
  press(pty, "2", "还没有台账");
  press(pty, DOWN DOWN ENTER, "导入台账");
  type_in(pty, path);
  pty_send(pty, TAB TAB TAB);
  type_in(pty, "甲台账");
  press(pty, CTRL_S, "印发要点");
  g_assert_true(is_shown(pty, "新增"));
  press(pty, CTRL_S, "已导入");
  program_quit(pty);
  /* Gone again, by undo: the ways to begin are back. */
  g_free(cli_text(cli, "undo"));
  g_autoptr(Pty) again = begin(cli);
  click(again, row_of(again, "从模板建立"), 5);
  click(again, row_of(again, "从模板建立"), 5);
  pty_wait(again, "69 项任务", 0);
  press(again, ESC, BEGIN);
  program_quit(again);
}

/* Two at once: the second is told, and does not write over the first's file. */
static void test_two(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autoptr(Pty) pty = begin(cli);
  g_free(cli_text(cli, "init --template ningxia-2020"));
  press(pty, ENTER, "第一个指标");
  type_in(pty, "甲台账");
  press(pty, CTRL_S, "已由别人建立，这里写的没有保存，留作草稿");
  program_quit(pty);
  g_autoptr(Pty) next = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(next, "要继续填写吗", 0);
  press(next, ENTER, "甲台账"); /* not a word is lost */
  press(next, ESC, "有未保存的内容");
  press_gone(next, "d", "有未保存的内容");
  program_quit(next);
  g_autofree char *ledgers = cli_text(cli, "ledgers --format csv");
  assert_has(ledgers, "宁夏");
  g_assert_null(strstr(ledgers, "甲台账"));
}

/* A tip stands at the right end of the footer where there is room, another one the next day, and
 * none where it was turned off; never over a key. */
static void test_tips(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 160, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "6", "工作日");
  pty_wait_row(pty, 23, "提示：", 0);
  g_autofree char *today = pty_row_text(pty, 23);
  assert_has(today, "? 帮助");
  pty_resize(pty, 24, 60);
  pty_wait_gone(pty, "提示：", 0);
  pty_wait_row(pty, 23, "? 帮助", 0);
  program_quit(pty);

  cli_set(cli, "TAIZHANG_TODAY", "2026-11-22");
  g_autoptr(Pty) next = program_open(cli, 24, 160, "C.UTF-8");
  pty_wait(next, "本月主题", 0);
  press(next, "6", "工作日");
  pty_wait_row(next, 23, "提示：", 0);
  g_autofree char *tomorrow = pty_row_text(next, 23);
  g_assert_cmpstr(strstr(today, "提示："), !=, strstr(tomorrow, "提示："));
  program_quit(next);

  g_autofree char *folder = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_autofree char *settings = g_build_filename(folder, "settings.yaml", NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(settings, "tips: off\n", -1, NULL));
  g_autoptr(Pty) off = program_open(cli, 24, 160, "C.UTF-8");
  pty_wait(off, "本月主题", 0);
  press(off, "6", "工作日");
  settle(off);
  g_assert_false(is_shown(off, "提示："));
  program_quit(off);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/first/leaving", test_leaving);
  g_test_add_func("/screen/first/empty-ledger", test_empty_ledger);
  g_test_add_func("/screen/first/template", test_template);
  g_test_add_func("/screen/first/import", test_import);
  g_test_add_func("/screen/first/two", test_two);
  g_test_add_func("/screen/first/tips", test_tips);
  return g_test_run();
}
