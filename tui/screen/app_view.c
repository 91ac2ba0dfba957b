/* app_view.c: views (视图) and remembered columns: what the person has, and opening them. */
#include "tui/screen/app_view.h"

#include "tui/screen/app_private.h"
#include "tui/screen/task_table.h"

/* Read when it is first needed: the start does not wait for it. */
ViewFile *app_view_file(App *app) {
  if (app->view_file == NULL) {
    g_autoptr(GPtrArray) problems = NULL;
    app->view_file = views_load(&problems);
    if (problems->len > 0)
      app_tell_problem(app, problems->pdata[0]);
  }
  return app->view_file;
}

const ViewLayout *app_layout(App *app, const char *screen) {
  return view_file_layout(app_view_file(app), screen);
}

void app_remember_layout(App *app, const char *screen, const ViewLayout *layout) {
  GError *error = NULL;
  ViewFile *file = app_view_file(app);
  if (view_file_set_layout(file, screen, layout) && !view_file_save(file, &error))
    app_failed(app, error);
}

GPtrArray *app_views(App *app, GError **error) {
  return views_list(app->db, app_view_file(app), app->settings, app_today(app), error);
}

/* ---- opening ---------------------------------------------------------------------------- */

void app_open_view(App *app, const View *view) {
  GError *error = NULL;
  gint64 ledger = app_ledger(app);
  if (!views_ledger(app->db, view, &ledger, &error)) {
    app_failed(app, error);
    return;
  }
  if (view->origin == VIEW_BUILT_IN && *view->filter == '\0') {
    app_notice(app, "请先在 settings.yaml 的 units 中写明自己的处室，才能用“%s”", view->name);
    return;
  }
  if (ledger != app_ledger(app))
    app_set_ledger(app, ledger);
  app_switch(app,
             g_str_equal(view->screen, SCREEN_NAME_OVERDUE) ? &SCREEN_OVERDUE : &SCREEN_LEDGER);
  task_table_open_view(app_table(app), view);
  app_top(app)->stale = TRUE;
}

void app_open_view_at(App *app, guint place) {
  GError *error = NULL;
  g_autoptr(GPtrArray) views = app_views(app, &error);
  if (views == NULL)
    app_failed(app, error);
  else if (place >= views->len)
    app_notice(app, "没有第%u个视图；按 ' 看有哪些", place + 1);
  else
    app_open_view(app, views->pdata[place]);
}
