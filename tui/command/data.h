/* data.h: rows for other programs: JSON by jansson, CSV as RFC 4180 asks. Always UTF-8. */
#pragma once

#include <jansson.h>

#include "core/rules/day.h"
#include "tui/command/output.h"

/* Values; NULL, DAY_NONE and a negative number become null. */
json_t *data_text(const char *text);
json_t *data_day(Day day);
json_t *data_count(int number);

/* Writes value on one line, and frees it. Characters that a terminal might act on are written as
 * \uXXXX, which says the same. */
void data_json(Output *output, json_t *value);

/* An array that is written as it grows, a line for each item. */
typedef struct {
  Output *output;
  gboolean any;
} DataArray;

DataArray data_array_begin(Output *output);
void data_array_item(DataArray *array, json_t *value); /* frees value */
void data_array_end(DataArray *array);                 /* does not end the line */

/* Starts a CSV file: the mark by which Excel knows UTF-8, and the heads. NULL-terminated. */
void data_csv_begin(Output *output, const char *const *heads);

/* A row of count cells, as csv_row(). */
void data_csv_row(Output *output, const char *const *cells, guint count);
