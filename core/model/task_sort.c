#include "core/model/task_sort.h"

#include "core/model/id_places.h"
#include "core/model/indicator_path.h"
#include "core/model/task_listing.h"
#include "core/model/unit_order.h"
#include "core/rules/text_rank.h"

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
    {TASK_COLUMN_UNITS, "SELECT task, unit FROM task_unit WHERE position = 1", " AND task" IN_IDS,
     ""},
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

/* Of tasks that lost the unit that was the first. */
static const RankSql UNITS_LEFT = {TASK_COLUMN_UNITS,
                                   "SELECT task, unit, min(position) FROM task_unit",
                                   " WHERE task" IN_IDS, " GROUP BY task"};

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
  TextRanks *texts;       /* what tasks have in columns of texts */
} Reading;

/* As it is stored, UTF-8 or not: it is not shown. */
static void add_text(Reading *reading, guint place, Query *query) {
  gsize size;
  const char *text = query_blob(query, 1, &size);
  text_ranks_add(reading->texts, place, text != NULL ? text : "", size);
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
    add_text(reading, place, query);
}

static gboolean are_few(Db *db, const GArray *refs, gboolean *few, GError **error) {
  Query *query = query_new(db, SQL_COUNT);
  *few = query_next(query) && refs->len < query_int(query, 0) / FEW;
  return query_finish(query, error);
}

/* The ids of refs, or of those that have no rank yet where ranks is given. */
static GArray *ids_of(const GArray *refs, const gint64 *ranks) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < refs->len; i++) {
    if (ranks == NULL || ranks[i] == NOTHING)
      g_array_append_val(ids, ref_at(refs, i)->id);
  }
  return ids;
}

/* Of the tasks of ids, or of all (NULL). */
static gboolean read_rows(Db *db, Reading *reading, const RankSql *rank, const GArray *ids,
                          gint64 *ranks, GError **error) {
  g_autofree char *sql = g_strconcat(rank->select, ids != NULL ? rank->few : "", rank->group, NULL);
  Query *query = query_new(db, sql);
  if (ids != NULL)
    query_bind_ids(query, 1, ids);
  while (query_next(query))
    take_row(reading, rank->column, query, ranks);
  return query_finish(query, error);
}

static gboolean read_left(Db *db, Reading *reading, gint64 *ranks, GError **error) {
  g_autoptr(GArray) ids = ids_of(reading->refs, ranks);
  return ids->len == 0 || read_rows(db, reading, &UNITS_LEFT, ids, ranks, error);
}

static gboolean read_ranks(Db *db, Reading *reading, const RankSql *rank, gint64 *ranks,
                           GError **error) {
  gboolean few;
  if (!are_few(db, reading->refs, &few, error))
    return FALSE;
  for (guint i = 0; i < reading->refs->len; i++)
    ranks[i] = NOTHING;
  g_autoptr(GArray) ids = few ? ids_of(reading->refs, NULL) : NULL;
  if (!read_rows(db, reading, rank, ids, ranks, error) ||
      (rank->column == TASK_COLUMN_UNITS && !read_left(db, reading, ranks, error)))
    return FALSE;
  text_ranks_give(reading->texts, ranks);
  return TRUE;
}

static gboolean rank_by_sql(Db *db, const GArray *refs, const RankSql *rank, gint64 *ranks,
                            GError **error) {
  g_autoptr(UnitOrder) units =
      rank->column == TASK_COLUMN_UNITS ? unit_order_read(db, error) : NULL;
  if (rank->column == TASK_COLUMN_UNITS && units == NULL)
    return FALSE;
  g_autoptr(IdPlaces) places = id_places_new(refs);
  g_autoptr(TextRanks) texts = text_ranks_new();
  Reading reading = {refs, places, units, texts};
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

/* Where a rank comes among those from least to most; what has nothing comes behind. */
static gsize bucket_of(gint64 rank, gint64 least, gint64 most, gboolean descending) {
  return (gsize)(rank == NOTHING ? most - least + 1 : descending ? most - rank : rank - least);
}

/* Puts places into the order of ranks, equal ones staying as they stand: they are counted, since
 * ranks lie close. */
static void order_by(guint *places, const gint64 *ranks, guint count, gboolean descending) {
  gint64 least = NOTHING, most = G_MININT64;
  for (guint i = 0; i < count; i++) {
    least = MIN(least, ranks[i]);
    most = ranks[i] != NOTHING ? MAX(most, ranks[i]) : most;
  }
  if (least == NOTHING)
    return;
  gsize buckets = bucket_of(NOTHING, least, most, descending) + 1;
  g_autofree guint *starts = g_new0(guint, buckets + 1);
  for (guint i = 0; i < count; i++)
    starts[bucket_of(ranks[i], least, most, descending) + 1]++;
  for (gsize i = 0; i < buckets; i++)
    starts[i + 1] += starts[i];
  g_autofree guint *before = g_memdup2(places, count * sizeof *places);
  for (guint i = 0; i < count; i++)
    places[starts[bucket_of(ranks[before[i]], least, most, descending)]++] = before[i];
}

gboolean task_sort(Db *db, const Reckoning *reckoning, GArray *refs, const TaskSort *sorts,
                   gsize count, GError **error) {
  if (count == 0 || refs->len == 0)
    return TRUE;
  g_autofree gint64 *ranks = g_new(gint64, refs->len);
  g_autofree guint *places = g_new(guint, refs->len);
  for (guint i = 0; i < refs->len; i++)
    places[i] = i;
  for (gsize i = count; i-- > 0;) {
    if (!fill_ranks(db, reckoning, refs, sorts[i].column, ranks, error))
      return FALSE;
    order_by(places, ranks, refs->len, sorts[i].descending);
  }
  listing_move(refs, places);
  return TRUE;
}
