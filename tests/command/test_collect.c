/* sendout, collect: tables for units, and what comes back of them. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/command/cli.h"

#define GOAL_3 "交通运输厅与自治区社会信用体系建设牵头部门、宣传部门形成长期的沟通对接协调机制。"
#define GOAL_14                                                                                                                             \
  "依托部信用指数分析系统和预警监测系统，及时处理发现问题，改进信用建设工作，持续提升交通运输" \
  "信用水平。"

static char *in_home(const Cli *cli, const char *name) {
  return g_build_filename(cli->home, name, NULL);
}

/* The same in a command line, which has no blanks in it. */
static char *line_of(const Cli *cli, const char *format, const char *name) {
  g_autofree char *path = in_home(cli, name);
  return g_strdup_printf(format, path);
}

static char *text_of(Cli *cli, const char *format, const char *name) {
  g_autofree char *line = line_of(cli, format, name);
  return cli_text(cli, line);
}

static json_t *json_of(Cli *cli, const char *format, const char *name) {
  g_autofree char *line = line_of(cli, format, name);
  return cli_json(cli, line);
}

static void refused(Cli *cli, const char *format, const char *name, int status, const char *words) {
  g_autofree char *line = line_of(cli, format, name);
  cli_refused(cli, line, status, words);
}

static void write_file(const Cli *cli, const char *name, const char *text) {
  g_autofree char *path = in_home(cli, name);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* What is sent out lies in the home and has to go before it. */
static void remove_folder(const Cli *cli, const char *name) {
  g_autofree char *folder = in_home(cli, name);
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  const char *file;
  while (directory != NULL && (file = g_dir_read_name(directory)) != NULL) {
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

/* 厅法规处's table, sent out. */
static Cli *sent(void) {
  Cli *cli = cli_new_example();
  g_free(text_of(cli, "sendout --period 2026-11 --unit 厅法规处 --dir %s", "下发"));
  return cli;
}

static void test_sendout(void) {
  g_autoptr(Cli) cli = cli_new_example();
  refused(cli, "sendout --dir %s", "下发", 2, "缺少 --period");
  refused(cli, "sendout --period 2026 --dir %s", "下发", 2, "不是月份");
  refused(cli, "sendout --period 2026-11 --unit 无此处 --dir %s", "下发", 1, "没有名为");
  write_file(cli, "文件", "");
  refused(cli, "sendout --period 2026-11 --dir %s", "文件/下发", 1, "路径当中有一段不是文件夹");
  json_auto_t *plan =
      json_of(cli, "sendout --period 2026-11 --dry-run --format json --dir %s", "下发");
  g_assert_cmpuint(json_array_size(json_object_get(plan, "tables")), ==, 42);
  g_assert_true(json_is_null(json_object_get(plan, "sendout")));
  g_autofree char *folder = in_home(cli, "下发");
  g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
  g_autofree char *text = text_of(
      cli, "sendout --period 2026-11 --unit 厅法规处 --unit 五市交通运输局 --dir %s", "下发");
  refused(cli, "sendout --period 2026-11 --unit 厅法规处 --dir %s", "下发", 1,
          "要替换它，请加 --force");
  assert_has(text, "厅法规处_2026-11.xlsx");
  assert_has(text, "已下发2026年11月的填报表6份");
  g_autofree char *file = g_build_filename(folder, "厅法规处_2026-11.xlsx", NULL);
  g_assert_true(g_file_test(file, G_FILE_TEST_IS_REGULAR));
  /* What is there is kept, unless it is to be replaced. */
  refused(cli, "sendout --period 2026-11 --unit 厅法规处 --dir %s", "下发", 1,
          "厅法规处_2026-11.xlsx");
  g_autofree char *csv = text_of(
      cli, "sendout --period 2026-11 --unit 厅法规处 --force --by 2026-11-25 --format csv --dir %s",
      "下发");
  assert_has(csv, "单位,行数,填报期限,文件\r\n厅法规处,");
  assert_has(csv, ",2026-11-25,厅法规处_2026-11.xlsx\r\n");
  remove_folder(cli, "下发");
}

static void test_collect(void) {
  g_autoptr(Cli) cli = sent();
  write_file(cli, "回.csv",
             "目标任务,进展情况,完成率,佐证材料,状态\n" GOAL_3
             ",对接了两次,60,会议纪要,办理中\n" GOAL_14 ",,,,\n");
  refused(cli, "collect %s", "回.csv", 1, "请写明是哪个单位的");
  refused(cli, "collect %s --unit 厅人事处", "回.csv", 1, "没有给这个单位下发过填报表");
  g_autofree char *preview = text_of(cli, "collect %s --unit 厅法规处 --dry-run", "回.csv");
  assert_has(preview, "第2行  第3项  可采纳");
  assert_has(preview, "状态：未启动 → 办理中");
  assert_has(preview, "将采纳1行，不能采纳0行。没有改动任何内容");
  json_auto_t *files = json_of(cli, "collect %s --unit 厅法规处 --format json", "回.csv");
  const json_t *file = json_array_get(files, 0);
  g_assert_cmpstr(json_text_of(file, "unit"), ==, "厅法规处");
  g_assert_cmpint(json_number_of(file, "progress"), ==, 1);
  g_assert_true(json_is_true(json_object_get(file, "done")));
  json_auto_t *task = cli_json(cli, "show 3 --format json");
  g_assert_cmpint(json_number_of(task, "percent"), ==, 60);
  const json_t *entry = json_array_get(json_object_get(task, "progress"), 0);
  g_assert_cmpstr(json_text_of(entry, "unit"), ==, "厅法规处");
  g_assert_cmpuint(json_array_size(json_object_get(entry, "evidence")), ==, 2);
  g_autofree char *page = cli_text(cli, "show 3");
  assert_has(page, "厅法规处，");
  assert_has(page, "佐证材料：会议纪要");
  /* The same file again changes nothing. */
  g_autofree char *again = text_of(cli, "collect %s --unit 厅法规处", "回.csv");
  assert_has(again, "再次回收不会重复记录");
  assert_has(again, "记进展0条");
  json_auto_t *same = cli_json(cli, "show 3 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(same, "progress")), ==, 1);
  g_autofree char *undone = cli_text(cli, "undo");
  assert_has(undone, "回收“厅法规处”2026-11的填报表，采纳1行");
  json_auto_t *before = cli_json(cli, "show 3 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(before, "progress")), ==, 0);
  remove_folder(cli, "下发");
}

/* What was sent out is no ledger, and is told so. */
static void test_not_imported(void) {
  g_autoptr(Cli) cli = sent();
  refused(cli, "import %s", "下发/厅法规处_2026-11.xlsx", 1, "taizhang collect 文件");
  write_file(cli, "回.csv", "目标任务,上次进展,进展情况,编号\n" GOAL_3 ",,对接了两次,01234567-3\n");
  refused(cli, "import %s --into 1", "回.csv", 1, "回.csv 是下发给单位的填报表，不是台账");
  remove_folder(cli, "下发");
}

static void test_conflict(void) {
  g_autoptr(Cli) cli = sent();
  g_free(cli_text(cli, "progress 3 --text 电话问过 --percent 50"));
  write_file(cli, "回.csv", "目标任务,进展情况,完成率\n" GOAL_3 ",对接了两次,60\n");
  g_autofree char *first = text_of(cli, "collect %s --unit 厅法规处", "回.csv");
  assert_has(first, "完成率：60%（台账现在是：50%）");
  assert_has(first, "有冲突的1行保留台账现在的内容");
  json_auto_t *kept = cli_json(cli, "show 3 --format json");
  g_assert_cmpint(json_number_of(kept, "percent"), ==, 50);
  refused(cli, "collect %s --unit 厅法规处 --take 9", "回.csv", 1, "第9行没有可以采纳的内容");
  refused(cli, "collect %s --unit 厅法规处 --take x", "回.csv", 2, "--take");
  g_free(text_of(cli, "collect %s --unit 厅法规处 --take 2", "回.csv"));
  json_auto_t *taken = cli_json(cli, "show 3 --format json");
  g_assert_cmpint(json_number_of(taken, "percent"), ==, 60);
  remove_folder(cli, "下发");
}

/* What was sent, returned as it is: nothing filled in, and back all the same. */
static void test_status(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "collect --status");
  assert_has(none, "还没有下发过填报表");
  cli_refused(cli, "collect", 2, "缺少文件，或者 --status");
  cli_refused(cli, "collect --status --take all", 2, "--status 只能");
  g_free(text_of(cli, "sendout --period 2026-11 --unit 厅法规处 --unit 厅人事处 --dir %s", "下发"));
  g_autofree char *waiting = cli_text(cli, "collect --status");
  assert_has(waiting, "2026-11：已回收0个单位，未回收2个，其中逾期0个");
  g_free(text_of(cli, "collect %s", "下发/厅法规处_2026-11.xlsx"));
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-05");
  json_auto_t *list = cli_json(cli, "collect --status --period 2026-11 --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *late = json_array_get(list, 0), *back = json_array_get(list, 1);
  g_assert_cmpstr(json_text_of(late, "unit"), ==, "厅人事处");
  g_assert_cmpstr(json_text_of(late, "state"), ==, "late");
  g_assert_cmpint(json_number_of(late, "overdue"), ==, 5);
  g_assert_cmpstr(json_text_of(back, "state"), ==, "back");
  g_assert_cmpstr(json_text_of(back, "back"), ==, "2026-11-21");
  g_autofree char *text = cli_text(cli, "collect --status");
  assert_has(text, "催办厅人事处：taizhang nudge ");
  g_autofree char *csv = cli_text(cli, "collect --status --format csv");
  assert_has(csv, "厅人事处,逾期,2026-11-30,,5,");
  remove_folder(cli, "下发");
}

#define HEAD                                                                                       \
  "kind: ledger\nname: xia-ji\ntitle: 银川市台账\nyear: 2026\n"                               \
  "units:\n  - {name: 局法规科, kind: office}\n"                                               \
  "indicators:\n  - title: 一、制度\n    tasks:\n"
#define TASK(number, goal, deadline)                                                               \
  "      - number: " number "\n        goal: " goal                                                \
  "\n        units:\n          - {unit: 局法规科, role: lead}\n        deadline: " deadline "\n"

/* The whole ledger of a lower office: its own beside ours, compared when it comes again. */
static void test_ledger(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_file(cli, "下级.yaml",
             HEAD TASK("1", "制定办法", "2026年12月") TASK("2", "开展培训", "2026年12月"));
  refused(cli, "collect %s", "下级.yaml", 1, "是整本台账，请用 --unit 写明");
  refused(cli, "collect %s --unit 银川市交通运输局", "下级.yaml", 1, "“局法规科”等");
  g_autofree char *first =
      text_of(cli, "collect %s --unit 银川市交通运输局 --make-units", "下级.yaml");
  assert_has(first, "已回收整本台账《银川市台账》（第一次）：新增2项");
  json_auto_t *ledgers = cli_json(cli, "ledgers --format json");
  g_assert_cmpuint(json_array_size(ledgers), ==, 2);
  g_assert_null(json_text_of(json_array_get(ledgers, 0), "unit"));
  g_assert_cmpstr(json_text_of(json_array_get(ledgers, 1), "unit"), ==, "银川市交通运输局");
  write_file(cli, "下级.yaml", HEAD TASK("1", "制定办法", "2026年11月"));
  g_autofree char *again = text_of(cli, "collect %s --unit 银川市交通运输局", "下级.yaml");
  assert_has(again, "（与上次对照）：新增0项，修改1项，不变0项，缺少1项（保留");
  json_auto_t *same = cli_json(cli, "ledgers --format json");
  g_assert_cmpuint(json_array_size(same), ==, 2);
  /* It counts among all, which says so. */
  g_autofree char *bulletin = cli_text(cli, "bulletin");
  assert_has(bulletin, "（全部台账，含下级单位1本）");
  /* What is theirs is not sent out by us. */
  refused(cli, "sendout --period 2026-11 --ledger 2 --dir %s", "下发", 1,
          "是银川市交通运输局的台账");
}

/* As csv, by another name the next month, in its few columns. */
static void test_ledger_csv(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_file(cli, "十月.csv",
             "序号,一级指标,类别,目标任务,状态,编号\n1,甲,任务,制定办法,未启动,7\n"
             "2,甲,任务,开展培训,未启动,8\n");
  refused(cli, "collect %s", "十月.csv", 1, "是整本台账，请用 --unit");
  g_autofree char *first = text_of(cli, "collect %s --unit 银川市交通运输局", "十月.csv");
  assert_has(first, "已回收整本台账《十月》（第一次）：新增2项");
  write_file(cli, "冬月.csv",
             "序号,一级指标,类别,目标任务,状态,编号\n1,甲,任务,制定办法,办理中,7\n"
             "2,甲,任务,开展培训,未启动,8\n");
  g_autofree char *again = text_of(cli, "collect %s --unit 银川市交通运输局", "冬月.csv");
  assert_has(again, "（与上次对照）：新增0项，修改1项，不变1项");
}

/* One file that is none of ours keeps no other from being taken in. */
static void test_several(void) {
  g_autoptr(Cli) cli = sent();
  write_file(cli, "外.csv", "姓名,职务\n甲,乙\n");
  g_autofree char *foreign = in_home(cli, "外.csv");
  g_autofree char *own = in_home(cli, "下发/厅法规处_2026-11.xlsx");
  g_autoptr(Run) run = cli_run(cli, "collect", foreign, own, NULL);
  g_assert_cmpint(run->status, ==, 1);
  assert_has(run->err, "不是下发的填报表");
  assert_has(run->out, "已回收“厅法规处”2026-11的填报表");
  remove_folder(cli, "下发");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/collect/sendout", test_sendout);
  g_test_add_func("/collect/file", test_collect);
  g_test_add_func("/collect/not_imported", test_not_imported);
  g_test_add_func("/collect/conflict", test_conflict);
  g_test_add_func("/collect/status", test_status);
  g_test_add_func("/collect/ledger", test_ledger);
  g_test_add_func("/collect/ledger_csv", test_ledger_csv);
  g_test_add_func("/collect/several", test_several);
  return g_test_run();
}
