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

/* The newest first, in order. */
static void keep_recent(const RotationMoment *moments, const gsize *order, gsize count,
                        gboolean *keep) {
  const RotationMoment *newest = &moments[order[0]];
  for (gsize i = 0; i < MIN(count, ROTATION_RECENT); i++) {
    const RotationMoment *this = &moments[order[i]];
    gint64 minutes = ((gint64)newest->day - this->day) * 1440 + newest->minute - this->minute;
    keep[order[i]] = minutes < 1440;
  }
}

static void keep_oldest(const RotationMoment *moments, const gsize *order, gsize count,
                        gboolean *keep) {
  int days = 0;
  for (gsize i = 0; i < count && days < ROTATION_OLDEST; i++) {
    if (i + 1 < count && moments[order[i + 1]].day == moments[order[i]].day)
      continue;
    keep[order[i]] = TRUE;
    days++;
  }
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
  if (count == 0)
    return;
  keep_recent(moments, order, count, keep);
  keep_oldest(moments, order, count, keep);
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
