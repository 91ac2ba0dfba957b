#include "core/model/task.h"
#include "core/model/unit.h"
#include "tui/command/period_rows.h"
#include "tui/command/rule_choice.h"
#include "tui/command/value.h"

#define YEAR_LEAST 1
#define YEAR_MOST 9999

typedef struct {
  char *unit;
  char *year;
  char *from;
  char *until;
} PeriodsOptions;

static void periods_options_clear(PeriodsOptions *options) {
  g_free(options->unit);
  g_free(options->year);
  g_free(options->from);
  g_free(options->until);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PeriodsOptions, periods_options_clear)

/* 共7期：红2 黄1 绿4 灰0 */
static void write_total(Output *output, const Reckoning *reckoning, const GPtrArray *list) {
  if (list->len == 0) {
    output_line(output, "没有符合条件的期次。");
    return;
  }
  guint lights[LIGHT_COUNT] = {0};
  gboolean blue = TRUE;
  for (guint i = 0; i < list->len; i++) {
    const Obligation *period = list->pdata[i];
    lights[period->light]++;
    blue = blue && reckoning_policy(reckoning, period->ledger)->blue;
  }
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "共%u期：", list->len);
  for (guint i = 0; i < LIGHT_COUNT; i++)
    g_string_append_printf(line, "%s%s%u", i > 0 ? " " : "", light_name_in((Light)i, blue),
                           lights[i]);
  output_line(output, "%s", line->str);
}

/* Says of each rule of the task that has no periods because nobody has set the day it counts from.
 * *count is how many they are. */
static gboolean write_unset(Invocation *invocation, Db *db, gint64 task, guint *count,
                            GError **error) {
  g_autoptr(GPtrArray) schedules = schedule_list(db, task, error);
  for (guint i = 0; schedules != NULL && i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    if (!schedule_lacks_anchor(schedule))
      continue;
    g_autofree char *words = rule_choice_anchor_words(schedule, person_today(&invocation->person));
    output_line(&invocation->output, "%s。", words);
    (*count)++;
  }
  return schedules != NULL;
}

static int list(Invocation *invocation, ObligationFilter *filter, const char *unit) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (unit != NULL) {
    g_autoptr(Unit) found = unit_find(db, unit, &error);
    if (found == NULL)
      return invocation_fail(error);
    filter->unit = found->id;
  }
  if (filter->task != 0) {
    g_autoptr(Task) task = task_load(db, NULL, filter->task, &error);
    if (task == NULL)
      return invocation_fail(error);
  }
  g_autoptr(GPtrArray) found = obligation_list(db, reckoning, filter, &error);
  if (found == NULL || !period_rows_write(invocation, db, reckoning, found, &error))
    return invocation_fail(error);
  if (invocation->format != FORMAT_TABLE)
    return STATUS_DONE;
  guint unset = 0;
  if (filter->task != 0 && !write_unset(invocation, db, filter->task, &unset, &error))
    return invocation_fail(error);
  if (found->len > 0 || unset == 0)
    write_total(&invocation->output, reckoning, found);
  return STATUS_DONE;
}

/* FALSE after saying what is wrong. */
static gboolean read_days(const PeriodsOptions *options, Day today, ObligationFilter *filter) {
  int year = 0;
  if (!value_number("--year", options->year, YEAR_LEAST, YEAR_MOST, &year) ||
      !value_day("--from", options->from, &filter->first) ||
      !value_day("--until", options->until, &filter->last))
    return FALSE;
  if (year != 0 && (filter->first != DAY_NONE || filter->last != DAY_NONE)) {
    invocation_misuse("--year 不能与 --from、--until 同时用");
    return FALSE;
  }
  if (year != 0) {
    filter->first = day_from_ymd(year, 1, 1);
    filter->last = day_from_ymd(year, 12, 31);
  }
  if (filter->first <= (filter->last != DAY_NONE ? filter->last : today))
    return TRUE;
  invocation_misuse("--from 不能晚于 --until；不写 --until 时不能晚于今天");
  return FALSE;
}

static int run(Invocation *invocation) {
  g_auto(PeriodsOptions) options = {0};
  const GOptionEntry entries[] = {
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "只列这个单位负责的，连同它所在的集合的；写全称或别名", "单位"},
      {"year", 0, 0, G_OPTION_ARG_STRING, &options.year, "列这一年的，包括还没有开始的", "年份"},
      {"from", 0, 0, G_OPTION_ARG_STRING, &options.from, "只列这一天以后的", "年-月-日"},
      {"until", 0, 0, G_OPTION_ARG_STRING, &options.until, "列到这一天为止；不写则到今天",
       "年-月-日"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  ObligationFilter filter = {0};
  if ((invocation->argument != NULL &&
       !value_task(invocation, invocation->argument, &filter.task)) ||
      !read_days(&options, person_today(&invocation->person), &filter))
    return STATUS_USAGE;
  return list(invocation, &filter, options.unit);
}

const Command COMMAND_PERIODS = {
    .name = "periods",
    .group = COMMAND_GROUP_PERIOD,
    .summary = "列出周期任务的期次：每期应报、已报和期限",
    .details = "列出周期任务的期次：每期应报几次、已报几次、哪天到期；不写编号则列全部任务的。"
               "不写年份和日期，列到今天正在进行的那一期。"
               "第一列是任务编号，第二列“要求”是周期要求的编号，用于 submit、rule。",
    .examples = "periods\n"
                "periods 28 --year 2026\n"
                "periods --unit 厅法规处 --from 2026-11-01 --until 2026-12-31 --format csv",
    .argument = "编号",
    .formats = TRUE,
    .run = run,
};
