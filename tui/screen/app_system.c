/* app_system.c: which indicator system is being looked at, and which span of it. */
#include "tui/screen/app_private.h"

gint64 app_system(const App *app) {
  return app->system;
}

const char *app_span(const App *app) {
  return app->span;
}

void app_set_system(App *app, gint64 system, const char *span) {
  app->system = system;
  g_strlcpy(app->span, span, sizeof app->span);
}
