#include "core/store/salvage.h"

#include "core/model/soundness.h"
#include "core/store/words.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"

enum { LISTED = 12 }; /* of what could not be read in one table, in a line */

static json_t *json_lines(const GPtrArray *lines) {
  json_t *array = json_array();
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new(array, data_text(lines->pdata[i]));
  return array;
}

static json_t *json_tables(const GPtrArray *tables) {
  json_t *array = json_array();
  for (guint i = 0; i < tables->len; i++) {
    const SalvageTable *table = tables->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "table", data_text(table->table));
    json_object_set_new(object, "taken", json_integer(table->taken));
    json_object_set_new(object, "refused", json_integer(table->refused));
    json_object_set_new(object, "missing", json_integer(table->missing));
    json_object_set_new(object, "whole", json_boolean(table->whole));
    json_object_set_new(object, "gaps", json_lines(table->gaps));
    json_array_append_new(array, object);
  }
  return array;
}

static json_t *json_findings(const GPtrArray *findings) {
  json_t *array = json_array();
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "rule", data_text(finding->rule));
    json_object_set_new(object, "where", data_text(finding->where));
    json_object_set_new(object, "what", data_text(finding->what));
    json_array_append_new(array, object);
  }
  return array;
}

static void write_json(Output *output, const SalvageReport *report, const GPtrArray *findings) {
  DataArray array = data_array_begin(output);
  json_t *object = json_object();
  json_object_set_new(object, "whole", json_boolean(report->whole));
  json_object_set_new(object, "tables", json_tables(report->tables));
  json_object_set_new(object, "tasks", json_lines(report->tasks));
  json_object_set_new(object, "notes", json_lines(report->notes));
  json_object_set_new(object, "check", json_findings(findings));
  data_array_item(&array, object);
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const SalvageReport *report) {
  static const char *const HEADS[] = {"表", "取出", "内容已坏", "至少缺", "读不出", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    g_autofree char *taken = g_strdup_printf("%" G_GINT64_FORMAT, table->taken);
    g_autofree char *refused = g_strdup_printf("%" G_GINT64_FORMAT, table->refused);
    g_autofree char *missing = g_strdup_printf("%" G_GINT64_FORMAT, table->missing);
    g_ptr_array_add(table->gaps, NULL);
    g_autofree char *gaps = g_strjoinv("、", (char **)table->gaps->pdata);
    g_ptr_array_set_size(table->gaps, (gint)table->gaps->len - 1);
    const char *cells[] = {words_table(table->table), taken, refused, missing, gaps};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static void write_table(Output *output, const SalvageTable *table) {
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "  %s：取出%" G_GINT64_FORMAT "条", words_table(table->table),
                         table->taken);
  if (table->refused > 0)
    g_string_append_printf(line, "；%" G_GINT64_FORMAT "条内容已坏，没有取", table->refused);
  if (table->missing > 0)
    g_string_append_printf(line, "；至少缺%" G_GINT64_FORMAT "条", table->missing);
  for (guint i = 0; i < MIN(table->gaps->len, LISTED); i++)
    g_string_append_printf(line, "%s%s", i == 0 ? "；读不出：" : "、",
                           (const char *)table->gaps->pdata[i]);
  if (table->gaps->len > LISTED)
    g_string_append(line, " 等，全部见 --format json");
  output_line(output, "%s", line->str);
}

static void write_text(Output *output, const SalvageReport *report, const GPtrArray *findings) {
  gint64 rows = 0;
  for (guint i = 0; i < report->tables->len; i++)
    rows += ((const SalvageTable *)report->tables->pdata[i])->taken;
  output_line(output, "取出%" G_GINT64_FORMAT "条记录%s", rows,
              report->whole ? "，没有发现缺失" : "，有的读不出：");
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    if (!table->whole || table->refused > 0 || table->missing > 0)
      write_table(output, table);
  }
  for (guint i = 0; i < report->tasks->len; i++)
    output_line(output, "  缺任务：%s", (const char *)report->tasks->pdata[i]);
  for (guint i = 0; i < report->notes->len; i++)
    output_line(output, "  %s", (const char *)report->notes->pdata[i]);
  if (findings->len == 0)
    output_line(output, "新文件检查过，没有发现问题");
  else
    output_line(output, "新文件还有%u处要看（taizhang check）：", findings->len);
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    output_line(output, "  %s：%s。%s", finding->where, finding->what, finding->advice);
  }
}

static int salvage(Invocation *invocation, const char *target, gboolean force) {
  g_autoptr(GError) error = NULL;
  g_auto(SalvageReport) report = {0};
  g_autoptr(Db) made = NULL;
  if (!salvage_run(invocation->argument, target, force, &report, &made, &error))
    return invocation_fail(error);
  g_autoptr(GPtrArray) findings = soundness_check(made);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &report, findings);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &report);
  else
    write_text(&invocation->output, &report, findings);
  return report.whole && findings->len == 0 ? STATUS_DONE : STATUS_FAILED;
}

static int run(Invocation *invocation) {
  g_autofree char *target = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &target, "新文件，必须还没有", "文件"},
      {"force", 0, 0, G_OPTION_ARG_NONE, &force, "文件开头坏了，也当作台账来读", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (target == NULL)
    return invocation_misuse_help(invocation, "请用 -o 写明新文件");
  return salvage(invocation, target, force);
}

const Command COMMAND_SALVAGE = {
    .name = "salvage",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "从损坏的台账文件里抢救能读的内容",
    .details =
        "把损坏的文件里还能读出的记录取到一个新文件里，列出读不出的表、编号和任务，再检查新文件。损坏的"
        "文件一个字节也不改。有近日的备份时先看备份（taizhang backup --list）。日志缺了的条目补不回来，"
        "verify 会一直指出。什么也没有缺、检查也没有问题时退出状态为 0，否则为 1。",
    .examples = "salvage 坏了的.db -o 新的.db\n"
                "salvage 坏了的.db -o 新的.db --force",
    .argument = "文件",
    .required = TRUE,
    .formats = TRUE,
    .run = run,
};
