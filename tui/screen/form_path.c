#include "tui/screen/form_path.h"

char *form_path_file(const char *text) {
  char *name = g_locale_from_utf8(text, -1, NULL, NULL, NULL);
  return name != NULL ? name : g_strdup(text);
}

char *form_path_text(const char *path) {
  char *text = g_locale_to_utf8(path, -1, NULL, NULL, NULL);
  return text != NULL ? text : g_filename_display_name(path);
}

/* A file in the current folder that is not there yet. A title may hold what no name can. */
static char *free_path(const char *name, const char *ending) {
  g_autofree char *stem = g_strdelimit(g_strdup(name), "/\n", '-');
  for (int turn = 1;; turn++) {
    g_autofree char *text = turn == 1 ? g_strdup_printf("%s.%s", stem, ending)
                                      : g_strdup_printf("%s-%d.%s", stem, turn, ending);
    g_autofree char *file = form_path_file(text);
    if (!g_file_test(file, G_FILE_TEST_EXISTS))
      return g_canonicalize_filename(file, NULL);
  }
}

char *form_path(const char *typed, const char *name, const char *ending) {
  if (*typed == '\0')
    return free_path(name, ending);
  g_autofree char *file = form_path_file(typed);
  return g_str_has_prefix(file, "~/") ? g_build_filename(g_get_home_dir(), file + 2, NULL)
                                      : g_canonicalize_filename(file, NULL);
}
