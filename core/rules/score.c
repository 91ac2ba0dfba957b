#include "core/rules/score.h"

#include <math.h>
#include <string.h>

/* The lesser of points and cap, which NAN makes boundless. */
static double capped(double points, double cap) {
  return isnan(cap) ? points : fmin(points, cap);
}

double score_ratio(double numerator, double denominator, double excluded, double points) {
  double left = isnan(excluded) ? denominator : denominator - excluded;
  if (isnan(numerator) || isnan(left) || left <= 0)
    return NAN;
  return CLAMP(numerator / left * points, 0, points);
}

double score_count(const double *counts, guint spans, double each, double every_max, double max) {
  double sum = 0;
  for (guint i = 0; i < spans; i++)
    sum += capped(counts[i] * each, every_max);
  return capped(sum, max);
}

double score_steps(const GArray *steps, double value) {
  if (isnan(value))
    return NAN;
  double points = 0;
  for (guint i = 0; i < steps->len; i++) {
    const ScoreStep *step = &g_array_index(steps, ScoreStep, i);
    if (step->at <= value)
      points = step->points;
  }
  return points;
}

double score_deduct(double max, double each, double count) {
  if (isnan(count))
    return NAN;
  return fmax(max - each * count, 0);
}

char *score_text(double points) {
  if (isnan(points))
    return g_strdup("无法计算");
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(digits, sizeof digits, "%.2f", points);
  char *end = digits + strlen(digits);
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
  return g_strdup(g_str_equal(digits, "-0") ? "0" : digits);
}
