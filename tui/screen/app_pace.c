/* app_pace.c: while one goes through a list with a key held down, only the list is painted; what
 * is told of the chosen row follows when the key is let go. */
#include "tui/screen/app_private.h"

/* Keys that come closer than this are of one that is held, or of fingers that know the way … */
#define HELD_US (G_USEC_PER_SEC / 8)
/* … and where none comes for so long, they rest. A key that is held comes 25 to 33 times a
 * second. */
#define REST_US (G_USEC_PER_SEC / 20)

static gboolean is_move(ActionId id) {
  return id == ACTION_UP || id == ACTION_DOWN || id == ACTION_PAGE_UP || id == ACTION_PAGE_DOWN;
}

void app_pace_act(App *app, ActionId id, gboolean told) {
  gint64 now = g_get_monotonic_time();
  gboolean again = is_move(id) && now - app->moved_at < HELD_US;
  app->moving = again && !told && app->message == NULL;
  app->moved_at = is_move(id) ? now : 0;
}

gboolean app_moves(const App *app) {
  return app->moving;
}

int app_pace_wait(const App *app, int most) {
  gint64 left = app->moved_at + REST_US - g_get_monotonic_time();
  if (!app->moving)
    return most;
  return left <= 0 ? 0 : (int)MIN(left / 1000 + 1, most);
}

void app_pace_rest(App *app) {
  if (!app->moving || app_pace_wait(app, 1) > 0)
    return;
  app->moving = FALSE;
  app->repaint = TRUE;
}
