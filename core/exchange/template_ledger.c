/* A ledger on its way into the file. */
#include <math.h>

#include "core/exchange/template_private.h"
#include "core/model/reporting.h"
#include "core/model/schedule.h"
#include "core/model/task.h"
#include "core/rules/deadline.h"
#include "core/rules/phrase.h"

/* ---- what systems need too -------------------------------------------------------------- */

char *template_text(const DocumentNode *mapping, const char *key) {
  const char *text = document_get_text(mapping, key);
  return text != NULL ? g_strstrip(g_strdup(text)) : NULL;
}

Recurrence template_rule(const DocumentNode *schedule) {
  Recurrence rule = {
      .step = (int)document_get_integer(schedule, "step", 1),
      .quota = (int)document_get_integer(schedule, "quota", 1),
      .due_day = (int)document_get_integer(schedule, "due_day", 0),
      .due_month = (int)document_get_integer(schedule, "due_month", 0),
      .anchor = document_get_date(schedule, "anchor"),
      .no_makeup = document_get_boolean(schedule, "no_makeup", FALSE),
  };
  every_parse(document_get_text(schedule, "every"), &rule.every);
  if (rule.every == EVERY_WORKDAYS)
    rule.basis = BASIS_ANCHOR; /* from the day that the file or the office sets */
  return rule;
}

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

void moved_deadline_clear(MovedDeadline *deadline) {
  g_clear_pointer(&deadline->printed, g_free);
  g_clear_pointer(&deadline->text, g_free);
}

MovedDeadline template_deadline(const DocumentNode *mapping, const Ledger *ledger) {
  MovedDeadline deadline = {.printed = template_text(mapping, "deadline"), .due = DAY_NONE};
  if (deadline.printed == NULL)
    return deadline;
  deadline.text = deadline_in_year(deadline.printed, ledger->source_year, ledger->year);
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(deadline.printed, ledger->source_year, &phrase);
  deadline.due =
      phrase_due_moved(deadline.text, ledger->year, phrase.due, ledger->year - ledger->source_year);
  return deadline;
}

gboolean template_apply_schedules(const Applying *applying, gint64 task, const DocumentNode *list,
                                  GArray *ids, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    g_autofree char *material = template_text(item, "material");
    Schedule schedule = {
        .task = task,
        .phrase = (char *)document_get_text(item, "phrase"),
        .material = material,
        .rule = template_rule(item),
        .since = schedule_since(applying->year, applying->today),
    };
    if (!schedule_insert(applying->db, &schedule, error))
      return FALSE;
    if (ids != NULL)
      g_array_append_val(ids, schedule.id);
  }
  return TRUE;
}

/* ---- a ledger --------------------------------------------------------------------------- */

/* One ledger on its way into the file. */
typedef struct {
  const Applying *applying;
  Ledger ledger;
  GHashTable *units; /* name (borrowed from the document) → id */
} Loading;

/* A unit that two names of the file lead to stands in a role once. */
static gboolean stands_already(const GPtrArray *units, gint64 id, Role role) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    if (unit->unit == id && unit->role == role)
      return TRUE;
  }
  return FALSE;
}

static GPtrArray *task_units(const Loading *loading, const DocumentNode *list) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const char *name = document_text(item);
    Role role = ROLE_RESPONSIBLE; /* no role printed: none is guessed */
    if (name == NULL) {
      name = document_get_text(item, "unit");
      role_parse(document_get_text(item, "role"), &role);
    }
    gint64 id = *(gint64 *)g_hash_table_lookup(loading->units, name);
    if (!stands_already(units, id, role))
      g_ptr_array_add(units, task_unit_new(id, name, role));
  }
  return g_steal_pointer(&units);
}

static gboolean apply_task(Loading *loading, const DocumentNode *node, gint64 indicator,
                           TaskKind kind, GError **error) {
  g_autoptr(GPtrArray) units = task_units(loading, document_get(node, "units"));
  g_autofree char *goal = template_text(node, "goal");
  g_autofree char *note = template_text(node, "note");
  g_auto(MovedDeadline) deadline = template_deadline(node, &loading->ledger);
  Task task = {
      .ledger = loading->ledger.id,
      .indicator = indicator,
      .number = (int)document_get_integer(node, "number", 0),
      .kind = kind,
      .goal = goal,
      .deadline = deadline.text,
      .deadline_printed = deadline.printed,
      .due = deadline.due,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .note = note,
      .units = units,
  };
  task_kind_parse(document_get_text(node, "kind"), &task.kind);
  return task_insert(loading->applying->db, &task, error) &&
         template_apply_schedules(loading->applying, task.id, document_get(node, "schedules"), NULL,
                                  error);
}

static gboolean apply_indicators(Loading *loading, const DocumentNode *list, gint64 parent,
                                 TaskKind above, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    TaskKind kind = above;
    task_kind_parse(document_get_text(node, "kind"), &kind);
    g_autofree char *title = template_text(node, "title");
    Indicator indicator = {.ledger = loading->ledger.id,
                           .parent = parent,
                           .position = (int)i + 1,
                           .title = title,
                           .points = NAN};
    if (!indicator_insert(loading->applying->db, &indicator, error) ||
        !apply_indicators(loading, document_get(node, "indicators"), indicator.id, kind, error))
      return FALSE;
    const DocumentNode *tasks = document_get(node, "tasks");
    for (gsize k = 0; k < document_length(tasks); k++) {
      if (!apply_task(loading, document_item(tasks, k), indicator.id, kind, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean apply_reporting(const Loading *loading, const DocumentNode *list, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const DocumentNode *names = document_get(item, "materials");
    g_autofree char *text = template_text(item, "text");
    g_autofree char *phrase = template_text(item, "phrase");
    g_autoptr(GPtrArray) materials = g_ptr_array_new();
    for (gsize k = 0; k < document_length(names); k++)
      g_ptr_array_add(materials, (gpointer)document_text(document_item(names, k)));
    Reporting reporting = {
        .ledger = loading->ledger.id,
        .position = (int)i + 1,
        .text = text,
        .phrase = phrase,
        .materials = materials,
    };
    if (!reporting_insert(loading->applying->db, &reporting, error))
      return FALSE;
  }
  return TRUE;
}

gboolean template_apply_ledger(const Applying *applying, GError **error) {
  g_autoptr(GHashTable) units = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  const DocumentNode *root = applying->root;
  Loading loading = {.applying = applying, .ledger = template_ledger(applying), .units = units};
  return ledger_insert(applying->db, &loading.ledger, error) &&
         template_apply_unit_list(applying, document_get(root, "units"), units, error) &&
         apply_reporting(&loading, document_get(root, "reporting"), error) &&
         apply_indicators(&loading, document_get(root, "indicators"), 0, TASK_KIND_TASK, error);
}
