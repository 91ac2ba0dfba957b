#include "core/exchange/calendar_file.h"

#include "core/config/document.h"

static const DocumentField CALENDAR_FIELDS[] = {
    {"year", DOCUMENT_INTEGER, TRUE},      {"document", DOCUMENT_TEXT, FALSE},
    {"issued", DOCUMENT_DATE, FALSE},      {"holidays", DOCUMENT_SEQUENCE, TRUE},
    {"workdays", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField HOLIDAY_FIELDS[] = {
    {"date", DOCUMENT_DATE, TRUE},
    {"name", DOCUMENT_TEXT, TRUE},
};

/* What the notice says of each day, to find a day it says two things of. */
typedef struct {
  int year;
  GHashTable *holidays; /* Day */
  GHashTable *workdays; /* Day */
} Said;

static gboolean check_day(const DocumentNode *date, GHashTable *days, const Said *said,
                          GError **error) {
  Day day = day_from_iso(document_text(date));
  if (day_civil(day).year != said->year)
    return document_fail(date, error, "%s 不在 %d 年", document_text(date), said->year);
  if (!g_hash_table_add(days, GUINT_TO_POINTER(day)))
    return document_fail(date, error, "%s 重复", document_text(date));
  if (days == said->workdays && g_hash_table_contains(said->holidays, GUINT_TO_POINTER(day)))
    return document_fail(date, error, "%s 既列为放假，又列为上班", document_text(date));
  return TRUE;
}

static gboolean check_holidays(const DocumentNode *list, const Said *said, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect(item, HOLIDAY_FIELDS, G_N_ELEMENTS(HOLIDAY_FIELDS), error) ||
        !check_day(document_get(item, "date"), said->holidays, said, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_workdays(const DocumentNode *list, const Said *said, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect_type(item, DOCUMENT_DATE, error) ||
        !check_day(item, said->workdays, said, error))
      return FALSE;
    if (day_weekday(day_from_iso(document_text(item))) < 6)
      return document_fail(item, error, "%s 不是周六或周日，不必列为调休上班日",
                           document_text(item));
  }
  return TRUE;
}

static gboolean check_days(const DocumentNode *holidays, const DocumentNode *workdays, int year,
                           GError **error) {
  g_autoptr(GHashTable) off = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) worked = g_hash_table_new(NULL, NULL);
  const Said said = {.year = year, .holidays = off, .workdays = worked};
  return check_holidays(holidays, &said, error) && check_workdays(workdays, &said, error);
}

gboolean calendar_file_read(Calendar *calendar, const char *path, GError **error) {
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return FALSE;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, CALENDAR_FIELDS, G_N_ELEMENTS(CALENDAR_FIELDS), error))
    return FALSE;
  gint64 stated = document_get_integer(root, "year", 0);
  if (stated < 1 || stated > 9999)
    return document_fail(document_get(root, "year"), error, "年份应在 1 到 9999 之间");
  int year = (int)stated;
  const DocumentNode *holidays = document_get(root, "holidays");
  const DocumentNode *workdays = document_get(root, "workdays");
  if (!check_days(holidays, workdays, year, error))
    return FALSE;
  calendar_add_year(calendar, year);
  for (gsize i = 0; i < document_length(holidays); i++) {
    const DocumentNode *item = document_item(holidays, i);
    calendar_add_holiday(calendar, document_get_date(item, "date"),
                         document_get_text(item, "name"));
  }
  for (gsize i = 0; i < document_length(workdays); i++)
    calendar_add_workday(calendar, day_from_iso(document_text(document_item(workdays, i))));
  return TRUE;
}

Calendar *calendar_folder_read(const char *folder, GError **error) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL) {
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ,
                "找不到日历文件夹 %s，程序可能没有装好，请重新安装", folder);
    return NULL;
  }
  g_autoptr(Calendar) calendar = calendar_new();
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".yaml"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!calendar_file_read(calendar, path, error))
      return NULL;
  }
  return g_steal_pointer(&calendar);
}
