/* progress, done, undo, log, verify. */
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "tests/command/cli.h"

static void test_progress(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = g_build_filename(cli->home, "要点.docx", NULL);
  g_assert_true(g_file_set_contents(file, "abc", -1, NULL));
  g_autoptr(Run) run =
      cli_run(cli, "progress", "4", "--text", "　已完成征求意见，\n正在修改 ", "--percent", "60%",
              "--evidence", "宁交办发〔2026〕12号", "--evidence", file, "--on", "2026-11-20", NULL);
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "第4项“落实国家");
  assert_has(run->out, "2026-11-20，完成率60%，佐证材料2份");
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "active");
  g_assert_cmpint(json_number_of(task, "percent"), ==, 60);
  const json_t *last = json_object_get(task, "last_progress");
  g_assert_cmpuint(json_object_size(last), ==, 3);
  g_assert_cmpstr(json_text_of(last, "on"), ==, "2026-11-20");
  g_assert_cmpstr(json_text_of(last, "by"), ==, getpwuid(getuid())->pw_name);
  g_assert_cmpstr(json_text_of(last, "text"), ==, "已完成征求意见，\n正在修改");
  const json_t *entry = json_array_get(json_object_get(task, "progress"), 0);
  const json_t *evidence = json_object_get(entry, "evidence");
  g_assert_cmpuint(json_array_size(evidence), ==, 2);
  g_assert_cmpstr(json_string_value(json_array_get(evidence, 0)), ==, "宁交办发〔2026〕12号");
  const json_t *files = json_object_get(entry, "files");
  g_assert_cmpuint(json_array_size(files), ==, 1);
  g_assert_cmpstr(json_text_of(json_array_get(files, 0), "path"), ==, file);
  g_assert_cmpint(json_number_of(json_array_get(files, 0), "size"), ==, 3);
  json_decref(task);
  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "要点.docx（3 字节，校验值 ba7816bf8f01）");
  assert_has(page, "\n  正在修改\n  佐证材料：宁交办发〔2026〕12号\n");
}

/* A file that is not there is no evidence; one that was changed later is seen. */
static void test_evidence(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "evidence");
  assert_has(none, "没有佐证材料");
  cli_refused(cli, "progress 4 --text 好 --evidence /没有/这个.pdf", 1, "没有这个文件");
  g_autofree char *file = g_build_filename(cli->home, "纪要.pdf", NULL);
  g_assert_true(g_file_set_contents(file, "abc", -1, NULL));
  g_autoptr(Run) bare =
      cli_shell(cli, "cd \"$HOME\" && \"$T\" progress 4 --text 好 --evidence 纪要.pdf "
                     "--evidence 交办〔2026〕3号");
  g_assert_cmpint(bare->status, ==, 0);
  json_t *list = cli_json(cli, "evidence 4 --check --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *first = json_array_get(list, 0);
  g_assert_cmpstr(json_text_of(first, "reference"), ==, file); /* whole, wherever one stands */
  g_assert_cmpstr(json_text_of(first, "kind"), ==, "file");
  g_assert_cmpstr(json_text_of(first, "state"), ==, "same");
  g_assert_true(g_str_has_prefix(json_text_of(first, "sha256"), "ba7816bf"));
  g_assert_cmpstr(json_text_of(json_array_get(list, 1), "state"), ==, "none");
  json_decref(list);
  g_assert_true(g_file_set_contents(file, "abd", -1, NULL));
  g_autoptr(Run) changed = cli_run(cli, "evidence", "--check", NULL);
  g_assert_cmpint(changed->status, ==, 3);
  assert_has(changed->out, "已改动");
  g_autofree char *unasked = cli_text(cli, "evidence --format csv"); /* not looked at */
  assert_has(unasked, "任务4,");
  g_assert_null(strstr(unasked, "已改动"));
}

static void test_progress_input(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run =
      cli_shell(cli, "printf '第一行\\r\\n第二行\\033[2J\\n' | \"$T\" progress 4 --text -");
  g_assert_cmpint(run->status, ==, 0);
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(json_object_get(task, "last_progress"), "text"), ==,
                  "第一行\n第二行\xef\xbf\xbd[2J");
  json_decref(task);
  g_autoptr(Run) empty = cli_shell(cli, "\"$T\" progress 4 --text - </dev/null");
  g_assert_cmpint(empty->status, ==, 1);
  g_autoptr(Run) garbage = cli_shell(cli, "printf '\\377' | \"$T\" progress 4 --text -");
  g_assert_cmpint(garbage->status, ==, 1);
  assert_has(garbage->err, "UTF-8");
}

static void test_progress_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "progress 4 --text 　", 1, "空的");
  cli_refused(cli, "progress 999 --text 好", 1, "没有编号为 999 的任务");
  cli_refused(cli, "progress 4 --text 好 --on 2026-11-22", 1, "不能晚于今天");
  cli_refused(cli, "progress 4 --text 好 --evidence -", 1, "--evidence");
  json_t *log = cli_json(cli, "log --format json");
  g_assert_cmpuint(json_array_size(log), ==, 1);
  json_decref(log);
}

static void test_done(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "done 4 --on 2026-11-20 --text 已印发");
  assert_has(text, "已办结：第4项");
  assert_has(text, "2026-11-20，逾期204天");
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "done");
  g_assert_cmpstr(json_text_of(task, "light"), ==, "green");
  g_assert_cmpint(json_number_of(task, "overdue_days"), ==, 204);
  g_assert_cmpint(json_number_of(task, "percent"), ==, 100);
  g_assert_cmpstr(json_text_of(task, "done_on"), ==, "2026-11-20");
  json_decref(task);
  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "逾期办结204天");
  json_t *overdue = cli_json(cli, "list --overdue --format json");
  g_assert_cmpuint(json_array_size(overdue), ==, 1);
  json_decref(overdue);
  g_autofree char *in_time = cli_text(cli, "done 1");
  g_assert_null(strstr(in_time, "逾期"));
  cli_refused(cli, "done 4", 1, "已经办结");
  cli_refused(cli, "done 33", 1, "排名指标");
  cli_refused(cli, "done 1 --on 2027-01-01", 1, "不能晚于今天");
}

/* With several ledgers the answers say which task by its 编号, too. */
static void test_two_ledgers(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *alone = cli_text(cli, "progress 4 --text 好");
  assert_has(alone, "第4项“");
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  static const struct {
    const char *arguments, *words;
  } rows[] = {{"progress 4 --text 好", "第4项[4]“"},
              {"done 73 --on 2026-11-20", "第4项[73]“"},
              {"step 5 交办", "第5项[5]“"},
              {"submit 28 --text 好", "第28项[28]“"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = cli_text(cli, rows[i].arguments);
    assert_has(text, rows[i].words);
  }
}

/* As the answers name it: 第4项 will do where there is but one. */
static void test_item(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *page = cli_text(cli, "show 第4项"), *same = cli_text(cli, "show 4");
  g_assert_cmpstr(page, ==, same);
  cli_refused(cli, "show 第99项", 2, "没有第99项");
  cli_refused(cli, "show 第项", 2, "“第项”不是任务编号");
  cli_refused(cli, "show 项", 2, "“项”不是任务编号");
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  cli_refused(cli, "show 第4项", 2, "其中2本有第4项，请写任务的编号：4（2026年《");
  cli_refused(cli, "nudge 第4项", 2, "、73（2025年《");
}

/* One's own change by its number in the log, also where it is not the newest. */
static void test_undo_named(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 甲"));
  g_free(cli_text(cli, "progress 5 --text 乙"));
  g_autofree char *undone = cli_text(cli, "undo 2");
  assert_has(undone, "已撤销：第4项");
  json_auto_t *kept = cli_json(cli, "show 5 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(kept, "progress")), ==, 1);
  cli_refused(cli, "undo 2", 1, "撤销");
  cli_refused(cli, "undo 1", 1, "不能撤销");
  cli_refused(cli, "undo 99", 1, "99");
  cli_refused(cli, "undo 四", 2, "序号");
}

static void test_undo(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "undo", 1, "没有可以撤销的操作");
  cli_refused(cli, "undo", 1, "（建立文件和添加模板不能撤销）");
  g_free(cli_text(cli, "progress 4 --text 好 --percent 30"));
  g_free(cli_text(cli, "done 54"));
  g_autofree char *second = cli_text(cli, "undo");
  assert_has(second, "已撤销：第54项");
  json_t *task = cli_json(cli, "show 54 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "new");
  json_decref(task);
  g_autofree char *first = cli_text(cli, "undo");
  assert_has(first, "已撤销：第4项");
  task = cli_json(cli, "show 4 --format json");
  g_assert_true(json_is_null(json_object_get(task, "last_progress")));
  g_assert_true(json_is_null(json_object_get(task, "percent")));
  json_decref(task);
  cli_refused(cli, "undo", 1, "没有可以撤销的操作");
}

static void test_log(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 好 --percent 30"));
  g_free(cli_text(cli, "undo"));
  json_t *log = cli_json(cli, "log --format json");
  g_assert_cmpuint(json_array_size(log), ==, 3);
  const json_t *entry = json_array_get(log, 1);
  g_assert_cmpuint(json_object_size(entry), ==, 9);
  g_assert_cmpint(json_number_of(entry, "seq"), ==, 2);
  g_assert_cmpstr(json_text_of(entry, "verb"), ==, "progress.add");
  g_assert_cmpstr(json_text_of(entry, "who"), ==, getpwuid(getuid())->pw_name);
  g_assert_true(g_regex_match_simple("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00$",
                                     json_text_of(entry, "at"), 0, 0));
  const json_t *changes = json_object_get(entry, "changes");
  gboolean found = FALSE;
  for (gsize i = 0; i < json_array_size(changes); i++) {
    const json_t *change = json_array_get(changes, i);
    g_assert_cmpuint(json_object_size(change), ==, 5);
    if (!g_str_equal(json_text_of(change, "table"), "task") ||
        !g_str_equal(json_text_of(change, "field"), "state"))
      continue;
    found = TRUE;
    g_assert_cmpint(json_number_of(change, "id"), ==, 4);
    g_assert_cmpstr(json_text_of(change, "old"), ==, "new");
    g_assert_cmpstr(json_text_of(change, "new"), ==, "active");
  }
  g_assert_true(found);
  json_decref(log);
}

static void test_log_text(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 好 --percent 30"));
  g_free(cli_text(cli, "undo"));
  g_autofree char *table = cli_text(cli, "log");
  assert_has(table, "（已被第3条撤销）");
  g_autofree char *one = cli_text(cli, "log --limit 1");
  g_assert_null(strstr(one, "   2  "));
  g_autofree char *history = cli_text(cli, "log 4");
  assert_has(history, "\n    状态：未启动 → 办理中\n    完成率：（空） → 30\n");
  assert_has(history, "进展 进展情况：（空） → 好\n");
  assert_has(history, "责任分工 单位：（空） → 厅法规处\n");
  json_t *other = cli_json(cli, "log 5 --format json");
  g_assert_cmpuint(json_array_size(other), ==, 1);
  json_decref(other);
  g_autofree char *csv = cli_text(cli, "log 4 --format csv");
  assert_has(csv, "序号,时间,谁,动作,摘要,表,编号,字段,原值,新值\r\n");
  assert_has(csv, ",目标任务,4,状态,new,active\r\n");
  cli_refused(cli, "log 999", 1, "999");
}

static void test_verify(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 4"));
  json_t *verdict = cli_json(cli, "verify --format json");
  g_assert_cmpint(json_number_of(verdict, "entries"), ==, 2);
  g_assert_true(json_is_true(json_object_get(verdict, "ok")));
  g_assert_null(json_text_of(verdict, "problem"));
  g_assert_true(json_is_null(json_object_get(verdict, "bad_seq")));
  g_assert_cmpuint(strlen(json_text_of(verdict, "head")), ==, 64);
  json_decref(verdict);
  g_autofree char *text = cli_text(cli, "verify");
  assert_has(text, "日志完好：共2条");
}

/* Somebody edits the file itself. */
static void test_verify_altered(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 好"));
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(cli->db, &bytes, &size, NULL));
  char *verb = NULL;
  for (gsize i = 0; i + 12 <= size; i++) {
    if (memcmp(bytes + i, "progress.add", 12) == 0)
      verb = bytes + i;
  }
  g_assert_nonnull(verb);
  memcpy(verb, "progress.xxx", 12);
  g_assert_true(g_file_set_contents(cli->db, bytes, (gssize)size, NULL));
  cli_refused(cli, "verify", 1, "第2条");
  g_autoptr(Run) run = cli_run(cli, "verify", "--format", "json", NULL);
  g_assert_cmpint(run->status, ==, 1);
  json_t *verdict = json_loads(run->out, 0, NULL);
  g_assert_true(json_is_false(json_object_get(verdict, "ok")));
  g_assert_cmpint(json_number_of(verdict, "bad_seq"), ==, 2);
  g_assert_nonnull(json_text_of(verdict, "problem"));
  json_decref(verdict);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/change/progress", test_progress);
  g_test_add_func("/command/change/evidence", test_evidence);
  g_test_add_func("/command/change/progress-input", test_progress_input);
  g_test_add_func("/command/change/progress-refused", test_progress_refused);
  g_test_add_func("/command/change/done", test_done);
  g_test_add_func("/command/change/two-ledgers", test_two_ledgers);
  g_test_add_func("/command/change/item", test_item);
  g_test_add_func("/command/change/undo", test_undo);
  g_test_add_func("/command/change/undo-named", test_undo_named);
  g_test_add_func("/command/change/log", test_log);
  g_test_add_func("/command/change/log-text", test_log_text);
  g_test_add_func("/command/change/verify", test_verify);
  g_test_add_func("/command/change/verify-altered", test_verify_altered);
  return g_test_run();
}
