#include "tui/command/calendar.h"

#include "core/rules/calendar_notice.h"
#include "tui/command/data.h"
#include "tui/command/page.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

#define YEAR_LEAST 1
#define YEAR_MOST 9999
#define QUARTERS 4

#define IMPORT "import"

/* A year as it counts. */
typedef struct {
  int year;
  Day first, last;
  const Calendar *calendar;
  const CalendarNotice *imported; /* NULL: the file has none for it */
} Shown;

static gboolean is_known(const Shown *shown) {
  return !calendar_is_estimated(shown->calendar, shown->first);
}

static int count_year(const Shown *shown) {
  return calendar_count_workdays(shown->calendar, shown->first, shown->last);
}

/* Of quarter 1 to 4. */
static int count_quarter(const Shown *shown, int quarter) {
  return calendar_count_workdays(shown->calendar, day_from_ymd(shown->year, quarter * 3 - 2, 1),
                                 day_month_end(shown->year, quarter * 3));
}

/* ---- data ------------------------------------------------------------------------------- */

static json_t *holiday_json(Day day, const char *name) {
  json_t *object = json_object();
  json_object_set_new(object, "date", data_day(day));
  json_object_set_new(object, "name", data_text(name));
  return object;
}

static void write_json(Output *output, const Shown *shown) {
  json_t *holidays = json_array(), *workdays = json_array(), *quarters = json_array();
  for (Day day = shown->first; day <= shown->last; day++) {
    const char *name = calendar_holiday(shown->calendar, day);
    if (name != NULL)
      json_array_append_new(holidays, holiday_json(day, name));
    else if (calendar_is_makeup(shown->calendar, day))
      json_array_append_new(workdays, data_day(day));
  }
  for (int quarter = 1; quarter <= QUARTERS; quarter++)
    json_array_append_new(quarters, json_integer(count_quarter(shown, quarter)));
  const char *source = shown->imported != NULL ? "imported" : is_known(shown) ? "shipped" : NULL;
  json_t *object = json_object();
  json_object_set_new(object, "year", json_integer(shown->year));
  json_object_set_new(object, "estimated", json_boolean(!is_known(shown)));
  json_object_set_new(object, "source", data_text(source));
  json_object_set_new(object, "document",
                      data_text(calendar_document(shown->calendar, shown->year)));
  json_object_set_new(object, "working_days", json_integer(count_year(shown)));
  json_object_set_new(object, "quarters", quarters);
  json_object_set_new(object, "holidays", holidays);
  json_object_set_new(object, "workdays", workdays);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Shown *shown) {
  static const char *const HEADS[] = {"日期", "星期", "安排", "节日", NULL};
  data_csv_begin(output, HEADS);
  for (Day day = shown->first; day <= shown->last; day++) {
    const char *name = calendar_holiday(shown->calendar, day);
    if (name == NULL && !calendar_is_makeup(shown->calendar, day))
      continue;
    char date[DAY_TEXT_SIZE];
    g_autofree char *weekday = g_strdup_printf("周%s", day_weekday_name(day));
    const char *cells[] = {day_to_iso(day, date), weekday, name != NULL ? "放假" : "上班", name};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* ---- text ------------------------------------------------------------------------------- */

/* Where the days come from. The caller frees. */
static char *source_text(const Shown *shown) {
  if (!is_known(shown))
    return g_strdup_printf("还没有%d年的放假通知，按周一至周五计，均为预计；有了通知，用 taizhang "
                           "calendar import 文件 导入",
                           shown->year);
  const char *document = calendar_document(shown->calendar, shown->year);
  return g_strconcat(shown->imported != NULL ? "本台账导入" : "随程序提供",
                     document != NULL ? "，" : "", document != NULL ? document : "", NULL);
}

static char *workdays_text(const Shown *shown) {
  return g_strdup_printf("全年 %d 天：一季度 %d、二季度 %d、三季度 %d、四季度 %d%s",
                         count_year(shown), count_quarter(shown, 1), count_quarter(shown, 2),
                         count_quarter(shown, 3), count_quarter(shown, 4),
                         is_known(shown) ? "" : "（预计）");
}

/* 10月1日 周四. The caller frees. */
static char *day_text(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d月%d日 周%s", date.month, date.day, day_weekday_name(day));
}

/* The last of the days from day on that are off under one name. */
static Day span_end(const Shown *shown, Day day) {
  const char *name = calendar_holiday(shown->calendar, day);
  while (day < shown->last && g_strcmp0(calendar_holiday(shown->calendar, day + 1), name) == 0)
    day++;
  return day;
}

static void add_row(Table *table, Day first, Day last, const char *name) {
  g_autofree char *from = day_text(first), *until = day_text(last);
  g_autofree char *days = g_strdup_printf("%u", last - first + 1);
  const char *cells[] = {name != NULL ? "放假" : "上班", from, last > first ? until : NULL, days,
                         name};
  table_row(table, cells);
}

static void write_days(Output *output, const Shown *shown) {
  static const TableColumn COLUMNS[] = {{"安排", 0, FALSE},
                                        {"从", 0, FALSE},
                                        {"到", 0, FALSE},
                                        {"天数", 0, TRUE},
                                        {"节日", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (Day day = shown->first; day <= shown->last; day++) {
    const char *name = calendar_holiday(shown->calendar, day);
    if (name == NULL && !calendar_is_makeup(shown->calendar, day))
      continue;
    Day last = name != NULL ? span_end(shown, day) : day;
    add_row(table, day, last, name);
    day = last;
  }
}

static void write_text(Output *output, const Shown *shown) {
  g_autofree char *source = source_text(shown), *workdays = workdays_text(shown);
  output_line(output, "%d年节假日安排", shown->year);
  page_field(output, "来源", source);
  page_field(output, "工作日", workdays);
  write_days(output, shown);
}

/* ---- command ---------------------------------------------------------------------------- */

static int show(Invocation *invocation, int year) {
  g_autoptr(Calendar) calendar = NULL;
  g_autoptr(GPtrArray) notices = NULL;
  if (!invocation_calendar_in_force(invocation, &calendar, &notices))
    return STATUS_FAILED;
  Shown shown = {.year = year,
                 .first = day_from_ymd(year, 1, 1),
                 .last = day_from_ymd(year, 12, 31),
                 .calendar = calendar};
  for (guint i = 0; i < notices->len; i++) {
    const CalendarNotice *notice = notices->pdata[i];
    if (notice->year == year)
      shown.imported = notice;
  }
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &shown);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &shown);
  else
    write_text(&invocation->output, &shown);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *year_text = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
      {"year", 0, 0, G_OPTION_ARG_STRING, &year_text,
       "看哪一年，不写则为今年；与 import 一起，是通知应当安排的年份，不写则按通知里的", "年份"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "只看导入后哪些期限会变，不写入", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  gboolean imports = g_strcmp0(invocation->argument, IMPORT) == 0;
  invocation->only_read = !imports || dry_run;
  if (invocation->argument != NULL && !imports)
    return invocation_misuse("calendar 后面只能写 " IMPORT "，不能写“%s”。用法见 taizhang calendar "
                             "--help",
                             invocation->argument);
  if (dry_run && !imports)
    return invocation_misuse_help(invocation, "--dry-run 要与 " IMPORT " 一起用");
  int year = imports ? 0 : day_civil(person_today(&invocation->person)).year;
  if (!value_number("--year", year_text, YEAR_LEAST, YEAR_MOST, &year))
    return STATUS_USAGE;
  return imports ? calendar_command_import(invocation, year, dry_run) : show(invocation, year);
}

const Command COMMAND_CALENDAR = {
    .name = "calendar",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "看一年的节假日安排；导入新的放假通知",
    .details =
        "看一年哪些天放假、哪些周末上班、有多少个工作日。calendar import 把国务院办公厅（或本地）的"
        "放假通知导入台账文件：通知存成文本文件，从网页上复制下来就行，UTF-8、GB18030 都可以；也可以是 "
        "data/calendars 那样的 YAML。导入的安排取代这一年原有的安排。已经过去的期次保持原来的期限，"
        "没有到期的按新的安排重算，并逐一列出变动。导错了可用 taizhang undo 撤销。",
    .examples = "calendar\n"
                "calendar --year 2027\n"
                "calendar import 通知.txt --dry-run\n"
                "calendar import 通知.txt --year 2027",
    .argument = IMPORT,
    .second = "文件",
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "calendar.import",
    .run = run,
};
