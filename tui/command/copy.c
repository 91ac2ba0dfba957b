#include "tui/command/bulk_output.h"

static int run(Invocation *invocation) {
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "只列出会添加什么，不写入", NULL}, {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Bulk) bulk = bulk_new(NULL);
  bulk_add(bulk, &(BulkChange){.kind = BULK_COPY});
  return bulk_command(invocation, bulk, dry_run);
}

const Command COMMAND_COPY = {
    .name = "copy",
    .group = COMMAND_GROUP_DAILY,
    .summary = "在任务下面添加一项同样的",
    .details = "在任务下面添加一项同样的：内容、单位、时限、标签、周期要求照抄，状态为未启动，"
               "没有进展。后面的序号顺延。编号写 - 则从标准输入读取。",
    .examples = "copy 4",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.copy",
    .run = run,
};
