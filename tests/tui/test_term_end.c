/* How a program with a screen begins and ends: what it refuses, and what it leaves behind. */
#include "tests/tui/harness.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_LOCALE = 3, EXIT_TERMINAL = 4, EXIT_HANGUP = 7 };

static Pty *start(const char *mode, const char *const *environment, const char *locale) {
  return pty_spawn((const char *const[]){g_getenv("TERM_DEMO"), mode, NULL}, environment, 24, 80,
                   locale);
}

static Pty *start_shell(const char *script, const char *locale) {
  return pty_spawn((const char *const[]){"/bin/sh", "-c", script, NULL}, NULL, 24, 80, locale);
}

static void check_settings(Pty *pty, const struct termios *before) {
  struct termios after = pty_settings(pty);
  g_assert_cmpuint(after.c_iflag, ==, before->c_iflag);
  g_assert_cmpuint(after.c_oflag, ==, before->c_oflag);
  g_assert_cmpuint(after.c_cflag, ==, before->c_cflag);
  g_assert_cmpuint(after.c_lflag, ==, before->c_lflag);
  g_assert_cmpmem(after.c_cc, sizeof after.c_cc, before->c_cc, sizeof before->c_cc);
}

static gboolean has_written(Pty *pty, const char *bytes) {
  const GByteArray *output = pty_output(pty);
  return memmem(output->data, output->len, bytes, strlen(bytes)) != NULL;
}

static void check_given_back(Pty *pty, const struct termios *before) {
  check_settings(pty, before);
  g_assert_false(pty_alternate(pty));
  g_assert_false(pty_mouse(pty));
  g_assert_true(pty_cursor(pty, NULL, NULL));
  g_assert_true(has_written(pty, "\033[?2004h"));
  g_assert_true(has_written(pty, "\033[?2004l"));
}

/* ---- ending ----------------------------------------------------------------------------- */

static void test_quit(void) {
  g_autoptr(Pty) pty =
      start_shell("stty intr ^X; echo ready; read x; exec \"$TERM_DEMO\" list", NULL);
  pty_wait(pty, "ready", 0);
  struct termios before = pty_settings(pty);
  pty_send(pty, "\r");
  pty_wait(pty, "1/200", 0);
  g_assert_true(pty_alternate(pty));
  g_assert_true(pty_mouse(pty));
  g_assert_false(pty_cursor(pty, NULL, NULL));
  struct termios during = pty_settings(pty);
  g_assert_cmpuint(during.c_lflag & (ICANON | ECHO | ISIG), ==, 0);
  g_assert_cmpuint(during.c_iflag & (IXON | ICRNL), ==, 0);
  pty_send(pty, "q");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  check_given_back(pty, &before);
}

static void check_signal(int signal) {
  g_autoptr(Pty) pty = start_shell("echo ready; read x; exec \"$TERM_DEMO\" list", NULL);
  pty_wait(pty, "ready", 0);
  struct termios before = pty_settings(pty);
  pty_send(pty, "\r");
  pty_wait(pty, "1/200", 0);
  pty_signal(pty, signal);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, EXIT_HANGUP);
  check_given_back(pty, &before);
}

static void test_signals(void) {
  check_signal(SIGTERM);
  check_signal(SIGHUP);
  check_signal(SIGINT);
}

/* The line drops: the program is told, and ends. */
static void test_hangup(void) {
  g_autoptr(Pty) pty = start("list", NULL, "C.UTF-8");
  pty_wait(pty, "1/200", 0);
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, EXIT_HANGUP);
}

/* The same where SIGHUP is ignored, as under nohup: the end of input says it. */
static void test_hangup_without_signal(void) {
  g_autoptr(Pty) pty = start_shell("trap '' HUP; exec \"$TERM_DEMO\" list", "C.UTF-8");
  pty_wait(pty, "1/200", 0);
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, EXIT_HANGUP);
}

/* Nobody reads what it writes, so that it hangs in write(): it ends all the same. */
static void test_unread(void) {
  g_autoptr(Pty) pty = start("flood", NULL, "C.UTF-8");
  pty_wait(pty, "政策法规处", 0);
  struct termios during = pty_settings(pty);
  g_usleep(300000);
  pty_signal(pty, SIGTERM);
  g_assert_cmpint(pty_wait_exit_unread(pty, 0), ==, EXIT_HANGUP);
  struct termios after = pty_settings(pty);
  g_assert_cmpuint(during.c_lflag & ICANON, ==, 0);
  g_assert_cmpuint(after.c_lflag & ICANON, ==, ICANON);
}

/* Nobody reads what it writes: keys are taken all the same. */
static void test_unread_keys(void) {
  g_autoptr(Pty) pty = start("flood", NULL, "C.UTF-8");
  pty_wait(pty, "政策法规处", 0);
  g_usleep(300000);
  pty_send(pty, "x");
  g_assert_cmpint(pty_wait_exit_unread(pty, 0), ==, 0);
}

static void test_unread_hangup(void) {
  g_autoptr(Pty) pty = start("flood", NULL, "C.UTF-8");
  pty_wait(pty, "政策法规处", 0);
  g_usleep(300000);
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, EXIT_HANGUP);
}

/* ---- suspending ------------------------------------------------------------------------- */

/* Whenever the number pad was put into application mode, it was taken out again at once. */
static void check_pad(Pty *pty) {
  g_autofree char *output = g_strndup((const char *)pty_output(pty)->data, pty_output(pty)->len);
  g_auto(GStrv) pieces = g_strsplit(output, "\033=", -1);
  g_assert_cmpuint(g_strv_length(pieces), >, 1);
  for (int i = 1; pieces[i] != NULL; i++)
    g_assert_true(g_str_has_prefix(pieces[i], "\033>"));
}

/* A shell with job control: Ctrl-Z gives the terminal back as it was, fg takes it again. */
static void test_suspend(void) {
  g_autoptr(Pty) pty =
      start_shell("set -m; echo ready; read x; \"$TERM_DEMO\" events; echo stopped;"
                  "read x; fg >/dev/null; echo status $?",
                  "C.UTF-8");
  pty_wait(pty, "ready", 0);
  struct termios before = pty_settings(pty);
  pty_send(pty, "\r");
  pty_wait(pty, "events: 0", 0);
  pty_send(pty, "j");
  pty_wait(pty, "key j", 0);
  pty_send(pty, "\x1a");
  pty_wait(pty, "stopped", 0);
  check_given_back(pty, &before);
  pty_resize(pty, 20, 70);
  pty_send(pty, "\r");
  pty_wait_row(pty, 1, "key C-z", 0);
  pty_wait_row(pty, 0, "key j", 0);
  pty_wait_row(pty, 2, "resize 70x20", 0);
  pty_wait_row(pty, 19, "events: 3", 0);
  g_assert_true(pty_alternate(pty));
  g_assert_true(pty_mouse(pty));
  check_pad(pty);
  /* Ctrl-S and Ctrl-Q are keys again, and stop nothing. */
  g_assert_cmpuint(pty_settings(pty).c_iflag & (IXON | IXOFF), ==, 0);
  pty_send(pty, "\x13");
  pty_wait_row(pty, 3, "key C-s", 0);
  pty_send(pty, "\x11");
  pty_wait(pty, "status 0", 0);
  check_settings(pty, &before);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* ---- locale ----------------------------------------------------------------------------- */

static void check_refused(Pty *pty, const char *chinese, const char *english) {
  pty_wait(pty, chinese, 0);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, EXIT_LOCALE);
  /* The message is longer than a row. */
  g_autoptr(GString) joined = g_string_new(NULL);
  for (int row = 0; row < 6; row++) {
    g_autofree char *text = pty_row_text(pty, row);
    g_string_append(joined, text);
  }
  g_assert_nonnull(strstr(joined->str, english));
  g_assert_false(pty_alternate(pty));
}

static void test_locale_refused(void) {
  g_autoptr(Pty) latin = start("draw", NULL, "en_US.ISO-8859-1");
  check_refused(latin, "当前语言环境（ISO-8859-1）无法显示中文", "export LC_ALL=C.UTF-8");
  g_autoptr(Pty) missing = start("draw", NULL, "zh_TW.BIG5");
  check_refused(missing, "系统没有安装语言环境 zh_TW.BIG5", "export LC_ALL=C.UTF-8");
}

static void check_chinese(const char *const *environment, const char *locale) {
  g_autoptr(Pty) pty = start("draw", environment, locale);
  pty_wait_row(pty, 0, "台账：红黄绿灯", 0);
  pty_send(pty, "\x11");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* A fresh machine, and a locale that is not installed but plainly UTF-8. */
static void test_locale_helped(void) {
  check_chinese(NULL, NULL);
  check_chinese(NULL, "C");
  check_chinese(NULL, "POSIX");
  check_chinese(NULL, "zh_CN.UTF-8");
  check_chinese(NULL, "zh_CN.utf8");
  check_chinese((const char *const[]){"LANG=zh_CN.UTF-8", "LC_TIME=xx_XX", NULL}, NULL);
}

/* ---- terminal --------------------------------------------------------------------------- */

static void test_terminal_helped(void) {
  check_chinese((const char *const[]){"TERM", NULL}, "C.UTF-8");
  check_chinese((const char *const[]){"TERM=", NULL}, "C.UTF-8");
  check_chinese((const char *const[]){"TERM=xterm-of-tomorrow", NULL}, "C.UTF-8");
  check_chinese((const char *const[]){"TERM=screen", NULL}, "C.UTF-8");
  check_chinese((const char *const[]){"TERM=linux", NULL}, "C.UTF-8");
}

static void test_terminal_refused(void) {
  g_autoptr(Pty) dumb = start("draw", (const char *const[]){"TERM=dumb", NULL}, "C.UTF-8");
  pty_wait(dumb, "export TERM=xterm-256color", 0);
  g_assert_cmpint(pty_wait_exit(dumb, 0), ==, EXIT_TERMINAL);
  g_autoptr(Pty) input = start_shell("\"$TERM_DEMO\" draw </dev/null; echo status $?", "C.UTF-8");
  pty_wait(input, "不是终端", 0);
  pty_wait(input, "status 4", 0);
  g_autoptr(Pty) output = start_shell("\"$TERM_DEMO\" draw >/dev/null; echo status $?", "C.UTF-8");
  pty_wait(output, "不是终端", 0);
  pty_wait(output, "status 4", 0);
}

/* A terminal without mouse and marks gets no codes for them. */
static void test_plain_terminal(void) {
  g_autoptr(Pty) pty = start("list", (const char *const[]){"TERM=vt100", NULL}, "C.UTF-8");
  pty_wait(pty, "1/200", 0);
  pty_send(pty, "\033[Bjq");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_assert_false(has_written(pty, "\033[?2004"));
  g_assert_false(has_written(pty, "\033[?1000"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/term/end/quit", test_quit);
  g_test_add_func("/term/end/signals", test_signals);
  g_test_add_func("/term/end/hangup", test_hangup);
  g_test_add_func("/term/end/hangup-without-signal", test_hangup_without_signal);
  g_test_add_func("/term/end/unread", test_unread);
  g_test_add_func("/term/end/unread-keys", test_unread_keys);
  g_test_add_func("/term/end/unread-hangup", test_unread_hangup);
  g_test_add_func("/term/suspend", test_suspend);
  g_test_add_func("/term/locale/refused", test_locale_refused);
  g_test_add_func("/term/locale/helped", test_locale_helped);
  g_test_add_func("/term/terminal/helped", test_terminal_helped);
  g_test_add_func("/term/terminal/refused", test_terminal_refused);
  g_test_add_func("/term/terminal/plain", test_plain_terminal);
  return g_test_run();
}
