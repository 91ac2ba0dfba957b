#include "core/exchange/export/export_xlsx.h"

#include "core/exchange/content/content_file.h"
#include "core/exchange/export/export_table.h"

static gboolean put_ledgers(Book *book, const GPtrArray *ledgers, const Reckoning *reckoning,
                            const Watch *watch, GError **error) {
  for (guint i = 0; i < ledgers->len; i++) {
    const Content *content = ledgers->pdata[i];
    g_autofree char *name =
        content->year > 0 ? g_strdup_printf("%d年台账", content->year) : g_strdup("台账");
    if (!export_xlsx_sheet(book, name, content, reckoning, watch, error))
      return FALSE;
  }
  for (guint i = 0; i < ledgers->len; i++) { /* the hidden sheet is the last */
    Sink data = book_data_sink(book);
    content_write_json(ledgers->pdata[i], &data, NULL); /* which takes all */
    book_data_end(book);
  }
  return TRUE;
}

gboolean export_xlsx(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                     OutFile *file, const Watch *watch, GError **error) {
  const char *title = ledgers->len == 1 ? export_title(ledgers->pdata[0]) : "台账";
  g_autoptr(Book) book = book_new(outfile_temporary(file), title, now);
  return put_ledgers(book, ledgers, reckoning, watch, error) &&
         watch_goes_on(watch, "正在写文件", 0, 0, error) &&
         book_close(g_steal_pointer(&book), error);
}
