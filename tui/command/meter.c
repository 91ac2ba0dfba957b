#include "tui/command/meter.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/rules/text.h"
#include "tui/command/output.h"

#define PATIENCE_US (G_USEC_PER_SEC / 2)
#define REPAINT_US (G_USEC_PER_SEC / 10)
#define COLUMNS_USUAL 80

struct Meter {
  Watch watch;
  gboolean shows; /* standard error is a terminal */
  gint64 next_at; /* when the line is written next, in monotonic microseconds */
  int width;      /* columns of the line that stands there; 0: none does */
  struct sigaction before;
};

/* A signal handler has no argument of ours. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal) {
  (void)signal;
  interrupted = 1;
}

/* ---- the line --------------------------------------------------------------------------- */

static int columns(void) {
  struct winsize size;
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return COLUMNS_USUAL;
  return size.ws_col;
}

/* Writes text over the line that stands there; "" takes it away. The last column stays free, since
 * terminals differ in where the cursor goes from there; and the cursor goes back to the first one,
 * so that the ^C which the terminal itself writes goes away with the line. */
static void write_line(Meter *meter, const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *line = text_ellipsize(clean, MAX(columns() - 1, 1));
  g_autofree char *encoded = output_encode(line);
  int width = text_width(line);
  fprintf(stderr, "\r%s%*s\r", encoded, MAX(meter->width - width, 0), "");
  fflush(stderr);
  meter->width = width;
}

static void clear_line(Meter *meter) {
  if (meter->width > 0)
    write_line(meter, "");
}

static gboolean tell(gpointer data, const char *doing, gint64 done, gint64 total) {
  Meter *meter = data;
  if (interrupted != 0) {
    clear_line(meter);
    return FALSE;
  }
  gint64 now = g_get_monotonic_time();
  if (!meter->shows || now < meter->next_at)
    return TRUE;
  g_autofree char *far = watch_text(doing, done, total);
  g_autofree char *text = g_strconcat(far, "  按 Ctrl-C 取消", NULL);
  write_line(meter, text);
  meter->next_at = now + REPAINT_US;
  return TRUE;
}

/* ---- beginning and end ------------------------------------------------------------------ */

Meter *meter_begin(void) {
  Meter *meter = g_new0(Meter, 1);
  meter->watch = (Watch){tell, meter};
  meter->shows = isatty(STDERR_FILENO);
  meter->next_at = g_get_monotonic_time() + PATIENCE_US;
  interrupted = 0;
  struct sigaction action = {.sa_handler = on_interrupt,
                             .sa_flags = SA_RESTART | (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, NULL, &meter->before);
  /* What nohup or a shell's & ignores stays ignored. */
  if (meter->before.sa_handler != SIG_IGN)
    sigaction(SIGINT, &action, NULL);
  return meter;
}

const Watch *meter_watch(const Meter *meter) {
  return &meter->watch;
}

void meter_end(Meter *meter) {
  if (meter == NULL)
    return;
  clear_line(meter);
  sigaction(SIGINT, &meter->before, NULL);
  g_free(meter);
}
