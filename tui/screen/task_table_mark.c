/* task_table_mark.c: marking tasks of a list, to act on them together. */
#include "tui/screen/form_fields.h"
#include "tui/screen/task_table.h"

gboolean task_table_is_marked(const TaskTable *table, gint64 task) {
  return g_hash_table_contains(table->marks, &task);
}

static void set_mark(TaskTable *table, gint64 task, gboolean mark) {
  if (mark)
    g_hash_table_add(table->marks, g_memdup2(&task, sizeof task));
  else
    g_hash_table_remove(table->marks, &task);
}

static gboolean is_marked(const TaskRef *ref, gpointer data) {
  return task_table_is_marked(data, ref->id);
}

static gboolean mark_one(const TaskRef *ref, gpointer data) {
  set_mark(data, ref->id, TRUE);
  return TRUE;
}

static gboolean unmark_one(const TaskRef *ref, gpointer data) {
  set_mark(data, ref->id, FALSE);
  return TRUE;
}

gboolean task_table_all_marked(const TaskTable *table, guint group) {
  const TaskGroup *one = group != 0 ? table->groups.groups->pdata[group - 1] : NULL;
  if (g_hash_table_size(table->marks) == 0 || (one != NULL && one->rows == 0))
    return FALSE;
  return task_groups_each(&table->groups, group, is_marked, (gpointer)table);
}

static void turn(TaskTable *table, guint group) {
  task_groups_each(&table->groups, group,
                   task_table_all_marked(table, group) ? unmark_one : mark_one, table);
}

void task_table_mark(TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  const TaskRef *ref = task_table_ref(table);
  if (row == NULL)
    return;
  table->last_mark = ref != NULL ? ref->id : 0;
  if (ref == NULL)
    turn(table, row->group);
  else
    set_mark(table, ref->id, !task_table_is_marked(table, ref->id));
}

/* Whether group is the one at the place (+ 1), or below it. */
static gboolean is_within(const TaskTable *table, guint group, guint place) {
  while (group != 0 && group != place)
    group = ((const TaskGroup *)table->groups.groups->pdata[group - 1])->parent;
  return group == place;
}

void task_table_mark_on(TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  gsize next = table->list.current + 1;
  if (row == NULL)
    return;
  task_table_mark(table);
  while (row->ref == 0 && next < table->groups.rows->len &&
         is_within(table, g_array_index(table->groups.rows, TaskRow, next).group, row->group))
    next++;
  if (next < table->groups.rows->len)
    list_choose(&table->list, next);
}

/* The row of the task marked last that is nearest to the chosen one; G_MAXSIZE: it is not listed.
 */
static gsize last_marked_row(const TaskTable *table) {
  gsize nearest = G_MAXSIZE, current = table->list.current;
  for (gsize i = 0; table->last_mark != 0 && i < table->groups.rows->len; i++) {
    const TaskRow *row = &g_array_index(table->groups.rows, TaskRow, i);
    if (task_groups_task(&table->groups, row) != table->last_mark)
      continue;
    if (nearest == G_MAXSIZE ||
        MAX(i, current) - MIN(i, current) < MAX(nearest, current) - MIN(nearest, current))
      nearest = i;
  }
  return nearest;
}

void task_table_mark_range(App *app, TaskTable *table) {
  gsize from = last_marked_row(table), to = table->list.current;
  if (table->list.count == 0)
    return;
  if (from == G_MAXSIZE) {
    app_notice(app, "请先按空格标记一项，移到另一项，再按 v 标记其间的各项");
    return;
  }
  for (gsize i = MIN(from, to); i <= MAX(from, to); i++) {
    const TaskRow *row = &g_array_index(table->groups.rows, TaskRow, i);
    const TaskGroup *group = task_groups_of(&table->groups, row);
    if (row->ref != 0)
      set_mark(table, task_groups_task(&table->groups, row), TRUE);
    else if (group->folded)
      task_groups_each(&table->groups, row->group, mark_one, table);
  }
}

void task_table_mark_all(TaskTable *table) {
  turn(table, 0);
}

static gboolean note_listed(const TaskRef *ref, gpointer data) {
  g_hash_table_add(data, (gpointer)&ref->id);
  return TRUE;
}

/* The ids of all that are listed, borrowed from them. */
static GHashTable *listed_ids(const TaskTable *table) {
  GHashTable *listed = g_hash_table_new(g_int64_hash, g_int64_equal);
  task_groups_each(&table->groups, 0, note_listed, listed);
  return listed;
}

guint task_table_hidden(const TaskTable *table) {
  if (*table->filter == '\0')
    return 0;
  g_autoptr(GHashTable) listed = listed_ids(table);
  guint hidden = 0;
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, table->marks);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    hidden += g_hash_table_contains(listed, id) ? 0 : 1;
  return hidden;
}

/* The ids (gint64) of the marked tasks that are not listed. Unref it. */
static GArray *unlisted_marks(const TaskTable *table) {
  g_autoptr(GHashTable) listed = listed_ids(table);
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, table->marks);
  while (g_hash_table_iter_next(&iter, &id, NULL)) {
    if (!g_hash_table_contains(listed, id))
      g_array_append_vals(ids, id, 1);
  }
  return ids;
}

/* Takes out of ids those that a filter only hides; where they cannot be read, all of them. */
static void keep_hidden(App *app, GArray *ids) {
  g_autoptr(GArray) there = ids->len > 0 ? form_tasks_left(app, ids, NULL) : NULL;
  if (there == NULL) {
    g_array_set_size(ids, 0);
    return;
  }
  g_autoptr(GHashTable) hidden = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < there->len; i++)
    g_hash_table_add(hidden, &g_array_index(there, TaskRef, i).id);
  guint gone = 0;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index(ids, gint64, i);
    if (!g_hash_table_contains(hidden, &id))
      g_array_index(ids, gint64, gone++) = id;
  }
  g_array_set_size(ids, gone);
}

void task_table_drop_marks(App *app, TaskTable *table) {
  gboolean filtered = *table->filter != '\0';
  if (g_hash_table_size(table->marks) == 0 || (filtered && !app_reads_anew(app)))
    return;
  g_autoptr(GArray) ids = unlisted_marks(table);
  if (filtered)
    keep_hidden(app, ids);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_remove(table->marks, &g_array_index(ids, gint64, i));
  if (ids->len > 0 && g_hash_table_size(table->marks) == 0)
    /* what was meant for them is not for the chosen row */
    app_choice_lost(app, g_array_index(ids, gint64, ids->len - 1));
}
