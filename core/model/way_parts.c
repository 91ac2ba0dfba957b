/* way_parts.c: splitting a task, and the weights of its parts. */
#include "core/model/task.h"
#include "core/model/task_parts.h"
#include "core/model/task_rule.h"
#include "core/model/way.h"
#include "core/rules/text.h"

#define SQL_NEXT_NUMBER "SELECT max(number) + 1 FROM task WHERE ledger = ?1"
#define SQL_PARTS "SELECT id FROM task WHERE parent = ?1 ORDER BY number"
#define SQL_COUNTING "SELECT count(*) FROM task p WHERE p.parent = ?1 AND " SQL_IS_PART
#define SQL_ONE_COUNTING "SELECT 1 FROM task p WHERE p.id = ?1 AND p.parent = ?2 AND " SQL_IS_PART
#define SQL_WEIGH "UPDATE task SET weight = ?2 WHERE id = ?1"

GArray *way_parts(Db *db, gint64 task, GError **error) {
  g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(db, SQL_PARTS);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_array_append_val(parts, id);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&parts);
}

static gboolean check_sum(int sum, GError **error) {
  if (sum != 100)
    return store_refuse(error, "各部分的权重合计应为 100，现在是 %d", sum);
  return TRUE;
}

static gboolean check_weight(int weight, GError **error) {
  if (weight < 1 || weight > 100)
    return store_refuse(error, "权重 %d 不对，应为 1 到 100 之间的整数", weight);
  return TRUE;
}

/* ---- splitting -------------------------------------------------------------------------- */

typedef struct {
  gint64 task;
  Day today;
  const PartInput *parts;
  gsize count;
  int *part; /* the one to blame */
} Split;

static gboolean check_task(const Task *task, GError **error) {
  if (task->kind != TASK_KIND_TASK)
    return store_refuse(error, "该项是%s，只有任务可以分解", task_kind_name(task->kind));
  if (task->parent != 0)
    return store_refuse(error, "该项本身是分解出来的一部分，不能再分解；请把它所属的任务分得更细");
  if (task->parts > 0)
    return store_refuse(error, "该项已分解为%d部分；需要改动时，请作废或修改各部分，再重新分配权重",
                        task->parts);
  if (task_state_is_done(task->state) || task->state == TASK_STATE_PAUSED ||
      task->state == TASK_STATE_VOID)
    return store_refuse(error, "该项%s，不能分解；请先%s", task_state_name(task->state),
                        task->state == TASK_STATE_PAUSED ? "恢复" : "退回或重新打开");
  return TRUE;
}

static gboolean insert_part(Db *db, const Task *task, const PartInput *input, int number, Day today,
                            GError **error) {
  g_autofree char *goal = task_typed(input->goal);
  g_autofree char *deadline = task_typed(input->deadline);
  if (goal == NULL)
    return store_refuse(error, "内容不能为空");
  g_autoptr(GPtrArray) named = task_read_units(db, input->units, error);
  if (named == NULL)
    return FALSE;
  Day due = task->due;
  if (deadline != NULL && (!task_read_deadline(db, task->ledger, deadline, &due, error) ||
                           !task_check_part_due(db, task->id, due, error)))
    return FALSE;
  Task part = {
      .ledger = task->ledger,
      .indicator = task->indicator,
      .number = number,
      .kind = TASK_KIND_TASK,
      .goal = goal,
      .deadline = deadline != NULL ? deadline : task->deadline,
      .due = due,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .parent = task->id,
      .weight = input->weight,
      .units = named->len > 0 ? named : task->units,
  };
  return task_insert(db, &part, error) &&
         (deadline == NULL || task_rule_add(db, part.id, today, deadline, error));
}

static gboolean write_split(Db *db, gpointer data, GError **error) {
  const Split *split = data;
  g_autoptr(Task) task = task_load(db, NULL, split->task, error);
  if (task == NULL || !check_task(task, error))
    return FALSE;
  Query *query = query_new(db, SQL_NEXT_NUMBER);
  query_bind_int(query, 1, task->ledger);
  int number = query_next(query) ? (int)query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  for (gsize i = 0; i < split->count; i++) {
    if (!insert_part(db, task, &split->parts[i], number + (int)i, split->today, error)) {
      g_prefix_error(error, "第%d部分：", (int)i + 1);
      *split->part = (int)i;
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean check_parts(const Split *split, GError **error) {
  if (split->count < 2)
    return store_refuse(error, "分解至少要有两部分");
  int sum = 0;
  for (gsize i = 0; i < split->count; i++) {
    if (!check_weight(split->parts[i].weight, error)) {
      g_prefix_error(error, "第%d部分：", (int)i + 1);
      *split->part = (int)i;
      return FALSE;
    }
    sum += split->parts[i].weight;
  }
  return check_sum(sum, error);
}

gboolean way_split(Db *db, const Actor *actor, gint64 task, const PartInput *parts, gsize count,
                   int *part, GError **error) {
  int ignored;
  Split split = {.task = task,
                 .today = actor->today,
                 .parts = parts,
                 .count = count,
                 .part = part != NULL ? part : &ignored};
  *split.part = -1;
  if (!check_parts(&split, error))
    return FALSE;
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%s 分解为%d部分", label, (int)count);
  /* About several tasks: it is also where the history of each part begins. */
  Deed deed = {.verb = "task.split", .summary = summary};
  return store_write(db, actor, &deed, write_split, &split, NULL, error);
}

/* ---- weighing --------------------------------------------------------------------------- */

typedef struct {
  gint64 task;
  const gint64 *ids;
  const int *weights;
  gsize count;
} Weighing;

static gboolean weigh_part(Db *db, gint64 task, gint64 id, int weight, GError **error) {
  Query *query = query_new(db, SQL_ONE_COUNTING);
  query_bind_int(query, 1, id);
  query_bind_int(query, 2, task);
  gboolean found = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    return store_refuse(error, "编号 %" G_GINT64_FORMAT " 不是该项的一部分，或已作废", id);
  query = query_new(db, SQL_WEIGH);
  query_bind_int(query, 1, id);
  query_bind_int(query, 2, weight);
  return query_run(query, error);
}

static gboolean write_weights(Db *db, gpointer data, GError **error) {
  const Weighing *weighing = data;
  Query *query = query_new(db, SQL_COUNTING);
  query_bind_int(query, 1, weighing->task);
  gint64 parts = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (parts == 0)
    return store_refuse(error, "该项没有分解，或各部分都已作废，没有权重可以分配");
  if (parts != (gint64)weighing->count)
    return store_refuse(
        error, "该项有%" G_GINT64_FORMAT "个没有作废的部分，请给出每一部分的权重，不多也不少",
        parts);
  for (gsize i = 0; i < weighing->count; i++) {
    if (!weigh_part(db, weighing->task, weighing->ids[i], weighing->weights[i], error))
      return FALSE;
  }
  return TRUE;
}

/* One named twice would leave another out. */
static gboolean check_weights(const Weighing *weighing, GError **error) {
  int sum = 0;
  for (gsize i = 0; i < weighing->count; i++) {
    if (!check_weight(weighing->weights[i], error))
      return FALSE;
    for (gsize k = 0; k < i; k++)
      if (weighing->ids[k] == weighing->ids[i])
        return store_refuse(error, "编号 %" G_GINT64_FORMAT " 写了两次", weighing->ids[i]);
    sum += weighing->weights[i];
  }
  return check_sum(sum, error);
}

gboolean way_weigh(Db *db, const Actor *actor, gint64 task, const gint64 *ids, const int *weights,
                   gsize count, GError **error) {
  Weighing weighing = {.task = task, .ids = ids, .weights = weights, .count = count};
  if (!check_weights(&weighing, error))
    return FALSE;
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%s 重新分配权重", label);
  Deed deed = {.verb = "task.weigh", .summary = summary};
  return store_write(db, actor, &deed, write_weights, &weighing, NULL, error);
}
