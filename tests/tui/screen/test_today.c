/* 今日 as a page to look at: the days that come, bars that open, the year, in every size. */
#include "core/rules/day.h"
#include "tests/tui/screen/program.h"

/* Waits for what a page has that is neither in its own title nor read later. */
static Pty *open_in(Cli *cli, int rows, int columns, const char *locale) {
  Pty *pty = program_open(cli, rows, columns, locale);
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  return pty;
}

/* The strip, by ← and →: what is late, and the days; Enter opens one, Esc leads back to it. */
static void test_strip(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  settle(pty);
  int strip = row_of(pty, "逾期欠报");
  pty_wait_row(pty, strip, "今21 日22 一23 二24", 0);
  pty_wait_row(pty, strip + 1, "!3项", 0);
  int sunday = column_of(pty, strip, "日22"), wednesday = column_of(pty, strip, "三25");
  g_autofree char *off = row_part(pty, strip + 1, sunday - 5, sunday);
  g_assert_cmpstr(off, ==, "休");
  g_autofree char *due = row_part(pty, strip + 1, sunday, sunday + 5);
  g_assert_cmpstr(due, ==, "~1休");
  g_autofree char *ministry = row_part(pty, strip + 1, wednesday, wednesday + 5);
  g_assert_cmpstr(ministry, ==, "~1");

  pty_wait_row(pty, 23, "p 进展", 0);
  press_gone(pty, RIGHT, "p 进展"); /* a day is chosen, and no task */
  press(pty, RIGHT ENTER, "2026-11-22 周日（还有1天）到期的事  共1项");
  press(pty, ESC, "本月主题");
  press(pty, RIGHT ENTER, "2026-11-23 周一（还有2天）到期的事  共0项");
  press(pty, ESC, "本月主题");
  press(pty, LEFT LEFT LEFT LEFT ENTER, "最长 205 天"); /* what is late */
  press(pty, "1", "本月主题");
  press(pty, DOWN, "p 进展");
  press_gone(pty, LEFT, "p 进展");
  press(pty, ESC, "p 进展");

  click(pty, strip, wednesday);
  pty_wait_gone(pty, "p 进展", 0);
  press(pty, ENTER, "2026-11-25 周三");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* Bars open the tasks they count, by keys and by the mouse. */
static void test_bars(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  settle(pty);
  press(pty, RIGHT UP DOWN ENTER, "一级指标“二、建设运维省级");
  pty_wait(pty, "共8项", 0);
  press(pty, ESC, "本月主题");
  press(pty, RIGHT "jjjjjjj", "（第2-8个，共17个）"); /* units, past those that are shown */
  press(pty, "g" ENTER, "责任单位“厅法规处”  共34项");
  press(pty, ESC, "（前7个，共17个）");
  int row = row_of(pty, "厅信用体系");
  click(pty, row, 50);
  click(pty, row, 50);
  pty_wait(pty, "责任单位“厅信用体系建设领导小组各成员单位”  共6项", 0);
  press(pty, ESC, "本月主题");
  press(pty, "G" DOWN DOWN, "p 进展"); /* below the last bar the strip, then the list */
  program_quit(pty);
}

/* The year takes the place of the bars in a small terminal, and leads to 通报. */
static void test_year(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  g_autoptr(Pty) pty = program_start(cli);
  settle(pty);
  g_assert_false(is_shown(pty, "全年办结与逾期"));
  press(pty, TAB TAB TAB TAB, "全年办结与逾期（回车看通报）");
  int spans = row_of(pty, "2026年     1月"), november = column_of(pty, spans, "11月");
  g_autofree char *done = row_part(pty, spans + 1, november, november + 4);
  g_autofree char *late = row_part(pty, spans + 2, november, november + 4);
  g_assert_cmpstr(done, ==, "   1");
  g_assert_cmpstr(late, ==, "   2");
  g_assert_true(is_shown(pty, "逾期205天"));
  press(pty, TAB, "一、贯彻");
  g_assert_false(is_shown(pty, "全年办结与逾期"));
  press(pty, TAB TAB TAB TAB, "全年办结与逾期");
  press(pty, ENTER, "2026年11月通报");
  program_quit(pty);
}

/* Whatever its size, all of it is there, the list takes the full width, and nothing overlaps. */
static void test_sizes(void) {
  static const struct {
    int rows, columns;
    const char *locale;
    gboolean year;
  } sizes[] = {
      {50, 200, "C.UTF-8", TRUE},       {30, 80, "C.UTF-8", TRUE},
      {24, 200, "C.UTF-8", TRUE},       {50, 200, "zh_CN.GB18030", TRUE},
      {18, 60, "C.UTF-8", FALSE},       {24, 80, "zh_CN.GB18030", FALSE},
      {43, 132, "zh_CN.GB18030", TRUE},
  };
  g_autoptr(Cli) cli = cli_new_example();
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(Pty) pty = open_in(cli, sizes[i].rows, sizes[i].columns, sizes[i].locale);
    static const char *const shown[] = {"共69项", "一级指标",  "责任单位",       "逾期欠报",
                                        "!3项",   "逾期205天", "11月  诚信文化", "已过6天"};
    for (gsize text = 0; text < G_N_ELEMENTS(shown); text++)
      pty_wait(pty, shown[text], 0);
    g_assert_true(is_shown(pty, "全年办结与逾期") == sizes[i].year);
    if (sizes[i].year)
      pty_wait(pty, "办结 +", 0);
    g_autofree char *late = pty_row_text(pty, row_of(pty, "逾期205天"));
    assert_has(late, "厅法规处");
    g_assert_cmpint(row_of(pty, "逾期欠报"), <, row_of(pty, "逾期205天"));
    g_assert_cmpint(row_of(pty, "一、贯彻"), <, row_of(pty, "逾期欠报"));
    program_quit(pty);
  }
}

/* A large screen has no empty rows: the year begins below the last 一级指标, and what the list
 * leaves shows what is chosen. */
static void test_room(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_in(cli, 50, 200, "C.UTF-8");
  g_assert_cmpint(row_of(pty, "全年办结与逾期"), ==, row_of(pty, "七、加强诚信") + 1);
  g_assert_false(is_shown(pty, "（前")); /* all units */
  g_assert_cmpint(row_of(pty, "原文：2020年4月"), >, row_of(pty, "逾期205天"));
  press(pty, DOWN, "原文：2020年10月");
  program_quit(pty);
}

#define MANY 2100 /* more than are counted before the list stands there */

/* Tasks due from 1 January on, one a day and then over again, the first of each day first. */
static Cli *cli_new_many(void) {
  Cli *cli = cli_new();
  g_autoptr(GString) csv = g_string_new("序号,目标任务,完成时限\n");
  Day first = day_from_ymd(2026, 1, 1);
  for (int i = 1; i <= MANY; i++) {
    CivilDate due = day_civil(first + (Day)i % 300);
    g_string_append_printf(csv, "%d,任务%d,%d年%d月%d日\n", i, i, due.year, due.month, due.day);
  }
  g_autofree char *path = g_build_filename(cli->home, "many.csv", NULL);
  g_assert_true(g_file_set_contents(path, csv->str, -1, NULL));
  g_free(cli_text(cli, "init"));
  g_autofree char *arguments =
      g_strdup_printf("import %s --as-ledger 大 --year 2026 --format json", path);
  g_free(cli_text(cli, arguments));
  return cli;
}

#define TEN "jjjjjjjjjj"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* After a change they follow the list. */
static void assert_figures_follow(Cli *cli) {
  g_free(cli_text(cli, "done 300 --text 已完成"));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "已办结1", 0);
  press(pty, "u", "撤销您最近的一次修改？");
  press(pty, ENTER, "已撤销");
  pty_wait(pty, "逾期 2100 项", 0);
  pty_wait(pty, "已办结0", 0);
  press(pty, "U", "重做您撤销的修改？");
  pty_send(pty, ENTER TAB "jk"); /* one goes on while they are not there yet */
  pty_wait(pty, "逾期 2099 项", 0);
  pty_wait(pty, "已办结1", 0);
  program_quit(pty);
}

/* Of many tasks the list stands there before the figures: nothing of it moves when they come, and
 * no key is lost that was typed before. */
static void test_many(void) {
  static const struct {
    const char *keys, *chosen;
  } typed[] = {{"jj", "第900项"},
               {HUNDRED HUNDRED HUNDRED HUNDRED, "第357项"}, /* beyond what the list begins with */
               {"G", "第2099项"},
               {"jGg" TAB, NULL},
               {"3"
                "1"
                "j",
                "第600项"}};
  g_autoptr(Cli) cli = cli_new_many();
  for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
    g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
    pty_send(pty, typed[i].keys);
    pty_wait(pty, "共2100项", 0);
    pty_wait(pty, "逾期欠报", 0);
    settle(pty);
    g_assert_false(is_shown(pty, "正在统计"));
    pty_wait(pty, "逾期 2100 项", 0);
    if (typed[i].chosen != NULL)
      g_assert_true(is_chosen(pty, row_of(pty, typed[i].chosen)));
    else
      g_assert_false(is_chosen(pty, row_of(pty, "第300项"))); /* a day is */
    program_quit(pty);
  }
  assert_figures_follow(cli);
}

/* Where periods may be late, too, the list is empty until the figures are there. */
static void test_many_with_periods(void) {
  g_autoptr(Cli) cli = cli_new_many();
  g_free(cli_text(cli, "rule 5 每月至少1次"));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_send(pty, "p");
  pty_wait(pty, "记录进展  第", 0);
  press(pty, ESC, "逾期欠报");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/today/strip", test_strip);
  g_test_add_func("/screen/today/bars", test_bars);
  g_test_add_func("/screen/today/year", test_year);
  g_test_add_func("/screen/today/sizes", test_sizes);
  g_test_add_func("/screen/today/room", test_room);
  g_test_add_func("/screen/today/many", test_many);
  g_test_add_func("/screen/today/many_with_periods", test_many_with_periods);
  return g_test_run();
}
