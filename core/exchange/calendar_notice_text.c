#include <string.h>

#include "core/exchange/calendar_notice_private.h"
#include "core/exchange/notice_text.h"

/* How much of a wrong place a message repeats. */
#define SHOWN_CHARACTERS 30

/* Bytes behind a date in which words belong to it, where no comma ends them before. */
#define CLAUSE_MAX 200

typedef struct {
  const NoticeText *text;
  CalendarNotice *notice;
  const char *group_end; /* where the last dates ended, with what was said of them */
  int month;  /* of the last date, for one printed without (4月5日放假，7日补休); 0 */
  char *name; /* of the holiday that is spoken of; NULL */
  const char *heading; /* the heading (春节：) of which no day off was read yet; NULL */
} Reader;

static void reader_clear(Reader *reader) {
  g_free(reader->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

static gboolean fail(const Reader *reader, const char *at, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static gboolean fail(const Reader *reader, const char *at, GError **error, const char *format,
                     ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, "第%d行：%s",
              notice_text_line(reader->text, at), message);
  return FALSE;
}

/* 10月8日, with the year where it is not the notice's. The caller frees. */
static char *day_label(const Reader *reader, Day day) {
  CivilDate date = day_civil(day);
  if (date.year != reader->notice->year)
    return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
  return g_strdup_printf("%d月%d日", date.month, date.day);
}

/* ---- sentences ---- */

/* TRUE where a sentence, or a heading, ends right before at. */
static gboolean follows_stop(const NoticeText *text, const char *at) {
  static const char *const stops[] = {"。", ";", "!", "?", ":"};
  for (gsize i = 0; i < G_N_ELEMENTS(stops); i++) {
    if (notice_text_follows(text, at, stops[i]))
      return TRUE;
  }
  return at == text->text;
}

/* Where the words before at begin: after a stop or what was read before. A line's beginning counts
 * too, but for at's own, so that 元旦 may stand on the line above its dates. */
static const char *words_before(const Reader *reader, const char *at) {
  const char *from = at;
  while (from > reader->group_end && !follows_stop(reader->text, from) &&
         !(from < at && (notice_text_begins_line(reader->text, from) ||
                         notice_text_follows(reader->text, from, ","))))
    from = notice_text_before(reader->text, from);
  return from;
}

/* Where the words after at end: at a comma or a stop. A line's end is none, for it may be a copy's.
 */
static const char *words_after(const char *at) {
  static const char *const ends[] = {",", "。", ";", ":", NULL};
  const char *to = at;
  for (const char *p = to; *p != '\0' && !notice_take_any(&p, ends); to = p) {
    if (to - at > CLAUSE_MAX)
      break;
    p = g_utf8_next_char(p);
  }
  return to;
}

static gboolean fail_unread(const Reader *reader, const char *from, GError **error) {
  const char *to = words_after(from);
  glong length = g_utf8_strlen(from, to - from);
  const char *cut = g_utf8_offset_to_pointer(from, MIN(length, SHOWN_CHARACTERS));
  g_autofree char *shown = g_strndup(from, (gsize)(cut - from));
  return fail(reader, from, error,
              "看不懂“%s%s”；请改写成“10月1日至7日放假，共7天”或“10月10日上班”的样子", shown,
              length > SHOWN_CHARACTERS ? "…" : "");
}

/* ---- one group of dates ---- */

typedef enum { SAID_NOTHING, SAID_OFF, SAID_WORKED } Said;

/* Dates and what is said of them: 2月14日（周六）、2月28日（周六）上班. */
typedef struct {
  GArray *dates; /* NoticeDate */
  const char *from;
  const char *dates_end;
  const char *end;
  Said said;
  int count; /* of 共7天; 0 where not printed */
} Group;

static void group_clear(Group *group) {
  g_clear_pointer(&group->dates, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Group, group_clear)

static NoticeDate *group_date(const Group *group, guint index) {
  return &g_array_index(group->dates, NoticeDate, index);
}

/* Gives the weekdays of notes to the dates before them: 29日、30日（周六、周日） has two of both. A
 * note with more weekdays than there are dates is not taken. */
static void take_notes(const char **at, Group *group) {
  int weekdays[7], count;
  const char *p = *at;
  while (notice_take_note(&p, weekdays, &count) && count <= (int)group->dates->len) {
    for (int i = 0; i < count; i++)
      group_date(group, group->dates->len - (guint)(count - i))->weekday = weekdays[i];
    *at = p;
  }
}

/* Takes dates with what links them. FALSE where there is no date at *at. */
static gboolean take_dates(const char **at, Group *group) {
  NoticeDate date;
  if (!notice_take_date(at, &date))
    return FALSE;
  for (;;) {
    g_array_append_val(group->dates, date);
    take_notes(at, group);
    const char *p = *at;
    gboolean end = !date.end && notice_take_to(&p);
    if ((!end && !notice_take_and(&p)) || !notice_take_date(&p, &date))
      return TRUE;
    date.end = end;
    *at = p;
  }
}

/* Takes what is said of the dates; nothing where it is not said in one of the known ways. */
static void take_said(const char **at, Group *group) {
  static const char *const adverbs[] = {"调休", "正常", "照常", "均", "统一", "共", NULL};
  static const char *const off[] = {"放假", "休假", "补休", NULL};
  static const char *const worked[] = {"上班", "补班", NULL};
  static const char *const more[] = {"调休", "公休", NULL};
  const char *p = *at;
  notice_take(&p, ")"); /* 春节（2月15日至23日）放假 */
  gboolean counted = notice_take_count(&p, &group->count);
  const char *after_count = p;
  notice_take(&p, ",");
  while (notice_take_any(&p, adverbs))
    ;
  if (notice_take_any(&p, worked)) {
    group->said = SAID_WORKED;
  } else if (notice_take_any(&p, off)) {
    if (g_str_has_prefix(p, "半天") || g_str_has_prefix(p, "办法"))
      return;
    group->said = SAID_OFF;
    notice_take_any(&p, more);
    notice_take_count(&p, &group->count);
  } else if (counted) { /* 1月1日至3日，共3天 */
    group->said = SAID_OFF;
    p = after_count;
  } else {
    return;
  }
  *at = p;
}

static gboolean take_group(const char **at, Group *group) {
  const char *p = *at;
  group->from = p;
  group->dates = g_array_new(FALSE, FALSE, sizeof(NoticeDate));
  if (!take_dates(&p, group))
    return FALSE;
  group->dates_end = p;
  take_said(&p, group);
  group->end = p;
  *at = p;
  return TRUE;
}

/* ---- dates that arrange nothing ---- */

/* The date under the notice, or alone on its line. */
static gboolean is_issue_date(const Reader *reader, const Group *group) {
  return group->dates->len == 1 && group_date(group, 0)->year != 0 &&
         (notice_text_follows(reader->text, group->from, "国务院办公厅") ||
          (notice_text_begins_line(reader->text, group->from) &&
           notice_text_begins_line(reader->text, group->dates_end)));
}

/* TRUE where the dates may be passed over: no word beside them arranges a day, or they tell since
 * when something holds (自2025年1月1日起，全体公民放假的假日增加2天; 2月3日起正常上班), what is no
 * more than encouraged (安排职工在除夕（2月9日）休息) or when the news came (11月4日电). */
static gboolean is_beside_the_point(const Reader *reader, const Group *group) {
  static const char *const news[] = {"电", "讯", "消息", "发布", "公布", "印发", "通知", NULL};
  static const char *const advice[] = {"鼓励", "安排职工", NULL};
  static const char *const usual[] = {"起上班", "起正常上班", "起照常上班", NULL};
  const NoticeDate *first = group_date(group, 0);
  const char *from = group->dates_end;
  const char *to = words_after(from);
  const char *p = from;
  if (!notice_text_holds(from, to, NOTICE_VERBS) || first->month == 0)
    return TRUE;
  if (group->dates->len > 1)
    return FALSE;
  if (g_str_has_prefix(p, "起") && notice_text_follows(reader->text, group->from, "自"))
    return TRUE;
  if (notice_text_holds(words_before(reader, group->from), group->from, advice))
    return TRUE;
  return notice_take_any(&p, usual) || notice_text_holds(from, to, news);
}

/* ---- what a group says of which days ---- */

/* The days of a group, one for each printed date, found in order. */
static gboolean find_days(const Reader *reader, const Group *group, Day *days, GError **error) {
  int year = reader->notice->year;
  int month = reader->month;
  for (guint i = 0; i < group->dates->len; i++) {
    const NoticeDate *date = group_date(group, i);
    if (date->year != 0)
      year = date->year;
    else if (date->month != 0 && !date->end)
      year = reader->notice->year;
    if (date->month != 0) {
      /* 12月31日至1月2日: the year turns inside the span. */
      if (date->end && date->year == 0 && month == 12 && date->month == 1) {
        if (group_date(group, i - 1)->year != 0)
          year++;
        else
          days[i - 1] = day_from_ymd(year - 1, 12, group_date(group, i - 1)->day);
      }
      month = date->month;
    }
    if (month == 0)
      return fail_unread(reader, group->from, error);
    days[i] = day_from_ymd(year, month, date->day);
    if (days[i] == DAY_NONE || days[i - (i > 0)] == DAY_NONE)
      return fail(reader, group->from, error, "%d年没有%d月%d日；请核对日期", year, month,
                  date->day);
  }
  return TRUE;
}

static gboolean check_weekdays(const Reader *reader, const Group *group, const Day *days,
                               GError **error) {
  static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
  for (guint i = 0; i < group->dates->len; i++) {
    int printed = group_date(group, i)->weekday;
    if (printed == 0 || printed == day_weekday(days[i]))
      continue;
    g_autofree char *label = day_label(reader, days[i]);
    return fail(reader, group->from, error, "%s是周%s，原文写作周%s；请核对年份和日期", label,
                day_weekday_name(days[i]), names[printed - 1]);
  }
  return TRUE;
}

static gboolean add_span(Reader *reader, const Group *group, Day first, Day last, GError **error) {
  g_autofree char *from = day_label(reader, first);
  g_autofree char *to = day_label(reader, last);
  if (last < first)
    return fail(reader, group->from, error, "%s至%s，结束早于开始；请核对日期", from, to);
  const char *name = group->said == SAID_WORKED ? NULL
                     : reader->name != NULL     ? reader->name
                                                : CALENDAR_NOTICE_UNNAMED;
  for (Day day = first; day <= last; day++) {
    g_autofree char *fault = calendar_notice_add(reader->notice, day, name);
    g_autofree char *label = day_label(reader, day);
    if (fault != NULL)
      return fail(reader, group->from, error, "%s%s；请核对年份和日期", label, fault);
  }
  return TRUE;
}

static gboolean add_days(Reader *reader, const Group *group, const Day *days, GError **error) {
  int total = 0;
  for (guint i = 0; i < group->dates->len; i++) {
    Day first = days[i];
    if (i + 1 < group->dates->len && group_date(group, i + 1)->end)
      i++;
    if (!add_span(reader, group, first, days[i], error))
      return FALSE;
    total += (int)(days[i] - first) + 1;
  }
  if (group->count == 0 || group->count == total)
    return TRUE;
  gboolean is_span = group->dates->len == 2 && group_date(group, 1)->end;
  g_autofree char *from = day_label(reader, days[0]);
  g_autofree char *to = day_label(reader, days[group->dates->len - 1]);
  return fail(reader, group->from, error, "%s%s%s是%d天，原文写作%d天；请核对日期", from,
              is_span                 ? "至"
              : group->dates->len > 1 ? "…"
                                      : "",
              group->dates->len > 1 ? to : "", total, group->count);
}

static gboolean read_group(Reader *reader, const Group *group, GError **error) {
  g_autofree Day *days = g_new(Day, group->dates->len);
  if (!find_days(reader, group, days, error) || !check_weekdays(reader, group, days, error))
    return FALSE;
  if (group->said == SAID_OFF) {
    char *name = notice_names(words_before(reader, group->from), group->from);
    if (name != NULL) {
      g_free(reader->name);
      reader->name = name;
    }
    reader->heading = NULL;
  }
  if (!add_days(reader, group, days, error))
    return FALSE;
  reader->month = day_civil(days[group->dates->len - 1]).month;
  return TRUE;
}

/* ---- the whole ---- */

static gboolean check_heading(const Reader *reader, GError **error) {
  if (reader->heading == NULL)
    return TRUE;
  g_autofree char *name = notice_names(reader->heading, strchr(reader->heading, ':'));
  return fail(reader, reader->heading, error,
              "“%s”后面没有读到放假日期；请写成“10月1日至7日放假，共7天”的样子，或删去这一条",
              name);
}

/* The colon at at may end a heading: 七、国庆节：. */
static gboolean read_heading(Reader *reader, const char *at, GError **error) {
  const char *from = words_before(reader, at);
  char *name = notice_names(from, at);
  if (name == NULL)
    return TRUE;
  if (!check_heading(reader, error)) {
    g_free(name);
    return FALSE;
  }
  g_free(reader->name);
  reader->name = name;
  reader->heading = from;
  return TRUE;
}

/* Reads what begins with the digit at *at and moves behind it. */
static gboolean read_digits(Reader *reader, const char **at, GError **error) {
  g_auto(Group) group = {0};
  if (!take_group(at, &group)) {
    while (g_ascii_isdigit(**at))
      ++*at;
    return TRUE;
  }
  if (group.said != SAID_NOTHING) {
    if (!read_group(reader, &group, error))
      return FALSE;
  } else if (is_issue_date(reader, &group)) {
    const NoticeDate *date = group_date(&group, 0);
    reader->notice->issued = day_from_ymd(date->year, date->month, date->day);
  } else if (!is_beside_the_point(reader, &group)) {
    return fail_unread(reader, group.from, error);
  }
  reader->group_end = group.end;
  return TRUE;
}

static gboolean read_sentences(Reader *reader, GError **error) {
  const char *at = reader->text->text;
  while (*at != '\0') {
    if (follows_stop(reader->text, at) && !notice_text_follows(reader->text, at, ":")) {
      reader->month = 0;
      if (notice_text_begins_line(reader->text, at))
        g_clear_pointer(&reader->name, g_free);
    }
    if (g_ascii_isdigit(*at)) {
      if (!read_digits(reader, &at, error))
        return FALSE;
      continue;
    }
    if (*at == ':' && !read_heading(reader, at, error))
      return FALSE;
    at = g_utf8_next_char(at);
  }
  return check_heading(reader, error);
}

gboolean calendar_notice_read_text(const char *text, gsize length, int year,
                                   CalendarNotice **notice, GError **error) {
  g_autoptr(NoticeText) words = notice_text_new(text, length, error);
  int found;
  if (words == NULL || !notice_text_year(words, year, &found, error))
    return FALSE;
  g_autoptr(CalendarNotice) read = calendar_notice_new(found);
  g_auto(Reader) reader = {.text = words, .notice = read, .group_end = words->text};
  if (!read_sentences(&reader, error))
    return FALSE;
  if (read->days->len == 0) {
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_EMPTY,
                "没有读到放假或上班的日期；请核对内容，日期要写成“10月1日至7日放假，共7天”、"
                "“10月10日上班”的样子");
    return FALSE;
  }
  read->document = notice_text_document(words);
  *notice = g_steal_pointer(&read);
  return TRUE;
}
