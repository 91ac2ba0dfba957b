#include "core/model/reminder.h"

#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/command/task_rows.h"
#include "tui/command/topic_rows.h"
#include "tui/command/value.h"
#include "tui/command/words.h"

#define DAYS_MOST 366
#define DAYS_BY_POLICY (-1)
#define LINES_MOST 20   /* a login message that fills the screen is not read */
#define COLUMNS_ELSE 78 /* where there is no terminal to ask */
#define LABEL_COLUMNS 11
#define NUMBER_COLUMNS 6
#define UNITS_COLUMNS 16
#define GOAL_LEAST 12

/* ---- data ------------------------------------------------------------------------------- */

static gboolean write_json(Invocation *invocation, Db *db, const Reckoning *reckoning,
                           const Reminder *reminder, GError **error) {
  Output *output = &invocation->output;
  char day[DAY_TEXT_SIZE];
  g_autofree char *head =
      g_strdup_printf("{\"as_of\": \"%s\",\n\"overdue\": ", day_to_iso(reminder->as_of, day));
  output_data(output, head);
  if (!task_rows_write(invocation, db, reckoning, reminder->overdue, error))
    return FALSE;
  output_data(output, ",\n\"soon\": ");
  if (!task_rows_write(invocation, db, reckoning, reminder->soon, error))
    return FALSE;
  output_data(output, ",\n\"topic\": ");
  data_json(output, reminder->topic != NULL ? topic_rows_json(reminder->topic) : json_null());
  output_data(output, "}\n");
  return TRUE;
}

static gboolean write_csv(Invocation *invocation, Db *db, const Reckoning *reckoning,
                          const Reminder *reminder, GError **error) {
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  g_array_append_vals(all, reminder->overdue->data, reminder->overdue->len);
  g_array_append_vals(all, reminder->soon->data, reminder->soon->len);
  return task_rows_write(invocation, db, reckoning, all, error);
}

/* ---- text ------------------------------------------------------------------------------- */

/* 2026年11月21日 周六  厅法规处  逾期2项，7天内到期0项 */
static void write_head(Output *output, const Reminder *reminder, const char *unit) {
  g_autofree char *day = words_day(reminder->as_of);
  g_autofree char *who = unit != NULL ? g_strdup_printf("  %s", unit) : g_strdup("");
  if (reminder->overdue->len == 0 && reminder->soon->len == 0)
    output_line(output, "%s%s  没有逾期的任务，%d天内也没有到期的。", day, who, reminder->days);
  else
    output_line(output, "%s%s  逾期%u项，%d天内到期%u项", day, who, reminder->overdue->len,
                reminder->days, reminder->soon->len);
}

/* ! 逾期205天 */
static char *item_label(const TaskRef *ref, const Task *task, Day today) {
  const char *sign = light_sign((Light)ref->light);
  if (ref->overdue > 0)
    return g_strdup_printf("%s 逾期%d天", sign, ref->overdue);
  if (task->due == today)
    return g_strdup_printf("%s 今天到期", sign);
  return g_strdup_printf("%s 还有%u天", sign, task->due - today);
}

/* 第4项; where several ledgers make the two differ, 第4项[73] with the 编号 that commands take. */
static char *item_number(const Task *task) {
  if (task->id == task->number)
    return g_strdup_printf("第%d项", task->number);
  return g_strdup_printf("第%d项[%" G_GINT64_FORMAT "]", task->number, task->id);
}

/* ! 逾期205天 第4项  落实国家发展改革委…  厅法规处  时限2026年4月 */
static void write_item(Output *output, const TaskRef *ref, const Task *task, Day today) {
  int columns = output_columns();
  if (columns == 0)
    columns = COLUMNS_ELSE;
  g_autofree char *label = item_label(ref, task, today);
  g_autofree char *number = item_number(task);
  g_autofree char *padded_label = text_pad(label, MAX(LABEL_COLUMNS, text_width(label)));
  g_autofree char *padded_number = text_pad(number, MAX(NUMBER_COLUMNS, text_width(number)));
  g_autofree char *units = task_units_text(task);
  g_autofree char *clean_units = text_clean(units, FALSE);
  g_autofree char *cut_units = text_ellipsize(clean_units, UNITS_COLUMNS);
  g_autofree char *deadline = text_clean(task->deadline, FALSE);
  g_autofree char *before = g_strdup_printf("%s %s ", padded_label, padded_number);
  g_autofree char *after = g_strdup_printf("  %s  时限%s", cut_units, deadline);
  g_autofree char *goal = text_clean(task->goal, FALSE);
  int rest = MAX(columns - text_width(before) - text_width(after), GOAL_LEAST);
  g_autofree char *cut_goal = text_ellipsize(goal, rest);
  g_autofree char *line = g_strconcat(before, cut_goal, after, NULL);
  g_autofree char *cut = text_ellipsize(line, columns);
  output_line(output, "%s", cut);
}

static gboolean write_items(Output *output, Db *db, const GArray *refs, guint count, Day today,
                            GError **error) {
  for (guint i = 0; i < count; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    g_autoptr(Task) task = task_load(db, NULL, ref->id, error);
    if (task == NULL)
      return FALSE;
    write_item(output, ref, task, today);
  }
  return TRUE;
}

/* 本月主题 诚信文化  报送期限11月15日（已过6天）  已报0篇，目标3篇 */
static void write_topic(Output *output, const Reminder *reminder) {
  const Topic *topic = reminder->topic;
  if (topic == NULL) {
    CivilDate date = day_civil(reminder->as_of);
    output_line(output, "本月主题：没有%d年%d月的选题计划", date.year, date.month);
    return;
  }
  CivilDate due = day_civil(topic->due);
  g_autofree char *left = day_left_text(topic->due, reminder->as_of);
  g_autofree char *cases = topic_rows_cases(topic);
  output_line(output, "本月主题：%s  报送期限%d月%d日（%s）  %s", topic->title, due.month, due.day,
              left, cases);
}

static gboolean write_text(Output *output, Db *db, const Reminder *reminder, const char *unit,
                           GError **error) {
  guint room = LINES_MOST - 2; /* beside the head and the topic */
  guint late = reminder->overdue->len, soon = reminder->soon->len;
  if (late + soon > room)
    room--; /* for the line that says how many more there are */
  guint late_shown = MIN(late, room), soon_shown = MIN(soon, room - late_shown);
  guint more = late + soon - late_shown - soon_shown;
  write_head(output, reminder, unit);
  if (!write_items(output, db, reminder->overdue, late_shown, reminder->as_of, error) ||
      !write_items(output, db, reminder->soon, soon_shown, reminder->as_of, error))
    return FALSE;
  if (more > 0)
    output_line(output, "…… 还有 %u 项，全部内容可加 --format csv 或 json 查看", more);
  write_topic(output, reminder);
  return TRUE;
}

/* ---- command ---------------------------------------------------------------------------- */

static gboolean write_reminder(Invocation *invocation, Db *db, const Reckoning *reckoning,
                               const Reminder *reminder, const char *unit, GError **error) {
  if (invocation->format == FORMAT_JSON)
    return write_json(invocation, db, reckoning, reminder, error);
  if (invocation->format == FORMAT_CSV)
    return write_csv(invocation, db, reckoning, reminder, error);
  return write_text(&invocation->output, db, reminder, unit, error);
}

static int remind(Invocation *invocation, const char *unit_name, int days) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Unit) unit = NULL;
  if (unit_name != NULL) {
    unit = unit_find(db, unit_name, &error);
    if (unit == NULL)
      return invocation_fail(error);
  }
  if (days == DAYS_BY_POLICY)
    days = reckoning_policy(reckoning, 0)->light.lead_days;
  g_autoptr(Reminder) reminder =
      reminder_collect(db, reckoning, 0, unit != NULL ? unit->id : 0, days, &error);
  if (reminder == NULL || !write_reminder(invocation, db, reckoning, reminder, unit_name, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *days_text = NULL, *unit = NULL;
  const GOptionEntry entries[] = {
      {"days", 0, 0, G_OPTION_ARG_STRING, &days_text,
       "几天之内到期的也提醒；不写则按设置中的 lead_days", "天数"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &unit, "只看这个单位的；写全称", "单位"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int days = DAYS_BY_POLICY;
  if (!value_number("--days", days_text, 0, DAYS_MOST, &days))
    return STATUS_USAGE;
  return remind(invocation, unit, days);
}

const Command COMMAND_REMIND = {
    .name = "remind",
    .group = COMMAND_GROUP_READ,
    .summary = "今天该知道的：逾期、将到期、本月主题",
    .details = "逾期的、将到期的任务和本月主题，最多 20 行，拖得最久的在前。"
               "可以写进登录脚本，例如 ~/.profile。",
    .examples = "remind\n"
                "remind --days 30 --unit 厅法规处",
    .formats = TRUE,
    .run = run,
};
