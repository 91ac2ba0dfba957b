/* What somebody is: which row of table access counts, and how it is told. */
#include <string.h>

#include "tests/core/store/permits.h"

#define ROWS_MAX 6

/* What li, of the groups fgc and bgs, is for ledger 1, for ledger 2 and for the file. */
static const struct {
  AccessRow rows[ROWS_MAX];
  Access first, second, file;
  gint64 unit; /* for ledger 1 */
} CASES[] = {
#define READER ACCESS_READER
#define CLERK ACCESS_CLERK
#define SUPERVISOR ACCESS_SUPERVISOR
#define ADMIN ACCESS_ADMIN
    /* no row */
    {{{"wang", 0, "admin", 0}}, READER, READER, READER, 0},
    {{{"@cwc", 0, "admin", 0}}, READER, READER, READER, 0},
    /* everybody else */
    {{{"", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"", 1, "clerk", 0}}, CLERK, READER, READER, 0},
    {{{"", 0, "supervisor", 0}, {"", 1, "clerk", 0}}, CLERK, SUPERVISOR, SUPERVISOR, 0},
    {{{"", 0, "clerk", 2}}, CLERK, CLERK, CLERK, 2},
    /* one group */
    {{{"@fgc", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"@fgc", 0, "reader", 0}, {"", 0, "supervisor", 0}}, READER, READER, READER, 0},
    {{{"@fgc", 0, "clerk", 0}, {"", 1, "admin", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"@fgc", 1, "clerk", 0}, {"", 0, "supervisor", 0}}, CLERK, SUPERVISOR, SUPERVISOR, 0},
    {{{"@fgc", 1, "reader", 0}, {"@fgc", 0, "supervisor", 0}}, READER, SUPERVISOR, SUPERVISOR, 0},
    /* several groups: the highest, and one without a limit */
    {{{"@fgc", 0, "clerk", 0}, {"@bgs", 0, "supervisor", 0}},
     SUPERVISOR,
     SUPERVISOR,
     SUPERVISOR,
     0},
    {{{"@bgs", 0, "supervisor", 0}, {"@fgc", 0, "clerk", 0}},
     SUPERVISOR,
     SUPERVISOR,
     SUPERVISOR,
     0},
    {{{"@fgc", 1, "clerk", 0}, {"@bgs", 0, "supervisor", 0}}, CLERK, SUPERVISOR, SUPERVISOR, 0},
    {{{"@fgc", 1, "clerk", 0}, {"@bgs", 1, "supervisor", 0}}, SUPERVISOR, READER, READER, 0},
    {{{"@fgc", 0, "clerk", 2}, {"@bgs", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"@bgs", 0, "clerk", 0}, {"@fgc", 0, "clerk", 2}}, CLERK, CLERK, CLERK, 0},
    {{{"@fgc", 0, "clerk", 2}, {"@bgs", 0, "clerk", 3}}, CLERK, CLERK, CLERK, 2},
    {{{"@fgc", 0, "supervisor", 2}, {"@bgs", 0, "clerk", 0}},
     SUPERVISOR,
     SUPERVISOR,
     SUPERVISOR,
     2},
    {{{"@fgc", 0, "clerk", 2}, {"@cwc", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 2},
    /* the own row */
    {{{"li", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"li", 0, "reader", 0}, {"@fgc", 0, "admin", 0}, {"", 0, "admin", 0}},
     READER,
     READER,
     READER,
     0},
    {{{"li", 0, "clerk", 0}, {"@fgc", 1, "supervisor", 0}}, CLERK, CLERK, CLERK, 0},
    {{{"li", 1, "supervisor", 0}, {"@fgc", 0, "clerk", 0}}, SUPERVISOR, CLERK, CLERK, 0},
    {{{"li", 1, "reader", 0}, {"li", 0, "admin", 0}}, READER, ADMIN, ADMIN, 0},
    {{{"li", 0, "admin", 0}, {"li", 1, "reader", 0}, {"li", 2, "clerk", 0}},
     READER,
     CLERK,
     ADMIN,
     0},
    {{{"li", 1, "clerk", 2}, {"li", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 2},
    {{{"li", 1, "clerk", 0}, {"li", 0, "clerk", 2}}, CLERK, CLERK, CLERK, 0},
    {{{"li", 0, "clerk", 2}, {"@fgc", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 2},
    {{{"li", 2, "clerk", 2}, {"", 0, "clerk", 0}}, CLERK, CLERK, CLERK, 0},
    /* a 管理员 is not limited */
    {{{"li", 0, "admin", 2}}, ADMIN, ADMIN, ADMIN, 0},
    /* names are not taken for one another */
    {{{"@li", 0, "admin", 0}, {"fgc", 0, "admin", 0}, {"LI", 0, "admin", 0}},
     READER,
     READER,
     READER,
     0},
};

static void test_levels(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  Actor actor = li();
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_test_message("case %d", (int)i);
    put_rows(fixture, CASES[i].rows, ROWS_MAX);
    const Access expected[] = {CASES[i].file, CASES[i].first, CASES[i].second};
    Access level, highest = ACCESS_READER;
    GError *error = NULL;
    gboolean limited;
    for (int ledger = 0; ledger < 3; ledger++) {
      g_assert_true(permit_level(fixture->db, &actor, ledger, &level, &limited, &error));
      g_assert_cmpint(level, ==, expected[ledger]);
      highest = MAX(highest, level);
      if (ledger == 1)
        g_assert_cmpint(limited, ==, CASES[i].unit != 0);
    }
    g_assert_true(permit_highest(fixture->db, &actor, &level, &error));
    g_assert_cmpint(level, ==, highest);
  }
}

/* What the rule says, read off row by row: the slow way. */
static Access slow_level(const AccessRow *rows, int count, gint64 ledger) {
  for (int nearness = 2; nearness >= 0; nearness--) {
    for (int of_ledger = 1; of_ledger >= 0; of_ledger--) {
      Access best = ACCESS_READER;
      gboolean found = FALSE;
      for (int i = 0; i < count; i++) {
        const char *who = rows[i].who;
        int its = g_str_equal(who, "li")                                 ? 2
                  : g_str_equal(who, "@fgc") || g_str_equal(who, "@bgs") ? 1
                  : *who == '\0'                                         ? 0
                                                                         : -1;
        Access level;
        if (its != nearness || (rows[i].ledger != 0) != of_ledger ||
            (of_ledger && rows[i].ledger != ledger))
          continue;
        g_assert_true(access_parse(rows[i].level, &level));
        best = found ? MAX(best, level) : level;
        found = TRUE;
      }
      if (found)
        return best;
    }
  }
  return ACCESS_READER;
}

static void test_random_levels(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const WHO[] = {"li", "@fgc", "@bgs", "", "wang", "@cwc"};
  fill(fixture);
  Actor actor = li();
  for (int round = 0; round < 150; round++) {
    AccessRow rows[ROWS_MAX];
    int count = g_test_rand_int_range(0, ROWS_MAX + 1);
    for (int i = 0; i < count; i++) {
      rows[i] =
          (AccessRow){WHO[g_test_rand_int_range(0, G_N_ELEMENTS(WHO))], g_test_rand_int_range(0, 3),
                      access_code((Access)g_test_rand_int_range(0, ACCESS_COUNT)), 0};
      for (int j = 0; j < i; j++) { /* not the same twice */
        if (g_str_equal(rows[i].who, rows[j].who) && rows[i].ledger == rows[j].ledger) {
          count = i;
          break;
        }
      }
    }
    put_rows(fixture, rows, count);
    for (int ledger = 0; ledger < 3; ledger++) {
      Access level;
      GError *error = NULL;
      g_assert_true(permit_level(fixture->db, &actor, ledger, &level, NULL, &error));
      g_assert_cmpint(level, ==, slow_level(rows, count, ledger));
    }
  }
}

/* Of several groups with the same level the units of all count, of those with a lower one none. */
static void test_units_of_groups(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const struct {
    AccessRow rows[2];
    gboolean within[3]; /* task 1 is unit 1's, task 2 unit 2's by its group, task 3 nobody's */
  } SETS[] = {
      {{{"@fgc", 0, "clerk", 1}, {"@bgs", 0, "clerk", 2}}, {TRUE, TRUE, FALSE}},
      {{{"@bgs", 0, "clerk", 2}, {"@fgc", 0, "clerk", 1}}, {TRUE, TRUE, FALSE}},
      {{{"@fgc", 0, "clerk", 2}, {"@bgs", 0, "clerk", 2}}, {FALSE, TRUE, FALSE}},
      {{{"@fgc", 0, "clerk", 2}, {"@bgs", 0, "clerk", 0}}, {TRUE, TRUE, TRUE}},
      {{{"@fgc", 0, "supervisor", 1}, {"@bgs", 0, "clerk", 2}}, {TRUE, FALSE, FALSE}},
      {{{"@fgc", 1, "clerk", 1}, {"@bgs", 0, "clerk", 2}}, {TRUE, FALSE, FALSE}},
      {{{"@fgc", 0, "clerk", 1}, {"@cwc", 0, "clerk", 2}}, {TRUE, FALSE, FALSE}},
      {{{"li", 0, "clerk", 1}, {"@bgs", 0, "clerk", 2}}, {TRUE, FALSE, FALSE}},
  };
  Actor actor = li();
  for (gsize i = 0; i < G_N_ELEMENTS(SETS); i++) {
    put_rows(fixture, SETS[i].rows, 2);
    for (int task = 1; task <= 3; task++) {
      g_test_message("set %d task %d", (int)i, task);
      GError *error = NULL;
      Access level;
      gboolean within;
      g_assert_true(permit_task(fixture->db, &actor, task, &level, &within, &error));
      g_assert_cmpint(within, ==, SETS[i].within[task - 1]);
      g_autofree char *sql =
          g_strdup_printf("UPDATE task SET note = '第%d回' WHERE id = %d", (int)i, task);
      const Deed what = {.verb = "progress.add", .summary = "记"};
      g_assert_cmpint(
          try_deed(fixture->db, &actor, &what, (const char *const[]){sql, NULL}, &error), ==,
          within);
      g_assert_true(within || is_error(&error, STORE_ERROR_FORBIDDEN, "只能办理"));
    }
  }
  put_rows(fixture, SETS[0].rows, 2);
  GError *error = NULL;
  g_assert_false(permit_allows(fixture->db, &actor, "progress.add", 3, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "厅法规处、厅公路处"));
}

/* Limited for the file, and free in one ledger: there nothing is beyond. */
static void test_several_rights(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const AccessRow ROWS[] = {
      {"zhang", 0, "admin", 0}, {"li", 0, "supervisor", 1}, {"li", 2, "clerk", 0}};
  fill(fixture);
  put_rows(fixture, ROWS, G_N_ELEMENTS(ROWS));
  Actor actor = li();
  const Deed what = {.verb = "task.tag", .summary = "标签"};
  for (int task = 3; task <= 4; task++) { /* 4 is of ledger 2 */
    GError *error = NULL;
    g_autofree char *sql = g_strdup_printf("INSERT INTO task_tag VALUES (%d, '重点')", task);
    gboolean done = try_deed(fixture->db, &actor, &what, (const char *const[]){sql, NULL}, &error);
    g_assert_cmpint(done, ==, task == 4);
    g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, "只能办理"));
  }
}

/* What cannot be read is told, not taken for a task of others. */
static void test_unreadable(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  const AccessRow rows[] = {{"li", 0, "clerk", 1}};
  put_rows(fixture, rows, 1);
  raw_exec(fixture->path, "DROP TABLE unit_member");
  Actor actor = li();
  Access level;
  gboolean within;
  GError *error = NULL;
  g_assert_false(permit_task(fixture->db, &actor, 1, &level, &within, &error));
  g_assert_nonnull(error);
  g_assert_false(g_error_matches(error, STORE_ERROR, STORE_ERROR_FORBIDDEN));
  g_clear_error(&error);
  g_assert_false(permit_allows(fixture->db, &actor, "progress.add", 1, &error));
  g_assert_nonnull(error);
  g_assert_false(g_error_matches(error, STORE_ERROR, STORE_ERROR_FORBIDDEN));
  g_clear_error(&error);
  static const char *const SQL[] = {"UPDATE task SET note = '改' WHERE id = 1", NULL};
  const Deed what = {.verb = "progress.add", .summary = "记"};
  g_assert_false(try_deed(fixture->db, &actor, &what, SQL, &error));
  g_assert_nonnull(error);
  g_assert_false(g_error_matches(error, STORE_ERROR, STORE_ERROR_FORBIDDEN));
  g_clear_error(&error);
}

static gboolean must_not_run(Db *db, gpointer data, GError **error) {
  (void)db;
  (void)data;
  (void)error;
  g_assert_not_reached();
}

static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  raw_exec(fixture->path, "UPDATE user SET name = '张三' WHERE login = 'zhang'");
  GError *error = NULL;
  Actor actor = li();
  const Deed close = {.verb = "task.close", .summary = "销", .task = 1};
  /* Before the writer is asked to do anything. */
  g_assert_false(store_write(fixture->db, &actor, &close, must_not_run, NULL, NULL, &error));
  g_assert_cmpstr(error->message, ==,
                  "销号需要“督办”，您（li）是“经办”。请管理员 zhang（张三）授权。"
                  "台账：《任务分工台账》（2026年）");
  g_clear_error(&error);
  become(fixture, D);
  const Deed record = {.verb = "progress.add", .summary = "记", .task = 1};
  g_assert_false(store_write(fixture->db, &actor, &record, must_not_run, NULL, NULL, &error));
  g_assert_cmpstr(error->message, ==,
                  "您（li）只能办理“厅公路处”的任务：第1项“完善制度”的责任单位是“厅法规处”。"
                  "请管理员 zhang（张三）授权");
  g_clear_error(&error);
  g_assert_false(permit_allows(fixture->db, &actor, "progress.add", 1, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "第1项“完善制度”"));
  g_assert_false(permit_allows(fixture->db, &actor, "task.delete", 2, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "超出了这个范围"));
  g_assert_false(permit_allows(fixture->db, &actor, "task.close", 2, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "销号需要“督办”"));
  g_assert_true(permit_allows(fixture->db, &actor, "progress.add", 2, &error));
  g_assert_true(permit_allows(fixture->db, &actor, "progress.add", 0, &error));
  Access level;
  gboolean within;
  g_assert_true(permit_task(fixture->db, &actor, 1, &level, &within, &error));
  g_assert_cmpint(level, ==, ACCESS_CLERK);
  g_assert_false(within);
  g_assert_true(permit_task(fixture->db, &actor, 6, &level, &within, &error));
  g_assert_true(within);
  g_assert_false(permit_task(fixture->db, &actor, 99, &level, &within, &error));
  g_assert_true(is_error(&error, STORE_ERROR_NOT_FOUND, "99"));
}

/* Whom to ask is read before anything is changed. */
static void test_own_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  GError *error = NULL;
  Actor actor = li();
  const Deed what = {.verb = "user.edit", .summary = "改名"};
  static const char *const SQL[] = {"UPDATE user SET name = '骗子' WHERE login = 'zhang'", NULL};
  g_assert_false(try_deed(fixture->db, &actor, &what, SQL, &error));
  g_assert_null(strstr(error->message, "骗子"));
  g_assert_nonnull(strstr(error->message, "请管理员 zhang"));
  g_error_free(error);
}

/* Who writes an empty file first becomes its 管理员, and is so before. */
static void test_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  Access level;
  GError *error = NULL;
  Actor actor = li();
  g_assert_true(permit_level(fixture->db, &actor, 0, &level, NULL, &error));
  g_assert_cmpint(level, ==, ACCESS_ADMIN);
  make_tasks(fixture->db, "li");
  g_assert_true(permit_highest(fixture->db, &actor, &level, &error));
  g_assert_cmpint(level, ==, ACCESS_ADMIN);
  Actor other = actor_of("wang");
  g_assert_true(permit_highest(fixture->db, &other, &level, &error));
  g_assert_cmpint(level, ==, ACCESS_CLERK);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/levels", test_levels);
  ADD("/permit/random-levels", test_random_levels);
  ADD("/permit/units-of-groups", test_units_of_groups);
  ADD("/permit/several-rights", test_several_rights);
  ADD("/permit/unreadable", test_unreadable);
  ADD("/permit/words", test_words);
  ADD("/permit/own-words", test_own_words);
  ADD("/permit/first", test_first);
  return g_test_run();
}
