#include "core/model/task_query_names.h"

#include <string.h>

#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "core/rules/halfwidth.h"
#include "core/rules/initials.h"

void query_names_clear(QueryNames *names) {
  g_clear_pointer(&names->units, g_ptr_array_unref);
  g_clear_pointer(&names->indicators, g_ptr_array_unref);
  g_clear_pointer(&names->ledgers, g_ptr_array_unref);
}

/* How well a name answers to a text. */
typedef enum { MATCH_NONE, MATCH_PART, MATCH_WHOLE } Match;

static Match match(const char *name, const FilterValue *value) {
  g_autofree char *folded = halfwidth_fold(name);
  g_autofree char *wanted = halfwidth_fold(value->text);
  if (g_str_equal(folded, wanted))
    return MATCH_WHOLE;
  if (value->whole)
    return MATCH_NONE;
  return strstr(folded, wanted) != NULL || initials_match(name, value->text) ? MATCH_PART
                                                                             : MATCH_NONE;
}

static void add_once(GArray *ids, gint64 id) {
  for (guint i = 0; i < ids->len; i++) {
    if (g_array_index(ids, gint64, i) == id)
      return;
  }
  g_array_append_val(ids, id);
}

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean read_units(QueryNames *names, GError **error) {
  if (names->units == NULL)
    names->units = unit_name_list(names->db, error);
  return names->units != NULL;
}

static gboolean read_indicators(QueryNames *names, GError **error) {
  if (names->indicators == NULL)
    names->indicators = indicator_list(names->db, 0, error);
  return names->indicators != NULL;
}

static gboolean read_ledgers(QueryNames *names, GError **error) {
  if (names->ledgers == NULL)
    names->ledgers = ledger_list(names->db, error);
  return names->ledgers != NULL;
}

/* ---- units ---------------------------------------------------------------------------------- */

static void find_units(const QueryNames *names, const FilterValue *value, Match least,
                       GArray *ids) {
  for (guint i = 0; i < names->units->len; i++) {
    const UnitName *name = names->units->pdata[i];
    if (match(name->name, value) >= least)
      add_once(ids, name->unit);
  }
}

static GArray *named_units(QueryNames *names, const FilterValue *value, GError **error) {
  if (!read_units(names, error))
    return NULL;
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  find_units(names, value, MATCH_WHOLE, ids);
  if (ids->len == 0)
    find_units(names, value, MATCH_PART, ids);
  return ids;
}

GArray *query_names_units_by_pinyin(QueryNames *names, const char *text, GError **error) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!initials_is_typed(text))
    return ids;
  if (!read_units(names, error)) {
    g_array_unref(ids);
    return NULL;
  }
  for (guint i = 0; i < names->units->len; i++) {
    const UnitName *name = names->units->pdata[i];
    if (initials_match(name->name, text))
      add_once(ids, name->unit);
  }
  return ids;
}

/* ---- indicators ------------------------------------------------------------------------------ */

/* 一、贯彻落实 is called 贯彻落实, too. */
static const char *without_number(const char *title) {
  const char *sign = strstr(title, "、");
  const char *bracket = g_str_has_prefix(title, "（") ? strstr(title, "）") : NULL;
  if (bracket != NULL)
    return bracket + strlen("）");
  return sign != NULL && sign - title <= 3 * (gssize)strlen("十") ? sign + strlen("、") : title;
}

/* Each node stands before its children. */
static GArray *with_children(const GPtrArray *nodes, const GArray *found) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) taken = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < found->len; i++)
    g_hash_table_add(taken, &g_array_index(found, gint64, i));
  for (guint i = 0; i < nodes->len; i++) {
    Indicator *node = nodes->pdata[i];
    if (!g_hash_table_contains(taken, &node->id) && !g_hash_table_contains(taken, &node->parent))
      continue;
    g_hash_table_add(taken, &node->id);
    g_array_append_val(ids, node->id);
  }
  return ids;
}

static Match match_indicator(const Indicator *node, const FilterValue *value) {
  return MAX(match(node->title, value), match(without_number(node->title), value));
}

static GArray *named_indicators(QueryNames *names, const FilterValue *value, GError **error) {
  if (!read_indicators(names, error))
    return NULL;
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (int least = MATCH_WHOLE; least > MATCH_NONE && found->len == 0; least--) {
    for (guint i = 0; i < names->indicators->len; i++) {
      const Indicator *node = names->indicators->pdata[i];
      if ((int)match_indicator(node, value) >= least)
        g_array_append_val(found, node->id);
    }
  }
  return with_children(names->indicators, found);
}

GArray *query_names_indicators_by_pinyin(QueryNames *names, const char *text, GError **error) {
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!initials_is_typed(text))
    return g_steal_pointer(&found);
  if (!read_indicators(names, error))
    return NULL;
  for (guint i = 0; i < names->indicators->len; i++) {
    const Indicator *node = names->indicators->pdata[i];
    if (initials_match(node->title, text))
      g_array_append_val(found, node->id);
  }
  return with_children(names->indicators, found);
}

/* ---- ledgers -------------------------------------------------------------------------------- */

static Match match_ledger(const Ledger *ledger, const FilterValue *value) {
  g_autofree char *year = g_strdup_printf("%d", ledger->year);
  g_autofree char *years = g_strdup_printf("%d年", ledger->year);
  if (g_str_equal(value->text, year) || g_str_equal(value->text, years) ||
      g_strcmp0(value->text, ledger->template_name) == 0)
    return MATCH_WHOLE;
  return match(ledger->title, value);
}

static GArray *named_ledgers(QueryNames *names, const FilterValue *value, GError **error) {
  if (!read_ledgers(names, error))
    return NULL;
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (int least = MATCH_WHOLE; least > MATCH_NONE && ids->len == 0; least--) {
    for (guint i = 0; i < names->ledgers->len; i++) {
      const Ledger *ledger = names->ledgers->pdata[i];
      if ((int)match_ledger(ledger, value) >= least)
        g_array_append_val(ids, ledger->id);
    }
  }
  return ids;
}

GArray *query_names_of(QueryNames *names, FilterField field, const FilterValue *value,
                       GError **error) {
  return field == FILTER_UNIT        ? named_units(names, value, error)
         : field == FILTER_INDICATOR ? named_indicators(names, value, error)
                                     : named_ledgers(names, value, error);
}
