#include "tui/screen/score_record.h"

#include <string.h>

#include "core/model/matrix.h"
#include "core/model/submission.h"
#include "core/model/task.h"

static void link_free(gpointer data) {
  ScoreLink *link = data;
  g_free(link->rule);
  g_clear_pointer(&link->obligations, g_ptr_array_unref);
  g_clear_pointer(&link->submissions, g_ptr_array_unref);
  g_free(link);
}

void score_record_free(ScoreRecord *record) {
  if (record == NULL)
    return;
  score_target_clear(&record->target);
  GPtrArray *arrays[] = {record->inputs, record->entries, record->evidence, record->links,
                         record->cases};
  for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
    g_clear_pointer(&arrays[i], g_ptr_array_unref);
  g_free(record);
}

/* The first and last day of a span of scoring. */
static void span_days(const char *span, Day *first, Day *last) {
  int year = (int)g_ascii_strtoll(span, NULL, 10);
  const char *dash = strchr(span, '-');
  int month = dash != NULL ? (int)g_ascii_strtoll(dash + 1, NULL, 10) : 0;
  *first = day_from_ymd(year, month > 0 ? month : 1, 1);
  *last = day_month_end(year, month > 0 ? month : 12);
}

static gboolean read_obligations(App *app, ScoreLink *link, gint64 schedule, const char *span,
                                 GError **error) {
  ObligationFilter filter = {.schedule = schedule};
  span_days(span, &filter.first, &filter.last);
  link->obligations = obligation_list(app_db(app), app_reckoning(app), &filter, error);
  if (link->obligations == NULL)
    return FALSE;
  for (guint i = link->obligations->len; i-- > 0;) { /* those filed under another span */
    Day home = matrix_home(&((const Obligation *)link->obligations->pdata[i])->span);
    if (home < filter.first || home > filter.last)
      g_ptr_array_remove_index(link->obligations, i);
  }
  link->submissions = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < link->obligations->len; i++) {
    const Obligation *one = link->obligations->pdata[i];
    GPtrArray *list = one->period != 0 ? submission_list(app_db(app), one->task, one->period, error)
                                       : g_ptr_array_new();
    if (list == NULL)
      return FALSE;
    g_ptr_array_add(link->submissions, list);
  }
  return TRUE;
}

static gboolean read_link(App *app, ScoreRecord *record, gint64 id, GError **error) {
  g_autoptr(Schedule) schedule = schedule_load(app_db(app), id, error);
  g_autofree char *task = schedule != NULL ? task_label(app_db(app), schedule->task, error) : NULL;
  if (task == NULL)
    return FALSE;
  ScoreLink *link = g_new0(ScoreLink, 1);
  g_ptr_array_add(record->links, link);
  link->rule = g_strdup_printf("%s  %s", task, schedule->phrase);
  return read_obligations(app, link, id, record->target.sheet->span, error);
}

static gboolean read_links(App *app, ScoreRecord *record, gint64 node, GError **error) {
  g_autoptr(GArray) ids = score_links(app_db(app), node, error);
  if (ids == NULL)
    return FALSE;
  record->links = g_ptr_array_new_with_free_func(link_free);
  for (guint i = 0; i < ids->len; i++) {
    if (!read_link(app, record, g_array_index(ids, gint64, i), error))
      return FALSE;
  }
  return TRUE;
}

/* Which of them count the basis says. */
static gboolean read_cases(App *app, ScoreRecord *record, GError **error) {
  const ScoreSheet *sheet = record->target.sheet;
  RuleSource source = record->target.node->node.source;
  Day first, last;
  span_days(sheet->span, &first, &last);
  CaseFilter filter = {.stage = CASE_STAGE_ANY};
  if (source == SOURCE_CASE) {
    filter.year = sheet->system->year;
    filter.month = sheet->system->monthly ? day_civil(first).month : 0;
  } else if (source != SOURCE_ADOPTED) {
    record->cases = g_ptr_array_new();
    return TRUE;
  }
  record->cases = case_list(app_db(app), &filter, error);
  for (guint i = record->cases != NULL ? record->cases->len : 0; i-- > 0;) {
    Day adopted = ((const Case *)record->cases->pdata[i])->adopted_on;
    if (source == SOURCE_ADOPTED && (adopted < first || adopted > last))
      g_ptr_array_remove_index(record->cases, i);
  }
  return record->cases != NULL;
}

ScoreRecord *score_record_read(App *app, gint64 node, const char *span, GError **error) {
  g_autoptr(ScoreRecord) record = g_new0(ScoreRecord, 1);
  if (!score_target_of(app, node, span, &record->target, error))
    return NULL;
  record->inputs = score_inputs(app_db(app), node, span, error);
  if (record->inputs == NULL)
    return NULL;
  record->entries = score_entries(app_db(app), node, span, error);
  if (record->entries == NULL)
    return NULL;
  record->evidence = score_evidence(app_db(app), node, span, error);
  if (record->evidence == NULL || !read_links(app, record, node, error) ||
      !read_cases(app, record, error))
    return NULL;
  return g_steal_pointer(&record);
}
