#include "core/model/task_sort.h"

#include "core/model/indicator_path.h"
#include "core/model/unit_order.h"

/* Each names the tasks that have something in a column, in its order, with what they have: equal
 * texts are equal in rank. The first of several tags counts. */
#define SQL_RANK_NUMBER                                                                            \
  "SELECT t.id, NULL FROM task t JOIN ledger l ON l.id = t.ledger "                                \
  "LEFT JOIN task up ON up.id = t.parent ORDER BY l.year DESC, l.id, "                             \
  "ifnull(up.number, t.number), t.parent IS NOT NULL, t.number"
#define SQL_RANK_GOAL "SELECT id, goal FROM task ORDER BY goal"
#define SQL_RANK_NOTE "SELECT id, note FROM task WHERE note IS NOT NULL ORDER BY note"
#define SQL_FIRST_UNITS "SELECT task, unit, min(position) FROM task_unit GROUP BY task"
#define SQL_RANK_TAGS "SELECT task, min(tag) AS tag FROM task_tag GROUP BY task ORDER BY tag"
#define SQL_RANK_PROGRESS                                                                          \
  "SELECT p.task, p.text FROM progress p WHERE p.id = (SELECT o.id FROM progress o "               \
  "WHERE o.task = p.task ORDER BY o.made_on DESC, o.id DESC LIMIT 1) ORDER BY p.text"
#define SQL_RANK_PROGRESS_DAY                                                                      \
  "SELECT task, max(made_on) AS day FROM progress GROUP BY task ORDER BY day"
#define SQL_RANK_LEDGER                                                                            \
  "SELECT t.id, l.id FROM task t JOIN ledger l ON l.id = t.ledger ORDER BY l.year DESC, l.id"

#define NOTHING G_MAXINT64

static const TaskRef *ref_at(const GArray *refs, guint place) {
  return &g_array_index(refs, TaskRef, place);
}

static const char *rank_sql(TaskColumn column) {
  switch (column) {
  case TASK_COLUMN_NUMBER:
    return SQL_RANK_NUMBER;
  case TASK_COLUMN_GOAL:
    return SQL_RANK_GOAL;
  case TASK_COLUMN_NOTE:
    return SQL_RANK_NOTE;
  case TASK_COLUMN_TAGS:
    return SQL_RANK_TAGS;
  case TASK_COLUMN_PROGRESS:
    return SQL_RANK_PROGRESS;
  case TASK_COLUMN_PROGRESS_DAY:
    return SQL_RANK_PROGRESS_DAY;
  case TASK_COLUMN_LEDGER:
    return SQL_RANK_LEDGER;
  default:
    return NULL;
  }
}

/* Task's id → its place in refs + 1; ranks has no rank yet of any. */
static GHashTable *begin_ranks(const GArray *refs, gint64 *ranks) {
  GHashTable *places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < refs->len; i++) {
    g_hash_table_insert(places, (gpointer)&ref_at(refs, i)->id, GUINT_TO_POINTER(i + 1));
    ranks[i] = NOTHING;
  }
  return places;
}

static gboolean rank_units(Db *db, const GArray *refs, gint64 *ranks, GError **error) {
  g_autoptr(UnitOrder) order = unit_order_read(db, error);
  if (order == NULL)
    return FALSE;
  g_autoptr(GHashTable) places = begin_ranks(refs, ranks);
  Query *query = query_new(db, SQL_FIRST_UNITS);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &task));
    if (place != 0)
      ranks[place - 1] = unit_order_place(order, query_int(query, 1));
  }
  return query_finish(query, error);
}

/* The rank of each of refs in a column that SQL orders. */
static gboolean read_ranks(Db *db, const GArray *refs, const char *sql, gint64 *ranks,
                           GError **error) {
  g_autoptr(GHashTable) places = begin_ranks(refs, ranks);
  g_autofree char *last = NULL;
  gint64 rank = 0;
  Query *query = query_new(db, sql);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &task));
    if (place == 0)
      continue;
    const char *text = query_text(query, 1);
    if (text == NULL || g_strcmp0(text, last) != 0) {
      rank++;
      g_free(last);
      last = g_strdup(text);
    }
    ranks[place - 1] = rank;
  }
  return query_finish(query, error);
}

static gint64 rank_of_ref(const Reckoning *reckoning, const TaskRef *ref, TaskColumn column) {
  int left;
  switch (column) {
  case TASK_COLUMN_LIGHT:
    return ref->light;
  case TASK_COLUMN_STATE:
    return ref->state;
  case TASK_COLUMN_KIND:
    return ref->kind;
  case TASK_COLUMN_PERCENT:
    return ref->share;
  case TASK_COLUMN_LEFT:
    left = task_ref_left(ref, reckoning_day(reckoning, ref->ledger));
    return left == G_MAXINT32 ? NOTHING : left;
  default:
    return ref->due != DAY_NONE ? (gint64)ref->due : NOTHING;
  }
}

static gboolean rank_indicators(Db *db, const GArray *refs, int level, gint64 *ranks,
                                GError **error) {
  g_autoptr(IndicatorPaths) paths = indicator_paths_read(db, error);
  for (guint i = 0; paths != NULL && i < refs->len; i++) {
    guint place = indicator_paths_at(paths, ref_at(refs, i)->indicator, level);
    ranks[i] = place != 0 ? (gint64)place : NOTHING;
  }
  return paths != NULL;
}

static gboolean fill_ranks(Db *db, const Reckoning *reckoning, const GArray *refs,
                           TaskColumn column, gint64 *ranks, GError **error) {
  if (column == TASK_COLUMN_PRIMARY || column == TASK_COLUMN_SECONDARY)
    return rank_indicators(db, refs, column == TASK_COLUMN_PRIMARY ? 1 : 2, ranks, error);
  if (column == TASK_COLUMN_UNITS)
    return rank_units(db, refs, ranks, error);
  const char *sql = rank_sql(column);
  if (sql != NULL)
    return read_ranks(db, refs, sql, ranks, error);
  for (guint i = 0; i < refs->len; i++)
    ranks[i] = rank_of_ref(reckoning, ref_at(refs, i), column);
  return TRUE;
}

/* ---- ordering ---------------------------------------------------------------------------- */

typedef struct {
  const TaskSort *sorts;
  gsize count;
  const gint64 *ranks; /* of each place, for each of sorts */
} Order;

static int compare(gconstpointer a, gconstpointer b, gpointer data) {
  const Order *order = data;
  guint left = *(const guint *)a, right = *(const guint *)b;
  for (gsize i = 0; i < order->count; i++) {
    gint64 one = order->ranks[left * order->count + i];
    gint64 other = order->ranks[right * order->count + i];
    if (one == other)
      continue;
    gboolean less = one < other;
    gboolean turned = order->sorts[i].descending && one != NOTHING && other != NOTHING;
    return less != turned ? -1 : 1;
  }
  return left < right ? -1 : left > right;
}

gboolean task_sort(Db *db, const Reckoning *reckoning, GArray *refs, const TaskSort *sorts,
                   gsize count, GError **error) {
  if (count == 0 || refs->len == 0)
    return TRUE;
  g_autofree gint64 *ranks = g_new(gint64, refs->len * count);
  g_autofree gint64 *column = g_new(gint64, refs->len);
  for (gsize i = 0; i < count; i++) {
    if (!fill_ranks(db, reckoning, refs, sorts[i].column, column, error))
      return FALSE;
    for (guint k = 0; k < refs->len; k++)
      ranks[k * count + i] = column[k];
  }
  g_autofree guint *places = g_new(guint, refs->len);
  for (guint i = 0; i < refs->len; i++)
    places[i] = i;
  Order order = {sorts, count, ranks};
  g_qsort_with_data(places, (gint)refs->len, sizeof *places, compare, &order);
  g_autofree TaskRef *before = g_memdup2(refs->data, refs->len * sizeof(TaskRef));
  for (guint i = 0; i < refs->len; i++)
    g_array_index(refs, TaskRef, i) = before[places[i]];
  return TRUE;
}
