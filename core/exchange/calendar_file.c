#include "core/exchange/calendar_file.h"

#include "core/config/document.h"
#include "core/exchange/calendar_notice_private.h"

static const DocumentField CALENDAR_FIELDS[] = {
    {"year", DOCUMENT_INTEGER, TRUE},      {"document", DOCUMENT_TEXT, FALSE},
    {"issued", DOCUMENT_DATE, FALSE},      {"holidays", DOCUMENT_SEQUENCE, TRUE},
    {"workdays", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField HOLIDAY_FIELDS[] = {
    {"date", DOCUMENT_DATE, TRUE},
    {"name", DOCUMENT_TEXT, TRUE},
};

static gboolean add_day(CalendarNotice *notice, const DocumentNode *date, const char *name,
                        GError **error) {
  g_autofree char *fault = calendar_notice_add(notice, day_from_iso(document_text(date)), name);
  return fault == NULL || document_fail(date, error, "%s %s", document_text(date), fault);
}

static gboolean read_holidays(const DocumentNode *list, CalendarNotice *notice, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect(item, HOLIDAY_FIELDS, G_N_ELEMENTS(HOLIDAY_FIELDS), error) ||
        !add_day(notice, document_get(item, "date"), document_get_text(item, "name"), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_workdays(const DocumentNode *list, CalendarNotice *notice, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!document_expect_type(item, DOCUMENT_DATE, error) || !add_day(notice, item, NULL, error))
      return FALSE;
  }
  return TRUE;
}

gboolean calendar_notice_from_document(const Document *document, int year, CalendarNotice **notice,
                                       GError **error) {
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, CALENDAR_FIELDS, G_N_ELEMENTS(CALENDAR_FIELDS), error))
    return FALSE;
  const DocumentNode *stated = document_get(root, "year");
  gint64 number = document_get_integer(root, "year", 0);
  if (number < 1 || number > 9999)
    return document_fail(stated, error, "年份应在 1 到 9999 之间");
  g_autofree char *fault = NULL;
  if (!calendar_notice_is_for((int)number, year, &fault))
    return document_fail(stated, error, "%s", fault);
  g_autoptr(CalendarNotice) read = calendar_notice_new((int)number);
  read->document = g_strdup(document_get_text(root, "document"));
  read->issued = document_get_date(root, "issued");
  if (!read_holidays(document_get(root, "holidays"), read, error) ||
      !read_workdays(document_get(root, "workdays"), read, error))
    return FALSE;
  *notice = g_steal_pointer(&read);
  return TRUE;
}

gboolean calendar_file_read(Calendar *calendar, const char *path, GError **error) {
  g_autoptr(Document) document = document_load(path, error);
  g_autoptr(CalendarNotice) notice = NULL;
  if (document == NULL || !calendar_notice_from_document(document, 0, &notice, error))
    return FALSE;
  calendar_notice_apply(notice, calendar);
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
