/* bulletin. The journal dates by the clock, which these tests cannot set; so the ledger is one of
 * 2090, when all has been on record for long, and 2010 is before anything was. */
#include <string.h>

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

/* November 2090: tasks 1 to 3 done on time, the 4th late, the 54th late and open. */
static Cli *cli_new_2090(void) {
  static const char *const DEEDS[] = {"init --template ningxia-2020 --year 2090",
                                      "done 1 --as-of 2090-09-30",
                                      "done 2 --as-of 2090-11-03",
                                      "done 3 --as-of 2090-11-03",
                                      "progress 54 --text 正在制作 --percent 30 --as-of 2090-11-05",
                                      "done 4 --as-of 2090-11-20"};
  Cli *cli = cli_new();
  cli_set(cli, "TAIZHANG_TODAY", "2090-11-21");
  for (gsize i = 0; i < G_N_ELEMENTS(DEEDS); i++)
    g_free(cli_text(cli, DEEDS[i]));
  return cli;
}

static void test_text(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  g_autofree char *text = cli_text(cli, "bulletin");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpstr(lines[0], ==, "2090年11月通报");
  g_assert_cmpstr(lines[1], ==, "（全部台账）");
  g_assert_cmpstr(
      lines[3], ==,
      "　　截至2090年11月21日，共58项任务，已办结4项（按时3项，逾期1项），办结率6.9%，"
      "平均完成率7.4%；逾期未办结1项；本月未报进展53项。另有11项不列入统计：排名指标3项、"
      "加分项3项、扣分项5项。与2090年10月末相比，新办结3项，"
      "新增逾期1项，不再逾期1项，办结率提高5.2个百分点。");
  assert_has(text, "\n名次  单位 ");
  assert_has(text, "没有写牵头单位的归责任单位");
  assert_has(text, "\n   1  厅法规处 ");
  assert_has(text, "\n   4  厅建管处 ");
  assert_has(text, "\n   4  五市交通运输局 ");
  assert_has(text, "\n   3  三、加大信用信息归集共享公开力度 ");
  assert_has(text, "\n三、逾期未办结任务（1项）\n1. 第54项“");
  assert_has(text, "期限2090年10月31日，逾期21天；最近进展（2090年11月5日）：正在制作\n");
  /* The last line is what verify says, so that the two can be compared. */
  g_autofree char *verified = cli_text(cli, "verify");
  g_autofree char *head = g_strdup(strstr(verified, "最新校验值：") + strlen("最新校验值："));
  guint count = g_strv_length(lines);
  g_assert_cmpstr(lines[count - 1], ==, "");
  g_autofree char *code = g_strconcat("核验码：", g_strchomp(head), NULL);
  g_assert_cmpstr(lines[count - 2], ==, code);
}

/* A past month says what it said then. */
static void test_past(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  g_autofree char *october = cli_text(cli, "bulletin --month 2090-10");
  assert_has(october, "2090年10月通报\n");
  assert_has(october, "截至2090年10月31日，共58项任务，已办结1项（按时1项，逾期0项）");
  assert_has(october, "新办结0项，新增逾期0项，不再逾期0项，办结率持平。");
  assert_has(october, "第4项“落实国家发展改革委");
  assert_has(october, "逾期184天；尚未报告进展。");
  g_autofree char *march = cli_text(cli, "bulletin --month 2090-03");
  assert_has(march, "三、逾期未办结任务：没有\n");
  g_autofree char *before = cli_text(cli, "bulletin --month 2010-01");
  assert_has(before, "截至2010年1月31日，没有列入统计的任务。\n　　本台账文件的记录自20");
  assert_has(before, "日开始，此前的情况没有记录。\n\n核验码：");
  g_assert_null(strstr(before, "名次"));
}

static void test_refused(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  cli_refused(cli, "bulletin --month 2090-12", 1, "2090年12月还没有到");
  cli_refused(cli, "bulletin --month 2090-13", 2, "“2090-13”不是月份");
  cli_refused(cli, "bulletin --month 11", 2, "应写成 2026-11 这样");
  cli_refused(cli, "bulletin --ledger 9", 1, "没有编号、模板名或标题为“9”的台账");
  cli_refused(cli, "bulletin --list 逾期", 2, "没有“逾期”这个数");
  cli_refused(cli, "bulletin --unit 厅法规处", 2, "要与 --list 一起用");
  cli_refused(cli, "bulletin --list 总数 --unit 厅法规处 --indicator 1", 2, "只能写一个");
  cli_refused(cli, "bulletin --list 总数 --unit 法规处", 1, "厅法规处");
  cli_refused(cli, "bulletin --list 总数 --indicator x", 2, "--indicator");
  cli_refused(cli, "bulletin --list 总数 --indicator 99", 1, "没有第99个一级指标");
  cli_refused(cli, "bulletin --list 总数 --indicator 99", 1, "--indicator 可写1到9");
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2089"));
  cli_refused(cli, "bulletin --list 总数 --indicator 1", 1, "请用 --ledger 指明");
  g_autofree char *one = cli_text(cli, "bulletin --list done --indicator 1 --ledger 1");
  assert_has(one, "2090年11月 第1个一级指标 已办结：共4项。\n");
}

/* Weekly and monthly ones, asked for since 21 November; a late submission counts from its day on.
 */
static void test_missed(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  cli_set(cli, "TAIZHANG_TODAY", "2090-12-20");
  g_free(cli_text(cli, "submit 5 --text 补报 --period 2090-11 --on 2090-12-08"));
  g_autofree char *text = cli_text(cli, "bulletin");
  assert_has(text, "；逾期未办结1项；欠报3项；本月未报进展");
  assert_has(text, "  逾期  欠报  未报  办结率  完成率\n");
  assert_has(text, "“欠报”为周期要求过了期限没有报齐");
  json_t *bulletin = cli_json(cli, "bulletin --format json");
  const json_t *missed = json_object_get(json_object_get(bulletin, "all"), "missed");
  g_assert_cmpuint(json_array_size(missed), ==, 3);
  g_assert_cmpint(json_integer_value(json_array_get(missed, 0)), ==, 26);
  json_decref(bulletin);
  g_autofree char *csv = cli_text(cli, "bulletin --format csv");
  assert_has(csv, ",逾期未办结,欠报,本月未报进展,");
  assert_has(csv, "\r\n合计,,,合计,58,4,3,1,1,3,");
  g_autofree char *list = cli_text(cli, "bulletin --list 欠报 --unit 厅法规处");
  assert_has(list, "\n  28    28  ! 红 ");
  assert_has(list, "\n  44    44  ! 红 ");
  assert_has(list, "\n2090年12月 厅法规处 欠报：共2项。\n");
  g_autofree char *past = cli_text(cli, "bulletin --list missed --month 2090-11");
  assert_has(past, "2090年11月 全部台账 欠报：共1项。"); /* by the week; the month's were due on
                                                              the last day */
}

/* ---- data ------------------------------------------------------------------------------- */

static gsize count_of(const json_t *line, const char *figure) {
  const json_t *ids = json_object_get(line, figure);
  g_assert_true(json_is_array(ids));
  return json_array_size(ids);
}

static void test_json(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  json_t *bulletin = cli_json(cli, "bulletin --format json");
  g_assert_cmpstr(json_text_of(bulletin, "as_of"), ==, "2090-11-21");
  const json_t *all = json_object_get(bulletin, "all");
  g_assert_cmpuint(count_of(all, "tasks"), ==, 58);
  g_assert_cmpuint(count_of(all, "on_time"), ==, 3);
  g_assert_cmpuint(count_of(all, "not_reported"), ==, 53);
  g_assert_cmpint(json_integer_value(json_array_get(json_object_get(all, "late_done"), 0)), ==, 4);
  g_assert_cmpfloat_with_epsilon(json_real_value(json_object_get(all, "share")), 400.0 / 58, 1e-9);
  const json_t *rest = json_object_get(bulletin, "rest");
  g_assert_cmpint(json_number_of(rest, "measure"), ==, 3);
  g_assert_cmpint(json_number_of(rest, "deduction"), ==, 5);
  g_assert_cmpint(json_number_of(rest, "void"), ==, 0);
  const json_t *unit = json_array_get(json_object_get(bulletin, "units"), 0);
  g_assert_cmpstr(json_text_of(unit, "name"), ==, "厅法规处");
  g_assert_cmpint(json_number_of(unit, "rank"), ==, 1);
  gsize sum = 0;
  const json_t *indicators = json_object_get(bulletin, "indicators");
  for (gsize i = 0; i < json_array_size(indicators); i++)
    sum += count_of(json_array_get(indicators, i), "tasks");
  g_assert_cmpuint(sum, ==, 58);
  const json_t *late = json_array_get(json_object_get(bulletin, "late"), 0);
  g_assert_cmpint(json_number_of(late, "id"), ==, 54);
  g_assert_cmpint(json_number_of(late, "overdue_days"), ==, 21);
  g_assert_cmpstr(json_text_of(late, "last_progress_on"), ==, "2090-11-05");
  const json_t *change = json_object_get(bulletin, "change");
  g_assert_cmpint(json_number_of(change, "tasks"), ==, 58);
  g_assert_cmpuint(count_of(change, "done"), ==, 3);
  g_assert_cmpint(json_integer_value(json_array_get(json_object_get(change, "cleared"), 0)), ==, 4);
  g_assert_cmpuint(strlen(json_text_of(bulletin, "head")), ==, 64);
  json_decref(bulletin);
}

static void test_csv(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  g_autofree char *csv = cli_text(cli, "bulletin --format csv");
  g_assert_true(g_str_has_prefix(csv, "\xef\xbb\xbf部分,名次,序号,名称,任务总数,"));
  assert_has(csv, "\r\n合计,,,合计,58,4,3,1,1,0,53,6.9,7.4,");
  assert_has(csv, "\r\n单位,1,,厅法规处,34,4,3,1,0,0,30,11.8,11.8,");
  assert_has(csv, "\r\n一级指标,,3,三、加大信用信息归集共享公开力度,12,0,");
  assert_has(csv, "\r\n逾期,,54,开展“信用交通宣传月”");
  assert_has(csv, ",2090-10-31,21,2090-11-05,正在制作,\r\n");
  assert_has(csv, "\r\n比上月,,,新办结,,,,,,,,,,,,,,,,3\r\n");
  assert_has(csv, "\r\n说明,,,核验码,,,,,,,,,,,,,,,,");
  /* Every row has every column. */
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  for (gsize i = 0; lines[i + 1] != NULL; i++) {
    guint commas = 0;
    for (const char *p = lines[i]; *p != '\0'; p++)
      commas += *p == ',' ? 1 : 0;
    g_assert_cmpuint(commas, ==, 19);
  }
}

static void test_list(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  static const struct {
    const char *figure;
    gsize count;
  } expected[] = {{"总数", 58},      {"已办结", 4},    {"按时办结", 3}, {"逾期办结", 1},
                  {"逾期未办结", 1}, {"未报进展", 53}, {"on_time", 3},  {"not_reported", 53}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_autofree char *arguments =
        g_strdup_printf("bulletin --format json --list %s", expected[i].figure);
    json_t *list = cli_json(cli, arguments);
    g_assert_cmpuint(json_array_size(list), ==, expected[i].count);
    json_decref(list);
  }
  g_autofree char *table = cli_text(cli, "bulletin --list 逾期未办结");
  g_assert_true(g_str_has_prefix(table, "编号  序号  灯 "));
  assert_has(table, "\n  54    54  ! 红  21天  办理中 ");
  assert_has(table, "\n2090年11月 全部台账 逾期未办结：共1项。\n");
  g_autofree char *unit = cli_text(cli, "bulletin --list 已办结 --unit 厅法规处");
  assert_has(unit, "\n2090年11月 厅法规处 已办结：共4项。\n");
  g_autofree char *none = cli_text(cli, "bulletin --list 已办结 --unit 厅建管处");
  g_assert_cmpstr(none, ==, "2090年11月 厅建管处 已办结：共0项。\n");
  g_autofree char *idle = cli_text(cli, "bulletin --list 总数 --unit 有关市交通运输局");
  g_assert_cmpstr(idle, ==, "2090年11月 有关市交通运输局 任务总数：共0项。\n");
  g_autofree char *past = cli_text(cli, "bulletin --list 逾期未办结 --month 2090-10");
  assert_has(past, "共1项。表中的灯、逾期和状态是今天的。\n");
  g_autofree char *csv = cli_text(cli, "bulletin --list 逾期办结 --format csv");
  assert_has(csv, "\r\n4,");
}

/* ---- columns ---------------------------------------------------------------------------- */

/* Columns before the first % of a line. In GB18030 a character takes as many as bytes, as long as
 * it is one of GB 2312, which all here are. */
static gsize columns_before_percent(const char *line, gboolean gb18030) {
  g_autofree char *start = g_strndup(line, (gsize)(strchr(line, '%') - line));
  if (gb18030) {
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = g_convert(start, -1, "GB18030", "UTF-8", NULL, NULL, &error);
    g_assert_no_error(error);
    return strlen(bytes);
  }
  gsize columns = 0;
  for (const char *p = start; *p != '\0'; p = g_utf8_next_char(p))
    columns += g_utf8_get_char(p) < 0x80 || g_utf8_get_char(p) == 0x2026 ? 1 : 2;
  return columns;
}

static void check_columns(const char *text, gboolean gb18030) {
  static const char *const HEADS[] = {"名次  单位", "序号  一级指标"};
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  guint rows = 0;
  for (gsize table = 0; table < G_N_ELEMENTS(HEADS); table++) {
    gsize i = 0;
    while (!g_str_has_prefix(lines[i], HEADS[table]))
      i++;
    gsize columns = columns_before_percent(lines[i + 1], gb18030);
    for (i++; strchr(lines[i], '%') != NULL; i++, rows++)
      g_assert_cmpuint(columns_before_percent(lines[i], gb18030), ==, columns);
  }
  g_assert_cmpuint(rows, ==, 17 + 8);
}

static void test_columns(void) {
  g_autoptr(Cli) cli = cli_new_2090();
  g_autofree char *text = cli_text(cli, "bulletin");
  check_columns(text, FALSE);
  assert_has(text, "\n   1  一、贯彻落实习近平总书记重要指示批示和…  ");
  cli_set(cli, "LC_ALL", "zh_CN.GB18030");
  g_autoptr(Run) run = cli_run(cli, "bulletin", NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_autoptr(GError) error = NULL;
  g_autofree char *other = g_convert(run->out, -1, "UTF-8", "GB18030", NULL, NULL, &error);
  g_assert_no_error(error);
  check_columns(other, TRUE);
}

static gboolean row_has(Pty *pty, int row, const char *text) {
  g_autofree char *line = pty_row_text(pty, row);
  return strstr(line, text) != NULL;
}

/* A row takes one line of an ordinary terminal; the first one stands right below the heads. */
static void check_terminal(const char *locale) {
  g_autoptr(Cli) cli = cli_new_2090();
  g_autofree char *home = g_strconcat("HOME=", cli->home, NULL);
  g_autofree char *db = g_strconcat("TAIZHANG_DB=", cli->db, NULL);
  const char *environment[] = {home, db, "TAIZHANG_TODAY=2090-11-21", NULL};
  const char *argv[] = {"/bin/sh", "-c", "\"$TAIZHANG\" bulletin; read x", NULL};
  g_autoptr(Pty) pty = pty_spawn(argv, environment, 60, 80, locale);
  pty_wait(pty, "核验码：", 0);
  int row = 0;
  while (!row_has(pty, row, "名次  单位"))
    row++;
  g_assert_true(row_has(pty, row, "办结率  完成率"));
  for (int i = 1; i <= 17; i++)
    g_assert_true(row_has(pty, row + i, "%"));
  g_assert_true(row_has(pty, row + 18, "注："));
}

static void test_terminal(void) {
  check_terminal("C.UTF-8");
}

static void test_terminal_gb18030(void) {
  check_terminal("zh_CN.GB18030");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/bulletin/text", test_text);
  g_test_add_func("/command/bulletin/past", test_past);
  g_test_add_func("/command/bulletin/refused", test_refused);
  g_test_add_func("/command/bulletin/missed", test_missed);
  g_test_add_func("/command/bulletin/json", test_json);
  g_test_add_func("/command/bulletin/csv", test_csv);
  g_test_add_func("/command/bulletin/list", test_list);
  g_test_add_func("/command/bulletin/columns", test_columns);
  g_test_add_func("/command/bulletin/terminal", test_terminal);
  g_test_add_func("/command/bulletin/terminal-gb18030", test_terminal_gb18030);
  return g_test_run();
}
