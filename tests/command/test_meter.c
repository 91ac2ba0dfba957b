/* The line that tells how far a command has come. */
#include <signal.h>
#include <string.h>

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

#define CTRL_C "\003"
#define CTRL_D "\004" /* ends the input; the terminal writes nothing for it */

static Pty *start(const char *what, int columns, const char *locale) {
  return pty_spawn((const char *const[]){g_getenv("METER_DEMO"), what, NULL}, NULL, 5, columns,
                   locale);
}

/* Everything that was written. */
static char *written(Pty *pty) {
  const GByteArray *output = pty_output(pty);
  return output->len > 0 ? g_strndup((const char *)output->data, output->len) : g_strdup("");
}

/* What is quick says nothing. */
static void test_quick(void) {
  g_autoptr(Pty) pty = start("quick", 80, "C.UTF-8");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_autofree char *all = written(pty);
  g_assert_cmpstr(all, ==, "done\r\n");
}

static void test_stopped(void) {
  g_autoptr(Pty) pty = start("work", 80, "C.UTF-8");
  pty_wait_row(pty, 0, "正在读取", 0);
  pty_wait_row(pty, 0, "/400000（", 0);
  pty_wait_row(pty, 0, "%）  按 Ctrl-C 取消", 0);
  pty_send(pty, CTRL_C);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 1);
  g_autofree char *row = pty_row_text(pty, 0);
  g_assert_cmpstr(row, ==, "taizhang: 已取消，没有改动任何内容");
}

/* The line is gone when the work is done, also where it was longer at times. */
static void test_done(void) {
  g_autoptr(Pty) pty = start("work", 80, "C.UTF-8");
  pty_wait_row(pty, 0, "正在读取", 0);
  pty_send(pty, CTRL_D);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_autofree char *screen = pty_screen(pty);
  g_assert_null(strstr(screen, "正在"));
  g_assert_null(strstr(screen, "Ctrl"));
  assert_has(screen, "done");
}

/* Work that does not ask any more is ended by the second Ctrl-C. */
static void test_second(void) {
  g_autoptr(Pty) pty = start("stuck", 80, "C.UTF-8");
  pty_wait_row(pty, 0, "正在读取", 0);
  pty_wait_quiet(pty, 400); /* it no longer tells */
  pty_send(pty, CTRL_C);
  pty_wait_row(pty, 0, "^C", 0);
  pty_send(pty, CTRL_C);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, -SIGINT);
}

/* It is written at most ten times a second, however long a second is here. */
static void test_seldom(void) {
  gint64 began = g_get_monotonic_time();
  g_autoptr(Pty) pty = start("work", 80, "C.UTF-8");
  pty_wait_row(pty, 0, "正在读取", 0);
  pty_wait_quiet(pty, 90);
  pty_send(pty, CTRL_C);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 1);
  gint64 tenths = (g_get_monotonic_time() - began) / (G_USEC_PER_SEC / 10);
  g_autofree char *all = written(pty);
  int times = 0;
  for (const char *p = strstr(all, "正在"); p != NULL; p = strstr(p + 1, "正在"))
    times++;
  g_assert_cmpint(times, >=, 1);
  g_assert_cmpint(times, <=, tenths + 1);
}

/* In a narrow terminal it stays one line; … is two columns wide in GB18030. */
static void test_narrow(void) {
  static const char *const locales[] = {"C.UTF-8", "zh_CN.GB18030"};
  for (gsize i = 0; i < G_N_ELEMENTS(locales); i++) {
    g_autoptr(Pty) pty = start("work", 12, locales[i]);
    pty_wait_row(pty, 0, "正在读取", 0);
    pty_wait_row(pty, 0, "…", 0);
    g_autofree char *below = pty_row_text(pty, 1);
    g_assert_cmpstr(below, ==, "");
    pty_send(pty, CTRL_D);
    g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
    g_autofree char *screen = pty_screen(pty);
    g_assert_null(strstr(screen, "正在"));
  }
}

/* Where standard error is no terminal, nothing is written there. */
static void test_redirected(void) {
  g_autofree char *line = g_strdup_printf("%s work 2>&1 >/dev/null | cat", g_getenv("METER_DEMO"));
  g_autoptr(Pty) pty =
      pty_spawn((const char *const[]){"/bin/sh", "-c", line, NULL}, NULL, 5, 80, "C.UTF-8");
  pty_wait_quiet(pty, 900);
  pty_send(pty, CTRL_D);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_autofree char *all = written(pty);
  g_assert_null(strstr(all, "正在"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/meter/quick", test_quick);
  g_test_add_func("/command/meter/stopped", test_stopped);
  g_test_add_func("/command/meter/done", test_done);
  g_test_add_func("/command/meter/second", test_second);
  g_test_add_func("/command/meter/seldom", test_seldom);
  g_test_add_func("/command/meter/narrow", test_narrow);
  g_test_add_func("/command/meter/redirected", test_redirected);
  return g_test_run();
}
