/* content_file.c: a file of a ledger, checked as the template it is written like. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/template_check.h"
#include "core/exchange/template_private.h"

static gboolean fail_mistakes(const GPtrArray *mistakes, GError **error) {
  const GError *first = mistakes->pdata[0];
  g_autofree char *text = template_describe(mistakes);
  g_set_error_literal(error, first->domain, first->code, text);
  return FALSE;
}

static gboolean check(const Document *document, GPtrArray *mistakes, GError **error) {
  const DocumentNode *root = document_root(document);
  g_autoptr(GPtrArray) remarks = document_mistakes_new();
  TemplateKind kind;
  TemplateCounts counts;
  template_check(root, &kind, &counts, remarks, mistakes);
  document_mistakes_sort(mistakes);
  if (mistakes->len > 0)
    return fail_mistakes(mistakes, error);
  if (kind == TEMPLATE_LEDGER)
    return TRUE;
  return document_fail(document_get(root, "kind"), error,
                       "这是%s，不是台账；请用 taizhang init --template 添加",
                       template_kind_name(kind));
}

Content *content_parse(const char *name, const char *text, gsize size, int year, GError **error) {
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_autoptr(Document) document =
      document_parse_within(name, text, size, CONTENT_MEGABYTES, mistakes, error);
  if (document == NULL || !check(document, mistakes, error))
    return NULL;
  return content_from_document(document, year, error);
}

Content *content_read(const char *path, int year, const Watch *watch, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *text = NULL;
  gsize size = 0;
  if (!document_read_given(path, (gsize)CONTENT_MEGABYTES * 1024 * 1024, &text, &size, error) ||
      !watch_goes_on(watch, "正在读取文件", 0, 0, error))
    return NULL;
  return content_parse(name, text, size, year, error);
}
