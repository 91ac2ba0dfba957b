/* Units on their way into the file. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/template_private.h"

gboolean template_apply_units(const Applying *applying, GError **error) {
  g_autoptr(GPtrArray) units = content_node_units(document_get(applying->root, "units"));
  g_auto(ContentWriter) writer = {0};
  content_writer_init(&writer, applying->db, applying->actor->who, applying->actor->today, 0,
                      applying->year);
  return content_writer_units(&writer, units, error);
}
