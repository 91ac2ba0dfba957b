/* What YAML files become: a tree, a template checked, a ledger. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/template_check.h"
#include "tests/fuzz/fuzz.h"

static void check_template(const Document *document) {
  TemplateKind kind;
  TemplateCounts counts;
  GPtrArray *remarks = document_mistakes_new();
  GPtrArray *mistakes = document_mistakes_new();
  gboolean good = template_check(document_root(document), &kind, &counts, remarks, mistakes);
  g_assert_cmpint(good, ==, mistakes->len == 0);
  g_ptr_array_unref(remarks);
  g_ptr_array_unref(mistakes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  g_autoptr(Document) document = document_parse("甲.yaml", (const char *)data, size, NULL, &error);
  if (document == NULL)
    fuzz_check_error(error);
  else
    check_template(document);
  error = NULL;
  g_autoptr(Content) content = content_parse("甲.yaml", (const char *)data, size, 2026, &error);
  if (content == NULL)
    fuzz_check_error(error);
  return 0;
}
