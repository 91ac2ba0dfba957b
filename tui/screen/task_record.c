#include "tui/screen/task_record.h"

#include "core/model/unit.h"
#include "core/store/journal.h"

#define MADE_BYTES_MAX (256 << 10)
#define AHEAD_DAYS 366 /* every rule but one of several years has a due day within these */

void task_record_free(TaskRecord *record) {
  if (record == NULL)
    return;
  task_free(record->task);
  g_free(record->parent);
  GPtrArray *arrays[] = {record->parts,      record->schedules, record->obligations,
                         record->extensions, record->steps,     record->nudges,
                         record->notices,    record->progress,  record->entries,
                         record->changes,    record->units};
  for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
    g_clear_pointer(&arrays[i], g_ptr_array_unref);
  g_free(record);
}

static gboolean read_parts(App *app, TaskRecord *record, GError **error) {
  const Task *task = record->task;
  if (task->parent != 0) {
    record->parent = task_label(app_db(app), task->parent, error);
    if (record->parent == NULL)
      return FALSE;
  }
  g_autoptr(GArray) ids = way_parts(app_db(app), task->id, error);
  if (ids == NULL)
    return FALSE;
  record->parts = g_ptr_array_new_with_free_func((GDestroyNotify)task_free);
  for (guint i = 0; i < ids->len; i++) {
    Task *part = task_load(app_db(app), app_reckoning(app), g_array_index(ids, gint64, i), error);
    if (part == NULL)
      return FALSE;
    g_ptr_array_add(record->parts, part);
  }
  return TRUE;
}

static gboolean read_rules(App *app, TaskRecord *record, GError **error) {
  record->schedules = schedule_list(app_db(app), record->task->id, error);
  if (record->schedules == NULL)
    return FALSE;
  ObligationFilter filter = {
      .task = record->task->id, .first = 1, .last = app_today(app) + AHEAD_DAYS};
  record->obligations = obligation_list(app_db(app), app_reckoning(app), &filter, error);
  return record->obligations != NULL;
}

static gboolean read_way(App *app, TaskRecord *record, GError **error) {
  Db *db = app_db(app);
  gint64 task = record->task->id;
  record->extensions = extension_list(db, task, FALSE, error);
  if (record->extensions == NULL || !extension_original(db, task, &record->original, error))
    return FALSE;
  record->steps = way_list(db, task, error);
  if (record->steps == NULL)
    return FALSE;
  record->nudges = nudge_list(db, task, error);
  if (record->nudges == NULL)
    return FALSE;
  record->notices = notice_list(db, task, FALSE, error);
  return record->notices != NULL;
}

/* The first entry of a task is the one that made it, of which the page tells no fields. Where a
 * whole ledger was brought in at once it is not read to be left out. */
static GPtrArray *read_changes(App *app, gint64 task, gint64 seq, gboolean first, GError **error) {
  return first && journal_changes_size(app_db(app), seq) > MADE_BYTES_MAX
             ? g_ptr_array_new()
             : journal_changes(app_db(app), seq, task, error);
}

static gboolean read_journal(App *app, TaskRecord *record, GError **error) {
  gint64 task = record->task->id;
  record->progress = progress_list(app_db(app), task, 0, error);
  if (record->progress == NULL)
    return FALSE;
  record->units = unit_list(app_db(app), error);
  if (record->units == NULL)
    return FALSE;
  record->entries = journal_list(app_db(app), task, 0, error);
  if (record->entries == NULL)
    return FALSE;
  record->changes = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < record->entries->len; i++) {
    const JournalEntry *entry = record->entries->pdata[i];
    gboolean first = i + 1 == record->entries->len; /* they are newest first */
    GPtrArray *changes = read_changes(app, task, entry->seq, first, error);
    if (changes == NULL)
      return FALSE;
    g_ptr_array_add(record->changes, changes);
  }
  return TRUE;
}

TaskRecord *task_record_read(App *app, gint64 task, GError **error) {
  g_autoptr(TaskRecord) record = g_new0(TaskRecord, 1);
  record->task = task_load(app_db(app), app_reckoning(app), task, error);
  if (record->task == NULL || !read_parts(app, record, error) || !read_rules(app, record, error) ||
      !read_way(app, record, error) || !read_journal(app, record, error))
    return NULL;
  return g_steal_pointer(&record);
}

const Extension *task_record_waiting(const TaskRecord *record) {
  for (guint i = 0; i < record->extensions->len; i++) {
    const Extension *extension = record->extensions->pdata[i];
    if (extension->state == EXTENSION_ASKED)
      return extension;
  }
  return NULL;
}

const Schedule *task_record_event_rule(const TaskRecord *record) {
  for (guint i = 0; i < record->schedules->len; i++) {
    const Schedule *rule = record->schedules->pdata[i];
    if (rule->rule.basis == BASIS_EVENT && rule->ended == DAY_NONE)
      return rule;
  }
  return NULL;
}

gboolean task_record_has_evidence(const TaskRecord *record) {
  for (guint i = 0; i < record->progress->len; i++) {
    if (((const Progress *)record->progress->pdata[i])->evidence->len > 0)
      return TRUE;
  }
  return FALSE;
}
