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
  gboolean line; /* all on one line */
} DataArray;

DataArray data_array_begin(Output *output);
void data_array_item(DataArray *array, json_t *value); /* frees value */
void data_array_next(DataArray *array);                /* for an item written by other means */
void data_array_end(DataArray *array);                 /* does not end the line */

/* Writes object, and frees it, with one more member that is an array written as it grows, all on
 * one line; data_member_end() ends both. */
DataArray data_member_begin(Output *output, json_t *object, const char *key);
void data_member_end(DataArray *array);

/* Starts a CSV file: the mark by which Excel knows UTF-8, and the heads. NULL-terminated. */
void data_csv_begin(Output *output, const char *const *heads);

/* A row of count cells, as csv_row(). */
void data_csv_row(Output *output, const char *const *cells, guint count);
