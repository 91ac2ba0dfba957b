#include "tests/core/exchange/table/tables.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "core/rules/text.h"

/* ---- reading ---------------------------------------------------------------------------- */

Workbook *tables_read(const char *path) {
  GError *error = NULL;
  Workbook *workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  g_assert_nonnull(workbook);
  g_assert_cmpstr(workbook->path, ==, path);
  return workbook;
}

Workbook *tables_load(const char *name) {
  g_autofree char *relative = g_build_filename("tests/data/tables", name, NULL);
  g_autofree char *path = source_path(relative);
  return tables_read(path);
}

void tables_refused(const char *path, WorkbookError code, const char *part) {
  GError *error = NULL;
  g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
  g_assert_null(workbook);
  g_assert_error(error, WORKBOOK_ERROR, (int)code);
  g_autofree char *start = g_strdup_printf("文件 %s：", path);
  if (!g_str_has_prefix(error->message, start) || strstr(error->message, part) == NULL)
    g_error("%s: expected %s in: %s", path, part, error->message);
  g_assert_true(text_is_clean(error->message, FALSE));
  g_error_free(error);
}

/* ---- tables as text --------------------------------------------------------------------- */

const Grid *tables_grid(const Workbook *workbook, guint index) {
  g_assert_cmpuint(index, <, workbook->grids->len);
  return workbook->grids->pdata[index];
}

const char *tables_cell(const Grid *grid, guint row, guint column) {
  return grid_cell(grid, row, column)->text;
}

const char *tables_seen(const Grid *grid, guint row, guint column) {
  const GridMerge *merge = grid_merge_at(grid, row, column);
  return merge != NULL ? tables_cell(grid, merge->row, merge->column)
                       : tables_cell(grid, row, column);
}

static void append_cell(GString *text, const Cell *cell) {
  static const char *const MARKS[] = {"", "", "#", "@", "!"};
  if (cell->covered) {
    g_assert_cmpstr(cell->text, ==, "");
    g_string_append_c(text, '^');
  }
  g_assert_true((*cell->text == '\0') == (cell->kind == CELL_EMPTY));
  g_assert_true((cell->day != DAY_NONE) == (cell->kind == CELL_DATE));
  g_assert_true(text_is_clean(cell->text, TRUE));
  g_autofree char *line = g_strdup(cell->text);
  g_strdelimit(line, "\n", '/');
  g_string_append_printf(text, "%s%s", MARKS[cell->kind], line);
}

char *tables_row(const Grid *grid, guint row) {
  GString *text = g_string_new(NULL);
  gsize blank = 0; /* how much of it, without the blank cells at the end */
  for (guint column = 0; column < grid_columns(grid); column++) {
    if (column > 0)
      g_string_append_c(text, '|');
    gsize before = text->len;
    append_cell(text, grid_cell(grid, row, column));
    if (text->len > before)
      blank = text->len;
  }
  g_string_truncate(text, blank);
  return g_string_free(text, FALSE);
}

char *tables_text(const Grid *grid) {
  GString *text = g_string_new(NULL);
  for (guint row = 0; row < grid_rows(grid); row++) {
    g_autofree char *line = tables_row(grid, row);
    g_string_append_printf(text, "%s\n", line);
  }
  return g_string_free(text, FALSE);
}

static void free_row(gpointer row) {
  g_strfreev(row);
}

GPtrArray *tables_ningxia(void) {
  g_autofree char *path = source_path("tests/data/ningxia.tsv");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
  for (char **line = lines + 1; *line != NULL; line++)
    g_ptr_array_add(rows, g_strsplit(*line, "\t", -1));
  g_assert_cmpuint(rows->len, ==, 69);
  return rows;
}

/* ---- packing ---------------------------------------------------------------------------- */

char *tables_pack(const char *folder, const char *name, const Packed *parts, gsize count) {
  char *path = g_build_filename(folder, name, NULL);
  struct archive *zip = archive_write_new();
  g_assert_cmpint(archive_write_set_format_zip(zip), ==, ARCHIVE_OK);
  g_assert_cmpint(archive_write_open_filename(zip, path), ==, ARCHIVE_OK);
  for (gsize i = 0; i < count; i++) {
    gsize size = parts[i].size > 0 ? parts[i].size : strlen(parts[i].bytes);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, parts[i].name);
    archive_entry_set_size(entry, (gint64)size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    g_assert_cmpint(archive_write_header(zip, entry), ==, ARCHIVE_OK);
    g_assert_cmpint(archive_write_data(zip, parts[i].bytes, size), ==, (gssize)size);
    archive_entry_free(entry);
  }
  g_assert_cmpint(archive_write_close(zip), ==, ARCHIVE_OK);
  archive_write_free(zip);
  return path;
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

char *tables_xlsx(const char *folder, const char *sheet, const char *strings) {
  g_autofree char *cells = g_strdup_printf("<worksheet xmlns='" MAIN "'>%s</worksheet>", sheet);
  g_autofree char *texts =
      g_strdup_printf("<sst xmlns='" MAIN "'>%s</sst>", strings != NULL ? strings : "");
  const Packed parts[] = {
      {"xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><sheets>"
                          "<sheet name='表' sheetId='1' r:id='a'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='a' Type='" OFFICE "/worksheet' Target='sheet.xml'/>"
       "<Relationship Id='b' Type='" OFFICE "/sharedStrings' Target='/xl/strings.xml'/>"
       "</Relationships>"},
      {"xl/sheet.xml", cells},
      {"xl/strings.xml", texts},
  };
  return tables_pack(folder, "a.xlsx", parts, G_N_ELEMENTS(parts) - (strings == NULL));
}

char *tables_docx(const char *folder, const char *body) {
  g_autofree char *text =
      g_strdup_printf("<w:document xmlns:w='" WORD "'><w:body>%s</w:body></w:document>", body);
  const Packed parts[] = {{"word/document.xml", text}};
  return tables_pack(folder, "a.docx", parts, G_N_ELEMENTS(parts));
}
