#include "tui/screen/task_table.h"

#include "core/model/task_sort.h"
#include "core/model/task_values.h"
#include "tui/screen/list_act.h"

TaskTable *task_table_new(App *app, const TableClass *class_, gpointer own) {
  TaskTable *table = g_new0(TaskTable, 1);
  table->class_ = class_;
  table->own = own;
  table->filter = g_strdup("");
  view_layout_init(&table->layout);
  table->column = -1;
  task_groups_init(&table->groups);
  table->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  table->tags = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  table->cache = task_cache_new();
  task_table_recall(app, table);
  return table;
}

void task_table_close(gpointer state) {
  TaskTable *table = state;
  if (table->class_->close != NULL)
    table->class_->close(table->own);
  g_free(table->filter);
  g_free(table->view);
  view_layout_clear(&table->layout);
  task_groups_clear(&table->groups);
  g_hash_table_unref(table->marks);
  g_hash_table_unref(table->tags);
  g_clear_pointer(&table->words, g_ptr_array_unref);
  task_cache_free(table->cache);
  g_free(table);
}

const TaskRow *task_table_row(const TaskTable *table) {
  return table->list.count > 0 ? &g_array_index(table->groups.rows, TaskRow, table->list.current)
                               : NULL;
}

const TaskRef *task_table_ref(const TaskTable *table) {
  return task_groups_ref(&table->groups, task_table_row(table));
}

const TaskGroup *task_table_group(const TaskTable *table) {
  return task_groups_of(&table->groups, task_table_row(table));
}

guint task_table_count(const TaskTable *table) {
  return table->groups.refs != NULL ? table->groups.refs->len : 0;
}

static gint64 chosen_task(const TaskTable *table) {
  return task_groups_task(&table->groups, task_table_row(table));
}

/* ---- choosing --------------------------------------------------------------------------- */

/* Whether a row is that of a task under a group of that key, or the group itself where task is 0.
 */
static gboolean is_row_of(const TaskTable *table, const TaskRow *row, const char *key,
                          gint64 task) {
  const TaskGroup *group = task_groups_of(&table->groups, row);
  return task_groups_task(&table->groups, row) == task &&
         g_strcmp0(group != NULL ? group->key : NULL, key) == 0;
}

/* Chooses the row of a task under a group, or of the group itself where task is 0; where it is not
 * there, the task under another group. Stays where it is when that is not listed either, and
 * returns FALSE. */
static gboolean choose_under(TaskTable *table, const char *key, gint64 task) {
  const TaskRow *current = task_table_row(table);
  if (current != NULL && is_row_of(table, current, key, task))
    return TRUE;
  gboolean found = FALSE;
  for (guint i = 0; i < table->groups.rows->len; i++) {
    const TaskRow *row = &g_array_index(table->groups.rows, TaskRow, i);
    if (task_groups_task(&table->groups, row) != task)
      continue;
    gboolean same = is_row_of(table, row, key, task);
    if (!same && (task == 0 || found))
      continue;
    list_choose(&table->list, i);
    found = TRUE;
    if (same)
      return TRUE;
  }
  return found;
}

void task_table_choose(gpointer state, gint64 task) {
  if (task != 0)
    choose_under(state, NULL, task);
}

static void choose_first_task(TaskTable *table) {
  for (guint i = 0; i < table->groups.rows->len; i++) {
    if (g_array_index(table->groups.rows, TaskRow, i).ref != 0) {
      list_choose(&table->list, i);
      return;
    }
  }
}

/* ---- reading ---------------------------------------------------------------------------- */

int task_table_grouping(const TaskTable *table) {
  return table->layout.group == VIEW_GROUP_DEFAULT ? table->class_->group : table->layout.group;
}

static TaskGrouping grouping_of(const TaskTable *table) {
  return (TaskGrouping){.group = task_table_grouping(table),
                        .whole = table->class_->whole,
                        .worst = table->class_->late && table->layout.sorts->len == 0,
                        .open = *table->filter != '\0'};
}

/* The rows in the order chosen: those read are not to be changed. */
static GArray *sorted(App *app, const GArray *sorts, GArray *refs, GError **error) {
  if (sorts->len == 0)
    return g_array_ref(refs);
  g_autoptr(GArray) copy = g_array_copy(refs);
  return task_sort(app_db(app), app_reckoning(app), copy,
                   (const TaskSort *)(const void *)sorts->data, sorts->len, error)
             ? g_steal_pointer(&copy)
             : NULL;
}

static gboolean read_all(App *app, TaskTable *table, GError **error) {
  g_autoptr(GArray) read = table->class_->read(app, table, error);
  g_autoptr(GArray) refs = read != NULL ? sorted(app, table->layout.sorts, read, error) : NULL;
  if (refs == NULL)
    return FALSE;
  TaskGrouping how = grouping_of(table);
  return task_groups_take(&table->groups, app, g_steal_pointer(&refs), &how, error);
}

/* The row that was chosen is chosen again; or what was looked for, not the group above it. */
gboolean task_table_recalculate(App *app, gpointer state, GError **error) {
  TaskTable *table = state;
  const TaskRow *row = task_table_row(table);
  const TaskGroup *group = task_groups_of(&table->groups, row);
  gint64 task = chosen_task(table);
  gboolean chosen = row != NULL;
  g_autofree char *key = g_strdup(group != NULL ? group->key : NULL);
  task_cache_clear(table->cache);
  g_hash_table_remove_all(table->tags);
  gboolean read = read_all(app, table, error);
  list_resize(&table->list, table->groups.rows->len);
  if (chosen && !choose_under(table, key, task))
    app_choice_lost(app, task);
  gboolean first = read && !table->was_read && table->class_->late;
  if (first || (table->looking && chosen_task(table) == 0))
    choose_first_task(table);
  table->looking = FALSE;
  table->was_read = table->was_read || read;
  if (read)
    task_table_drop_marks(app, table);
  return read;
}

void task_table_reread(App *app, TaskTable *table) {
  GError *error = NULL;
  if (!task_table_recalculate(app, table, &error))
    app_failed(app, error);
}

TableParts task_table_parts(Area area) {
  int details = task_rows_details_height(area.rows);
  TableParts parts = {.title = area.row,
                      .head = area.row + 1,
                      .list = {area.row + 2, area.column, area.rows - 3 - details, area.columns}};
  parts.rule = parts.list.row + parts.list.rows;
  parts.details = (Area){parts.rule + 1, area.column, details, area.columns};
  return parts;
}

static gboolean read_tags(TaskTable *table, App *app, gint64 task, GError **error) {
  if (g_hash_table_contains(table->tags, &task))
    return TRUE;
  char *text = task_tags_text(app_db(app), task, error);
  if (text != NULL)
    g_hash_table_insert(table->tags, g_memdup2(&task, sizeof task), text);
  return text != NULL;
}

/* Reads what the rows say that are shown. */
static gboolean read_shown(App *app, TaskTable *table, GError **error) {
  gboolean tags = task_cells_have(&table->cells, TASK_COLUMN_TAGS);
  g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (gsize i = 0; i < table->list.height && table->list.top + i < table->list.count; i++) {
    gint64 task = task_groups_task(
        &table->groups, &g_array_index(table->groups.rows, TaskRow, table->list.top + i));
    if (task == 0)
      continue;
    g_array_append_val(tasks, task);
    if (tags && !read_tags(table, app, task, error))
      return FALSE;
  }
  return task_cache_read_all(table->cache, app, tasks, error);
}

gboolean task_table_prepare(App *app, gpointer state, Area area, GError **error) {
  TaskTable *table = state;
  list_layout(&table->list, task_table_parts(area).list.rows);
  g_autoptr(GArray) columns = task_table_columns(table, area.columns);
  int chosen = -1;
  for (guint i = 0; i < columns->len; i++) {
    if ((int)g_array_index(columns, ViewColumn, i).column == table->column)
      chosen = (int)i;
  }
  table->cells.late = table->class_->late;
  table->cells.several =
      app_has_several_ledgers(app) && task_table_grouping(table) != VIEW_GROUP_TREE;
  table->width = area.columns;
  task_cells_lay_out(&table->cells, columns, area.columns, chosen);
  return read_shown(app, table, error);
}

/* ---- folding ---------------------------------------------------------------------------- */

static void refold(TaskTable *table) {
  const TaskGroup *group = task_table_group(table);
  gint64 task = chosen_task(table);
  task_groups_list(&table->groups);
  list_resize(&table->list, table->groups.rows->len);
  choose_under(table, group != NULL ? group->key : NULL, task);
}

/* The row of a group (place + 1) that is listed. */
static void choose_group(TaskTable *table, guint group) {
  for (guint i = 0; group != 0 && i < table->groups.rows->len; i++) {
    const TaskRow *row = &g_array_index(table->groups.rows, TaskRow, i);
    if (row->ref == 0 && row->group == group)
      list_choose(&table->list, i);
  }
}

/* ← folds an open group; on a task or a folded one it goes to the one above. */
static void fold(TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  const TaskGroup *group = task_table_group(table);
  if (group == NULL)
    return;
  if (row->ref != 0 || group->folded) {
    choose_group(table, row->ref != 0 ? row->group : group->parent);
    return;
  }
  task_groups_fold(&table->groups, group, TRUE);
  refold(table);
}

static void unfold(TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  if (row == NULL || row->ref != 0)
    return;
  task_groups_fold(&table->groups, task_table_group(table), FALSE);
  refold(table);
}

static void fold_all(TaskTable *table, gboolean folded) {
  const TaskRow *row = task_table_row(table);
  guint top = row != NULL ? row->group : 0;
  for (const TaskGroup *group = task_table_group(table); group != NULL && group->parent != 0;
       group = table->groups.groups->pdata[top - 1])
    top = group->parent;
  for (guint i = 0; i < table->groups.groups->len; i++)
    task_groups_fold(&table->groups, table->groups.groups->pdata[i], folded);
  if (folded)
    choose_group(table, top);
  refold(table);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  if (row == NULL)
    return;
  if (row->ref != 0)
    app_open(app, &SCREEN_TASK, &(Opening){.id = chosen_task(table)});
  else if (task_table_group(table)->folded)
    unfold(table);
  else
    fold(table);
}

static gboolean act_on_marks(App *app, TaskTable *table, ActionId id) {
  switch (id) {
  case ACTION_MARK:
    task_table_mark_on(table);
    return TRUE;
  case ACTION_MARK_RANGE:
    task_table_mark_range(app, table);
    return TRUE;
  case ACTION_MARK_ALL:
    task_table_mark_all(table);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean task_table_act(App *app, gpointer state, ActionId id) {
  TaskTable *table = state;
  switch (id) {
  case ACTION_OPEN:
    open_row(app, table);
    return TRUE;
  case ACTION_FOLD:
    fold(table);
    return TRUE;
  case ACTION_UNFOLD:
    unfold(table);
    return TRUE;
  case ACTION_FOLD_ALL:
    fold_all(table, TRUE);
    return TRUE;
  case ACTION_UNFOLD_ALL:
    fold_all(table, FALSE);
    return TRUE;
  default:
    return act_on_marks(app, table, id) || task_table_column_act(app, table, id) ||
           list_act(&table->list, id);
  }
}

void task_table_mouse(App *app, gpointer state, const Event *event, Area area) {
  TaskTable *table = state;
  TableParts parts = task_table_parts(area);
  gboolean pressed = event->mouse == MOUSE_PRESS || event->mouse == MOUSE_DOUBLE;
  gsize row;
  if (pressed && event->row == parts.head) {
    const TaskCell *cell = task_cells_at(&table->cells, event->column);
    if (cell != NULL)
      task_table_sort_by(app, table, cell->column);
    return;
  }
  gboolean mark = pressed && event->column < TASK_CELLS_MARK &&
                  list_row_at(&table->list, parts.list, event->row, &row);
  if (mark) {
    list_choose(&table->list, row);
    task_table_mark(table);
  } else if (list_mouse(&table->list, event, parts.list)) {
    open_row(app, table);
  }
}

ChosenTask task_table_task(gpointer state) {
  return task_rows_chosen(task_table_ref(state));
}

/* One task may stand under several groups: it goes on from the row that is chosen, where that is of
 * the task. */
gint64 task_table_neighbour(gpointer state, gint64 task, int delta) {
  TaskTable *table = state;
  if (chosen_task(table) != task)
    task_table_choose(table, task);
  for (gint64 i = (gint64)table->list.current + delta; i >= 0 && i < (gint64)table->list.count;
       i += delta) {
    gint64 next = task_groups_task(&table->groups, &g_array_index(table->groups.rows, TaskRow, i));
    if (next != 0 && next != task) {
      list_choose(&table->list, (gsize)i);
      return next;
    }
  }
  return 0;
}

void task_table_filter(gpointer state, const char *text) {
  TaskTable *table = state;
  table->looking = *text != '\0';
  g_free(table->filter);
  table->filter = g_strdup(text);
}

const char *task_table_filtered(gpointer state) {
  return ((TaskTable *)state)->filter;
}

GHashTable *task_table_marked(gpointer state) {
  return ((TaskTable *)state)->marks;
}

/* ---- what is listed, to be written ---------------------------------------------------------- */

typedef struct {
  const TaskTable *table;
  GHashTable *seen; /* ids */
  GArray *ids;
} Listed;

static gboolean take_listed(const TaskRef *ref, gpointer data) {
  Listed *listed = data;
  gboolean wanted =
      g_hash_table_size(listed->table->marks) == 0 || task_table_is_marked(listed->table, ref->id);
  if (wanted && g_hash_table_add(listed->seen, (gpointer)&ref->id))
    g_array_append_val(listed->ids, ref->id);
  return TRUE;
}

/* Those that are marked, or all, as they stand one below the other. */
GArray *task_table_tasks(gpointer state) {
  TaskTable *table = state;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  Listed listed = {table, seen, g_array_new(FALSE, FALSE, sizeof(gint64))};
  task_groups_each(&table->groups, 0, take_listed, &listed);
  return listed.ids;
}
