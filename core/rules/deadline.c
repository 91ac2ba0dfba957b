#include "core/rules/deadline.h"

#include "core/rules/text.h"

#include <string.h>

#define YEAR_FIRST 1900
#define YEAR_LAST 2100

/* Years joined in one chain. A longer one is no deadline, and looking ahead would cost its square.
 */
#define CHAIN_MAX 8

/* Ways of writing a digit. One number is written in one of them. */
typedef enum { STYLE_NONE, STYLE_ASCII, STYLE_WIDE, STYLE_CHINESE } Style;

static const gunichar chinese_digits[] = {U'〇', U'一', U'二', U'三', U'四',
                                          U'五', U'六', U'七', U'八', U'九'};

/* The value of the digit at *text, which moves past it; *style STYLE_NONE and 0 where there is
 * none. */
static int take_digit(const char **text, Style *style) {
  const char *next = *text;
  gunichar c = text_next(&next);
  int value = 0;
  *style = STYLE_NONE;
  if (c >= '0' && c <= '9') {
    *style = STYLE_ASCII;
    value = (int)(c - '0');
  } else if (c >= U'０' && c <= U'９') {
    *style = STYLE_WIDE;
    value = (int)(c - U'０');
  } else if (c == U'○' || c == U'零') { /* both are used for 〇 */
    *style = STYLE_CHINESE;
  }
  for (int i = 0; *style == STYLE_NONE && i < 10; i++) {
    if (c == chinese_digits[i]) {
      *style = STYLE_CHINESE;
      value = i;
    }
  }
  if (*style != STYLE_NONE)
    *text = next;
  return value;
}

/* A run of digits in one style, as long as it goes. */
typedef struct {
  Style style;
  int length; /* in digits */
  int value;  /* of the first four */
} Digits;

static Digits take_digits(const char **text) {
  Digits digits = {STYLE_NONE};
  for (;;) {
    const char *next = *text;
    Style style;
    int value = take_digit(&next, &style);
    if (style == STYLE_NONE || (digits.style != STYLE_NONE && style != digits.style))
      return digits;
    digits.style = style;
    if (digits.length < 4)
      digits.value = digits.value * 10 + value;
    digits.length++;
    *text = next;
  }
}

static gboolean is_year(Digits digits) {
  return digits.length == 4 && digits.value >= YEAR_FIRST && digits.value <= YEAR_LAST;
}

static gboolean is_space(gunichar c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}

static void skip_spaces(const char **text) {
  for (const char *next = *text; is_space(text_next(&next));)
    *text = next;
}

/* Moves *text past word, and past spaces before it, where word stands there. */
static gboolean take(const char **text, const char *word) {
  const char *p = *text;
  skip_spaces(&p);
  if (!g_str_has_prefix(p, word))
    return FALSE;
  *text = p + strlen(word);
  return TRUE;
}

/* As take(), of the first of words (NULL at the end) that stands there. */
static gboolean take_any(const char **text, const char *const *words) {
  for (; *words != NULL; words++) {
    if (take(text, *words))
      return TRUE;
  }
  return FALSE;
}

/* One or two ASCII or full-width digits. */
static gboolean take_plain(const char **text, int *value) {
  const char *p = *text;
  skip_spaces(&p);
  Digits digits = take_digits(&p);
  if (digits.length < 1 || digits.length > 2 || digits.style == STYLE_CHINESE)
    return FALSE;
  *value = digits.value;
  *text = p;
  return TRUE;
}

/* What follows the year in 2026-03-05: twice the same sign and a number, and no third (2026.3.5.1).
 */
static gboolean take_month_and_day(const char **text, int *month, int *day) {
  static const char *const signs[] = {"-", ".", "/", "－", "．", "／"};
  int more;
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
    const char *p = *text;
    if (take(&p, signs[i]) && take_plain(&p, month) && take(&p, signs[i]) && take_plain(&p, day)) {
      *text = p;
      return !(take(&p, signs[i]) && take_plain(&p, &more));
    }
  }
  return FALSE;
}

static gboolean take_year(const char **text, int *year) {
  const char *p = *text;
  skip_spaces(&p);
  Digits digits = take_digits(&p);
  if (!is_year(digits))
    return FALSE;
  *year = digits.value;
  *text = p;
  return TRUE;
}

/* A single 一 to 九; 0 where there is none. */
static int take_unit(const char **text) {
  const char *p = *text;
  Style style;
  int value = take_digit(&p, &style);
  if (style != STYLE_CHINESE || value == 0)
    return 0;
  *text = p;
  return value;
}

/* A number from 1 to 99: one or two digits, or 三, 十, 十二, 二十, 三十一. */
static gboolean take_number(const char **text, int *value) {
  if (take_plain(text, value))
    return TRUE;
  const char *p = *text;
  skip_spaces(&p);
  *value = take_unit(&p);
  if (g_str_has_prefix(p, "十")) {
    p += strlen("十");
    *value = (*value == 0 ? 1 : *value) * 10;
    *value += take_unit(&p);
  }
  if (*value == 0)
    return FALSE;
  *text = p;
  return TRUE;
}

static const char *const ends[] = {"底", "末", NULL};
static const char *const days[] = {"日", "号", NULL};
static const char *const befores[] = {"前", "之前", "以前", NULL};

/* What stands behind 年, or alone: a month with a day, a month, or the year's end. *definite tells
 * whether it named a day or an end, so that 前 cannot be mistaken. */
static Day take_within_year(const char **text, int year, gboolean printed, gboolean *definite) {
  int month, day;
  if (take_number(text, &month)) {
    if (!take(text, "月"))
      return DAY_NONE;
    if (take_number(text, &day)) {
      *definite = take_any(text, days);
      return *definite ? day_from_ymd(year, month, day) : DAY_NONE;
    }
    (void)take(text, "份");
    *definite = take_any(text, ends);
    return day_month_end(year, month);
  }
  gboolean again = take(text, "年"); /* the second in 2026年年底 */
  *definite = take_any(text, ends);
  gboolean complete = *definite ? printed || again : printed && !again;
  return complete ? day_month_end(year, 12) : DAY_NONE;
}

gboolean deadline_read(const char *text, int year, Day *due) {
  *due = DAY_NONE;
  if (text == NULL)
    return FALSE;
  Day read;
  int month, day;
  gboolean definite = TRUE;
  gboolean printed = take_year(&text, &year);
  if (printed && take_month_and_day(&text, &month, &day))
    read = day_from_ymd(year, month, day);
  else if (printed && !take(&text, "年"))
    return FALSE;
  else
    read = take_within_year(&text, year, printed, &definite);
  if (definite)
    (void)take_any(&text, befores);
  skip_spaces(&text);
  if (*text != '\0' || read == DAY_NONE)
    return FALSE;
  *due = read;
  return TRUE;
}

/* TRUE where the digits before text are a year of a date: see the header. */
static gboolean is_dated(const char *text) {
  static const char *const joins[] = {"-",  "–",  "—",  "－", "~",  "～", "〜", "至",
                                      "到", "、", "和", "及", "与", "/",  "／", NULL};
  for (int i = 0; i < CHAIN_MAX; i++) {
    int month, day;
    if (take(&text, "年"))
      return TRUE;
    if (take_month_and_day(&text, &month, &day))
      return day_from_ymd(2000, month, day) != DAY_NONE;
    if (!take_any(&text, joins) || !take_year(&text, &(int){0}))
      return FALSE;
  }
  return FALSE;
}

static void append_year(GString *out, int year, Style style) {
  char digits[5];
  g_snprintf(digits, sizeof digits, "%04d", year);
  for (const char *p = digits; *p != '\0'; p++) {
    if (style == STYLE_CHINESE)
      g_string_append_unichar(out, chinese_digits[*p - '0']);
    else if (style == STYLE_WIDE)
      g_string_append_unichar(out, U'０' + (gunichar)(*p - '0'));
    else
      g_string_append_c(out, *p);
  }
}

char *deadline_in_year(const char *text, int from, int to) {
  if (text == NULL || from == to)
    return g_strdup(text);
  GString *out = g_string_new(NULL);
  while (*text != '\0') {
    const char *start = text;
    Digits digits = take_digits(&text);
    gint64 moved = (gint64)digits.value + to - from;
    if (is_year(digits) && is_dated(text) && moved >= 1000 && moved <= 9999) {
      append_year(out, (int)moved, digits.style);
      continue;
    }
    if (digits.length == 0)
      (void)text_next(&text);
    g_string_append_len(out, start, (gssize)(text - start));
  }
  return g_string_free(out, FALSE);
}

/* What a date looks like, digits half width and blanks taken out. 12月前 is none: it may mean two.
 */
#define DATE_FORM                                                                                  \
  "^(?:(?:\\d+年)?\\d+月(?:份|底|末|底前|末前|\\d+[日号](?:前|之前|以前)?)?|\\d{4}[-./]\\d+[-./]\\d+)$"

gboolean deadline_is_impossible(const char *text) {
  Day due;
  if (text == NULL || !g_utf8_validate(text, -1, NULL) || deadline_read(text, 2000, &due))
    return FALSE;
  g_autofree char *half = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  g_autoptr(GString) dense = g_string_new(half);
  g_string_replace(dense, " ", "", 0);
  return g_regex_match_simple(DATE_FORM, dense->str, 0, 0);
}
