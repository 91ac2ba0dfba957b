#include "tui/command/page.h"

#include "core/rules/text.h"

#define NAME_COLUMNS 12
#define LEAST_COLUMNS 20 /* of text, however narrow the terminal */

/* The lines of text beside an indent. */
static GPtrArray *lines_of(const char *text, int indent) {
  g_autofree char *clean = text_clean(text, TRUE);
  int columns = output_columns();
  if (columns > 0)
    return text_wrap(clean, MAX(columns - indent, LEAST_COLUMNS));
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) split = g_strsplit(clean, "\n", -1);
  for (gsize i = 0; split[i] != NULL; i++)
    g_ptr_array_add(lines, g_strdup(split[i]));
  return lines;
}

void page_text(Output *output, int indent, const char *text) {
  g_autoptr(GPtrArray) lines = lines_of(text, indent);
  for (guint i = 0; i < lines->len; i++)
    output_line(output, "%*s%s", indent, "", (const char *)lines->pdata[i]);
}

void page_field(Output *output, const char *name, const char *text) {
  if (text == NULL || *text == '\0')
    return;
  g_autoptr(GPtrArray) lines = lines_of(text, NAME_COLUMNS);
  g_autofree char *padded = text_pad(name, NAME_COLUMNS);
  g_autofree char *blank = text_pad("", NAME_COLUMNS);
  for (guint i = 0; i < lines->len; i++)
    output_line(output, "%s%s", i == 0 ? padded : blank, (const char *)lines->pdata[i]);
}
