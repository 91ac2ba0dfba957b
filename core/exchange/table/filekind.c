#include <string.h>

#include "core/exchange/table/workbook_private.h"

#define AS_NEW "请在 WPS、Excel 或 Word 中打开，另存为 .xlsx 或 .docx"

gboolean filekind_is_archive(const char *bytes, gsize size) {
  return size >= 4 && (memcmp(bytes, "PK\003\004", 4) == 0 || memcmp(bytes, "PK\005\006", 4) == 0);
}

/* ---- the old forms of Office ------------------------------------------------------------ */

#define OLE_MAGIC "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

/* TRUE where a file of that old form has a stream of that name, whose letters have two bytes. */
static gboolean has_stream(const char *bytes, gsize size, const char *name) {
  gsize letters = strlen(name);
  g_autofree char *wide = g_malloc0(letters * 2 + 1);
  for (gsize i = 0; i < letters; i++)
    wide[i * 2] = name[i];
  return memmem(bytes, size, wide, letters * 2) != NULL;
}

static const char *ole_refusal(const char *bytes, gsize size) {
  if (has_stream(bytes, size, "EncryptedPackage"))
    return "加了密码，读不了；请在 WPS、Excel 或 Word 中打开，去掉密码后另存一份";
  if (has_stream(bytes, size, "WordDocument"))
    return "是旧的 Word 文稿（.doc、.wps），读不了；请在 WPS 或 Word 中打开，"
           "用“另存为”存成 .docx 再导入";
  if (has_stream(bytes, size, "Workbook") || has_stream(bytes, size, "Book"))
    return "是旧的 Excel 表格（.xls、.et），读不了；请在 WPS 或 Excel 中打开，"
           "用“另存为”存成 .xlsx 再导入";
  return "是旧的 Office 文件（.xls、.doc、.wps、.et 一类），读不了；请在 WPS 或 Office 中打开，"
         "用“另存为”把表格存成 .xlsx、文稿存成 .docx 再导入";
}

/* ---- what begins with bytes of its own -------------------------------------------------- */

typedef struct {
  const char *start;
  gsize size;
  gsize at;
  const char *refusal;
} Signature;

#define SIGNATURE(start, refusal)                                                                  \
  { start, sizeof start - 1, 0, refusal }
#define PICTURE "是图片，读不了；请先把其中的表格录成 Excel 或 Word 文件"
#define PACKED(kind) "是 " kind " 压缩包，读不了；请先解压，再导入其中的文件"

static const Signature SIGNATURES[] = {
    SIGNATURE("%PDF", "是 PDF 文件，读不了；请找制作它的 Word 或 Excel 文件，"
                      "或用 WPS 转成 .docx、.xlsx 再导入"),
    SIGNATURE("\x89PNG", PICTURE),
    SIGNATURE("\xFF\xD8\xFF", PICTURE),
    SIGNATURE("GIF8", PICTURE),
    SIGNATURE("II*\0", PICTURE),
    SIGNATURE("MM\0*", PICTURE),
    {"WEBP", 4, 8, PICTURE},
    {"ftyphei", 7, 4, PICTURE},
    {"ftypmif1", 8, 4, PICTURE},
    SIGNATURE("Rar!\x1a\x07", PACKED("rar")),
    SIGNATURE("7z\xBC\xAF\x27\x1C", PACKED("7z")),
    SIGNATURE("\x1F\x8B", PACKED("gz")),
    SIGNATURE("BZh", PACKED("bz2")),
    SIGNATURE("\xFD"
              "7zXZ",
              PACKED("xz")),
    {"ustar", 5, 257, PACKED("tar")},
    SIGNATURE("{\\rtf",
              "是 RTF 文稿，读不了；请在 WPS 或 Word 中打开，用“另存为”存成 .docx 再导入"),
    SIGNATURE("SQLite format 3", "是数据库文件，不是表格；如果是台账文件，请用 --db 打开"),
};

/* ---- pages and the like ----------------------------------------------------------------- */

/* TRUE where text begins with start, blanks and letters' size apart. */
static gboolean begins(const char *bytes, gsize size, const char *start) {
  gsize i = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (i < size && g_ascii_isspace(bytes[i]))
    i++;
  return size - i >= strlen(start) && g_ascii_strncasecmp(bytes + i, start, strlen(start)) == 0;
}

static const char *page_refusal(const char *bytes, gsize size) {
  static const char *const STARTS[] = {"<!doctype html", "<html", "<table",
                                       "<meta",          "<head", "<style"};
  for (gsize i = 0; i < G_N_ELEMENTS(STARTS); i++) {
    if (begins(bytes, size, STARTS[i]))
      return "是网页（有的系统把它存成 .xls），读不了；" AS_NEW " 再导入";
  }
  if (begins(bytes, size, "<?xml"))
    return "是 XML 文件，读不了；" AS_NEW " 再导入";
  if (begins(bytes, size, "MIME-Version:"))
    return "是网页归档（.mht），读不了；" AS_NEW " 再导入";
  return NULL;
}

const char *filekind_refusal(const char *bytes, gsize size) {
  if (size == 0)
    return "是空文件；请核对文件";
  if (size >= 8 && memcmp(bytes, OLE_MAGIC, 8) == 0)
    return ole_refusal(bytes, size);
  for (gsize i = 0; i < G_N_ELEMENTS(SIGNATURES); i++) {
    const Signature *known = &SIGNATURES[i];
    if (size >= known->at + known->size &&
        memcmp(bytes + known->at, known->start, known->size) == 0)
      return known->refusal;
  }
  return page_refusal(bytes, size);
}
