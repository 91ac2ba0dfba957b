/* 日志: the list and its filter, an entry, taking one back; a task as it was. */
#include "tests/tui/screen/program.h"

static void test_record(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "set 4 --note 甲"));
  g_free(cli_text(cli, "set 5 --note 乙"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "~", "日志  共3条");
  press(pty, "/字段:备注 甲", "日志  共1条");
  press(pty, ENTER, "r 撤销它");
  press(pty, ENTER, "修改        目标任务（编号 4）");
  pty_wait(pty, "备注        （空） → 甲", 0);
  press(pty, "r", "撤销第2条？");
  pty_send(pty, "r"); /* the same key again answers nothing */
  settle(pty);
  g_assert_true(is_shown(pty, "撤销第2条？"));
  press(pty, "y", "已撤销：");
  pty_wait_gone(pty, "r 撤销它", 0);
  press(pty, "r", "已经撤销过"); /* and not asked about again */
  press(pty, ESC, "日志  共2条");
  pty_wait(pty, "（已撤销）", 0);
  press(pty, ESC, "日志  共4条");
  press(pty, "g", "1/4");
  press(pty, "r", "重做第4条所撤销的？");
  press(pty, "y", "已重做：");
  press(pty, "/任务:x", "没看懂");
  press_gone(pty, ESC, "任务:x");
  press(pty, "/动作:修改任", "没有叫“修改任”的动作");
  press(pty, "务", "日志  共2条");
  press_gone(pty, ESC, "动作:");
  press(pty, ESC, "本月主题");
  press(pty, "3", "最长 ");
  press_gone(pty, ENTER, "最长 ");
  press(pty, "h", "筛选：任务:4");
  press_gone(pty, ESC, "任务:4"); /* the filter goes, then the page */
  press_gone(pty, ESC, "做了什么");
  press(pty, "H", "历史");
  g_assert_true(is_shown(pty, "第4项 2026-11-21")); /* which task, and the day */
  press(pty, "[", "此前没有改动过");                /* it was made after the program's day */
  press_gone(pty, ESC, "历史");
  press(pty, "1", "本月主题");
  g_free(cli_text(cli, "progress 44 --text 甲"));
  press(pty, "~", "…” 记录进展"); /* the name of the task gives way */
  press(pty, "1", "本月主题");
  program_quit(pty);
}

/* Rights: in words, and taken back by those alone who give them. The cursor stays on its entry. */
static void test_rights(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "user lisi --level 经办 --force"));
  g_free(cli_text(cli, "user lisi --level 督办 --force"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "~", "日志  共3条");
  pty_wait_row(pty, 23, "r 撤销它", 0);
  g_free(cli_text(cli, "set 4 --note 甲"));
  pty_wait(pty, "日志  共4条", 0);
  press(pty, ENTER, "角色        经办 → 督办");
  press(pty, "r", "撤销第3条？");
  pty_wait(pty, "督办 → 经办", 0);
  press_gone(pty, ESC, "撤销第3条？");
  g_free(cli_text(cli, "user 省厅 --level 管理员 --force"));
  g_autofree char *own = g_strdup_printf("user %s --level 经办 --name 张三", g_get_user_name());
  g_free(cli_text(cli, own));
  pty_wait_gone(pty, "r 撤销它", 0);
  press(pty, "r", "角色不够");
  g_autofree char *who = g_strdup_printf("张三（%s）", g_get_user_name());
  pty_wait(pty, who, 0);
  press(pty, ESC, "  张三  "); /* as colleagues call who did it */
  press(pty, "2", "1/101");
  press(pty, DOWN DOWN DOWN DOWN DOWN DOWN ENTER END,
        "  张三  "); /* on the page of the task as well */
  press(pty, "H", "张三（日志");
}

/* Of an entry that brought in very much the page has the beginning, and says so. */
static void test_large(void) {
  enum { ROWS = 450 };
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(GString) rows = g_string_new("序号,目标任务,责任单位,完成时限\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(rows, "%d,目标%d,厅法规处,2026年12月\n", i + 1, i + 1);
  g_autofree char *path = g_build_filename(cli->home, "many.csv", NULL);
  g_assert_true(g_file_set_contents(path, rows->str, -1, NULL));
  g_autofree char *arguments = g_strdup_printf("import --as-ledger 大台账 --year 2026 %s", path);
  g_free(cli_text(cli, arguments));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "~", "日志  共2条");
  press(pty, ENTER, "添加        台账（编号 2）");
  g_assert_false(is_shown(pty, "改动太多"));
  press(pty, END, "改动太多，这里只列出前5000处");
  pty_wait(pty, "--before 3 --limit 1", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/record", test_record);
  g_test_add_func("/screen/record/rights", test_rights);
  g_test_add_func("/screen/record/large", test_large);
  return g_test_run();
}
