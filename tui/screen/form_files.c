#include "tui/screen/form_files.h"

#include <string.h>

#include "core/rules/text.h"
#include "tui/screen/form_path.h"

static gboolean is_offered(const char *name, const char *const *endings) {
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (gsize i = 0; endings[i] != NULL; i++) {
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  }
  return FALSE;
}

static gint by_name(gconstpointer one, gconstpointer other) {
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The files and folders in a folder as typed, each to stand in the field as it is: first what can
 * be read, then where else to look. */
static char **names_in(const char *folder, const char *const *endings) {
  g_autofree char *typed = g_strdup(*folder != '\0' ? folder : "./");
  g_autofree char *path = form_path(typed, "", "");
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
  const char *entry;
  while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
    g_autofree char *whole = g_build_filename(path, entry, NULL);
    g_autofree char *shown = form_path_text(entry);
    g_autofree char *name = text_clean(shown, FALSE);
    if (*entry == '.' || !g_str_equal(name, shown)) /* could not be typed either */
      continue;
    if (g_file_test(whole, G_FILE_TEST_IS_DIR))
      g_ptr_array_add(folders, g_strconcat(folder, name, "/", NULL));
    else if (is_offered(entry, endings))
      g_ptr_array_add(files, g_strconcat(folder, name, NULL));
  }
  g_ptr_array_sort(files, by_name);
  g_ptr_array_sort(folders, by_name);
  g_ptr_array_extend_and_steal(files, g_steal_pointer(&folders));
  g_ptr_array_add(files, NULL);
  return g_strdupv((char **)files->pdata);
}

void form_offer_files(Form *form, const char *id, const char *const *endings, char **folder) {
  const char *typed = form_value(form, id);
  const char *slash = strrchr(typed, '/');
  g_autofree char *now = g_strndup(typed, slash != NULL ? (gsize)(slash - typed) + 1 : 0);
  if (g_strcmp0(now, *folder) == 0)
    return;
  g_free(*folder);
  *folder = g_steal_pointer(&now);
  g_auto(GStrv) names = names_in(*folder, endings);
  form_set_choices(form, id, (const char *const *)names);
}
