/* A ledger file of version 1 comes to the newest one with all that is in it. */
#include "core/store/migrate.h"

#include <sqlite3.h>
#include <string.h>

#include "tests/core/store/support.h"

/* Version 1 alone, as a program of its time knew it. */
static Migrations first_version(void) {
  return (Migrations){ledger_migrations.steps, 1};
}

/* 2026-11-21 12:00 UTC: the 21st almost everywhere. */
static const Actor ZHANGSAN = {.who = "zhangsan", .now = 1795262400};

/* One deed of zhangsan; returns its number. */
static gint64 write_first(Db *db, const char *verb, gint64 task, const char *const *statements) {
  GError *error = NULL;
  Deed what = {.verb = verb, .summary = verb, .task = task};
  g_assert_true(try_deed(db, &ZHANGSAN, &what, statements, &error));
  g_assert_no_error(error);
  return number(db, "SELECT max(seq) FROM journal");
}

/* The entries that are taken back below. */
typedef struct {
  gint64 progress, filed, topic;
} Entries;

static Entries fill(Db *db) {
  Entries entries = {0};
  write_first(
      db, "init", 0,
      (const char *const[]){
          "INSERT INTO ledger (title, year, source_year) VALUES ('台账', 2026, 2020), "
          "('旧台账', 2020, 2020)",
          "INSERT INTO indicator (ledger, position, title) VALUES (1, 1, '一、'), (2, 1, '一、')",
          "INSERT INTO unit (name, kind) VALUES ('厅法规处', 'office')",
          "INSERT INTO task (ledger, indicator, number, kind, goal, deadline, deadline_printed, "
          "due, state, note) VALUES "
          "(1, 1, 1, 'task', '甲', '2026年12月', '2020年12月', '2026-12-31', 'new', '备注'), "
          "(1, 1, 2, 'task', '乙', NULL, NULL, NULL, 'active', NULL), "
          "(1, 1, 3, 'bonus', '丙', NULL, NULL, NULL, 'new', NULL), "
          "(2, 2, 1, 'task', '丁', '2020年12月', '2020年12月', '2020-12-31', 'done', NULL)",
          "UPDATE task SET done_on = '2020-12-30' WHERE id = 4",
          "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1)",
          "INSERT INTO schedule (task, phrase, every, step, quota, due_day, due_month) VALUES "
          "(1, '每季度至少1次', 'quarter', 1, 1, NULL, 0), "
          "(1, '每月2次', 'month', 1, 2, 8, 1), "
          "(2, '每14个工作日报送1次', 'workdays', 14, 1, NULL, 0), "
          "(4, '每季度1次', 'quarter', 1, 1, NULL, 0)",
          "INSERT INTO plan (title, year, source_year, due_day, target) "
          "VALUES ('计划', 2026, 2023, 15, 3)",
          "INSERT INTO topic (plan, month, title, content, content_printed) "
          "VALUES (1, 11, '诚信文化', '内容', '内容')",
          NULL});
  write_first(
      db, "task.add", 5,
      (const char *const[]){"INSERT INTO task (ledger, indicator, number, kind, goal, state) "
                            "VALUES (1, 1, 4, 'task', '戊', 'new')",
                            NULL});
  entries.progress =
      write_first(db, "progress.add", 1,
                  (const char *const[]){
                      "INSERT INTO progress (task, made_on, text, percent, author) "
                      "VALUES (1, '2026-11-20', '开了会', 30, 'zhangsan')",
                      "INSERT INTO evidence (task, progress, reference) VALUES (1, 1, '文号')",
                      "UPDATE task SET state = 'active', percent = 30 WHERE id = 1", NULL});
  entries.filed =
      write_first(db, "case.add", 0,
                  (const char *const[]){"INSERT INTO \"case\" (topic, title, filed_on, author) "
                                        "VALUES (1, '案例', '2026-11-20', 'zhangsan')",
                                        NULL});
  entries.topic =
      write_first(db, "topic.edit", 0,
                  (const char *const[]){"UPDATE topic SET content = '新内容' WHERE id = 1", NULL});
  write_first(db, "task.delete", 0, (const char *const[]){"DELETE FROM task WHERE id = 5", NULL});
  write_first(db, "schedule.add", 2,
              (const char *const[]){"INSERT INTO schedule (task, phrase, every) "
                                    "VALUES (2, '年年', 'year')",
                                    NULL});
  write_first(db, "schedule.delete", 2,
              (const char *const[]){"DELETE FROM schedule WHERE id = 5", NULL});
  return entries;
}

/* The newest file's path; the caller frees. */
static char *make_first_version(Fixture *fixture, Entries *entries) {
  GError *error = NULL;
  Migrations first = first_version();
  char *path = fixture_file(fixture, "旧.db");
  g_autoptr(Db) db = migrate_create(path, &first, &error);
  g_assert_no_error(error);
  *entries = fill(db);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, 1);
  g_assert_true(db_publish(db, &error));
  return path;
}

static void check_text(Db *db, const char *sql, const char *expected) {
  g_autofree char *found = text(db, sql);
  g_assert_cmpstr(found, ==, expected);
}

static void check_sound(Db *db) {
  GError *error = NULL;
  JournalVerdict verdict;
  g_assert_true(journal_verify(db, &verdict, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(verdict.problem, ==, NULL);
  g_assert_cmpint(verdict.bad_seq, ==, 0);
  check_text(db, "PRAGMA integrity_check", "ok");
  guint count = 0;
  g_autoptr(GPtrArray) differences = journal_differences(db, NULL, 1, &count, &error);
  g_assert_no_error(error);
  g_assert_nonnull(differences);
  g_assert_cmpuint(count, ==, 0);
}

static void test_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, migrations_newest(&ledger_migrations));
  check_text(db,
             "SELECT group_concat(id || number || kind || goal || ifnull(deadline, '-') || "
             "ifnull(deadline_printed, '-') || ifnull(due, '-') || state || ifnull(percent, '-') "
             "|| ifnull(done_on, '-') || ifnull(note, '-'), ' ') FROM task",
             "11task甲2026年12月2020年12月2026-12-31active30-备注 "
             "22task乙---active--- 33bonus丙---new--- "
             "41task丁2020年12月2020年12月2020-12-31done-2020-12-30-");
  g_assert_cmpint(number(db, "SELECT count(*) FROM task WHERE parent IS NULL AND weight IS NULL"),
                  ==, 4);
  check_text(db,
             "SELECT group_concat(id || task || phrase || every || step || quota || "
             "ifnull(due_day, '-') || due_month || basis || ifnull(anchor, '-') || no_makeup || "
             "ifnull(ended, '-'), ' ') FROM schedule",
             "11每季度至少1次quarter11-0calendar-0- 21每月2次month1281calendar-0- "
             "32每14个工作日报送1次workdays141-0anchor-0- 44每季度1次quarter11-0calendar-0-");
  static const char *const counts[] = {"ledger",   "indicator", "unit",  "task_unit", "progress",
                                       "evidence", "plan",      "topic", "\"case\"",  "user"};
  static const int expected[] = {2, 2, 1, 1, 1, 1, 1, 1, 1, 1};
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", counts[i]);
    g_assert_cmpint(number(db, sql), ==, expected[i]);
  }
  check_sound(db);
}

/* A look at an older file changes nothing of it. */
static void test_look(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  GError *error = NULL;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autofree char *before = NULL, *after = NULL;
  gsize size, size_after;
  g_assert_true(g_file_get_contents(path, &before, &size, NULL));
  g_assert_null(db_open(path, DB_LOOK, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_clear_error(&error);
  g_assert_true(g_file_get_contents(path, &after, &size_after, NULL));
  g_assert_cmpmem(before, size, after, size_after);
  db_close(open_ok(path, DB_WRITE));
  g_autoptr(Db) db = open_ok(path, DB_LOOK);
  g_assert_true(db_is_read_only(db));
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 4);
}

/* Since when: the day of the first entry, and for a year that was over then its beginning. */
static void test_since(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_autofree char *day = text(db, "SELECT date(min(at), 'unixepoch', 'localtime') FROM journal");
  check_text(db, "SELECT since FROM schedule WHERE id = 1", day);
  check_text(db, "SELECT since FROM schedule WHERE id = 4", "2020-01-01");
}

static void test_steps(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  check_text(db,
             "SELECT group_concat(task || name || before || after || made_on || author, ' ') "
             "FROM step",
             "1startnewactive2026-11-20zhangsan 4finishactivedone2020-12-30-");
}

/* An id that was given once, also to what was deleted since, is given to nothing else. */
static void test_ids(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  deed_one(db, "zhangsan", 0,
           "INSERT INTO task (ledger, indicator, number, kind, goal, state) "
           "VALUES (1, 1, 9, 'task', '己', 'signed')");
  g_assert_cmpint(number(db, "SELECT max(id) FROM task"), ==, 6);
  deed_one(db, "zhangsan", 0,
           "INSERT INTO schedule (task, phrase, every, since) "
           "VALUES (1, '每周', 'week', '2026-11-21')");
  g_assert_cmpint(number(db, "SELECT max(id) FROM schedule"), ==, 6);
  check_text(db, "SELECT group_concat(name, ' ') FROM sqlite_sequence WHERE name LIKE '%_2'", NULL);
  check_sound(db);
}

/* A case gets the month of its topic, its stage and the way it came. */
static void test_cases(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  check_text(db, "SELECT month || ' ' || stage FROM \"case\" WHERE id = 1", "2026-11-01 city");
  check_text(db, "SELECT group_concat(stage || ' ' || made_on || ' ' || author) FROM case_stage",
             "city 2026-11-20 zhangsan");
  check_text(db, "SELECT reference || ' ' || progress FROM evidence WHERE id = 1", "文号 1");
}

/* What refers to a task still does, and goes with it. */
static void test_references(Fixture *fixture, gconstpointer data) {
  (void)data;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  deed_one(db, "zhangsan", 0, "DELETE FROM task WHERE id = 1");
  g_assert_cmpint(number(db, "SELECT (SELECT count(*) FROM schedule WHERE task = 1) + "
                             "(SELECT count(*) FROM progress) + (SELECT count(*) FROM evidence) + "
                             "(SELECT count(*) FROM task_unit) + "
                             "(SELECT count(*) FROM step WHERE task = 1)"),
                  ==, 0);
}

static void test_history(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_autoptr(GPtrArray) list = journal_list(db, 1, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(list->len, ==, 2); /* progress, and the beginning */
  g_autoptr(GPtrArray) changes = journal_changes(db, entries.progress, 1, &error);
  g_assert_no_error(error);
  g_autoptr(GString) fields = g_string_new(NULL);
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    if (g_str_equal(change->table, "task"))
      g_string_append_printf(fields, "%s %s→%s,", change->field,
                             change->old != NULL ? change->old : "-", change->new_);
  }
  g_assert_cmpstr(fields->str, ==, "state new→active,percent -→30,");
}

/* That for which the migration wrote something more cannot be taken back, and says so; the rest
 * can.
 */
static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Entries entries;
  g_autofree char *path = make_first_version(fixture, &entries);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  gint64 before = number(db, "SELECT count(*) FROM journal");
  g_assert_false(journal_undo(db, &ZHANGSAN, entries.progress, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "升级之前"));
  check_text(db, "SELECT state FROM task WHERE id = 1", "active");
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal"), ==, before);
  g_assert_false(journal_undo(db, &ZHANGSAN, entries.filed, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "升级之前"));
  g_assert_cmpint(number(db, "SELECT count(*) FROM \"case\""), ==, 1);
  g_assert_true(journal_undo(db, &ZHANGSAN, entries.topic, NULL, &error));
  g_assert_no_error(error);
  check_text(db, "SELECT content FROM topic WHERE id = 1", "内容");
  check_sound(db);
}

/* From version 3: all stays as it is, and can be taken back though its tables have more columns. */
static void test_third(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Migrations third = {ledger_migrations.steps, 3};
  g_autofree char *path = fixture_file(fixture, "三.db");
  g_autoptr(Db) old = migrate_create(path, &third, &error);
  g_assert_no_error(error);
  make_tasks(old, "zhangsan");
  gint64 seq = deed(old, "zhangsan", 1,
                    (const char *const[]){
                        "INSERT INTO progress (task, made_on, text, percent, author) "
                        "VALUES (1, '2026-11-20', '开了会', 30, 'zhangsan')",
                        "INSERT INTO evidence (task, progress, reference) VALUES (1, 1, '文号')",
                        "UPDATE ledger SET title = '新题' WHERE id = 1", NULL});
  g_assert_cmpint(number(old, "PRAGMA user_version"), ==, 3);
  g_assert_true(db_publish(old, &error));
  g_clear_pointer(&old, db_close);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, migrations_newest(&ledger_migrations));
  check_text(db,
             "SELECT p.text || e.reference || ifnull(p.unit, '-') || ifnull(e.submission, '-') "
             "FROM progress p JOIN evidence e ON e.progress = p.id",
             "开了会文号--");
  check_text(db, "SELECT title || ifnull(unit, '-') FROM ledger WHERE id = 1", "新题-");
  Actor actor = actor_of("zhangsan");
  gint64 since = deed_one(db, "lisi", 0, "UPDATE progress SET unit = 1"); /* a newer column */
  g_assert_false(journal_undo(db, &actor, seq, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_CONFLICT, "由 lisi 于"));
  g_assert_true(journal_undo(db, &actor, since, NULL, &error));
  g_assert_true(journal_undo(db, &actor, seq, NULL, &error));
  g_assert_no_error(error);
  g_assert_cmpint(number(db, "SELECT count(*) FROM progress"), ==, 0);
  check_text(db, "SELECT title FROM ledger WHERE id = 1", "任务分工台账");
  gint64 undo = number(db, "SELECT max(seq) FROM journal");
  g_assert_true(journal_undo(db, &actor, undo, NULL, &error)); /* and done again */
  g_assert_no_error(error);
  check_text(db,
             "SELECT p.text || e.reference FROM progress p JOIN evidence e ON e.progress = p.id",
             "开了会文号");
  check_sound(db);
}

static gint compare_words(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words in quotes that the definition of a table holds, in order. */
static char *words_of(Db *db, const char *table) {
  g_autofree char *sql = g_strdup_printf("SELECT sql FROM sqlite_schema WHERE name = '%s'", table);
  g_autofree char *definition = text(db, sql);
  g_autoptr(GRegex) quoted = g_regex_new("'([a-z]+)'", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  for (g_regex_match(quoted, definition, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL))
    g_ptr_array_add(words, g_match_info_fetch(match, 1));
  g_ptr_array_sort(words, compare_words);
  g_ptr_array_add(words, NULL);
  return g_strjoinv(" ", (char **)words->pdata);
}

static const char *const MADE_ANEW[] = {"task", "task_unit", "step"};

/* All rows of those tables as one text. */
static char *rows_of(Db *db) {
  GString *rows = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(MADE_ANEW); i++) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT 'SELECT group_concat(' || group_concat('quote(' || name || ')', '||') || ', '' '')"
        " FROM %s' FROM pragma_table_info('%s')",
        MADE_ANEW[i], MADE_ANEW[i]);
    g_autofree char *select = text(db, sql);
    g_autofree char *all = text(db, select);
    g_string_append_printf(rows, "%s: %s\n", MADE_ANEW[i], all);
  }
  return g_string_free(rows, FALSE);
}

/* Each of words is taken by column of every row, and nothing else is. */
static void check_words(const char *path, const char *table, const char *column,
                        const char *const *words) {
  sqlite3 *raw = NULL;
  g_assert_cmpint(sqlite3_open(path, &raw), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(raw, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  static const char *const WRONG[] = {"'x'",     "''",     "'Task'", "'DONE'",
                                      "'lead '", "'star'", "NULL",   "0"};
  for (gsize i = 0; words[i] != NULL; i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE %s SET %s = '%s'", table, column, words[i]);
    g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE %s SET %s = %s", table, column, WRONG[i]);
    g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  }
  sqlite3_exec(raw, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(raw);
}

/* From version 5: three tables made anew with the same rows, the same words, and ids that go on. */
static void test_fifth(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Migrations fifth = {ledger_migrations.steps, 5};
  g_autofree char *path = fixture_file(fixture, "五.db");
  g_autoptr(Db) old = migrate_create(path, &fifth, &error);
  g_assert_no_error(error);
  g_assert_true(db_publish(old, &error));
  g_clear_pointer(&old, db_close);
  raw_exec(
      path,
      "INSERT INTO ledger (title, year, source_year) VALUES ('台账', 2026, 2020);"
      "INSERT INTO indicator (ledger, position, title) VALUES (1, 1, '一、');"
      "INSERT INTO unit (name, kind) VALUES ('厅法规处', 'office');"
      "INSERT INTO task (ledger, indicator, number, kind, goal, deadline, deadline_printed, due,"
      " state, percent, done_on, note) VALUES (1, 1, 3, 'bonus', '甲', '2026年12月',"
      " '2020年12月', '2026-12-31', 'paused', 30, '2026-01-02', '备注');"
      "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, weight) VALUES"
      " (1, 1, 4, 'task', '乙', 'new', 1, 100), (1, 1, 5, 'task', '丙', 'new', NULL, NULL);"
      "INSERT INTO task_unit VALUES (1, 1, 'oversee', 2), (2, 1, 'lead', 1);"
      "INSERT INTO step (task, name, before, after, made_on, reason, author) VALUES"
      " (1, 'pause', 'active', 'paused', '2026-11-20', '等资金', 'zhangsan'),"
      " (3, 'start', 'new', 'active', '2026-11-20', NULL, 'zhangsan');"
      "DELETE FROM task WHERE id = 3; DELETE FROM step WHERE id = 2");
  old = migrate_open(path, DB_READ, &fifth, &error);
  g_assert_no_error(error);
  g_autofree char *before = rows_of(old);
  char *words[G_N_ELEMENTS(MADE_ANEW)];
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    words[i] = words_of(old, MADE_ANEW[i]);
  g_clear_pointer(&old, db_close);

  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, migrations_newest(&ledger_migrations));
  g_autofree char *after = rows_of(db);
  g_assert_cmpstr(after, ==, before);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *now = words_of(db, MADE_ANEW[i]);
    g_assert_cmpstr(now, ==, words[i]);
    g_free(words[i]);
  }
  /* Such a list would be built for every row that is added. */
  g_assert_cmpint(number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND"
                             " name IN ('task', 'task_unit', 'step') AND sql GLOB '* IN (*'"),
                  ==, 0);
  g_assert_cmpint(number(db, "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%task_6%'"
                             " OR sql LIKE '%task_unit_6%' OR sql LIKE '%step_6%'"),
                  ==, 0);
  deed_one(db, "zhangsan", 0,
           "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
           " VALUES (1, 1, 9, 'task', '丁', 'new')");
  deed_one(db, "zhangsan", 0,
           "INSERT INTO step (task, name, before, after, made_on, author)"
           " VALUES (4, 'start', 'new', 'active', '2026-11-20', 'zhangsan')");
  g_assert_cmpint(number(db, "SELECT max(id) FROM task"), ==, 4);
  g_assert_cmpint(number(db, "SELECT max(id) FROM step"), ==, 3);
  check_text(
      db, "SELECT group_concat(name, ' ') FROM sqlite_sequence WHERE name LIKE '%\\_6' ESCAPE '\\'",
      NULL);
  check_text(db, "PRAGMA foreign_key_check", NULL);
  check_text(db, "PRAGMA integrity_check", "ok");
  deed_one(db, "zhangsan", 0, "DELETE FROM task WHERE id = 1"); /* and what refers to it goes too */
  g_assert_cmpint(number(db, "SELECT (SELECT count(*) FROM task_unit) + (SELECT count(*) FROM step "
                             "WHERE task < 4) + (SELECT count(*) FROM task WHERE id < 4)"),
                  ==, 0);
}

/* The words that those tables take, each and no other. */
static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  deed_one(fixture->db, "zhangsan", 1, "INSERT INTO task_unit VALUES (1, 1, 'lead', 1)");
  deed_one(fixture->db, "zhangsan", 1,
           "INSERT INTO step (task, name, before, after, made_on, author)"
           " VALUES (1, 'start', 'new', 'active', '2026-11-20', 'zhangsan')");
  check_words(fixture->path, "task", "kind",
              (const char *const[]){"task", "measure", "bonus", "deduction", NULL});
  check_words(fixture->path, "task", "state",
              (const char *const[]){"new", "assigned", "signed", "active", "done", "closed",
                                    "paused", "void", NULL});
  check_words(
      fixture->path, "task_unit", "role",
      (const char *const[]){"lead", "support", "responsible", "implement", "oversee", NULL});
  check_words(fixture->path, "step", "name",
              (const char *const[]){"assign", "sign", "start", "finish", "close", "return", "pause",
                                    "resume", "void", "reopen", NULL});
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/store/version-1/look", test_look);
  ADD("/store/version-1/rows", test_rows);
  ADD("/store/version-1/since", test_since);
  ADD("/store/version-1/steps", test_steps);
  ADD("/store/version-1/ids", test_ids);
  ADD("/store/version-1/cases", test_cases);
  ADD("/store/version-1/references", test_references);
  ADD("/store/version-1/history", test_history);
  ADD("/store/version-1/undo", test_undo);
  ADD("/store/version-3", test_third);
  ADD("/store/version-5", test_fifth);
  ADD("/store/words", test_words);
  return g_test_run();
}
