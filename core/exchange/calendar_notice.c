#include "core/exchange/calendar_notice_private.h"

#include <string.h>

#define BYTES_MAX ((gsize)CALENDAR_NOTICE_MEGABYTES_MAX * 1024 * 1024)

/* The first day of December that a notice for the year after may name. */
#define LAST_WEEK_FIRST 25

static void notice_day_clear(gpointer data) {
  g_free(((NoticeDay *)data)->name);
}

CalendarNotice *calendar_notice_new(int year) {
  CalendarNotice *notice = g_new0(CalendarNotice, 1);
  notice->year = year;
  notice->days = g_array_new(FALSE, FALSE, sizeof(NoticeDay));
  g_array_set_clear_func(notice->days, notice_day_clear);
  return notice;
}

void calendar_notice_free(CalendarNotice *notice) {
  if (notice == NULL)
    return;
  g_free(notice->document);
  g_array_unref(notice->days);
  g_free(notice);
}

static gboolean is_in_reach(Day day, int year) {
  CivilDate date = day_civil(day);
  return date.year == year ||
         (date.year == year - 1 && date.month == 12 && date.day >= LAST_WEEK_FIRST);
}

char *calendar_notice_add(CalendarNotice *notice, Day day, const char *name) {
  if (!is_in_reach(day, notice->year))
    return g_strdup_printf("不在%d年，也不在%d年的最后一周", notice->year, notice->year - 1);
  if (name == NULL && day_weekday(day) < 6)
    return g_strdup_printf("不是周六或周日（是周%s），不必列为上班日", day_weekday_name(day));
  guint place = 0;
  for (; place < notice->days->len; place++) {
    const NoticeDay *other = &g_array_index(notice->days, NoticeDay, place);
    if (other->day == day)
      return g_strdup((other->name == NULL) == (name == NULL) ? "重复" : "既列为放假，又列为上班");
    if (other->day > day)
      break;
  }
  NoticeDay added = {.day = day, .name = g_strdup(name)};
  g_array_insert_val(notice->days, place, added);
  return NULL;
}

gboolean calendar_notice_is_for(int stated, int year, char **fault) {
  if (year == 0 || stated == year)
    return TRUE;
  *fault = g_strdup_printf("写的是%d年的安排，不是%d年的；请核对年份", stated, year);
  return FALSE;
}

void calendar_notice_apply(const CalendarNotice *notice, Calendar *calendar) {
  calendar_add_year(calendar, notice->year);
  for (guint i = 0; i < notice->days->len; i++) {
    const NoticeDay *named = &g_array_index(notice->days, NoticeDay, i);
    if (named->name != NULL)
      calendar_add_holiday(calendar, named->day, named->name);
    else
      calendar_add_workday(calendar, named->day);
  }
}

/* TRUE where a line begins with a key of a calendar, which no sentence does. */
static gboolean is_yaml(const char *text, gsize size) {
  static const char *const keys[] = {"year:", "document:", "issued:", "holidays:", "workdays:"};
  const char *end = text + size;
  const char *line = text;
  if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    line += 3;
  while (line != NULL && line < end) {
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
      gsize length = strlen(keys[i]);
      if ((gsize)(end - line) >= length && memcmp(line, keys[i], length) == 0)
        return TRUE;
    }
    line = memchr(line, '\n', (gsize)(end - line));
    if (line != NULL)
      line++;
  }
  return FALSE;
}

gboolean calendar_notice_read(const char *path, int year, CalendarNotice **notice, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *bytes = NULL;
  gsize size;
  if (!document_read_file(path, BYTES_MAX, &bytes, &size, error))
    return FALSE;
  if (size > BYTES_MAX) {
    g_set_error(
        error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX,
        "文件 %s：超过 " G_STRINGIFY(CALENDAR_NOTICE_MEGABYTES_MAX) " MB，不是放假通知；请核对文件",
        name);
    return FALSE;
  }
  if (is_yaml(bytes, size)) {
    g_autoptr(Document) document = document_parse(name, bytes, size, error);
    return document != NULL && calendar_notice_from_document(document, year, notice, error);
  }
  if (calendar_notice_read_text(bytes, size, year, notice, error))
    return TRUE;
  g_prefix_error(error, "文件 %s：", name);
  return FALSE;
}
