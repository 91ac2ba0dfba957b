/* app_bulk.c: what is done to many tasks, to those that are marked or the chosen one, and once more
 * (重复). */
#include "core/model/ledger.h"
#include "core/model/supervision.h"
#include "core/model/task_order.h"
#include "tui/screen/app_private.h"

gboolean app_takes_marks(ActionId id) {
  Step step;
  switch (id) {
  case ACTION_PROGRESS:
  case ACTION_NUDGE:
  case ACTION_BULK:
  case ACTION_REPLACE:
  case ACTION_TAG:
  case ACTION_COPY:
  case ACTION_DELETE:
  case ACTION_REPEAT:
  case ACTION_TASK_MOVE:
    return TRUE;
  default:
    return action_step(id, &step);
  }
}

/* ---- which tasks ------------------------------------------------------------------------ */

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
  return left < right ? -1 : left > right;
}

/* Those of marks that were not taken, by id. */
static void add_hidden(GArray *ids, GHashTable *marks, GHashTable *taken) {
  if (ids->len == g_hash_table_size(marks))
    return;
  g_autoptr(GArray) hidden = g_array_new(FALSE, FALSE, sizeof(gint64));
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, marks);
  while (g_hash_table_iter_next(&iter, &id, NULL)) {
    if (!g_hash_table_contains(taken, id))
      g_array_append_vals(hidden, id, 1);
  }
  g_array_sort(hidden, by_id);
  g_array_append_vals(ids, hidden->data, hidden->len);
}

GArray *app_marked_ids(const OpenScreen *screen) {
  GHashTable *marks = app_marked(screen);
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) taken = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) shown =
      screen->class_->tasks != NULL ? screen->class_->tasks(screen->state) : NULL;
  for (guint i = 0; shown != NULL && i < shown->len; i++) {
    gint64 *id = &g_array_index(shown, gint64, i);
    if (g_hash_table_contains(marks, id) && g_hash_table_add(taken, id))
      g_array_append_val(ids, *id);
  }
  add_hidden(ids, marks, taken);
  return ids;
}

/* gint64; empty where no task is chosen. */
static GArray *target_ids(App *app) {
  const OpenScreen *screen = app_top(app);
  if (app_marked(screen) != NULL)
    return app_marked_ids(screen);
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  ChosenTask task = app_chosen_task(screen);
  if (task.id != 0)
    g_array_append_val(ids, task.id);
  return ids;
}

/* name and value: one more value to begin with; name NULL: none. */
static void open_form(App *app, const FormClass *class_, const GArray *ids, const char *name,
                      const char *value) {
  g_autoptr(GString) tasks = g_string_new(NULL);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf(tasks, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                           g_array_index(ids, gint64, i));
  const char *const values[] = {"tasks", tasks->str, name, value, NULL};
  app_open_form(app, class_, ids->len > 0 ? g_array_index(ids, gint64, 0) : 0, values);
}

void app_open_nudge(App *app) {
  const OpenScreen *screen = app_top(app);
  if (app_marked(screen) == NULL) {
    app_open_form(app, &FORM_NUDGE, app_chosen_task(screen).id, NULL);
    return;
  }
  g_autoptr(GArray) ids = app_marked_ids(screen);
  GError *error = NULL;
  if (supervision_allows(app->db, (const gint64 *)(void *)ids->data, ids->len, &error))
    open_form(app, &FORM_NUDGE_MANY, ids, NULL, NULL);
  else
    app_failed(app, error);
}

/* ---- the page --------------------------------------------------------------------------- */

gboolean app_preview(App *app, const Bulk *bulk, const GArray *ids, GError **error) {
  Actor actor = app_actor(app);
  g_autoptr(BulkPlan) plan = bulk_plan(app->db, &actor, app->reckoning, bulk, ids, error);
  if (plan == NULL)
    return FALSE;
  int changing = plan->changing, refused = plan->refused;
  app_open(app, &SCREEN_BULK, &(Opening){.bulk = bulk, .ids = ids, .plan = g_steal_pointer(&plan)});
  if (changing == 0)
    app_notice(app, "没有能改的；按 Esc 返回");
  else
    app_notice(app, "共%d项，将改%d项；看过再按回车", changing + refused, changing);
  return TRUE;
}

static void preview(App *app, const Bulk *bulk, const GArray *ids) {
  g_autoptr(GError) error = NULL;
  if (!app_preview(app, bulk, ids, &error))
    app_failed(app, g_steal_pointer(&error));
}

static void preview_one(App *app, const BulkChange *change, const char *reason, const GArray *ids) {
  g_autoptr(Bulk) bulk = bulk_new(reason);
  bulk_add(bulk, change);
  preview(app, bulk, ids);
}

void app_drop_marks(App *app) {
  GHashTable *marks = app_marked(app_top(app));
  if (marks != NULL)
    g_hash_table_remove_all(marks);
}

/* ---- 批量修改 ---------------------------------------------------------------------------- */

/* What the list offers: steps first, then forms, then what needs no more. */
enum {
  CHOICE_STEPS = 0,
  CHOICE_FORMS = 100,
  CHOICE_MOVE = 200,
  CHOICE_COPY,
  CHOICE_NUDGE,
  CHOICE_EXPORT
};

static const FormClass *const FORMS[] = {
    &FORM_BULK_UNITS,    &FORM_BULK_UNITS_ADD, &FORM_BULK_UNITS_REMOVE, &FORM_BULK_ROLE,
    &FORM_BULK_DEADLINE, &FORM_BULK_TAG,       &FORM_BULK_UNTAG,        &FORM_BULK_NOTE,
    &FORM_BULK_REPLACE,  &FORM_BULK_DELETE,
};

static void step_with(App *app, Step step, const GArray *ids) {
  if (step_needs_reason(step)) {
    open_form(app, &FORM_BULK_STEP, ids, "step", step_code(step));
    return;
  }
  preview_one(app, &(BulkChange){.kind = BULK_STEP, .step = step}, NULL, ids);
}

void app_step_marked(App *app, Step step) {
  g_autoptr(GArray) ids = target_ids(app);
  step_with(app, step, ids);
}

static void move_chosen(App *app, gint64 indicator) {
  g_autoptr(GArray) ids = g_steal_pointer(&app->bulk_ids);
  preview_one(app, &(BulkChange){.kind = BULK_MOVE, .indicator = indicator}, NULL, ids);
}

/* 一、制度建设 › （一）…, and of several ledgers which one it is. */
static char *indicator_name(const GPtrArray *nodes, guint index, const Ledger *ledger,
                            gboolean several) {
  const Indicator *node = nodes->pdata[index];
  const Indicator *above = NULL;
  for (guint i = 0; i < index && node->parent != 0; i++) {
    const Indicator *one = nodes->pdata[i];
    if (one->id == node->parent)
      above = one;
  }
  g_autofree char *where =
      several ? g_strdup_printf("《%s》（%d年） ", ledger->title, ledger->year) : g_strdup("");
  return g_strconcat(where, above != NULL ? above->title : "", above != NULL ? " › " : "",
                     node->title, NULL);
}

/* The lists only those in use: what is 封存 takes nothing in. */
static gboolean list_indicators(App *app, GPtrArray *names, GArray *ids, GError **error) {
  g_autoptr(GPtrArray) ledgers = app_ledgers_in_use(app);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    g_autoptr(GPtrArray) nodes = indicator_list(app->db, ledger->id, error);
    if (nodes == NULL)
      return FALSE;
    for (guint k = 0; k < nodes->len; k++) {
      g_ptr_array_add(names, indicator_name(nodes, k, ledger, ledgers->len > 1));
      g_array_append_val(ids, ((const Indicator *)nodes->pdata[k])->id);
    }
  }
  return TRUE;
}

/* Takes ids. */
static void choose_indicator(App *app, GArray *ids) {
  g_clear_pointer(&app->bulk_ids, g_array_unref);
  app->bulk_ids = ids;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GError) error = NULL;
  if (!list_indicators(app, names, nodes, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree PickerItem *items = g_new0(PickerItem, names->len + 1);
  for (guint i = 0; i < names->len; i++)
    items[i].name = names->pdata[i];
  app_choose(app, "移到哪个指标", items, (const gint64 *)(void *)nodes->data, names->len, 0,
             move_chosen);
}

static void kind_chosen(App *app, gint64 choice) {
  g_autoptr(GArray) ids = g_steal_pointer(&app->bulk_ids);
  if (choice == CHOICE_MOVE)
    choose_indicator(app, g_steal_pointer(&ids));
  else if (choice == CHOICE_COPY)
    preview_one(app, &(BulkChange){.kind = BULK_COPY}, NULL, ids);
  else if (choice == CHOICE_NUDGE)
    app_act(app, ACTION_NUDGE);
  else if (choice == CHOICE_EXPORT)
    app_act(app, ACTION_EXPORT);
  else if (choice >= CHOICE_FORMS)
    open_form(app, FORMS[choice - CHOICE_FORMS], ids, NULL, NULL);
  else
    step_with(app, (Step)(choice - CHOICE_STEPS), ids);
}

static void add_choice(GArray *items, GArray *ids, const char *name, const char *extra, gint64 id) {
  PickerItem item = {.name = name, .extra = extra};
  g_array_append_val(items, item);
  g_array_append_val(ids, id);
}

static void open_bulk(App *app) {
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(PickerItem));
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (int i = 0; i < STEP_COUNT; i++)
    add_choice(items, ids, step_name((Step)i), "状态", CHOICE_STEPS + i);
  for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++)
    add_choice(items, ids, FORMS[i]->title, NULL, CHOICE_FORMS + (gint64)i);
  add_choice(items, ids, bulk_kind_name(BULK_MOVE, 0), NULL, CHOICE_MOVE);
  add_choice(items, ids, bulk_kind_name(BULK_COPY, 0), NULL, CHOICE_COPY);
  add_choice(items, ids, "催办", NULL, CHOICE_NUDGE);
  if (app_offers(app, action_get(ACTION_EXPORT)))
    add_choice(items, ids, "导出", NULL, CHOICE_EXPORT);
  g_clear_pointer(&app->bulk_ids, g_array_unref);
  app->bulk_ids = target_ids(app);
  g_autofree char *title = g_strdup_printf("批量修改  共%u项", app->bulk_ids->len);
  app_choose(app, title, (const PickerItem *)(void *)items->data, (const gint64 *)(void *)ids->data,
             items->len, 0, kind_chosen);
}

/* ---- up and down ------------------------------------------------------------------------ */

static void shift(App *app, int delta) {
  const OpenScreen *screen = app_top(app);
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  gint64 task = app_chosen_task(screen).id;
  if (!task_shift(app->db, &actor, task, delta, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已%s一位，序号随之改变；按 u 可撤销", delta < 0 ? "上移" : "下移");
}

/* ---- once more -------------------------------------------------------------------------- */

static void forget(App *app) {
  g_clear_pointer(&app->last, bulk_free);
  g_clear_pointer(&app->last_progress, g_free);
}

void app_remember(App *app, const Bulk *bulk) {
  forget(app);
  app->last = bulk_copy(bulk);
}

void app_remember_step(App *app, Step step, const char *reason) {
  g_autoptr(Bulk) bulk = bulk_new(reason);
  bulk_add(bulk, &(BulkChange){.kind = BULK_STEP, .step = step});
  app_remember(app, bulk);
}

void app_remember_form(App *app, const FormClass *class_, Form *form) {
  static const FormClass *const steps[] = {&FORM_RETURN, &FORM_PAUSE, &FORM_VOID, &FORM_REOPEN};
  if (class_ == &FORM_PROGRESS || class_ == &FORM_FINISH || class_ == &FORM_PROGRESS_MANY) {
    g_autofree char *text = g_strdup(form_value(form, "text"));
    forget(app);
    app->last_progress = g_steal_pointer(&text);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    if (class_ == steps[i])
      app_remember_step(app, (Step)class_->detail, form_value(form, "reason"));
  }
}

static void repeat(App *app) {
  g_autoptr(GArray) ids = target_ids(app);
  if (app->last != NULL) {
    preview(app, app->last, ids);
    return;
  }
  if (app->last_progress == NULL) {
    app_notice(app, "还没有可以重复的操作：走一步、批量修改、加标签、记录进展以后，可用它再做一次");
    return;
  }
  gboolean marked = app_marked(app_top(app)) != NULL;
  open_form(app, marked ? &FORM_PROGRESS_MANY : &FORM_PROGRESS, ids, "text", app->last_progress);
  app_notice(app, "重复：记录进展；文字与上次相同，可改后保存");
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean opens_form(ActionId id, const FormClass **class_) {
  *class_ = id == ACTION_REPLACE  ? &FORM_BULK_REPLACE
            : id == ACTION_TAG    ? &FORM_BULK_TAG
            : id == ACTION_DELETE ? &FORM_BULK_DELETE
                                  : NULL;
  return *class_ != NULL;
}

gboolean app_act_on_many(App *app, ActionId id) {
  const FormClass *class_;
  g_autoptr(GArray) ids = app_takes_marks(id) ? target_ids(app) : NULL;
  if (opens_form(id, &class_))
    open_form(app, class_, ids, NULL, NULL);
  else if (id == ACTION_PROGRESS && app_marked(app_top(app)) != NULL)
    open_form(app, &FORM_PROGRESS_MANY, ids, NULL, NULL);
  else if (id == ACTION_BULK)
    open_bulk(app);
  else if (id == ACTION_COPY)
    preview_one(app, &(BulkChange){.kind = BULK_COPY}, NULL, ids);
  else if (id == ACTION_TASK_MOVE)
    choose_indicator(app, g_steal_pointer(&ids));
  else if (id == ACTION_REPEAT)
    repeat(app);
  else if (id == ACTION_TASK_UP || id == ACTION_TASK_DOWN)
    shift(app, id == ACTION_TASK_UP ? -1 : 1);
  else
    return FALSE;
  return TRUE;
}
