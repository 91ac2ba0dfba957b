#include "core/model/each.h"
#include "tui/command/ids.h"
#include "tui/command/table.h"
#include "tui/command/value.h"
#include "tui/command/way_rows.h"

typedef struct {
  char *until;
  char *reason;
  char *decide;
  char *withdraw;
  char *text;
  gboolean approve;
  gboolean refuse;
} ExtendOptions;

static void extend_options_clear(ExtendOptions *options) {
  g_free(options->until);
  g_free(options->reason);
  g_free(options->decide);
  g_free(options->withdraw);
  g_free(options->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExtendOptions, extend_options_clear)

/* ---- those that wait -------------------------------------------------------------------- */

static const char *const CSV_HEADS[] = {"申请号", "编号",   "任务",       "申请日期", "申请人",
                                        "理由",   "原期限", "新完成时限", "新期限",   NULL};

static void write_csv(Output *output, const Extension *extension, const char *label) {
  char asked[DAY_TEXT_SIZE], old[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, extension->id);
  g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, extension->task);
  const char *cells[] = {id,
                         task,
                         label,
                         day_to_iso(extension->asked_on, asked),
                         extension->asked_by,
                         extension->reason,
                         day_to_iso(extension->old_due, old),
                         extension->new_deadline,
                         day_to_iso(extension->new_due, due)};
  G_STATIC_ASSERT(G_N_ELEMENTS(cells) + 1 == G_N_ELEMENTS(CSV_HEADS));
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void add_row(Table *table, const Extension *extension, const char *label) {
  char old[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, extension->id);
  const char *cells[] = {id,
                         day_to_iso(extension->old_due, old),
                         day_to_iso(extension->new_due, due),
                         extension->asked_by,
                         label,
                         extension->reason};
  table_row(table, cells);
}

static gboolean write_waiting(Invocation *invocation, Db *db, const GPtrArray *waiting,
                              GError **error) {
  static const TableColumn COLUMNS[] = {{"申请号", 0, TRUE},    {"原期限", 0, FALSE},
                                        {"申请延到", 0, FALSE}, {"申请人", 16, FALSE},
                                        {"任务", 40, FALSE},    {"理由", 0, FALSE}};
  Output *output = &invocation->output;
  Format format = invocation->format;
  g_autoptr(Table) table =
      format == FORMAT_TABLE ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  DataArray array = {0};
  if (format == FORMAT_JSON)
    array = data_array_begin(output);
  if (format == FORMAT_CSV)
    data_csv_begin(output, CSV_HEADS);
  for (guint i = 0; i < waiting->len && !output_failed(output); i++) {
    const Extension *extension = waiting->pdata[i];
    g_autofree char *label = task_label(db, extension->task, error);
    if (label == NULL)
      return FALSE;
    if (format == FORMAT_TABLE)
      add_row(table, extension, label);
    else if (format == FORMAT_JSON)
      data_array_item(&array, way_rows_extension_json(extension));
    else
      write_csv(output, extension, label);
  }
  if (format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  if (format == FORMAT_TABLE && waiting->len == 0)
    output_line(output, "没有待审批的延期申请。");
  return TRUE;
}

static int list_waiting(Invocation *invocation) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) waiting = extension_list(db, 0, TRUE, &error);
  if (waiting == NULL || !write_waiting(invocation, db, waiting, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

/* ---- changes ---------------------------------------------------------------------------- */

/* 已批准：第4项“…”（第1号申请，2026-04-30 → 2026-06-30） */
static int say(Invocation *invocation, Db *db, gint64 id, const char *done) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Extension) extension = extension_load(db, id, &error);
  g_autofree char *label = extension != NULL ? task_label(db, extension->task, &error) : NULL;
  if (label == NULL)
    return invocation_fail(error);
  char old[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  output_line(&invocation->output, "%s：%s（第%" G_GINT64_FORMAT "号申请，%s → %s）", done, label,
              id, day_to_iso(extension->old_due, old), day_to_iso(extension->new_due, due));
  return STATUS_DONE;
}

static int ask(Invocation *invocation, const GArray *tasks, const ExtendOptions *options) {
  g_autofree char *reason = NULL;
  if (!value_text("--reason", options->reason, &reason))
    return STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GArray) ids = NULL;
  if (!each_extension(db, &actor, reckoning, tasks, options->until, reason, &ids, &error))
    return invocation_fail(error);
  int status = STATUS_DONE;
  for (guint i = 0; status == STATUS_DONE && i < ids->len; i++)
    status = say(invocation, db, g_array_index(ids, gint64, i), "已申请延期，等待审批");
  ids_write_total(&invocation->output, tasks);
  return status;
}

static int decide(Invocation *invocation, gint64 id, const ExtendOptions *options) {
  g_autofree char *text = NULL;
  if (options->text != NULL && !value_text("--text", options->text, &text))
    return STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!extension_decide(db, &actor, reckoning, id, options->approve, text, &error))
    return invocation_fail(error);
  return say(invocation, db, id, options->approve ? "已批准延期" : "已记录不同意延期");
}

static int withdraw(Invocation *invocation, gint64 id) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!extension_withdraw(db, &actor, id, &error))
    return invocation_fail(error);
  return say(invocation, db, id, "已撤回延期申请");
}

/* ---- command ---------------------------------------------------------------------------- */

static int run_ask(Invocation *invocation, const ExtendOptions *options) {
  int status;
  if (options->decide != NULL || options->withdraw != NULL || options->approve || options->refuse ||
      options->text != NULL)
    return invocation_misuse_help(invocation, "写了编号就是申请延期，不能同时审批或撤回");
  if (options->until == NULL)
    return invocation_misuse_help(invocation, "缺少 --until 时限：请写明延到哪一天");
  if (options->reason == NULL)
    return invocation_misuse_help(invocation, "缺少 --reason 理由：请写明为什么要延期");
  g_autoptr(GArray) tasks = ids_read(invocation, invocation->arguments, &status);
  return tasks != NULL ? ask(invocation, tasks, options) : status;
}

static int run_decide(Invocation *invocation, const ExtendOptions *options) {
  int id = 0;
  if (options->withdraw != NULL)
    return invocation_misuse_help(invocation, "--decide 与 --withdraw 只能写一个");
  if (options->approve == options->refuse)
    return invocation_misuse_help(invocation, "审批要写 --approve 或 --refuse 其中一个");
  if (!value_number("--decide", options->decide, 1, G_MAXINT, &id))
    return STATUS_USAGE;
  return decide(invocation, id, options);
}

static int run_withdraw(Invocation *invocation, const ExtendOptions *options) {
  int id = 0;
  if (options->approve || options->refuse || options->text != NULL)
    return invocation_misuse_help(invocation, "--approve、--refuse、--text 要与 --decide 一起用");
  if (!value_number("--withdraw", options->withdraw, 1, G_MAXINT, &id))
    return STATUS_USAGE;
  return withdraw(invocation, id);
}

static int run(Invocation *invocation) {
  g_auto(ExtendOptions) options = {0};
  const GOptionEntry entries[] = {
      {"until", 0, 0, G_OPTION_ARG_STRING, &options.until,
       "延到什么时候，写法同完成时限：2026年12月31日、12月底", "时限"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么要延期；写 - 则从标准输入读取",
       "理由"},
      {"decide", 0, 0, G_OPTION_ARG_STRING, &options.decide,
       "审批这一号申请，同时写 --approve 或 --refuse", "申请号"},
      {"approve", 0, 0, G_OPTION_ARG_NONE, &options.approve, "批准，任务的期限随之改变", NULL},
      {"refuse", 0, 0, G_OPTION_ARG_NONE, &options.refuse, "不同意，必须写 --text", NULL},
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text, "审批意见；写 - 则从标准输入读取", "文字"},
      {"withdraw", 0, 0, G_OPTION_ARG_STRING, &options.withdraw, "撤回自己提出的这一号申请",
       "申请号"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (invocation->argument == NULL && (options.until != NULL || options.reason != NULL))
    return invocation_misuse_help(invocation, "申请延期要写任务编号");
  gboolean changes =
      invocation->argument != NULL || options.decide != NULL || options.withdraw != NULL;
  if (changes && invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--format 只用于列出待审批的申请");
  if (invocation->argument != NULL)
    return run_ask(invocation, &options);
  if (options.decide != NULL)
    return run_decide(invocation, &options);
  if (options.withdraw != NULL || options.approve || options.refuse || options.text != NULL)
    return run_withdraw(invocation, &options);
  return list_waiting(invocation);
}

const Command COMMAND_EXTEND = {
    .name = "extend",
    .group = COMMAND_GROUP_SUPERVISE,
    .summary = "申请延期、审批延期；什么也不写则列出待审批的申请",
    .details =
        "申请延期、审批延期；什么也不写则列出待审批的申请。延期要在期限到来之前申请，写明理由和新的"
        "时限，由另一人审批；批准以后按新期限判断是否逾期，原期限仍可查到。期限过后不能再申请，也不能再改晚；"
        "原来录错了的，由督办更正（set --deadline），记入日志。",
    .examples = "extend 54 --until 2026年11月30日 --reason 等待上级文件\n"
                "extend\n"
                "extend 54 55 56 --until 2026年11月30日 --reason 等待上级文件\n"
                "extend --decide 1 --approve\n"
                "extend --decide 1 --refuse --text 理由不充分\n"
                "extend --withdraw 1",
    .argument = "编号",
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "extension.ask extension.withdraw extension.approve extension.refuse",
    .run = run,
};
