/* filter_narrow.c: whether one filter takes less than another. */
#include <string.h>

#include "core/rules/filter.h"

static gboolean has_ascii_letters(const char *text) {
  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isalnum(*p))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_same_value(const FilterValue *one, const FilterValue *other) {
  return g_str_equal(one->text, other->text) && g_str_equal(one->typed, other->typed) &&
         one->whole == other->whole && one->none == other->none;
}

static gboolean is_same(const FilterTerm *one, const FilterTerm *other) {
  if (one->field != other->field || one->role != other->role || one->not_ != other->not_ ||
      one->values->len != other->values->len)
    return FALSE;
  for (guint i = 0; i < one->values->len; i++) {
    if (!is_same_value(one->values->pdata[i], other->values->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

/* A word that has another in it stands only where that one does. Letters may be pinyin and digits a
 * 序号, which are found otherwise. */
static gboolean is_longer(const FilterTerm *before, const FilterTerm *after) {
  if (before->field != FILTER_WORD || after->field != FILTER_WORD || before->not_ || after->not_)
    return FALSE;
  const FilterValue *one = before->values->pdata[0], *other = after->values->pdata[0];
  return strstr(other->text, one->text) != NULL && strstr(other->typed, one->typed) != NULL &&
         !has_ascii_letters(other->text);
}

gboolean filter_narrows(const char *before, const char *after, Day today) {
  g_autoptr(Filter) one = filter_parse(before, today);
  g_autoptr(Filter) other = filter_parse(after, today);
  if (other->terms->len < one->terms->len)
    return FALSE;
  for (guint i = 0; i < one->terms->len; i++) {
    const FilterTerm *left = one->terms->pdata[i], *right = other->terms->pdata[i];
    if (!is_same(left, right) && !is_longer(left, right))
      return FALSE;
  }
  return TRUE;
}
