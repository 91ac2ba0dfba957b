/* Encodings, terminals, pipes, full disks, and text that means harm. */
#include <string.h>

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

static char *gb(const char *text) {
  g_autoptr(GError) error = NULL;
  char *bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, NULL, &error);
  g_assert_no_error(error);
  return bytes;
}

static char *from_gb(const char *bytes) {
  g_autoptr(GError) error = NULL;
  char *text = g_convert(bytes, -1, "UTF-8", "GB18030", NULL, NULL, &error);
  g_assert_no_error(error);
  return text;
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "LC_ALL", "zh_CN.GB18030");
  g_autofree char *unit = gb("厅法规处");
  g_autoptr(Run) json = cli_run(cli, "list", "--unit", unit, "--format", "json", NULL);
  g_assert_cmpint(json->status, ==, 0);
  json_t *list = json_loads(json->out, 0, NULL); /* UTF-8 here too */
  g_assert_cmpuint(json_array_size(list), ==, 36);
  json_decref(list);
  g_autoptr(Run) csv = cli_run(cli, "list", "--unit", unit, "--format", "csv", NULL);
  assert_has(csv->out, "厅法规处");
  g_autoptr(Run) table = cli_run(cli, "list", "--unit", unit, NULL);
  g_autofree char *text = from_gb(table->out);
  assert_has(text, "共36项：红1");
  g_autofree char *said = gb("已印发，见附件㐀");
  g_autoptr(Run) progress = cli_run(cli, "progress", "4", "--text", said, NULL);
  g_assert_cmpint(progress->status, ==, 0);
  g_autofree char *wrong = gb("法规处");
  g_autoptr(Run) refused = cli_run(cli, "list", "--unit", wrong, NULL);
  g_assert_cmpint(refused->status, ==, 1);
  g_autofree char *why = from_gb(refused->err);
  assert_has(why, "相近的有：厅法规处");
  cli_set(cli, "LC_ALL", "C.UTF-8");
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(json_object_get(task, "last_progress"), "text"), ==,
                  "已印发，见附件㐀");
  json_decref(task);
}

static void test_locales(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *utf8 = cli_text(cli, "remind");
  cli_set(cli, "LC_ALL", "C");
  g_autofree char *plain = cli_text(cli, "remind");
  g_assert_cmpstr(plain, ==, utf8);
  cli_set(cli, "LC_ALL", "en_US.ISO-8859-1");
  cli_refused(cli, "remind", 1, "Chinese");
}

static void test_bad_encoding(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "list --query \xff\xfe", 2, "第 3 个参数不是 UTF-8");
}

static void test_full_disk(void) {
  g_autoptr(Cli) cli = cli_new_example();
  static const char *const LINES[] = {"\"$T\" list >/dev/full",
                                      "\"$T\" list --format json >/dev/full",
                                      "\"$T\" --help >/dev/full", "\"$T\" remind >/dev/full"};
  for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
    g_autoptr(Run) run = cli_shell(cli, LINES[i]);
    g_assert_cmpint(run->status, ==, 1);
    assert_has(run->err, "taizhang: 结果没有写完：磁盘已满");
    g_assert_null(strstr(run->err, "已经保存"));
  }
  g_autoptr(Run) saved = cli_shell(cli, "\"$T\" done 4 >/dev/full");
  g_assert_cmpint(saved->status, ==, 1);
  assert_has(saved->err, "改动已经保存");
  cli_refused(cli, "done 4", 1, "已经办结");
}

static void test_pipe(void) {
  g_autoptr(Cli) cli = cli_new_example();
  /* Also where the reader's end is no signal but an error. */
  static const char *const LINES[] = {
      "\"$T\" list --format json | head -c 1",
      "(trap '' PIPE; \"$T\" list --format json; echo $? >status) | true; cat status"};
  g_autoptr(Run) signal = cli_shell(cli, LINES[0]);
  g_assert_cmpstr(signal->out, ==, "[");
  g_assert_cmpstr(signal->err, ==, "");
  g_autoptr(Run) error = cli_shell(cli, LINES[1]);
  g_assert_cmpstr(error->err, ==, "");
  g_assert_cmpstr(error->out, ==, "0\n");
}

/* ---- harm ------------------------------------------------------------------------------- */

#define PLACE "ABCDEFGHIJKL"
#define HARM                                                                                       \
  "\033[31m\xe2\x80\xae\xc2\x9b"                                                                   \
  "2J"

/* Puts controls into the file behind the program's back, which takes none itself. */
static void spoil(const char *path) {
  G_STATIC_ASSERT(sizeof PLACE == sizeof HARM);
  g_autofree char *bytes = NULL;
  gsize size;
  guint places = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  for (gsize i = 0; i + strlen(PLACE) <= size; i++) {
    if (memcmp(bytes + i, PLACE, strlen(PLACE)) == 0) {
      memcpy(bytes + i, HARM, strlen(HARM));
      places++;
    }
  }
  g_assert_cmpuint(places, >=, 2); /* the task and the journal */
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static void test_controls(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = g_build_filename(cli->home, "sent.yaml", NULL);
  g_assert_true(g_file_set_contents(path,
                                    "kind: ledger\nname: sent\ntitle: 别处来的\nyear: 2026\n"
                                    "units:\n  - {name: 某处, kind: office}\n"
                                    "indicators:\n  - title: 一、某项\n    tasks:\n"
                                    "      - {number: 1, goal: '=1+1,\"引\"" PLACE "',"
                                    " units: [某处], deadline: 2026年12月}\n",
                                    -1, NULL));
  g_autoptr(Run) made = cli_run(cli, "init", "--template", path, NULL);
  g_assert_cmpstr(made->err, ==, "");
  spoil(cli->db);
  static const char *const SHOWING[] = {"list --ledger sent",
                                        "list --ledger sent --format csv",
                                        "list --ledger sent --format json",
                                        "show 70",
                                        "log 70",
                                        "log 70 --format json",
                                        "remind --days 60 --unit 某处"};
  for (gsize i = 0; i < G_N_ELEMENTS(SHOWING); i++) {
    g_autofree char *text = cli_text(cli, SHOWING[i]);
    g_assert_null(strchr(text, '\033'));
    g_assert_null(strstr(text, "\xc2\x9b"));
    g_assert_null(strstr(text, "\xe2\x80\xae"));
    assert_has(text, "=1+1");
  }
  g_autofree char *csv = cli_text(cli, "list --ledger sent --format csv");
  assert_has(csv, ",\"'=1+1,\"\"引\"\"");
  json_t *list = cli_json(cli, "list --ledger sent --format json"); /* the same as the file */
  g_assert_cmpstr(json_text_of(json_array_get(list, 0), "goal"), ==, "=1+1,\"引\"" HARM);
  json_decref(list);
}

/* A template that is not sound is refused by line, and changes nothing. */
static void test_bad_template(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *path = g_build_filename(cli->home, "bad.yaml", NULL);
  g_autofree char *arguments = g_strdup_printf("init --template %s", path);
  cli_refused(cli, arguments, 1, "bad.yaml");
  g_assert_true(g_file_set_contents(path, "kind: ledger\nname: [\n", -1, NULL));
  cli_refused(cli, arguments, 1, "bad.yaml 第");
  g_assert_true(g_file_set_contents(path, "kind: ledger\nname: bad\ncolour: red\n", -1, NULL));
  cli_refused(cli, arguments, 1, "colour");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
}

static void test_formulas(void) {
  g_autoptr(Cli) cli = cli_new_example();
  static const char *const TEXTS[] = {"=1+1", "+1", "-1", "@sum", "'=1", "''-1"};
  for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(Run) run = cli_run(cli, "progress", "4", "--text", TEXTS[i], NULL);
    g_assert_cmpint(run->status, ==, 0);
    g_autofree char *csv = cli_text(cli, "show 4 --format csv");
    g_autofree char *cell = g_strdup_printf(",'%s,", TEXTS[i]);
    assert_has(csv, cell);
  }
  g_autoptr(Run) run = cli_run(cli, "progress", "4", "--text", "两行\n有\"引号\"", NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_autofree char *csv = cli_text(cli, "show 4 --format csv");
  assert_has(csv, ",\"两行\n有\"\"引号\"\"\",");
}

/* ---- terminal --------------------------------------------------------------------------- */

static Pty *on_terminal(Cli *cli, const char *line, int columns, const char *locale) {
  g_autofree char *home = g_strconcat("HOME=", cli->home, NULL);
  g_autofree char *db = g_strconcat("TAIZHANG_DB=", cli->db, NULL);
  const char *environment[] = {home, db, "TAIZHANG_TODAY=2026-11-21", NULL};
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  return pty_spawn(argv, environment, 24, columns, locale);
}

static void check_terminal(const char *locale) {
  g_autoptr(Cli) cli = cli_new_example();
  /* Were a line longer than the screen, the rows would not follow each other. */
  g_autoptr(Pty) pty = on_terminal(cli, "\"$TAIZHANG\" list --overdue; read x", 80, locale);
  pty_wait_row(pty, 3, "共2项：红2", 0);
  pty_wait_row(pty, 1, "…", 0);
  pty_wait_row(pty, 2, "54", 0);
}

static void test_terminal(void) {
  check_terminal("C.UTF-8");
}

static void test_terminal_gb18030(void) {
  check_terminal("zh_CN.GB18030");
}

/* Columns are settled by the first rows, and the numbers of the last are whole all the same. */
static void test_long(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(GString) rows = g_string_new("序号,目标任务,状态,完成时限\n");
  for (int i = 1; i < 300; i++)
    g_string_append_printf(rows, "%d,任务甲,暂停,\n", i);
  g_string_append(rows, "12345,任务甲,办理中,2023年1月\n");

  g_autofree char *path = g_build_filename(cli->home, "long.csv", NULL);
  g_assert_true(g_file_set_contents(path, rows->str, -1, NULL));
  g_autofree char *import = g_strdup_printf("import %s --as-ledger 长 --year 2026", path);
  g_autofree char *done = cli_text(cli, import);
  assert_has(done, "新增300项");
  g_autoptr(Pty) pty = on_terminal(cli, "\"$TAIZHANG\" list --ledger 长; read x", 80, "C.UTF-8");
  pty_wait_row(pty, 22, "共300项", 0);
  pty_wait_row(pty, 21, " 369  12345  ! 红  1390天  办理中  2023年1…", 0);
}

static void test_narrow_remind(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = on_terminal(cli, "\"$TAIZHANG\" remind; read x", 60, "C.UTF-8");
  pty_wait_row(pty, 1, "! 逾期205天 第4项", 0);
  pty_wait_row(pty, 2, "! 逾期21天", 0);
  pty_wait_row(pty, 3, "2026-11 报送案例 0/3", 0);
  pty_wait_row(pty, 4, "第28项", 0);
  pty_wait_row(pty, 6, "本月主题", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/output/gb18030", test_gb18030);
  g_test_add_func("/command/output/locales", test_locales);
  g_test_add_func("/command/output/bad-encoding", test_bad_encoding);
  g_test_add_func("/command/output/full-disk", test_full_disk);
  g_test_add_func("/command/output/pipe", test_pipe);
  g_test_add_func("/command/output/controls", test_controls);
  g_test_add_func("/command/output/bad-template", test_bad_template);
  g_test_add_func("/command/output/formulas", test_formulas);
  g_test_add_func("/command/output/terminal", test_terminal);
  g_test_add_func("/command/output/terminal-gb18030", test_terminal_gb18030);
  g_test_add_func("/command/output/long", test_long);
  g_test_add_func("/command/output/narrow-remind", test_narrow_remind);
  return g_test_run();
}
