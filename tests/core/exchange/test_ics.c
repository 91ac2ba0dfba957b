/* Reminders as a calendar file, read back by libical. */
#include "core/exchange/ics.h"

#include <libical/ical.h>
#include <string.h>

#define ORIGIN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NOW 1795226400 /* 2026-11-21 02:00 UTC */

static const JournalSpan SPAN = {.origin = ORIGIN, .seq = 7, .at = NOW - 86400};

static ReminderItem *item_new(ItemKind kind, gint64 id, Light light, Day due) {
  ReminderItem *item = reminder_item_new(kind);
  *(kind == ITEM_PERIOD || kind == ITEM_TOPIC ? &reminder_item_more(item)->record : &item->task) =
      id;
  item->light = light;
  item->due = due;
  reminder_item_more(item)->goal = g_strdup("制定年度信用工作要点");
  return item;
}

static GPtrArray *items_new(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)reminder_item_free);
}

/* A late task, a period within the lead time, a topic that is done, and what has no day. */
static GPtrArray *example(void) {
  GPtrArray *items = items_new();
  ReminderItem *task = item_new(ITEM_TASK, 4, LIGHT_RED, day_from_ymd(2026, 4, 30));
  reminder_item_more(task)->number = 4;
  task->late = 205;
  reminder_item_more(task)->units = g_strdup("厅法规处、厅财审处（配合）");
  g_ptr_array_add(items, task);
  ReminderItem *period = item_new(ITEM_PERIOD, 1, LIGHT_AMBER, day_from_ymd(2026, 11, 25));
  reminder_item_more(period)->number = 1;
  reminder_item_more(period)->key = g_strdup("2026-11");
  reminder_item_more(period)->count = 1;
  reminder_item_more(period)->quota = 3;
  g_ptr_array_add(items, period);
  ReminderItem *topic = item_new(ITEM_TOPIC, 11, LIGHT_GREEN, day_from_ymd(2026, 11, 15));
  reminder_item_more(topic)->month = day_from_ymd(2026, 11, 1);
  reminder_item_more(topic)->count = reminder_item_more(topic)->quota = 3;
  topic->done = TRUE;
  g_ptr_array_add(items, topic);
  ReminderItem *done = item_new(ITEM_TASK, 9, LIGHT_GREEN, day_from_ymd(2026, 11, 30));
  reminder_item_more(done)->number = 9;
  done->done = TRUE;
  reminder_item_more(done)->done_on = day_from_ymd(2026, 11, 20);
  g_ptr_array_add(items, done);
  g_ptr_array_add(items, item_new(ITEM_REVIEW, 5, LIGHT_GREY, DAY_NONE));
  return items;
}

static icalcomponent *parse(const char *text) {
  icalcomponent *calendar = icalparser_parse_string(text);
  g_assert_nonnull(calendar);
  g_assert_cmpint(icalcomponent_isa(calendar), ==, ICAL_VCALENDAR_COMPONENT);
  g_assert_cmpint(icalcomponent_count_errors(calendar), ==, 0);
  return calendar;
}

static icalcomponent *todo_at(icalcomponent *calendar, int index) {
  icalcomponent *todo = icalcomponent_get_first_component(calendar, ICAL_VTODO_COMPONENT);
  for (int i = 0; i < index; i++)
    todo = icalcomponent_get_next_component(calendar, ICAL_VTODO_COMPONENT);
  g_assert_nonnull(todo);
  return todo;
}

/* The value of a property as it is written; the caller frees. */
static char *value_of(icalcomponent *component, icalproperty_kind kind) {
  icalproperty *property = icalcomponent_get_first_property(component, kind);
  char *value = property != NULL ? icalproperty_get_value_as_string_r(property) : NULL;
  char *copy = g_strdup(value);
  icalmemory_free_buffer(value);
  return copy;
}

static void assert_value_at(icalcomponent *component, icalproperty_kind kind, const char *expected,
                            const char *where) {
  g_autofree char *value = value_of(component, kind);
  if (g_strcmp0(value, expected) != 0)
    g_error("%s: “%s”, not “%s”", where, value, expected);
}
#define assert_value(component, kind, expected) assert_value_at(component, kind, expected, G_STRLOC)

static icalcomponent *alarm_of(icalcomponent *todo) {
  return icalcomponent_get_first_component(todo, ICAL_VALARM_COMPONENT);
}

static void test_todos(void) {
  g_autoptr(GPtrArray) items = example();
  g_autofree char *text = ics_part(items, 0, items->len, &SPAN, NOW, 7);
  icalcomponent *calendar = parse(text);
  g_assert_cmpint(icalcomponent_count_components(calendar, ICAL_VTODO_COMPONENT), ==, 4);
  icalcomponent *task = todo_at(calendar, 0);
  assert_value(task, ICAL_UID_PROPERTY, "task-4@0123456789ab.taizhang");
  assert_value(task, ICAL_SUMMARY_PROPERTY, "第4项 制定年度信用工作要点");
  assert_value(task, ICAL_DESCRIPTION_PROPERTY,
               "制定年度信用工作要点\\n责任单位：厅法规处、厅财审处（配合）");
  assert_value(task, ICAL_DUE_PROPERTY, "20260430");
  assert_value(task, ICAL_STATUS_PROPERTY, "NEEDS-ACTION");
  assert_value(task, ICAL_PRIORITY_PROPERTY, "1");
  assert_value(task, ICAL_SEQUENCE_PROPERTY, "7");
  assert_value(task, ICAL_DTSTAMP_PROPERTY, "20261121T020000Z");
  assert_value(task, ICAL_LASTMODIFIED_PROPERTY, "20261120T020000Z");
  assert_value(task, ICAL_CATEGORIES_PROPERTY, "任务");
  g_assert_null(alarm_of(task)); /* it would ring in the past */
  icalcomponent *period = todo_at(calendar, 1);
  assert_value(period, ICAL_UID_PROPERTY, "period-1-2026-11@0123456789ab.taizhang");
  assert_value(period, ICAL_SUMMARY_PROPERTY, "第1项 2026-11 1/3 制定年度信用工作要点");
  assert_value(period, ICAL_PRIORITY_PROPERTY, "5");
  g_assert_nonnull(strstr(text, "\r\nDUE;VALUE=DATE:20261125\r\n"));
  icalcomponent_free(calendar);
}

static void test_done(void) {
  g_autoptr(GPtrArray) items = example();
  g_autofree char *text = ics_part(items, 0, items->len, &SPAN, NOW, 7);
  icalcomponent *calendar = parse(text);
  icalcomponent *topic = todo_at(calendar, 2);
  assert_value(topic, ICAL_SUMMARY_PROPERTY, "2026-11 报送案例 3/3 制定年度信用工作要点");
  assert_value(topic, ICAL_STATUS_PROPERTY, "COMPLETED");
  assert_value(topic, ICAL_PERCENTCOMPLETE_PROPERTY, "100");
  assert_value(topic, ICAL_COMPLETED_PROPERTY, NULL); /* nobody knows when */
  g_assert_null(alarm_of(topic));
  assert_value(todo_at(calendar, 3), ICAL_COMPLETED_PROPERTY, "20261120T120000Z");
  icalcomponent_free(calendar);
}

/* On the morning so many days before. */
static void test_alarm(void) {
  static const struct {
    int days;
    const char *trigger;
  } cases[] = {{7, "-P6DT15H30M"}, {1, "-PT15H30M"}, {0, "PT8H30M"}};
  g_autoptr(GPtrArray) items = example();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = ics_part(items, 0, items->len, &SPAN, NOW, cases[i].days);
    icalcomponent *calendar = parse(text);
    icalcomponent *alarm = alarm_of(todo_at(calendar, 1));
    assert_value(alarm, ICAL_TRIGGER_PROPERTY, cases[i].trigger);
    assert_value(alarm, ICAL_ACTION_PROPERTY, "DISPLAY");
    assert_value(alarm, ICAL_DESCRIPTION_PROPERTY, "第1项 2026-11 1/3 制定年度信用工作要点");
    g_assert_nonnull(strstr(text, "TRIGGER;RELATED=END:"));
    icalcomponent_free(calendar);
  }
}

/* Lines end in CR LF and hold at most 75 octets, none of them a part of a character. */
static void check_lines(const char *text) {
  g_assert_true(g_str_has_suffix(text, "END:VCALENDAR\r\n"));
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint(strlen(lines[i]), <=, 75);
    g_assert_true(g_utf8_validate(lines[i], -1, NULL));
    for (const char *p = lines[i]; *p != '\0'; p++)
      g_assert_true((guchar)*p >= ' ' && *p != 127);
  }
}

/* However long, whatever is in it, and wherever the lines happen to be folded. */
static void test_lines(void) {
  for (int shift = 0; shift < 80; shift++) {
    g_autoptr(GPtrArray) items = items_new();
    ReminderItem *item = item_new(ITEM_TASK, 1, LIGHT_GREEN, day_from_ymd(2026, 12, 31));
    g_autoptr(GString) goal = g_string_new(NULL);
    for (int i = 0; i < shift; i++)
      g_string_append_c(goal, 'x');
    for (int i = 0; i < 60; i++)
      g_string_append(goal, i % 3 == 0 ? "𠮷" : "督办");
    g_free(reminder_item_more(item)->goal);
    reminder_item_more(item)->goal = g_strdup(goal->str);
    g_ptr_array_add(items, item);
    g_autofree char *text = ics_part(items, 0, items->len, &SPAN, NOW, 7);
    check_lines(text);
    icalcomponent *calendar = parse(text);
    assert_value(todo_at(calendar, 0), ICAL_DESCRIPTION_PROPERTY, goal->str);
    icalcomponent_free(calendar);
  }
}

static void test_hostile(void) {
  g_autoptr(GPtrArray) items = items_new();
  ReminderItem *item = item_new(ITEM_TASK, 1, LIGHT_GREEN, day_from_ymd(2026, 12, 31));
  g_free(reminder_item_more(item)->goal);
  reminder_item_more(item)->goal = g_strdup("甲\x1b[31m乙\r\nEND:VTODO\x07; a,b\\c");
  reminder_item_more(item)->units = g_strdup("处\x08室");
  g_ptr_array_add(items, item);
  g_autofree char *text = ics_part(items, 0, items->len, &SPAN, NOW, 7);
  check_lines(text);
  g_assert_nonnull(strstr(text, "\r\nEND:VTODO\r\n"));
  icalcomponent *calendar = parse(text);
  g_assert_cmpint(icalcomponent_count_components(calendar, ICAL_VTODO_COMPONENT), ==, 1);
  icalproperty *description =
      icalcomponent_get_first_property(todo_at(calendar, 0), ICAL_DESCRIPTION_PROPERTY);
  g_assert_cmpstr(icalproperty_get_description(description), ==,
                  "甲�[31m乙\nEND:VTODO�; a,b\\c\n责任单位：处�室");
  icalcomponent_free(calendar);
}

/* After an edit the same entries come with a higher number. */
static void test_again(void) {
  g_autoptr(GPtrArray) items = example();
  g_autofree char *before = ics_part(items, 0, items->len, &SPAN, NOW, 7);
  ReminderItem *task = items->pdata[0];
  task->due = day_from_ymd(2026, 12, 31);
  task->late = 0;
  JournalSpan later = {.origin = ORIGIN, .seq = 8, .at = NOW};
  g_autofree char *after = ics_part(items, 0, items->len, &later, NOW + 60, 7);
  icalcomponent *first = parse(before), *second = parse(after);
  for (int i = 0; i < 4; i++) {
    g_autofree char *uid = value_of(todo_at(first, i), ICAL_UID_PROPERTY);
    assert_value(todo_at(second, i), ICAL_UID_PROPERTY, uid);
    assert_value(todo_at(second, i), ICAL_SEQUENCE_PROPERTY, "8");
  }
  assert_value(todo_at(second, 0), ICAL_DUE_PROPERTY, "20261231");
  icalcomponent_free(first);
  icalcomponent_free(second);
}

/* However it is cut, the parts make the whole. */
static void test_parts(void) {
  g_autoptr(GPtrArray) items = example();
  g_autofree char *whole = ics_part(items, 0, items->len, &SPAN, NOW, 7);
  for (guint size = 1; size < items->len; size++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint first = 0; first < items->len; first += size) {
      g_autofree char *part = ics_part(items, first, size, &SPAN, NOW, 7);
      g_string_append(text, part);
    }
    g_assert_cmpstr(text->str, ==, whole);
  }
}

static void test_empty(void) {
  g_autoptr(GPtrArray) items = items_new();
  JournalSpan none = {0};
  g_autofree char *text = ics_part(items, 0, items->len, &none, NOW, 7);
  icalcomponent *calendar = parse(text);
  g_assert_cmpint(icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT), ==, 0);
  assert_value(calendar, ICAL_VERSION_PROPERTY, "2.0");
  icalcomponent_free(calendar);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ics/todos", test_todos);
  g_test_add_func("/ics/done", test_done);
  g_test_add_func("/ics/alarm", test_alarm);
  g_test_add_func("/ics/lines", test_lines);
  g_test_add_func("/ics/hostile", test_hostile);
  g_test_add_func("/ics/again", test_again);
  g_test_add_func("/ics/parts", test_parts);
  g_test_add_func("/ics/empty", test_empty);
  return g_test_run();
}
