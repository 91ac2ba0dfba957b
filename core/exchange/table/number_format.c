#include "core/exchange/table/number_format_private.h"

#include <string.h>

/* Formats that a file names by number alone, as Excel and WPS have them in Chinese. Those that are
 * not here are General. */
static const char *builtin_code(guint id) {
  static const struct {
    guint first, last;
    const char *code;
  } CODES[] = {
      {1, 1, "0"},
      {2, 2, "0.00"},
      {3, 3, "#,##0"},
      {4, 4, "#,##0.00"},
      {5, 6, "¥#,##0;¥-#,##0"},
      {7, 8, "¥#,##0.00;¥-#,##0.00"},
      {9, 9, "0%"},
      {10, 10, "0.00%"},
      {14, 16, "yyyy/m/d"},
      {17, 17, "yyyy/m"},
      {18, 21, "h:mm"},
      {22, 22, "yyyy/m/d h:mm"},
      {27, 27, "yyyy年m月"},
      {28, 31, "yyyy年m月d日"},
      {32, 35, "h:mm"},
      {36, 36, "yyyy年m月"},
      {37, 38, "#,##0;-#,##0"},
      {39, 40, "#,##0.00;-#,##0.00"},
      {41, 42, "#,##0;-#,##0"},
      {43, 44, "#,##0.00;-#,##0.00"},
      {45, 47, "h:mm"},
      {50, 50, "yyyy年m月"},
      {51, 51, "m月d日"},
      {52, 52, "yyyy年m月"},
      {53, 54, "m月d日"},
      {55, 56, "h:mm"},
      {57, 57, "yyyy年m月"},
      {58, 58, "m月d日"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CODES); i++) {
    if (id >= CODES[i].first && id <= CODES[i].last)
      return CODES[i].code;
  }
  return "General";
}

/* ---- reading a code --------------------------------------------------------------------- */

static void literal(Section *section, gunichar c) {
  g_string_append_unichar(section->number ? section->after : section->before, c);
}

static void literal_text(Section *section, const char *text, gsize size) {
  g_string_append_len(section->number ? section->after : section->before, text, (gssize)size);
}

/* What stands in [ ]: a colour, a condition, a currency, hours beyond a day. */
static void read_bracket(Section *section, const char *text, gsize size) {
  if (size == 0)
    return;
  if (*text == '$') {
    const char *dash = memchr(text, '-', size);
    literal_text(section, text + 1, (dash != NULL ? (gsize)(dash - text) : size) - 1);
  } else if (strchr("<>=", *text) != NULL) {
    gsize signs = size > 1 && strchr("<>=", text[1]) != NULL ? 2 : 1;
    section->condition = signs == 1 ? *text : text[0] == '<' ? (text[1] == '>' ? 'n' : 'l') : 'g';
    g_autofree char *limit = g_strndup(text + signs, size - signs);
    section->limit = g_ascii_strtod(limit, NULL);
  } else if (strspn(text, "hHmMsS") == size) {
    section->time = TRUE;
  }
}

/* m means minutes beside hours and seconds, else months. last: the letter of the field before. */
static gboolean is_minutes(char last, const char *after) {
  if (last == 'h')
    return TRUE;
  while (*after != '\0' && *after != ';' && !g_ascii_isalpha(*after) && *after != '"')
    after++;
  return g_ascii_tolower(*after) == 's';
}

/* Reads a run of one letter that stands for a part of a date; FALSE: it does not. */
static gboolean read_field(Section *section, char letter, guint length, const char *after,
                           char *last) {
  switch (letter) {
  case 'y':
  case 'e':
    section->year = TRUE;
    break;
  case 'm':
    if (is_minutes(*last, after))
      section->time = TRUE;
    else
      section->month = TRUE;
    break;
  case 'd':
  case 'a':
    if (letter == 'a' && length < 3) /* not a weekday, but the half of a day */
      section->time = TRUE;
    else
      section->day = TRUE;
    break;
  case 'h':
  case 's':
    section->time = TRUE;
    break;
  default:
    return FALSE;
  }
  *last = letter;
  return TRUE;
}

/* Where digits stand, with what has been read of them. */
typedef struct {
  gboolean point;
  int commas; /* since the last digit */
} Digits;

static void read_digit(Section *section, Digits *digits, char c) {
  if (section->after->len > 0)
    section->other = TRUE;
  section->number = TRUE;
  section->thousands |= digits->commas > 0 && !digits->point;
  digits->commas = 0;
  if (!digits->point) {
    section->integers += c == '0' || c == '?';
    return;
  }
  section->decimals_max++;
  if (c != '#')
    section->decimals = section->decimals_max;
}

/* Reads one item of a code, which is no letter, at p; returns what follows it. */
static const char *read_sign(Section *section, Digits *digits, const char *p) {
  const char *end;
  switch (*p) {
  case '"':
    end = strchr(p + 1, '"');
    literal_text(section, p + 1, end != NULL ? (gsize)(end - p - 1) : strlen(p + 1));
    return end != NULL ? end + 1 : p + strlen(p);
  case '[':
    end = strchr(p, ']');
    if (end == NULL)
      return p + strlen(p);
    read_bracket(section, p + 1, (gsize)(end - p - 1));
    return end + 1;
  case '\\':
    if (p[1] != '\0')
      literal(section, g_utf8_get_char(p + 1));
    return p[1] != '\0' ? g_utf8_next_char(p + 1) : p + 1;
  case '_': /* as wide as the next */
  case '*': /* the next, as often as there is room */
    return p[1] != '\0' ? g_utf8_next_char(p + 1) : p + 1;
  case '0':
  case '#':
  case '?':
    read_digit(section, digits, *p);
    return p + 1;
  case '.':
    if (digits->point)
      section->other = TRUE;
    digits->point = TRUE;
    return p + 1;
  case ',':
    digits->commas++;
    return p + 1;
  case '%':
    section->percents++;
    literal(section, '%');
    return p + 1;
  case '@':
    section->other = TRUE;
    return p + 1;
  case '/':
    if (section->number) /* a fraction */
      section->other = TRUE;
    break;
  default:
    break;
  }
  literal(section, g_utf8_get_char(p));
  return g_utf8_next_char(p);
}

static const char *read_letters(Section *section, const char *p, char *last) {
  if (g_ascii_strncasecmp(p, "general", 7) == 0) {
    section->other = TRUE;
    return p + 7;
  }
  if (*p == 'G' && g_str_has_prefix(p, "G/通用格式")) {
    section->other = TRUE;
    return p + strlen("G/通用格式");
  }
  if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-') && section->number) {
    section->other = TRUE;
    return p + 2;
  }
  if (g_ascii_strncasecmp(p, "am/pm", 5) == 0) {
    section->time = TRUE;
    return p + 5;
  }
  char letter = g_ascii_tolower(*p);
  const char *end = p;
  while (g_ascii_tolower(*end) == letter)
    end++;
  if (!read_field(section, letter, (guint)(end - p), end, last))
    literal_text(section, p, (gsize)(end - p));
  return end;
}

/* Reads up to the next ; and returns it, or the end. */
static const char *read_section(Section *section, const char *p) {
  section->before = g_string_new(NULL);
  section->after = g_string_new(NULL);
  Digits digits = {0};
  char last = '\0';
  while (*p != '\0' && *p != ';') {
    if (g_ascii_isalpha(*p)) {
      p = read_letters(section, p, &last);
      continue;
    }
    gboolean time = section->time;
    p = read_sign(section, &digits, p);
    if (section->time && !time) /* [h]:mm */
      last = 'h';
  }
  section->thousandths = digits.commas;
  section->decimals_max = MIN(section->decimals_max, NUMBER_FORMAT_DECIMALS_MAX);
  section->decimals = MIN(section->decimals, NUMBER_FORMAT_DECIMALS_MAX);
  section->integers = MIN(section->integers, NUMBER_FORMAT_DECIMALS_MAX);
  return p;
}

NumberFormat *number_format_new(guint id, const char *code) {
  NumberFormat *format = g_new0(NumberFormat, 1);
  const char *p = code != NULL && g_utf8_validate(code, -1, NULL) ? code : builtin_code(id);
  for (;;) {
    Section *section = &format->sections[format->count++];
    p = read_section(section, p);
    format->conditions |= section->condition != 0;
    if (*p == '\0' || format->count == NUMBER_FORMAT_SECTIONS_MAX)
      return format;
    p++;
  }
}

void number_format_free(NumberFormat *format) {
  if (format == NULL)
    return;
  for (int i = 0; i < format->count; i++) {
    g_string_free(format->sections[i].before, TRUE);
    g_string_free(format->sections[i].after, TRUE);
  }
  g_free(format);
}
