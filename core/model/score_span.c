/* The spans of scoring, and the nodes that are scored in them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/model/score_parts.h"

#define SQL_SYSTEM_OF "SELECT system FROM node WHERE id = ?1"

#define MONTHS 12
#define QUARTER_MONTHS 3
#define YEAR_LENGTH 4  /* of 2026 */
#define MONTH_LENGTH 7 /* of 2026-11 */

/* ---- days ------------------------------------------------------------------------------- */

/* Made from what a key says and compared with it, so that 2026-1 and 02026 are none. */
static void write_key(int year, int month, char key[SPAN_KEY_SIZE]) {
  if (month == 0)
    g_snprintf(key, SPAN_KEY_SIZE, "%04d", year);
  else
    g_snprintf(key, SPAN_KEY_SIZE, "%04d-%02d", year, month);
}

void score_span(const System *system, Day day, char key[SPAN_KEY_SIZE]) {
  CivilDate date = day_civil(day);
  int month = date.year < system->year ? 1 : date.year > system->year ? MONTHS : date.month;
  write_key(system->year, system->monthly ? month : 0, key);
}

gboolean span_days(const char *key, SpanDays *days) {
  size_t length = strlen(key);
  char again[SPAN_KEY_SIZE];
  if (length != YEAR_LENGTH && length != MONTH_LENGTH)
    return FALSE;
  int year = (int)g_ascii_strtoll(key, NULL, 10);
  int month = length == MONTH_LENGTH ? (int)g_ascii_strtoll(key + YEAR_LENGTH + 1, NULL, 10) : 0;
  write_key(year, month, again);
  Day first = day_from_ymd(year, month == 0 ? 1 : month, 1);
  if (strcmp(key, again) != 0 || first == DAY_NONE || (length == MONTH_LENGTH && month == 0))
    return FALSE;
  *days = (SpanDays){
      .year = year,
      .month = month,
      .first = first,
      .last = day_month_end(year, month == 0 ? MONTHS : month),
  };
  return TRUE;
}

gboolean span_of(const System *system, const char *key, SpanDays *days, GError **error) {
  if (span_days(key, days) && days->year == system->year && (days->month != 0) == system->monthly)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              system->monthly ? "“%s”按月测评，没有“%s”这一期，应写 %d-01 到 %d-12"
                              : "“%s”按年测评，没有“%s”这一期，应写 %d",
              system->title, key, system->year, system->year);
  return FALSE;
}

/* ---- spans counted apart ---------------------------------------------------------------- */

static void add_span(GArray *spans, int year, int month, int months) {
  ScoreSpan span = {.first = day_from_ymd(year, month, 1),
                    .last = day_month_end(year, month + months - 1),
                    .count = NAN};
  if (months == QUARTER_MONTHS)
    g_snprintf(span.key, SPAN_KEY_SIZE, "%04dQ%d", year, (month - 1) / QUARTER_MONTHS + 1);
  else
    write_key(year, months == MONTHS ? 0 : month, span.key);
  g_array_append_val(spans, span);
}

GArray *span_cut(const SystemNode *node, const SpanDays *days) {
  GArray *spans = g_array_new(FALSE, TRUE, sizeof(ScoreSpan));
  if (days->month != 0) {
    add_span(spans, days->year, days->month, 1);
    return spans;
  }
  int months = node->spans == SPANS_MONTH     ? 1
               : node->spans == SPANS_QUARTER ? QUARTER_MONTHS
                                              : MONTHS;
  for (int month = 1; month <= MONTHS; month += months)
    add_span(spans, days->year, month, months);
  return spans;
}

/* ---- nodes ------------------------------------------------------------------------------ */

void node_ref_free(NodeRef *ref) {
  if (ref == NULL)
    return;
  system_free(ref->system);
  g_clear_pointer(&ref->tree, g_ptr_array_unref);
  g_free(ref);
}

System *score_system(Db *db, gint64 id, GError **error) {
  g_autoptr(GPtrArray) systems = system_list(db, error);
  if (systems == NULL)
    return NULL;
  for (guint i = 0; i < systems->len; i++) {
    if (((const System *)systems->pdata[i])->id == id)
      return g_ptr_array_steal_index(systems, i);
  }
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                      "没有这个测评指标体系，可能已被撤销；请刷新后再试");
  return NULL;
}

NodeRef *node_ref_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_SYSTEM_OF);
  query_bind_int(query, 1, id);
  gint64 system = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return NULL;
  if (system == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这个测评指标，可能已被撤销；请刷新后再试");
    return NULL;
  }
  g_autoptr(NodeRef) ref = g_new0(NodeRef, 1);
  ref->system = score_system(db, system, error);
  ref->tree = ref->system != NULL ? system_nodes(db, system, error) : NULL;
  for (guint i = 0; ref->tree != NULL && i < ref->tree->len; i++) {
    const SystemNode *node = ref->tree->pdata[i];
    if (node->id == id)
      ref->node = node;
  }
  return ref->node != NULL ? g_steal_pointer(&ref) : NULL;
}

char *node_ref_deed(const NodeRef *ref, const char *span, const char *what) {
  g_autofree char *when = span != NULL ? g_strdup_printf("（%s）", span) : g_strdup("");
  return g_strdup_printf("测评%s %s%s %s", ref->node->code, ref->node->title, when, what);
}
