#include "core/model/person.h"

#include <string.h>

#include "tests/core/fixture.h"

/* Who is in which groups, for a test. */
static char **groups_of(const char *login) {
  const char *groups = g_str_equal(login, "lisi")     ? "fgc bgs"
                       : g_str_equal(login, "wangwu") ? "bgs"
                                                      : "";
  return *groups != '\0' ? g_strsplit(groups, " ", -1) : g_new0(char *, 1);
}

static GPtrArray *list(Fixture *fixture) {
  GError *error = NULL;
  GPtrArray *rows = person_list(fixture->db, groups_of, &error);
  g_assert_no_error(error);
  return rows;
}

/* Each row in short: who level source scope unit. */
static char *list_text(Fixture *fixture) {
  g_autoptr(GPtrArray) rows = list(fixture);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    const PersonWho whom = {.kind = row->kind, .name = row->who};
    g_autofree char *who = person_who_text(&whom);
    g_autofree char *source = person_row_source(row);
    g_string_append_printf(text, "%s %s %s%s%s%s%s\n", who, access_code(row->level), source,
                           row->ledger != 0 ? " 单本" : "", row->unit_name != NULL ? " " : "",
                           row->unit_name != NULL ? row->unit_name : "",
                           row->last_seq != 0 ? " 写过" : "");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

#define assert_list(expected)                                                                      \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_list_ = list_text(fixture);                                            \
    g_assert_cmpstr(assert_list_, ==, expected);                                                   \
  }                                                                                                \
  G_STMT_END

static gboolean edit_as(Fixture *fixture, const char *by, const char *who, PersonInput input,
                        GError **error) {
  Actor actor = fixture->actor;
  actor.who = by;
  return person_who_parse(who, &input.who, error) &&
         person_edit(fixture->db, &actor, &input, error);
}

static void give(Fixture *fixture, const char *who, Access level, gint64 ledger, gint64 unit) {
  GError *error = NULL;
  edit_as(fixture, "zhangsan", who,
          (PersonInput){.set = TRUE, .level = level, .ledger = ledger, .unit = unit}, &error);
  g_assert_no_error(error);
}

static void refuse(Fixture *fixture, const char *who, PersonInput input, int code,
                   const char *part) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(edit_as(fixture, "zhangsan", who, input, &error));
  assert_refused(&error, STORE_ERROR, code, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

/* ---- the list ---------------------------------------------------------------------------- */

static void test_list(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_list("zhangsan admin 本人 写过\n"
              "其他人 clerk 其他人\n");
  gint64 unit = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅法规处'");
  give(fixture, "lisi", ACCESS_SUPERVISOR, fixture->ledger, 0);
  give(fixture, "@fgc", ACCESS_CLERK, 0, unit);
  give(fixture, "@bgs", ACCESS_SUPERVISOR, 0, 0);
  give(fixture, "@bgs", ACCESS_ADMIN, fixture->ledger, 0);
  give(fixture, "*", ACCESS_READER, 0, 0);
  GError *error = NULL;
  g_assert_true(edit_as(fixture, "zhangsan", "wangwu", (PersonInput){.name = "王五"}, &error));
  g_assert_true(edit_as(fixture, "zhangsan", "zhaoliu", (PersonInput){.name = " 赵六 "}, &error));
  assert_list("lisi supervisor 组 @bgs\n"
              "lisi supervisor 本人 单本\n"
              "wangwu supervisor 组 @bgs\n"
              "zhangsan admin 本人 写过\n"
              "zhaoliu reader 其他人\n"
              "@bgs supervisor 组\n"
              "@bgs admin 组 单本\n"
              "@fgc clerk 组 厅法规处\n"
              "其他人 reader 其他人\n");
  give(fixture, "@bgs", ACCESS_CLERK, 0, 0); /* of the same level the one without a limit */
  g_autoptr(GPtrArray) rows = list(fixture);
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (row->kind != PERSON_LOGIN)
      continue;
    Actor actor = {.who = row->who, .groups = (const char *const *)row->groups};
    Access level;
    gboolean limited;
    g_assert_true(permit_level(fixture->db, &actor, row->ledger, &level, &limited, &error));
    g_assert_cmpint(level, ==, row->level);
    g_assert_cmpint(limited, ==, row->unit != 0);
  }
  const PersonRow *wangwu = rows->pdata[2];
  g_assert_cmpstr(wangwu->name, ==, "王五");
  g_assert_cmpstr(wangwu->groups[0], ==, "bgs");
  const PersonRow *single = rows->pdata[1];
  g_autofree char *scope = person_row_scope(single), *all = person_row_scope(wangwu);
  g_assert_true(g_str_has_prefix(scope, "《宁夏") && g_str_has_suffix(scope, "》（2026年）"));
  g_assert_cmpstr(all, ==, "全部台账");
}

/* Several groups of one person: of the same level all units count. */
static void test_groups(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 one = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅法规处'");
  gint64 other = sql_int(fixture->db, "SELECT id FROM unit WHERE name <> '厅法规处' ORDER BY id");
  g_autofree char *name =
      sql_text(fixture->db, "SELECT name FROM unit WHERE name <> '厅法规处' ORDER BY id");
  give(fixture, "@fgc", ACCESS_CLERK, 0, one);
  give(fixture, "@bgs", ACCESS_CLERK, 0, other);
  g_assert_true(edit_as(fixture, "zhangsan", "lisi", (PersonInput){.name = "李四"}, &error));
  g_autoptr(GPtrArray) rows = list(fixture);
  const PersonRow *lisi = rows->pdata[0];
  g_assert_cmpstr(lisi->who, ==, "lisi");
  g_autofree char *source = person_row_source(lisi);
  g_autofree char *units = g_strdup_printf("%s、厅法规处", name);
  g_assert_cmpstr(lisi->unit_name, ==, units);
  g_assert_cmpstr(source, ==, "组 @bgs、@fgc");
  /* One unit is told once; a lower level adds nothing. */
  give(fixture, "@bgs", ACCESS_CLERK, 0, one);
  assert_list("lisi clerk 组 @bgs、@fgc 厅法规处\n"
              "zhangsan admin 本人 写过\n"
              "@bgs clerk 组 厅法规处\n"
              "@fgc clerk 组 厅法规处\n"
              "其他人 clerk 其他人\n");
  give(fixture, "@bgs", ACCESS_SUPERVISOR, 0, other);
  g_autoptr(GPtrArray) then = list(fixture);
  const PersonRow *raised = then->pdata[0];
  g_assert_cmpint(raised->level, ==, ACCESS_SUPERVISOR);
  g_assert_cmpstr(raised->unit_name, ==, name);
}

/* ---- changing ---------------------------------------------------------------------------- */

static void test_edit(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 unit = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅法规处'");
  GError *error = NULL;
  g_assert_true(edit_as(
      fixture, "zhangsan", "lisi",
      (PersonInput){.set = TRUE, .level = ACCESS_CLERK, .unit = unit, .name = "李四"}, &error));
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "access.edit lisi 设为“经办”，只办理“厅法规处”的任务；lisi 的姓名：李四");
  give(fixture, "lisi", ACCESS_SUPERVISOR, 0, 0); /* in its place */
  assert_int("SELECT count(*) FROM access WHERE login = 'lisi'", 1);
  give(fixture, "lisi", ACCESS_READER, fixture->ledger, 0); /* beside it */
  assert_int("SELECT count(*) FROM access WHERE login = 'lisi'", 2);
  g_autofree char *name = NULL;
  g_assert_true(person_name(fixture->db, "lisi", &name, &error));
  g_assert_cmpstr(name, ==, "李四");
  g_assert_true(edit_as(fixture, "zhangsan", "lisi", (PersonInput){.name = " "}, &error));
  g_clear_pointer(&name, g_free);
  g_assert_true(person_name(fixture->db, "lisi", &name, &error));
  g_assert_null(name);

  /* Taken away and had back. */
  g_autofree char *before = fixture_dump(fixture);
  const PersonWho lisi = {.kind = PERSON_LOGIN, .name = "lisi"};
  g_assert_true(person_remove(fixture->db, &fixture->actor, &lisi, fixture->ledger, &error));
  assert_int("SELECT count(*) FROM access WHERE login = 'lisi'", 1);
  g_assert_false(person_remove(fixture->db, &fixture->actor, &lisi, fixture->ledger, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "lisi 没有这样的权限");
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(after, ==, before);
}

static void test_own_name(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  /* An 经办 names herself and nobody else. */
  g_assert_true(edit_as(fixture, "lisi", "lisi", (PersonInput){.name = "李四"}, &error));
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "user.edit lisi 的姓名：李四");
  g_assert_false(edit_as(fixture, "lisi", "zhangsan", (PersonInput){.name = "张"}, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "改别人的姓名需要“管理员”");
  g_assert_false(
      edit_as(fixture, "lisi", "lisi", (PersonInput){.set = TRUE, .level = ACCESS_ADMIN}, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "改动权限需要“管理员”");
  give(fixture, "lisi", ACCESS_READER, 0, 0);
  g_assert_false(edit_as(fixture, "lisi", "lisi", (PersonInput){.name = "李"}, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "需要“经办”，您（lisi）是“只读”");
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 unit = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅法规处'");
  refuse(fixture, "lisi", (PersonInput){0}, STORE_ERROR_REFUSED, "没有说明要改什么");
  refuse(fixture, "*", (PersonInput){.set = TRUE, .level = ACCESS_CLERK}, STORE_ERROR_REFUSED,
         "已经是这样");
  refuse(fixture, "lisi", (PersonInput){.set = TRUE, .level = ACCESS_ADMIN, .unit = unit},
         STORE_ERROR_REFUSED, "不能限于一个单位");
  refuse(fixture, "lisi", (PersonInput){.set = TRUE, .level = ACCESS_READER, .unit = unit},
         STORE_ERROR_REFUSED, "不用限于一个单位");
  refuse(fixture, "lisi", (PersonInput){.set = TRUE, .level = ACCESS_CLERK, .unit = 9999},
         STORE_ERROR_NOT_FOUND, "没有编号为 9999 的单位");
  refuse(fixture, "lisi", (PersonInput){.set = TRUE, .level = ACCESS_CLERK, .ledger = 9999},
         STORE_ERROR_NOT_FOUND, "没有编号为 9999 的台账");
  refuse(fixture, "@fgc", (PersonInput){.name = "法规处"}, STORE_ERROR_REFUSED, "只有人有姓名");
  refuse(fixture, "lisi", (PersonInput){.name = "李\033[31m四"}, STORE_ERROR_REFUSED,
         "不能显示的字符");
  refuse(fixture, "lisi", (PersonInput){.name = "一二三四五六七八九十一二三四五六七八九十一"},
         STORE_ERROR_REFUSED, "最多20个字");
  refuse(fixture, "zhangsan", (PersonInput){.set = TRUE, .level = ACCESS_SUPERVISOR},
         STORE_ERROR_REFUSED, "没有管理员");
  static const char *const NAMES[] = {"", "@", "li si", "-li", "li,si", "a:b", "李\033四", "a/b"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    PersonWho who;
    GError *error = NULL;
    g_assert_false(person_who_parse(NAMES[i], &who, &error));
    assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED,
                   i == 1 ? "请写用户组的名称" : "登录名如 zhangsan");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/person/list", test_list);
  ADD("/person/groups", test_groups);
  ADD("/person/edit", test_edit);
  ADD("/person/own-name", test_own_name);
  ADD("/person/refused", test_refused);
  return g_test_run();
}
