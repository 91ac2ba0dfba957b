/* 单位: the list, what is known of each, and the forms that change and merge units. */
#include <string.h>

#include "tests/tui/screen/program.h"

static void test_list(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "unit 永宁县交通运输局 --parent 银川市交通运输局 --alias 永宁局"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "N", "单位  共45个");
  pty_wait(pty, "任务：责任36项（红1、黄1、绿32、灰2）", 0);
  press(pty, ENTER, "厅法规处的任务  共36项");
  press(pty, ESC, "单位  共45个");
  /* It is found by its other name, and stands below the one over it where both are shown. */
  press(pty, "/银川市交通", "单位  共2个");
  int row = row_of(pty, "永宁县交通运输局（永宁局）");
  g_assert_cmpint(column_of(pty, row, "永宁县"), ==, 2);
  pty_send(pty, ENTER);
  press(pty, ESC, "单位  共45个");
  press(pty, "/永宁局", "单位  共1个");
  press(pty, ENTER, "M 合并"); /* the filter line makes room for the footer */
  pty_wait(pty, "上级 银川市交通运输局", 0);
  pty_wait(pty, "任务：所在集合", 0);
  pty_wait(pty, "名称：永宁局（别名，2026-11-21起）", 0);
  press(pty, ESC, "单位  共45个");
  press(pty, ESC, "本月主题");
  press(pty, "3N", "单位  共45个"); /* from anywhere */
  press(pty, "1", "本月主题");
  program_quit(pty);
}

static void test_edit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "N", "单位  共45个");
  press(pty, "e", "─ 修改单位 ");
  press(pty, TAB TAB "厅法规处" CTRL_S, "不能是自己的上级");
  press(pty, CTRL_U "厅办公室" TAB "电话" CTRL_S, "不是电话号码");
  press(pty, CTRL_U, "单位的办公电话");
  type_in(pty, "０９５１－６０７６０００");
  press(pty, TAB TAB "法规科" CTRL_S, "修改单位：已保存");
  pty_wait(pty, "厅法规处（法规科）", 0);
  pty_wait(pty, "0951-6076000", 0);
  /* A new name, by which nothing is lost. */
  press(pty, "e", "─ 修改单位 ");
  press(pty, CTRL_U "政策法规处" CTRL_S, "政策法规处（厅法规处、法规科）");
  json_auto_t *unit = cli_json(cli, "unit 厅法规处 --format json");
  g_assert_cmpstr(json_text_of(unit, "name"), ==, "政策法规处");
  g_assert_cmpstr(json_text_of(unit, "parent"), ==, "厅办公室");
  g_assert_cmpint(json_number_of(unit, "tasks"), ==, 36);
  /* A name that is taken; one that is new. */
  press(pty, "a", "─ 添加单位 ");
  press(pty, "法规科" CTRL_S, "已经是“政策法规处”的别名");
  press(pty, CTRL_U "新设科" CTRL_S, "添加单位：已保存");
  pty_wait(pty, "单位  共46个", 0);
}

static void test_merge(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "N", "单位  共45个");
  press(pty, "/科技处" ENTER, "单位  共1个");
  press(pty, "M", "─ 合并单位 ");
  pty_wait(pty, "把它的任务4项（责任4）转给并入的单位", 0);
  press(pty, "厅科技处", "“厅科技处”不能并入自己");
  press(pty, CTRL_U "厅法规", "没有名为“厅法规”的单位");
  press(pty, "处", "任务4项（责任4），都转到“厅法规处”");
  press(pty, CTRL_S, "请写明理由");
  press(pty, "职能合并" CTRL_S, "“厅科技处”已并入“厅法规处”");
  pty_wait(pty, "名称：厅科技处（并入，2026-11-21起）", 0); /* which the filter finds now */
  press(pty, ESC, "单位  共44个");
  /* A form offers it no more, but takes its name for the other's. */
  press(pty, "2", "/101");
  press(pty, "gjje", "─ 修改任务 ");
  press(pty, TAB TAB CTRL_U, "按 Ctrl-O 选");
  press(pty, CTRL_O, "─ 添加单位 ");
  press(pty, "科技", "0/44");
  press_gone(pty, ESC, "─ 添加单位 ");
  press(pty, "厅人事处、厅科技处" CTRL_S, "修改任务：已保存");
  json_auto_t *task = cli_json(cli, "show 1 --format json");
  const json_t *units = json_object_get(task, "units");
  g_assert_cmpuint(json_array_size(units), ==, 2);
  g_assert_cmpstr(json_text_of(json_array_get(units, 1), "name"), ==, "厅法规处");
  /* Undone one after the other. */
  press(pty, "u", "修改第1项");
  press(pty, "y", "已撤销");
  press(pty, "N", "单位  共44个");
  press(pty, "u", "单位“厅科技处”并入“厅法规处”");
  press(pty, "y", "单位  共45个");
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "今日", 0);
  press(pty, "N", "单位  共45个");
  press(pty, "M", "─ 合并单位 ");
  press(pty, ESC, "单位  共45个");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/units/list", test_list);
  g_test_add_func("/units/edit", test_edit);
  g_test_add_func("/units/merge", test_merge);
  g_test_add_func("/units/gb18030", test_gb18030);
  return g_test_run();
}
