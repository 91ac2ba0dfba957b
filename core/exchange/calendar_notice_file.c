#include "core/exchange/calendar_notice_private.h"

#include <string.h>

#define BYTES_MAX ((gsize)CALENDAR_NOTICE_MEGABYTES_MAX * 1024 * 1024)

gboolean calendar_notice_is_for(int stated, int year, char **fault) {
  if (year == 0 || stated == year)
    return TRUE;
  *fault = g_strdup_printf("写的是%d年的安排，不是%d年的；请核对年份", stated, year);
  return FALSE;
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
  if (!document_read_given(path, BYTES_MAX, &bytes, &size, error))
    return FALSE;
  if (size > BYTES_MAX) {
    g_set_error(
        error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX,
        "文件 %s：超过 " G_STRINGIFY(CALENDAR_NOTICE_MEGABYTES_MAX) " MB，不是放假通知；请核对文件",
        name);
    return FALSE;
  }
  if (is_yaml(bytes, size)) {
    g_autoptr(Document) document = document_parse(name, bytes, size, NULL, error);
    return document != NULL && calendar_notice_from_document(document, year, notice, error);
  }
  if (calendar_notice_read_text(bytes, size, year, notice, error))
    return TRUE;
  g_prefix_error(error, "文件 %s：", name);
  return FALSE;
}
