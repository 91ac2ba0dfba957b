/* calendar_import.c: taizhang calendar import. */
#include "core/model/calendar_import.h"
#include "core/exchange/calendar_notice_file.h"
#include "tui/command/calendar.h"
#include "tui/command/data.h"
#include "tui/command/table.h"

/* Periods of one rule that people are shown; the rest are counted. */
#define PERIODS_SHOWN 3

typedef struct {
  const CalendarNotice *notice;
  const GPtrArray *moves; /* DueMove */
  int workdays;           /* of the year, when it is in force */
  gboolean dry_run;
  gboolean stored; /* it was new */
} Result;

/* ---- data ------------------------------------------------------------------------------- */

static const char *key_or_null(const DueMove *move) {
  return *move->key != '\0' ? move->key : NULL;
}

static json_t *move_json(const DueMove *move) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(move->task));
  json_object_set_new(object, "ledger", data_text(move->ledger));
  json_object_set_new(object, "number", json_integer(move->number));
  json_object_set_new(object, "goal", data_text(move->goal));
  json_object_set_new(object, "period", data_text(key_or_null(move)));
  json_object_set_new(object, "before", data_day(move->before));
  json_object_set_new(object, "after", data_day(move->after));
  return object;
}

static void write_json(Output *output, const Result *result) {
  const CalendarNotice *notice = result->notice;
  int off = calendar_notice_days_off(notice);
  json_t *moves = json_array();
  for (guint i = 0; i < result->moves->len; i++)
    json_array_append_new(moves, move_json(result->moves->pdata[i]));
  json_t *object = json_object();
  json_object_set_new(object, "year", json_integer(notice->year));
  json_object_set_new(object, "document", data_text(notice->document));
  json_object_set_new(object, "issued", data_day(notice->issued));
  json_object_set_new(object, "days_off", json_integer(off));
  json_object_set_new(object, "weekend_days_worked", json_integer((int)notice->days->len - off));
  json_object_set_new(object, "working_days", json_integer(result->workdays));
  json_object_set_new(object, "stored", json_boolean(result->stored));
  json_object_set_new(object, "moves", moves);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Result *result) {
  static const char *const HEADS[] = {"编号", "台账",   "序号",   "目标任务",
                                      "期",   "原期限", "新期限", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < result->moves->len; i++) {
    const DueMove *move = result->moves->pdata[i];
    char before[DAY_TEXT_SIZE], after[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, move->task);
    g_autofree char *number = g_strdup_printf("%d", move->number);
    const char *cells[] = {id,
                           move->ledger,
                           number,
                           move->goal,
                           key_or_null(move),
                           day_to_iso(move->before, before),
                           day_to_iso(move->after, after)};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* ---- text ------------------------------------------------------------------------------- */

static void write_head(Output *output, const Result *result) {
  const CalendarNotice *notice = result->notice;
  int off = calendar_notice_days_off(notice);
  const char *done = result->dry_run  ? "试算，没有写入："
                     : result->stored ? "已导入："
                                      : "台账里已经是这份通知，没有改动：";
  const char *document = notice->document;
  output_line(output, "%s%d年节假日安排%s%s%s，放假 %d 天，周末上班 %d 天；全年工作日 %d 天", done,
              notice->year, document != NULL ? "（" : "", document != NULL ? document : "",
              document != NULL ? "）" : "", off, (int)notice->days->len - off, result->workdays);
}

static void add_row(Table *table, const DueMove *move) {
  char before[DAY_TEXT_SIZE], after[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, move->task);
  g_autofree char *number = g_strdup_printf("%d", move->number);
  day_to_iso(move->after, after);
  const char *cells[] = {id,
                         number,
                         move->schedule != 0 ? move->key : "办理期限",
                         day_to_iso(move->before, before),
                         *after != '\0' ? after : "不再要求",
                         move->goal};
  table_row(table, cells);
}

static void add_rest(Table *table, const DueMove *move, guint count) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, move->task);
  g_autofree char *number = g_strdup_printf("%d", move->number);
  g_autofree char *rest = g_strdup_printf("另有%u期", count);
  const char *cells[] = {id, number, rest, NULL, NULL, move->goal};
  table_row(table, cells);
}

static void write_moves(Output *output, const GPtrArray *moves) {
  static const TableColumn COLUMNS[] = {{"编号", 0, TRUE},    {"序号", 0, TRUE},
                                        {"期", 0, FALSE},     {"原期限", 0, FALSE},
                                        {"新期限", 0, FALSE}, {"目标任务", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < moves->len;) {
    const DueMove *first = moves->pdata[i];
    guint end = i + 1;
    while (first->schedule != 0 && end < moves->len &&
           ((const DueMove *)moves->pdata[end])->schedule == first->schedule)
      end++;
    /* One more is shown rather than counted. */
    guint shown = end - i <= PERIODS_SHOWN + 1 ? end : i + PERIODS_SHOWN;
    for (; i < shown; i++)
      add_row(table, moves->pdata[i]);
    if (shown < end)
      add_rest(table, first, end - shown);
    i = end;
  }
}

static void write_text(Output *output, const Result *result) {
  write_head(output, result);
  if (result->moves->len == 0) {
    output_line(output, "没有办理期限因此变动。");
    return;
  }
  output_line(output, result->dry_run ? "导入后，以下办理期限会变动：" : "以下办理期限因此变动：");
  write_moves(output, result->moves);
}

/* ---- import ----------------------------------------------------------------------------- */

static int count_workdays(const Reckoning *reckoning, const CalendarNotice *notice) {
  g_autoptr(Reckoning) after = reckoning_with(reckoning, notice);
  return calendar_count_workdays(reckoning_calendar(after), day_from_ymd(notice->year, 1, 1),
                                 day_from_ymd(notice->year, 12, 31));
}

int calendar_command_import(Invocation *invocation, int year, gboolean dry_run) {
  g_autoptr(GError) error = NULL;
  g_autoptr(CalendarNotice) notice = NULL;
  /* It was typed in the locale's encoding, and so is the file's name. */
  g_autofree char *path = g_locale_from_utf8(invocation->second, -1, NULL, NULL, &error);
  if (path == NULL || !calendar_notice_read(path, year, &notice, &error))
    return invocation_fail(error);
  g_autoptr(Db) db = invocation_open(invocation, dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  Result result = {
      .notice = notice, .dry_run = dry_run, .workdays = count_workdays(reckoning, notice)};
  g_autoptr(GPtrArray) moves = NULL;
  if (dry_run)
    moves = calendar_import_moves(db, reckoning, notice, &error);
  else
    calendar_import(db, &actor, reckoning, notice, &moves, &result.stored, &error);
  if (moves == NULL)
    return invocation_fail(error);
  result.moves = moves;
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &result);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &result);
  else
    write_text(&invocation->output, &result);
  return STATUS_DONE;
}
