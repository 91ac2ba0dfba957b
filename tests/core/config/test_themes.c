#include "core/config/themes.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/config/document.h"

/* A configuration folder of one's own. */
typedef struct {
  char *folder, *program, *themes;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("themes-XXXXXX", NULL);
  place->program = g_build_filename(place->folder, "taizhang", NULL);
  place->themes = g_build_filename(place->program, "themes", NULL);
  g_assert_cmpint(g_mkdir_with_parents(place->themes, 0700), ==, 0);
  g_setenv("XDG_CONFIG_HOME", place->folder, TRUE);
  g_setenv("TAIZHANG_SHARE", g_getenv("TAIZHANG_SOURCE"), TRUE);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GDir) dir = g_dir_open(place->themes, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(place->themes, name, NULL);
    g_unlink(path);
  }
  g_rmdir(place->themes);
  g_rmdir(place->program);
  g_rmdir(place->folder);
  g_free(place->themes);
  g_free(place->program);
  g_free(place->folder);
}

static void put(const Place *place, const char *file, const char *text) {
  g_autofree char *path = g_build_filename(place->themes, file, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_list(Place *place, gconstpointer data) {
  (void)data;
  put(place, "mono.yaml", "title: 我的单色\nroles: {}\n");
  put(place, "坏.yaml", "title: 坏\nroles:\n  reed: 1\n");
  put(place, "README", "x");
  g_autoptr(GPtrArray) themes = themes_list();
  static const struct {
    const char *name, *title;
    gboolean own, good;
  } expected[] = {
      {"dark", "深色", FALSE, TRUE},
      {"light", "浅色", FALSE, TRUE},
      {"contrast", "高对比", FALSE, TRUE},
      {"colourblind", "色弱友好", FALSE, TRUE},
      {"console16", "十六色", FALSE, TRUE},
      {"mono", "我的单色", TRUE, TRUE},
      {"坏", "坏", TRUE, FALSE},
  };
  g_assert_cmpuint(themes->len, ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    const ThemeEntry *entry = themes->pdata[i];
    g_assert_cmpstr(entry->name, ==, expected[i].name);
    g_assert_cmpstr(entry->title, ==, expected[i].title);
    g_assert_cmpint(entry->own, ==, expected[i].own);
    g_assert_cmpint(entry->problem == NULL, ==, expected[i].good);
  }
}

static void test_load(Place *place, gconstpointer data) {
  (void)data;
  put(place, "mono.yaml", "title: 我的单色\nroles: {}\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) own = themes_load("mono", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(own->title, ==, "我的单色");
  g_autoptr(Theme) shipped = themes_load("light", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(shipped->title, ==, "浅色");
  static const char *const unknown[][2] = {
      {"lihgt", "没有配色“lihgt”，是不是 light？"},
      {"", "没有配色“”"},
      {"../mono", "没有配色“../mono”"},
      {"完全不同的名字", "有哪些，见 taizhang theme"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++) {
    g_autoptr(GError) problem = NULL;
    g_assert_null(themes_load(unknown[i][0], &problem));
    g_assert_nonnull(strstr(problem->message, unknown[i][1]));
  }
}

/* What is wrong is told with file, line and role, and the shipped one is taken. */
static void test_default(Place *place, gconstpointer data) {
  (void)data;
  put(place, "坏.yaml", "title: 坏\nroles:\n  red: rod\n");
  g_autofree char *problem = NULL;
  g_autoptr(Theme) theme = themes_load_or_default("坏", &problem);
  g_assert_cmpstr(theme->title, ==, "深色");
  g_assert_nonnull(strstr(problem, "配色改用“深色”："));
  g_assert_nonnull(strstr(problem, "坏.yaml 第 3 行第 8 列：角色 red：不认识的颜色 \"rod\""));
  g_autofree char *none = NULL;
  g_autoptr(Theme) good = themes_load_or_default("mono", &none);
  g_assert_null(none);
  g_assert_cmpstr(good->title, ==, "单色");
  g_setenv("TAIZHANG_SHARE", place->folder, TRUE);
  g_autofree char *missing = NULL;
  g_autoptr(Theme) plain = themes_load_or_default("坏", &missing);
  g_assert_cmpstr(plain->title, ==, "无色");
  g_assert_nonnull(strstr(missing, "配色改用“无色”："));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add("/themes/list", Place, NULL, set_up, test_list, tear_down);
  g_test_add("/themes/load", Place, NULL, set_up, test_load, tear_down);
  g_test_add("/themes/default", Place, NULL, set_up, test_default, tear_down);
  return g_test_run();
}
