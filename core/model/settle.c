#include "core/model/settle.h"

gboolean settle_refuse(const char *label, const char *now, GError **error) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT,
              "“%s”刚被别人改为“%s”，您的修改没有保存；请核对后再保存", label,
              now != NULL && *now != '\0' ? now : "（空）");
  return FALSE;
}

gboolean settle_text(const char *label, const char *base, const char *mine, const char *theirs,
                     GError **error) {
  return merge_text(base, mine, theirs) != MERGE_BOTH || settle_refuse(label, theirs, error);
}

gboolean settle_number(const char *label, gint64 base, gint64 mine, gint64 theirs, const char *now,
                       GError **error) {
  return merge_number(base, mine, theirs) != MERGE_BOTH || settle_refuse(label, now, error);
}
