#include "tui/screen/task_groups.h"

#include "core/model/id_places.h"
#include "core/model/task_stock.h"
#include "core/model/task_values.h"
#include "tui/screen/task_tree.h"

static void group_free(gpointer data) {
  TaskGroup *group = data;
  g_free(group->key);
  g_free(group->title);
  g_array_unref(group->places);
  g_free(group);
}

GPtrArray *task_group_list_new(void) {
  return g_ptr_array_new_with_free_func(group_free);
}

void task_groups_init(TaskGroups *groups) {
  *groups = (TaskGroups){0};
  groups->groups = task_group_list_new();
  groups->rows = g_array_new(FALSE, FALSE, sizeof(TaskRow));
  groups->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void task_groups_clear(TaskGroups *groups) {
  g_clear_pointer(&groups->refs, g_array_unref);
  g_clear_pointer(&groups->changes, g_array_unref);
  g_ptr_array_unref(groups->groups);
  g_array_unref(groups->rows);
  g_hash_table_unref(groups->folded);
}

static TaskGroup *group_at(const TaskGroups *groups, guint place) {
  return groups->groups->pdata[place];
}

static const TaskRef *ref_at(const TaskGroups *groups, guint place) {
  return &g_array_index(groups->refs, TaskRef, place);
}

const TaskRef *task_groups_ref(const TaskGroups *groups, const TaskRow *row) {
  return row != NULL && row->ref != 0 ? ref_at(groups, row->ref - 1) : NULL;
}

gint64 task_groups_task(const TaskGroups *groups, const TaskRow *row) {
  const TaskRef *ref = task_groups_ref(groups, row);
  return ref != NULL ? ref->id : 0;
}

const TaskGroup *task_groups_of(const TaskGroups *groups, const TaskRow *row) {
  return row != NULL && row->group != 0 ? group_at(groups, row->group - 1) : NULL;
}

/* ---- rows ------------------------------------------------------------------------------- */

void task_groups_fold(TaskGroups *groups, const TaskGroup *group, gboolean folded) {
  if (folded)
    g_hash_table_add(groups->folded, g_strdup(group->key));
  else
    g_hash_table_remove(groups->folded, group->key);
}

static void list_places(TaskGroups *groups, const GArray *places, guint group) {
  guint first = groups->rows->len;
  g_array_set_size(groups->rows, first + places->len);
  for (guint i = 0; i < places->len; i++)
    g_array_index(groups->rows, TaskRow, first + i) =
        (TaskRow){.group = group, .ref = g_array_index(places, guint, i) + 1};
}

static void list_all(TaskGroups *groups) {
  g_array_set_size(groups->rows, groups->refs->len);
  for (guint i = 0; i < groups->refs->len; i++)
    g_array_index(groups->rows, TaskRow, i) = (TaskRow){.ref = i + 1};
}

void task_groups_list(TaskGroups *groups) {
  const TaskGrouping *how = &groups->how;
  g_array_set_size(groups->rows, 0);
  if (how->group == VIEW_GROUP_NONE) {
    list_all(groups);
    return;
  }
  int hidden_below = 0; /* level of the folded group one is in; 0: none */
  for (guint i = 0; i < groups->groups->len; i++) {
    TaskGroup *group = group_at(groups, i);
    if (hidden_below != 0 && group->level > hidden_below)
      continue;
    hidden_below = 0;
    if (group->rows == 0 && (how->open || !how->whole))
      continue;
    group->folded = !how->open && g_hash_table_contains(groups->folded, group->key);
    TaskRow row = {.group = i + 1};
    g_array_append_val(groups->rows, row);
    if (group->folded)
      hidden_below = group->level;
    else
      list_places(groups, group->places, i + 1);
  }
}

gboolean task_groups_each(const TaskGroups *groups, guint group, TaskVisit visit, gpointer data) {
  if (groups->groups->len == 0) {
    for (guint i = 0; groups->refs != NULL && i < groups->refs->len; i++) {
      if (!visit(ref_at(groups, i), data))
        return FALSE;
    }
    return TRUE;
  }
  int level = group != 0 ? group_at(groups, group - 1)->level : 0;
  for (guint i = group != 0 ? group - 1 : 0; i < groups->groups->len; i++) {
    const TaskGroup *one = group_at(groups, i);
    if (group != 0 && i > group - 1 && one->level <= level)
      break;
    for (guint k = 0; k < one->places->len; k++) {
      if (!visit(ref_at(groups, g_array_index(one->places, guint, k)), data))
        return FALSE;
    }
  }
  return TRUE;
}

/* ---- counting --------------------------------------------------------------------------- */

static int days_late(const TaskRef *ref) {
  return task_state_is_done((TaskState)ref->state) ? 0 : ref->overdue;
}

/* Puts a task in (sign 1), or takes one out (-1) that is not the latest. */
static void count(TaskGroup *group, const TaskRef *ref, int sign) {
  group->rows += sign;
  group->worst = MAX(group->worst, days_late(ref));
  group->missing += ref->overdue == 0 && ref->missed > 0 ? sign : 0;
  if (ref->kind != TASK_KIND_TASK)
    return;
  if (ref->parts > 0) { /* its parts count for it, but that it may be overdue itself */
    group->red += task_ref_is_late(ref) ? sign : 0;
    return;
  }
  group->tasks += sign;
  group->done += task_state_is_done((TaskState)ref->state) ? sign : 0;
  group->red += ref->light == LIGHT_RED ? sign : 0;
}

TaskGroup *task_group_add(GPtrArray *groups, char *key, int level, const char *title,
                          const char *label) {
  TaskGroup *group = g_new0(TaskGroup, 1);
  group->key = key;
  group->level = level;
  group->title = g_strdup(title);
  group->label = label;
  group->places = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(groups, group);
  return group;
}

/* ---- by the values of a column ------------------------------------------------------------ */

static int by_worst(gconstpointer a, gconstpointer b) {
  const TaskGroup *left = *(TaskGroup *const *)a, *right = *(TaskGroup *const *)b;
  return left->worst != right->worst ? right->worst - left->worst : right->rows - left->rows;
}

static gboolean group_by_column(TaskGroups *groups, App *app, GError **error) {
  TaskColumn column = (TaskColumn)groups->how.group;
  g_ptr_array_set_size(groups->groups, 0);
  g_autoptr(GArray) answers =
      column == TASK_COLUMN_UNITS ? app_answers(app, groups->refs, error) : NULL;
  g_autoptr(GPtrArray) values =
      column == TASK_COLUMN_UNITS && answers == NULL
          ? NULL
          : task_values(app_db(app), app_reckoning(app), groups->refs, column, answers, error);
  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i++) {
    const TaskValue *value = values->pdata[i];
    char *key = g_strdup_printf("%s %s", task_column_code(column), value->name);
    TaskGroup *group =
        task_group_add(groups->groups, key, 1, value->name, task_column_name(column));
    group->none = value->id == TASK_VALUE_NONE;
    g_array_append_vals(group->places, value->places->data, value->places->len);
    for (guint k = 0; k < value->places->len; k++)
      count(group, ref_at(groups, g_array_index(value->places, guint, k)), 1);
  }
  if (groups->how.worst && column == TASK_COLUMN_UNITS)
    g_ptr_array_sort(groups->groups, by_worst);
  return TRUE;
}

/* ---- the tree ----------------------------------------------------------------------------- */

/* Where in the tree an indicator stands. */
typedef struct {
  gint64 indicator;
  guint group; /* its place + 1 */
} TreePlace;

/* The indicators of the tree (TreePlace). */
static GArray *indicators_in(const GPtrArray *tree) {
  GArray *indicators = g_array_new(FALSE, FALSE, sizeof(TreePlace));
  for (guint i = 0; i < tree->len; i++) {
    TreePlace place = {((const TaskGroup *)tree->pdata[i])->indicator, i + 1};
    if (place.indicator != 0)
      g_array_append_val(indicators, place);
  }
  return indicators;
}

/* The group of each of refs, its place + 1; 0: none. The caller frees. */
static guint *groups_of_refs(const TaskGroups *groups) {
  g_autoptr(GArray) indicators = indicators_in(groups->groups);
  g_autoptr(IdPlaces) places = id_places_new(indicators);
  guint *found = g_new(guint, groups->refs->len + 1);
  for (guint i = 0; i < groups->refs->len; i++) {
    const TreePlace *place = id_places_find(places, ref_at(groups, i)->indicator);
    found[i] = place != NULL ? place->group : 0;
  }
  return found;
}

/* Adds to each group what stands in those below it. */
static void add_up(TaskGroups *groups) {
  for (guint i = groups->groups->len; i-- > 0;) {
    const TaskGroup *group = group_at(groups, i);
    if (group->parent == 0)
      continue;
    TaskGroup *above = group_at(groups, group->parent - 1);
    above->rows += group->rows;
    above->tasks += group->tasks;
    above->done += group->done;
    above->red += group->red;
    above->missing += group->missing;
    above->worst = MAX(above->worst, group->worst);
  }
}

static void place_tasks(TaskGroups *groups) {
  g_autofree guint *of = groups_of_refs(groups);
  g_autofree guint *placed = g_new0(guint, groups->groups->len + 1); /* so far, in each group */
  for (guint i = 0; i < groups->refs->len; i++) {
    if (of[i] != 0)
      count(group_at(groups, of[i] - 1), ref_at(groups, i), 1);
  }
  for (guint i = 0; i < groups->groups->len; i++) {
    TaskGroup *group = group_at(groups, i);
    g_array_set_size(group->places, (guint)group->rows);
  }
  for (guint i = 0; i < groups->refs->len; i++) {
    if (of[i] != 0)
      g_array_index(group_at(groups, of[i] - 1)->places, guint, placed[of[i]]++) = i;
  }
  add_up(groups);
}

/* Counts a task as it is now instead of as it was, in a group and those above it. FALSE where that
 * does not tell how late the latest is. */
static gboolean count_change(TaskGroups *groups, guint place, const TaskChange *change) {
  for (; place != 0; place = group_at(groups, place - 1)->parent) {
    TaskGroup *group = group_at(groups, place - 1);
    int before = days_late(&change->before);
    if (before == group->worst && days_late(&change->after) < before)
      return FALSE;
    count(group, &change->before, -1);
    count(group, &change->after, 1);
  }
  return TRUE;
}

/* Counts what was written of refs since they were grouped. FALSE where they are to be grouped anew:
 * a task stands under another indicator, or it was the latest. */
static gboolean count_changes(TaskGroups *groups) {
  g_autoptr(GArray) indicators = indicators_in(groups->groups);
  g_autoptr(IdPlaces) places = id_places_new(indicators);
  for (guint i = groups->counted; i < groups->changes->len; i++) {
    const TaskChange *change = &g_array_index(groups->changes, TaskChange, i);
    const TreePlace *place = id_places_find(places, change->after.indicator);
    if (change->before.indicator != change->after.indicator ||
        !count_change(groups, place != NULL ? place->group : 0, change))
      return FALSE;
  }
  return TRUE;
}

/* kept: refs are those that were grouped so before; it becomes FALSE where they are grouped anew.
 */
static gboolean group_by_tree(TaskGroups *groups, App *app, gboolean *kept, GError **error) {
  GPtrArray *tree = task_tree_read(app, groups->refs, groups->how.whole, error);
  if (tree == NULL)
    return FALSE;
  *kept = *kept && task_tree_is_same(groups->groups, tree) && count_changes(groups);
  if (*kept) {
    g_ptr_array_unref(tree);
    return TRUE;
  }
  g_ptr_array_unref(groups->groups);
  groups->groups = tree;
  place_tasks(groups);
  return TRUE;
}

/* ---- taking ------------------------------------------------------------------------------- */

static gboolean is_same_grouping(const TaskGrouping *one, const TaskGrouping *other) {
  return one->group == other->group && one->whole == other->whole && one->worst == other->worst &&
         one->open == other->open;
}

/* Takes refs and what is known of them. Whether they are those that it has, grouped so, and all
 * that was written of them since is known. */
static gboolean take_refs(TaskGroups *groups, const App *app, GArray *refs,
                          const TaskGrouping *how) {
  g_autoptr(GArray) changes = app_task_changes(app, refs);
  gboolean same = refs == groups->refs && changes != NULL && changes == groups->changes &&
                  is_same_grouping(how, &groups->how);
  g_clear_pointer(&groups->refs, g_array_unref);
  g_clear_pointer(&groups->changes, g_array_unref);
  groups->refs = refs;
  groups->changes = g_steal_pointer(&changes);
  groups->how = *how;
  return same;
}

static void take_none(TaskGroups *groups) {
  g_ptr_array_set_size(groups->groups, 0);
  g_clear_pointer(&groups->changes, g_array_unref);
  g_array_unref(groups->refs);
  groups->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
}

gboolean task_groups_take(TaskGroups *groups, App *app, GArray *refs, const TaskGrouping *how,
                          GError **error) {
  gboolean ok = TRUE, kept = take_refs(groups, app, refs, how);
  if (how->group == VIEW_GROUP_NONE) {
    g_ptr_array_set_size(groups->groups, 0);
  } else if (how->group == VIEW_GROUP_TREE) {
    ok = group_by_tree(groups, app, &kept, error);
  } else {
    kept = FALSE;
    ok = group_by_column(groups, app, error);
  }
  groups->counted = groups->changes != NULL ? groups->changes->len : 0;
  if (!ok) {
    take_none(groups);
    kept = FALSE;
  }
  if (!kept)
    task_groups_list(groups);
  return ok;
}
