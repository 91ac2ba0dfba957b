#include "tui/term/direct.h"

#include <string.h>

/* An entry that curses itself finds. */
static GByteArray *xterm(void) {
  static const char *const folders[] = {"/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo",
                                        "/etc/terminfo"};
  for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = g_build_filename(folders[i], "x", "xterm-256color", NULL);
    char *bytes;
    gsize size;
    if (g_file_get_contents(path, &bytes, &size, NULL))
      return g_byte_array_new_take((guint8 *)bytes, size);
  }
  g_error("no terminfo entry xterm-256color");
}

/* What is changed can be changed again, and stays as it is but for our strings, which come twice.
 */
static void test_entry(void) {
  g_autoptr(GByteArray) entry = xterm();
  g_autoptr(GByteArray) changed = direct_entry(entry->data, entry->len);
  g_assert_nonnull(changed);
  g_assert_nonnull(memmem(changed->data, changed->len, "38;2;%p1%{65536}", 16));
  g_assert_nonnull(memmem(changed->data, changed->len, "\0RGB", 5));
  g_autoptr(GByteArray) twice = direct_entry(changed->data, changed->len);
  g_assert_nonnull(twice);
  g_assert_cmpuint(twice->len, >, changed->len);
}

/* Whatever is cut off or was never an entry is none. */
static void test_damaged(void) {
  g_autoptr(GByteArray) entry = xterm();
  g_assert_null(direct_entry((const guint8 *)"", 0));
  g_assert_null(direct_entry((const guint8 *)"no entry at all", 15));
  guint whole = 0;
  for (gsize size = 0; size < entry->len; size++) {
    g_autofree guint8 *bytes = g_memdup2(entry->data, size);
    g_autoptr(GByteArray) changed = direct_entry(bytes, size);
    whole += changed != NULL ? 1 : 0;
  }
  /* Only what comes after the strings may be missing. */
  g_assert_cmpuint(whole, <, entry->len / 2);
  for (gsize at = 0; at < 12; at++) {
    g_autofree guint8 *bytes = g_memdup2(entry->data, entry->len);
    bytes[at] = 0xff;
    g_autoptr(GByteArray) changed = direct_entry(bytes, entry->len);
    g_assert_true(at >= 2 || changed == NULL);
  }
}

/* In place, and for what was cut off as for the whole. */
static void test_simplify(void) {
  g_autoptr(GByteArray) entry = xterm();
  g_autofree guint8 *before = g_memdup2(entry->data, entry->len);
  g_assert_true(direct_simplify(entry->data, entry->len));
  guint differing = 0;
  for (guint i = 0; i < entry->len; i++)
    differing += before[i] != entry->data[i] ? 1 : 0;
  g_assert_cmpuint(differing, ==, 6); /* three places of strings */
  g_assert_false(direct_simplify((guint8 *)"", 0));
  for (gsize size = 0; size < entry->len; size++) {
    g_autofree guint8 *bytes = g_memdup2(before, size);
    direct_simplify(bytes, size);
  }
}

static void test_names(void) {
  g_autofree char *found = direct_terminfo("xterm-256color", TRUE);
  g_assert_true(g_str_has_prefix(found, "hex:"));
  g_assert_null(direct_terminfo("xterm", TRUE)); /* of eight colours */
  g_autofree char *eight = direct_terminfo("xterm", FALSE);
  g_assert_true(g_str_has_prefix(eight, "hex:"));
  for (int direct = 0; direct < 2; direct++) {
    g_assert_null(direct_terminfo("no-such-terminal", direct));
    g_assert_null(direct_terminfo("../x/xterm-256color", direct));
    g_assert_null(direct_terminfo("", direct));
  }
  g_assert_cmpint(direct_colour(0x123456), ==, 0x123456);
  g_assert_cmpint(direct_colour(0x0000ff), ==, 0x0100ff);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/direct/entry", test_entry);
  g_test_add_func("/direct/damaged", test_damaged);
  g_test_add_func("/direct/simplify", test_simplify);
  g_test_add_func("/direct/names", test_names);
  return g_test_run();
}
