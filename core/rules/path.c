#include "core/rules/path.h"

char *path_file(const char *text) {
  char *name = g_locale_from_utf8(text, -1, NULL, NULL, NULL);
  return name != NULL ? name : g_strdup(text);
}

char *path_text(const char *path) {
  char *text = g_locale_to_utf8(path, -1, NULL, NULL, NULL);
  return text != NULL ? text : g_filename_display_name(path);
}

char *path_whole(const char *typed) {
  g_autofree char *file = path_file(typed);
  return g_str_has_prefix(file, "~/") ? g_build_filename(g_get_home_dir(), file + 2, NULL)
                                      : g_canonicalize_filename(file, NULL);
}
