#include "tui/command/bulk_output.h"

typedef struct {
  char *field;
  char *find;
  char *with;
  gboolean dry_run;
} ReplaceOptions;

static void replace_options_clear(ReplaceOptions *options) {
  g_free(options->field);
  g_free(options->find);
  g_free(options->with);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReplaceOptions, replace_options_clear)

static int run(Invocation *invocation) {
  g_auto(ReplaceOptions) options = {0};
  const GOptionEntry entries[] = {
      {"find", 0, 0, G_OPTION_ARG_STRING, &options.find, "要找的文字，照原样", "文字"},
      {"with", 0, 0, G_OPTION_ARG_STRING, &options.with, "换成什么；空的就是去掉", "文字"},
      {"field", 0, 0, G_OPTION_ARG_STRING, &options.field,
       "在哪里找：目标任务、完成时限、备注；不写则为目标任务", "栏目"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只列出会改什么、不改什么，不写入",
       NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  BulkChange change = {.kind = BULK_REPLACE, .text = options.find, .with = options.with};
  if (options.find == NULL || *options.find == '\0' || options.with == NULL)
    return invocation_misuse_help(invocation, "要写明 --find 和 --with");
  if (options.field != NULL && !bulk_field_parse(options.field, &change.field))
    return invocation_misuse("--field 可以是 目标任务、完成时限、备注（goal、deadline、note），"
                             "不能是“%s”；进展只能续写，不能改",
                             options.field);
  g_autoptr(Bulk) bulk = bulk_new(NULL);
  bulk_add(bulk, &change);
  return bulk_command(invocation, bulk, options.dry_run);
}

const Command COMMAND_REPLACE = {
    .name = "replace",
    .group = COMMAND_GROUP_DAILY,
    .summary = "在许多任务的一栏里查找替换文字",
    .details =
        "在任务的目标任务、完成时限或备注里，把一段文字换成另一段，列出每一处，合成一次操作，"
        "可用 taizhang undo 一步撤销。改完成时限时，原有的规定照旧：办理中的只能申请延期，"
        "到期以后只有督办能改晚。"
        "编号写 - 则从标准输入读取。",
    .examples = "replace --find 厅法规处 --with 厅政策法规处 --dry-run 4 5\n"
                "list --format ids | taizhang replace --find 2026年 --with 2027年 --field 备注 -",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.edit",
    .run = run,
};
