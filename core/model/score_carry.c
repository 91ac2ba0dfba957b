/* What lasts from month to month: typed once, taken over into the next. */
#include "core/model/score_parts.h"

/* Leaves whose answer stands until somebody changes it: points by judgement, ticks, named steps.
 * Numbers of one month (ratios, counts, document numbers) are not among them. */
#define LASTING                                                                                    \
  "SELECT n.id FROM node n WHERE n.system = ?1 AND (n.rule IN ('manual', 'all') "                  \
  "OR EXISTS (SELECT 1 FROM node_item k WHERE k.node = n.id) "                                     \
  "OR (n.rule = 'steps' AND EXISTS "                                                               \
  "(SELECT 1 FROM node_step s WHERE s.node = n.id AND s.title IS NOT NULL)))"
#define SQL_CARRY_INPUTS                                                                           \
  "INSERT INTO score_input (node, span, name, value, text) "                                       \
  "SELECT i.node, ?3, i.name, i.value, i.text FROM score_input i "                                 \
  "WHERE i.span = ?2 AND i.node IN (" LASTING ") AND NOT EXISTS "                                  \
  "(SELECT 1 FROM score_input j WHERE j.node = i.node AND j.span = ?3)"
#define SQL_CARRY_EVIDENCE                                                                         \
  "INSERT INTO evidence (node, span, reference, size, digest) "                                    \
  "SELECT e.node, ?3, e.reference, e.size, e.digest FROM evidence e "                              \
  "WHERE e.span = ?2 AND e.node IN (" LASTING ") AND NOT EXISTS "                                  \
  "(SELECT 1 FROM evidence f WHERE f.node = e.node AND f.span = ?3) ORDER BY e.id"
/* Of the leaves that have something in the span before, those that have as yet nothing in this. */
#define SQL_CARRY_COUNT                                                                            \
  "SELECT count(*) FROM (" LASTING ") l WHERE (EXISTS "                                            \
  "(SELECT 1 FROM score_input i WHERE i.node = l.id AND i.span = ?2) AND NOT EXISTS "              \
  "(SELECT 1 FROM score_input i WHERE i.node = l.id AND i.span = ?3)) OR (EXISTS "                 \
  "(SELECT 1 FROM evidence e WHERE e.node = l.id AND e.span = ?2) AND NOT EXISTS "                 \
  "(SELECT 1 FROM evidence e WHERE e.node = l.id AND e.span = ?3))"

typedef struct {
  gint64 system;
  const char *span;
  char before[SPAN_KEY_SIZE];
  guint count;
} Carrying;

static Query *new_query(Db *db, const Carrying *carrying, const char *sql) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, carrying->system);
  query_bind_text(query, 2, carrying->before);
  query_bind_text(query, 3, carrying->span);
  return query;
}

static gboolean count_carried(Db *db, Carrying *carrying, GError **error) {
  Query *query = new_query(db, carrying, SQL_CARRY_COUNT);
  carrying->count = query_next(query) ? (guint)query_int(query, 0) : 0;
  return query_finish(query, error);
}

static gboolean write_carry(Db *db, gpointer data, GError **error) {
  Carrying *carrying = data;
  if (!count_carried(db, carrying, error))
    return FALSE;
  if (carrying->count == 0)
    return store_refuse(error, "%s 没有可以沿用到 %s 的自评：没有填过，或这个月已经填了",
                        carrying->before, carrying->span);
  return query_run(new_query(db, carrying, SQL_CARRY_INPUTS), error) &&
         query_run(new_query(db, carrying, SQL_CARRY_EVIDENCE), error);
}

gboolean score_carry_count(Db *db, gint64 system, const char *span, char before[SPAN_KEY_SIZE],
                           guint *count, GError **error) {
  SpanDays days;
  *count = 0;
  *before = '\0';
  g_autoptr(System) of = score_system(db, system, error);
  if (of == NULL || !span_of(of, span, &days, error))
    return FALSE;
  if (days.month <= 1)
    return TRUE;
  Carrying carrying = {.system = system, .span = span};
  score_span(of, day_from_ymd(days.year, days.month - 1, 1), carrying.before);
  if (!count_carried(db, &carrying, error))
    return FALSE;
  g_strlcpy(before, carrying.before, SPAN_KEY_SIZE);
  *count = carrying.count;
  return TRUE;
}

gboolean score_carry(Db *db, const Actor *actor, gint64 system, const char *span, guint *count,
                     GError **error) {
  SpanDays days;
  g_autoptr(System) of = score_system(db, system, error);
  if (of == NULL || !span_of(of, span, &days, error))
    return FALSE;
  if (!of->monthly)
    return store_refuse(error, "“%s”按年测评，没有上一月可以沿用", of->title);
  if (days.month == 1)
    return store_refuse(error, "1月是“%s”%d年的第一个月，没有上一月可以沿用", of->title, of->year);
  Carrying carrying = {.system = system, .span = span};
  score_span(of, day_from_ymd(days.year, days.month - 1, 1), carrying.before);
  g_autofree char *summary =
      g_strdup_printf("测评“%s” %s 沿用 %s 的自评", of->title, span, carrying.before);
  Deed deed = {.verb = "score.carry", .summary = summary};
  if (!store_write(db, actor, &deed, write_carry, &carrying, NULL, error))
    return FALSE;
  if (count != NULL)
    *count = carrying.count;
  return TRUE;
}
