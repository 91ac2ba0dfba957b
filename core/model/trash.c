#include "core/model/trash.h"

#include "core/model/task_number.h"

#define DELETED "task.delete"
/* Entries that deleted tasks and are in force: deleting, or deleting again what was put back. */
#define SQL_IN_FORCE                                                                                  \
  "WITH RECURSIVE chain (root, seq, depth) AS ("                                                      \
  " SELECT seq, seq, 0 FROM journal WHERE verb = '" DELETED "'"                                       \
  " UNION ALL SELECT chain.root, j.seq, depth + 1 FROM chain JOIN journal j ON j.undoes = chain.seq)" \
  " SELECT j.seq, j.at, j.who, r.reason FROM chain JOIN journal j ON j.seq = chain.seq"               \
  " JOIN journal r ON r.seq = chain.root WHERE chain.depth % 2 = 0"                                   \
  " AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = chain.seq) ORDER BY j.seq DESC"

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
  g_ptr_array_unref(entry->tasks);
  g_free(entry);
}

/* ---- what an entry deleted -------------------------------------------------------------- */

/* What goes along, as a person counts it. */
static const struct {
  const char *table;
  const char *what;
  const char *unit;
} ALONG[] = {
    {"progress", "进展", "条"},   {"evidence", "佐证材料", "件"},
    {"submission", "报送", "次"}, {"schedule", "周期要求", "条"},
    {"step", "办理步骤", "步"},   {"extension", "延期申请", "次"},
    {"nudge", "催办", "次"},      {"sendout_row", "下发表中", "行"},
    {"task_tag", "标签", "个"},
};

typedef struct {
  GHashTable *tasks; /* id → TrashTask */
  GHashTable *parts; /* ids of those that are parts */
  int counts[G_N_ELEMENTS(ALONG)];
  char *last; /* the row the change before was of */
} Reading;

static void read_task(Reading *reading, const JournalChange *change) {
  TrashTask *task = g_hash_table_lookup(reading->tasks, &change->id);
  if (task == NULL) {
    task = g_new0(TrashTask, 1);
    task->id = change->id;
    g_hash_table_insert(reading->tasks, &task->id, task);
  }
  if (g_str_equal(change->field, "number"))
    task->number = (int)g_ascii_strtoll(change->old, NULL, 10);
  else if (g_str_equal(change->field, "ledger"))
    task->ledger = g_ascii_strtoll(change->old, NULL, 10);
  else if (g_str_equal(change->field, "parent"))
    g_hash_table_add(reading->parts, &task->id);
  else if (g_str_equal(change->field, "goal")) {
    g_free(task->goal);
    task->goal = g_strdup(change->old);
  }
}

/* Changes come row by row. */
static void count_row(Reading *reading, const JournalChange *change) {
  g_autofree char *row = g_strdup_printf("%s %s", change->table, change->key);
  if (g_strcmp0(row, reading->last) == 0)
    return;
  g_free(reading->last);
  reading->last = g_steal_pointer(&row);
  for (gsize i = 0; i < G_N_ELEMENTS(ALONG); i++)
    reading->counts[i] += g_str_equal(change->table, ALONG[i].table);
}

static gint by_number(gconstpointer a, gconstpointer b) {
  const TrashTask *left = *(TrashTask *const *)a, *right = *(TrashTask *const *)b;
  if (left->ledger != right->ledger)
    return left->ledger < right->ledger ? -1 : 1;
  return left->number - right->number;
}

static char *along_text(const Reading *reading) {
  g_autoptr(GString) text = g_string_new(NULL);
  guint parts = g_hash_table_size(reading->parts);
  if (parts > 0)
    g_string_append_printf(text, "分解的各部分%u项", parts);
  for (gsize i = 0; i < G_N_ELEMENTS(ALONG); i++) {
    if (reading->counts[i] > 0)
      g_string_append_printf(text, "%s%s%d%s", text->len > 0 ? "、" : "", ALONG[i].what,
                             reading->counts[i], ALONG[i].unit);
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* The tasks that an entry deleted, parts among them only where with_parts: TrashTask*, by ledger
 * and 序号. along may be NULL. NULL and error. */
static GPtrArray *read_deleted(Db *db, gint64 seq, gboolean with_parts, char **along,
                               GError **error) {
  g_autoptr(GPtrArray) changes = journal_changes(db, seq, 0, error);
  if (changes == NULL)
    return NULL;
  Reading reading = {
      .tasks = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, NULL),
      .parts = g_hash_table_new(g_int64_hash, g_int64_equal),
  };
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    if (change->old == NULL || change->new_ != NULL)
      continue; /* not a row that went */
    if (g_str_equal(change->table, "task"))
      read_task(&reading, change);
    else
      count_row(&reading, change);
  }
  GPtrArray *tasks = g_ptr_array_new_with_free_func(task_clear);
  GHashTableIter iter;
  gpointer task;
  g_hash_table_iter_init(&iter, reading.tasks);
  while (g_hash_table_iter_next(&iter, NULL, &task)) {
    if (with_parts || !g_hash_table_contains(reading.parts, &((TrashTask *)task)->id))
      g_ptr_array_add(tasks, task);
  }
  g_ptr_array_sort(tasks, by_number);
  if (along != NULL)
    *along = along_text(&reading);
  g_hash_table_iter_init(&iter, reading.tasks);
  while (g_hash_table_iter_next(&iter, NULL, &task)) {
    if (!with_parts && g_hash_table_contains(reading.parts, &((TrashTask *)task)->id)) {
      g_hash_table_remove(reading.parts, &((TrashTask *)task)->id);
      task_clear(task);
    }
  }
  g_hash_table_unref(reading.parts);
  g_hash_table_unref(reading.tasks);
  g_free(reading.last);
  return tasks;
}

/* ---- listing ---------------------------------------------------------------------------- */

GPtrArray *trash_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)trash_entry_free);
  Query *query = query_new(db, SQL_IN_FORCE);
  while (query_next(query)) {
    TrashEntry *entry = g_new0(TrashEntry, 1);
    entry->seq = query_int(query, 0);
    entry->at = query_int(query, 1);
    entry->who = g_strdup(query_text(query, 2));
    entry->reason = g_strdup(query_text(query, 3));
    entry->tasks = g_ptr_array_new();
    g_ptr_array_add(entries, entry);
  }
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; i < entries->len; i++) {
    TrashEntry *entry = entries->pdata[i];
    GPtrArray *tasks = read_deleted(db, entry->seq, FALSE, &entry->along, error);
    if (tasks == NULL)
      return NULL;
    g_ptr_array_unref(entry->tasks);
    entry->tasks = tasks;
  }
  return g_steal_pointer(&entries);
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
  Query *query = query_new(db, SQL_IN_FORCE);
  while (!found && query_next(query))
    found = query_int(query, 0) == seq;
  if (!query_finish(query, error))
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
