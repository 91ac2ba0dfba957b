/* What a person may name where the program is restricted to one folder. */
#include "core/rules/confine.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *base; /* holds exchange/, exchange2/ and shipped/ */

static char *at(const char *path) {
  return g_build_filename(base, path, NULL);
}

static void put(const char *path, const char *text) {
  g_autofree char *name = at(path);
  g_assert_true(g_file_set_contents(name, text, -1, NULL));
}

static void make_folder(const char *path) {
  g_autofree char *name = at(path);
  g_assert_cmpint(g_mkdir(name, 0700), ==, 0);
}

static void make_link(const char *target, const char *path) {
  g_autofree char *name = at(path);
  g_assert_cmpint(symlink(target, name), ==, 0);
}

/* The text of a file that may be opened; NULL where it must not be, "" where it is not there. */
static char *opened(const char *path) {
  g_autoptr(GError) error = NULL;
  char text[64] = "";
  int file = confine_open(path, &error);
  if (file < 0)
    return error != NULL ? NULL : g_strdup("");
  g_assert_no_error(error);
  g_assert_cmpint(read(file, text, sizeof text - 1), >=, 0);
  close(file);
  return g_strdup(text);
}

static void check(const char *path, const char *expected) {
  g_autofree char *whole = g_path_is_absolute(path) ? g_strdup(path) : at(path);
  g_autofree char *text = opened(whole);
  g_test_message("%s", whole);
  g_assert_cmpstr(text, ==, expected);
}

static void begin(void) {
  g_autofree char *exchange = at("exchange"), *shipped = at("shipped");
  confine_begin(exchange, shipped);
}

static void test_reading(void) {
  begin();
  check("exchange/a.csv", "甲");
  check("exchange/sub/b.csv", "乙");
  check("exchange//./sub/./b.csv", "乙");
  check("exchange/none.csv", "");
  check("shipped/t.yaml", "模板");
  check("secret", NULL);
  check("exchange2/c.csv", NULL); /* begins like it, and is not below it */
  check("exchange/../secret", NULL);
  check("exchange/sub/../../secret", NULL);
  check("exchange/sub/../a.csv", NULL); /* .. is never followed, wherever it leads */
  check("exchange/link", NULL);         /* to ../secret */
  check("exchange/inner", NULL);        /* to a.csv: links are not followed at all */
  check("exchange/out/secret", NULL);   /* a folder that is a link */
  check("shipped/../secret", NULL);
  check("/etc/passwd", NULL);
  check("/proc/self/environ", NULL);
  g_autofree char *relative = opened("a.csv");
  g_assert_cmpstr(relative, ==, "甲");
  g_autofree char *up = opened("../secret");
  g_assert_null(up);
}

static void check_new(const char *path, gboolean may) {
  g_autofree char *whole = g_path_is_absolute(path) ? g_strdup(path) : at(path);
  g_auto(Confined) confined = {.folder = -1};
  GError *error = NULL;
  g_test_message("%s", whole);
  g_assert_cmpint(confine_new(whole, &confined, &error), ==, may);
  g_assert_cmpint(error != NULL, ==, !may);
  g_clear_error(&error);
}

static void test_writing(void) {
  begin();
  check_new("exchange/new.xlsx", TRUE);
  check_new("exchange/sub/new.xlsx", TRUE);
  check_new("exchange/none/new.xlsx", TRUE); /* told by who opens it */
  check_new("exchange/out/new.xlsx", FALSE);
  check_new("exchange/../new.xlsx", FALSE);
  check_new("shipped/new.yaml", FALSE);
  check_new("new.xlsx", FALSE);
  check_new("/etc/cron.d/x", FALSE);
  /* The folder that was checked is the one that is written to, though another takes its name. */
  g_autofree char *inside = at("exchange/sub/late.csv"), *folder = at("exchange/sub");
  g_autofree char *moved = at("exchange/moved"), *late = at("exchange/moved/late.csv");
  g_auto(Confined) confined = {.folder = -1};
  g_assert_true(confine_new(inside, &confined, NULL));
  g_assert_cmpint(g_rename(folder, moved), ==, 0);
  g_assert_cmpint(symlink(base, folder), ==, 0);
  g_assert_true(g_file_set_contents(confined.path, "丙", -1, NULL));
  g_assert_true(g_file_test(late, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint(g_unlink(folder), ==, 0);
  g_assert_cmpint(g_rename(moved, folder), ==, 0);
}

static void test_nowhere(void) {
  g_autofree char *shipped = at("shipped");
  g_autofree char *file = at("exchange/a.csv");
  confine_begin(NULL, shipped);
  GError *error = NULL;
  g_assert_cmpint(confine_open(file, &error), ==, -1);
  g_assert_error(error, CONFINE_ERROR, CONFINE_ERROR_OUTSIDE);
  g_clear_error(&error);
  check("shipped/t.yaml", "模板");
}

static void test_free(void) {
  g_unsetenv("TAIZHANG_RESTRICTED");
  g_assert_false(confine_is_on());
  check("secret", "密");
  check("exchange/link", "密");
  check_new("new.xlsx", TRUE);
}

static void remove_all(void) {
  static const char *const made[] = {"exchange/sub/late.csv",
                                     "exchange/sub/b.csv",
                                     "exchange/sub",
                                     "exchange/a.csv",
                                     "exchange/link",
                                     "exchange/inner",
                                     "exchange/out",
                                     "exchange",
                                     "exchange2/c.csv",
                                     "exchange2",
                                     "shipped/t.yaml",
                                     "shipped",
                                     "secret",
                                     ""};
  for (gsize i = 0; i < G_N_ELEMENTS(made); i++) {
    g_autofree char *path = at(made[i]);
    g_assert_cmpint(g_remove(path), ==, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  base = g_dir_make_tmp("taizhang-confine-XXXXXX", NULL);
  make_folder("exchange");
  make_folder("exchange/sub");
  make_folder("exchange2");
  make_folder("shipped");
  put("exchange/a.csv", "甲");
  put("exchange/sub/b.csv", "乙");
  put("exchange2/c.csv", "丙");
  put("secret", "密");
  put("shipped/t.yaml", "模板");
  make_link("../secret", "exchange/link");
  make_link("a.csv", "exchange/inner");
  make_link("..", "exchange/out");
  g_test_add_func("/confine/free", test_free);
  g_test_add_func("/confine/reading", test_reading);
  g_test_add_func("/confine/writing", test_writing);
  g_test_add_func("/confine/nowhere", test_nowhere);
  int status = g_test_run();
  remove_all();
  g_free(base);
  return status;
}
