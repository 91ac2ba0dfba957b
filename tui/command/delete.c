#include "tui/command/bulk_output.h"

typedef struct {
  char *reason;
  gboolean dry_run;
} DeleteOptions;

static void delete_options_clear(DeleteOptions *options) {
  g_free(options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeleteOptions, delete_options_clear)

static int run(Invocation *invocation) {
  g_auto(DeleteOptions) options = {0};
  const GOptionEntry entries[] = {
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么删除；必须写明", "理由"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
       "只列出会删除什么、连同什么、什么不能删除，不写入", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (options.reason == NULL)
    return invocation_misuse_help(invocation, "删除要写明理由：--reason 理由");
  g_autoptr(Bulk) bulk = bulk_new(options.reason);
  bulk_add(bulk, &(BulkChange){.kind = BULK_DELETE});
  return bulk_command(invocation, bulk, options.dry_run);
}

const Command COMMAND_DELETE = {
    .name = "delete",
    .group = COMMAND_GROUP_DAILY,
    .summary = "删除任务，放进回收站",
    .details =
        "删除任务，连同它的进展、佐证材料、周期要求等，放进回收站；可用 taizhang trash 恢复，"
        "或用 taizhang undo 撤销。已销号的、发过督办单的要留档，不能删除；"
        "分解的各部分随所属任务删除。编号写 - 则从标准输入读取。",
    .examples = "delete 70 --reason 与第12项重复\n"
                "delete 70 --reason 重复 --dry-run",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.delete",
    .run = run,
};
