/* import_apply.c: what is chosen of a row that differs, done as a person would do it. */
#include <math.h>

#include "core/exchange/import/import_private.h"
#include "core/model/ledger.h"
#include "core/model/way.h"

/* A row on its way. */
typedef struct {
  ImportRunning *running;
  const ImportItem *item;
  const ContentTask *incoming;
  const ContentTask *present;
  gint64 task;
} Row;

static Row row_of(ImportRunning *running, const ImportItem *item) {
  const ImportPlan *plan = running->plan;
  Row row = {.running = running, .item = item};
  row.incoming = item->incoming >= 0 ? plan->incoming->tasks->pdata[item->incoming] : NULL;
  row.present = plan->present->tasks->pdata[item->present];
  row.task = row.present->id;
  return row;
}

static gboolean is_of_units(ContentField field) {
  return field >= CONTENT_UNITS && field <= CONTENT_OVERSEE;
}

/* What was decided on an unknown unit may have made it the one that was there. */
static gboolean has_same_units(const Row *row, ContentField field) {
  ContentTask *incoming = import_without(row->running, row->incoming);
  gboolean same = import_same_units(&row->running->comparing, incoming, row->present, field);
  import_without_free(incoming);
  return same;
}

static gboolean takes(const Row *row, ContentField field) {
  const ImportField *changed = import_field(row->item->fields, field);
  return changed != NULL && changed->chosen && changed->refusal == NULL &&
         !(is_of_units(field) && has_same_units(row, field));
}

static gboolean takes_any(const Row *row) {
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    if (takes(row, (ContentField)field))
      return TRUE;
  }
  return FALSE;
}

static gboolean says(const Row *row, ContentField field) {
  return (row->running->plan->incoming->fields & CONTENT_BIT(field)) != 0;
}

gboolean import_blame(ImportRunning *running, gint64 task, GError **error) {
  g_autofree char *label = task_label(running->db, task, NULL);
  if (label != NULL)
    g_prefix_error(error, "%s：", label);
  return FALSE;
}

/* ---- where it stands ------------------------------------------------------------------------ */

static gboolean moves(const Row *row) {
  return takes(row, CONTENT_LEVEL_1) || takes(row, CONTENT_LEVEL_2) ||
         takes(row, CONTENT_LEVEL_3) || takes(row, CONTENT_LEVEL_4);
}

/* Each level as it was, but for those that are taken. */
static gboolean new_place(const Row *row, gint64 *indicator, GError **error) {
  const ImportPlan *plan = row->running->plan;
  const char *titles[CONTENT_LEVELS_MAX + 1] = {NULL};
  for (int level = 1; level <= CONTENT_LEVELS_MAX; level++) {
    const char *title = takes(row, CONTENT_LEVEL_1 + (ContentField)(level - 1))
                            ? content_level(plan->incoming, row->incoming, level)
                            : content_level(plan->present, row->present, level);
    titles[level - 1] = title != NULL ? title : "";
  }
  return import_place(row->running, row->incoming, titles, indicator, error);
}

/* ---- units ---------------------------------------------------------------------------------- */

static gboolean role_field(ContentField field, Role *role) {
  switch (field) {
  case CONTENT_LEAD:
    *role = ROLE_LEAD;
    return TRUE;
  case CONTENT_SUPPORT:
    *role = ROLE_SUPPORT;
    return TRUE;
  case CONTENT_IMPLEMENT:
    *role = ROLE_IMPLEMENT;
    return TRUE;
  case CONTENT_OVERSEE:
    *role = ROLE_OVERSEE;
    return TRUE;
  default:
    return FALSE;
  }
}

static void append_units(GPtrArray *units, const GPtrArray *more, int but_role) {
  for (guint i = 0; i < more->len; i++) {
    const TaskUnit *unit = more->pdata[i];
    if ((int)unit->role != but_role)
      g_ptr_array_add(units, task_unit_new(unit->unit, unit->name, unit->role));
  }
}

/* A document without roles leaves those of the units that stay. */
static void keep_roles(GPtrArray *units, const GPtrArray *now) {
  for (guint i = 0; i < units->len; i++) {
    TaskUnit *unit = units->pdata[i];
    for (guint k = 0; k < now->len; k++) {
      const TaskUnit *known = now->pdata[k];
      if (known->unit == unit->unit) {
        unit->role = known->role;
        break;
      }
    }
  }
}

/* The units that a task is to have: an array of TaskUnit*; NULL and error. */
static GPtrArray *new_units(const Row *row, const Task *now, GError **error) {
  if (takes(row, CONTENT_UNITS)) {
    GPtrArray *units = import_units_of(row->running, row->incoming, -1, error);
    if (units != NULL && !row->running->comparing.says_roles)
      keep_roles(units, now->units);
    return units;
  }
  g_autoptr(GPtrArray) units = g_ptr_array_ref(now->units);
  for (int field = CONTENT_LEAD; field <= CONTENT_OVERSEE; field++) {
    Role role;
    if (!role_field((ContentField)field, &role) || !takes(row, (ContentField)field))
      continue;
    g_autoptr(GPtrArray) named = import_units_of(row->running, row->incoming, (int)role, error);
    if (named == NULL)
      return NULL;
    GPtrArray *joined = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
    if (role == ROLE_LEAD) /* who leads comes first */
      append_units(joined, named, -1);
    append_units(joined, units, (int)role);
    if (role != ROLE_LEAD)
      append_units(joined, named, -1);
    g_ptr_array_unref(units);
    units = joined;
  }
  return g_steal_pointer(&units);
}

/* ---- what a form changes -------------------------------------------------------------------- */

static gboolean edits(const Row *row) {
  static const ContentField FIELDS[] = {CONTENT_KIND,    CONTENT_GOAL,    CONTENT_UNITS,
                                        CONTENT_LEAD,    CONTENT_SUPPORT, CONTENT_IMPLEMENT,
                                        CONTENT_OVERSEE, CONTENT_NOTE,    CONTENT_DEADLINE};
  for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    if (takes(row, FIELDS[i]))
      return TRUE;
  }
  return moves(row);
}

static gboolean apply_edit(const Row *row, GError **error) {
  ImportRunning *running = row->running;
  const ContentTask *incoming = row->incoming;
  g_autoptr(Task) now = task_load(running->db, NULL, row->task, error);
  g_autoptr(GPtrArray) units = now != NULL ? new_units(row, now, error) : NULL;
  if (units == NULL)
    return FALSE;
  TaskInput input = {
      .indicator = now->indicator,
      .kind = takes(row, CONTENT_KIND) ? incoming->kind : now->kind,
      .goal = takes(row, CONTENT_GOAL) ? incoming->goal : now->goal,
      .deadline = takes(row, CONTENT_DEADLINE) ? incoming->deadline : now->deadline,
      .note = takes(row, CONTENT_NOTE) ? incoming->note : now->note,
  };
  if (moves(row) && !new_place(row, &input.indicator, error))
    return FALSE;
  ImportMove move = {now->indicator, input.indicator};
  if (move.from != move.to)
    g_array_append_val(running->moves, move);
  return task_put(running->db, running->actor, running->reckoning, now, &input, units, NULL, error);
}

static gboolean apply_points(const Row *row, GError **error) {
  double points =
      row->incoming->indicator >= 0
          ? ((const ContentIndicator *)
                 row->running->plan->incoming->indicators->pdata[row->incoming->indicator])
                ->points
          : NAN;
  g_autoptr(Task) now = task_load(row->running->db, NULL, row->task, error);
  return now != NULL && indicator_set_points(row->running->db, now->indicator, points, error);
}

/* ---- rules ---------------------------------------------------------------------------------- */

static char *rule_words(const ContentRule *rule) {
  return schedule_words(rule->phrase, rule->material);
}

/* TRUE where the file asks for what words say. */
static gboolean asks(const ContentTask *task, const char *words) {
  for (guint i = 0; i < task->rules->len; i++) {
    const ContentRule *rule = task->rules->pdata[i];
    g_autofree char *own = rule_words(rule);
    if (rule->ended == DAY_NONE && g_str_equal(own, words))
      return TRUE;
  }
  return FALSE;
}

/* What the file does not ask for is taken off; what it asks for and is not there is added. */
static gboolean apply_rules(const Row *row, GError **error) {
  Db *db = row->running->db;
  g_autoptr(GPtrArray) schedules = schedule_list(db, row->task, error);
  g_autoptr(GHashTable) there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (schedules == NULL)
    return FALSE;
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    char *words = schedule_words(schedule->phrase, schedule->material);
    gboolean stays = schedule->ended != DAY_NONE || asks(row->incoming, words);
    if (schedule->ended == DAY_NONE && stays)
      g_hash_table_add(there, words);
    else
      g_free(words);
    if (!stays && !schedule_drop(db, row->running->reckoning, schedule->id, error))
      return FALSE;
  }
  for (guint i = 0; i < row->incoming->rules->len; i++) {
    const ContentRule *rule = row->incoming->rules->pdata[i];
    char *words = rule_words(rule);
    gboolean known = g_hash_table_contains(there, words);
    g_hash_table_add(there, words);
    ScheduleInput input = {.task = row->task,
                           .phrase = rule->phrase,
                           .material = rule->material,
                           .rule = rule->rule,
                           .since = rule->since};
    if (rule->ended == DAY_NONE && !known &&
        !schedule_put(db, row->running->reckoning, &input, NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- steps ---------------------------------------------------------------------------------- */

static gboolean take_step(const Row *row, Step step, Day made_on, const char *reason,
                          GError **error) {
  return way_advance(row->running->db, row->running->actor, row->running->reckoning, row->task,
                     step, made_on, reason, error);
}

/* Brings a task from the state it has by now into that of the file. */
static gboolean take_state(const Row *row, TaskState now, GError **error) {
  TaskState before = TASK_STATE_ACTIVE;
  Step step;
  if (now == TASK_STATE_PAUSED || now == TASK_STATE_VOID) {
    if (!way_state_before(row->running->db, row->task,
                          now == TASK_STATE_PAUSED ? STEP_RESUME : STEP_REOPEN, &before, error))
      return FALSE;
  }
  if (!import_step(row->present->kind, now, before, row->incoming->state, &step))
    return store_refuse(error, "该项%s，不能一步改为%s；请不要选中这一行的状态",
                        task_state_name(now), task_state_name(row->incoming->state));
  Day made_on = step == STEP_FINISH && says(row, CONTENT_DONE_ON) &&
                        (takes(row, CONTENT_DONE_ON) ||
                         import_field(row->item->fields, CONTENT_DONE_ON) == NULL)
                    ? row->incoming->done_on
                    : DAY_NONE;
  g_autofree char *reason = g_strdup_printf("按导入的《%s》", row->running->file);
  return take_step(row, step, made_on, step_needs_reason(step) ? reason : NULL, error);
}

/* What is not being worked on is opened before anything is recorded; what ends comes after. */
static gboolean opens(const Row *row) {
  TaskState from = row->present->state;
  return takes(row, CONTENT_STATE) &&
         (from == TASK_STATE_PAUSED || from == TASK_STATE_VOID || task_state_is_done(from));
}

static gboolean state_now(const Row *row, TaskState *state, GError **error) {
  g_autoptr(Task) now = task_load(row->running->db, NULL, row->task, error);
  if (now == NULL)
    return FALSE;
  *state = now->state;
  return TRUE;
}

/* ---- progress ------------------------------------------------------------------------------- */

/* What 办结 brings along needs no entry of its own. */
static gboolean takes_percent(const Row *row) {
  gboolean finishes = (takes(row, CONTENT_STATE) && row->incoming->state == TASK_STATE_DONE) ||
                      (takes(row, CONTENT_DONE_ON) && !says(row, CONTENT_STATE));
  return takes(row, CONTENT_PERCENT) && !(finishes && row->incoming->percent == 100);
}

static gboolean record(const Row *row, const ContentProgress *entry, const char *text, int percent,
                       gboolean evidence, GError **error) {
  g_autoptr(GPtrArray) references = g_ptr_array_new();
  for (guint i = 0; evidence && entry != NULL && i < entry->evidence->len; i++)
    g_ptr_array_add(references, entry->evidence->pdata[i]);
  g_ptr_array_add(references, NULL);
  ProgressInput input = {
      .task = row->task,
      .text = text,
      .percent = percent,
      .made_on = entry != NULL && takes(row, CONTENT_PROGRESS) ? entry->made_on : DAY_NONE,
      .evidence = (const char *const *)references->pdata,
  };
  return progress_put(row->running->db, row->running->actor, &input, NULL, error);
}

/* 完成率 and 佐证材料 belong to an entry: the newest of the file, or its words once more. */
static gboolean apply_progress(const Row *row, GError **error) {
  const GPtrArray *entries = row->incoming->progress;
  const ContentProgress *newest = entries->len > 0 ? entries->pdata[0] : NULL;
  gboolean percent = takes_percent(row);
  guint fresh = takes(row, CONTENT_PROGRESS)
                    ? import_new_progress(&row->running->comparing, row->incoming, row->present)
                    : 0;
  for (guint i = fresh; i > 1; i--) {
    const ContentProgress *entry = entries->pdata[i - 1];
    if (!record(row, entry, entry->text, PERCENT_NONE, TRUE, error))
      return FALSE;
  }
  const ImportField *proof = import_field(row->item->fields, CONTENT_EVIDENCE);
  gboolean evidence = fresh > 0 ? proof == NULL || proof->chosen : takes(row, CONTENT_EVIDENCE);
  if (fresh == 0 && !percent && !evidence)
    return TRUE;
  gboolean known =
      newest != NULL && (fresh > 0 || import_field(row->item->fields, CONTENT_PROGRESS) == NULL);
  g_autofree char *text = known     ? g_strdup(newest->text)
                          : percent ? g_strdup_printf("完成率 %d%%", row->incoming->percent)
                                    : g_strdup("佐证材料");
  return record(row, newest, text, percent ? row->incoming->percent : PERCENT_NONE, evidence,
                error);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static gboolean apply(const Row *row, GError **error) {
  TaskState now;
  if ((edits(row) && !apply_edit(row, error)) ||
      (takes(row, CONTENT_POINTS) && !apply_points(row, error)) ||
      (takes(row, CONTENT_RULES) && !apply_rules(row, error)))
    return FALSE;
  if (opens(row) && (!state_now(row, &now, error) || !take_state(row, now, error)))
    return FALSE;
  return apply_progress(row, error);
}

gboolean import_apply(ImportRunning *running, const ImportItem *item, GError **error) {
  Row row = row_of(running, item);
  running->result.changed += takes_any(&row);
  return apply(&row, error) || import_blame(running, row.task, error);
}

/* Progress has made 办理中 of what the file calls 已交办 or 已签收. */
static gboolean has_come_further(const Row *row, TaskState now) {
  return now == TASK_STATE_ACTIVE && row->present->state != TASK_STATE_ACTIVE &&
         row->incoming->state < TASK_STATE_ACTIVE;
}

static gboolean finish(const Row *row, GError **error) {
  TaskState now;
  if (row->item->change == IMPORT_GONE) {
    g_autofree char *reason = g_strdup_printf("导入的《%s》里已没有这一项", row->running->file);
    return take_step(row, STEP_VOID, DAY_NONE, reason, error);
  }
  if (takes(row, CONTENT_STATE) && !opens(row)) {
    if (!state_now(row, &now, error))
      return FALSE;
    return now == row->incoming->state || has_come_further(row, now) || take_state(row, now, error);
  }
  if (takes(row, CONTENT_DONE_ON) && !says(row, CONTENT_STATE))
    return take_step(row, STEP_FINISH, row->incoming->done_on, NULL, error);
  return TRUE;
}

gboolean import_finish(ImportRunning *running, const ImportItem *item, GError **error) {
  Row row = row_of(running, item);
  return finish(&row, error) || import_blame(running, row.task, error);
}
