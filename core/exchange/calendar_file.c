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

static gboolean check_year(const DocumentNode *date, int year, GError **error) {
  if (day_civil(day_from_iso(document_text(date))).year == year)
    return TRUE;
  return document_fail(date, error, "%s 不在 %d 年", document_text(date), year);
}

static gboolean check_holidays(const DocumentNode *list, int year, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect(item, HOLIDAY_FIELDS, G_N_ELEMENTS(HOLIDAY_FIELDS), error) ||
        !check_year(document_get(item, "date"), year, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_workdays(const DocumentNode *list, int year, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect_type(item, DOCUMENT_DATE, error) || !check_year(item, year, error))
      return FALSE;
    if (day_weekday(day_from_iso(document_text(item))) < 6)
      return document_fail(item, error, "%s 不是周六或周日，不必列为调休上班日",
                           document_text(item));
  }
  return TRUE;
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
  if (!check_holidays(holidays, year, error) || !check_workdays(workdays, year, error))
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
