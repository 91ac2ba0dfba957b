/* deadline.h: printed dates (2026年3月5日前, 5月底, 第二季度末).
 *
 * One grammar of dates, for fields that hold a date and for the reader of phrases (phrase.h), which
 * finds them inside a sentence. What it cannot read without guessing it does not read.
 */
#pragma once

#include "core/rules/day.h"

/* The civil date that text names, in *due. Where text prints no year, it is in year. text may be
 * NULL.
 *
 * Read, as a whole and not as part of a longer sentence:
 * - 2026年3月5日, 3月5日, 2026-03-05, 2026.3.5, 2026/3/5: that day. 号 is 日.
 * - 2020年12月, 5月, 5月份, 5月底, 2023年11月底: the month's last day. 上旬, 中旬, 下旬: its 10th,
 *   its 20th, its last.
 * - 第二季度, 二季度末, 上半年, 下半年底: the last day of that part of the year.
 * - 年底, 2026年, 2026年底, 2026年年底: 31 December. 末 is 底. 今年 and 本年 are year, 明年 the
 * next.
 * - A day or an end (底) may be followed by 前, 之前 or 以前, which include the day itself: no
 *   document says so, but 民法典 art. 1259 counts 以内 so, and offices read it so. 12月前 is not
 *   read: it may mean the first of the month or the last.
 * - Full-width digits and signs; spaces, but not inside a number; Chinese numerals: 三月底, 十二月,
 *   五月三十一日, 二〇二六年. Years are 1900 to 2100.
 *
 * FALSE, with *due DAY_NONE, for everything else: words that name no date (及时, 定期, 贯穿全年),
 * recurrences (每月15日前), spans (4月至6月), dates that do not exist (2020年13月, 2023年2月29日).
 */
gboolean deadline_read(const char *text, int year, Day *due);

/* The one day that text names in full, with its year and nothing else: 2026-11-21, 2026-1-1,
 * 2026/1/1, 2026年1月1日. DAY_NONE for everything else, and for NULL. */
Day deadline_full_day(const char *text);

/* What a date names. */
typedef enum {
  DEADLINE_NONE,
  DEADLINE_DAY,
  DEADLINE_MONTH, /* its day may be set nevertheless: 3月中旬 */
  DEADLINE_QUARTER,
  DEADLINE_HALF,
  DEADLINE_YEAR,
} DeadlineForm;

/* A date as printed, perhaps one that does not exist. */
typedef struct {
  DeadlineForm form;
  int year;
  int month;       /* of a longer part its last */
  int day;         /* 0: the month's last, but not in DEADLINE_DAY */
  gboolean dated;  /* its year is printed */
  gboolean end;    /* 底, 末 or a third of the month is printed */
  gboolean before; /* 前 is printed */
} DeadlineDate;

/* Reads a date from the front of *text, which moves past it; the rest may be anything. FALSE where
 * none stands there. */
gboolean deadline_scan(const char **text, int year, DeadlineDate *date);

/* The day of date; DAY_NONE where there is no such day. */
Day deadline_day(const DeadlineDate *date);

/* The text with every year it prints moved by to - from, as when a ledger of one year becomes that
 * of another (结转): "2022 年、2023 年" from 2023 to 2026 is "2025 年、2026 年". The rest stays
 * byte for byte. The caller frees. text may be NULL (gives NULL).
 *
 * A year is four digits, 1900 to 2100, as ASCII, full-width or Chinese numerals (2020, ２０２０,
 * 二〇二〇), followed by 年, by the rest of a date (2026-03-05, 2026.3.5, 2026/3/5), or by a sign
 * or word of joining and another such year (2022-2023年, 2022至2023年), at most eight of them;
 * spaces may lie between. Other numbers stay, so 国办发〔2020〕16号 and 2020元 do. A year that
 * would leave 1000 to 9999 stays too. 29 February keeps its day: deadline_read() then refuses it
 * where the year has none. */
char *deadline_in_year(const char *text, int from, int to);
