#include "core/rules/rotation.h"

int rotation_compare(const RotationMoment *a, const RotationMoment *b) {
  if (a->day != b->day)
    return a->day < b->day ? -1 : 1;
  return a->minute != b->minute ? a->minute - b->minute : a->turn - b->turn;
}

static int compare_newest_first(gconstpointer a, gconstpointer b, gpointer moments) {
  const RotationMoment *all = moments;
  return -rotation_compare(&all[*(const gsize *)a], &all[*(const gsize *)b]);
}

/* A number that days of one span share. */
typedef guint (*SpanOf)(Day day);

static guint span_day(Day day) {
  return day;
}

/* Day 1 is a Monday. */
static guint span_week(Day day) {
  return (day - 1) / 7 + 1;
}

static guint span_month(Day day) {
  CivilDate date = day_civil(day);
  return (guint)(date.year * 12 + date.month);
}

/* Of the newest day, whatever was made by hand: its newest ones, and its first. order has the
 * newest first. */
static void keep_newest_day(const RotationMoment *moments, const gsize *order, gsize count,
                            gboolean *keep) {
  gsize first = 0;
  for (gsize i = 0; i < count && moments[order[i]].day == moments[order[0]].day; i++) {
    first = i;
    if (i < ROTATION_TODAY)
      keep[order[i]] = TRUE;
  }
  if (count > 0)
    keep[order[first]] = TRUE;
}

void rotation_choose(const RotationMoment *moments, gsize count, gboolean *keep) {
  static const struct {
    SpanOf span;
    int most;
  } RULES[] = {
      {span_day, ROTATION_DAYS}, {span_week, ROTATION_WEEKS}, {span_month, ROTATION_MONTHS}};
  g_autofree gsize *order = g_new(gsize, MAX(count, 1));
  for (gsize i = 0; i < count; i++) {
    order[i] = i;
    keep[i] = FALSE;
  }
  g_qsort_with_data(order, (gint)count, sizeof *order, compare_newest_first, (gpointer)moments);
  keep_newest_day(moments, order, count, keep);
  for (gsize r = 0; r < G_N_ELEMENTS(RULES); r++) {
    guint last = 0;
    int spans = 0;
    for (gsize i = 0; i < count && spans < RULES[r].most; i++) {
      guint span = RULES[r].span(moments[order[i]].day);
      if (span == last)
        continue;
      last = span;
      spans++;
      keep[order[i]] = TRUE;
    }
  }
}
