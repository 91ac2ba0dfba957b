/* app_way.c: opening main screens and pages over them, and the way one came. */
#include "tui/screen/app_private.h"
#include "tui/screen/task_table.h"

/* ---- leaving ---------------------------------------------------------------------------- */

/* A page with something that would be lost is not kept: whether to leave it was asked. */
static void drop_unsaved(GArray *pages) {
  for (guint i = 0; i < pages->len; i++) {
    if (g_array_index(pages, OpenScreen, i).class_->unsaved != NULL) {
      g_array_set_size(pages, i);
      return;
    }
  }
}

/* Each main screen stands once on the way, where it was left last: however often one goes to and
 * fro, the way back is no longer than there are main screens. */
static void forget(App *app, gsize root) {
  for (guint i = 0; i < app->visits->len; i++) {
    if (g_array_index(app->visits, Visit, i).root == root) {
      g_array_remove_index(app->visits, i);
      return;
    }
  }
}

/* Keeps the main screen shown, with its pages, as the next one to go back to, when another one
 * (its place in App.roots) takes its place. */
static void leave_root(App *app, gsize next) {
  Visit visit = {.root = app->root, .pages = app->pages};
  drop_unsaved(visit.pages);
  app->pages = app_pages_new();
  forget(app, app->root);
  forget(app, next);
  g_array_append_val(app->visits, visit);
}

/* ---- opening ---------------------------------------------------------------------------- */

static OpenScreen open_screen(App *app, const ScreenClass *class_, const Opening *opening) {
  return (OpenScreen){.class_ = class_, .state = class_->open(app, opening), .stale = TRUE};
}

void app_open(App *app, const ScreenClass *class_, const Opening *opening) {
  app_close_filter(app); /* it belongs to the screen it was opened on */
  OpenScreen page = open_screen(app, class_, opening);
  g_array_append_val(app->pages, page);
  app_repaint_whole(app);
}

/* The place of a main screen, which is opened where it was not yet. */
static gsize root_of(App *app, const ScreenClass *class_) {
  for (guint i = 0; i < app->roots->len; i++) {
    if (g_array_index(app->roots, OpenScreen, i).class_ == class_)
      return i;
  }
  OpenScreen root = open_screen(app, class_, &(Opening){0});
  g_array_append_val(app->roots, root);
  return app->roots->len - 1;
}

void app_switch(App *app, const ScreenClass *class_) {
  app_close_filter(app);
  gboolean first = app->roots->len == 0;
  gsize next = root_of(app, class_);
  if (!first && next != app->root)
    leave_root(app, next);
  g_array_set_size(app->pages, 0);
  app->root = next;
  app_repaint_whole(app);
}

void app_open_once(App *app, const ScreenClass *class_) {
  for (guint i = 0; i < app->pages->len; i++) {
    if (g_array_index(app->pages, OpenScreen, i).class_ != class_)
      continue;
    g_array_set_size(app->pages, i + 1);
    app_repaint_whole(app);
    return;
  }
  app_open(app, class_, &(Opening){0});
}

void app_close_page(App *app) {
  if (app->pages->len == 0)
    return;
  g_array_set_size(app->pages, app->pages->len - 1);
  app_repaint_whole(app);
}

/* ---- going back ------------------------------------------------------------------------- */

static void return_to_last(App *app) {
  Visit *last = &g_array_index(app->visits, Visit, app->visits->len - 1);
  g_array_unref(app->pages);
  app->root = last->root;
  app->pages = g_steal_pointer(&last->pages);
  g_array_set_size(app->visits, app->visits->len - 1);
  app_repaint_whole(app);
}

static gboolean in_view(const OpenScreen *screen) {
  return screen->class_->is_table && ((const TaskTable *)screen->state)->view != NULL;
}

void app_go_back(App *app) {
  OpenScreen *top = app_top(app);
  GHashTable *marks = app_marked(top);
  if (marks != NULL)
    g_hash_table_remove_all(marks);
  else if (in_view(top))
    task_table_leave_view(app, top->state);
  else if (app_is_narrowed(top))
    app_filter(app, "");
  else if (app->pages->len > 0)
    app_form_return(app);
  else if (app->visits->len > 0)
    return_to_last(app);
  else
    app_notice(app, "已在最外一层；按 q 退出");
  app->repaint = TRUE;
}

/* ---- where one is ----------------------------------------------------------------------- */

static char *crumb_of(const OpenScreen *screen) {
  char *own = screen->class_->crumb != NULL ? screen->class_->crumb(screen->state) : NULL;
  return own != NULL ? own : g_strdup(screen->class_->title);
}

char *app_crumbs(App *app, gboolean whole) {
  if (app->pages->len == 0)
    return NULL;
  if (!whole)
    return crumb_of(app_top(app));
  const char *sign = term_is_narrow(0x203a) ? "›" : ">";
  const OpenScreen *root = &g_array_index(app->roots, OpenScreen, app->root);
  g_autoptr(GString) crumbs = g_string_new(root->class_->title);
  for (guint i = 0; i < app->pages->len; i++) {
    g_autofree char *crumb = crumb_of(&g_array_index(app->pages, OpenScreen, i));
    g_string_append_printf(crumbs, " %s %s", sign, crumb);
  }
  return g_string_free(g_steal_pointer(&crumbs), FALSE);
}
