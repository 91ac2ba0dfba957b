/* A ledger on its way into the file. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/template_private.h"

Ledger template_ledger(const Applying *applying) {
  const DocumentNode *root = applying->root;
  return (Ledger){
      .template_name = (char *)document_get_text(root, "name"),
      .title = (char *)document_get_text(root, "title"),
      .issuer = (char *)document_get_text(root, "issuer"),
      .document = (char *)document_get_text(root, "document"),
      .issued = document_get_date(root, "issued"),
      .region = (char *)document_get_text(root, "region"),
      .year = applying->year,
      .source_year = (int)document_get_integer(root, "year", 0),
  };
}

gboolean template_apply_ledger(const Applying *applying, GError **error) {
  const Actor *actor = applying->actor;
  gint64 ledger;
  g_autoptr(Content) content = content_from_document(applying->document, applying->year, error);
  if (content == NULL)
    return FALSE;
  if (content->template_name == NULL) /* as its name was made, so that it is there once a year */
    content->template_name = g_strdup(document_get_text(applying->root, "name"));
  return content_store(applying->db, actor->who, actor->today, content, &ledger, NULL, error);
}
