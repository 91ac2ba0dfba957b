#include <string.h>

#include "core/exchange/table/markup.h"
#include "core/exchange/table/xlsx_private.h"

typedef struct {
  GHashTable *codes; /* number of a format → its code */
  GPtrArray *formats;
  gboolean cells; /* in the list of the cells' styles, not of the named ones' */
} StylesReader;

static gboolean styles_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                             GError **error) {
  (void)error;
  StylesReader *reader = data;
  if (strcmp(name, "numFmt") == 0) {
    char *code = markup_copy(attributes, "formatCode");
    if (code != NULL)
      g_hash_table_insert(reader->codes, GUINT_TO_POINTER(markup_number(attributes, "numFmtId", 0)),
                          code);
  } else if (strcmp(name, "cellXfs") == 0) {
    reader->cells = TRUE;
  } else if (reader->cells && strcmp(name, "xf") == 0) {
    guint id = markup_number(attributes, "numFmtId", 0);
    const char *code = g_hash_table_lookup(reader->codes, GUINT_TO_POINTER(id));
    g_ptr_array_add(reader->formats, number_format_new(id, code));
  }
  return TRUE;
}

static gboolean styles_end(gpointer data, const char *name, GError **error) {
  (void)error;
  StylesReader *reader = data;
  if (strcmp(name, "cellXfs") == 0)
    reader->cells = FALSE;
  return TRUE;
}

static void free_format(gpointer format) {
  number_format_free(format);
}

GPtrArray *xlsx_styles_read(Archive *archive, const char *part, GError **error) {
  static const MarkupHandler HANDLER = {styles_start, styles_end, NULL};
  g_autoptr(GHashTable) codes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) formats = g_ptr_array_new_with_free_func(free_format);
  StylesReader reader = {.codes = codes, .formats = formats};
  if (!markup_read(archive, part, &HANDLER, &reader, error))
    return NULL;
  return g_steal_pointer(&formats);
}
