#include "tui/command/data.h"

#include <string.h>

#include "core/exchange/table/csv_row.h"

#define REAL_DIGITS 15 /* as many as a double holds in any case: 1.86, not 1.8600000000000001 */

json_t *data_text(const char *text) {
  return text != NULL ? json_string(text) : json_null();
}

json_t *data_day(Day day) {
  char buffer[DAY_TEXT_SIZE];
  return day != DAY_NONE ? json_string(day_to_iso(day, buffer)) : json_null();
}

json_t *data_count(int number) {
  return number >= 0 ? json_integer(number) : json_null();
}

/* ---- JSON ------------------------------------------------------------------------------- */

static gboolean is_unsafe(gunichar c) {
  if (c < 0x7f)
    return FALSE;
  GUnicodeType type = g_unichar_type(c);
  return (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
          type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR);
}

static void append_escaped(GString *line, gunichar c) {
  if (c < 0x10000) {
    g_string_append_printf(line, "\\u%04x", c);
    return;
  }
  g_string_append_printf(line, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                         0xdc00 + ((c - 0x10000) & 0x3ff));
}

/* Frees value. */
static GString *json_line(json_t *value) {
  char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS));
  json_decref(value);
  GString *line = g_string_sized_new(strlen(text));
  const char *safe = text; /* from here on nothing is to be escaped */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_unsafe(c))
      continue;
    g_string_append_len(line, safe, p - safe);
    append_escaped(line, c);
    safe = g_utf8_next_char(p);
  }
  g_string_append(line, safe);
  free(text);
  return line;
}

void data_json(Output *output, json_t *value) {
  g_autoptr(GString) line = json_line(value);
  output_data(output, line->str);
}

DataArray data_array_begin(Output *output) {
  output_data(output, "[");
  return (DataArray){.output = output};
}

void data_array_next(DataArray *array) {
  const char *between = array->line ? ", " : ",\n", *before = array->line ? "" : "\n";
  output_data(array->output, array->any ? between : before);
  array->any = TRUE;
}

void data_array_item(DataArray *array, json_t *value) {
  data_array_next(array);
  data_json(array->output, value);
}

void data_array_end(DataArray *array) {
  output_data(array->output, array->any ? "\n]" : "]");
}

DataArray data_member_begin(Output *output, json_t *object, const char *key) {
  gboolean empty = json_object_size(object) == 0;
  g_autoptr(GString) line = json_line(object);
  g_string_truncate(line, line->len - strlen("}"));
  g_string_append_printf(line, "%s\"%s\": [", empty ? "" : ", ", key);
  output_data(output, line->str);
  return (DataArray){.output = output, .line = TRUE};
}

void data_member_end(DataArray *array) {
  output_data(array->output, "]}");
}

/* ---- CSV -------------------------------------------------------------------------------- */

void data_csv_row(Output *output, const char *const *cells, guint count) {
  g_autoptr(GString) row = g_string_new(NULL);
  csv_row(row, cells, count);
  output_data(output, row->str);
}

void data_csv_begin(Output *output, const char *const *heads) {
  output_data(output, CSV_MARK);
  data_csv_row(output, heads, g_strv_length((char **)heads));
}
