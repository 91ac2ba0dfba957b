#include "core/model/obligation.h"
#include "core/model/task.h"
#include "tui/command/invocation.h"
#include "tui/command/rule_choice.h"
#include "tui/command/value.h"

typedef struct {
  gint64 task;
  int schedule; /* 0: the only one */
  Day day;
  const char *text;
} EventInput;

/* The day by which what the event asks for has to be there; DAY_NONE and error. */
static Day due_of(Db *db, const Reckoning *reckoning, gint64 schedule, const char *key,
                  GError **error) {
  ObligationFilter filter = {.schedule = schedule};
  g_autoptr(GPtrArray) list = obligation_list(db, reckoning, &filter, error);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    if (g_str_equal(one->span.key, key))
      return one->due;
  }
  if (list != NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "已经登记，但随后被别人改动；请用 taizhang periods 核对");
  return DAY_NONE;
}

static int add(Invocation *invocation, const EventInput *input) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  char key[PERIOD_KEY_SIZE], iso[DAY_TEXT_SIZE];
  g_autofree char *label = task_label(db, input->task, &error);
  g_autoptr(Schedule) rule = label != NULL ? rule_choice(db, input->task, input->schedule,
                                                         BASIS_EVENT, "--schedule", &error)
                                           : NULL;
  if (rule == NULL ||
      !obligation_event(db, &actor, reckoning, rule->id, input->day, input->text, key, &error))
    return invocation_fail(error);
  Day due = due_of(db, reckoning, rule->id, key, &error);
  if (due == DAY_NONE)
    return invocation_fail(error);
  output_line(&invocation->output, "已登记事件：%s %s（期限%s）", label, key, day_to_iso(due, iso));
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *text = NULL, *on = NULL, *schedule = NULL, *clean = NULL;
  const GOptionEntry entries[] = {{"text", 0, 0, G_OPTION_ARG_STRING, &text,
                                   "发生了什么（必须写）；写 - 则从标准输入读取", "文字"},
                                  {"on", 0, 0, G_OPTION_ARG_STRING, &on,
                                   "哪一天发生的，期限从次日算起；不写则为今天", "年-月-日"},
                                  {"schedule", 0, 0, G_OPTION_ARG_STRING, &schedule,
                                   "一项任务有几条这样的要求时，写明是哪一条", "要求"},
                                  {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (text == NULL)
    return invocation_misuse_help(invocation, "缺少 --text 文字：请写明发生了什么");
  EventInput input = {.day = DAY_NONE};
  if (!value_task(invocation, invocation->argument, &input.task) ||
      !value_day("--on", on, &input.day) ||
      !value_number("--schedule", schedule, 1, G_MAXINT, &input.schedule))
    return STATUS_USAGE;
  if (!value_text("--text", text, &clean))
    return STATUS_FAILED;
  input.text = clean;
  return add(invocation, &input);
}

const Command COMMAND_EVENT = {
    .name = "event",
    .group = COMMAND_GROUP_PERIOD,
    .summary = "登记一个起算期限的事件，如决定作出",
    .details = "登记一个起算期限的事件：“自决定作出之日起七个工作日内公示”这样的要求，"
               "每登记一个事件就有一期，期限从事件的次日算起。",
    .examples = "event 38 --text 作出信用评价决定 --on 2026-11-18",
    .argument = "编号",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "event.add",
    .run = run,
};
