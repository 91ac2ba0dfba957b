/* filter.c: reading the words of a filter. Fields are in filter_field.c, dates in filter_days.c. */
#include "core/rules/filter.h"

#include <string.h>

#include "core/rules/filter_field.h"
#include "core/rules/halfwidth.h"

static void value_free(gpointer data) {
  FilterValue *value = data;
  g_free(value->text);
  g_free(value->typed);
  g_free(value);
}

static void term_free(gpointer data) {
  FilterTerm *term = data;
  g_ptr_array_unref(term->values);
  g_free(term);
}

static void problem_free(gpointer data) {
  FilterProblem *problem = data;
  g_free(problem->text);
  g_free(problem);
}

void filter_free(Filter *filter) {
  if (filter == NULL)
    return;
  g_ptr_array_unref(filter->terms);
  g_ptr_array_unref(filter->problems);
  g_free(filter);
}

/* ---- reading characters --------------------------------------------------------------------- */

/* What is being read: its place moves on. */
typedef struct {
  const char *start, *at;
  Day today;
  Filter *filter;
} Reader;

/* The character there as the keyboard has it; 0 at the end. */
static gunichar peek(const Reader *reader) {
  return halfwidth_char(g_utf8_get_char(reader->at));
}

static void skip(Reader *reader) {
  reader->at = g_utf8_next_char(reader->at);
}

static gboolean is_blank(gunichar c) {
  return g_unichar_isspace(c);
}

/* What ends a quoted value that c opens; 0: it opens none. */
static gunichar closing(gunichar c) {
  return c == '"' ? '"' : c == U'“' || c == U'”' ? U'”' : c == U'「' ? U'」' : 0;
}

static gboolean closes(gunichar c, gunichar end) {
  return c == end || (end == U'”' && c == U'“'); /* an input method may open twice */
}

static gboolean is_between(gunichar c) {
  return c == ',' || c == U'、' || c == '|';
}

static gboolean is_sign(gunichar c) {
  return c == '<' || c == '>' || c == '=' || c == U'≤' || c == U'≥';
}

/* <, <=, >, >=, = or nothing. */
static const char *read_sign(Reader *reader) {
  gunichar c = peek(reader);
  if (!is_sign(c))
    return "";
  skip(reader);
  if (c == U'≤' || c == U'≥')
    return c == U'≤' ? "<=" : ">=";
  if (c == '=')
    return "=";
  if (peek(reader) != '=')
    return c == '<' ? "<" : ">";
  skip(reader);
  return c == '<' ? "<=" : ">=";
}

/* What stands in quotes, as it is. A quote that is not closed goes to the end: it is being typed.
 */
static char *read_quoted(Reader *reader, gunichar end) {
  const char *from = reader->at;
  while (*reader->at != '\0' && !closes(peek(reader), end))
    skip(reader);
  char *text = g_strndup(from, (gsize)(reader->at - from));
  if (*reader->at != '\0')
    skip(reader);
  return text;
}

/* A text up to a blank; of a field, up to what stands between values, too. */
static char *read_bare(Reader *reader, gboolean of_field) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (gunichar c = peek(reader); c != 0 && !is_blank(c); c = peek(reader)) {
    if (of_field && is_between(c))
      break;
    g_string_append_unichar(text, c);
    skip(reader);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- words ---------------------------------------------------------------------------------- */

static void tell(Reader *reader, const char *start, char *text) {
  FilterProblem *problem = g_new0(FilterProblem, 1);
  problem->start = (gsize)(start - reader->start);
  problem->end = (gsize)(reader->at - reader->start);
  problem->text = text;
  g_ptr_array_add(reader->filter->problems, problem);
}

static gboolean is_none(const char *text) {
  return g_str_equal(text, "无") || g_str_equal(text, "空");
}

/* 第4项, as screens call a task, is its 序号. */
static char *wanted(char *word) {
  gsize sign = strlen("第"), length = strlen(word);
  if (length <= 2 * sign || !g_str_has_prefix(word, "第") || !g_str_has_suffix(word, "项"))
    return word;
  g_autofree char *number = g_strndup(word + sign, length - 2 * sign);
  if (strspn(number, "0123456789") != strlen(number))
    return word;
  g_free(word);
  return g_steal_pointer(&number);
}

static FilterTerm *term_new(FilterField field, int role, gboolean not_) {
  FilterTerm *term = g_new0(FilterTerm, 1);
  term->field = field;
  term->role = role;
  term->not_ = not_;
  term->values = g_ptr_array_new_with_free_func(value_free);
  return term;
}

/* A term without a value says nothing. */
static void take_term(Reader *reader, FilterTerm *term) {
  if (term->values->len > 0)
    g_ptr_array_add(reader->filter->terms, term);
  else
    term_free(term);
}

/* end: what closes it; 0: no quote was opened. */
static FilterValue *read_text(Reader *reader, gunichar end, gboolean of_field) {
  FilterValue *value = g_new0(FilterValue, 1);
  const char *start = reader->at;
  value->text = end != 0 ? read_quoted(reader, end) : read_bare(reader, of_field);
  value->typed = end != 0 ? g_strdup(value->text) : g_strndup(start, (gsize)(reader->at - start));
  return value;
}

static void read_value(Reader *reader, FilterTerm *term) {
  const char *start = reader->at;
  const char *sign = read_sign(reader);
  gunichar end = closing(peek(reader));
  if (end != 0)
    skip(reader);
  FilterValue *value = read_text(reader, end, TRUE);
  value->none = end == 0 && is_none(value->text);
  char *problem = NULL;
  if (*value->text == '\0') {
    value_free(value); /* still to come */
  } else if (filter_value_read(term->field, value, sign, reader->today, &problem)) {
    g_ptr_array_add(term->values, value);
  } else {
    tell(reader, start, problem);
    value_free(value);
  }
}

static void read_values(Reader *reader, const FilterFieldName *field, gboolean not_) {
  FilterTerm *term = term_new(field->field, field->role, not_);
  for (;;) {
    read_value(reader, term);
    if (!is_between(peek(reader)))
      break;
    skip(reader);
  }
  take_term(reader, term);
}

/* A name of a field that a colon or a sign follows. NULL, and nothing is read, where none stands
 * there; an unknown name before a colon is told and read over. */
static const FilterFieldName *read_field(Reader *reader, gboolean *unknown) {
  const char *start = reader->at, *p = start;
  *unknown = FALSE;
  while (g_unichar_isalpha(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  gunichar after = halfwidth_char(g_utf8_get_char(p));
  if (p == start || (after != ':' && !is_sign(after)))
    return NULL;
  g_autofree char *name = g_strndup(start, (gsize)(p - start));
  const FilterFieldName *field = filter_field(name);
  if (field == NULL && (after != ':' || g_str_has_prefix(p + 1, "//")))
    return NULL; /* a < b, http://… are words */
  reader->at = after == ':' ? g_utf8_next_char(p) : p;
  if (field != NULL)
    return field;
  *unknown = TRUE;
  g_free(read_bare(reader, FALSE));
  g_autofree char *names = g_strjoinv("、", (char **)filter_field_names());
  tell(reader, start, g_strdup_printf("没有“%s”这一项，可以是%s", name, names));
  return NULL;
}

static void read_word(Reader *reader, gboolean not_) {
  gunichar end = closing(peek(reader));
  if (end != 0)
    skip(reader);
  FilterTerm *term = term_new(FILTER_WORD, -1, not_);
  FilterValue *value = read_text(reader, end, FALSE);
  if (end == 0)
    value->text = wanted(value->text);
  if (*value->text != '\0')
    g_ptr_array_add(term->values, value);
  else
    value_free(value);
  take_term(reader, term);
}

static void read_term(Reader *reader) {
  const char *start = reader->at;
  gboolean not_ = peek(reader) == '-', unknown;
  if (not_)
    skip(reader);
  if (*reader->at == '\0' || is_blank(peek(reader))) {
    reader->at = start; /* - alone is a word */
    not_ = FALSE;
  }
  const FilterFieldName *field = read_field(reader, &unknown);
  if (field != NULL)
    read_values(reader, field, not_);
  else if (!unknown)
    read_word(reader, not_);
}

Filter *filter_parse(const char *text, Day today) {
  Filter *filter = g_new0(Filter, 1);
  filter->terms = g_ptr_array_new_with_free_func(term_free);
  filter->problems = g_ptr_array_new_with_free_func(problem_free);
  g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
  Reader reader = {.start = valid, .at = valid, .today = today, .filter = filter};
  while (*reader.at != '\0') {
    const char *before = reader.at;
    if (is_blank(peek(&reader)))
      skip(&reader);
    else
      read_term(&reader);
    if (reader.at == before)
      skip(&reader); /* a sign that begins nothing */
  }
  return filter;
}

/* ---- telling -------------------------------------------------------------------------------- */

char *filter_problems_text(const Filter *filter) {
  if (filter->problems->len == 0)
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < filter->problems->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "；" : "",
                           ((const FilterProblem *)filter->problems->pdata[i])->text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *filter_quote(const char *value) {
  gboolean bare = *value != '\0' && !is_none(value);
  for (const char *p = value; *p != '\0' && bare; p = g_utf8_next_char(p)) {
    gunichar c = halfwidth_char(g_utf8_get_char(p));
    /* letters in full width would become those of the keyboard */
    bare = c == g_utf8_get_char(p) && !is_blank(c) && !is_between(c) && !is_sign(c) &&
           closing(c) == 0 && c != '~' && c != U'」';
  }
  bare = bare && strstr(value, "..") == NULL && strstr(value, "至") == NULL &&
         strstr(value, "到") == NULL;
  const char *open = strchr(value, '"') == NULL ? "\"" : strstr(value, "」") == NULL ? "「" : "“";
  const char *close = g_str_equal(open, "\"") ? "\"" : g_str_equal(open, "「") ? "」" : "”";
  return bare ? g_strdup(value) : g_strconcat(open, value, close, NULL);
}

/* ---- what is being typed -------------------------------------------------------------------- */

void filter_typed_clear(FilterTyped *typed) {
  g_clear_pointer(&typed->typed, g_free);
}

/* Where the word that at stands in begins: behind the last blank outside quotes. */
static const char *word_start(const char *text, const char *at) {
  const char *start = text;
  gunichar end = 0;
  for (const char *p = text; p < at; p = g_utf8_next_char(p)) {
    gunichar c = halfwidth_char(g_utf8_get_char(p));
    if (end != 0)
      end = closes(c, end) ? 0 : end;
    else if (is_blank(c))
      start = g_utf8_next_char(p);
    else
      end = closing(c);
  }
  return start;
}

void filter_typed(const char *text, gsize at, FilterTyped *typed) {
  const char *end = text + at, *start = word_start(text, end);
  if (start < end && halfwidth_char(g_utf8_get_char(start)) == '-')
    start = g_utf8_next_char(start);
  *typed = (FilterTyped){.field = FILTER_WORD, .start = (gsize)(start - text), .hint = ""};
  const char *p = start;
  while (p < end && g_unichar_isalpha(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  gboolean colon = p < end && halfwidth_char(g_utf8_get_char(p)) == ':';
  g_autofree char *name = g_strndup(start, (gsize)(p - start));
  const FilterFieldName *field = colon ? filter_field(name) : NULL;
  if (field != NULL) {
    typed->in_value = TRUE;
    typed->field = field->field;
    typed->hint = field->hint;
    start = p = g_utf8_next_char(p);
    for (; p < end; p = g_utf8_next_char(p)) {
      if (is_between(halfwidth_char(g_utf8_get_char(p))))
        start = g_utf8_next_char(p);
    }
    while (start < end && is_sign(halfwidth_char(g_utf8_get_char(start))))
      start = g_utf8_next_char(start);
    typed->start = (gsize)(start - text);
  }
  if (start < end && closing(halfwidth_char(g_utf8_get_char(start))) != 0)
    start = g_utf8_next_char(start);
  typed->typed = g_strndup(start, (gsize)(end - start));
}
