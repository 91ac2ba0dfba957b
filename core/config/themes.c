#include "core/config/themes.h"

#include <string.h>

#include "core/config/document.h"
#include "core/config/nearest.h"
#include "core/config/places.h"

#define ENDING ".yaml"

/* In the order in which they are shown. */
static const char *const shipped[] = {"dark",        "light", "contrast",
                                      "colourblind", "mono",  "console16"};

gboolean themes_is_name(const char *name) {
  return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL &&
         !g_str_has_suffix(name, ENDING);
}

static void entry_free(gpointer data) {
  ThemeEntry *entry = data;
  g_free(entry->name);
  g_free(entry->title);
  g_free(entry->path);
  g_free(entry->problem);
  g_free(entry);
}

static ThemeEntry *entry_new(const char *name, const char *path, gboolean own) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = theme_load(path, &error);
  ThemeEntry *entry = g_new0(ThemeEntry, 1);
  entry->name = g_strdup(name);
  entry->title = g_strdup(theme != NULL ? theme->title : name);
  entry->path = g_strdup(path);
  entry->own = own;
  entry->problem = error != NULL ? g_strdup(error->message) : NULL;
  return entry;
}

static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of a person's own, in order. */
static GPtrArray *own_names(void) {
  g_autofree char *folder = places_config("themes");
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  const char *file;
  while (dir != NULL && (file = g_dir_read_name(dir)) != NULL) {
    /* What is not UTF-8 cannot be written into the settings. */
    if (file[0] != '.' && g_str_has_suffix(file, ENDING) && g_utf8_validate(file, -1, NULL))
      g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(ENDING)));
  }
  g_ptr_array_sort(names, by_name);
  return names;
}

static char *path_of(const char *name, gboolean own) {
  g_autofree char *file = g_strconcat("themes/", name, ENDING, NULL);
  return own ? places_config(file) : places_shipped(file);
}

static gboolean has_name(const GPtrArray *names, const char *name) {
  for (guint i = 0; i < names->len; i++)
    if (strcmp(names->pdata[i], name) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *themes_list(void) {
  GPtrArray *entries = g_ptr_array_new_with_free_func(entry_free);
  g_autoptr(GPtrArray) own = own_names();
  for (gsize i = 0; i < G_N_ELEMENTS(shipped); i++) {
    g_autofree char *path = path_of(shipped[i], FALSE);
    if (!has_name(own, shipped[i]))
      g_ptr_array_add(entries, entry_new(shipped[i], path, FALSE));
  }
  for (guint i = 0; i < own->len; i++) {
    g_autofree char *path = path_of(own->pdata[i], TRUE);
    g_ptr_array_add(entries, entry_new(own->pdata[i], path, TRUE));
  }
  return entries;
}

static void fail_unknown(const char *name, GError **error) {
  g_autoptr(GPtrArray) names = own_names();
  for (gsize i = 0; i < G_N_ELEMENTS(shipped); i++)
    g_ptr_array_add(names, g_strdup(shipped[i]));
  g_ptr_array_add(names, NULL);
  const char *nearest = nearest_word(name, (const char *const *)names->pdata);
  if (nearest != NULL)
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, "没有配色“%s”，是不是 %s？", name,
                nearest);
  else
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE,
                "没有配色“%s”；有哪些，见 taizhang theme", name);
}

Theme *themes_load(const char *name, GError **error) {
  if (themes_is_name(name)) {
    for (int own = 1; own >= 0; own--) {
      g_autofree char *path = path_of(name, own != 0);
      if (g_file_test(path, G_FILE_TEST_EXISTS))
        return theme_load(path, error);
    }
  }
  fail_unknown(name, error);
  return NULL;
}

Theme *themes_load_or_default(const char *name, char **problem) {
  *problem = NULL;
  g_autoptr(GError) error = NULL;
  Theme *theme = themes_load(name, &error);
  if (theme != NULL)
    return theme;
  g_autofree char *path = path_of(THEMES_SHIPPED_DEFAULT, FALSE);
  theme = theme_load(path, NULL);
  *problem =
      g_strdup_printf("配色改用“%s”：%s", theme != NULL ? theme->title : "无色", error->message);
  return theme != NULL ? theme : theme_plain();
}
