/* task_query_sets.h: the tasks that a value of a filter means, as far as it is found beside the
 * task's own row. For task_query.c alone.
 */
#pragma once

#include "core/model/task_query_names.h"
#include "core/store/id_set.h"

/* Of FILTER_UNIT, FILTER_TAG, FILTER_PROGRESS: the tasks that value means, and where it is none, on
 * the contrary those that have something there; of FILTER_INDICATOR and FILTER_LEDGER the ids of
 * these. The caller frees; NULL and error. */
IdSet *query_set_of(QueryNames *names, const FilterTerm *term, const FilterValue *value,
                    GError **error);

/* Adds where a word stands beside a task: tasks, by their units' names and tags; indicators, by
 * their titles and those above them. */
gboolean query_set_word(QueryNames *names, const char *word, IdSet *tasks, IdSet *indicators,
                        GError **error);

/* The same by the initials of names. */
gboolean query_set_pinyin(QueryNames *names, const char *text, IdSet *tasks, IdSet *indicators,
                          GError **error);
