#include "core/model/task_rule.h"

#include "core/rules/phrase.h"

#define SQL_YEAR "SELECT l.year FROM task t JOIN ledger l ON l.id = t.ledger WHERE t.id = ?1"

/* The year of a task's ledger. 0 and error. */
static int year_of(Db *db, gint64 task, GError **error) {
  Query *query = query_new(db, SQL_YEAR);
  query_bind_int(query, 1, task);
  int year = query_next(query) ? (int)query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return 0;
  if (year == 0)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "该项刚被删除，没有保存；请刷新后核对");
  return year;
}

/* TRUE where text states a rule, which is in *phrase then. The caller clears phrase. */
static gboolean read_rule(const char *text, int year, Phrase *phrase) {
  phrase_read(text, year, phrase);
  return phrase->kind == PHRASE_RULE || phrase->kind == PHRASE_WORKDAYS ||
         phrase->kind == PHRASE_GAP;
}

gboolean task_rule_add(Db *db, gint64 task, Day today, const char *deadline, GError **error) {
  g_auto(Phrase) phrase = {PHRASE_NONE};
  int year = year_of(db, task, error);
  if (year == 0)
    return FALSE;
  if (!read_rule(deadline, year, &phrase))
    return TRUE;
  Schedule schedule = {
      .task = task,
      .phrase = phrase.text,
      .rule = phrase.recurrence,
      .since = schedule_since(year, today),
  };
  return schedule_insert(db, &schedule, error);
}

/* The rule in force of these words; NULL where there is none. */
static const Schedule *find_rule(const GPtrArray *schedules, const char *words) {
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    if (schedule->ended == DAY_NONE && g_strcmp0(schedule->phrase, words) == 0)
      return schedule;
  }
  return NULL;
}

gboolean task_rule_change(Db *db, const Reckoning *reckoning, gint64 task, const char *before,
                          const char *after, GError **error) {
  g_auto(Phrase) old = {PHRASE_NONE};
  g_auto(Phrase) new_ = {PHRASE_NONE};
  int year = year_of(db, task, error);
  if (year == 0)
    return FALSE;
  gboolean had = read_rule(before, year, &old), has = read_rule(after, year, &new_);
  if (!had && !has)
    return TRUE;
  g_autoptr(GPtrArray) schedules = schedule_list(db, task, error);
  if (schedules == NULL)
    return FALSE;
  const Schedule *rule = had ? find_rule(schedules, old.text) : NULL;
  if (!has)
    return rule == NULL || schedule_drop(db, reckoning, rule->id, error);
  if (find_rule(schedules, new_.text) != NULL)
    return TRUE; /* also where the words have not changed */
  ScheduleInput input = {
      .id = rule != NULL ? rule->id : 0,
      .task = task,
      .phrase = new_.text,
      .rule = new_.recurrence,
  };
  return schedule_put(db, reckoning, &input, NULL, error);
}
