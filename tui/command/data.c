#include "tui/command/data.h"

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
  GUnicodeType type = g_unichar_type(c);
  return c >= 0x7f && (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
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

void data_json(Output *output, json_t *value) {
  char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS));
  json_decref(value);
  g_autoptr(GString) line = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (is_unsafe(c))
      append_escaped(line, c);
    else
      g_string_append_unichar(line, c);
  }
  free(text);
  output_data(output, line->str);
}

DataArray data_array_begin(Output *output) {
  output_data(output, "[");
  return (DataArray){.output = output};
}

void data_array_item(DataArray *array, json_t *value) {
  output_data(array->output, array->any ? ",\n" : "\n");
  data_json(array->output, value);
  array->any = TRUE;
}

void data_array_end(DataArray *array) {
  output_data(array->output, array->any ? "\n]" : "]");
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
