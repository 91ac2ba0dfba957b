#include "core/store/about.h"

#include <string.h>

#include "core/store/id_set.h"
#include "core/store/raw.h"
#include "core/store/shape.h"

#define SQL_PUT "INSERT INTO " ABOUT_TABLE " (entry, what, first, last) VALUES (?1, ?2, ?3, ?4)"
/* Runs do not overlap: only the last that begins before it can hold an id. */
#define SQL_LAST                                                                                   \
  "SELECT last FROM " ABOUT_TABLE " WHERE entry = ?1 AND what = ?2 AND first <= ?3"                \
  " ORDER BY first DESC LIMIT 1"
#define SQL_VERSION "PRAGMA user_version"
#define SQL_HAS_PARTS "SELECT 1 FROM task WHERE parent IS NOT NULL LIMIT 1"
#define SQL_BACKWARDS "SELECT seq, ifnull(task, 0), changeset FROM journal ORDER BY seq DESC"
#define SQL_TRIGGERS                                                                               \
  "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" ABOUT_TABLE "'"

#define FIRST_VERSION 7 /* of the file: schema-7.sql */

typedef struct {
  Shapes *shapes;
  GHashTable *gone; /* table and id → gint64* owner, of the rows that later entries removed; NULL:
                       the rows are as the entry left them */
  gboolean looks;   /* for owners that a changeset does not say */
  gboolean has_parts;
  IdSet *tasks, *units;
  /* the table of the row */
  const char *table;
  gboolean is_task;
  int owner; /* the column that names the task; -1: none */
  guint64 unit_columns;
} Gathering;

static void gathering_clear(Gathering *gathering) {
  g_clear_pointer(&gathering->shapes, shapes_free);
  g_clear_pointer(&gathering->gone, g_hash_table_unref);
  g_clear_pointer(&gathering->tasks, id_set_free);
  g_clear_pointer(&gathering->units, id_set_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathering, gathering_clear)

/* ---- what a changeset touches -----------------------------------------------------------------
 */

static void enter_table(Gathering *gathering, const char *table) {
  gathering->table = table;
  gathering->is_task = g_str_equal(table, "task");
  gathering->owner = shapes_task_column(gathering->shapes, table);
  gathering->unit_columns = shapes_unit_columns(gathering->shapes, table);
}

static char *row_name(const char *table, gint64 id) {
  return g_strdup_printf("%s/%" G_GINT64_FORMAT, table, id);
}

/* An UPDATE that leaves the column alone does not carry it. */
static gint64 look_up(Gathering *gathering, gint64 id) {
  gint64 owner = 0;
  if (!gathering->looks || (gathering->is_task && !gathering->has_parts) ||
      shapes_owner(gathering->shapes, gathering->table, id, &owner) || gathering->gone == NULL)
    return owner;
  g_autofree char *name = row_name(gathering->table, id);
  const gint64 *kept = g_hash_table_lookup(gathering->gone, name);
  return kept != NULL ? *kept : 0;
}

static void add_owner(Gathering *gathering, const RawRow *row) {
  gint64 before = 0, after = 0;
  gsize column = (gsize)gathering->owner;
  gboolean told = raw_old_integer(row, column, &before);
  told = raw_new_integer(row, column, &after) || told;
  if (!told && row->operation == SQLITE_UPDATE && !raw_is_new(row, column))
    after = look_up(gathering, raw_id(row));
  if (before != 0)
    id_set_add(gathering->tasks, before);
  if (after != 0)
    id_set_add(gathering->tasks, after);
  if (gathering->gone != NULL && row->operation == SQLITE_DELETE && before != 0)
    g_hash_table_insert(gathering->gone, row_name(gathering->table, raw_id(row)),
                        g_memdup2(&before, sizeof before));
}

static void add_units(Gathering *gathering, const RawRow *row) {
  guint64 columns = gathering->unit_columns;
  for (gsize i = 0; columns != 0; columns >>= 1, i++) {
    gint64 unit;
    if ((columns & 1) != 0 && raw_old_integer(row, i, &unit))
      id_set_add(gathering->units, unit);
    if ((columns & 1) != 0 && raw_new_integer(row, i, &unit))
      id_set_add(gathering->units, unit);
  }
}

/* Reads what a sound changeset touched into new sets. */
static void gather(Gathering *gathering, const void *changeset, gsize size) {
  g_clear_pointer(&gathering->tasks, id_set_free);
  g_clear_pointer(&gathering->units, id_set_free);
  gathering->tasks = id_set_new();
  gathering->units = id_set_new();
  gathering->table = NULL;
  RawRow row;
  raw_start(&row, changeset, size);
  while (raw_next(&row)) {
    if (row.table != gathering->table)
      enter_table(gathering, row.table);
    if (gathering->is_task)
      id_set_add(gathering->tasks, raw_id(&row));
    if (gathering->owner >= 0)
      add_owner(gathering, &row);
    if (gathering->unit_columns != 0)
      add_units(gathering, &row);
  }
}

/* ---- putting it down ---------------------------------------------------------------------------
 */

static gboolean put_run(Db *db, gint64 entry, const char *what, gint64 first, gint64 last,
                        GError **error) {
  Query *query = query_new(db, SQL_PUT);
  query_bind_int(query, 1, entry);
  query_bind_text(query, 2, what);
  query_bind_int(query, 3, first);
  query_bind_int(query, 4, last);
  return query_run(query, error);
}

/* All but one id; 0: all. */
static gboolean put_set(Db *db, gint64 entry, const char *what, const IdSet *set, gint64 but,
                        GError **error) {
  g_autoptr(GArray) runs = id_set_runs(set);
  for (guint i = 0; i < runs->len; i++) {
    IdRun run = g_array_index(runs, IdRun, i);
    gboolean cut = but != 0 && run.first <= but && but <= run.last;
    if (cut && run.first < but && !put_run(db, entry, what, run.first, but - 1, error))
      return FALSE;
    if (cut && but == run.last)
      continue;
    if (!put_run(db, entry, what, cut ? but + 1 : run.first, run.last, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean put(Db *db, gint64 entry, gint64 task, const Gathering *gathering, GError **error) {
  return put_set(db, entry, ABOUT_TASK, gathering->tasks, task, error) &&
         put_set(db, entry, ABOUT_UNIT, gathering->units, 0, error);
}

static gboolean has_parts(Db *db, gboolean *has, GError **error) {
  Query *query = query_new(db, SQL_HAS_PARTS);
  *has = query_next(query);
  return query_finish(query, error);
}

gboolean about_is_kept(Db *db, gboolean *kept, GError **error) {
  Query *query = query_new(db, SQL_VERSION);
  *kept = query_next(query) && query_int(query, 0) >= FIRST_VERSION;
  return query_finish(query, error);
}

gboolean about_add(Db *db, gint64 entry, gint64 task, const void *changeset, gsize size,
                   GError **error) {
  gboolean kept;
  if (!about_is_kept(db, &kept, error))
    return FALSE;
  if (!kept)
    return TRUE;
  g_auto(Gathering) gathering = {.shapes = shapes_new(db), .looks = TRUE};
  if (!has_parts(db, &gathering.has_parts, error))
    return FALSE;
  gather(&gathering, changeset, size);
  return put(db, entry, task, &gathering, error);
}

/* ---- asking --------------------------------------------------------------------------------- */

/* Where the last run ends that does not begin behind id; *found: there is one. */
static gboolean read_last(Db *db, gint64 entry, const char *what, gint64 id, gboolean *found,
                          gint64 *last, GError **error) {
  Query *query = query_new(db, SQL_LAST);
  query_bind_int(query, 1, entry);
  query_bind_text(query, 2, what);
  query_bind_int(query, 3, id);
  *found = query_next(query);
  *last = query_int(query, 0);
  return query_finish(query, error);
}

gboolean about_has(Db *db, gint64 entry, const char *what, gint64 id, gboolean *has,
                   GError **error) {
  gint64 last;
  *has = FALSE;
  if (!read_last(db, entry, what, id, has, &last, error))
    return FALSE;
  *has = *has && last >= id;
  return TRUE;
}

/* Sets *lacks where some id of a set but one is not put down. */
static gboolean look_for(Db *db, gint64 entry, const char *what, const IdSet *set, gint64 but,
                         gboolean *lacks, GError **error) {
  g_autoptr(GArray) runs = id_set_runs(set);
  for (guint i = 0; !*lacks && i < runs->len; i++) {
    const IdRun *run = &g_array_index(runs, IdRun, i);
    gint64 id = run->first, last = id;
    for (; !*lacks && id <= run->last; id = last + 1) {
      gboolean found = TRUE;
      last = id;
      if (id != but && !read_last(db, entry, what, id, &found, &last, error))
        return FALSE;
      *lacks = !found || last < id;
      if (last >= run->last)
        break;
    }
  }
  return TRUE;
}

gboolean about_lacks(Db *db, gint64 entry, gint64 task, const void *changeset, gsize size,
                     gboolean *lacks, GError **error) {
  *lacks = FALSE;
  if (!changeset_is_sound(changeset, size))
    return TRUE;
  g_auto(Gathering) gathering = {.shapes = shapes_new(db)};
  gather(&gathering, changeset, size);
  return look_for(db, entry, ABOUT_TASK, gathering.tasks, task, lacks, error) &&
         look_for(db, entry, ABOUT_UNIT, gathering.units, 0, lacks, error);
}

/* ---- making it anew ---------------------------------------------------------------------------
 */

/* What keeps it from being changed, away for the while: name → SQL. NULL and error. */
static GHashTable *take_triggers(Db *db, GError **error) {
  g_autoptr(GHashTable) triggers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Query *query = query_new(db, SQL_TRIGGERS);
  while (query_next(query))
    g_hash_table_insert(triggers, g_strdup(query_text(query, 0)), g_strdup(query_text(query, 1)));
  if (!query_finish(query, error))
    return NULL;
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, triggers);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    g_autofree char *sql = g_strdup_printf("DROP TRIGGER \"%s\"", (char *)name);
    if (!db_exec(db, sql, error))
      return NULL;
  }
  return g_steal_pointer(&triggers);
}

static gboolean put_triggers(Db *db, GHashTable *triggers, GError **error) {
  GHashTableIter iter;
  gpointer sql;
  g_hash_table_iter_init(&iter, triggers);
  while (g_hash_table_iter_next(&iter, NULL, &sql))
    if (!db_exec(db, sql, error))
      return FALSE;
  return TRUE;
}

/* From the newest entry to the oldest: a row that is gone was told whole by what removed it. */
static gboolean fill(Db *db, GError **error) {
  g_auto(Gathering) gathering = {.shapes = shapes_new(db), .looks = TRUE, .has_parts = TRUE};
  gathering.gone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  gboolean good = TRUE;
  Query *query = query_new(db, SQL_BACKWARDS);
  while (good && query_next(query)) {
    gsize size = 0;
    const void *changeset = query_blob(query, 2, &size);
    if (!changeset_is_sound(changeset, size))
      continue;
    gather(&gathering, changeset, size);
    good = put(db, query_int(query, 0), query_int(query, 1), &gathering, error);
  }
  if (good)
    return query_finish(query, error);
  query_free(query);
  return FALSE;
}

gboolean about_rebuild(Db *db, GError **error) {
  g_autoptr(GHashTable) triggers = take_triggers(db, error);
  if (triggers == NULL || !db_exec(db, "DELETE FROM " ABOUT_TABLE, error))
    return FALSE;
  db->writing = TRUE; /* or no statement may change anything */
  gboolean good = fill(db, error);
  db->writing = FALSE;
  return good && put_triggers(db, triggers, error);
}
