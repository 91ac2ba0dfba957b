/* since.c: which tasks were touched since one looked last. */
#include <string.h>

#include "core/store/about.h"
#include "core/store/place.h"

/* What an entry is said to be about is not put down again beside it. */
#define SQL_TOUCHED                                                                                \
  "SELECT task, task FROM journal WHERE seq > ?1 AND seq <= ?2 AND task IS NOT NULL UNION ALL "    \
  "SELECT first, last FROM " ABOUT_TABLE                                                           \
  " WHERE entry > ?1 AND entry <= ?2 AND what = '" ABOUT_TASK "'"

gboolean journal_mark(Db *db, JournalMark *mark, GError **error) {
  return place_entry(db, 0, mark, error);
}

/* Another file, or an older copy, may lie where the file was: it has other entries. */
static gboolean is_there(Db *db, const JournalMark *mark, gboolean *there, GError **error) {
  JournalMark found = {0};
  if (mark->seq != 0 && !place_entry(db, mark->seq, &found, error))
    return FALSE;
  *there = found.seq == mark->seq && memcmp(found.hash, mark->hash, sizeof found.hash) == 0;
  return TRUE;
}

/* Adds ids from first to last; FALSE where all come to more than most. */
static gboolean add_run(IdSet *tasks, gint64 first, gint64 last, guint most, guint *count) {
  if (last - first >= (gint64)(most - *count))
    return FALSE;
  *count += (guint)(last - first) + 1;
  for (gint64 id = first; id <= last; id++)
    id_set_add(tasks, id);
  return TRUE;
}

gboolean journal_tasks_since(Db *db, JournalMark *mark, guint most, IdSet *tasks, gboolean *told,
                             GError **error) {
  JournalMark newest;
  guint count = 0;
  *told = FALSE;
  if (!is_there(db, mark, told, error) || !journal_mark(db, &newest, error))
    return FALSE;
  Query *query = query_new(db, SQL_TOUCHED);
  query_bind_int(query, 1, mark->seq);
  query_bind_int(query, 2, newest.seq);
  while (*told && query_next(query))
    *told = add_run(tasks, query_int(query, 0), query_int(query, 1), most, &count);
  *mark = newest;
  return query_finish(query, error);
}
