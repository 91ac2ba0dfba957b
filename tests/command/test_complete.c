/* Completion of words in shells: what the program offers, and what bash and zsh make of it. */
#include <string.h>

#include "tests/command/cli.h"

/* What is offered, a line each, is words with tabs before what they are. */
static char *offered(Cli *cli, const char *words) {
  g_autofree char *line = g_strdup_printf("\"$T\" __complete %s", words);
  g_autoptr(Run) run = cli_shell(cli, line);
  g_assert_cmpint(run->status, ==, 0);
  g_assert_cmpstr(run->err, ==, "");
  return g_strdup(run->out);
}

/* Words alone, with a blank after each. */
static char *words_of(Cli *cli, const char *words) {
  g_autofree char *text = offered(cli, words);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GString) all = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_string_append_printf(all, "%.*s ", (int)strcspn(lines[i], "\t"), lines[i]);
  return g_string_free(g_steal_pointer(&all), FALSE);
}

static void test_offers(void) {
  g_autoptr(Cli) cli = cli_new_example();
  static const struct {
    const char *words, *offers;
  } rows[] = {
      {"l", "list ledgers log "},
      {"he", "help "},
      {"help pro", "progress "},
      {"--db x do", "done "},
      {"--", "--format --db --as-of --help --ascii --restricted --version "},
      {"list --s", "--state "},
      {"list --state 已", "已交办 已签收 已办结 已销号 "},
      {"list --state = 暂", "暂停 "},
      {"list --state=暂", "暂停 "},
      {"list --light ''", "红 黄 绿 灰 "},
      {"list --format ''", "table json csv ids "},
      {"export --format x", "xlsx "},
      {"list --unit 厅财", "厅财审处 "},
      {"list --unit csc", "厅财审处 "},
      {"init --template xinzhou-2023-", "xinzhou-2023-topics "},
      {"done 6", "6 60 61 62 63 64 65 66 67 68 69 "},
      {"done 4 69", "69 "},
      {"show 4 ''", ""},
      {"step 4 退", "退回 "},
      {"step 4 签", "签收 "},
      {"ledgers ''", "1 "},
      {"user --level ''", "只读 经办 督办 管理员 "},
      {"user 其", "其他人 "},
      {"import ''", ":files "},
      {"sendout --dir ''", ":folders "},
      {"list --query ''", ""},
      {"list -- --s", ""},
      {"nonsense ''", ""},
      {"__c", ""},
      {"list --overdue=x", ""},
      {"", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *words = words_of(cli, rows[i].words);
    if (g_strcmp0(words, rows[i].offers) != 0)
      g_error("%s: %s, wanted %s", rows[i].words, words, rows[i].offers);
  }
  g_autofree char *task = offered(cli, "show 69");
  assert_has(task, "69\t未启动 ");
  g_autofree char *commands = words_of(cli, "''");
  assert_has(commands, "list ");
  g_assert_null(strstr(commands, "__"));
  g_autofree char *elsewhere = g_strconcat("--db=", cli->db, " show 69", NULL);
  cli_set(cli, "TAIZHANG_DB", "/nonexistent/a.db");
  g_autofree char *given = offered(cli, elsewhere), *lost = offered(cli, "show 69");
  g_assert_cmpstr(given, ==, task);
  g_assert_cmpstr(lost, ==, "");
  cli_set(cli, "TAIZHANG_DB", NULL);
  g_autofree char *control = offered(cli, "$'list\\033' --unit ''");
  g_assert_cmpstr(control, ==, "");
}

/* Nothing is said, and nothing changed, where there is no ledger, or one that would be changed by
 * being opened. */
static void test_silent(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *none = offered(cli, "show ''"),
                  *other = offered(cli, "--db /etc/passwd show ''");
  g_assert_cmpstr(none, ==, "");
  g_assert_cmpstr(other, ==, "");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
}

static char *completion(const char *name) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/completions", name, NULL);
}

/* What bash has in COMPREPLY for a line of words, as after Tab Tab or (type 9) Tab. */
static void test_bash(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *bash = g_find_program_in_path("bash");
  if (bash == NULL) {
    g_test_skip("no bash");
    return;
  }
  g_autofree char *file = completion("taizhang.bash");
  cli_set(cli, "SCRIPT", file);
  static const struct {
    const char *words, *type, *reply;
  } rows[] = {
      {"do", "9", "done|"},
      {"list --unit 厅财", "9", "厅财审处|"},
      {"list --unit = 厅财", "9", "厅财审处|"},
      {"list --unit =", "37", "厅法规处|"},
      {"step 4 签", "63", "签收|"},
      {"show 69", "9", "69|"},
      {"list --unit tcsc", "9", "厅财审处|"},
      {"ledgers \"\"", "9", "1|"},
      {"init --template ning", "63", "ningxia-2020|"},
      {"list --state 已", "63", "已交办  -- assigned|已签收  -- signed|"},
      {"list --state 已", "37", "已交办|已签收|已办结|已销号|"},
      {"import /dev/nul", "9", "/dev/null|"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *line = g_strdup_printf(
        "bash --norc -c 'source \"$SCRIPT\"; COMP_TYPE=%s; COMP_WORDS=(\"$T\" %s); "
        "COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _taizhang; printf \"%%s|\" \"${COMPREPLY[@]}\"'",
        rows[i].type, rows[i].words);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpstr(run->err, ==, "");
    if (!g_str_has_prefix(run->out, rows[i].reply))
      g_error("%s: %s, wanted %s", rows[i].words, run->out, rows[i].reply);
  }
}

/* A name that the shell would take for something else is quoted, alone or among others: what they
 * begin with is put into the line. */
static void test_hostile(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *bash = g_find_program_in_path("bash");
  if (bash == NULL) {
    g_test_skip("no bash");
    return;
  }
  g_autofree char *file = completion("taizhang.bash");
  cli_set(cli, "SCRIPT", file);
  static const char *const NAMES[] = {"'$(touch x)甲'", "'$(touch x)乙'", "'~丙!;'"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *line = g_strdup_printf("\"$T\" unit --add %s", NAMES[i]);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpstr(run->err, ==, "");
  }
  static const struct {
    const char *typed, *type, *reply;
  } rows[] = {
      {"'$('", "63", "\\$\\(touch\\ x\\)甲  -- "},
      {"'$('", "37", "\\$\\(touch\\ x\\)甲|\\$\\(touch\\ x\\)乙|"},
      {"'~'", "9", "\\~丙\\!\\;|"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *line = g_strdup_printf(
        "bash --norc -c 'source \"$SCRIPT\"; COMP_TYPE=%s; COMP_WORDS=(\"$T\" list --unit \"$0\"); "
        "COMP_CWORD=3; _taizhang; printf \"%%s|\" \"${COMPREPLY[@]}\"' %s",
        rows[i].type, rows[i].typed);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpstr(run->err, ==, "");
    if (!g_str_has_prefix(run->out, rows[i].reply))
      g_error("%s: %s, wanted %s", rows[i].typed, run->out, rows[i].reply);
  }
}

/* zsh reads its file, and its own parser finds nothing wrong with it. */
static void test_zsh(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *zsh = g_find_program_in_path("zsh");
  if (zsh == NULL) {
    g_test_skip("no zsh");
    return;
  }
  g_autofree char *file = completion("_taizhang");
  cli_set(cli, "SCRIPT", file);
  g_autoptr(Run) run = cli_shell(
      cli, "zsh -f -c 'words=(\"$T\" list --unit 厅财); CURRENT=4; PREFIX=厅财\n"
           "compset() { true }; _files() { print files }\n"
           "_call_program() { shift; eval \"$*\" }\n"
           "_describe() { print -r -- \"${(P@)3}\" }\n"
           "source \"$SCRIPT\"; words=(\"$T\" import \"\"); CURRENT=3; PREFIX=; _taizhang'");
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpstr(run->out, ==, "厅财审处:内设处室\nfiles\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/complete/offers", test_offers);
  g_test_add_func("/command/complete/silent", test_silent);
  g_test_add_func("/command/complete/bash", test_bash);
  g_test_add_func("/command/complete/hostile", test_hostile);
  g_test_add_func("/command/complete/zsh", test_zsh);
  return g_test_run();
}
