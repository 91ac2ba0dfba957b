/* Ledgers that leave as files. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/command/cli.h"

/* What a file in the home holds; NULL: there is none. */
static char *file_of(const Cli *cli, const char *name) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

/* Runs export with words and -o name below the home. */
static Run *export_to(Cli *cli, const char *words, const char *name) {
  g_autofree char *line = g_strdup_printf("$T export %s -o '%s/%s'", words, cli->home, name);
  return cli_shell(cli, line);
}

static void assert_said(const Run *run, int status, const char *words) {
  g_assert_cmpint(run->status, ==, status);
  assert_has(status == 0 ? run->out : run->err, words);
  g_assert_cmpstr(status == 0 ? run->err : run->out, ==, "");
}

static void test_formats(void) {
  static const struct {
    const char *name, *said, *start;
  } CASES[] = {
      {"台账.xlsx", "（Excel 表格，", "PK"},
      {"台账.DOCX", "（Word 文档，", "PK"},
      {"台账.csv", "（CSV 表格，",
       "\xef\xbb\xbf序号,一级指标,二级指标,类别,目标任务,责任单位,"
       "完成时限,原文时限,周期要求,状态,编号\r\n1,"},
      {"台账.yaml", "（YAML 文件，", "kind: ledger\nname: ningxia-2020\n"},
      {"台账.yml", "（YAML 文件，", "kind: ledger\nname: ningxia-2020\n"},
      {"台账.json", "（JSON 文件，", "{\n  \"kind\": \"ledger\","},
      {"台账.ics", "（日历文件，", "BEGIN:VCALENDAR\r\n"},
  };
  g_autoptr(Cli) cli = cli_new_example();
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Run) run = export_to(cli, "", CASES[i].name);
    assert_said(run, 0, "已导出69项任务到 ");
    assert_has(run->out, CASES[i].said);
    g_autofree char *text = file_of(cli, CASES[i].name);
    g_assert_true(g_str_has_prefix(text, CASES[i].start));
  }
}

/* How many bytes it says, and by which format it goes where the name says another. */
static void test_said(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run = export_to(cli, "--format json --unit 厅审批处", "台账.csv");
  assert_said(run, 0, "已导出10项任务到 ");
  g_autofree char *text = file_of(cli, "台账.csv");
  g_autofree char *bytes = g_strdup_printf("（JSON 文件，%zu 字节）\n", strlen(text));
  assert_has(run->out, bytes);
  json_t *json = json_loads(text, 0, NULL);
  g_assert_cmpint(json_number_of(json, "year"), ==, 2026);
  json_decref(json);
}

static void test_stream(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *json = cli_json(cli, "export --format json");
  g_assert_cmpstr(json_text_of(json, "name"), ==, "ningxia-2020");
  json_decref(json);
  g_autofree char *csv = cli_text(cli, "export --format csv -o - --query 第4项");
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 3);
  g_assert_true(g_str_has_suffix(lines[1], ",未启动,4"));
  g_autofree char *yaml = cli_text(cli, "--format yaml export");
  assert_has(yaml, "\n- {name: 厅法规处, kind: office}\n");
  g_autofree char *ics = cli_text(cli, "export --format ics --overdue");
  assert_has(ics, "BEGIN:VTODO\r\nUID:task-4@");
  g_assert_null(strstr(ics, "UID:task-5@"));
}

/* The same options as list has give the same tasks. */
static void test_filters(void) {
  static const char *const FILTERS[] = {"--overdue",  "--unit 厅法规处", "--state 未启动",
                                        "--light 绿", "--query 信用",    "--ledger ningxia-2020"};
  g_autoptr(Cli) cli = cli_new_example();
  for (gsize i = 0; i < G_N_ELEMENTS(FILTERS); i++) {
    g_autofree char *list = g_strconcat("list --format csv ", FILTERS[i], NULL);
    g_autofree char *export = g_strconcat("export --format csv ", FILTERS[i], NULL);
    g_autofree char *listed = cli_text(cli, list);
    g_autofree char *exported = cli_text(cli, export);
    g_auto(GStrv) a = g_strsplit(listed, "\r\n", -1);
    g_auto(GStrv) b = g_strsplit(exported, "\r\n", -1);
    g_assert_cmpuint(g_strv_length(a), >, 2);
    g_assert_cmpuint(g_strv_length(a), ==, g_strv_length(b));
  }
}

static void test_several(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "init --template xinzhou-2023 --year 2027"));
  g_autofree char *csv = cli_text(cli, "export --format csv");
  g_assert_true(g_str_has_prefix(csv, "\xef\xbb\xbf台账,序号,一级指标,"));
  assert_has(csv, "\r\n忻州市交通运输局信用交通建设实施方案（2027年）,1,");
  assert_has(csv, "\r\n宁夏回族自治区“信用交通省”建设指标体系任务分工台账（2026年）,1,");
  g_autoptr(Run) both = export_to(cli, "", "都.xlsx");
  assert_said(both, 0, "已导出87项任务（2本台账）到 ");
  cli_refused(cli, "export --format yaml", 1, "YAML 文件只放一本台账，这些任务属于2本");
  cli_refused(cli, "export --format json", 1, "；1 《宁夏回族自治区");
  g_autofree char *one = cli_text(cli, "export --format yaml --ledger 2");
  assert_has(one, "\nyear: 2027\n");
  /* A file for which there is nothing to write is not there. */
  g_autoptr(Run) none = export_to(cli, "", "不行.yaml");
  g_assert_cmpint(none->status, ==, 1);
  g_autofree char *text = file_of(cli, "不行.yaml");
  g_assert_null(text);
}

/* What is 封存 is not written unless it is named. */
static void test_frozen(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "freeze 1"));
  cli_refused(cli, "export --format csv", 1, "没有符合条件的任务");
  g_autofree char *all = cli_text(cli, "export --format csv --all");
  assert_has(all, "\r\n69,");
  g_autofree char *named = cli_text(cli, "export --format csv --ledger 1");
  g_assert_cmpstr(all, ==, named);
}

static void test_kept(void) {
  g_autoptr(Cli) cli = cli_new_example();
  /* what is not understood is not passed over */
  cli_refused(cli, "export -o a.csv --query 灯:紫", 1, "没有“紫”这种灯，可以是红、黄、绿、灰");
  cli_refused(cli, "list --query 责任:xyz", 1, "没有名称含“xyz”的单位");
  g_autoptr(Run) first = export_to(cli, "--query 第4项", "a.csv");
  assert_said(first, 0, "已导出1项任务");
  g_autofree char *before = file_of(cli, "a.csv");
  g_autoptr(Run) kept = export_to(cli, "", "a.csv");
  assert_said(kept, 1, "已经有这个文件，不会覆盖它；要替换它，请加 --force");
  g_autofree char *same = file_of(cli, "a.csv");
  g_assert_cmpstr(before, ==, same);
  g_autoptr(Run) forced = export_to(cli, "--force", "a.csv");
  assert_said(forced, 0, "已导出69项任务");
  /* A link is not followed. */
  g_autofree char *link = g_build_filename(cli->home, "b.csv", NULL);
  g_assert_cmpint(symlink("a.csv", link), ==, 0);
  g_autoptr(Run) linked = export_to(cli, "--force --query 第4项", "b.csv");
  assert_said(linked, 1, "链接或设备，不会替换它");
  g_autofree char *after = file_of(cli, "a.csv");
  assert_has(after, "\r\n69,");
  g_autoptr(Run) nowhere = export_to(cli, "", "没有/a.csv");
  assert_said(nowhere, 1, "没有这个文件夹");
}

static void test_usage(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "export", 2, "请用 -o 写明存成哪个文件，如 -o 台账.xlsx");
  cli_refused(cli, "export -o -", 2, "用 --format 写明输出 csv、yaml、json 或 ics");
  cli_refused(cli, "export --format xlsx", 2, "Excel 表格不能输出到屏幕，请用 -o");
  cli_refused(cli, "export --format docx -o -", 2, "如 -o 台账.docx");
  cli_refused(cli, "export --format pdf", 2, "没有“pdf”这种格式，--format 可以是 xlsx、docx、csv");
  cli_refused(cli, "export -o 台账", 2, "看不出 台账 要存成哪种格式");
  cli_refused(cli, "export -o a.d/台账", 2, "看不出");
  cli_refused(cli, "export --format csv --state 完了", 2, "没有“完了”这种状态");
  cli_refused(cli, "export --format csv --unit 法规处", 1, "相近的有：厅法规处");
}

/* The file is read, never written. */
static void test_unchanged(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = NULL, *after = NULL;
  gsize size, size_after;
  g_file_get_contents(cli->db, &before, &size, NULL);
  g_autoptr(Run) run = export_to(cli, "", "a.xlsx");
  g_assert_cmpint(run->status, ==, 0);
  g_file_get_contents(cli->db, &after, &size_after, NULL);
  g_assert_cmpmem(before, size, after, size_after);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/export/formats", test_formats);
  g_test_add_func("/command/export/said", test_said);
  g_test_add_func("/command/export/stream", test_stream);
  g_test_add_func("/command/export/filters", test_filters);
  g_test_add_func("/command/export/several", test_several);
  g_test_add_func("/command/export/frozen", test_frozen);
  g_test_add_func("/command/export/kept", test_kept);
  g_test_add_func("/command/export/usage", test_usage);
  g_test_add_func("/command/export/unchanged", test_unchanged);
  return g_test_run();
}
