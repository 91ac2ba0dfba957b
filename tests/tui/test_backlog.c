/* When the terminal is asked, and what waits for its answer: with made-up times, in milliseconds.
 */
#include "tui/term/backlog.h"

#define MS 1000

static gint64 at(int ms) {
  return G_USEC_PER_SEC * 1000 + ms * (gint64)MS;
}

/* Frames of 400 bytes each 30 ms; when the terminal was asked, negative: never. */
static int send_burst(Backlog *backlog, int begin, int frames) {
  int asked = -1;
  for (int i = 0; i < frames; i++) {
    int now = begin + i * 30;
    if (backlog_note(backlog, 400, at(now)))
      asked = now;
  }
  return asked;
}

static void begin_answered(Backlog *backlog, int took) {
  backlog_begin(backlog, TRUE);
  int asked = send_burst(backlog, 0, 11);
  g_assert_cmpint(asked, ==, 300);
  backlog_answered(backlog, at(asked + took));
  g_assert_false(backlog_waits(backlog, at(asked + took), NULL));
}

/* Neither a hand that is slow, nor a terminal that cannot, is asked; who has not answered is asked
 * once, and not waited for. */
static void test_unasked(void) {
  Backlog backlog;
  backlog_begin(&backlog, TRUE);
  for (int i = 0; i < 30; i++)
    g_assert_false(backlog_note(&backlog, 1500, at(i * 1000)));
  g_assert_cmpint(backlog_expected(&backlog), ==, 0);
  backlog_begin(&backlog, FALSE);
  g_assert_cmpint(send_burst(&backlog, 0, 100), ==, -1);
  backlog_begin(&backlog, TRUE);
  g_assert_cmpint(send_burst(&backlog, 0, 100), ==, 300);
  g_assert_cmpint(backlog_expected(&backlog), ==, at(1300));
  g_assert_false(backlog_waits(&backlog, at(3000), NULL));
  backlog_answered(&backlog, at(9000)); /* late, but it does */
  g_assert_true(backlog.answers);
  g_assert_cmpint(backlog_expected(&backlog), ==, 0);
}

/* Who has answered is asked after half a kilobyte, and the next frame waits, but not for ever. */
static void test_waiting(void) {
  Backlog backlog;
  gint64 until = 0;
  begin_answered(&backlog, 600);
  g_assert_false(backlog_note(&backlog, 400, at(2000)));
  g_assert_false(backlog_waits(&backlog, at(2000), NULL));
  g_assert_true(backlog_note(&backlog, 400, at(2030)));
  g_assert_true(backlog_waits(&backlog, at(2030), &until));
  g_assert_cmpint(until, ==, at(12030));
  g_assert_cmpint(backlog_expected(&backlog), ==, at(5030));
  g_assert_false(backlog_waits(&backlog, until, NULL));
  g_assert_false(backlog_note(&backlog, 4000, until)); /* nor is it asked again … */
  backlog_answered(&backlog, at(20000));               /* … until it speaks */
  g_assert_false(backlog_waits(&backlog, at(20000), NULL));
  backlog_answered(&backlog, at(20001)); /* nobody asked */
  g_assert_true(backlog_note(&backlog, 800, at(21000)));
}

/* The bytes that may be on their way when one frame after the other is sent as soon as it may, on a
 * line with that delay and so many bytes a second. */
static gsize most_on_way(int delay, int speed) {
  Backlog backlog;
  int now = 2000, answer = -1, free = now;
  gsize most = 0;
  begin_answered(&backlog, delay);
  for (; now < 60000; now += 10) {
    if (answer >= 0 && now >= answer) {
      backlog_answered(&backlog, at(now));
      answer = -1;
    }
    if (backlog_waits(&backlog, at(now), NULL))
      continue;
    free = MAX(free, now) + 400 * 1000 / speed;
    if (backlog_note(&backlog, 400, at(now)))
      answer = free + delay;
    if (now > 10000)
      most = MAX(most, (gsize)(free - now) * (gsize)speed / 1000);
  }
  return most;
}

/* A slow line never has much before it; a quick one that is far is kept busy. */
static void test_window(void) {
  g_assert_cmpuint(most_on_way(600, 960), <=, 2000);
  g_assert_cmpuint(most_on_way(100, 960), <=, 2000);
  Backlog backlog;
  begin_answered(&backlog, 600);
  for (int i = 0, now = 2000; i < 6; i++, now += 600) {
    for (int sent = 0; !backlog_waits(&backlog, at(now), NULL) && sent < 100; sent++)
      backlog_note(&backlog, 400, at(now));
    backlog_answered(&backlog, at(now + 600));
  }
  g_assert_cmpuint(backlog.window, ==, 16 * 1024);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/backlog/unasked", test_unasked);
  g_test_add_func("/backlog/waiting", test_waiting);
  g_test_add_func("/backlog/window", test_window);
  return g_test_run();
}
