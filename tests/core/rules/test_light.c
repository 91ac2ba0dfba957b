#include "core/rules/light.h"

/* light_of() by calendar days, on a calendar that knows nothing. */
static Light light_on(const LightInput *input, Day today, int lead_days) {
  g_autoptr(Calendar) calendar = calendar_new();
  LightRule rule = {.lead_days = lead_days, .calendar = calendar};
  return light_of(input, today, &rule);
}

static int overdue_on(const LightInput *input, Day today) {
  g_autoptr(Calendar) calendar = calendar_new();
  LightRule rule = {.lead_days = 7, .calendar = calendar};
  return overdue_days(input, today, &rule);
}

static const Day due = 738000; /* any day; only differences count */

static LightInput task(TaskState state) {
  return (LightInput){.kind = TASK_KIND_TASK, .state = state, .due = due, .done_on = DAY_NONE};
}

static void test_open(void) {
  static const TaskState open[] = {TASK_STATE_NEW, TASK_STATE_ASSIGNED, TASK_STATE_SIGNED,
                                   TASK_STATE_ACTIVE};
  for (gsize i = 0; i < G_N_ELEMENTS(open); i++) {
    LightInput input = task(open[i]);
    g_assert_cmpint(light_on(&input, due - 8, 7), ==, LIGHT_GREEN);
    g_assert_cmpint(light_on(&input, due - 7, 7), ==, LIGHT_AMBER);
    g_assert_cmpint(light_on(&input, due, 7), ==, LIGHT_AMBER);
    g_assert_cmpint(light_on(&input, due + 1, 7), ==, LIGHT_RED);
    g_assert_cmpint(light_on(&input, due - 1, 0), ==, LIGHT_GREEN);
    g_assert_cmpint(light_on(&input, due, 0), ==, LIGHT_AMBER);
    g_assert_cmpint(light_on(&input, due - 365, 365), ==, LIGHT_AMBER);
    g_assert_cmpint(overdue_on(&input, due - 100), ==, 0);
    g_assert_cmpint(overdue_on(&input, due), ==, 0);
    g_assert_cmpint(overdue_on(&input, due + 1), ==, 1);
    g_assert_cmpint(overdue_on(&input, due + 400), ==, 400);
  }
}

static void test_done(void) {
  static const TaskState done[] = {TASK_STATE_DONE, TASK_STATE_CLOSED};
  for (gsize i = 0; i < G_N_ELEMENTS(done); i++) {
    LightInput input = task(done[i]);
    g_assert_cmpint(light_on(&input, due + 100, 7), ==, LIGHT_GREEN);
    g_assert_cmpint(overdue_on(&input, due + 100), ==, 0); /* nobody knows when */
    input.done_on = due;
    g_assert_cmpint(overdue_on(&input, due + 100), ==, 0);
    input.done_on = due + 3;
    g_assert_cmpint(light_on(&input, due + 100, 7), ==, LIGHT_GREEN);
    g_assert_cmpint(overdue_on(&input, due + 100), ==, 3);
  }
}

/* Sent back: the day it was handed in no longer counts. */
static void test_returned(void) {
  LightInput input = task(TASK_STATE_ACTIVE);
  input.done_on = due - 1;
  g_assert_cmpint(light_on(&input, due + 5, 7), ==, LIGHT_RED);
  g_assert_cmpint(overdue_on(&input, due + 5), ==, 5);
}

static void assert_grey(LightInput input) {
  g_assert_cmpint(light_on(&input, due - 100, 7), ==, LIGHT_GREY);
  g_assert_cmpint(light_on(&input, due, 7), ==, LIGHT_GREY);
  g_assert_cmpint(light_on(&input, due + 100, 7), ==, LIGHT_GREY);
  g_assert_cmpint(overdue_on(&input, due + 100), ==, 0);
}

static void test_grey(void) {
  assert_grey(task(TASK_STATE_PAUSED));
  assert_grey(task(TASK_STATE_VOID));
  for (int state = 0; state < TASK_STATE_COUNT; state++) {
    LightInput input = task((TaskState)state);
    input.done_on = due + 10;
    input.due = DAY_NONE;
    assert_grey(input);
    for (int kind = 0; kind < TASK_KIND_COUNT; kind++) {
      input.due = due;
      input.kind = (TaskKind)kind;
      if (kind != TASK_KIND_TASK)
        assert_grey(input);
    }
  }
}

/* A task without a date has the light of its periods; a done one is green whatever it missed. */
static void test_periods(void) {
  LightInput input = {.kind = TASK_KIND_TASK, .state = TASK_STATE_ACTIVE, .asked = due};
  g_assert_cmpint(light_on(&input, due - 8, 7), ==, LIGHT_GREEN);
  g_assert_cmpint(light_on(&input, due - 7, 7), ==, LIGHT_AMBER);
  input.missed = due - 90;
  g_assert_cmpint(light_on(&input, due - 8, 7), ==, LIGHT_RED);
  g_assert_cmpint(overdue_on(&input, due - 8), ==, 0);
  input.state = TASK_STATE_DONE;
  g_assert_cmpint(light_on(&input, due - 8, 7), ==, LIGHT_GREEN);
  input.state = TASK_STATE_PAUSED;
  g_assert_cmpint(light_on(&input, due - 8, 7), ==, LIGHT_GREY);
  /* Nothing is left to do in the running period: green, not undated. */
  LightInput met = {.kind = TASK_KIND_TASK, .state = TASK_STATE_ACTIVE, .recurs = TRUE};
  g_assert_cmpint(light_on(&met, due, 7), ==, LIGHT_GREEN);
  met.state = TASK_STATE_PAUSED;
  g_assert_cmpint(light_on(&met, due, 7), ==, LIGHT_GREY);
}

/* 2026-11-21 is a Saturday. */
static void test_roll(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  Day saturday = day_from_ymd(2026, 11, 21);
  LightInput input = {.kind = TASK_KIND_TASK, .state = TASK_STATE_ACTIVE, .due = saturday};
  static const struct {
    Roll roll;
    int shift;
  } cases[] = {{ROLL_KEEP, 0}, {ROLL_BEFORE, -1}, {ROLL_AFTER, 2}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    LightRule rule = {.lead_days = 0, .roll = cases[i].roll, .calendar = calendar};
    Day rolled = (Day)((int)saturday + cases[i].shift);
    g_assert_cmpuint(light_due(saturday, &rule), ==, rolled);
    g_assert_cmpuint(light_due(rolled, &rule), ==, rolled); /* rolling twice is rolling once */
    g_assert_cmpint(light_of(&input, rolled, &rule), ==, LIGHT_AMBER);
    g_assert_cmpint(light_of(&input, rolled + 1, &rule), ==, LIGHT_RED);
    g_assert_cmpint(overdue_days(&input, rolled + 3, &rule), ==, 3);
    g_assert_cmpuint(light_due(DAY_NONE, &rule), ==, DAY_NONE);
  }
}

/* Five working days before Monday the 30th begin on Monday the 23rd. */
static void test_lead_workdays(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  LightRule rule = {.lead_days = 5, .lead_workdays = TRUE, .calendar = calendar};
  LightInput input = {
      .kind = TASK_KIND_TASK, .state = TASK_STATE_NEW, .due = day_from_ymd(2026, 11, 30)};
  g_assert_cmpint(light_of(&input, day_from_ymd(2026, 11, 20), &rule), ==, LIGHT_GREEN);
  g_assert_cmpint(light_of(&input, day_from_ymd(2026, 11, 23), &rule), ==, LIGHT_AMBER);
  calendar_add_holiday(calendar, 2026, day_from_ymd(2026, 11, 25), "试");
  g_assert_cmpint(light_of(&input, day_from_ymd(2026, 11, 20), &rule), ==, LIGHT_AMBER);
}

static void test_words(void) {
  g_assert_cmpstr(task_kind_code(TASK_KIND_MEASURE), ==, "measure");
  g_assert_cmpstr(task_kind_name(TASK_KIND_BONUS), ==, "加分项");
  g_assert_cmpstr(task_state_code(TASK_STATE_VOID), ==, "void");
  g_assert_cmpstr(task_state_name(TASK_STATE_NEW), ==, "未启动");
  g_assert_cmpstr(task_state_name(TASK_STATE_CLOSED), ==, "已销号");
  g_assert_cmpstr(role_code(ROLE_OVERSEE), ==, "oversee");
  g_assert_cmpstr(role_name(ROLE_LEAD), ==, "牵头");
  g_assert_cmpstr(light_code(LIGHT_AMBER), ==, "amber");
  g_assert_cmpstr(light_name_in(LIGHT_AMBER, FALSE), ==, "黄");
  g_assert_cmpstr(light_sign(LIGHT_RED), ==, "!");
  g_assert_cmpstr(light_sign(LIGHT_AMBER), ==, "~");
  g_assert_cmpstr(light_sign(LIGHT_GREEN), ==, "+");
  g_assert_cmpstr(light_sign(LIGHT_GREY), ==, "-");
}

static void test_parse(void) {
  for (int i = 0; i < TASK_KIND_COUNT; i++) {
    TaskKind kind = TASK_KIND_COUNT;
    g_assert_true(task_kind_parse(task_kind_code((TaskKind)i), &kind));
    g_assert_cmpint(kind, ==, i);
    kind = TASK_KIND_COUNT;
    g_assert_true(task_kind_parse(task_kind_name((TaskKind)i), &kind));
    g_assert_cmpint(kind, ==, i);
  }
  for (int i = 0; i < TASK_STATE_COUNT; i++) {
    TaskState state = TASK_STATE_COUNT;
    g_assert_true(task_state_parse(task_state_code((TaskState)i), &state));
    g_assert_cmpint(state, ==, i);
    state = TASK_STATE_COUNT;
    g_assert_true(task_state_parse(task_state_name((TaskState)i), &state));
    g_assert_cmpint(state, ==, i);
    g_assert_cmpint(task_state_is_done((TaskState)i), ==,
                    i == TASK_STATE_DONE || i == TASK_STATE_CLOSED);
  }
  for (int i = 0; i < ROLE_COUNT; i++) {
    Role role = ROLE_COUNT;
    g_assert_true(role_parse(role_code((Role)i), &role));
    g_assert_cmpint(role, ==, i);
    role = ROLE_COUNT;
    g_assert_true(role_parse(role_name((Role)i), &role));
    g_assert_cmpint(role, ==, i);
  }
  for (int i = 0; i < LIGHT_COUNT; i++) {
    g_autofree char *lamp = g_strdup_printf("%s灯", light_name_in((Light)i, FALSE));
    const char *const words[] = {light_code((Light)i), light_name_in((Light)i, FALSE), lamp};
    for (int k = 0; k < 3; k++) {
      Light light = LIGHT_COUNT;
      g_assert_true(light_parse(words[k], &light));
      g_assert_cmpint(light, ==, i);
    }
  }
}

/* 红黄蓝: another word for green, and for no other. */
static void test_blue(void) {
  static const char *const names[LIGHT_COUNT] = {"红", "黄", "绿", "灰"};
  for (int i = 0; i < LIGHT_COUNT; i++) {
    g_assert_cmpstr(light_name_in((Light)i, FALSE), ==, names[i]);
    g_assert_cmpstr(light_name_in((Light)i, TRUE), ==, i == LIGHT_GREEN ? "蓝" : names[i]);
  }
  static const char *const words[] = {"蓝", "蓝灯"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    Light light = LIGHT_COUNT;
    g_assert_true(light_parse(words[i], &light));
    g_assert_cmpint(light, ==, LIGHT_GREEN);
  }
}

static void test_parse_refused(void) {
  static const char *const bad[] = {NULL, "",       "Task",  "任务 ", "红灯灯",
                                    "灯", "红绿灯", "red灯", "r"};
  TaskKind kind = TASK_KIND_BONUS;
  TaskState state = TASK_STATE_PAUSED;
  Role role = ROLE_SUPPORT;
  Light light = LIGHT_GREEN;
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_assert_false(task_kind_parse(bad[i], &kind));
    g_assert_false(task_state_parse(bad[i], &state));
    g_assert_false(role_parse(bad[i], &role));
    g_assert_false(light_parse(bad[i], &light));
  }
  g_assert_cmpint(kind, ==, TASK_KIND_BONUS);
  g_assert_cmpint(state, ==, TASK_STATE_PAUSED);
  g_assert_cmpint(role, ==, ROLE_SUPPORT);
  g_assert_cmpint(light, ==, LIGHT_GREEN);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/light/open", test_open);
  g_test_add_func("/light/done", test_done);
  g_test_add_func("/light/returned", test_returned);
  g_test_add_func("/light/grey", test_grey);
  g_test_add_func("/light/periods", test_periods);
  g_test_add_func("/light/roll", test_roll);
  g_test_add_func("/light/lead-workdays", test_lead_workdays);
  g_test_add_func("/light/words", test_words);
  g_test_add_func("/light/parse", test_parse);
  g_test_add_func("/light/parse-refused", test_parse_refused);
  g_test_add_func("/light/blue", test_blue);
  return g_test_run();
}
