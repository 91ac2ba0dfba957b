#include "core/model/unit.h"
#include "tests/core/fixture.h"

/* The same small world in every test: 甲处 (1) goes into 乙处 (2). */
static void set_up(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  static const char *const statements[] = {
      "INSERT INTO ledger (id, title, year, source_year, frozen_on) VALUES "
      "(1, '旧台账', 2025, 2025, NULL), (2, '新台账', 2026, 2026, NULL)",
      "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一'), (2, 2, 1, '一')",
      "INSERT INTO unit (id, name, kind, parent) VALUES (1, '甲处', 'office', 3), "
      "(2, '乙处', 'office', NULL), (3, '丙厅', 'body', NULL), (4, '甲科', 'office', 1), "
      "(5, '各处', 'group', NULL), (6, '有关处', 'group', NULL), (7, '丁处', 'office', NULL)",
      "INSERT INTO unit_alias (name, unit, origin, made_on) VALUES "
      "('一处', 1, 'alias', '2026-02-01'), ('二处', 2, 'alias', '2026-02-02')",
      "INSERT INTO unit_member (unit, member) VALUES (5, 1), (5, 2), (6, 1), (6, 7)",
      "INSERT INTO task (id, ledger, indicator, number, kind, goal, state) VALUES "
      "(1, 1, 1, 1, 'task', '旧', 'closed'), (2, 2, 2, 1, 'task', '新一', 'active'), "
      "(3, 2, 2, 2, 'task', '新二', 'active'), (4, 2, 2, 3, 'task', '新三', 'active'), (5, 2, 2, 4, 'task', '新四', 'active')",
      /* 旧: both years; 新一: both in one role, 甲处 first; 新二: in two roles; 新三: 甲处 alone.
       */
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1), "
      "(2, 1, 'responsible', 1), (2, 7, 'responsible', 2), (2, 2, 'responsible', 3), "
      "(3, 2, 'lead', 1), (3, 1, 'support', 2), (4, 7, 'lead', 1), (4, 1, 'support', 2), (5, 2, 'implement', 1), (5, 1, 'implement', 2)",
      "INSERT INTO schedule (id, task, phrase, every, since) VALUES "
      "(1, 1, '每月', 'month', '2025-01-01'), (2, 2, '每月', 'month', '2026-01-01')",
      "INSERT INTO period (id, task, schedule, key, first, last, due, quota) VALUES "
      "(1, 1, 1, '2025-03', '2025-03-01', '2025-03-31', '2025-03-31', 1), "
      "(2, 2, 2, '2026-03', '2026-03-01', '2026-03-31', '2026-03-31', 1)",
      "INSERT INTO submission (id, task, period, unit, made_on, text, author) VALUES "
      "(1, 1, 1, 1, '2025-03-02', '旧', 'zhangsan'), (2, 2, 2, 1, '2026-03-02', '新', 'zhangsan')",
      "INSERT INTO plan (id, title, year, source_year, due_day, target) VALUES "
      "(1, '计划', 2026, 2026, 15, 3), (2, '另一计划', 2025, 2025, 15, 3)",
      "INSERT INTO plan_unit (plan, unit) VALUES (1, 1), (1, 2), (2, 1)",
      "INSERT INTO topic VALUES (1, 1, 3, '主题', '内容', '内容')",
      "INSERT INTO \"case\" (id, topic, title, unit, author, month, stage) VALUES "
      "(1, 1, '案例', 1, 'zhangsan', '2026-03-01', 'draft')",
      "INSERT INTO progress (task, made_on, text, author, unit) VALUES "
      "(1, '2025-03-02', '旧', 'zhangsan', 1), (2, '2026-03-02', '新', 'zhangsan', 1)",
      "INSERT INTO sendout (period, made_on, author) VALUES ('2026-03', '2026-03-01', 'zhangsan')",
      "INSERT INTO sendout_unit (sendout, unit, answer_by, file) VALUES "
      "(1, 1, '2026-03-08', '甲处_2026-03.xlsx')",
      "INSERT INTO ledger (id, title, year, source_year, unit) VALUES (3, '下级', 2026, 2026, 1)",
      "INSERT INTO access (login, ledger, level, unit) VALUES ('wangwu', NULL, 'clerk', 1), "
      "('wangwu', 1, 'clerk', 1), ('wangwu', 2, 'clerk', 7)",
      "UPDATE ledger SET frozen_on = '2026-01-01' WHERE id = 1",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
    raw_write(fixture, statements[i]);
}

#define ADD_MERGE(path, test) g_test_add(path, Fixture, NULL, set_up, test, fixture_tear_down)

static void merge(Fixture *fixture, gint64 from, gint64 into) {
  GError *error = NULL;
  unit_merge(fixture->db, &fixture->actor, from, into, " 机构改革 ", &error);
  g_assert_no_error(error);
}

static void test_everything_moves(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  gint64 entries = journal_entries(fixture->db);
  merge(fixture, 1, 2);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  assert_text("SELECT verb || ' ' || summary || ' ' || reason FROM journal ORDER BY seq DESC",
              "unit.merge 单位“甲处”并入“乙处” 机构改革");
  /* The closed year is as it was; in the open one, one row a role, at the earlier place. */
  assert_text(
      "SELECT group_concat(task || role || unit || position, ' ') FROM (SELECT * FROM "
      "task_unit ORDER BY task, position)",
      "1lead11 2responsible21 2responsible72 3lead21 3support22 4lead71 4support22 5implement21");
  assert_text("SELECT group_concat(unit) FROM submission", "1,2");
  assert_text("SELECT group_concat(unit) FROM progress", "1,2");
  assert_int("SELECT unit FROM sendout_unit", 2);
  assert_int("SELECT unit FROM ledger WHERE id = 3", 2);
  assert_text("SELECT group_concat(unit) FROM \"case\"", "2");
  assert_text("SELECT group_concat(plan || ':' || unit) FROM plan_unit", "1:2,2:2");
  assert_text("SELECT group_concat(unit || ':' || member) FROM unit_member", "5:2,6:2,6:7");
  assert_int("SELECT parent FROM unit WHERE id = 4", 2);
  assert_text("SELECT group_concat(unit) FROM (SELECT unit FROM access WHERE login = 'wangwu' "
              "ORDER BY id)",
              "2,1,7");
  assert_text("SELECT group_concat(unit) FROM unit_alias", "2,2");
  assert_text("SELECT name || successor || ended_by || ended_on FROM unit WHERE successor IS NOT "
              "NULL",
              "甲处2merged2026-11-21");
  GError *error = NULL;
  static const char *const names[] = {"甲处", "一处", "二处", "乙处"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(Unit) unit = unit_find(fixture->db, names[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(unit->name, ==, "乙处");
  }
  g_autoptr(GPtrArray) aliases = unit_aliases(fixture->db, 2, &error);
  g_assert_cmpuint(aliases->len, ==, 3);
  const UnitAlias *last = aliases->pdata[2];
  g_assert_cmpstr(last->name, ==, "甲处");
  g_assert_cmpint(last->origin, ==, UNIT_ORIGIN_MERGED);
  g_assert_cmpint(last->made_on, ==, fixture->actor.today);

  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
  g_assert_no_error(error);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(after, ==, before);
}

/* A table that comes to refer to units has to be thought of in unit_merge.c. */
static void test_all_references_are_known(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_text(
      "SELECT group_concat(name, ' ') FROM (SELECT s.name || '.' || f.\"from\" AS name FROM "
      "sqlite_schema s JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table' AND "
      "f.\"table\" = 'unit' ORDER BY 1)",
      "access.unit case.unit ledger.unit plan_unit.unit progress.unit sendout_unit.unit submission.unit "
      "task_unit.unit unit.parent unit.successor unit_alias.unit unit_member.member "
      "unit_member.unit");
}

static void test_chain(Fixture *fixture, gconstpointer data) {
  (void)data;
  merge(fixture, 1, 2);
  merge(fixture, 2, 7);
  assert_text("SELECT group_concat(id || '>' || successor) FROM unit WHERE successor IS NOT NULL",
              "1>7,2>7");
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, "一处", &error);
  g_assert_cmpstr(unit->name, ==, "丁处");
  /* Its own former unit is not put into it once more, nor anything into that. */
  g_assert_false(unit_merge(fixture->db, &fixture->actor, 1, 7, "理由", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“甲处”已经并入或改为“丁处”");
  g_assert_false(unit_merge(fixture->db, &fixture->actor, 4, 2, "理由", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“乙处”已经并入或改为“丁处”");
  /* The first merger cannot be taken back under the second. */
  gint64 first = sql_int(fixture->db, "SELECT min(seq) FROM journal WHERE verb = 'unit.merge'");
  g_assert_false(journal_undo(fixture->db, &fixture->actor, first, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "之后");
  g_assert_false(unit_remove(fixture->db, &fixture->actor, 7, &error));
  g_clear_error(&error);
}

/* A new name where a closed year has the old one: the same move, to a unit that is new. */
static void test_rename_taken_back(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  GError *error = NULL;
  g_autoptr(UnitRecord) record = unit_record(fixture->db, 1, &error);
  g_assert_no_error(error);
  UnitInput input = {.name = "甲局", .kind = UNIT_OFFICE, .parent = "丙厅"};
  gint64 id = 0;
  unit_edit(fixture->db, &fixture->actor, record, &input, "三定方案", &id, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, ==, 8);
  assert_text("SELECT group_concat(task || role || unit || position, ' ') FROM (SELECT * FROM "
              "task_unit WHERE unit IN (1, 8) ORDER BY task)",
              "1lead11 2responsible81 3support82 4support82 5implement82");
  assert_int("SELECT parent FROM unit WHERE id = 8", 3);
  assert_int("SELECT parent FROM unit WHERE id = 4", 8);
  assert_text("SELECT reason FROM journal ORDER BY seq DESC", "三定方案");
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(after, ==, before);
}

static void test_groups(Fixture *fixture, gconstpointer data) {
  (void)data;
  merge(fixture, 6, 5);
  assert_text("SELECT group_concat(unit || ':' || member) FROM unit_member", "5:1,5:2,5:7");
}

static void refuse(Fixture *fixture, gint64 from, gint64 into, const char *reason,
                   const char *part) {
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  g_assert_false(unit_merge(fixture->db, &fixture->actor, from, into, reason, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  refuse(fixture, 1, 1, "理由", "不能并入自己");
  refuse(fixture, 1, 2, " ", "要写明理由");
  refuse(fixture, 1, 5, "理由", "集合只能与集合合并");
  refuse(fixture, 5, 1, "理由", "集合只能与集合合并");
  refuse(fixture, 3, 4, "理由", "“甲科”在“丙厅”之下"); /* below what is below it */
  raw_write(fixture, "INSERT INTO unit_member (unit, member) VALUES (5, 6)");
  refuse(fixture, 5, 6, "理由", "“有关处”是“各处”的成员");
  refuse(fixture, 6, 5, "理由", "“有关处”是“各处”的成员");
  merge(fixture, 4, 1); /* into its own parent: a section that is dissolved */
  assert_int("SELECT parent FROM unit WHERE id = 1", 3);
}

static void test_preview(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *line = unit_merge_preview(fixture->db, 1, 2, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(
      line, ==,
      "任务5项（牵头1、配合2、责任1、落实1）、报送4次、填报表1份、台账1本、案例1篇、选题计划2个、"
      "所在集合2个、下级单位1个、限于它的权限2条，转到“乙处”；其中封存台账的任务1项、报送2次保留原名");
  g_autofree char *plain = unit_merge_preview(fixture->db, 4, 2, &error);
  g_assert_cmpstr(plain, ==, "没有引用，都转到“乙处”");
  g_assert_null(unit_merge_preview(fixture->db, 1, 1, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能并入自己");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_MERGE("/unit/merge", test_everything_moves);
  ADD_MERGE("/unit/merge/references", test_all_references_are_known);
  ADD_MERGE("/unit/merge/chain", test_chain);
  ADD_MERGE("/unit/merge/renamed", test_rename_taken_back);
  ADD_MERGE("/unit/merge/groups", test_groups);
  ADD_MERGE("/unit/merge/refused", test_refused);
  ADD_MERGE("/unit/merge/preview", test_preview);
  return g_test_run();
}
