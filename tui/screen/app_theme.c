/* app_theme.c: the list of themes, each put on while one is on it; the one that is chosen is kept
 * in the person's settings. */
#include "core/config/places.h"
#include "core/config/themes.h"
#include "tui/screen/app_private.h"

static const ThemeEntry *entry_at(const App *app, gint64 index) {
  return app->themes->pdata[index];
}

/* Puts on the theme of that name. FALSE after saying why it cannot be. */
static gboolean wear(App *app, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = themes_load(name, &error);
  if (theme == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return FALSE;
  }
  term_theme(app->term, theme);
  return TRUE;
}

/* Back to the one that was on before the list was opened, as it was then. */
static void wear_old(App *app) {
  g_autofree char *problem = NULL;
  g_autoptr(Theme) theme = themes_load_or_default(app->theme, &problem);
  term_theme(app->term, theme);
}

static void looked(App *app, gint64 index) {
  if (index < 0)
    wear_old(app);
  else
    wear(app, entry_at(app, index)->name);
}

static void chosen(App *app, gint64 index) {
  const ThemeEntry *entry = entry_at(app, index);
  if (!wear(app, entry->name)) {
    wear_old(app);
    return;
  }
  g_free(app->theme);
  app->theme = g_strdup(entry->name);
  g_autofree char *settings = places_config("settings.yaml");
  g_autoptr(GError) error = NULL;
  if (!settings_keep_theme(settings, entry->name, &error))
    app_failed(app, g_steal_pointer(&error));
  else
    app_notice(app, "配色换成“%s”，已记入设置（%s）", entry->title, settings);
}

static char *extra_of(const App *app, const ThemeEntry *entry) {
  return g_strdup_printf("%s%s%s%s", entry->problem != NULL ? "有错  " : "",
                         g_str_equal(entry->name, app->theme) ? "现用  " : "",
                         entry->own ? "自己的  " : "", entry->name);
}

void app_open_themes(App *app) {
  g_clear_pointer(&app->themes, g_ptr_array_unref);
  app->themes = themes_list();
  g_autofree PickerItem *items = g_new0(PickerItem, app->themes->len);
  g_autofree gint64 *ids = g_new0(gint64, app->themes->len);
  g_autoptr(GPtrArray) extras = g_ptr_array_new_with_free_func(g_free);
  gsize current = 0;
  for (guint i = 0; i < app->themes->len; i++) {
    const ThemeEntry *entry = entry_at(app, i);
    g_ptr_array_add(extras, extra_of(app, entry));
    items[i] = (PickerItem){.name = entry->title, .extra = extras->pdata[i]};
    ids[i] = i;
    if (g_str_equal(entry->name, app->theme))
      current = i;
  }
  app_choose(app, "配色：上下移动就换上看，回车留用，Esc 不换", items, ids, app->themes->len,
             current, chosen);
  app->looked = looked;
}
