/* Files that are there whole or not at all. */
#include "core/exchange/table/outfile.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/core/fixture.h"

/* Bringing a file to the disk fails as a full disk does, where this is set. */
static int sync_error;
int fsync(int file) {
  (void)file;
  errno = sync_error;
  return sync_error != 0 ? -1 : 0;
}

typedef struct {
  char *folder;
  char *path;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = folder_make();
  place->path = g_build_filename(place->folder, "台账.csv", NULL);
}

/* Nothing half-written stays behind: there is what the test has made, and no more. */
static void tear_down(Place *place, gconstpointer data) {
  GDir *dir = g_dir_open(place->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL)
    g_assert_false(g_str_has_prefix(name, ".taizhang"));
  g_dir_close(dir);
  (void)data;
  folder_remove(place->folder);
  g_free(place->path);
}

static void assert_holds(const char *path, const char *expected) {
  g_autofree char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  g_assert_cmpstr(text, ==, expected);
}

static void assert_not_put(const char *path, gboolean replace, OutFileError code,
                           const char *part) {
  GError *error = NULL;
  g_assert_false(outfile_put(path, "新", strlen("新"), replace, &error));
  assert_refused(&error, OUTFILE_ERROR, (int)code, part);
}

static mode_t mode_of(const char *path) {
  struct stat status;
  g_assert_cmpint(lstat(path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void test_new(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  mode_t mask = umask(027);
  g_autoptr(OutFile) file = outfile_begin(place->path, FALSE, &error);
  g_assert_no_error(error);
  g_autoptr(GString) expected = g_string_new(NULL);
  for (int i = 0; i < 40000; i++) {
    g_assert_true(outfile_write(file, "一,二\n", strlen("一,二\n"), &error));
    g_string_append(expected, "一,二\n");
  }
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS)); /* not before it is whole */
  g_assert_true(outfile_publish(file, &error));
  umask(mask);
  assert_holds(place->path, expected->str);
  g_assert_cmpint(mode_of(place->path), ==, 0640);
}

/* A library may write the file by its name. */
static void test_library(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(OutFile) file = outfile_begin(place->path, FALSE, &error);
  FILE *stream = fopen(outfile_temporary(file), "wb");
  fputs("PK", stream);
  fclose(stream);
  g_assert_true(outfile_publish(file, &error));
  assert_holds(place->path, "PK");
}

static void test_kept(Place *place, gconstpointer data) {
  (void)data;
  g_assert_true(outfile_put(place->path, "旧", strlen("旧"), FALSE, NULL));
  assert_not_put(place->path, FALSE, OUTFILE_ERROR_EXISTS, "已经有这个文件，不会覆盖它");
  assert_holds(place->path, "旧");
}

static void test_replaced(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_true(outfile_put(place->path, "旧", strlen("旧"), FALSE, NULL));
  g_assert_cmpint(chmod(place->path, 0660), ==, 0);
  g_assert_true(outfile_put(place->path, "新", strlen("新"), TRUE, &error));
  g_assert_no_error(error);
  assert_holds(place->path, "新");
  g_assert_cmpint(mode_of(place->path), ==, 0660); /* colleagues may still write it */
}

/* Somebody made the file while ours was being written. */
static void test_meanwhile(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(OutFile) file = outfile_begin(place->path, FALSE, &error);
  g_file_set_contents(place->path, "别人的", -1, NULL);
  g_assert_false(outfile_publish(file, &error));
  assert_refused(&error, OUTFILE_ERROR, OUTFILE_ERROR_EXISTS, "已经有这个文件");
  assert_holds(place->path, "别人的");
}

static void test_links(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *target = folder_write(place->folder, "别的.csv", "不许动");
  g_assert_cmpint(symlink(target, place->path), ==, 0);
  assert_not_put(place->path, FALSE, OUTFILE_ERROR_EXISTS, "已经有这个文件");
  assert_not_put(place->path, TRUE, OUTFILE_ERROR_FAILED, "链接或设备，不会替换它");
  g_unlink(target);
  assert_not_put(place->path, TRUE, OUTFILE_ERROR_FAILED, "链接或设备");
  assert_not_put(place->path, FALSE, OUTFILE_ERROR_EXISTS, "已经有这个文件");
  g_assert_false(g_file_test(target, G_FILE_TEST_EXISTS));
  g_unlink(place->path);
  g_assert_cmpint(mkfifo(place->path, 0600), ==, 0);
  assert_not_put(place->path, TRUE, OUTFILE_ERROR_FAILED, "链接或设备");
  /* It became a link after it was begun. */
  g_unlink(place->path);
  g_file_set_contents(place->path, "旧", -1, NULL);
  g_autoptr(OutFile) file = outfile_begin(place->path, TRUE, NULL);
  g_unlink(place->path);
  g_assert_cmpint(symlink(target, place->path), ==, 0);
  GError *error = NULL;
  g_assert_false(outfile_publish(file, &error));
  assert_refused(&error, OUTFILE_ERROR, OUTFILE_ERROR_FAILED, "链接或设备");
}

static void test_places(Place *place, gconstpointer data) {
  (void)data;
  assert_not_put(place->folder, TRUE, OUTFILE_ERROR_FAILED, "这是一个文件夹，请写上文件名");
  g_autofree char *slash = g_strconcat(place->path, "/", NULL);
  assert_not_put(slash, FALSE, OUTFILE_ERROR_FAILED, "这是一个文件夹，请写上文件名");
  g_autofree char *missing = g_build_filename(place->folder, "没有", "甲.csv", NULL);
  assert_not_put(missing, FALSE, OUTFILE_ERROR_FAILED, "没有这个文件夹");
  g_autofree char *file = folder_write(place->folder, "文件", "");
  g_autofree char *under = g_build_filename(file, "甲.csv", NULL);
  assert_not_put(under, FALSE, OUTFILE_ERROR_FAILED, "路径当中有一段不是文件夹");
  g_autofree char *name = g_strnfill(300, 'a');
  g_autofree char *longest = g_build_filename(place->folder, name, NULL);
  assert_not_put(longest, FALSE, OUTFILE_ERROR_FAILED, "名称太长");
  if (geteuid() == 0)
    return; /* who may write anywhere */
  g_chmod(place->folder, 0500);
  assert_not_put(place->path, FALSE, OUTFILE_ERROR_FAILED, "没有写入的权限");
  g_chmod(place->folder, 0700);
}

static void test_full(Place *place, gconstpointer data) {
  (void)data;
  g_assert_true(outfile_put(place->path, "旧", strlen("旧"), FALSE, NULL));
  sync_error = ENOSPC;
  assert_not_put(place->path, TRUE, OUTFILE_ERROR_FAILED, "磁盘已满");
  sync_error = EDQUOT;
  assert_not_put(place->path, TRUE, OUTFILE_ERROR_FAILED, "磁盘已满");
  sync_error = 0;
  assert_holds(place->path, "旧");
}

/* Writing itself fails, in the middle. */
static void test_too_large(Place *place, gconstpointer data) {
  (void)data;
  struct rlimit before, small;
  getrlimit(RLIMIT_FSIZE, &before);
  small = (struct rlimit){.rlim_cur = 4096, .rlim_max = before.rlim_max};
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  g_autofree char *text = g_strnfill(100 * 1024, 'x');
  GError *error = NULL;
  setrlimit(RLIMIT_FSIZE, &small);
  gboolean put = outfile_put(place->path, text, strlen(text), FALSE, &error);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  g_assert_false(put);
  assert_refused(&error, OUTFILE_ERROR, OUTFILE_ERROR_FAILED, "文件太大");
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
}

/* What is dropped leaves nothing. */
static void test_dropped(Place *place, gconstpointer data) {
  (void)data;
  OutFile *file = outfile_begin(place->path, FALSE, NULL);
  g_autofree char *temporary = g_strdup(outfile_temporary(file));
  g_assert_true(outfile_write(file, "一", strlen("一"), NULL));
  g_assert_true(g_file_test(temporary, G_FILE_TEST_EXISTS));
  outfile_free(file);
  g_assert_false(g_file_test(temporary, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
}

#undef ADD
#define ADD(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/outfile/new", test_new);
  ADD("/outfile/library", test_library);
  ADD("/outfile/kept", test_kept);
  ADD("/outfile/replaced", test_replaced);
  ADD("/outfile/meanwhile", test_meanwhile);
  ADD("/outfile/links", test_links);
  ADD("/outfile/places", test_places);
  ADD("/outfile/full", test_full);
  ADD("/outfile/too-large", test_too_large);
  ADD("/outfile/dropped", test_dropped);
  return g_test_run();
}
