/* app_listed.c: what the screen shown lists, to be written to a file. */
#include "tui/screen/app_private.h"

gboolean app_listed(App *app, GArray **tasks, Listing **listing, char **title, gboolean *narrowed,
                    GError **error) {
  const OpenScreen *top = app_top(app);
  *tasks = NULL;
  *listing = NULL;
  *title = NULL;
  *narrowed = app_is_narrowed(top);
  if (top->class_->tasks != NULL) {
    *tasks = app_marked(top) != NULL ? app_marked_ids(top) : top->class_->tasks(top->state);
    *title = g_strdup(top->class_->title);
    return TRUE;
  }
  *listing = top->class_->listing(app, top->state, error);
  if (*listing == NULL)
    return FALSE;
  *title = g_strdup((*listing)->title);
  return TRUE;
}
