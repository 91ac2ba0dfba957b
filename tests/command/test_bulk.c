/* set, replace, tag, move, copy, delete, trash, redo, undo --list. */
#include <string.h>

#include "tests/command/cli.h"

static char *state_of(Cli *cli, int task) {
  g_autofree char *line = g_strdup_printf("show %d --format json", task);
  json_t *object = cli_json(cli, line);
  char *state = g_strdup(json_text_of(object, "state"));
  json_decref(object);
  return state;
}

static void assert_state(Cli *cli, int task, const char *expected) {
  g_autofree char *state = state_of(cli, task);
  g_assert_cmpstr(state, ==, expected);
}

static void test_set(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *dry = cli_text(cli, "set --state 交办 --tag 重点 4 5 --dry-run");
  assert_has(dry, "状态：未启动 → 已交办；标签：（空） → 重点");
  assert_has(dry, "将改2项；没有写入");
  assert_state(cli, 4, "new");
  g_autofree char *done = cli_text(cli, "set --state 交办 --tag 重点 4 5");
  assert_has(done, "已改2项\n");
  assert_state(cli, 5, "assigned");
  json_t *plan = cli_json(cli, "set --state assign 4 6 --format json");
  g_assert_cmpint(json_number_of(plan, "changing"), ==, 1);
  g_assert_cmpint(json_number_of(plan, "refused"), ==, 1);
  const json_t *first = json_array_get(json_object_get(plan, "tasks"), 0);
  assert_has(json_text_of(first, "refusal"), "不必再次交办");
  g_assert_null(json_text_of(first, "change"));
  json_decref(plan);
  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "标签        重点\n");

  /* One step back takes all of one deed. */
  g_autofree char *undone = cli_text(cli, "undo");
  assert_has(undone, "交办");
  g_autofree char *both = cli_text(cli, "undo");
  assert_has(both, "批量交办；加标签“重点”：2项");
  assert_state(cli, 5, "new");
  g_autofree char *list = cli_text(cli, "undo --list");
  assert_has(list, "可以撤销的：没有");
  assert_has(list, "可以重做的，先上后下：");
  g_assert_nonnull(strstr(strstr(list, "批量交办；加标签"), "第6项"));
  g_autofree char *redone = cli_text(cli, "redo");
  assert_has(redone, "已重做：批量交办");
  assert_state(cli, 5, "assigned");
  g_autofree char *again = cli_text(cli, "redo");
  assert_has(again, "已重做：第6项");
  cli_refused(cli, "redo", 1, "没有可以重做的操作");
}

static void test_set_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "set 4", 2, "没有说明改什么");
  cli_refused(cli, "set --state 跳过 4", 2, "没有“跳过”这一步");
  cli_refused(cli, "set --state 销号 4", 1, "办结以后才能销号");
  cli_refused(cli, "set --state 作废 4", 1, "作废要写明理由");
  cli_refused(cli, "set --unit 没有处 4", 1, "没有处");
  cli_refused(cli, "set --deadline 2026年2月30日 4", 1, "没有“2026年2月30日”这一天");
  static const char *const slips[] = {"2O26-12-01", "2026-12-1O", "明年春天", "31/12/2026"};
  for (gsize i = 0; i < G_N_ELEMENTS(slips); i++) {
    g_autofree char *set = g_strdup_printf("set --deadline %s 4", slips[i]);
    g_autofree char *slip = cli_text(cli, set);
    assert_has(slip, "（读不出日期，不计算期限）");
  }
  g_autofree char *soft = cli_text(cli, "set --deadline 长期坚持 4");
  assert_has(soft, "→ 长期坚持\n");
  cli_refused(cli, "set --tag 重点 999", 1, "编号999：");
  g_autoptr(Run) none = cli_run(cli, "set", "--state", "签收", "4", "5", NULL);
  g_assert_cmpint(none->status, ==, 1);
  assert_has(none->out, "已改0项，2项没有改");
  g_autoptr(Run) ids =
      cli_shell(cli, "\"$T\" list --format ids | head -3 | \"$T\" set --deadline +1月 -");
  g_assert_cmpint(ids->status, ==, 0);
  assert_has(ids->out, "完成时限：2026年12月 → 2027年1月");
  assert_has(ids->out, "已改3项");
}

static void test_replace(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *dry = cli_text(cli, "replace --find 信用 --with 诚信 1 2 --dry-run");
  assert_has(dry, "将改2项（");
  g_autofree char *csv =
      cli_text(cli, "replace --find 信用 --with 诚信 1 4 --format csv --dry-run");
  assert_has(csv, "编号,任务,变化,不改的原因");
  cli_refused(cli, "replace --find 信用 --with 信用 1", 1, "已经是这样");
  cli_refused(cli, "replace --find 没有的字 --with 有 1", 1, "目标任务里没有“没有的字”");
  cli_refused(cli, "replace --find 甲 --with 乙 --field 进展 1", 2, "进展只能续写");
  cli_refused(cli, "replace --find 甲 1", 2, "要写明 --find 和 --with");
}

static void test_tag(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "tag");
  assert_has(none, "还没有标签");
  g_autofree char *added = cli_text(cli, "tag --add #重点、督查 4 5");
  assert_has(added, "已改2项");
  g_autofree char *removed = cli_text(cli, "tag --remove 督查 4");
  assert_has(removed, "督查、重点 → 重点");
  json_t *tags = cli_json(cli, "tag --format json");
  g_assert_cmpuint(json_array_size(tags), ==, 2);
  g_assert_cmpstr(json_text_of(json_array_get(tags, 0), "tag"), ==, "重点");
  g_assert_cmpint(json_number_of(json_array_get(tags, 0), "tasks"), ==, 2);
  json_decref(tags);
  cli_refused(cli, "tag 4", 2, "--add 或 --remove");
}

static void test_move(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *down = cli_text(cli, "move 1 --down");
  assert_has(down, "已下移：现为第2项[1]");
  cli_refused(cli, "move 2 --up", 1, "已是该指标下的第一项");
  g_autofree char *moved = cli_text(cli, "move 1 2 --to 加快推进落实");
  assert_has(moved, "已改2项");
  cli_refused(cli, "move 4 --to 没有的", 1, "没有标题里有“没有的”的指标");
  cli_refused(cli, "move 4 --to 信用", 1, "请写得更全");
  cli_refused(cli, "move 4", 2, "--to、--up、--down");
  cli_refused(cli, "move 5 --up --dry-run", 2, "--ledger 和 --dry-run 要与 --to 一起用");
  cli_refused(cli, "move 5 --down --ledger 1", 2, "--ledger 和 --dry-run 要与 --to 一起用");
  g_autofree char *copied = cli_text(cli, "copy 5");
  assert_has(copied, "下面添加第");
}

/* Of two indicators of one name neither is taken for the other. */
static void test_move_named(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autoptr(Run) made = cli_shell(
      cli, "\"$T\" init && printf '序号,一级指标,二级指标,目标任务,责任单位,完成时限\\n"
           "1,甲,组织领导,任务一,厅甲处,2026年12月\\n2,乙,组织领导,任务二,厅甲处,2026年12月\\n"
           "3,甲,制度,任务三,厅甲处,2026年12月\\n' > \"$HOME/l.csv\" && "
           "\"$T\" import --make-units --year 2026 --as-ledger 小台账 \"$HOME/l.csv\"");
  g_assert_cmpint(made->status, ==, 0);
  cli_refused(cli, "move 3 --to 组织领导", 1, "甲 组织领导；乙 组织领导；请写得更全");
  g_autoptr(Run) moved = cli_shell(cli, "\"$T\" move 3 --to '乙 组织领导'");
  assert_has(moved->out, "指标：甲 制度 → 乙 组织领导");
}

static void test_trash(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *progress = cli_text(cli, "progress 5 --text 开了会");
  assert_has(progress, "第5项");
  g_autofree char *empty = cli_text(cli, "trash");
  assert_has(empty, "回收站是空的");
  cli_refused(cli, "delete 5", 2, "删除要写明理由");
  g_autofree char *dry = cli_text(cli, "delete 5 --reason 重复 --dry-run");
  assert_has(dry, "删除，连同进展1条");
  g_autofree char *gone = cli_text(cli, "delete 5 --reason 重复");
  assert_has(gone, "已改1项");
  cli_refused(cli, "show 5", 1, "没有编号为 5 的任务");
  json_t *entries = cli_json(cli, "trash --format json");
  const json_t *entry = json_array_get(entries, 0);
  g_assert_cmpstr(json_text_of(entry, "reason"), ==, "重复");
  const json_t *task = json_array_get(json_object_get(entry, "tasks"), 0);
  g_assert_cmpint(json_number_of(task, "number"), ==, 5);
  g_autofree char *line = g_strdup_printf("trash --restore %d", (int)json_number_of(entry, "seq"));
  json_decref(entries);
  g_autofree char *back = cli_text(cli, line);
  assert_has(back, "已恢复1项");
  assert_state(cli, 5, "active");
  cli_refused(cli, line, 1, "可能已经恢复");
  g_autofree char *again = cli_text(cli, "redo");
  assert_has(again, "已重做：第5项");
  cli_refused(cli, "show 5", 1, "没有编号为 5 的任务");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/set", test_set);
  g_test_add_func("/command/set-refused", test_set_refused);
  g_test_add_func("/command/replace", test_replace);
  g_test_add_func("/command/tag", test_tag);
  g_test_add_func("/command/move", test_move);
  g_test_add_func("/command/move/named", test_move_named);
  g_test_add_func("/command/trash", test_trash);
  return g_test_run();
}
