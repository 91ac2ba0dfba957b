/* calendar_notice_file.h: reading a holiday notice, from its own sentences or from a calendar in
 * YAML (as data/calendars); both end in the same type, under the same rules.
 */
#pragma once

#include "core/rules/calendar_notice.h"

/* The bytes a file may have; the notices have about 2,000. */
#define CALENDAR_NOTICE_MEGABYTES_MAX 1

/* The name of a holiday that the notice gives none: 节假日. */
#define CALENDAR_NOTICE_UNNAMED "节假日"

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
