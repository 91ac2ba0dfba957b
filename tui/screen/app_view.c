/* app_view.c: views (视图) and remembered columns: what the person has, and opening them. */
#include "tui/screen/app_view.h"

#include "tui/screen/app_private.h"
#include "tui/screen/task_table.h"

/* Read when it is first needed, since the start does not wait for it, and again when another
 * session of the person's has written it. */
ViewFile *app_view_file(App *app) {
  if (app->view_file != NULL && !view_file_is_stale(app->view_file))
    return app->view_file;
  g_autoptr(GPtrArray) problems = NULL;
  g_clear_pointer(&app->view_file, view_file_free);
  app->view_file = views_load(&problems);
  if (problems->len > 0)
    app_tell_problem(app, problems->pdata[0]);
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
  if (!views_check(view, &error) || !views_ledger(app->db, view, &ledger, &error)) {
    app_failed(app, error);
    return;
  }
  if (ledger != app_ledger(app))
    app_set_ledger(app, ledger);
  app_switch(app,
             g_str_equal(view->screen, SCREEN_NAME_OVERDUE) ? &SCREEN_OVERDUE : &SCREEN_LEDGER);
  task_table_open_view(app_table(app), view);
  app_top(app)->stale = TRUE;
}

gboolean app_has_view(App *app, guint place) {
  g_autoptr(GPtrArray) views = app_views(app, NULL);
  return views != NULL && place < views->len;
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

/* ---- changing --------------------------------------------------------------------------- */

static void rename_in(App *app, GArray *screens, const char *before, const char *name) {
  for (guint i = 0; i < screens->len; i++) {
    const OpenScreen *screen = &g_array_index(screens, OpenScreen, i);
    TaskTable *table = screen->class_->is_table ? screen->state : NULL;
    if (table == NULL || g_strcmp0(table->view, before) != 0)
      continue;
    if (name != NULL)
      task_table_called(table, name);
    else
      task_table_leave_view(app, table);
  }
}

void app_view_changed(App *app, const char *before, const char *name) {
  rename_in(app, app->roots, before, name);
  rename_in(app, app->pages, before, name);
  for (guint i = 0; i < app->visits->len; i++)
    rename_in(app, g_array_index(app->visits, Visit, i).pages, before, name);
}
