/* task_query_names.h: which units, indicators and ledgers a name in a filter means. For
 * task_query*.c alone. */
#pragma once

#include "core/rules/filter.h"
#include "core/store/db.h"

/* What there is, read when it is first needed and kept while one filter is made. */
typedef struct {
  Db *db;
  GPtrArray *units;      /* UnitName*; NULL: not read yet */
  GPtrArray *indicators; /* Indicator* */
  GPtrArray *ledgers;    /* Ledger* */
} QueryNames;

void query_names_clear(QueryNames *names);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(QueryNames, query_names_clear)

/* The ids (gint64, each once) of the units, indicators or ledgers, as the field says, that value
 * means: those that are called so; where none is, and the whole is not asked for, those that have
 * it in their name or by its pinyin. An indicator brings along all that stand under it. Unref it;
 * NULL and error. */
GArray *query_names_of(QueryNames *names, FilterField field, const FilterValue *value,
                       GError **error);

/* As far as pinyin goes: for a word that is looked for everywhere, and whose text SQL finds. */
GArray *query_names_units_by_pinyin(QueryNames *names, const char *text, GError **error);
GArray *query_names_indicators_by_pinyin(QueryNames *names, const char *text, GError **error);
