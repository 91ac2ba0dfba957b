#include "core/rules/phrase_scan.h"

#include <string.h>

#include "core/rules/phrase_rule.h"
#include "core/rules/scan.h"

const char *const PHRASE_JOINS[] = {"至", "到", "——", "—", "–", "-", "~", "〜", NULL};

/* ---- working days, gaps and terms ------------------------------------------------------- */

/* TRUE where word stands right before p. */
static gboolean is_behind(const PhraseScan *scan, const char *p, const char *word) {
  gsize length = strlen(word);
  return (gsize)(p - scan->start) >= length && memcmp(p - length, word, length) == 0;
}

gboolean phrase_is_behind(const PhraseScan *scan, const char *p, const char *const *words) {
  for (; *words != NULL; words++) {
    if (is_behind(scan, p, *words))
      return TRUE;
  }
  return FALSE;
}

static gunichar before(const PhraseScan *scan, const char *p) {
  const char *prev = p > scan->start ? g_utf8_prev_char(p) : NULL;
  return prev != NULL ? g_utf8_get_char(prev) : 0;
}

gboolean phrase_is_sentence_end(gunichar c) {
  return c == U'。' || c == ';' || c == '!' || c == '?' || c == U'！' || c == U'？';
}

gboolean phrase_is_clause_end(gunichar c) {
  return phrase_is_sentence_end(c) || c == ',' || c == ':' || c == '(' || c == ')' || c == '|';
}

gboolean phrase_begins_clause(const PhraseScan *scan, const char *p) {
  gunichar c = before(scan, p);
  return c == 0 || phrase_is_clause_end(c);
}

gboolean phrase_ends_clause(const char *p) {
  return *p == '\0' || phrase_is_clause_end(g_utf8_get_char(p));
}

/* Whether what stands before a year is the number that the text begins with, and no decimal:
 * I.2026年, 12.2026年. */
static gboolean is_behind_ordinal(const PhraseScan *scan, const char *p) {
  gssize length = p - scan->start - 1;
  if (length < 1 || length > 3 || p[-1] != '.')
    return FALSE;
  for (gssize i = 0; i < length; i++) {
    if (!g_ascii_isalnum(scan->start[i]))
      return FALSE;
  }
  return strspn(p, "0123456789") == 4 && phrase_at(p + 4, (const char *const[]){"年", NULL});
}

gboolean phrase_may_begin(const PhraseScan *scan, const char *p) {
  gunichar c = before(scan, p);
  if (p == scan->direct || is_behind_ordinal(scan, p))
    return TRUE;
  if (c == ' ')
    return before(scan, p - 1) == '.';
  if (c == '.' || c == '-' || c == '/' || c == U'年' || c == U'第')
    return FALSE;
  static const char *const ones[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", NULL};
  return !scan_is_numeral(c) || (g_ascii_isdigit(*p) && phrase_is_behind(scan, p, ones));
}

gboolean phrase_is_behind_number(const PhraseScan *scan, const char *p) {
  return scan_is_numeral(before(scan, p));
}

gboolean phrase_is_one_of_many(const PhraseScan *scan, const char *from, const char *to) {
  static const char *const joins[] = {"、", "和", "及", "或", "与", NULL};
  return phrase_is_behind(scan, from, joins) || phrase_at(to, joins);
}
