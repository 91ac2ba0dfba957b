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

/* ---- taking back ------------------------------------------------------------------------ */

static gboolean write_all(Db *db, gpointer data, GError **error) {
  for (const char *const *sql = data; *sql != NULL; sql++)
    if (!query_run(query_new(db, *sql), error))
      return FALSE;
  return TRUE;
}

static void check_lines(Fixture *fixture, const char *const *statements, guint most,
                        const char *expected) {
  GError *error = NULL;
  gint64 seq = 0;
  const Deed deed = {.verb = "task.edit", .summary = "改"};
  store_write(fixture->db, &fixture->actor, &deed, write_all, (gpointer)statements, &seq, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) lines = history_undo_lines(fixture->db, seq, most, &error);
  g_assert_no_error(error);
  g_ptr_array_add(lines, NULL);
  g_autofree char *text = g_strjoinv("\n", (char **)lines->pdata);
  g_assert_cmpstr(text, ==, expected);
}

/* Fields that change are told one by one, of records that come or go only what they are called;
 * tasks are named as soon as there are several, wherever the second stands. */
static void test_undo_lines(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 first = task_id(fixture, 1), second = task_id(fixture, 2);
  g_autofree char *note = g_strdup_printf(
      "UPDATE task SET note = '甲', percent = 30 WHERE id = %" G_GINT64_FORMAT, first);
  g_autofree char *other =
      g_strdup_printf("UPDATE task SET note = '乙' WHERE id = %" G_GINT64_FORMAT, second);
  g_autofree char *progress =
      g_strdup_printf("INSERT INTO progress (task, made_on, text, author) VALUES (%" G_GINT64_FORMAT
                      ", '2026-11-21', '已报送', 'zhangsan')",
                      first);
  g_autofree char *named = g_strdup_printf("编号%" G_GINT64_FORMAT " 完成率：30 → （空）\n"
                                           "编号%" G_GINT64_FORMAT " 备注：甲 → （空）\n……另有2处",
                                           first, first);
  const char *const both[] = {note, other, progress, NULL};
  check_lines(fixture, both, 3, named);
  const char *const back[] = {"UPDATE task SET note = NULL, percent = NULL",
                              "DELETE FROM progress WHERE text = '已报送'", NULL};
  g_autofree char *all = g_strdup_printf(
      "编号%" G_GINT64_FORMAT " 完成率：（空） → 30\n编号%" G_GINT64_FORMAT " 备注：（空） → 甲\n"
      "编号%" G_GINT64_FORMAT " 备注：（空） → 乙\n放回 进展：已报送",
      first, first, second);
  check_lines(fixture, back, 4, all);
  const char *const one[] = {note, progress, NULL};
  check_lines(fixture, one, 4, "完成率：30 → （空）\n备注：甲 → （空）\n去掉 进展：已报送");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/history/text", test_text);
  ADD("/history/undo-lines", test_undo_lines);
  return g_test_run();
}
