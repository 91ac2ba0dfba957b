/* app_watch.c: work that takes a while: told of in the footer, stopped there. */
#include "tui/screen/app_private.h"

#define PATIENCE_US (G_USEC_PER_SEC / 2)
#define REPAINT_US (G_USEC_PER_SEC / 10)

/* ---- what comes meanwhile ---------------------------------------------------------------- */

static void event_free(gpointer data) {
  event_clear(data);
  g_free(data);
}

/* Keys and pastes count when the work is done. A click does not: what it was aimed at may be
 * somewhere else by then. */
static void keep(App *app, Event *event) {
  if (event->type != EVENT_KEY && event->type != EVENT_PASTE)
    return;
  g_queue_push_tail(&app->kept, g_memdup2(event, sizeof *event));
  *event = (Event){0}; /* its text is the copy's */
}

static gboolean stops(const App *app, const Event *event) {
  switch (event->type) {
  case EVENT_HANGUP:
    return TRUE;
  case EVENT_KEY:
    return event->key == KEYNAME_ESC;
  case EVENT_MOUSE:
    return event->mouse == MOUSE_PRESS && event->row == term_area(app->term).rows - 1;
  default:
    return FALSE;
  }
}

/* Reads what has come. FALSE where it is to stop. */
static gboolean listen(App *app) {
  for (;;) {
    g_auto(Event) event = {0};
    term_event(app->term, 0, &event);
    if (event.type == EVENT_NONE)
      return TRUE;
    if (stops(app, &event))
      return FALSE;
    if (event.type == EVENT_RESIZE)
      app_paint(app);
    keep(app, &event);
  }
}

void app_next_event(App *app, int timeout, Event *event) {
  g_autofree Event *kept = g_queue_pop_head(&app->kept);
  if (kept != NULL)
    *event = *kept;
  else
    term_event(app->term, timeout, event);
}

gboolean app_has_event(App *app) {
  return !g_queue_is_empty(&app->kept) || term_pending(app->term);
}

void app_drop_kept(App *app) {
  g_queue_clear_full(&app->kept, event_free);
}

/* ---- telling ----------------------------------------------------------------------------- */

/* What is done within the first half second says nothing and reads no key. */
static gboolean tell(gpointer data, const char *doing, gint64 done, gint64 total) {
  App *app = data;
  gint64 now = g_get_monotonic_time();
  if (now < app->watch_at)
    return TRUE;
  app_tend_draft(app);
  if (!listen(app))
    return FALSE;
  g_autofree char *far = watch_text(doing, done, total);
  g_free(app->message);
  app->message = g_strconcat(far, "  按 Esc 取消", NULL);
  app->message_role = THEME_NOTICE;
  app->watch_told = TRUE;
  app_paint_message(app);
  app->watch_at = now + REPAINT_US;
  return TRUE;
}

const Watch *app_watch(App *app) {
  app->watch = (Watch){tell, app};
  app->watch_at = g_get_monotonic_time() + PATIENCE_US;
  app->watch_told = FALSE;
  return &app->watch;
}

void app_watch_end(App *app) {
  if (app->watch_told)
    g_clear_pointer(&app->message, g_free);
  app->watch_told = FALSE;
  app->repaint = TRUE;
}
