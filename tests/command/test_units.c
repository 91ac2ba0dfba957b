/* units, unit, and that whatever takes a unit's name takes its other names. */
#include <string.h>

#include "tests/command/cli.h"

static void test_list(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "unit 永宁县交通运输局 --parent 银川市交通运输局 --alias 永宁局"));
  g_autofree char *text = cli_text(cli, "units --kind 市县部门");
  assert_has(text, "银川市交通运输局");
  assert_has(text, "\n　永宁县交通运输局");
  g_assert_null(strstr(text, "厅法规处"));
  json_t *list = cli_json(cli, "units --format json 永宁局");
  g_assert_cmpuint(json_array_size(list), ==, 1);
  const json_t *unit = json_array_get(list, 0);
  g_assert_cmpuint(json_object_size(unit), ==, 8);
  g_assert_cmpstr(json_text_of(unit, "name"), ==, "永宁县交通运输局");
  g_assert_cmpstr(json_text_of(unit, "kind"), ==, "local");
  g_assert_cmpstr(json_text_of(unit, "parent"), ==, "银川市交通运输局");
  g_assert_null(json_text_of(unit, "phone"));
  const json_t *aliases = json_object_get(unit, "aliases");
  g_assert_cmpstr(json_string_value(json_array_get(aliases, 0)), ==, "永宁局");
  json_decref(list);
  list = cli_json(cli, "units --format json");
  g_assert_cmpuint(json_array_size(list), ==, 18 + 27);
  json_decref(list);
  g_autofree char *csv = cli_text(cli, "units --format csv 永宁局");
  assert_has(csv, "单位,类别,上级单位,任务,联系电话,电子邮箱,其他名称\r\n"
                  "永宁县交通运输局,市县部门,银川市交通运输局,0,,,永宁局\r\n");
  g_autofree char *none = cli_text(cli, "units 没有这样的字");
  g_assert_cmpstr(none, ==, "没有这样的单位。\n");
  cli_refused(cli, "units --kind 处室", 2, "内设处室、下属单位、市县部门、集合");
}

static void test_edit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *edited = cli_text(
      cli,
      "unit 厅法规处 --phone ０９５１－６０７６０００ --mail fgc@example.gov.cn --alias 法规科 "
      "--alias 政法科 --kind body");
  assert_has(edited, "0951-6076000");
  assert_has(edited, "fgc@example.gov.cn");
  assert_has(edited, "法规科（别名，2026-11-21起）");
  g_autofree char *renamed = cli_text(cli, "unit 法规科 --rename 政策法规处 --drop-alias 政法科");
  assert_has(renamed, "单位        政策法规处");
  assert_has(renamed, "厅法规处（原名，2026-11-21起）");
  g_assert_null(strstr(renamed, "政法科"));
  json_t *page = cli_json(cli, "unit 厅法规处 --format json --phone=");
  g_assert_cmpuint(json_object_size(page), ==, 15);
  g_assert_cmpstr(json_text_of(page, "name"), ==, "政策法规处");
  g_assert_null(json_text_of(page, "phone"));
  g_assert_cmpint(json_number_of(page, "tasks"), ==, 36);
  g_assert_cmpint(json_number_of(json_object_get(page, "roles"), "responsible"), ==, 36);
  json_decref(page);
  g_autofree char *csv = cli_text(cli, "unit 法规科 --format csv");
  assert_has(csv, "原名,厅法规处,2026-11-21\r\n");

  /* Everything that takes a unit's name takes the others. */
  static const char *const COMMANDS[] = {"list --unit 法规科", "remind --unit 法规科",
                                         "bulletin --list 总数 --unit 法规科",
                                         "periods --unit 法规科"};
  static const char *const FULL[] = {"list --unit 政策法规处", "remind --unit 政策法规处",
                                     "bulletin --list 总数 --unit 政策法规处",
                                     "periods --unit 政策法规处"};
  for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
    g_autofree char *by_alias = cli_text(cli, COMMANDS[i]);
    g_autofree char *by_name = cli_text(cli, FULL[i]);
    g_assert_cmpstr(by_alias, ==, by_name);
  }
  g_autofree char *show = cli_text(cli, "show 4");
  assert_has(show, "政策法规处");
  cli_refused(cli, "list --unit 法规室", 1, "法规科（即政策法规处）");
}

static void test_members(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text =
      cli_text(cli, "unit 五市交通运输局 --drop-member 中卫市交通运输局 --member 永宁县交通运输局");
  g_assert_null(strstr(text, "中卫市交通运输局"));
  assert_has(text, "固原市交通运输局、永宁县交通运输局");
  cli_refused(cli, "unit 五市交通运输局 --drop-member 厅法规处", 1, "不是“五市交通运输局”的成员");
  cli_refused(cli, "unit 厅法规处 --member 厅人事处", 1, "只有集合才有成员");
}

static void test_add_remove(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "unit 新设科 --add --parent 厅办公室");
  assert_has(text, "类别        内设处室");
  assert_has(text, "没有引用");
  cli_refused(cli, "unit 新设科 --add", 1, "已经有名为“新设科”的单位");
  g_autofree char *gone = cli_text(cli, "unit 新设科 --remove");
  assert_has(gone, "已删除单位“新设科”");
  cli_refused(cli, "unit 新设科", 1, "没有名为“新设科”的单位");
  cli_refused(cli, "unit 厅法规处 --remove", 1, "还在用（任务36项");
}

static void test_merge(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = cli_text(cli, "units --format json");
  g_autofree char *text = cli_text(cli, "unit 厅科技处 --merge-into 厅法规处 --reason 职能合并");
  assert_has(text, "“厅科技处”已并入“厅法规处”：任务4项（责任4），都转到“厅法规处”。");
  g_autofree char *page = cli_text(cli, "unit 厅科技处");
  assert_has(page, "厅科技处（并入，2026-11-21起）");
  json_t *list = cli_json(cli, "units --format json");
  g_assert_cmpuint(json_array_size(list), ==, 18 + 27 - 1);
  json_decref(list);
  json_t *log = cli_json(cli, "log --format json --limit 1");
  g_assert_cmpstr(json_text_of(json_array_get(log, 0), "verb"), ==, "unit.merge");
  json_decref(log);
  /* What was done with it, under either name, and nothing else. */
  g_free(cli_text(cli, "unit 厅人事处 --alias 人事科"));
  log = cli_json(cli, "log --unit 厅科技处 --format json");
  g_assert_cmpuint(json_array_size(log), ==, 2); /* and how it came into the file */
  g_assert_cmpstr(json_text_of(json_array_get(log, 1), "verb"), ==, "init");
  json_decref(log);
  log = cli_json(cli, "log --unit 人事科 --format json");
  g_assert_cmpstr(json_text_of(json_array_get(log, 0), "summary"), ==, "修改单位“厅人事处”");
  json_decref(log);
  cli_refused(cli, "log 4 --unit 厅科技处", 2, "只能写一个");
  g_free(cli_text(cli, "undo"));
  cli_refused(cli, "unit 厅科技处 --merge-into 厅法规处 --reason 再来", 1, "不能并入自己");
  g_free(cli_text(cli, "undo"));
  g_autofree char *after = cli_text(cli, "units --format json");
  g_assert_cmpstr(after, ==, before);
}

static void test_usage(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "unit", 2, "unit");
  cli_refused(cli, "unit 厅法规处 --merge-into 厅人事处", 2, "缺少 --reason");
  cli_refused(cli, "unit 厅法规处 --reason 为何", 2, "--reason 只用于");
  cli_refused(cli, "unit 厅法规处 --add --remove", 2, "一次只能用一个");
  cli_refused(cli, "unit 厅法规处 --add --rename 新", 2, "添加单位时");
  cli_refused(cli, "unit 厅法规处 --remove --phone 1", 2, "请分两次");
  cli_refused(cli, "unit 厅法规处 --kind 处", 2, "内设处室");
  cli_refused(cli, "unit 厅法规处 --phone 无", 1, "不是电话号码");
  cli_refused(cli, "unit 厅法规处 --mail 无", 1, "不是邮件地址");
  cli_refused(cli, "unit 厅法规处 --parent 厅法规处", 1, "不能是自己的上级");
  cli_refused(cli, "unit 厅法规处 --drop-alias 无", 1, "不是“厅法规处”可以去掉的");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/units", test_list);
  g_test_add_func("/command/unit", test_edit);
  g_test_add_func("/command/unit/members", test_members);
  g_test_add_func("/command/unit/add", test_add_remove);
  g_test_add_func("/command/unit/merge", test_merge);
  g_test_add_func("/command/unit/usage", test_usage);
  return g_test_run();
}
