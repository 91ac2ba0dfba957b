/* collect_run.c: taking in what is decided. */
#include <string.h>

#include "core/exchange/collect/collect.h"
#include "core/model/submission.h"

/* What an entry says where only something else was filled in. */
#define NO_WORDS "（未写进展情况）"
#define NO_REPORT "（见佐证材料）"

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  const CollectPlan *plan;
  CollectResult result;
} Running;

/* ---- nothing changed meanwhile ---------------------------------------------------------- */

static gboolean fail_changed(const CollectPlan *plan, const CollectItem *item, GError **error) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT,
              "%s（%s）刚被别人改过，没有回收任何内容；请重新回收 %s，核对后再定", item->where,
              item->number, plan->file);
  return FALSE;
}

static gboolean check_item(Db *db, const Running *running, const CollectItem *item,
                           const SendoutRow *row, GError **error) {
  g_autoptr(SendoutNow) now =
      sendout_now(db, running->reckoning, row, running->plan->sent->unit, error);
  if (now == NULL)
    return FALSE;
  return (now->task->state == item->state && now->task->percent == item->percent &&
          now->since == item->since) ||
         fail_changed(running->plan, item, error);
}

/* A file of which nothing is taken for that alone comes again after 启封, as if for the first time.
 */
static gboolean check_frozen(const CollectPlan *plan, GError **error) {
  gboolean frozen = FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    if (collect_is_taken(item))
      return TRUE;
    frozen = frozen || (item->frozen && item->values->len > 0);
  }
  return !frozen || store_refuse(error, "%s 里填了的各行，台账已封存，没有回收；确要采纳，请先启封",
                                 plan->file);
}

/* Before anything is written: one row may be about what another changes. */
static gboolean check_items(Db *db, const Running *running, GError **error) {
  const CollectPlan *plan = running->plan;
  g_autoptr(GPtrArray) rows = sendout_rows(db, plan->sent->id, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    gboolean found = !collect_is_taken(item);
    for (guint k = 0; k < rows->len && !found; k++) {
      const SendoutRow *row = rows->pdata[k];
      found = row->id == item->row;
      if (found && !check_item(db, running, item, row, error))
        return FALSE;
    }
    if (!found)
      return fail_changed(plan, item, error);
  }
  return TRUE;
}

static gboolean check_file(Db *db, const CollectPlan *plan, GError **error) {
  g_autoptr(Collected) before = NULL;
  if (!collected_find(db, plan->digest, &before, error))
    return FALSE;
  if ((before != NULL) == (plan->before != NULL))
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT, "%s 刚由别人%s，请重新回收后核对",
              plan->file, before != NULL ? "回收过" : "撤销了回收");
  return FALSE;
}

/* ---- entries ---------------------------------------------------------------------------- */

static const char *taken_value(const CollectItem *item, CollectField field) {
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    if (value->field == field && value->taken)
      return value->returned;
  }
  return NULL;
}

/* 办了。存在问题：… */
static char *compose(const CollectItem *item, const char *without) {
  const char *text = taken_value(item, COLLECT_TEXT);
  const char *problem = taken_value(item, COLLECT_PROBLEM);
  if (problem == NULL)
    return g_strdup(text != NULL ? text : without);
  return g_strdup_printf("%s%s存在问题：%s", text != NULL ? text : "", text != NULL ? "\n" : "",
                         problem);
}

/* The file, and what the unit says of its own, a line each. */
static char **compose_evidence(const CollectPlan *plan, const CollectItem *item) {
  g_autoptr(GStrvBuilder) all = g_strv_builder_new();
  g_strv_builder_add(all, plan->file);
  const char *said = taken_value(item, COLLECT_REFERENCE);
  g_auto(GStrv) lines = g_strsplit(said != NULL ? said : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_strv_builder_add(all, lines[i]); /* blank ones are left out by who stores them */
  return g_strv_builder_end(all);
}

static gboolean take_task(Db *db, Running *running, const CollectItem *item, GError **error) {
  const CollectPlan *plan = running->plan;
  const char *percent = taken_value(item, COLLECT_PERCENT);
  const char *state = taken_value(item, COLLECT_STATE);
  gboolean done = g_strcmp0(state, task_state_name(TASK_STATE_DONE)) == 0;
  g_autofree char *text = compose(item, done ? "" : NO_WORDS);
  g_auto(GStrv) evidence = compose_evidence(plan, item);
  ProgressInput input = {
      .task = item->task,
      .text = text,
      .percent = percent != NULL ? (int)g_ascii_strtoll(percent, NULL, 10) : PERCENT_NONE,
      .made_on = plan->made_on,
      .evidence = (const char *const *)evidence,
      .done = done,
      .unit = plan->sent->unit,
  };
  running->result.progress++;
  return progress_put(db, running->actor, &input, NULL, error);
}

static gboolean take_period(Db *db, Running *running, const CollectItem *item, GError **error) {
  const CollectPlan *plan = running->plan;
  g_autofree char *text = compose(item, NO_REPORT);
  g_auto(GStrv) evidence = compose_evidence(plan, item);
  SubmissionInput input = {
      .schedule = item->schedule,
      .key = item->key,
      .unit = plan->sent->unit_name,
      .made_on = plan->made_on,
      .text = text,
      .evidence = (const char *const *)evidence,
  };
  running->result.submissions++;
  return submission_put(db, running->actor, running->reckoning, &input, NULL, error);
}

static gboolean take_item(Db *db, Running *running, const CollectItem *item, GError **error) {
  gboolean good = item->schedule != 0 ? take_period(db, running, item, error)
                                      : take_task(db, running, item, error);
  if (!good)
    g_prefix_error(error, "%s（%s）：", item->where, item->number);
  return good;
}

/* ---- on record -------------------------------------------------------------------------- */

/* TRUE for what was filled in and not taken, now or before. */
static gboolean is_kept(const CollectItem *item) {
  return item->row != 0 && !item->frozen && item->values->len > 0 &&
         item->status != COLLECT_AGAIN && !collect_is_taken(item);
}

/* 未采纳：进展情况、完成率: what was left out of a row that was taken; NULL: nothing was. */
static char *left_out(const CollectItem *item) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    if (!value->taken)
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "未采纳：",
                             collect_field_name(value->field));
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static gboolean store_row(Db *db, gint64 collected, const CollectItem *item, GError **error) {
  gboolean taken = collect_is_taken(item);
  g_autofree char *left = taken ? left_out(item) : g_strdup(item->note);
  CollectedRow row = {
      .collected = collected,
      .row = item->row,
      .task = item->task,
      .outcome = taken                           ? COLLECT_TAKEN
                 : item->status == COLLECT_WRONG ? COLLECT_REFUSED
                                                 : COLLECT_KEPT,
      .note = left,
  };
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    row.values[value->field] = value->returned;
  }
  return collected_row_insert(db, &row, error);
}

static gboolean store_file(Db *db, const Running *running, GError **error) {
  const CollectPlan *plan = running->plan;
  g_autofree char *digest = g_strdup(plan->digest), *file = g_strdup(plan->file);
  Collected collected = {
      .sent = plan->sent->id,
      .made_on = plan->made_on,
      .digest = digest,
      .file = file,
      .taken = (int)(running->result.progress + running->result.submissions),
      .kept = (int)running->result.kept,
  };
  if (!collected_insert(db, running->actor, &collected, error))
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    if ((is_kept(item) || collect_is_taken(item)) && !store_row(db, collected.id, item, error))
      return FALSE;
  }
  return TRUE;
}

/* The same file once more: what was left out of it is taken now, also what was not on record. */
static gboolean store_again(Db *db, const Running *running, GError **error) {
  const CollectPlan *plan = running->plan;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    gboolean known;
    if (collect_is_taken(item) &&
        (!collected_row_take(db, plan->before->id, item->row, &known, error) ||
         (!known && !store_row(db, plan->before->id, item, error))))
      return FALSE;
  }
  return TRUE;
}

static gboolean write_collected(Db *db, gpointer data, GError **error) {
  Running *running = data;
  const CollectPlan *plan = running->plan;
  if (!check_file(db, plan, error) || !check_frozen(plan, error) ||
      !check_items(db, running, error))
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    if (is_kept(item))
      running->result.kept++;
    if (collect_is_taken(item) && !take_item(db, running, item, error))
      return FALSE;
  }
  return plan->before != NULL ? store_again(db, running, error) : store_file(db, running, error);
}

gboolean collect_run(Db *db, const Actor *actor, const Reckoning *reckoning,
                     const CollectPlan *plan, CollectResult *result, GError **error) {
  Running running = {.actor = actor, .reckoning = reckoning, .plan = plan};
  guint taken = 0;
  for (guint i = 0; i < plan->items->len; i++)
    taken += collect_is_taken(plan->items->pdata[i]) ? 1 : 0;
  g_autofree char *summary = g_strdup_printf("回收“%s”%s的填报表，采纳%u行", plan->sent->unit_name,
                                             plan->sent->period, taken);
  Deed deed = {.verb = "collect.run", .summary = summary};
  if (!store_write(db, actor, &deed, write_collected, &running, NULL, error))
    return FALSE;
  if (result != NULL)
    *result = running.result;
  return TRUE;
}
