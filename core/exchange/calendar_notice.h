/* calendar_notice.h: the days that one holiday notice names, before they are put to use.
 *
 * A notice is the State Council's yearly 国务院办公厅关于…年部分节假日安排的通知, or what an office
 * wrote in its manner. It is read from its own sentences or from a calendar in YAML (as
 * data/calendars); both end in the same type, under the same rules.
 */
#pragma once

#include "core/rules/calendar.h"

/* The bytes a file may have; the notices have about 2,000. */
#define CALENDAR_NOTICE_MEGABYTES_MAX 1

/* The name of a holiday that the notice gives none: 节假日. */
#define CALENDAR_NOTICE_UNNAMED "节假日"

typedef struct {
  Day day;
  char *name; /* the holiday's; NULL: a Saturday or Sunday that is worked */
} NoticeDay;

typedef struct {
  int year;       /* that it arranges, 1..9999 */
  char *document; /* 文号 (国办发明电〔2025〕7号); NULL where it is not stated */
  Day issued;     /* DAY_NONE where it is not stated */
  GArray *days;   /* NoticeDay, ascending, no day twice. Days of year, or of the last week (25 to 31
                     December) of the year before: the notice for 2023 names 2022-12-31 */
} CalendarNotice;

/* notice may be NULL. */
void calendar_notice_free(CalendarNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CalendarNotice, calendar_notice_free)

/* Reads a file: a calendar in YAML where a line of it begins with one of a calendar's keys, else
 * the sentences of a notice. At most 1 MB. year is the year it must be for, or 0 to take what it
 * states. The error (DOCUMENT_ERROR_*) names the file and the place in it. */
gboolean calendar_notice_read(const char *path, int year, CalendarNotice **notice, GError **error);

/* Reads length bytes of text, UTF-8 or else GB18030: the sentences of a notice as they were
 * published, copied or typed, in lines or in one. What stands around them is passed over.
 *
 * - 元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 Holiday names, weekdays
 * and counts may be missing; a holiday without a name is CALENDAR_NOTICE_UNNAMED. 补休 is a day
 * off.
 * - Full or half width, spaces or line ends inside, 星期六 or 周六.
 * - year is the year it must be for, or 0 to take it from the text (关于2027年部分节假日安排).
 *
 * Every sentence is checked; the error (DOCUMENT_ERROR_*) begins with the line (第3行：…) where it
 * has one and says what to do: a weekday that does not fit its date, a 共N天 that is not what the
 * dates come to, a worked day that is no Saturday or Sunday or lies in a holiday, a day twice, a
 * day that does not exist or is not the year's, a date beside 放假 or 上班 in words this reader
 * does not know, a holiday that has a heading and no days, another year than was asked for, no year
 * and none given, no day at all, bytes that are no text. */
gboolean calendar_notice_read_text(const char *text, gsize length, int year,
                                   CalendarNotice **notice, GError **error);

/* Puts the notice's days into calendar and declares its year (not the year before, of which it says
 * no more than a day or two). What calendar said of these days is replaced; other days stay. */
void calendar_notice_apply(const CalendarNotice *notice, Calendar *calendar);
