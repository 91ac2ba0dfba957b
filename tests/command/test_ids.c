/* Several tasks at once: ids as arguments and on standard input. */
#include <string.h>

#include "tests/command/cli.h"

static guint journal_length(Cli *cli) {
  json_t *log = cli_json(cli, "log --format json --limit 0");
  guint length = (guint)json_array_size(log);
  json_decref(log);
  return length;
}

static void assert_state(Cli *cli, int id, const char *state) {
  g_autofree char *show = g_strdup_printf("show %d --format json", id);
  json_t *task = cli_json(cli, show);
  g_assert_cmpstr(json_text_of(task, "state"), ==, state);
  json_decref(task);
}

/* Runs line and expects that status, and words on standard output or error. */
static void expect(Cli *cli, const char *line, int status, const char *words) {
  g_autoptr(Run) run = cli_shell(cli, line);
  if (run->status != status)
    g_test_message("%s: %s%s", line, run->out, run->err);
  g_assert_cmpint(run->status, ==, status);
  assert_has(status == 0 ? run->out : run->err, words);
}

static void test_format(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *late = cli_text(cli, "list --overdue --format ids");
  g_assert_cmpstr(late, ==, "4\n54\n");
  g_autofree char *none = cli_text(cli, "list --query xyzzy --format ids");
  g_assert_cmpstr(none, ==, "");
  cli_refused(cli, "ledgers --format ids", 2, "ids");
}

static void test_one_deed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  guint before = journal_length(cli);
  expect(cli, "\"$T\" list --overdue --format ids | \"$T\" nudge - --record", 0, "已登记催办2项");
  expect(cli, "printf '4 第5项，7\\n\\n 4、8\\n' | \"$T\" progress - 9 --text 已部署", 0, "共5项");
  expect(cli, "printf '4\\r\\n5\\r\\n' | \"$T\" done - 7 --on 2026-11-20", 0, "共3项");
  expect(cli, "\"$T\" step 1 2 3 交办", 0, "已交办：第3项");
  expect(cli, "echo 55 56 | \"$T\" extend - --until 2027年1月31日 --reason 等待", 0,
         "已申请延期，等待审批：第56项");
  expect(cli, "echo 10 11 | \"$T\" notice - --level 2 --dry-run", 0, "督办");
  expect(cli, "echo 10 11 | \"$T\" notice - --level 2", 0, "督办〔2026〕2号");
  g_assert_cmpuint(journal_length(cli), ==, before + 6);
  assert_state(cli, 7, "done");
  assert_state(cli, 3, "assigned");
  g_autofree char *log = cli_text(cli, "log --limit 2");
  assert_has(log, "等2项 签发督办单");
  for (int i = 0; i < 4; i++)
    g_free(cli_text(cli, "undo"));
  assert_state(cli, 7, "active");
  assert_state(cli, 3, "new");
  g_free(cli_text(cli, "undo"));
  assert_state(cli, 8, "new");
}

static void test_nothing_half_done(void) {
  g_autoptr(Cli) cli = cli_new_example();
  guint before = journal_length(cli);
  static const struct {
    const char *line;
    int status;
    const char *words;
  } rows[] = {
      {"printf '4\\n5 x7\\n' | \"$T\" done -", 2, "标准输入第2行：“x7”不是任务编号"},
      {"printf '4\\n\\n999\\n' | \"$T\" done -", 1, "标准输入第3行：没有编号为 999 的任务"},
      {"printf '4\\n第99项' | \"$T\" done -", 2, "标准输入第2行：没有第99项"},
      {"printf '4\\033[2J' | \"$T\" done -", 2, "标准输入第1行"},
      {"\"$T\" done - </dev/null", 1, "标准输入里没有任务编号，什么也没有做"},
      {"echo 4 | \"$T\" done - --text -", 1, "只能有一处写 -"},
      {"echo 4 | \"$T\" done - -", 1, "只能有一处写 -"},
      {"\"$T\" done 4 33", 1, "第33项“"},
      {"\"$T\" step 4 5 签收 交办", 2, "“签收”不是任务编号"},
      {"\"$T\" step 4", 2, "缺少步骤"},
      {"\"$T\" extend 55 4 --until 2027年1月31日 --reason 等待", 1, "已到期"},
      {"\"$T\" notice 4 5 --output x.txt", 2, "一次只存一张"},
      {"echo 4 5 | \"$T\" show -", 2, "不止一个编号"},
      {"printf '' | \"$T\" show -", 2, "没有任务编号"},
      {"printf '4\\377' | \"$T\" done -", 1, "UTF-8"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Run) run = cli_shell(cli, rows[i].line);
    g_assert_cmpstr(run->out, ==, "");
    g_assert_null(strchr(run->err, '\033'));
    expect(cli, rows[i].line, rows[i].status, rows[i].words);
  }
  g_assert_cmpuint(journal_length(cli), ==, before);
  expect(cli, "echo 4 | \"$T\" show -", 0, "序号");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/ids/format", test_format);
  g_test_add_func("/command/ids/one-deed", test_one_deed);
  g_test_add_func("/command/ids/nothing-half-done", test_nothing_half_done);
  return g_test_run();
}
