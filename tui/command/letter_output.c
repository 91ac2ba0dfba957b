#include "tui/command/letter_output.h"

#include "tui/action/compose.h"

Letters *letter_output_templates(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  Letters *letters = compose_letters(&problems, &error);
  for (guint i = 0; i < problems->len; i++)
    output_complain(problems->pdata[i]);
  if (letters == NULL)
    invocation_fail(error);
  return letters;
}

void letter_output_print(Output *output, const char *const *texts) {
  int columns = output_columns();
  g_autofree char *pages =
      compose_pages(texts, columns > 0 ? MIN(columns, LETTER_COLUMNS) : LETTER_COLUMNS);
  output_text(output, pages);
}
