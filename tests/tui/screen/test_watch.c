/* Work that takes a while, on the screens: told of, stopped, and what is typed meanwhile. */
#include <string.h>

#include "tests/tui/screen/program.h"

typedef struct {
  Cli *cli;
  char *end; /* the file that ends the work */
  Pty *pty;
} Fixture;

static void open_in(Fixture *fixture, const char *locale) {
  fixture->cli = cli_new_example();
  cli_set(fixture->cli, "LC_ALL", locale);
  fixture->end = g_build_filename(fixture->cli->home, "end", NULL);
  fixture->pty =
      pty_spawn((const char *const[]){g_getenv("WATCH_DEMO"), fixture->cli->db, fixture->end, NULL},
                (const char *const *)fixture->cli->environment, 24, 80, locale);
  pty_wait(fixture->pty, "24x80", 0);
  settle(fixture->pty);
}

static void set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  open_in(fixture, "C.UTF-8");
}

static void set_up_gb(Fixture *fixture, gconstpointer data) {
  (void)data;
  open_in(fixture, "zh_CN.GB18030");
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  pty_free(fixture->pty);
  g_free(fixture->end);
  cli_free(fixture->cli);
}

static void end_work(Fixture *fixture) {
  g_assert_true(g_file_set_contents(fixture->end, "", 0, NULL));
}

/* Begins work and waits until it is told of. */
static void begin(Fixture *fixture) {
  pty_send(fixture->pty, "o");
  pty_wait_row(fixture->pty, 23, "正在读取", 0);
  pty_wait_row(fixture->pty, 23, "/1000（", 0);
  pty_wait_row(fixture->pty, 23, "按 Esc 取消", 0);
}

static void test_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  end_work(fixture);
  pty_wait_row(fixture->pty, 23, "已完成", 0);
  press(fixture->pty, "j", "[down]");
  g_assert_false(is_shown(fixture->pty, "正在读取"));
  program_quit(fixture->pty);
}

static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  pty_send(fixture->pty, ESC);
  pty_wait_row(fixture->pty, 23, "已取消，没有改动任何内容", 0);
  settle(fixture->pty);
  g_assert_false(is_shown(fixture->pty, "[back]"));
  begin(fixture);
  click(fixture->pty, 23, 5);
  pty_wait_row(fixture->pty, 23, "已取消，没有改动任何内容", 0);
  program_quit(fixture->pty);
}

/* Nothing typed is lost, and all of it comes in order, be it before or after the work is told of;
 * a click on the screen is let go. */
static void test_typed(Fixture *fixture, gconstpointer data) {
  (void)data;
  pty_send(fixture->pty, "ojjk");
  pty_wait_row(fixture->pty, 23, "正在读取", 0);
  click(fixture->pty, 5, 5);
  pty_send(fixture->pty, "gj" UP "G");
  pty_wait_quiet(fixture->pty, 20);
  g_assert_false(is_shown(fixture->pty, "["));
  end_work(fixture);
  pty_wait(fixture->pty, "[down][down][up][first][down][up][last]", 0);
  settle(fixture->pty);
  program_quit(fixture->pty);
}

/* Keys typed before Esc come all the same. */
static void test_typed_then_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  pty_send(fixture->pty, "jk" ESC);
  pty_wait(fixture->pty, "[down][up]", 0);
  g_assert_false(is_shown(fixture->pty, "[back]"));
  program_quit(fixture->pty);
}

/* A paste is kept whole: here, it is refused whole. */
static void test_pasted(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  paste(fixture->pty, "甲\tjj\n乙\tkk\n");
  end_work(fixture);
  pty_wait_row(fixture->pty, 23, "这里不能粘贴", 0);
  g_assert_false(is_shown(fixture->pty, "["));
  program_quit(fixture->pty);
}

static void test_resized(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  pty_resize(fixture->pty, 30, 100);
  pty_wait(fixture->pty, "30x100", 0);
  pty_wait_row(fixture->pty, 29, "按 Esc 取消", 0);
  pty_send(fixture->pty, ESC);
  pty_wait_row(fixture->pty, 29, "已取消", 0);
  program_quit(fixture->pty);
}

static void test_hangup(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  pty_hangup(fixture->pty);
  g_assert_cmpint(pty_wait_exit(fixture->pty, 0), ==, 0);
}

static void test_asked_to_end(Fixture *fixture, gconstpointer data) {
  (void)data;
  begin(fixture);
  pty_signal(fixture->pty, 15);
  g_assert_cmpint(pty_wait_exit(fixture->pty, 0), ==, 0);
}

static void add(const char *path, void (*test)(Fixture *, gconstpointer)) {
  g_test_add(path, Fixture, NULL, set_up, test, tear_down);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("/screen/watch/done", test_done);
  add("/screen/watch/stopped", test_stopped);
  add("/screen/watch/typed", test_typed);
  add("/screen/watch/typed_then_stopped", test_typed_then_stopped);
  add("/screen/watch/pasted", test_pasted);
  add("/screen/watch/resized", test_resized);
  add("/screen/watch/hangup", test_hangup);
  add("/screen/watch/asked_to_end", test_asked_to_end);
  g_test_add("/screen/watch/gb18030", Fixture, NULL, set_up_gb, test_done, tear_down);
  return g_test_run();
}
