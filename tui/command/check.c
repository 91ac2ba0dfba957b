#include "core/model/soundness.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

static void write_json(Output *output, const GPtrArray *findings) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "rule", data_text(finding->rule));
    json_object_set_new(object, "where", data_text(finding->where));
    json_object_set_new(object, "what", data_text(finding->what));
    json_object_set_new(object, "advice", data_text(finding->advice));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const GPtrArray *findings) {
  static const char *const HEADS[] = {"检查", "哪里", "问题", "怎么办", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    const char *cells[] = {finding->rule, finding->where, finding->what, finding->advice};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static void write_text(Output *output, const GPtrArray *findings) {
  if (findings->len == 0)
    output_line(output, "检查完毕，没有发现问题");
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    output_line(output, "%s：%s。%s", finding->where, finding->what, finding->advice);
  }
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GPtrArray) findings = soundness_check(db);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, findings);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, findings);
  else
    write_text(&invocation->output, findings);
  return findings->len == 0 ? STATUS_DONE : STATUS_FAILED;
}

const Command COMMAND_CHECK = {
    .name = "check",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "检查台账文件是否完好",
    .details =
        "检查文件的结构、引用、日志，以及权重之和、指标树、状态与步骤、日期等是否合乎规矩，权限是否与日志一致，"
        "逐条列出哪里有问题、怎么办。只读，不改动文件。没有问题退出状态为 0，否则为 1。",
    .formats = TRUE,
    .run = run,
};
