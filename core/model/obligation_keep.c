/* obligation_keep.c: the rows that are kept of periods, and the events that start some. */
#include <string.h>

#include "core/model/period.h"
#include "core/model/task.h"
#include "core/rules/text.h"

gboolean obligation_keep_past(Db *db, const Reckoning *reckoning, gint64 schedule, GError **error) {
  ObligationFilter filter = {.schedule = schedule};
  g_autoptr(GPtrArray) rules = period_rules(db, reckoning, &filter, error);
  if (rules == NULL)
    return FALSE;
  Day today = reckoning_today(reckoning);
  for (guint i = 0; i < rules->len; i++) {
    const PeriodRule *rule = rules->pdata[i];
    g_autoptr(GArray) turns = period_turns(rule, reckoning_calendar(reckoning), today);
    for (guint k = 0; k < turns->len; k++) {
      const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, k);
      if (turn->kept == NULL && period_due(rule, turn) < today &&
          !period_insert(db, rule, turn, NULL, NULL, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean obligation_ensure(Db *db, const Reckoning *reckoning, gint64 schedule, const char *key,
                           gint64 *id, GError **error) {
  g_autoptr(PeriodRule) rule = period_rule(db, reckoning, schedule, error);
  if (rule == NULL)
    return FALSE;
  g_autoptr(GArray) turns =
      period_turns(rule, reckoning_calendar(reckoning), reckoning_today(reckoning));
  for (guint i = 0; i < turns->len; i++) {
    const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, i);
    if (strcmp(turn->span.key, key) != 0)
      continue;
    if (turn->kept == NULL)
      return period_insert(db, rule, turn, NULL, id, error);
    *id = turn->kept->id;
    return TRUE;
  }
  g_autofree char *words = schedule_words(rule->schedule->phrase, rule->schedule->material);
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "“%s”没有“%s”这一期，或者它还没有开始；可用 taizhang periods 查看期次", words, key);
  return FALSE;
}

/* ---- events ----------------------------------------------------------------------------- */

typedef struct {
  const Reckoning *reckoning;
  gint64 schedule;
  Day day;
  const char *text; /* without blanks around it */
  char *key;        /* PERIOD_KEY_SIZE bytes */
} Event;

static gboolean check_event_rule(const PeriodRule *rule, GError **error) {
  g_autofree char *words = schedule_words(rule->schedule->phrase, rule->schedule->material);
  if (rule->schedule->rule.basis != BASIS_EVENT) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "“%s”不是事件发生后才起算的要求，不必登记事件", words);
    return FALSE;
  }
  if (rule->schedule->ended != DAY_NONE) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "“%s”已经停止，不能再登记事件", words);
    return FALSE;
  }
  if (rule->state == TASK_STATE_CLOSED || rule->state == TASK_STATE_PAUSED ||
      rule->state == TASK_STATE_VOID) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "该项%s，不能登记事件",
                task_state_name(rule->state));
    return FALSE;
  }
  return TRUE;
}

static gboolean write_event(Db *db, gpointer data, GError **error) {
  Event *event = data;
  g_autoptr(PeriodRule) rule = period_rule(db, event->reckoning, event->schedule, error);
  if (rule == NULL || !check_event_rule(rule, error))
    return FALSE;
  PeriodTurn turn = {.quota = rule->schedule->rule.quota};
  if (!recurrence_from(&rule->schedule->rule, reckoning_calendar(event->reckoning), event->day,
                       &turn.span)) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "事件日期太晚，算不出期限");
    return FALSE;
  }
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    if (strcmp(kept->span.key, turn.span.key) != 0)
      continue;
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "这一天已经登记过“%s”；同一天的事件请写在一起",
                kept->event != NULL ? kept->event : kept->span.key);
    return FALSE;
  }
  g_strlcpy(event->key, turn.span.key, PERIOD_KEY_SIZE);
  return period_insert(db, rule, &turn, event->text, NULL, error);
}

gboolean obligation_event(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 schedule,
                          Day day, const char *text, char *key, GError **error) {
  g_autofree char *stripped = text_strip(text);
  if (*stripped == '\0') {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "请写明发生了什么事件");
    return FALSE;
  }
  if (day == DAY_NONE)
    day = actor->today;
  if (day > actor->today) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "事件日期不能晚于今天");
    return FALSE;
  }
  g_autoptr(PeriodRule) rule = period_rule(db, reckoning, schedule, error);
  if (rule == NULL)
    return FALSE;
  g_autofree char *label = task_label(db, rule->schedule->task, error);
  if (label == NULL)
    return FALSE;
  char iso[DAY_TEXT_SIZE], made[PERIOD_KEY_SIZE];
  g_autofree char *summary = g_strdup_printf("%s 登记事件（%s）", label, day_to_iso(day, iso));
  Event event = {
      .reckoning = reckoning, .schedule = schedule, .day = day, .text = stripped, .key = made};
  Deed deed = {.verb = "event.add", .summary = summary, .task = rule->schedule->task};
  if (!store_write(db, actor, &deed, write_event, &event, NULL, error))
    return FALSE;
  if (key != NULL)
    g_strlcpy(key, made, PERIOD_KEY_SIZE);
  return TRUE;
}
