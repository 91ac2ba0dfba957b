/* log, verify, show --at, redact: the record, by the built program. */
#include <string.h>

#include "tests/command/cli.h"

static void test_log(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 开会 --percent 30"));
  g_free(cli_text(cli, "set 4 --note 甲"));
  g_free(cli_text(cli, "set 5 --note 乙"));
  g_autofree char *notes = cli_text(cli, "log --field 备注");
  assert_has(notes, "备注：（空） → 乙");
  assert_has(notes, "备注：（空） → 甲");
  g_assert_null(strstr(notes, "开会"));
  g_autofree char *both = cli_text(cli, "log --task 4 --field note");
  g_assert_null(strstr(both, "乙"));
  /* Of an entry that changed more, only that. */
  g_autofree char *percent = cli_text(cli, "log 4 --field 完成率");
  assert_has(percent, "完成率：（空） → 30");
  g_assert_null(strstr(percent, "开会"));
  g_assert_null(strstr(percent, "状态"));
  g_autofree char *page = cli_text(cli, "log --limit 2");
  assert_has(page, "加 --before 3 查看");
  g_autofree char *none = cli_text(cli, "log --who nobody --day 2026-11-21");
  assert_has(none, "没有符合条件的日志");
  json_t *log = cli_json(cli, "log --verb progress --format json");
  g_assert_cmpuint(json_array_size(log), ==, 1);
  json_decref(log);
  cli_refused(cli, "log --field 备住", 2, "是不是“备注”");
  cli_refused(cli, "log --verb 记录进占", 1, "没有叫“记录进占”的动作，是不是“记录进展”");
  cli_refused(cli, "log --verb nonsense", 1, "没有叫“nonsense”的动作");
  cli_refused(cli, "log --day 2026-11-21 --since 2026-11-01", 2, "只能写一种");
  cli_refused(cli, "log 4 --task 5", 2, "只能写一个");
}

static void test_verify(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "set 4 --note 甲"));
  json_t *verdict = cli_json(cli, "verify --format json");
  g_autofree char *head = g_strdup(json_text_of(verdict, "head"));
  g_assert_cmpint(json_number_of(verdict, "difference_count"), ==, 0);
  json_decref(verdict);
  g_free(cli_text(cli, "set 4 --note 乙"));
  g_autofree char *arguments = g_strconcat("verify --against ", head, NULL);
  g_autofree char *fits = cli_text(cli, arguments);
  assert_has(fits, "所给核验码是第2条的");
  g_autofree char *right = g_strconcat(arguments, " --entry 2", NULL);
  g_free(cli_text(cli, right));
  g_autofree char *wrong = g_strconcat(arguments, " --entry 3", NULL);
  g_autoptr(Run) other = cli_shell(cli, "$T verify --against 0123456789abcdef");
  g_assert_cmpint(other->status, ==, 1);
  assert_has(other->err, "没有核验码");
  g_autofree char *line = g_strconcat("$T ", wrong, NULL);
  g_autoptr(Run) moved = cli_shell(cli, line);
  g_assert_cmpint(moved->status, ==, 1);
  assert_has(moved->err, "不是第3条的");
  cli_refused(cli, "verify --entry 2", 2, "--against");
}

static void test_at(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "set 4 --note 甲"));
  g_autofree char *past = cli_text(cli, "show 4 --at 2099-01-01");
  assert_has(past, "备注        甲");
  assert_has(past, "责任单位    厅法规处");
  g_autofree char *before = cli_text(cli, "show 4 --at 2000-01-01");
  assert_has(before, "还没有这项任务");
  json_t *object = cli_json(cli, "show 4 --at 2099-01-01 --format json");
  g_assert_cmpstr(json_text_of(object, "state"), ==, "there");
  g_assert_cmpstr(json_text_of(json_object_get(object, "task"), "note"), ==, "甲");
  json_decref(object);
  cli_refused(cli, "show 999 --at 2026-11-01", 1, "没有编号为 999");
}

static void test_redact(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 电话13800001234"));
  cli_refused(cli, "redact 4 --text 13800001234", 2, "写明理由");
  cli_refused(cli, "redact --reason 更正", 2, "请写明要隐去什么");
  cli_refused(cli, "redact 4 --text 13800001234 --reason 误写 --pack", 2, "--pack 要单独写");
  cli_refused(cli, "redact --pack --dry-run", 2, "--pack 要单独写");
  g_autofree char *places = cli_text(cli, "redact 4 --text 13800001234 --dry-run");
  assert_has(places, "会隐去：台账1处，日志1条。没有写入");
  g_autofree char *done = cli_text(cli, "redact 4 --text 13800001234 --reason 误写");
  assert_has(done, "已隐去：台账1处，日志1条（记在第3条）");
  assert_has(done, "备份");
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(cli->db, &bytes, &size, NULL));
  g_assert_null(memmem(bytes, size, "13800001234", 11));
  g_autofree char *verdict = cli_text(cli, "verify");
  assert_has(verdict, "第2条由 ");
  assert_has(verdict, "隐去（见第3条）");
  assert_has(verdict, "台账内容与日志一致");
  cli_refused(cli, "undo 3", 1, "恢复不了");
  cli_refused(cli, "redact 4 --text 13800001234 --reason 误写", 1, "没有找到");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/record/log", test_log);
  g_test_add_func("/record/verify", test_verify);
  g_test_add_func("/record/at", test_at);
  g_test_add_func("/record/redact", test_redact);
  return g_test_run();
}
