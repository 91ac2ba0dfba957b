/* app_tips.c: what teaches by the way: a tip in the footer, a tour at the first start. */
#include <glib/gstdio.h>

#include "core/config/places.h"
#include "core/rules/text.h"
#include "tui/screen/app_private.h"

#define PREFIX "提示："
#define TIP_GAP 3 /* columns between the last key and the tip */

char *app_fill_keys(const App *app, const char *text) {
  return tips_fill(app->keymap, text);
}

/* A program that was not installed whole does its work without tips. */
static void read_tips(App *app) {
  app->tips_due = FALSE;
  g_autofree char *path = places_shipped("data/tips.yaml");
  g_autoptr(GError) error = NULL;
  app->tips = tips_load(path, &error);
  if (app->tips == NULL)
    app_failed(app, g_steal_pointer(&error));
}

gboolean app_read_tips(App *app) {
  if (!app->tips_due)
    return FALSE;
  read_tips(app);
  return TRUE;
}

/* ---- the tour --------------------------------------------------------------------------- */

/* A file of no content: the tour was shown. Where it cannot be made, it is shown again. */
static void mark_shown(const char *mark) {
  g_autofree char *folder = g_path_get_dirname(mark);
  if (g_mkdir_with_parents(folder, 0700) == 0)
    g_file_set_contents(mark, "", 0, NULL);
}

void app_begin_tour(App *app) {
  g_autofree char *mark = places_state("tour");
  if (app_has_ledgers(app) || g_file_test(mark, G_FILE_TEST_EXISTS))
    return;
  read_tips(app);
  if (app->tips == NULL)
    return;
  app->tour = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < app->tips->tour->len; i++) {
    char *line = tips_fill(app->keymap, app->tips->tour->pdata[i]);
    if (line != NULL)
      g_ptr_array_add(app->tour, line);
  }
  mark_shown(mark);
}

const GPtrArray *app_tour(App *app) {
  return app->tour;
}

/* ---- the footer ------------------------------------------------------------------------- */

/* Not what the person's level or a file that may not be written forbids everywhere. */
static gboolean allows(gpointer data, ActionId id) {
  App *app = data;
  const Action *action = action_get(id);
  return action_access(action) <= app_access(app, 0) &&
         !((action->needs & NEED_WRITE) && db_is_read_only(app->db));
}

void app_paint_tip(App *app, int row, int from) {
  if (app->tips == NULL || !app->settings->tips)
    return;
  int columns = term_area(app->term).columns;
  int prefix = text_width(PREFIX);
  int room = columns - 1 - from - TIP_GAP - prefix;
  g_autofree char *tip =
      room > 0 ? tips_of_day(app->tips, app->keymap, allows, app, app_today(app), room) : NULL;
  if (tip == NULL)
    return;
  int column = columns - 1 - prefix - text_width(tip);
  column += term_span(app->term, row, column, prefix, THEME_FOOTER, PREFIX);
  term_span(app->term, row, column, columns - column, THEME_FOOTER, tip);
}
