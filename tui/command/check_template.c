#include "core/config/document.h"
#include "core/config/places.h"
#include "core/exchange/template.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* ---- for other programs ----------------------------------------------------------------- */

static json_t *mistake_object(const GError *mistake) {
  json_t *object = json_object();
  gsize line = document_error_line(mistake), column = document_error_column(mistake);
  json_object_set_new(object, "line", data_count(line != 0 ? (int)line : -1));
  json_object_set_new(object, "column", data_count(column != 0 ? (int)column : -1));
  json_object_set_new(object, "text", data_text(document_error_text(mistake)));
  return object;
}

static json_t *error_list(const GPtrArray *errors) {
  json_t *list = json_array();
  for (guint i = 0; i < errors->len; i++)
    json_array_append_new(list, mistake_object(errors->pdata[i]));
  return list;
}

static json_t *indicator_counts(const TemplateCounts *counts) {
  json_t *levels = json_array();
  for (gsize i = 0; i < G_N_ELEMENTS(counts->indicators) && counts->indicators[i] > 0; i++)
    json_array_append_new(levels, data_count(counts->indicators[i]));
  return levels;
}

/* template_ is NULL where there are mistakes. */
static json_t *file_object(const char *name, const Template *template_, const GPtrArray *mistakes) {
  json_t *object = json_object();
  json_object_set_new(object, "file", data_text(name));
  json_object_set_new(object, "ok", json_boolean(template_ != NULL));
  json_object_set_new(object, "mistakes", error_list(mistakes));
  if (template_ == NULL)
    return object;
  json_object_set_new(object, "remarks", error_list(template_remarks(template_)));
  const TemplateCounts *counts = template_counts(template_);
  TemplateKind kind = template_kind(template_);
  json_object_set_new(object, "kind", data_text(template_kind_code(kind)));
  json_object_set_new(object, "name", data_text(template_name(template_)));
  json_object_set_new(object, "title", data_text(template_title(template_)));
  json_object_set_new(object, "year", data_count(template_year(template_)));
  json_object_set_new(object, "rows", data_count(counts->rows));
  json_object_set_new(object, "units", data_count(counts->units));
  json_object_set_new(object, "indicators", indicator_counts(counts));
  json_object_set_new(object, "schedules", data_count(counts->schedules));
  json_object_set_new(object, "tasks", data_count(counts->tasks));
  json_object_set_new(object, "points",
                      kind == TEMPLATE_SYSTEM ? json_real(counts->points) : json_null());
  return object;
}

static void write_csv_rows(Output *output, const char *name, const GPtrArray *mistakes) {
  for (guint i = 0; i < mistakes->len; i++) {
    const GError *mistake = mistakes->pdata[i];
    gsize numbers[] = {document_error_line(mistake), document_error_column(mistake)};
    char *places[G_N_ELEMENTS(numbers)];
    for (gsize k = 0; k < G_N_ELEMENTS(numbers); k++)
      places[k] = numbers[k] != 0 ? g_strdup_printf("%" G_GSIZE_FORMAT, numbers[k]) : NULL;
    const char *cells[] = {name, places[0], places[1], document_error_text(mistake)};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
    g_free(places[0]);
    g_free(places[1]);
  }
}

/* ---- for people ------------------------------------------------------------------------- */

static void write_mistakes(Output *output, const char *name, const GPtrArray *mistakes) {
  output_line(output, "%s：有 %u 处错误", name, mistakes->len);
  for (guint i = 0; i < mistakes->len; i++) {
    const GError *mistake = mistakes->pdata[i];
    gsize line = document_error_line(mistake), column = document_error_column(mistake);
    const char *text = document_error_text(mistake);
    if (column != 0)
      output_line(output, "  第 %" G_GSIZE_FORMAT " 行第 %" G_GSIZE_FORMAT " 列：%s", line, column,
                  text);
    else if (line != 0)
      output_line(output, "  第 %" G_GSIZE_FORMAT " 行：%s", line, text);
    else
      output_line(output, "  %s", text);
  }
}

static void write_template(Output *output, const char *name, const Template *template_) {
  g_autofree char *summary = template_summary(template_);
  const GPtrArray *remarks = template_remarks(template_);
  output_line(output, "%s：没有错误", name);
  for (guint i = 0; i < remarks->len; i++) {
    const GError *remark = remarks->pdata[i];
    output_line(output, "  提示：第 %" G_GSIZE_FORMAT " 行：%s", document_error_line(remark),
                document_error_text(remark));
  }
  output_line(output, "  %s：%s（%s，%d年）", template_kind_name(template_kind(template_)),
              template_title(template_), template_name(template_), template_year(template_));
  output_line(output, "  %s", summary);
}

/* ---- the command ------------------------------------------------------------------------ */

/* Checks one file and says what was found; FALSE where it has mistakes. */
static gboolean check_file(Invocation *invocation, DataArray *array, const char *path) {
  Output *output = &invocation->output;
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_autoptr(Template) template_ = template_read(path, mistakes);
  g_autofree char *name = g_filename_display_name(path);
  if (invocation->format == FORMAT_JSON)
    data_array_item(array, file_object(name, template_, mistakes));
  else if (invocation->format == FORMAT_CSV)
    write_csv_rows(output, name, mistakes);
  else if (template_ != NULL)
    write_template(output, name, template_);
  else
    write_mistakes(output, name, mistakes);
  return template_ != NULL;
}

static int run(Invocation *invocation) {
  static const char *const HEADS[] = {"文件", "行", "列", "错误", NULL};
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  Output *output = &invocation->output;
  DataArray array = {0};
  if (invocation->format == FORMAT_JSON)
    array = data_array_begin(output);
  else if (invocation->format == FORMAT_CSV)
    data_csv_begin(output, HEADS);
  gboolean good = TRUE;
  for (char **path = invocation->arguments; *path != NULL; path++)
    good &= check_file(invocation, &array, *path);
  if (invocation->format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  return good ? STATUS_DONE : STATUS_FAILED;
}

/* Where the page is that says how templates are written. */
static char *more(void) {
  g_autofree char *page = places_shipped("data/TEMPLATES.zh-CN.md");
  g_autofree char *name = g_filename_display_name(page);
  return g_strdup_printf("模板怎样写，见 %s", name);
}

const Command COMMAND_CHECK_TEMPLATE = {
    .name = "check-template",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "检查自己写的模板文件，逐条列出错误",
    .details = "检查台账、选题计划、单位名录或测评指标体系的模板文件，把错误连同行号全部列出；"
               "没有错误，则说明文件里有些什么，并提示读不出日期的完成时限。不读也不改台账文件。",
    .more = more,
    .examples = "check-template 本单位台账.yaml\n"
                "init --template ./本单位台账.yaml",
    .argument = "文件",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .run = run,
};
