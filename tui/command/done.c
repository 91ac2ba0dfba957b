#include "core/model/each.h"
#include "core/model/task.h"
#include "tui/command/ids.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

typedef struct {
  char *text;
  char *on;
} DoneOptions;

static void done_options_clear(DoneOptions *options) {
  g_free(options->text);
  g_free(options->on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DoneOptions, done_options_clear)

static int say(Invocation *invocation, Db *db, const Reckoning *reckoning, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Task) task = task_load(db, reckoning, id, &error);
  g_autofree char *label = task != NULL ? task_label(db, id, &error) : NULL;
  if (label == NULL)
    return invocation_fail(error);
  int late = task->standing.overdue;
  char day[DAY_TEXT_SIZE];
  g_autofree char *note = late > 0 ? g_strdup_printf("，逾期%d天", late) : g_strdup("");
  output_line(&invocation->output, "已办结：%s（%s%s，等待审核）", label,
              day_to_iso(task->done_on, day), note);
  return STATUS_DONE;
}

static int finish(Invocation *invocation, const ProgressInput *input, const GArray *tasks) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!each_progress(db, &actor, input, tasks, &error))
    return invocation_fail(error);
  int status = STATUS_DONE;
  for (guint i = 0; status == STATUS_DONE && i < tasks->len; i++)
    status = say(invocation, db, reckoning, g_array_index(tasks, gint64, i));
  ids_write_total(&invocation->output, tasks);
  return status;
}

static int run(Invocation *invocation) {
  g_auto(DoneOptions) options = {0};
  const GOptionEntry entries[] = {
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text, "同时记一条进展；写 - 则从标准输入读取",
       "文字"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "办结的日子；不写则为今天", "年-月-日"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  ProgressInput input = {.percent = PERCENT_NONE, .made_on = DAY_NONE, .done = TRUE};
  g_autofree char *text = NULL;
  if (!value_day("--on", options.on, &input.made_on))
    return STATUS_USAGE;
  g_autoptr(GArray) tasks = ids_read(invocation, invocation->arguments, &status);
  if (tasks == NULL)
    return status;
  if (options.text != NULL && !value_text("--text", options.text, &text))
    return STATUS_FAILED;
  input.text = text;
  return finish(invocation, &input, tasks);
}

const Command COMMAND_DONE = {
    .name = "done",
    .group = COMMAND_GROUP_DAILY,
    .summary = "把任务标为已办结",
    .details =
        "把任务标为已办结，等待审核；完成率记为 100。可以一次办结几项：全部办结，或者一项也不办结。记错了可用 taizhang undo 撤销。",
    .examples = "done 4\n"
                "done 4 --on 2026-11-20 --text 已印发实施方案\n"
                "done 4 7 9\n"
                "list --query 试点 --format ids | taizhang done -",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .writes = TRUE,
    .verbs = "progress.add task.done",
    .run = run,
};
