/* What the screens look like: themes, lines and signs, and words about the terminal. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/tui/screen/program.h"

static char *config_path(Cli *cli, const char *name) {
  g_autofree char *config = g_build_filename(cli->home, "config", NULL);
  cli_set(cli, "XDG_CONFIG_HOME", config);
  char *path = g_build_filename(config, "taizhang", name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  return path;
}

/* A home for a program that is not started by program_open(), whatever terminal the tests run in.
 */
static Cli *new_in_xterm(void) {
  Cli *cli = cli_new_example();
  cli_set(cli, "TERM", "xterm-256color");
  cli_set(cli, "COLORTERM", NULL);
  cli_set(cli, "NO_COLOR", NULL);
  return cli;
}

static void put(Cli *cli, const char *name, const char *text) {
  g_autofree char *path = config_path(cli, name);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* How the screen that one is on stands in the bar. */
static int tab_background(Pty *pty) {
  settle(pty);
  return pty_cell(pty, 0, 1).background;
}

/* Each theme is put on while one is on it; Esc goes back, Enter keeps it in the settings. */
static void test_window(void) {
  g_autoptr(Cli) cli = cli_new_example();
  put(cli, "settings.yaml", "# 我的\nlead_days: 5\n");
  put(cli, "themes/坏.yaml", "title: 坏\nroles:\n  red: rod\n");
  g_autofree char *path = config_path(cli, "settings.yaml");
  g_autoptr(Pty) pty = program_start(cli);
  g_assert_cmpint(tab_background(pty), ==, 24);
  press(pty, "T", "配色：上下移动就换上看");
  pty_send(pty, DOWN);
  g_assert_cmpint(tab_background(pty), ==, 25); /* light */
  pty_send(pty, DOWN);
  g_assert_cmpint(tab_background(pty), ==, 226); /* contrast */
  press_gone(pty, ESC, "配色：上下");
  g_assert_cmpint(tab_background(pty), ==, 24);
  g_autofree char *untouched = NULL;
  g_assert_true(g_file_get_contents(path, &untouched, NULL, NULL));
  g_assert_cmpstr(untouched, ==, "# 我的\nlead_days: 5\n");

  press(pty, "T", "配色：上下移动就换上看");
  type_in(pty, "坏");
  pty_wait(pty, "第 3 行第 8 列", 0);
  press_gone(pty, ENTER, "配色：上下");
  pty_wait(pty, "red：不认识的颜色", 0);
  g_assert_cmpint(tab_background(pty), ==, 24);

  press(pty, "T", "配色：上下移动就换上看");
  type_in(pty, "浅色");
  press(pty, ENTER, "配色换成“浅色”，已记入设置");
  g_assert_cmpint(tab_background(pty), ==, 25);
  g_autofree char *kept = NULL;
  g_assert_true(g_file_get_contents(path, &kept, NULL, NULL));
  g_assert_cmpstr(kept, ==, "# 我的\nlead_days: 5\ntheme: light\n");
  program_quit(pty);
  g_autoptr(Pty) again = program_start(cli);
  g_assert_cmpint(tab_background(again), ==, 25);
  program_quit(again);
}

/* A theme that is wrong: the one the program came with, and where the mistake is. */
static void test_bad_theme(void) {
  g_autoptr(Cli) cli = cli_new_example();
  put(cli, "settings.yaml", "theme: 坏\n");
  put(cli, "themes/坏.yaml", "title: 坏\nroles:\n  red: rod\n");
  g_autoptr(Pty) pty = program_open(cli, 24, 200, "C.UTF-8");
  pty_wait(pty, "配色改用“深色”", 0);
  pty_wait(pty, "第 3 行第 8 列", 0);
  g_assert_cmpint(tab_background(pty), ==, 24);
  pty_send(pty, "q");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

static void check_ascii(Cli *cli, const char *arguments, gboolean ascii) {
  g_autofree char *line = g_strdup_printf("exec \"$TAIZHANG\" %s", arguments);
  g_autoptr(Pty) pty = pty_spawn((const char *const[]){"/bin/sh", "-c", line, NULL},
                                 (const char *const *)cli->environment, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "m", "各组"); /* in the footer of the menu */
  g_autofree char *screen = pty_screen(pty);
  g_assert_cmpint(strstr(screen, "┌─") != NULL, ==, !ascii);
  g_assert_cmpint(strstr(screen, "+-") != NULL, ==, ascii);
  if (ascii)
    for (const char *at = screen; *at != '\0'; at = g_utf8_next_char(at)) {
      gunichar c = g_utf8_get_char(at);
      g_assert_true(c < 0x80 || c >= 0x3000);
    }
  pty_send(pty, ESC);
  pty_wait_gone(pty, "各组", 0);
  program_quit(pty);
}

static void test_ascii(void) {
  g_autoptr(Cli) cli = new_in_xterm();
  put(cli, "settings.yaml", "# 没有改动\n");
  check_ascii(cli, "", FALSE);
  check_ascii(cli, "--ascii", TRUE);
  put(cli, "settings.yaml", "ascii: on\n");
  check_ascii(cli, "", TRUE);
}

/* The person is told of a terminal that the system does not know, until the next key. */
static void test_unknown_terminal(void) {
  g_autoptr(Cli) cli = new_in_xterm();
  cli_set(cli, "TERM", "xterm-of-tomorrow");
  g_autoptr(Pty) pty = pty_spawn((const char *const[]){g_getenv("TAIZHANG"), NULL},
                                 (const char *const *)cli->environment, 24, 80, "C.UTF-8");
  pty_wait(pty, "系统不认识终端类型 TERM=xterm-of-tomorrow", 0);
  pty_send(pty, "j");
  pty_wait_gone(pty, "系统不认识终端类型", 0);
  program_quit(pty);
}

/* Without colours each light is a sign and a word, in its cell or beside the screen's title. */
static void test_lights(void) {
  g_autoptr(Cli) cli = new_in_xterm();
  g_free(cli_text(cli, "done 54"));
  cli_set(cli, "NO_COLOR", "1");
  g_autoptr(Pty) pty = pty_spawn((const char *const[]){g_getenv("TAIZHANG"), NULL},
                                 (const char *const *)cli->environment, 24, 80, "C.UTF-8");
  static const struct {
    const char *key;
    const char *lights[3];
  } cases[] = {
      {"1", {"!红 逾期205天", "~黄 还有", "!红1 ~黄1 +绿"}},
      {"2", {"+绿", "!红", "灯"}},
      {"3", {"逾期 1 项", "!205天", "!红 第4项"}},
      {"5", {"!红 ~黄 +绿 -灰", "0/1+", "全年合计"}},
      {"6", {"!红 ~黄 +绿 -灰", "!1", "+1"}},
      {"7", {"今天办结", "+绿", "第54项"}},
  };
  pty_wait(pty, "本月主题", 0);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    pty_send(pty, cases[i].key);
    for (gsize k = 0; k < G_N_ELEMENTS(cases[i].lights); k++)
      pty_wait(pty, cases[i].lights[k], 0);
    settle(pty);
    for (int row = 0; row < 24; row++)
      for (int column = 0; column < 80; column++) {
        PtyCell cell = pty_cell(pty, row, column);
        g_assert_true(cell.foreground == -1 && cell.background == -1);
      }
  }
  program_quit(pty);
}

/* Ctrl-Z leaves the terminal as the shell had it, and fg takes it again; Ctrl-S and Ctrl-Q are keys
 * before and after, and stop nothing. */
static void test_suspend(void) {
  g_autoptr(Cli) cli = new_in_xterm();
  g_autoptr(Pty) pty = pty_spawn(
      (const char *const[]){"/bin/sh", "-c",
                            "set -m; echo ready; read x; \"$TAIZHANG\"; echo stopped; read x; "
                            "fg >/dev/null; echo status $?",
                            NULL},
      (const char *const *)cli->environment, 24, 80, "C.UTF-8");
  pty_wait(pty, "ready", 0);
  struct termios before = pty_settings(pty);
  pty_send(pty, "\r");
  pty_wait(pty, "本月主题", 0);
  g_assert_cmpuint(pty_settings(pty).c_iflag & IXON, ==, 0);
  pty_send(pty, "\x13\x11");
  press(pty, "2", "1/101");
  pty_send(pty, "\x1a");
  pty_wait(pty, "stopped", 0);
  g_assert_false(pty_alternate(pty));
  g_assert_false(pty_mouse(pty));
  struct termios stopped = pty_settings(pty);
  g_assert_cmpmem(&stopped, sizeof stopped, &before, sizeof before);
  pty_send(pty, "\r");
  pty_wait(pty, "1/101", 0);
  g_assert_true(pty_alternate(pty));
  g_assert_cmpuint(pty_settings(pty).c_iflag & IXON, ==, 0);
  pty_send(pty, "\x13\x11");
  press(pty, "1", "本月主题");
  pty_send(pty, "q");
  pty_wait(pty, "status 0", 0);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  struct termios after = pty_settings(pty);
  g_assert_cmpmem(&after, sizeof after, &before, sizeof before);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/looks/window", test_window);
  g_test_add_func("/screen/looks/bad-theme", test_bad_theme);
  g_test_add_func("/screen/looks/ascii", test_ascii);
  g_test_add_func("/screen/looks/unknown-terminal", test_unknown_terminal);
  g_test_add_func("/screen/looks/lights", test_lights);
  g_test_add_func("/screen/looks/suspend", test_suspend);
  return g_test_run();
}
