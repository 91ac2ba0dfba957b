/* Keys nobody would type, the same ones each time: the program stands them, and ends in order. */
#include <string.h>

#include "tests/tui/screen/program.h"

#define KEYS 220

/* All keys but Ctrl-Z and q, which stop and end it. */
static const char LETTERS[] =
    "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789 .,;:/?'\"<>[]{}+-=!@#$%^&*()_|~`";

static const char *const SEQUENCES[] = {
    ENTER,  ENTER,     ENTER,     ESC,    TAB,      TAB,    SHIFT_TAB, UP,     DOWN,
    DOWN,   RIGHT,     LEFT,      HOME,   END,      F10,    CTRL_O,    CTRL_S, CTRL_U,
    CTRL_W, "\033[5~", "\033[6~", "\177", "\033OP", "\004", "\005",    "\022", "\033[3~"};

static const char *const TEXTS[] = {"责任:fgc", "2026-12-01", "灯:红", "每月5日",
                                    "yq",       "已部署",     "：",    "50%",
                                    "交通局",   "一二三四五", "？",    "序号:1..9"};

static const struct {
  int rows, columns;
} SIZES[] = {{24, 80}, {50, 200}, {24, 80}, {5, 20}, {1, 1}, {30, 100}, {18, 60}};

#define PICK(random, from) ((from)[g_rand_int_range((random), 0, G_N_ELEMENTS(from))])

static void click_somewhere(Pty *pty, GRand *random) {
  static const int buttons[] = {0, 0, 0, 64, 65, 2};
  int row = g_rand_int_range(random, 1, 26), column = g_rand_int_range(random, 1, 84);
  int button = PICK(random, buttons);
  g_autofree char *bytes = g_strdup_printf("\033[<%d;%d;%dM", button, column, row);
  pty_send(pty, bytes);
  if (button < 64) {
    bytes[strlen(bytes) - 1] = 'm';
    pty_send(pty, bytes);
  }
}

static void do_anything(Pty *pty, GRand *random) {
  int what = g_rand_int_range(random, 0, 100);
  if (what < 50) {
    const char letter[] = {LETTERS[g_rand_int_range(random, 0, sizeof LETTERS - 1)], '\0'};
    pty_send(pty, letter);
  } else if (what < 85) {
    pty_send(pty, PICK(random, SEQUENCES));
  } else if (what < 90) {
    pty_type(pty, PICK(random, TEXTS));
  } else if (what < 95) {
    click_somewhere(pty, random);
  } else if (what < 98) {
    paste(pty, "第一行\n第二行\tq\n\n第四行");
  } else {
    int size = g_rand_int_range(random, 0, G_N_ELEMENTS(SIZES));
    pty_resize(pty, SIZES[size].rows, SIZES[size].columns);
  }
}

/* Some come one after the other, some all at once. */
static void do_much(Cli *cli, guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  cli_set(cli, "VISUAL", "true"); /* an editor that comes back at once */
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "今日", 0);
  for (int i = 0; i < KEYS && pty_alternate(pty); i++) { /* a click may have ended it */
    do_anything(pty, random);
    if (g_rand_int_range(random, 0, 3) > 0)
      pty_wait_quiet(pty, 2);
  }
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

static void test_example(void) {
  for (guint32 seed = 1; seed <= 3; seed++) {
    g_autoptr(Cli) cli = cli_new_example();
    do_much(cli, seed);
  }
}

static void test_nothing(void) {
  g_autoptr(Cli) cli = cli_new();
  do_much(cli, 4);
  do_much(cli, 5); /* on what the first left */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/random/example", test_example);
  g_test_add_func("/screen/random/nothing", test_nothing);
  return g_test_run();
}
