#include <string.h>

#include "core/exchange/table/markup.h"
#include "core/exchange/table/xlsx_private.h"

/* As many as a sheet can have. */
#define SHEET_ROWS 1048576u
#define SHEET_COLUMNS 16384u

/* What a cell's value is, by its attribute t. */
typedef enum {
  VALUE_NUMBER,
  VALUE_SHARED,
  VALUE_TEXT, /* of a formula, or in the cell itself */
  VALUE_BOOLEAN,
  VALUE_ERROR,
  VALUE_DATE,
} ValueKind;

typedef struct {
  const XlsxFile *file;
  Grid *grid;
  GArray *merges;  /* GridMerge, made when all cells are there */
  GArray *kept;    /* guint32: of shared texts, what the grid has for them; 0: not asked yet */
  guint rows_told; /* rows read; how many the sheet says it has, 0: it does not */
  guint rows_said;
  guint row, column; /* of the cell in hand, from 0 */
  guint next_row, next_column;
  ValueKind value;
  guint style;
  gboolean in_rows, in_cell;
  gboolean reading; /* in the letters of the value */
  gboolean formula;
  int phonetic;
  GString *text;
} SheetReader;

/* ---- places ----------------------------------------------------------------------------- */

/* Reads B7 at *p, which moves behind it; FALSE: no such place, or none a sheet can have. */
static gboolean read_place(const char **p, const char *end, guint *row, guint *column) {
  guint letters = 0, digits = 0;
  for (; *p < end && g_ascii_isalpha(**p) && letters <= SHEET_COLUMNS; (*p)++)
    letters = letters * 26 + (guint)(g_ascii_toupper(**p) - 'A') + 1;
  for (; *p < end && g_ascii_isdigit(**p) && digits <= SHEET_ROWS; (*p)++)
    digits = digits * 10 + (guint)(**p - '0');
  *row = digits - 1;
  *column = letters - 1;
  return letters > 0 && letters <= SHEET_COLUMNS && digits > 0 && digits <= SHEET_ROWS;
}

static gboolean fail_place(const char *what, const char *place, gsize size, GError **error) {
  g_autofree char *copy = g_strndup(place, MIN(size, 40));
  g_autofree char *clean = g_utf8_make_valid(copy, -1);
  g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED,
              "%s“%s”不是表格里的位置；请在 WPS、Excel 中打开后另存一份", what, clean);
  return FALSE;
}

/* A1:C3, or one cell. */
static gboolean read_range(const char *text, gsize size, GridMerge *range) {
  const char *p = text, *end = text + size;
  guint last_row, last_column;
  if (!read_place(&p, end, &range->row, &range->column))
    return FALSE;
  last_row = range->row;
  last_column = range->column;
  if (p < end && (*p++ != ':' || !read_place(&p, end, &last_row, &last_column)))
    return FALSE;
  if (p != end || last_row < range->row || last_column < range->column)
    return FALSE;
  range->rows = last_row - range->row + 1;
  range->columns = last_column - range->column + 1;
  return TRUE;
}

/* ---- values ----------------------------------------------------------------------------- */

static gboolean fail_here(const SheetReader *reader, const char *message, GError **error) {
  reading_fail_at(reader->file->reading, reader->grid, reader->row, reader->column,
                  WORKBOOK_ERROR_DAMAGED, error, "%s；请在 WPS、Excel 中打开后另存一份", message);
  return FALSE;
}

static gboolean put(SheetReader *reader, Cell cell, GError **error) {
  return reading_put_cell(reader->file->reading, reader->grid, reader->row, reader->column, cell,
                          error);
}

static gboolean put_shared(SheetReader *reader, GError **error) {
  const char *digits = reader->text->str;
  guint64 index;
  const char *text = NULL;
  if (g_ascii_string_to_unsigned(digits, 10, 0, G_MAXUINT32, &index, NULL))
    text = shared_strings_get(reader->file->strings, (guint)index);
  if (text == NULL) {
    g_autofree char *message =
        g_strdup_printf("所指的文字（第 %.20s 条）不在文件里，文件可能已损坏", digits);
    return fail_here(reader, message, error);
  }
  guint32 *kept = &g_array_index(reader->kept, guint32, index);
  if (*kept == 0 && !reading_keep(reader->file->reading, reader->grid, reader->row, reader->column,
                                  (Cell){.kind = CELL_TEXT, .text = text}, kept, error))
    return FALSE;
  return reading_put(reader->file->reading, reader->grid, reader->row, reader->column, *kept,
                     error);
}

/* 2020-12-31T00:00:00 */
static gboolean put_date(SheetReader *reader, GError **error) {
  g_autofree char *date = g_strndup(reader->text->str, DAY_TEXT_SIZE - 1);
  Day day = day_from_iso(date);
  if (day == DAY_NONE)
    return put(reader, (Cell){.kind = CELL_TEXT, .text = reader->text->str}, error);
  return put(reader, (Cell){.kind = CELL_DATE, .text = date, .day = day}, error);
}

static gboolean put_number(SheetReader *reader, GError **error) {
  char *end;
  double value = g_ascii_strtod(reader->text->str, &end);
  if (end == reader->text->str || *end != '\0' || value - value != 0)
    return fail_here(reader, "内容应为数字，却不是，文件可能已损坏", error);
  const GPtrArray *formats = reader->file->formats;
  const NumberFormat *format =
      formats != NULL && reader->style < formats->len ? formats->pdata[reader->style] : NULL;
  Cell cell = number_format_show(format, value, reader->file->epoch_1904);
  gboolean done = put(reader, cell, error);
  g_free((char *)cell.text);
  return done;
}

static gboolean put_value(SheetReader *reader, GError **error) {
  if (reader->text->len == 0) {
    /* Unless it gives a text that is blank, nobody has computed it since it was written: what it
     * will be is not known here. */
    if (reader->formula && reader->value != VALUE_TEXT)
      return put(reader, (Cell){.kind = CELL_ERROR, .text = "（公式未计算）"}, error);
    return TRUE;
  }
  switch (reader->value) {
  case VALUE_SHARED:
    return put_shared(reader, error);
  case VALUE_TEXT:
    shared_strings_decode(reader->text->str);
    return put(reader, (Cell){.kind = CELL_TEXT, .text = reader->text->str}, error);
  case VALUE_BOOLEAN:
    return put(
        reader,
        (Cell){.kind = CELL_TEXT, .text = strcmp(reader->text->str, "0") == 0 ? "FALSE" : "TRUE"},
        error);
  case VALUE_ERROR:
    return put(reader, (Cell){.kind = CELL_ERROR, .text = reader->text->str}, error);
  case VALUE_DATE:
    return put_date(reader, error);
  default:
    return put_number(reader, error);
  }
}

/* ---- rows and cells --------------------------------------------------------------------- */

static gboolean start_row(SheetReader *reader, const MarkupAttributes *attributes, GError **error) {
  gsize size;
  const char *place = markup_value(attributes, "r", &size);
  guint row = markup_number(attributes, "r", reader->next_row + 1);
  if (row == 0 || row > SHEET_ROWS)
    return fail_place("行号", place != NULL ? place : "", place != NULL ? size : 0, error);
  reader->row = row - 1;
  reader->next_row = row;
  reader->next_column = 0;
  if (++reader->rows_told % WORKBOOK_TELL_ROWS != 0)
    return TRUE;
  guint total = reader->rows_told <= reader->rows_said ? reader->rows_said : 0;
  return watch_goes_on(reader->file->reading->watch, WORKBOOK_DOING, reader->rows_told, total,
                       error);
}

static ValueKind value_kind(const char *type, gsize size) {
  static const struct {
    const char *type;
    ValueKind kind;
  } KINDS[] = {{"s", VALUE_SHARED},  {"str", VALUE_TEXT}, {"inlineStr", VALUE_TEXT},
               {"b", VALUE_BOOLEAN}, {"e", VALUE_ERROR},  {"d", VALUE_DATE}};
  for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    if (strlen(KINDS[i].type) == size && memcmp(KINDS[i].type, type, size) == 0)
      return KINDS[i].kind;
  }
  return VALUE_NUMBER;
}

static gboolean start_cell(SheetReader *reader, const MarkupAttributes *attributes,
                           GError **error) {
  gsize size;
  const char *value = markup_value(attributes, "r", &size);
  reader->column = reader->next_column;
  if (value != NULL) {
    const char *p = value;
    if (!read_place(&p, value + size, &reader->row, &reader->column) || p != value + size)
      return fail_place("单元格", value, size, error);
  }
  reader->next_column = reader->column + 1;
  value = markup_value(attributes, "t", &size);
  reader->value = value != NULL ? value_kind(value, size) : VALUE_NUMBER;
  reader->style = markup_number(attributes, "s", 0);
  reader->in_cell = TRUE;
  reader->formula = FALSE;
  g_string_truncate(reader->text, 0);
  return TRUE;
}

static gboolean start_range(SheetReader *reader, const char *name,
                            const MarkupAttributes *attributes, GError **error) {
  gsize size;
  const char *text = markup_value(attributes, "ref", &size);
  GridMerge range;
  gboolean right = text != NULL && read_range(text, size, &range);
  if (strcmp(name, "dimension") == 0) {
    reader->rows_said = right ? range.row + range.rows : 0;
    return TRUE;
  }
  if (!right)
    return fail_place("合并单元格", text != NULL ? text : "", text != NULL ? size : 0, error);
  g_array_append_val(reader->merges, range);
  return TRUE;
}

static gboolean sheet_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                            GError **error) {
  SheetReader *reader = data;
  if (reader->in_cell) {
    if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && reader->phonetic == 0))
      reader->reading = TRUE;
    else if (strcmp(name, "f") == 0)
      reader->formula = TRUE;
    else if (strcmp(name, "rPh") == 0)
      reader->phonetic++;
  } else if (reader->in_rows) {
    if (strcmp(name, "c") == 0)
      return start_cell(reader, attributes, error);
    if (strcmp(name, "row") == 0)
      return start_row(reader, attributes, error);
  } else if (strcmp(name, "sheetData") == 0) {
    reader->in_rows = TRUE;
  } else if (strcmp(name, "mergeCell") == 0 || strcmp(name, "dimension") == 0) {
    return start_range(reader, name, attributes, error);
  }
  return TRUE;
}

static gboolean sheet_end(gpointer data, const char *name, GError **error) {
  SheetReader *reader = data;
  reader->reading = FALSE;
  if (reader->in_cell) {
    if (strcmp(name, "c") == 0) {
      reader->in_cell = FALSE;
      return put_value(reader, error);
    }
    if (strcmp(name, "rPh") == 0)
      reader->phonetic--;
  } else if (strcmp(name, "sheetData") == 0) {
    reader->in_rows = FALSE;
  }
  return TRUE;
}

static gboolean sheet_text(gpointer data, const char *text, gsize size, GError **error) {
  (void)error;
  SheetReader *reader = data;
  if (reader->reading)
    g_string_append_len(reader->text, text, (gssize)size);
  return TRUE;
}

gboolean xlsx_sheet_read(const XlsxFile *file, const char *part, Grid *grid, GError **error) {
  static const MarkupHandler HANDLER = {sheet_start, sheet_end, sheet_text};
  g_autoptr(GArray) merges = g_array_new(FALSE, FALSE, sizeof(GridMerge));
  g_autoptr(GArray) kept = g_array_new(FALSE, TRUE, sizeof(guint32));
  g_array_set_size(kept, file->strings != NULL ? file->strings->offsets->len : 0);
  g_autoptr(GString) text = g_string_new(NULL);
  SheetReader reader = {.file = file, .grid = grid, .merges = merges, .kept = kept, .text = text};
  if (!markup_read(file->archive, part, &HANDLER, &reader, error))
    return FALSE;
  for (guint i = 0; i < merges->len; i++) {
    if (!reading_merge(file->reading, grid, g_array_index(merges, GridMerge, i), error))
      return FALSE;
  }
  return TRUE;
}
