/* Help, and what is said to wrong usage. */
#include <string.h>

#include "tests/command/cli.h"

static const char *const COMMANDS[] = {
    "list",      "show",   "topics",         "remind", "due",   "log",    "progress", "done",
    "templates", "undo",   "init",           "verify", "step",  "extend", "split",    "policy",
    "nudge",     "notice", "check-template", "score",  "units", "unit"};

/* Words of GLib's own help and errors. */
static void assert_chinese(const char *text) {
  static const char *const ENGLISH[] = {"Usage",  "Help Options", "Application", "Show help",
                                        "OPTION", "Unknown",      "Missing"};
  for (gsize i = 0; i < G_N_ELEMENTS(ENGLISH); i++)
    g_assert_null(strstr(text, ENGLISH[i]));
}

static void test_help(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *help = cli_text(cli, "--help");
  assert_chinese(help);
  g_autofree char *word = cli_text(cli, "help");
  g_assert_cmpstr(help, ==, word);
  for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
    g_autofree char *row = g_strdup_printf("\n  %s ", COMMANDS[i]);
    assert_has(help, row);
    g_autofree char *after = g_strdup_printf("%s --help", COMMANDS[i]);
    g_autofree char *before = g_strdup_printf("help %s", COMMANDS[i]);
    g_autofree char *own = cli_text(cli, after);
    g_autofree char *asked = cli_text(cli, before);
    g_autofree char *usage = g_strdup_printf("用法：taizhang %s [选项]", COMMANDS[i]);
    g_assert_true(g_str_has_prefix(own, usage));
    g_assert_cmpstr(own, ==, asked);
    assert_has(own, "--as-of");
    assert_chinese(own);
  }
}

static void test_help_options(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *list = cli_text(cli, "list -h");
  static const char *const OPTIONS[] = {"--ledger", "--overdue", "--unit",   "--state",
                                        "--light",  "--query",   "--format", "--db"};
  for (gsize i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
    assert_has(list, OPTIONS[i]);
  g_autofree char *undo = cli_text(cli, "undo --help");
  g_assert_null(strstr(undo, "--format"));
}

static void test_version(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "--version");
  g_assert_true(g_regex_match_simple("^taizhang（台账）\\d+\\.\\d+\\.\\d+\n$", text, 0, 0));
}

static void test_unknown(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "lst", 2, "是不是 list？");
  cli_refused(cli, "xyzzyplugh", 2, "没有“xyzzyplugh”这条命令，全部命令见");
  cli_refused(cli, "help lst", 2, "是不是 list？");
  cli_refused(cli, "list --unti x", 2, "是不是 --unit？用法见 taizhang list --help");
  cli_refused(cli, "-x", 2, "没有 -x 这个选项");
  cli_refused(cli, "--overdue list", 2, "写在命令之后");
  cli_refused(cli, "list -hx", 2, "选项写得不对");
}

static void test_arguments(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "show", 2, "缺少编号");
  cli_refused(cli, "progress --text 好", 2, "缺少编号");
  cli_refused(cli, "show 1 2", 2, "多了一个参数“2”");
  cli_refused(cli, "list 4", 2, "多了一个参数“4”");
  cli_refused(cli, "list -- --overdue", 2, "多了一个参数“--overdue”");
  cli_refused(cli, "help list show", 2, "show");
  cli_refused(cli, "list --unit", 2, "--unit 后面缺少单位");
  cli_refused(cli, "--db", 2, "--db 后面缺少文件");
  cli_refused(cli, "list --overdue=no", 2, "--overdue 不带值");
  cli_refused(cli, "progress 4", 2, "--text");
}

static void test_values(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "show x", 2, "“x”不是任务编号");
  cli_refused(cli, "show 0", 2, "“0”不是任务编号");
  cli_refused(cli, "show 99999999999999999999", 2, "不是任务编号");
  cli_refused(cli, "list --state 完", 2, "未启动、已交办");
  cli_refused(cli, "list --light 紫", 2, "红、黄、绿（或蓝）、灰");
  cli_refused(cli, "list --overdue --light 绿", 2, "--light 绿");
  cli_refused(cli, "list --format xml", 2, "table、json、csv 或 ids");
  cli_refused(cli, "--format xml list", 2, "table、json、csv 或 ids");
  cli_refused(cli, "undo --format json", 2, "--format");
  cli_refused(cli, "--format json undo", 2, "undo");
  cli_refused(cli, "topics --month 13", 2, "1 到 12");
  cli_refused(cli, "init --year 26", 2, "1900 到 2100");
  cli_refused(cli, "remind --days -1", 2, "--days");
  cli_refused(cli, "log --limit many", 2, "--limit");
  cli_refused(cli, "progress 4 --text 好 --percent 101", 2, "0 到 100");
  cli_refused(cli, "progress 4 --text 好 --percent 4.5", 2, "0 到 100");
  cli_refused(cli, "progress 4 --text 好 --on 2026-02-29", 2, "2026-02-29");
}

static void test_today(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "remind --as-of 2026-13-01", 2, "--as-of 的值“2026-13-01”不是日期");
  cli_refused(cli, "--as-of tomorrow remind", 2, "“tomorrow”");
  cli_set(cli, "TAIZHANG_TODAY", "21.11.2026");
  cli_refused(cli, "remind", 2, "TAIZHANG_TODAY");
  cli_refused(cli, "init", 2, "TAIZHANG_TODAY");
}

static void test_no_file(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "list", 1, "taizhang init");
  cli_refused(cli, "remind", 1, cli->db);
  cli_refused(cli, "", 1, cli->db);
  cli_refused(cli, "undo", 1, cli->db);
  cli_refused(cli, "--db /etc/passwd list", 1, "/etc/passwd");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/usage/help", test_help);
  g_test_add_func("/command/usage/help-options", test_help_options);
  g_test_add_func("/command/usage/version", test_version);
  g_test_add_func("/command/usage/unknown", test_unknown);
  g_test_add_func("/command/usage/arguments", test_arguments);
  g_test_add_func("/command/usage/values", test_values);
  g_test_add_func("/command/usage/today", test_today);
  g_test_add_func("/command/usage/no-file", test_no_file);
  return g_test_run();
}
