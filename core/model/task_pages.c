#include "core/model/task_pages.h"

#include "core/model/task_listing.h"
#include "core/store/id_set.h"

/* As the index task_open_due has it, word for word: nothing else is read. */
#define SQL_OPEN_BETWEEN "t.due > ?1 AND t.due <= ?2 AND t.state NOT IN ('done', 'closed', 'void')"
/* The due date of the ?3rd task of these. */
#define SQL_DUE                                                                                    \
  "SELECT t.due FROM task t WHERE " SQL_OPEN_BETWEEN " ORDER BY t.due LIMIT 1 OFFSET ?3"
#define SQL_PIECE SQL_LISTING " WHERE " SQL_OPEN_BETWEEN
#define SQL_OF_PERIODS SQL_LISTING " WHERE t.id IN (SELECT value FROM json_each(?1))"

/* The first piece is small, since many readers want no more. */
#define FIRST (2 * TASK_PAGES_LEAST)
#define GROWTH 4
#define MOST (FIRST * GROWTH * GROWTH * GROWTH * GROWTH)

struct TaskPages {
  Db *db;
  const Reckoning *reckoning;
  TaskFilter filter;
  gboolean over;
  /* Of a list read piece by piece: */
  IdSet *given; /* NULL: nothing was read yet */
  DbMoment moment;
  TaskListing listing;
  Day after; /* those due later are to come; DAY_NONE: all are */
  int size;  /* how many are read then, more or less */
};

static gboolean is_piecewise(const TaskFilter *filter) {
  return filter->order == TASK_ORDER_DUE && filter->light == LIGHT_RED &&
         filter->due_until != DAY_NONE && filter->unit == 0 && filter->ids == NULL &&
         (filter->query == NULL || *filter->query == '\0');
}

TaskPages *task_pages_new(Db *db, const Reckoning *reckoning, const TaskFilter *filter) {
  TaskPages *pages = g_new0(TaskPages, 1);
  pages->db = db;
  pages->reckoning = reckoning;
  pages->filter = *filter;
  pages->size = FIRST;
  return pages;
}

void task_pages_free(TaskPages *pages) {
  if (pages == NULL)
    return;
  listing_clear(&pages->listing);
  id_set_free(pages->given);
  g_free(pages);
}

/* ---- pieces ----------------------------------------------------------------------------- */

/* Where somebody wrote, tasks may be due at another time than when they were passed: all are gone
 * through again. */
static gboolean make_current(TaskPages *pages, GError **error) {
  DbMoment now = db_moment(pages->db);
  if (pages->given != NULL && db_moment_is_same(&pages->moment, &now))
    return TRUE;
  if (pages->given == NULL)
    pages->given = id_set_new();
  pages->moment = now;
  pages->after = DAY_NONE;
  listing_clear(&pages->listing);
  pages->listing = (TaskListing){0};
  return listing_read(pages->db, pages->reckoning, &pages->filter, &pages->listing, error);
}

static void bind_between(Query *query, Day after, Day until) {
  if (after == DAY_NONE)
    query_bind_text(query, 1, "");
  else
    query_bind_day(query, 1, after);
  query_bind_day(query, 2, until);
}

/* The day up to which the next piece goes. All of one day are in one piece: they have an order of
 * their own. */
static gboolean find_until(const TaskPages *pages, Day *until, GError **error) {
  Query *query = query_new(pages->db, SQL_DUE);
  bind_between(query, pages->after, pages->filter.due_until);
  query_bind_int(query, 3, pages->size - 1);
  *until = query_next(query) ? query_day(query, 0) : pages->filter.due_until;
  return query_finish(query, error);
}

/* What a statement finds, and was not given before. */
static gboolean add(TaskPages *pages, Query *query, GArray *refs, GError **error) {
  g_autoptr(GArray) found = listing_refs_by(&pages->listing, &pages->filter, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const TaskRef *ref = &g_array_index(found, TaskRef, i);
    if (id_set_has(pages->given, ref->id))
      continue;
    id_set_add(pages->given, ref->id);
    g_array_append_vals(refs, ref, 1);
  }
  return found != NULL;
}

/* Those with a period that is due, and a later date of their own or none, come last. */
static gboolean add_of_periods(TaskPages *pages, GArray *refs, GError **error) {
  pages->over = TRUE;
  g_autoptr(GArray) ids = listing_due_by_periods(&pages->listing, pages->filter.due_until);
  if (ids->len == 0)
    return TRUE;
  Query *query = query_new(pages->db, SQL_OF_PERIODS);
  query_bind_ids(query, 1, ids);
  return add(pages, query, refs, error);
}

static gboolean add_piece(TaskPages *pages, GArray *refs, GError **error) {
  Day until;
  if (!make_current(pages, error))
    return FALSE;
  if (pages->after == pages->filter.due_until)
    return add_of_periods(pages, refs, error);
  if (!find_until(pages, &until, error))
    return FALSE;
  Query *query = query_new(pages->db, SQL_PIECE);
  bind_between(query, pages->after, until);
  pages->after = until;
  pages->size = MIN(pages->size * GROWTH, MOST);
  return add(pages, query, refs, error);
}

GArray *task_pages_next(TaskPages *pages, GError **error) {
  if (!pages->over && !is_piecewise(&pages->filter)) {
    pages->over = TRUE;
    return task_list(pages->db, pages->reckoning, &pages->filter, error);
  }
  g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  while (!pages->over && refs->len < TASK_PAGES_LEAST) {
    if (!add_piece(pages, refs, error))
      return NULL;
  }
  return g_steal_pointer(&refs);
}
