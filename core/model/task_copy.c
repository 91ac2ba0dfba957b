/* task_copy.c: a task made twice, and one that is deleted with all that belongs to it. */
#include "core/model/bulk_private.h"
#include "core/model/schedule.h"
#include "core/model/supervision.h"
#include "core/model/tag.h"
#include "core/model/task_along.h"
#include "core/model/task_number.h"
#include "core/model/task_order.h"

#define SQL_NUMBER "SELECT ledger, number FROM task WHERE id = ?1"
#define SQL_DELETE "DELETE FROM task WHERE id = ?1"
#define SQL_NOTICE                                                                                 \
  "SELECT year, number FROM notice WHERE task = ?1 OR task IN "                                    \
  "(SELECT id FROM task WHERE parent = ?1) ORDER BY year, number LIMIT 1"
/* ---- copying ---------------------------------------------------------------------------- */

/* The rules in force; each asks from now on, as that of a new task does. */
static gboolean copy_rules(Db *db, const Actor *actor, const Task *task, gint64 copy,
                           GError **error) {
  g_autoptr(GPtrArray) rules = schedule_list(db, task->id, error);
  for (guint i = 0; rules != NULL && i < rules->len; i++) {
    const Schedule *rule = rules->pdata[i];
    if (rule->ended != DAY_NONE)
      continue;
    Schedule made = *rule;
    made.task = copy;
    made.since = schedule_since(task->ledger_year, actor->today);
    if (!schedule_insert(db, &made, error))
      return FALSE;
  }
  return rules != NULL;
}

gboolean task_copy(Db *db, const Actor *actor, const Task *task, gint64 *id, GError **error) {
  if (task->parent != 0)
    return store_refuse(error, "该项是分解出来的一部分，各部分权重合计100，不能复制；"
                               "请复制所属的任务");
  int number;
  if (!task_number_next(db, task->ledger, &number, error))
    return FALSE;
  Task copy = {
      .ledger = task->ledger,
      .indicator = task->indicator,
      .number = number,
      .kind = task->kind,
      .goal = task->goal,
      .deadline = task->deadline,
      .due = task->due,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .note = task->note,
      .units = task->units,
  };
  g_autoptr(GPtrArray) tags = tag_list(db, task->id, error);
  if (tags == NULL || !task_insert(db, &copy, error) ||
      !copy_rules(db, actor, task, copy.id, error) || !tag_add(db, copy.id, tags, error))
    return FALSE;
  *id = copy.id;
  return TRUE;
}

/* The ledger of a task, and its number in it. */
static gboolean read_number(Db *db, gint64 task, gint64 *ledger, int *number, GError **error) {
  Query *query = query_new(db, SQL_NUMBER);
  query_bind_int(query, 1, task);
  gboolean found = query_next(query);
  *ledger = found ? query_int(query, 0) : 0;
  *number = found ? (int)query_int(query, 1) : 0;
  return query_finish(query, error);
}

gboolean task_copies_place(Db *db, const GArray *copies, GError **error) {
  g_autoptr(GHashTable) ledgers =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < copies->len; i++) {
    const TaskBelow *copy = &g_array_index(copies, TaskBelow, i);
    gint64 ledger;
    int number;
    if (!read_number(db, copy->task, &ledger, &number, error))
      return FALSE;
    GArray *places = g_hash_table_lookup(ledgers, &ledger);
    if (places == NULL) {
      places = g_array_new(FALSE, FALSE, sizeof(TaskBelow));
      g_hash_table_insert(ledgers, g_memdup2(&ledger, sizeof ledger), places);
    }
    g_array_append_val(places, *copy);
  }
  GHashTableIter iter;
  gpointer ledger, places;
  g_hash_table_iter_init(&iter, ledgers);
  while (g_hash_table_iter_next(&iter, &ledger, &places)) {
    if (!task_put_below(db, *(gint64 *)ledger, places, error))
      return FALSE;
  }
  return TRUE;
}

char *task_copy_text(Db *db, const TaskBelow *copy, GError **error) {
  gint64 ledger;
  int number, above;
  if (!read_number(db, copy->task, &ledger, &number, error) ||
      !read_number(db, copy->above, &ledger, &above, error))
    return NULL;
  return g_strdup_printf("在第%d项下面添加第%d项", above, number);
}

/* ---- deleting --------------------------------------------------------------------------- */

gboolean bulk_goes_along(Db *db, gint64 task, char **text, GError **error) {
  int counts[ALONG_COUNT];
  if (!task_along_count(db, task, counts, error))
    return FALSE;
  *text = task_along_text(counts);
  return TRUE;
}

/* A number that went out stays given: a letter of the same number to somebody else would be a
 * mistake that nobody can mend. */
static gboolean check_notices(Db *db, gint64 task, GError **error) {
  Query *query = query_new(db, SQL_NOTICE);
  query_bind_int(query, 1, task);
  g_autofree char *number =
      query_next(query) ? notice_number_text((int)query_int(query, 0), (int)query_int(query, 1))
                        : NULL;
  if (!query_finish(query, error))
    return FALSE;
  return number == NULL ||
         store_refuse(error, "已发过督办单（%s），文号要留档，不能删除；可以作废", number);
}

gboolean task_delete(Db *db, const Task *task, GError **error) {
  if (task->parent != 0)
    return store_refuse(error, "该项是分解出来的一部分，不能单独删除；可以作废，"
                               "或删除所属的任务");
  if (task->state == TASK_STATE_CLOSED)
    return store_refuse(error, "该项已销号，要留档，不能删除；确需删除，请先重新打开");
  if (!check_notices(db, task->id, error))
    return FALSE;
  Query *query = query_new(db, SQL_DELETE);
  query_bind_int(query, 1, task->id);
  return query_run(query, error);
}
