/* app_view.h: views (视图) and remembered columns, as the screens see them. */
#pragma once

#include "tui/action/views.h"
#include "tui/screen/app.h"

/* How a list of tasks was left in an earlier run, by the name of its TableClass; NULL: as it is by
 * itself. Borrowed, until the next is remembered. */
const ViewLayout *app_layout(App *app, const char *screen);

/* Remembers it (copied). */
void app_remember_layout(App *app, const char *screen, const ViewLayout *layout);

/* The person's file, for what views.h does with it. Borrowed. */
ViewFile *app_view_file(App *app);

/* All views, in the order in which keys open them; NULL and error. The caller unrefs. */
GPtrArray *app_views(App *app, GError **error);

/* What a view shows, in a line: 筛选“…”；排序：期限；分组：责任单位. The caller frees. */
char *form_view_what(const View *view);

/* Opens a view: on its screen, its ledger. Tells what fails. */
void app_open_view(App *app, const View *view);

/* The same by its place, from 0; says so where there is none. */
void app_open_view_at(App *app, guint place);

/* TRUE where there is a view in that place (from 0). */
gboolean app_has_view(App *app, guint place);

/* A view has another name from now on, or was removed (NULL): the lists that are looked at as it
 * does follow, or are left to be as they were without it. */
void app_view_changed(App *app, const char *before, const char *name);
