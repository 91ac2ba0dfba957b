/* What was typed outlives the line, the window's size, and other people's changes. */
#include "tests/tui/screen/program.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define TYPED "写了一半的进展：已收集七个处室的意见"

/* A form of progress on task 4 with something typed in it. */
static Pty *start_typing(Cli *cli) {
  Pty *pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  type_in(pty, TYPED);
  pty_send(pty, TAB);
  type_in(pty, "45");
  return pty;
}

static void check_one_draft(Cli *cli) {
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_cmpuint(g_strv_length(drafts), ==, 1);
  struct stat status;
  g_assert_cmpint(stat(drafts[0], &status), ==, 0);
  g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
}

static void check_no_draft(Cli *cli) {
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_null(drafts[0]);
}

/* Continues the draft that a start offers, saves it, and finds nothing offered afterwards. */
static void check_resumed(Cli *cli) {
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：记录进展", 0);
  press(pty, ENTER, "完成率");
  pty_wait(pty, TYPED, 0);
  pty_wait_row(pty, row_of(pty, "完成率"), "45", 0);
  press(pty, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, TYPED);
  check_no_draft(cli);
  program_quit(pty);
}

static void test_hangup(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  check_one_draft(cli);
  g_assert_null(last_progress_text(cli, 4));
  check_resumed(cli);
}

static void test_signal(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  pty_signal(pty, SIGTERM);
  pty_wait_exit(pty, 0);
  g_assert_false(pty_alternate(pty));
  g_assert_true((pty_settings(pty).c_lflag & 0x2) != 0); /* ICANON */
  check_one_draft(cli);
  check_resumed(cli);
}

/* Not even killing it at once loses what was typed some seconds before. */
static void test_killed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  gint64 deadline = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
  for (gboolean there = FALSE; !there;) {
    g_auto(GStrv) drafts = draft_paths(cli);
    g_autofree char *draft = NULL;
    there = drafts[0] != NULL && g_file_get_contents(drafts[0], &draft, NULL, NULL) &&
            strstr(draft, "45") != NULL;
    g_assert_cmpint(g_get_monotonic_time(), <, deadline);
    pty_wait_quiet(pty, 50);
  }
  pty_signal(pty, SIGKILL);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, -SIGKILL);
  check_resumed(cli);
}

static void test_later_and_discard(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) dropped = start_typing(cli);
  pty_hangup(dropped);
  pty_wait_exit(dropped, 0);
  g_autoptr(Pty) later = program_start(cli);
  pty_wait(later, "上次有没保存的内容", 0);
  press_gone(later, "l", "上次有没保存的内容");
  check_one_draft(cli);
  program_quit(later);
  check_one_draft(cli);
  g_autoptr(Pty) discarding = program_start(cli);
  pty_wait(discarding, "上次有没保存的内容", 0);
  press_gone(discarding, "x", "上次有没保存的内容");
  check_no_draft(cli);
  program_quit(discarding);
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101"); /* nothing stands in the way */
  program_quit(pty);
}

/* A draft holds what was typed, not what the form showed besides: that may have changed. */
static void test_only_typed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) dropped = program_start(cli);
  press(dropped, "e", "修改任务  第4项");
  pty_send(dropped, TAB TAB TAB TAB);
  type_in(dropped, "督办件");
  pty_hangup(dropped);
  pty_wait_exit(dropped, 0);
  g_autoptr(Pty) other = program_start(cli);
  pty_wait(other, "上次有没保存的内容：修改任务", 0);
  press_gone(other, "l", "上次有没保存的内容");
  press(other, "e", "修改任务  第4项");
  pty_send(other, TAB TAB TAB);
  press(other, CTRL_U, "如 2026年12月");
  type_in(other, "12月5日");
  press(other, CTRL_S, "已保存");
  program_quit(other);
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容", 0);
  press(pty, "c", "督办件");
  pty_wait_row(pty, row_of(pty, "  完成时限"), "12月5日", 0);
  press(pty, CTRL_S, "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-12-05");
  check_no_draft(cli);
  program_quit(pty);
}

/* What was chosen in a calendar or a window of units is kept like what was typed, also where the
 * line drops while they are open, and they stand again after a window that was too small. */
static void test_windows(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) dropped = program_start(cli);
  press(dropped, "e", "修改任务  第4项");
  pty_send(dropped, TAB TAB TAB);
  press(dropped, "\004", "─ 完成时限 ");
  pty_wait(dropped, "2026-04-30 周四", 0);
  pty_resize(dropped, 10, 40);
  pty_wait(dropped, "太小了", 0);
  pty_resize(dropped, 24, 80);
  pty_wait(dropped, "2026-04-30 周四", 0);
  settle(dropped);
  int row = row_of(dropped, "27   28   29   30");
  click(dropped, row, column_of(dropped, row, "28") + 1);
  pty_wait(dropped, "2026-04-28 周二", 0);
  press(dropped, ENTER, "办理期限 2026-04-28");
  pty_send(dropped, SHIFT_TAB);
  press(dropped, CTRL_O, "< 责任 >");
  press(dropped, RIGHT, "< 落实 >");
  pty_hangup(dropped);
  pty_wait_exit(dropped, 0);
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：修改任务", 0);
  press(pty, "c", "2026年4月28日");
  pty_wait_row(pty, row_of(pty, "  责任单位"), "厅法规处（落实）", 0);
  press(pty, CTRL_S, "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-04-28");
  check_no_draft(cli);
  program_quit(pty);
}

/* The line drops while an editor is open: what stood in the form before is kept, and nothing of the
 * editor's file stays behind. */
static void test_editor(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *editor = g_build_filename(cli->home, "edit", NULL);
  g_assert_true(g_file_set_contents_full(
      editor, "#!/bin/sh\ntrap '' INT\necho EDITING >&2\nwhile :; do sleep 1; done\n", -1,
      G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  cli_set(cli, "VISUAL", editor);
  g_autoptr(Pty) dropped = program_start(cli);
  press(dropped, "p", "记录进展  第4项");
  pty_send(dropped, TAB);
  type_in(dropped, "45");
  pty_send(dropped, SHIFT_TAB);
  type_in(dropped, TYPED);
  pty_send(dropped, "\005");
  pty_wait(dropped, "EDITING", 0);
  pty_send(dropped, "\003"); /* not for the program below */
  pty_hangup(dropped);
  pty_wait_exit(dropped, 0);
  check_one_draft(cli);
  g_autofree char *state = g_build_filename(cli->home, "state", "taizhang", NULL);
  g_autoptr(GDir) dir = g_dir_open(state, 0, NULL);
  g_assert_nonnull(dir);
  g_assert_cmpstr(g_dir_read_name(dir), ==, "drafts");
  g_assert_null(g_dir_read_name(dir));
  check_resumed(cli);
}

/* New tasks and cases have drafts too, and go where they were meant to. */
static void test_new_records(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) task = program_start(cli);
  press(task, "2", "1/101");
  press(task, "j", "2/101");
  press(task, "a", "添加任务");
  pty_send(task, TAB);
  type_in(task, "新的任务");
  pty_hangup(task);
  pty_wait_exit(task, 0);
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：添加任务", 0);
  press(pty, ENTER, "新的任务");
  pty_wait(pty, "（一）加强组织领导", 0);
  press(pty, CTRL_S, "已保存");
  press(pty, "4", "11/12");
  press(pty, "kk", " 9/12");
  press(pty, "c", "案例标题");
  type_in(pty, "跨省信用监管");
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_autoptr(Pty) again = program_start(cli);
  pty_wait(again, "上次有没保存的内容：报送案例", 0);
  press(again, ENTER, "跨省信用监管");
  pty_wait(again, "2026年9月  信用监管", 0);
  press(again, CTRL_S, "已保存");
  press(again, "4", "11/12");
  pty_wait_row(again, row_of(again, " 9月"), "1/3", 0);
  json_auto_t *stored = task_json(cli, 70);
  g_assert_cmpstr(json_text_of(stored, "secondary"), ==, "（一）加强组织领导");
  program_quit(again);
}

/* A draft that is left with 放弃 is gone; a draft of a program that still runs is its own. */
static void test_owner(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) first = start_typing(cli);
  gint64 deadline = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
  for (gboolean there = FALSE; !there;) {
    g_auto(GStrv) drafts = draft_paths(cli);
    there = drafts[0] != NULL;
    g_assert_cmpint(g_get_monotonic_time(), <, deadline);
    pty_wait_quiet(first, 50);
  }
  g_autoptr(Pty) second = program_start(cli);
  press(second, "2", "1/101"); /* nothing is offered */
  program_quit(second);
  press(first, ESC, "有未保存的内容");
  press(first, "d", "本月主题");
  check_no_draft(cli);
  program_quit(first);
}

/* libvterm falls over a wide character in a terminal of one column. */
#define LEAST_COLUMNS 2

/* ---- size ------------------------------------------------------------------------------- */

static void test_resize(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  pty_resize(pty, 18, 60);
  pty_wait_row(pty, 17, "Esc 取消", 0);
  pty_wait(pty, "写了一半的进展", 0);
  pty_wait_row(pty, row_of(pty, "完成率"), "45", 0);
  type_in(pty, "6");
  pty_wait_row(pty, row_of(pty, "完成率"), "456", 0);
  pty_resize(pty, 10, 40);
  pty_wait(pty, "太小了", 0);
  pty_send(pty, "\177");
  pty_resize(pty, 24, 80);
  pty_wait_row(pty, 23, "Ctrl-S 保存", 0);
  pty_wait_gone(pty, "太小了", 0);
  pty_wait(pty, TYPED, 0);
  settle(pty);
  g_assert_false(is_shown(pty, "456"));
  pty_wait_row(pty, row_of(pty, "完成率"), "45", 0);
  press(pty, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, TYPED);
  program_quit(pty);
}

/* What cannot be seen is neither saved nor given up; what is typed on is kept. */
static void test_unseen(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  pty_resize(pty, 10, 40);
  pty_wait(pty, "太小了", 0);
  pty_send(pty, CTRL_S);
  settle(pty);
  pty_send(pty, ESC);
  pty_wait_quiet(pty, 200); /* it stands alone */
  pty_send(pty, "d6");
  pty_resize(pty, 24, 80);
  pty_wait_gone(pty, "太小了", 0);
  pty_wait(pty, TYPED, 0);
  pty_wait_row(pty, row_of(pty, "完成率"), "45d6", 0);
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_null(text);
  press(pty, ESC, "有未保存的内容");
  press_gone(pty, "d", "有未保存的内容");
  program_quit(pty);
}

/* Every screen and window at the least size, at a size that is too small, and back. */
static void test_sizes(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 18, 60, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  static const char *const keys[] = {"2", "3", "4", "1", "?", ESC, "p"};
  static const char *const shown[] = {"（一）加强组织领导", "最长 205 天",    "本月",
                                      "本月主题",           "此处可用的按键", "本月主题",
                                      "记录进展  第4项"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    settle(pty);
    pty_send(pty, keys[i]);
    pty_wait(pty, shown[i], 0);
    settle(pty);
    pty_resize(pty, 10, 40);
    pty_wait(pty, "太小了", 0);
    pty_resize(pty, 1, LEAST_COLUMNS);
    pty_resize(pty, 60, 250);
    pty_wait_gone(pty, "太小了", 0);
    pty_wait(pty, shown[i], 0);
    pty_resize(pty, 18, 60);
    pty_wait(pty, shown[i], 0);
  }
  pty_send(pty, ESC);
  pty_wait(pty, "本月主题", 0);
  program_quit(pty);
}

static void test_resize_storm(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  for (int i = 0; i < 200; i++) {
    pty_resize(pty, 1 + i * 7 % 50, LEAST_COLUMNS + i * 13 % 150);
    if (i % 10 == 0)
      pty_wait_quiet(pty, 1);
  }
  pty_resize(pty, 24, 80);
  pty_wait_row(pty, 23, "Ctrl-S 保存", 0);
  pty_wait(pty, TYPED, 0);
  press(pty, CTRL_S, "已保存");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/drafts/hangup", test_hangup);
  g_test_add_func("/screen/drafts/signal", test_signal);
  g_test_add_func("/screen/drafts/killed", test_killed);
  g_test_add_func("/screen/drafts/later_and_discard", test_later_and_discard);
  g_test_add_func("/screen/drafts/only_typed", test_only_typed);
  g_test_add_func("/screen/drafts/windows", test_windows);
  g_test_add_func("/screen/drafts/editor", test_editor);
  g_test_add_func("/screen/drafts/new_records", test_new_records);
  g_test_add_func("/screen/drafts/owner", test_owner);
  g_test_add_func("/screen/drafts/resize", test_resize);
  g_test_add_func("/screen/drafts/unseen", test_unseen);
  g_test_add_func("/screen/drafts/sizes", test_sizes);
  g_test_add_func("/screen/drafts/resize_storm", test_resize_storm);
  return g_test_run();
}
