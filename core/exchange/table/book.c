#include "core/exchange/table/book_private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/rules/fault.h"

G_DEFINE_QUARK(book_error, book_error)

#define SHEET_NAME_MAX 31
#define INCHES(mm) ((mm) / 25.4)

static void sheet_free(gpointer data) {
  BookSheet *sheet = data;
  g_free(sheet->name);
  g_array_unref(sheet->widths);
  g_array_unref(sheet->heights);
  g_array_unref(sheet->talls);
  g_ptr_array_unref(sheet->heads);
  g_array_unref(sheet->breaks);
  g_free(sheet);
}

Book *book_new(const char *path, const char *title, gint64 created) {
  Book *book = g_new0(Book, 1);
  lxw_workbook_options options = {.tmpdir = (char *)(guintptr)g_get_tmp_dir()};
  book->path = g_strdup(path);
  book->memory = memfd_create("taizhang", MFD_CLOEXEC);
  g_autofree char *name = g_strdup_printf("/proc/self/fd/%d", book->memory);
  book->workbook = workbook_new_opt(name, &options);
  book->sheets = g_ptr_array_new_with_free_func(sheet_free);
  lxw_doc_properties properties = {.title = (char *)(guintptr)title, .created = (time_t)created};
  workbook_set_properties(book->workbook, &properties); /* copies */
  book_make_formats(book);
  return book;
}

void book_free(Book *book) {
  if (book == NULL)
    return;
  lxw_workbook_free(book->workbook);
  if (book->memory >= 0)
    close(book->memory);
  g_free(book->path);
  g_ptr_array_unref(book->sheets);
  if (book->data_rest != NULL)
    g_string_free(book->data_rest, TRUE);
  g_clear_error(&book->error);
  g_free(book);
}

struct lxw_workbook *book_workbook(Book *book) {
  return book->workbook;
}

struct lxw_worksheet *book_worksheet(BookSheet *sheet) {
  return sheet->worksheet;
}

struct lxw_format *book_format(Book *book, BookStyle style) {
  return book->formats[style];
}

/* ---- what goes wrong -------------------------------------------------------------------- */

static char *column_name(guint column) {
  char name[LXW_MAX_COL_NAME_LENGTH];
  lxw_col_to_name(name, (lxw_col_t)column, LXW_FALSE);
  return g_strdup(name);
}

static char *place(const BookSheet *sheet, guint row, guint column) {
  g_autofree char *letter = column_name(column);
  const char *head = column < sheet->heads->len ? sheet->heads->pdata[column] : NULL;
  return head != NULL && *head != '\0'
             ? g_strdup_printf("表“%s”第%u行%s列（%s）", sheet->name, row + 1, letter, head)
             : g_strdup_printf("表“%s”第%u行%s列", sheet->name, row + 1, letter);
}

void book_note_error(BookSheet *sheet, guint row, guint column, lxw_error code) {
  GError **error = &sheet->book->error;
  if (code == LXW_NO_ERROR || *error != NULL)
    return;
  g_autofree char *where = place(sheet, row, column);
  if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    g_set_error(error, BOOK_ERROR, BOOK_ERROR_LIMIT,
                "%s：文字超过 Excel 一个单元格的 %d 个字符，请先把它改短，"
                "或者改用 yaml、json 格式",
                where, BOOK_CELL_MAX);
  else if (code == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
    g_set_error(error, BOOK_ERROR, BOOK_ERROR_LIMIT,
                "%s：超过 Excel 一张表的 %d 行，请用筛选条件分几次导出", where, LXW_ROW_MAX);
  else
    g_set_error(error, BOOK_ERROR, BOOK_ERROR_WRITE, "%s：写不成单元格（%s）", where,
                lxw_strerror(code));
}

static gboolean fail(GError **error, const char *why) {
  g_set_error(error, BOOK_ERROR, BOOK_ERROR_WRITE, "没有写成 Excel 文件：%s", why);
  return FALSE;
}

/* All of the file in memory; errno where it fails. */
static gboolean copy_out(int from, int to) {
  char buffer[65536];
  gssize size;
  while ((size = read(from, buffer, sizeof buffer)) > 0) {
    for (gssize done = 0, wrote; done < size; done += wrote) {
      wrote = write(to, buffer + done, (gsize)(size - done));
      if (wrote < 0 && errno != EINTR)
        return FALSE;
      wrote = MAX(wrote, 0);
    }
  }
  return size == 0;
}

static gboolean write_out(Book *book, GError **error) {
  if (!book_is_whole(book->memory) || lseek(book->memory, 0, SEEK_SET) != 0)
    return fail(error, "临时文件夹或者内存满了；请先清理，或者用 TMPDIR 换一个临时文件夹");
  int file = open(book->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0)
    return fail(error, fault_text(errno));
  int code = copy_out(book->memory, file) ? 0 : errno;
  if (close(file) != 0 && code == 0)
    code = errno;
  return code == 0 || fail(error, fault_text(code));
}

static gboolean finish(Book *book, GError **error) {
  if (book->error != NULL) {
    g_propagate_error(error, g_steal_pointer(&book->error));
    return FALSE;
  }
  if (book->memory < 0)
    return fail(error, fault_text(EMFILE));
  for (guint i = 0; i < book->sheets->len; i++) {
    BookSheet *sheet = book->sheets->pdata[i];
    book_set_heights(sheet);
    if (sheet->breaks->len > 0)
      worksheet_set_h_pagebreaks(sheet->worksheet, (lxw_row_t *)(gpointer)sheet->breaks->data);
  }
  lxw_error code = workbook_close(book->workbook); /* frees it, too */
  book->workbook = NULL;
  return code == LXW_NO_ERROR ? write_out(book, error) : fail(error, lxw_strerror(code));
}

gboolean book_close(Book *book, GError **error) {
  gboolean written = finish(book, error);
  book_free(book);
  return written;
}

/* ---- sheets ----------------------------------------------------------------------------- */

static gboolean name_is_taken(const Book *book, const char *name) {
  if (g_ascii_strcasecmp(name, BOOK_DATA_SHEET) == 0)
    return TRUE;
  g_autofree char *folded = g_utf8_casefold(name, -1);
  for (guint i = 0; i < book->sheets->len; i++) {
    g_autofree char *other = g_utf8_casefold(((const BookSheet *)book->sheets->pdata[i])->name, -1);
    if (g_str_equal(folded, other))
      return TRUE;
  }
  return FALSE;
}

/* The longest beginning of text of so many UTF-16 units. */
static char *beginning(const char *text, int units) {
  const char *end = text;
  while (*end != '\0') {
    units -= g_utf8_get_char(end) > 0xFFFF ? 2 : 1;
    if (units < 0)
      break;
    end = g_utf8_next_char(end);
  }
  return g_strndup(text, (gsize)(end - text));
}

static char *sheet_name(const Book *book, const char *wanted) {
  g_autofree char *fit = g_strdelimit(g_strdup(wanted), "[]:*?/\\'\n\t", ' ');
  g_strstrip(fit);
  char *name = *fit != '\0' ? beginning(fit, SHEET_NAME_MAX) : g_strdup("表");
  for (int i = 2; name_is_taken(book, name); i++) {
    g_autofree char *number = g_strdup_printf("（%d）", i);
    g_autofree char *stem = beginning(fit, SHEET_NAME_MAX - (int)g_utf8_strlen(number, -1));
    g_free(name);
    name = g_strconcat(stem, number, NULL);
  }
  return name;
}

static void set_page(lxw_worksheet *worksheet, gboolean landscape) {
  worksheet_set_paper(worksheet, 9); /* A4 */
  if (landscape)
    worksheet_set_landscape(worksheet);
  else
    worksheet_set_portrait(worksheet);
  worksheet_set_margins(worksheet, INCHES(10), INCHES(10), INCHES(14), INCHES(15));
  worksheet_fit_to_pages(worksheet, 1, 0);
  worksheet_center_horizontally(worksheet);
  worksheet_set_footer(worksheet, "&C&9第 &P 页 共 &N 页");
}

BookSheet *book_sheet(Book *book, const char *name, gboolean landscape) {
  BookSheet *sheet = g_new0(BookSheet, 1);
  sheet->book = book;
  sheet->name = sheet_name(book, name);
  sheet->worksheet = workbook_add_worksheet(book->workbook, sheet->name);
  sheet->widths = g_array_new(FALSE, TRUE, sizeof(double));
  sheet->heights = g_array_new(FALSE, TRUE, sizeof(double));
  sheet->talls = g_array_new(FALSE, FALSE, sizeof(BookTall));
  sheet->heads = g_ptr_array_new_with_free_func(g_free);
  sheet->breaks = g_array_new(TRUE, TRUE, sizeof(lxw_row_t));
  set_page(sheet->worksheet, landscape);
  g_ptr_array_add(book->sheets, sheet);
  return sheet;
}

char *book_sheet_reference(const BookSheet *sheet) {
  return g_strdup_printf("'%s'", sheet->name);
}

void book_width(BookSheet *sheet, guint first, guint last, double width) {
  if (last >= sheet->widths->len)
    g_array_set_size(sheet->widths, last + 1);
  for (guint i = first; i <= last; i++)
    g_array_index(sheet->widths, double, i) = width;
  lxw_row_col_options hidden = {.hidden = width <= 0};
  worksheet_set_column_opt(sheet->worksheet, (lxw_col_t)first, (lxw_col_t)last,
                           width > 0 ? width : LXW_DEF_COL_WIDTH, NULL, &hidden);
}

void book_freeze(BookSheet *sheet, guint last) {
  worksheet_freeze_panes(sheet->worksheet, last + 1, 0);
}

void book_repeat(BookSheet *sheet, guint first, guint last) {
  worksheet_repeat_rows(sheet->worksheet, first, last);
}

void book_filter(BookSheet *sheet, guint head, guint last, guint first_column, guint last_column) {
  worksheet_autofilter(sheet->worksheet, head, (lxw_col_t)first_column, MAX(head, last),
                       (lxw_col_t)last_column);
}

void book_break(BookSheet *sheet, guint row) {
  lxw_row_t before = row;
  g_array_append_val(sheet->breaks, before);
}

void book_protect(BookSheet *sheet) {
  lxw_protection allowed = {.format_columns = LXW_TRUE,
                            .format_rows = LXW_TRUE,
                            .sort = LXW_TRUE,
                            .autofilter = LXW_TRUE};
  worksheet_protect(sheet->worksheet, NULL, &allowed);
}

/* ---- what the program keeps for itself -------------------------------------------------- */

/* Where a piece may end: between two characters that no program takes for blank or joins. */
static gboolean may_cut(const char *at) {
  return g_ascii_isalnum(at[-1]) && g_ascii_isalnum(at[0]);
}

static const char *piece_end(const char *text) {
  const char *end = text, *cut = NULL;
  for (int units = 0; *end != '\0'; end = g_utf8_next_char(end)) {
    units += g_utf8_get_char(end) > 0xFFFF ? 2 : 1;
    if (units > BOOK_DATA_PIECE)
      return cut != NULL ? cut : end;
    if (end > text && may_cut(end))
      cut = end;
  }
  return end;
}

/* In UTF-8 a unit of UTF-16 is at most so many bytes. */
#define UNIT_BYTES 3

static void put_piece(Book *book) {
  gsize size = (gsize)(piece_end(book->data_rest->str) - book->data_rest->str);
  g_autofree char *piece = g_strndup(book->data_rest->str, size);
  g_autofree char *safe = book_escape(piece);
  worksheet_write_string(book->data, book->data_row++, (lxw_col_t)book->data_columns, safe, NULL);
  g_string_erase(book->data_rest, 0, (gssize)size);
}

/* Bits may end within a character, pieces do not: only what more is known to follow is cut. */
static gboolean put_data(gpointer data, const char *text, gsize length, GError **error) {
  (void)error;
  Book *book = data;
  while (length > 0) {
    gsize bit = MIN(length, BOOK_DATA_PIECE);
    g_string_append_len(book->data_rest, text, (gssize)bit);
    while (book->data_rest->len > (BOOK_DATA_PIECE + 2) * UNIT_BYTES)
      put_piece(book);
    text += bit;
    length -= bit;
  }
  return TRUE;
}

Sink book_data_sink(Book *book) {
  if (book->data == NULL) {
    book->data = workbook_add_worksheet(book->workbook, BOOK_DATA_SHEET);
    worksheet_hide(book->data);
  }
  book->data_row = 0;
  book->data_rest = g_string_new(NULL);
  return (Sink){put_data, book};
}

void book_data_end(Book *book) {
  while (book->data_rest->len > 0)
    put_piece(book);
  g_string_free(g_steal_pointer(&book->data_rest), TRUE);
  book->data_columns++;
}

void book_data(Book *book, const char *data) {
  Sink sink = book_data_sink(book);
  sink_put(&sink, data, strlen(data), NULL); /* which takes all */
  book_data_end(book);
}

/* ---- rules of cells --------------------------------------------------------------------- */

static void validate(BookSheet *sheet, guint first_row, guint last_row, guint column,
                     lxw_data_validation *validation) {
  validation->ignore_blank = LXW_VALIDATION_ON;
  validation->error_title = "填写有误";
  book_note_error(sheet, first_row, column,
                  worksheet_data_validation_range(sheet->worksheet, first_row, (lxw_col_t)column,
                                                  last_row, (lxw_col_t)column, validation));
}

void book_choices(BookSheet *sheet, guint first_row, guint last_row, guint column,
                  const char *const *words, const char *told) {
  lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                    .value_list = (char **)(guintptr)words,
                                    .error_message = (char *)(guintptr)told};
  validate(sheet, first_row, last_row, column, &validation);
}

void book_shares(BookSheet *sheet, guint first_row, guint last_row, guint column) {
  lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                    .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                    .minimum_number = 0,
                                    .maximum_number = 1,
                                    .error_message = "请填 0% 到 100%。"};
  validate(sheet, first_row, last_row, column, &validation);
}

void book_days(BookSheet *sheet, guint first_row, guint last_row, guint column) {
  lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_DATE,
                                    .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                    .minimum_datetime = {.year = 1900, .month = 3, .day = 1},
                                    .maximum_datetime = {.year = 9999, .month = 12, .day = 31},
                                    .error_message = "请填日期，如 2026-11-21。"};
  validate(sheet, first_row, last_row, column, &validation);
}

void book_colour_when(BookSheet *sheet, guint first_row, guint last_row, guint first_column,
                      guint last_column, const char *formula, BookColour colour) {
  lxw_conditional_format condition = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                      .value_string = (char *)(guintptr)formula,
                                      .format = sheet->book->conditions[colour],
                                      .stop_if_true = LXW_TRUE};
  book_note_error(sheet, first_row, first_column,
                  worksheet_conditional_format_range(sheet->worksheet, first_row,
                                                     (lxw_col_t)first_column, last_row,
                                                     (lxw_col_t)last_column, &condition));
}
