#include "core/model/submission.h"

#include <string.h>

#include "core/model/period.h"
#include "core/model/task.h"
#include "core/model/unit.h"
#include "core/model/way.h"
#include "core/rules/text.h"

#define SQL_SUBMISSIONS                                                                            \
  "SELECT b.id, b.task, b.period, b.unit, u.name, b.made_on, b.text, b.author "                    \
  "FROM submission b LEFT JOIN unit u ON u.id = b.unit WHERE "
#define SQL_OF_PERIOD "b.period = ?1"
#define SQL_OF_TASK "b.task = ?1"
#define SQL_OF_ID "b.id = ?1"
#define SQL_ORDER " ORDER BY b.made_on, b.id"
#define SQL_INSERT                                                                                 \
  "INSERT INTO submission (task, period, unit, made_on, text, author) "                            \
  "VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6)"
#define SQL_EVIDENCE "SELECT reference FROM evidence WHERE submission = ?1 ORDER BY id"
#define SQL_EVIDENCE_INSERT                                                                        \
  "INSERT INTO evidence (task, submission, reference, size, digest) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_FIND                                                                                   \
  "SELECT b.task, b.period, p.key, b.made_on, p.schedule, s.basis FROM submission b "              \
  "JOIN period p ON p.id = b.period JOIN schedule s ON s.id = p.schedule WHERE b.id = ?1"
#define SQL_DELETE "DELETE FROM submission WHERE id = ?1"
/* What was counted from the day ?3, of which no submission is left in the period ?1 of the rule ?2:
 * its key is ?4. */
#define SQL_COUNT_FROM_BEFORE                                                                      \
  "UPDATE submission SET period = ?1 WHERE period = "                                              \
  "(SELECT id FROM period WHERE schedule = ?2 AND key = ?4 AND event IS NULL) "                    \
  "AND NOT EXISTS (SELECT 1 FROM submission o WHERE o.period = ?1 AND o.made_on = ?3)"
#define SQL_DELETE_FOLLOWING                                                                       \
  "DELETE FROM period WHERE schedule = ?2 AND key = ?4 AND event IS NULL AND id <> ?1 "            \
  "AND NOT EXISTS (SELECT 1 FROM submission o WHERE o.period = period.id) "                        \
  "AND NOT EXISTS (SELECT 1 FROM submission o WHERE o.period = ?1 AND o.made_on = ?3)"
/* The row of an open period that nothing was handed in for. */
#define SQL_DELETE_EMPTY                                                                           \
  "DELETE FROM period WHERE id = ?1 AND event IS NULL AND due >= ?2 "                              \
  "AND NOT EXISTS (SELECT 1 FROM submission o WHERE o.period = ?1)"

void submission_free(Submission *submission) {
  if (submission == NULL)
    return;
  g_free(submission->unit_name);
  g_free(submission->text);
  g_free(submission->author);
  if (submission->evidence != NULL)
    g_ptr_array_unref(submission->evidence);
  g_free(submission);
}

static Submission *submission_from_row(Query *query) {
  Submission *submission = g_new0(Submission, 1);
  submission->id = query_int(query, 0);
  submission->task = query_int(query, 1);
  submission->period = query_int(query, 2);
  submission->unit = query_int(query, 3);
  submission->unit_name = g_strdup(query_text(query, 4));
  submission->made_on = query_day(query, 5);
  submission->text = g_strdup(query_text(query, 6));
  submission->author = g_strdup(query_text(query, 7));
  submission->evidence = g_ptr_array_new_with_free_func(g_free);
  return submission;
}

static gboolean read_evidence(Db *db, Submission *submission, GError **error) {
  Query *query = query_new(db, SQL_EVIDENCE);
  query_bind_int(query, 1, submission->id);
  while (query_next(query))
    g_ptr_array_add(submission->evidence, g_strdup(query_text(query, 0)));
  return query_finish(query, error);
}

Submission *submission_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_SUBMISSIONS SQL_OF_ID);
  query_bind_int(query, 1, id);
  g_autoptr(Submission) submission = query_next(query) ? submission_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (submission == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这次报送，可能已被撤下；请刷新后再试");
  if (submission == NULL || !read_evidence(db, submission, error))
    return NULL;
  return g_steal_pointer(&submission);
}

GPtrArray *submission_list(Db *db, gint64 task, gint64 period, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)submission_free);
  Query *query = query_new(db, period != 0 ? SQL_SUBMISSIONS SQL_OF_PERIOD SQL_ORDER
                                           : SQL_SUBMISSIONS SQL_OF_TASK SQL_ORDER);
  query_bind_int(query, 1, period != 0 ? period : task);
  while (query_next(query))
    g_ptr_array_add(list, submission_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; i < list->len; i++) {
    if (!read_evidence(db, list->pdata[i], error))
      return NULL;
  }
  return g_steal_pointer(&list);
}

/* ---- which period ----------------------------------------------------------------------- */

/* Whether a submission on that day belongs to turn, where nobody said to which. */
static gboolean takes(const PeriodRule *rule, const PeriodTurn *turn, Day day) {
  int late;
  if (period_opens(turn) > day)
    return FALSE;
  switch (rule->schedule->rule.basis) {
  case BASIS_SUBMISSION:
    return TRUE; /* the last that does: it runs until something is handed in */
  case BASIS_EVENT:
    return period_count(rule, turn, &late) < turn->quota;
  default:
    return day <= turn->span.last;
  }
}

static const PeriodTurn *turn_of_day(const PeriodRule *rule, const GArray *turns, Day day) {
  const PeriodTurn *found = NULL;
  for (guint i = 0; i < turns->len; i++) {
    const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, i);
    if (takes(rule, turn, day) && (found == NULL || rule->schedule->rule.basis == BASIS_SUBMISSION))
      found = turn;
  }
  return found;
}

static const PeriodTurn *turn_of_key(const GArray *turns, const char *key) {
  for (guint i = 0; i < turns->len; i++) {
    const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, i);
    if (strcmp(turn->span.key, key) == 0)
      return turn;
  }
  return NULL;
}

/* The period that a submission of made_on is for; FALSE and error where there is none. */
static gboolean find_turn(const PeriodRule *rule, const GArray *turns, const char *key, Day made_on,
                          const PeriodTurn **found, GError **error) {
  char day[DAY_TEXT_SIZE], opening[DAY_TEXT_SIZE];
  day_to_iso(made_on, day);
  g_autofree char *words = schedule_words(rule->schedule->phrase, rule->schedule->material);
  *found = key != NULL ? turn_of_key(turns, key) : turn_of_day(rule, turns, made_on);
  if (*found == NULL) {
    if (schedule_lacks_anchor(rule->schedule))
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                  "“%s”还没有设定起算日，因此没有期次；请先设定起算日", words);
    else if (key != NULL)
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                  "“%s”没有“%s”这一期，或者它还没有开始；可用 taizhang periods 查看期次", words,
                  key);
    else
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                  "“%s”在 %s 没有要报的期次；请写明是哪一期，可用 taizhang periods 查看期次", words,
                  day);
    return FALSE;
  }
  if (made_on >= period_opens(*found))
    return TRUE;
  return store_refuse(error, "%s 这一期 %s 才开始，报送日期 %s 比它早", (*found)->span.key,
                      day_to_iso(period_opens(*found), opening), day);
}

/* ---- recording -------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  gint64 schedule;
  char key[PERIOD_KEY_SIZE];
  gint64 unit; /* 0: not said */
  Day made_on;
  char *text; /* without blanks around it */
  const char *const *evidence;
  const GPtrArray *files;
  gint64 task;
  gint64 id;
} Recording;

static void recording_clear(Recording *recording) {
  g_free(recording->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Recording, recording_clear)

static gboolean check_state(const PeriodRule *rule, GError **error) {
  if (rule->state == TASK_STATE_CLOSED || rule->state == TASK_STATE_VOID)
    return store_refuse(error, "该项%s，不能记录报送；如确需补记，请先重新打开",
                        task_state_name(rule->state));
  if (rule->state == TASK_STATE_PAUSED)
    return store_refuse(error, "该项暂停，不能记录报送；请先恢复");
  return TRUE;
}

static gboolean store_submission(Db *db, Recording *recording, gint64 task, gint64 period,
                                 GError **error) {
  Query *query = query_new(db, SQL_INSERT);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, period);
  query_bind_int(query, 3, recording->unit);
  query_bind_day(query, 4, recording->made_on);
  query_bind_text(query, 5, recording->text);
  query_bind_text(query, 6, recording->actor->who);
  if (!query_run(query, error))
    return FALSE;
  recording->id = db_last_id(db);
  for (gsize i = 0; recording->evidence != NULL && recording->evidence[i] != NULL; i++) {
    g_autofree char *reference = text_strip(recording->evidence[i]);
    if (*reference == '\0')
      continue;
    query = query_new(db, SQL_EVIDENCE_INSERT);
    query_bind_int(query, 1, task);
    query_bind_int(query, 2, recording->id);
    query_bind_text(query, 3, reference);
    evidence_bind(query, 4, recording->files, reference);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean write_submission(Db *db, gpointer data, GError **error) {
  Recording *recording = data;
  gint64 period;
  g_autoptr(PeriodRule) rule = period_rule(db, recording->reckoning, recording->schedule, error);
  if (rule == NULL || !check_state(rule, error) ||
      !obligation_ensure(db, recording->reckoning, recording->schedule, recording->key, &period,
                         error) ||
      !store_submission(db, recording, rule->schedule->task, period, error))
    return FALSE;
  TaskState after;
  if (!step_leads(STEP_START, TASK_KIND_TASK, rule->state, rule->state, &after))
    return TRUE; /* it runs, or is done */
  return way_insert(db, recording->actor, rule->schedule->task, STEP_START, rule->state, after,
                    recording->made_on, NULL, error);
}

static gboolean find_unit(Db *db, const char *name, gint64 *id, GError **error) {
  g_autofree char *stripped = text_strip(name);
  *id = 0;
  if (*stripped == '\0')
    return TRUE;
  g_autoptr(Unit) unit = unit_find(db, stripped, error);
  if (unit == NULL)
    return FALSE;
  *id = unit->id;
  return TRUE;
}

static gboolean prepare(Db *db, Recording *recording, const Actor *actor,
                        const Reckoning *reckoning, const SubmissionInput *input, GError **error) {
  *recording = (Recording){.actor = actor,
                           .reckoning = reckoning,
                           .schedule = input->schedule,
                           .made_on = input->made_on != DAY_NONE ? input->made_on : actor->today,
                           .text = text_strip(input->text),
                           .evidence = input->evidence,
                           .files = input->files};
  if (*recording->text == '\0')
    return store_refuse(error, "报送内容不能为空，请写明报了什么");
  if (recording->made_on > actor->today)
    return store_refuse(error, "报送日期不能晚于今天");
  g_autoptr(PeriodRule) rule = period_rule(db, reckoning, input->schedule, error);
  if (rule == NULL || !check_state(rule, error) ||
      !find_unit(db, input->unit, &recording->unit, error))
    return FALSE;
  g_autoptr(GArray) turns =
      period_turns(rule, reckoning_calendar(reckoning), reckoning_today(reckoning));
  const PeriodTurn *turn;
  if (!find_turn(rule, turns, input->key, recording->made_on, &turn, error))
    return FALSE;
  g_strlcpy(recording->key, turn->span.key, PERIOD_KEY_SIZE);
  recording->task = rule->schedule->task;
  return TRUE;
}

gboolean submission_put(Db *db, const Actor *actor, const Reckoning *reckoning,
                        const SubmissionInput *input, gint64 *id, GError **error) {
  g_auto(Recording) recording = {0};
  if (!prepare(db, &recording, actor, reckoning, input, error) ||
      !write_submission(db, &recording, error))
    return FALSE;
  if (id != NULL)
    *id = recording.id;
  return TRUE;
}

gboolean submission_record(Db *db, const Actor *actor, const Reckoning *reckoning,
                           const SubmissionInput *input, gint64 *id, GError **error) {
  g_auto(Recording) recording = {0};
  if (!prepare(db, &recording, actor, reckoning, input, error))
    return FALSE;
  g_autofree char *label = task_label(db, recording.task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%s 报送 %s", label, recording.key);
  Deed deed = {.verb = "submission.add", .summary = summary, .task = recording.task};
  if (!store_write(db, actor, &deed, write_submission, &recording, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = recording.id;
  return TRUE;
}

/* ---- taking off ------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  gint64 task;
  gint64 period;
  gint64 schedule;
  char key[PERIOD_KEY_SIZE];
  Day made_on;
  Basis basis;
  Day today;
} Removal;

/* *found is FALSE where there is no such submission. */
static gboolean load_removal(Db *db, Removal *removal, gboolean *found, GError **error) {
  Query *query = query_new(db, SQL_FIND);
  query_bind_int(query, 1, removal->id);
  *found = query_next(query);
  if (*found) {
    removal->task = query_int(query, 0);
    removal->period = query_int(query, 1);
    g_strlcpy(removal->key, query_text(query, 2), PERIOD_KEY_SIZE);
    removal->made_on = query_day(query, 3);
    removal->schedule = query_int(query, 4);
    basis_parse(query_text(query, 5), &removal->basis); /* the schema admits no other code */
  }
  return query_finish(query, error);
}

static gboolean count_from_before(Db *db, const Removal *removal, const char *sql, GError **error) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *key = g_strconcat(PERIOD_KEY_FROM, day_to_iso(removal->made_on, day), NULL);
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, removal->period);
  query_bind_int(query, 2, removal->schedule);
  query_bind_day(query, 3, removal->made_on);
  query_bind_text(query, 4, key);
  return query_run(query, error);
}

static gboolean write_removal(Db *db, gpointer data, GError **error) {
  Removal *removal = data;
  gboolean found;
  if (!load_removal(db, removal, &found, error))
    return FALSE;
  if (!found)
    return store_refuse(error, "这条报送刚被删除；请刷新后核对");
  Query *query = query_new(db, SQL_DELETE);
  query_bind_int(query, 1, removal->id);
  if (!query_run(query, error))
    return FALSE;
  if (removal->basis == BASIS_SUBMISSION &&
      (!count_from_before(db, removal, SQL_COUNT_FROM_BEFORE, error) ||
       !count_from_before(db, removal, SQL_DELETE_FOLLOWING, error)))
    return FALSE;
  query = query_new(db, SQL_DELETE_EMPTY);
  query_bind_int(query, 1, removal->period);
  query_bind_day(query, 2, removal->today);
  return query_run(query, error);
}

gboolean submission_remove(Db *db, const Actor *actor, gint64 id, const char *reason,
                           GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0')
    return store_refuse(error, "删除报送要写明理由");
  Removal removal = {.id = id, .today = actor->today};
  gboolean found;
  if (!load_removal(db, &removal, &found, error))
    return FALSE;
  if (!found) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的报送，可能已被删除；请刷新后再试", id);
    return FALSE;
  }
  g_autofree char *label = task_label(db, removal.task, error);
  if (label == NULL)
    return FALSE;
  char day[DAY_TEXT_SIZE];
  g_autofree char *summary = g_strdup_printf("%s 删除 %s 的报送（%s）", label, removal.key,
                                             day_to_iso(removal.made_on, day));
  Deed deed = {
      .verb = "submission.remove", .summary = summary, .reason = why, .task = removal.task};
  return store_write(db, actor, &deed, write_removal, &removal, NULL, error);
}
