/* theme: the list, putting one on, and what is said of those that cannot be read. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

static char *in_config(const Cli *cli, const char *name) {
  return g_build_filename(cli->home, "config", "taizhang", name, NULL);
}

static void put(const Cli *cli, const char *name, const char *text) {
  g_autofree char *path = in_config(cli, name);
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static Cli *start(void) {
  Cli *cli = cli_new();
  g_autofree char *config = g_build_filename(cli->home, "config", NULL);
  cli_set(cli, "XDG_CONFIG_HOME", config);
  cli_set(cli, "NO_COLOR", NULL);
  return cli;
}

/* Without a ledger file. */
static void test_list(void) {
  g_autoptr(Cli) cli = start();
  put(cli, "themes/我的.yaml", "title: 我的配色\nroles: {}\n");
  put(cli, "themes/坏.yaml", "title: 坏\nroles:\n  red: rod\n");
  g_autofree char *text = cli_text(cli, "theme");
  assert_has(text, "dark         深色      自带    现用");
  assert_has(text, "我的         我的配色  自己的");
  assert_has(text, "有错：文件 ");
  assert_has(text, "第 3 行第 8 列：角色 red：不认识的颜色");
  json_t *list = cli_json(cli, "theme --format json");
  g_assert_cmpuint(json_array_size(list), ==, 8);
  const json_t *bad = json_array_get(list, 6);
  g_assert_cmpstr(json_text_of(bad, "name"), ==, "坏");
  assert_has(json_text_of(bad, "problem"), "角色 red");
  g_assert_true(json_is_true(json_object_get(bad, "own")));
  json_decref(list);
  g_autofree char *csv = cli_text(cli, "theme --format csv");
  assert_has(csv, "名字,配色,来源,状态\r\ndark,深色,自带,现用\r\n");
}

static void test_keep(void) {
  g_autoptr(Cli) cli = start();
  put(cli, "settings.yaml", "# 我的设置\ntheme: dark # 旧的\nlead_days: 5\n");
  put(cli, "themes/坏.yaml", "title: 坏\nroles:\n  red: rod\n");
  g_autofree char *said = cli_text(cli, "theme light");
  assert_has(said, "配色换成“浅色”（light），已记入 ");
  g_autofree char *path = in_config(cli, "settings.yaml");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "# 我的设置\ntheme: light # 旧的\nlead_days: 5\n");
  cli_refused(cli, "theme lihgt", 1, "没有配色“lihgt”，是不是 light？");
  cli_refused(cli, "theme 坏", 1, "第 3 行第 8 列：角色 red：不认识的颜色");
  cli_refused(cli, "theme light dark", 2, "dark");
  g_autofree char *after = NULL;
  g_assert_true(g_file_get_contents(path, &after, NULL, NULL));
  g_assert_cmpstr(text, ==, after);
}

static PtyCell sample_cell(Cli *cli, const char *role, const char *theme) {
  g_autoptr(Pty) pty =
      pty_spawn((const char *const[]){g_getenv("TAIZHANG"), "theme", "--sample", theme, NULL},
                (const char *const *)cli->environment, 40, 80, "C.UTF-8");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  for (int row = 0; row < 39; row++) {
    g_autofree char *text = pty_row_text(pty, row);
    if (g_str_has_prefix(text, role))
      return pty_cell(pty, row, 16);
  }
  g_error("no %s", role);
}

/* In the terminal's colours; in words alone where it goes to a file. */
static void test_sample(void) {
  g_autoptr(Cli) cli = start();
  cli_refused(cli, "theme --sample --format json", 2, "--format 只用于列出配色");
  cli_refused(cli, "theme light --format csv", 2, "--format 只用于列出配色");
  g_autofree char *text = cli_text(cli, "theme --sample mono");
  assert_has(text, "单色（mono）\ntext            一般文字\n");
  assert_has(text, "red             红灯 ! 逾期12天\n");
  g_assert_null(strchr(text, '\033'));
  cli_set(cli, "TERM", "xterm-256color");
  cli_set(cli, "COLORTERM", "truecolor");
  PtyCell red = sample_cell(cli, "red", "colourblind");
  g_assert_cmpint(red.foreground, ==, PTY_RGB + 0xff7f2a);
  g_assert_true(red.bold);
  cli_set(cli, "COLORTERM", "");
  g_assert_cmpint(sample_cell(cli, "amber", "dark").foreground, ==, 214);
  cli_set(cli, "TERM", "xterm");
  g_assert_cmpint(sample_cell(cli, "amber", "dark").foreground, ==, 3);
  cli_set(cli, "NO_COLOR", "1");
  PtyCell plain = sample_cell(cli, "tab-current", "dark");
  g_assert_cmpint(plain.background, ==, -1);
  g_assert_true(plain.reverse);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/theme/list", test_list);
  g_test_add_func("/command/theme/keep", test_keep);
  g_test_add_func("/command/theme/sample", test_sample);
  return g_test_run();
}
