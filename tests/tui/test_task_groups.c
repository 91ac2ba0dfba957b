/* What stands in the groups of a list of tasks that is kept while some of it is written, against
 * grouping all of it anew: after random changes of all kinds. */
#include "core/model/ledger.h"
#include "core/model/task_stock.h"
#include "tests/core/fixture.h"
#include "tui/screen/task_groups.h"

#define ROUNDS 400
#define TASKS 80
#define NOT_THERE 9999 /* an indicator */

/* As much of the program as groups ask. */
struct App {
  Fixture *fixture;
  gint64 ledger;
  Reckoning *reckoning;
  GArray *refs;    /* of these … */
  GArray *changes; /* … that is known to be written */
};

Db *app_db(App *app) {
  return app->fixture->db;
}

gint64 app_ledger(const App *app) {
  return app->ledger;
}

const Reckoning *app_reckoning(const App *app) {
  return app->reckoning;
}

GPtrArray *app_ledgers_in_use(App *app) {
  return ledger_list(app->fixture->db, NULL);
}

GArray *app_answers(App *app, const GArray *refs, GError **error) {
  (void)app;
  (void)refs;
  (void)error;
  return g_array_new(FALSE, FALSE, 1); /* nobody answers for anything */
}

GArray *app_task_changes(const App *app, const GArray *refs) {
  return refs == app->refs ? g_array_ref(app->changes) : NULL;
}

/* ---- changes ------------------------------------------------------------------------------ */

static int dice(int sides) {
  return g_test_rand_int_range(0, sides);
}

static gint64 any_indicator(const App *app) {
  g_autofree char *sql =
      g_strdup_printf("SELECT id FROM indicator ORDER BY id LIMIT 1 OFFSET %d", dice(9));
  return sql_int(app->fixture->db, sql);
}

/* That of a task, or one that is not in the tree. */
static guint32 indicator_of_task(const App *app) {
  return dice(20) > 0 ? (guint32)any_indicator(app) : NOT_THERE;
}

/* What may be written of a task that stays where it is. */
static void write_task(TaskRef *ref) {
  ref->overdue = dice(2) ? (guint)dice(30) : 0;
  ref->missed = dice(4) == 0;
  ref->parts = dice(8) == 0 ? 2 : 0;
  ref->underway = ref->parts > 0 && dice(2);
  ref->light = (guint)dice(LIGHT_COUNT) & 3;
  ref->kind = dice(6) == 0 ? TASK_KIND_BONUS : TASK_KIND_TASK;
  ref->state = (guint)dice(TASK_STATE_COUNT);
}

static void list_anew(App *app, GArray *refs) {
  g_clear_pointer(&app->refs, g_array_unref);
  g_clear_pointer(&app->changes, g_array_unref);
  app->refs = refs;
  app->changes = g_array_new(FALSE, FALSE, sizeof(TaskChange));
}

static void list_others(App *app) {
  GArray *refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (int i = 0; i < dice(TASKS) + 1; i++) {
    TaskRef ref = {.id = i + 1, .number = i + 1, .ledger = (guint32)app->fixture->ledger};
    ref.indicator = indicator_of_task(app);
    write_task(&ref);
    g_array_append_val(refs, ref);
  }
  list_anew(app, refs);
}

/* Most of the time one task is written, of which the same is known several times. */
static void write_some(App *app, gboolean moved) {
  for (int i = dice(3); i >= 0; i--) {
    TaskRef *ref = &g_array_index(app->refs, TaskRef, dice((int)app->refs->len));
    TaskChange change = {.before = *ref};
    write_task(ref);
    if (moved)
      ref->indicator = indicator_of_task(app);
    change.after = *ref;
    g_array_append_val(app->changes, change);
  }
}

static void rename_indicator(App *app) {
  g_autofree char *sql = g_strdup_printf("UPDATE indicator SET title = title || '新' WHERE id = %d",
                                         (int)any_indicator(app));
  raw_write(app->fixture, sql);
}

static void fold_any(TaskGroups *groups) {
  if (groups->groups->len == 0)
    return;
  task_groups_fold(groups, groups->groups->pdata[dice((int)groups->groups->len)], dice(2));
  task_groups_list(groups);
}

static void turn(App *app, TaskGroups *groups, TaskGrouping *how) {
  static const int GROUPS[] = {VIEW_GROUP_TREE, VIEW_GROUP_TREE, VIEW_GROUP_NONE, TASK_COLUMN_STATE,
                               TASK_COLUMN_UNITS};
  switch (dice(20)) {
  case 0:
    list_others(app);
    return;
  case 1: /* the same again, but nobody knows what was written */
    list_anew(app, g_array_copy(app->refs));
    return;
  case 2:
    write_some(app, TRUE);
    return;
  case 3:
    rename_indicator(app);
    return;
  case 4:
    how->group = GROUPS[dice(G_N_ELEMENTS(GROUPS))];
    return;
  case 5:
    how->open = dice(2);
    how->whole = dice(2);
    return;
  case 6:
    app->ledger = dice(2) ? app->fixture->ledger : 0;
    return;
  case 7:
    fold_any(groups);
    return;
  case 8: /* too much was written to be told */
    write_some(app, dice(2));
    g_array_unref(app->changes);
    app->changes = g_array_new(FALSE, FALSE, sizeof(TaskChange));
    return;
  default:
    write_some(app, FALSE);
  }
}

/* ---- comparing ---------------------------------------------------------------------------- */

static void assert_same_group(const TaskGroup *one, const TaskGroup *other) {
  g_assert_cmpstr(one->key, ==, other->key);
  g_assert_cmpstr(one->title, ==, other->title);
  g_assert_cmpuint(one->parent, ==, other->parent);
  g_assert_cmpint(one->rows, ==, other->rows);
  g_assert_cmpint(one->tasks, ==, other->tasks);
  g_assert_cmpint(one->done, ==, other->done);
  g_assert_cmpint(one->red, ==, other->red);
  g_assert_cmpint(one->missing, ==, other->missing);
  g_assert_cmpint(one->worst, ==, other->worst);
  g_assert_cmpmem(one->places->data, one->places->len * sizeof(guint), other->places->data,
                  other->places->len * sizeof(guint));
}

static void assert_as_anew(App *app, const TaskGroups *kept) {
  TaskGroups anew;
  GError *error = NULL;
  task_groups_init(&anew);
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init(&iter, kept->folded);
  while (g_hash_table_iter_next(&iter, &key, NULL))
    g_hash_table_add(anew.folded, g_strdup(key));
  g_assert_true(task_groups_take(&anew, app, g_array_ref(app->refs), &kept->how, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(kept->groups->len, ==, anew.groups->len);
  for (guint i = 0; i < anew.groups->len; i++)
    assert_same_group(kept->groups->pdata[i], anew.groups->pdata[i]);
  g_assert_cmpmem(kept->rows->data, kept->rows->len * sizeof(TaskRow), anew.rows->data,
                  anew.rows->len * sizeof(TaskRow));
  task_groups_clear(&anew);
}

/* Of the tree, and what stands on top of it: what is red, as the bars of 今日 count it. */
static void assert_red(const App *app, const TaskGroups *groups) {
  int red = 0;
  for (guint i = 0; i < groups->groups->len; i++) {
    const TaskGroup *group = groups->groups->pdata[i];
    red += group->parent == 0 ? group->red : 0;
  }
  for (guint i = 0; i < app->refs->len; i++) {
    const TaskRef *ref = &g_array_index(app->refs, TaskRef, i);
    gboolean counts = ref->parts > 0 ? task_ref_is_late(ref) : ref->light == LIGHT_RED;
    red -= counts && ref->kind == TASK_KIND_TASK && ref->indicator != NOT_THERE ? 1 : 0;
  }
  g_assert_cmpint(red, ==, 0);
}

static void test_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  App app = {.fixture = fixture};
  app.reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  TaskGrouping how = {.group = VIEW_GROUP_TREE, .whole = TRUE};
  TaskGroups groups;
  guint kept = 0, made = 0;
  task_groups_init(&groups);
  list_others(&app);
  for (int i = 0; i < ROUNDS; i++) {
    GError *error = NULL;
    gconstpointer before = groups.groups;
    task_groups_take(&groups, &app, g_array_ref(app.refs), &how, &error);
    g_assert_no_error(error);
    *(how.group == VIEW_GROUP_TREE && groups.groups == before ? &kept : &made) += 1;
    assert_as_anew(&app, &groups);
    if (how.group == VIEW_GROUP_TREE)
      assert_red(&app, &groups);
    turn(&app, &groups, &how);
  }
  g_assert_cmpuint(kept, >, ROUNDS / 20); /* or nothing was tried */
  g_assert_cmpuint(made, >, ROUNDS / 20);
  task_groups_clear(&groups);
  reckoning_free(app.reckoning);
  g_array_unref(app.refs);
  g_array_unref(app.changes);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-groups/random", test_random);
  return g_test_run();
}
