#include "tui/screen/form_path.h"

#include "core/rules/path.h"

char *form_path_file(const char *text) {
  return path_file(text);
}

char *form_path_text(const char *path) {
  return path_text(path);
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
  return *typed == '\0' ? free_path(name, ending) : path_whole(typed);
}
