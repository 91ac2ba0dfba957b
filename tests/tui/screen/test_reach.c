/* A day's work with the menu and the arrows alone, with the mouse alone, and with as few keys as
 * may be. */
#include "tests/tui/screen/program.h"

#include <string.h>

#define MENU "─ 菜单 "
#define ROWS 24

static gboolean is_marked(Pty *pty, int row, int column) {
  PtyCell plain = pty_cell(pty, 1, 0), cell = pty_cell(pty, row, column);
  return cell.background != plain.background || cell.reverse != plain.reverse;
}

/* TRUE where something highlighted begins with a text, below a row; both may be said of several
 * rows. */
static gboolean is_highlighted(Pty *pty, int above, const char *text) {
  for (int row = above + 1; row < ROWS - 1; row++) {
    g_autofree char *shown = pty_row_text(pty, row);
    if (strstr(shown, text) == NULL)
      continue;
    int column = column_of(pty, row, text);
    if (is_marked(pty, row, column) && (column == 0 || !is_marked(pty, row, column - 1)))
      return TRUE;
  }
  return FALSE;
}

/* Presses a key until a text is highlighted. */
static void move_to(Pty *pty, const char *key, int above, const char *text) {
  settle(pty);
  for (int i = 0; i < 120 && !is_highlighted(pty, above, text); i++) {
    pty_send(pty, key);
    settle(pty);
  }
  if (!is_highlighted(pty, above, text)) {
    g_autofree char *screen = pty_screen(pty);
    g_error("“%s” was not reached\n%s", text, screen);
  }
}

static void assert_file(const char *path) {
  g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
}

/* ---- the menu and the arrows ------------------------------------------------------------ */

/* Opens the menu, goes to its first group, and down to an item, which it takes. */
static void take(Pty *pty, const char *item, const char *brings) {
  press(pty, "m", MENU);
  pty_send(pty, LEFT UP UP UP UP UP RIGHT);
  move_to(pty, DOWN, row_of(pty, MENU), item);
  press(pty, ENTER, brings);
}

/* Down to the first button of a form, which then looks other than the second, and takes it. */
static void save(Pty *pty, const char *button, const char *brings) {
  int row = row_of(pty, button);
  int first = column_of(pty, row, button), second = column_of(pty, row, "取消 (Esc)");
  settle(pty);
  for (int i = 0; i < 30; i++) {
    if (pty_cell(pty, row, first).background != pty_cell(pty, row, second).background)
      break;
    pty_send(pty, DOWN);
    settle(pty);
  }
  press(pty, ENTER, brings);
}

static void test_menu_day(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = g_build_filename(cli->home, "late.xlsx", NULL);
  g_autoptr(Pty) pty = program_start(cli);
  take(pty, "台账                          2", "1/101");
  press(pty, DOWN DOWN DOWN DOWN DOWN DOWN, "7/101");
  take(pty, "记录进展", "记录进展  第4项");
  type_in(pty, "已印发工作要点");
  save(pty, "保存 (Ctrl-S)", "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "已印发工作要点");
  take(pty, "办结 ", "标为已办结？");
  press(pty, ENTER, "已办结，等待审核");
  take(pty, "撤销 ", "撤销您最近的一次修改？");
  press(pty, ENTER, "已撤销：");
  take(pty, "筛选 ", "筛选：");
  type_in(pty, "法规处");
  press_gone(pty, ENTER, "筛选：");
  pty_wait(pty, "筛选“法规处”", 0);
  take(pty, "返回 ", "7/101"); /* the filter goes, the row stays */
  take(pty, "逾期 ", "最长 205 天");
  take(pty, "导出 ", "导出内容");
  pty_send(pty, DOWN);
  press_gone(pty, path, "不填就用标题");
  save(pty, "导出 (Ctrl-S)", "已导出");
  assert_file(path);
  take(pty, "单位 ", "单位（其他名称）");
  take(pty, "返回 ", "最长 205 天");
  take(pty, "帮助 ", "此处可用的按键");
  press_gone(pty, ENTER, "此处可用的按键");
  take(pty, "按名称执行", "─ 输入名称的一部分");
  press_gone(pty, ESC, "─ 输入名称的一部分");
  press(pty, "m", MENU);
  move_to(pty, DOWN, row_of(pty, MENU), "退出 ");
  pty_send(pty, ENTER); /* from a page, too */
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* ---- the mouse -------------------------------------------------------------------------- */

/* Clicks on the first text there is at or below a row, and waits for what it brings. */
static void click_at(Pty *pty, int above, const char *text, const char *brings) {
  settle(pty);
  for (int row = above; row < ROWS; row++) {
    g_autofree char *shown = pty_row_text(pty, row);
    if (strstr(shown, text) == NULL)
      continue;
    click(pty, row, column_of(pty, row, text) + 1);
    pty_wait(pty, brings, 0);
    settle(pty);
    return;
  }
  g_autofree char *screen = pty_screen(pty);
  g_error("no “%s” to click on\n%s", text, screen);
}

static void test_mouse_day(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = g_build_filename(cli->home, "late.xlsx", NULL);
  g_autoptr(Pty) pty = program_start(cli);
  click_at(pty, 0, "台账", "1/101");
  click_at(pty, 2, " 4 落实国家", "7/101");
  click_at(pty, ROWS - 1, "p 进展", "记录进展  第4项");
  type_in(pty, "已印发工作要点");
  click_at(pty, 2, "保存 (Ctrl-S)", "已保存");
  click_at(pty, 2, " 2 发挥", "4/101"); /* a key or a click takes the message away */
  click_at(pty, ROWS - 1, "d 办结", "标为已办结？");
  click_at(pty, 2, "办结 (y)", "已办结，等待审核");
  click_at(pty, 2, " 2 发挥", "4/101");
  click_at(pty, ROWS - 1, "u 撤销", "撤销您最近的一次修改？");
  click_at(pty, ROWS - 1, "回车 确定", "已撤销：");
  click_at(pty, 2, " 2 发挥", "4/101");
  click_at(pty, ROWS - 1, "/ 筛选", "筛选：");
  type_in(pty, "法规处");
  click_at(pty, 2, " 2 发挥", "/ 筛选"); /* the footer is back, the filter stays */
  pty_wait(pty, "筛选“法规处”", 0);
  int row = row_of(pty, " 2 发挥");
  click(pty, row, 20);
  click(pty, row, 20);
  pty_wait(pty, "第2项（编号", 0);
  click_at(pty, ROWS - 1, "Esc 返回", "筛选“法规处”");
  click_at(pty, 0, "逾期", "最长 205 天");
  pty_send(pty, "\033[<65;20;10M");
  settle(pty);
  click_at(pty, ROWS - 1, "m 菜单", MENU);
  click_at(pty, 2, "整理", "导出 ");
  click_at(pty, 2, "导出 ", "导出内容");
  click_at(pty, 2, "不填就用标题", "Ctrl-S 导出");
  press_gone(pty, path, "不填就用标题");
  click_at(pty, 2, "导出 (Ctrl-S)", "已导出");
  assert_file(path);
  click_at(pty, 2, "第4项", "? 帮助");
  click_at(pty, ROWS - 1, "? 帮助", "此处可用的按键");
  click_at(pty, ROWS - 1, "Esc 关闭", "m 菜单");
  click_at(pty, ROWS - 1, "m 菜单", MENU);
  click(pty, 2, 1); /* beside the window */
  pty_wait_gone(pty, MENU, 0);
  click_at(pty, ROWS - 1, "m 菜单", MENU);
  click_at(pty, 2, "其他", "退出 ");
  settle(pty);
  click(pty, row_of(pty, "退出 "), column_of(pty, row_of(pty, "退出 "), "退出 "));
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* ---- few keys --------------------------------------------------------------------------- */

#define KEYS_MOST 12

/* A job: how many keys were pressed, the text typed left out. */
typedef struct {
  Pty *pty;
  const char *name;
  int keys;
} Job;

/* A key is a character, or an escape sequence. */
static int count_keys(const char *bytes) {
  int keys = 0;
  for (const char *at = bytes; *at != '\0'; keys++) {
    if (at[0] == '\033' && (at[1] == '[' || at[1] == 'O')) {
      at += 2;
      while (g_ascii_isdigit(*at) || *at == ';')
        at++;
    }
    at = g_utf8_next_char(at);
  }
  return keys;
}

static Job begin(Pty *pty, const char *name) {
  pty_send(pty, "1");
  settle(pty);
  return (Job){pty, name, 0};
}

#define strike(job, bytes, brings)                                                                 \
  ((job)->keys += count_keys(bytes), press((job)->pty, bytes, brings))

static void end(const Job *job) {
  g_test_message("keystrokes: %2d  %s", job->keys, job->name);
  g_assert_cmpint(job->keys, <=, KEYS_MOST);
}

static void job_progress(Pty *pty) {
  Job job = begin(pty, "记录第54项的进展");
  strike(&job, ":", "输入名称的一部分");
  type_in(pty, "54");
  strike(&job, ENTER, "第54项（编号");
  strike(&job, "p", "记录进展  第54项");
  type_in(pty, "已开展宣传");
  strike(&job, CTRL_S, "已保存");
  end(&job);
}

static void job_finish(Pty *pty) {
  Job job = begin(pty, "办结第54项");
  strike(&job, ":", "输入名称的一部分");
  type_in(pty, "54");
  strike(&job, ENTER, "第54项（编号");
  strike(&job, "d", "标为已办结？");
  strike(&job, ENTER, "已办结，等待审核");
  end(&job);
}

static void job_undo(Pty *pty) {
  Job job = begin(pty, "撤销刚才的修改");
  strike(&job, "u", "撤销您最近的一次修改？");
  strike(&job, ENTER, "已撤销：");
  end(&job);
}

static void job_late(Pty *pty) {
  Job job = begin(pty, "看本单位逾期的任务");
  strike(&job, "3", "最长 205 天");
  strike(&job, "/", "筛选：");
  type_in(pty, "法规处");
  job.keys++;
  press_gone(pty, ENTER, "筛选：");
  end(&job);
  press_gone(pty, ESC, "筛选“法规处”");
}

static void job_nudge(Pty *pty) {
  Job job = begin(pty, "催办一个单位的全部逾期任务");
  strike(&job, "3", "最长 205 天");
  strike(&job, "g", "1/6"); /* the unit itself */
  strike(&job, " ", "已标记");
  strike(&job, "w", "催办通知");
  strike(&job, CTRL_S, "已登记催办");
  end(&job);
}

static void job_filter(Pty *pty) {
  Job job = begin(pty, "按单位筛选台账");
  strike(&job, "2", "/101");
  strike(&job, "/", "筛选：");
  type_in(pty, "科技处");
  job.keys++;
  press_gone(pty, ENTER, "筛选：");
  pty_wait(pty, "筛选“科技处”", 0);
  end(&job);
  press_gone(pty, ESC, "筛选“科技处”");
}

static void job_case(Pty *pty) {
  Job job = begin(pty, "报一篇本月的案例");
  strike(&job, "c", "案例标题");
  type_in(pty, "信用进工地");
  strike(&job, CTRL_S, "已保存");
  end(&job);
}

static void job_submit(Pty *pty) {
  Job job = begin(pty, "登记一期的报送");
  strike(&job, "5", "周期义务");
  strike(&job, "jj", "3/7");
  strike(&job, "s", "登记报送");
  type_in(pty, "已更新");
  strike(&job, CTRL_S, "已保存");
  end(&job);
}

static void job_export(Cli *cli, Pty *pty) {
  g_autofree char *path = g_build_filename(cli->home, "few.xlsx", NULL);
  Job job = begin(pty, "导出逾期清单");
  strike(&job, "3", "最长 205 天");
  strike(&job, "E", "导出内容");
  job.keys++;
  pty_send(pty, DOWN);
  press_gone(pty, path, "不填就用标题");
  strike(&job, CTRL_S, "已导出");
  end(&job);
  assert_file(path);
}

static void job_extension(Pty *pty) {
  Job job = begin(pty, "批准一项延期");
  strike(&job, "7", "延期待批1项");
  strike(&job, "Y", "审批延期");
  strike(&job, RIGHT, "< 批准 >");
  strike(&job, CTRL_S, "已保存");
  end(&job);
}

/* Those of a unit, all at once. */
static void job_deadlines(Pty *pty) {
  Job job = begin(pty, "改一个单位全部任务的时限");
  strike(&job, "2", "/101");
  strike(&job, "/", "筛选：");
  type_in(pty, "科技处");
  job.keys++;
  press_gone(pty, ENTER, "筛选：");
  strike(&job, "*", "已标记");
  strike(&job, "B", "─ 批量修改");
  type_in(pty, "完成时限");
  strike(&job, ENTER, "── 改完成时限");
  type_in(pty, "2027年1月底");
  strike(&job, CTRL_S, "2026年12月 → 2027年1月底");
  job.keys++;
  press_gone(pty, ENTER, "2026年12月 → 2027年1月底");
  end(&job);
}

static void test_budget(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "policy --closing 一人")); /* who asked may approve here */
  g_free(cli_text(cli, "extend 12 --until 2027年3月底 --reason 等发文"));
  g_autoptr(Pty) pty = program_start(cli);
  job_progress(pty);
  job_late(pty);
  job_nudge(pty);
  job_export(cli, pty);
  job_filter(pty);
  job_case(pty);
  job_submit(pty);
  job_extension(pty);
  job_deadlines(pty);
  json_auto_t *task = task_json(cli, 15); /* 厅科技处、路网… */
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2027-01-31");
  job_finish(pty);
  job_undo(pty);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/reach/menu_day", test_menu_day);
  g_test_add_func("/screen/reach/mouse_day", test_mouse_day);
  g_test_add_func("/screen/reach/budget", test_budget);
  return g_test_run();
}
