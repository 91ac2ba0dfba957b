#include "core/config/keymap.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/config/document.h"

static const char *const contexts[] = {"global", "list", NULL};
static const char *const actions[] = {"help", "quit", "row.down", "row.up", NULL};

static const char shipped[] = "global:\n"
                              "  help: ['?', F1]\n"
                              "  quit: q\n"
                              "list:\n"
                              "  row.down: [j, Down]\n"
                              "  row.up: [k, Up]\n"
                              "  quit: []\n";

typedef struct {
  char *folder;
  char *path;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("keymap-XXXXXX", NULL);
  place->path = g_build_filename(place->folder, "keys.yaml", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_unlink(place->path);
  g_rmdir(place->folder);
  g_free(place->path);
  g_free(place->folder);
}

static Keymap *load(const Place *place, const char *text, GError **error) {
  g_assert_true(g_file_set_contents(place->path, text, -1, NULL));
  return keymap_load(place->path, contexts, actions, error);
}

/* The keys of an action as people read them, separated by spaces. */
static void keys_are(const Keymap *keymap, const char *context, const char *action,
                     const char *expected) {
  g_autoptr(GArray) keys = keymap_keys(keymap, context, action);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < keys->len; i++) {
    g_autofree char *name = key_name(g_array_index(keys, Key, i));
    g_string_append_printf(names, "%s%s", i > 0 ? " " : "", name);
  }
  g_assert_cmpstr(names->str, ==, expected);
}

static void test_load(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Keymap) keymap = load(place, shipped, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(keymap_action(keymap, "global", '?'), ==, "help");
  g_assert_cmpstr(keymap_action(keymap, "global", KEYNAME_F1), ==, "help");
  g_assert_cmpstr(keymap_action(keymap, "list", KEYNAME_DOWN), ==, "row.down");
  g_assert_null(keymap_action(keymap, "list", 'q'));
  g_assert_null(keymap_action(keymap, "nowhere", 'q'));
  keys_are(keymap, "global", "help", "? F1");
  keys_are(keymap, "list", "row.up", "k ↑");
  keys_are(keymap, "list", "quit", "");
  keys_are(keymap, "list", "help", "");
}

static void refused(const Place *place, const char *text, const char *message) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Keymap) keymap = load(place, text, &error);
  g_assert_null(keymap);
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_autofree char *whole = g_strdup_printf("文件 %s %s", place->path, message);
  if (!g_str_has_prefix(error->message, whole))
    g_assert_cmpstr(error->message, ==, whole);
}

static void test_mistakes(Place *place, gconstpointer data) {
  (void)data;
  refused(place, "glob: {help: x}",
          "第 1 行第 1 列：不认识的界面 \"glob\"（您是否想写 \"global\"？）");
  refused(place, "list:\n  row.dwn: j\n",
          "第 2 行第 3 列：不认识的动作 \"row.dwn\"（您是否想写 \"row.down\"？）");
  refused(place, "list:\n  row.up: [k, Upp]\n", "第 2 行第 15 列：不认识的键名 \"Upp\"");
  refused(place, "list:\n  row.up:\n", "第 2 行第 10 列：不认识的键名 \"\"");
  refused(place, "list:\n  row.up: [[k]]\n", "第 2 行第 12 列：应为键名");
  refused(place, "list:\n  row.up: {k: 1}\n", "第 2 行第 11 列：应为键名");
  refused(place, "list:\n  row.up: Ctrl-S\n  row.down: [j, Ctrl-s]\n",
          "第 3 行第 17 列：按键 \"Ctrl-s\" 重复：上面已经给了动作 \"row.up\"");
  refused(place, "list:\n  row.up: [k, k]\n", "第 2 行第 15 列：按键 \"k\" 写了两次");
  refused(place, "list: [j]\n", "第 1 行第 7 列：应为若干“键: 值”");
  refused(place, "[j]\n", "第 1 行第 1 列：应为若干“键: 值”");
}

/* Puts text on top of the shipped keymap. */
static Keymap *overlay(const Place *place, const char *text, GPtrArray **problems) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Keymap) keymap = load(place, shipped, &error);
  g_assert_no_error(error);
  g_assert_true(g_file_set_contents(place->path, text, -1, NULL));
  g_assert_true(keymap_overlay(keymap, place->path, problems, &error));
  g_assert_no_error(error);
  return g_steal_pointer(&keymap);
}

static void test_overlay(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Keymap) keymap = overlay(place,
                                     "list:\n  row.up: [j, p]\n  help: F2\n"
                                     "global:\n  quit: []\n",
                                     &problems);
  g_assert_cmpuint(problems->len, ==, 0);
  keys_are(keymap, "list", "row.up", "j p");
  keys_are(keymap, "list", "row.down", "↓");
  keys_are(keymap, "list", "help", "F2");
  keys_are(keymap, "global", "quit", "");
  keys_are(keymap, "global", "help", "? F1");
  g_assert_cmpstr(keymap_action(keymap, "list", 'j'), ==, "row.up");
  g_assert_null(keymap_action(keymap, "list", 'k'));
}

static void test_overlay_swap(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Keymap) keymap = overlay(place, "list: {row.up: j, row.down: k}", &problems);
  g_assert_cmpuint(problems->len, ==, 0);
  keys_are(keymap, "list", "row.up", "j");
  keys_are(keymap, "list", "row.down", "k");
}

static void test_overlay_problems(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Keymap) keymap = overlay(place,
                                     "lists: {row.up: x}\n"
                                     "global:\n"
                                     "  qiut: x\n"
                                     "  quit: [x, Foo]\n"
                                     "  help: F3\n"
                                     "list:\n"
                                     "  row.up: u\n"
                                     "  row.down: u\n",
                                     &problems);
  g_assert_cmpuint(problems->len, ==, 4);
  const char *const places[] = {"第 1 行第 1 列", "第 3 行第 3 列", "第 4 行第 13 列",
                                "第 8 行第 13 列"};
  for (guint i = 0; i < problems->len; i++)
    g_assert_nonnull(strstr(problems->pdata[i], places[i]));
  keys_are(keymap, "global", "quit", "q");
  keys_are(keymap, "global", "help", "F3");
  keys_are(keymap, "list", "row.up", "u");
  keys_are(keymap, "list", "row.down", "j ↓");
}

static void test_overlay_nothing(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Keymap) keymap = overlay(place, "# 什么也没改\n", &problems);
  g_assert_cmpuint(problems->len, ==, 0);
  keys_are(keymap, "global", "quit", "q");

  g_autoptr(GPtrArray) none = NULL;
  g_unlink(place->path);
  g_assert_true(keymap_overlay(keymap, place->path, &none, NULL));
  g_assert_cmpuint(none->len, ==, 0);

  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(Keymap) other = overlay(place, "- j\n", &list);
  g_assert_cmpuint(list->len, ==, 1);
  keys_are(other, "global", "quit", "q");
}

static void test_overlay_broken(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Keymap) keymap = load(place, shipped, &error);
  g_assert_true(g_file_set_contents(place->path, "global: {quit: x\nlist:\n", -1, NULL));
  g_autoptr(GPtrArray) problems = NULL;
  g_assert_false(keymap_overlay(keymap, place->path, &problems, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX);
  g_assert_nonnull(problems);
  keys_are(keymap, "global", "quit", "q");
}

#define ADD(name, test) g_test_add("/keymap/" name, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  ADD("load", test_load);
  ADD("mistakes", test_mistakes);
  ADD("overlay", test_overlay);
  ADD("overlay-swap", test_overlay_swap);
  ADD("overlay-problems", test_overlay_problems);
  ADD("overlay-nothing", test_overlay_nothing);
  ADD("overlay-broken", test_overlay_broken);
  return g_test_run();
}
