#include "core/model/task.h"
#include "core/rules/phrase.h"
#include "tui/command/period_rows.h"
#include "tui/command/rule_choice.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

typedef struct {
  char *anchor;
  char *since;
  char *replace;
  char *end;
  char *reason;
  gboolean no_makeup;
} RuleOptions;

static void rule_options_clear(RuleOptions *options) {
  g_free(options->anchor);
  g_free(options->since);
  g_free(options->replace);
  g_free(options->end);
  g_free(options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RuleOptions, rule_options_clear)

/* ---- the rules of a task ---------------------------------------------------------------- */

static void write_table(Output *output, const GPtrArray *schedules) {
  static const TableColumn COLUMNS[] = {{"要求", 0, TRUE},
                                        {"自", 0, FALSE},
                                        {"停止", 0, FALSE},
                                        {"意思", 0, FALSE},
                                        {"原文", 0, FALSE}};
  if (schedules->len == 0) {
    output_line(output, "该项没有周期要求。");
    return;
  }
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    char since[DAY_TEXT_SIZE], ended[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, schedule->id);
    g_autofree char *meaning = recurrence_text(&schedule->rule);
    g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
    const char *cells[] = {id, day_to_iso(schedule->since, since),
                           day_to_iso(schedule->ended, ended), meaning, words};
    table_row(table, cells);
  }
}

static void write_csv(Output *output, const GPtrArray *schedules) {
  static const char *const HEADS[] = {"要求", "自", "停止", "意思", "原文", "报送材料", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    char since[DAY_TEXT_SIZE], ended[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, schedule->id);
    g_autofree char *meaning = recurrence_text(&schedule->rule);
    const char *cells[] = {id,
                           day_to_iso(schedule->since, since),
                           day_to_iso(schedule->ended, ended),
                           meaning,
                           schedule->phrase,
                           schedule->material};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static int list(Invocation *invocation, gint64 task) {
  invocation->only_read = TRUE;
  Output *output = &invocation->output;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autofree char *label = task_label(db, task, &error);
  g_autoptr(GPtrArray) schedules = label != NULL ? schedule_list(db, task, &error) : NULL;
  if (schedules == NULL)
    return invocation_fail(error);
  if (invocation->format == FORMAT_TABLE) {
    write_table(output, schedules);
  } else if (invocation->format == FORMAT_CSV) {
    write_csv(output, schedules);
  } else {
    DataArray array = data_array_begin(output);
    for (guint i = 0; i < schedules->len; i++)
      data_array_item(&array, period_rows_schedule_json(schedules->pdata[i]));
    data_array_end(&array);
    output_data(output, "\n");
  }
  return STATUS_DONE;
}

/* ---- adding and changing ---------------------------------------------------------------- */

/* What the phrase says, as a rule. FALSE after saying that it says none. */
static gboolean read_rule(const Phrase *phrase, const char *text, Recurrence *rule) {
  if (phrase->kind == PHRASE_RULE || phrase->kind == PHRASE_WORKDAYS ||
      phrase->kind == PHRASE_GAP) {
    *rule = phrase->recurrence;
    return TRUE;
  }
  g_autofree char *understood =
      phrase->unread ? g_strdup("写明了时间，但这种写法读不懂") : phrase_explain(phrase);
  invocation_fail_text("从“%s”读不出周期要求（%s）；可以写 每月至少1次、每季度2次次月8日前、"
                       "每14个工作日报送1次、之日起七个工作日内",
                       text, understood);
  return FALSE;
}

/* FALSE after saying that nothing is counted from a day. */
static gboolean set_anchor(const Invocation *invocation, const RuleOptions *options, Day anchor,
                           const Schedule *before, Recurrence *rule) {
  gboolean counts = rule->basis == BASIS_ANCHOR || rule->basis == BASIS_SUBMISSION;
  if (options->anchor == NULL) {
    if (rule->basis == BASIS_ANCHOR && before != NULL && before->rule.basis == BASIS_ANCHOR)
      rule->anchor = before->rule.anchor;
    return TRUE;
  }
  if (counts)
    rule->anchor = anchor;
  else
    invocation_misuse_help(invocation, "--anchor 只用于“每几个工作日”和“间隔不超过”这样的要求");
  return counts;
}

/* 已增加周期要求：第50项“…”：每月至少1次，月末前（编号8，自2026-11-21起）; passed where counting
 * starts on an earlier day than what is asked for. */
static int say(Invocation *invocation, Db *db, gint64 task, gint64 id, const char *done,
               const Phrase *phrase, gboolean passed) {
  g_autoptr(GError) error = NULL;
  g_autofree char *label = task_label(db, task, &error);
  g_autoptr(Schedule) schedule =
      label != NULL ? rule_choice(db, task, id, -1, "--replace", &error) : NULL;
  if (schedule == NULL)
    return invocation_fail(error);
  Output *output = &invocation->output;
  char since[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
  g_autofree char *meaning = recurrence_text(&schedule->rule);
  output_line(output, "%s：%s：%s（编号%" G_GINT64_FORMAT "，自%s起）", done, label, meaning,
              schedule->id, day_to_iso(schedule->since, since));
  if (phrase->text != NULL && !g_str_equal(phrase->text, schedule->phrase))
    output_line(output, "只采用了“%s”，其余的字没有计入。", phrase->text);
  if (schedule->rule.basis == BASIS_ANCHOR && schedule->rule.anchor == DAY_NONE)
    output_line(output,
                "还没有起算日，因此还没有期次；请用 --replace %" G_GINT64_FORMAT
                " --anchor 日期 设定。",
                schedule->id);
  if (passed)
    output_line(output,
                "起算日已过：自 %s 起要求，之前的期次不要求；要从更早的一天起要求，请再加 "
                "--since 日期。",
                since);
  if (phrase->due != DAY_NONE)
    output_line(output, "句中的 %s 没有采用：周期要求到任务的办理期限为止。",
                day_to_iso(phrase->due, until));
  return STATUS_DONE;
}

static int set(Invocation *invocation, gint64 task, const RuleOptions *options,
               ScheduleInput *input, Day anchor) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Schedule) before = NULL;
  if (input->id != 0 || input->phrase == NULL) {
    int basis = input->id != 0 ? -1 : BASIS_ANCHOR; /* the one that counts from a day */
    before = rule_choice(db, task, input->id, basis, "--replace", &error);
    if (before == NULL)
      return invocation_fail(error);
    input->id = before->id;
  }
  g_auto(Phrase) phrase = {PHRASE_NONE};
  if (input->phrase == NULL) { /* the same, from another day */
    input->phrase = before->phrase;
    input->rule = before->rule;
  } else {
    phrase_read(input->phrase, day_civil(actor.today).year, &phrase);
    if (!read_rule(&phrase, input->phrase, &input->rule))
      return STATUS_FAILED;
  }
  if (!set_anchor(invocation, options, anchor, before, &input->rule))
    return STATUS_USAGE;
  input->rule.no_makeup |= options->no_makeup;
  gint64 id;
  if (!schedule_set(db, &actor, reckoning, input, &id, &error))
    return invocation_fail(error);
  gboolean passed = options->anchor != NULL && options->since == NULL &&
                    input->rule.basis == BASIS_ANCHOR && anchor < actor.today;
  return say(invocation, db, task, id, before != NULL ? "已修改周期要求" : "已增加周期要求",
             &phrase, passed);
}

static int run_set(Invocation *invocation, gint64 task, const RuleOptions *options) {
  ScheduleInput input = {.task = task};
  Day anchor = DAY_NONE;
  int replaced = 0;
  if (options->reason != NULL)
    return invocation_misuse_help(invocation, "--reason 要与 --end 一起用");
  if (!value_day("--anchor", options->anchor, &anchor) ||
      !value_day("--since", options->since, &input.since) ||
      !value_number("--replace", options->replace, 1, G_MAXINT, &replaced))
    return STATUS_USAGE;
  g_autofree char *phrase = NULL;
  if (invocation->second != NULL && !value_text("周期要求", invocation->second, &phrase))
    return STATUS_FAILED;
  input.id = replaced;
  input.phrase = phrase;
  return set(invocation, task, options, &input, anchor);
}

/* ---- taking off ------------------------------------------------------------------------- */

static int run_end(Invocation *invocation, gint64 task, const RuleOptions *options) {
  int id = 0;
  if (options->anchor != NULL || options->since != NULL || options->replace != NULL ||
      options->no_makeup)
    return invocation_misuse_help(invocation, "--end 只能与 --reason 一起用");
  if (options->reason == NULL)
    return invocation_misuse_help(invocation, "缺少 --reason 理由：请写明为什么停止");
  if (!value_number("--end", options->end, 1, G_MAXINT, &id))
    return STATUS_USAGE;
  g_autofree char *reason = NULL;
  if (!value_text("--reason", options->reason, &reason))
    return STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autofree char *label = task_label(db, task, &error);
  g_autoptr(Schedule) schedule =
      label != NULL ? rule_choice(db, task, id, -1, "--end", &error) : NULL;
  if (schedule == NULL || !schedule_end(db, &actor, reckoning, id, reason, &error))
    return invocation_fail(error);
  g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
  output_line(&invocation->output, "已停止周期要求：%s：%s", label, words);
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

static int run(Invocation *invocation) {
  g_auto(RuleOptions) options = {0};
  const GOptionEntry entries[] = {
      {"replace", 0, 0, G_OPTION_ARG_STRING, &options.replace,
       "修改这一条，而不是增加；已经过去的期次不变。只改日期时不必再写要求；只有一条从起算日数的，改起算日时不必写这一项",
       "要求"},
      {"anchor", 0, 0, G_OPTION_ARG_STRING, &options.anchor,
       "“每几个工作日”的起算日，当天不算；“间隔不超过”的上次报送日", "年-月-日"},
      {"since", 0, 0, G_OPTION_ARG_STRING, &options.since,
       "从哪天起要求；不写则新增的自今天起，修改的接着最后过去的一期", "年-月-日"},
      {"no-makeup", 0, 0, G_OPTION_ARG_NONE, &options.no_makeup, "不允许补报：过了期限报的不算",
       NULL},
      {"end", 0, 0, G_OPTION_ARG_STRING, &options.end,
       "停止这一条；已经过去的期次保留。必须写 --reason", "要求"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么停止；写 - 则从标准输入读取",
       "理由"},
      {NULL}};
  int status;
  gint64 task;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (!value_task(invocation, invocation->argument, &task))
    return STATUS_USAGE;
  gboolean changes = invocation->second != NULL || options.end != NULL || options.replace != NULL;
  if (changes && invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--format 只用于列出周期要求");
  if (invocation->second != NULL && options.end != NULL)
    return invocation_misuse_help(invocation, "写了新的要求，就不能同时写 --end");
  gboolean moves = options.anchor != NULL ||
                   (options.replace != NULL && (options.since != NULL || options.no_makeup));
  if (invocation->second != NULL || (moves && options.end == NULL))
    return run_set(invocation, task, &options);
  if (options.end != NULL)
    return run_end(invocation, task, &options);
  if (options.replace != NULL || options.anchor != NULL || options.since != NULL ||
      options.no_makeup || options.reason != NULL)
    return invocation_misuse_help(invocation, "缺少周期要求，如 每月至少1次");
  return list(invocation, task);
}

const Command COMMAND_RULE = {
    .name = "rule",
    .group = COMMAND_GROUP_PERIOD,
    .summary = "增加、修改、停止任务的周期要求；只写编号则列出",
    .details = "增加、修改、停止任务的周期要求；只写编号则列出。要求照文件的话写，程序读出意思："
               "每月15日前、每季度公示2个以上、每14个工作日报送1次、最长间隔不超过一个月、"
               "之日起七个工作日内。修改和停止只管以后，已经过去的期次保留原来的期限和次数。"
               "句子里有空格或符号时，用引号括起来。",
    .examples = "rule 50\n"
                "rule 50 每月至少1次\n"
                "rule 50 每14个工作日报送1次 --anchor 2026-11-02\n"
                "rule 50 --anchor 2026-11-16\n"
                "rule 50 --replace 8 --anchor 2026-11-16\n"
                "rule 50 每月2次次月8日前 --replace 8\n"
                "rule 50 --end 8 --reason 机构改革后不再报送",
    .argument = "编号",
    .required = TRUE,
    .second = "周期要求",
    .second_free = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "schedule.set schedule.end",
    .run = run,
};
