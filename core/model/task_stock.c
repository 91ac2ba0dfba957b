#include "core/model/task_stock.h"

#include "core/model/task_listing.h"
#include "core/store/id_set.h"

#define SQL_FOUND "SELECT t.id FROM task t WHERE 1"
#define PARAMETER 1

struct TaskStock {
  Db *db;
  gboolean read; /* what follows was, at … */
  DbMoment moment;
  gint64 ledger;   /* … of this ledger, 0: of all … */
  gboolean frozen; /* … with those that are 封存 */
  TaskListing listing;
  GArray *refs; /* TaskRef, by number; NULL: not read yet */
};

TaskStock *task_stock_new(Db *db) {
  TaskStock *stock = g_new0(TaskStock, 1);
  stock->db = db;
  return stock;
}

void task_stock_forget(TaskStock *stock) {
  listing_clear(&stock->listing);
  g_clear_pointer(&stock->refs, g_array_unref);
  stock->listing = (TaskListing){0};
  stock->read = FALSE;
}

void task_stock_free(TaskStock *stock) {
  if (stock == NULL)
    return;
  task_stock_forget(stock);
  g_free(stock);
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean is_current(const TaskStock *stock, const Reckoning *reckoning,
                           const TaskFilter *filter, const DbMoment *now) {
  return stock->read && stock->listing.reckoning == reckoning && stock->ledger == filter->ledger &&
         stock->frozen == filter->frozen && db_moment_is_same(&stock->moment, now);
}

/* Makes it that of the ledgers that filter is about. The moment is taken before anything is read:
 * what is written meanwhile makes it old. */
static gboolean begin(TaskStock *stock, const Reckoning *reckoning, const TaskFilter *filter,
                      GError **error) {
  DbMoment now = db_moment(stock->db);
  if (is_current(stock, reckoning, filter, &now))
    return TRUE;
  task_stock_forget(stock);
  stock->moment = now;
  stock->ledger = filter->ledger;
  stock->frozen = filter->frozen;
  stock->read = listing_read(stock->db, reckoning, filter, &stock->listing, error);
  return stock->read;
}

static gboolean read_refs(TaskStock *stock, GError **error) {
  TaskFilter all = TASK_FILTER_ALL;
  all.ledger = stock->ledger;
  all.frozen = stock->frozen;
  if (stock->refs == NULL)
    stock->refs = listing_refs(stock->db, &stock->listing, &all, error);
  return stock->refs != NULL;
}

/* ---- choosing --------------------------------------------------------------------------- */

static gboolean is_due(const TaskStock *stock, const TaskRef *ref, Day until) {
  if (ref->due != DAY_NONE && ref->due <= until)
    return TRUE;
  const ObligationStanding *standing = g_hash_table_lookup(stock->listing.standings, &ref->id);
  return standing != NULL && listing_is_due(standing, until);
}

/* found: the tasks that SQL found; NULL: it was not asked. */
static GArray *choose(TaskStock *stock, const TaskFilter *filter, const TaskQuery *words,
                      const IdSet *found) {
  GArray *refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < stock->refs->len; i++) {
    const TaskRef *ref = &g_array_index(stock->refs, TaskRef, i);
    if ((found == NULL || id_set_has(found, ref->id)) && listing_takes(filter, words, ref) &&
        (filter->due_until == DAY_NONE || is_due(stock, ref, filter->due_until)))
      g_array_append_vals(refs, ref, 1);
  }
  if (filter->order != TASK_ORDER_NUMBER)
    listing_order(&stock->listing, refs, filter->order);
  return refs;
}

static IdSet *ask(Db *db, const TaskQuery *words, GError **error) {
  g_autoptr(IdSet) found = id_set_new();
  g_autofree char *sql = g_strconcat(SQL_FOUND, task_query_sql(words), NULL);
  Query *query = query_new(db, sql);
  task_query_bind(words, query);
  return id_set_read(found, query, error) ? g_steal_pointer(&found) : NULL;
}

static GArray *filtered(TaskStock *stock, const TaskFilter *filter, GError **error) {
  g_autoptr(IdSet) found = NULL;
  g_autoptr(TaskQuery) words = task_query_new(
      stock->db, filter->query, reckoning_today(stock->listing.reckoning), PARAMETER, error);
  if (words == NULL ||
      (*task_query_sql(words) != '\0' && (found = ask(stock->db, words, error)) == NULL))
    return NULL;
  return choose(stock, filter, words, found);
}

/* ---- lists ------------------------------------------------------------------------------ */

static gboolean takes_all(const TaskFilter *filter) {
  return filter->state < 0 && filter->light < 0 && filter->due_until == DAY_NONE &&
         !filter->whole && filter->order == TASK_ORDER_NUMBER &&
         (filter->query == NULL || *filter->query == '\0');
}

/* What is due by a day is found by an index, which is no reason to read all. */
static gboolean is_found_by_index(const TaskFilter *filter) {
  return filter->due_until != DAY_NONE && filter->light == LIGHT_RED;
}

GArray *task_stock_list(TaskStock *stock, const Reckoning *reckoning, const TaskFilter *filter,
                        GError **error) {
  if (filter->unit != 0 || filter->ids != NULL)
    return task_list(stock->db, reckoning, filter, error);
  if (!begin(stock, reckoning, filter, error))
    return NULL;
  if (stock->refs == NULL && is_found_by_index(filter))
    return listing_refs(stock->db, &stock->listing, filter, error);
  if (!read_refs(stock, error))
    return NULL;
  return takes_all(filter) ? g_array_ref(stock->refs) : filtered(stock, filter, error);
}

GHashTable *task_stock_standings(TaskStock *stock, const Reckoning *reckoning, gint64 ledger,
                                 GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  return begin(stock, reckoning, &filter, error) ? g_hash_table_ref(stock->listing.standings)
                                                 : NULL;
}
