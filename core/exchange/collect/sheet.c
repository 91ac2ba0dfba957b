/* sheet.c: writing the form. In the module (office.h). */
#include "core/exchange/collect/sheet.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "core/exchange/collect/sheet_private.h"
#include "core/exchange/table/book.h"

#define FIRST_ROW 4 /* title, unit, how to fill in, heads */
#define HEAD_ROW 3

/* ---- what it says of itself --------------------------------------------------------------- */

static char *describe(const SendoutPlan *plan, const SendoutTable *table, const char *origin) {
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(plan->year, plan->month, period);
  json_t *rows = json_array();
  for (guint i = 0; i < table->items->len; i++) {
    const SendoutItem *item = table->items->pdata[i];
    json_t *row = json_pack("{s:I, s:I, s:s, s:s?, s:s, s:i}", "row", (json_int_t)item->row, "task",
                            (json_int_t)item->task, "goal", item->goal, "period", item->key,
                            "state", task_state_code(item->state), "percent", item->percent);
    if (row != NULL) /* only a text that is no UTF-8 gives none, and the store holds none such */
      json_array_append_new(rows, row);
  }
  json_t *all =
      json_pack("{s:s, s:i, s:s, s:I, s:I, s:s, s:s, s:o}", "taizhang", "sendout", "version",
                SHEET_VERSION, "origin", origin, "sendout", (json_int_t)plan->sendout, "table",
                (json_int_t)table->sent, "unit", table->name, "period", period, "rows", rows);
  char *dumped = json_dumps(all, JSON_COMPACT);
  json_decref(all);
  char *text = g_strdup(dumped);
  free(dumped);
  return text;
}

/* ---- above the table ---------------------------------------------------------------------- */

static char *month_day(Day day) {
  CivilDate civil = day_civil(day);
  return g_strdup_printf("%d月%d日", civil.month, civil.day);
}

static char *row_name(const SendoutItem *item) {
  return item->key != NULL ? g_strdup_printf("%s %s", item->number, item->key)
                           : g_strdup(item->number);
}

#define DATES_MOST 6 /* of more the column tells */
#define NAMES_MOST 5 /* rows named for a day */

static gint compare_days(gconstpointer a, gconstpointer b) {
  Day one = *(const Day *)a, other = *(const Day *)b;
  return (one > other) - (one < other);
}

/* The days of the month on which rows are due, each once, in order. */
static GArray *due_days(const SendoutPlan *plan, const SendoutTable *table) {
  Day first = day_from_ymd(plan->year, plan->month, 1);
  Day last = day_month_end(plan->year, plan->month);
  g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(Day));
  for (guint i = 0; i < table->items->len; i++) {
    const SendoutItem *item = table->items->pdata[i];
    gboolean known = item->due < first || item->due > last;
    for (guint k = 0; k < days->len; k++)
      known = known || g_array_index(days, Day, k) == item->due;
    if (!known)
      g_array_append_val(days, item->due);
  }
  g_array_sort(days, compare_days);
  return g_steal_pointer(&days);
}

/* 第2项、第4项 2026-10等8行 */
static void append_rows(GString *text, const SendoutTable *table, Day day) {
  guint count = 0;
  for (guint i = 0; i < table->items->len; i++) {
    const SendoutItem *item = table->items->pdata[i];
    if (item->due != day)
      continue;
    g_autofree char *name = row_name(item);
    if (++count <= NAMES_MOST)
      g_string_append_printf(text, "%s%s", count > 1 ? "、" : "", name);
  }
  if (count > NAMES_MOST)
    g_string_append_printf(text, "等%u行", count);
}

/* 11月8日前：第2项；11月15日前：第4项 2026-10 */
static char *due_text(const SendoutPlan *plan, const SendoutTable *table) {
  g_autoptr(GArray) days = due_days(plan, table);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < days->len && i < DATES_MOST; i++) {
    Day day = g_array_index(days, Day, i);
    g_autofree char *name = month_day(day);
    g_string_append_printf(text, "%s%s前：", i > 0 ? "；" : "", name);
    append_rows(text, table, day);
  }
  if (days->len > DATES_MOST)
    g_string_append(text, "；其余见“期限”一列");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void put_top(BookSheet *sheet, const SendoutPlan *plan, const SendoutTable *table,
                    Day made_on) {
  g_autofree char *title = g_strdup_printf("任务进展填报表（%d年%d月）", plan->year, plan->month);
  CivilDate by = day_civil(table->answer_by);
  char day[DAY_TEXT_SIZE];
  g_autofree char *subtitle =
      g_strdup_printf("填报单位：%s　　请于%d年%d月%d日前报回　　下发日期：%s", table->name,
                      by.year, by.month, by.day, day_to_iso(made_on, day));
  g_autofree char *dues = due_text(plan, table);
  g_autofree char *note = g_strdup_printf(
      "填写说明：只填有底色的格子，没有进展的行留空即可。完成率填 0%% 到 100%%；状态在下拉列表里选，"
      "办结的选“已办结”；佐证材料写文号、网址或文件名。“报送”各行在进展情况里写报了什么。"
      "可以排序、调整列宽，请不要改动其他列。期限：红色已过，黄色临近。%s%s%s",
      *dues != '\0' ? "本月到期的——" : "", dues, *dues != '\0' ? "。" : "");
  book_merge(sheet, 0, 0, 1, SHEET_ID, BOOK_TITLE, title);
  book_merge(sheet, 1, 0, 1, SHEET_ID, BOOK_SUBTITLE, subtitle);
  book_merge(sheet, 2, 0, 1, SHEET_ID, BOOK_NOTE, note);
}

/* ---- rows --------------------------------------------------------------------------------- */

/* The states a unit may claim, after the one the task is in. */
static void put_state(BookSheet *sheet, guint row, const SendoutItem *item) {
  const char *words[4] = {0};
  gsize count = 0;
  if (item->state != TASK_STATE_ACTIVE)
    words[count++] = task_state_name(item->state);
  words[count++] = task_state_name(TASK_STATE_ACTIVE);
  if (item->kind != TASK_KIND_MEASURE)
    words[count++] = task_state_name(TASK_STATE_DONE);
  book_text(sheet, row, SHEET_STATE, BOOK_OPEN_SHORT, task_state_name(item->state));
  book_choices(sheet, row, row, SHEET_STATE, words, "请从下拉列表里选一个状态");
}

static void put_task(BookSheet *sheet, guint row, const SendoutItem *item) {
  book_text(sheet, row, SHEET_LAST, BOOK_TEXT, item->last);
  book_number(sheet, row, SHEET_PERCENT, BOOK_OPEN_SHARE,
              item->percent != PERCENT_NONE ? item->percent / 100.0 : NAN);
  book_shares(sheet, row, row, SHEET_PERCENT);
  put_state(sheet, row, item);
}

static void put_period(BookSheet *sheet, guint row, const SendoutItem *item) {
  g_autofree char *count = g_strdup_printf("应报%d次，已报%d次", item->quota, item->count);
  book_text(sheet, row, SHEET_LAST, BOOK_TEXT, count);
  book_text(sheet, row, SHEET_PERCENT, BOOK_SHORT, SHEET_NOTHING);
  book_text(sheet, row, SHEET_STATE, BOOK_SHORT, SHEET_NOTHING);
}

static void put_row(BookSheet *sheet, guint row, const SendoutItem *item, const char *mark) {
  g_autofree char *name = item->key != NULL ? g_strdup_printf("%s 报送 %s", item->number, item->key)
                                            : g_strdup(item->number);
  g_autofree char *id = g_strdup_printf("%s-%" G_GINT64_FORMAT, mark, item->row);
  book_text(sheet, row, SHEET_NUMBER, BOOK_TEXT, name);
  book_text(sheet, row, SHEET_GOAL, BOOK_TEXT, item->goal);
  book_text(sheet, row, SHEET_ASKED, BOOK_TEXT, item->asked);
  book_day(sheet, row, SHEET_DUE,
           item->late   ? BOOK_DATE_RED
           : item->near ? BOOK_DATE_AMBER
                        : BOOK_DATE,
           item->due);
  book_text(sheet, row, SHEET_TEXT, BOOK_OPEN_TEXT, NULL);
  book_text(sheet, row, SHEET_PROBLEM, BOOK_OPEN_TEXT, NULL);
  book_text(sheet, row, SHEET_REFERENCE, BOOK_OPEN_TEXT, NULL);
  if (item->key != NULL)
    put_period(sheet, row, item);
  else
    put_task(sheet, row, item);
  book_text(sheet, row, SHEET_ID, BOOK_PLAIN, id);
}

gboolean sheet_write(const char *path, const SendoutPlan *plan, const SendoutTable *table,
                     const char *origin, Day made_on, gint64 created, GError **error) {
  g_autoptr(Book) book = book_new(path, "任务进展填报表", created);
  BookSheet *sheet = book_sheet(book, "填报表", TRUE);
  for (guint i = 0; i < SHEET_COLUMN_COUNT; i++)
    book_width(sheet, i, i, sheet_width((SheetColumn)i));
  put_top(sheet, plan, table, made_on);
  for (guint i = 0; i < SHEET_COLUMN_COUNT; i++)
    book_text(sheet, HEAD_ROW, i, i == SHEET_ID ? BOOK_PLAIN : BOOK_HEAD,
              sheet_head((SheetColumn)i));
  book_freeze(sheet, HEAD_ROW);
  book_repeat(sheet, HEAD_ROW, HEAD_ROW);
  g_autofree char *mark = sheet_mark(origin);
  for (guint i = 0; i < table->items->len; i++)
    put_row(sheet, FIRST_ROW + i, table->items->pdata[i], mark);
  book_protect(sheet);
  g_autofree char *data = describe(plan, table, origin);
  book_data(book, data);
  return book_close(g_steal_pointer(&book), error);
}
