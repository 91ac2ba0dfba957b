/* No more memory at the nth request: the file is sound, what was acknowledged is there, the end is
 * told in words, and a screen leaves its terminal as it was and keeps the draft. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/long.h"
#include "tests/tui/screen/program.h"

#define WORDS "内存不足"

static gboolean skips(void) {
  gboolean has = g_getenv("NO_MEMORY") != NULL;
  if (!has)
    g_test_skip("the sanitizers have their own memory");
  return !has;
}

static int progress_count(Cli *cli) {
  g_autoptr(Run) run =
      cli_run(cli, "sql", "--format", "csv", "SELECT count(*) FROM progress", NULL);
  const char *line = strchr(run->out, '\n');
  g_assert_nonnull(line);
  return (int)g_ascii_strtoll(line + 1, NULL, 10);
}

static int requests_of(Cli *cli, const char *command) {
  g_autofree char *line =
      g_strdup_printf("LD_PRELOAD=$NO_MEMORY TAIZHANG_TEST_MALLOC_COUNT=count $T %s", command);
  g_autoptr(Run) run = cli_shell(cli, line);
  g_assert_cmpint(run->status, ==, 0);
  g_autofree char *path = g_build_filename(cli->home, "count", NULL);
  g_autofree char *count = NULL;
  g_assert_true(g_file_get_contents(path, &count, NULL, NULL));
  return (int)g_ascii_strtoll(count, NULL, 10);
}

/* Runs a command whose nth request fails. TRUE where it says it has done its work. */
static gboolean run_without(Cli *cli, const char *command, int n) {
  g_autofree char *line =
      g_strdup_printf("LD_PRELOAD=$NO_MEMORY TAIZHANG_TEST_MALLOC=%d exec $T %s", n, command);
  g_autoptr(Run) run = cli_shell(cli, line);
  if (run->status == 0)
    return TRUE;
  /* An end of its own with a message, or that of a program without memory, in words. */
  gboolean by_signal = run->status < 0;
  if (by_signal && (run->status == -SIGKILL || strstr(run->err, WORDS) == NULL))
    g_error("%s without the %dth: status %d\n%s", command, n, run->status, run->err);
  if (!by_signal && *run->err == '\0' && run->status != 127)
    g_error("%s without the %dth: status %d, and not a word", command, n, run->status);
  return FALSE;
}

/* Before main() the system's own libraries ask for memory, and end without a word of ours. Returns
 * how often, about. */
static int requests_before_main(Cli *cli) {
  for (int n = 10; n < 300; n += 10) {
    g_autofree char *line =
        g_strdup_printf("LD_PRELOAD=$NO_MEMORY TAIZHANG_TEST_MALLOC=%d exec $T list", n);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpint(run->status, !=, 0);
    if (strstr(run->err, WORDS) != NULL)
      return n;
  }
  g_error("no words at all");
}

static void test_commands(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  int requests = requests_of(cli, "progress 4 --text 先试"), saved = progress_count(cli);
  int first = requests_before_main(cli);
  int tries = long_count(1500, 40), acknowledged = 0, by_words = 0;
  for (int i = 0; i < tries; i++) {
    int n = first + (int)((gint64)i * (requests - first) / tries);
    gboolean done = run_without(cli, "progress 4 --text 没有内存", i % 2 == 0 ? n : -n);
    acknowledged += done;
    by_words += !done;
    int now = progress_count(cli);
    g_assert_cmpint(now, >=, saved + done);
    g_assert_cmpint(now, <=, saved + 1);
    saved = now;
  }
  g_free(cli_text(cli, "verify"));
  g_test_message("%d of %d requests failing, from the %dth on: %d saved, %d ended in words", tries,
                 requests, first, acknowledged, by_words);
  g_assert_cmpint(by_words, >, tries / 4);
}

/* As an administrator sets it. */
static void test_limit(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  for (int kilobytes = 12000; kilobytes <= 60000; kilobytes += long_count(500, 6000)) {
    int before = progress_count(cli);
    g_autofree char *line =
        g_strdup_printf("ulimit -v %d; exec $T progress 4 --text 少", kilobytes);
    g_autoptr(Run) run = cli_shell(cli, line);
    int after = progress_count(cli);
    g_assert_true(after == before + 1 || (run->status != 0 && after == before));
    g_assert_true(run->status == 0 || *run->err != '\0');
  }
  g_free(cli_text(cli, "verify"));
}

static void test_screen(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *now = g_build_filename(cli->home, "now", NULL);
  {
    cli_set(cli, "LD_PRELOAD", g_getenv("NO_MEMORY"));
    cli_set(cli, "TAIZHANG_TEST_MALLOC_FILE", now);
    g_autoptr(Pty) pty = program_start(cli);
    press(pty, "p", "记录进展  第4项");
    struct termios in_screen = pty_settings(pty);
    type_in(pty, "内存用完之前写的");
    pty_wait_quiet(pty, 2500); /* it has been put into a draft */
    g_assert_true(g_file_set_contents(now, "", 0, NULL));
    pty_send(pty, "x" CTRL_S);
    g_assert_cmpint(pty_wait_exit(pty, 0), <, 0);
    struct termios after = pty_settings(pty);
    g_assert_true((in_screen.c_lflag & ICANON) == 0 && (after.c_lflag & ICANON) != 0 &&
                  (after.c_lflag & ECHO) != 0);
    g_assert_false(pty_alternate(pty));
    g_assert_false(pty_mouse(pty));
    g_assert_true(pty_cursor(pty, NULL, NULL));
    g_assert_true(is_shown(pty, "taizhang: " WORDS));
    cli_set(cli, "LD_PRELOAD", NULL);
  }
  g_unlink(now);
  g_free(cli_text(cli, "verify"));
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：记录进展", 0);
  press(pty, ENTER, "内存用完之前写的");
  pty_send(pty, "\003");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/faults/memory/commands", test_commands);
  g_test_add_func("/faults/memory/limit", test_limit);
  g_test_add_func("/faults/memory/screen", test_screen);
  return g_test_run();
}
