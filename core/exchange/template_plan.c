/* A topic plan on its way into the file. */
#include "core/exchange/template_private.h"
#include "core/model/plan.h"
#include "core/rules/deadline.h"

gboolean template_apply_plan(const Applying *applying, GError **error) {
  const DocumentNode *root = applying->root;
  Plan plan = {
      .template_name = (char *)document_get_text(root, "name"),
      .title = (char *)document_get_text(root, "title"),
      .issuer = (char *)document_get_text(root, "issuer"),
      .document = (char *)document_get_text(root, "document"),
      .issued = document_get_date(root, "issued"),
      .year = applying->year,
      .source_year = (int)document_get_integer(root, "year", 0),
      .due_day = (int)document_get_integer(root, "due_day", 0),
      .ministry_day = (int)document_get_integer(root, "ministry_day", 0),
      .target = (int)document_get_integer(root, "target", 0),
  };
  if (!plan_insert(applying->db, &plan, error))
    return FALSE;
  const DocumentNode *topics = document_get(root, "topics");
  for (gsize i = 0; i < document_length(topics); i++) {
    const DocumentNode *topic = document_item(topics, i);
    g_autofree char *title = content_node_text(topic, "title");
    g_autofree char *printed = content_node_text(topic, "content");
    g_autofree char *content = deadline_in_year(printed, plan.source_year, plan.year);
    if (!topic_insert(applying->db, plan.id, (int)document_get_integer(topic, "month", 0), title,
                      content, printed, error))
      return FALSE;
  }
  return TRUE;
}
