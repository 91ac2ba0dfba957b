/* sendout_store.c: putting a 下发 on record. */
#include "core/model/sendout.h"

#define SQL_SENDOUT_INSERT "INSERT INTO sendout (period, made_on, author) VALUES (?1, ?2, ?3)"
#define SQL_UNIT_INSERT                                                                            \
  "INSERT INTO sendout_unit (sendout, unit, answer_by, file) VALUES (?1, ?2, ?3, ?4)"
#define SQL_ROW_INSERT                                                                             \
  "INSERT INTO sendout_row (task, sent, position, schedule, key, state, percent, newest) "         \
  "VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8)"

static gboolean store_row(Db *db, const SendoutTable *table, SendoutItem *item, guint position,
                          GError **error) {
  Query *query = query_new(db, SQL_ROW_INSERT);
  query_bind_int(query, 1, item->task);
  query_bind_int(query, 2, table->sent);
  query_bind_int(query, 3, position);
  query_bind_int(query, 4, item->schedule);
  query_bind_text(query, 5, item->key);
  query_bind_text(query, 6, task_state_code(item->state));
  if (item->percent != PERCENT_NONE)
    query_bind_int(query, 7, item->percent);
  query_bind_int(query, 8, item->newest);
  if (!query_run(query, error))
    return FALSE;
  item->row = db_last_id(db);
  return TRUE;
}

static gboolean store_table(Db *db, const SendoutPlan *plan, SendoutTable *table, GError **error) {
  Query *query = query_new(db, SQL_UNIT_INSERT);
  query_bind_int(query, 1, plan->sendout);
  query_bind_int(query, 2, table->unit);
  query_bind_day(query, 3, table->answer_by);
  query_bind_text(query, 4, table->file);
  if (!query_run(query, error))
    return FALSE;
  table->sent = db_last_id(db);
  for (guint i = 0; i < table->items->len; i++) {
    if (!store_row(db, table, table->items->pdata[i], i + 1, error))
      return FALSE;
  }
  return TRUE;
}

gboolean sendout_store(Db *db, const Actor *actor, SendoutPlan *plan, GError **error) {
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(plan->year, plan->month, period);
  Query *query = query_new(db, SQL_SENDOUT_INSERT);
  query_bind_text(query, 1, period);
  query_bind_day(query, 2, actor->today);
  query_bind_text(query, 3, actor->who);
  if (!query_run(query, error))
    return FALSE;
  plan->sendout = db_last_id(db);
  for (guint i = 0; i < plan->tables->len; i++) {
    if (!store_table(db, plan, plan->tables->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}
