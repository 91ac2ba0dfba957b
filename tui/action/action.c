/* action.c: where an action can be done, and with which keys. The actions are in action_table.c. */
#include "tui/action/action.h"

static const char *const CONTEXTS[CONTEXT_COUNT] = {
    [CONTEXT_GLOBAL] = "global",
    [CONTEXT_LIST] = "list",
    [CONTEXT_TASKS] = "tasks",
    [CONTEXT_TABLE] = "table",
    [CONTEXT_TODAY] = "today",
    [CONTEXT_LEDGER] = "ledger",
    [CONTEXT_OVERDUE] = "overdue",
    [CONTEXT_TOPICS] = "topics",
    [CONTEXT_TASK] = "task",
    [CONTEXT_TASK_SET] = "taskset",
    [CONTEXT_PERIODS] = "periods",
    [CONTEXT_PERIOD] = "period",
    [CONTEXT_CALENDAR] = "calendar",
    [CONTEXT_DAY] = "day",
    [CONTEXT_SUPERVISION] = "supervision",
    [CONTEXT_BULLETIN] = "bulletin",
    [CONTEXT_LETTER] = "letter",
    [CONTEXT_SCORES] = "scores",
    [CONTEXT_SCORE_NODE] = "scorenode",
    [CONTEXT_SCORE_YEAR] = "scoreyear",
    [CONTEXT_UNITS] = "units",
    [CONTEXT_MONTH] = "month",
    [CONTEXT_CASE] = "case",
    [CONTEXT_CASE_BOARD] = "caseboard",
    [CONTEXT_CASE_SET] = "caseset",
    [CONTEXT_PLAN_TEXT] = "plantext",
    [CONTEXT_COLLECT] = "collect",
    [CONTEXT_COLLECTED] = "collected",
    [CONTEXT_COLLECT_FILE] = "collectfile",
    [CONTEXT_BULK] = "bulk",
    [CONTEXT_TRASH] = "trash",
    [CONTEXT_RECORD] = "record",
    [CONTEXT_RECORD_ENTRY] = "recordentry",
    [CONTEXT_PAST] = "past",
    [CONTEXT_IMPORT] = "import",
    [CONTEXT_COLUMNS] = "columns",
    [CONTEXT_VIEWS] = "views",
    [CONTEXT_PEOPLE] = "people",
    [CONTEXT_BACKUPS] = "backups",
};

G_STATIC_ASSERT(CONTEXT_COUNT <= 64);

gboolean action_step(ActionId id, Step *step) {
  static const struct {
    ActionId action;
    Step step;
  } steps[] = {
      {ACTION_ASSIGN, STEP_ASSIGN}, {ACTION_SIGN, STEP_SIGN},     {ACTION_DONE, STEP_FINISH},
      {ACTION_CLOSE, STEP_CLOSE},   {ACTION_RETURN, STEP_RETURN}, {ACTION_PAUSE, STEP_PAUSE},
      {ACTION_RESUME, STEP_RESUME}, {ACTION_VOID, STEP_VOID},     {ACTION_REOPEN, STEP_REOPEN},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    if (steps[i].action != id)
      continue;
    *step = steps[i].step;
    return TRUE;
  }
  return FALSE;
}

const char **context_names(void) {
  const char **names = g_new0(const char *, CONTEXT_COUNT + 1);
  for (guint i = 0; i < CONTEXT_COUNT; i++)
    names[i] = CONTEXTS[i];
  return names;
}

#define CONTEXTS_MAX 5 /* that count in one place */

/* The contexts that count in a place, the narrowest first; ends with CONTEXT_GLOBAL. */
static guint contexts_of(Place place, Context found[CONTEXTS_MAX]) {
  guint count = 0;
  if (place.context != CONTEXT_GLOBAL)
    found[count++] = place.context;
  if (place.table)
    found[count++] = CONTEXT_TABLE;
  if (place.tasks)
    found[count++] = CONTEXT_TASKS;
  if (place.list)
    found[count++] = CONTEXT_LIST;
  found[count++] = CONTEXT_GLOBAL;
  return count;
}

gboolean action_in_place(const Action *action, Place place) {
  Context contexts[CONTEXTS_MAX];
  guint count = contexts_of(place, contexts);
  for (guint i = 0; i < count; i++) {
    if (action->contexts & CONTEXT_BIT(contexts[i]))
      return TRUE;
  }
  return FALSE;
}

ActionId action_for_key(const Keymap *keymap, Place place, Key key) {
  Context contexts[CONTEXTS_MAX];
  guint count = contexts_of(place, contexts);
  for (guint i = 0; i < count; i++) {
    const char *name = keymap_action(keymap, CONTEXTS[contexts[i]], key);
    if (name != NULL)
      return action_by_name(name);
  }
  return ACTION_NONE;
}

char *action_keys_text(const Keymap *keymap, Place place, ActionId id, guint max) {
  g_autoptr(GString) text = g_string_new(NULL);
  Context contexts[CONTEXTS_MAX];
  guint count = contexts_of(place, contexts), shown = 0;
  for (guint i = 0; i < count && shown < max; i++) {
    g_autoptr(GArray) keys = keymap_keys(keymap, CONTEXTS[contexts[i]], action_get(id)->name);
    for (guint k = 0; k < keys->len && shown < max; k++) {
      Key key = g_array_index(keys, Key, k);
      if (action_for_key(keymap, place, key) != id)
        continue; /* taken by something narrower here */
      g_autofree char *name = key_name(key);
      g_string_append_printf(text, "%s%s", shown++ > 0 ? " " : "", name);
    }
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}
