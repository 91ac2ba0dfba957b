/* import_compare.c: in what a row of a file differs from the row of the ledger that it is. */
#include "core/exchange/import/import_private.h"

/* Columns that name the units of one role each. */
static const struct {
  ContentField field;
  Role role;
} ROLE_FIELDS[] = {
    {CONTENT_LEAD, ROLE_LEAD},
    {CONTENT_SUPPORT, ROLE_SUPPORT},
    {CONTENT_IMPLEMENT, ROLE_IMPLEMENT},
    {CONTENT_OVERSEE, ROLE_OVERSEE},
};

void import_field_free(ImportField *field) {
  if (field == NULL)
    return;
  g_free(field->before);
  g_free(field->after);
  g_free(field->refusal);
  g_free(field);
}

ImportField *import_field(const GPtrArray *fields, ContentField field) {
  for (guint i = 0; fields != NULL && i < fields->len; i++) {
    ImportField *known = fields->pdata[i];
    if (known->field == field)
      return known;
  }
  return NULL;
}

gboolean import_says_roles(const Content *content) {
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    for (guint k = 0; k < task->units->len; k++) {
      if (((const ContentUnit *)task->units->pdata[k])->role != ROLE_RESPONSIBLE)
        return TRUE;
    }
  }
  return FALSE;
}

void import_comparing_init(ImportComparing *comparing, const Content *incoming,
                           const Content *present, ImportNames *names) {
  *comparing = (ImportComparing){
      .incoming = incoming,
      .present = present,
      .names = names,
      .says_roles = incoming->origin != NULL || import_says_roles(incoming),
  };
}

static gboolean has(const ImportComparing *comparing, ContentField field) {
  return (comparing->incoming->fields & CONTENT_BIT(field)) != 0;
}

/* ---- fields that are texts ------------------------------------------------------------------ */

/* Takes both texts. A cell that a foreign file leaves blank may well say nothing of the matter: it
 * takes nothing away unless somebody chooses so. */
static void add_field(const ImportComparing *comparing, GPtrArray *fields, ContentField field,
                      char *before, char *after) {
  ImportField *changed = g_new0(ImportField, 1);
  changed->field = field;
  changed->before = before;
  changed->after = after;
  changed->chosen = *after != '\0' || comparing->incoming->origin != NULL;
  g_ptr_array_add(fields, changed);
}

static void compare_text(const ImportComparing *comparing, GPtrArray *fields, ContentField field,
                         const ContentTask *incoming, const ContentTask *present) {
  g_autofree char *before = content_text(comparing->present, present, field);
  g_autofree char *after = content_text(comparing->incoming, incoming, field);
  if (!g_str_equal(before, after))
    add_field(comparing, fields, field, g_steal_pointer(&before), g_steal_pointer(&after));
}

/* The document says what it said when it was printed, though the ledger moved with the year or got
 * more time since. */
static gboolean is_as_printed(const ImportComparing *comparing, const ContentTask *incoming,
                              const ContentTask *present) {
  return comparing->incoming->origin == NULL && !has(comparing, CONTENT_PRINTED) &&
         incoming->deadline != NULL &&
         g_strcmp0(incoming->deadline, present->deadline_printed) == 0;
}

/* ---- units ---------------------------------------------------------------------------------- */

/* Which roles a field is about. */
static gboolean is_about(ContentField field, Role role) {
  for (gsize i = 0; i < G_N_ELEMENTS(ROLE_FIELDS); i++) {
    if (ROLE_FIELDS[i].field == field)
      return ROLE_FIELDS[i].role == role;
  }
  return TRUE;
}

/* The ids (gint64) of a task's units in a role (-1: in any), in order, each once. */
static GArray *unit_ids(const ImportComparing *comparing, const ContentTask *task, int role) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < task->units->len; i++) {
    const ContentUnit *unit = task->units->pdata[i];
    gint64 id = import_names_find(comparing->names, unit->name);
    gboolean there = role >= 0 && unit->role != (Role)role;
    for (guint k = 0; !there && k < ids->len; k++)
      there = g_array_index(ids, gint64, k) == id;
    if (!there)
      g_array_append_val(ids, id);
  }
  return ids;
}

static gboolean same_ids(const ImportComparing *comparing, const ContentTask *incoming,
                         const ContentTask *present, int role) {
  g_autoptr(GArray) one = unit_ids(comparing, incoming, role);
  g_autoptr(GArray) other = unit_ids(comparing, present, role);
  gboolean same = one->len == other->len;
  for (guint i = 0; same && i < one->len; i++)
    same = g_array_index(one, gint64, i) == g_array_index(other, gint64, i);
  return same;
}

gboolean import_same_units(const ImportComparing *comparing, const ContentTask *incoming,
                           const ContentTask *present, ContentField field) {
  if (field == CONTENT_UNITS && !comparing->says_roles)
    return same_ids(comparing, incoming, present, -1);
  for (int role = 0; role < ROLE_COUNT; role++) {
    if (is_about(field, (Role)role) && !same_ids(comparing, incoming, present, role))
      return FALSE;
  }
  return TRUE;
}

static void compare_units(const ImportComparing *comparing, GPtrArray *fields, ContentField field,
                          const ContentTask *incoming, const ContentTask *present) {
  if (!import_same_units(comparing, incoming, present, field))
    add_field(comparing, fields, field, content_text(comparing->present, present, field),
              content_text(comparing->incoming, incoming, field));
}

static void compare_all_units(const ImportComparing *comparing, GPtrArray *fields,
                              const ContentTask *incoming, const ContentTask *present) {
  if (has(comparing, CONTENT_UNITS)) {
    compare_units(comparing, fields, CONTENT_UNITS, incoming, present);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(ROLE_FIELDS); i++) {
    if (has(comparing, ROLE_FIELDS[i].field))
      compare_units(comparing, fields, ROLE_FIELDS[i].field, incoming, present);
  }
}

/* ---- rules ---------------------------------------------------------------------------------- */

/* The rules in force, joined as content_text() does. */
static char *rules_in_force(const ContentTask *task) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < task->rules->len; i++) {
    const ContentRule *rule = task->rules->pdata[i];
    if (rule->ended != DAY_NONE)
      continue;
    g_autofree char *words = schedule_words(rule->phrase, rule->material);
    g_string_append_printf(text, "%s%s", text->len > 0 ? "；" : "", words);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void compare_rules(const ImportComparing *comparing, GPtrArray *fields,
                          const ContentTask *incoming, const ContentTask *present) {
  g_autofree char *before = rules_in_force(present);
  g_autofree char *after = rules_in_force(incoming);
  if (!g_str_equal(before, after))
    add_field(comparing, fields, CONTENT_RULES, g_steal_pointer(&before), g_steal_pointer(&after));
}

/* ---- how far it has come -------------------------------------------------------------------- */

/* The same words on another day are another entry, where the file says the day and it is later. */
static gboolean is_on_record(const ImportComparing *comparing, const ContentProgress *entry,
                             const ContentTask *present) {
  for (guint i = 0; i < present->progress->len; i++) {
    const ContentProgress *known = present->progress->pdata[i];
    if (!g_str_equal(known->text, entry->text))
      continue;
    if (entry->made_on == DAY_NONE || !has(comparing, CONTENT_PROGRESS_ON) ||
        entry->made_on <= known->made_on)
      return TRUE;
  }
  return FALSE;
}

guint import_new_progress(const ImportComparing *comparing, const ContentTask *incoming,
                          const ContentTask *present) {
  guint count = 0;
  while (count < incoming->progress->len &&
         !is_on_record(comparing, incoming->progress->pdata[count], present))
    count++;
  return count;
}

/* Evidence belongs to an entry: to a new one, or to the newest that is on record. */
static gboolean has_newer_evidence(const ImportComparing *comparing, const ContentTask *incoming,
                                   const ContentTask *present) {
  if (incoming->progress->len == 0)
    return FALSE;
  const ContentProgress *entry = incoming->progress->pdata[0];
  if (entry->evidence->len == 0 || import_new_progress(comparing, incoming, present) > 0)
    return entry->evidence->len > 0;
  return g_str_equal(((const ContentProgress *)present->progress->pdata[0])->text, entry->text);
}

static void compare_progress(const ImportComparing *comparing, GPtrArray *fields,
                             const ContentTask *incoming, const ContentTask *present) {
  if (has(comparing, CONTENT_PROGRESS) && import_new_progress(comparing, incoming, present) > 0)
    compare_text(comparing, fields, CONTENT_PROGRESS, incoming, present);
  if (has(comparing, CONTENT_PERCENT) && incoming->percent != PERCENT_NONE)
    compare_text(comparing, fields, CONTENT_PERCENT, incoming, present);
  if (has(comparing, CONTENT_EVIDENCE) && has_newer_evidence(comparing, incoming, present))
    compare_text(comparing, fields, CONTENT_EVIDENCE, incoming, present);
}

/* What is 已销号 has been 已办结, as a file says that knows no 销号. */
static gboolean says_same_state(TaskState incoming, TaskState present) {
  return incoming == present || (incoming == TASK_STATE_DONE && present == TASK_STATE_CLOSED);
}

static void compare_state(const ImportComparing *comparing, GPtrArray *fields,
                          const ContentTask *incoming, const ContentTask *present) {
  if (has(comparing, CONTENT_STATE) && !says_same_state(incoming->state, present->state))
    compare_text(comparing, fields, CONTENT_STATE, incoming, present);
  if (has(comparing, CONTENT_DONE_ON) && incoming->done_on != DAY_NONE)
    compare_text(comparing, fields, CONTENT_DONE_ON, incoming, present);
}

/* ---- all of it ------------------------------------------------------------------------------ */

GPtrArray *import_compare(const ImportComparing *comparing, const ContentTask *incoming,
                          const ContentTask *present) {
  static const ContentField LEVELS[] = {CONTENT_LEVEL_1, CONTENT_LEVEL_2, CONTENT_LEVEL_3,
                                        CONTENT_LEVEL_4};
  static const ContentField LAST[] = {CONTENT_POINTS, CONTENT_NOTE};
  GPtrArray *fields = g_ptr_array_new_with_free_func((GDestroyNotify)import_field_free);
  for (gsize i = 0; i < G_N_ELEMENTS(LEVELS) && !incoming->unplaced; i++) {
    if (has(comparing, LEVELS[i]))
      compare_text(comparing, fields, LEVELS[i], incoming, present);
  }
  if (has(comparing, CONTENT_KIND))
    compare_text(comparing, fields, CONTENT_KIND, incoming, present);
  compare_text(comparing, fields, CONTENT_GOAL, incoming, present);
  compare_all_units(comparing, fields, incoming, present);
  if (has(comparing, CONTENT_DEADLINE) && !is_as_printed(comparing, incoming, present))
    compare_text(comparing, fields, CONTENT_DEADLINE, incoming, present);
  if (has(comparing, CONTENT_RULES))
    compare_rules(comparing, fields, incoming, present);
  compare_state(comparing, fields, incoming, present);
  compare_progress(comparing, fields, incoming, present);
  for (gsize i = 0; i < G_N_ELEMENTS(LAST); i++) {
    if (has(comparing, LAST[i]))
      compare_text(comparing, fields, LAST[i], incoming, present);
  }
  return fields;
}
