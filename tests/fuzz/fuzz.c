#include "tests/fuzz/fuzz.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  setlocale(LC_ALL, "");
  return 0;
}

const char *fuzz_file(const uint8_t *data, size_t size) {
  static char path[32];
  static int file = -1;
  if (file < 0) {
    file = memfd_create("fuzz", MFD_CLOEXEC);
    g_assert_cmpint(file, >=, 0);
    g_snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  }
  g_assert_cmpint(ftruncate(file, 0), ==, 0);
  g_assert_cmpint(pwrite(file, data, size, 0), ==, (gssize)size);
  return path;
}

void fuzz_check_text(const char *text) {
  g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void check_message(const char *message) {
  fuzz_check_text(message);
  g_assert_cmpint(strlen(message), >, 0);
  g_assert_null(strpbrk(message, "\r\033\a\b"));
}

void fuzz_check_error(GError *error) {
  g_assert_nonnull(error);
  check_message(error->message);
  g_error_free(error);
}

void fuzz_check_problems(GPtrArray *problems) {
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    check_message(problems->pdata[i]);
  if (problems != NULL)
    g_ptr_array_unref(problems);
}
