#include <glib/gstdio.h>
#include <string.h>

#include "core/exchange/export/export.h"
#include "tui/command/meter.h"
#include "tui/command/task_filter.h"

typedef struct {
  char *output;
  char *format;
  gboolean force;
  TaskFilterOptions filter;
} ExportOptions;

static void export_options_clear(ExportOptions *options) {
  g_free(options->output);
  g_free(options->format);
  task_filter_options_clear(&options->filter);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportOptions, export_options_clear)

static char *format_names(void) {
  const char *codes[EXPORT_FORMAT_COUNT + 1] = {NULL};
  for (int i = 0; i < EXPORT_FORMAT_COUNT; i++)
    codes[i] = export_format_code((ExportFormat)i);
  return g_strjoinv("、", (char **)codes);
}

static gboolean is_stream(const ExportOptions *options) {
  return options->output == NULL || g_str_equal(options->output, "-");
}

/* ---- what is to be written --------------------------------------------------------------- */

/* FALSE after saying what is wrong. */
static gboolean choose_format(const Invocation *invocation, const ExportOptions *options,
                              ExportFormat *format) {
  const char *text = options->format != NULL ? options->format : invocation->options.format;
  g_autofree char *names = format_names();
  if (text != NULL && !export_format_parse(text, format)) {
    invocation_misuse("没有“%s”这种格式，--format 可以是 %s", text, names);
    return FALSE;
  }
  if (text == NULL && is_stream(options)) {
    invocation_misuse("请用 -o 写明存成哪个文件，如 -o 台账.xlsx；"
                      "或者用 --format 写明输出 csv、yaml、json 或 ics");
    return FALSE;
  }
  if (text == NULL && !export_format_of_path(options->output, format)) {
    g_autofree char *name = g_filename_display_name(options->output);
    invocation_misuse("看不出 %s 要存成哪种格式：文件名以 .xlsx 等结尾，或者用 --format 写明 %s",
                      name, names);
    return FALSE;
  }
  if (is_stream(options) && export_format_is_binary(*format)) {
    invocation_misuse("%s不能输出到屏幕，请用 -o 写明存成哪个文件，如 -o 台账.%s",
                      export_format_name(*format), export_format_code(*format));
    return FALSE;
  }
  return TRUE;
}

/* ---- writing ----------------------------------------------------------------------------- */

typedef struct {
  Invocation *invocation;
  const ExportOptions *options;
  Db *db;
  const Reckoning *reckoning;
  ExportInput input;
} Export;

static GArray *ids_of(const GArray *refs) {
  GArray *ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), refs->len);
  for (guint i = 0; i < refs->len; i++)
    g_array_append_val(ids, g_array_index(refs, TaskRef, i).id);
  return ids;
}

/* Where the text goes: the meter's line is gone before it comes, and Ctrl-C ends the program from
 * then on. */
typedef struct {
  Sink output;
  Meter *meter;
} Stream;

static gboolean put(gpointer data, const char *text, gsize length, GError **error) {
  Stream *stream = data;
  g_clear_pointer(&stream->meter, meter_end);
  return sink_put(&stream->output, text, length, error);
}

static gboolean tell(gpointer data, const char *doing, gint64 done, gint64 total) {
  const Stream *stream = data;
  const Watch *watch = stream->meter != NULL ? meter_watch(stream->meter) : NULL;
  return watch == NULL || watch->tell(watch->data, doing, done, total);
}

static int write_stream(const Export *export) {
  g_autoptr(GError) error = NULL;
  Stream stream = {output_sink(&export->invocation->output), meter_begin()};
  Sink sink = {put, &stream};
  Watch watch = {tell, &stream};
  gboolean good =
      export_stream(export->db, export->reckoning, &export->input, &sink, &watch, NULL, &error);
  meter_end(stream.meter);
  return good ? STATUS_DONE : invocation_fail(error);
}

static gboolean write_to(const Export *export, ExportResult *result, GError **error) {
  g_autoptr(OutFile) file = outfile_begin(export->options->output, export->options->force, error);
  if (file == NULL)
    return FALSE;
  g_autoptr(Meter) meter = meter_begin();
  return export_tasks(export->db, export->reckoning, &export->input, file, meter_watch(meter),
                      result, error) &&
         outfile_publish(file, error);
}

/* 已导出69项任务到 台账.xlsx（Excel 表格，23456 字节） */
static int write_file(const Export *export) {
  g_autoptr(GError) error = NULL;
  ExportResult result = {0};
  if (!write_to(export, &result, &error)) {
    if (g_error_matches(error, OUTFILE_ERROR, OUTFILE_ERROR_EXISTS))
      return invocation_fail_text("%s；要替换它，请加 --force", error->message);
    return invocation_fail(error);
  }
  GStatBuf status = {0};
  g_stat(export->options->output, &status);
  g_autofree char *name = g_filename_display_name(export->options->output);
  g_autofree char *ledgers =
      result.ledgers > 1 ? g_strdup_printf("（%u本台账）", result.ledgers) : g_strdup("");
  output_line(&export->invocation->output, "已导出%u项任务%s到 %s（%s，%" G_GINT64_FORMAT " 字节）",
              result.tasks, ledgers, name, export_format_name(export->input.format),
              (gint64)status.st_size);
  return STATUS_DONE;
}

static int export(Invocation *invocation, const ExportOptions *options) {
  TaskFilter filter = TASK_FILTER_ALL;
  ExportFormat format;
  if (!task_filter_read(&options->filter, &filter) || !choose_format(invocation, options, &format))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) refs = NULL;
  if (!task_filter_find(db, &options->filter, reckoning, &filter, &error) ||
      (refs = task_list(db, reckoning, &filter, &error)) == NULL)
    return invocation_fail(error);
  g_autoptr(GArray) ids = ids_of(refs);
  Actor actor = person_actor(&invocation->person);
  const Export work = {
      .invocation = invocation,
      .options = options,
      .db = db,
      .reckoning = reckoning,
      .input = {.format = format, .tasks = ids, .now = actor.now},
  };
  return is_stream(options) ? write_stream(&work) : write_file(&work);
}

static int run(Invocation *invocation) {
  g_auto(ExportOptions) options = {0};
  g_autofree char *names = format_names();
  g_autofree char *formats = g_strconcat("格式：", names, "；不写则看文件名的结尾", NULL);
  GOptionEntry entries[TASK_FILTER_ENTRIES + 4] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
       "存成这个文件；不写或写 -，则输出到屏幕（xlsx、docx 除外）", "文件"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &options.format, formats, "格式"},
      {"force", 0, 0, G_OPTION_ARG_NONE, &options.force, "已经有这个文件也替换它", NULL},
  };
  task_filter_entries(&options.filter, "只导出", entries + 3);
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return export(invocation, &options);
}

const Command COMMAND_EXPORT = {
    .name = "export",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "把台账导出成 Excel、Word、CSV、YAML、JSON 或日历文件",
    .details = "导出台账。Excel 和 Word 可以直接打印，也可以改好再用 import 导入；YAML 和 JSON "
               "写全一本台账的内容，一个文件一本。几本台账在 Excel 里各占一个工作表。"
               "已封存的台账不导出，除非用 --ledger 写明，或用 --all。文件写完整了才出现。",
    .examples = "export -o 台账.xlsx\n"
                "export --unit 厅法规处 --overdue -o 逾期.docx\n"
                "export --ledger ningxia-2020 --format yaml > 台账.yaml",
    .own_format = TRUE,
    .run = run,
};
