#include "core/model/plan.h"
#include "tui/command/case_rows.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/table.h"
#include "tui/command/topic_rows.h"
#include "tui/command/value.h"
#include "tui/command/words.h"

#define YEAR_LEAST 1
#define YEAR_MOST 9999

/* Which months are asked for. */
typedef struct {
  int year;
  int month;     /* 0: the whole year */
  gboolean next; /* the month after it too */
} Asked;

/* ---- reading ---------------------------------------------------------------------------- */

static GPtrArray *read_topics(Db *db, const Asked *asked, GError **error) {
  g_autoptr(GPtrArray) topics = topic_list(db, asked->year, asked->month, error);
  if (topics == NULL || !asked->next)
    return g_steal_pointer(&topics);
  int year = asked->month == 12 ? asked->year + 1 : asked->year;
  g_autoptr(GPtrArray) next = topic_list(db, year, asked->month % 12 + 1, error);
  if (next == NULL)
    return NULL;
  g_ptr_array_extend_and_steal(topics, g_steal_pointer(&next));
  return g_steal_pointer(&topics);
}

/* The board of each topic's month, in the same order; its topic is the topic itself. */
static GPtrArray *read_boards(Db *db, const Asked *asked, GError **error) {
  g_autoptr(GPtrArray) topics = read_topics(db, asked, error);
  if (topics == NULL)
    return NULL;
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func((GDestroyNotify)case_board_free);
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    CaseBoard *board = case_board_load(db, topic->year, topic->month, error);
    if (board == NULL)
      return NULL;
    g_ptr_array_add(boards, board);
  }
  return g_steal_pointer(&boards);
}

/* ---- writing ---------------------------------------------------------------------------- */

static json_t *board_json(const CaseBoard *board) {
  const Topic *topic = board->topic;
  json_t *object = topic_rows_json(topic);
  json_object_set_new(object, "ministry_due", data_day(topic->ministry_due));
  json_object_set_new(object, "ministry", json_integer(topic->ministry));
  json_object_set_new(object, "adopted", json_integer(topic->adopted));
  json_object_set_new(object, "across", json_integer(topic->across));
  json_object_set_new(object, "stages", case_rows_stages_json(topic->stages));
  json_object_set_new(object, "points", case_rows_points_json(board));
  return object;
}

static void write_json(Output *output, const GPtrArray *boards) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < boards->len; i++)
    data_array_item(&array, board_json(boards->pdata[i]));
  data_array_end(&array);
  output_data(output, "\n");
}

/* Points of the month; "" where there is nothing to count by. */
static char *points_text(const CaseBoard *board) {
  return board->points != NULL ? score_text(board->points->month) : g_strdup("");
}

static void write_csv(Output *output, const GPtrArray *boards) {
  static const char *const HEADS[] = {
      "年",       "月",       "主题",     "主要内容",     "报送期限", "报部期限", "已报篇数",
      "采纳篇数", "目标篇数", "报部篇数", "跨月主题篇数", "得分",     NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < boards->len; i++) {
    const CaseBoard *board = boards->pdata[i];
    const Topic *topic = board->topic;
    char due[DAY_TEXT_SIZE], ministry_due[DAY_TEXT_SIZE];
    g_autofree char *year = g_strdup_printf("%d", topic->year);
    g_autofree char *month = g_strdup_printf("%d", topic->month);
    g_autofree char *cases = g_strdup_printf("%d", topic->cases);
    g_autofree char *adopted = g_strdup_printf("%d", topic->adopted);
    g_autofree char *target = g_strdup_printf("%d", topic->target);
    g_autofree char *ministry = g_strdup_printf("%d", topic->ministry);
    g_autofree char *across = g_strdup_printf("%d", topic->across);
    g_autofree char *points = points_text(board);
    const char *cells[] = {year,
                           month,
                           topic->title,
                           topic->content,
                           day_to_iso(topic->due, due),
                           day_to_iso(topic->ministry_due, ministry_due),
                           cases,
                           adopted,
                           target,
                           ministry,
                           across,
                           points};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* A year: one line for each month. */
static void write_table(Output *output, const GPtrArray *boards) {
  static const TableColumn COLUMNS[] = {
      {"月份", 0, FALSE}, {"报送期限", 0, FALSE}, {"案例", 0, TRUE},     {"报部", 0, TRUE},
      {"得分", 0, TRUE},  {"主题", 24, FALSE},    {"主要内容", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < boards->len; i++) {
    const CaseBoard *board = boards->pdata[i];
    const Topic *topic = board->topic;
    char due[DAY_TEXT_SIZE];
    g_autofree char *month = g_strdup_printf("%d年%d月", topic->year, topic->month);
    g_autofree char *cases = g_strdup_printf("%d/%d", topic->cases, topic->target);
    g_autofree char *ministry = g_strdup_printf("%d", topic->ministry);
    g_autofree char *points = points_text(board);
    const char *cells[] = {
        month, day_to_iso(topic->due, due), cases, ministry, points, topic->title, topic->content};
    table_row(table, cells);
  }
}

static char *due_text(Day due, Day today) {
  if (due == DAY_NONE)
    return NULL;
  g_autofree char *day = words_day(due);
  g_autofree char *left = day_left_text(due, today);
  return g_strdup_printf("%s（%s）", day, left);
}

/* Who has filed and who has not, where anybody is known to. */
static void write_units(Output *output, const CaseBoard *board) {
  gboolean any = board->listed;
  for (guint i = 0; i < board->rows->len; i++)
    any = any || ((const CaseBoardRow *)board->rows->pdata[i])->unit != 0;
  if (!any)
    return;
  g_autofree char *filed = case_rows_units(board, TRUE);
  g_autofree char *missing = case_rows_units(board, FALSE);
  page_field(output, "  已报单位", filed);
  page_field(output, "  未报单位", missing);
  page_field(output, "", case_board_remark(board));
}

/* A month or two: all of it. */
static void write_pages(Output *output, const GPtrArray *boards, Day today) {
  for (guint i = 0; i < boards->len; i++) {
    const CaseBoard *board = boards->pdata[i];
    const Topic *topic = board->topic;
    g_autofree char *due = due_text(topic->due, today);
    g_autofree char *ministry = due_text(topic->ministry_due, today);
    g_autofree char *cases = topic_rows_cases(topic);
    g_autofree char *stages = case_rows_stages(topic->stages);
    g_autofree char *points = case_rows_points(board);
    if (i > 0)
      output_line(output, "%s", "");
    output_line(output, "%d年%d月  %s", topic->year, topic->month, topic->title);
    page_field(output, "  报送期限", due);
    page_field(output, "  报部期限", ministry);
    page_field(output, "  案例", cases);
    page_field(output, "  阶段", stages);
    write_units(output, board);
    page_field(output, "  得分", points);
    page_field(output, "  内容", topic->content);
  }
}

/* ---- command ---------------------------------------------------------------------------- */

static void write_none(Output *output, const Asked *asked) {
  if (asked->month == 0)
    output_line(output, "没有%d年的选题计划。", asked->year);
  else
    output_line(output, "没有%d年%d月的选题计划。", asked->year, asked->month);
}

static int write_topics(Invocation *invocation, const Asked *asked) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = read_boards(db, asked, &error);
  if (boards == NULL)
    return invocation_fail(error);
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_JSON)
    write_json(output, boards);
  else if (invocation->format == FORMAT_CSV)
    write_csv(output, boards);
  else if (boards->len == 0)
    write_none(output, asked);
  else if (asked->month == 0)
    write_table(output, boards);
  else
    write_pages(output, boards, person_today(&invocation->person));
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *year = NULL, *month = NULL;
  const GOptionEntry entries[] = {
      {"year", 0, 0, G_OPTION_ARG_STRING, &year, "哪一年；不写则为今年", "年份"},
      {"month", 0, 0, G_OPTION_ARG_STRING, &month, "只看哪一月，1 到 12", "月份"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  CivilDate today = day_civil(person_today(&invocation->person));
  Asked asked = {.year = today.year, .month = 0};
  if (year == NULL && month == NULL) {
    asked.month = today.month;
    asked.next = TRUE;
  }
  if (!value_number("--year", year, YEAR_LEAST, YEAR_MOST, &asked.year) ||
      !value_number("--month", month, 1, 12, &asked.month))
    return STATUS_USAGE;
  return write_topics(invocation, &asked);
}

const Command COMMAND_TOPICS = {
    .name = "topics",
    .group = COMMAND_GROUP_CASE,
    .summary = "典型案例各月的主题、期限、篇数和得分",
    .details = "典型案例报送主题计划。什么都不写，看本月和下月；只写 --year，看全年。"
               "案例按计入的月份数；得分按选题计划选定的指标体系（见 taizhang plan）。",
    .examples = "topics\n"
                "topics --month 12\n"
                "topics --year 2026",
    .formats = TRUE,
    .run = run,
};
