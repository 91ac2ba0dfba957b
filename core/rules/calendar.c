#include "core/rules/calendar.h"

/* A day of which a notice says something; name is NULL for a worked day. */
typedef struct {
  Day day;
  int year; /* of the notice */
  char *name;
} NamedDay;

struct Calendar {
  GArray *days; /* NamedDay, ascending by day and year, so that a span of days is one slice, and the
                   last one of a day counts */
  GHashTable *years; /* the years that have a notice, as GINT_TO_POINTER keys → its 文号 or NULL */
};

static void named_day_clear(gpointer data) {
  g_free(((NamedDay *)data)->name);
}

Calendar *calendar_new(void) {
  Calendar *calendar = g_new(Calendar, 1);
  calendar->days = g_array_new(FALSE, FALSE, sizeof(NamedDay));
  g_array_set_clear_func(calendar->days, named_day_clear);
  calendar->years = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  return calendar;
}

Calendar *calendar_copy(const Calendar *calendar) {
  Calendar *copy = calendar_new();
  for (guint i = 0; i < calendar->days->len; i++) {
    const NamedDay *named = &g_array_index(calendar->days, NamedDay, i);
    NamedDay day = {.day = named->day, .year = named->year, .name = g_strdup(named->name)};
    g_array_append_val(copy->days, day);
  }
  GHashTableIter iter;
  gpointer year, document;
  g_hash_table_iter_init(&iter, calendar->years);
  while (g_hash_table_iter_next(&iter, &year, &document))
    g_hash_table_insert(copy->years, year, g_strdup(document));
  return copy;
}

static gboolean are_same_days(const GArray *one, const GArray *other) {
  for (guint i = 0; one->len == other->len && i < one->len; i++) {
    const NamedDay *left = &g_array_index(one, NamedDay, i);
    const NamedDay *right = &g_array_index(other, NamedDay, i);
    if (left->day != right->day || left->year != right->year ||
        g_strcmp0(left->name, right->name) != 0)
      return FALSE;
  }
  return one->len == other->len;
}

gboolean calendar_is_same(const Calendar *one, const Calendar *other) {
  GHashTableIter iter;
  gpointer year, document, found;
  if (g_hash_table_size(one->years) != g_hash_table_size(other->years))
    return FALSE;
  g_hash_table_iter_init(&iter, one->years);
  while (g_hash_table_iter_next(&iter, &year, &document)) {
    if (!g_hash_table_lookup_extended(other->years, year, NULL, &found) ||
        g_strcmp0(document, found) != 0)
      return FALSE;
  }
  return are_same_days(one->days, other->days);
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

static gboolean is_before(const NamedDay *named, Day day, int year) {
  return named->day != day ? named->day < day : named->year < year;
}

/* The index of the first named day that is not before day as the notice of year names it. */
static guint lower_bound(const Calendar *calendar, Day day, int year) {
  guint low = 0, high = calendar->days->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (is_before(at(calendar, middle), day, year))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What counts of what notices say of day, or NULL. */
static const NamedDay *find(const Calendar *calendar, Day day) {
  guint after = lower_bound(calendar, day + 1, 0);
  if (after == 0 || at(calendar, after - 1)->day != day)
    return NULL;
  return at(calendar, after - 1);
}

static void set(Calendar *calendar, int year, Day day, const char *name) {
  NamedDay named = {.day = day, .year = year, .name = g_strdup(name)};
  guint index = lower_bound(calendar, day, year);
  if (index < calendar->days->len && at(calendar, index)->day == day &&
      at(calendar, index)->year == year) {
    g_free(at(calendar, index)->name);
    *at(calendar, index) = named;
  } else {
    g_array_insert_val(calendar->days, index, named);
  }
}

void calendar_add_year(Calendar *calendar, int year, const char *document) {
  g_hash_table_insert(calendar->years, GINT_TO_POINTER(year), g_strdup(document));
}

void calendar_clear_year(Calendar *calendar, int year) {
  g_hash_table_remove(calendar->years, GINT_TO_POINTER(year));
  for (guint i = calendar->days->len; i > 0; i--) {
    if (at(calendar, i - 1)->year == year)
      g_array_remove_index(calendar->days, i - 1);
  }
}

void calendar_add_holiday(Calendar *calendar, int year, Day day, const char *name) {
  set(calendar, year, day, name);
}

void calendar_add_workday(Calendar *calendar, int year, Day day) {
  set(calendar, year, day, NULL);
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

const char *calendar_document(const Calendar *calendar, int year) {
  return g_hash_table_lookup(calendar->years, GINT_TO_POINTER(year));
}

/* Mondays to Fridays among the days 1..day. Day 1 is a Monday, so weeks start at 7n + 1. */
static int weekdays_until(Day day) {
  return (int)(day / 7 * 5 + MIN(day % 7, 5));
}

int calendar_count_workdays(const Calendar *calendar, Day first, Day last) {
  if (last < first)
    return 0;
  int count = weekdays_until(last) - weekdays_until(first - 1);
  for (guint i = lower_bound(calendar, first, 0); i < calendar->days->len; i++) {
    const NamedDay *named = at(calendar, i);
    if (named->day > last)
      break;
    if (i + 1 < calendar->days->len && at(calendar, i + 1)->day == named->day)
      continue; /* the later notice counts */
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
