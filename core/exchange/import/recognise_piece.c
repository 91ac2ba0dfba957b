#include "core/exchange/import/recognise_piece.h"
#include "core/exchange/import/recognise_private.h"
#include "core/rules/halfwidth.h"
#include "core/rules/text.h"

#include <string.h>

#define LABEL_CHARS_MAX 12

/* ---- characters ------------------------------------------------------------------------- */

static gboolean opens(gunichar c) {
  c = halfwidth_char(c);
  return c == '(' || c == U'【' || c == '[';
}

static gboolean closes(gunichar c) {
  c = halfwidth_char(c);
  return c == ')' || c == U'】' || c == ']';
}

/* What ends a group, and with it the prefix. */
static gboolean is_comma(gunichar c) {
  c = halfwidth_char(c);
  return c == ',' || c == ';' || c == U'。';
}

static gboolean is_separator(gunichar c) {
  return c == U'、' || is_comma(c);
}

gunichar piece_last_char(const char *text) {
  return *text != '\0' ? g_utf8_get_char(g_utf8_prev_char(text + strlen(text))) : 0;
}

void piece_drop_end(char *text, const char *end) {
  text[strlen(text) - strlen(end)] = '\0';
}

/* ---- names ------------------------------------------------------------------------------ */

gboolean piece_is_known(const GPtrArray *names, const char *name) {
  for (guint i = 0; names != NULL && i < names->len; i++) {
    if (g_str_equal(((const UnitName *)names->pdata[i])->name, name))
      return TRUE;
  }
  return FALSE;
}

/* The verbs that may stand behind a name. Longer ones come before those they end with. */
typedef struct {
  const char *word;
  Role role;
} Verb;

static const Verb VERBS[] = {
    {"牵头组织实施", ROLE_LEAD},
    {"牵头组织", ROLE_LEAD},
    {"牵头负责", ROLE_LEAD},
    {"牵头落实", ROLE_LEAD},
    {"牵头办理", ROLE_LEAD},
    {"负责牵头", ROLE_LEAD},
    {"牵头", ROLE_LEAD},
    {"配合做好相关工作", ROLE_SUPPORT},
    {"做好配合工作", ROLE_SUPPORT},
    {"做好配合", ROLE_SUPPORT},
    {"配合落实", ROLE_SUPPORT},
    {"配合实施", ROLE_SUPPORT},
    {"协助配合", ROLE_SUPPORT},
    {"参与配合", ROLE_SUPPORT},
    {"配合", ROLE_SUPPORT},
    {"协办", ROLE_SUPPORT},
    {"协助", ROLE_SUPPORT},
    {"参与", ROLE_SUPPORT},
    {"参加", ROLE_SUPPORT},
    {"督促落实", ROLE_OVERSEE},
    {"督促", ROLE_OVERSEE},
    {"督办", ROLE_OVERSEE},
    {"督导", ROLE_OVERSEE},
    {"抓好落实", ROLE_IMPLEMENT},
    {"组织实施", ROLE_IMPLEMENT},
    {"组织落实", ROLE_IMPLEMENT},
    {"落实", ROLE_IMPLEMENT},
    {"实施", ROLE_IMPLEMENT},
    {"负责", ROLE_RESPONSIBLE},
    {"承办", ROLE_RESPONSIBLE},
    {"主办", ROLE_RESPONSIBLE},
    {"做好相关工作", ROLE_RESPONSIBLE},
};

/* What says how, between a name and its verb. */
static const char *const ADVERBS[] = {
    "按照职责分工", "按职责分工", "按各自职责", "按照职责", "按职责", "依职责", "依据职责",
    "在实际工作中", "按分工",     "分别",       "共同",     "具体",   "积极",   "各自",
    "密切",         "予以",       "分工",       "协同",     "依法",
};

static void drop_adverbs(char *piece) {
  gboolean dropped;
  do {
    dropped = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(ADVERBS); i++) {
      if (g_str_has_suffix(piece, ADVERBS[i])) {
        piece_drop_end(piece, ADVERBS[i]);
        dropped = TRUE;
      }
    }
    while (*piece != '\0' &&
           (g_unichar_isspace(piece_last_char(piece)) || is_separator(piece_last_char(piece))))
      *g_utf8_prev_char(piece + strlen(piece)) = '\0';
  } while (dropped);
}

/* Takes the verb off the end of a piece; FALSE where it has none. */
gboolean piece_take_verb(const GPtrArray *names, char *piece, Role *role) {
  if (piece_is_known(names, piece))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (!g_str_has_suffix(piece, VERBS[i].word))
      continue;
    piece_drop_end(piece, VERBS[i].word);
    *role = VERBS[i].role;
    drop_adverbs(piece);
    return TRUE;
  }
  return FALSE;
}

/* ---- cutting ---------------------------------------------------------------------------- */

/* TRUE where a name may end before p. */
static gboolean may_end(const char *p) {
  gunichar c = *p != '\0' ? g_utf8_get_char(p) : 0;
  if (c == 0 || is_separator(c) || opens(c) || closes(c) || g_unichar_isspace(c) || c == U'和')
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (g_str_has_prefix(p, VERBS[i].word))
      return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(ADVERBS); i++) {
    if (g_str_has_prefix(p, ADVERBS[i]))
      return TRUE;
  }
  return g_str_has_prefix(p, "等");
}

/* How many bytes of the longest known name stand at p. */
static gsize known_at(const GPtrArray *names, const char *p) {
  gsize longest = 0;
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = ((const UnitName *)names->pdata[i])->name;
    gsize length = strlen(name);
    if (length > longest && strncmp(p, name, length) == 0 && may_end(p + length))
      longest = length;
  }
  return longest;
}

/* 各市 in 各市、县（区）交通运输局: no unit, but the beginning of one. */
static gboolean is_place_word(const char *piece) {
  static const char *const starts[] = {"各有关", "各相关", "各",   "有关", "相关",
                                       "所属",   "全区",   "全省", "全市"};
  static const char *const places[] = {"省",     "市",     "县",       "区",  "州",   "盟",
                                       "旗",     "乡",     "镇",       "地",  "地市", "市州",
                                       "自治区", "设区市", "设区的市", "街道"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    if (g_str_has_prefix(piece, starts[i])) {
      piece += strlen(starts[i]);
      break;
    }
  }
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
    if (g_str_equal(piece, places[i]))
      return TRUE;
  }
  return FALSE;
}

/* The text up to p from start without blanks around it. The caller frees. */
char *piece_between(const char *start, const char *p) {
  g_autofree char *cut = g_strndup(start, (gsize)(p - start));
  return text_strip(cut);
}

/* The end of a label that begins at p (牵头单位：); NULL where none does. */
const char *piece_label_end(const char *p, Role *role) {
  int chars = 0;
  const char *at = p;
  for (; *at != '\0' && chars < LABEL_CHARS_MAX; at = g_utf8_next_char(at), chars++) {
    gunichar c = halfwidth_char(g_utf8_get_char(at));
    if (is_separator(c))
      return NULL;
    if (c == ':')
      break;
  }
  if (*at == '\0' || halfwidth_char(g_utf8_get_char(at)) != ':')
    return NULL;
  g_autofree char *word = g_strndup(p, (gsize)(at - p));
  return recognise_role(word, role) ? g_utf8_next_char(at) : NULL;
}

/* TRUE where a blank or a stroke parts two units: between start and p stands one, or after it a
 * label. */
static gboolean blank_parts(const char *start, const char *p) {
  Role role;
  g_autofree char *piece = piece_between(start, p);
  g_autofree char *rest = text_strip(g_utf8_next_char(p));
  return piece_label_end(rest, &role) != NULL || (recognise_is_unit_end(piece) && *rest != '\0');
}

/* The next piece, NULL at the end; *p moves behind what ends it. The caller frees. */
char *piece_next(const GPtrArray *names, const char **p, gunichar *end) {
  while (**p != '\0' && (g_unichar_isspace(g_utf8_get_char(*p)) || **p == '/' ||
                         is_separator(g_utf8_get_char(*p))))
    *p = g_utf8_next_char(*p);
  if (**p == '\0')
    return NULL;
  const char *start = *p, *at = start + known_at(names, start);
  int depth = 0;
  for (; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    depth = opens(c) ? depth + 1 : closes(c) ? MAX(depth - 1, 0) : depth;
    if (depth > 0)
      continue;
    if (c == U'、') {
      g_autofree char *piece = piece_between(start, at);
      if (!is_place_word(piece))
        break;
    } else if (is_comma(c) || ((g_unichar_isspace(c) || c == '/') && blank_parts(start, at))) {
      break;
    }
  }
  *p = at;
  *end = *at != '\0' ? g_utf8_get_char(at) : 0;
  if (*end == '/' || (g_unichar_isspace(*end) && *end != '\n'))
    *end = U'、';
  g_autofree char *piece = piece_between(start, at);
  return recognise_line(piece);
}

/* ---- brackets ---------------------------------------------------------------------------- */

/* Splits 厅法规处（牵头） where the brackets at the end of piece begin; NULL: none are there. */
char *piece_last_bracket(char *piece) {
  if (!closes(piece_last_char(piece)))
    return NULL;
  int depth = 0;
  for (char *p = piece + strlen(piece); p > piece;) {
    p = g_utf8_prev_char(p);
    gunichar c = g_utf8_get_char(p);
    depth += closes(c) ? 1 : opens(c) ? -1 : 0;
    if (depth == 0)
      return p;
  }
  return NULL;
}

/* What is in brackets, without them. The caller frees. */
char *piece_inside(const char *bracket) {
  const char *from = g_utf8_next_char(bracket);
  return piece_between(from, g_utf8_prev_char(bracket + strlen(bracket)));
}
