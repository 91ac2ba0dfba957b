/* due: what a phrase means and when it is due next; a home without any ledger file. */
#include <string.h>

#include "tests/command/cli.h"

static void test_rule(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "due 每月15日前");
  g_assert_cmpstr(text, ==,
                  "原文        每月15日前\n"
                  "意思        每月至少1次，当月15日前\n"
                  "期       期限        星期  当天            离今天\n"
                  "2026-12  2026-12-15  周二  工作日          还有24天\n"
                  "2027-01  2027-01-15  周五  工作日（预计）  还有55天\n"
                  "2027-02  2027-02-15  周一  工作日（预计）  还有86天\n"
                  "2027-03  2027-03-15  周一  工作日（预计）  还有114天\n"
                  "2027-04  2027-04-15  周四  工作日（预计）  还有145天\n");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
}

/* The words that were understood stand apart; last month's period is due in this one. */
static void test_sentence(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text =
      cli_text(cli, "due 各单位每月将上月数据于次月8日前报送 --from 2024-01-05 --count 2");
  assert_has(text, "读出的词    ");
  assert_has(text, "意思        每月至少1次，次月8日前\n");
  assert_has(text, "\n2023-12  2024-01-08  周一  工作日  已过");
  assert_has(text, "\n2024-01  2024-02-08  周四  工作日  已过");
  g_assert_null(strstr(text, "2024-03-08"));
}

/* A due day on a day off keeps its date. */
static void test_days_off(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *holiday = cli_text(cli, "due 每月1日前 --from 2026-10-01 --count 1");
  assert_has(holiday, "\n2026-10  2026-10-01  周四  国庆节  已过51天\n");
  g_autofree char *weekend = cli_text(cli, "due 每月1日前 --from 2026-10-02 --count 1");
  assert_has(weekend, "\n2026-11  2026-11-01  周日  休息日  已过20天\n");
  g_autofree char *makeup = cli_text(cli, "due 每月10日前 --from 2026-10-01 --count 1");
  assert_has(makeup, "\n2026-10  2026-10-10  周六  工作日（调休）  已过42天\n");
  g_autofree char *guessed = cli_text(cli, "due 每月2日前 --from 2027-05-02 --count 1");
  assert_has(guessed, "\n2027-05  2027-05-02  周日  休息日（预计）  还有162天\n");
}

static void test_until(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "due 每季度至少1次，2027年6月");
  assert_has(text, "意思        每季度至少1次，季度末前，到2027年6月30日为止\n");
  assert_has(text, "\n2026Q4  2026-12-31");
  assert_has(text, "\n2027Q2  2027-06-30");
  g_assert_null(strstr(text, "2027Q3"));
  g_autofree char *over = cli_text(cli, "due 每季度至少1次，2020年12月");
  assert_has(over, "从2026年11月21日 周六起，没有到期的了。\n");
}

/* What is counted from a day that the phrase does not name. */
static void test_start(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *event = cli_text(cli, "due 之日起七个工作日内 --from 2026-09-30");
  assert_has(event, "事件日      2026年9月30日 周三（按 --from，");
  assert_has(event, "\n自2026-09-30  2026-10-15  周四  工作日  已过37天\n");
  g_autofree char *gap = cli_text(cli, "due 最长间隔不超过一个月 --from 2026-01-31");
  assert_has(gap, "上次报送    2026年1月31日 周六（按 --from，");
  assert_has(gap, "\n自2026-01-31  2026-02-28  周六  工作日（调休）  已过266天\n");
  g_autofree char *anchored = cli_text(cli, "due 每14个工作日报送1次 --count 2");
  assert_has(anchored, "意思        每14个工作日1次，自2026-11-21起算\n");
  assert_has(anchored, "起算日      2026年11月21日 周六（按今天，");
  assert_has(anchored, "\n第1期  2026-12-10  周四  工作日  还有19天\n");
  assert_has(anchored, "\n第2期  2026-12-30  周三  工作日  还有39天\n");
  g_autofree char *late = cli_text(cli, "due 之日起七个工作日内 --from 9999-12-31");
  assert_has(late, "没有到期的了");
}

static void test_one_date(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "due 11月底前");
  g_assert_cmpstr(text, ==,
                  "原文        11月底前\n"
                  "意思        期限 2026年11月30日（周一）\n"
                  "离今天      还有9天\n"
                  "当天        工作日\n");
  g_autofree char *past = cli_text(cli, "due 2020年10月");
  assert_has(
      past,
      "意思        期限 2020年10月31日（周六）\n离今天      已过2212天\n当天        休息日\n");
  g_autofree char *year = cli_text(cli, "due 2月底 --year 2024");
  assert_has(year, "2024年2月29日（周四）");
  g_autofree char *as_of = cli_text(cli, "due 2月底 --as-of 2023-01-01");
  assert_has(as_of, "2023年2月28日（周二）");
  assert_has(as_of, "还有58天");
}

static void test_no_date(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *soft = cli_text(cli, "due 及时");
  g_assert_cmpstr(soft, ==, "原文        及时\n意思        没有写明日期\n");
  g_autofree char *unread = cli_text(cli, "due 每月10日、20日、30日前");
  g_assert_cmpstr(unread, ==,
                  "原文        每月10日、20日、30日前\n"
                  "意思        写明了时间，但这种写法读不懂，照原文保留，不计算期限\n");
  g_autofree char *slip = cli_text(cli, "due 2026年2月30日");
  assert_has(slip, "意思        没有这一天\n");
  g_autofree char *year = cli_text(cli, "due 贯穿全年 --year 2023");
  g_assert_cmpstr(year, ==, "原文        贯穿全年\n意思        2023年1月1日至2023年12月31日\n");
  g_autofree char *open = cli_text(cli, "due 未来三年");
  assert_has(open, "没有写明起止日期");
}

/* ---- data ------------------------------------------------------------------------------- */

static void assert_null_field(const json_t *object, const char *key) {
  g_assert_true(json_is_null(json_object_get(object, key)));
}

static void assert_next(const json_t *answer, gsize index, const char *period, const char *due,
                        gboolean worked, gboolean estimated) {
  const json_t *item = json_array_get(json_object_get(answer, "next"), index);
  g_assert_cmpstr(json_text_of(item, "period"), ==, period);
  g_assert_cmpstr(json_text_of(item, "due"), ==, due);
  g_assert_cmpint(json_is_true(json_object_get(item, "working_day")), ==, worked);
  g_assert_true(json_is_boolean(json_object_get(item, "working_day")));
  g_assert_cmpint(json_is_true(json_object_get(item, "estimated")), ==, estimated);
}

static void test_json_rule(void) {
  g_autoptr(Cli) cli = cli_new();
  json_t *answer = cli_json(cli, "due 每季度公示2个以上 --count 2 --format json");
  g_assert_cmpstr(json_text_of(answer, "phrase"), ==, "每季度公示2个以上");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "rule");
  g_assert_cmpstr(json_text_of(answer, "understood"), ==, "每季度至少2次，季度末前");
  g_assert_cmpstr(json_text_of(answer, "per"), ==, "quarter");
  g_assert_cmpint(json_number_of(answer, "step"), ==, 1);
  g_assert_cmpint(json_number_of(answer, "quota"), ==, 2);
  assert_null_field(answer, "due");
  assert_null_field(answer, "first");
  assert_null_field(answer, "due_day");
  assert_null_field(answer, "due_month");
  g_assert_cmpuint(json_array_size(json_object_get(answer, "next")), ==, 2);
  assert_next(answer, 0, "2026Q4", "2026-12-31", TRUE, FALSE);
  assert_next(answer, 1, "2027Q1", "2027-03-31", TRUE, TRUE);
  json_decref(answer);
  answer = cli_json(cli, "due 每年11月底前 --count 1 --format json");
  g_assert_cmpint(json_number_of(answer, "due_day"), ==, 31);
  g_assert_cmpint(json_number_of(answer, "due_month"), ==, -1);
  assert_next(answer, 0, "2026", "2026-11-30", TRUE, FALSE);
  json_decref(answer);
  answer = cli_json(cli, "due 每周至少登录1次 --count 1000 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(answer, "next")), ==, 1000);
  assert_next(answer, 0, "2026-W47", "2026-11-22", FALSE, FALSE);
  assert_next(answer, 999, "2046-W02", "2046-01-14", FALSE, TRUE);
  json_decref(answer);
}

static void test_json_others(void) {
  g_autoptr(Cli) cli = cli_new();
  json_t *answer = cli_json(cli, "due 之日起14个工作日内 --from 2023-12-29 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "workdays");
  g_assert_cmpstr(json_text_of(answer, "per"), ==, "workdays");
  g_assert_cmpint(json_number_of(answer, "step"), ==, 14);
  assert_next(answer, 0, "自2023-12-29", "2024-01-19", TRUE, FALSE);
  json_decref(answer);
  answer = cli_json(cli, "due 最长间隔不超过一个月 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "gap");
  assert_next(answer, 0, "自2026-11-21", "2026-12-21", TRUE, FALSE);
  json_decref(answer);
  answer = cli_json(cli, "due 2027年5月底前 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "date");
  g_assert_cmpstr(json_text_of(answer, "due"), ==, "2027-05-31");
  assert_null_field(answer, "per");
  assert_null_field(answer, "quota");
  assert_next(answer, 0, NULL, "2027-05-31", TRUE, TRUE);
  json_decref(answer);
  answer = cli_json(cli, "due 2020年4月 --format json"); /* past: nothing comes next */
  g_assert_cmpstr(json_text_of(answer, "due"), ==, "2020-04-30");
  g_assert_cmpuint(json_array_size(json_object_get(answer, "next")), ==, 0);
  json_decref(answer);
  answer = cli_json(cli, "due 贯穿全年 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "window");
  g_assert_cmpstr(json_text_of(answer, "first"), ==, "2026-01-01");
  g_assert_cmpstr(json_text_of(answer, "due"), ==, "2026-12-31");
  json_decref(answer);
  answer = cli_json(cli, "due 及时 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "none");
  g_assert_true(json_is_false(json_object_get(answer, "unread")));
  assert_null_field(answer, "text");
  assert_null_field(answer, "due");
  g_assert_cmpuint(json_array_size(json_object_get(answer, "next")), ==, 0);
  json_decref(answer);
  answer = cli_json(cli, "due 每季度至少0次 --format json");
  g_assert_cmpstr(json_text_of(answer, "kind"), ==, "none");
  g_assert_true(json_is_true(json_object_get(answer, "unread")));
  assert_null_field(answer, "quota");
  g_assert_cmpuint(json_array_size(json_object_get(answer, "next")), ==, 0);
  json_decref(answer);
}

static void test_csv(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "due 每月1日前 --from 2026-10-01 --count 2 --format csv");
  g_assert_cmpstr(text, ==,
                  "\xef\xbb\xbf"
                  "期,期限,星期,工作日,节假日,预计\r\n"
                  "2026-10,2026-10-01,周四,否,国庆节,否\r\n"
                  "2026-11,2026-11-01,周日,否,,否\r\n");
  g_autofree char *none = cli_text(cli, "due 及时 --format csv");
  g_assert_cmpstr(none, ==,
                  "\xef\xbb\xbf"
                  "期,期限,星期,工作日,节假日,预计\r\n");
}

/* ---- arguments -------------------------------------------------------------------------- */

static void test_wrong(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "due", 2, "缺少完成时限");
  cli_refused(cli, "due 每季度 至少1次", 2, "多了一个参数“至少1次”");
  cli_refused(cli, "due 及时 --year 0", 2, "--year 的值“0”不对");
  cli_refused(cli, "due 及时 --year 10000", 2, "1 到 9999");
  cli_refused(cli, "due 及时 --year 今年", 2, "“今年”");
  cli_refused(cli, "due 及时 --from 2026-02-30", 2, "--from 的值“2026-02-30”不是日期");
  cli_refused(cli, "due 及时 --from 昨天", 2, "“昨天”");
  cli_refused(cli, "due 及时 --count 0", 2, "1 到 1000");
  cli_refused(cli, "due 及时 --count 1001", 2, "1 到 1000");
  cli_refused(cli, "due 及时 --count -1", 2, "--count");
  cli_refused(cli, "due 及时 --frm 2026-01-01", 2, "是不是 --from？");
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_set(cli, "LC_ALL", "zh_CN.GB18030");
  g_autofree char *phrase = g_convert("每季度至少１次", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autoptr(Run) run = cli_run(cli, "due", phrase, "--count", "1", NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_autofree char *text = g_convert(run->out, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
  assert_has(text, "意思        每季度至少1次，季度末前\n");
  assert_has(text, "\n2026Q4  2026-12-31  周四  工作日  还有40天\n");
  g_autoptr(Run) data = cli_run(cli, "due", phrase, "--format", "json", NULL);
  assert_has(data->out, "\"phrase\": \"每季度至少１次\""); /* UTF-8 here too */
}

static void test_controls(void) {
  g_autoptr(Cli) cli = cli_new();
  static const char *const FORMATS[] = {"table", "json", "csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    g_autoptr(Run) run =
        cli_run(cli, "due", "\033[31m每季度\xe2\x80\xae至少1次", "--format", FORMATS[i], NULL);
    g_assert_cmpint(run->status, ==, 0);
    g_assert_null(strchr(run->out, '\033'));
    g_assert_null(strstr(run->out, "\xe2\x80\xae"));
  }
}

/* A calendar that cannot be read is no reason to guess. */
static void test_no_calendars(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_set(cli, "TAIZHANG_SHARE", cli->home);
  cli_refused(cli, "due 每月15日前", 1, "calendars");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/due/rule", test_rule);
  g_test_add_func("/command/due/sentence", test_sentence);
  g_test_add_func("/command/due/days-off", test_days_off);
  g_test_add_func("/command/due/until", test_until);
  g_test_add_func("/command/due/start", test_start);
  g_test_add_func("/command/due/one-date", test_one_date);
  g_test_add_func("/command/due/no-date", test_no_date);
  g_test_add_func("/command/due/json-rule", test_json_rule);
  g_test_add_func("/command/due/json-others", test_json_others);
  g_test_add_func("/command/due/csv", test_csv);
  g_test_add_func("/command/due/wrong", test_wrong);
  g_test_add_func("/command/due/gb18030", test_gb18030);
  g_test_add_func("/command/due/controls", test_controls);
  g_test_add_func("/command/due/no-calendars", test_no_calendars);
  return g_test_run();
}
