#include "core/rules/merge.h"

#include <string.h>

#include "core/rules/text.h"

static gboolean same(const char *a, const char *b) {
  g_autofree char *left = text_strip_lines(a != NULL ? a : "");
  g_autofree char *right = text_strip_lines(b != NULL ? b : "");
  return g_str_equal(left, right);
}

Merge merge_field(const char *base, const char *mine, const char *theirs) {
  if (same(mine, theirs))
    return MERGE_NOTHING;
  if (same(base, theirs))
    return MERGE_MINE;
  return same(base, mine) ? MERGE_THEIRS : MERGE_CONFLICT;
}

char *merge_join(const char *mine, const char *theirs) {
  if (strstr(theirs, mine) != NULL)
    return g_strdup(theirs);
  if (strstr(mine, theirs) != NULL)
    return g_strdup(mine);
  return g_strconcat(theirs, "\n", mine, NULL);
}
