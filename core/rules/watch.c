#include "core/rules/watch.h"

G_DEFINE_QUARK(watch_error, watch_error)

gboolean watch_goes_on(const Watch *watch, const char *doing, gint64 done, gint64 total,
                       GError **error) {
  if (watch == NULL || watch->tell(watch->data, doing, done, total))
    return TRUE;
  g_set_error_literal(error, WATCH_ERROR, WATCH_ERROR_STOPPED, "已取消，没有改动任何内容");
  return FALSE;
}

char *watch_text(const char *doing, gint64 done, gint64 total) {
  if (done <= 0 && total <= 0)
    return g_strdup_printf("%s…", doing);
  if (total <= 0)
    return g_strdup_printf("%s %" G_GINT64_FORMAT, doing, done);
  return g_strdup_printf("%s %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "（%d%%）", doing, done, total,
                         (int)(100.0 * (double)CLAMP(done, 0, total) / (double)total));
}
