#include "core/rules/fault.h"

#include <errno.h>
#include <glib.h>

/* Nothing of what happens to files every day is told in the system's words. */
static void test_words(void) {
  static const int codes[] = {EACCES,       EPERM, EROFS, ENOSPC, EDQUOT, ENOENT, ENOTDIR, EISDIR,
                              ENAMETOOLONG, EFBIG, EIO,   ELOOP,  EMFILE, ENFILE, ENOMEM};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    g_test_message("%s", g_strerror(codes[i]));
    g_assert_cmpstr(fault_text(codes[i]), !=, g_strerror(codes[i]));
    if (codes[i] != EROFS)
      g_assert_cmpstr(fault_read_text(codes[i]), !=, g_strerror(codes[i]));
  }
  g_assert_cmpstr(fault_text(EBADMSG), ==, g_strerror(EBADMSG));
}

/* What is missing or forbidden depends on what was to be done. */
static void test_either(void) {
  g_assert_cmpstr(fault_text(EACCES), ==, "没有写入的权限");
  g_assert_cmpstr(fault_read_text(EACCES), ==, "没有读取的权限");
  g_assert_cmpstr(fault_text(ENOENT), ==, "没有这个文件夹");
  g_assert_cmpstr(fault_read_text(ENOENT), ==, "文件不存在");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fault/words", test_words);
  g_test_add_func("/fault/either", test_either);
  return g_test_run();
}
