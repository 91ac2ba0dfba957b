/* Who may do what: which row of table access counts, and what it lets through. */
#include "core/store/permit.h"
#include "tests/core/store/support.h"

/* ---- which row counts -------------------------------------------------------------------- */

#define ROWS_MAX 6

/* A row of access: @ before a group, "" for everybody else. */
typedef struct {
  const char *who;
  gint64 ledger; /* 0: the whole file */
  const char *level;
  gint64 unit;
} Row;

/* What li, of the groups fgc and bgs, is for ledger 1, for ledger 2 and for the file. */
static const struct {
  Row rows[ROWS_MAX];
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

static const char *const GROUPS[] = {"fgc", "bgs", NULL};

static Actor li(void) {
  Actor actor = actor_of("li");
  actor.groups = GROUPS;
  return actor;
}

static void put_rows(Fixture *fixture, const Row *rows, int count) {
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

/* Two ledgers, with the tasks 1 to 3 and 4; units 1 to 3. Task 1 is unit 1's, task 2 that of a
 * group (3) that unit 2 is in; tasks 5 and 6 are parts of task 2. Task 3 is nobody's. */
static void fill(Fixture *fixture) {
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
      " state) VALUES (1, '2026-08-21', 'zhang', '雨', '2026-09-30', '10月', '2026-10-31', 'asked')",
      NULL};
  make_tasks(fixture->db, "zhang");
  deed(fixture->db, "zhang", 0, more);
}

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
    gint64 unit;
    for (int ledger = 0; ledger < 3; ledger++) {
      g_assert_true(permit_level(fixture->db, &actor, ledger, &level, &unit, &error));
      g_assert_cmpint(level, ==, expected[ledger]);
      highest = MAX(highest, level);
      if (ledger == 1)
        g_assert_cmpint(unit, ==, CASES[i].unit);
    }
    g_assert_true(permit_highest(fixture->db, &actor, &level, &error));
    g_assert_cmpint(level, ==, highest);
  }
}

/* What the rule says, read off row by row: the slow way. */
static Access slow_level(const Row *rows, int count, gint64 ledger) {
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
    Row rows[ROWS_MAX];
    int count = g_test_rand_int_range(0, ROWS_MAX + 1);
    for (int i = 0; i < count; i++) {
      rows[i] = (Row){WHO[g_test_rand_int_range(0, G_N_ELEMENTS(WHO))], g_test_rand_int_range(0, 3),
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

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/levels", test_levels);
  ADD("/permit/random-levels", test_random_levels);
  return g_test_run();
}
