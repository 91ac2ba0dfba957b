#include "core/config/places.h"

#include <glib/gstdio.h>

static void clear(void) {
  const char *const names[] = {"TAIZHANG_DB", "TAIZHANG_SHARE", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                               "XDG_STATE_HOME"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    g_unsetenv(names[i]);
  g_setenv("HOME", "/home/甲", TRUE);
}

/* Takes the path. */
static void is(char *path, const char *expected) {
  g_assert_cmpstr(path, ==, expected);
  g_free(path);
}

static void test_database(void) {
  clear();
  is(places_database(NULL), "/home/甲/.local/share/taizhang/taizhang.db");
  g_setenv("XDG_DATA_HOME", "/data", TRUE);
  is(places_database(NULL), "/data/taizhang/taizhang.db");
  g_setenv("XDG_DATA_HOME", "data", TRUE);
  is(places_database(NULL), "/home/甲/.local/share/taizhang/taizhang.db");
  g_setenv("TAIZHANG_DB", "/srv/ledger.db", TRUE);
  is(places_database(NULL), "/srv/ledger.db");
  is(places_database("here.db"), "here.db");
  g_setenv("TAIZHANG_DB", "", TRUE);
  is(places_database(NULL), "/home/甲/.local/share/taizhang/taizhang.db");
}

static void test_own(void) {
  clear();
  is(places_config("keys.yaml"), "/home/甲/.config/taizhang/keys.yaml");
  is(places_drafts(), "/home/甲/.local/state/taizhang/drafts");
  g_setenv("XDG_CONFIG_HOME", "/config", TRUE);
  g_setenv("XDG_STATE_HOME", "/state", TRUE);
  is(places_config("keys.yaml"), "/config/taizhang/keys.yaml");
  is(places_drafts(), "/state/taizhang/drafts");
  is(places_state("tour"), "/state/taizhang/tour");
}

static void test_shipped(void) {
  clear();
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname(program);
  g_autofree char *parent = g_path_get_dirname(folder);
  g_autofree char *own = g_path_get_basename(program);
  g_autofree char *folder_name = g_path_get_basename(folder);

  /* This program's own file stands for one that is there. */
  g_autofree char *there = g_build_filename(folder_name, own, NULL);
  is(places_shipped(there), program);
  g_autofree char *installed =
      g_build_filename(parent, "share", "taizhang", "data", "keys.yaml", NULL);
  is(places_shipped("data/keys.yaml"), installed);
  g_setenv("TAIZHANG_SHARE", "/srv/share", TRUE);
  is(places_shipped("data/keys.yaml"), "/srv/share/data/keys.yaml");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/places/database", test_database);
  g_test_add_func("/places/own", test_own);
  g_test_add_func("/places/shipped", test_shipped);
  return g_test_run();
}
