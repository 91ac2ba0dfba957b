#include "core/model/unit.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"

#define INDENT "　" /* of a unit below another */

static void write_json(Output *output, const GPtrArray *rows) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < rows->len && !output_failed(output); i++) {
    const UnitRow *row = rows->pdata[i];
    json_t *object = json_object(), *aliases = json_array();
    for (gsize k = 0; row->aliases[k] != NULL; k++)
      json_array_append_new(aliases, data_text(row->aliases[k]));
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "name", data_text(row->name));
    json_object_set_new(object, "kind", data_text(unit_kind_code(row->kind)));
    json_object_set_new(object, "parent", data_text(row->parent));
    json_object_set_new(object, "phone", data_text(row->phone));
    json_object_set_new(object, "mail", data_text(row->mail));
    json_object_set_new(object, "aliases", aliases);
    json_object_set_new(object, "tasks", json_integer(row->tasks));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const GPtrArray *rows) {
  static const char *const HEADS[] = {"单位",     "类别",     "上级单位", "任务",
                                      "联系电话", "电子邮箱", "其他名称", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < rows->len && !output_failed(output); i++) {
    const UnitRow *row = rows->pdata[i];
    g_autofree char *tasks = g_strdup_printf("%d", row->tasks);
    g_autofree char *aliases = g_strjoinv("、", row->aliases);
    const char *cells[] = {
        row->name, unit_kind_name(row->kind), row->parent, tasks, row->phone, row->mail, aliases};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* A unit stands indented below the one over it. */
static void write_table(Output *output, const GPtrArray *rows) {
  static const TableColumn COLUMNS[] = {{"单位", 0, FALSE},     {"类别", 0, FALSE},
                                        {"任务", 0, TRUE},      {"联系电话", 0, FALSE},
                                        {"电子邮箱", 0, FALSE}, {"其他名称", 0, FALSE}};
  if (rows->len == 0) {
    output_line(output, "没有这样的单位。");
    return;
  }
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < rows->len; i++) {
    const UnitRow *row = rows->pdata[i];
    g_autoptr(GString) name = g_string_new(NULL);
    for (int k = 0; k < row->depth; k++)
      g_string_append(name, INDENT);
    g_string_append(name, row->name);
    g_autofree char *tasks = g_strdup_printf("%d", row->tasks);
    g_autofree char *aliases = g_strjoinv("、", row->aliases);
    const char *cells[] = {name->str, unit_kind_name(row->kind), tasks, row->phone, row->mail,
                           aliases};
    table_row(table, cells);
  }
}

static int run(Invocation *invocation) {
  g_autofree char *kind = NULL;
  const GOptionEntry entries[] = {{"kind", 0, 0, G_OPTION_ARG_STRING, &kind,
                                   "只看这一类：内设处室、下属单位、市县部门、集合", "类别"},
                                  {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  UnitFilter filter = UNIT_FILTER_ALL;
  UnitKind wanted;
  if (kind != NULL) {
    if (!unit_kind_parse(kind, &wanted))
      return invocation_misuse("--kind 的值“%s”不对，可以是 内设处室、下属单位、市县部门、集合",
                               kind);
    filter.kind = (int)wanted;
  }
  filter.query = invocation->argument;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = unit_rows(db, &filter, &error);
  if (rows == NULL)
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, rows);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, rows);
  else
    write_table(&invocation->output, rows);
  return STATUS_DONE;
}

const Command COMMAND_UNITS = {
    .name = "units",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "列出各单位：类别、任务数、联系电话、邮箱、别名",
    .details =
        "列出各单位，下级单位排在上级单位下面；任务数是全部台账里以它的名义（含并入的单位和原名）"
        "承担的任务。写了文字，只列名称、别名、类别、上级、电话或邮箱里有这些字的，空格隔开多个词。"
        "一个单位的详情和修改见 taizhang unit。",
    .examples = "units\n"
                "units --kind 市县部门\n"
                "units 法规\n"
                "units --format csv",
    .argument = "文字",
    .formats = TRUE,
    .run = run,
};
