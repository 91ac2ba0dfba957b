/* 回收: who has returned, a returned file with its conflicts, asking after the rest. */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "tests/tui/screen/program.h"

#define GOAL_3 "交通运输厅与自治区社会信用体系建设牵头部门、宣传部门形成长期的沟通对接协调机制。"
#define GOAL_14                                                                                                                             \
  "依托部信用指数分析系统和预警监测系统，及时处理发现问题，改进信用建设工作，持续提升交通运输" \
  "信用水平。"

/* Sent out to two units; what 厅法规处 returns is 回.csv, which has its ids. */
static Cli *sent(void) {
  Cli *cli = cli_new_example();
  g_autofree char *send = g_strdup_printf(
      "sendout --period 2026-11 --unit 厅法规处 --unit 厅财审处 --dir %s/out", cli->home);
  g_free(cli_text(cli, send));
  return cli;
}

static void remove_sent(const Cli *cli) {
  static const char *const NAMES[] = {"厅法规处_2026-11.xlsx", "厅财审处_2026-11.xlsx"};
  g_autofree char *folder = g_build_filename(cli->home, "out", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

static void test_list(void) {
  g_autoptr(Cli) cli = sent();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "回收  2026年11月  已回收0 未回收2（逾期0）");
  pty_wait(pty, "~未回收", 0);
  pty_resize(pty, 18, 60); /* where little fits, the unit's name does */
  pty_wait_gone(pty, "未采纳", 0);
  pty_wait(pty, "厅法规处", 0);
  pty_resize(pty, 24, 80);
  pty_wait(pty, "未采纳", 0);
  press(pty, "[", "这个月没有下发过填报表");
  press(pty, "t", "已回收0 未回收2");
  press(pty, ENTER, "还没有报回");
  press(pty, ESC, "已回收0 未回收2");
  /* Asking after the units that are marked. */
  press(pty, " ", "已标记1个单位");
  press(pty, " ", "已标记2个单位");
  press(pty, "w", "─ 催办 ");
  pty_wait(pty, "共37项", 0);
  press_gone(pty, ESC, "─ 催办 ");
  press_gone(pty, ESC, "已标记2个单位");
  press(pty, ESC, "本月主题");
  program_quit(pty);
  remove_sent(cli);
}

static void test_file(void) {
  g_autoptr(Cli) cli = sent();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "未回收2");
  press(pty, "a", "─ 回收填报表 ");
  press(pty, "没有.xlsx" CTRL_S, "文件不存在");
  g_autofree char *whole = g_strdup_printf("export --format xlsx -o %s/whole.xlsx", cli->home);
  g_free(cli_text(cli, whole));
  press(pty, CTRL_U "~/whole.xlsx" CTRL_S, "这是整本台账，请写明是哪个单位的");
  g_autofree char *path = g_strdup_printf("%s/out/厅法规处_2026-11.xlsx", cli->home);
  g_autofree char *keys = g_strconcat(SHIFT_TAB SHIFT_TAB CTRL_U, path, CTRL_S, NULL);
  press(pty, keys, "厅法规处  2026-11  采纳0行，有冲突0行，不能采纳0行");
  pty_wait(pty, "各行都没有填内容", 0);
  press(pty, CTRL_S, "已回收“厅法规处”的填报表：进展0条");
  pty_wait(pty, "+已回收", 0);
  /* The same once more: there is nothing that u could take back. Ctrl-O finds it too. */
  press(pty, "a", "─ 回收填报表 ");
  pty_wait(pty, " 核对 (Ctrl-S) ", 0);
  type_in(pty, "~/");
  press(pty, CTRL_O, "~/out/");
  press_gone(pty, "out" ENTER, "查找");
  press(pty, CTRL_O, "~/out/厅法规处_2026-11.xlsx");
  press_gone(pty, "厅法规处" ENTER, "查找");
  press(pty, CTRL_S, "再次回收不会重复记录");
  press(pty, CTRL_S, "“厅法规处”的这份填报表已经回收过，没有新采纳的，没有改动");
  press(pty, "u", "回收“厅法规处”2026-11的填报表");
  press(pty, "y", "已回收0 未回收2");
  press(pty, ESC, "本月主题");
  program_quit(pty);
  remove_sent(cli);
}

/* The whole ledger of a lower office: looked through as an import, its own beside ours. */
static void test_whole(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *export = g_strdup_printf("export --format yaml -o %s/whole.yaml", cli->home);
  g_free(cli_text(cli, export));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "还没有下发过填报表");
  press(pty, "a", "─ 回收填报表 ");
  g_autofree char *broken = g_build_filename(cli->home, "broken.yaml", NULL);
  g_assert_true(g_file_set_contents(broken, "kind: [", -1, NULL));
  press(pty, "~/broken.yaml" CTRL_S, "这里缺少内容");
  press(pty, CTRL_U "~/whole.yaml" TAB TAB "银川市交通运输局" CTRL_S,
        "回收 whole.yaml → 银川市交通运输局的新台账");
  pty_wait(pty, "不变 0", 0);
  press(pty, CTRL_S, "已导入：新增");
  press(pty, "L", "看哪本台账");
  pty_wait(pty, "银川市交通运输局", 0);
  press_gone(pty, ESC, "看哪本台账");
  press(pty, "a", "─ 回收填报表 ");
  press(pty, "~/whole.yaml" TAB TAB "银川市交通运输局" CTRL_S, "→ 银川市交通运输局的2026年");
  pty_wait(pty, "+新增 0   ~修改 0   -缺少 0", 0);
  press(pty, CTRL_S, "没有选中要导入的");
  press(pty, ESC, "还没有下发过填报表");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* E, of both lists; what is back keeps no mark, and that is said. */
static void test_export(void) {
  g_autoptr(Cli) cli = sent();
  g_autofree char *text = NULL;
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "未回收2");
  press(pty, "E", "2026年11月填报表回收情况，共2行");
  pty_send(pty, TAB);
  type_in(pty, "~/表.csv");
  press(pty, CTRL_S, "已导出为");
  g_autofree char *path = g_build_filename(cli->home, "表.csv", NULL);
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_has(text, "单位,情况,下发日期,填报期限,回收日期,行数,采纳,未采纳");
  assert_has(text, "厅法规处,未回收,");
  press(pty, "a", "─ 回收填报表 ");
  type_in(pty, "~/out/厅法规处_2026-11.xlsx");
  press(pty, CTRL_S, "各行都没有填内容");
  press(pty, "E", "没有内容可以导出");
  press(pty, CTRL_S, "+已回收");
  press(pty, "G ", "“厅法规处”已经报回");
  press(pty, ESC, "本月主题");
  program_quit(pty);
  remove_sent(cli);
}

/* What the ledger says of its own since it was sent out is decided column by column. */
static void test_conflict(void) {
  g_autoptr(Cli) cli = sent();
  g_free(cli_text(cli, "progress 3 --text 电话问过 --percent 50"));
  g_autofree char *path = g_build_filename(cli->home, "回.csv", NULL);
  g_assert_true(g_file_set_contents(
      path, "目标任务,进展情况,完成率\n" GOAL_3 ",对接了两次,70\n" GOAL_14 ",改进了,\n", -1, NULL));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "未回收2");
  press(pty, "a", "─ 回收填报表 ");
  g_autofree char *file = g_strconcat(path, CTRL_S, NULL);
  press(pty, file, "请写明是哪个单位的");
  press(pty, TAB TAB "厅法规处" CTRL_S, "采纳1行，有冲突1行");
  pty_wait(pty, "[留台账] 完成率：70%（台账现在是：50%）", 0);
  pty_wait(pty, "[x] 3行 第14项", 0);
  press(pty, "jj ", "[用填报] 完成率：70%");
  pty_wait(pty, "采纳2行，有冲突1行", 0);
  pty_wait(pty, "[留台账] 进展情况：对接了两次（台账现在是：电话问过）", 0);
  press(pty, CTRL_S, "已回收“厅法规处”的填报表：进展2条、报送0次，未采纳0行");
  press(pty, ENTER, "未采纳：进展情况"); /* which stays chosen */
  pty_wait(pty, "改进了", 0);
  press(pty, ESC, "已回收1 未回收1");
  json_auto_t *task = task_json(cli, 3);
  g_assert_cmpint(json_number_of(task, "percent"), ==, 70);
  g_autofree char *text = last_progress_text(cli, 3);
  g_assert_cmpstr(text, ==, "（未写进展情况）");
  remove_sent(cli);
}

static void test_sendout(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "K", "还没有下发过填报表；按 s 下发");
  press(pty, "s", "─ 下发填报表 ");
  press(pty, CTRL_S, "请写明目录");
  press(pty, "~/out" SHIFT_TAB CTRL_U "十一月" CTRL_S, "月份应写成");
  press(pty, CTRL_U "2026-11" CTRL_S, "已下发2026年11月的填报表42份");
  pty_wait(pty, "已回收0 未回收42", 0);
  g_autoptr(Run) run = cli_shell(cli, "ls ~/out | wc -l; rm -r ~/out");
  g_assert_cmpint(atoi(run->out), ==, 42);
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = sent();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "今日", 0);
  press(pty, "K", "未回收2");
  press(pty, ENTER, "还没有报回");
  press(pty, ESC, "未回收2");
  press(pty, "a", "─ 回收填报表 ");
  remove_sent(cli);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/collect/list", test_list);
  g_test_add_func("/collect/file", test_file);
  g_test_add_func("/collect/whole", test_whole);
  g_test_add_func("/collect/export", test_export);
  g_test_add_func("/collect/conflict", test_conflict);
  g_test_add_func("/collect/sendout", test_sendout);
  g_test_add_func("/collect/gb18030", test_gb18030);
  return g_test_run();
}
