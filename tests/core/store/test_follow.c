/* What others write meanwhile: told row by row, and noticed before one saves. */
#include <string.h>

#include "tests/core/store/support.h"

/* 1 task/2 percent; 2 task/3 gone */
static void tell(const JournalRow *row, gpointer data) {
  GString *text = data;
  g_autofree char *columns = g_strjoinv(" ", (char **)row->columns);
  g_string_append_printf(text, "%s%" G_GINT64_FORMAT " %s %s/%" G_GINT64_FORMAT " %s%s",
                         text->len > 0 ? "; " : "", row->entry->seq, row->entry->who,
                         row->table != NULL ? row->table : "?", row->id, columns,
                         row->gone ? "gone" : "");
}

static char *told(Db *db, gint64 after) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_assert_true(journal_follow(db, after, tell, text, NULL));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void test_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  gint64 made = make_tasks(db, "zhang");
  gint64 last = deed_one(db, "li", 2, "UPDATE task SET percent = 50, note = '甲' WHERE id = 2");
  last = deed_one(db, "wang", 1, "DELETE FROM task WHERE id = 1");
  g_autofree char *all = told(db, made);
  g_assert_cmpstr(all, ==, "2 li task/2 percent note; 3 wang task/1 gone");
  g_autofree char *none = told(db, last);
  g_assert_cmpstr(none, ==, "");
  /* An entry of more than a megabyte is one line. */
  g_autofree char *big = g_strnfill(2 << 20, 'x');
  g_autofree char *sql = g_strdup_printf("UPDATE task SET note = '%s' WHERE id = 2", big);
  deed_one(db, "li", 2, sql);
  g_autofree char *brief = told(db, last);
  g_assert_cmpstr(brief, ==, "4 li ?/0 ");
}

static gboolean note(Db *db, const char *who, const char *aside, GError **error) {
  Actor actor = {.who = who, .now = 1790000000, .today = day_from_iso("2026-09-21")};
  actor.aside = aside;
  Deed what = {.verb = "test.write", .summary = "测试写入", .reason = "更正"};
  static const char *const sql[] = {"UPDATE task SET note = ifnull(note, '') || '.' WHERE id = 2",
                                    NULL};
  return try_deed(db, &actor, &what, sql, error);
}

/* Held against entry 1: what another connection writes after it refuses, what one writes does not.
 */
static void test_overtaken(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 made = make_tasks(fixture->db, "zhang");
  g_autoptr(Db) other = open_ok(fixture->path, DB_WRITE);
  store_expect(fixture->db, made);
  g_assert_true(note(fixture->db, "zhang", NULL, &error));
  g_assert_true(note(fixture->db, "zhang", NULL, &error)); /* its own do not count */
  g_assert_cmpint(store_last(fixture->db), ==, made + 2);
  g_assert_true(note(other, "li", NULL, &error));
  g_assert_false(note(fixture->db, "zhang", NULL, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CONFLICT);
  g_clear_error(&error);
  g_assert_true(store_overtaken(fixture->db));
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM journal"), ==, made + 3);
  store_expect(fixture->db, made + 3);
  g_assert_false(store_overtaken(fixture->db));
  g_assert_true(note(fixture->db, "zhang", NULL, &error));
  g_assert_true(note(other, "li", NULL, &error));
  store_expect_nothing(fixture->db);
  g_assert_true(note(fixture->db, "zhang", NULL, &error));
  g_assert_no_error(error);
  g_assert_true(store_wrote(fixture->db, made + 2));
  g_assert_false(store_wrote(fixture->db, made + 3));
  g_assert_true(store_wrote(other, made + 3));
  g_assert_false(store_wrote(other, made));
}

/* What was set aside goes along with the reason, in the chain. */
static void test_aside(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_tasks(fixture->db, "zhang");
  g_assert_true(note(fixture->db, "zhang", "“备注”没有采用的写法：甲", &error));
  g_assert_no_error(error);
  g_autofree char *reason = text(fixture->db, "SELECT reason FROM journal WHERE seq = 2");
  g_assert_cmpstr(reason, ==, "更正；“备注”没有采用的写法：甲");
  g_auto(JournalVerdict) verdict = {0};
  g_assert_true(journal_verify(fixture->db, &verdict, &error));
  g_assert_cmpint(verdict.bad_seq, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/follow/told", test_told);
  ADD("/follow/overtaken", test_overtaken);
  ADD("/follow/aside", test_aside);
  return g_test_run();
}
