/* Many rows put in by few statements: the same rows as one by one, whatever their number. */
#include "core/store/insert.h"
#include "tests/core/store/support.h"

static gboolean put(Db *db, gpointer data, GError **error) {
  int count = *(const int *)data;
  g_autoptr(Insert) insert = insert_new(
      db, "INSERT INTO step (task, name, before, after, made_on, reason, author)", 7, "");
  for (int turn = 0; turn < 2; turn++) {
    for (int i = 0; i < count; i++) {
      g_autofree char *reason = g_strdup_printf("因%d-%d", turn, i);
      insert_int(insert, i % 3 + 1);
      insert_text(insert, "start");
      insert_text(insert, "new");
      insert_text(insert, "active");
      insert_day(insert, day_from_ymd(2026, 1, 1) + i);
      insert_text(insert, i % 2 == 0 ? reason : NULL);
      insert_text(insert, "zhang");
    }
    if (!insert_put(insert, error))
      return FALSE;
  }
  return insert_put(insert, error); /* nothing is left */
}

static char *expected(int count) {
  GString *rows = g_string_new(NULL);
  for (int i = 0; i < 2 * count; i++) {
    char day[DAY_TEXT_SIZE];
    int k = i % count;
    g_string_append_printf(rows, "%d %d %s ", i + 1, k % 3 + 1,
                           day_to_iso(day_from_ymd(2026, 1, 1) + k, day));
    if (k % 2 == 0)
      g_string_append_printf(rows, "因%d-%d", i / count, k);
    else
      g_string_append_c(rows, '-');
    g_string_append_c(rows, ';');
  }
  return g_string_free(rows, FALSE);
}

static void test_counts(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const int COUNTS[] = {1, 7, 8, 9, 31, 32, 33, 107};
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test", .summary = "添"};
  make_tasks(fixture->db, "zhang");
  for (gsize i = 0; i < G_N_ELEMENTS(COUNTS); i++) {
    GError *error = NULL;
    int count = COUNTS[i];
    gint64 seq;
    g_assert_true(store_write(fixture->db, &actor, &what, put, &count, &seq, &error));
    g_assert_no_error(error);
    g_autofree char *rows = text(fixture->db, "SELECT group_concat(row, '') FROM (SELECT"
                                              " (SELECT count(*) FROM step t WHERE t.id <= s.id)"
                                              " || ' ' || task || ' ' || made_on || ' ' ||"
                                              " ifnull(reason, '-') || ';' AS row"
                                              " FROM step s ORDER BY id)");
    g_autofree char *all = expected(count);
    g_assert_cmpstr(rows, ==, all);
    g_assert_true(journal_undo(fixture->db, &actor, seq, NULL, &error));
    g_assert_no_error(error);
  }
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test", .summary = "添"};
  int count = 40; /* and no task that they belong to */
  GError *error = NULL;
  g_assert_false(store_write(fixture->db, &actor, &what, put, &count, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, ""));
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM step"), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/store/insert/counts", test_counts);
  ADD("/store/insert/refused", test_refused);
  return g_test_run();
}
