#include "tui/term/internal.h"
#include "tui/term/signals.h"
#include "tui/term/terminfo.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* Two presses at one cell within this time are a double click, in milliseconds. */
#define DOUBLE_CLICK 400

/* Read in one go at most, so that an endless stream of input does not stop everything else. */
#define READ_MAXIMUM (4 * 1024 * 1024)

/* While the terminal is to answer, what could be the beginning of it waits for the rest so many
 * milliseconds: an Esc alone is a key. */
#define ANSWER_PATIENCE 250

void input_bind_keys(Decoder *decoder) {
  static const struct {
    const char *capability;
    Key key;
  } keys[] = {
      {"kcuu1", KEYNAME_UP},     {"kcud1", KEYNAME_DOWN},    {"kcub1", KEYNAME_LEFT},
      {"kcuf1", KEYNAME_RIGHT},  {"khome", KEYNAME_HOME},    {"kend", KEYNAME_END},
      {"kpp", KEYNAME_PAGE_UP},  {"knp", KEYNAME_PAGE_DOWN}, {"kich1", KEYNAME_INSERT},
      {"kdch1", KEYNAME_DELETE}, {"kbs", KEYNAME_BACKSPACE}, {"kcbt", KEYNAME_TAB | KEY_MOD_SHIFT},
      {"kent", KEYNAME_ENTER},   {"kf1", KEYNAME_F1},        {"kf2", KEYNAME_F1 + 1},
      {"kf3", KEYNAME_F1 + 2},   {"kf4", KEYNAME_F1 + 3},    {"kf5", KEYNAME_F1 + 4},
      {"kf6", KEYNAME_F1 + 5},   {"kf7", KEYNAME_F1 + 6},    {"kf8", KEYNAME_F1 + 7},
      {"kf9", KEYNAME_F1 + 8},   {"kf10", KEYNAME_F1 + 9},   {"kf11", KEYNAME_F1 + 10},
      {"kf12", KEYNAME_F12},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *sequence = terminfo_string(keys[i].capability);
    if (sequence != NULL)
      decoder_bind(decoder, sequence, keys[i].key);
  }
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean is_readable(int descriptor) {
  struct pollfd wait = {.fd = descriptor, .events = POLLIN};
  return poll(&wait, 1, 0) > 0;
}

/* Reads all there is without waiting. */
static void read_terminal(Term *term) {
  char bytes[65536];
  gsize total = 0;
  if (term->frames.backlog.open)
    decoder_expect(term->decoder);
  do {
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
      break;
    if (n <= 0) {
      /* The end, or EIO: the line has dropped. Reading on would say so for ever. */
      term->gone = TRUE;
      break;
    }
    decoder_feed(term->decoder, bytes, (gsize)n);
    total += (gsize)n;
  } while (total < READ_MAXIMUM && is_readable(STDIN_FILENO));
  term->last_input = g_get_monotonic_time();
  term->quiet_done = FALSE;
  if (decoder_take_answer(term->decoder))
    frames_answered(&term->frames);
}

/* For how long what was read waits for its rest, in milliseconds; negative: it is whole. */
static int patience_now(const Term *term) {
  int patience = decoder_patience(term->decoder);
  gboolean answering = g_get_monotonic_time() < backlog_expected(&term->frames.backlog);
  return patience >= 0 && answering ? MAX(patience, ANSWER_PATIENCE) : patience;
}

/* Sends more of the frame that is on its way, and the newest one after it. */
static void send_more(Term *term) {
  frames_push(&term->frames);
  if (term->behind && !signals_hangup() && !term->gone)
    screen_frame(term);
}

/* Milliseconds until then, from now on; 0: it has passed. */
static int left_until(gint64 time, gint64 now) {
  return time <= now ? 0 : (int)MIN((time - now + 999) / 1000, G_MAXINT);
}

/* Waits for input or a signal, and sends what the terminal takes meanwhile, at most timeout
 * milliseconds; reads what came. */
static void wait_terminal(Term *term, int timeout) {
  gint64 now = g_get_monotonic_time(), until;
  gboolean sends = term->behind || term->frames.waiting->len > 0;
  if (backlog_waits(&term->frames.backlog, now, &until) && term->frames.waiting->len == 0) {
    sends = FALSE;
    timeout = timeout < 0 ? left_until(until, now) : MIN(timeout, left_until(until, now));
  }
  struct pollfd wait[3] = {{.fd = signals_descriptor(), .events = POLLIN},
                           {.fd = STDIN_FILENO, .events = POLLIN},
                           {.fd = sends ? term->frames.terminal : -1, .events = POLLOUT}};
  if (poll(wait, 3, timeout) <= 0)
    return;
  if (wait[2].revents != 0)
    send_more(term);
  if (wait[0].revents != 0)
    signals_drain();
  if (wait[1].revents != 0)
    read_terminal(term);
}

void input_await_answer(Term *term) {
  const Backlog *backlog = &term->frames.backlog;
  for (;;) {
    int left = left_until(backlog_expected(backlog), g_get_monotonic_time());
    struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
    if (left == 0 || signals_hangup() || term->gone)
      return;
    if (poll(&wait, 1, left) > 0)
      read_terminal(term);
  }
}

/* ---- events ----------------------------------------------------------------------------- */

static void find_double_click(Term *term, Event *event) {
  gint64 now = g_get_monotonic_time();
  gboolean again = now - term->pressed_at <= DOUBLE_CLICK * 1000 &&
                   event->row == term->pressed_row && event->column == term->pressed_column;
  if (again)
    event->mouse = MOUSE_DOUBLE;
  term->pressed_at = again ? 0 : now;
  term->pressed_row = event->row;
  term->pressed_column = event->column;
}

/* An event that needs no waiting. */
static gboolean take_event(Term *term, Event *event) {
  *event = (Event){0};
  if (signals_take_stop())
    term_suspend(term);
  if (signals_take_resize()) {
    screen_resize(term);
    event->type = EVENT_RESIZE;
    return TRUE;
  }
  int patience = patience_now(term);
  gboolean quiet = patience >= 0 && !term->quiet_done &&
                   g_get_monotonic_time() - term->last_input >= patience * 1000;
  if (decoder_next(term->decoder, quiet, event)) {
    if (event->type == EVENT_MOUSE && event->mouse == MOUSE_PRESS)
      find_double_click(term, event);
    return TRUE;
  }
  term->quiet_done |= quiet;
  if (signals_hangup() || term->gone) {
    signals_free_output();
    event->type = EVENT_HANGUP;
    return TRUE;
  }
  return FALSE;
}

/* Milliseconds until something can have become due; negative for never. */
static int time_to_wait(const Term *term, gint64 deadline) {
  gint64 now = g_get_monotonic_time(), until = deadline;
  int patience = patience_now(term);
  if (patience >= 0 && !term->quiet_done) {
    gint64 quiet = term->last_input + patience * 1000;
    until = deadline < 0 ? quiet : MIN(deadline, quiet);
  }
  if (until < 0)
    return -1;
  return left_until(until, now);
}

void term_event(Term *term, int timeout, Event *event) {
  if (term->ahead.type != EVENT_NONE) {
    *event = term->ahead;
    term->ahead = (Event){0};
    return;
  }
  gint64 deadline = timeout < 0 ? -1 : g_get_monotonic_time() + timeout * (gint64)1000;
  while (!take_event(term, event)) {
    int wait = time_to_wait(term, deadline);
    wait_terminal(term, wait);
    if (deadline >= 0 && g_get_monotonic_time() >= deadline) {
      take_event(term, event);
      return;
    }
  }
}

gboolean term_pending(Term *term) {
  if (term->ahead.type == EVENT_NONE)
    term_event(term, 0, &term->ahead);
  return term->ahead.type != EVENT_NONE;
}

void event_clear(Event *event) {
  g_free(event->text);
  *event = (Event){0};
}
