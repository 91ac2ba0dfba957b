/* sql: its views against what the lists show, what it refuses, its prompt. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

#define CTRL_C "\003"
#define CTRL_D "\004"
#define ENDLESS                                                                                    \
  "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"

static json_t *ask(Cli *cli, const char *sql) {
  g_autoptr(Run) run = cli_run(cli, "sql", sql, "--format", "json", NULL);
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpint(run->status, ==, 0);
  json_t *rows = json_loads(run->out, 0, NULL);
  g_assert_nonnull(rows);
  return rows;
}

static void refused(Cli *cli, const char *sql, const char *words) {
  g_autoptr(Run) run = cli_run(cli, "sql", sql, NULL);
  if (run->status != 1)
    g_error("%s: %d %s", sql, run->status, run->out);
  assert_has(run->err, words);
  g_assert_cmpstr(run->out, ==, "");
}

/* The fields of two objects are the same, or both null. */
static void assert_same(const json_t *listed, const char *key, const json_t *asked,
                        const char *column) {
  const json_t *left = json_object_get(listed, key), *right = json_object_get(asked, column);
  g_assert_nonnull(left);
  g_assert_nonnull(right);
  if (!json_equal(left, right)) {
    g_autofree char *a = json_dumps(left, JSON_ENCODE_ANY), *b = json_dumps(right, JSON_ENCODE_ANY);
    g_error("%" G_GINT64_FORMAT " %s: %s, in SQL %s", json_number_of(listed, "id"), column, a, b);
  }
}

/* Some of each kind: done late and in time, split, paused, in a year that is over. */
static Cli *new_mixed(void) {
  Cli *cli = cli_new_example();
  static const char *const DEEDS[] = {
      "done 4 --on 2026-11-20 --text 已印发",
      "progress 5 --text 正在修改 --percent 40",
      "step 6 暂停 --reason 等待",
      "split 1 --part 60:起草 --part 40:印发:厅办公室:2026年11月10日",
      "submit 28 --text 公示一件",
      "init --template ningxia-2020 --year 2025",
      "case add --title 信用修复 --month 11 --unit 厅法规处 --domain 道路运输",
      "case add --title 诚信宣传 --month 10 --topic 11",
  };
  for (guint i = 0; i < G_N_ELEMENTS(DEEDS); i++)
    g_free(cli_text(cli, DEEDS[i]));
  g_free(cli_text(cli, "freeze 2"));
  return cli;
}

static void test_tasks(void) {
  static const char *const SAME[][2] = {{"id", "id"},
                                        {"ledger", "ledger"},
                                        {"ledger_year", "ledger_year"},
                                        {"number", "number"},
                                        {"primary", "primary_indicator"},
                                        {"goal", "goal"},
                                        {"secondary", "secondary_indicator"},
                                        {"due", "due"},
                                        {"deadline", "deadline"},
                                        {"state", "state_code"},
                                        {"light", "light_code"},
                                        {"percent", "percent"},
                                        {"overdue_days", "overdue_days"}};
  g_autoptr(Cli) cli = new_mixed();
  json_t *listed = cli_json(cli, "list --all --format json");
  json_t *asked = ask(cli, "SELECT * FROM v_task");
  g_assert_cmpuint(json_array_size(listed), ==, json_array_size(asked));
  g_assert_cmpuint(json_array_size(asked), ==, 69 * 2 + 2);
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (gsize i = 0; i < json_array_size(asked); i++) {
    const json_t *row = json_array_get(asked, i);
    g_hash_table_insert(by_id, GINT_TO_POINTER(json_number_of(row, "id")), (gpointer)row);
  }
  for (gsize i = 0; i < json_array_size(listed); i++) {
    const json_t *task = json_array_get(listed, i);
    const json_t *row =
        g_hash_table_lookup(by_id, GINT_TO_POINTER((int)json_number_of(task, "id")));
    g_assert_nonnull(row);
    for (guint k = 0; k < G_N_ELEMENTS(SAME); k++)
      assert_same(task, SAME[k][0], row, SAME[k][1]);
    const json_t *last = json_object_get(task, "last_progress");
    if (json_is_object(last))
      assert_same(last, "text", row, "progress");
    const json_t *units = json_object_get(task, "units");
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize k = 0; k < json_array_size(units); k++)
      g_string_append_printf(names, "%s%s", k > 0 ? "、" : "",
                             json_text_of(json_array_get(units, k), "name"));
    g_assert_cmpstr(json_text_of(row, "units"), ==, names->str);
  }
  json_decref(listed);
  json_decref(asked);
}

/* A missed period is asked for by json_each, which opens its own way into SQLite. */
static void test_missed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *ids = cli_text(cli, "list --overdue --format ids --as-of 2026-12-05");
  g_autoptr(Run) run = cli_run(cli, "sql", "--as-of", "2026-12-05", "--format", "csv",
                               "SELECT count(*) FROM v_overdue WHERE missed_periods > 0", NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
  g_assert_cmpint(atoi(lines[1]), >, 0);
  g_auto(GStrv) listed = g_strsplit(ids, "\n", -1);
  g_assert_cmpint(atoi(lines[1]), <, (int)g_strv_length(listed));
}

static void test_overdue_and_cases(void) {
  static const char *const SAME[][2] = {{"id", "id"},
                                        {"title", "title"},
                                        {"unit", "unit"},
                                        {"domain", "domain"},
                                        {"stage", "stage_code"},
                                        {"filed_on", "filed_on"},
                                        {"adopted_on", "adopted_on"}};
  g_autoptr(Cli) cli = new_mixed();
  g_autofree char *ids = cli_text(cli, "list --overdue --format ids");
  g_autoptr(Run) late = cli_run(cli, "sql",
                                "SELECT group_concat(id, char(10)) AS x FROM "
                                "(SELECT id FROM v_overdue ORDER BY overdue_days DESC)",
                                "--format", "json", NULL);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(ids), "\n", -1);
  g_autofree char *flat = g_strjoinv("\\n", lines);
  assert_has(late->out, flat);
  json_t *listed = cli_json(cli, "cases --format json");
  json_t *asked = ask(cli, "SELECT * FROM v_case ORDER BY year, month, filed_on IS NULL, filed_on");
  g_assert_cmpuint(json_array_size(asked), ==, 2);
  g_assert_cmpuint(json_array_size(listed), ==, 2);
  for (gsize i = 0; i < 2; i++) {
    for (guint k = 0; k < G_N_ELEMENTS(SAME); k++)
      assert_same(json_array_get(listed, i), SAME[k][0], json_array_get(asked, i), SAME[k][1]);
  }
  json_decref(listed);
  json_decref(asked);
  json_t *words = ask(cli, "SELECT role_name('lead') AS r, weekday('2026-11-21') AS w, "
                           "is_workday('2026-11-21') AS d, today() AS t, state_name('x') AS n");
  const json_t *row = json_array_get(words, 0);
  g_assert_cmpstr(json_text_of(row, "r"), ==, "牵头");
  g_assert_cmpstr(json_text_of(row, "w"), ==, "周六");
  g_assert_cmpint(json_number_of(row, "d"), ==, 0);
  g_assert_cmpstr(json_text_of(row, "t"), ==, "2026-11-21");
  g_assert_null(json_text_of(row, "n"));
  json_decref(words);
}

static char *digest(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
}

/* Sorting takes memory, but not all that there is. */
static void test_memory(void) {
  g_autoptr(Cli) cli = cli_new_example();
  refused(cli,
          "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 10000)"
          " SELECT count(*) FROM (SELECT DISTINCT x, zeroblob(100000) FROM c)",
          "要用的内存太多");
}

static void test_reads_only(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = digest(cli->db);
  static const char *const WRITES[] = {
      "DELETE FROM task",
      "UPDATE task SET goal = 'x'",
      "INSERT INTO access (login, level) VALUES ('x', 'admin')",
      "DROP TABLE task",
      "CREATE TABLE x (a)",
      "CREATE TEMP TABLE x (a)",
      "DROP VIEW v_task",
      "ALTER TABLE task ADD COLUMN x",
      "ATTACH 'other.db' AS other",
      "VACUUM INTO 'copy.db'",
      "VACUUM",
      "REINDEX",
      "ANALYZE",
      "BEGIN IMMEDIATE",
      "BEGIN",
      "SAVEPOINT x",
      "PRAGMA query_only = OFF",
      "PRAGMA query_only(0)",
      "PRAGMA user_version = 99",
      "PRAGMA journal_mode = WAL",
      "PRAGMA writable_schema = ON",
      "PRAGMA wal_checkpoint",
      "PRAGMA optimize",
      "WITH x AS (SELECT 1) DELETE FROM task",
  };
  for (guint i = 0; i < G_N_ELEMENTS(WRITES); i++)
    refused(cli, WRITES[i], "只能查询，不能改动");
  refused(cli, "SELECT load_extension('x')", "load_extension");
  refused(cli, " ; DELETE FROM task", "只能查询");
  refused(cli, "SELEC 1", "这句 SQL 不对：near \"SELEC\"");
  refused(cli, "SELECT x FROM task", "no such column: x");
  refused(cli, "SELECT randomblob(100000000)", "加上 WHERE 或 LIMIT");
  refused(cli, ".nonsense", "没有“.nonsense”");
  refused(cli, ".views task", "没有“task”这个视图");
  refused(cli, ".schema 任务", "没有“任务”这张表");
  refused(cli, ".schema", ".schema 后面应是一张表");
  g_autofree char *after = digest(cli->db), *copy = g_build_filename(cli->home, "copy.db", NULL);
  g_assert_cmpstr(before, ==, after);
  g_assert_false(g_file_test(copy, G_FILE_TEST_EXISTS));
  /* What came before the mistake is there, and the rest is not done. */
  g_autoptr(Run) run = cli_run(cli, "sql", "SELECT 7 AS a; SELEC; SELECT 8", NULL);
  g_assert_cmpint(run->status, ==, 1);
  g_assert_cmpstr(run->out, ==, "a\n7\n共1行\n");
}

static void test_formats(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) table = cli_shell(
      cli, "printf 'SELECT 4 AS \"编号\", \"name\" AS n FROM unit WHERE id\\n < 3;\\n.format csv\\n"
           "SELECT \\047=1\\047 AS a, NULL, 2.5' | \"$T\" sql");
  g_assert_cmpstr(table->err, ==, "");
  assert_has(table->out, "编号  n\n   4  ");
  assert_has(table->out, "共2行\n\na,NULL,2.5\r\n'=1,,2.5\r\n");
  g_autoptr(Run) csv = cli_run(cli, "sql", "SELECT 1 AS a", "--format", "csv", NULL);
  assert_has(csv->out, "\xef\xbb\xbf"
                       "a\r\n1\r\n");
  json_t *rows = ask(cli, "SELECT 1 AS a, 2 AS a, NULL AS b");
  g_assert_cmpint(json_number_of(json_array_get(rows, 0), "a_2"), ==, 2);
  json_decref(rows);
  g_autoptr(Run) control = cli_run(cli, "sql", "SELECT char(27) || '[2J' AS x", NULL);
  g_assert_null(strchr(control->out, '\033'));
  g_autoptr(Run) views = cli_run(cli, "sql", ".views", NULL);
  assert_has(views->out, "v_overdue：逾期的任务");
  assert_has(views->out, "overdue_days");
  g_autoptr(Run) schema = cli_run(cli, "sql", ".schema task_tag", NULL);
  assert_has(schema->out, "CREATE TABLE task_tag");
  g_autoptr(Run) functions = cli_run(cli, "sql", ".functions", NULL);
  assert_has(functions->out, "is_workday(日期)");
}

/* Waits until lines are edited: a Ctrl-D typed earlier would be the terminal's, and lost. */
static void wait_for_editing(Pty *pty) {
  gint64 until = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
  while ((pty_settings(pty).c_lflag & ICANON) != 0) {
    g_assert_cmpint(g_get_monotonic_time(), <, until);
    pty_wait_quiet(pty, 5);
  }
}

/* A statement over two lines, a mistake, a long one stopped, and the end;
 * in GB18030 as in UTF-8. */
static void test_prompt(void) {
  static const char *const LOCALES[] = {"C.UTF-8", "zh_CN.GB18030"};
  for (gsize i = 0; i < G_N_ELEMENTS(LOCALES); i++) {
    g_autoptr(Cli) cli = cli_new_example();
    g_autofree char *db = g_strconcat("TAIZHANG_DB=", cli->db, NULL);
    const char *const environment[] = {db, "TAIZHANG_TODAY=2026-11-21", NULL};
    g_autoptr(Pty) pty = pty_spawn((const char *const[]){g_getenv("TAIZHANG"), "sql", NULL},
                                   environment, 24, 80, LOCALES[i]);
    pty_wait(pty, "台账>", 0);
    pty_type(pty, "SELECT '厅' || count(*) AS n\n");
    pty_wait(pty, "...>", 0);
    pty_type(pty, "FROM v_task;\n");
    pty_wait(pty, "厅69", 0);
    pty_type(pty, "SELEC;\n");
    pty_wait(pty, "SQL 不对", 0);
    pty_type(pty, ENDLESS ";\n");
    pty_wait(pty, "正在查询", 0);
    pty_send(pty, CTRL_C);
    pty_wait(pty, "查询已停止", 0);
    pty_type(pty, "SELECT 40 + 2;\n");
    pty_wait(pty, "42", 0);
    wait_for_editing(pty);
    pty_type(pty, i == 0 ? ".quit\n" : CTRL_D);
    g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/sql/tasks", test_tasks);
  g_test_add_func("/command/sql/missed", test_missed);
  g_test_add_func("/command/sql/overdue-and-cases", test_overdue_and_cases);
  g_test_add_func("/command/sql/memory", test_memory);
  g_test_add_func("/command/sql/reads-only", test_reads_only);
  g_test_add_func("/command/sql/formats", test_formats);
  g_test_add_func("/command/sql/prompt", test_prompt);
  return g_test_run();
}
