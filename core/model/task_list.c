#include "core/model/task_listing.h"

/* No join and no order: both are quicker done here, since ledgers and split tasks are few, and rows
 * mostly lie as they are listed. */
#define SQL_LIST SQL_LISTING " WHERE 1"
#define SQL_LIST_LEDGER " AND t.ledger = ?1"
/* Not by the index: going from it to the row costs more than passing over a few rows. */
#define SQL_LIST_LEDGER_OF_FEW " AND +t.ledger = ?1"
#define FEW 4
#define SQL_LIST_BY_ROW " ORDER BY t.number"
#define SQL_LIST_STATE " AND t.state = ?2"
#define SQL_LIST_DUE " AND t.due <= ?3"
#define SQL_LIST_IDS " AND t.id IN (SELECT value FROM json_each(?6))"
/* ?5: tasks with a period due by then, as a JSON array. Two looks and no OR, which would keep
 * SQLite from its index of due dates. */
#define SQL_LIST_DUE_HEAD " AND t.id IN (SELECT t.id FROM task t WHERE 1"
#define SQL_LIST_DUE_TAIL " UNION ALL SELECT value FROM json_each(?5))"
/* As the index task_open_due has it, word for word, so that SQLite sees that it may use it. */
#define SQL_LIST_OPEN " AND t.state NOT IN ('done', 'closed', 'void')"
/* The groups that it is in, and the units that went into it, which 封存 ledgers still name. UNION,
 * not UNION ALL: a group may be in another. */
#define SQL_LIST_UNIT                                                                              \
  " AND t.id IN (WITH RECURSIVE asked(id) AS (SELECT ?4 UNION"                                     \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id)"

#define QUERY_PARAMETER 8

/* Only what is open can be red or amber. */
static gboolean is_open_only(const TaskFilter *filter) {
  return filter->light == LIGHT_RED || filter->light == LIGHT_AMBER;
}

/* periods: whether ?5 is bound. */
static void append_due(GString *sql, const TaskFilter *filter, gboolean periods) {
  if (periods)
    g_string_append(sql, SQL_LIST_DUE_HEAD);
  g_string_append(sql, SQL_LIST_DUE);
  if (periods && is_open_only(filter))
    g_string_append(sql, SQL_LIST_OPEN);
  if (periods)
    g_string_append(sql, SQL_LIST_DUE_TAIL);
}

static char *list_sql(const TaskListing *listing, const TaskFilter *filter, const TaskQuery *words,
                      gboolean periods) {
  g_autoptr(GString) sql = g_string_new(SQL_LIST);
  if (filter->ledger != 0)
    g_string_append(sql, g_hash_table_size(listing->ledgers) > FEW ? SQL_LIST_LEDGER
                                                                   : SQL_LIST_LEDGER_OF_FEW);
  if (filter->state >= 0)
    g_string_append(sql, SQL_LIST_STATE);
  if (filter->due_until != DAY_NONE)
    append_due(sql, filter, periods);
  if (is_open_only(filter))
    g_string_append(sql, SQL_LIST_OPEN);
  if (filter->ids != NULL)
    g_string_append(sql, SQL_LIST_IDS);
  if (filter->unit != 0)
    g_string_append(sql, SQL_LIST_UNIT);
  g_string_append(sql, task_query_sql(words));
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

static void bind_filter(Query *query, const TaskFilter *filter, const GArray *periods,
                        const TaskQuery *words) {
  if (filter->ledger != 0)
    query_bind_int(query, 1, filter->ledger);
  if (filter->state >= 0)
    query_bind_text(query, 2, task_state_code((TaskState)filter->state));
  if (filter->due_until != DAY_NONE)
    query_bind_day(query, 3, filter->due_until);
  if (filter->unit != 0)
    query_bind_int(query, 4, filter->unit);
  if (periods != NULL)
    query_bind_ids(query, 5, periods);
  if (filter->ids != NULL)
    query_bind_ids(query, 6, filter->ids);
  task_query_bind(words, query);
}

int task_ref_share(const TaskRef *ref) {
  return task_state_is_done((TaskState)ref->state) ? 100 : MAX(ref->percent, 0);
}

gboolean task_ref_is_late(const TaskRef *ref) {
  return ref->light == LIGHT_RED && (!ref->underway || ref->missed > 0);
}

/* ---- rows ------------------------------------------------------------------------------- */

static TaskRef ref_from_row(Query *query, const TaskListing *listing) {
  LightInput input = {.due = query_day(query, 5), .done_on = query_day(query, 6)};
  task_kind_parse(query_text(query, 3), &input.kind);
  task_state_parse(query_text(query, 4), &input.state);
  gint64 id = query_int(query, 0);
  const SplitTask *split = listing_split(listing, id);
  const SplitTask *whole = listing_split(listing, query_int(query, 8));
  int percent = split != NULL && split->parts > 0 ? split->percent
                : query_is_null(query, 7)         ? PERCENT_NONE
                                                  : (int)query_int(query, 7);
  Standing standing = task_standing(&input, g_hash_table_lookup(listing->standings, &id),
                                    listing->ledger->policy, listing->ledger->day);
  return (TaskRef){
      .id = id,
      .indicator = (guint32)query_int(query, 1),
      .ledger = (guint32)listing->ledger->id,
      .number = (gint32)query_int(query, 9),
      .under = whole != NULL ? whole->number : 0,
      .due = input.due,
      .done_on = input.done_on,
      .overdue = (guint)standing.overdue,
      .light = standing.light,
      .kind = input.kind,
      .state = input.state,
      .blue = standing.blue,
      .underway = split != NULL && split->underway,
      .missed = (guint)MIN(standing.missed, TASK_REF_MOST),
      .parts = split != NULL ? (guint)MIN(split->parts, TASK_REF_MOST) : 0,
      .percent = percent,
  };
}

/* The last stated day that may be late already: before a holiday, 提前 makes it earlier. */
static Day latest_late(const Reckoning *reckoning) {
  Day today = reckoning_today(reckoning), day = today - 1;
  while (reckoning_due_earliest(reckoning, day + 1) < today)
    day++;
  return day;
}

void task_filter_late(TaskFilter *filter, const Reckoning *reckoning) {
  filter->light = LIGHT_RED;
  filter->due_until = latest_late(reckoning);
  filter->order = TASK_ORDER_DUE;
  filter->late = TRUE;
}

static void add_row(TaskListing *listing, Query *query, const TaskFilter *filter,
                    const TaskQuery *words, GArray *refs) {
  const ListedLedger *ledger = listing_ledger(listing, query_int(query, 2));
  if (ledger == NULL || (ledger->frozen && listing_only_in_use(filter)))
    return;
  TaskRef ref = ref_from_row(query, listing);
  if (listing_takes(filter, words, &ref))
    g_array_append_val(refs, ref);
}

static gboolean read_rows(Db *db, TaskListing *listing, const TaskFilter *filter,
                          const TaskQuery *words, GArray *refs, GError **error) {
  g_autoptr(GArray) due =
      filter->due_until != DAY_NONE ? listing_due_by_periods(listing, filter->due_until) : NULL;
  const GArray *periods = due != NULL && due->len > 0 ? due : NULL;
  g_autofree char *sql = list_sql(listing, filter, words, periods != NULL);
  Query *query = query_new(db, sql);
  bind_filter(query, filter, periods, words);
  while (query_next(query))
    add_row(listing, query, filter, words, refs);
  return query_finish(query, error);
}

/* Whole ledgers, one after the other: so the index task_row has them as they are listed. */
static gboolean read_ledgers(Db *db, TaskListing *listing, const TaskFilter *filter,
                             const TaskQuery *words, GArray *refs, GError **error) {
  for (guint i = 0; i < listing->order->len; i++) {
    const ListedLedger *ledger = listing->order->pdata[i];
    if (filter->ledger != 0 ? filter->ledger != ledger->id
                            : ledger->frozen && listing_only_in_use(filter))
      continue;
    Query *query = query_new(db, SQL_LIST SQL_LIST_LEDGER SQL_LIST_BY_ROW);
    query_bind_int(query, 1, ledger->id);
    while (query_next(query))
      add_row(listing, query, filter, words, refs);
    if (!query_finish(query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean is_of_whole_ledgers(const TaskFilter *filter, const TaskQuery *words) {
  return filter->due_until == DAY_NONE && filter->unit == 0 && filter->ids == NULL &&
         *task_query_sql(words) == '\0';
}

GArray *listing_refs(Db *db, TaskListing *listing, const TaskFilter *filter, GError **error) {
  g_autoptr(TaskQuery) words = task_query_new(
      db, filter->query, reckoning_today(listing->reckoning), QUERY_PARAMETER, error);
  if (words == NULL)
    return NULL;
  g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  if (is_of_whole_ledgers(filter, words) ? !read_ledgers(db, listing, filter, words, refs, error)
                                         : !read_rows(db, listing, filter, words, refs, error))
    return NULL;
  listing_order(listing, refs, filter->order);
  return g_steal_pointer(&refs);
}

GArray *listing_refs_by(TaskListing *listing, const TaskFilter *filter, Query *query,
                        GError **error) {
  g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  while (query_next(query)) {
    if (filter->ledger == 0 || filter->ledger == query_int(query, 2))
      add_row(listing, query, filter, NULL, refs);
  }
  if (!query_finish(query, error))
    return NULL;
  listing_order(listing, refs, filter->order);
  return g_steal_pointer(&refs);
}

GArray *task_list(Db *db, const Reckoning *reckoning, const TaskFilter *filter, GError **error) {
  g_auto(TaskListing) listing = {0};
  return listing_read(db, reckoning, filter, &listing, error)
             ? listing_refs(db, &listing, filter, error)
             : NULL;
}
