#include "tui/screen/task_tree.h"

#include "core/model/ledger.h"

static gboolean is_of_refs(const GArray *refs, gint64 ledger) {
  for (guint i = 0; i < refs->len; i++) {
    if (g_array_index(refs, TaskRef, i).ledger == ledger)
      return TRUE;
  }
  return FALSE;
}

/* The ledgers whose trees are shown, as Ledger*. NULL and error. */
static GPtrArray *read_ledgers(App *app, const GArray *refs, gboolean whole, GError **error) {
  if (whole && app_ledger(app) == 0)
    return app_ledgers_in_use(app);
  g_autoptr(GPtrArray) all = ledger_list(app_db(app), error);
  for (guint i = all != NULL ? all->len : 0; i-- > 0;) {
    gint64 id = ((const Ledger *)all->pdata[i])->id;
    if (whole ? id != app_ledger(app) : !is_of_refs(refs, id))
      g_ptr_array_remove_index(all, i);
  }
  return g_steal_pointer(&all);
}

/* Adds the indicators of a ledger; below a group of its own where several are shown. */
static gboolean add_ledger(GPtrArray *tree, App *app, const Ledger *ledger, gboolean several,
                           GError **error) {
  g_autoptr(GPtrArray) nodes = indicator_list(app_db(app), ledger->id, error);
  if (nodes == NULL)
    return FALSE;
  if (several) {
    g_autofree char *title = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
    char *key = g_strdup_printf("l%" G_GINT64_FORMAT, ledger->id);
    task_group_add(tree, key, 1, title, "台账")->ledger = ledger->id;
  }
  for (guint i = 0; i < nodes->len; i++) {
    const Indicator *node = nodes->pdata[i];
    TaskGroup *group = task_group_add(tree, g_strdup_printf("i%" G_GINT64_FORMAT, node->id),
                                      node->level + (several ? 1 : 0), node->title, "指标");
    group->ledger = ledger->id;
    group->indicator = node->id;
  }
  return TRUE;
}

/* Each group's parent is the last one before it that stands higher. */
static void link_parents(GPtrArray *tree) {
  for (guint i = 1; i < tree->len; i++) {
    TaskGroup *group = tree->pdata[i];
    guint above = i; /* place + 1 */
    while (above != 0 && ((TaskGroup *)tree->pdata[above - 1])->level >= group->level)
      above = ((TaskGroup *)tree->pdata[above - 1])->parent;
    group->parent = above;
  }
}

GPtrArray *task_tree_read(App *app, const GArray *refs, gboolean whole, GError **error) {
  g_autoptr(GPtrArray) ledgers = read_ledgers(app, refs, whole, error);
  if (ledgers == NULL)
    return NULL;
  g_autoptr(GPtrArray) tree = task_group_list_new();
  for (guint i = 0; i < ledgers->len; i++) {
    if (!add_ledger(tree, app, ledgers->pdata[i], ledgers->len > 1, error))
      return NULL;
  }
  link_parents(tree);
  return g_steal_pointer(&tree);
}

gboolean task_tree_is_same(const GPtrArray *one, const GPtrArray *other) {
  for (guint i = 0; one->len == other->len && i < one->len; i++) {
    const TaskGroup *left = one->pdata[i], *right = other->pdata[i];
    if (!g_str_equal(left->key, right->key) || left->level != right->level ||
        left->ledger != right->ledger || !g_str_equal(left->title, right->title))
      return FALSE;
  }
  return one->len == other->len;
}
