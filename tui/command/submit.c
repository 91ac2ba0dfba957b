#include "core/model/obligation.h"
#include "core/model/submission.h"
#include "core/model/task.h"
#include "tui/command/invocation.h"
#include "tui/command/rule_choice.h"
#include "tui/command/value.h"

typedef struct {
  char *text;
  char *period;
  char *on;
  char *unit;
  char *schedule;
} SubmitOptions;

static void submit_options_clear(SubmitOptions *options) {
  g_free(options->text);
  g_free(options->period);
  g_free(options->on);
  g_free(options->unit);
  g_free(options->schedule);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SubmitOptions, submit_options_clear)

/* The period that a submission was recorded for; NULL and error. */
static Obligation *period_of(Db *db, const Reckoning *reckoning, const Schedule *schedule,
                             gint64 id, GError **error) {
  g_autoptr(GPtrArray) submissions = submission_list(db, schedule->task, 0, error);
  if (submissions == NULL)
    return NULL;
  gint64 period = 0;
  for (guint i = 0; i < submissions->len; i++) {
    const Submission *submission = submissions->pdata[i];
    if (submission->id == id)
      period = submission->period;
  }
  ObligationFilter filter = {.schedule = schedule->id};
  g_autoptr(GPtrArray) list = obligation_list(db, reckoning, &filter, error);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    if (((const Obligation *)list->pdata[i])->period == period)
      return g_ptr_array_steal_index(list, i);
  }
  if (list != NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "已经记录，但随后被别人改动；请用 taizhang periods 核对");
  return NULL;
}

/* 已记录报送：第50项“…” 2026Q4（已报1次，应报2次，期限2026-12-31） */
static void say(Output *output, const Obligation *period, const char *label, Day made_on) {
  char due[DAY_TEXT_SIZE];
  output_line(output, "已记录报送：%s %s（已报%d次，应报%d次，期限%s%s）", label, period->span.key,
              period->count, period->quota, day_to_iso(period->due, due),
              made_on > period->due ? "，迟报" : "");
}

static int submit(Invocation *invocation, gint64 task, gint64 schedule, SubmissionInput *input) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autofree char *label = task_label(db, task, &error);
  g_autoptr(Schedule) rule =
      label != NULL ? rule_choice(db, task, schedule, -1, "--schedule", &error) : NULL;
  if (rule == NULL)
    return invocation_fail(error);
  if (schedule_lacks_anchor(rule)) {
    g_autofree char *words = rule_choice_anchor_words(rule, actor.today);
    return invocation_fail_text("%s", words);
  }
  input->schedule = rule->id;
  gint64 id;
  if (!submission_record(db, &actor, reckoning, input, &id, &error))
    return invocation_fail(error);
  g_autoptr(Obligation) period = period_of(db, reckoning, rule, id, &error);
  if (period == NULL)
    return invocation_fail(error);
  say(&invocation->output, period, label,
      input->made_on != DAY_NONE ? input->made_on : actor.today);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(SubmitOptions) options = {0};
  const GOptionEntry entries[] = {
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text,
       "报了什么（必须写）；写 - 则从标准输入读取", "文字"},
      {"period", 0, 0, G_OPTION_ARG_STRING, &options.period,
       "报的是哪一期，写法见 taizhang periods；不写则为报送那天所在的一期", "期次"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "哪一天报的；不写则为今天", "年-月-日"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, "哪个单位报的；写全称或别名", "单位"},
      {"schedule", 0, 0, G_OPTION_ARG_STRING, &options.schedule,
       "一项任务有几条周期要求时，写明是哪一条", "要求"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (options.text == NULL)
    return invocation_misuse_help(invocation, "缺少 --text 文字：请写明报了什么");
  SubmissionInput input = {.key = options.period, .unit = options.unit};
  gint64 task;
  int schedule = 0;
  if (!value_task(invocation, invocation->argument, &task) ||
      !value_number("--schedule", options.schedule, 1, G_MAXINT, &schedule) ||
      !value_day("--on", options.on, &input.made_on))
    return STATUS_USAGE;
  g_autofree char *text = NULL;
  if (!value_text("--text", options.text, &text))
    return STATUS_FAILED;
  input.text = text;
  return submit(invocation, task, schedule, &input);
}

const Command COMMAND_SUBMIT = {
    .name = "submit",
    .group = COMMAND_GROUP_PERIOD,
    .summary = "记一次周期报送",
    .details = "记一次周期报送，计入所报的那一期。过了期限再报的也记下来，注明“迟报”；"
               "还没有启动的任务随之转为办理中。记错了可用 taizhang undo 撤销。",
    .examples = "submit 50 --text 公示联合奖惩案例一件\n"
                "submit 50 --text 补报第三季度案例 --period 2026Q3 --on 2026-10-09\n"
                "submit 28 --text - --unit 厅法规处 < 报送.txt",
    .argument = "编号",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "submission.add submission.remove",
    .run = run,
};
