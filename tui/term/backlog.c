#include "tui/term/backlog.h"

/* So much within one burst of frames before it is known whether the terminal answers … */
#define FIRST 4096
/* … and so much afterwards: about half a second at 9,600 bit/s. */
#define LEAST 512
#define MOST (16 * 1024)

/* A pause that ends a burst; a terminal that is silent for so long does not answer. */
#define PAUSE (G_USEC_PER_SEC)
/* One that has answered before may be in a tunnel. */
#define SILENCE (10 * G_USEC_PER_SEC)
#define LEAVING (3 * G_USEC_PER_SEC)

/* An answer that is later than the quickest by more than this waited behind what was sent. */
#define QUEUED (G_USEC_PER_SEC / 10)

void backlog_begin(Backlog *backlog, gboolean able) {
  *backlog = (Backlog){.able = able, .window = LEAST};
}

gboolean backlog_note(Backlog *backlog, gsize bytes, gint64 now) {
  if (!backlog->open && now - backlog->sent_at >= PAUSE)
    backlog->since = 0;
  backlog->since += bytes;
  backlog->sent_at = now;
  if (!backlog->able || backlog->open || backlog->since < (backlog->answers ? LEAST : FIRST))
    return FALSE;
  backlog->open = TRUE;
  backlog->asked_at = now;
  backlog->asked = backlog->since;
  backlog->since = 0;
  return TRUE;
}

/* What is quick, but far, may have more on its way where it is used: else a satellite would show a
 * frame for each time there and back. */
static void fit_window(Backlog *backlog, gint64 took) {
  if (took > backlog->shortest + QUEUED)
    backlog->window = MAX(backlog->window / 2, LEAST);
  else if (backlog->asked + backlog->since >= backlog->window)
    backlog->window = MIN(backlog->window * 2, MOST);
}

void backlog_answered(Backlog *backlog, gint64 now) {
  if (!backlog->open)
    return;
  gint64 took = now - backlog->asked_at;
  if (backlog->answers)
    fit_window(backlog, took);
  backlog->shortest = backlog->answers ? MIN(took, backlog->shortest) : took;
  backlog->open = FALSE;
  backlog->answers = TRUE;
}

gboolean backlog_waits(const Backlog *backlog, gint64 now, gint64 *until) {
  gint64 end = backlog->asked_at + SILENCE;
  if (until != NULL)
    *until = end;
  return backlog->open && backlog->answers && now < end &&
         backlog->asked + backlog->since >= backlog->window;
}

gint64 backlog_expected(const Backlog *backlog) {
  return backlog->open ? backlog->asked_at + (backlog->answers ? LEAVING : PAUSE) : 0;
}
