#include "core/model/task_stock.h"

#include "core/model/task_stock_private.h"

#define SQL_FOUND_BY_IDS "SELECT t.id FROM task t WHERE t.id IN (SELECT value FROM json_each(?1))"
#define SQL_FOUND_IN_SET "SELECT t.id FROM task t WHERE in_set(?1, t.id)"
#define PARAMETER 2

/* Fewer than one in so many are few. */
#define FEW 8
TaskStock *task_stock_new(Db *db) {
  TaskStock *stock = g_new0(TaskStock, 1);
  stock->db = db;
  stock->answers = answer_stock_new(db);
  return stock;
}

void stock_forget_found(TaskStock *stock) {
  g_clear_pointer(&stock->found, id_set_free);
  g_clear_pointer(&stock->text, g_free);
}

void task_stock_forget(TaskStock *stock) {
  listing_clear(&stock->listing);
  answer_stock_forget(stock->answers);
  g_clear_pointer(&stock->refs, g_array_unref);
  g_clear_pointer(&stock->changes, g_array_unref);
  g_clear_pointer(&stock->taken, g_array_unref);
  stock_forget_found(stock);
  stock->listing = (TaskListing){0};
  stock->read = FALSE;
}

void task_stock_free(TaskStock *stock) {
  if (stock == NULL)
    return;
  task_stock_forget(stock);
  answer_stock_free(stock->answers);
  g_free(stock);
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean is_about(const TaskStock *stock, const Reckoning *reckoning,
                         const TaskFilter *filter) {
  return stock->read && stock->listing.reckoning == reckoning && stock->ledger == filter->ledger &&
         stock->frozen == filter->frozen;
}

/* Makes it that of the ledgers that filter is about. The moment is taken before anything is read,
 * and the mark before the tasks: what is written meanwhile is looked at the next time. */
static gboolean begin(TaskStock *stock, const Reckoning *reckoning, const TaskFilter *filter,
                      GError **error) {
  DbMoment now = db_moment(stock->db);
  gboolean current = FALSE;
  if (is_about(stock, reckoning, filter) && !stock_catch_up(stock, &now, &current, error))
    return FALSE;
  if (current)
    return TRUE;
  task_stock_forget(stock);
  stock->moment = now;
  stock->ledger = filter->ledger;
  stock->frozen = filter->frozen;
  stock->read = journal_mark(stock->db, &stock->mark, error) &&
                listing_read(stock->db, reckoning, filter, &stock->listing, error);
  return stock->read;
}

static gboolean read_refs(TaskStock *stock, GError **error) {
  TaskFilter all = TASK_FILTER_ALL;
  all.ledger = stock->ledger;
  all.frozen = stock->frozen;
  if (stock->refs != NULL)
    return TRUE;
  stock->refs = listing_refs(stock->db, &stock->listing, &all, error);
  if (stock->refs == NULL)
    return FALSE;
  stock_note_anew(stock);
  return TRUE;
}

/* ---- what was found before ---------------------------------------------------------------- */

/* Takes found. */
static void remember(TaskStock *stock, const TaskFilter *filter, IdSet *found) {
  stock_forget_found(stock);
  stock->found = found;
  stock->text = g_strdup(filter->query);
  stock->of = *filter;
}

/* Whether filter can only take what the one before took: its text was typed on. */
static gboolean narrows(const TaskStock *stock, const TaskFilter *filter) {
  return stock->found != NULL && stock->of.state == filter->state &&
         stock->of.light == filter->light && stock->of.whole == filter->whole &&
         stock->of.late == filter->late && stock->of.due_until == filter->due_until &&
         filter_narrows(stock->text, filter->query, reckoning_today(stock->listing.reckoning));
}

/* ---- choosing --------------------------------------------------------------------------- */

gboolean stock_takes(const TaskStock *stock, const TaskFilter *filter, const TaskQuery *words,
                     const TaskRef *ref) {
  return listing_takes(filter, words, ref) &&
         (filter->due_until == DAY_NONE || listing_is_due(&stock->listing, ref, filter->due_until));
}

/* Those that filter takes as far as their rows tell, and that were found before where it can only
 * take fewer. *count receives how many. */
static IdSet *choose(const TaskStock *stock, const TaskFilter *filter, const TaskQuery *words,
                     guint *count) {
  IdSet *chosen = id_set_new();
  const IdSet *before = narrows(stock, filter) ? stock->found : NULL;
  *count = 0;
  for (guint i = 0; i < stock->refs->len; i++) {
    const TaskRef *ref = &g_array_index(stock->refs, TaskRef, i);
    if ((before != NULL && !id_set_has(before, ref->id)) || !stock_takes(stock, filter, words, ref))
      continue;
    id_set_add(chosen, ref->id);
    (*count)++;
  }
  return chosen;
}

static GArray *ids_of(const TaskStock *stock, const IdSet *set) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < stock->refs->len; i++) {
    gint64 id = g_array_index(stock->refs, TaskRef, i).id;
    if (id_set_has(set, id))
      g_array_append_val(ids, id);
  }
  return ids;
}

/* Which of the chosen ones SQL finds; it is spared reading the texts of others. Few are looked up
 * by their ids, many by going through all. NULL and error. */
static IdSet *ask(const TaskStock *stock, const IdSet *chosen, guint count, const TaskQuery *words,
                  GError **error) {
  g_autoptr(IdSet) found = id_set_new();
  gboolean few = count < stock->refs->len / FEW;
  g_autofree char *sql =
      g_strconcat(few ? SQL_FOUND_BY_IDS : SQL_FOUND_IN_SET, task_query_sql(words), NULL);
  g_autoptr(GArray) ids = few ? ids_of(stock, chosen) : NULL;
  Query *query = query_new(stock->db, sql);
  if (few)
    query_bind_ids(query, 1, ids);
  else
    query_bind_set(query, 1, chosen);
  task_query_bind(words, query);
  return id_set_read(found, query, error) ? g_steal_pointer(&found) : NULL;
}

static GArray *refs_of(TaskStock *stock, const IdSet *set, TaskOrder order) {
  GArray *refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < stock->refs->len; i++) {
    const TaskRef *ref = &g_array_index(stock->refs, TaskRef, i);
    if (id_set_has(set, ref->id))
      g_array_append_vals(refs, ref, 1);
  }
  if (order != TASK_ORDER_NUMBER)
    listing_order(&stock->listing, refs, order);
  return refs;
}

static gboolean has_words(const TaskFilter *filter) {
  return filter->query != NULL && *filter->query != '\0';
}

/* Whether filter is the one that what is kept was taken by. */
static gboolean is_kept(const TaskStock *stock, const TaskFilter *filter) {
  const TaskFilter *by = &stock->taken_by;
  return stock->taken != NULL && !has_words(filter) && by->state == filter->state &&
         by->light == filter->light && by->whole == filter->whole && by->late == filter->late &&
         by->due_until == filter->due_until && by->order == filter->order;
}

/* Keeps what filter took, where its words, which look at more than tasks, do not say it, and it is
 * not much. */
static void keep(TaskStock *stock, const TaskFilter *filter, GArray *refs) {
  if (has_words(filter) || refs->len > stock->refs->len / FEW)
    return;
  g_clear_pointer(&stock->taken, g_array_unref);
  stock->taken = g_array_ref(refs);
  stock->taken_by = *filter;
  stock->taken_by.query = NULL;
}

static GArray *filtered(TaskStock *stock, const TaskFilter *filter, GError **error) {
  if (is_kept(stock, filter))
    return g_array_ref(stock->taken);
  guint count;
  Day today = reckoning_today(stock->listing.reckoning);
  g_autoptr(TaskQuery) words = task_query_new(stock->db, filter->query, today, PARAMETER, error);
  if (words == NULL)
    return NULL;
  g_autoptr(IdSet) found = choose(stock, filter, words, &count);
  if (*task_query_sql(words) != '\0') {
    g_autoptr(IdSet) chosen = g_steal_pointer(&found);
    found = ask(stock, chosen, count, words, error);
    if (found == NULL)
      return NULL;
  }
  GArray *refs = refs_of(stock, found, filter->order);
  remember(stock, filter, g_steal_pointer(&found));
  keep(stock, filter, refs);
  return refs;
}

/* ---- lists ------------------------------------------------------------------------------ */

static gboolean takes_all(const TaskFilter *filter) {
  return filter->state < 0 && filter->light < 0 && filter->due_until == DAY_NONE &&
         !filter->whole && !filter->late && filter->order == TASK_ORDER_NUMBER &&
         !has_words(filter);
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

GArray *task_stock_changes(const TaskStock *stock, const GArray *refs) {
  return refs != NULL && refs == stock->refs ? g_array_ref(stock->changes) : NULL;
}

GHashTable *task_stock_standings(TaskStock *stock, const Reckoning *reckoning, gint64 ledger,
                                 GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  return begin(stock, reckoning, &filter, error) ? g_hash_table_ref(stock->listing.standings)
                                                 : NULL;
}

GArray *task_stock_answers(TaskStock *stock, const GArray *refs, GError **error) {
  DbMoment now = db_moment(stock->db);
  gboolean current = FALSE;
  if (stock->read && !stock_catch_up(stock, &now, &current, error))
    return NULL;
  if (!current)
    task_stock_forget(stock);
  g_autoptr(GArray) ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), refs->len);
  for (guint i = 0; i < refs->len; i++)
    g_array_append_val(ids, g_array_index(refs, TaskRef, i).id);
  g_autoptr(GArray) answers = answer_stock_of(stock->answers, ids, error);
  if (!current) /* nobody would say when they are written */
    answer_stock_forget(stock->answers);
  return g_steal_pointer(&answers);
}
