/* Who may do what: which row of table access counts, and what it lets through. */
#include <string.h>

#include "core/store/db_private.h"
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

/* ---- what it lets through ---------------------------------------------------------------- */

/* People by what their own rows say. */
typedef enum { A, B, C, D, E, F, G, H, PEOPLE } Someone;
static const Row PEOPLE_ROWS[PEOPLE][2] = {
    [A] = {{"li", 0, "clerk", 0}},
    [B] = {{"li", 1, "clerk", 0}, {"li", 0, "reader", 0}},
    [C] = {{"li", 0, "clerk", 1}},      /* of unit 1 */
    [D] = {{"li", 0, "clerk", 2}},      /* of unit 2, which is in the group 3 */
    [E] = {{"li", 0, "supervisor", 1}}, /* of unit 1 */
    [F] = {{"li", 0, "supervisor", 0}},
    [G] = {{"li", 0, "reader", 0}},
    [H] = {{"li", 0, "admin", 0}, {"li", 2, "reader", 0}},
};

/* What may be done by whom (their letters). None stands in another's way. */
static const struct {
  const char *sql;
  const char *who;
} DEEDS[] = {
    {"INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-09-21', '办', 'li')",
     "ABCEFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (2, '2026-09-21', '办', 'li')",
     "ABDFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (3, '2026-09-21', '办', 'li')",
     "ABFH"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (4, '2026-09-21', '办', 'li')",
     "ADF"},
    {"INSERT INTO progress (task, made_on, text, author) VALUES (5, '2026-09-21', '办', 'li')",
     "ABDFH"},
    {"INSERT INTO evidence (task, reference) VALUES (1, '1号')", "ABCEFH"},
    {"INSERT INTO evidence (\"case\", reference) VALUES (1, '1号')", "ACEFH"},
    {"INSERT INTO evidence (\"case\", reference) VALUES (2, '1号')", "ADFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (1, 'start', 'new', 'active', '2026-09-21', 'li')",
     "ABCEFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (1, 'close', 'done', 'closed', '2026-09-21', 'li')",
     "EFH"},
    {"INSERT INTO step (task, name, before, after, made_on, author)"
     " VALUES (4, 'void', 'new', 'void', '2026-09-21', 'li')",
     "F"},
    {"UPDATE task SET percent = 30 WHERE id = 1", "ABCEFH"},
    {"UPDATE task SET note = '记' WHERE id = 5", "ABDFH"},
    {"UPDATE task SET goal = '改' WHERE id = 1", "ABFH"},
    {"UPDATE task SET deadline = '10月' WHERE id = 1", "ABEFH"},
    {"UPDATE task SET percent = 30 WHERE id = 4", "ADF"},
    {"UPDATE task SET ledger = 2, indicator = 2, number = 70 WHERE id = 3", "AF"},
    {"DELETE FROM task WHERE id = 7", "ABFH"}, /* and its progress with it */
    {"INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 60, 'task', '新', 'new')",
     "ABFH"},
    {"INSERT INTO task_unit (task, unit, role, position) VALUES (1, 2, 'support', 2)", "ABFH"},
    {"INSERT INTO task_tag (task, tag) VALUES (1, '重点')", "ABFH"},
    {"INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月', 'month', '2026-01-01')",
     "ABFH"},
    {"INSERT INTO nudge (task, made_on, means, text, author)"
     " VALUES (1, '2026-09-21', 'record', '请抓紧', 'li')",
     "ABCEFH"},
    {"INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author)"
     " VALUES (1, 2026, 1, 1, '督', '2026-09-21', '2026-09-30', 'li')",
     "EFH"},
    {"INSERT INTO score (node, span, confirmed) VALUES (1, '2026', 1)", "FH"},
    {"INSERT INTO score_input (node, span, name, value) VALUES (1, '2026', 'points', 1)", "AFH"},
    {"UPDATE ledger SET frozen_on = NULL WHERE id = 3", "H"},
    {"UPDATE ledger SET frozen_on = '2026-12-31' WHERE id = 1", "FH"},
    {"INSERT INTO sendout (period, made_on, author) VALUES ('2026-09', '2026-09-21', 'li')",
     "ABFH"},
    {"INSERT INTO collected (sent, made_on, digest, file, taken, kept, author)"
     " VALUES (1, '2026-09-21', 'ab', '甲.xlsx', 1, 0, 'li')",
     "ABCEFH"},
    {"INSERT INTO unit (name, kind) VALUES ('厅财务处', 'office')", "AFH"},
    {"INSERT INTO ledger (title, year, source_year) VALUES ('第三本', 2026, 2020)", "AFH"},
    {"INSERT INTO view (name, position, definition, author) VALUES ('视', 1, '', 'li')", "AFH"},
    {"UPDATE \"case\" SET title = '改' WHERE id = 1", "ACEFH"},
    {"INSERT INTO \"case\" (topic, title, unit, author, month, stage)"
     " VALUES (1, '三', 2, 'li', '2026-09-01', 'draft')",
     "ADFH"},
    {"UPDATE \"case\" SET unit = 1 WHERE id = 2", "AFH"},
    {"UPDATE case_stage SET note = '改' WHERE id = 1", "ACEFH"},
    {"UPDATE case_stage SET note = '改' WHERE id = 2", "ADFH"},
    {"DELETE FROM \"case\" WHERE id = 3", "ACEFH"}, /* and its step with it */
    {"UPDATE evidence SET reference = '改' WHERE id = 1", "ACEFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 2", "ADFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 3", "AFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 4", "ABCEFH"},
    {"UPDATE evidence SET reference = '改' WHERE id = 5", "ABDFH"},
    {"DELETE FROM evidence WHERE id = 3", "AFH"},
    {"UPDATE extension SET reason = '雪' WHERE id = 1", "ABCEFH"},
    {"UPDATE extension SET state = 'approved' WHERE id = 1", "EFH"},
    {"UPDATE user SET name = '李' WHERE login = 'li'", "ABCDEFH"},
    {"UPDATE user SET name = '张' WHERE login = 'zhang'", "H"},
    {"INSERT INTO access (login, level) VALUES ('sun', 'reader')", "H"},
    {"INSERT INTO access (login, ledger, level) VALUES ('sun', 2, 'reader')", "H"},
    {"INSERT INTO redaction (entry, digest) VALUES (1, x'00')", "H"},
};

static gboolean may(Someone someone, gsize deed) {
  return strchr(DEEDS[deed].who, 'A' + (int)someone) != NULL;
}

static gboolean run_all(Db *db, gpointer data, GError **error) {
  for (const char *const *sql = data; *sql != NULL; sql++)
    if (!query_run(query_new(db, *sql), error))
      return FALSE;
  return TRUE;
}

/* The deed passes if it may, and a preview says the same; one's own can be taken back. */
static void check_deed(Fixture *fixture, const char *const *statements, gboolean may_do) {
  Actor actor = li();
  Db *db = fixture->db;
  GError *error = NULL;
  gint64 seq = 0;
  const Deed what = {.verb = "task.bulk", .summary = "试"};
  g_test_message("%s", statements[0]);
  g_autofree char *before = text(db, "SELECT count(*) FROM journal");
  gboolean tried = store_try(db, &actor, what.verb, run_all, (gpointer)statements, &error);
  g_assert_true(tried || is_error(&error, STORE_ERROR_FORBIDDEN, "。请管理员 zhang"));
  gboolean done = store_write(db, &actor, &what, run_all, (gpointer)statements, &seq, &error);
  g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, "您（li）"));
  g_assert_cmpint(tried, ==, done);
  g_assert_cmpint(done, ==, may_do);
  if (done) {
    journal_undo(db, &actor, seq, NULL, &error);
    g_assert_no_error(error);
  } else {
    g_autofree char *after = text(db, "SELECT count(*) FROM journal");
    g_assert_cmpstr(before, ==, after);
  }
}

static void become(Fixture *fixture, Someone someone) {
  Row rows[3] = {{"zhang", 0, "admin", 0}};
  memcpy(rows + 1, PEOPLE_ROWS[someone], sizeof PEOPLE_ROWS[someone]);
  put_rows(fixture, rows, G_N_ELEMENTS(rows));
}

static void test_deeds(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  for (int someone = 0; someone < PEOPLE; someone++) {
    become(fixture, (Someone)someone);
    for (gsize i = 0; i < G_N_ELEMENTS(DEEDS); i++) {
      g_test_message("%c", 'A' + someone);
      const char *const statements[] = {DEEDS[i].sql, NULL};
      check_deed(fixture, statements, may((Someone)someone, i));
    }
  }
}

/* A deed of several parts may be done by whoever may do each. */
static void test_random_deeds(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  for (int round = 0; round < 60; round++) {
    Someone someone = (Someone)g_test_rand_int_range(0, PEOPLE);
    if (round % 6 == 0 || someone == G)
      someone = (Someone)g_test_rand_int_range(0, G);
    become(fixture, someone);
    const char *statements[4] = {NULL};
    gboolean may_all = TRUE;
    gsize first = (gsize)g_test_rand_int_range(0, G_N_ELEMENTS(DEEDS));
    for (int i = 0; i < g_test_rand_int_range(2, 4); i++) {
      gsize deed = (first + (gsize)i * 5) % G_N_ELEMENTS(DEEDS);
      statements[i] = DEEDS[deed].sql;
      may_all = may_all && may(someone, deed);
    }
    check_deed(fixture, statements, may_all);
  }
}

/* Every verb of the table needs its level, and no entry comes of a refusal. */
static void test_verbs(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const VERBS[] = {"progress.add",  "task.close",  "extension.approve",
                                      "notice.issue",  "ledger.thaw", "access.edit",
                                      "journal.redact"};
  fill(fixture);
  static const char *const change[] = {"UPDATE task SET note = note || '一' WHERE id = 3", NULL};
  raw_exec(fixture->path, "UPDATE task SET note = ''");
  for (int level = 0; level < ACCESS_COUNT; level++) {
    const Row rows[] = {{"li", 0, access_code((Access)level), 0}};
    put_rows(fixture, rows, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
      Actor actor = li();
      GError *error = NULL;
      const Deed what = {.verb = VERBS[i], .summary = "试", .task = i % 2 == 0 ? 3 : 0};
      gboolean done = try_deed(fixture->db, &actor, &what, change, &error);
      g_assert_cmpint(done, ==, (Access)level >= access_for_verb(VERBS[i]));
      g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, access_verb_name(VERBS[i])));
    }
  }
}

/* Every verb, and one thing that it changes where it is about unit 1. */
static const struct {
  const char *verb;
  gboolean beyond; /* not for whoever is limited to a unit */
  const char *sql;
} EVERY_VERB[] = {
#define OWN FALSE
#define ALL TRUE
#define STEP(name)                                                                                 \
  "INSERT INTO step (task, name, before, after, made_on, author)"                                  \
  " VALUES (1, '" name "', 'new', 'active', '2026-09-21', 'li')"
#define PROGRESS                                                                                   \
  "INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-09-21', '办', 'li')"
#define NOTICE                                                                                     \
  "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author)"             \
  " VALUES (1, 2026, 1, 1, '督', '2026-09-21', '2026-09-30', 'li')"
#define UNIT "UPDATE unit SET name = '改' WHERE id = 1"
#define PLAN "UPDATE plan SET title = '改' WHERE id = 1"
#define EVIDENCE_OF_SCORE "UPDATE evidence SET reference = '改' WHERE id = 3"
#define PART                                                                                       \
  "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight)"                \
  " VALUES (1, 1, 61, 'task', '分', 'new', 1, 50)"
    {"access.edit", ALL, "INSERT INTO access (login, level) VALUES ('sun', 'reader')"},
    {"calendar.import", ALL, "INSERT INTO calendar_notice (year) VALUES (2026)"},
    {"case.add", OWN,
     "INSERT INTO \"case\" (topic, title, unit, author, month, stage)"
     " VALUES (1, '三', 1, 'li', '2026-09-01', 'draft')"},
    {"case.edit", OWN, "UPDATE \"case\" SET title = '改' WHERE id = 1"},
    {"case.evidence", OWN, "INSERT INTO evidence (\"case\", reference) VALUES (1, '1号')"},
    {"case.remove", OWN, "DELETE FROM \"case\" WHERE id = 3"},
    {"case.stage", OWN, "UPDATE case_stage SET note = '改' WHERE id = 1"},
    {"collect.run", OWN,
     "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author)"
     " VALUES (1, '2026-09-21', 'ab', '甲.xlsx', 1, 0, 'li')"},
    {"event.add", OWN,
     "INSERT INTO period (task, schedule, key, first, last, due, quota, event)"
     " VALUES (1, 1, '一', '2026-09-21', '2026-09-30', '2026-09-30', 1, '会')"},
    {"extension.approve", OWN, "UPDATE extension SET state = 'approved' WHERE id = 1"},
    {"extension.ask", OWN, "UPDATE extension SET reason = '雪' WHERE id = 1"},
    {"extension.refuse", OWN, "UPDATE extension SET state = 'refused' WHERE id = 1"},
    {"extension.withdraw", OWN, "DELETE FROM extension WHERE id = 1"},
    {"import.run", OWN, "UPDATE task SET percent = 20 WHERE id = 1"},
    {"init", ALL, PLAN},
    {"journal.redact", ALL, "INSERT INTO redaction (entry, digest) VALUES (1, x'00')"},
    {"ledger.add", ALL, "INSERT INTO ledger (title, year, source_year) VALUES ('三', 2026, 2020)"},
    {"ledger.freeze", ALL, "UPDATE ledger SET frozen_on = '2026-09-21' WHERE id = 1"},
    {"ledger.restore", ALL, "UPDATE ledger SET title = '改' WHERE id = 1"},
    {"ledger.rollover", ALL, "UPDATE ledger SET frozen_on = '2026-09-21' WHERE id = 1"},
    {"ledger.thaw", ALL, "UPDATE ledger SET frozen_on = NULL WHERE id = 3"},
    {"notice.answer", OWN, PROGRESS},
    {"notice.issue", OWN, NOTICE},
    {"notice.raise", OWN, NOTICE},
    {"nudge.add", OWN,
     "INSERT INTO nudge (task, made_on, means, text, author)"
     " VALUES (1, '2026-09-21', 'record', '请抓紧', 'li')"},
    {"plan.copy", ALL, PLAN},
    {"plan.edit", ALL, PLAN},
    {"plan.system", ALL, PLAN},
    {"plan.units", ALL, PLAN},
    {"policy.set", ALL, "UPDATE ledger SET title = '改' WHERE id = 1"},
    {"progress.add", OWN, PROGRESS},
    {"redo", OWN, PROGRESS},
    {"schedule.end", ALL, "UPDATE schedule SET ended = '2026-09-30' WHERE id = 1"},
    {"schedule.set", ALL,
     "INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月', 'month', '2026-01-01')"},
    {"score.carry", ALL, EVIDENCE_OF_SCORE},
    {"score.confirm", ALL, "INSERT INTO score (node, span, confirmed) VALUES (1, '2026', 1)"},
    {"score.entry", ALL, EVIDENCE_OF_SCORE},
    {"score.entry.remove", ALL, EVIDENCE_OF_SCORE},
    {"score.evidence", ALL, EVIDENCE_OF_SCORE},
    {"score.link", ALL, "UPDATE node SET title = '改' WHERE id = 1"},
    {"score.set", ALL,
     "INSERT INTO score_input (node, span, name, value) VALUES (1, '2026', 'points', 1)"},
    {"sendout.add", ALL, "UPDATE sendout_unit SET file = '乙.xlsx' WHERE id = 1"},
    {"submission.add", OWN,
     "INSERT INTO submission (task, period, made_on, text, author)"
     " VALUES (1, 1, '2026-09-21', '报', 'li')"},
    {"submission.remove", OWN, "DELETE FROM submission WHERE id = 1"},
    {"task.add", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 60, 'task', '新', 'new')"},
    {"task.assign", OWN, STEP("assign")},
    {"task.bulk", OWN, "UPDATE task SET percent = 20 WHERE id = 1"},
    {"task.close", OWN, STEP("close")},
    {"task.copy", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
     " VALUES (1, 1, 62, 'task', '新', 'new')"},
    {"task.delete", ALL, "DELETE FROM task WHERE id = 1"},
    {"task.done", OWN, STEP("finish")},
    {"task.edit", OWN, "UPDATE task SET note = '改' WHERE id = 1"},
    {"task.finish", OWN, STEP("finish")},
    {"task.move", ALL, "UPDATE task SET number = 90 WHERE id = 1"},
    {"task.pause", OWN, STEP("pause")},
    {"task.reopen", OWN, STEP("reopen")},
    {"task.resume", OWN, STEP("resume")},
    {"task.return", OWN, STEP("return")},
    {"task.sign", OWN, STEP("sign")},
    {"task.split", ALL,
     "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight)"
     " VALUES (1, 1, 63, 'task', '分', 'new', 1, 50)"},
    {"task.start", OWN, STEP("start")},
    {"task.tag", ALL, "INSERT INTO task_tag (task, tag) VALUES (1, '重点')"},
    {"task.void", OWN, STEP("void")},
    {"task.weigh", ALL, "UPDATE task SET weight = 40 WHERE parent = 1"},
    {"topic.edit", ALL, "UPDATE topic SET title = '改'"},
    {"undo", OWN, PROGRESS},
    {"unit.add", ALL, "INSERT INTO unit (name, kind) VALUES ('厅财务处', 'office')"},
    {"unit.edit", ALL, UNIT},
    {"unit.merge", ALL, UNIT},
    {"unit.remove", ALL, UNIT},
    {"user.edit", OWN, "UPDATE user SET name = '李' WHERE login = 'li'"},
    {"view.remove", ALL, "DELETE FROM view"},
    {"view.rename", ALL, "UPDATE view SET name = '改'"},
    {"view.save", ALL, "UPDATE view SET position = 2"},
};

static gboolean run_undone(Db *db, gpointer data, GError **error) {
  if (!query_run(query_new(db, data), error))
    return FALSE;
  g_assert_cmpint(number(db, "SELECT changes()"), >, 0);
  return TRUE;
}

/* What is limited to a unit and refused by its verb is refused as well by what it changes, under
 * whatever name; and what is not, is not. */
static void test_beyond_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const more[] = {
      "INSERT INTO schedule (task, phrase, every, since)"
      " VALUES (1, '每季', 'quarter', '2026-01-01')",
      "INSERT INTO period (task, schedule, key, first, last, due, quota)"
      " VALUES (1, 1, '2026-08', '2026-08-01', '2026-08-31', '2026-08-31', 1)",
      "INSERT INTO submission (task, period, made_on, text, author)"
      " VALUES (1, 1, '2026-08-21', '报', 'zhang')",
      "INSERT INTO view (name, position, definition, author) VALUES ('视', 1, '', 'zhang')",
      "INSERT INTO user (login) VALUES ('li')",
      PART,
      NULL};
  fill(fixture);
  deed(fixture->db, "zhang", 0, more);
  become(fixture, E);
  Actor actor = li();
  for (gsize i = 0; i < G_N_ELEMENTS(EVERY_VERB); i++) {
    const char *verb = EVERY_VERB[i].verb;
    gboolean may_level = access_for_verb(verb) <= ACCESS_SUPERVISOR;
    gboolean beyond = EVERY_VERB[i].beyond;
    GError *error = NULL;
    g_test_message("%s", verb);
    g_assert_cmpint(access_is_beyond_unit(verb), ==, beyond);
    gboolean begun = permit_allows(fixture->db, &actor, verb, 0, &error);
    g_assert_cmpint(begun, ==, !beyond && may_level);
    g_assert_true(begun || is_error(&error, STORE_ERROR_FORBIDDEN,
                                    may_level ? "超出了这个范围" : "需要“管理员”"));
    gboolean done = store_try(fixture->db, &actor, beyond ? "task.bulk" : verb, run_undone,
                              (gpointer)EVERY_VERB[i].sql, &error);
    g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, "您（li）"));
    g_assert_cmpint(done, ==, !beyond);
  }
}

/* Limited for the file, and free in one ledger: there nothing is beyond. */
static void test_several_rights(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const Row ROWS[] = {
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

/* Of several groups with the same level the units of all count, of those with a lower one none. */
static void test_units_of_groups(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const struct {
    Row rows[2];
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

/* What cannot be read is told, not taken for a task of others. */
static void test_unreadable(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  const Row rows[] = {{"li", 0, "clerk", 1}};
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

/* ---- parts of a writing ------------------------------------------------------------------ */

static gboolean run_one(Db *db, gpointer data, GError **error) {
  return query_run(query_new(db, data), error);
}

static gboolean run_parts(Db *db, gpointer data, GError **error) {
  int *refused = data;
  for (gsize i = 0; i < 5; i++) {
    GError *why = NULL;
    gboolean broken = FALSE;
    if (store_attempt(db, run_one, (gpointer)DEEDS[i].sql, &broken, &why))
      continue;
    g_assert_false(broken);
    g_assert_true(is_error(&why, STORE_ERROR_FORBIDDEN, "您（li）"));
    (*refused)++;
  }
  (void)error;
  return TRUE;
}

/* Of several tasks those that may be changed are. */
static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const int REFUSED[] = {[A] = 0, [B] = 1, [C] = 4, [D] = 2, [H] = 1};
  static const Someone WHO[] = {A, B, C, D, H};
  for (gsize i = 0; i < G_N_ELEMENTS(WHO); i++) {
    become(fixture, WHO[i]);
    Actor actor = li();
    GError *error = NULL;
    const Deed what = {.verb = "progress.add", .summary = "记"};
    int refused = 0, tried = 0;
    gint64 before = number(fixture->db, "SELECT count(*) FROM progress");
    g_assert_true(store_try(fixture->db, &actor, what.verb, run_parts, &tried, &error));
    g_assert_true(store_write(fixture->db, &actor, &what, run_parts, &refused, NULL, &error));
    g_assert_cmpint(refused, ==, REFUSED[WHO[i]]);
    g_assert_cmpint(tried, ==, refused);
    g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM progress"), ==, before + 5 - refused);
  }
}

/* ---- taking back ------------------------------------------------------------------------- */

static void undo_is(Fixture *fixture, gint64 seq, const char *part) {
  Actor actor = li();
  GError *error = NULL;
  gboolean done = journal_undo(fixture->db, &actor, seq, NULL, &error);
  g_assert_cmpint(done, ==, part == NULL);
  g_assert_true(done || is_error(&error, STORE_ERROR_FORBIDDEN, part));
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  Db *db = fixture->db;
  gint64 theirs = deed_one(db, "zhang", 1, "UPDATE task SET note = '张' WHERE id = 1");
  become(fixture, A);
  gint64 own = deed_one(db, "li", 3, "UPDATE task SET note = '李' WHERE id = 3");
  undo_is(fixture, own, NULL);
  undo_is(fixture, own + 1, NULL); /* again */
  undo_is(fixture, theirs, "撤销或重做别人的操作需要“督办”，您（li）是“经办”");
  become(fixture, F);
  undo_is(fixture, theirs, NULL);
  gint64 back = number(db, "SELECT max(seq) FROM journal");
  become(fixture, A);
  undo_is(fixture, back, NULL); /* what the own undo took back is one's own to do again */

  /* What needed more then needs it now: what one did as 督办 is not taken back as 经办. */
  become(fixture, F);
  static const char *const closing[] = {
      "UPDATE task SET state = 'closed' WHERE id = 4",
      "INSERT INTO step (task, name, before, after, made_on, author)"
      " VALUES (4, 'close', 'done', 'closed', '2026-09-21', 'li')",
      NULL};
  Actor actor = li();
  GError *error = NULL;
  static const char *const VERBS[] = {"task.close", "task.bulk"};
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    become(fixture, F);
    const Deed close = {.verb = VERBS[i], .summary = "销号", .task = 4};
    g_assert_true(try_deed(db, &actor, &close, closing, &error));
    gint64 closed = number(db, "SELECT max(seq) FROM journal");
    become(fixture, A);
    undo_is(fixture, closed, "销号需要“督办”");
    become(fixture, F);
    undo_is(fixture, closed, NULL);
    become(fixture, A);
    undo_is(fixture, closed + 1, "销号需要“督办”"); /* nor done again */
  }

  /* What went with a task comes back with it: its steps were decided before. */
  become(fixture, F);
  g_assert_true(
      try_deed(db, &actor, &(Deed){.verb = "task.bulk", .summary = "销号"}, closing, &error));
  become(fixture, A);
  gint64 gone = deed_one(db, "li", 0, "DELETE FROM task WHERE id = 4");
  undo_is(fixture, gone, NULL);
  g_assert_cmpint(number(db, "SELECT count(*) FROM step WHERE task = 4"), ==, 1);
  undo_is(fixture, gone + 1, NULL);

  /* Rights: given and taken back by a 管理员 alone. */
  become(fixture, H);
  g_assert_true(try_deed(
      db, &actor, &(Deed){.verb = "access.edit", .summary = "授权"},
      (const char *const[]){"INSERT INTO access (login, level) VALUES ('sun', 'clerk')", NULL},
      &error));
  gint64 given = number(db, "SELECT max(seq) FROM journal");
  raw_exec(fixture->path, "UPDATE access SET level = 'supervisor' WHERE login = 'li'");
  undo_is(fixture, given, "改动权限需要“管理员”");
  raw_exec(fixture->path,
           "UPDATE access SET level = 'admin' WHERE login = 'li' AND ledger IS NULL");
  undo_is(fixture, given, NULL);
}

/* ---- the last one ------------------------------------------------------------------------ */

static gboolean change_access(Fixture *fixture, const char *sql) {
  Actor actor = actor_of("zhang");
  GError *error = NULL;
  const char *const statements[] = {sql, NULL};
  const Deed what = {.verb = "access.edit", .summary = "改权限"};
  gboolean done = try_deed(fixture->db, &actor, &what, statements, &error);
  g_assert_true(done || is_error(&error, STORE_ERROR_REFUSED, "没有管理员"));
  return done;
}

static void test_last_admin(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const char *const AWAY[] = {
      "DELETE FROM access WHERE login = 'zhang'",
      "UPDATE access SET level = 'supervisor' WHERE login = 'zhang'",
      "UPDATE access SET login = NULL, unix_group = 'fgc' WHERE login = 'zhang'",
      "UPDATE access SET ledger = 1 WHERE login = 'zhang'",
  };
  raw_exec(fixture->path, "INSERT INTO access (unix_group, level) VALUES ('bgs', 'admin')");
  raw_exec(fixture->path, "INSERT INTO access (login, ledger, level) VALUES ('sun', 1, 'admin')");
  for (gsize i = 0; i < G_N_ELEMENTS(AWAY); i++)
    g_assert_false(change_access(fixture, AWAY[i]));
  g_assert_true(change_access(fixture, "INSERT INTO access (login, level) VALUES ('li', 'admin')"));
  gint64 given = number(fixture->db, "SELECT max(seq) FROM journal");
  g_assert_true(change_access(fixture, AWAY[0]));
  Actor actor = li();
  GError *error = NULL;
  g_assert_false(journal_undo(fixture->db, &actor, given, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "没有管理员"));
  g_assert_true(journal_undo(fixture->db, &actor, given + 1, NULL, &error));

  /* Where there was none by name, one of a group may mend that. */
  const Row rows[] = {{"@fgc", 0, "admin", 0}};
  put_rows(fixture, rows, 1);
  static const char *const mend[] = {"INSERT INTO access (login, ledger, level) "
                                     "VALUES ('sun', 1, 'clerk')",
                                     NULL};
  const Deed what = {.verb = "access.edit", .summary = "改权限"};
  g_assert_true(try_deed(fixture->db, &actor, &what, mend, &error));
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

/* A unit that goes into another takes what is limited to it along, whoever merges them; nobody
 * moves it otherwise. */
static void test_merged_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  become(fixture, A);
  raw_exec(fixture->path, "INSERT INTO access (login, level, unit) VALUES ('sun', 'clerk', 1)");
  static const char *const merging[] = {
      "UPDATE access SET unit = 2 WHERE unit = 1",
      "UPDATE unit SET successor = 2, ended_on = '2026-09-21', ended_by = 'merged' WHERE id = 1",
      NULL};
  static const char *const raising[] = {
      "UPDATE access SET unit = 2, level = 'supervisor' WHERE unit = 1",
      "UPDATE unit SET successor = 2, ended_on = '2026-09-21', ended_by = 'merged' WHERE id = 1",
      NULL};
  static const char *const moving[] = {"UPDATE access SET unit = 2 WHERE unit = 1", NULL};
  Actor actor = li();
  GError *error = NULL;
  const Deed what = {.verb = "unit.merge", .summary = "合并"};
  g_assert_false(try_deed(fixture->db, &actor, &what, raising, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "改动权限需要“管理员”"));
  g_assert_false(try_deed(fixture->db, &actor, &what, moving, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "改动权限需要“管理员”"));
  g_assert_true(try_deed(fixture->db, &actor, &what, merging, &error));
  undo_is(fixture, number(fixture->db, "SELECT max(seq) FROM journal"), NULL);
  g_assert_cmpint(number(fixture->db, "SELECT unit FROM access WHERE login = 'sun'"), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/levels", test_levels);
  ADD("/permit/random-levels", test_random_levels);
  ADD("/permit/deeds", test_deeds);
  ADD("/permit/random-deeds", test_random_deeds);
  ADD("/permit/verbs", test_verbs);
  ADD("/permit/beyond-unit", test_beyond_unit);
  ADD("/permit/several-rights", test_several_rights);
  ADD("/permit/words", test_words);
  ADD("/permit/units-of-groups", test_units_of_groups);
  ADD("/permit/unreadable", test_unreadable);
  ADD("/permit/own-words", test_own_words);
  ADD("/permit/parts", test_parts);
  ADD("/permit/undo", test_undo);
  ADD("/permit/last-admin", test_last_admin);
  ADD("/permit/first", test_first);
  ADD("/permit/merged-units", test_merged_units);
  return g_test_run();
}
