#include "core/rules/scan.h"

#include "core/rules/text.h"

static const gunichar CHINESE[] = {U'〇', U'一', U'二', U'三', U'四',
                                   U'五', U'六', U'七', U'八', U'九'};

/* The value of a digit; *style STYLE_NONE and 0 where c is none. */
static int digit_of(gunichar c, DigitStyle *style) {
  *style = STYLE_NONE;
  if (c >= '0' && c <= '9') {
    *style = STYLE_ASCII;
    return (int)(c - '0');
  }
  if (c >= U'０' && c <= U'９') {
    *style = STYLE_WIDE;
    return (int)(c - U'０');
  }
  if (c == U'○' || c == U'零') { /* both are used for 〇 */
    *style = STYLE_CHINESE;
    return 0;
  }
  for (int i = 0; i < 10; i++) {
    if (c == CHINESE[i]) {
      *style = STYLE_CHINESE;
      return i;
    }
  }
  return 0;
}

Digits scan_digits(const char **text) {
  Digits digits = {STYLE_NONE};
  for (;;) {
    const char *next = *text;
    DigitStyle style;
    int value = digit_of(text_next(&next), &style);
    if (style == STYLE_NONE || (digits.style != STYLE_NONE && style != digits.style))
      return digits;
    digits.style = style;
    if (digits.length < 4)
      digits.value = digits.value * 10 + value;
    digits.length++;
    *text = next;
  }
}

gunichar scan_digit_in(DigitStyle style, int digit) {
  if (style == STYLE_CHINESE)
    return CHINESE[digit];
  return (style == STYLE_WIDE ? U'０' : U'0') + (gunichar)digit;
}

static gboolean is_space(gunichar c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}

void scan_spaces(const char **text) {
  if ((guchar) * *text > 0xE3)
    return; /* nearly all Chinese characters */
  for (const char *next = *text; is_space(text_next(&next));)
    *text = next;
}

/* By hand, as most words differ at once: an import asks this some hundred times a row. */
static gboolean take(const char *p, const char *word, const char **text) {
  while (*word != '\0' && *p == *word) {
    p++;
    word++;
  }
  if (*word != '\0')
    return FALSE;
  *text = p;
  return TRUE;
}

gboolean scan_word(const char **text, const char *word) {
  const char *p = *text;
  scan_spaces(&p);
  return take(p, word, text);
}

gboolean scan_any(const char **text, const char *const *words) {
  const char *p = *text;
  scan_spaces(&p);
  for (; *words != NULL; words++) {
    if (take(p, *words, text))
      return TRUE;
  }
  return FALSE;
}

gboolean scan_plain(const char **text, int *value) {
  const char *p = *text;
  scan_spaces(&p);
  Digits digits = scan_digits(&p);
  if (digits.style != STYLE_ASCII && digits.style != STYLE_WIDE)
    return FALSE;
  *value = digits.length <= 4 ? digits.value : G_MAXINT;
  *text = p;
  return TRUE;
}

/* A single 一 to 九; 0 where there is none. */
static int take_unit(const char **text) {
  const char *p = *text;
  DigitStyle style;
  int value = digit_of(text_next(&p), &style);
  if (style != STYLE_CHINESE || value == 0)
    return 0;
  *text = p;
  return value;
}

gboolean scan_number(const char **text, int *value) {
  if (scan_plain(text, value))
    return TRUE;
  const char *p = *text;
  scan_spaces(&p);
  int hundreds = 0, tens = 0, rest = take_unit(&p);
  if (rest > 0 && g_str_has_prefix(p, "百")) {
    p += strlen("百");
    hundreds = rest;
    (void)(scan_word(&p, "零") || scan_word(&p, "〇"));
    rest = take_unit(&p);
  }
  if (rest == 0 && hundreds == 0 && scan_word(&p, "廿")) {
    tens = 2;
    rest = take_unit(&p);
  } else if (rest == 0 && hundreds == 0 && scan_word(&p, "卅")) {
    tens = 3;
    rest = take_unit(&p);
  } else if (g_str_has_prefix(p, "十")) {
    p += strlen("十");
    tens = rest == 0 ? 1 : rest;
    rest = take_unit(&p);
  }
  if (hundreds + tens + rest == 0)
    return FALSE;
  *value = hundreds * 100 + tens * 10 + rest;
  *text = p;
  return TRUE;
}

gboolean scan_count(const char **text, int *value) {
  if (!scan_word(text, "两"))
    return scan_number(text, value);
  *value = 2;
  return TRUE;
}

gboolean scan_is_numeral(gunichar c) {
  DigitStyle style;
  digit_of(c, &style);
  return style != STYLE_NONE || c == U'两' || c == U'十' || c == U'廿' || c == U'卅' ||
         c == U'百' || c == U'千' || c == U'万';
}
