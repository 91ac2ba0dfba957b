#include "tui/screen/ledger_tree.h"

void ledger_tree_init(LedgerTree *tree) {
  *tree = (LedgerTree){0};
  tree->rows = g_array_new(FALSE, FALSE, sizeof(LedgerRow));
  tree->folded = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void drop(LedgerTree *tree) {
  g_clear_pointer(&tree->nodes, g_ptr_array_unref);
  g_clear_pointer(&tree->info, g_free);
  g_clear_pointer(&tree->refs, g_array_unref);
}

void ledger_tree_clear(LedgerTree *tree) {
  drop(tree);
  g_array_unref(tree->rows);
  g_hash_table_unref(tree->folded);
}

const Indicator *ledger_tree_node(const LedgerTree *tree, const LedgerRow *row) {
  return tree->nodes->pdata[row->node - 1];
}

const TaskRef *ledger_tree_ref(const LedgerTree *tree, const LedgerRow *row) {
  return row != NULL && row->node == 0 ? &g_array_index(tree->refs, TaskRef, row->ref) : NULL;
}

gint64 ledger_tree_task(const LedgerTree *tree, const LedgerRow *row) {
  const TaskRef *ref = ledger_tree_ref(tree, row);
  return ref != NULL ? ref->id : 0;
}

gboolean ledger_tree_find(const LedgerTree *tree, gint64 task, gint64 indicator, guint *row) {
  for (guint i = 0; i < tree->rows->len; i++) {
    const LedgerRow *one = &g_array_index(tree->rows, LedgerRow, i);
    if (one->node == 0 ? task != 0 && ledger_tree_task(tree, one) == task
                       : task == 0 && ledger_tree_node(tree, one)->id == indicator) {
      *row = i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean ledger_tree_find_first_task(const LedgerTree *tree, guint *row) {
  for (guint i = 0; i < tree->rows->len; i++) {
    if (g_array_index(tree->rows, LedgerRow, i).node == 0) {
      *row = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- rows ------------------------------------------------------------------------------- */

/* Counts every task for its indicator and all above it. parent_of is by place in nodes; G_MAXUINT:
 * none. */
static void count_tasks(LedgerTree *tree, GHashTable *places, const guint *parent_of) {
  for (guint i = 0; i < tree->refs->len; i++) {
    const TaskRef *ref = &g_array_index(tree->refs, TaskRef, i);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &ref->indicator));
    for (guint node = place - 1; place != 0 && node != G_MAXUINT; node = parent_of[node]) {
      tree->info[node].rows++;
      if (ref->kind != TASK_KIND_TASK || ref->parts > 0)
        continue; /* a split task is counted by its parts */
      tree->info[node].tasks++;
      tree->info[node].done += task_state_is_done((TaskState)ref->state) ? 1 : 0;
      tree->info[node].red += ref->light == LIGHT_RED ? 1 : 0;
    }
  }
}

static void add_tasks(LedgerTree *tree, GHashTable *by_indicator, const Indicator *node) {
  const GArray *tasks = g_hash_table_lookup(by_indicator, &node->id);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    guint place = g_array_index(tasks, guint, i);
    int depth = g_array_index(tree->refs, TaskRef, place).parent != 0 ? 2 : 1;
    LedgerRow row = {.ref = place, .level = (gint8)(node->level + depth)};
    g_array_append_val(tree->rows, row);
  }
}

/* The places in refs of the tasks right under each indicator, in order. */
static GHashTable *tasks_by_indicator(const LedgerTree *tree) {
  GHashTable *table =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < tree->refs->len; i++) {
    TaskRef *ref = &g_array_index(tree->refs, TaskRef, i);
    GArray *tasks = g_hash_table_lookup(table, &ref->indicator);
    if (tasks == NULL) {
      tasks = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(table, &ref->indicator, tasks);
    }
    g_array_append_val(tasks, i);
  }
  return table;
}

void ledger_tree_list(LedgerTree *tree, gboolean filtered) {
  g_array_set_size(tree->rows, 0);
  g_autoptr(GHashTable) by_indicator = tasks_by_indicator(tree);
  int hidden_below = 0; /* level of the folded node one is in; 0: none */
  for (guint i = 0; i < tree->nodes->len; i++) {
    const Indicator *node = tree->nodes->pdata[i];
    if (hidden_below != 0 && node->level > hidden_below)
      continue;
    hidden_below = 0;
    LedgerNode *info = &tree->info[i];
    if (filtered && info->rows == 0)
      continue;
    info->folded = !filtered && g_hash_table_contains(tree->folded, &node->id);
    LedgerRow row = {.node = i + 1, .level = (gint8)node->level};
    g_array_append_val(tree->rows, row);
    if (info->folded)
      hidden_below = node->level;
    else
      add_tasks(tree, by_indicator, node);
  }
}

/* ---- reading --------------------------------------------------------------------------- */

static Indicator *ledger_node(const Ledger *ledger) {
  Indicator *node = g_new0(Indicator, 1);
  node->id = -ledger->id;
  node->ledger = ledger->id;
  node->level = 1;
  node->title = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
  return node;
}

gboolean ledger_tree_is_ledger(const Indicator *node) {
  return node->id < 0;
}

/* Adds the indicators of a ledger, below a node of its own. */
static gboolean add_ledger(App *app, GPtrArray *tree, const Ledger *ledger, GError **error) {
  g_autoptr(GPtrArray) own = indicator_list(app_db(app), ledger->id, error);
  if (own == NULL)
    return FALSE;
  g_ptr_array_add(tree, ledger_node(ledger));
  for (guint i = 0; i < own->len; i++) {
    Indicator *node = own->pdata[i];
    node->level++;
    if (node->parent == 0)
      node->parent = -ledger->id;
    g_ptr_array_add(tree, node);
  }
  g_ptr_array_set_free_func(own, NULL); /* the tree owns the nodes now */
  return TRUE;
}

/* The indicators of what is looked at. NULL and error. */
static GPtrArray *read_nodes(App *app, GError **error) {
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(app);
  gint64 one = app_ledger(app) != 0 ? app_ledger(app)
               : in_use->len == 1   ? ((const Ledger *)in_use->pdata[0])->id
                                    : 0;
  if (one != 0)
    return indicator_list(app_db(app), one, error);
  g_autoptr(GPtrArray) tree = g_ptr_array_new_with_free_func((GDestroyNotify)indicator_free);
  for (guint i = 0; i < in_use->len; i++) {
    if (!add_ledger(app, tree, in_use->pdata[i], error))
      return NULL;
  }
  return g_steal_pointer(&tree);
}

static gboolean read_all(LedgerTree *tree, App *app, const char *words, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  filter.query = words;
  drop(tree);
  tree->nodes = read_nodes(app, error);
  if (tree->nodes != NULL)
    tree->refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  return tree->refs != NULL;
}

gboolean ledger_tree_read(LedgerTree *tree, App *app, const char *filter, GError **error) {
  gboolean read = read_all(tree, app, filter, error);
  if (!read) {
    drop(tree);
    tree->nodes = g_ptr_array_new();
    tree->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  }
  tree->info = g_new0(LedgerNode, tree->nodes->len);
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree guint *parent_of = g_new0(guint, tree->nodes->len);
  for (guint i = 0; i < tree->nodes->len; i++) {
    const Indicator *node = tree->nodes->pdata[i];
    g_hash_table_insert(places, (gpointer)&node->id, GUINT_TO_POINTER(i + 1));
    parent_of[i] = GPOINTER_TO_UINT(g_hash_table_lookup(places, &node->parent)) - 1;
  }
  count_tasks(tree, places, parent_of);
  ledger_tree_list(tree, *filter != '\0');
  return read;
}
