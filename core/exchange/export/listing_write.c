/* listing_write.c: a list as csv and json; as xlsx and docx in the module (listing_office.c). */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "core/exchange/export/listing_private.h"
#include "core/exchange/table/csv_row.h"
#include "core/exchange/table/office.h"

#define ROWS_BETWEEN_TELLS 512

const ListingColumn *listing_column_at(const Listing *listing, guint i) {
  return listing->columns->pdata[i];
}

gboolean listing_goes_on(const Listing *listing, const Watch *watch, guint row, GError **error) {
  return row % ROWS_BETWEEN_TELLS != 0 ||
         watch_goes_on(watch, "正在写文件", row, listing->rows->len, error);
}

double listing_number(const char *text, const char *ending) {
  char *end;
  if (!g_ascii_isdigit(*text) && *text != '-' && *text != '.')
    return NAN;
  double number = g_ascii_strtod(text, &end);
  return end != text && g_str_equal(end, ending) && isfinite(number) ? number : NAN;
}

/* ---- csv, json -------------------------------------------------------------------------- */

static gboolean write_csv(const Listing *listing, OutFile *file, const Watch *watch,
                          GError **error) {
  g_autoptr(GString) text = g_string_new(CSV_MARK);
  guint columns = listing->columns->len;
  g_autofree const char **heads = g_new0(const char *, columns);
  for (guint i = 0; i < columns; i++)
    heads[i] = listing_column_at(listing, i)->head;
  csv_row(text, heads, columns);
  for (guint row = 0; row < listing->rows->len; row++) {
    if (!listing_goes_on(listing, watch, row, error))
      return FALSE;
    csv_row(text, listing->rows->pdata[row], columns);
  }
  return outfile_write(file, text->str, text->len, error);
}

static json_t *cell_json(ListingKind kind, const char *text) {
  double number = kind == LISTING_NUMBER ? listing_number(text, "") : NAN;
  if (*text == '\0')
    return json_null();
  if (isnan(number))
    return json_string(text);
  return number == floor(number) && fabs(number) < 1e15 ? json_integer((json_int_t)number)
                                                        : json_real(number);
}

static json_t *row_json(const Listing *listing, char *const *texts) {
  json_t *object = json_object();
  for (guint i = 0; i < listing->columns->len; i++) {
    const ListingColumn *column = listing_column_at(listing, i);
    json_object_set_new(object, column->head, cell_json(column->kind, texts[i]));
  }
  return object;
}

static gboolean write_json(const Listing *listing, OutFile *file, const Watch *watch,
                           GError **error) {
  json_t *rows = json_array();
  for (guint row = 0; row < listing->rows->len; row++) {
    if (!listing_goes_on(listing, watch, row, error)) {
      json_decref(rows);
      return FALSE;
    }
    json_array_append_new(rows, row_json(listing, listing->rows->pdata[row]));
  }
  json_t *whole =
      json_pack("{s:s, s:s?, s:o}", "title", listing->title, "note", listing->note, "rows", rows);
  char *text = json_dumps(whole, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
  json_decref(whole);
  gboolean written =
      outfile_write(file, text, strlen(text), error) && outfile_write(file, "\n", 1, error);
  free(text);
  return written;
}

gboolean listing_write(const Listing *listing, ListingFormat format, OutFile *file,
                       const Watch *watch, GError **error) {
  __typeof__(&listing_office) write_office;
  switch (format) {
  case LISTING_XLSX:
  case LISTING_DOCX:
    write_office = OFFICE(listing_office, error);
    return write_office != NULL && write_office(listing, format, file, watch, error);
  case LISTING_CSV:
    return write_csv(listing, file, watch, error);
  case LISTING_JSON:
    return write_json(listing, file, watch, error);
  }
  g_return_val_if_reached(FALSE);
}
