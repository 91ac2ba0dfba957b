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

/* Every command has one line of at most 80 columns, below a group. */
static void test_help_lines(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *help = cli_text(cli, "--help");
  static const char *const GROUPS[] = {"日常", "督办与通报", "周期",      "典型案例",
                                       "测评", "进出",       "台账与维护"};
  const char *from = help;
  for (gsize i = 0; i < G_N_ELEMENTS(GROUPS); i++) {
    g_autofree char *head = g_strdup_printf("\n\n%s\n  ", GROUPS[i]);
    from = strstr(from, head);
    g_assert_nonnull(from);
  }
  const char *commands = strstr(help, "\n\n日常\n"), *end = strstr(help, "\n\n选项\n");
  g_autofree char *part = g_strndup(commands, (gsize)(end - commands));
  g_auto(GStrv) lines = g_strsplit(part, "\n", -1);
  guint count = 0;
  for (gsize i = 0; lines[i] != NULL; i++) {
    int columns = 0;
    for (const char *p = lines[i]; *p != '\0'; p = g_utf8_next_char(p))
      columns += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
    g_assert_cmpint(columns, <=, 80);
    if (g_str_has_prefix(lines[i], "  ")) {
      g_assert_true(g_ascii_islower(lines[i][2])); /* no second line */
      count++;
    }
  }
  g_assert_cmpuint(count, >=, 40);
  g_assert_null(strstr(help, "__complete"));
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
  cli_refused(cli, "extend --decide 2 --reject", 2,
              "没有 --reject 这个选项，有 --until、--reason、--decide、--approve、--refuse、");
  cli_refused(cli, "score --xyzzy", 2, "没有 --xyzzy 这个选项。用法见"); /* it has too many */
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
  cli_refused(cli, "show 4 --at 1月5日", 2, "--at 的值“1月5日”不是日期"); /* of which year? */
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

/* Days are read as 完成时限 are, as long as they have their year. */
static void test_days(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 已部署 --on 2026-3-5"));
  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "2026-03-05");
  g_autofree char *then = cli_text(cli, "show 4 --at 2026-11-2");
  g_autofree char *same_day = cli_text(cli, "show 4 --at 2026-11-02");
  g_assert_cmpstr(then, ==, same_day);
  g_autofree char *today = cli_text(cli, "remind --as-of 2027/1/5");
  g_autofree char *same = cli_text(cli, "remind --as-of 2027-01-05");
  g_assert_cmpstr(today, ==, same);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/usage/help", test_help);
  g_test_add_func("/command/usage/help-lines", test_help_lines);
  g_test_add_func("/command/usage/help-options", test_help_options);
  g_test_add_func("/command/usage/version", test_version);
  g_test_add_func("/command/usage/unknown", test_unknown);
  g_test_add_func("/command/usage/arguments", test_arguments);
  g_test_add_func("/command/usage/values", test_values);
  g_test_add_func("/command/usage/today", test_today);
  g_test_add_func("/command/usage/no-file", test_no_file);
  g_test_add_func("/command/usage/days", test_days);
  return g_test_run();
}
