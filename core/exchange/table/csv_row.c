#include "core/exchange/table/csv_row.h"

#include <string.h>

#include "core/exchange/table/csv.h"
#include "core/rules/text.h"

static void append_cell(GString *row, const char *text) {
  g_autofree char *clean = text_clean(text, TRUE);
  gboolean guard = csv_is_formula(clean);
  gboolean quoted = strpbrk(clean, ",\"\n") != NULL;
  if (quoted)
    g_string_append_c(row, '"');
  if (guard)
    g_string_append_c(row, '\'');
  for (const char *p = clean; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c(row, '"');
    g_string_append_c(row, *p);
  }
  if (quoted)
    g_string_append_c(row, '"');
}

void csv_row(GString *out, const char *const *cells, guint count) {
  for (guint i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    append_cell(out, cells[i]);
  }
  g_string_append(out, "\r\n");
}
