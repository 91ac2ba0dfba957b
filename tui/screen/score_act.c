#include "tui/screen/score_act.h"

#include "tui/screen/score_target.h"
#include "tui/screen/score_words.h"

static gboolean counts_periods(const SystemNode *node) {
  return node->source == SOURCE_SUBMISSION || node->source == SOURCE_MET ||
         node->source == SOURCE_MISSED;
}

gboolean score_offers(const SystemNode *node, const char *span, ActionId id) {
  if (score_is_parent(node))
    return FALSE;
  switch (id) {
  case ACTION_SCORE: {
    g_autoptr(GPtrArray) names = score_input_names(node, span);
    return names->len > 0;
  }
  case ACTION_SCORE_ENTRY:
    return node->source == SOURCE_ENTRY;
  case ACTION_SCORE_LINK:
    return counts_periods(node);
  case ACTION_SCORE_EVIDENCE:
  case ACTION_SCORE_CONFIRM:
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean score_act(App *app, ActionId id, gint64 node, const char *span) {
  static const struct {
    ActionId action;
    const FormClass *form;
  } forms[] = {
      {ACTION_SCORE, &FORM_SCORE},
      {ACTION_SCORE_ENTRY, &FORM_SCORE_ENTRY},
      {ACTION_SCORE_ENTRY_REMOVE, &FORM_SCORE_ENTRY_REMOVE},
      {ACTION_SCORE_EVIDENCE, &FORM_SCORE_EVIDENCE},
      {ACTION_SCORE_CONFIRM, &FORM_SCORE_CONFIRM},
      {ACTION_SCORE_LINK, &FORM_SCORE_LINK},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (forms[i].action != id)
      continue;
    app_open_form(app, forms[i].form, score_target(node, span), NULL);
    return TRUE;
  }
  return FALSE;
}
