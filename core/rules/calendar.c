#include "core/rules/calendar.h"

/* A day of which a notice says something; name is NULL for a worked day. */
typedef struct {
  Day day;
  char *name;
} NamedDay;

struct Calendar {
  GArray *days;      /* NamedDay, ascending, so that a span of days is one slice */
  GHashTable *years; /* the years that have a notice, as GINT_TO_POINTER keys */
};

static void named_day_clear(gpointer data) {
  g_free(((NamedDay *)data)->name);
}

Calendar *calendar_new(void) {
  Calendar *calendar = g_new(Calendar, 1);
  calendar->days = g_array_new(FALSE, FALSE, sizeof(NamedDay));
  g_array_set_clear_func(calendar->days, named_day_clear);
  calendar->years = g_hash_table_new(NULL, NULL);
  return calendar;
}

Calendar *calendar_copy(const Calendar *calendar) {
  Calendar *copy = calendar_new();
  for (guint i = 0; i < calendar->days->len; i++) {
    const NamedDay *named = &g_array_index(calendar->days, NamedDay, i);
    NamedDay day = {.day = named->day, .name = g_strdup(named->name)};
    g_array_append_val(copy->days, day);
  }
  GHashTableIter iter;
  gpointer year;
  g_hash_table_iter_init(&iter, calendar->years);
  while (g_hash_table_iter_next(&iter, &year, NULL))
    g_hash_table_add(copy->years, year);
  return copy;
}

void calendar_free(Calendar *calendar) {
  if (calendar == NULL)
    return;
  g_array_unref(calendar->days);
  g_hash_table_unref(calendar->years);
  g_free(calendar);
}

static NamedDay *at(const Calendar *calendar, guint index) {
  return &g_array_index(calendar->days, NamedDay, index);
}

/* The index of the first named day that is not before day. */
static guint lower_bound(const Calendar *calendar, Day day) {
  guint low = 0, high = calendar->days->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (at(calendar, middle)->day < day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What a notice says of day, or NULL. */
static const NamedDay *find(const Calendar *calendar, Day day) {
  guint index = lower_bound(calendar, day);
  if (index == calendar->days->len || at(calendar, index)->day != day)
    return NULL;
  return at(calendar, index);
}

static void set(Calendar *calendar, Day day, const char *name) {
  NamedDay named = {.day = day, .name = g_strdup(name)};
  guint index = lower_bound(calendar, day);
  if (index < calendar->days->len && at(calendar, index)->day == day) {
    g_free(at(calendar, index)->name);
    *at(calendar, index) = named;
  } else {
    g_array_insert_val(calendar->days, index, named);
  }
}

void calendar_add_year(Calendar *calendar, int year) {
  g_hash_table_add(calendar->years, GINT_TO_POINTER(year));
}

void calendar_add_holiday(Calendar *calendar, Day day, const char *name) {
  set(calendar, day, name);
}

void calendar_add_workday(Calendar *calendar, Day day) {
  set(calendar, day, NULL);
}

static gboolean is_weekend(Day day) {
  return day_weekday(day) >= 6;
}

gboolean calendar_is_workday(const Calendar *calendar, Day day) {
  const NamedDay *named = find(calendar, day);
  return named != NULL ? named->name == NULL : !is_weekend(day);
}

gboolean calendar_is_makeup(const Calendar *calendar, Day day) {
  const NamedDay *named = find(calendar, day);
  return named != NULL && named->name == NULL && is_weekend(day);
}

const char *calendar_holiday(const Calendar *calendar, Day day) {
  const NamedDay *named = find(calendar, day);
  return named != NULL ? named->name : NULL;
}

gboolean calendar_is_estimated(const Calendar *calendar, Day day) {
  return !g_hash_table_contains(calendar->years, GINT_TO_POINTER(day_civil(day).year));
}

/* Mondays to Fridays among the days 1..day. Day 1 is a Monday, so weeks start at 7n + 1. */
static int weekdays_until(Day day) {
  return (int)(day / 7 * 5 + MIN(day % 7, 5));
}

int calendar_count_workdays(const Calendar *calendar, Day first, Day last) {
  if (last < first)
    return 0;
  int count = weekdays_until(last) - weekdays_until(first - 1);
  for (guint i = lower_bound(calendar, first); i < calendar->days->len; i++) {
    const NamedDay *named = at(calendar, i);
    if (named->day > last)
      break;
    gboolean worked = named->name == NULL;
    count += (int)worked - (int)!is_weekend(named->day);
  }
  return count;
}

Day calendar_add_workdays(const Calendar *calendar, Day day, int count) {
  /* count days on, at most count were worked: that never goes too far, and each step leaves about a
   * third. The last step takes worked days only, so that it ends on one. */
  while (count > 0) {
    if (day >= DAY_LAST || (Day)count > DAY_LAST - day)
      return DAY_NONE;
    Day from = day + 1;
    day += (Day)count;
    count -= calendar_count_workdays(calendar, from, day);
  }
  return day;
}
