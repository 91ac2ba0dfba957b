#include "core/exchange/export/export_docx.h"

#include "core/exchange/content/content_file.h"
#include "core/exchange/export/export_table.h"
#include "core/exchange/table/workbook.h"

gboolean export_docx(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                     OutFile *file, const Watch *watch, GError **error) {
  const char *title = ledgers->len == 1 ? export_title(ledgers->pdata[0]) : "台账";
  g_autoptr(Word) word = word_new(title, TRUE, now);
  for (guint i = 0; i < ledgers->len; i++) {
    if (i > 0)
      word_break_page(word);
    if (!export_docx_table(word, ledgers->pdata[i], reckoning != NULL, watch, error))
      return FALSE;
  }
  if (ledgers->len == 1) {
    g_autofree char *json = content_to_json(ledgers->pdata[0]);
    word_data(word, WORKBOOK_DATA, json);
  }
  return word_write(word, outfile_temporary(file), error);
}
