/* office_read.c: which of the office files an archive is. */
#include <string.h>

#include "core/exchange/table/markup.h"
#include "core/exchange/table/workbook_private.h"

static gboolean relation_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                               GError **error) {
  (void)error;
  char **main_part = data;
  if (*main_part != NULL || strcmp(name, "Relationship") != 0)
    return TRUE;
  g_autofree char *type = markup_copy(attributes, "Type");
  g_autofree char *target = markup_copy(attributes, "Target");
  if (type != NULL && target != NULL && g_str_has_suffix(type, "/officeDocument"))
    *main_part = archive_resolve("", target);
  return TRUE;
}

/* The part that holds the document itself; the caller frees. */
static char *find_main_part(Archive *archive, GError **error) {
  static const MarkupHandler RELATIONS = {relation_start, NULL, NULL};
  static const char *const USUAL[] = {"xl/workbook.xml", "word/document.xml"};
  g_autofree char *main_part = NULL;
  if (archive_has(archive, "_rels/.rels") &&
      !markup_read(archive, "_rels/.rels", &RELATIONS, &main_part, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(USUAL) && main_part == NULL; i++) {
    if (archive_has(archive, USUAL[i]))
      main_part = g_strdup(USUAL[i]);
  }
  return main_part != NULL ? g_steal_pointer(&main_part) : g_strdup("");
}

static const char *archive_refusal(const Archive *archive, const char *main_part) {
  if (g_str_has_suffix(main_part, ".bin"))
    return "是二进制的 Excel 表格（.xlsb），读不了；请在 WPS 或 Excel 中打开，"
           "用“另存为”存成 .xlsx 再导入";
  if (archive_has_below(archive, "ppt/"))
    return "是演示文稿，读不了；请把其中的表格另存为 .xlsx 或 .docx 再导入";
  if (archive_has(archive, "OFD.xml"))
    return "是 OFD 版式文件，读不了；请找制作它的 Word 或 Excel 文件";
  if (archive_has(archive, "mimetype") && archive_has(archive, "content.xml"))
    return "是 OpenDocument 文件（.ods、.odt），读不了；请在制作它的软件里打开，"
           "另存为 .xlsx 或 .docx 再导入";
  return "是压缩包，里面不是 Excel 或 Word 文件；请先解压，再导入其中的文件";
}

gboolean office_read(Reading *reading, const char *bytes, gsize size, GError **error) {
  g_autoptr(Archive) archive = archive_open(bytes, size, error);
  if (archive == NULL)
    return FALSE;
  g_autofree char *main_part = find_main_part(archive, error);
  if (main_part == NULL)
    return FALSE;
  gboolean binary = g_str_has_suffix(main_part, ".bin");
  if (!binary && g_str_has_prefix(main_part, "word/")) {
    reading->workbook->kind = WORKBOOK_DOCX;
    return docx_read(reading, archive, main_part, error);
  }
  if (!binary && archive_has_below(archive, "xl/") && *main_part != '\0') {
    reading->workbook->kind = WORKBOOK_XLSX;
    return xlsx_read(reading, archive, main_part, error);
  }
  g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_KIND,
                      archive_refusal(archive, main_part));
  return FALSE;
}
