/* 导入 on the screens: from the file to the decision, and back again. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/tui/screen/program.h"

/* Two ledgers of the example's units, two units nobody knows, merged cells. */
static char *two_tables(void) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), "tests/data/preview/two-tables.xlsx", NULL);
}

/* Two new rows as WPS puts them on the clipboard. */
#define PASTED                                                                                     \
  "序号\t目标任务\t责任单位\t完成时限\n"                                             \
  "70\t建立信用修复指南\t厅法规处\t2026年11月底\n"                                  \
  "71\t编制信用报告\t厅建管处\t2026年12月底\n"

static void write_file(Cli *cli, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* On 台账, with the form open. */
static Pty *open_form(Cli *cli) {
  Pty *pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "I", "─ 导入台账 ");
  return pty;
}

/* The preview of the first table of the workbook. */
static Pty *open_preview(Cli *cli) {
  Pty *pty = open_form(cli);
  g_autofree char *path = two_tables();
  pty_type(pty, path);
  pty_wait(pty, "two-tables.xlsx", 0);
  press(pty, CTRL_S, "导入 two-tables.xlsx → 新台账 2026年《");
  pty_wait(pty, "1/4", 0);
  return pty;
}

static int count_tasks(Cli *cli) {
  json_t *tasks = cli_json(cli, "list --format json");
  int count = (int)json_array_size(tasks);
  json_decref(tasks);
  return count;
}

static void leave(Pty *pty) {
  press(pty, ESC, "要离开吗");
  press_gone(pty, "l", "要离开吗");
}

/* ---- from a file ------------------------------------------------------------------------- */

/* Several that are like none that is known need but one answer. */
static void test_units_at_once(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  pty_wait_row(pty, 4, "未知单位2个，还有2个没有处理：按 n", 0);
  press(pty, "n", "全部新建：没有相近单位的2个，各按名称定类别");
  pty_type(pty, "全部新建");
  pty_wait_gone(pty, "不要：", 0);
  press(pty, ENTER, "未知单位都已处理");
  press(pty, CTRL_S, "已导入：新增4项，新建单位2个；按 u 可撤销");
  program_quit(pty);
}

static void test_whole(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  pty_wait_row(pty, 2, "+新增 4   ~修改 0   -缺少 0   =不变 0", 0);
  pty_wait_row(pty, 2, "[ 导入 4 项 ]", 0);
  pty_wait_row(pty, 3, "表：任务分工（1/2）", 0);
  pty_wait_row(pty, 3, "C目标任务", 0);
  pty_wait_row(pty, 4, "未知单位2个，还有2个没有处理：按 n", 0);
  /* Nothing goes in while a unit is unknown: it is asked. */
  press(pty, CTRL_S, "信用中心（1项任务，第1/2个）是");
  pty_wait(pty, "新建：", 0);
  pty_wait(pty, "不要：", 0);
  pty_type(pty, "新建：下属");
  pty_wait_gone(pty, "不要：", 0);
  press(pty, ENTER, "厅宣传教育处（1项任务，第2/2个）是");
  pty_type(pty, "就是 厅人事处");
  pty_wait_gone(pty, "不要：", 0);
  press(pty, ENTER, "未知单位都已处理");
  pty_wait_row(pty, 4, "未知单位2个，都已处理", 0);
  press(pty, CTRL_S, "已导入：新增4项，新建单位1个；按 u 可撤销");
  pty_wait(pty, "2026年《2026年信用交通任务分工台账》", 0);
  program_quit(pty);
  g_assert_cmpint(count_tasks(cli), ==, 73);
  json_t *tasks = cli_json(cli, "list --query 宣传月 --unit 厅宣传教育处 --format json");
  g_assert_cmpint(json_array_size(tasks), ==, 1);
  json_decref(tasks);
}

/* One undo step takes all of it back. */
static void test_undo(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  press(pty, "n", "信用中心（");
  press(pty, ENTER, "厅宣传教育处（");
  press(pty, ENTER, "未知单位都已处理");
  press(pty, CTRL_S, "已导入：");
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "已撤销");
  program_quit(pty);
  g_assert_cmpint(count_tasks(cli), ==, 69);
}

/* The same file again changes nothing. */
static void test_again(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  press(pty, "n", "信用中心（");
  press(pty, ENTER, "厅宣传教育处（");
  press(pty, ENTER, "未知单位都已处理");
  press(pty, CTRL_S, "已导入：");
  press(pty, "I", "─ 导入台账 ");
  g_autofree char *path = two_tables();
  pty_type(pty, path);
  pty_wait(pty, "two-tables.xlsx", 0);
  press(pty, CTRL_S, "=不变 4");
  pty_wait_row(pty, 1, "→ 2026年《", 0);
  press(pty, "v", "与台账完全一样");
  press(pty, CTRL_S, "没有选中要导入的");
  press_gone(pty, ESC, "与台账完全一样"); /* nothing was decided: nothing is asked */
  program_quit(pty);
}

static void test_tables(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  press(pty, "t", "看哪张表");
  pty_wait(pty, "1. 任务分工", 0);
  press(pty, DOWN ENTER, "表：县级任务（2/2）");
  pty_wait(pty, "1/2", 0);
  pty_wait(pty, "推行信用承诺制", 0);
  pty_wait(pty, "C工作任务→目标任务", 0);
  press_gone(pty, ESC, "县级任务");
  program_quit(pty);
}

static void test_sheet(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_form(cli);
  g_autofree char *path = two_tables();
  pty_type(pty, path);
  pty_send(pty, TAB TAB);
  type_in(pty, "没有的表");
  press(pty, CTRL_S, "没有的表”"); /* said beside the field */
  pty_send(pty, CTRL_U);
  type_in(pty, "县级任务");
  press(pty, CTRL_S, "推行信用承诺制");
  g_assert_false(is_shown(pty, "（1/2）"));
  press_gone(pty, ESC, "推行信用承诺制");
  program_quit(pty);
}

/* What a column is can be said, and the row is read anew. */
static void test_columns(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  pty_wait_row(pty, 3, "E完成时限", 0);
  press(pty, "c", "改哪一列");
  press(pty, "经办" ENTER, "F列是什么");
  press(pty, "备注" ENTER, "备注        甲");
  press(pty, "c", "改哪一列");
  press(pty, "目标任务" ENTER, "C列是什么");
  press(pty, "不读" ENTER, "按 c 说明哪一列是目标任务");
  pty_send(pty, CTRL_S); /* still nothing to bring in: said above the footer */
  pty_wait_row(pty, 22, "没有哪一列是目标任务", 0);
  pty_wait(pty, "按 c 说明哪一列是目标任务", 0);
  press(pty, "c", "改哪一列");
  press(pty, "C " ENTER, "C列是什么");
  press(pty, "目标任务" ENTER, "1/4");
  leave(pty);
  program_quit(pty);
  g_assert_cmpint(count_tasks(cli), ==, 69);
}

/* A blank cell under one that says something means the same, in a colour of its own, with a sign
 * and a word; f refuses that. What a merged cell says of several rows is told too, and is no guess.
 */
static void test_fill(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_preview(cli);
  press(pty, DOWN, "厅法规处（照上行）");
  pty_wait(pty, "一、加强组织领导（合并单元格）", 0);
  pty_wait(pty, " 〃厅法规处 ", 0);
  int row = row_of(pty, "开展督促检查"), above = row_of(pty, "召开领导小组会议");
  int column = column_of(pty, row, "厅法规处");
  pty_send(pty, UP);
  pty_wait(pty, "1/4", 0);
  settle(pty);
  g_assert_cmpint(pty_cell(pty, above, column).foreground, !=,
                  pty_cell(pty, row, column).foreground);
  press(pty, "f", "空格不填，按 f 照上行填");
  press(pty, DOWN, "2/4");
  g_assert_false(is_shown(pty, "照上行）"));
  g_assert_false(is_shown(pty, "责任单位    厅法规处"));
  pty_wait(pty, "一、加强组织领导（合并单元格）", 0);
  press(pty, "f", "厅法规处（照上行）");
  press_gone(pty, ESC, "导入 two-tables.xlsx");
  program_quit(pty);
}

/* 责任单位 stands for all columns of units; where no cell is blank, f says so. */
static void test_fill_units(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_file(cli, "空.csv",
             "序号,目标任务,牵头单位,配合单位\n"
             "1,印发年度工作要点,厅法规处,厅办公室\n"
             "2,召开领导小组会议,,\n");
  write_file(cli, "满.csv", "序号,目标任务,责任单位\n1,印发年度工作要点,厅法规处\n");
  g_autoptr(Pty) pty = open_form(cli);
  type_in(pty, "~/空.csv");
  press(pty, CTRL_S, "照上行填了2格，按 f 不填");
  pty_wait_row(pty, row_of(pty, "召开领导小组会议"), "〃厅法规处", 0);
  press(pty, DOWN, "厅办公室（配合）（照上行）");
  press_gone(pty, ESC, "导入 空.csv");
  press(pty, "I", "─ 导入台账 ");
  type_in(pty, "~/满.csv");
  press(pty, CTRL_S, "导入 满.csv");
  press(pty, "f", "没有照上行填的空格");
  g_assert_false(is_shown(pty, "空格不填"));
  press_gone(pty, ESC, "导入 满.csv");
  program_quit(pty);
}

/* ---- deciding ----------------------------------------------------------------------------- */

/* The ledger that comes from the workbook is in the file, and a second one with changes beside. */
static Pty *open_changed(Cli *cli) {
  write_file(cli, "一.csv",
             "序号,一级指标,目标任务,责任单位,完成时限\n"
             "1,一、组织,印发年度工作要点,厅法规处,2026年3月底\n"
             "2,一、组织,召开领导小组会议,厅办公室,2026年6月底\n"
             "3,一、组织,开展督促检查,厅法规处,2026年12月\n");
  write_file(cli, "二.csv",
             "序号,一级指标,目标任务,责任单位,完成时限\n"
             "1,一、组织,印发年度工作要点,厅法规处,2026年3月底\n"
             "2,一、组织,召开领导小组会议,厅人事处,2026年7月底\n"
             "4,一、组织,报送典型案例,厅法规处,2026年11月底\n");
  Pty *pty = open_form(cli);
  g_autofree char *one = g_build_filename(cli->home, "一.csv", NULL);
  g_autofree char *two = g_build_filename(cli->home, "二.csv", NULL);
  pty_type(pty, one);
  settle(pty);
  press(pty, TAB RIGHT, "新建一本台账");
  press(pty, CTRL_S, "新台账 2026年《一》");
  press(pty, CTRL_S, "已导入：新增3项");
  press(pty, "I", "─ 导入台账 ");
  pty_type(pty, two);
  settle(pty);
  pty_send(pty, TAB ENTER);
  pty_wait(pty, "2026年《一》", 0);
  press_gone(pty, "《一》", "新建一本");
  pty_send(pty, ENTER);
  settle(pty);
  press(pty, CTRL_S, "导入 二.csv → 2026年《一》");
  pty_wait_row(pty, 2, "+新增 1   ~修改 1   -缺少 1   =不变 1", 0);
  pty_wait_row(pty, 2, "[ 导入 2 项 ]", 0);
  settle(pty);
  return pty;
}

/* A row, and a field of a row, are taken or left. */
static void test_taking(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_changed(cli);
  press(pty, "v", "只列不同的");
  pty_wait(pty, "1/3", 0);
  pty_wait(pty, "[x] 厅办公室 → 厅人事处", 0);
  pty_wait(pty, "[x] 2026年6月底 → 2026年7月底", 0);
  press(pty, TAB " ", "[ ] 厅办公室 → 厅人事处");
  press(pty, DOWN " ", "[ ] 2026年6月底 → 2026年7月底");
  pty_wait_row(pty, 2, "[ 导入 1 项 ]", 0); /* nothing is left of it */
  press(pty, " ", "[x] 2026年6月底 → 2026年7月底");
  pty_wait_row(pty, 2, "[ 导入 2 项 ]", 0);
  press(pty, LEFT DOWN, "2/3");
  int gone = row_of(pty, "开展督促检查");
  settle(pty);
  g_autofree char *before = row_part(pty, gone, 0, 6);
  g_assert_cmpstr(before, ==, "[ ] -");
  press(pty, " ", "[x] -");
  pty_wait_row(pty, 2, "[ 导入 3 项 ]", 0);
  /* By the button, reached with Tab. */
  press(pty, TAB TAB ENTER, "已导入：新增1项，修改1项，作废1项；按 u 可撤销");
  program_quit(pty);
  json_t *tasks = cli_json(cli, "list --query 领导小组会议 --format json");
  g_assert_cmpint(json_array_size(tasks), ==, 1);
  const json_t *task = json_array_get(tasks, 0);
  g_assert_cmpstr(json_text_of(task, "deadline"), ==, "2026年7月底");
  json_decref(tasks);
  json_t *kept = cli_json(cli, "list --query 领导小组会议 --unit 厅办公室 --format json");
  g_assert_cmpint(json_array_size(kept), ==, 1);
  json_decref(kept);
}

static void test_all(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_changed(cli);
  press(pty, "A", "[ 导入 0 项 ]");
  press(pty, "A", "[ 导入 2 项 ]"); /* what is gone is never taken unasked */
  press(pty, "A", "[ 导入 0 项 ]");
  press(pty, CTRL_S, "没有选中要导入的");
  press(pty, "3", "要离开吗"); /* another screen asks first, too */
  press_gone(pty, "s", "要离开吗");
  g_assert_true(is_shown(pty, "[ 导入 0 项 ]"));
  leave(pty);
  pty_wait(pty, "1/", 0);
  g_assert_false(is_shown(pty, "导入 二.csv"));
  program_quit(pty);
  g_assert_cmpint(count_tasks(cli), ==, 72);
}

static void test_mouse(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_changed(cli);
  int row = row_of(pty, "报送典型案例");
  click(pty, row, 1);
  pty_wait_row(pty, 2, "[ 导入 1 项 ]", 0);
  click(pty, row_of(pty, "召开领导小组会议"), 30);
  pty_wait(pty, "[x] 厅办公室 → 厅人事处", 0);
  settle(pty);
  int field = row_of(pty, "[x] 厅办公室 → 厅人事处");
  click(pty, field, 13);
  pty_wait(pty, "[ ] 厅办公室 → 厅人事处", 0);
  settle(pty);
  click(pty, 3, 20);
  pty_wait(pty, "改哪一列", 0);
  press_gone(pty, ESC, "改哪一列");
  click(pty, 0, 1); /* the tab of 今日 */
  pty_wait(pty, "要离开吗", 0);
  settle(pty);
  press_gone(pty, "s", "要离开吗");
  click(pty, 2, column_of(pty, 2, "导入"));
  pty_wait(pty, "已导入：修改1项；按 u 可撤销", 0);
  program_quit(pty);
}

/* Somebody else changes the ledger meanwhile: what differs now is shown, what was decided stays. */
static void test_meanwhile(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_changed(cli);
  int row = row_of(pty, "报送典型案例");
  click(pty, row, 1);
  pty_wait_row(pty, 2, "[ 导入 1 项 ]", 0);
  g_free(cli_text(cli, "progress 71 --text 已开会"));
  press(pty, CTRL_S, "刚被别人改为“办理中”，没有导入任何内容");
  pty_wait_row(pty, 2, "[ 导入 1 项 ]", 0);
  press(pty, CTRL_S, "已导入：修改1项");
  program_quit(pty);
}

/* The document of the example ledger itself: of the year it states a new one, of the ledger's year
 * what is there already. */
static void test_document(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_form(cli);
  g_autofree char *path =
      g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/ledgers/ningxia-2020.yaml", NULL);
  pty_type(pty, path);
  pty_wait(pty, "ningxia-2020.yaml", 0);
  press(pty, CTRL_S, "导入 ningxia-2020.yaml → 新台账 2020年《宁夏");
  pty_wait_row(pty, 2, "+新增 69", 0);
  pty_wait_row(pty, 3, "文件里写明了各项是什么", 0);
  press_gone(pty, "c", "已读出69项");
  g_assert_false(is_shown(pty, "改哪一列"));
  press(pty, "L", "导入到哪本台账");
  press(pty, "2026" ENTER, "=不变 69");
  pty_wait_row(pty, 1, "→ 2026年《宁夏", 0);
  press_gone(pty, ESC, "导入 ningxia-2020");
  program_quit(pty);
}

/* ---- what goes wrong ---------------------------------------------------------------------- */

static void test_wrong_file(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_file(cli, "乱.csv", "甲,乙\n1,2\n");
  g_autoptr(Pty) pty = open_form(cli);
  press(pty, CTRL_S, "请写文件名");
  g_autofree char *missing = g_build_filename(cli->home, "没有.xlsx", NULL);
  g_autofree char *wrong = g_build_filename(cli->home, "乱.csv", NULL);
  pty_type(pty, missing);
  pty_wait(pty, "没有.xlsx", 0);
  press(pty, CTRL_S, "没有.xlsx：");
  pty_send(pty, CTRL_U);
  pty_type(pty, wrong);
  pty_wait(pty, "乱.csv", 0);
  press(pty, CTRL_S, "没有认出台账");
  press(pty, ESC, "有未保存的内容");
  press_gone(pty, "d", "─ 导入台账 ");
  program_quit(pty);
}

/* Heads that say nothing: what they are is said in the preview. */
static void test_unknown_heads(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_file(cli, "乱.csv", "编码,什么事,谁来办\nA1,制定办法,厅法规处\nA2,修订目录,厅办公室\n");
  g_autoptr(Pty) pty = open_form(cli);
  g_autofree char *file = g_build_filename(cli->home, "乱.csv", NULL);
  pty_type(pty, file);
  pty_wait(pty, "乱.csv", 0);
  press(pty, CTRL_S, "按 c 说明哪一列是目标任务");
  press(pty, "c", "改哪一列");
  press(pty, "什么事" ENTER, "B列是什么");
  press(pty, "目标任务" ENTER, "1/2");
  leave(pty);
  program_quit(pty);
}

/* What its keys and its button do: nothing is saved by it. */
static void test_form(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = open_form(cli);
  pty_wait(pty, " 预览 (Ctrl-S) ", 0);
  pty_wait_row(pty, 23, "Ctrl-S 预览", 0);
  pty_wait_row(pty, 23, "Ctrl-O 选文件", 0);
  press(pty, TAB, "Ctrl-O 选一项");
  press_gone(pty, TAB, "Ctrl-O 选一项"); /* a line without a list */
  g_assert_false(is_shown(pty, "保存"));
  type_in(pty, "2");
  press(pty, ESC, "预览 (s)");
  press_gone(pty, "d", "─ 导入台账 ");
  program_quit(pty);
}

/* Files of the folder typed so far are offered, and folders to go on in. */
static void test_offering(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_build_filename(cli->home, "收到的", NULL);
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  write_file(cli, "收到的/一.csv",
             "序号,目标任务,责任单位,完成时限\n1,印发要点,厅法规处,2026年3月\n");
  write_file(cli, "收到的/照片.png", "");
  g_autoptr(Pty) pty = open_form(cli);
  pty_type(pty, "~/");
  settle(pty);
  press(pty, CTRL_O, "~/收到的/");
  press_gone(pty, "收到", "~/data/");
  press_gone(pty, ENTER, "查找");
  press(pty, CTRL_O, "~/收到的/一.csv");
  g_assert_false(is_shown(pty, "照片.png"));
  press_gone(pty, ENTER, "查找");
  press(pty, CTRL_S, "导入 一.csv → ");
  press_gone(pty, ESC, "导入 一.csv");
  program_quit(pty);
}

/* ---- pasting ------------------------------------------------------------------------------ */

static void test_paste(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  paste(pty, "没有制表符的文字");
  pty_wait(pty, "这里不能粘贴", 0);
  paste(pty, PASTED);
  pty_wait(pty, "导入 粘贴的内容 → 2026年《宁夏", 0);
  pty_wait_row(pty, 2, "+新增 2   ~修改 0   =不变 0", 0); /* rows not copied are not missing */
  pty_wait_row(pty, 2, "[ 导入 2 项 ]", 0);
  press(pty, CTRL_S, "已导入：新增2项；按 u 可撤销");
  program_quit(pty);
  g_assert_cmpint(count_tasks(cli), ==, 71);
}

/* ---- the line drops ----------------------------------------------------------------------- */

static void test_draft(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  paste(pty, PASTED);
  pty_wait_row(pty, 2, "[ 导入 2 项 ]", 0);
  press(pty, " ", "[ 导入 1 项 ]");
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_autoptr(Pty) again = program_start(cli);
  pty_wait(again, "上次有没保存的内容：导入 粘贴的内容", 0);
  press(again, "c", "粘贴的内容；要从文件导入");
  press(again, CTRL_S, "[ 导入 1 项 ]");
  press(again, CTRL_S, "已导入：新增1项");
  program_quit(again);
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_cmpint(g_strv_length(drafts), ==, 0);
}

/* ---- other terminals ---------------------------------------------------------------------- */

static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  press(pty, "2", "1/101");
  press(pty, "I", " 导入台账 ");
  g_autofree char *path = two_tables();
  pty_type(pty, path);
  pty_wait(pty, "two-tables.xlsx", 0);
  press(pty, CTRL_S, "导入 two-tables.xlsx");
  settle(pty);
  int one = row_of(pty, "印发年度工作要点"), two = row_of(pty, "开展督促检查");
  g_assert_cmpint(column_of(pty, one, "2026年3月底"), ==, column_of(pty, two, "2026年12月"));
  g_autofree char *button = row_part(pty, 2, 80 - 13, 80);
  g_assert_cmpstr(button, ==, "[ 导入 4 项 ]");
  press_gone(pty, ESC, "导入 two-tables.xlsx");
  program_quit(pty);
}

static void test_wide(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 50, 200, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  press(pty, "2", "1/101");
  press(pty, "I", "─ 导入台账 ");
  g_autofree char *path = two_tables();
  pty_type(pty, path);
  pty_wait(pty, "two-tables.xlsx", 0);
  press(pty, CTRL_S, "导入 two-tables.xlsx");
  pty_wait(pty, "F经办（不读）", 0);
  pty_wait_row(pty, row_of(pty, "开展督促检查"), "一、加强组织领导", 0);
  press_gone(pty, ESC, "导入 two-tables.xlsx");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/import/whole", test_whole);
  g_test_add_func("/screen/import/units-at-once", test_units_at_once);
  g_test_add_func("/screen/import/undo", test_undo);
  g_test_add_func("/screen/import/again", test_again);
  g_test_add_func("/screen/import/tables", test_tables);
  g_test_add_func("/screen/import/sheet", test_sheet);
  g_test_add_func("/screen/import/columns", test_columns);
  g_test_add_func("/screen/import/fill", test_fill);
  g_test_add_func("/screen/import/fill_units", test_fill_units);
  g_test_add_func("/screen/import/taking", test_taking);
  g_test_add_func("/screen/import/all", test_all);
  g_test_add_func("/screen/import/mouse", test_mouse);
  g_test_add_func("/screen/import/meanwhile", test_meanwhile);
  g_test_add_func("/screen/import/document", test_document);
  g_test_add_func("/screen/import/wrong_file", test_wrong_file);
  g_test_add_func("/screen/import/unknown_heads", test_unknown_heads);
  g_test_add_func("/screen/import/form", test_form);
  g_test_add_func("/screen/import/offering", test_offering);
  g_test_add_func("/screen/import/paste", test_paste);
  g_test_add_func("/screen/import/draft", test_draft);
  g_test_add_func("/screen/import/gb18030", test_gb18030);
  g_test_add_func("/screen/import/wide", test_wide);
  return g_test_run();
}
