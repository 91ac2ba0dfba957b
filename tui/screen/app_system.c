/* app_system.c: which indicator system is being looked at, and which span of it. */
#include "tui/screen/app_private.h"
#include "tui/screen/score_words.h"

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

/* ---- 沿用上月 --------------------------------------------------------------------------- */

static void carry(App *app, int answer) {
  if (answer != 0)
    return;
  Actor actor = app_actor(app);
  guint count = 0;
  g_autoptr(GError) error = NULL;
  if (!score_carry(app->db, &actor, app->system, app->span, &count, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已沿用%u项，请逐项核对；按 u 可撤销", count);
}

void app_ask_carry(App *app) {
  char before[SPAN_KEY_SIZE];
  guint count = 0;
  g_autoptr(GError) error = NULL;
  if (!score_carry_count(app->db, app->system, app->span, before, &count, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  static const DialogAnswer answers[] = {{'y', "沿用"}, {'n', "取消"}};
  g_autofree char *from = score_span_words(before);
  g_autofree char *into = score_span_words(app->span);
  g_autofree char *text =
      g_strdup_printf("沿用%s的自评？\n\n%u项判断、勾选和佐证将填入%s；填过的不改，"
                      "当月的数（比例、件数、文号）不沿用。",
                      from, count, into);
  app_ask(app, text, answers, G_N_ELEMENTS(answers), carry);
}
