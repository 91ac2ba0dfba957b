/* ledgers, rollover, freeze, thaw: several years in one file, on 12 January 2027. */
#include <string.h>

#include "tests/command/cli.h"

#define TITLE "宁夏回族自治区“信用交通省”建设指标体系任务分工台账"

/* The ledger of 2026, in which task 4 has progress. */
static Cli *in_january(void) {
  Cli *cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 要点已起草 --percent 60"));
  cli_set(cli, "TAIZHANG_TODAY", "2027-01-12");
  return cli;
}

static gsize count_of(Cli *cli, const char *arguments) {
  json_t *list = cli_json(cli, arguments);
  gsize count = json_array_size(list);
  json_decref(list);
  return count;
}

static void test_ledgers(void) {
  g_autoptr(Cli) cli = in_january();
  g_free(cli_text(cli, "rollover 1"));
  json_t *list = cli_json(cli, "ledgers --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *new_ = json_array_get(list, 0), *old = json_array_get(list, 1);
  g_assert_cmpint(json_number_of(new_, "year"), ==, 2027);
  g_assert_cmpint(json_number_of(new_, "tasks"), ==, 69);
  g_assert_cmpint(json_number_of(new_, "rolled_from"), ==, 1);
  g_assert_null(json_text_of(new_, "frozen"));
  g_assert_cmpstr(json_text_of(old, "frozen"), ==, "2027-01-12");
  g_assert_cmpstr(json_text_of(old, "template"), ==, "ningxia-2020");
  json_decref(list);
  g_autofree char *table = cli_text(cli, "ledgers");
  assert_has(table, "2027-01-12");
  assert_has(table, "2026年（编号1）");
  g_autofree char *csv = cli_text(cli, "ledgers --format csv");
  assert_has(csv, "\xef\xbb\xbf编号,年度,任务,封存,结转自,单位,模板,标题\r\n2,2027,69,,");
  g_autofree char *page = cli_text(cli, "ledgers 1");
  assert_has(page, TITLE);
  assert_has(page, "2026年");
  json_t *one = cli_json(cli, "ledgers 1 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(one, "reporting")), ==, 0); /* it prints none */
  json_decref(one);
  cli_refused(cli, "ledgers 9", 1, "，已封存）");
}

static void test_dry_run(void) {
  g_autoptr(Cli) cli = in_january();
  json_t *plan = cli_json(cli, "rollover ningxia-2020 --dry-run --carry 4,54 --format json");
  g_assert_cmpint(json_number_of(plan, "from_year"), ==, 2026);
  g_assert_cmpint(json_number_of(plan, "year"), ==, 2027);
  g_assert_true(json_is_null(json_object_get(plan, "ledger")));
  const json_t *open = json_object_get(plan, "open");
  gsize carried = 0;
  for (gsize i = 0; i < json_array_size(open); i++) {
    const json_t *item = json_array_get(open, i);
    if (!json_is_true(json_object_get(item, "carried")))
      continue;
    carried++;
    if (json_number_of(item, "number") == 4) {
      g_assert_cmpint(json_number_of(item, "overdue"), ==, 257);
      g_assert_cmpstr(json_text_of(item, "light"), ==, "red");
    }
  }
  g_assert_cmpuint(carried, ==, 2);
  json_decref(plan);
  g_autofree char *text = cli_text(cli, "rollover 1 --dry-run");
  assert_has(text, "将结转：《" TITLE "》2026年 → 2027年，共69项");
  assert_has(text, "没有改动任何内容");
  assert_has(text, "请用 --carry 写明序号");
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-20");
  g_autofree char *early = cli_text(cli, "rollover 1 --dry-run");
  assert_has(early, "注意：2026年还没有结束");
}

static void test_rollover(void) {
  g_autoptr(Cli) cli = in_january();
  g_autofree char *text = cli_text(cli, "rollover 1 --year 2027 --carry 4 --without 10");
  assert_has(text, "已结转：《" TITLE "》2027年，共68项，编号2；2026年的已封存");
  assert_has(text, "按您的选择，1项不再列入新年度");
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 68);
  g_assert_cmpuint(count_of(cli, "list --all --format json"), ==, 137);
  g_assert_cmpuint(count_of(cli, "list --ledger 1 --format json"), ==, 69);
  g_autofree char *late = cli_text(cli, "list --overdue");
  g_assert_cmpstr(late, ==, "没有符合条件的任务。\n");
  g_autofree char *found = cli_text(cli, "list --query 结转自2026年第4项");
  assert_has(found, "共1项");
  g_autofree char *old = cli_text(cli, "show 4");
  assert_has(old, "（2026年，已封存）");
  cli_refused(cli, "progress 4 --text 补记", 1, "该台账已于2027-01-12封存，只能查看");
  cli_refused(cli, "rollover 1", 1, "已经有了（编号 2），没有重复结转");
  g_free(cli_text(cli, "undo"));
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
  g_free(cli_text(cli, "progress 4 --text 补记"));
  g_free(cli_text(cli, "verify"));
}

static void test_rollover_usage(void) {
  g_autoptr(Cli) cli = in_january();
  cli_refused(cli, "rollover", 2, "台账");
  cli_refused(cli, "rollover 1 --year 明年", 2, "--year");
  cli_refused(cli, "rollover 1 --year 2026", 1, "不能结转到2026年");
  cli_refused(cli, "rollover 1 --carry 四", 2, "“四”不是序号");
  cli_refused(cli, "rollover 1 --carry 4 --carry-open", 2, "只能写一个");
  cli_refused(cli, "rollover 1 --carry 999", 1, "这本台账没有第999项");
}

static void test_freeze_and_thaw(void) {
  g_autoptr(Cli) cli = in_january();
  g_autofree char *frozen = cli_text(cli, "freeze 1");
  assert_has(frozen, "已封存：《" TITLE "》（2026年），今后只能查看");
  cli_refused(cli, "freeze 1", 1, "已于2027-01-12封存，不必再封存");
  cli_refused(cli, "thaw 1", 2, "--reason");
  g_autofree char *thawed = cli_text(cli, "thaw 1 --reason 补登进展");
  assert_has(thawed, "已启封：《" TITLE "》（2026年）");
  g_autofree char *log = cli_text(cli, "log");
  assert_has(log, "启封台账《" TITLE "》（2026年）");
  cli_refused(cli, "thaw 1 --reason 再启封", 1, "没有封存，不必启封");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/years/ledgers", test_ledgers);
  g_test_add_func("/years/dry-run", test_dry_run);
  g_test_add_func("/years/rollover", test_rollover);
  g_test_add_func("/years/rollover-usage", test_rollover_usage);
  g_test_add_func("/years/freeze-and-thaw", test_freeze_and_thaw);
  return g_test_run();
}
