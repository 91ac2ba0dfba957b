#include "core/config/places.h"
#include "core/exchange/template.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"

static void write_json(Output *output, const GPtrArray *templates) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "name", data_text(template_name(template_)));
    json_object_set_new(object, "kind", data_text(template_kind_code(template_kind(template_))));
    json_object_set_new(object, "title", data_text(template_title(template_)));
    json_object_set_new(object, "year", data_count(template_year(template_)));
    json_object_set_new(object, "rows", data_count(template_rows(template_)));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *templates) {
  static const TableColumn COLUMNS[] = {{"名称", 0, FALSE},
                                        {"类别", 0, FALSE},
                                        {"年份", 0, TRUE},
                                        {"条数", 0, TRUE},
                                        {"标题", 0, FALSE}};
  static const char *const HEADS[] = {"名称", "类别", "年份", "条数", "标题", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    g_autofree char *year = g_strdup_printf("%d", template_year(template_));
    g_autofree char *rows = g_strdup_printf("%d", template_rows(template_));
    const char *cells[] = {template_name(template_), template_kind_name(template_kind(template_)),
                           year, rows, template_title(template_)};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) folders = places_templates();
  g_autoptr(GPtrArray) templates = template_list((const char *const *)folders, &error);
  if (templates == NULL)
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, templates);
  else
    write_rows(invocation, templates);
  return STATUS_DONE;
}

const Command COMMAND_TEMPLATES = {
    .name = "templates",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "列出随程序提供的模板",
    .details =
        "列出随程序提供的台账、选题计划、单位名录和测评指标体系模板。名称可用于 taizhang init "
        "--template。",
    .formats = TRUE,
    .run = run,
};
