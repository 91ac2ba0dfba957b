#include <string.h>

#include "core/exchange/table/markup.h"
#include "core/exchange/table/xlsx_private.h"

#define SHEETS_MAX 256

typedef struct {
  char *name;
  char *relation; /* the id by which the workbook finds its part */
  gboolean hidden;
} Sheet;

/* Where a workbook finds its parts. */
typedef struct {
  char *folder;          /* of the workbook: "xl/" */
  GPtrArray *sheets;     /* Sheet* */
  GHashTable *targets;   /* id → part of a sheet */
  GHashTable *no_tables; /* ids of what has no cells: charts, dialogs */
  char *strings, *styles;
  gboolean epoch_1904;
} Book;

static void sheet_free(gpointer data) {
  Sheet *sheet = data;
  g_free(sheet->name);
  g_free(sheet->relation);
  g_free(sheet);
}

static void book_clear(Book *book) {
  g_free(book->folder);
  g_ptr_array_unref(book->sheets);
  g_hash_table_unref(book->targets);
  g_hash_table_unref(book->no_tables);
  g_free(book->strings);
  g_free(book->styles);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Book, book_clear)

static gboolean book_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                           GError **error) {
  (void)error;
  Book *book = data;
  if (strcmp(name, "workbookPr") == 0) {
    book->epoch_1904 = markup_flag(attributes, "date1904", FALSE);
  } else if (strcmp(name, "sheet") == 0) {
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->name = markup_copy(attributes, "name");
    sheet->relation = markup_copy(attributes, "id");
    sheet->hidden = markup_says(attributes, "state", "hidden") ||
                    markup_says(attributes, "state", "veryHidden");
    g_ptr_array_add(book->sheets, sheet);
  }
  return TRUE;
}

static gboolean relation_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                               GError **error) {
  (void)error;
  Book *book = data;
  if (strcmp(name, "Relationship") != 0 || markup_says(attributes, "TargetMode", "External"))
    return TRUE;
  g_autofree char *id = markup_copy(attributes, "Id");
  g_autofree char *type = markup_copy(attributes, "Type");
  g_autofree char *target = markup_copy(attributes, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return TRUE;
  char *part = archive_resolve(book->folder, target);
  const char *kind = strrchr(type, '/');
  if (g_strcmp0(kind, "/worksheet") == 0) {
    g_hash_table_insert(book->targets, g_steal_pointer(&id), part);
    return TRUE;
  }
  char **place = g_strcmp0(kind, "/sharedStrings") == 0 ? &book->strings
                 : g_strcmp0(kind, "/styles") == 0      ? &book->styles
                                                        : NULL;
  if (place != NULL) {
    g_free(*place);
    *place = g_steal_pointer(&part);
  }
  g_hash_table_add(book->no_tables, g_steal_pointer(&id));
  g_free(part);
  return TRUE;
}

static gboolean read_book(Book *book, Archive *archive, const char *main_part, GError **error) {
  static const MarkupHandler BOOK = {book_start, NULL, NULL};
  static const MarkupHandler RELATIONS = {relation_start, NULL, NULL};
  g_autofree char *relations = archive_relations(main_part);
  return markup_read(archive, main_part, &BOOK, book, error) &&
         markup_read(archive, relations, &RELATIONS, book, error);
}

static gboolean read_sheet(const XlsxFile *file, const Book *book, const Sheet *sheet,
                           GError **error) {
  const char *name = sheet->name != NULL ? sheet->name : "";
  g_autoptr(Grid) grid = grid_new(name);
  grid_set_hidden(grid, sheet->hidden);
  const char *part =
      sheet->relation != NULL ? g_hash_table_lookup(book->targets, sheet->relation) : NULL;
  if (part == NULL) {
    if (sheet->relation != NULL && g_hash_table_contains(book->no_tables, sheet->relation))
      return TRUE;
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED,
                "找不到工作表“%s”的内容；请在 WPS、Excel 中打开后另存一份", grid_name(grid));
    return FALSE;
  }
  if (!xlsx_sheet_read(file, part, grid, error)) {
    reading_prefix(error, "工作表“%s”，", grid_name(grid));
    return FALSE;
  }
  reading_add(file->reading, g_steal_pointer(&grid));
  return TRUE;
}

static gboolean read_sheets(XlsxFile *file, const Book *book, GError **error) {
  if (book->sheets->len > SHEETS_MAX) {
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_LIMIT,
                "有 %u 张工作表，超过 " G_STRINGIFY(SHEETS_MAX) " 张；请分成几个文件",
                book->sheets->len);
    return FALSE;
  }
  for (guint i = 0; i < book->sheets->len; i++) {
    if (!read_sheet(file, book, book->sheets->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

gboolean xlsx_read(Reading *reading, Archive *archive, const char *main_part, GError **error) {
  const char *slash = strrchr(main_part, '/');
  g_auto(Book) book = {
      .folder = slash != NULL ? g_strndup(main_part, (gsize)(slash - main_part) + 1) : g_strdup(""),
      .sheets = g_ptr_array_new_with_free_func(sheet_free),
      .targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .no_tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  if (!read_book(&book, archive, main_part, error))
    return FALSE;
  g_autoptr(SharedStrings) strings = NULL;
  g_autoptr(GPtrArray) formats = NULL;
  /* A part that is named and not there is missed by the cell that needs it. */
  if (book.strings != NULL && archive_has(archive, book.strings) &&
      (strings = shared_strings_read(archive, book.strings, error)) == NULL)
    return FALSE;
  if (book.styles != NULL && archive_has(archive, book.styles) &&
      (formats = xlsx_styles_read(archive, book.styles, error)) == NULL)
    return FALSE;
  XlsxFile file = {.reading = reading,
                   .archive = archive,
                   .strings = strings,
                   .formats = formats,
                   .epoch_1904 = book.epoch_1904};
  return read_sheets(&file, &book, error);
}
