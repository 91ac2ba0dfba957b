#include "core/rules/letter.h"

#include <string.h>

#include "core/rules/text.h"

static const char *const KINDS[LETTER_KIND_COUNT] = {
    [LETTER_NUDGE] = "nudge",
    [LETTER_NOTICE1] = "notice1",
    [LETTER_NOTICE2] = "notice2",
    [LETTER_NOTICE3] = "notice3",
};

static const char *const BLANKS[LETTER_BLANK_COUNT] = {
    [BLANK_GOAL] = "任务",     [BLANK_NUMBER] = "序号",       [BLANK_UNITS] = "单位",
    [BLANK_DEADLINE] = "时限", [BLANK_DUE] = "期限",          [BLANK_LATE_DAYS] = "逾期天数",
    [BLANK_LATE] = "逾期情况", [BLANK_PROGRESS] = "最近进展", [BLANK_LEDGER] = "台账",
    [BLANK_TODAY] = "今天",    [BLANK_SIGNER] = "签发人",     [BLANK_ASK] = "要求",
    [BLANK_DOCUMENT] = "文号", [BLANK_LEVEL] = "级别",        [BLANK_ANSWER_BY] = "答复期限",
    [BLANK_MONTH] = "月",      [BLANK_DATE] = "日期",
};

#define DOCUMENT_PLACEHOLDER "{文号}"

LetterKind letter_of_level(int level) {
  return (LetterKind)(LETTER_NOTICE1 + level - 1);
}

const char *letter_kind_code(LetterKind kind) {
  return KINDS[kind];
}

const char *letter_blank_name(LetterBlank blank) {
  return BLANKS[blank];
}

guint letter_blanks(LetterKind kind) {
  guint all = ((1u << LETTER_BLANK_COUNT) - 1) & ~(1u << BLANK_MONTH | 1u << BLANK_DATE);
  guint of_notices = 1u << BLANK_DOCUMENT | 1u << BLANK_LEVEL | 1u << BLANK_ANSWER_BY;
  return kind == LETTER_NUDGE ? all & ~of_notices : all;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* A brace in a template, and the placeholder it begins. */
typedef struct {
  const char *start; /* the brace; NULL: there is none any more */
  const char *end;   /* behind the placeholder; behind the brace where it stands alone */
  char *word;        /* between the braces; NULL: the brace stands alone */
  int blank;         /* a LetterBlank; -1: of no such name */
} Placeholder;

static void placeholder_clear(Placeholder *placeholder) {
  g_free(placeholder->word);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Placeholder, placeholder_clear)

static Placeholder next_placeholder(const char *text) {
  Placeholder found = {.start = strpbrk(text, "{}"), .blank = -1};
  if (found.start == NULL)
    return found;
  found.end = found.start + 1;
  gsize length = strcspn(found.end, "{}\n");
  if (*found.start != '{' || found.end[length] != '}')
    return found;
  found.word = g_strndup(found.end, length);
  found.end += length + 1;
  for (int i = 0; i < LETTER_BLANK_COUNT; i++) {
    if (g_str_equal(BLANKS[i], found.word))
      found.blank = i;
  }
  return found;
}

gboolean letter_mistake(const char *text, guint blanks, gsize *offset, char **word) {
  for (const char *at = text;;) {
    g_auto(Placeholder) found = next_placeholder(at);
    if (found.start == NULL)
      return FALSE;
    if (found.blank < 0 || !(blanks & 1u << found.blank)) {
      *offset = (gsize)(found.start - text);
      *word = g_steal_pointer(&found.word);
      return TRUE;
    }
    at = found.end;
  }
}

gboolean letter_has(const char *text, LetterBlank blank) {
  for (const char *at = text;;) {
    g_auto(Placeholder) found = next_placeholder(at);
    if (found.start == NULL || found.blank == (int)blank)
      return found.start != NULL;
    at = found.end;
  }
}

/* ---- values ----------------------------------------------------------------------------- */

void letter_values_set(LetterValues *values, LetterBlank blank, const char *text) {
  g_free(values->texts[blank]);
  values->texts[blank] = text != NULL ? text_clean(text, blank == BLANK_ASK) : NULL;
}

void letter_values_set_day(LetterValues *values, LetterBlank blank, Day day) {
  if (day == DAY_NONE) {
    letter_values_set(values, blank, "未定");
    return;
  }
  CivilDate date = day_civil(day);
  g_autofree char *text = g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
  letter_values_set(values, blank, text);
}

void letter_values_clear(LetterValues *values) {
  for (int i = 0; i < LETTER_BLANK_COUNT; i++)
    g_clear_pointer(&values->texts[i], g_free);
}

/* ---- filling in ------------------------------------------------------------------------- */

/* The blanks, of any width, that the last line of text begins with. The caller frees. */
static char *indent_of(const char *text) {
  const char *end = strrchr(text, '\n');
  const char *line = end != NULL ? end + 1 : text, *at = line;
  while (*at != '\0' && g_unichar_isspace(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return g_strndup(line, (gsize)(at - line));
}

static void append_value(GString *out, const char *value) {
  g_autofree char *indent = indent_of(out->str);
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (i > 0)
      g_string_append_printf(out, "\n%s", indent);
    g_string_append(out, lines[i]);
  }
}

char *letter_fill(const char *text, const LetterValues *values) {
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = text;;) {
    g_auto(Placeholder) found = next_placeholder(at);
    if (found.start == NULL) {
      g_string_append(out, at);
      return g_string_free(g_steal_pointer(&out), FALSE);
    }
    g_string_append_len(out, at, found.start - at);
    const char *value = found.blank >= 0 ? values->texts[found.blank] : NULL;
    if (value != NULL)
      append_value(out, value);
    else if (found.blank < 0 || found.blank == BLANK_DOCUMENT)
      g_string_append_len(out, found.start, found.end - found.start);
    at = found.end;
  }
}

/* TRUE for words that can be told from others: not blanks alone. */
static gboolean tells(const char *words) {
  g_autofree char *stripped = text_strip(words);
  return *stripped != '\0';
}

/* The words of template between the placeholder before blank and blank, and those after it to the
 * next; FALSE where it has no such blank. */
static gboolean words_around(const char *template, LetterBlank blank, char **before, char **after) {
  for (const char *at = template;;) {
    g_auto(Placeholder) found = next_placeholder(at);
    if (found.start == NULL)
      return FALSE;
    if (found.blank == (int)blank) {
      g_auto(Placeholder) next = next_placeholder(found.end);
      *before = g_strndup(at, (gsize)(found.start - at));
      *after = next.start != NULL ? g_strndup(found.end, (gsize)(next.start - found.end))
                                  : g_strdup(found.end);
      return TRUE;
    }
    at = found.end;
  }
}

static char *without_indent(const char *text, gsize size) {
  g_autofree char *copy = g_strndup(text, size);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    char *line = text_strip(lines[i]);
    g_free(lines[i]);
    lines[i] = line;
  }
  return g_strjoinv("\n", lines);
}

char *letter_find(const char *letter, const char *template, LetterBlank blank) {
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  if (!words_around(template, blank, &before, &after) || !tells(before) || !tells(after))
    return NULL;
  const char *start = strstr(letter, before);
  const char *end = start != NULL ? strstr(start + strlen(before), after) : NULL;
  if (end == NULL)
    return NULL;
  start += strlen(before);
  return without_indent(start, (gsize)(end - start));
}

char *letter_with_document(const char *text, const char *document) {
  g_auto(GStrv) parts = g_strsplit(text, DOCUMENT_PLACEHOLDER, -1);
  return g_strjoinv(document, parts);
}

char *letter_page(const char *text, int columns) {
  g_autofree char *trimmed = g_strchomp(g_strdup(text));
  g_autoptr(GPtrArray) lines = text_wrap(trimmed, columns);
  g_autoptr(GString) page = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(page, "%s\n", (const char *)lines->pdata[i]);
  return g_string_free(g_steal_pointer(&page), FALSE);
}
