#include "tui/term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#define OUTPUT_LIMIT_MS 250

enum { HANDLED = 6 };
static const int handled[HANDLED] = {SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGTSTP, SIGALRM};

/* Signal handlers have no argument of ours, so this one state of the program is global. */
static struct {
  int wake[2];
  int output;   /* the descriptor of the screen */
  int terminal; /* what it is when it is not cut off */
  int null;
  timer_t timer;
  struct sigaction before[HANDLED];
  struct sigaction lent[3]; /* of SIGINT, SIGQUIT, SIGTSTP while another program has the terminal */
  volatile sig_atomic_t hangup, resize, stop;
} state;

static void set_timer(int milliseconds) {
  struct itimerspec when = {.it_value.tv_nsec = milliseconds * 1000000L};
  timer_settime(state.timer, 0, &when, NULL);
}

static void on_signal(int signal) {
  int error = errno;
  switch (signal) {
  case SIGWINCH:
    state.resize = 1;
    break;
  case SIGTSTP:
    state.stop = 1;
    break;
  case SIGALRM:
    /* curses repeats a write that was interrupted, for ever: only another file lets it go. */
    dup2(state.null, state.output);
    break;
  default:
    state.hangup = 1;
    set_timer(OUTPUT_LIMIT_MS);
  }
  ssize_t written = write(state.wake[1], "", 1);
  (void)written; /* a full pipe wakes as well */
  errno = error;
}

static void close_all(void) {
  close(state.wake[0]);
  close(state.wake[1]);
  close(state.terminal);
  close(state.null);
}

gboolean signals_begin(int output) {
  state.hangup = state.resize = state.stop = 0;
  state.output = output;
  if (pipe2(state.wake, O_NONBLOCK | O_CLOEXEC) != 0)
    return FALSE;
  state.terminal = fcntl(output, F_DUPFD_CLOEXEC, 3);
  state.null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
  if (state.terminal < 0 || state.null < 0 ||
      timer_create(CLOCK_MONOTONIC, &event, &state.timer) != 0) {
    close_all();
    return FALSE;
  }
  struct sigaction action = {.sa_handler = on_signal};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < HANDLED; i++) {
    /* What nohup ignores stays ignored. */
    sigaction(handled[i], NULL, &state.before[i]);
    if (handled[i] != SIGHUP || state.before[i].sa_handler != SIG_IGN)
      sigaction(handled[i], &action, NULL);
  }
  return TRUE;
}

void signals_end(void) {
  timer_delete(state.timer);
  for (int i = 0; i < HANDLED; i++)
    sigaction(handled[i], &state.before[i], NULL);
  close_all();
}

int signals_descriptor(void) {
  return state.wake[0];
}

void signals_drain(void) {
  char bytes[64];
  while (read(state.wake[0], bytes, sizeof bytes) > 0)
    ;
}

gboolean signals_hangup(void) {
  return state.hangup != 0;
}

void signals_note_resize(void) {
  state.resize = 1;
}

gboolean signals_take_resize(void) {
  gboolean taken = state.resize != 0;
  state.resize = 0;
  return taken;
}

gboolean signals_take_stop(void) {
  gboolean taken = state.stop != 0;
  state.stop = 0;
  return taken;
}

void signals_limit_output(void) {
  dup2(state.terminal, state.output);
  set_timer(OUTPUT_LIMIT_MS);
}

void signals_free_output(void) {
  set_timer(0);
  dup2(state.terminal, state.output);
}

void signals_stop(void) {
  struct sigaction ours, usual = {.sa_handler = SIG_DFL};
  sigemptyset(&usual.sa_mask);
  sigaction(SIGTSTP, &usual, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

/* Not SIG_IGN, which the other program would inherit. */
static void on_nothing(int number) {
  (void)number;
}

void signals_lend(void) {
  struct sigaction none = {.sa_handler = on_nothing, .sa_flags = SA_RESTART};
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigemptyset(&none.sa_mask);
  sigemptyset(&usual.sa_mask);
  sigaction(SIGINT, &none, &state.lent[0]);
  sigaction(SIGQUIT, &none, &state.lent[1]);
  sigaction(SIGTSTP, &usual, &state.lent[2]);
}

void signals_reclaim(void) {
  sigaction(SIGINT, &state.lent[0], NULL);
  sigaction(SIGQUIT, &state.lent[1], NULL);
  sigaction(SIGTSTP, &state.lent[2], NULL);
}
