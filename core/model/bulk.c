#include "core/model/bulk.h"

#include "core/model/bulk_private.h"
#include "core/rules/text.h"
#include "core/store/frozen.h"

#define LINE_CHARACTERS 70 /* of what becomes of a task, before it is shortened */

/* ---- what is to be done ----------------------------------------------------------------- */

static const char *const FIELD_NAMES[BULK_FIELD_COUNT] = {"目标任务", "完成时限", "备注"};
static const char *const FIELD_CODES[BULK_FIELD_COUNT] = {"goal", "deadline", "note"};

const char *bulk_field_name(BulkField field) {
  return FIELD_NAMES[field];
}

gboolean bulk_field_parse(const char *text, BulkField *out) {
  for (int i = 0; text != NULL && i < BULK_FIELD_COUNT; i++) {
    if (g_str_equal(text, FIELD_NAMES[i]) || g_str_equal(text, FIELD_CODES[i])) {
      *out = (BulkField)i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *bulk_kind_name(BulkKind kind, Step step) {
  static const char *const names[BULK_KIND_COUNT] = {
      [BULK_UNITS] = "改责任单位",
      [BULK_UNITS_ADD] = "加责任单位",
      [BULK_UNITS_REMOVE] = "去掉责任单位",
      [BULK_ROLE] = "改单位的分工",
      [BULK_DEADLINE] = "改完成时限",
      [BULK_MOVE] = "移到别的指标",
      [BULK_TAG] = "加标签",
      [BULK_UNTAG] = "去掉标签",
      [BULK_NOTE] = "改备注",
      [BULK_REPLACE] = "替换文字",
      [BULK_COPY] = "复制",
      [BULK_DELETE] = "删除",
  };
  return kind == BULK_STEP ? step_name(step) : names[kind];
}

static void change_clear(gpointer data) {
  BulkChange *change = data;
  g_free(change->text);
  g_free(change->with);
}

/* Line ends stay where a text may have several lines; text that is looked for keeps its blanks. */
static char *clean(const BulkChange *change, const char *text) {
  if (text == NULL)
    return NULL;
  g_autofree char *copy = text_clean(text, change->kind == BULK_NOTE);
  return change->kind == BULK_REPLACE ? g_steal_pointer(&copy) : text_strip(copy);
}

Bulk *bulk_new(const char *reason) {
  Bulk *bulk = g_new0(Bulk, 1);
  bulk->changes = g_array_new(FALSE, FALSE, sizeof(BulkChange));
  g_array_set_clear_func(bulk->changes, change_clear);
  g_autofree char *copy = text_clean(reason, TRUE);
  g_autofree char *why = text_strip(copy);
  bulk->reason = *why != '\0' ? g_steal_pointer(&why) : NULL;
  return bulk;
}

void bulk_add(Bulk *bulk, const BulkChange *change) {
  BulkChange copy = *change;
  copy.text = clean(change, change->text);
  copy.with = clean(change, change->with);
  g_array_append_val(bulk->changes, copy);
}

Bulk *bulk_copy(const Bulk *bulk) {
  Bulk *copy = bulk_new(bulk->reason);
  for (guint i = 0; i < bulk->changes->len; i++)
    bulk_add(copy, &g_array_index(bulk->changes, BulkChange, i));
  return copy;
}

void bulk_free(Bulk *bulk) {
  if (bulk == NULL)
    return;
  g_array_unref(bulk->changes);
  g_free(bulk->reason);
  g_free(bulk);
}

/* ---- what becomes of tasks -------------------------------------------------------------- */

void bulk_plan_free(BulkPlan *plan) {
  if (plan == NULL)
    return;
  g_ptr_array_unref(plan->rows);
  g_string_chunk_free(plan->texts);
  g_free(plan);
}

#define TEXTS_SIZE 16384 /* bytes taken at once for the texts of a plan */

typedef struct {
  BulkWork work;
  const GArray *ids;
  const BulkPlan *seen; /* NULL: nothing was shown before */
  BulkPlan *plan;
  BulkPlaces places;
  char *summary; /* what the journal says */
  Deed *deed;    /* NULL: it is only tried */
} Run;

static void run_clear(Run *run) {
  bulk_work_clear(&run->work);
  g_clear_pointer(&run->plan, bulk_plan_free);
  bulk_places_clear(&run->places);
  g_free(run->summary);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* A task, as it is being changed. */
typedef struct {
  Run *run;
  BulkRow *row;
  const BulkRow *seen; /* NULL: it was not shown before */
} One;

static gboolean does(const Bulk *bulk, BulkKind kind) {
  for (guint i = 0; i < bulk->changes->len; i++) {
    if (g_array_index(bulk->changes, BulkChange, i).kind == kind)
      return TRUE;
  }
  return FALSE;
}

static char *tell(Db *db, const One *one, const Task *before, const char *along,
                  const BulkFound *found, GError **error) {
  const GArray *changes = one->run->work.bulk->changes;
  if (does(one->run->work.bulk, BULK_DELETE))
    return along != NULL ? g_strdup_printf("删除，连同%s", along) : g_strdup("删除");
  if (found->copy != 0)
    return g_strdup(""); /* told when all are in their places */
  g_autoptr(Task) after = task_load_among(db, one->run->work.paths, before->id, error);
  if (after == NULL)
    return NULL;
  g_autofree char *whole = NULL;
  char *text = bulk_difference(before, after, &whole);
  one->row->whole = bulk_text_keep(one->run->plan->texts, whole);
  /* Of a text that is long every hit is shown, not all that lies between the first and the last. */
  if (text != NULL && changes->len == 1 && found->hits > 0 &&
      g_utf8_strlen(text, -1) > LINE_CHARACTERS) {
    BulkField field = g_array_index(changes, BulkChange, 0).field;
    g_free(text);
    text = g_strdup_printf("%s：%s", bulk_field_name(field), found->shown->str);
  }
  if (text == NULL)
    store_refuse(error, "已经是这样，不用改");
  return text;
}

static gboolean check_open(const Task *task, GError **error) {
  if (task->frozen_on == DAY_NONE)
    return TRUE;
  g_autofree char *text = frozen_text(task->ledger_title, task->ledger_year, task->frozen_on);
  return store_refuse(error, "%s", text);
}

static gboolean apply(Db *db, One *one, const Task *before, BulkFound *found, GError **error) {
  const BulkWork *work = &one->run->work;
  g_autofree char *along = NULL;
  if (!check_open(before, error) ||
      (does(work->bulk, BULK_DELETE) && !bulk_goes_along(db, before->id, &along, error)) ||
      !bulk_apply(db, work, before, found, error))
    return FALSE;
  one->row->hits = found->hits;
  g_autofree char *change = tell(db, one, before, along, found, error);
  one->row->change = bulk_text_keep(one->run->plan->texts, change);
  return change != NULL;
}

static gboolean change_one(Db *db, gpointer data, GError **error) {
  One *one = data;
  g_autoptr(Task) before = task_load_among(db, one->run->work.paths, one->row->task, error);
  if (before == NULL)
    return FALSE;
  g_autoptr(GString) shown = g_string_new(NULL);
  BulkFound found = {.shown = shown};
  if (!apply(db, one, before, &found, error))
    return FALSE;
  gboolean placed = found.copy != 0 || found.moved.task != 0; /* its number is not known yet */
  if (one->seen != NULL && ((!placed && g_strcmp0(one->seen->change, one->row->change) != 0) ||
                            g_strcmp0(one->seen->whole, one->row->whole) != 0))
    return store_refuse(error, "刚被别人改过，没有改动；请核对后再试");
  bulk_places_note(&one->run->places, one->row, &before, &found);
  return TRUE;
}

/* What a person said no to before is not done now that it could be. */
static gboolean was_refused(const One *one) {
  return one->seen != NULL && one->seen->refusal != NULL;
}

/* Names every task as it is called before any of them changes: 序号 may move meanwhile. */
static gboolean name_rows(Db *db, Run *run, GError **error) {
  for (guint i = 0; i < run->ids->len; i++) {
    BulkRow *row = g_new0(BulkRow, 1);
    g_ptr_array_add(run->plan->rows, row);
    row->task = g_array_index(run->ids, gint64, i);
    GError *why = NULL;
    g_autofree char *label = task_label(db, row->task, &why);
    if (label != NULL) {
      row->label = g_string_chunk_insert(run->plan->texts, label);
      continue;
    }
    if (!g_error_matches(why, STORE_ERROR, STORE_ERROR_NOT_FOUND)) {
      g_propagate_error(error, why);
      return FALSE;
    }
    g_clear_error(&why);
    label = g_strdup_printf("编号%" G_GINT64_FORMAT, row->task);
    row->label = g_string_chunk_insert(run->plan->texts, label);
  }
  return TRUE;
}

static gboolean is_there(Db *db, gint64 task) {
  Query *query = query_new(db, "SELECT 1 FROM task WHERE id = ?1");
  query_bind_int(query, 1, task);
  gboolean found = query_next(query);
  query_free(query);
  return found;
}

static gboolean try_one(Db *db, One *one, GError **error) {
  BulkRow *row = one->row;
  GError *why = NULL;
  gboolean broken = FALSE;
  if (was_refused(one)) {
    row->refusal = bulk_text_keep(one->run->plan->texts, one->seen->refusal);
    return TRUE;
  }
  if (store_attempt(db, change_one, one, &broken, &why))
    return TRUE;
  if (broken || why == NULL || why->domain != STORE_ERROR || why->code == STORE_ERROR_IO ||
      why->code == STORE_ERROR_FULL) {
    g_propagate_error(error, why);
    return FALSE;
  }
  row->change = row->whole = NULL;
  gboolean gone = why->code == STORE_ERROR_NOT_FOUND && !is_there(db, row->task);
  row->refusal = bulk_text_keep(one->run->plan->texts,
                                gone ? "已不在台账中，或随所属任务一起删除" : why->message);
  g_clear_error(&why);
  return TRUE;
}

static const BulkRow *find_seen(const BulkPlan *seen, gint64 task) {
  for (guint i = 0; seen != NULL && i < seen->rows->len; i++) {
    const BulkRow *row = seen->rows->pdata[i];
    if (row->task == task)
      return row;
  }
  return NULL;
}

/* What the journal says; it is about one task only where only that one changed. */
static void name_deed(Run *run, const BulkRow *last) {
  g_autofree char *what = bulk_text(run->work.bulk);
  if (run->plan->changing == 1)
    run->summary = g_strdup_printf("%s %s", last->label, what);
  else
    run->summary = g_strdup_printf("批量%s：%d项", what, run->plan->changing);
  run->deed->summary = run->summary;
  /* A copy is another task, and a number that moves is one of several. */
  if (run->plan->changing == 1 && !does(run->work.bulk, BULK_COPY) &&
      !does(run->work.bulk, BULK_MOVE))
    run->deed->task = last->task;
}

static gboolean change_all(Db *db, gpointer data, GError **error) {
  Run *run = data;
  const BulkRow *last = NULL;
  if (!name_rows(db, run, error))
    return FALSE;
  for (guint i = 0; i < run->plan->rows->len; i++) {
    BulkRow *row = run->plan->rows->pdata[i];
    /* Rows come in the same order, but for what is not given twice. */
    const BulkRow *seen =
        run->seen != NULL && i < run->seen->rows->len ? run->seen->rows->pdata[i] : NULL;
    if (seen == NULL || seen->task != row->task)
      seen = find_seen(run->seen, row->task);
    One one = {run, row, seen};
    if (!try_one(db, &one, error))
      return FALSE;
    if (row->change != NULL) {
      run->plan->changing++;
      run->plan->hits += row->hits;
      last = row;
    } else {
      run->plan->refused++;
    }
  }
  if (!bulk_places_settle(db, &run->work, &run->places, error))
    return FALSE;
  if (run->deed != NULL && last != NULL)
    name_deed(run, last);
  return TRUE;
}

static gboolean run_init(Run *run, Db *db, const Actor *actor, const Reckoning *reckoning,
                         const Bulk *bulk, const GArray *ids, GError **error) {
  run->work.actor = actor;
  run->work.reckoning = reckoning;
  run->ids = ids;
  bulk_places_init(&run->places);
  run->plan = g_new0(BulkPlan, 1);
  run->plan->rows = g_ptr_array_new_with_free_func(g_free);
  run->plan->texts = g_string_chunk_new(TEXTS_SIZE);
  run->places.texts = run->plan->texts;
  return bulk_work_init(&run->work, db, bulk, error);
}

/* The fixed word of what is done. */
static char *verb_of(const Bulk *bulk) {
  static const char *const verbs[BULK_KIND_COUNT] = {
      [BULK_UNITS] = "task.edit",        [BULK_UNITS_ADD] = "task.edit",
      [BULK_UNITS_REMOVE] = "task.edit", [BULK_ROLE] = "task.edit",
      [BULK_DEADLINE] = "task.edit",     [BULK_MOVE] = "task.move",
      [BULK_TAG] = "task.tag",           [BULK_UNTAG] = "task.tag",
      [BULK_NOTE] = "task.edit",         [BULK_REPLACE] = "task.edit",
      [BULK_COPY] = "task.copy",         [BULK_DELETE] = "task.delete",
  };
  if (bulk->changes->len == 0)
    return g_strdup("task.bulk");
  const BulkChange *first = &g_array_index(bulk->changes, BulkChange, 0);
  if (does(bulk, BULK_DELETE))
    return g_strdup(verbs[BULK_DELETE]); /* by which the 回收站 finds it */
  if (bulk->changes->len > 1)
    return g_strdup("task.bulk");
  return first->kind == BULK_STEP ? g_strconcat("task.", step_code(first->step), NULL)
                                  : g_strdup(verbs[first->kind]);
}

BulkPlan *bulk_plan(Db *db, const Actor *actor, const Reckoning *reckoning, const Bulk *bulk,
                    const GArray *ids, GError **error) {
  g_auto(Run) run = {0};
  if (!run_init(&run, db, actor, reckoning, bulk, ids, error))
    return NULL;
  g_autofree char *verb = verb_of(bulk);
  if (!store_try(db, actor, verb, change_all, &run, error))
    return NULL;
  return g_steal_pointer(&run.plan);
}

BulkPlan *bulk_run(Db *db, const Actor *actor, const Reckoning *reckoning, const Bulk *bulk,
                   const GArray *ids, const BulkPlan *plan, GError **error) {
  g_auto(Run) run = {0};
  if (!run_init(&run, db, actor, reckoning, bulk, ids, error))
    return NULL;
  g_autofree char *verb = verb_of(bulk);
  Deed deed = {.verb = verb, .summary = "", .reason = bulk->reason};
  run.seen = plan;
  run.deed = &deed;
  if (!store_write(db, actor, &deed, change_all, &run, NULL, error))
    return NULL;
  return g_steal_pointer(&run.plan);
}
