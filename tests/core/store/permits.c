#include "tests/core/store/permits.h"

#include <string.h>

#include "core/store/db_private.h"

static const char *const GROUPS[] = {"fgc", "bgs", NULL};

Actor li(void) {
  Actor actor = actor_of("li");
  actor.groups = GROUPS;
  return actor;
}

void put_rows(Fixture *fixture, const AccessRow *rows, int count) {
  g_autoptr(GString) sql = g_string_new("PRAGMA synchronous = OFF; BEGIN; DELETE FROM access;");
  for (int i = 0; i < count && rows[i].who != NULL; i++) {
    const char *who = rows[i].who;
    gboolean is_group = *who == '@';
    g_string_append_printf(
        sql,
        "INSERT INTO access (login, unix_group, ledger, level, unit) VALUES (nullif('%s', ''),"
        " nullif('%s', ''), nullif(%d, 0), '%s', nullif(%d, 0));",
        is_group ? "" : who, is_group ? who + 1 : "", (int)rows[i].ledger, rows[i].level,
        (int)rows[i].unit);
  }
  g_string_append(sql, "COMMIT");
  raw_exec(fixture->path, sql->str);
}

void fill(Fixture *fixture) {
  static const char *const more[] = {
      "INSERT INTO unit (name, kind) VALUES ('厅公路处', 'office'), ('各处室', 'group')",
      "INSERT INTO unit_member (unit, member) VALUES (3, 2)",
      "INSERT INTO ledger (title, year, source_year) VALUES ('第二本', 2026, 2020)",
      "INSERT INTO indicator (ledger, position, title) VALUES (2, 1, '一')",
      "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
      " VALUES (2, 2, 1, 'task', '报送信息', 'done')",
      "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight)"
      " VALUES (1, 1, 4, 'task', '上半', 'new', 2, 50), (1, 1, 5, 'task', '下半', 'new', 2, 50)",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1),"
      " (2, 3, 'support', 1), (4, 2, 'lead', 1)",
      "INSERT INTO extension (task, asked_on, asked_by, reason, old_due, new_deadline, new_due,"
      " state) VALUES (1, '2026-08-21', 'li', '雨', '2026-09-30', '10月', '2026-10-31', 'asked')",
      "INSERT INTO plan (title, year, source_year, due_day, target) VALUES ('计划', 2026, 2023, 15, 3)",
      "INSERT INTO topic (plan, month, title, content, content_printed) VALUES (1, 9, '题', '', '')",
      "INSERT INTO \"case\" (topic, title, unit, author, month, stage)"
      " VALUES (1, '一', 1, 'zhang', '2026-09-01', 'draft'),"
      " (1, '二', 2, 'zhang', '2026-09-01', 'draft'),"
      " (1, '三', 1, 'zhang', '2026-09-01', 'draft')",
      "INSERT INTO case_stage (\"case\", stage, made_on, author) VALUES"
      " (1, 'draft', '2026-09-01', 'zhang'), (2, 'draft', '2026-09-01', 'zhang'),"
      " (3, 'draft', '2026-09-01', 'zhang')",
      "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
      " VALUES (1, 1, 6, 'task', '将要删除', 'new')",
      "INSERT INTO progress (task, made_on, text, author) VALUES (7, '2026-08-21', '办', 'zhang')",
      "INSERT INTO ledger (title, year, source_year, frozen_on)"
      " VALUES ('旧的', 2025, 2020, '2026-01-05')",
      "INSERT INTO system (title, year, source_year, every) VALUES ('体系', 2026, 2023, 'year')",
      "INSERT INTO node (system, position, code, title, kind, source)"
      " VALUES (1, 1, '1', '一', 'item', 'typed')",
      "INSERT INTO evidence (task, \"case\", node, span, reference) VALUES"
      " (NULL, 1, NULL, NULL, '甲'), (NULL, 2, NULL, NULL, '乙'), (NULL, NULL, 1, '2026', '丙'),"
      " (1, NULL, NULL, NULL, '丁'), (2, NULL, NULL, NULL, '戊')",
      "INSERT INTO sendout (period, made_on, author) VALUES ('2026-08', '2026-08-21', 'zhang')",
      "INSERT INTO sendout_unit (sendout, unit, answer_by, file)"
      " VALUES (1, 1, '2026-08-31', '甲.xlsx')",
      NULL};
  /* Nothing here is about what the disk does. */
  g_assert_true(db_exec(fixture->db, "PRAGMA synchronous = OFF", NULL));
  make_tasks(fixture->db, "zhang");
  deed(fixture->db, "zhang", 0, more);
}

static const AccessRow PEOPLE_ROWS[PEOPLE][2] = {
    [A] = {{"li", 0, "clerk", 0}},      [B] = {{"li", 1, "clerk", 0}, {"li", 0, "reader", 0}},
    [C] = {{"li", 0, "clerk", 1}},      [D] = {{"li", 0, "clerk", 2}},
    [E] = {{"li", 0, "supervisor", 1}}, [F] = {{"li", 0, "supervisor", 0}},
    [G] = {{"li", 0, "reader", 0}},     [H] = {{"li", 0, "admin", 0}, {"li", 2, "reader", 0}},
};

void become(Fixture *fixture, Someone someone) {
  AccessRow rows[3] = {{"zhang", 0, "admin", 0}};
  memcpy(rows + 1, PEOPLE_ROWS[someone], sizeof PEOPLE_ROWS[someone]);
  put_rows(fixture, rows, G_N_ELEMENTS(rows));
}

void undo_is(Fixture *fixture, gint64 seq, const char *part) {
  Actor actor = li();
  GError *error = NULL;
  gboolean done = journal_undo(fixture->db, &actor, seq, NULL, &error);
  g_assert_cmpint(done, ==, part == NULL);
  g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, part));
}
