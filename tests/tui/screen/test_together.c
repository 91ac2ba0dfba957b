/* Several people at one ledger, two programs in two terminals: at the same record, and looking on.
 *
 * The same login, so the other one is 您的另一个窗口; nothing else differs for other people.
 */
#include "tests/tui/screen/program.h"

#include <string.h>

#include <glib/gstdio.h>

#define ANOTHER "您（另一个窗口）"

static char *due_of(Cli *cli, int number) {
  json_auto_t *task = task_json(cli, number);
  return g_strdup(json_text_of(task, "due"));
}

/* ---- two edits of one record ------------------------------------------------------------ */

/* Both change the same field, and each another one: of the first the person chooses, the others are
 * all kept. */
static void test_choose_mine(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) first = program_start(cli);
  g_autoptr(Pty) second = program_start(cli);
  edit_deadline(first, "11月28日");
  edit_deadline(second, "12月5日");
  pty_wait(first, "您的另一个窗口 正在修改", 0);
  pty_send(second, TAB);
  type_in(second, "督办件");
  press(second, CTRL_S, "已保存");
  pty_wait(first, "也改了这一栏，保存时请选用谁的", 0); /* within two seconds, by itself */
  pty_wait(first, "督办件", 0);
  pty_wait_gone(first, "正在修改", 0);
  press(first, CTRL_S, "“完成时限”您在这里和另一个窗口里都改了");
  g_assert_true(is_shown(first, "我写的："));
  g_assert_true(is_shown(first, "11月28日"));
  g_assert_true(is_shown(first, ANOTHER));
  g_assert_true(is_shown(first, "12月5日"));
  press(first, ESC, "还没有保存；您写的都在");
  g_autofree char *between = due_of(cli, 4);
  g_assert_cmpstr(between, ==, "2026-12-05");
  pty_wait_row(first, row_of(first, "  完成时限"), "11月28日", 0);
  press(first, CTRL_S, "“完成时限”您在这里和另一个窗口里都改了");
  press(first, "m", "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-11-28");
  press(first, ENTER, "督办件");
  press(first, ESC, "/101");
  program_quit(first);
  program_quit(second);
}

/* The other's text is taken: one's own goes into the reason of what is saved beside it. */
static void test_choose_theirs(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  edit_deadline(pty, "11月28日");
  pty_send(pty, TAB);
  type_in(pty, "督办件");
  g_free(cli_text(cli, "set 4 --deadline 12月5日"));
  press(pty, CTRL_S, "“完成时限”您在这里和另一个窗口里都改了");
  press(pty, "t", "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-12-05");
  g_autofree char *shown = cli_text(cli, "show 4");
  assert_has(shown, "督办件");
  g_autofree char *log = cli_text(cli, "log --limit 1 --format json");
  assert_has(log, "“完成时限”没有采用的写法：11月28日");
  pty_send(pty, ENTER "G");
  pty_wait(pty, "理由：“完成时限”没有采用的写法：11月28日", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

/* Nothing else is saved: one's own is kept as a draft, by a name that says what it is. Then the
 * same with both texts joined. */
static void test_nothing_lost(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  edit_deadline(pty, "11月28日");
  g_free(cli_text(cli, "set 4 --deadline 12月5日"));
  press(pty, CTRL_S, "“完成时限”您在这里和另一个窗口里都改了");
  press(pty, "t", "您写的留作草稿");
  g_autofree char *drafts = cli_text(cli, "drafts --format json");
  assert_has(drafts, "修改任务  第4项（没有采用的写法）");
  assert_has(drafts, "11月28日");
  press(pty, "e", "修改任务  第4项");
  pty_send(pty, TAB TAB TAB TAB);
  type_in(pty, "我的话");
  g_autoptr(GString) more = g_string_new(NULL);
  for (int i = 0; i < 120; i++)
    g_string_append(more, "，再说一遍");
  paste(pty, more->str);
  settle(pty);
  g_free(cli_text(cli, "set 4 --note 他的话"));
  press(pty, CTRL_S, "“备注”您在这里和另一个窗口里都改了，用哪一个？");
  g_assert_true(is_shown(pty, "他的话")); /* however long one's own is */
  g_assert_true(is_shown(pty, "我的话"));
  g_assert_true(is_shown(pty, "↑ ↓ PgDn 翻看"));
  press(pty, "\033[6~", "上面还有");
  press(pty, ENTER, "还没有保存；您写的都在"); /* in haste: nothing is decided */
  press(pty, CTRL_S, "“备注”您在这里和另一个窗口里都改了，用哪一个？");
  press(pty, "b", "已保存");
  g_autofree char *shown = cli_text(cli, "show 4");
  assert_has(shown, "他的话");
  assert_has(shown, "我的话");
  program_quit(pty);
}

/* What is only added does not clash, but one is told what became of the task meanwhile; of one that
 * is gone, what was typed stays. */
static void test_moved_on(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "写了一半的进展");
  g_free(cli_text(cli, "done 4"));
  press(pty, CTRL_S, "您填写的时候，这条记录有了变化");
  g_assert_true(is_shown(pty, ANOTHER));
  g_autofree char *none = last_progress_text(cli, 4);
  g_assert_cmpstr(none, !=, "写了一半的进展");
  press(pty, "s", "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "写了一半的进展");

  press(pty, "p", "记录进展  第4项");
  type_in(pty, "又写了一半");
  g_free(cli_text(cli, "delete 4 --reason 重复"));
  pty_wait(pty, "这条记录已被 " ANOTHER, 0); /* before more is typed */
  press(pty, CTRL_S, "没有保存");
  g_assert_true(is_shown(pty, "把它删除了"));
  g_assert_true(is_shown(pty, "又写了一半"));
  press(pty, "y", "/100");
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_cmpuint(g_strv_length(drafts), ==, 1);
  program_quit(pty);

  /* The next start shows it, though the form cannot be opened any more. */
  g_autoptr(Pty) again = program_start(cli);
  pty_wait(again, "上次有没保存的内容：记录进展", 0);
  press(again, "v", "又写了一半");
  press(again, "y", "上次有没保存的内容：记录进展");
  press(again, "c", "这一条已不在台账中（被删除或撤销）；草稿还在");
  program_quit(again);

  /* To who may not save any more it is only shown. */
  g_autofree char *own = g_strdup_printf("user %s --level 只读", g_get_user_name());
  g_free(cli_text(cli, "user 省厅 --level 管理员 --force"));
  g_free(cli_text(cli, own));
  g_autoptr(Pty) reader = program_start(cli);
  pty_wait(reader, "您现在是“只读”，不能保存，可以看内容", 0);
  g_assert_false(is_shown(reader, "继续填写 (c)"));
  press(reader, "v", "又写了一半");
  press(reader, "y", "上次有没保存的内容：记录进展");
  press_gone(reader, "l", "上次有没保存的内容");
  program_quit(reader);
}

/* The line drops while a field is typed, and somebody else changes it before one is back. */
static void test_resumed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  edit_deadline(pty, "11月28日");
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_free(cli_text(cli, "set 4 --deadline 12月5日"));
  g_autoptr(Pty) again = program_start(cli);
  pty_wait(again, "上次有没保存的内容：修改任务", 0);
  press(again, "c", "11月28日");
  press(again, CTRL_S, "“完成时限”您在这里和另一个窗口里都改了");
  press(again, "m", "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-11-28");
  program_quit(again);
}

/* The same in other forms; what another changed in a field beside it stays. */
static void test_other_forms(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  pty_send(pty, ENTER);
  press(pty, "M", "修改主题  2026年11月");
  pty_send(pty, TAB CTRL_U);
  type_in(pty, "我写的内容");
  g_free(cli_text(cli, "plan 2026 --month 11 --title 他的主题 --content 他写的内容"));
  press(pty, CTRL_S, "“主要内容”您在这里和另一个窗口里都改了");
  press(pty, "m", "修改主题：已保存");
  g_autofree char *topics = cli_text(cli, "topics --month 11 --format json");
  assert_has(topics, "他的主题");
  assert_has(topics, "我写的内容");

  press(pty, "N", "单位  共45个");
  press(pty, "e", "─ 修改单位 ");
  pty_send(pty, TAB TAB TAB);
  type_in(pty, "0951-111");
  g_free(cli_text(cli, "unit 厅法规处 --phone 0951-222 --mail fgc@example.gov.cn"));
  press(pty, CTRL_S, "“联系电话”您在这里和另一个窗口里都改了");
  press(pty, "m", "修改单位：已保存");
  g_autofree char *unit = cli_text(cli, "unit 厅法规处");
  assert_has(unit, "0951-111");
  assert_has(unit, "fgc@example.gov.cn");
}

/* ---- looking on ------------------------------------------------------------------------- */

/* A page says who else is at it; one that is killed is gone. */
static void test_company(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) first = program_start(cli);
  g_autoptr(Pty) second = program_start(cli);
  press(first, "2", "1/101");
  press(first, "jjjjjj", "7/101");
  press(first, ENTER, "一级指标");
  settle(first);
  g_assert_false(is_shown(first, "另一个窗口"));
  press(second, "2", "1/101");
  press(second, "jjjjjj", "7/101");
  press(second, ENTER, "也在看：您的另一个窗口");
  pty_wait(first, "也在看：您的另一个窗口", 0);
  press(second, "e", "修改任务  第4项");
  pty_wait(first, "您的另一个窗口 正在修改（刚开始）", 0);
  pty_signal(second, 9);
  pty_wait_exit(second, 0);
  pty_wait_gone(first, "另一个窗口", 0);
  press(first, ESC, "/101");
  program_quit(first);
}

/* The row that is chosen, without the sign before it. */
static char *chosen_row(Pty *pty) {
  settle(pty);
  for (int row = 1; row < 23; row++) {
    if (!is_chosen(pty, row))
      continue;
    g_autofree char *text = row_part(pty, row, 2, 40);
    return g_strdup(g_strstrip(text));
  }
  return g_strdup("");
}

/* Each screen: something is changed, added or taken away above the row that is chosen, from
 * outside; it shows by itself, the cursor stays on its record, and the footer says who it was. */
static void test_every_screen(void) {
  static const struct {
    const char *keys, *moves; /* how to come to it; from its first row to the one that is chosen */
    const char *change;       /* what somebody else does */
    gboolean rows;            /* it is a list with a row that is chosen */
  } screens[] = {
      {"2", "jjjjjjjjj", "set 4 --note 甲", TRUE},
      {"2", "", "delete 1 --reason 重复", TRUE},
      {"3", "jjjj", "progress 4 --text 乙", TRUE},
      {"3", "", "done 4", TRUE},
      {"1", "jj", "progress 9 --text 丙", FALSE},
      {"4", "jjj", "case add --title 丁 --month 2", TRUE},
      {"5", "jjjj", "progress 9 --text 戊", FALSE},
      {"6", "", "progress 9 --text 己", FALSE},
      {"8", "j", "progress 9 --text 庚", FALSE},
      {"7", "", "nudge 9", FALSE},
  };
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  for (gsize i = 0; i < G_N_ELEMENTS(screens); i++) {
    pty_send(pty, screens[i].keys);
    pty_wait_quiet(pty, 100);
    pty_send(pty, screens[i].moves);
    pty_wait_quiet(pty, 100);
    g_autofree char *before = chosen_row(pty);
    if (screens[i].rows && *before == '\0')
      g_error("%s: no row is chosen\n%s", screens[i].keys, pty_screen(pty));
    g_free(cli_text(cli, screens[i].change));
    pty_wait(pty, "您（另一个窗口） 刚改了 1 处", 0);
    g_autofree char *after = chosen_row(pty);
    g_assert_cmpstr(after, ==, before);
    if (*screens[i].keys == '5') /* where a cell is chosen, which is told below */
      pty_wait(pty, "要求：第44项", 0);
    press_gone(pty, UP, "刚改了");
  }
  press(pty, "2", "/100");
  pty_wait_row(pty, row_of(pty, " 4 落实国家"), "^", 0); /* before the rows that were changed */
  settle(pty);
  pty_bytes(pty);
  pty_wait_quiet(pty, 1500); /* and nothing more is written while nobody does anything */
  g_assert_cmpuint(pty_bytes(pty), ==, 0);
  program_quit(pty);
}

/* Presses a key until it does what it is for: it is refused for a while. */
static void press_until(Pty *pty, const char *key, const char *text) {
  for (int i = 0; i < 100 && !is_shown(pty, text); i++) {
    pty_send(pty, key);
    pty_wait_quiet(pty, 50);
  }
  g_assert_true(is_shown(pty, text));
}

/* Somebody else takes the chosen row away, or all that are marked: what is typed then was meant for
 * those, and is not done with the row that is chosen now. */
static void test_row_taken(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  g_free(cli_text(cli, "delete 4 --reason 重复"));
  pty_wait(pty, "7/100", 0);
  press(pty, "d", "原来选中的已不在这里，没有做“办结”");
  g_assert_false(is_shown(pty, "标为已办结？"));
  press_until(pty, "d", "标为已办结？");
  pty_send(pty, ESC);
  pty_wait_gone(pty, "标为已办结？", 0);

  g_free(cli_text(cli, "delete 5 --reason 重复"));
  pty_wait(pty, "7/99", 0);
  press(pty, "j" ENTER, "没有做“打开”"); /* both typed for the rows that were there */
  g_assert_true(is_shown(pty, "8/99"));

  press(pty, "kkkk", "4/99");
  press_until(pty, " ", "已标记1项"); /* and goes on to the next */
  g_free(cli_text(cli, "delete 2 --reason 重复"));
  pty_wait(pty, "/98", 0);
  press(pty, "p", "没有做“记录进展”");
  g_assert_false(is_shown(pty, "─ 记录进展"));
  press_until(pty, "p", "记录进展  第");
  press(pty, ESC, "/98");

  /* What one has done oneself leads on to the next row, whatever others write meanwhile. */
  pty_send(pty, "/");
  type_in(pty, "状态:未启动");
  press_gone(pty, ENTER, "筛选：");
  press(pty, "d", "标为已办结？");
  g_free(cli_text(cli, "progress 44 --text 别处"));
  press(pty, "y", "已办结，等待审核");
  press(pty, "d", "标为已办结？");
  press_gone(pty, ESC, "标为已办结？");

  press(pty, "z", "共3次删除");
  press(pty, "j", "2/3");
  json_auto_t *trash = cli_json(cli, "trash --format json");
  g_autofree char *restore =
      g_strdup_printf("trash --restore %" JSON_INTEGER_FORMAT,
                      json_integer_value(json_object_get(json_array_get(trash, 1), "seq")));
  g_free(cli_text(cli, restore));
  pty_wait(pty, "共2次删除", 0);
  press(pty, "r", "没有做“恢复删除的任务”");
  g_assert_false(is_shown(pty, "恢复第"));
  press_until(pty, "r", "恢复第");
  press_gone(pty, ESC, "恢复第");
  press(pty, ESC, "/97");
  program_quit(pty);
}

/* What one has done with the row before does not make another's taking it away one's own deed. */
static void test_row_taken_later(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "unit 厅法规处 --alias 甲科"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  pty_send(pty, "/");
  type_in(pty, "单位:甲科,厅办公室");
  press_gone(pty, ENTER, "筛选：");
  press(pty, "gjj", "第1项  任务");
  press(pty, "p", "记录进展  第1项");
  type_in(pty, "已部署");
  press(pty, CTRL_S, "已保存");
  g_free(cli_text(cli, "unit 厅法规处 --drop-alias 甲科")); /* says nothing about the task */
  pty_wait_gone(pty, "第1项  任务", 0);
  press(pty, "d", "没有做“办结”");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/together/choose_mine", test_choose_mine);
  g_test_add_func("/together/choose_theirs", test_choose_theirs);
  g_test_add_func("/together/nothing_lost", test_nothing_lost);
  g_test_add_func("/together/moved_on", test_moved_on);
  g_test_add_func("/together/resumed", test_resumed);
  g_test_add_func("/together/other_forms", test_other_forms);
  g_test_add_func("/together/company", test_company);
  g_test_add_func("/together/every_screen", test_every_screen);
  g_test_add_func("/together/row_taken", test_row_taken);
  g_test_add_func("/together/row_taken_later", test_row_taken_later);
  return g_test_run();
}
