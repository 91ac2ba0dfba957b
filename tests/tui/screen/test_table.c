/* Lists of tasks: their columns, order, groups, marks, values and views. */
#include <string.h>

#include "tests/tui/screen/program.h"

#define FIRST 3 /* the row of the screen in which the first row of a list stands */

/* Marks of one, a range, a group, all: on 台账; they stay while a filter hides them. */
static void test_marks(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jj", "3/101");
  press(pty, "v", "请先按空格标记一项");
  press(pty, " ", "已标记1项");
  pty_wait_row(pty, FIRST + 2, "*    1 深入学习", 0);
  pty_wait_row(pty, 1, "4/101", 0); /* it went on */
  press(pty, "jv", "已标记3项");
  pty_wait_row(pty, FIRST + 4, "*    3 ", 0);
  pty_wait_row(pty, FIRST + 1, "* ", 0); /* all of the indicator are */
  press(pty, "jj ", "已标记4项");
  press(pty, "g ", "已标记9项");     /* all below the first indicator */
  pty_wait_row(pty, 1, "13/101", 0); /* behind them: once more takes none of the marks away */
  press(pty, " ", "已标记17项");
  press(pty, "g ", "已标记8项");
  press_gone(pty, " ", "已标记");
  press(pty, "gjjj ", "已标记1项");
  press(pty, "/", "筛选：");
  type_in(pty, "信用承诺");
  press(pty, ENTER "*", "已标记10项"); /* 9 that the filter finds, and the one before */
  press(pty, "*", "已标记1项");
  press_gone(pty, ESC, "已标记1项");
  press_gone(pty, ESC, "筛选“");
  press(pty, "*", "已标记69项");
  press_gone(pty, "*", "已标记");
  /* A click on the mark column, and on a task beside it. */
  click(pty, FIRST + 3, 0);
  pty_wait(pty, "已标记1项", 0);
  press(pty, "w", "─ 催办 "); /* what is marked is nudged */
  press_gone(pty, ESC, "去向");
  program_quit(pty);
}

/* Where there is room a 完成时限 is shown to the day; with the date it means, where it is none. */
static void test_whole_dates(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "set --deadline 2026年12月25日 1"));
  g_free(cli_text(cli, "set --deadline 2026-12-26 2"));
  g_autoptr(Pty) pty = program_open(cli, 24, 100, "C.UTF-8");
  press(pty, "2", "1/101");
  pty_wait_row(pty, FIRST + 2, "2026年12月25日 ", 0);
  press(pty, "jj", "时限：2026年12月25日（2026-12-25 周五）");
  press(pty, "j", "时限：2026-12-26 周六，休息日");
  program_quit(pty);
}

/* Chosen columns are shown in the head; ordered by one and then by another. */
static void test_order(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "=", "按哪一栏排序");
  press_gone(pty, ESC, "按哪一栏排序");
  press(pty, ">=", "序号▲");
  press(pty, "=", "序号▼");
  press(pty, "G", "101/101");
  pty_wait(pty, "第65项", 0); /* the last indicator has the last task first */
  press_gone(pty, "g=", "序号▼");
  press(pty, ">>>=", "完成时限▲");
  press(pty, ">=", "状态▲2");
  pty_wait(pty, "完成时限▲1", 0);
  /* A click on a head does the same. */
  int head = FIRST - 1;
  click(pty, head, column_of(pty, head, "完成时限"));
  pty_wait(pty, "完成时限▼1", 0);
  click(pty, head, column_of(pty, head, "完成时限"));
  pty_wait(pty, "状态▲ ", 0);
  pty_send(pty, ")))");
  settle(pty);
  program_quit(pty);
  /* As it was left, with a wider column. */
  g_autoptr(Pty) again = program_start(cli);
  press(again, "2", "状态▲");
  g_assert_cmpint(column_of(again, head, "灯") - column_of(again, head, "状态"), ==, 15);
  press(again, "|", "栏目  空格 显示或不显示");
  press_gone(again, "0", "宽 14");
  press_gone(again, ESC, "宽自动");
  g_assert_false(is_shown(again, "状态▲"));
  program_quit(again);
}

static void test_groups(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "&", "按哪一栏分组");
  press(pty, "完成时限" ENTER, "按完成时限分组");
  pty_wait_row(pty, FIRST, "- 2026年4月 ", 0);
  pty_wait_row(pty, FIRST, "办结 0/1  !红 1", 0);
  pty_wait_row(pty, FIRST + 2, "- 2026年10月 ", 0);
  press(pty, "[", "1/3");
  pty_wait_row(pty, FIRST + 2, "+ 2026年12月", 0);
  press(pty, "j" RIGHT, "- 2026年10月");
  press(pty, "]G", "第69项");
  press(pty, "&责任" ENTER, "按责任单位分组");
  press(pty, "]/", "筛选：");
  type_in(pty, "责任:道路");
  press(pty, ENTER HOME, "责任单位：");
  pty_wait(pty, "共 17 项，办结 0 项，红灯 0 项（另有 2 项不计：", 0);
  press_gone(pty, ESC, "筛选“");
  press(pty, "&不分组" ENTER, "1/69");
  press(pty, "G", "69/69");
  press(pty, "g", "1/69");
  pty_wait_row(pty, FIRST, " 1 深入学习", 0);
  press(pty, "a", "所属指标"); /* where a task is added is still known */
  press_gone(pty, ESC, "所属指标");
  press(pty, "&指标的" ENTER, "/101");
  /* 逾期 by indicator, and a list of tasks by unit. */
  press(pty, "3", "涉及 3 个单位");
  press(pty, "&二级" ENTER, "按二级指标分组");
  pty_wait_row(pty, FIRST, "（二）加快推进落实  逾期 1 项，最长 205 天", 0);
  g_assert_false(is_shown(pty, "涉及"));
  press(pty, "&责任" ENTER, "涉及 3 个单位");
  program_quit(pty);
}

/* Values of a column with their counts; one is chosen, and the list has no others. */
static void test_values(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "F", "看哪一栏有哪些");
  press(pty, "责任" ENTER, "责任单位：18 种");
  pty_wait_row(pty, row_of(pty, "厅法规处     "), "36 │", 0);
  g_assert_cmpint(row_of(pty, "厅法规处     "), <, row_of(pty, "厅建管处     ")); /* most first */
  press(pty, "财审" ENTER, "筛选“责任:=厅财审处”");
  press(pty, ESC, "1/101");
  press(pty, ">>F", "“目标任务”各项都不同");
  program_quit(pty);
}

/* Which columns there are, in a window over the list. */
static void test_columns(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, ">>>|", "[x] 责任单位");
  g_assert_true(is_chosen(pty, row_of(pty, "[x] 责任单位")));
  press(pty, " ", "[ ] 责任单位");
  press(pty, "G ", "[x] 类别"); /* the last of all becomes the last that is shown */
  press(pty, "gJ", "2/17");
  pty_wait_row(pty, FIRST, "目标任务", 0);
  press(pty, ESC, "1/101");
  int head = FIRST - 1;
  g_assert_cmpint(column_of(pty, head, "目标任务"), <, column_of(pty, head, "序号"));
  g_assert_cmpint(column_of(pty, head, "灯"), <, column_of(pty, head, "类别"));
  g_autofree char *text = pty_row_text(pty, head);
  g_assert_null(strstr(text, "责任单位"));
  pty_wait_row(pty, FIRST + 2, "任务", 0); /* its 类别 */
  program_quit(pty);
}

/* A list that is looked at as a view does has its new name, and is as it was once it is removed. */
static void test_view_in_force(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  type_in(pty, "信用承诺");
  press_gone(pty, ENTER, "筛选：信用承诺");
  press(pty, "\"", "存为视图");
  type_in(pty, "承诺书");
  press(pty, CTRL_S, "视图“承诺书”  筛选“信用承诺”：9 项");
  press(pty, "'", "视图  共4个");
  press(pty, "r", "给视图改名");
  type_in(pty, "二");
  press(pty, CTRL_S, "视图改名为“承诺书二”");
  press(pty, ESC, "视图“承诺书二”  筛选“信用承诺”：9 项");
  press(pty, "'", "视图  共4个");
  press(pty, "x", "删除视图“承诺书二”？");
  press(pty, "y", "视图  共3个");
  press(pty, ESC, "/101");
  g_assert_false(is_shown(pty, "视图“"));
  program_quit(pty);
}

/* A view is saved, opened by a key, left, changed in name and order, and listed by a command. */
static void test_views(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  type_in(pty, "信用承诺");
  press_gone(pty, ENTER, "筛选：信用承诺");
  press(pty, "&不分组" ENTER, "不分组");
  press(pty, ">=", "序号▲");
  press(pty, "=", "序号▼");
  press(pty, "\"", "存为视图");
  pty_wait(pty, "筛选“信用承诺”；排序：序号（倒序）；不分组", 0);
  press(pty, CTRL_S, "请写视图的名称");
  type_in(pty, "待审核");
  press(pty, CTRL_S, "已经有这个名称的视图");
  pty_send(pty, CTRL_U);
  type_in(pty, "承诺书");
  press(pty, CTRL_S, "视图“承诺书”  筛选“信用承诺”：9 项");
  press(pty, ESC, "69"); /* left; the layout is as it was remembered */
  g_assert_false(is_shown(pty, "视图“"));
  press(pty, "1", "本月主题");
  press(pty, "g1", "视图“承诺书”");
  pty_wait(pty, "序号▼", 0);
  press(pty, "1", "本月主题");
  press(pty, "\033OQ", "视图“承诺书”"); /* F2 */
  press(pty, "'", "视图  共4个");
  pty_wait_row(pty, FIRST, "F2 g1   承诺书", 0);
  press(pty, "J", "2/4");
  pty_wait_row(pty, FIRST + 1, "F3 g2   承诺书", 0);
  press(pty, "r", "给视图改名");
  type_in(pty, "二");
  press(pty, CTRL_S, "视图改名为“承诺书二”");
  pty_wait_row(pty, FIRST + 1, "承诺书二", 0);
  press(pty, "gr", "是自带的视图，不能改名");
  press(pty, "x", "删除视图“逾期-我处”？");
  press(pty, "y", "视图  共3个");
  press(pty, "g" ENTER, "视图“承诺书二”");
  program_quit(pty);
  g_autofree char *listed = cli_text(cli, "list --view 承诺书二 --format csv");
  g_auto(GStrv) lines = g_strsplit(listed, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 11); /* the head, nine, and what is after the last */
  cli_refused(cli, "list --view 逾期-我处", 1, "没有名为“逾期-我处”的视图"); /* it was removed */
  cli_refused(cli, "list --view 没有的", 1, "没有名为“没有的”的视图；有：承诺书二、本季度、待审核");
}

/* Shared ones are in the file, can be undone, and are there for others. What a person's own file
 * has wrong in it is told, and stands in the way of nothing. */
static void test_shared(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_build_filename(cli->home, "state", "taizhang", NULL);
  g_autofree char *own = g_build_filename(folder, "views.json", NULL);
  g_mkdir_with_parents(folder, 0700);
  g_assert_true(g_file_set_contents(own, "{\"views\": {\n\"甲\": {\"group\": \"x\"}}}", -1, NULL));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "views.json 第 2 行第 16 列");
  press(pty, "3", "涉及 3 个单位");
  press(pty, "\"", "存为视图");
  type_in(pty, "全处");
  pty_type(pty, TAB RIGHT TAB RIGHT);
  pty_wait(pty, "全部台账", 0);
  press(pty, CTRL_S, "视图“全处”");
  press(pty, "'", "共享 ");
  press(pty, "u", "保存共享视图“全处”");
  press(pty, "y", "视图  共4个");
  press(pty, ESC, "涉及 3 个单位");
  program_quit(pty);
}

/* What is written to a file stands in the order of the list. */
static void test_export(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "&不分组" ENTER, "不分组");
  press(pty, ">=", "序号▲");
  press(pty, "=", "序号▼");
  press(pty, "g" ENTER, "第69项");
  press(pty, "n", "第68项"); /* the next one of the list */
  press(pty, ESC, "2/69");
  press(pty, "E", "导出内容");
  pty_type(pty, TAB);
  g_autofree char *path = g_build_filename(cli->home, "turned.csv", NULL);
  type_in(pty, path);
  press(pty, CTRL_S, "已导出为");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  const char *last = strstr(text, "\n69,"), *first = strstr(text, "\n1,");
  g_assert_true(last != NULL && first != NULL && last < first);
  program_quit(pty);
}

/* What the details of the chosen row begin with: 第N项, or a group's name. The caller frees. */
static char *chosen_name(Pty *pty) {
  int row = FIRST;
  while (row < 15 && !is_chosen(pty, row))
    row++;
  g_autofree char *text = g_strchug(pty_row_text(pty, row));
  if (g_ascii_isdigit(text[0]))
    return g_strdup_printf("第%d项", (int)g_ascii_strtoll(text, NULL, 10));
  g_auto(GStrv) parts = g_strsplit(text + strspn(text, "- "), "  ", 2);
  return g_strdup(parts[0]);
}

/* From row to row, headings among them, the keys of the footer that work on every row stay where
 * they are, and those of every task, too; however a row was come to, the footer is the same; what
 * is told of a row is right when the keys rest. */
static void test_steady(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  guint tasks = 0;
  for (int row = 2; row <= 41; row++) {
    g_autofree char *position = g_strdup_printf(" %d/101", row);
    pty_send(pty, "j");
    pty_wait_row(pty, 1, position, 0);
    if (row % 4 != 1)
      continue; /* as if held */
    settle(pty);
    g_autofree char *name = chosen_name(pty);
    pty_wait_row(pty, 16, name, 0); /* the details and the footer follow when the key is let go */
    g_autofree char *footer = pty_row_text(pty, 23);
    gboolean task = strstr(footer, "e 修改") != NULL;
    g_assert_true(g_str_has_prefix(
        footer,
        task ? " 回车 打开  / 筛选  空格 标记  m 菜单  ? 帮助  p 进展  e 修改  d 办结  w 催办"
             : " 回车 打开  / 筛选  空格 标记  m 菜单  ? 帮助  a 添加  E 导出"));
    tasks += task ? 1 : 0;
  }
  g_assert_cmpuint(tasks, >, 0);
  g_assert_cmpuint(tasks, <, 10);
  pty_wait_row(pty, 16, "第29项", 0);
  settle(pty);
  g_autofree char *slowly = pty_row_text(pty, 23);
  press(pty, "g", " 1/101");
  g_autofree char *down = g_strnfill(40, 'j');
  press(pty, down, " 41/101");
  pty_wait_row(pty, 16, "第29项", 0);
  settle(pty);
  g_autofree char *at_once = pty_row_text(pty, 23);
  g_assert_cmpstr(at_once, ==, slowly);
  g_autofree char *told = pty_row_text(pty, 17);
  pty_send(pty, "\x0c");
  settle(pty);
  g_autofree char *anew = pty_row_text(pty, 17);
  g_assert_cmpstr(told, ==, anew);
  g_autofree char *first = pty_row_text(pty, FIRST);
  pty_send(pty, "\033[<65;10;10M"); /* the wheel goes several rows at once, but not by SU */
  pty_wait_gone(pty, first, 0);
  settle(pty);
  g_autofree char *sent = g_strndup((const char *)pty_output(pty)->data, pty_output(pty)->len);
  g_assert_false(g_regex_match_simple("\033\\[[0-9]*[ST]", sent, G_REGEX_RAW, 0));
}

/* Goes ten rows down with keys that come close, and tells at how many of them the details were
 * those of the row as soon as the list was. */
static int told_at_once(Pty *pty, int from) {
  int told = 0;
  for (int row = from + 1; row <= from + 10; row++) {
    g_autofree char *position = g_strdup_printf(" %d/101", row);
    pty_send(pty, "j");
    pty_wait_row(pty, 1, position, 0);
    g_autofree char *details = pty_row_text(pty, 16), *list = chosen_name(pty);
    told += strstr(details, list) != NULL ? 1 : 0;
  }
  return told;
}

/* While a key is held, what is told of a row waits; it follows by itself when the key is let go,
 * and comes at once with a single key. */
static void test_held(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  int told = 10, row = 1;
  for (int tries = 0; tries < 8 && told > 5; tries++, row += 10) {
    told = told_at_once(pty, row); /* a machine that is too busy lets go by itself: once more */
    g_autofree char *list = chosen_name(pty);
    pty_wait_row(pty, 16, list, 0);
    settle(pty);
  }
  g_assert_cmpint(told, <=, 5);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/table/marks", test_marks);
  g_test_add_func("/screen/table/whole-dates", test_whole_dates);
  g_test_add_func("/screen/table/order", test_order);
  g_test_add_func("/screen/table/groups", test_groups);
  g_test_add_func("/screen/table/values", test_values);
  g_test_add_func("/screen/table/columns", test_columns);
  g_test_add_func("/screen/table/views", test_views);
  g_test_add_func("/screen/table/view-in-force", test_view_in_force);
  g_test_add_func("/screen/table/shared", test_shared);
  g_test_add_func("/screen/table/export", test_export);
  g_test_add_func("/screen/table/steady", test_steady);
  g_test_add_func("/screen/table/held", test_held);
  return g_test_run();
}
