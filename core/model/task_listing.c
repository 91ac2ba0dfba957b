#include "core/model/task_listing.h"

#include "core/model/task_parts.h"

/* In the order of lists; whether each is 封存 on ?1. */
#define SQL_LEDGERS "SELECT id, ifnull(frozen_on <= ?1, 0) FROM ledger ORDER BY year DESC, id"
/* Tasks that are split, with how many parts count, what they come to (NULL where none does) and how
 * many stand for it. By the index of parts, to which CROSS holds SQLite. */
#define SQL_SPLIT_FROM                                                                             \
  "SELECT p.parent, up.number, sum(" SQL_IS_PART "), (SELECT " SQL_PARTS_PERCENT                   \
  " FROM task p WHERE p.parent = up.id AND " SQL_IS_PART "), sum(" SQL_IS_UNDERWAY ") "            \
  "FROM task p CROSS JOIN task up ON up.id = p.parent WHERE p.parent IS NOT NULL"
#define SQL_SPLIT_BY " GROUP BY p.parent"
#define SQL_SPLIT SQL_SPLIT_FROM SQL_SPLIT_BY
#define SQL_SPLIT_OF                                                                               \
  SQL_SPLIT_FROM " AND p.parent IN (SELECT value FROM json_each(?1))" SQL_SPLIT_BY

/* What a TaskRef has no room for. */
#define SQL_FAR                                                                                    \
  "SELECT 1 WHERE EXISTS (SELECT 1 FROM ledger WHERE id > ?1)"                                     \
  " OR EXISTS (SELECT 1 FROM ledger WHERE id < 0)"                                                 \
  " OR EXISTS (SELECT 1 FROM indicator WHERE id > ?1)"                                             \
  " OR EXISTS (SELECT 1 FROM indicator WHERE id < 0)"

/* ---- beside the rows -------------------------------------------------------------------- */

static gboolean read_ledgers(Db *db, TaskListing *listing, GError **error) {
  listing->order = g_ptr_array_new_with_free_func(g_free);
  listing->ledgers = g_hash_table_new(g_int64_hash, g_int64_equal);
  Query *query = query_new(db, SQL_LEDGERS);
  query_bind_day(query, 1, reckoning_today(listing->reckoning));
  while (query_next(query)) {
    ListedLedger *ledger = g_new(ListedLedger, 1);
    gint64 id = query_int(query, 0);
    *ledger = (ListedLedger){.id = id,
                             .place = listing->order->len,
                             .frozen = query_int(query, 1) != 0,
                             .policy = reckoning_policy(listing->reckoning, id),
                             .day = reckoning_day(listing->reckoning, id)};
    g_ptr_array_add(listing->order, ledger);
    g_hash_table_insert(listing->ledgers, &ledger->id, ledger);
  }
  return query_finish(query, error);
}

static gboolean check_ids(Db *db, GError **error) {
  Query *query = query_new(db, SQL_FAR);
  query_bind_int(query, 1, G_MAXUINT32);
  gboolean far = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  return !far || store_refuse(error,
                              "这个文件里有台账或指标的编号大于 %u 或小于 0，列表放不下。"
                              "本程序不会给出这样的编号，请核对文件的来历",
                              G_MAXUINT32);
}

/* Steps and finishes query. */
static gboolean take_split(Query *query, TaskListing *listing, GError **error) {
  while (query_next(query)) {
    SplitTask *task = g_new(SplitTask, 1);
    *task =
        (SplitTask){.id = query_int(query, 0),
                    .number = (int)query_int(query, 1),
                    .parts = (int)query_int(query, 2),
                    .percent = query_is_null(query, 3) ? PERCENT_NONE : (int)query_int(query, 3),
                    .underway = query_int(query, 4) > 0};
    if (listing->split == NULL)
      listing->split = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    g_hash_table_insert(listing->split, &task->id, task);
  }
  return query_finish(query, error);
}

static gboolean read_split(Db *db, TaskListing *listing, GError **error) {
  return take_split(query_new(db, SQL_SPLIT), listing, error);
}

const SplitTask *listing_split(const TaskListing *listing, gint64 id) {
  return listing->split != NULL && id != 0 ? g_hash_table_lookup(listing->split, &id) : NULL;
}

const ListedLedger *listing_ledger(TaskListing *listing, gint64 id) {
  if (listing->ledger == NULL || listing->ledger->id != id)
    listing->ledger = g_hash_table_lookup(listing->ledgers, &id);
  return listing->ledger;
}

/* ---- order ------------------------------------------------------------------------------ */

/* Where a row belongs: by the first of these in which two differ. */
typedef struct {
  guint32 due; /* of TASK_ORDER_DUE */
  guint32 ledger;
  gint32 number; /* its own, or that of what it is a part of … */
  gint32 part;   /* … and its own then; 0: it is none */
  guint32 row;   /* where it stands among refs */
} Place;

static Place place_of(TaskListing *listing, const TaskRef *ref, TaskOrder order, guint32 row) {
  const ListedLedger *ledger = listing_ledger(listing, ref->ledger);
  Place place = {.ledger = ledger != NULL ? ledger->place : 0, .number = ref->number, .row = row};
  if (order == TASK_ORDER_DUE) {
    place.due = ref->due != DAY_NONE ? (guint32)ref->due : G_MAXUINT32;
  } else if (ref->under != 0) {
    place.number = ref->under;
    place.part = ref->number;
  }
  return place;
}

static int compare_places(gconstpointer a, gconstpointer b) {
  const Place *left = a, *right = b;
  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  if (left->ledger != right->ledger)
    return left->ledger < right->ledger ? -1 : 1;
  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;
  return left->part < right->part ? -1 : left->part > right->part;
}

gboolean listing_is_before(TaskListing *listing, const TaskRef *one, const TaskRef *other,
                           TaskOrder order) {
  Place left = place_of(listing, one, order, 0), right = place_of(listing, other, order, 0);
  return compare_places(&left, &right) < 0;
}

static gboolean is_ordered(TaskListing *listing, const GArray *refs, TaskOrder order) {
  Place before = {0};
  for (guint i = 0; i < refs->len; i++) {
    Place place = place_of(listing, &g_array_index(refs, TaskRef, i), order, i);
    if (i > 0 && compare_places(&before, &place) > 0)
      return FALSE;
    before = place;
  }
  return TRUE;
}

/* Round each circle once: a second list would take as much again as the first. */
void listing_move(GArray *refs, guint *from) {
  for (guint i = 0; i < refs->len; i++) {
    TaskRef first = g_array_index(refs, TaskRef, i);
    guint at = i;
    while (from[at] != i) {
      guint next = from[at];
      g_array_index(refs, TaskRef, at) = g_array_index(refs, TaskRef, next);
      from[at] = at;
      at = next;
    }
    g_array_index(refs, TaskRef, at) = first;
    from[at] = at;
  }
}

/* Where refs belong, in that order. An array of Place. */
static GArray *ordered_places(TaskListing *listing, const GArray *refs, TaskOrder order) {
  GArray *places = g_array_sized_new(FALSE, FALSE, sizeof(Place), refs->len);
  for (guint i = 0; i < refs->len; i++) {
    Place place = place_of(listing, &g_array_index(refs, TaskRef, i), order, i);
    g_array_append_val(places, place);
  }
  g_array_sort(places, compare_places);
  return places;
}

void listing_order(TaskListing *listing, GArray *refs, TaskOrder order) {
  if (is_ordered(listing, refs, order))
    return;
  g_autoptr(GArray) places = ordered_places(listing, refs, order);
  g_autofree guint *from = g_new(guint, refs->len);
  for (guint i = 0; i < refs->len; i++)
    from[i] = g_array_index(places, Place, i).row;
  listing_move(refs, from);
}

/* ---- all of it -------------------------------------------------------------------------- */

gboolean listing_only_in_use(const TaskFilter *filter) {
  return filter->ledger == 0 && filter->ids == NULL && !filter->frozen;
}

gboolean listing_takes(const TaskFilter *filter, const TaskQuery *words, const TaskRef *ref) {
  return (filter->light < 0 || filter->light == ref->light) &&
         (filter->state < 0 || filter->state == ref->state) &&
         (!filter->whole || ref->parts == 0) && (!filter->late || task_ref_is_late(ref)) &&
         (words == NULL || task_query_takes(words, ref));
}

static gboolean is_due(const ObligationStanding *standing, Day until) {
  return (standing->missed != DAY_NONE && standing->missed <= until) ||
         (standing->asked != DAY_NONE && standing->asked <= until);
}

gboolean listing_is_due(const TaskListing *listing, const TaskRef *ref, Day until) {
  if (ref->due != DAY_NONE && ref->due <= until)
    return TRUE;
  const ObligationStanding *standing = g_hash_table_lookup(listing->standings, &ref->id);
  return standing != NULL && is_due(standing, until);
}

GArray *listing_due_by_periods(const TaskListing *listing, Day until) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, listing->standings);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const ObligationStanding *standing = value;
    if (is_due(standing, until))
      g_array_append_val(ids, standing->task);
  }
  return ids;
}

void listing_clear(TaskListing *listing) {
  g_clear_pointer(&listing->standings, g_hash_table_unref);
  g_clear_pointer(&listing->ledgers, g_hash_table_unref);
  g_clear_pointer(&listing->order, g_ptr_array_unref);
  g_clear_pointer(&listing->split, g_hash_table_unref);
}

gboolean listing_read(Db *db, const Reckoning *reckoning, const TaskFilter *filter,
                      TaskListing *listing, GError **error) {
  ObligationFilter rules = {.ledger = filter->ledger, .frozen = !listing_only_in_use(filter)};
  listing->reckoning = reckoning;
  listing->standings = obligation_standings(db, reckoning, &rules, error);
  return listing->standings != NULL && check_ids(db, error) && read_ledgers(db, listing, error) &&
         read_split(db, listing, error);
}

/* ---- what was written since --------------------------------------------------------------- */

static gboolean are_same_ledgers(const GPtrArray *one, const GPtrArray *other) {
  for (guint i = 0; one->len == other->len && i < one->len; i++) {
    const ListedLedger *left = one->pdata[i], *right = other->pdata[i];
    if (left->id != right->id || left->frozen != right->frozen)
      return FALSE;
  }
  return one->len == other->len;
}

/* The reckoning is the same, and with it what it says of each. */
static gboolean check_ledgers(Db *db, const TaskListing *listing, gboolean *same, GError **error) {
  g_auto(TaskListing) now = {.reckoning = listing->reckoning};
  if (!read_ledgers(db, &now, error))
    return FALSE;
  *same = are_same_ledgers(listing->order, now.order);
  return TRUE;
}

static gboolean renew_standings(Db *db, TaskListing *listing, gint64 ledger, const GArray *tasks,
                                GError **error) {
  ObligationFilter rules = {.ledger = ledger, .tasks = tasks};
  g_autoptr(GHashTable) now = obligation_standings(db, listing->reckoning, &rules, error);
  if (now == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++) {
    gint64 task = g_array_index(tasks, gint64, i);
    ObligationStanding *standing = g_hash_table_lookup(now, &task);
    g_hash_table_remove(listing->standings, &task);
    if (standing == NULL)
      continue;
    g_hash_table_steal(now, &task);
    g_hash_table_insert(listing->standings, &standing->task, standing);
  }
  return TRUE;
}

static gboolean renew_split(Db *db, TaskListing *listing, const GArray *tasks, GError **error) {
  for (guint i = 0; listing->split != NULL && i < tasks->len; i++)
    g_hash_table_remove(listing->split, &g_array_index(tasks, gint64, i));
  Query *query = query_new(db, SQL_SPLIT_OF);
  query_bind_ids(query, 1, tasks);
  return take_split(query, listing, error);
}

gboolean listing_renew(Db *db, TaskListing *listing, gint64 ledger, const GArray *tasks,
                       gboolean *same, GError **error) {
  return check_ledgers(db, listing, same, error) &&
         (!*same || (renew_standings(db, listing, ledger, tasks, error) &&
                     renew_split(db, listing, tasks, error)));
}

gboolean listing_rank(Db *db, const Reckoning *reckoning, const GArray *refs, gboolean ledgers,
                      gint64 *ranks, GError **error) {
  g_auto(TaskListing) listing = {.reckoning = reckoning};
  if (!read_ledgers(db, &listing, error) || !read_split(db, &listing, error))
    return FALSE;
  g_autoptr(GArray) places = ordered_places(&listing, refs, TASK_ORDER_NUMBER);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    ranks[place->row] = ledgers ? (gint64)place->ledger : (gint64)i;
  }
  return TRUE;
}
