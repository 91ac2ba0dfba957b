#include "tui/action/notice_file.h"

#include "core/exchange/export/export_docx.h"
#include "core/exchange/table/office.h"
#include "core/model/letter_values.h"
#include "tui/action/compose.h"
#include "tui/action/delivery.h"

static gboolean write_word(Db *db, const Reckoning *reckoning, const Letters *letters,
                           const Notice *notice, gint64 now, const char *path, GError **error) {
  g_auto(LetterValues) values = {0};
  const char *template = letters->letters[letter_of_level(notice->level)].text;
  g_autoptr(Task) task = task_load(db, reckoning, notice->task, error);
  if (task == NULL ||
      !letter_values_as_issued(db, reckoning, notice, task, template, &values, error))
    return FALSE;
  g_autoptr(OutFile) file = outfile_begin(path, FALSE, error);
  __typeof__(&export_notice) write = file != NULL ? OFFICE(export_notice, error) : NULL;
  return write != NULL && write(notice, &values, now, file, error) && outfile_publish(file, error);
}

static gboolean is_word(const char *path) {
  g_autofree char *lower = g_ascii_strdown(path, -1);
  return g_str_has_suffix(lower, ".docx");
}

gboolean notice_file(Db *db, const Reckoning *reckoning, const Letters *letters,
                     const Notice *notice, gint64 now, const char *path, GError **error) {
  if (is_word(path))
    return write_word(db, reckoning, letters, notice, now, path, error);
  const char *const texts[] = {notice->text, NULL};
  g_autofree char *page = compose_pages(texts, LETTER_COLUMNS);
  return delivery_file(path, page, error);
}
