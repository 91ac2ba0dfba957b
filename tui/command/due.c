#include "core/rules/phrase.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/table.h"
#include "tui/command/value.h"
#include "tui/command/words.h"

#define YEAR_LEAST 1
#define YEAR_MOST 9999
#define COUNT_DEFAULT 5
#define COUNT_MOST 1000

/* A phrase, and when what it asks for is due. */
typedef struct {
  const char *text; /* as given */
  Phrase phrase;
  Day from;     /* what comes before is left out; also the day that counting starts from */
  int count;    /* how many periods at most */
  GArray *next; /* Period; a date is one without a key */
  const Calendar *calendar;
  Day today;
} Answer;

/* ---- answering -------------------------------------------------------------------------- */

static void collect_periods(Answer *answer) {
  const Recurrence *rule = &answer->phrase.recurrence;
  Day until = answer->phrase.due;
  gint64 index = recurrence_first_due(rule, answer->calendar, answer->from);
  Period period;
  for (int i = 0; i < answer->count; i++) {
    if (!recurrence_period(rule, answer->calendar, index + i, &period) ||
        (until != DAY_NONE && period.first > until))
      break;
    g_array_append_val(answer->next, period);
  }
}

static void collect(Answer *answer) {
  Recurrence *rule = &answer->phrase.recurrence;
  Period period = {.due = answer->phrase.due};
  switch (answer->phrase.kind) {
  case PHRASE_RULE:
    if (rule->basis == BASIS_ANCHOR && rule->anchor == DAY_NONE)
      rule->anchor = answer->from;
    collect_periods(answer);
    break;
  case PHRASE_WORKDAYS:
  case PHRASE_GAP:
    if (recurrence_from(rule, answer->calendar, answer->from, &period))
      g_array_append_val(answer->next, period);
    break;
  case PHRASE_DATE:
    if (period.due >= answer->from)
      g_array_append_val(answer->next, period);
    break;
  case PHRASE_NONE:
  case PHRASE_WINDOW:
    break;
  }
}

static const Period *next_at(const Answer *answer, guint index) {
  return &g_array_index(answer->next, Period, index);
}

/* TRUE where the due date, or whether it is worked, rests on a year without a notice. */
static gboolean is_estimated(const Answer *answer, const Period *period) {
  return period->estimated || calendar_is_estimated(answer->calendar, period->due);
}

static gboolean has_rule(const Answer *answer) {
  PhraseKind kind = answer->phrase.kind;
  return kind == PHRASE_RULE || kind == PHRASE_WORKDAYS || kind == PHRASE_GAP;
}

/* ---- data ------------------------------------------------------------------------------- */

static json_t *next_json(const Answer *answer) {
  json_t *array = json_array();
  for (guint i = 0; i < answer->next->len; i++) {
    const Period *period = next_at(answer, i);
    json_t *item = json_object();
    json_object_set_new(item, "period", data_text(*period->key != '\0' ? period->key : NULL));
    json_object_set_new(item, "due", data_day(period->due));
    json_object_set_new(item, "working_day",
                        json_boolean(calendar_is_workday(answer->calendar, period->due)));
    json_object_set_new(item, "estimated", json_boolean(is_estimated(answer, period)));
    json_array_append_new(array, item);
  }
  return array;
}

static void write_json(Output *output, const Answer *answer) {
  const Phrase *phrase = &answer->phrase;
  const Recurrence *rule = has_rule(answer) ? &phrase->recurrence : NULL;
  gboolean has_day = rule != NULL && rule->due_day != 0;
  g_autofree char *understood = phrase_explain(phrase);
  json_t *object = json_object();
  json_object_set_new(object, "phrase", data_text(answer->text));
  json_object_set_new(object, "kind", data_text(phrase_kind_code(phrase->kind)));
  json_object_set_new(object, "understood", data_text(understood));
  json_object_set_new(object, "text", data_text(phrase->text));
  json_object_set_new(object, "unread", json_boolean(phrase->unread));
  json_object_set_new(object, "first", data_day(phrase->first));
  json_object_set_new(object, "due", data_day(phrase->due));
  json_object_set_new(object, "per", data_text(rule != NULL ? every_code(rule->every) : NULL));
  json_object_set_new(object, "step", rule != NULL ? json_integer(rule->step) : json_null());
  json_object_set_new(object, "quota", rule != NULL ? json_integer(rule->quota) : json_null());
  json_object_set_new(object, "due_day", has_day ? json_integer(rule->due_day) : json_null());
  json_object_set_new(object, "due_month", has_day ? json_integer(rule->due_month) : json_null());
  json_object_set_new(object, "next", next_json(answer));
  data_json(output, object);
  output_data(output, "\n");
}

static const char *yes_or_no(gboolean yes) {
  return yes ? "是" : "否";
}

static void write_csv(Output *output, const Answer *answer) {
  static const char *const HEADS[] = {"期", "期限", "星期", "工作日", "节假日", "预计", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < answer->next->len; i++) {
    const Period *period = next_at(answer, i);
    char due[DAY_TEXT_SIZE];
    g_autofree char *weekday = g_strdup_printf("周%s", day_weekday_name(period->due));
    const char *cells[] = {period->key,
                           day_to_iso(period->due, due),
                           weekday,
                           yes_or_no(calendar_is_workday(answer->calendar, period->due)),
                           calendar_holiday(answer->calendar, period->due),
                           yes_or_no(is_estimated(answer, period))};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* ---- text ------------------------------------------------------------------------------- */

/* 工作日, 工作日（调休）, 休息日, 国庆节; followed by （预计） where no notice says so. */
static char *worked_text(const Answer *answer, const Period *period) {
  const char *name = calendar_holiday(answer->calendar, period->due);
  if (name == NULL && !calendar_is_workday(answer->calendar, period->due))
    name = "休息日";
  if (name == NULL)
    name = calendar_is_makeup(answer->calendar, period->due) ? "工作日（调休）" : "工作日";
  return g_strconcat(name, is_estimated(answer, period) ? "（预计）" : "", NULL);
}

/* The day that counting starts from, which the phrase does not say. */
static void write_start(Output *output, const Answer *answer) {
  const char *name = NULL;
  if (answer->phrase.kind == PHRASE_WORKDAYS)
    name = "事件日";
  else if (answer->phrase.kind == PHRASE_GAP)
    name = "上次报送";
  else if (answer->phrase.kind == PHRASE_RULE && answer->phrase.recurrence.basis == BASIS_ANCHOR)
    name = "起算日";
  if (name == NULL)
    return;
  g_autofree char *day = words_day(answer->from);
  g_autofree char *text = g_strdup_printf("%s（%s，当天不算；另一天用 --from 写明）", day,
                                          answer->from == answer->today ? "按今天" : "按 --from");
  page_field(output, name, text);
}

static void write_rows(Output *output, const Answer *answer) {
  static const TableColumn COLUMNS[] = {{"期", 0, FALSE},
                                        {"期限", 0, FALSE},
                                        {"星期", 0, FALSE},
                                        {"当天", 0, FALSE},
                                        {"离今天", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < answer->next->len; i++) {
    const Period *period = next_at(answer, i);
    char due[DAY_TEXT_SIZE];
    g_autofree char *weekday = g_strdup_printf("周%s", day_weekday_name(period->due));
    g_autofree char *worked = worked_text(answer, period);
    g_autofree char *left = day_left_text(period->due, answer->today);
    const char *cells[] = {period->key, day_to_iso(period->due, due), weekday, worked, left};
    table_row(table, cells);
  }
}

static void write_text(Output *output, const Answer *answer) {
  const Phrase *phrase = &answer->phrase;
  g_autofree char *understood = phrase_explain(phrase);
  page_field(output, "原文", answer->text);
  if (g_strcmp0(phrase->text, answer->text) != 0)
    page_field(output, "读出的词", phrase->text);
  page_field(output, "意思", understood);
  write_start(output, answer);
  if (phrase->kind == PHRASE_DATE) {
    Period period = {.due = phrase->due};
    g_autofree char *left = day_left_text(phrase->due, answer->today);
    g_autofree char *worked = worked_text(answer, &period);
    page_field(output, "离今天", left);
    page_field(output, "当天", worked);
  } else if (answer->next->len > 0) {
    write_rows(output, answer);
  } else if (has_rule(answer)) {
    g_autofree char *day = words_day(answer->from);
    output_line(output, "从%s起，没有到期的了。", day);
  }
}

/* ---- command ---------------------------------------------------------------------------- */

static void write_answer(Invocation *invocation, const Answer *answer) {
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, answer);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, answer);
  else
    write_text(&invocation->output, answer);
}

static int run(Invocation *invocation) {
  g_autofree char *year_text = NULL, *from = NULL, *count = NULL;
  const GOptionEntry entries[] = {
      {"year", 0, 0, G_OPTION_ARG_STRING, &year_text, "没有写年份的，算哪一年；不写则为今年",
       "年份"},
      {"from", 0, 0, G_OPTION_ARG_STRING, &from, "从哪天起看，或从哪天起算；不写则为今天",
       "年-月-日"},
      {"count", 0, 0, G_OPTION_ARG_STRING, &count, "列出几期，1 到 1000；不写则为 5", "期数"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  Day today = person_today(&invocation->person);
  int year = day_civil(today).year;
  Answer answer = {
      .text = invocation->argument, .from = today, .count = COUNT_DEFAULT, .today = today};
  if (!value_number("--year", year_text, YEAR_LEAST, YEAR_MOST, &year) ||
      !value_day("--from", from, &answer.from) ||
      !value_number("--count", count, 1, COUNT_MOST, &answer.count))
    return STATUS_USAGE;
  g_autoptr(Calendar) calendar = NULL;
  if (!invocation_calendar_in_force(invocation, &calendar, NULL))
    return STATUS_FAILED;
  g_autoptr(GArray) next = g_array_new(FALSE, FALSE, sizeof(Period));
  answer.calendar = calendar;
  answer.next = next;
  phrase_read(answer.text, year, &answer.phrase);
  collect(&answer);
  write_answer(invocation, &answer);
  phrase_clear(&answer.phrase);
  return STATUS_DONE;
}

const Command COMMAND_DUE = {
    .name = "due",
    .group = COMMAND_GROUP_PERIOD,
    .summary = "一句完成时限是什么意思，接下来哪天到期",
    .details =
        "读一句完成时限，说明怎样理解，并列出接下来的期限。不需要台账文件；有的话，按它导入的放假通知算。"
        "期限遇休息日、节假日不顺延，只在旁边注明；没有放假通知的年份按周一至周五算，注明“预计”。"
        "“之日起几个工作日”从 --from 那天的次日算起，“间隔不超过”从那天的报送算起，"
        "“每几个工作日”以那天为起算日。句子里有空格或符号时，用引号括起来。",
    .examples = "due 每月15日前\n"
                "due 每季度至少1次，2026年12月 --count 8\n"
                "due 之日起七个工作日内 --from 2026-09-30\n"
                "due 11月底前 --year 2027 --format json",
    .argument = "完成时限",
    .required = TRUE,
    .formats = TRUE,
    .run = run,
};
