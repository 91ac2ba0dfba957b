/* Somebody else writes the record that a form shows. The other is a command of another window. */
#include <string.h>

#include "tests/tui/screen/program.h"

/* Opens the form to change task 4, from 台账; the cursor is in 目标任务. */
static void open_task_form(Pty *pty) {
  press(pty, "2", "/101");
  press(pty, "gjjjjjj", "7/101");
  press(pty, "e", "修改任务  第4项");
  pty_wait(pty, "所属指标 < （二）加快推进落实 >", 0);
}

/* Goes to 备注, the last field, and puts text there. */
static void write_note(Pty *pty, const char *text) {
  pty_send(pty, TAB TAB TAB TAB CTRL_U);
  type_in(pty, text);
}

static char *field_of(Cli *cli, const char *field) {
  json_auto_t *task = cli_json(cli, "show 4 --format json");
  return g_strdup(json_text_of(task, field));
}

static void assert_field(Cli *cli, const char *field, const char *expected) {
  g_autofree char *value = field_of(cli, field);
  g_assert_cmpstr(value, ==, expected);
}

/* What only the other wrote comes in by itself, what only I wrote is saved. */
static void test_both_kept(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  write_note(pty, "我的备注");
  g_free(cli_text(cli, "set 4 --deadline 2026年10月"));
  pty_wait(pty, "刚改了“完成时限”，已放进表单", 0);
  pty_wait_row(pty, row_of(pty, "完成时限"), "2026年10月", 0);
  pty_wait(pty, "我的备注", 0);
  press(pty, CTRL_S, "已保存");
  assert_field(cli, "note", "我的备注");
  assert_field(cli, "due", "2026-10-31");
  program_quit(pty);
}

static void assert_kept(Cli *cli, const char *text) {
  g_auto(GStrv) paths = draft_paths(cli);
  gboolean found = FALSE;
  for (char **path = paths; *path != NULL; path++) {
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(*path, &content, NULL, NULL));
    found = found || strstr(content, text) != NULL;
  }
  g_assert_true(found);
}

/* Both wrote 备注: asked, with both texts; the one not taken can be found. */
static void test_choosing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  write_note(pty, "我的备注");
  g_free(cli_text(cli, "set 4 --note 别人的备注"));
  pty_wait(pty, "保存时请您选用哪一个", 0);
  press(pty, CTRL_S, "“备注”您和");
  pty_wait(pty, "我写的：", 0);
  pty_wait(pty, "别人的备注", 0);
  press(pty, "h", "Ctrl-S"); /* not now: all stays as it was typed */
  assert_field(cli, "note", "别人的备注");
  pty_wait_row(pty, row_of(pty, "备注"), "我的备注", 0);
  press(pty, CTRL_S, "“备注”您和");
  press(pty, "t", "没有改动");
  assert_field(cli, "note", "别人的备注");
  assert_kept(cli, "我的备注");
  program_quit(pty);
}

/* Mine is taken; the other's stays in the history. Or both are. */
static void test_mine_and_both(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  write_note(pty, "我的备注");
  g_free(cli_text(cli, "set 4 --note 别人的备注"));
  pty_wait(pty, "保存时请您选用哪一个", 0);
  press(pty, CTRL_S, "“备注”您和");
  press(pty, "w", "已保存");
  assert_field(cli, "note", "我的备注");
  g_autofree char *log = cli_text(cli, "log 4");
  assert_has(log, "别人的备注");
  press(pty, "e", "修改任务  第4项");
  pty_send(pty, TAB TAB TAB TAB);
  pty_type(pty, "，再改");
  pty_wait(pty, "我的备注，再改", 0);
  g_free(cli_text(cli, "set 4 --note 又一条"));
  pty_wait(pty, "保存时请您选用哪一个", 0);
  press(pty, CTRL_S, "“备注”您和");
  press(pty, "b", "已保存");
  assert_field(cli, "note", "又一条\n我的备注，再改");
  program_quit(pty);
}

/* Somebody else does something to the task while progress is typed: told before it is saved. */
static void test_moved_on(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "/101");
  press(pty, "gjjjjjj", "7/101");
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "开了协调会");
  g_free(cli_text(cli, "progress 4 --text 已印发方案"));
  press(pty, CTRL_S, "您填写的时候");
  pty_wait(pty, "” 记录进展", 0);
  press(pty, "h", "Ctrl-S");
  pty_wait(pty, "开了协调会", 0);
  press(pty, CTRL_S, "已保存"); /* told once */
  g_autofree char *progress = last_progress_text(cli, 4);
  g_assert_cmpstr(progress, ==, "开了协调会");
  program_quit(pty);
}

/* The task is deleted by somebody else: what was typed is kept. */
static void test_gone(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  write_note(pty, "不能丢的话");
  g_free(cli_text(cli, "delete 4 --reason 重复"));
  pty_wait(pty, "现在不能保存", 0);
  pty_wait(pty, "不能丢的话", 0);
  assert_kept(cli, "不能丢的话");
  pty_send(pty, CTRL_S);
  pty_wait(pty, "现在不能保存", 0);
  g_autofree char *drafts = cli_text(cli, "drafts");
  assert_has(drafts, "修改任务");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/merge/both-kept", test_both_kept);
  g_test_add_func("/merge/choosing", test_choosing);
  g_test_add_func("/merge/mine-and-both", test_mine_and_both);
  g_test_add_func("/merge/moved-on", test_moved_on);
  g_test_add_func("/merge/gone", test_gone);
  return g_test_run();
}
