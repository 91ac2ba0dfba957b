#include "core/model/task_sort.h"

#include <string.h>

#include "core/model/id_places.h"
#include "core/model/indicator_path.h"
#include "core/model/task_listing.h"
#include "core/model/unit_order.h"

#define IN_IDS " IN (SELECT value FROM json_each(?1))"

/* Fewer of the file's tasks than one in so many are looked up by their ids. */
#define FEW 8
#define SQL_COUNT "SELECT count(*) FROM task"

#define NOTHING G_MAXINT64

/* What tasks have in a column: the task, and a value that orders it. */
typedef struct {
  TaskColumn column;
  const char *select;
  const char *few; /* goes behind it where only given tasks are asked for */
  const char *group;
} RankSql;

static const RankSql RANKS[] = {
    {TASK_COLUMN_GOAL, "SELECT id, goal FROM task", " WHERE id" IN_IDS, ""},
    {TASK_COLUMN_NOTE, "SELECT id, note FROM task WHERE note IS NOT NULL", " AND id" IN_IDS, ""},
    {TASK_COLUMN_UNITS, "SELECT task, unit, min(position) FROM task_unit", " WHERE task" IN_IDS,
     " GROUP BY task"},
    /* The first of several counts. */
    {TASK_COLUMN_TAGS, "SELECT task, min(tag) FROM task_tag", " WHERE task" IN_IDS,
     " GROUP BY task"},
    {TASK_COLUMN_PROGRESS,
     "SELECT p.task, p.text FROM progress p WHERE p.id = (SELECT o.id FROM progress o "
     "WHERE o.task = p.task ORDER BY o.made_on DESC, o.id DESC LIMIT 1)",
     " AND p.task" IN_IDS, ""},
    {TASK_COLUMN_PROGRESS_DAY, "SELECT task, max(made_on) FROM progress", " WHERE task" IN_IDS,
     " GROUP BY task"},
};

static const TaskRef *ref_at(const GArray *refs, guint place) {
  return &g_array_index(refs, TaskRef, place);
}

static const RankSql *rank_sql(TaskColumn column) {
  for (gsize i = 0; i < G_N_ELEMENTS(RANKS); i++) {
    if (RANKS[i].column == column)
      return &RANKS[i];
  }
  return NULL;
}

/* ---- what SQL knows ---------------------------------------------------------------------- */

/* What is read for a column. */
typedef struct {
  const GArray *refs;
  IdPlaces *places;       /* of refs */
  const UnitOrder *units; /* TASK_COLUMN_UNITS; else NULL */
  GString *texts;         /* what tasks have in columns of texts, each ending in NUL … */
  GArray *found;          /* … and whose they are: Text */
} Reading;

/* A text, whose beginning mostly decides. */
typedef struct {
  guint64 head; /* its first bytes as a number */
  gsize at;     /* where it is in texts */
  guint place;  /* in refs */
} Text;

static guint64 head_of(const char *text) {
  guint64 head = 0;
  for (guint i = 0; i < sizeof head; i++) {
    head = head << 8 | (guint8)*text;
    if (*text != '\0')
      text++;
  }
  return head;
}

static void keep_text(Reading *reading, guint place, const char *text) {
  Text one = {.head = head_of(text), .at = reading->texts->len, .place = place};
  g_string_append_len(reading->texts, text, (gssize)strlen(text) + 1);
  g_array_append_val(reading->found, one);
}

static int compare_texts(gconstpointer a, gconstpointer b, gpointer data) {
  const Text *left = a, *right = b;
  const char *texts = data;
  if (left->head != right->head)
    return left->head < right->head ? -1 : 1;
  return strcmp(texts + left->at, texts + right->at);
}

/* Equal texts are equal in rank. */
static void rank_texts(Reading *reading, gint64 *ranks) {
  g_array_sort_with_data(reading->found, compare_texts, reading->texts->str);
  gint64 rank = 0;
  for (guint i = 0; i < reading->found->len; i++) {
    const Text *text = &g_array_index(reading->found, Text, i);
    if (i > 0 && compare_texts(text - 1, text, reading->texts->str) != 0)
      rank++;
    ranks[text->place] = rank;
  }
}

static void take_row(Reading *reading, TaskColumn column, Query *query, gint64 *ranks) {
  const TaskRef *ref = id_places_find(reading->places, query_int(query, 0));
  if (ref == NULL)
    return;
  guint place = (guint)(ref - ref_at(reading->refs, 0));
  if (column == TASK_COLUMN_UNITS)
    ranks[place] = unit_order_place(reading->units, query_int(query, 1));
  else if (column == TASK_COLUMN_PROGRESS_DAY)
    ranks[place] = query_day(query, 1);
  else if (!query_is_null(query, 1))
    keep_text(reading, place, query_text(query, 1));
}

static gboolean are_few(Db *db, const GArray *refs, gboolean *few, GError **error) {
  Query *query = query_new(db, SQL_COUNT);
  *few = query_next(query) && refs->len < query_int(query, 0) / FEW;
  return query_finish(query, error);
}

static Query *rank_query(Db *db, const GArray *refs, const RankSql *rank, gboolean few) {
  g_autofree char *sql = g_strconcat(rank->select, few ? rank->few : "", rank->group, NULL);
  Query *query = query_new(db, sql);
  if (!few)
    return query;
  g_autoptr(GArray) ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), refs->len);
  for (guint i = 0; i < refs->len; i++)
    g_array_append_val(ids, ref_at(refs, i)->id);
  query_bind_ids(query, 1, ids);
  return query;
}

static gboolean read_ranks(Db *db, Reading *reading, const RankSql *rank, gint64 *ranks,
                           GError **error) {
  gboolean few;
  if (!are_few(db, reading->refs, &few, error))
    return FALSE;
  for (guint i = 0; i < reading->refs->len; i++)
    ranks[i] = NOTHING;
  Query *query = rank_query(db, reading->refs, rank, few);
  while (query_next(query))
    take_row(reading, rank->column, query, ranks);
  if (!query_finish(query, error))
    return FALSE;
  rank_texts(reading, ranks);
  return TRUE;
}

static gboolean rank_by_sql(Db *db, const GArray *refs, const RankSql *rank, gint64 *ranks,
                            GError **error) {
  g_autoptr(UnitOrder) units =
      rank->column == TASK_COLUMN_UNITS ? unit_order_read(db, error) : NULL;
  if (rank->column == TASK_COLUMN_UNITS && units == NULL)
    return FALSE;
  g_autoptr(IdPlaces) places = id_places_new(refs);
  g_autoptr(GString) texts = g_string_new(NULL);
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Text));
  Reading reading = {refs, places, units, texts, found};
  return read_ranks(db, &reading, rank, ranks, error);
}

/* ---- what the list knows ----------------------------------------------------------------- */

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
    return task_ref_share(ref);
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
  if (column == TASK_COLUMN_NUMBER || column == TASK_COLUMN_LEDGER)
    return listing_rank(db, reckoning, refs, column == TASK_COLUMN_LEDGER, ranks, error);
  const RankSql *sql = rank_sql(column);
  if (sql != NULL)
    return rank_by_sql(db, refs, sql, ranks, error);
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

/* Puts each of refs where places has it, going round each circle once: a second list would take as
 * much again as the first. */
static void move_refs(GArray *refs, guint *places) {
  for (guint i = 0; i < refs->len; i++) {
    TaskRef first = *ref_at(refs, i);
    guint at = i;
    while (places[at] != i) {
      guint from = places[at];
      g_array_index(refs, TaskRef, at) = *ref_at(refs, from);
      places[at] = at;
      at = from;
    }
    g_array_index(refs, TaskRef, at) = first;
    places[at] = at;
  }
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
  move_refs(refs, places);
  return TRUE;
}
