#include "tui/command/rule_choice.h"

/* 3 每季度至少1次、7 每月2次 */
static char *names_of(const GPtrArray *schedules) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
    g_string_append_printf(names, "%s%" G_GINT64_FORMAT " %s%s", i > 0 ? "、" : "", schedule->id,
                           words, schedule->ended != DAY_NONE ? "（已停止）" : "");
  }
  return g_string_free(g_steal_pointer(&names), FALSE);
}

static gboolean fits(const Schedule *schedule, gint64 id, int basis) {
  if (id != 0)
    return schedule->id == id;
  return schedule->ended == DAY_NONE && (basis < 0 || (int)schedule->rule.basis == basis);
}

Schedule *rule_choice(Db *db, gint64 task, gint64 id, int basis, const char *option,
                      GError **error) {
  g_autoptr(GPtrArray) schedules = schedule_list(db, task, error);
  if (schedules == NULL)
    return NULL;
  guint found = 0, index = 0;
  for (guint i = 0; i < schedules->len; i++) {
    if (!fits(schedules->pdata[i], id, basis))
      continue;
    index = i;
    found++;
  }
  if (found == 1)
    return g_ptr_array_steal_index(schedules, index);
  g_autofree char *names = names_of(schedules);
  if (schedules->len == 0)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "该项没有周期要求；可用 taizhang rule 增加一条");
  else if (id != 0)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "该项没有编号为 %" G_GINT64_FORMAT " 的周期要求，只有：%s", id, names);
  else if (found > 1)
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "该项有%u条周期要求：%s；请用 %s 写明是哪一条", found, names, option);
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "该项没有适用的周期要求，只有：%s",
                names);
  return NULL;
}

char *rule_choice_anchor_words(const Schedule *schedule, Day today) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
  return g_strdup_printf("“%s”还没有设定起算日，因此没有期次；请用 taizhang rule %" G_GINT64_FORMAT
                         " --anchor 日期 设定，如 --anchor %s",
                         words, schedule->task, day_to_iso(today, day));
}
