#include "core/model/tag.h"

#include "tui/command/bulk_output.h"
#include "tui/command/data.h"
#include "tui/command/table.h"

typedef struct {
  char *add;
  char *remove;
  gboolean dry_run;
} TagOptions;

static void tag_options_clear(TagOptions *options) {
  g_free(options->add);
  g_free(options->remove);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TagOptions, tag_options_clear)

/* ---- listing ---------------------------------------------------------------------------- */

static void write_json(Output *output, const GPtrArray *counts) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < counts->len; i++) {
    const TagCount *count = counts->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "tag", data_text(count->tag));
    json_object_set_new(object, "tasks", json_integer(count->tasks));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *counts) {
  static const TableColumn COLUMNS[] = {{"标签", 0, FALSE}, {"任务", 0, TRUE}};
  static const char *const HEADS[] = {"标签", "任务", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table = csv ? NULL : table_new(&invocation->output, COLUMNS, 2);
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < counts->len; i++) {
    const TagCount *count = counts->pdata[i];
    g_autofree char *tasks = g_strdup_printf("%d", count->tasks);
    const char *const cells[] = {count->tag, tasks};
    if (csv)
      data_csv_row(&invocation->output, cells, 2);
    else
      table_row(table, cells);
  }
}

static int list(Invocation *invocation) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) counts = tag_counts(db, &error);
  if (counts == NULL)
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, counts);
  else if (counts->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "还没有标签；可用 taizhang tag --add 标签 编号 添加。");
  else
    write_rows(invocation, counts);
  return STATUS_DONE;
}

/* ---- the command ------------------------------------------------------------------------ */

static int run(Invocation *invocation) {
  g_auto(TagOptions) options = {0};
  const GOptionEntry entries[] = {
      {"add", 0, 0, G_OPTION_ARG_STRING, &options.add, "加上标签；几个之间用空格或顿号隔开",
       "标签"},
      {"remove", 0, 0, G_OPTION_ARG_STRING, &options.remove, "去掉标签", "标签"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只列出会改什么，不写入", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  gboolean changes = options.add != NULL || options.remove != NULL;
  if (invocation->argument == NULL && !changes)
    return list(invocation);
  if (invocation->argument == NULL || !changes)
    return invocation_misuse_help(
        invocation, "要写明哪些任务，以及 --add 或 --remove；什么都不写则列出全部标签");
  g_autoptr(Bulk) bulk = bulk_new(NULL);
  if (options.add != NULL)
    bulk_add(bulk, &(BulkChange){.kind = BULK_TAG, .text = options.add});
  if (options.remove != NULL)
    bulk_add(bulk, &(BulkChange){.kind = BULK_UNTAG, .text = options.remove});
  return bulk_command(invocation, bulk, options.dry_run);
}

const Command COMMAND_TAG = {
    .name = "tag",
    .group = COMMAND_GROUP_DAILY,
    .summary = "列出标签，给任务加标签或去掉标签",
    .details = "不写编号则列出全部标签和各有几项任务（已封存的台账不计）；写编号则给这些任务加标签"
               "或去掉标签。编号写 - 则从标准输入读取。",
    .examples = "tag\n"
                "tag --add 营商环境、重点 4 5 6\n"
                "tag --remove 重点 4",
    .argument = "编号",
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.tag",
    .run = run,
};
