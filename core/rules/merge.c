#include "core/rules/merge.h"

#include <string.h>

static const char *text_of(const char *text) {
  return text != NULL ? text : "";
}

static Merge decide(gboolean mine_changed, gboolean theirs_changed, gboolean alike) {
  if (alike)
    return MERGE_NOTHING;
  if (!theirs_changed)
    return MERGE_MINE;
  return mine_changed ? MERGE_BOTH : MERGE_THEIRS;
}

Merge merge_text(const char *base, const char *mine, const char *theirs) {
  base = text_of(base);
  mine = text_of(mine);
  theirs = text_of(theirs);
  return decide(!g_str_equal(mine, base), !g_str_equal(theirs, base), g_str_equal(mine, theirs));
}

Merge merge_number(gint64 base, gint64 mine, gint64 theirs) {
  return decide(mine != base, theirs != base, mine == theirs);
}

char *merge_joined(const char *theirs, const char *mine, const char *between) {
  theirs = text_of(theirs);
  mine = text_of(mine);
  if (strstr(theirs, mine) != NULL)
    return g_strdup(theirs);
  if (strstr(mine, theirs) != NULL)
    return g_strdup(mine);
  return g_strconcat(theirs, between, mine, NULL);
}
