/* task_query.h: the filter of a list of tasks (core/rules/filter.h): what of it SQL is asked for,
 * and what the rows of the list tell with the units, indicators, tags … that it means.
 */
#pragma once

#include "core/model/task.h"
#include "core/rules/filter.h"

typedef struct TaskQuery TaskQuery;

/* Reads text (may be NULL) on a day, and looks up the names in it. parameter is the number of its
 * first one in the statement. STORE_ERROR_REFUSED where it is far too much. NULL and error. */
TaskQuery *task_query_new(Db *db, const char *text, Day today, int parameter, GError **error);
void task_query_free(TaskQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskQuery, task_query_free)

/* What SQL is asked of a task t: " AND (…)" for each word; "" for nothing. Borrowed. */
const char *task_query_sql(const TaskQuery *query);

/* Binds its parameters, for which query stays borrowed until the statement is finished. */
void task_query_bind(const TaskQuery *query, Query *statement);

/* Whether a task is taken, as far as SQL was not asked. */
gboolean task_query_takes(const TaskQuery *query, const TaskRef *ref);

/* What of text was not understood, or names nothing there is, in one line; *problems is NULL where
 * all is well; the caller frees. FALSE and error where the file cannot be read. */
gboolean task_query_problems(Db *db, const char *text, Day today, char **problems, GError **error);

/* What could go on at the end of a text that is being typed. */
typedef struct {
  gsize start;      /* the byte from which an offer takes the place of what is there */
  GPtrArray *texts; /* char*: what goes there: 责任: or 厅法规处; best first, at most limit */
  const char *hint; /* what may be typed there; static; "" for nothing to say */
} TaskQueryOffers;

void task_query_offers_clear(TaskQueryOffers *offers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TaskQueryOffers, task_query_offers_clear)

/* The fields, and the units, indicators, tags, ledgers, states … there are, that begin with, have
 * in them or are by pinyin what stands at the end of text. Nothing is offered where nothing is
 * typed, but behind a field. The caller clears *offers. FALSE and error. */
gboolean task_query_offer(Db *db, const char *text, guint limit, TaskQueryOffers *offers,
                          GError **error);
