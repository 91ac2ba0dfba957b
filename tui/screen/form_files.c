#include "tui/screen/form_files.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/model/evidence.h"
#include "core/rules/confine.h"
#include "core/rules/text.h"
#include "tui/screen/form_path.h"

static gboolean is_offered(const char *name, const char *const *endings) {
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (gsize i = 0; endings != NULL && endings[i] != NULL; i++) {
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  }
  return endings == NULL;
}

static gint by_name(gconstpointer one, gconstpointer other) {
  const FormOffer *const *a = one, *const *b = other;
  return strcmp((*a)->name, (*b)->name);
}

static char *size_text(const char *path) {
  GStatBuf status;
  return g_stat(path, &status) == 0 ? evidence_size_text(status.st_size) : NULL;
}

/* The files and folders in a folder as typed whose names begin with start, each to stand in the
 * field as it is: first what can be read, then where else to look. */
static GPtrArray *offers_in(const char *folder, const char *start, const char *const *endings) {
  g_autofree char *typed = g_strdup(*folder != '\0' ? folder : "./");
  g_autofree char *path = form_path(typed, "", "");
  /* A name in it, whatever name: the walk to it checks the folder, and holds it. */
  g_autofree char *inside = g_build_filename(path, "in", NULL);
  g_auto(Confined) held = {.folder = -1};
  g_autoptr(GError) refused = NULL;
  gboolean may = confine_new(inside, &held, &refused) && (held.folder >= 0 || !confine_is_on());
  g_autofree char *at = may ? g_path_get_dirname(held.path) : NULL;
  g_autoptr(GDir) dir = may ? g_dir_open(at, 0, NULL) : NULL;
  GPtrArray *files = form_offers_new();
  g_autoptr(GPtrArray) folders = form_offers_new();
  const char *entry;
  while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
    g_autofree char *whole = g_build_filename(at, entry, NULL);
    g_autofree char *shown = form_path_text(entry);
    g_autofree char *name = text_clean(shown, FALSE);
    gboolean hidden = (*entry == '.' && *start != '.') ||
                      (confine_is_on() && g_file_test(whole, G_FILE_TEST_IS_SYMLINK));
    if (hidden || !g_str_equal(name, shown) || !g_str_has_prefix(name, start))
      continue; /* what is not clean could not be typed either */
    gboolean is_folder = g_file_test(whole, G_FILE_TEST_IS_DIR);
    g_autofree char *put = g_strconcat(folder, name, is_folder ? "/" : "", NULL);
    g_autofree char *size = is_folder ? NULL : size_text(whole);
    if (is_folder)
      form_offers_add(folders, put, NULL);
    else if (is_offered(entry, endings))
      form_offers_add(files, put, size);
  }
  g_ptr_array_sort(files, by_name);
  g_ptr_array_sort(folders, by_name);
  g_ptr_array_extend_and_steal(files, g_steal_pointer(&folders));
  return files;
}

/* The folder that a typed name begins with, with its slash; "" where it has none. */
static char *folder_of(const char *typed) {
  const char *slash = strrchr(typed, '/');
  return g_strndup(typed, slash != NULL ? (gsize)(slash - typed) + 1 : 0);
}

GPtrArray *form_files_named(const char *typed) {
  if (g_str_equal(typed, "~")) {
    GPtrArray *home = form_offers_new();
    form_offers_add(home, "~/", NULL);
    return home;
  }
  g_autofree char *folder = folder_of(typed);
  return offers_in(folder, typed + strlen(folder), NULL);
}

void form_offer_files(Form *form, const char *id, const char *const *endings, char **folder) {
  const char *typed = form_value(form, id);
  g_autofree char *now = folder_of(typed);
  if (g_strcmp0(now, *folder) == 0)
    return;
  g_free(*folder);
  *folder = g_steal_pointer(&now);
  g_autoptr(GPtrArray) offers = offers_in(*folder, "", endings);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  for (guint i = 0; i < offers->len; i++)
    g_strv_builder_add(names, ((const FormOffer *)offers->pdata[i])->name);
  g_auto(GStrv) choices = g_strv_builder_end(names);
  form_set_choices(form, id, (const char *const *)choices);
}
