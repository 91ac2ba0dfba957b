/* 人员: who may do what, one's own name and units; and what the screens offer to each level. */
#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "tests/tui/screen/program.h"

#define CTRL_C "\003"

/* The person at the keyboard becomes that, another 管理员 stays; more: as options of user. */
static void become(Cli *cli, const char *options) {
  g_autofree char *own = g_strdup_printf("user %s %s", g_get_user_name(), options);
  g_free(cli_text(cli, "user 省厅 --level 管理员 --force"));
  g_free(cli_text(cli, own));
}

static gboolean offers(Pty *pty, const char *key) {
  g_autofree char *footer = pty_row_text(pty, 23);
  return strstr(footer, key) != NULL;
}

/* A right is given, changed and taken away by forms, and undone. */
static void test_rights(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "@", "人员  共2行");
  g_assert_true(is_shown(pty, "就是您"));
  press(pty, "a", "─ 添加权限 ");
  press(pty, CTRL_S, "请写给谁");
  press(pty, "zhang san" CTRL_S, "不是登录名");
  press(pty, CTRL_U "zhangsan", "系统里还没有这个用户");
  press(pty, TAB "张三", "张三");
  press(pty, TAB RIGHT, "另可销号");
  press(pty, TAB TAB "厅法规" CTRL_S, "系统里没有用户“zhangsan”，请核对");
  press(pty, CTRL_S, "没有名为“厅法规”的单位");
  press(pty, "处" CTRL_S, "已保存 zhangsan 的权限；按 u 可撤销");
  pty_wait(pty, "zhangsan（张三）", 0);
  pty_wait(pty, "人员  共3行", 0);
  pty_wait_row(pty, 23, "m 菜单", 0); /* the keys are there beside the message */
  json_auto_t *rows = cli_json(cli, "user zhangsan --format json");
  const json_t *row = json_array_get(rows, 0);
  g_assert_cmpstr(json_text_of(row, "level"), ==, "supervisor");
  g_assert_cmpstr(json_text_of(row, "unit"), ==, "厅法规处");
  g_assert_cmpstr(json_text_of(row, "name"), ==, "张三");
  pty_wait(pty, "全部台账，只办理“厅法规处”的任务", 0); /* who was added is chosen */
  press(pty, "e", "─ 修改权限 ");
  press(pty, CTRL_S, "已经是这样，没有改动");
  press(pty, TAB LEFT CTRL_S, "已保存 zhangsan 的权限");
  press(pty, "xy", "请先看过问的是什么"); /* a key typed ahead removes nothing */
  g_assert_true(is_shown(pty, "以后按所在用户组或“其他人”的权限算"));
  press(pty, "y", "已去掉 zhangsan 的权限");
  press(pty, "x", "这一行没有自己的权限");
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "已撤销");
  press(pty, CTRL_C, "本月主题"); /* as q: from a page it goes back */
  program_quit(pty);
}

/* What another 管理员 changes while a form is open is not put back by what it began with; and who
 * is listed already is not made something else unawares. */
static void test_together(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "user aalisi --level 督办 --name 李四 --force"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "@", "人员  共3行");
  press(pty, "g", "角色：督办");
  press(pty, "e", "─ 修改权限 ");
  g_free(cli_text(cli, "user aalisi --level 只读 --name 李四改 --force"));
  press(pty, CTRL_S, "已经是这样，没有改动");
  pty_wait(pty, "李四改", 0);
  press(pty, TAB RIGHT, "经办"); /* from what is so now */
  g_free(cli_text(cli, "user aalisi --level 督办 --force"));
  press(pty, CTRL_S, "“角色”您在这里和另一个窗口里都改了");
  press(pty, "t", "已经是这样，没有改动");
  press(pty, ESC, "人员  共3行");
  json_auto_t *rows = cli_json(cli, "user aalisi --format json");
  g_assert_cmpstr(json_text_of(json_array_get(rows, 0), "level"), ==, "supervisor");
  g_assert_cmpstr(json_text_of(json_array_get(rows, 0), "name"), ==, "李四改");

  press(pty, "a", "─ 添加权限 ");
  press(pty, "aalisi", "已有：督办，保存后改为经办");
  press(pty, CTRL_S, "再保存一次");
  json_auto_t *same = cli_json(cli, "user aalisi --format json");
  g_assert_cmpstr(json_text_of(json_array_get(same, 0), "level"), ==, "supervisor");
  press(pty, CTRL_S, "已保存 aalisi 的权限");
  press(pty, "e", "─ 修改权限 ");
  g_free(cli_text(cli, "user aalisi --remove --force"));
  press(pty, CTRL_S, "没有保存：");
  press(pty, "y", "人员  共3行");
  press(pty, CTRL_C, "本月主题");
  program_quit(pty);
}

static char *settings_text(const Cli *cli) {
  g_autofree char *path = g_build_filename(cli->home, "config/taizhang/settings.yaml", NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* One's own name goes into the ledger, one's own units into the private settings. */
static void test_own(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 160, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "@n", "─ 本人的姓名和单位 ");
  type_in(pty, "李四");
  press(pty, TAB "厅法规" CTRL_S, "没有名为“厅法规”的单位");
  press(pty, "处、厅人事处" CTRL_S, "本人的姓名和单位：已保存；按 u");
  pty_wait_row(pty, 0, "李四 管理员", 0);
  g_autofree char *text = settings_text(cli);
  g_assert_cmpstr(text, ==, "units: ['厅法规处', '厅人事处']\n");
  press(pty, "n", "厅法规处、厅人事处");
  press(pty, TAB CTRL_U "厅法规处" CTRL_S, "本人的单位：已保存");
  press(pty, "n" CTRL_S, "没有改动");

  /* Where the settings cannot be written, nothing is. */
  g_autofree char *path = g_build_filename(cli->home, "config/taizhang", NULL);
  g_autofree char *aside = g_strconcat(path, ".aside", NULL);
  g_assert_cmpint(g_rename(path, aside), ==, 0);
  g_assert_true(g_file_set_contents(path, "", 0, NULL));
  press(pty, "n", "─ 本人的姓名和单位 ");
  press(pty, "改" TAB CTRL_U CTRL_S, "不是文件夹");
  g_autofree char *unchanged = cli_text(cli, "users --format csv");
  g_assert_null(strstr(unchanged, "李四改"));
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_assert_cmpint(g_rename(aside, path), ==, 0);
  press(pty, CTRL_S, "本人的姓名和单位：已保存");
  press(pty, ESC, "本月主题");
  program_quit(pty);
  g_autofree char *users = cli_text(cli, "users --format csv");
  assert_has(users, "李四");
}

static void test_reader(void) {
  g_autoptr(Cli) cli = cli_new_example();
  become(cli, "--level 只读");
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "是“只读”，可以查看、打印和导出", 0);
  press_gone(pty, DOWN, "可以查看、打印和导出");
  g_assert_false(offers(pty, "进展"));
  g_assert_false(offers(pty, "撤销"));
  press(pty, "p", "“记录进展”需要“经办”");
  press(pty, "d", "“办结”需要“经办”");
  g_assert_true(is_shown(pty, "请管理员 省厅 授权"));
  press(pty, "?", "此处可用的按键");
  g_assert_true(is_shown(pty, "销号（需要督办）"));
  press_gone(pty, ESC, "此处可用的按键");
  press(pty, "@", "人员  共3行");
  g_assert_false(offers(pty, "添加"));
  press(pty, "a", "“添加权限”需要“管理员”");
  press(pty, "n", "请管理员代写");
}

/* What one may do oneself, and not what the other has to. */
static void test_clerk(void) {
  g_autoptr(Cli) cli = cli_new_example();
  become(cli, "--level 经办");
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait_row(pty, 23, "p 进展", 0);
  press(pty, "d", "标为已办结？");
  pty_send(pty, "d"); /* no second one by accident */
  press(pty, "y", "已办结，等待审核");
  press(pty, "7", "待审核1项");
  press(pty, "x", "“销号”需要“督办”");
}

/* 督办 closes what others did, and is told before typing what another has to decide. */
static void test_supervisor(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "extend 8 --until 2027年3月31日 --reason 等待文件"));
  g_free(cli_text(cli, "done 4"));
  become(cli, "--level 督办");
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "7", "待审核1项");
  press(pty, "x", "不能由同一人销号");
  press(pty, DOWN "Y", "不能由同一人审批");
  press(pty, "2", "1/101");
  press(pty, ",", "─ 台账设置 ");
}

/* Whoever is limited to a unit is offered its tasks alone. */
static void test_unit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  become(cli, "--level 经办 --unit 厅科技处");
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "a", "只办理一个单位的任务");
  press(pty, "jjj", "4/101");
  press(pty, "p", "这一项不属于您");
  press(pty, "/责任:厅科技处" ENTER, "p 进展");
}

static void change_file(Cli *cli, const char *sql) {
  sqlite3 *file;
  g_assert_cmpint(sqlite3_open(cli->db, &file), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(file, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(file);
}

/* While rights cannot be read, nobody is offered what a 管理员 may do, nor told to be something
 * else; and they are read again by themselves. */
static void test_unreadable(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 120, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  pty_wait_row(pty, 0, " 管理员  2026", 0);
  pty_wait_row(pty, 23, "p 进展", 0);
  change_file(cli, "PRAGMA legacy_alter_table = ON; ALTER TABLE access RENAME TO lost");
  pty_wait_gone(pty, "p 进展", 0);
  g_assert_false(is_shown(pty, "管理员  2026"));
  g_assert_false(is_shown(pty, "只读"));
  press(pty, "p", "现在读不了您的权限");
  change_file(cli, "PRAGMA legacy_alter_table = ON; ALTER TABLE lost RENAME TO access");
  pty_wait_row(pty, 0, " 管理员  2026", 0);
  press(pty, "p", "─ 记录进展 ");
  press_gone(pty, ESC, "─ 记录进展 ");

  /* One's own page says why one's name cannot be written then. */
  press(pty, "@", "a 添加");
  change_file(cli, "PRAGMA legacy_alter_table = ON; ALTER TABLE access RENAME TO lost");
  pty_wait_gone(pty, "a 添加", 0);
  press(pty, "n", "现在读不了您的权限，过一会儿再写");
  g_assert_true(is_shown(pty, "（现在读不了）"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/people/rights", test_rights);
  g_test_add_func("/people/together", test_together);
  g_test_add_func("/people/own", test_own);
  g_test_add_func("/people/reader", test_reader);
  g_test_add_func("/people/clerk", test_clerk);
  g_test_add_func("/people/supervisor", test_supervisor);
  g_test_add_func("/people/unit", test_unit);
  g_test_add_func("/people/unreadable", test_unreadable);
  return g_test_run();
}
