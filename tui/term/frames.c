/* frames.c: frames on their way to the terminal. curses draws each into a file in memory; from
 * there it goes out as fast as the terminal takes it, and nobody waits. */
#include "tui/term/internal.h"
#include "tui/term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Asks whether the terminal is there; it answers ESC [ 0 n. */
#define QUESTION "\033[5n"
/* Frames that are closer than this follow one another … */
#define SOON_US G_USEC_PER_SEC
/* … and so much goes out behind a question, and the frame with which that is reached: enough for a
 * line that is long but quick, and a second or so of the slowest there are. */
#define FLIGHT 1024
/* An answer takes no longer, but for what stands before it, on a line of so many bytes a second.
 * Whether there are answers at all shows sooner, where somebody leaves at once. */
#define ANSWER_US (2 * G_USEC_PER_SEC)
#define FIRST_ANSWER_US (G_USEC_PER_SEC * 3 / 10)
#define SLOWEST 800

/* Opens the terminal once more, so that writing there without waiting is nobody else's: O_NONBLOCK
 * on stdout would be the shell's, too. Who has become somebody else may open it only as /dev/tty.
 */
static int open_terminal(void) {
  const int flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  char name[64];
  int descriptor = ttyname_r(STDOUT_FILENO, name, sizeof name) == 0 ? open(name, flags) : -1;
  if (descriptor < 0 && tcgetpgrp(STDOUT_FILENO) >= 0) /* it is the one of this session */
    descriptor = open("/dev/tty", flags);
  return descriptor;
}

void frames_begin(Frames *frames, int descriptor, gboolean asks) {
  frames->curses = descriptor;
  frames->asks = asks;
  frames->frame = memfd_create("frame", MFD_CLOEXEC);
  frames->terminal = frames->frame >= 0 ? open_terminal() : -1;
  frames->waiting = g_byte_array_new();
}

void frames_end(Frames *frames) {
  if (frames->waiting == NULL)
    return;
  g_clear_pointer(&frames->waiting, g_byte_array_unref);
  if (frames->frame >= 0)
    close(frames->frame);
  if (frames->terminal >= 0)
    close(frames->terminal);
}

gboolean frames_is_busy(const Frames *frames) {
  struct pollfd wait = {.fd = frames->terminal, .events = POLLOUT};
  if (frames->terminal < 0)
    return FALSE;
  return frames->waiting->len > 0 || frames_held(frames) > 0 || poll(&wait, 1, 0) <= 0;
}

/* ---- questions -------------------------------------------------------------------------- */

static int milliseconds_to(gint64 moment) {
  return (int)((MAX(moment - g_get_monotonic_time(), 0) + 999) / 1000);
}

int frames_held(const Frames *frames) {
  gboolean held = frames->due > 0 && frames->answers && frames->after >= FLIGHT;
  return held ? milliseconds_to(frames->patient_to) : 0;
}

int frames_answer_wait(const Frames *frames) {
  if (frames->due == 0)
    return 0;
  gint64 less = frames->answers ? 0 : ANSWER_US - FIRST_ANSWER_US;
  return milliseconds_to(frames->patient_to - less);
}

void frames_hear(Frames *frames, guint due) {
  if (due == frames->due)
    return;
  frames->due = due;
  frames->answers = TRUE;
}

void frames_forget(Frames *frames) {
  frames->due = 0;
  frames->after = 0;
  frames->drawn_at = 0;
}

/* Puts a question behind a frame of so many bytes, if it follows another. */
static void ask(Frames *frames, gsize size) {
  gint64 now = g_get_monotonic_time();
  gboolean follows = frames->drawn_at > 0 && now - frames->drawn_at < SOON_US;
  frames->drawn_at = now;
  if (frames->due > 0) {
    frames->after += size;
    frames->answers = frames->answers && now < frames->patient_to; /* or it got lost */
  } else if (frames->asks && follows) {
    g_byte_array_append(frames->waiting, (const guint8 *)QUESTION, strlen(QUESTION));
    gsize before = frames->after + size;
    frames->due = 1;
    frames->after = 0;
    frames->patient_to = now + ANSWER_US + (gint64)before * G_USEC_PER_SEC / SLOWEST;
  }
}

/* ---- sending ---------------------------------------------------------------------------- */

void frames_capture(Frames *frames) {
  if (frames->terminal >= 0)
    dup2(frames->frame, frames->curses);
}

void frames_release(Frames *frames) {
  if (frames->terminal < 0)
    return;
  dup2(STDOUT_FILENO, frames->curses);
  off_t size = lseek(frames->frame, 0, SEEK_CUR);
  guint before = frames->waiting->len;
  g_byte_array_set_size(frames->waiting, before + (guint)size);
  ssize_t got = pread(frames->frame, frames->waiting->data + before, (size_t)size, 0);
  g_byte_array_set_size(frames->waiting, before + (guint)MAX(got, 0));
  lseek(frames->frame, 0, SEEK_SET);
  if (got > 0)
    ask(frames, (gsize)got);
  frames_push(frames);
}

void frames_push(Frames *frames) {
  gsize done = 0;
  while (done < frames->waiting->len) {
    ssize_t written =
        write(frames->terminal, frames->waiting->data + done, frames->waiting->len - done);
    if (written < 0 && errno == EINTR && !signals_hangup())
      continue;
    if (written < 0 && errno != EAGAIN && errno != EINTR)
      done = frames->waiting->len; /* it is gone, which reading from it tells */
    if (written <= 0)
      break;
    done += (gsize)written;
  }
  g_byte_array_remove_range(frames->waiting, 0, (guint)done);
}

void frames_finish(Frames *frames) {
  gsize done = 0;
  while (done < frames->waiting->len) {
    ssize_t written =
        write(frames->curses, frames->waiting->data + done, frames->waiting->len - done);
    if (written < 0 && errno != EINTR)
      break;
    done += (gsize)MAX(written, 0);
  }
  g_byte_array_set_size(frames->waiting, 0);
}
