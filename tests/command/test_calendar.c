/* calendar: a year's days, and bringing in a notice. */
#include <string.h>

#include "tests/command/cli.h"

/* In the manner of the State Council; there was none for 2027 when this was written. */
static const char NOTICE[] =
    "关于2027年部分节假日安排的通知\n"
    "国办发明电〔2026〕99号\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。\n"
    "三、清明节：4月3日（周六）至5日（周一）放假，共3天。\n"
    "四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。\n"
    "五、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。\n";

static const char YAML[] = "year: 2027\n"
                           "document: 国办发明电〔2026〕99号\n"
                           "issued: 2026-11-10\n"
                           "holidays:\n"
                           "  - {date: 2027-02-08, name: 春节}\n"
                           "workdays:\n"
                           "  - 2027-01-31\n";

/* Writes a file into the home, where the program runs. */
static void write_file(Cli *cli, const char *name, const char *bytes) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(path, bytes, -1, &error);
  g_assert_no_error(error);
}

/* The Ningxia ledger of 2027, whose due days wait for the next working day; n.txt is NOTICE. */
static Cli *new_2027(void) {
  Cli *cli = cli_new();
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2027"));
  g_free(cli_text(cli, "policy --roll 顺延"));
  write_file(cli, "n.txt", NOTICE);
  return cli;
}

static guint entries(Cli *cli) {
  json_t *log = cli_json(cli, "log --format json");
  guint count = (guint)json_array_size(log);
  json_decref(log);
  return count;
}

/* ---- a year ----------------------------------------------------------------------------- */

static void test_shipped(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "calendar");
  g_assert_true(
      g_str_has_prefix(text, "2026年节假日安排\n"
                             "来源        随程序提供，国办发明电〔2025〕7号\n"
                             "工作日      全年 248 天：一季度 59、二季度 61、三季度 66、四季度 62\n"
                             "安排  从             到            天数  节日\n"
                             "放假  1月1日 周四    1月3日 周六      3  元旦\n"
                             "上班  1月4日 周日                     1\n"));
  assert_has(text, "\n放假  10月1日 周四   10月7日 周三     7  国庆节\n上班  10月10日 周六");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
  json_t *year = cli_json(cli, "calendar --year 2020 --format json");
  g_assert_cmpint(json_number_of(year, "year"), ==, 2020);
  g_assert_cmpstr(json_text_of(year, "source"), ==, "shipped");
  g_assert_false(json_is_true(json_object_get(year, "estimated")));
  g_assert_cmpint(json_number_of(year, "working_days"), ==, 249);
  static const int quarters[] = {59, 62, 67, 61};
  for (gsize i = 0; i < G_N_ELEMENTS(quarters); i++)
    g_assert_cmpint(json_integer_value(json_array_get(json_object_get(year, "quarters"), i)), ==,
                    quarters[i]);
  json_t *first = json_array_get(json_object_get(year, "holidays"), 0);
  g_assert_cmpstr(json_text_of(first, "date"), ==, "2020-01-01");
  g_assert_cmpstr(json_text_of(first, "name"), ==, "元旦");
  g_assert_cmpstr(json_string_value(json_array_get(json_object_get(year, "workdays"), 0)), ==,
                  "2020-01-19");
  json_decref(year);
  g_autofree char *csv = cli_text(cli, "calendar --format csv");
  assert_has(csv, "日期,星期,安排,节日\r\n2026-01-01,周四,放假,元旦\r\n");
  assert_has(csv, "\r\n2026-01-04,周日,上班,\r\n");
}

static void test_unknown(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "calendar --year 2027");
  assert_has(text, "来源        还没有2027年的放假通知");
  assert_has(text, "全年 261 天：一季度 64、二季度 65、三季度 66、四季度 66（预计）\n");
  g_assert_null(strstr(text, "安排  从"));
  json_t *year = cli_json(cli, "calendar --year 2027 --format json");
  g_assert_null(json_text_of(year, "source"));
  g_assert_null(json_text_of(year, "document"));
  g_assert_true(json_is_true(json_object_get(year, "estimated")));
  json_decref(year);
}

/* ---- import ----------------------------------------------------------------------------- */

#define MOVES                                                                                      \
  "编号  序号  期        原期限      新期限      目标任务\n"                        \
  "   5     5  2027-01   2027-02-01  2027-01-31  修订"
#define MOVES_WEEKS                                                                                                        \
  "\n  28    28  2027-W05  2027-02-08  2027-02-12  在宁夏“信用交通”网站（网页）每周至少1次主动公" \
  "开交通运输信用信息。\n"                                                                                       \
  "  28    28  2027-W13  2027-04-05  2027-04-06  在宁夏“信用交通”网站（网页）每周至少1次主动公"   \
  "开交通运输信用信息。\n"                                                                                       \
  "  28    28  另有3期                           在宁夏"

static void test_import(void) {
  g_autoptr(Cli) cli = new_2027();
  g_autofree char *guessed = cli_text(cli, "due 每月1日前 --from 2027-02-05 --count 1");
  assert_has(guessed, "工作日（预计）");
  g_autofree char *text = cli_text(cli, "calendar import n.txt");
  g_assert_true(g_str_has_prefix(text, "已导入：2027年节假日安排（国办发明电〔2026〕99号），放假 "
                                       "25 天，周末上班 5 天；全年工作日 251 天\n"
                                       "以下办理期限因此变动：\n" MOVES));
  assert_has(text, MOVES_WEEKS);
  g_autofree char *known = cli_text(cli, "due 每月1日前 --from 2027-02-05 --count 1");
  assert_has(known, "工作日  还有100天\n");
  g_autofree char *year = cli_text(cli, "calendar --year 2027");
  assert_has(year, "来源        本台账导入，国办发明电〔2026〕99号\n"
                   "工作日      全年 251 天：一季度 60、二季度 62、三季度 67、四季度 62\n");
  json_t *data = cli_json(cli, "calendar --year 2027 --format json");
  g_assert_cmpstr(json_text_of(data, "source"), ==, "imported");
  json_decref(data);
  guint before = entries(cli);
  g_autofree char *again = cli_text(cli, "calendar import n.txt --year 2027");
  g_assert_true(g_str_has_prefix(again, "台账里已经是这份通知，没有改动："));
  assert_has(again, "\n没有办理期限因此变动。\n");
  g_assert_cmpuint(entries(cli), ==, before);
}

/* Periods of working days: 预计 before, counted by the notice afterwards; what is past stays. */
static void test_periods(void) {
  g_autoptr(Cli) cli = new_2027();
  g_free(cli_text(cli, "rule 50 每14个工作日报送1次 --anchor 2026-11-02"));
  g_autofree char *before = cli_text(cli, "periods 50 --as-of 2027-02-01");
  assert_has(before, "  第4期   2027-01-19 预计  ");
  assert_has(before, "  第5期   2027-02-08 预计  ");
  g_autofree char *text = cli_text(cli, "calendar import n.txt --as-of 2027-02-01");
  g_assert_null(strstr(text, "第4期"));
  assert_has(text, "\n  50    50  第5期     2027-02-08  2027-02-15  每季度公示");
  g_autofree char *after = cli_text(cli, "periods 50 --as-of 2027-02-01");
  assert_has(after, "  第4期   2027-01-19 预计  ");
  assert_has(after, "  第5期   2027-02-15       ");
  g_free(cli_text(cli, "undo"));
  g_autofree char *undone = cli_text(cli, "periods 50 --as-of 2027-02-01");
  g_assert_cmpstr(undone, ==, before);
}

static void test_dry_run(void) {
  g_autoptr(Cli) cli = new_2027();
  guint before = entries(cli);
  g_autofree char *text = cli_text(cli, "calendar import n.txt --dry-run");
  g_assert_true(g_str_has_prefix(text, "试算，没有写入：2027年节假日安排"));
  assert_has(text, "\n导入后，以下办理期限会变动：\n" MOVES);
  assert_has(text, MOVES_WEEKS);
  g_assert_cmpuint(entries(cli), ==, before);
  g_autofree char *year = cli_text(cli, "calendar --year 2027");
  assert_has(year, "还没有2027年的放假通知");
}

static void test_data(void) {
  g_autoptr(Cli) cli = new_2027();
  g_autofree char *csv = cli_text(cli, "calendar import n.txt --dry-run --format csv");
  assert_has(csv, "编号,台账,序号,目标任务,期,原期限,新期限\r\n5,");
  assert_has(csv, ",2027-W13,2027-04-05,2027-04-06\r\n");
  json_t *result = cli_json(cli, "calendar import n.txt --format json");
  g_assert_cmpint(json_number_of(result, "year"), ==, 2027);
  g_assert_cmpstr(json_text_of(result, "document"), ==, "国办发明电〔2026〕99号");
  g_assert_null(json_text_of(result, "issued"));
  g_assert_cmpint(json_number_of(result, "days_off"), ==, 25);
  g_assert_cmpint(json_number_of(result, "weekend_days_worked"), ==, 5);
  g_assert_cmpint(json_number_of(result, "working_days"), ==, 251);
  g_assert_true(json_is_true(json_object_get(result, "stored")));
  const json_t *moves = json_object_get(result, "moves");
  g_assert_cmpuint(json_array_size(moves), ==, 3 + 6);
  const json_t *first = json_array_get(moves, 0);
  g_assert_cmpint(json_number_of(first, "number"), ==, 5);
  g_assert_cmpstr(json_text_of(first, "period"), ==, "2027-01");
  g_assert_cmpstr(json_text_of(first, "before"), ==, "2027-02-01");
  g_assert_cmpstr(json_text_of(first, "after"), ==, "2027-01-31");
  g_assert_nonnull(strstr(json_text_of(first, "ledger"), "任务分工台账"));
  json_decref(result);
}

static void test_undo(void) {
  g_autoptr(Cli) cli = new_2027();
  g_free(cli_text(cli, "calendar import n.txt"));
  g_autofree char *undone = cli_text(cli, "undo");
  g_assert_cmpstr(undone, ==, "已撤销：导入2027年节假日安排（国办发明电〔2026〕99号）\n");
  g_autofree char *year = cli_text(cli, "calendar --year 2027");
  assert_has(year, "还没有2027年的放假通知");
}

static void test_yaml(void) {
  g_autoptr(Cli) cli = new_2027();
  write_file(cli, "2027.yaml", YAML);
  g_free(cli_text(cli, "calendar import n.txt"));
  g_autofree char *text = cli_text(cli, "calendar import 2027.yaml");
  assert_has(text, "放假 1 天，周末上班 1 天；全年工作日 261 天\n以下");
  g_autofree char *year = cli_text(cli, "calendar --year 2027");
  assert_has(year, "\n上班  1月31日 周日 ");
  assert_has(year, "\n放假  2月8日 周一 ");
  g_assert_null(strstr(year, "元旦")); /* of the notice it replaces */
}

/* A file as Windows saves it, and a terminal that types its name so. */
static void test_gb18030(void) {
  g_autoptr(Cli) cli = new_2027();
  g_autofree char *bytes = g_convert(NOTICE, -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autofree char *name = g_convert("通知.txt", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  write_file(cli, name, bytes);
  cli_set(cli, "LC_ALL", "zh_CN.GB18030");
  g_autoptr(Run) run = cli_run(cli, "calendar", "import", name, NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_autofree char *text = g_convert(run->out, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_assert_nonnull(text);
  g_assert_true(g_str_has_prefix(text, "已导入：2027年节假日安排（国办发明电〔2026〕99号）"));
  assert_has(text, MOVES);
}

/* Nothing is stored of what is faulty, and the place is named. */
static void test_faults(void) {
  g_autoptr(Cli) cli = new_2027();
  guint before = entries(cli);
  write_file(cli, "weekday.txt",
             "关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）放假。\n"
             "二、春节：2月5日（周四）至11日（周四）放假。\n");
  cli_refused(cli, "calendar import weekday.txt", 1, "文件 weekday.txt：第3行：");
  write_file(cli, "letter.txt", "关于召开会议的通知\n请按时参加。\n");
  cli_refused(cli, "calendar import letter.txt", 1, "文件 letter.txt：");
  write_file(cli, "bad.yaml", "year: 2027\nholidays: []\nworkdays:\n  - 2027-01-11\n");
  cli_refused(cli, "calendar import bad.yaml", 1, "第 4 行第 5 列");
  cli_refused(cli, "calendar import n.txt --year 2026", 1, "写的是2027年的安排，不是2026年的");
  cli_refused(cli, "calendar import none.txt", 1, "none.txt");
  g_assert_cmpuint(entries(cli), ==, before);
  g_autofree char *year = cli_text(cli, "calendar --year 2027");
  assert_has(year, "还没有2027年的放假通知");
}

static void test_usage(void) {
  g_autoptr(Cli) cli = cli_new();
  write_file(cli, "n.txt", NOTICE);
  cli_refused(cli, "calendar import n.txt", 1, "还没有台账文件");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
  cli_refused(cli, "calendar import", 2, "用法：taizhang calendar [选项] [import 文件]");
  cli_refused(cli, "calendar export n.txt", 2, "后面只能写 import");
  cli_refused(cli, "calendar --dry-run", 2, "--dry-run 要与 import 一起用");
  cli_refused(cli, "calendar --year 0", 2, "--year");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/calendar/shipped", test_shipped);
  g_test_add_func("/command/calendar/unknown", test_unknown);
  g_test_add_func("/command/calendar/import", test_import);
  g_test_add_func("/command/calendar/periods", test_periods);
  g_test_add_func("/command/calendar/dry-run", test_dry_run);
  g_test_add_func("/command/calendar/data", test_data);
  g_test_add_func("/command/calendar/undo", test_undo);
  g_test_add_func("/command/calendar/yaml", test_yaml);
  g_test_add_func("/command/calendar/gb18030", test_gb18030);
  g_test_add_func("/command/calendar/faults", test_faults);
  g_test_add_func("/command/calendar/usage", test_usage);
  return g_test_run();
}
