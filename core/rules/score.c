#include "core/rules/score.h"

#include <math.h>
#include <string.h>

#include "core/rules/halfwidth.h"
#include "core/rules/text.h"

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

#define GROUP 3 /* figures between two commas */

/* Takes out the commas between thousands; FALSE where one stands elsewhere. */
static gboolean join_groups(GString *figures) {
  const char *first = figures->str + strspn(figures->str, "+-");
  gsize run = strcspn(first, ",.");
  if (first[run] == ',' && (run == 0 || run > GROUP))
    return FALSE;
  for (const char *comma = first + run; *comma == ','; comma += run + 1) {
    run = strcspn(comma + 1, ",.");
    if (run != GROUP)
      return FALSE;
  }
  if (strchr(first, '.') != NULL && strchr(strchr(first, '.'), ',') != NULL)
    return FALSE;
  g_string_replace(figures, ",", "", 0);
  return TRUE;
}

gboolean score_number(const char *text, double *value) {
  g_autofree char *stripped = text_strip(text);
  g_autofree char *half = halfwidth_fold(stripped);
  if (*half == '\0') {
    *value = NAN;
    return TRUE;
  }
  if (strspn(half, "0123456789.,+-") != strlen(half)) /* neither 1e9 nor 0x10 nor nan */
    return FALSE;
  g_autoptr(GString) plain = g_string_new(half);
  if (!join_groups(plain))
    return FALSE;
  char *end = NULL;
  double number = g_ascii_strtod(plain->str, &end);
  if (end == plain->str || *end != '\0' || !isfinite(number))
    return FALSE;
  *value = number;
  return TRUE;
}
