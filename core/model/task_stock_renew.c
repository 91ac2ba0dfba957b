/* task_stock_renew.c: catching up with what was written. */
#include "core/model/task_stock_private.h"

#define SQL_PARTS_OF "SELECT id FROM task WHERE parent IN (SELECT value FROM json_each(?1))"

/* More tasks than these that were written since are no quicker to read than all. */
#define MOST_TOUCHED 4000
/* Nor are more changes than these quicker to look at. */
#define MOST_CHANGES 500

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

void stock_note_anew(TaskStock *stock) {
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

static guint count_touched(const GArray *refs, const IdSet *touched) {
  guint count = 0;
  for (guint i = 0; i < refs->len; i++)
    count += id_set_has(touched, g_array_index(refs, TaskRef, i).id) ? 1 : 0;
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
  if (count > now->len && count_touched(stock->refs, touched) > now->len)
    return FALSE; /* those that are not there now went, or never were */
  gboolean told = stock->changes->len + now->len <= MOST_CHANGES;
  if (!told)
    stock_note_anew(stock); /* which nobody has yet */
  for (guint i = 0; i < now->len; i++) {
    TaskRef *ref = &g_array_index(stock->refs, TaskRef, places[i]);
    TaskChange change = {*ref, g_array_index(now, TaskRef, i)};
    if (told)
      g_array_append_val(stock->changes, change);
    *ref = change.after;
  }
  return TRUE;
}

/* What is before, without what was touched, with now, which is in that order: a new list, since who
 * has the one before goes by the places in it. */
static GArray *merge(TaskStock *stock, const GArray *before, const IdSet *touched,
                     const GArray *now, TaskOrder order) {
  GArray *refs = g_array_sized_new(FALSE, FALSE, sizeof(TaskRef), before->len + now->len);
  guint next = 0;
  for (guint i = 0; i < before->len; i++) {
    const TaskRef *ref = &g_array_index(before, TaskRef, i);
    if (id_set_has(touched, ref->id))
      continue;
    for (; next < now->len; next++) {
      const TaskRef *one = &g_array_index(now, TaskRef, next);
      if (!listing_is_before(&stock->listing, one, ref, order))
        break;
      g_array_append_vals(refs, one, 1);
    }
    g_array_append_vals(refs, ref, 1);
  }
  for (; next < now->len; next++)
    g_array_append_vals(refs, &g_array_index(now, TaskRef, next), 1);
  return refs;
}

static void renew_refs(TaskStock *stock, const IdSet *touched, guint count, const GArray *now) {
  if (replace(stock, touched, count, now))
    return;
  GArray *refs = merge(stock, stock->refs, touched, now, TASK_ORDER_NUMBER);
  g_array_unref(stock->refs);
  stock->refs = refs;
  stock_note_anew(stock);
}

static void renew_taken(TaskStock *stock, const IdSet *touched, const GArray *now) {
  const TaskFilter *filter = &stock->taken_by;
  if (stock->taken == NULL)
    return;
  g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < now->len; i++) {
    const TaskRef *ref = &g_array_index(now, TaskRef, i);
    if (stock_takes(stock, filter, NULL, ref))
      g_array_append_vals(taken, ref, 1);
  }
  if (taken->len == 0 && count_touched(stock->taken, touched) == 0)
    return;
  listing_order(&stock->listing, taken, filter->order);
  GArray *refs = merge(stock, stock->taken, touched, taken, filter->order);
  g_array_unref(stock->taken);
  stock->taken = refs;
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
  renew_refs(stock, touched, ids->len, now);
  renew_taken(stock, touched, now);
  return TRUE;
}

gboolean stock_catch_up(TaskStock *stock, const DbMoment *now, gboolean *current, GError **error) {
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
    stock_forget_found(stock);
  stock->mark = mark;
  stock->moment = *now;
  *current = told;
  return TRUE;
}
