#include "core/exchange/table/csv_private.h"

#include <errno.h>
#include <string.h>

#include "core/exchange/table/workbook_private.h"

static gboolean has_start(const char *bytes, gsize size, const char *start, gsize length) {
  return size >= length && memcmp(bytes, start, length) == 0;
}

/* Lines that end before a place, + 1. */
static guint line_at(const char *text, gsize place) {
  guint line = 1;
  for (gsize i = 0; i < place; i++)
    line += text[i] == '\n' || (text[i] == '\r' && (i + 1 == place || text[i + 1] != '\n'));
  return line;
}

static gboolean fail_text(guint line, const char *what, GError **error) {
  g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED, "第%u行：%s", line, what);
  return FALSE;
}

/* UTF-16 as Excel saves Unicode 文本. */
static gboolean from_wide(const char *bytes, gsize size, const char *charset, gsize *length,
                          char **made, GError **error) {
  gsize read = 0;
  *made = g_convert(bytes + 2, (gssize)size - 2, "UTF-8", charset, &read, length, NULL);
  if (*made == NULL || read != size - 2 || memchr(*made, '\0', *length) != NULL)
    return fail_text(1, "不是完整的 UTF-16 文本，文件可能已损坏；请重新另存为 CSV UTF-8", error);
  return TRUE;
}

/* wrong: where bytes are not UTF-8. Of the two forms, that in which more could be read was meant.
 */
static gboolean from_gb18030(const char *bytes, gsize size, gsize wrong, gsize *length, char **made,
                             GError **error) {
  gsize read = 0;
  *made = g_convert(bytes, (gssize)size, "UTF-8", "GB18030", &read, length, NULL);
  if (*made != NULL && read == size)
    return TRUE;
  return fail_text(line_at(bytes, MAX(read, wrong)),
                   "有既不是 UTF-8 也不是 GB18030 的字节；请在 WPS 或 Excel 中另存为 CSV UTF-8",
                   error);
}

static gboolean make_text(const char *bytes, gsize size, gsize skip, gsize *length, char **made,
                          GError **error) {
  if (has_start(bytes, size, "\xFF\xFE", 2))
    return from_wide(bytes, size, "UTF-16LE", length, made, error);
  if (has_start(bytes, size, "\xFE\xFF", 2))
    return from_wide(bytes, size, "UTF-16BE", length, made, error);
  const char *end;
  if (g_utf8_validate_len(bytes + skip, size - skip, &end)) {
    *length = size - skip;
    return TRUE;
  }
  const char *nul = memchr(bytes, '\0', size);
  if (nul != NULL) {
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_KIND,
                "第%u行：不是文本，也不是认得的表格；能读的是 .xlsx、.docx 和文本的 .csv、.tsv",
                line_at(bytes, (gsize)(nul - bytes)));
    return FALSE;
  }
  if (skip > 0)
    return fail_text(line_at(bytes, (gsize)(end - bytes)),
                     "有不是 UTF-8 的字节，文件可能已损坏；请重新另存为 CSV UTF-8", error);
  return from_gb18030(bytes, size, (gsize)(end - bytes), length, made, error);
}

gboolean csv_decode(char *bytes, gsize size, char **text, gsize *length, char **made,
                    GError **error) {
  gsize skip = has_start(bytes, size, "\xEF\xBB\xBF", 3) ? 3 : 0;
  *made = NULL;
  if (!make_text(bytes, size, skip, length, made, error)) {
    g_clear_pointer(made, g_free);
    return FALSE;
  }
  *text = *made != NULL ? *made : bytes + skip;
  return TRUE;
}

/* ---- what separates cells --------------------------------------------------------------- */

#define LOOKED_AT ((gsize)1 << 20)
#define RECORDS_LOOKED_AT 50
#define COUNTS 64

/* How well a separator fits: in how many records of the beginning there are as many cells as in
 * most, and more than one. */
typedef struct {
  guint records;
  guint cells;
} Fit;

static Fit best_of(const guint counts[COUNTS]) {
  Fit fit = {0};
  for (guint cells = 2; cells < COUNTS; cells++) {
    if (counts[cells] > 0 && counts[cells] >= fit.records)
      fit = (Fit){.records = counts[cells], .cells = cells};
  }
  return fit;
}

static Fit fit_of(const char *text, gsize size, char separator) {
  guint counts[COUNTS] = {0};
  guint cells = 1, records = 0;
  gboolean quoted = FALSE, first = TRUE;
  const char *end = text + size;
  for (const char *p = text; p < end && records < RECORDS_LOOKED_AT; p++) {
    if (quoted) {
      quoted = *p != '"';
    } else if (*p == '"' && (first || p[-1] == '"')) {
      quoted = TRUE;
      first = FALSE;
    } else if (*p == separator) {
      cells++;
      first = TRUE;
    } else if (*p == '\n' || *p == '\r') {
      counts[MIN(cells, COUNTS - 1)]++;
      records += cells > 1;
      cells = 1;
      first = TRUE;
    } else {
      first = FALSE;
    }
  }
  counts[MIN(cells, COUNTS - 1)]++;
  return best_of(counts);
}

char csv_separator(const char *text, gsize size) {
  size = MIN(size, LOOKED_AT);
  static const char SEPARATORS[] = {',', '\t', ';'};
  char best = ',';
  Fit best_fit = {0};
  for (gsize i = 0; i < G_N_ELEMENTS(SEPARATORS); i++) {
    Fit fit = fit_of(text, size, SEPARATORS[i]);
    if (fit.records > best_fit.records ||
        (fit.records == best_fit.records && fit.cells > best_fit.cells)) {
      best = SEPARATORS[i];
      best_fit = fit;
    }
  }
  return best;
}
