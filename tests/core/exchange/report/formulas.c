#include "tests/core/exchange/report/formulas.h"

#include <math.h>
#include <string.h>

#include "tests/core/exchange/export/parts.h"

static void formula_free(gpointer data) {
  Formula *formula = data;
  g_free(formula->cell);
  g_free(formula->formula);
  g_free(formula);
}

static char *unescape(const char *xml) {
  g_autoptr(GString) text = g_string_new(xml);
  g_string_replace(text, "&lt;", "<", 0);
  g_string_replace(text, "&gt;", ">", 0);
  g_string_replace(text, "&quot;", "\"", 0);
  g_string_replace(text, "&amp;", "&", 0);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

GPtrArray *formulas_read(const char *path, int sheet) {
  GPtrArray *formulas = g_ptr_array_new_with_free_func(formula_free);
  g_autofree char *part = g_strdup_printf("xl/worksheets/sheet%d.xml", sheet);
  g_autofree char *xml = part_text(path, part);
  g_autoptr(GRegex) regex =
      g_regex_new("<c r=\"([A-Z]+[0-9]+)\"[^>]*><f>([^<]*)</f><v>([-0-9.eE+]*)</v>", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match(regex, xml, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    g_autofree char *escaped = g_match_info_fetch(match, 2);
    g_autofree char *value = g_match_info_fetch(match, 3);
    Formula *formula = g_new0(Formula, 1);
    formula->cell = g_match_info_fetch(match, 1);
    formula->formula = unescape(escaped);
    formula->value = g_ascii_strtod(value, NULL);
    g_ptr_array_add(formulas, formula);
  }
  return formulas;
}

/* ---- cells ------------------------------------------------------------------------------ */

typedef struct {
  const Grid *grid;
  const char *at;
  const char *whole; /* for messages */
} Reading;

typedef struct {
  guint row, column, last_row, last_column;
} Range;

static void skip(Reading *reading, char expected) {
  if (*reading->at != expected)
    g_error("“%c” does not stand at “%s” in “%s”", expected, reading->at, reading->whole);
  reading->at++;
}

static void read_cell(Reading *reading, guint *row, guint *column) {
  guint letters = 0;
  for (; g_ascii_isupper(*reading->at); reading->at++)
    letters = letters * 26 + (guint)(*reading->at - 'A') + 1;
  char *end;
  guint64 number = g_ascii_strtoull(reading->at, &end, 10);
  if (letters == 0 || end == reading->at)
    g_error("no cell stands at “%s” in “%s”", reading->at, reading->whole);
  reading->at = end;
  *column = letters - 1;
  *row = (guint)number - 1;
}

static Range read_range(Reading *reading) {
  Range range;
  read_cell(reading, &range.row, &range.column);
  range.last_row = range.row;
  range.last_column = range.column;
  if (*reading->at == ':') {
    reading->at++;
    read_cell(reading, &range.last_row, &range.last_column);
  }
  return range;
}

static guint range_count(const Range *range) {
  return (range->last_row - range->row + 1) * (range->last_column - range->column + 1);
}

static const Cell *range_cell(const Reading *reading, const Range *range, guint index) {
  guint columns = range->last_column - range->column + 1;
  return grid_cell(reading->grid, range->row + index / columns, range->column + index % columns);
}

/* Texts and empty cells count 0, as in SUM. */
static double number_of(const Cell *cell) {
  return cell->kind == CELL_NUMBER || cell->kind == CELL_DATE ? cell->number : 0;
}

/* ---- functions -------------------------------------------------------------------------- */

static double read_comparison(Reading *reading);

static char *read_string(Reading *reading) {
  skip(reading, '"');
  const char *end = strchr(reading->at, '"');
  char *text = g_strndup(reading->at, (gsize)(end - reading->at));
  reading->at = end + 1;
  return text;
}

/* SUM, COUNT: of ranges. */
static double of_ranges(Reading *reading, gboolean count) {
  double result = 0;
  do {
    reading->at += *reading->at == ',' ? 1 : 0;
    Range range = read_range(reading);
    for (guint i = 0; i < range_count(&range); i++) {
      const Cell *cell = range_cell(reading, &range, i);
      result += count ? cell->kind == CELL_NUMBER : number_of(cell);
    }
  } while (*reading->at == ',');
  return result;
}

static double least(Reading *reading) {
  double result = INFINITY;
  do {
    reading->at += *reading->at == ',' ? 1 : 0;
    result = fmin(result, read_comparison(reading));
  } while (*reading->at == ',');
  return result;
}

static double choose(Reading *reading) {
  gboolean yes = read_comparison(reading) != 0;
  skip(reading, ',');
  double then = read_comparison(reading);
  skip(reading, ',');
  double otherwise = read_comparison(reading);
  return yes ? then : otherwise;
}

/* COUNTIF, SUMIF: of the cells that hold a text, or what stands beside them. */
static double of_matching(Reading *reading, gboolean sum) {
  double result = 0;
  Range range = read_range(reading);
  skip(reading, ',');
  g_autofree char *text = read_string(reading);
  Range values = range;
  if (sum) {
    skip(reading, ',');
    values = read_range(reading);
  }
  g_assert_cmpuint(range_count(&values), ==, range_count(&range));
  for (guint i = 0; i < range_count(&range); i++) {
    if (g_str_equal(range_cell(reading, &range, i)->text, text))
      result += sum ? number_of(range_cell(reading, &values, i)) : 1;
  }
  return result;
}

static double sum_of_products(Reading *reading) {
  double result = 0;
  Range left = read_range(reading);
  skip(reading, ',');
  Range right = read_range(reading);
  g_assert_cmpuint(range_count(&left), ==, range_count(&right));
  for (guint i = 0; i < range_count(&left); i++)
    result += number_of(range_cell(reading, &left, i)) * number_of(range_cell(reading, &right, i));
  return result;
}

static double call(Reading *reading, const char *name) {
  if (g_str_equal(name, "SUM"))
    return of_ranges(reading, FALSE);
  if (g_str_equal(name, "COUNT"))
    return of_ranges(reading, TRUE);
  if (g_str_equal(name, "MIN"))
    return least(reading);
  if (g_str_equal(name, "IF"))
    return choose(reading);
  if (g_str_equal(name, "SUMIF"))
    return of_matching(reading, TRUE);
  if (g_str_equal(name, "COUNTIF"))
    return of_matching(reading, FALSE);
  if (g_str_equal(name, "SUMPRODUCT"))
    return sum_of_products(reading);
  g_error("%s is not known in “%s”", name, reading->whole);
}

/* ---- expressions ------------------------------------------------------------------------ */

static double read_factor(Reading *reading) {
  if (*reading->at == '(') {
    reading->at++;
    double value = read_comparison(reading);
    skip(reading, ')');
    return value;
  }
  if (g_ascii_isdigit(*reading->at)) {
    char *end;
    double value = g_ascii_strtod(reading->at, &end);
    reading->at = end;
    return value;
  }
  const char *end = reading->at;
  while (g_ascii_isupper(*end))
    end++;
  if (*end != '(') {
    Range cell = read_range(reading);
    return number_of(range_cell(reading, &cell, 0));
  }
  g_autofree char *name = g_strndup(reading->at, (gsize)(end - reading->at));
  reading->at = end + 1;
  double value = call(reading, name);
  skip(reading, ')');
  return value;
}

static double read_term(Reading *reading) {
  double value = read_factor(reading);
  while (*reading->at == '*' || *reading->at == '/') {
    gboolean times = *reading->at++ == '*';
    double other = read_factor(reading);
    value = times ? value * other : value / other;
  }
  return value;
}

static double read_sum(Reading *reading) {
  double value = read_term(reading);
  while (*reading->at == '+' || *reading->at == '-') {
    gboolean plus = *reading->at++ == '+';
    double other = read_term(reading);
    value = plus ? value + other : value - other;
  }
  return value;
}

static double read_comparison(Reading *reading) {
  double value = read_sum(reading);
  if (*reading->at != '=' && *reading->at != '>')
    return value;
  gboolean equal = *reading->at++ == '=';
  double other = read_sum(reading);
  return equal ? value == other : value > other;
}

double formula_value(const Grid *grid, const char *formula) {
  Reading reading = {.grid = grid, .at = formula, .whole = formula};
  double value = read_comparison(&reading);
  if (*reading.at != '\0')
    g_error("“%s” is left of “%s”", reading.at, formula);
  return value;
}
