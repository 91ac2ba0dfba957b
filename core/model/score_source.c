/* What a node counts: what was typed or listed, cases, and periods of recurrence rules. */
#include <math.h>

#include "core/model/case_count.h"
#include "core/model/matrix.h"
#include "core/model/score_parts.h"

gboolean source_has_periods(RuleSource source) {
  return source == SOURCE_SUBMISSION || source == SOURCE_MET || source == SOURCE_MISSED;
}

/* The span a day lies in; NULL: none of them. */
static ScoreSpan *span_at(GArray *spans, Day day) {
  for (guint i = 0; i < spans->len; i++) {
    ScoreSpan *span = &g_array_index(spans, ScoreSpan, i);
    if (day >= span->first && day <= span->last)
      return span;
  }
  return NULL;
}

/* Makes every span begin at none counted, with no limit to what can still be had until it is over.
 */
static void open_spans(GArray *spans, Day today) {
  for (guint i = 0; i < spans->len; i++) {
    ScoreSpan *span = &g_array_index(spans, ScoreSpan, i);
    span->count = 0;
    span->counts = TRUE;
    span->more = span->last >= today ? G_MAXUINT : 0;
  }
}

/* ---- typed and listed ------------------------------------------------------------------- */

static void tally_typed(ScoreNode *score, const GPtrArray *inputs) {
  const SystemNode *node = &score->node;
  for (guint i = 0; i < score->spans->len; i++) {
    ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    g_autofree char *name = input_span_name(span, score->spans->len);
    span->count = input_value(inputs, name);
  }
  if (node->items->len == 0)
    return;
  ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, 0);
  span->count = inputs->len > 0 ? score->ticked : NAN;
  if (span->more > 0)
    span->more = node->items->len - score->ticked;
}

static gboolean tally_entries(const Scoring *scoring, ScoreNode *score, GError **error) {
  g_autoptr(GPtrArray) entries = score_entries(scoring->db, score->node.id, scoring->span, error);
  if (entries == NULL)
    return FALSE;
  guint proved = 0;
  for (guint i = 0; i < entries->len; i++) {
    const ScoreEntry *entry = entries->pdata[i];
    ScoreSpan *span = span_at(score->spans, entry->made_on);
    if (span != NULL)
      span->count++;
    if (entry->reference != NULL)
      proved++;
  }
  score->touched = score->touched || entries->len > 0;
  score->unproved = score->evidence == 0 && proved < entries->len;
  score->evidence += proved;
  return TRUE;
}

/* ---- cases ------------------------------------------------------------------------------ */

/* How many cases of a span may still be had: none once their day is past. */
static void close_for_cases(GArray *spans, int due_day, Day today) {
  for (guint i = 0; i < spans->len; i++) {
    ScoreSpan *span = &g_array_index(spans, ScoreSpan, i);
    CivilDate date = day_civil(span->last);
    if (due_day != 0 && today > day_from_ymd(date.year, date.month, MIN(due_day, date.day)))
      span->more = 0;
  }
}

static gboolean tally_cases(const Scoring *scoring, ScoreNode *score, GError **error) {
  const SystemNode *node = &score->node;
  int counts[CASE_MONTHS] = {0}, all[CASE_MONTHS] = {0};
  int year = scoring->days.year;
  gboolean adopted = node->source == SOURCE_ADOPTED;
  gboolean read = adopted ? case_adopted_in(scoring->db, year, counts, error)
                          : case_reached(scoring->db, year, node->stage, node->due_day,
                                         node->own_topic, counts, error) &&
                                case_reached(scoring->db, year, node->stage, 0, FALSE, all, error);
  if (!read)
    return FALSE;
  for (int month = 1; month < CASE_MONTHS; month++) {
    ScoreSpan *span = span_at(score->spans, day_from_ymd(year, month, 1));
    if (span == NULL)
      continue;
    span->count += counts[month];
    span->others += adopted ? 0 : (guint)(all[month] - counts[month]);
    score->evidence += (guint)counts[month];
    score->touched = score->touched || counts[month] > 0;
  }
  if (!adopted)
    close_for_cases(score->spans, node->due_day, reckoning_today(scoring->reckoning));
  return TRUE;
}

/* ---- periods ---------------------------------------------------------------------------- */

static void tally_period(ScoreSpan *span, RuleSource source, const Obligation *one, Day today) {
  gboolean open = one->count < one->quota && one->due >= today;
  gboolean begun = one->span.first <= today;
  if (open && (!begun || one->light != LIGHT_GREY)) /* not while its task is 暂停 or 作废 */
    span->more += source == SOURCE_SUBMISSION ? (guint)(one->quota - one->count) : 1;
  if (one->light == LIGHT_GREY && one->count < one->quota)
    return; /* nothing was asked for */
  span->periods++;
  span->met += one->count >= one->quota ? 1 : 0;
  if (source == SOURCE_SUBMISSION)
    span->count += one->count;
  else if (source == SOURCE_MET)
    span->count += one->count >= one->quota ? 1 : 0;
  else
    span->count += one->light == LIGHT_RED ? 1 : 0;
  if (open)
    span->counts = FALSE; /* as yet nobody knows */
}

/* Whether what was counted in a span stands. How many were missed is known when it is over; what is
 * taken off one by one is known at once. */
static gboolean is_known(const ScoreSpan *span, const SystemNode *node, Day today) {
  if (node->source != SOURCE_MISSED)
    return TRUE;
  return span->periods > 0 && (node->rule != RULE_STEPS || (span->counts && span->last < today));
}

static gboolean tally_schedule(const Scoring *scoring, ScoreNode *score, gint64 schedule,
                               GError **error) {
  ObligationFilter filter = {
      .schedule = schedule, .first = scoring->days.first, .last = scoring->days.last};
  g_autoptr(GPtrArray) list = obligation_list(scoring->db, scoring->reckoning, &filter, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    ScoreSpan *span = span_at(score->spans, matrix_home(&one->span));
    if (span == NULL)
      continue;
    tally_period(span, score->node.source, one, reckoning_today(scoring->reckoning));
    score->evidence += (guint)one->count;
  }
  return TRUE;
}

static gboolean tally_periods(const Scoring *scoring, ScoreNode *score, GError **error) {
  g_autoptr(GArray) links = score_links(scoring->db, score->node.id, error);
  if (links == NULL)
    return FALSE;
  Day today = reckoning_today(scoring->reckoning);
  score->unlinked = links->len == 0;
  for (guint i = 0; i < score->spans->len; i++)
    g_array_index(score->spans, ScoreSpan, i).more = 0;
  for (guint i = 0; i < links->len; i++) {
    if (!tally_schedule(scoring, score, g_array_index(links, gint64, i), error))
      return FALSE;
  }
  for (guint i = 0; i < score->spans->len; i++) {
    ScoreSpan *span = &g_array_index(score->spans, ScoreSpan, i);
    span->counts = is_known(span, &score->node, today);
    score->touched =
        score->touched || span->count > 0 || (score->node.source == SOURCE_MISSED && span->counts);
  }
  return TRUE;
}

gboolean score_tally(const Scoring *scoring, ScoreNode *score, const GPtrArray *inputs,
                     GError **error) {
  open_spans(score->spans, reckoning_today(scoring->reckoning));
  switch (score->node.source) {
  case SOURCE_TYPED:
    tally_typed(score, inputs);
    return TRUE;
  case SOURCE_ENTRY:
    return tally_entries(scoring, score, error);
  case SOURCE_CASE:
  case SOURCE_ADOPTED:
    return tally_cases(scoring, score, error);
  case SOURCE_SUBMISSION:
  case SOURCE_MET:
  case SOURCE_MISSED:
    return tally_periods(scoring, score, error);
  }
  return TRUE;
}
