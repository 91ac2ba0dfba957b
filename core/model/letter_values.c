#include "core/model/letter_values.h"

#define SQL_USER_NAME "SELECT name FROM user WHERE login = ?1"

char *letter_values_units(const Task *task) {
  static const int RANKS[] = {ROLE_LEAD, ROLE_RESPONSIBLE, -1};
  for (guint rank = 0; rank < G_N_ELEMENTS(RANKS); rank++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < task->units->len; i++) {
      const TaskUnit *unit = task->units->pdata[i];
      if (RANKS[rank] < 0 || (int)unit->role == RANKS[rank])
        g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", unit->name);
    }
    if (text->len > 0)
      return g_string_free(g_steal_pointer(&text), FALSE);
  }
  return g_strdup("各有关单位");
}

static char *late_text(const Task *task, const Reckoning *reckoning) {
  const Policy *policy = reckoning_policy(reckoning, task->ledger);
  Day due = light_due(task->due, &policy->light), today = reckoning_today(reckoning);
  g_autoptr(GString) text = g_string_new(NULL);
  if (task->standing.overdue > 0)
    g_string_append_printf(text, "已逾期%d天", task->standing.overdue);
  else if (due != DAY_NONE && due == today)
    g_string_append(text, "今天到期");
  else if (due != DAY_NONE && due > today)
    g_string_append_printf(text, "离办理期限还有%u天", due - today);
  if (task->standing.missed > 0)
    g_string_append_printf(text, "%s有%d期未按要求报送", text->len > 0 ? "，" : "",
                           task->standing.missed);
  if (text->len == 0)
    g_string_append(text, "尚未办结");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *progress_text(const Progress *progress) {
  if (progress == NULL)
    return g_strdup("尚未报送进展。");
  CivilDate date = day_civil(progress->made_on);
  return g_strdup_printf("%d年%d月%d日，%s", date.year, date.month, date.day, progress->text);
}

/* The person's name, or the login where no name is known. */
static char *signer(Db *db, const char *who, GError **error) {
  Query *query = query_new(db, SQL_USER_NAME);
  query_bind_text(query, 1, who);
  g_autofree char *name = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return NULL;
  return name != NULL ? g_steal_pointer(&name) : g_strdup(who);
}

gboolean letter_values_of_task(Db *db, const Reckoning *reckoning, const Task *task,
                               const char *who, LetterValues *values, GError **error) {
  g_autofree char *name = signer(db, who, error);
  if (name == NULL)
    return FALSE;
  g_autofree char *number = g_strdup_printf("%d", task->number);
  g_autofree char *late_days = g_strdup_printf("%d", task->standing.overdue);
  g_autofree char *units = letter_values_units(task);
  g_autofree char *late = late_text(task, reckoning);
  g_autofree char *progress = progress_text(task->last_progress);
  letter_values_set(values, BLANK_GOAL, task->goal);
  letter_values_set(values, BLANK_NUMBER, number);
  letter_values_set(values, BLANK_UNITS, units);
  letter_values_set(values, BLANK_DEADLINE, task->deadline != NULL ? task->deadline : "未定");
  letter_values_set_day(values, BLANK_DUE, task->due);
  letter_values_set(values, BLANK_LATE_DAYS, late_days);
  letter_values_set(values, BLANK_LATE, late);
  letter_values_set(values, BLANK_PROGRESS, progress);
  letter_values_set(values, BLANK_LEDGER, task->ledger_title);
  letter_values_set_day(values, BLANK_TODAY, reckoning_today(reckoning));
  letter_values_set(values, BLANK_SIGNER, name);
  return TRUE;
}

void letter_values_of_notice(LetterValues *values, int level, Day answer_by) {
  letter_values_set(values, BLANK_LEVEL, notice_level_name(level));
  letter_values_set_day(values, BLANK_ANSWER_BY, answer_by);
}

/* How late it was on the day the notice was issued; nothing is said where it was not. */
static void set_late(LetterValues *values, const LightRule *rule, const Notice *notice,
                     const Task *task) {
  Day due = light_due(task->due, rule);
  int days = due != DAY_NONE && due < notice->issued_on ? (int)(notice->issued_on - due) : 0;
  g_autofree char *number = g_strdup_printf("%d", days);
  g_autofree char *text = days > 0                   ? g_strdup_printf("已逾期%d天", days)
                          : due == notice->issued_on ? g_strdup("当日到期")
                          : due != DAY_NONE
                              ? g_strdup_printf("离办理期限还有%u天", due - notice->issued_on)
                              : g_strdup("尚未办结");
  letter_values_set(values, BLANK_LATE_DAYS, number);
  letter_values_set(values, BLANK_LATE, text);
}

gboolean letter_values_as_issued(Db *db, const Reckoning *reckoning, const Notice *notice,
                                 const Task *task, const char *template, LetterValues *values,
                                 GError **error) {
  if (!letter_values_of_task(db, reckoning, task, notice->author, values, error))
    return FALSE;
  letter_values_of_notice(values, notice->level, notice->answer_by);
  letter_values_set_day(values, BLANK_TODAY, notice->issued_on);
  set_late(values, &reckoning_policy(reckoning, task->ledger)->light, notice, task);
  g_autofree char *ask = letter_find(notice->text, template, BLANK_ASK);
  letter_values_set(values, BLANK_ASK, ask);
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  letter_values_set(values, BLANK_DOCUMENT, document);
  return TRUE;
}
