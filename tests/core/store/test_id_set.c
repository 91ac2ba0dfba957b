/* Sets of ids, in C and asked from SQL. */
#include "core/store/id_set.h"

#include "tests/core/store/support.h"

static void test_members(void) {
  g_autoptr(IdSet) set = id_set_new();
  static const gint64 in[] = {0, 1, 7, 8, 4095 * 8, (1 << 24) - 1, 1 << 24, G_MAXINT64};
  static const gint64 out[] = {2, 9, 4096 * 8, (1 << 24) - 2, (1 << 24) + 1, G_MAXINT64 - 1, -1};
  g_assert_true(id_set_is_empty(set));
  g_assert_false(id_set_has(set, 0));
  g_assert_false(id_set_has(set, G_MAXINT64));
  for (gsize i = 0; i < G_N_ELEMENTS(in); i++) {
    id_set_add(set, in[i]);
    id_set_add(set, in[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(in); i++)
    g_assert_true(id_set_has(set, in[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(out); i++)
    g_assert_false(id_set_has(set, out[i]));
  g_assert_false(id_set_is_empty(set));
  for (gsize i = 0; i < G_N_ELEMENTS(out); i++)
    id_set_remove(set, out[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(in); i++) {
    g_assert_true(id_set_has(set, in[i]));
    g_assert_false(id_set_is_empty(set));
    id_set_remove(set, in[i]);
    g_assert_false(id_set_has(set, in[i]));
  }
  g_assert_true(id_set_is_empty(set));
  id_set_add(set, 1);
  g_assert_false(id_set_is_empty(set));
}

static gint64 ask(Db *db, const char *sql, const IdSet *set) {
  GError *error = NULL;
  Query *query = query_new(db, sql);
  if (set != NULL)
    query_bind_set(query, 1, set);
  gint64 value = query_next(query) ? query_int(query, 0) : -1;
  g_assert_true(query_finish(query, &error));
  g_assert_no_error(error);
  return value;
}

static void test_sql(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Db *db = fixture->db;
  g_autoptr(IdSet) set = id_set_new();
  Query *query = query_new(db, "SELECT value FROM json_each('[3, 5, 3]')");
  g_assert_true(id_set_read(set, query, &error));
  g_assert_cmpint(ask(db, "SELECT in_set(?1, 3) + in_set(?1, 5)", set), ==, 2);
  g_assert_cmpint(ask(db, "SELECT in_set(?1, 4) + in_set(?1, NULL) + in_set(?1, '3')", set), ==, 0);
  g_assert_cmpint(ask(db, "SELECT in_set(?1, 3)", NULL), ==, 0); /* nothing is bound */
  g_assert_cmpint(ask(db, "SELECT in_set(3, 3)", NULL), ==, 0);  /* nor is that a set */
  g_assert_cmpint(ask(db, "SELECT sum(in_set(?1, value)) FROM json_each('[1, 3, 5]')", set), ==, 2);
  g_assert_cmpint(ask(db, "SELECT holds('改', NULL, '整改') + holds('a', 'bA')", NULL), ==, 2);
  g_assert_cmpint(ask(db, "SELECT holds('改', NULL, '整') + holds('ab', 'a')", NULL), ==, 0);
  g_assert_cmpint(ask(db, "SELECT holds('', 'a') IS NULL", NULL), ==, 1); /* no word */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/id-set/members", test_members);
  ADD("/id-set/sql", test_sql);
  return g_test_run();
}
