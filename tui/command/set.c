#include "tui/command/bulk_output.h"
#include "tui/command/value.h"

/* Which option says which change. */
typedef enum {
  SET_STATE,
  SET_UNIT,
  SET_ADD_UNIT,
  SET_REMOVE_UNIT,
  SET_ROLE,
  SET_DEADLINE,
  SET_TAG,
  SET_UNTAG,
  SET_NOTE,
  SET_COUNT
} SetOption;

static const BulkKind KINDS[SET_COUNT] = {
    [SET_STATE] = BULK_STEP,
    [SET_UNIT] = BULK_UNITS,
    [SET_ADD_UNIT] = BULK_UNITS_ADD,
    [SET_REMOVE_UNIT] = BULK_UNITS_REMOVE,
    [SET_ROLE] = BULK_ROLE,
    [SET_DEADLINE] = BULK_DEADLINE,
    [SET_TAG] = BULK_TAG,
    [SET_UNTAG] = BULK_UNTAG,
    [SET_NOTE] = BULK_NOTE,
};

typedef struct {
  char *texts[SET_COUNT]; /* NULL: not asked for */
  char *reason;
  char *on;
  gboolean dry_run;
} SetOptions;

static void set_options_clear(SetOptions *options) {
  for (int i = 0; i < SET_COUNT; i++)
    g_free(options->texts[i]);
  g_free(options->reason);
  g_free(options->on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SetOptions, set_options_clear)

/* FALSE after saying what is wrong. */
static gboolean read_change(const SetOptions *options, SetOption option, BulkChange *change) {
  *change = (BulkChange){.kind = KINDS[option], .text = options->texts[option]};
  if (option != SET_STATE)
    return TRUE;
  change->text = NULL;
  if (!step_parse(options->texts[SET_STATE], &change->step)) {
    invocation_misuse("没有“%s”这一步；可以写的步骤见 taizhang step --help",
                      options->texts[SET_STATE]);
    return FALSE;
  }
  return value_day("--on", options->on, &change->made_on);
}

static int run(Invocation *invocation) {
  g_auto(SetOptions) options = {0};
  const GOptionEntry entries[] = {
      {"state", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_STATE],
       "走一步：交办、签收、办结、销号、退回、暂停、恢复、作废、重新打开", "步骤"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_UNIT],
       "责任单位改为这些，如 厅法规处（牵头）、厅建管处；空的就是没有责任单位", "单位"},
      {"add-unit", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_ADD_UNIT], "加上这些单位", "单位"},
      {"remove-unit", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_REMOVE_UNIT],
       "去掉这些单位；写明分工的只去掉那种分工", "单位"},
      {"role", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_ROLE],
       "改单位的分工，如 厅建管处（配合）", "单位（分工）"},
      {"deadline", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_DEADLINE],
       "完成时限；或从现在的期限推算：+10天、+1个月、-1周、+3个工作日", "时限"},
      {"tag", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_TAG], "加标签", "标签"},
      {"untag", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_UNTAG], "去掉标签", "标签"},
      {"note", 0, 0, G_OPTION_ARG_STRING, &options.texts[SET_NOTE], "备注；空的就是没有备注",
       "文字"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么；退回、暂停、作废等必须写明",
       "理由"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "走一步的日子；不写则为今天", "年-月-日"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只列出会改什么、不改什么，不写入",
       NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Bulk) bulk = bulk_new(options.reason);
  for (int i = 0; i < SET_COUNT; i++) {
    BulkChange change;
    if (options.texts[i] == NULL)
      continue;
    if (!read_change(&options, (SetOption)i, &change))
      return STATUS_USAGE;
    bulk_add(bulk, &change);
  }
  if (bulk->changes->len == 0)
    return invocation_misuse_help(invocation, "没有说明改什么，如 --state 签收 或 --tag 重点");
  return bulk_command(invocation, bulk, options.dry_run);
}

const Command COMMAND_SET = {
    .name = "set",
    .group = COMMAND_GROUP_DAILY,
    .summary = "一次改许多任务：状态、单位、时限、标签、备注",
    .details = "一次改许多任务，合成一次操作，可用 taizhang undo 一步撤销。几个选项可以一起用，"
               "对每一项要么都改，要么都不改；不能改的（已封存、状态不对、只能申请延期、"
               "已到期的只有督办能改晚等）"
               "留着不动，并说明原因。加 --dry-run 只看不改。编号写 - 则从标准输入读取。",
    .examples = "set --state 签收 4 5 6\n"
                "set --deadline +1个月 --dry-run 12 13\n"
                "list --unit 厅法规处 --format ids | taizhang set --tag 重点 -",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.edit task.tag task.move task.bulk",
    .run = run,
};
