#include "core/model/shared_view.h"

#include "tests/core/fixture.h"

static View *view_of(const char *name, const char *filter) {
  View *view = view_new(VIEW_SHARED, name);
  char *problem = NULL;
  g_assert_true(view_set(view, "filter", filter, &problem));
  g_assert_true(view_set(view, "sort", "-due number", &problem));
  return view;
}

/* "甲=状态:办理中 乙=x": names and filters in order. */
static char *names_of(Fixture *fixture) {
  GError *error = NULL;
  g_autoptr(GPtrArray) views = shared_view_list(fixture->db, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < views->len; i++) {
    const View *view = views->pdata[i];
    g_string_append_printf(text, "%s%s=%s", i > 0 ? " " : "", view->name, view->filter);
    g_assert_cmpint(view->origin, ==, VIEW_SHARED);
    g_assert_cmpstr(view->author, ==, "zhangsan");
  }
  return g_string_free(text, FALSE);
}

static void check_names(Fixture *fixture, const char *expected) {
  g_autofree char *names = names_of(fixture);
  g_assert_cmpstr(names, ==, expected);
}

static void save(Fixture *fixture, const char *name, const char *filter) {
  GError *error = NULL;
  g_autoptr(View) view = view_of(name, filter);
  g_assert_true(shared_view_save(fixture->db, &fixture->actor, view, &error));
  g_assert_no_error(error);
}

static gint64 id_of(Fixture *fixture, const char *name) {
  g_autofree char *sql = g_strdup_printf("SELECT id FROM view WHERE name = '%s'", name);
  return sql_int(fixture->db, sql);
}

static void test_life(Fixture *fixture, gconstpointer data) {
  (void)data;
  save(fixture, "乙", "状态:办理中");
  save(fixture, "甲", "红");
  check_names(fixture, "乙=状态:办理中 甲=红"); /* in the order in which they came */
  save(fixture, "乙", "黄");
  check_names(fixture, "乙=黄 甲=红");
  GError *error = NULL;
  g_assert_true(
      shared_view_rename(fixture->db, &fixture->actor, id_of(fixture, "乙"), "丙", &error));
  check_names(fixture, "丙=黄 甲=红");
  g_assert_false(
      shared_view_rename(fixture->db, &fixture->actor, id_of(fixture, "丙"), "甲", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经有名为“甲”");
  gint64 gone = id_of(fixture, "丙");
  g_assert_true(shared_view_remove(fixture->db, &fixture->actor, gone, &error));
  check_names(fixture, "甲=红");
  g_assert_false(shared_view_remove(fixture->db, &fixture->actor, gone, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "已被别人删除");
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1", "删除共享视图“丙”");
  g_autoptr(View) blank = view_of("", "");
  g_assert_false(shared_view_save(fixture->db, &fixture->actor, blank, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "请写视图的名称");
}

/* What a newer program has written, or somebody has damaged, is a view all the same. */
static void test_unknown(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO view (name, position, definition, author) VALUES "
                     "('新', 1, '{\"filter\":\"a\",\"columns\":\"goal later\",\"more\":1}', "
                     "'zhangsan'), ('坏', 2, '{', 'zhangsan')");
  check_names(fixture, "新=a 坏=");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/shared-view/life", test_life);
  ADD_EMPTY("/shared-view/unknown", test_unknown);
  return g_test_run();
}
