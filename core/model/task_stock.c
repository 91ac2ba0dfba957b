#include "core/model/task_stock.h"

#include "core/model/answer_stock.h"
#include "core/model/task_listing.h"
#include "core/store/id_set.h"
#include "core/store/journal.h"

#define SQL_FOUND_BY_IDS "SELECT t.id FROM task t WHERE t.id IN (SELECT value FROM json_each(?1))"
#define SQL_FOUND_IN_SET "SELECT t.id FROM task t WHERE in_set(?1, t.id)"
#define SQL_PARTS_OF "SELECT id FROM task WHERE parent IN (SELECT value FROM json_each(?1))"
#define PARAMETER 2

/* Fewer than one in so many are few. */
#define FEW 8
/* More tasks than these that were written since are no quicker to read than all. */
#define MOST_TOUCHED 4000
/* Nor are more changes than these quicker to look at. */
#define MOST_CHANGES 500

struct TaskStock {
  Db *db;
  gboolean read; /* what follows was, at … */
  DbMoment moment;
  JournalMark mark;
  gint64 ledger;   /* … of this ledger, 0: of all … */
  gboolean frozen; /* … with those that are 封存 */
  TaskListing listing;
  AnswerStock *answers;
  GArray *refs;    /* TaskRef, by number; NULL: not read yet */
  GArray *changes; /* of these, TaskChange; NULL where they are */
  IdSet *found;    /* what the last filter found, NULL: nothing is kept; which was … */
  char *text;      /* … its query, may be NULL; and … */
  TaskFilter of;   /* … the rest of it */
};

TaskStock *task_stock_new(Db *db) {
  TaskStock *stock = g_new0(TaskStock, 1);
  stock->db = db;
  stock->answers = answer_stock_new(db);
  return stock;
}

static void forget_found(TaskStock *stock) {
  g_clear_pointer(&stock->found, id_set_free);
  g_clear_pointer(&stock->text, g_free);
}

void task_stock_forget(TaskStock *stock) {
  listing_clear(&stock->listing);
  answer_stock_forget(stock->answers);
  g_clear_pointer(&stock->refs, g_array_unref);
  g_clear_pointer(&stock->changes, g_array_unref);
  forget_found(stock);
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

/* ---- catching up with what was written ---------------------------------------------------- */

/* Whether tasks of the ledger of ref are in it. */
static gboolean has_ledger_of(TaskStock *stock, const TaskRef *ref) {
  const ListedLedger *ledger = listing_ledger(&stock->listing, ref->ledger);
  return stock->ledger != 0 ? stock->ledger == ref->ledger
                            : ledger != NULL && (stock->frozen || !ledger->frozen);
}

/* What is in it of the tasks that were touched, as they are now. */
static GArray *read_touched(TaskStock *stock, const GArray *ids, GError **error) {
  TaskFilter these = TASK_FILTER_ALL;
  these.ids = ids;
  g_autoptr(GArray) read = listing_refs(stock->db, &stock->listing, &these, error);
  if (read == NULL)
    return NULL;
  GArray *refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < read->len; i++) {
    const TaskRef *ref = &g_array_index(read, TaskRef, i);
    if (has_ledger_of(stock, ref))
      g_array_append_vals(refs, ref, 1);
  }
  return refs;
}

/* Begins to note what changes in refs, which replaces what was noted. */
static void note_anew(TaskStock *stock) {
  g_clear_pointer(&stock->changes, g_array_unref);
  stock->changes = g_array_new(FALSE, FALSE, sizeof(TaskChange));
}

/* The place in refs of a task that stands where it stood; refs->len: it does not. */
static guint place_of(TaskStock *stock, const TaskRef *now) {
  guint low = 0, high = stock->refs->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (listing_is_before(&stock->listing, &g_array_index(stock->refs, TaskRef, middle), now,
                          TASK_ORDER_NUMBER))
      low = middle + 1;
    else
      high = middle;
  }
  if (low == stock->refs->len)
    return low;
  const TaskRef *ref = &g_array_index(stock->refs, TaskRef, low);
  gboolean stays = ref->id == now->id && ref->ledger == now->ledger && ref->number == now->number &&
                   ref->under == now->under;
  return stays ? low : stock->refs->len;
}

static guint count_touched(const TaskStock *stock, const IdSet *touched) {
  guint count = 0;
  for (guint i = 0; i < stock->refs->len; i++)
    count += id_set_has(touched, g_array_index(stock->refs, TaskRef, i).id) ? 1 : 0;
  return count;
}

/* Puts tasks that stand where they stood into their places, where that is all that was touched.
 * FALSE where some came, went or moved. */
static gboolean replace(TaskStock *stock, const IdSet *touched, guint count, const GArray *now) {
  g_autofree guint *places = g_new(guint, now->len + 1);
  for (guint i = 0; i < now->len; i++) {
    places[i] = place_of(stock, &g_array_index(now, TaskRef, i));
    if (places[i] == stock->refs->len)
      return FALSE;
  }
  if (count > now->len && count_touched(stock, touched) > now->len)
    return FALSE; /* those that are not there now went, or never were */
  if (stock->changes->len + now->len > MOST_CHANGES)
    note_anew(stock);
  for (guint i = 0; i < now->len; i++) {
    TaskRef *ref = &g_array_index(stock->refs, TaskRef, places[i]);
    TaskChange change = {*ref, g_array_index(now, TaskRef, i)};
    g_array_append_val(stock->changes, change);
    *ref = change.after;
  }
  return TRUE;
}

/* A new list, since who has the one before goes by the places in it. */
static void merge(TaskStock *stock, const IdSet *touched, const GArray *now) {
  const GArray *before = stock->refs;
  GArray *refs = g_array_sized_new(FALSE, FALSE, sizeof(TaskRef), before->len + now->len);
  guint next = 0;
  for (guint i = 0; i < before->len; i++) {
    const TaskRef *ref = &g_array_index(before, TaskRef, i);
    if (id_set_has(touched, ref->id))
      continue;
    for (; next < now->len; next++) {
      const TaskRef *one = &g_array_index(now, TaskRef, next);
      if (!listing_is_before(&stock->listing, one, ref, TASK_ORDER_NUMBER))
        break;
      g_array_append_vals(refs, one, 1);
    }
    g_array_append_vals(refs, ref, 1);
  }
  for (; next < now->len; next++)
    g_array_append_vals(refs, &g_array_index(now, TaskRef, next), 1);
  g_array_unref(stock->refs);
  stock->refs = refs;
  note_anew(stock);
}

static GArray *ids_in(const IdSet *set) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) runs = id_set_runs(set);
  for (guint i = 0; i < runs->len; i++) {
    const IdRun *run = &g_array_index(runs, IdRun, i);
    for (gint64 id = run->first; id <= run->last; id++)
      g_array_append_val(ids, id);
  }
  return ids;
}

/* The parts of what was touched, which have the number of their whole. */
static gboolean add_parts(const TaskStock *stock, IdSet *touched, GError **error) {
  g_autoptr(GArray) wholes = ids_in(touched);
  Query *query = query_new(stock->db, SQL_PARTS_OF);
  query_bind_ids(query, 1, wholes);
  return id_set_read(touched, query, error);
}

/* Leaves *same FALSE where the ledgers are others. */
static gboolean renew(TaskStock *stock, IdSet *touched, gboolean *same, GError **error) {
  if (!add_parts(stock, touched, error))
    return FALSE;
  g_autoptr(GArray) ids = ids_in(touched);
  if (!listing_renew(stock->db, &stock->listing, stock->ledger, ids, same, error) ||
      !answer_stock_renew(stock->answers, ids, error))
    return FALSE;
  if (!*same || stock->refs == NULL)
    return TRUE;
  g_autoptr(GArray) now = read_touched(stock, ids, error);
  if (now == NULL)
    return FALSE;
  if (!replace(stock, touched, ids->len, now))
    merge(stock, touched, now);
  return TRUE;
}

/* Brings what was read up to now, which was taken before; *current stays FALSE where it is to be
 * read again. FALSE and error, and it is forgotten. */
static gboolean catch_up(TaskStock *stock, const DbMoment *now, gboolean *current, GError **error) {
  *current = db_moment_is_same(&stock->moment, now);
  if (*current || now->others == 0 || stock->moment.opened != now->opened)
    return TRUE;
  g_autoptr(IdSet) touched = id_set_new();
  JournalMark mark = stock->mark;
  gboolean told = FALSE;
  gboolean good = journal_tasks_since(stock->db, &mark, MOST_TOUCHED, touched, &told, error) &&
                  (!told || mark.seq == stock->mark.seq || renew(stock, touched, &told, error));
  if (!good) {
    task_stock_forget(stock);
    return FALSE;
  }
  if (mark.seq != stock->mark.seq)
    forget_found(stock);
  stock->mark = mark;
  stock->moment = *now;
  *current = told;
  return TRUE;
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
  if (is_about(stock, reckoning, filter) && !catch_up(stock, &now, &current, error))
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
  note_anew(stock);
  return TRUE;
}

/* ---- what was found before ---------------------------------------------------------------- */

/* Takes found. */
static void remember(TaskStock *stock, const TaskFilter *filter, IdSet *found) {
  forget_found(stock);
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

/* Those that filter takes as far as their rows tell, and that were found before where it can only
 * take fewer. *count receives how many. */
static IdSet *choose(const TaskStock *stock, const TaskFilter *filter, const TaskQuery *words,
                     guint *count) {
  IdSet *chosen = id_set_new();
  const IdSet *before = narrows(stock, filter) ? stock->found : NULL;
  *count = 0;
  for (guint i = 0; i < stock->refs->len; i++) {
    const TaskRef *ref = &g_array_index(stock->refs, TaskRef, i);
    if ((before != NULL && !id_set_has(before, ref->id)) || !listing_takes(filter, words, ref) ||
        (filter->due_until != DAY_NONE && !listing_is_due(&stock->listing, ref, filter->due_until)))
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

static GArray *filtered(TaskStock *stock, const TaskFilter *filter, GError **error) {
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
  return refs;
}

/* ---- lists ------------------------------------------------------------------------------ */

static gboolean takes_all(const TaskFilter *filter) {
  return filter->state < 0 && filter->light < 0 && filter->due_until == DAY_NONE &&
         !filter->whole && !filter->late && filter->order == TASK_ORDER_NUMBER &&
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
  if (stock->read && !catch_up(stock, &now, &current, error))
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
