#include "fake_term.h"
#include "tui/widget/daypicker.h"

#include <locale.h>

#define TODAY day_from_ymd(2026, 11, 21)

static Calendar *make_calendar(void) {
  Calendar *calendar = calendar_new();
  calendar_add_year(calendar, 2026, NULL);
  for (int day = 1; day <= 7; day++)
    calendar_add_holiday(calendar, 2026, day_from_ymd(2026, 10, day), "国庆节");
  calendar_add_workday(calendar, 2026, day_from_ymd(2026, 10, 10));
  return calendar;
}

static DayPicker *make(Day day) {
  g_autoptr(Calendar) calendar = make_calendar();
  return daypicker_new("日期", calendar, TODAY, day);
}

static void press_key(DayPicker *picker, Key key, const char *expected) {
  Event event = event_of_key(key);
  char iso[DAY_TEXT_SIZE];
  g_assert_cmpint(daypicker_event(picker, &event), ==, DAYPICKER_OPEN);
  g_assert_cmpstr(day_to_iso(daypicker_day(picker), iso), ==, expected);
}

static void test_moving(void) {
  g_autoptr(DayPicker) picker = make(DAY_NONE);
  g_assert_cmpuint(daypicker_day(picker), ==, TODAY);
  g_assert_false(daypicker_moved(picker));
  press_key(picker, KEYNAME_RIGHT, "2026-11-22");
  g_assert_true(daypicker_moved(picker));
  press_key(picker, KEYNAME_DOWN, "2026-11-29");
  press_key(picker, KEYNAME_RIGHT, "2026-11-30");
  press_key(picker, KEYNAME_RIGHT, "2026-12-01");
  press_key(picker, KEYNAME_LEFT, "2026-11-30");
  press_key(picker, KEYNAME_UP, "2026-11-23");
  press_key(picker, KEYNAME_PAGE_UP, "2026-10-23");
  press_key(picker, 't', "2026-11-21");
  g_autoptr(DayPicker) end = make(day_from_ymd(2024, 1, 31));
  press_key(end, KEYNAME_PAGE_DOWN, "2024-02-29"); /* never past the month */
  press_key(end, '>', "2025-02-28");
  press_key(end, '<', "2024-02-28");
  press_key(end, 'x', "2024-02-28");
}

/* Nothing lies before the first day or after the last. */
static void test_ends(void) {
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(DayPicker) first = make(1);
  press_key(first, KEYNAME_LEFT, "0001-01-01");
  press_key(first, KEYNAME_PAGE_UP, "0001-01-01");
  daypicker_paint(first, term, term_area(term));
  g_autoptr(DayPicker) last = make(DAY_LAST);
  press_key(last, KEYNAME_DOWN, "9999-12-31");
  press_key(last, '>', "9999-12-31");
  daypicker_paint(last, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "9999年12月", NULL), >=, 0);
}

static void test_painting(void) {
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(DayPicker) picker = make(day_from_ymd(2026, 10, 10));
  daypicker_paint(picker, term, term_area(term));
  int column, row = fake_term_find(term, "10班", &column);
  g_assert_cmpint(row, >=, 0);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  g_assert_cmpint(fake_term_find(term, " 1休", NULL), ==, row - 1);
  g_assert_cmpint(fake_term_find(term, "2026-10-10 周六，调休上班", NULL), >=, 0);
  g_assert_cmpint(fake_term_find(term, "2026年10月", NULL), >=, 0);
  Event turn = event_of_mouse(MOUSE_WHEEL_DOWN, 0, 0);
  daypicker_event(picker, &turn);
  fake_term_clear(term);
  daypicker_paint(picker, term, term_area(term));
  row = fake_term_find(term, "21今", &column);
  g_assert_cmpint(row, >=, 0);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_STRONG);
  g_autoptr(Term) tiny = fake_term_new(5, 12); /* what does not fit is left out */
  daypicker_paint(picker, tiny, term_area(tiny));
  g_assert_true(fake_term_only_inside(tiny, term_area(tiny)));
}

static void test_mouse(void) {
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(DayPicker) picker = make(DAY_NONE);
  daypicker_paint(picker, term, term_area(term));
  int column, row = fake_term_find(term, "11 ", &column);
  Event press = event_of_mouse(MOUSE_PRESS, row, column);
  g_assert_cmpint(daypicker_event(picker, &press), ==, DAYPICKER_OPEN);
  g_assert_cmpuint(daypicker_day(picker), ==, day_from_ymd(2026, 11, 11));
  Event again = event_of_mouse(MOUSE_DOUBLE, row, column);
  g_assert_cmpint(daypicker_event(picker, &again), ==, DAYPICKER_CHOSEN);
  int head = fake_term_find(term, "<", &column);
  Event back = event_of_mouse(MOUSE_PRESS, head, column);
  daypicker_event(picker, &back);
  g_assert_cmpuint(daypicker_day(picker), ==, day_from_ymd(2026, 10, 11));
  Event outside = event_of_mouse(MOUSE_PRESS, 0, 0);
  daypicker_event(picker, &outside);
  g_assert_cmpuint(daypicker_day(picker), ==, day_from_ymd(2026, 10, 11));
}

static void test_leaving(void) {
  g_autoptr(DayPicker) picker = make(DAY_NONE);
  Event esc = event_of_key(KEYNAME_ESC), enter = event_of_key(KEYNAME_ENTER);
  g_assert_cmpint(daypicker_event(picker, &esc), ==, DAYPICKER_LEFT);
  g_assert_cmpint(daypicker_event(picker, &enter), ==, DAYPICKER_CHOSEN);
}

static void check_gb18030(void) {
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(DayPicker) picker = make(DAY_NONE);
  daypicker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "21今", NULL), >=, 0);
  g_assert_true(fake_term_only_inside(term, term_area(term)));
}

static void test_gb18030(void) {
  if (!with_gb18030(check_gb18030))
    g_test_skip("no locale zh_CN.GB18030");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  setlocale(LC_ALL, "");
  g_test_add_func("/widget/daypicker/moving", test_moving);
  g_test_add_func("/widget/daypicker/ends", test_ends);
  g_test_add_func("/widget/daypicker/painting", test_painting);
  g_test_add_func("/widget/daypicker/mouse", test_mouse);
  g_test_add_func("/widget/daypicker/leaving", test_leaving);
  g_test_add_func("/widget/daypicker/gb18030", test_gb18030);
  return g_test_run();
}
