#include "core/rules/merge.h"

#include <string.h>

#include "core/rules/text.h"

static const char *text_of(const char *text) {
  return text != NULL ? text : "";
}

/* Blanks at the ends make no difference. */
static gboolean alike(const char *a, const char *b) {
  if (g_str_equal(text_of(a), text_of(b)))
    return TRUE;
  g_autofree char *left = text_strip(a);
  g_autofree char *right = text_strip(b);
  return g_str_equal(left, right);
}

static Merge decide(gboolean mine_changed, gboolean theirs_changed, gboolean alike) {
  if (alike)
    return MERGE_NOTHING;
  if (!theirs_changed)
    return MERGE_MINE;
  return mine_changed ? MERGE_BOTH : MERGE_THEIRS;
}

Merge merge_text(const char *base, const char *mine, const char *theirs) {
  return decide(!alike(mine, base), !alike(theirs, base), alike(mine, theirs));
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
