/* scan.h: reading words and numbers from the front of a text, as the readers of printed dates and
 * phrases share it.
 *
 * Each function moves *text past what it read, and leaves it where it read nothing. Spaces before a
 * word or a number are passed over, but not inside a number.
 */
#pragma once

#include <glib.h>

/* Ways of writing a digit. One number is written in one of them. */
typedef enum { STYLE_NONE, STYLE_ASCII, STYLE_WIDE, STYLE_CHINESE } DigitStyle;

/* A run of digits in one style, as long as it goes. */
typedef struct {
  DigitStyle style; /* STYLE_NONE where there is none */
  int length;       /* in digits */
  int value;        /* of the first four */
} Digits;

/* The digits right at *text, with no spaces passed over: 2026, ２０２６, 二〇二六. */
Digits scan_digits(const char **text);

/* The character for digit (0 to 9) in style, which is not STYLE_NONE. */
gunichar scan_digit_in(DigitStyle style, int digit);

void scan_spaces(const char **text);
gboolean scan_word(const char **text, const char *word);

/* The first of words (NULL at the end) that stands there. */
gboolean scan_any(const char **text, const char *const *words);

/* ASCII or full-width digits; more than four give G_MAXINT. */
gboolean scan_plain(const char **text, int *value);

/* As scan_plain(), or a Chinese number from 1 to 999: 三, 十, 十二, 三十一, 一百二十. */
gboolean scan_number(const char **text, int *value);

/* As scan_number(), or 两, which counts but names no month and no day. */
gboolean scan_count(const char **text, int *value);

/* TRUE for any character a number is written with, also 两, 百, 千, 万. */
gboolean scan_is_numeral(gunichar c);
