#include "core/model/history.h"

#include "core/model/supervision.h"
#include "core/model/unit.h"
#include "core/rules/light.h"
#include "core/store/words.h"

/* What a person calls a value: its Chinese word for a code, its name for a unit's id. */
static const char *value_name(const JournalChange *change, const char *value,
                              const GPtrArray *units) {
  TaskState state;
  TaskKind kind;
  Role role;
  if (value == NULL)
    return "（空）";
  if (g_str_equal(change->field, "state") && task_state_parse(value, &state))
    return task_state_name(state);
  if (g_str_equal(change->field, "kind") && task_kind_parse(value, &kind))
    return task_kind_name(kind);
  if (g_str_equal(change->field, "role") && role_parse(value, &role))
    return role_name(role);
  Means means;
  if (g_str_equal(change->field, "means") && means_parse(value, &means))
    return means_name(means);
  int level;
  if (g_str_equal(change->field, "level") && notice_level_parse(value, &level))
    return notice_level_name(level);
  gint64 id = g_str_equal(change->field, "unit") ? g_ascii_strtoll(value, NULL, 10) : 0;
  for (guint i = 0; id != 0 && i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    if (unit->id == id)
      return unit->name;
  }
  return value;
}

/* Links between records, which mean nothing to a person. */
static gboolean is_link(const JournalChange *change) {
  static const char *const LINKS[] = {"id",       "task",     "ledger", "indicator",
                                      "progress", "position", "notice", NULL};
  return g_strv_contains(LINKS, change->field);
}

char *history_change_text(const JournalChange *change, const GPtrArray *units) {
  if (is_link(change))
    return NULL;
  gboolean own = g_str_equal(change->table, "task");
  return g_strdup_printf("%s%s%s：%s → %s", own ? "" : words_table(change->table), own ? "" : " ",
                         words_column(change->table, change->field),
                         value_name(change, change->old, units),
                         value_name(change, change->new_, units));
}
