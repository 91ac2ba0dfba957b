/* watch_demo.c: the round of the screens with one screen of its own, on which o does work that a
 * test ends.
 *
 * watch_demo LEDGER-FILE END-FILE: the work is done when END-FILE is there. The screen lists what
 * came to it, and what became of the work.
 */
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"

#define STEPS 1000

static const char *end_file;

typedef struct {
  GString *came;
} Demo;

static gpointer demo_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  Demo *demo = g_new0(Demo, 1);
  demo->came = g_string_new(NULL);
  return demo;
}

static void demo_close(gpointer state) {
  Demo *demo = state;
  g_string_free(demo->came, TRUE);
  g_free(demo);
}

static gboolean demo_recalculate(App *app, gpointer state, GError **error) {
  (void)app;
  (void)state;
  (void)error;
  return TRUE;
}

static void demo_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  const Demo *demo = state;
  term_blank(term, area, THEME_TEXT);
  g_autofree char *size = g_strdup_printf("%dx%d", area.rows + 2, area.columns);
  term_text(term, area.row, 0, area.columns, THEME_TEXT, size);
  term_text(term, area.row + 1, 0, area.columns, THEME_TEXT, demo->came->str);
}

static gboolean work(const Watch *watch, GError **error) {
  for (gint64 step = 0; !g_file_test(end_file, G_FILE_TEST_EXISTS); step = (step + 1) % STEPS) {
    if (!watch_goes_on(watch, "正在读取", step, STEPS, error))
      return FALSE;
    g_usleep(1000);
  }
  return TRUE;
}

static void do_work(App *app) {
  g_autoptr(GError) error = NULL;
  gboolean done = work(app_watch(app), &error);
  app_watch_end(app);
  if (done)
    app_notice(app, "已完成");
  else
    app_failed(app, g_steal_pointer(&error));
}

static gboolean demo_act(App *app, gpointer state, ActionId id) {
  Demo *demo = state;
  if (id == ACTION_LETTER_SAVE)
    do_work(app);
  else if (id == ACTION_QUIT)
    return FALSE;
  else
    g_string_append_printf(demo->came, "[%s]", action_get(id)->name);
  return TRUE;
}

static const ScreenClass DEMO = {
    .title = "演示",
    .context = CONTEXT_PLAN_TEXT,
    .open = demo_open,
    .close = demo_close,
    .recalculate = demo_recalculate,
    .paint = demo_paint,
    .act = demo_act,
};

static gboolean run(App *app, const char *path, GError **error) {
  g_autoptr(Theme) theme = theme_plain();
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  g_autofree char *keys = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/keys.yaml", NULL);
  app->db = db_open(path, DB_WRITE, error);
  app->keymap = app->db != NULL ? keymap_load(keys, contexts, actions, error) : NULL;
  app->term = app->keymap != NULL ? term_open(theme, error) : NULL;
  if (app->term == NULL)
    return FALSE;
  app->reckoned = TRUE;
  app->data_version = db_data_version(app->db);
  app->shown_day = app_today(app);
  OpenScreen screen = {.class_ = &DEMO, .state = DEMO.open(app, &(Opening){0})};
  g_array_append_val(app->roots, screen);
  app_round(app);
  app_forget_rights(app);
  demo_close(screen.state);
  return TRUE;
}

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  g_auto(Person) person = {0};
  if (argc != 3 || !term_locale(&error) || !person_init(&person, NULL, NULL, &error))
    return 2;
  end_file = argv[2];
  App app = {.person = &person};
  app.roots = g_array_new(FALSE, FALSE, sizeof(OpenScreen));
  app.pages = g_array_new(FALSE, FALSE, sizeof(OpenScreen));
  app.ledgers = g_ptr_array_new();
  gboolean ran = run(&app, argv[1], &error);
  app_drop_kept(&app);
  g_array_unref(app.roots);
  g_array_unref(app.pages);
  g_ptr_array_unref(app.ledgers);
  g_free(app.message);
  g_free(app.missed);
  g_clear_pointer(&app.term, term_close);
  g_clear_pointer(&app.keymap, keymap_free);
  g_clear_pointer(&app.db, db_close);
  if (!ran)
    g_printerr("%s\n", error->message);
  return ran ? 0 : 1;
}
