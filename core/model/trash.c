#include "core/model/trash.h"

#include "core/model/task_along.h"
#include "core/model/task_number.h"

#define SQL_DELETED "SELECT seq FROM journal WHERE verb = 'task.delete'"
#define SQL_UNDOES "SELECT undoes, seq FROM journal WHERE undoes IS NOT NULL"
#define SQL_ENTRY                                                                                  \
  "SELECT j.at, j.who, r.reason FROM journal j JOIN journal r ON r.seq = ?2 WHERE j.seq = ?1"

static void task_clear(gpointer data) {
  TrashTask *task = data;
  g_free(task->goal);
  g_free(task);
}

void trash_entry_free(TrashEntry *entry) {
  if (entry == NULL)
    return;
  g_free(entry->who);
  g_free(entry->reason);
  g_free(entry->along);
  g_clear_pointer(&entry->tasks, g_ptr_array_unref);
  g_free(entry);
}

/* ---- what an entry deleted -------------------------------------------------------------- */

typedef struct {
  GPtrArray *tasks; /* TrashTask* */
  gboolean with_parts;
  int along[ALONG_COUNT];
} Reading;

static gint64 read_integer(const JournalGone *gone, const char *column) {
  g_autofree char *text = journal_gone_text(gone, column);
  return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

static void read_task(Reading *reading, const JournalGone *gone) {
  gboolean part = read_integer(gone, "parent") != 0;
  reading->along[ALONG_PARTS] += part;
  if (part && !reading->with_parts)
    return;
  TrashTask *task = g_new0(TrashTask, 1);
  task->id = gone->id;
  task->ledger = read_integer(gone, "ledger");
  task->number = (int)read_integer(gone, "number");
  task->goal = journal_gone_text(gone, "goal");
  g_ptr_array_add(reading->tasks, task);
}

/* A rule that was taken off before is counted by nobody. */
static gboolean is_in_force(const JournalGone *gone) {
  g_autofree char *ended = journal_gone_text(gone, "ended");
  return ended == NULL;
}

static void read_gone(const JournalGone *gone, gpointer data) {
  Reading *reading = data;
  TaskAlong along;
  if (g_str_equal(gone->table, "task"))
    read_task(reading, gone);
  else if (task_along_of(gone->table, &along) && (along != ALONG_RULES || is_in_force(gone)))
    reading->along[along]++;
}

static gint by_number(gconstpointer a, gconstpointer b) {
  const TrashTask *left = *(TrashTask *const *)a, *right = *(TrashTask *const *)b;
  if (left->ledger != right->ledger)
    return left->ledger < right->ledger ? -1 : 1;
  return left->number - right->number;
}

/* The tasks that an entry deleted, parts among them only where with_parts: TrashTask*, by ledger
 * and 序号. along may be NULL. NULL and error. */
static GPtrArray *read_deleted(Db *db, gint64 seq, gboolean with_parts, char **along,
                               GError **error) {
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func(task_clear);
  Reading reading = {.tasks = tasks, .with_parts = with_parts};
  if (!journal_gone(db, seq, read_gone, &reading, error))
    return NULL;
  g_ptr_array_sort(tasks, by_number);
  if (along != NULL)
    *along = task_along_text(reading.along);
  return g_steal_pointer(&tasks);
}

/* ---- listing ---------------------------------------------------------------------------- */

/* An entry that deleted tasks and is in force: the one that deleted, or the last that deleted again
 * what was put back. */
typedef struct {
  gint64 seq;
  gint64 root; /* the one that deleted first */
} Deletion;

/* Which entry took back which: seq by the one that it undoes. */
static GHashTable *read_undoes(Db *db, GError **error) {
  g_autoptr(GHashTable) undoes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Query *query = query_new(db, SQL_UNDOES);
  while (query_next(query)) {
    gint64 undone = query_int(query, 0), seq = query_int(query, 1);
    g_hash_table_insert(undoes, g_memdup2(&undone, sizeof undone), g_memdup2(&seq, sizeof seq));
  }
  return query_finish(query, error) ? g_steal_pointer(&undoes) : NULL;
}

static gint newest_first(gconstpointer a, gconstpointer b) {
  const Deletion *left = a, *right = b;
  return left->seq > right->seq ? -1 : left->seq < right->seq;
}

/* Deletion; NULL and error. */
static GArray *read_deletions(Db *db, GError **error) {
  g_autoptr(GHashTable) undoes = read_undoes(db, error);
  if (undoes == NULL)
    return NULL;
  g_autoptr(GArray) deletions = g_array_new(FALSE, FALSE, sizeof(Deletion));
  Query *query = query_new(db, SQL_DELETED);
  while (query_next(query)) {
    Deletion deletion = {query_int(query, 0), query_int(query, 0)};
    gboolean deleted = TRUE;
    const gint64 *undo;
    while ((undo = g_hash_table_lookup(undoes, &deletion.seq)) != NULL && *undo > deletion.seq) {
      deletion.seq = *undo;
      deleted = !deleted;
    }
    if (deleted)
      g_array_append_val(deletions, deletion);
  }
  if (!query_finish(query, error))
    return NULL;
  g_array_sort(deletions, newest_first);
  return g_steal_pointer(&deletions);
}

/* NULL and error. */
static TrashEntry *read_entry(Db *db, const Deletion *deletion, GError **error) {
  TrashEntry *entry = g_new0(TrashEntry, 1);
  entry->seq = deletion->seq;
  entry->tasks = read_deleted(db, deletion->seq, FALSE, &entry->along, error);
  Query *query = query_new(db, SQL_ENTRY);
  query_bind_int(query, 1, deletion->seq);
  query_bind_int(query, 2, deletion->root);
  if (query_next(query)) {
    entry->at = query_int(query, 0);
    entry->who = g_strdup(query_text(query, 1));
    entry->reason = g_strdup(query_text(query, 2));
  }
  if (query_finish(query, entry->tasks != NULL ? error : NULL) && entry->tasks != NULL)
    return entry;
  trash_entry_free(entry);
  return NULL;
}

GPtrArray *trash_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)trash_entry_free);
  g_autoptr(GArray) deletions = read_deletions(db, error);
  for (guint i = 0; deletions != NULL && i < deletions->len; i++) {
    TrashEntry *entry = read_entry(db, &g_array_index(deletions, Deletion, i), error);
    if (entry == NULL)
      return NULL;
    g_ptr_array_add(entries, entry);
  }
  return deletions != NULL ? g_steal_pointer(&entries) : NULL;
}

/* ---- restoring -------------------------------------------------------------------------- */

/* tasks stand by ledger and 序号. */
static gboolean make_room(Db *db, gpointer data, GError **error) {
  const GPtrArray *tasks = data;
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < tasks->len; i++) {
    const TrashTask *task = tasks->pdata[i];
    const TrashTask *next = i + 1 < tasks->len ? tasks->pdata[i + 1] : NULL;
    gint64 number = task->number;
    g_array_append_val(numbers, number);
    if (next != NULL && next->ledger == task->ledger)
      continue;
    if (!task_numbers_make_free(db, task->ledger, numbers, error))
      return FALSE;
    g_array_set_size(numbers, 0);
  }
  return TRUE;
}

/* TRUE where seq lies in the 回收站. */
static gboolean check_entry(Db *db, gint64 seq, GError **error) {
  gboolean found = FALSE;
  g_autoptr(GArray) deletions = read_deletions(db, error);
  for (guint i = 0; deletions != NULL && i < deletions->len; i++)
    found = found || g_array_index(deletions, Deletion, i).seq == seq;
  if (deletions == NULL)
    return FALSE;
  if (!found)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "回收站里没有第 %" G_GINT64_FORMAT " 条，可能已经恢复；请刷新后再看", seq);
  return found;
}

gboolean trash_restore(Db *db, const Actor *actor, gint64 seq, int *tasks, GError **error) {
  if (!check_entry(db, seq, error))
    return FALSE;
  g_autoptr(GPtrArray) deleted = read_deleted(db, seq, TRUE, NULL, error);
  if (deleted == NULL || !journal_restore(db, actor, seq, make_room, deleted, NULL, error))
    return FALSE;
  if (tasks != NULL)
    *tasks = (int)deleted->len;
  return TRUE;
}
