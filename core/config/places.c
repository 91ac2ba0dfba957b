#include "core/config/places.h"

/* A variable's value; NULL where it is unset or empty. */
static const char *variable(const char *name) {
  const char *value = g_getenv(name);
  return value != NULL && value[0] != '\0' ? value : NULL;
}

/* The folder that an XDG variable names, else fallback below the home folder. Relative folders
 * count as unset, as the XDG specification asks. GLib's own functions would remember the first
 * answer for ever. */
static char *xdg_folder(const char *name, const char *fallback) {
  const char *value = variable(name);
  if (value != NULL && g_path_is_absolute(value))
    return g_strdup(value);
  const char *home = variable("HOME");
  return g_build_filename(home != NULL ? home : g_get_home_dir(), fallback, NULL);
}

char *places_database(const char *given) {
  if (given != NULL)
    return g_strdup(given);
  const char *value = variable("TAIZHANG_DB");
  if (value != NULL)
    return g_strdup(value);
  g_autofree char *folder = xdg_folder("XDG_DATA_HOME", ".local/share");
  return g_build_filename(folder, "taizhang", "taizhang.db", NULL);
}

/* The folder the running program's file is in; "." where /proc does not say. */
static char *program_folder(void) {
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  return program != NULL ? g_path_get_dirname(program) : g_strdup(".");
}

char *places_shipped(const char *path) {
  const char *share = variable("TAIZHANG_SHARE");
  if (share != NULL)
    return g_build_filename(share, path, NULL);
  g_autofree char *folder = program_folder();
  g_autofree char *parent = g_path_get_dirname(folder);
  g_autofree char *beside_build = g_build_filename(parent, path, NULL);
  if (g_file_test(beside_build, G_FILE_TEST_EXISTS))
    return g_steal_pointer(&beside_build);
  return g_build_filename(parent, "share", "taizhang", path, NULL);
}

char *places_module(const char *name) {
  g_autofree char *folder = program_folder();
  g_autofree char *beside = g_build_filename(folder, name, NULL);
  if (g_file_test(beside, G_FILE_TEST_EXISTS))
    return g_steal_pointer(&beside);
  g_autofree char *parent = g_path_get_dirname(folder);
  return g_build_filename(parent, "lib", "taizhang", name, NULL);
}

char *places_config(const char *name) {
  g_autofree char *folder = xdg_folder("XDG_CONFIG_HOME", ".config");
  return g_build_filename(folder, "taizhang", name, NULL);
}

char *places_system(const char *name) {
  const char *folder = variable("TAIZHANG_SYSTEM");
  return folder != NULL ? g_build_filename(folder, name, NULL)
                        : g_build_filename(SYSTEM_FOLDER, name, NULL);
}

char *places_state(const char *name) {
  g_autofree char *folder = xdg_folder("XDG_STATE_HOME", ".local/state");
  return g_build_filename(folder, "taizhang", name, NULL);
}

char *places_drafts(void) {
  return places_state("drafts");
}

char *places_drafts_spare(void) {
  const char *folder = g_getenv("XDG_RUNTIME_DIR");
  if (folder == NULL || !g_path_is_absolute(folder))
    return NULL;
  return g_build_filename(folder, "taizhang", "drafts", NULL);
}

char **places_templates(void) {
  static const char *const folders[] = {"data/ledgers", "data/plans", "data/units", "data/systems"};
  char **paths = g_new0(char *, G_N_ELEMENTS(folders) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
    paths[i] = places_shipped(folders[i]);
  return paths;
}
