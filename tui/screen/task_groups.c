#include "tui/screen/task_groups.h"

#include "core/model/id_places.h"
#include "core/model/ledger.h"
#include "core/model/task_values.h"

static void group_free(gpointer data) {
  TaskGroup *group = data;
  g_free(group->key);
  g_free(group->title);
  g_array_unref(group->places);
  g_free(group);
}

void task_groups_init(TaskGroups *groups) {
  *groups = (TaskGroups){0};
  groups->groups = g_ptr_array_new_with_free_func(group_free);
  groups->rows = g_array_new(FALSE, FALSE, sizeof(TaskRow));
  groups->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void task_groups_clear(TaskGroups *groups) {
  g_clear_pointer(&groups->refs, g_array_unref);
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

void task_groups_list(TaskGroups *groups, const TaskGrouping *how) {
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

static void count(TaskGroup *group, const TaskRef *ref) {
  gboolean done = task_state_is_done((TaskState)ref->state);
  group->rows++;
  if (!done && ref->overdue > group->worst)
    group->worst = ref->overdue;
  group->missing += ref->overdue == 0 && ref->missed > 0;
  if (ref->kind != TASK_KIND_TASK || ref->parts > 0)
    return; /* a split task is counted by its parts */
  group->tasks++;
  group->done += done;
  group->red += ref->light == LIGHT_RED;
}

static TaskGroup *add_group(TaskGroups *groups, char *key, int level, const char *title,
                            const char *label) {
  TaskGroup *group = g_new0(TaskGroup, 1);
  group->key = key;
  group->level = level;
  group->title = g_strdup(title);
  group->label = label;
  group->places = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(groups->groups, group);
  return group;
}

/* ---- by the values of a column ------------------------------------------------------------ */

static int by_worst(gconstpointer a, gconstpointer b) {
  const TaskGroup *left = *(TaskGroup *const *)a, *right = *(TaskGroup *const *)b;
  return left->worst != right->worst ? right->worst - left->worst : right->rows - left->rows;
}

static gboolean group_by_column(TaskGroups *groups, App *app, const TaskGrouping *how,
                                GError **error) {
  TaskColumn column = (TaskColumn)how->group;
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
    TaskGroup *group = add_group(groups, key, 1, value->name, task_column_name(column));
    group->none = value->id == TASK_VALUE_NONE;
    g_array_append_vals(group->places, value->places->data, value->places->len);
    for (guint k = 0; k < value->places->len; k++)
      count(group, ref_at(groups, g_array_index(value->places, guint, k)));
  }
  if (how->worst && column == TASK_COLUMN_UNITS)
    g_ptr_array_sort(groups->groups, by_worst);
  return TRUE;
}

/* ---- the tree ----------------------------------------------------------------------------- */

static gboolean is_of_refs(const TaskGroups *groups, gint64 ledger) {
  for (guint i = 0; i < groups->refs->len; i++) {
    if (ref_at(groups, i)->ledger == ledger)
      return TRUE;
  }
  return FALSE;
}

/* The ledgers whose trees are shown, as Ledger*. NULL and error. */
static GPtrArray *read_ledgers(const TaskGroups *groups, App *app, gboolean whole, GError **error) {
  if (whole && app_ledger(app) == 0)
    return app_ledgers_in_use(app);
  g_autoptr(GPtrArray) all = ledger_list(app_db(app), error);
  for (guint i = all != NULL ? all->len : 0; i-- > 0;) {
    gint64 id = ((const Ledger *)all->pdata[i])->id;
    if (whole ? id != app_ledger(app) : !is_of_refs(groups, id))
      g_ptr_array_remove_index(all, i);
  }
  return g_steal_pointer(&all);
}

/* Adds the indicators of a ledger; below a group of its own where several are shown. */
static gboolean add_ledger(TaskGroups *groups, App *app, const Ledger *ledger, gboolean several,
                           GError **error) {
  g_autoptr(GPtrArray) nodes = indicator_list(app_db(app), ledger->id, error);
  if (nodes == NULL)
    return FALSE;
  if (several) {
    g_autofree char *title = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
    char *key = g_strdup_printf("l%" G_GINT64_FORMAT, ledger->id);
    add_group(groups, key, 1, title, "台账")->ledger = ledger->id;
  }
  for (guint i = 0; i < nodes->len; i++) {
    const Indicator *node = nodes->pdata[i];
    TaskGroup *group = add_group(groups, g_strdup_printf("i%" G_GINT64_FORMAT, node->id),
                                 node->level + (several ? 1 : 0), node->title, "指标");
    group->ledger = ledger->id;
    group->indicator = node->id;
  }
  return TRUE;
}

/* Each group's parent is the last one before it that stands higher. */
static void link_parents(TaskGroups *groups) {
  for (guint i = 1; i < groups->groups->len; i++) {
    TaskGroup *group = group_at(groups, i);
    guint above = i; /* place + 1 */
    while (above != 0 && group_at(groups, above - 1)->level >= group->level)
      above = group_at(groups, above - 1)->parent;
    group->parent = above;
  }
}

/* Where in the tree an indicator stands. */
typedef struct {
  gint64 indicator;
  guint group; /* its place + 1 */
} TreePlace;

/* The group of each of refs, its place + 1; 0: none. The caller frees. */
static guint *groups_of_refs(const TaskGroups *groups) {
  g_autoptr(GArray) tree = g_array_new(FALSE, FALSE, sizeof(TreePlace));
  for (guint i = 0; i < groups->groups->len; i++) {
    TreePlace place = {group_at(groups, i)->indicator, i + 1};
    if (place.indicator != 0)
      g_array_append_val(tree, place);
  }
  g_autoptr(IdPlaces) places = id_places_new(tree);
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
      count(group_at(groups, of[i] - 1), ref_at(groups, i));
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

static gboolean group_by_tree(TaskGroups *groups, App *app, const TaskGrouping *how,
                              GError **error) {
  g_autoptr(GPtrArray) ledgers = read_ledgers(groups, app, how->whole, error);
  if (ledgers == NULL)
    return FALSE;
  for (guint i = 0; i < ledgers->len; i++) {
    if (!add_ledger(groups, app, ledgers->pdata[i], ledgers->len > 1, error))
      return FALSE;
  }
  link_parents(groups);
  place_tasks(groups);
  return TRUE;
}

gboolean task_groups_take(TaskGroups *groups, App *app, GArray *refs, const TaskGrouping *how,
                          GError **error) {
  g_clear_pointer(&groups->refs, g_array_unref);
  groups->refs = refs;
  g_ptr_array_set_size(groups->groups, 0);
  gboolean ok = how->group == VIEW_GROUP_NONE   ? TRUE
                : how->group == VIEW_GROUP_TREE ? group_by_tree(groups, app, how, error)
                                                : group_by_column(groups, app, how, error);
  if (!ok) {
    g_ptr_array_set_size(groups->groups, 0);
    g_array_unref(groups->refs);
    groups->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  }
  task_groups_list(groups, how);
  return ok;
}
