#include "tui/command/import_source.h"

#include <stdio.h>
#include <string.h>

#include "core/exchange/content/content_file.h"
#include "core/rules/text.h"

#define PASTED "粘贴的内容"
#define PASTED_MEGABYTES 64

void import_source_clear(ImportSource *source) {
  g_clear_pointer(&source->name, g_free);
  g_clear_pointer(&source->workbook, workbook_free);
  g_clear_pointer(&source->tables, g_ptr_array_unref);
  g_clear_pointer(&source->remarks, g_ptr_array_unref);
  g_clear_pointer(&source->content, content_free);
}

/* ---- standard input ------------------------------------------------------------------------- */

static gboolean fail(GError **error, const char *message) {
  g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ, message);
  return FALSE;
}

/* UTF-8, or what the terminal speaks. */
static char *as_utf8(const GString *bytes, GError **error) {
  if (g_utf8_validate(bytes->str, (gssize)bytes->len, NULL))
    return g_strndup(bytes->str, bytes->len);
  char *text = g_locale_to_utf8(bytes->str, (gssize)bytes->len, NULL, NULL, NULL);
  if (text == NULL)
    text = g_convert(bytes->str, (gssize)bytes->len, "UTF-8", "GB18030", NULL, NULL, NULL);
  if (text == NULL)
    fail(error, "标准输入的文字既不是 UTF-8，也不是 GB18030 编码，没有导入");
  return text;
}

static char *read_input(GError **error) {
  g_autoptr(GString) bytes = g_string_new(NULL);
  char buffer[65536];
  gsize count;
  const gsize most = (gsize)PASTED_MEGABYTES * 1024 * 1024;
  while (bytes->len <= most && (count = fread(buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len(bytes, buffer, (gssize)count);
  if (ferror(stdin))
    fail(error, "要从标准输入读取表格，但读取失败");
  else if (bytes->len > most)
    fail(error, "标准输入的文字超过 64 MB，没有导入；请存成文件，分几次导入");
  else
    return as_utf8(bytes, error);
  return NULL;
}

/* ---- files ---------------------------------------------------------------------------------- */

static gboolean ends_in(const char *name, const char *const *endings) {
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (gsize i = 0; endings[i] != NULL; i++) {
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  }
  return FALSE;
}

/* The file's name without its ending, for a ledger that has no title. */
static char *title_of_name(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot != NULL && dot > name ? g_strndup(name, (gsize)(dot - name)) : g_strdup(name);
}

static gboolean open_source(ImportSource *source, const char *argument,
                            const ImportReading *reading, const Watch *watch, GError **error) {
  static const char *const DOCUMENTS[] = {".yaml", ".yml", ".json", NULL};
  if (g_str_equal(argument, "-")) {
    g_autofree char *text = read_input(error);
    source->name = g_strdup(PASTED);
    source->workbook = text != NULL ? workbook_read_text(text, error) : NULL;
    return source->workbook != NULL;
  }
  /* It was typed in the locale's encoding, and so is the file's name. */
  g_autofree char *path = g_locale_from_utf8(argument, -1, NULL, NULL, error);
  if (path == NULL)
    return FALSE;
  g_autofree char *base = g_path_get_basename(argument);
  source->name = text_clean(base, FALSE);
  if (ends_in(source->name, DOCUMENTS)) {
    source->content = content_read(path, reading->year, watch, error);
    return source->content != NULL;
  }
  source->workbook = workbook_read(path, watch, error);
  return source->workbook != NULL;
}

/* ---- tables --------------------------------------------------------------------------------- */

static char *field_names(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++)
    g_string_append_printf(text, "%s%s", field > 0 ? "、" : "",
                           content_field_name((ContentField)field));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static int map_columns(Recognised *table, char **maps) {
  for (gsize i = 0; maps != NULL && maps[i] != NULL; i++) {
    const char *equals = strrchr(maps[i], '=');
    ContentField field;
    if (equals == NULL || equals == maps[i])
      return invocation_misuse("--map 要写成 列=内容，如 --map C=目标任务，不是“%s”", maps[i]);
    if (!recognise_field_parse(equals + 1, &field)) {
      g_autofree char *names = field_names();
      return invocation_misuse("--map %s：没有“%s”这种内容，可以是 %s", maps[i], equals + 1, names);
    }
    g_autofree char *column = g_strndup(maps[i], (gsize)(equals - maps[i]));
    g_autoptr(GError) error = NULL;
    if (!recognise_map(table, column, field, &error))
      return invocation_misuse("--map %s：%s", maps[i], error->message);
  }
  return STATUS_DONE;
}

/* The table in which the columns are that --map names, though its heads say nothing. */
static int find_mapped(ImportSource *source, const ImportReading *reading, GError **error) {
  g_ptr_array_unref(source->tables);
  source->tables = recognise_unknown_tables(source->workbook, reading->sheet, error);
  if (source->tables == NULL)
    return STATUS_FAILED;
  if (source->tables->len > 0)
    return map_columns(source->tables->pdata[0], reading->maps);
  g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED, "%s里没有写着文字的表格，没有导入",
              source->name);
  return STATUS_FAILED;
}

static int find_table(ImportSource *source, const ImportReading *reading, GError **error) {
  source->tables = recognise_tables(source->workbook, reading->sheet, error);
  if (source->tables == NULL)
    return STATUS_FAILED;
  if (source->tables->len > 0)
    return map_columns(source->tables->pdata[0], reading->maps);
  if (reading->maps != NULL)
    return find_mapped(source, reading, error);
  g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED,
              "在%s里没有找到台账：要有一列写明目标任务（工作任务、重点任务等），下面至少一行；"
              "表头是别的说法，请指明各列是什么，如 --map B=目标任务 --map C=责任单位",
              source->name);
  return STATUS_FAILED;
}

static int read_table(ImportSource *source, const ImportReading *reading, const GPtrArray *names,
                      const Watch *watch, GError **error) {
  int status = find_table(source, reading, error);
  if (status != STATUS_DONE)
    return status;
  const Recognised *table = source->tables->pdata[0];
  source->remarks = g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  RecogniseOptions options = {.year = reading->year,
                              .this_year = reading->this_year,
                              .no_fill = reading->no_fill,
                              .names = names};
  source->content =
      recognise_read(source->workbook, table, &options, source->remarks, watch, error);
  return source->content != NULL ? STATUS_DONE : STATUS_FAILED;
}

int import_source_read(ImportSource *source, const char *argument, const ImportReading *reading,
                       const GPtrArray *names, const Watch *watch, GError **error) {
  if (!open_source(source, argument, reading, watch, error))
    return STATUS_FAILED;
  if (source->workbook != NULL) {
    int status = read_table(source, reading, names, watch, error);
    if (status != STATUS_DONE)
      return status;
  } else if (reading->maps != NULL || reading->sheet != NULL) {
    return invocation_misuse("%s 不是表格，没有 --map 和 --sheet", source->name);
  }
  Content *content = source->content;
  if (reading->year != 0)
    content->year = reading->year;
  if (content->title == NULL || *content->title == '\0') {
    g_free(content->title);
    content->title = title_of_name(source->name);
  }
  return STATUS_DONE;
}
