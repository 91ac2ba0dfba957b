/* long.h: whether long tests run in full.
 *
 * What takes minutes is shortened in ./run test; TAIZHANG_TEST_LONG=1 asks for the full figures.
 */
#pragma once

#include <glib.h>

/* TRUE where they are to run in full. */
static inline gboolean long_run(void) {
  const char *value = g_getenv("TAIZHANG_TEST_LONG");
  return value != NULL && *value != '\0' && !g_str_equal(value, "0");
}

/* How many of something: whole in a full run, else few. */
static inline int long_count(int whole, int few) {
  return long_run() ? whole : few;
}
