#include "core/model/each.h"
#include "core/model/task.h"
#include "tui/command/ids.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

typedef struct {
  char *reason;
  char *on;
} StepOptions;

static void step_options_clear(StepOptions *options) {
  g_free(options->reason);
  g_free(options->on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StepOptions, step_options_clear)

/* 交办、签收…: the steps that may be taken from a state; of any, where state is -1. */
static char *step_names(int state) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < STEP_COUNT; i++) {
    if (state < 0 || step_leads((Step)i, TASK_KIND_TASK, (TaskState)state, TASK_STATE_ACTIVE, NULL))
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", step_name((Step)i));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* From the table itself, so that help cannot say what is not so. */
static char *what_leads_where(void) {
  g_autoptr(GString) text = g_string_new("什么状态可以走哪一步：");
  for (int i = 0; i < TASK_STATE_COUNT; i++) {
    g_autofree char *names = step_names(i);
    g_string_append_printf(text, "\n  %s：%s", task_state_name((TaskState)i), names);
  }
  g_string_append(text, "\n必须写明理由的：");
  for (int i = 0, count = 0; i < STEP_COUNT; i++) {
    if (step_needs_reason((Step)i))
      g_string_append_printf(text, "%s%s", count++ > 0 ? "、" : "", step_name((Step)i));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What a step is taken with. */
typedef struct {
  Step step;
  Day on; /* DAY_NONE: today */
  const char *reason;
} Taking;

static int say(Invocation *invocation, Db *db, const Reckoning *reckoning, const Taking *taking,
               gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Task) task = task_load(db, reckoning, id, &error);
  g_autofree char *label = task != NULL ? task_label(db, id, &error) : NULL;
  if (label == NULL)
    return invocation_fail(error);
  char day[DAY_TEXT_SIZE];
  Day on = taking->on != DAY_NONE ? taking->on : person_today(&invocation->person);
  g_autofree char *late = task_state_is_done(task->state) && task->standing.overdue > 0
                              ? g_strdup_printf("，逾期办结%d天", task->standing.overdue)
                              : g_strdup("");
  const char *state = task_state_name(task->state);
  g_autofree char *now = g_str_has_suffix(state, step_name(taking->step))
                             ? g_strdup("") /* 已销号 says it already */
                             : g_strdup_printf("，现为%s", state);
  output_line(&invocation->output, "已%s：%s（%s%s%s）", step_name(taking->step), label,
              day_to_iso(on, day), now, late);
  return STATUS_DONE;
}

static int take(Invocation *invocation, const GArray *tasks, const Taking *taking) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!each_step(db, &actor, reckoning, tasks, taking->step, taking->on, taking->reason, &error))
    return invocation_fail(error);
  int status = STATUS_DONE;
  for (guint i = 0; status == STATUS_DONE && i < tasks->len; i++)
    status = say(invocation, db, reckoning, taking, g_array_index(tasks, gint64, i));
  ids_write_total(&invocation->output, tasks);
  return status;
}

static int run(Invocation *invocation) {
  g_auto(StepOptions) options = {0};
  const GOptionEntry entries[] = {
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么；写 - 则从标准输入读取",
       "理由"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "哪一天的事；不写则为今天", "年-月-日"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  Taking taking = {.on = DAY_NONE};
  if (!value_day("--on", options.on, &taking.on))
    return STATUS_USAGE;
  if (!step_parse(invocation->second, &taking.step)) {
    g_autofree char *names = step_names(-1);
    return invocation_misuse("没有“%s”这一步，可以是 %s", invocation->second, names);
  }
  g_autoptr(GArray) tasks = ids_read(invocation, invocation->arguments, &status);
  if (tasks == NULL)
    return status;
  g_autofree char *reason = NULL;
  if (options.reason != NULL && !value_text("--reason", options.reason, &reason))
    return STATUS_FAILED;
  taking.reason = reason;
  return take(invocation, tasks, &taking);
}

const Command COMMAND_STEP = {
    .name = "step",
    .group = COMMAND_GROUP_DAILY,
    .summary = "让任务走一步：交办、签收、办结、销号、退回、暂停、作废等",
    .details =
        "让任务走一步，留下日期、经手人和理由。步骤写中文或英文代码都可以，写在编号之后；写几个编号，就全部走这一步，或者一项也不走。记第一条进展时任务自动"
        "成为办理中；排名指标和扣分项没有办结。销号由办结人以外的另一人操作，除非台账另有设置"
        "（见 taizhang policy）。走错了可用 taizhang undo 撤销。",
    .more = what_leads_where,
    .examples = "step 4 交办\n"
                "step 4 7 9 签收\n"
                "list --unit 厅法规处 --format ids | taizhang step - 交办\n"
                "step 4 签收 --on 2026-03-02\n"
                "step 4 退回 --reason 缺少印发的文件\n"
                "step 4 销号",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .second = "步骤",
    .writes = TRUE,
    .verbs =
        "task.assign task.sign task.start task.finish task.close task.return task.pause task.resume task.void task.reopen",
    .run = run,
};
