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

void frames_begin(Frames *frames, int descriptor, gboolean asks, gboolean shortens) {
  frames->curses = descriptor;
  frames->frame = memfd_create("frame", MFD_CLOEXEC);
  frames->terminal = frames->frame >= 0 ? open_terminal() : -1;
  frames->waiting = g_byte_array_new();
  shorten_begin(&frames->shorten, shortens);
  backlog_begin(&frames->backlog, asks && frames->terminal >= 0);
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
  return frames->waiting->len > 0 ||
         backlog_waits(&frames->backlog, g_get_monotonic_time(), NULL) || poll(&wait, 1, 0) <= 0;
}

void frames_answered(Frames *frames) {
  backlog_answered(&frames->backlog, g_get_monotonic_time());
}

void frames_forget(Frames *frames) {
  shorten_begin(&frames->shorten, frames->shorten.able);
  backlog_begin(&frames->backlog, frames->backlog.able);
}

void frames_capture(Frames *frames) {
  if (frames->terminal >= 0)
    dup2(frames->frame, frames->curses);
}

void frames_release(Frames *frames, int rows) {
  if (frames->terminal < 0)
    return;
  dup2(STDOUT_FILENO, frames->curses);
  off_t size = lseek(frames->frame, 0, SEEK_CUR);
  g_autofree char *frame = g_malloc((gsize)size);
  ssize_t got = pread(frames->frame, frame, (size_t)size, 0);
  lseek(frames->frame, 0, SEEK_SET);
  guint before = frames->waiting->len;
  shorten_frame(&frames->shorten, frame, (gsize)MAX(got, 0), rows, frames->waiting);
  if (backlog_note(&frames->backlog, frames->waiting->len - before, g_get_monotonic_time()))
    g_byte_array_append(frames->waiting, (const guint8 *)BACKLOG_QUESTION,
                        strlen(BACKLOG_QUESTION));
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
