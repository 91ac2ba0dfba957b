/* import_run.c: doing what a plan says: one writing, one journal entry. */
#include "core/exchange/import/import_private.h"
#include "core/rules/text.h"
#include "core/store/journal.h"

static void running_init(ImportRunning *running) {
  running->omitted = g_hash_table_new(g_str_hash, g_str_equal);
  running->indicators = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  running->positions = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  running->moves = g_array_new(FALSE, FALSE, sizeof(ImportMove));
  running->numbers = g_hash_table_new(NULL, NULL);
  running->ids = g_new0(gint64, running->plan->incoming->tasks->len + 1);
}

static void running_clear(ImportRunning *running) {
  g_clear_pointer(&running->omitted, g_hash_table_unref);
  g_clear_pointer(&running->indicators, g_hash_table_unref);
  g_clear_pointer(&running->positions, g_hash_table_unref);
  g_clear_pointer(&running->moves, g_array_unref);
  g_clear_pointer(&running->numbers, g_hash_table_unref);
  content_writer_clear(&running->writer);
  import_names_clear(&running->names);
  g_free(running->ids);
  g_free(running->summary);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportRunning, running_clear)

static gboolean is_done(const ImportItem *item, ImportChange change) {
  return item->change == change && item->chosen && item->refusal == NULL;
}

/* ---- what others have changed since --------------------------------------------------------- */

static GHashTable *tasks_by_id(const Content *content) {
  GHashTable *tasks = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < content->tasks->len; i++) {
    ContentTask *task = content->tasks->pdata[i];
    g_hash_table_insert(tasks, &task->id, task);
  }
  return tasks;
}

static gboolean conflict(const ContentTask *task, const char *what, GError **error) {
  g_autofree char *goal = task_short_goal(task->goal);
  g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT,
              "第%d项“%s”%s，没有导入任何内容；请重新对照以后再导入", task->number, goal, what);
  return FALSE;
}

/* A row that is to be changed stands as it stood. */
static gboolean check_row(const Content *present, const ContentTask *before, const Content *fresh,
                          const ContentTask *now, GError **error) {
  if (now == NULL)
    return conflict(before, "刚被别人删除", error);
  for (int field = CONTENT_LEVEL_1; field < CONTENT_FIELD_COUNT; field++) {
    g_autofree char *was = content_text(present, before, (ContentField)field);
    g_autofree char *is = content_text(fresh, now, (ContentField)field);
    if (g_str_equal(was, is))
      continue;
    g_autofree char *what =
        g_strdup_printf("的%s刚被别人改为“%s”", content_field_name((ContentField)field),
                        *is != '\0' ? is : "（空）");
    return conflict(before, what, error);
  }
  return before->progress->len == now->progress->len ||
         conflict(before, "刚被别人记了进展或撤销了进展", error);
}

/* What is to be added has not been added by somebody else meanwhile. */
static gboolean check_added(const ImportPlan *plan, const Content *fresh, GHashTable *known,
                            GError **error) {
  g_autoptr(GHashTable) goals = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (is_done(item, IMPORT_ADDED))
      g_hash_table_add(goals, ((ContentTask *)plan->incoming->tasks->pdata[item->incoming])->goal);
  }
  for (guint i = 0; i < fresh->tasks->len; i++) {
    const ContentTask *task = fresh->tasks->pdata[i];
    if (!g_hash_table_contains(known, &task->id) && g_hash_table_contains(goals, task->goal))
      return conflict(task, "刚被别人添加", error);
  }
  return TRUE;
}

/* For each row of the file which of present it is, -1: none. The caller frees. */
static int *rows_of_present(const ImportPlan *plan) {
  int *present = g_new0(int, plan->incoming->tasks->len + 1);
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->incoming >= 0)
      present[item->incoming] = item->present;
  }
  return present;
}

/* The task of present that an item changes, or adds a part to; -1: none. */
static int touched(const ImportPlan *plan, const ImportItem *item, const int *rows) {
  if (is_done(item, IMPORT_CHANGED) || is_done(item, IMPORT_GONE))
    return item->present;
  if (!is_done(item, IMPORT_ADDED))
    return -1;
  int whole = ((const ContentTask *)plan->incoming->tasks->pdata[item->incoming])->parent;
  return whole >= 0 ? rows[whole] : -1;
}

static gboolean check_rows(const ImportPlan *plan, const Content *fresh, GError **error) {
  g_autoptr(GHashTable) now = tasks_by_id(fresh);
  g_autoptr(GHashTable) known = tasks_by_id(plan->present);
  g_autofree int *rows = rows_of_present(plan);
  for (guint i = 0; i < plan->items->len; i++) {
    int present = touched(plan, plan->items->pdata[i], rows);
    if (present < 0)
      continue;
    const ContentTask *before = plan->present->tasks->pdata[present];
    if (!check_row(plan->present, before, fresh, g_hash_table_lookup(now, &before->id), error))
      return FALSE;
  }
  return check_added(plan, fresh, known, error);
}

static gboolean check_conflicts(const ImportRunning *running, GError **error) {
  const ImportPlan *plan = running->plan;
  JournalSpan span;
  if (!journal_span(running->db, &span, error))
    return FALSE;
  if (span.seq == plan->seq || plan->ledger == 0)
    return TRUE;
  g_autoptr(Content) fresh =
      content_load(running->db, NULL, plan->ledger, NULL, running->watch, error);
  return fresh != NULL && check_rows(plan, fresh, error);
}

/* ---- doing it ------------------------------------------------------------------------------- */

static gboolean goes_on(const ImportRunning *running, guint done, GError **error) {
  return done % 256 != 0 ||
         watch_goes_on(running->watch, "正在写入台账", done, running->plan->items->len, error);
}

/* Each row of the file that is in the ledger already, for the parts below it. */
static void know_rows(ImportRunning *running) {
  const ImportPlan *plan = running->plan;
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->incoming >= 0 && item->present >= 0)
      running->ids[item->incoming] =
          ((const ContentTask *)plan->present->tasks->pdata[item->present])->id;
  }
}

/* What is new and what changes from above to below; what ends from below to above, since a task
 * ends after its parts. */
static gboolean write_rows(ImportRunning *running, GError **error) {
  const GPtrArray *items = running->plan->items;
  know_rows(running);
  for (guint i = 0; i < items->len; i++) {
    const ImportItem *item = items->pdata[i];
    if (!goes_on(running, i, error) ||
        (is_done(item, IMPORT_ADDED) && !import_add(running, item, error)) ||
        (is_done(item, IMPORT_CHANGED) && !import_apply(running, item, error)))
      return FALSE;
  }
  if (!import_remove_left(running, error))
    return FALSE;
  for (guint i = items->len; i > 0; i--) {
    const ImportItem *item = items->pdata[i - 1];
    gboolean changed = is_done(item, IMPORT_CHANGED), gone = is_done(item, IMPORT_GONE);
    if ((changed || gone) && !import_finish(running, item, error))
      return FALSE;
    running->result.voided += gone;
  }
  return TRUE;
}

/* 导入“台账.xlsx”：新增3项，修改2项. */
static void summarize(ImportRunning *running) {
  const ImportResult *result = &running->result;
  const struct {
    const char *verb, *measure;
    guint count;
  } parts[] = {{"新增", "项", result->added},
               {"修改", "项", result->changed},
               {"作废", "项", result->voided},
               {"新建单位", "个", result->units}};
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "导入“%s”", running->file);
  if (running->plan->ledger == 0)
    g_string_append_printf(text, "：新建台账《%s》", running->plan->incoming->title);
  const char *joint = running->plan->ledger == 0 ? "，" : "：";
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (parts[i].count == 0)
      continue;
    g_string_append_printf(text, "%s%s%u%s", joint, parts[i].verb, parts[i].count,
                           parts[i].measure);
    joint = "，";
  }
  g_free(running->summary);
  running->summary = g_string_free(g_steal_pointer(&text), FALSE);
  running->deed.summary = running->summary;
}

static gboolean write_import(Db *db, gpointer data, GError **error) {
  ImportRunning *running = data;
  const ImportPlan *plan = running->plan;
  content_writer_init(&running->writer, db, running->actor->who, running->actor->today,
                      plan->ledger,
                      plan->present != NULL ? plan->present->year : plan->incoming->year);
  if (!check_conflicts(running, error) || !import_settle_units(running, error))
    return FALSE;
  if (plan->ledger == 0) {
    if (!import_store_new(running, error))
      return FALSE;
  } else {
    import_comparing_init(&running->comparing, plan->incoming, plan->present, &running->names);
    running->result.ledger = plan->ledger;
    if (!import_read_places(running, error) || !write_rows(running, error))
      return FALSE;
  }
  summarize(running);
  return TRUE;
}

gboolean import_run(Db *db, const Actor *actor, const Reckoning *reckoning, const ImportPlan *plan,
                    const char *file, const Watch *watch, ImportResult *result, GError **error) {
  g_autofree char *undecided = import_units_undecided(plan);
  if (undecided != NULL)
    return store_refuse(error, "台账里没有这些单位：%s；请说明是新建、作为已有单位的别名，还是不要",
                        undecided);
  g_autofree char *name = text_clean(file, FALSE);
  g_auto(ImportRunning) running = {
      .db = db,
      .actor = actor,
      .reckoning = reckoning,
      .plan = plan,
      .file = name,
      .watch = watch,
      .summary = g_strdup_printf("导入“%s”", name),
      .deed = {.verb = "import.run"},
  };
  running.deed.summary = running.summary;
  running_init(&running);
  if (!store_write(db, actor, &running.deed, write_import, &running, NULL, error))
    return FALSE;
  if (result != NULL)
    *result = running.result;
  return TRUE;
}
