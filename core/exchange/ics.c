#include "core/exchange/ics.h"

#include <libical/ical.h>
#include <string.h>

#include "core/rules/text.h"

#define PRODUCT "-//taizhang//taizhang//ZH"
#define CALENDAR_NAME "台账提醒"
#define ORIGIN_DIGITS 12
#define MORNING (8 * 3600 + 30 * 60) /* alarms ring at half past eight */
#define NOON 12                      /* UTC: the same day in nearly every zone */

static struct icaltimetype whole_day(Day day) {
  CivilDate date = day_civil(day);
  return (struct icaltimetype){
      .year = date.year, .month = date.month, .day = date.day, .is_date = 1};
}

static struct icaltimetype moment(gint64 seconds) {
  return icaltime_from_timet_with_zone((time_t)seconds, FALSE, icaltimezone_get_utc_timezone());
}

/* COMPLETED must have an hour, which nobody knows. */
static struct icaltimetype noon_of(Day day) {
  struct icaltimetype time = whole_day(day);
  time.is_date = 0;
  time.hour = NOON;
  time.zone = icaltimezone_get_utc_timezone();
  return time;
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

static icalcomponent *alarm_new(const char *summary, int lead_days) {
  icalproperty *trigger =
      icalproperty_new_trigger(icaltriggertype_from_int(MORNING - lead_days * 24 * 3600));
  icalproperty_add_parameter(trigger, icalparameter_new_related(ICAL_RELATED_END));
  return icalcomponent_vanew(ICAL_VALARM_COMPONENT, icalproperty_new_action(ICAL_ACTION_DISPLAY),
                             icalproperty_new_description(summary), trigger, (void *)0);
}

static void add_state(icalcomponent *todo, const ReminderItem *item) {
  icalcomponent_add_property(
      todo, icalproperty_new_status(item->done ? ICAL_STATUS_COMPLETED : ICAL_STATUS_NEEDSACTION));
  icalcomponent_add_property(todo,
                             icalproperty_new_priority(item->done ? 0 : priority_of(item->light)));
  if (item->done)
    icalcomponent_add_property(todo, icalproperty_new_percentcomplete(100));
  if (item->more->done_on != DAY_NONE)
    icalcomponent_add_property(todo, icalproperty_new_completed(noon_of(item->more->done_on)));
}

static icalcomponent *todo_new(const ReminderItem *item, const JournalSpan *span, gint64 now,
                               int lead_days) {
  g_autofree char *uid = uid_of(item, span);
  g_autofree char *summary = summary_of(item);
  g_autofree char *description = description_of(item);
  icalcomponent *todo = icalcomponent_vanew(
      ICAL_VTODO_COMPONENT, icalproperty_new_uid(uid), icalproperty_new_dtstamp(moment(now)),
      icalproperty_new_lastmodified(moment(span->at)),
      icalproperty_new_sequence((int)MIN(span->seq, G_MAXINT)), icalproperty_new_summary(summary),
      icalproperty_new_description(description),
      icalproperty_new_categories(item_kind_name(item->kind)),
      icalproperty_new_due(whole_day(item->due)), (void *)0);
  add_state(todo, item);
  if (!item->done && item->late == 0)
    icalcomponent_add_component(todo, alarm_new(summary, lead_days));
  return todo;
}

/* ---- lines ------------------------------------------------------------------------------ */

#define LINE_OCTETS 75
#define FOLD "\r\n "
#define END "END:VCALENDAR\r\n"

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

/* libical 3.0 folds by itself, but counts a line's end as part of it and may put the break between
 * CR and LF. So its breaks are taken out, which mends that, and made anew. */
static char *fold_again(const char *written) {
  g_auto(GStrv) parts = g_strsplit(written, FOLD, -1);
  g_autofree char *whole = g_strjoinv("", parts);
  g_auto(GStrv) lines = g_strsplit(whole, "\r\n", -1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (i > 0)
      g_string_append(text, "\r\n");
    append_folded(text, lines[i]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- the whole -------------------------------------------------------------------------- */

/* The lines of a component, which is freed. The caller frees them. */
static char *lines_of(icalcomponent *component) {
  char *written = icalcomponent_as_ical_string_r(component);
  char *text = fold_again(written);
  icalmemory_free_buffer(written);
  icalcomponent_free(component);
  return text;
}

static void append_head(GString *text) {
  icalproperty *name = icalproperty_new_x(CALENDAR_NAME);
  icalproperty_set_x_name(name, "X-WR-CALNAME");
  g_autofree char *empty =
      lines_of(icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_prodid(PRODUCT),
                                   icalproperty_new_version("2.0"), name, (void *)0));
  g_string_append_len(text, empty, (gssize)(strlen(empty) - strlen(END)));
}

char *ics_part(const GPtrArray *items, guint first, guint count, const JournalSpan *span,
               gint64 now, int lead_days) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (first == 0)
    append_head(text);
  guint end = first + MIN(count, items->len - first);
  for (guint i = first; i < end; i++) {
    const ReminderItem *item = items->pdata[i];
    g_autofree char *todo =
        item->due != DAY_NONE ? lines_of(todo_new(item, span, now, lead_days)) : NULL;
    if (todo != NULL)
      g_string_append(text, todo);
  }
  if (end == items->len)
    g_string_append(text, END);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
