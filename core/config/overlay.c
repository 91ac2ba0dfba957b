#include "core/config/overlay.h"

#define TOLD_MOST 50 /* of one file */

void overlay_read(const char *path, OverlayEntry entry, gpointer data, GPtrArray *problems) {
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return;
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = document_load(path, &error);
  if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_EMPTY))
    return;
  if (document == NULL ||
      !document_expect_type(document_root(document), DOCUMENT_MAPPING, &error)) {
    g_ptr_array_add(problems, g_strdup(error->message));
    return;
  }
  const DocumentNode *root = document_root(document);
  guint before = problems->len;
  for (gsize i = 0; i < document_length(root); i++) {
    g_autoptr(GError) mistake = NULL;
    if (problems->len - before >= TOLD_MOST) {
      g_ptr_array_add(
          problems,
          g_strdup_printf("文件 %s：错误很多，第 %" G_GSIZE_FORMAT " 项以下没有再看", path, i));
      return;
    }
    if (!entry(document_key(root, i), document_item(root, i), data, problems, &mistake))
      g_ptr_array_add(problems, g_strdup(mistake->message));
  }
}
