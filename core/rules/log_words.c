#include "core/rules/log_words.h"

#include <string.h>

#include "core/rules/filter_field.h"
#include "core/rules/halfwidth.h"

void log_words_clear(LogWords *words) {
  g_free(words->who);
  g_free(words->field);
  g_free(words->verb);
  g_free(words->text);
  g_free(words->problem);
  *words = (LogWords){0};
}

/* ---- cutting ----------------------------------------------------------------------------------
 */

static gunichar closing_of(gunichar opening) {
  return opening == '"' ? '"' : opening == 0x201c /* “ */ ? 0x201d : 0;
}

/* The next word from *at on: quotes are left out, and letters before the value are in ordinary
 * width. *colon is where the value begins in it; 0: it has no field. NULL at the end. */
static char *next_word(const char **at, gsize *colon) {
  while (g_unichar_isspace(g_utf8_get_char(*at)))
    *at = g_utf8_next_char(*at);
  if (**at == '\0')
    return NULL;
  GString *word = g_string_new(NULL);
  gunichar closing = 0;
  *colon = 0;
  for (; **at != '\0'; *at = g_utf8_next_char(*at)) {
    gunichar c = g_utf8_get_char(*at), half = halfwidth_char(c);
    if (closing == 0 && g_unichar_isspace(c))
      break;
    if (c == closing) {
      closing = 0;
    } else if (closing == 0 && closing_of(c) != 0) {
      closing = closing_of(c);
    } else if (closing == 0 && half == ':' && *colon == 0 && word->len > 0) {
      g_string_append_c(word, ':');
      *colon = word->len;
    } else {
      g_string_append_unichar(word, closing == 0 ? half : c);
    }
  }
  return g_string_free(word, FALSE);
}

/* ---- values -----------------------------------------------------------------------------------
 */

/* >=2026-11-01, 2026-11-01..2026-11-15, 本周 */
static gboolean read_days(const char *value, Day today, LogWords *words) {
  Day first, last;
  const char *dots = strstr(value, "..");
  if (dots != NULL) {
    g_autofree char *from = g_strndup(value, (gsize)(dots - value));
    Day unused;
    if (!filter_days_read(from, today, &first, &unused) ||
        !filter_days_read(dots + 2, today, &unused, &last))
      return FALSE;
    words->since = first;
    words->until = last;
    return TRUE;
  }
  char sign = *value == '<' || *value == '>' ? *value : '\0';
  const char *rest = value + (sign != '\0' ? 1 : 0);
  gboolean with = sign != '\0' && *rest == '=';
  if (!filter_days_read(rest + (with ? 1 : 0), today, &first, &last))
    return FALSE;
  if (sign != '<')
    words->since = sign == '>' && !with ? last + 1 : first;
  if (sign != '>')
    words->until = sign == '<' && !with ? first - 1 : last;
  return TRUE;
}

static gboolean read_task(const char *value, LogWords *words) {
  char *end;
  guint64 id = g_ascii_strtoull(value, &end, 10);
  if (!g_ascii_isdigit(*value) || *end != '\0' || id == 0 || id > G_MAXINT64)
    return FALSE;
  words->task = (gint64)id;
  return TRUE;
}

static void set(char **into, const char *value) {
  g_free(*into);
  *into = g_strdup(value);
}

typedef enum { LOG_WHO, LOG_TASK, LOG_FIELD, LOG_DAYS, LOG_VERB, LOG_NONE } LogField;

static LogField field_of(const char *name) {
  static const struct {
    const char *name;
    LogField field;
  } NAMES[] = {{"谁", LOG_WHO},      {"人", LOG_WHO},    {"who", LOG_WHO},    {"任务", LOG_TASK},
               {"编号", LOG_TASK},   {"task", LOG_TASK}, {"字段", LOG_FIELD}, {"栏目", LOG_FIELD},
               {"field", LOG_FIELD}, {"日期", LOG_DAYS}, {"时间", LOG_DAYS},  {"day", LOG_DAYS},
               {"动作", LOG_VERB},   {"verb", LOG_VERB}};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (g_str_equal(NAMES[i].name, name))
      return NAMES[i].field;
  return LOG_NONE;
}

static gboolean take(LogField field, const char *value, Day today, LogWords *words) {
  switch (field) {
  case LOG_WHO:
    set(&words->who, value);
    return TRUE;
  case LOG_TASK:
    return read_task(value, words);
  case LOG_FIELD:
    set(&words->field, value);
    return TRUE;
  case LOG_DAYS:
    return read_days(value, today, words);
  case LOG_VERB:
    set(&words->verb, value);
    return TRUE;
  default:
    return FALSE;
  }
}

static void add_text(LogWords *words, const char *word) {
  char *text = words->text != NULL ? g_strconcat(words->text, " ", word, NULL) : g_strdup(word);
  g_free(words->text);
  words->text = text;
}

/* A word whose field is none is text: 会议:纪要. */
static void read_word(const char *word, gsize colon, Day today, LogWords *words) {
  g_autofree char *name = colon > 0 ? g_strndup(word, colon - 1) : NULL;
  LogField field = name != NULL ? field_of(name) : LOG_NONE;
  if (field == LOG_NONE)
    add_text(words, word);
  else if (word[colon] != '\0' && !take(field, word + colon, today, words) &&
           words->problem == NULL)
    words->problem = g_strdup_printf("“%s”没看懂，没有用上", word);
}

void log_words_read(const char *text, Day today, LogWords *words) {
  *words = (LogWords){.since = DAY_NONE, .until = DAY_NONE};
  const char *at = text != NULL ? text : "";
  gsize colon;
  char *word;
  while ((word = next_word(&at, &colon)) != NULL) {
    if (*word != '\0')
      read_word(word, colon, today, words);
    g_free(word);
  }
}
