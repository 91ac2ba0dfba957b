#include "core/rules/deadline.h"

#include "core/rules/scan.h"
#include "core/rules/text.h"

#define YEAR_FIRST 1900
#define YEAR_LAST 2100

/* Years joined in one chain. A longer one is no deadline, and looking ahead would cost its square.
 */
#define CHAIN_MAX 8

static gboolean is_year(Digits digits) {
  return digits.length == 4 && digits.value >= YEAR_FIRST && digits.value <= YEAR_LAST;
}

/* What follows the year in 2026-03-05: twice the same sign and a number, and no third (2026.3.5.1).
 */
static gboolean take_month_and_day(const char **text, int *month, int *day) {
  static const char *const signs[] = {"-", ".", "/", "－", "．", "／"};
  int more;
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
    const char *p = *text;
    if (scan_word(&p, signs[i]) && scan_plain(&p, month) && scan_word(&p, signs[i]) &&
        scan_plain(&p, day)) {
      *text = p;
      return !(scan_word(&p, signs[i]) && scan_plain(&p, &more));
    }
  }
  return FALSE;
}

static gboolean take_year(const char **text, int *year) {
  const char *p = *text;
  scan_spaces(&p);
  Digits digits = scan_digits(&p);
  if (!is_year(digits))
    return FALSE;
  *year = digits.value;
  *text = p;
  return TRUE;
}

static const char *const ends[] = {"底", "末", NULL};
static const char *const days[] = {"日", "号", NULL};
static const char *const befores[] = {"前", "之前", "以前", NULL};

/* A third of a month: 上旬, 中旬, 下旬; FALSE where there is none. */
static gboolean take_third(const char **text, int *day) {
  static const char *const thirds[] = {"上旬", "中旬", "下旬"};
  for (int i = 0; i < 3; i++) {
    if (scan_word(text, thirds[i])) {
      *day = i < 2 ? (i + 1) * 10 : 0;
      return TRUE;
    }
  }
  return FALSE;
}

/* 3月5日, 3月底, 3月中旬, 3月. */
static gboolean take_month(const char **text, DeadlineDate *date) {
  const char *p = *text;
  if (!scan_number(&p, &date->month) || !scan_word(&p, "月"))
    return FALSE;
  const char *q = p;
  if (scan_number(&q, &date->day)) {
    if (!scan_any(&q, days))
      return FALSE;
    p = q;
    date->form = DEADLINE_DAY;
  } else {
    date->day = 0;
    (void)scan_word(&p, "份");
    date->form = DEADLINE_MONTH;
    date->end = scan_any(&p, ends) || take_third(&p, &date->day);
  }
  *text = p;
  return TRUE;
}

/* 第二季度末, 二季度, 上半年底, 下半年. */
static gboolean take_part(const char **text, DeadlineDate *date) {
  const char *p = *text;
  int quarter;
  (void)scan_word(&p, "第");
  if (scan_number(&p, &quarter) && (scan_word(&p, "季度") || scan_word(&p, "季"))) {
    date->form = DEADLINE_QUARTER;
    date->month = MIN(quarter, 5) * 3; /* there is no month 15 */
  } else {
    p = *text;
    date->form = DEADLINE_HALF;
    if (scan_word(&p, "上半年"))
      date->month = 6;
    else if (scan_word(&p, "下半年"))
      date->month = 12;
    else
      return FALSE;
  }
  date->end = scan_any(&p, ends);
  *text = p;
  return TRUE;
}

/* What stands behind the year, or alone: the year's end, or nothing. */
static gboolean take_year_end(const char **text, DeadlineDate *date) {
  const char *p = *text;
  gboolean again = scan_word(&p, "年"); /* the second in 2026年年底 */
  date->form = DEADLINE_YEAR;
  date->month = 12;
  date->end = (date->dated || again) && scan_any(&p, ends);
  if (date->end)
    *text = p;
  return date->end || date->dated;
}

/* The year: 2026 (as in 2026-03-05), 2026年, 今年, 明年. One of two digits is a slip of the pen
 * where a month follows. */
static gboolean take_dated(const char **text, DeadlineDate *date) {
  if (scan_word(text, "今年") || scan_word(text, "本年"))
    return TRUE;
  if (scan_word(text, "明年")) {
    date->year++;
    return TRUE;
  }
  const char *p = *text;
  scan_spaces(&p);
  Digits digits = scan_digits(&p);
  if (is_year(digits) && take_month_and_day(&p, &date->month, &date->day)) {
    date->form = DEADLINE_DAY;
  } else {
    int month;
    const char *q = p;
    if (digits.length == 0 || !scan_word(&p, "年"))
      return FALSE;
    gboolean slip = digits.style != STYLE_CHINESE && scan_word(&q, "年") &&
                    scan_number(&q, &month) && scan_word(&q, "月");
    if (!is_year(digits) && !slip)
      return FALSE;
  }
  date->year = is_year(digits) ? digits.value : 0;
  *text = p;
  return TRUE;
}

gboolean deadline_scan(const char **text, int year, DeadlineDate *date) {
  const char *p = *text;
  *date = (DeadlineDate){.year = year};
  date->dated = take_dated(&p, date);
  if (date->form == DEADLINE_NONE && !take_month(&p, date)) {
    date->day = 0;
    if (!take_part(&p, date) && !take_year_end(&p, date))
      return FALSE;
  }
  if (date->form == DEADLINE_DAY || date->end)
    date->before = scan_any(&p, befores);
  *text = p;
  return TRUE;
}

Day deadline_day(const DeadlineDate *date) {
  return date->form != DEADLINE_DAY && date->day == 0
             ? day_month_end(date->year, date->month)
             : day_from_ymd(date->year, date->month, date->day);
}

gboolean deadline_read(const char *text, int year, Day *due) {
  DeadlineDate date;
  *due = DAY_NONE;
  if (text == NULL || !deadline_scan(&text, year, &date))
    return FALSE;
  scan_spaces(&text);
  if (*text == '\0')
    *due = deadline_day(&date);
  return *due != DAY_NONE;
}

Day deadline_full_day(const char *text) {
  DeadlineDate date;
  Day day = day_from_iso(text);
  if (day != DAY_NONE || text == NULL || !deadline_scan(&text, 1, &date))
    return day;
  scan_spaces(&text);
  gboolean full =
      *text == '\0' && date.form == DEADLINE_DAY && date.year >= YEAR_FIRST && !date.before;
  return full ? deadline_day(&date) : DAY_NONE;
}

/* TRUE where the digits before text are a year of a date: see the header. */
static gboolean is_dated(const char *text) {
  static const char *const joins[] = {"-",  "–",  "—",  "－", "~",  "～", "〜", "至",
                                      "到", "、", "和", "及", "与", "/",  "／", NULL};
  for (int i = 0; i < CHAIN_MAX; i++) {
    int month, day;
    if (scan_word(&text, "年"))
      return TRUE;
    if (take_month_and_day(&text, &month, &day))
      return day_from_ymd(2000, month, day) != DAY_NONE;
    if (!scan_any(&text, joins) || !take_year(&text, &(int){0}))
      return FALSE;
  }
  return FALSE;
}

static void append_year(GString *out, int year, DigitStyle style) {
  char digits[5];
  g_snprintf(digits, sizeof digits, "%04d", year);
  for (const char *p = digits; *p != '\0'; p++)
    g_string_append_unichar(out, scan_digit_in(style, *p - '0'));
}

char *deadline_in_year(const char *text, int from, int to) {
  if (text == NULL || from == to)
    return g_strdup(text);
  GString *out = g_string_new(NULL);
  while (*text != '\0') {
    const char *start = text;
    Digits digits = scan_digits(&text);
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
