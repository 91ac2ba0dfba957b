/* Many tasks changed on the screens: what becomes of each is shown before, and undone in one step;
 * 回收站; steps back and forth; once more. */
#include <string.h>

#include "core/model/task.h"
#include "tests/tui/screen/program.h"

/* Chooses task 1 in 台账. */
static void choose_task(Pty *pty) {
  press(pty, "2", "/101");
  press(pty, "gjj", "3/101");
  pty_wait(pty, "第1项  任务", 0);
}

static void assert_state(Cli *cli, int number, const char *state) {
  json_auto_t *task = task_json(cli, number);
  g_assert_cmpstr(json_text_of(task, "state"), ==, state);
}

static void assert_tags(Cli *cli, int number, const char *tags) {
  g_autofree char *line = g_strdup_printf("show %d", number);
  g_autofree char *page = cli_text(cli, line);
  assert_has(page, tags);
}

/* Somebody else gives a task another 完成时限. */
static void as_another(Cli *cli, const char *deadline, gint64 task) {
  GError *error = NULL;
  g_autoptr(Db) db = db_open(cli->db, DB_WRITE, &error);
  g_assert_no_error(error);
  Actor actor = {.who = "lisi", .now = 1795000000, .today = day_from_ymd(2026, 11, 21)};
  g_autoptr(Calendar) calendar = calendar_new();
  g_autoptr(Reckoning) reckoning =
      reckoning_new(db, actor.today, calendar, LEAD_DAYS_DEFAULT, &error);
  g_assert_no_error(error);
  g_autoptr(Task) before = task_load(db, NULL, task, &error);
  g_autofree char *units = task_units_text(before);
  TaskInput input = {.indicator = before->indicator,
                     .kind = before->kind,
                     .goal = before->goal,
                     .units = units,
                     .deadline = deadline,
                     .note = before->note};
  task_edit(db, &actor, reckoning, before, &input, NULL, &error);
  g_assert_no_error(error);
}

/* ---- marked tasks ----------------------------------------------------------------------- */

static void test_marked(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) assigned = cli_run(cli, "step", "3", "交办", NULL);
  g_assert_cmpint(assigned->status, ==, 0);
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  pty_send(pty, "   ");
  pty_wait(pty, "*    3 ", 0);
  pty_wait(pty, "空格 标记  w 催办  B 批量  t 标签 ", 0);
  press(pty, "i", "将改2项，不改1项");
  pty_wait(pty, "共3项，将改2项；看过再按回车", 0);
  pty_wait(pty, "状态：未启动 → 已交办", 0);
  pty_wait(pty, "不改的1项：", 0);
  pty_wait(pty, "该项已交办", 0);
  press(pty, ENTER, "交办：已改2项，1项没有改；按 u 可撤销");
  g_assert_false(is_shown(pty, "*    1 "));
  assert_state(cli, 2, "assigned");

  /* One step takes both back, and says so before. */
  press(pty, "u", "批量交办：2项");
  pty_wait(pty, "编号1 状态：已交办 → 未启动", 0);
  pty_wait(pty, "去掉 办理步骤：交办", 0);
  press(pty, "y", "已撤销：批量交办：2项；按 U 可重做");
  assert_state(cli, 1, "new");
  press(pty, "U", "重做您撤销的修改？");
  pty_wait(pty, "编号2 状态：未启动 → 已交办", 0);
  press(pty, "y", "已重做：批量交办：2项");
  assert_state(cli, 2, "assigned");
  press(pty, "U", "您没有可以重做的");
  program_quit(pty);
}

/* A filter takes no mark away: how many it hides is said, and they are acted on all the same. */
static void test_hidden(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, " ", "已标记1项");
  press(pty, "/", "筛选：");
  type_in(pty, "序号:4");
  pty_wait(pty, "已标记1项（1项不在列表中）", 0);
  press_gone(pty, ENTER, "筛选：");
  press(pty, "E", "共1项任务");
  press_gone(pty, ESC, "导出内容");
  press(pty, "B", "批量修改  共1项");
  press_gone(pty, ESC, "批量修改");
  press(pty, "gjj ", "已标记2项（1项不在列表中）");
  press(pty, "E", "共2项任务");
  press_gone(pty, ESC, "导出内容");
  press(pty, "i", "将改2项");
  press(pty, ESC, "已标记2项（1项不在列表中）");
  program_quit(pty);
}

/* What is recorded is recorded of all that are marked, on a heading too, and undone in one step. */
static void test_progress(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "  ", "已标记2项");
  press(pty, "gp", "─ 记录进展（多项） ");
  pty_wait(pty, "共2项：第1项“深入学习", 0);
  pty_wait(pty, "同样的文字给每一项各记一条", 0);
  press(pty, CTRL_S, "请写明进展情况");
  type_in(pty, "已部署");
  press(pty, CTRL_S, "记录进展：已给2项各记一条；按 u 可撤销");
  g_assert_false(is_shown(pty, "已标记"));
  g_autofree char *first = last_progress_text(cli, 1);
  g_autofree char *second = last_progress_text(cli, 2);
  g_autofree char *third = last_progress_text(cli, 3);
  g_assert_cmpstr(first, ==, "已部署");
  g_assert_cmpstr(second, ==, "已部署");
  g_assert_cmpstr(third, ==, NULL);

  press(pty, "jjjj ", "已标记1项"); /* once more, of others */
  press(pty, "j ", "已标记2项");
  press(pty, ".", "重复：记录进展");
  pty_wait(pty, "共2项：第3项", 0);
  press(pty, CTRL_S, "已给2项各记一条");
  g_autofree char *fourth = last_progress_text(cli, 4);
  g_assert_cmpstr(fourth, ==, "已部署");
  press(pty, "u", "撤销您最近的一次修改？");
  press(pty, "y", "已撤销");
  g_autofree char *undone = last_progress_text(cli, 4);
  g_assert_cmpstr(undone, ==, NULL);
  press(pty, " ", "已标记1项"); /* a single one, too, is not marked any more then */
  press(pty, ".", "记录进展（多项）");
  press(pty, CTRL_S, "已给1项各记一条");
  g_assert_false(is_shown(pty, "已标记"));
  program_quit(pty);
}

/* Deletes a task from outside. */
static void delete_task(Cli *cli, const char *number) {
  g_autoptr(Run) run = cli_run(cli, "delete", number, "--reason", "并入别项", NULL);
  g_assert_cmpint(run->status, ==, 0);
}

/* One of the tasks is deleted meanwhile, the first of them too: the others get what was typed, also
 * after the line dropped. */
static void test_progress_gone(void) {
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = program_start(cli);
    choose_task(pty);
    press(pty, "   ", "已标记3项");
    press(pty, "gp", "共3项：第1项");
    type_in(pty, "已部署");
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  {
    g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
    pty_wait(pty, "上次有没保存的内容：记录进展（多项）", 0);
    press(pty, "c", "共3项：第1项");
    pty_wait(pty, "已部署", 0);
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  delete_task(cli, "1"); /* the second is the first now */
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "上次有没保存的内容：记录进展（多项）", 0);
  press(pty, "c", "共2项：第2项");
  pty_wait(pty, "有1项刚被删除，不记", 0);
  delete_task(cli, "2");
  press(pty, CTRL_S, "已给1项各记一条；有2项刚被删除，没有记");
  g_autofree char *text = last_progress_text(cli, 3);
  g_assert_cmpstr(text, ==, "已部署");

  /* None of them is left. */
  press(pty, "2", "/99");
  press(pty, "gjj", "第3项  任务");
  press(pty, " ", "已标记1项");
  press(pty, "/", "筛选：");
  type_in(pty, "序号:60");
  pty_wait(pty, "已标记1项（1项不在列表中）", 0);
  press_gone(pty, ENTER, "筛选：");
  press(pty, "gjj ", "已标记2项（1项不在列表中）");
  delete_task(cli, "3"); /* a filter hides it, but it is not marked any more */
  pty_wait_gone(pty, "不在列表中", 0);
  press(pty, "p", "─ 记录进展（多项） ");
  type_in(pty, "已完成");
  delete_task(cli, "60");
  press(pty, CTRL_S, "没有保存：要记的任务都已不在台账中");
  press(pty, ESC, "有未保存的内容");
  press_gone(pty, "d", "有未保存的内容");
  program_quit(pty);
}

/* On a heading it is said how all below it are taken together. */
static void test_group(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "厅法规处  逾期 1 项");
  press(pty, "gg", "责任单位：厅法规处");
  press(pty, "w", "请先选中一项任务，或按空格标记这一组，再用“催办”");
  press(pty, "p", "请先选中一项任务，或按空格标记这一组，再用“记录进展”");
  press(pty, "e", "请先选中一项任务，再用“修改任务”");
  press(pty, " ", "已标记1项");
  press(pty, "w", "─ 催办 ");
  pty_wait(pty, "第4项", 0);
  press(pty, ESC, "已标记1项");
  program_quit(pty);
}

static void test_list(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  pty_send(pty, "  ");
  pty_wait(pty, "*    2 ", 0);
  press(pty, "B", "批量修改  共2项");
  type_in(pty, "时限");
  press(pty, ENTER, "─ 改完成时限 ");
  pty_wait(pty, "共2项：第1项", 0);
  type_in(pty, "2026年2月30日");
  press(pty, CTRL_S, "没有“2026年2月30日”这一天");
  press_gone(pty, CTRL_U, "2026年2月30日”");

  /* What is understood stands beside it, as in the form of one task. */
  type_in(pty, "昨个");
  pty_wait(pty, "没有读出日期，照原文保留，不计算期限", 0);
  press_gone(pty, CTRL_U, "昨个");
  type_in(pty, "12月25日");
  pty_wait(pty, "办理期限 2026-12-25 周五", 0);
  press(pty, CTRL_D, "─ 完成时限 ");
  press_gone(pty, ESC, "─ 完成时限 ");
  press_gone(pty, CTRL_U, "办理期限");
  type_in(pty, "-1月");
  pty_wait(pty, "从各项现在的期限推算", 0);
  press(pty, CTRL_S, "完成时限：2026年12月 → 2026年11月");
  press(pty, ENTER, "改完成时限“-1月”：已改2项");

  /* A page that is left changes nothing. */
  press(pty, "B", "批量修改  共1项");
  type_in(pty, "作废");
  press(pty, ENTER, "─ 批量改状态 ");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "不再要求");
  press(pty, CTRL_S, "将改1项    理由：不再要求");
  press(pty, ESC, "─ 批量改状态 ");
  pty_wait(pty, "不再要求", 0); /* what was typed is there again */
  type_in(pty, "，已并入别项");
  press(pty, CTRL_S, "理由：不再要求，已并入别项");
  press(pty, ESC, "─ 批量改状态 ");
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "/101");
  assert_state(cli, 3, "new");
  program_quit(pty);
}

/* A key typed ahead does not do what nobody has seen yet. */
static void test_ahead(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "t", "─ 加标签 ");
  type_in(pty, "重点");
  press(pty, CTRL_S ENTER, "请先看过将改什么");
  pty_wait(pty, "标签：（空） → 重点", 0);
  press(pty, ENTER, "已改1项");
  program_quit(pty);
}

/* The line drops on the page: what was typed before it is offered again. Done, it is not. */
static void test_dropped(void) {
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = program_start(cli);
    choose_task(pty);
    press(pty, "Z", "─ 删除任务");
    type_in(pty, "与第二项重复");
    press(pty, CTRL_S, "删除，连同周期要求1条");
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "上次有没保存的内容：删除任务", 0);
  press(pty, "c", "与第二项重复");
  press(pty, CTRL_S, "删除，连同周期要求1条");
  press(pty, ENTER, "删除：1项已放进回收站（按 z 看）");
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_cmpuint(g_strv_length(drafts), ==, 0);
  program_quit(pty);
}

static void test_tag_and_repeat(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, ".", "还没有可以重复的操作");
  press(pty, "t", "─ 加标签 ");
  type_in(pty, "重点 督查");
  press(pty, CTRL_S, "标签：（空） → 督查、重点");
  press(pty, ENTER, "已改1项");
  pty_wait(pty, "标签：督查、重点", 0);
  press(pty, "j", "第2项  任务");
  press(pty, ".", "标签：（空） → 督查、重点");
  press(pty, ENTER, "已改1项");
  assert_tags(cli, 2, "标签        督查、重点");

  /* A step is repeated as well, and progress with the same text. */
  press(pty, "i", "：交办？");
  press(pty, "y", "已交办；按 u");
  press(pty, "k", "第1项  任务");
  press(pty, ".", "状态：未启动 → 已交办");
  press(pty, ENTER, "交办：已改1项");
  press(pty, "p", "记录进展  第1项");
  type_in(pty, "已经学习");
  press(pty, CTRL_S, "记录进展：已保存");
  press(pty, "j", "第2项  任务");
  press(pty, ".", "记录进展  第2项");
  pty_wait(pty, "已经学习", 0);
  press(pty, CTRL_S, "记录进展：已保存");
  g_autofree char *text = last_progress_text(cli, 2);
  g_assert_cmpstr(text, ==, "已经学习");
  program_quit(pty);
}

static void test_replace(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "%", "─ 查找替换 ");
  pty_send(pty, TAB);
  type_in(pty, "专题学习");
  pty_send(pty, TAB);
  type_in(pty, "集中学习");
  press(pty, CTRL_S, "将改1项，共1处");
  pty_wait(pty, "专题学习。 → …", 0); /* the hit, with what is around it */
  press(pty, ENTER, "已改1项");
  g_autofree char *page = cli_text(cli, "show 1");
  assert_has(page, "1次信用集中学习。");
  program_quit(pty);
}

/* ---- where tasks stand ------------------------------------------------------------------ */

static void test_move(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "}", "已下移一位");
  pty_wait(pty, "第2项[1]  任务", 0); /* it stays chosen */
  press(pty, "{", "已上移一位");
  press(pty, "{", "已是该指标下的第一项");
  press(pty, "C", "在第1项下面添加第2项");
  press(pty, ENTER, "复制：已添加1项");
  pty_wait(pty, "/102", 0);
  press(pty, "M", "─ 移到哪个指标 ");
  type_in(pty, "加快推进落实");
  press(pty, ENTER, "（一）加强组织领导 → （二）加快推进落实；序号");
  press(pty, ENTER, "移到别的指标：已改1项");
  for (int i = 0; i < 4; i++) {
    press(pty, "u", "撤销您最近的一次修改？");
    press(pty, "y", "已撤销：");
  }
  pty_wait(pty, "/101", 0);
  press(pty, "u", "您没有可以撤销的修改");
  program_quit(pty);
}

static void test_trash(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "Z", "─ 删除任务");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "重复");
  press(pty, CTRL_S, "删除，连同周期要求1条");
  press(pty, ENTER, "删除：1项已放进回收站（按 z 看）");
  pty_wait(pty, "/100", 0);
  press(pty, "z", "回收站  共1次删除");
  pty_wait_row(pty, 23, "r 恢复", 0);
  g_assert_false(is_shown(pty, "视图1")); /* their keys stand in the list of views */
  pty_wait(pty, "理由：重复", 0);
  pty_wait(pty, "连同：周期要求1条", 0);
  press(pty, ENTER, "恢复第1项");
  press(pty, ENTER, "已恢复1项；按 U 可再删除");
  pty_wait(pty, "回收站是空的", 0);
  press(pty, ESC, "/101");

  /* Deleted from its page, it is the list that is shown next. */
  press(pty, ENTER, "一级指标");
  press(pty, "Z", "─ 删除任务");
  type_in(pty, "重复");
  press(pty, CTRL_S, "删除，连同周期要求1条");
  press(pty, ENTER, "/100");
  program_quit(pty);
}

/* What somebody else has changed since is not undone, and the message says who, when and what. */
static void test_others(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *older = cli_text(cli, "set --tag 重点 2");
  assert_has(older, "已改1项");
  g_autofree char *own = cli_text(cli, "set --deadline 2026年10月 1");
  assert_has(own, "已改1项");
  as_another(cli, "2026年9月", 1);
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "u", "完成时限：2026年10月 → 2026年12月");
  press(pty, "y", "现在是“2026年9月”，由 lisi");
  g_autofree char *page = cli_text(cli, "show 1");
  assert_has(page, "完成时限    2026年9月");
  press(pty, "b", "撤销您更早的一次修改？");
  press(pty, "y", "已撤销：第2项");
  g_autofree char *other = cli_text(cli, "show 2");
  g_assert_null(strstr(other, "标签"));
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/bulk/marked", test_marked);
  g_test_add_func("/screen/bulk/progress", test_progress);
  g_test_add_func("/screen/bulk/progress-gone", test_progress_gone);
  g_test_add_func("/screen/bulk/hidden", test_hidden);
  g_test_add_func("/screen/bulk/group", test_group);
  g_test_add_func("/screen/bulk/list", test_list);
  g_test_add_func("/screen/bulk/ahead", test_ahead);
  g_test_add_func("/screen/bulk/dropped", test_dropped);
  g_test_add_func("/screen/bulk/tag-and-repeat", test_tag_and_repeat);
  g_test_add_func("/screen/bulk/replace", test_replace);
  g_test_add_func("/screen/bulk/move", test_move);
  g_test_add_func("/screen/bulk/trash", test_trash);
  g_test_add_func("/screen/bulk/others", test_others);
  return g_test_run();
}
