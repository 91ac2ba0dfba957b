#include "core/exchange/calendar_file.h"
#include "core/rules/recurrence.h"

#include <string.h>

/* Rules and days are drawn, and their periods compared with tables that were made by walking day by
 * day; the tables know nothing of how the rules compute. */

#define SEED 20260921u
#define DRAWS 100000
#define FIRST_YEAR 1990
#define LAST_YEAR 2060

typedef struct {
  Calendar *calendar; /* of 2020 to 2026 */
  GArray
      *starts[EVERY_COUNT]; /* Day: the first day of each week, fortnight, month … of the years */
  GArray *worked;           /* Day: the working days of 2019 to the end */
  GHashTable *keys;         /* "every/step/key" of each period seen: its number plus one */
  GRand *random;
  int drawn[BASIS_COUNT], refused, compared, leap_days, year_ends, weeks_53, short_months,
      estimated;
} World;

static void push(GArray *days, Day day) {
  g_array_append_val(days, day);
}

static Day at(const GArray *days, gint64 index) {
  return g_array_index(days, Day, index);
}

/* The index of the last of days that is not after day; -1 where all of them are. */
static gint64 last_until(const GArray *days, Day day) {
  gint64 low = 0, high = days->len;
  while (low < high) {
    gint64 middle = (low + high) / 2;
    if (at(days, middle) <= day)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

static void walk(World *world) {
  GDate *date = g_date_new_dmy(1, 1, FIRST_YEAR);
  for (; g_date_get_year(date) <= LAST_YEAR; g_date_add_days(date, 1)) {
    Day day = g_date_get_julian(date);
    int month = (int)g_date_get_month(date), number = g_date_get_day(date);
    if (g_date_get_weekday(date) == G_DATE_MONDAY)
      push(world->starts[EVERY_WEEK], day);
    if (number == 1 || number == 15)
      push(world->starts[EVERY_FORTNIGHT], day);
    if (number == 1)
      push(world->starts[EVERY_MONTH], day);
    if (number == 1 && (month == 1 || month == 4 || month == 7 || month == 10))
      push(world->starts[EVERY_QUARTER], day);
    if (number == 1 && (month == 1 || month == 7))
      push(world->starts[EVERY_HALF], day);
    if (number == 1 && month == 1)
      push(world->starts[EVERY_YEAR], day);
    if (g_date_get_year(date) >= 2019 && calendar_is_workday(world->calendar, day))
      push(world->worked, day);
  }
  g_date_free(date);
}

static void world_set_up(World *world, gconstpointer data) {
  (void)data;
  g_autofree char *folder = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/calendars", NULL);
  g_autoptr(GError) error = NULL;
  world->calendar = calendar_folder_read(folder, &error);
  g_assert_no_error(error);
  for (int i = 0; i < EVERY_COUNT; i++)
    world->starts[i] = g_array_new(FALSE, FALSE, sizeof(Day));
  world->worked = g_array_new(FALSE, FALSE, sizeof(Day));
  world->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  world->random = g_rand_new_with_seed(SEED);
  walk(world);
}

static void world_tear_down(World *world, gconstpointer data) {
  (void)data;
  calendar_free(world->calendar);
  for (int i = 0; i < EVERY_COUNT; i++)
    g_array_unref(world->starts[i]);
  g_array_unref(world->worked);
  g_hash_table_unref(world->keys);
  g_rand_free(world->random);
}

/* ---- drawing ---------------------------------------------------------------------------- */

/* From low to high, both included. */
static int draw(World *world, int low, int high) {
  return g_rand_int_range(world->random, low, high + 1);
}

static gboolean chance(World *world, int percent) {
  return draw(world, 1, 100) <= percent;
}

/* Days at which calendars go wrong are drawn more often than the rest. */
static Day draw_day(World *world) {
  int year = draw(world, FIRST_YEAR, LAST_YEAR);
  if (chance(world, 3))
    return (Day)draw(world, 1, (int)DAY_LAST);
  if (chance(world, 10))
    return day_month_end(year, 2);
  if (chance(world, 15))
    return day_from_ymd(year, 12, 29) + (Day)draw(world, 0, 6);
  if (chance(world, 15))
    return day_month_end(year, draw(world, 1, 12));
  return day_from_ymd(year, 1, 1) + (Day)draw(world, 0, 364);
}

static int draw_step(World *world) {
  if (chance(world, 50))
    return 1;
  return chance(world, 90) ? draw(world, 1, 14) : draw(world, 1, RECURRENCE_STEP_MAX);
}

static Recurrence draw_any_rule(World *world) {
  Recurrence rule = {
      .every = (Every)draw(world, 0, EVERY_COUNT - 1),
      .step = draw_step(world),
      .quota = draw(world, 1, 5),
      .basis = chance(world, 60) ? BASIS_CALENDAR : (Basis)draw(world, 0, BASIS_COUNT - 1),
  };
  if (rule.every == EVERY_WORKDAYS && rule.basis == BASIS_CALENDAR)
    rule.basis = BASIS_ANCHOR;
  if (rule.basis == BASIS_ANCHOR)
    rule.anchor = day_from_ymd(2019, 6, 1) + (Day)draw(world, 0, 3000);
  if (rule.basis == BASIS_CALENDAR && chance(world, 60)) {
    rule.due_day = rule.every == EVERY_WEEK ? draw(world, 1, 7) : draw(world, 1, 31);
    rule.due_month = rule.every == EVERY_WEEK || chance(world, 50) ? 0 : draw(world, -12, 12);
  }
  return rule;
}

/* One that makes sense. */
static Recurrence draw_rule(World *world) {
  Recurrence rule = draw_any_rule(world);
  while (recurrence_problem(&rule) != NULL) {
    world->refused++;
    rule = draw_any_rule(world);
  }
  return rule;
}

/* ---- the calendar's periods -------------------------------------------------------------- */

/* First and last day of the period around day; FALSE where it is not wholly in the table. */
static gboolean expected_span(const World *world, const Recurrence *rule, Day day, Day *first,
                              Day *last) {
  static const int in_year[EVERY_COUNT] = {
      [EVERY_MONTH] = 12, [EVERY_QUARTER] = 4, [EVERY_HALF] = 2};
  const GArray *starts = world->starts[rule->every];
  gint64 unit = last_until(starts, day), from, to;
  if (unit < 0 || day > day_from_ymd(LAST_YEAR, 12, 31))
    return FALSE;
  if (in_year[rule->every] > 0) {
    gint64 year = unit - unit % in_year[rule->every]; /* with it, the year's first unit */
    for (from = year; from + rule->step <= unit;)
      from += rule->step;
    to = MIN(from + rule->step, year + in_year[rule->every]);
  } else {
    /* How many units lay before the table, since the year 1. */
    gint64 before = FIRST_YEAR - 1;
    if (rule->every == EVERY_WEEK)
      before = (at(starts, 0) - 1) / 7;
    else if (rule->every == EVERY_FORTNIGHT)
      before *= 24;
    from = unit - (before + unit) % rule->step;
    to = from + rule->step;
  }
  if (from < 0 || to >= starts->len)
    return FALSE;
  *first = at(starts, from);
  *last = at(starts, to) - 1;
  return TRUE;
}

/* The due day of the period that ends with last, by GDate's own adding of months. */
static Day expected_due(World *world, const Recurrence *rule, Day last) {
  if (rule->due_day == 0)
    return last;
  if (rule->every == EVERY_WEEK) {
    while (day_weekday(last) != rule->due_day)
      last--;
    return last;
  }
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, last);
  g_date_set_day(&date, 1);
  if (rule->due_month >= 0)
    g_date_add_months(&date, (guint)rule->due_month);
  else
    g_date_subtract_months(&date, (guint)-rule->due_month);
  int days = g_date_get_days_in_month(g_date_get_month(&date), g_date_get_year(&date));
  world->short_months += days < rule->due_day;
  return g_date_get_julian(&date) + (Day)MIN(rule->due_day, days) - 1;
}

/* The key of a period is of no other period, of whatever other rule of the same length. */
static void check_key(World *world, const Recurrence *rule, const Period *period, gint64 index) {
  g_autofree char *key = g_strdup_printf("%d/%d/%s", (int)rule->every, rule->step, period->key);
  gpointer known = g_hash_table_lookup(world->keys, key);
  if (known != NULL)
    g_assert_cmpint(GPOINTER_TO_INT(known), ==, index + 1);
  else
    g_hash_table_insert(world->keys, g_steal_pointer(&key), GINT_TO_POINTER((int)index + 1));
}

static void check_week_key(World *world, const Period *period) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, period->first);
  guint week = g_date_get_iso8601_week_of_year(&date);
  world->weeks_53 += week == 53;
  g_autofree char *end = g_strdup_printf("-W%02u", week);
  g_assert_true(g_str_has_suffix(period->key, end));
}

/* The neighbours begin and end where this one does, and every boundary day knows its own. */
static void check_tiling(World *world, const Recurrence *rule, const Period *period, gint64 index) {
  Period next;
  g_assert_cmpuint(period->first, <=, period->last);
  g_assert_cmpuint(period->due, >=, period->first);
  g_assert_cmpint(recurrence_index(rule, world->calendar, period->first), ==, index);
  g_assert_cmpint(recurrence_index(rule, world->calendar, period->last), ==, index);
  if (period->first > 1)
    g_assert_cmpint(recurrence_index(rule, world->calendar, period->first - 1), ==, index - 1);
  if (!recurrence_period(rule, world->calendar, index + 1, &next))
    return;
  g_assert_cmpuint(next.first, ==, period->last + 1);
  g_assert_cmpint(recurrence_index(rule, world->calendar, next.first), ==, index + 1);
  g_assert_cmpstr(next.key, !=, period->key);
}

static void check_calendar(World *world, const Recurrence *rule) {
  Day day = draw_day(world), first, last;
  CivilDate date = day_civil(day);
  gint64 index = recurrence_index(rule, world->calendar, day);
  Period period;
  if (!recurrence_period(rule, world->calendar, index, &period)) {
    /* Only where the period, or its due day, does not end in time. */
    g_assert_cmpint(date.year + (rule->every == EVERY_YEAR ? rule->step : 16), >=, 9999);
    return;
  }
  g_assert_true(period.first <= day && day <= period.last);
  g_assert_false(period.estimated);
  check_tiling(world, rule, &period, index);
  check_key(world, rule, &period, index);
  if (rule->every == EVERY_WEEK && rule->step == 1)
    check_week_key(world, &period);
  world->leap_days += date.month == 2 && date.day == 29;
  world->year_ends += date.month == 12 && date.day == 31;
  if (!expected_span(world, rule, day, &first, &last))
    return;
  g_assert_cmpuint(period.first, ==, first);
  g_assert_cmpuint(period.last, ==, last);
  g_assert_cmpuint(period.due, ==, expected_due(world, rule, last));
  world->compared++;
}

/* ---- working days, and what begins on a day ---------------------------------------------- */

/* The day that lies count working days after day; DAY_NONE past the table. */
static Day expected_workday(const World *world, Day day, gint64 count) {
  gint64 index = last_until(world->worked, day) + count;
  return index < world->worked->len ? at(world->worked, index) : DAY_NONE;
}

static gboolean expected_estimated(Day first, Day last) {
  return day_civil(first).year < 2020 || day_civil(last).year > 2026;
}

static void check_anchor(World *world, const Recurrence *rule) {
  gint64 index = draw(world, 1, chance(world, 90) ? 60 : 1000);
  Day start = expected_workday(world, rule->anchor, (index - 1) * rule->step);
  Day last = expected_workday(world, rule->anchor, index * rule->step);
  if (index == 1)
    start = rule->anchor;
  Period period;
  g_assert_true(recurrence_period(rule, world->calendar, index, &period));
  check_tiling(world, rule, &period, index);
  g_autofree char *key = g_strdup_printf("第%d期", (int)index);
  g_assert_cmpstr(period.key, ==, key);
  /* A day in it, worked or not. */
  Day day = period.first + (Day)draw(world, 0, (int)(period.last - period.first));
  g_assert_cmpint(recurrence_index(rule, world->calendar, day), ==, index);
  if (last == DAY_NONE)
    return;
  g_assert_cmpuint(period.first, ==, start + 1);
  g_assert_cmpuint(period.last, ==, last);
  g_assert_cmpint(period.estimated, ==, expected_estimated(rule->anchor + 1, last));
  world->estimated += period.estimated;
  world->compared++;
}

static void check_from(World *world, const Recurrence *rule) {
  static const guint months[EVERY_COUNT] = {
      [EVERY_MONTH] = 1, [EVERY_QUARTER] = 3, [EVERY_HALF] = 6, [EVERY_YEAR] = 12};
  Day start = rule->every == EVERY_WORKDAYS
                  ? day_from_ymd(2019, 6, 1) + (Day)draw(world, 0, 3000)
                  : day_from_ymd(FIRST_YEAR, 1, 1) + (Day)draw(world, 0, 20000);
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, start);
  Period period;
  g_assert_true(recurrence_from(rule, world->calendar, start, &period));
  if (rule->every == EVERY_WEEK)
    g_date_add_days(&date, 7 * (guint)rule->step);
  else if (rule->every == EVERY_FORTNIGHT)
    g_date_add_days(&date, 15 * (guint)rule->step);
  else if (rule->every == EVERY_WORKDAYS)
    g_date_set_julian(&date, expected_workday(world, start, rule->step));
  else
    g_date_add_months(&date, months[rule->every] * (guint)rule->step);
  g_assert_cmpuint(period.due, ==, g_date_get_julian(&date));
  g_assert_cmpuint(period.last, ==, period.due);
  g_assert_cmpuint(period.first, ==, start + 1);
  g_assert_cmpint(period.estimated, ==,
                  rule->every == EVERY_WORKDAYS && expected_estimated(start + 1, period.last));
  world->estimated += period.estimated;
  world->compared++;
}

static void test_draws(World *world, gconstpointer data) {
  (void)data;
  for (int i = 0; i < DRAWS; i++) {
    Recurrence rule = draw_rule(world);
    world->drawn[rule.basis]++;
    if (rule.basis == BASIS_CALENDAR)
      check_calendar(world, &rule);
    else if (rule.basis == BASIS_ANCHOR)
      check_anchor(world, &rule);
    else
      check_from(world, &rule);
  }
  g_test_message("seed %u: %d draws: calendar %d, anchor %d, submission %d, event %d", SEED, DRAWS,
                 world->drawn[BASIS_CALENDAR], world->drawn[BASIS_ANCHOR],
                 world->drawn[BASIS_SUBMISSION], world->drawn[BASIS_EVENT]);
  g_test_message("compared with a table %d; rules without sense %d; estimated %d", world->compared,
                 world->refused, world->estimated);
  g_test_message("29 February %d, 31 December %d, 53rd weeks %d, months short of the due day %d",
                 world->leap_days, world->year_ends, world->weeks_53, world->short_months);
  g_assert_cmpint(world->compared, >, DRAWS * 8 / 10);
  g_assert_cmpint(MIN(world->leap_days, world->year_ends), >, 100);
  g_assert_cmpint(MIN(world->weeks_53, world->short_months), >, 100);
  g_assert_cmpint(world->estimated, >, 100);
}

/* A period is the same whichever were computed before it. */
static void test_any_order(World *world, gconstpointer data) {
  (void)data;
  for (int n = 0; n < 100; n++) {
    Recurrence rule = draw_rule(world);
    while (rule.basis != BASIS_CALENDAR && rule.basis != BASIS_ANCHOR)
      rule = draw_rule(world);
    gint64 from = rule.basis == BASIS_ANCHOR
                      ? 1
                      : recurrence_index(&rule, world->calendar, day_from_ymd(2020, 1, 1));
    Period forward[50], again;
    for (int i = 0; i < 50; i++)
      recurrence_period(&rule, world->calendar, from + i, &forward[i]);
    for (int i = 0; i < 200; i++) {
      int any = draw(world, 0, 49);
      recurrence_period(&rule, world->calendar, from + any, &again);
      g_assert_cmpstr(again.key, ==, forward[any].key);
      g_assert_cmpuint(again.first, ==, forward[any].first);
      g_assert_cmpuint(again.last, ==, forward[any].last);
      g_assert_cmpuint(again.due, ==, forward[any].due);
      g_assert_cmpint(again.estimated, ==, forward[any].estimated);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/recurrence-property/draws", World, NULL, world_set_up, test_draws, world_tear_down);
  g_test_add("/recurrence-property/any-order", World, NULL, world_set_up, test_any_order,
             world_tear_down);
  return g_test_run();
}
