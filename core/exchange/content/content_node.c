#include "core/exchange/content/content_node.h"

#include "core/exchange/content/content_private.h"
#include "core/rules/deadline.h"
#include "core/rules/phrase.h"

char *content_node_text(const DocumentNode *mapping, const char *key) {
  const char *text = document_get_text(mapping, key);
  return text != NULL ? g_strstrip(g_strdup(text)) : NULL;
}

/* ---- deadlines -------------------------------------------------------------------------- */

void moved_deadline_clear(MovedDeadline *deadline) {
  g_clear_pointer(&deadline->printed, g_free);
  g_clear_pointer(&deadline->text, g_free);
}

MovedDeadline content_node_deadline(const DocumentNode *mapping, int from, int to) {
  MovedDeadline deadline = {.printed = content_node_text(mapping, "deadline"), .due = DAY_NONE};
  if (deadline.printed == NULL)
    return deadline;
  deadline.text = deadline_in_year(deadline.printed, from, to);
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(deadline.printed, from, &phrase);
  deadline.due = phrase_due_moved(deadline.text, to, phrase.due, to - from);
  return deadline;
}

Day content_due(const char *deadline, int year) {
  g_auto(Phrase) phrase = {PHRASE_NONE};
  if (deadline == NULL || year < 1)
    return DAY_NONE;
  phrase_read(deadline, year, &phrase);
  return phrase_due_moved(deadline, year, phrase.due, 0);
}

/* ---- rules ------------------------------------------------------------------------------ */

Basis content_usual_basis(Every every) {
  /* From the day that the file or the office sets. */
  return every == EVERY_WORKDAYS ? BASIS_ANCHOR : BASIS_CALENDAR;
}

Recurrence content_node_recurrence(const DocumentNode *schedule) {
  Recurrence rule = {
      .step = (int)document_get_integer(schedule, "step", 1),
      .quota = (int)document_get_integer(schedule, "quota", 1),
      .due_day = (int)document_get_integer(schedule, "due_day", 0),
      .due_month = (int)document_get_integer(schedule, "due_month", 0),
      .anchor = document_get_date(schedule, "anchor"),
      .no_makeup = document_get_boolean(schedule, "no_makeup", FALSE),
  };
  every_parse(document_get_text(schedule, "every"), &rule.every);
  rule.basis = content_usual_basis(rule.every);
  basis_parse(document_get_text(schedule, "basis"), &rule.basis);
  return rule;
}

GPtrArray *content_node_rules(const DocumentNode *list, gboolean moved) {
  GPtrArray *rules = g_ptr_array_new_with_free_func((GDestroyNotify)content_rule_free);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *schedule = document_item(list, i);
    Day ended = document_get_date(schedule, "ended");
    if (moved && ended != DAY_NONE)
      continue;
    ContentRule *rule = g_new0(ContentRule, 1);
    rule->phrase = content_node_text(schedule, "phrase");
    rule->material = content_node_text(schedule, "material");
    rule->rule = content_node_recurrence(schedule);
    rule->since = moved ? DAY_NONE : document_get_date(schedule, "since");
    rule->ended = ended;
    g_ptr_array_add(rules, rule);
  }
  return rules;
}

/* ---- units ------------------------------------------------------------------------------ */

static void add_texts(GPtrArray *texts, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++)
    g_ptr_array_add(texts, g_strdup(document_text(document_item(list, i))));
}

GPtrArray *content_node_units(const DocumentNode *list) {
  GPtrArray *units = g_ptr_array_new_with_free_func((GDestroyNotify)content_unit_info_free);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    ContentUnitInfo *unit = content_unit_info_new(document_get_text(node, "name"), UNIT_OFFICE);
    unit_kind_parse(document_get_text(node, "kind"), &unit->kind);
    unit->parent = g_strdup(document_get_text(node, "parent"));
    add_texts(unit->aliases, document_get(node, "aliases"));
    add_texts(unit->members, document_get(node, "members"));
    g_ptr_array_add(units, unit);
  }
  return units;
}
