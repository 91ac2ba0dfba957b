/* The forms of tasks and cases. */
#include "tests/tui/screen/program.h"

#include <glib/gstdio.h>

/* Opens the form to change task 4, from 台账. */
static void open_task_form(Pty *pty) {
  press(pty, "2", "/101");
  press(pty, "gjjjjjj", "7/101");
  press(pty, "e", "修改任务  第4项");
  pty_wait(pty, "所属指标 < （二）加快推进落实 >", 0);
}

static void test_deadline(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  pty_wait(pty, "办理期限 2026-04-30", 0);
  pty_send(pty, TAB TAB TAB);
  press(pty, CTRL_U, "如 2026年12月");
  g_assert_false(is_shown(pty, "办理期限"));
  type_in(pty, "尽快");
  pty_wait(pty, "没有写明日期：照写的保存", 0);
  pty_send(pty, CTRL_U);
  type_in(pty, "每月10日、20日前");
  pty_wait(pty, "写明了时间，但这种写法读不懂", 0);
  pty_send(pty, CTRL_U);
  type_in(pty, "11月底前");
  pty_wait(pty, "办理期限 2026-11-30 周一", 0);
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, row_of(pty, " 4 落实国家"), "11月底前", 0);
  pty_wait(pty, "还有9天", 0);
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-11-30");
  press(pty, ENTER, "一级指标");
  pty_wait(pty, "2020年4月", 0); /* the document's own words stay */
  pty_wait(pty, "2026年4月 → 11月底前", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

static void test_units(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_task_form(pty);
  pty_send(pty, TAB TAB CTRL_U);
  type_in(pty, "法规科");
  press(pty, CTRL_S, "法规处"); /* the nearest */
  int field = row_of(pty, "责任单位");
  pty_wait_row(pty, field, "法规科", 0);
  pty_wait_row(pty, field + 1, "厅法规处", 0);
  json_auto_t *before = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(json_array_get(json_object_get(before, "units"), 0), "name"), ==,
                  "厅法规处");
  press(pty, CTRL_U, "按 Ctrl-O 选");
  press(pty, CTRL_O, "─ 添加单位 "); /* empty: at once the list */
  type_in(pty, "海事");
  pty_wait(pty, "1/", 0);
  press(pty, ENTER, "< 责任 >");
  press(pty, LEFT, "< 配合 >");
  press(pty, LEFT, "< 牵头 >");
  type_in(pty, "tfgc"); /* typing adds another, by its initials too */
  press(pty, ENTER, "< 责任 >");
  press_gone(pty, TAB, "─ 责任单位 "); /* on to the next field */
  pty_wait_row(pty, row_of(pty, "  责任单位"), "厅海事处（牵头）、厅法规处", 0);
  pty_send(pty, SHIFT_TAB);
  press(pty, CTRL_O, "＋ 添加单位");
  press(pty, RIGHT, "< 配合 >");
  press(pty, "}", "厅法规处、厅海事处（配合）"); /* what is done counts at once */
  press(pty, CTRL_S, "已保存");                  /* out of the window too */
  pty_wait_row(pty, row_of(pty, " 4 落实国家"), "厅法规处", 0);
  json_auto_t *after = task_json(cli, 4);
  const json_t *units = json_object_get(after, "units");
  g_assert_cmpuint(json_array_size(units), ==, 2);
  g_assert_cmpstr(json_text_of(json_array_get(units, 0), "name"), ==, "厅法规处");
  g_assert_cmpstr(json_text_of(json_array_get(units, 1), "name"), ==, "厅海事处");
  g_assert_cmpstr(json_text_of(json_array_get(units, 1), "role"), ==, "support");
  program_quit(pty);
}

static void test_task_add(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "j", "2/101");
  press(pty, "a", "添加任务");
  pty_wait(pty, "（一）加强组织领导 >", 0);
  pty_send(pty, TAB TAB);
  type_in(pty, "法规科");
  press(pty, CTRL_S, "不能为空");
  pty_wait(pty, "没有名为“法规科”的单位", 0); /* not one save for each */
  pty_send(pty, TAB CTRL_U SHIFT_TAB);
  settle(pty);
  g_autofree char *before = cli_text(cli, "list --format csv");
  g_assert_null(g_strrstr(before, "领导小组全体会议"));
  type_in(pty, "召开领导小组全体会议");
  pty_send(pty, TAB TAB);
  type_in(pty, "2026-12-10");
  pty_wait(pty, "办理期限 2026-12-10 周四", 0);
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "/102", 0);
  pty_wait_row(pty, row_of(pty, " 3 交通运输厅") + 1, "70 召开领导小组全体会议", 0);
  pty_wait(pty, "第70项  任务", 0); /* it is the chosen one now */
  json_auto_t *task = task_json(cli, 70);
  g_assert_cmpstr(json_text_of(task, "secondary"), ==, "（一）加强组织领导");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-12-10");
  program_quit(pty);
}

static void test_case(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  press(pty, "c", "报送案例");
  pty_wait(pty, "2026年11月  诚信文化", 0);
  press(pty, CTRL_S, "不能为空");
  type_in(pty, "诚信之星进站台");
  pty_send(pty, TAB);
  type_in(pty, "没有这个单位");
  press(pty, CTRL_S, "没有名为");
  pty_wait(pty, "诚信之星进站台", 0);
  press(pty, CTRL_U, "按 Ctrl-O 选");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, row_of(pty, "本月"), "1/3", 0);
  pty_wait(pty, "2026-11-21 诚信之星进站台", 0);
  press(pty, "1", "本月主题");
  pty_wait(pty, "1/3 篇", 0);
  press(pty, "u", "诚信之星进站台");
  press_gone(pty, "y", "1/3 篇");
  program_quit(pty);
}

/* A date from its calendar, and a sentence from the editor. */
static void test_calendar_and_editor(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *editor = g_build_filename(cli->home, "edit me", NULL);
  g_assert_true(g_file_set_contents_full(
      editor,
      "#!/bin/sh\n[ \"$1\" = --mark ] || exit 9\n"
      "[ \"$(stat -c %a \"$2\")\" = 600 ] || exit 8\n"
      "grep -q 失败 \"$2\" && exit 3\n"
      "grep -q 不动 \"$2\" || printf '，已在编辑器里补写\\033[31m。\\n第二行\\n' >> \"$2\"\n",
      -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_autofree char *words = g_strdup_printf("'%s' --mark", editor);
  cli_set(cli, "EDITOR", words);
  cli_set(cli, "VISUAL", "nothing-of-that-name");
  g_autoptr(Pty) without = program_start(cli);
  press(without, "p", "记录进展  第4项");
  press(without, "\005", "编辑器 nothing-of-that-name 运行不了（没有这个程序）");
  press(without, ESC, "本月主题");
  program_quit(without);
  cli_set(cli, "VISUAL", "");
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  pty_wait(pty, "Ctrl-E 编辑器  F1 按键", 0);
  type_in(pty, "不动");
  press(pty, "\005", "编辑器里没有改动");
  pty_send(pty, CTRL_U);
  type_in(pty, "失败");
  press(pty, "\005", "没有正常结束（退出状态 3），没有采用改动");
  pty_send(pty, CTRL_U);
  type_in(pty, "已印发通知");
  press(pty, "\005", "已取回编辑器里的文字");
  pty_wait(pty, "已印发通知", 0);
  pty_wait(pty, "第二行", 0);
  pty_send(pty, TAB TAB);
  press(pty, ENTER, "─ 日期 "); /* an empty date */
  pty_wait(pty, "2026-11-21 周六，休息日，今天", 0);
  press(pty, "\033[5~", "2026年10月");
  press(pty, UP, "2026-10-14 周三");
  press(pty, ENTER, "即 2026-10-14 周三");
  press(pty, "\004", "─ 日期 ");
  press(pty, "\033[C", "2026-10-15 周四");
  press(pty, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "已印发通知\n，已在编辑器里补写\357\277\275[31m。\n第二行");
  json_auto_t *task = cli_json(cli, "show 4 --format json");
  const json_t *entries = json_object_get(task, "progress");
  g_assert_cmpstr(json_text_of(json_array_get(entries, 0), "on"), ==, "2026-10-15");
  g_autofree char *left = g_build_filename(cli->home, "state", "taizhang", NULL);
  g_autoptr(GDir) state = g_dir_open(left, 0, NULL);
  g_assert_nonnull(state);
  for (const char *name; (name = g_dir_read_name(state)) != NULL;)
    g_assert_false(g_str_has_prefix(name, "edit-"));
  program_quit(pty);
}

/* Phrases and files of evidence; what is wrong stands beside its field; Esc asks only when
 * something was typed. */
static void test_phrases_and_evidence(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_build_filename(cli->home, "材料", NULL);
  g_autofree char *file = g_build_filename(folder, "纪要.pdf", NULL);
  g_autofree char *own = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_autofree char *phrases = g_build_filename(own, "phrases.yaml", NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_cmpint(g_mkdir_with_parents(own, 0700), ==, 0);
  g_assert_true(g_file_set_contents(file, "abc", -1, NULL));
  g_assert_true(
      g_file_set_contents(phrases, "progress:\n  - \"{单位}于{日期}报送。\"\n", -1, NULL));
  g_autofree char *settings = g_build_filename(own, "settings.yaml", NULL);
  g_assert_true(g_file_set_contents(settings, "editor: off\n", -1, NULL));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  g_assert_false(is_shown(pty, "编辑器"));
  press(pty, "\005", "没有开放编辑器");
  press(pty, ESC, "本月主题"); /* nothing was typed: nothing is asked */
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "写");
  press_gone(pty, "\177", "写");
  press(pty, ESC, "本月主题"); /* nor where it was taken back */
  press(pty, "p", "记录进展  第4项");
  press(pty, CTRL_O, "厅法规处于2026年11月21日报送。");
  press_gone(pty, ENTER, "─ 进展情况 ");
  pty_wait_row(pty, row_of(pty, "进展情况"), "厅法规处于2026年11月21日报送。", 0);
  pty_send(pty, TAB);
  type_in(pty, "101");
  pty_send(pty, TAB TAB);
  type_in(pty, "~/没有.pdf");
  press(pty, CTRL_S, "请核对路径"); /* both at once, the cursor at the first */
  pty_wait(pty, "应为 0 到 100 的整数", 0);
  press(pty, CTRL_U, "0 到 100，可不填");
  pty_send(pty, TAB TAB CTRL_U);
  type_in(pty, "交办〔2026〕3号；~/材");
  press(pty, TAB, "~/材料/");
  pty_wait(pty, "按文号或说明记下；材料 文件夹，请接着写到文件", 0);
  press(pty, TAB, "~/材料/纪要.pdf");
  pty_wait(pty, "纪要.pdf 文件，3 字节", 0);
  press(pty, CTRL_S, "已保存");
  press(pty, ENTER, "ba7816bf8f01）");
  press(pty, "f", "佐证文件1份：未变1");
  g_assert_true(g_file_set_contents(file, "abd", -1, NULL));
  press(pty, "f", "佐证文件1份：未变0；纪要.pdf 已改动");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/forms/deadline", test_deadline);
  g_test_add_func("/screen/forms/units", test_units);
  g_test_add_func("/screen/forms/task_add", test_task_add);
  g_test_add_func("/screen/forms/case", test_case);
  g_test_add_func("/screen/forms/calendar_and_editor", test_calendar_and_editor);
  g_test_add_func("/screen/forms/phrases_and_evidence", test_phrases_and_evidence);
  return g_test_run();
}
