/* meter_demo.c: work that a test ends, shown by the meter of commands.
 *
 * meter_demo quick    three rows and done
 * meter_demo work     rows without end, until Ctrl-C or the end of the input
 * meter_demo stuck    the same, no longer asking whether it is to go on after a second; says "once"
 *                     when the first Ctrl-C has come
 */
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tui/command/meter.h"
#include "tui/command/output.h"

#define ROWS 400000

static gboolean ended(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&input, 1, 0) > 0;
}

/* Says, once, that the first Ctrl-C has come: from then on, the next one is the system's. */
static void tell_interrupted(gboolean *told) {
  struct sigaction now;
  if (*told || sigaction(SIGINT, NULL, &now) != 0 || now.sa_handler != SIG_DFL)
    return;
  puts("once");
  fflush(stdout);
  *told = TRUE;
}

static gboolean work(const Watch *watch, gboolean stuck, GError **error) {
  gint64 until = g_get_monotonic_time() + G_USEC_PER_SEC;
  gboolean told = FALSE;
  for (gint64 row = 0; !ended(); row = (row + 1) % ROWS) {
    if (row % 100 == 0)
      g_usleep(1000); /* or it would take a processor from other tests for nothing */
    if (stuck && g_get_monotonic_time() > until) {
      tell_interrupted(&told);
      g_usleep(1000);
    } else if (!watch_goes_on(watch, "正在读取", row, ROWS, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean quick(const Watch *watch, GError **error) {
  for (int row = 0; row < 3; row++)
    if (!watch_goes_on(watch, "正在读取", row, 3, error))
      return FALSE;
  return TRUE;
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  const char *what = argc > 1 ? argv[1] : "";
  g_autoptr(GError) error = NULL;
  Meter *meter = meter_begin();
  gboolean done = g_str_equal(what, "quick")
                      ? quick(meter_watch(meter), &error)
                      : work(meter_watch(meter), g_str_equal(what, "stuck"), &error);
  meter_end(meter);
  if (!done)
    output_complain(error->message);
  else
    puts("done");
  return done ? 0 : 1;
}
