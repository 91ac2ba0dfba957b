/* import_values.c: an import as the form and its draft say it: all texts. */
#include <string.h>

#include "core/rules/text.h"
#include "tui/screen/import_work.h"

/* ---- pasted text ------------------------------------------------------------------------- */

/* A draft keeps no tabs: they are written as \t, and Chinese as it is. */
static char *escape(const char *text) {
  char high[129];
  for (int i = 0; i < 128; i++)
    high[i] = (char)(128 + i);
  high[128] = '\0';
  return g_strescape(text, high);
}

/* ---- columns and rows -------------------------------------------------------------------- */

static void read_column(ImportWork *work, const char *part) {
  const char *equals = strchr(part, '=');
  ContentField field;
  if (equals != NULL && content_field_parse(equals + 1, &field))
    g_hash_table_insert(work->columns, GUINT_TO_POINTER((guint)g_ascii_strtoull(part, NULL, 10)),
                        GINT_TO_POINTER((int)field));
}

static void read_row(ImportWork *work, const char *part) {
  const char *equals = strchr(part, '=');
  if (equals != NULL)
    g_hash_table_insert(work->rows, g_strndup(part, (gsize)(equals - part)), g_strdup(equals + 1));
}

/* make office 局机关: the name comes last, since it may hold anything but a line end. */
static void read_unit(ImportWork *work, const char *part) {
  g_auto(GStrv) words = g_strsplit(part, " ", 3);
  if (g_strv_length(words) == 3)
    g_hash_table_insert(work->units, g_strdup(words[2]), g_strjoin(" ", words[0], words[1], NULL));
}

static void read_parts(ImportWork *work, const char *text,
                       void (*read)(ImportWork *work, const char *part)) {
  g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    read(work, parts[i]);
}

static char *columns_text(const ImportWork *work) {
  g_autoptr(GString) text = g_string_new(NULL);
  GHashTableIter iter;
  gpointer column, field;
  g_hash_table_iter_init(&iter, work->columns);
  while (g_hash_table_iter_next(&iter, &column, &field))
    g_string_append_printf(text, "%u=%s\n", GPOINTER_TO_UINT(column),
                           content_field_code((ContentField)GPOINTER_TO_INT(field)));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A draft is written at each choice: so many as come from leaving all of a large file are not kept.
 */
#define ROWS_KEPT 5000

static char *rows_text(const ImportWork *work) {
  if (g_hash_table_size(work->rows) > ROWS_KEPT)
    return g_strdup("");
  g_autoptr(GString) text = g_string_new(NULL);
  GHashTableIter iter;
  gpointer key, said;
  g_hash_table_iter_init(&iter, work->rows);
  while (g_hash_table_iter_next(&iter, &key, &said))
    g_string_append_printf(text, "%s=%s\n", (const char *)key, (const char *)said);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *units_text(const ImportWork *work) {
  g_autoptr(GString) text = g_string_new(NULL);
  GHashTableIter iter;
  gpointer name, choice;
  g_hash_table_iter_init(&iter, work->units);
  while (g_hash_table_iter_next(&iter, &name, &choice))
    g_string_append_printf(text, "%s %s\n", (const char *)choice, (const char *)name);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- all of it --------------------------------------------------------------------------- */

static void take_text(char **text, const char *value) {
  g_free(*text);
  *text = text_strip(value);
}

void import_work_set(ImportWork *work, const char *id, const char *value) {
  if (g_str_equal(id, "path"))
    take_text(&work->path, value);
  else if (g_str_equal(id, "sheet"))
    take_text(&work->sheet, value);
  else if (g_str_equal(id, "title"))
    take_text(&work->title, value);
  else if (g_str_equal(id, "stamp"))
    take_text(&work->stamp, value);
  else if (g_str_equal(id, "year"))
    work->year = (int)CLAMP(g_ascii_strtoll(value, NULL, 10), 0, G_MAXINT16);
  else if (g_str_equal(id, "unit"))
    work->unit = MAX(g_ascii_strtoll(value, NULL, 10), 0);
  else if (g_str_equal(id, "table"))
    work->table = (guint)CLAMP(g_ascii_strtoll(value, NULL, 10), 0, G_MAXINT16);
  else if (g_str_equal(id, "fill"))
    work->no_fill = g_str_equal(value, "no");
  else if (g_str_equal(id, "columns"))
    read_parts(work, value, read_column);
  else if (g_str_equal(id, "units"))
    read_parts(work, value, read_unit);
  else if (g_str_equal(id, "rows"))
    read_parts(work, value, read_row);
  else if (g_str_equal(id, "pasted")) {
    g_free(work->pasted);
    work->pasted = g_strcompress(value);
  }
}

char **import_work_values(App *app, const ImportWork *work) {
  g_autofree char *ledger = import_work_ledger_name(app, work->ledger);
  g_autofree char *year = work->year != 0 ? g_strdup_printf("%d", work->year) : g_strdup("");
  g_autofree char *table = g_strdup_printf("%u", work->table);
  g_autofree char *unit =
      work->unit != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, work->unit) : g_strdup("");
  g_autofree char *columns = columns_text(work);
  g_autofree char *units = units_text(work);
  g_autofree char *rows = rows_text(work);
  g_autofree char *pasted = escape(work->pasted);
  const char *const pairs[] = {
      "path",      work->path, "ledger", ledger,  "sheet", work->sheet, "title",
      work->title, "year",     year,     "table", table,   "fill",      work->no_fill ? "no" : "",
      "columns",   columns,    "units",  units,   "rows",  rows,        "stamp",
      work->stamp, "pasted",   pasted,   "unit",  unit,    NULL};
  return g_strdupv((char **)pairs);
}
