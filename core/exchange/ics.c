#include "core/exchange/ics.h"

#include <string.h>

#include "core/rules/text.h"

#define PRODUCT "-//taizhang//taizhang//ZH"
#define CALENDAR_NAME "台账提醒"
#define ORIGIN_DIGITS 12
#define MORNING (8 * 3600 + 30 * 60) /* alarms ring at half past eight */
#define DAY_SECONDS (24 * 3600)
#define LINE_OCTETS 75
#define FOLD "\r\n "

/* ---- lines ------------------------------------------------------------------------------ */

/* Breaks a line (RFC 5545 3.1) between characters. */
static void append_folded(GString *text, const char *line) {
  const char *rest = line;
  gsize room = LINE_OCTETS;
  while (strlen(rest) > room) {
    const char *end = g_utf8_find_prev_char(rest, rest + room + 1);
    g_string_append_len(text, rest, end - rest);
    g_string_append(text, FOLD);
    rest = end;
    room = LINE_OCTETS - 1; /* a folded line begins with a blank */
  }
  g_string_append(text, rest);
}

static void append_line(GString *text, const char *name, const char *value) {
  g_autofree char *line = g_strconcat(name, ":", value, NULL);
  append_folded(text, line);
  g_string_append(text, "\r\n");
}

/* A value of the type TEXT (3.3.11). value has no other control character than \n. */
static void append_text(GString *text, const char *name, const char *value) {
  g_autoptr(GString) escaped = g_string_new(NULL);
  for (const char *p = value; *p != '\0'; p++) {
    if (strchr("\\;,\n", *p) != NULL)
      g_string_append_c(escaped, '\\');
    g_string_append_c(escaped, *p == '\n' ? 'n' : *p);
  }
  append_line(text, name, escaped->str);
}

static void append_number(GString *text, const char *name, int number) {
  char value[12];
  g_snprintf(value, sizeof value, "%d", number);
  append_line(text, name, value);
}

/* Seconds since 1970-01-01 UTC. */
static void append_moment(GString *text, const char *name, gint64 seconds) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);
  g_autofree char *value =
      time != NULL ? g_date_time_format(time, "%Y%m%dT%H%M%SZ") : g_strdup("19700101T000000Z");
  append_line(text, name, value);
}

/* 20261121, and what follows it. */
static void append_day(GString *text, const char *name, Day day, const char *rest) {
  CivilDate date = day_civil(day);
  g_autofree char *value = g_strdup_printf("%04d%02d%02d%s", date.year, date.month, date.day, rest);
  append_line(text, name, value);
}

/* ---- texts ------------------------------------------------------------------------------ */

/* 第1项 2026Q3 0/1 落实国家发展改革委…; 2026-11 报送案例 1/3 诚信文化. The caller frees. */
static char *summary_of(const ReminderItem *item) {
  g_autofree char *what = reminder_item_what(item);
  g_autofree char *goal = task_short_goal(item->more->goal);
  g_autoptr(GString) text = g_string_new(NULL);
  if (item->more->number > 0)
    g_string_append_printf(text, "第%d项 ", item->more->number);
  if (*what != '\0')
    g_string_append_printf(text, "%s ", what);
  g_string_append(text, goal);
  return text_clean(text->str, FALSE);
}

static char *description_of(const ReminderItem *item) {
  g_autoptr(GString) text = g_string_new(item->more->goal);
  if (item->more->units != NULL && *item->more->units != '\0')
    g_string_append_printf(text, "\n责任单位：%s", item->more->units);
  return text_clean(text->str, TRUE);
}

static char *uid_of(const ReminderItem *item, const JournalSpan *span) {
  g_autofree char *uid = reminder_item_uid(item);
  return g_strdup_printf("%s@%.*s.taizhang", uid, ORIGIN_DIGITS, span->origin);
}

/* ---- parts ------------------------------------------------------------------------------ */

static int priority_of(Light light) {
  static const int priorities[LIGHT_COUNT] = {
      [LIGHT_RED] = 1, [LIGHT_AMBER] = 5, [LIGHT_GREEN] = 9, [LIGHT_GREY] = 0};
  return priorities[light];
}

static void append_alarm(GString *text, const char *summary, int lead_days) {
  int seconds = MORNING - lead_days * DAY_SECONDS, length = ABS(seconds);
  g_autofree char *days =
      length >= DAY_SECONDS ? g_strdup_printf("%dD", length / DAY_SECONDS) : g_strdup("");
  g_autofree char *trigger = g_strdup_printf("%sP%sT%dH%dM", seconds < 0 ? "-" : "", days,
                                             length % DAY_SECONDS / 3600, length % 3600 / 60);
  append_line(text, "BEGIN", "VALARM");
  append_line(text, "ACTION", "DISPLAY");
  append_text(text, "DESCRIPTION", summary);
  append_line(text, "TRIGGER;RELATED=END", trigger);
  append_line(text, "END", "VALARM");
}

static void append_state(GString *text, const ReminderItem *item) {
  append_line(text, "STATUS", item->done ? "COMPLETED" : "NEEDS-ACTION");
  append_number(text, "PRIORITY", item->done ? 0 : priority_of(item->light));
  if (item->done)
    append_number(text, "PERCENT-COMPLETE", 100);
  /* It must have an hour, which nobody knows: noon UTC is the same day in nearly every zone. */
  if (item->more->done_on != DAY_NONE)
    append_day(text, "COMPLETED", item->more->done_on, "T120000Z");
}

static void append_todo(GString *text, const ReminderItem *item, const JournalSpan *span,
                        gint64 now, int lead_days) {
  g_autofree char *uid = uid_of(item, span);
  g_autofree char *summary = summary_of(item);
  g_autofree char *description = description_of(item);
  append_line(text, "BEGIN", "VTODO");
  append_text(text, "UID", uid);
  append_moment(text, "DTSTAMP", now);
  append_moment(text, "LAST-MODIFIED", span->at);
  append_number(text, "SEQUENCE", (int)MIN(span->seq, G_MAXINT));
  append_text(text, "SUMMARY", summary);
  append_text(text, "DESCRIPTION", description);
  append_text(text, "CATEGORIES", item_kind_name(item->kind));
  append_day(text, "DUE;VALUE=DATE", item->due, "");
  append_state(text, item);
  if (!item->done && item->late == 0)
    append_alarm(text, summary, lead_days);
  append_line(text, "END", "VTODO");
}

char *ics_part(const GPtrArray *items, guint first, guint count, const JournalSpan *span,
               gint64 now, int lead_days) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (first == 0) {
    append_line(text, "BEGIN", "VCALENDAR");
    append_line(text, "PRODID", PRODUCT);
    append_line(text, "VERSION", "2.0");
    append_line(text, "X-WR-CALNAME", CALENDAR_NAME);
  }
  guint end = first + MIN(count, items->len - first);
  for (guint i = first; i < end; i++) {
    const ReminderItem *item = items->pdata[i];
    if (item->due != DAY_NONE)
      append_todo(text, item, span, now, lead_days);
  }
  if (end == items->len)
    append_line(text, "END", "VCALENDAR");
  return g_string_free(g_steal_pointer(&text), FALSE);
}
