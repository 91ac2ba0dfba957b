/* id_set.h: a set of ids of one table, to be asked once for every row of it.
 */
#pragma once

#include "core/store/db.h"

typedef struct IdSet IdSet;

/* An empty one. */
IdSet *id_set_new(void);
void id_set_free(IdSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IdSet, id_set_free)

/* Ids are seldom negative. */
void id_set_add(IdSet *set, gint64 id);
void id_set_remove(IdSet *set, gint64 id);
gboolean id_set_has(const IdSet *set, gint64 id);
gboolean id_set_is_empty(const IdSet *set);

/* Ids that follow one another, from first to last. */
typedef struct {
  gint64 first, last;
} IdRun;

/* The set as few IdRun, ascending. Unref the array. */
GArray *id_set_runs(const IdSet *set);

/* Steps a statement whose first column is ids, adds them, and finishes it. FALSE and error. */
gboolean id_set_read(IdSet *set, Query *query, GError **error);

/* Binds it to ?index, for in_set(?index, id). It stays borrowed until the statement is finished. */
void query_bind_set(Query *query, int index, const IdSet *set);
