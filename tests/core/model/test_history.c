#include "core/model/history.h"

#include "core/model/unit.h"
#include "tests/core/fixture.h"

/* What people read of a change: codes by their words, units by their names, links not at all. */
static void test_text(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *table, *field, *old, *new_, *text; /* text NULL: nothing is said */
  } cases[] = {
      {"task", "state", "new", "assigned", "状态：未启动 → 已交办"},
      {"task", "kind", "task", "bonus", "类别：任务 → 加分项"},
      {"task", "percent", NULL, "60", "完成率：（空） → 60"},
      {"task", "due", "2026-04-30", NULL, "办理期限：2026-04-30 → （空）"},
      {"task", "parent", NULL, "4", NULL},
      {"task", "weight", "50", "60", "权重：50 → 60"},
      {"task_unit", "role", NULL, "lead", "责任分工 分工：（空） → 牵头"},
      {"step", "name", NULL, "close", "办理步骤 步骤：（空） → 销号"},
      {"step", "made_on", NULL, "2026-11-21", "办理步骤 日期：（空） → 2026-11-21"},
      {"step", "before", NULL, "done", NULL},
      {"step", "after", NULL, "closed", NULL},
      {"step", "task", NULL, "4", NULL},
      {"extension", "state", "asked", "approved", "延期 审批状态：待审批 → 已批准"},
      {"extension", "new_due", NULL, "2027-03-31", "延期 新期限：（空） → 2027-03-31"},
      {"schedule", "every", "month", "quarter", "周期要求 周期：月 → 季度"},
      {"schedule", "basis", NULL, "calendar", "周期要求 起算方式：（空） → 日历周期"},
      {"schedule", "no_makeup", "0", "1", "周期要求 不允许补报：否 → 是"},
      {"period", "estimated", NULL, "0", "期 预计：（空） → 否"},
      {"submission", "period", NULL, "7", NULL},
      {"task", "state", "new", "unheard", "状态：未启动 → unheard"},   /* of a later version */
      {"task", "goal", "new", "assigned", "目标任务：new → assigned"}, /* no code */
  };
  GError *error = NULL;
  g_autoptr(GPtrArray) units = unit_list(fixture->db, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    JournalChange change = {.table = (char *)cases[i].table,
                            .field = (char *)cases[i].field,
                            .old = (char *)cases[i].old,
                            .new_ = (char *)cases[i].new_};
    g_autofree char *text = history_change_text(&change, units);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
  const Unit *unit = units->pdata[0];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, unit->id);
  JournalChange change = {.table = (char *)"submission", .field = (char *)"unit", .new_ = id};
  g_autofree char *text = history_change_text(&change, units);
  g_autofree char *expected = g_strdup_printf("报送 报送单位：（空） → %s", unit->name);
  g_assert_cmpstr(text, ==, expected);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/history/text", test_text);
  return g_test_run();
}
