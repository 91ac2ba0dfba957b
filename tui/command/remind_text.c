/* remind_text.c: the reminder for people. */
#include "core/rules/text.h"
#include "tui/command/remind.h"
#include "tui/command/topic_rows.h"
#include "tui/command/words.h"

#define LINES_MOST 20 /* a login message that fills the screen is not read */
#define LABEL_COLUMNS 11
#define NUMBER_COLUMNS 6
#define UNITS_COLUMNS 16
#define GOAL_LEAST 12

char *remind_counts(const Reminder *reminder) {
  return g_strdup_printf("逾期%d项，欠报%d期，%d天内到期%d项，待办%d项",
                         reminder->late - reminder->missed, reminder->missed, reminder->days,
                         reminder->soon, reminder->waiting);
}

/* A line of text, which may hold whatever the ledger does. */
static void add_line(GString *text, const char *line, int columns) {
  g_autofree char *clean = text_clean(line, FALSE);
  g_autofree char *cut = text_ellipsize(clean, columns);
  g_string_append_printf(text, "%s\n", cut);
}

/* 2026年11月21日 周六  厅法规处  逾期2项，欠报1期，7天内到期0项，待办0项 */
static void add_head(GString *text, const Remind *remind, int columns) {
  const Reminder *reminder = remind->reminder;
  g_autofree char *day = words_day(reminder->as_of);
  g_autofree char *who =
      remind->units != NULL ? g_strdup_printf("  %s", remind->units) : g_strdup("");
  g_autofree char *counts = remind_counts(reminder);
  g_autofree char *none =
      g_strdup_printf("没有逾期的，%d天内没有到期的，也没有待办的。", reminder->days);
  g_autofree char *line =
      g_strdup_printf("%s%s  %s", day, who, reminder->items->len > 0 ? counts : none);
  add_line(text, line, columns);
}

/* 第4项, 第4项[73]; "" for a topic. */
static char *item_number(const ReminderItem *item) {
  return item->task != 0 ? task_number_text(item->more->number, item->task, item->more->several)
                         : g_strdup("");
}

static char *padded(const char *text, int columns) {
  return text_pad(text, MAX(columns, text_width(text)));
}

/* ! 逾期205天 第4项  落实国家发展改革委…  厅法规处
 * ! 欠报40天  第1项  2026Q3 0/1 建立…     厅法规处
 * ~ 还有9天   2026-11 报送案例 1/3 诚信文化 */
static void add_item(GString *text, const ReminderItem *item, Day today, int columns) {
  g_autofree char *when = reminder_item_when(item, today);
  g_autofree char *label = g_strdup_printf("%s %s", light_sign(item->light), when);
  g_autofree char *number = item_number(item);
  g_autofree char *what = reminder_item_what(item);
  g_autofree char *label_cell = padded(label, LABEL_COLUMNS);
  g_autofree char *number_cell = *number != '\0' ? padded(number, NUMBER_COLUMNS) : g_strdup("");
  g_autofree char *before =
      g_strdup_printf("%s %s%s%s%s", label_cell, number_cell, *number != '\0' ? " " : "", what,
                      *what != '\0' ? " " : "");
  g_autofree char *units = text_clean(item->more->units, FALSE);
  g_autofree char *cut_units = text_ellipsize(units, UNITS_COLUMNS);
  g_autofree char *after = g_strdup_printf("%s%s", *cut_units != '\0' ? "  " : "", cut_units);
  g_autofree char *goal = text_clean(item->more->goal, FALSE);
  int rest = MAX(columns - text_width(before) - text_width(after), GOAL_LEAST);
  g_autofree char *cut_goal = text_ellipsize(goal, rest);
  g_autofree char *line = g_strconcat(before, cut_goal, after, NULL);
  add_line(text, line, columns);
}

/* 本月主题 诚信文化  报送期限11月15日（已过6天）  已报0篇，目标3篇 */
static void add_topic(GString *text, const Reminder *reminder, int columns) {
  const Topic *topic = reminder->topic;
  g_autofree char *line = NULL;
  if (topic == NULL) {
    CivilDate date = day_civil(reminder->as_of);
    line = g_strdup_printf("本月主题：没有%d年%d月的选题计划", date.year, date.month);
  } else {
    CivilDate due = day_civil(topic->due);
    g_autofree char *left = day_left_text(topic->due, reminder->as_of);
    g_autofree char *cases = topic_rows_cases(topic);
    line = g_strdup_printf("本月主题：%s  报送期限%d月%d日（%s）  %s", topic->title, due.month,
                           due.day, left, cases);
  }
  add_line(text, line, columns);
}

char *remind_text(const Remind *remind, int columns, GError **error) {
  GPtrArray *items = remind->reminder->items;
  guint room = LINES_MOST - 2;                             /* beside the head and the topic */
  guint shown = items->len > room ? room - 1 : items->len; /* a line says how many more */
  if (!reminder_fill(remind->db, items, 0, shown, error))
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  add_head(text, remind, columns);
  for (guint i = 0; i < shown; i++)
    add_item(text, items->pdata[i], remind->reminder->as_of, columns);
  if (shown < items->len)
    g_string_append_printf(text, "…… 还有 %u 项，全部内容可加 --format json 查看\n",
                           items->len - shown);
  add_topic(text, remind->reminder, columns);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
