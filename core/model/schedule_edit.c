/* schedule_edit.c: rules are added, changed and taken off. */
#include <string.h>

#include "core/model/period.h"
#include "core/model/task.h"
#include "core/rules/text.h"

#define SQL_TASK                                                                                   \
  "SELECT t.kind, t.state, l.year FROM task t JOIN ledger l ON l.id = t.ledger WHERE t.id = ?1"
#define SQL_UPDATE                                                                                 \
  "UPDATE schedule SET phrase = ?2, every = ?3, step = ?4, quota = ?5, due_day = nullif(?6, 0), "  \
  "due_month = ?7, basis = ?8, anchor = ?9, no_makeup = ?10, since = ?11 WHERE id = ?1"
#define SQL_END "UPDATE schedule SET ended = ?2 WHERE id = ?1"
#define SQL_DELETE "DELETE FROM schedule WHERE id = ?1"
#define SQL_ROW_DELETE "DELETE FROM period WHERE id = ?1"

typedef struct {
  const Reckoning *reckoning;
  const ScheduleInput *input; /* NULL: the rule is taken off */
  char *phrase;               /* without blanks around it */
  gint64 id;                  /* the rule to change or take off; then the one it became */
} Change;

static gboolean same_rule(const Recurrence *one, const Recurrence *other) {
  return one->every == other->every && one->step == other->step && one->quota == other->quota &&
         one->basis == other->basis && one->anchor == other->anchor &&
         one->due_day == other->due_day && one->due_month == other->due_month &&
         one->no_makeup == other->no_makeup;
}

static gboolean check_state(TaskState state, GError **error) {
  if (state != TASK_STATE_CLOSED && state != TASK_STATE_VOID)
    return TRUE;
  return store_refuse(error, "该项%s，不能改动周期要求；如确需改动，请先重新打开",
                      task_state_name(state));
}

/* The rule to change, as long as it may be; NULL and error. */
static PeriodRule *load_rule(Db *db, const Reckoning *reckoning, gint64 id, GError **error) {
  g_autoptr(PeriodRule) rule = period_rule(db, reckoning, id, error);
  if (rule == NULL || !check_state(rule->state, error))
    return NULL;
  char day[DAY_TEXT_SIZE];
  if (rule->schedule->ended == DAY_NONE)
    return g_steal_pointer(&rule);
  g_autofree char *words = schedule_words(rule->schedule->phrase, rule->schedule->material);
  store_refuse(error, "“%s”已于 %s 停止，不能再改动", words,
               day_to_iso(rule->schedule->ended, day));
  return NULL;
}

/* ---- a new rule ------------------------------------------------------------------------- */

static gboolean check_task(Db *db, gint64 task, int *year, GError **error) {
  TaskKind kind = TASK_KIND_TASK;
  TaskState state = TASK_STATE_NEW;
  Query *query = query_new(db, SQL_TASK);
  query_bind_int(query, 1, task);
  gboolean found = query_next(query);
  if (found) {
    task_kind_parse(query_text(query, 0), &kind);
    task_state_parse(query_text(query, 1), &state);
    *year = (int)query_int(query, 2);
  }
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    return store_refuse(error, "该项刚被删除，没有保存；请刷新后核对");
  if (kind != TASK_KIND_TASK)
    return store_refuse(error, "该项是%s，不要求定期报送，不能设周期要求", task_kind_name(kind));
  return check_state(state, error);
}

static gboolean write_new(Db *db, gpointer data, GError **error) {
  Change *change = data;
  int year = 0;
  if (!check_task(db, change->input->task, &year, error))
    return FALSE;
  Day since = change->input->since;
  if (since == DAY_NONE)
    since = schedule_since(year, reckoning_today(change->reckoning));
  Schedule schedule = {.task = change->input->task,
                       .phrase = change->phrase,
                       .material = (char *)change->input->material,
                       .rule = change->input->rule,
                       .since = since};
  if (!schedule_insert(db, &schedule, error))
    return FALSE;
  change->id = schedule.id;
  return TRUE;
}

/* ---- the rows of a rule that changes ---------------------------------------------------- */

static PeriodTurn kept_turn(const KeptPeriod *kept) {
  return (PeriodTurn){.span = kept->span, .quota = kept->quota, .kept = kept};
}

static gboolean is_past(const PeriodRule *rule, const KeptPeriod *kept, Day today) {
  PeriodTurn turn = kept_turn(kept);
  return period_due(rule, &turn) < today;
}

/* The period of the new rule that a row belongs to; FALSE where it gives none of that key. */
static gboolean period_of_row(const Recurrence *rule, const Calendar *calendar,
                              const KeptPeriod *kept, Period *period) {
  gboolean good = FALSE;
  if (rule->basis == BASIS_CALENDAR || rule->basis == BASIS_ANCHOR)
    good = recurrence_period(rule, calendar, recurrence_index(rule, calendar, kept->span.last),
                             period);
  else if ((rule->basis == BASIS_EVENT) == (kept->event != NULL))
    good = recurrence_from(rule, calendar, kept->span.first - 1, period);
  return good && strcmp(period->key, kept->span.key) == 0;
}

static gboolean is_needed(const KeptPeriod *kept) {
  return kept->event != NULL || kept->days->len > 0;
}

/* Open rows: those that nothing needs go; the others follow the new rule (NULL: there is none). */
static gboolean settle_open(Db *db, const PeriodRule *rule, const Recurrence *new_rule,
                            const Reckoning *reckoning, GError **error) {
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    if (is_past(rule, kept, reckoning_today(reckoning)))
      continue;
    Period period;
    gboolean good = TRUE;
    if (!is_needed(kept)) {
      Query *query = query_new(db, SQL_ROW_DELETE);
      query_bind_int(query, 1, kept->id);
      good = query_run(query, error);
    } else if (new_rule != NULL &&
               period_of_row(new_rule, reckoning_calendar(reckoning), kept, &period)) {
      good = period_update(db, kept, &period, new_rule->quota, error);
    }
    if (!good)
      return FALSE;
  }
  return TRUE;
}

/* The last day that rows cover: all of them, or only those of past periods; DAY_NONE: none. */
static Day covered_until(const PeriodRule *rule, gboolean past_only, Day today) {
  Day last = DAY_NONE;
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    if (!past_only || is_past(rule, kept, today))
      last = MAX(last, kept->span.last);
  }
  return last;
}

static gboolean has_numbered(const PeriodRule *rule) {
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    if (g_str_has_prefix(kept->span.key, "第"))
      return TRUE;
  }
  return FALSE;
}

/* ---- changing a rule -------------------------------------------------------------------- */

/* The first day from which on that the new rule has a period that is not past yet. */
static Day first_open(const Recurrence *rule, const LightRule *how, Day from, Day today) {
  Period period;
  if (rule->basis == BASIS_SUBMISSION || rule->basis == BASIS_EVENT)
    return from;
  gint64 index = recurrence_index(rule, how->calendar, from);
  if (rule->basis == BASIS_ANCHOR)
    index = MAX(index, 1);
  for (; recurrence_period(rule, how->calendar, index, &period); index++) {
    if (light_due(period.due, how) >= today)
      return MAX(from, period.first);
  }
  return from;
}

static gboolean update_schedule(Db *db, const Schedule *schedule, GError **error) {
  Query *query = query_new(db, SQL_UPDATE);
  query_bind_int(query, 1, schedule->id);
  query_bind_text(query, 2, schedule->phrase);
  query_bind_text(query, 3, every_code(schedule->rule.every));
  query_bind_int(query, 4, schedule->rule.step);
  query_bind_int(query, 5, schedule->rule.quota);
  query_bind_int(query, 6, schedule->rule.due_day);
  query_bind_int(query, 7, schedule->rule.due_month);
  query_bind_text(query, 8, basis_code(schedule->rule.basis));
  query_bind_day(query, 9, schedule->rule.anchor);
  query_bind_int(query, 10, schedule->rule.no_makeup ? 1 : 0);
  query_bind_day(query, 11, schedule->since);
  return query_run(query, error);
}

static gboolean end_schedule(Db *db, gint64 id, Day ended, GError **error) {
  Query *query = query_new(db, SQL_END);
  query_bind_int(query, 1, id);
  query_bind_day(query, 2, ended);
  return query_run(query, error);
}

/* TRUE where numbers would begin anew, and some of the old ones are kept. */
static gboolean counts_anew(const PeriodRule *rule, const Recurrence *new_rule) {
  const Recurrence *old = &rule->schedule->rule;
  gboolean counts_on = old->basis == BASIS_ANCHOR && old->anchor == new_rule->anchor &&
                       old->every == new_rule->every && old->step == new_rule->step;
  return new_rule->basis == BASIS_ANCHOR && !counts_on && has_numbered(rule);
}

/* Numbers are counted from the last day that is kept, or from a later anchor. */
static gboolean move_anchor(const Recurrence *old, Recurrence *rule, Day covered, GError **error) {
  char day[DAY_TEXT_SIZE];
  if (old->basis == BASIS_ANCHOR && old->anchor == rule->anchor)
    rule->anchor = covered;
  if (rule->anchor == DAY_NONE || rule->anchor >= covered)
    return TRUE;
  return store_refuse(error, "已有的期次到 %s 为止，新的起算日不能比它早",
                      day_to_iso(covered, day));
}

/* Stores how the rule is to be, whose rows are settled. */
static gboolean store_change(Db *db, Change *change, const PeriodRule *rule, GError **error) {
  const ScheduleInput *input = change->input;
  const Schedule *old = rule->schedule;
  Day today = reckoning_today(change->reckoning);
  gboolean anew = counts_anew(rule, &input->rule);
  Day covered = covered_until(rule, !anew, today);
  Schedule schedule = *old;
  schedule.phrase = change->phrase;
  schedule.rule = input->rule;
  if (anew && !move_anchor(&old->rule, &schedule.rule, covered, error))
    return FALSE;
  Day from = MAX(old->since, covered + 1);
  schedule.since =
      input->since != DAY_NONE ? input->since : first_open(&schedule.rule, rule->how, from, today);
  if (!anew)
    return update_schedule(db, &schedule, error);
  schedule.since = MAX(schedule.since, covered + 1);
  if (!end_schedule(db, old->id, covered, error) || !schedule_insert(db, &schedule, error))
    return FALSE;
  change->id = schedule.id;
  return TRUE;
}

/* The rule, with what of it is past kept and its rows settled for new_rule (NULL: it is taken off).
 * NULL and error. */
static PeriodRule *settle(Db *db, const Change *change, const Recurrence *new_rule,
                          GError **error) {
  if (!obligation_keep_past(db, change->reckoning, 0, change->id, error))
    return NULL;
  g_autoptr(PeriodRule) rule = period_rule(db, change->reckoning, change->id, error);
  if (rule == NULL || !settle_open(db, rule, new_rule, change->reckoning, error))
    return NULL;
  return period_rule(db, change->reckoning, change->id, error);
}

static gboolean write_change(Db *db, gpointer data, GError **error) {
  Change *change = data;
  const ScheduleInput *input = change->input;
  g_autoptr(PeriodRule) before = load_rule(db, change->reckoning, change->id, error);
  if (before == NULL)
    return FALSE;
  if (same_rule(&before->schedule->rule, &input->rule) &&
      (input->since == DAY_NONE || input->since == before->schedule->since)) {
    Schedule schedule = *before->schedule;
    schedule.phrase = change->phrase;
    return update_schedule(db, &schedule, error);
  }
  g_autoptr(PeriodRule) settled = settle(db, change, &input->rule, error);
  return settled != NULL && store_change(db, change, settled, error);
}

/* 第50项“…” 修改周期要求：每季度至少2次，季度末前 → 每月至少1次，月末前. */
static char *summarize(Db *db, const ScheduleInput *input, const Schedule *old, GError **error) {
  g_autofree char *label = task_label(db, old != NULL ? old->task : input->task, error);
  if (label == NULL)
    return NULL;
  g_autofree char *words = recurrence_text(&input->rule);
  if (old == NULL)
    return g_strdup_printf("%s 增加周期要求：%s", label, words);
  g_autofree char *before = recurrence_text(&old->rule);
  return g_strdup_printf("%s 修改周期要求：%s → %s", label, before, words);
}

/* The words of a rule that may be stored, without blanks around them; NULL and error. */
static char *check_input(const ScheduleInput *input, GError **error) {
  g_autofree char *phrase = text_strip(input->phrase);
  if (*phrase == '\0') {
    store_refuse(error, "请写明周期要求的原文，如“每季度至少1次”");
    return NULL;
  }
  const char *problem = recurrence_problem(&input->rule);
  if (problem != NULL) {
    store_refuse(error, "周期要求“%s”不成立：%s", phrase, problem);
    return NULL;
  }
  return g_steal_pointer(&phrase);
}

gboolean schedule_put(Db *db, const Reckoning *reckoning, const ScheduleInput *input, gint64 *id,
                      GError **error) {
  g_autofree char *phrase = check_input(input, error);
  if (phrase == NULL)
    return FALSE;
  Change change = {.reckoning = reckoning, .input = input, .phrase = phrase, .id = input->id};
  if (!(input->id != 0 ? write_change(db, &change, error) : write_new(db, &change, error)))
    return FALSE;
  if (id != NULL)
    *id = change.id;
  return TRUE;
}

gboolean schedule_set(Db *db, const Actor *actor, const Reckoning *reckoning,
                      const ScheduleInput *input, gint64 *id, GError **error) {
  g_autofree char *phrase = check_input(input, error);
  if (phrase == NULL)
    return FALSE;
  g_autoptr(PeriodRule) old = NULL;
  if (input->id != 0) {
    old = load_rule(db, reckoning, input->id, error);
    if (old == NULL)
      return FALSE;
  }
  const Schedule *before = old != NULL ? old->schedule : NULL;
  g_autofree char *summary = summarize(db, input, before, error);
  if (summary == NULL)
    return FALSE;
  Change change = {.reckoning = reckoning, .input = input, .phrase = phrase, .id = input->id};
  Deed deed = {.verb = "schedule.set",
               .summary = summary,
               .task = before != NULL ? before->task : input->task};
  if (!store_write(db, actor, &deed, before != NULL ? write_change : write_new, &change, NULL,
                   error))
    return FALSE;
  if (id != NULL)
    *id = change.id;
  return TRUE;
}

/* ---- taking a rule off ------------------------------------------------------------------ */

static gboolean write_end(Db *db, gpointer data, GError **error) {
  Change *change = data;
  Day today = reckoning_today(change->reckoning);
  g_autoptr(PeriodRule) before = load_rule(db, change->reckoning, change->id, error);
  g_autoptr(PeriodRule) settled = before != NULL ? settle(db, change, NULL, error) : NULL;
  if (settled == NULL)
    return FALSE;
  settled->schedule->ended = today;
  g_autoptr(GArray) turns = period_turns(settled, reckoning_calendar(change->reckoning), today);
  if (turns->len > 0)
    return end_schedule(db, change->id, today, error);
  Query *query = query_new(db, SQL_DELETE);
  query_bind_int(query, 1, change->id);
  return query_run(query, error);
}

gboolean schedule_drop(Db *db, const Reckoning *reckoning, gint64 id, GError **error) {
  Change change = {.reckoning = reckoning, .id = id};
  return write_end(db, &change, error);
}

gboolean schedule_end(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                      const char *reason, GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0')
    return store_refuse(error, "停止周期要求要写明理由");
  g_autoptr(PeriodRule) rule = load_rule(db, reckoning, id, error);
  if (rule == NULL)
    return FALSE;
  g_autofree char *label = task_label(db, rule->schedule->task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *words = recurrence_text(&rule->schedule->rule);
  g_autofree char *summary = g_strdup_printf("%s 停止周期要求：%s", label, words);
  Change change = {.reckoning = reckoning, .id = id};
  Deed deed = {
      .verb = "schedule.end", .summary = summary, .reason = why, .task = rule->schedule->task};
  return store_write(db, actor, &deed, write_end, &change, NULL, error);
}
