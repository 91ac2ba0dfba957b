#include "core/model/rollover.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

typedef struct {
  char *year;
  char *carry;
  char *without;
  gboolean carry_open;
  gboolean dry_run;
} RolloverOptions;

static void rollover_options_clear(RolloverOptions *options) {
  g_free(options->year);
  g_free(options->carry);
  g_free(options->without);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RolloverOptions, rollover_options_clear)

static json_t *item_json(const RolloverItem *item) {
  json_t *object = json_object();
  json_object_set_new(object, "task", json_integer(item->task));
  json_object_set_new(object, "number", json_integer(item->number));
  json_object_set_new(object, "goal", data_text(item->goal));
  json_object_set_new(object, "state", data_text(task_state_code(item->state)));
  json_object_set_new(object, "light", data_text(light_code(item->light)));
  json_object_set_new(object, "overdue", json_integer(item->overdue));
  json_object_set_new(object, "missed", json_integer(item->missed));
  json_object_set_new(object, "carried", json_boolean(item->carried));
  return object;
}

static void write_json(Output *output, const Rollover *rollover) {
  json_t *object = json_object(), *open = json_array();
  for (guint i = 0; i < rollover->open->len; i++)
    json_array_append_new(open, item_json(rollover->open->pdata[i]));
  json_object_set_new(object, "from", json_integer(rollover->from->id));
  json_object_set_new(object, "from_year", json_integer(rollover->from->year));
  json_object_set_new(object, "year", json_integer(rollover->year));
  json_object_set_new(object, "ledger",
                      rollover->ledger != 0 ? json_integer(rollover->ledger) : json_null());
  json_object_set_new(object, "tasks", json_integer(rollover->tasks));
  json_object_set_new(object, "voided", json_integer(rollover->voided));
  json_object_set_new(object, "without", json_integer(rollover->without));
  json_object_set_new(object, "waiting", json_integer(rollover->waiting));
  json_object_set_new(object, "open", open);
  data_json(output, object);
  output_data(output, "\n");
}

/* What is open, for people or as CSV. */
static void write_open(Invocation *invocation, const Rollover *rollover) {
  static const TableColumn COLUMNS[] = {
      {"序号", 0, TRUE}, {"结转", 0, FALSE}, {"灯", 0, FALSE},      {"逾期", 0, TRUE},
      {"未报", 0, TRUE}, {"状态", 0, FALSE}, {"目标任务", 0, FALSE}};
  static const char *const HEADS[] = {"序号",     "结转", "灯",       "逾期天数",
                                      "未报期数", "状态", "目标任务", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < rollover->open->len; i++) {
    const RolloverItem *item = rollover->open->pdata[i];
    g_autofree char *number = g_strdup_printf("%d", item->number);
    g_autofree char *late = item->overdue > 0 ? g_strdup_printf("%d", item->overdue) : NULL;
    g_autofree char *missed = item->missed > 0 ? g_strdup_printf("%d", item->missed) : NULL;
    const char *cells[] = {number,
                           item->carried ? "是" : "",
                           light_name_in(item->light, item->blue),
                           late,
                           missed,
                           task_state_name(item->state),
                           item->goal};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

static guint carried(const Rollover *rollover) {
  guint count = 0;
  for (guint i = 0; i < rollover->open->len; i++)
    count += ((const RolloverItem *)rollover->open->pdata[i])->carried ? 1 : 0;
  return count;
}

static void write_text(Invocation *invocation, const Rollover *rollover) {
  Output *output = &invocation->output;
  gboolean done = rollover->ledger != 0;
  int year = rollover->from->year;
  if (rollover->open->len > 0)
    output_line(output, "%d年未办结的%u项：", year, rollover->open->len);
  write_open(invocation, rollover);
  if (rollover->open->len > 0)
    output_line(output, "其中%u项在%d年的备注里写明结转情况%s", carried(rollover), rollover->year,
                done || carried(rollover) > 0
                    ? ""
                    : "；要结转的，请用 --carry 写明序号，或用 --carry-open 全部结转");
  if (rollover->waiting > 0)
    output_line(output, "另有%d项已办结、还没有审核，封存后不能再销号", rollover->waiting);
  if (rollover->voided > 0)
    output_line(output, "作废的%d项不列入新年度", rollover->voided);
  if (rollover->without > 0)
    output_line(output, "按您的选择，%d项不再列入新年度", rollover->without);
  if (day_civil(person_today(&invocation->person)).year <= year)
    output_line(output, "注意：%d年还没有结束，封存后这一年不能再记进展", year);
  if (done)
    output_line(output,
                "已结转：《%s》%d年，共%d项，编号%" G_GINT64_FORMAT
                "；%d年的已封存。可用 taizhang undo 撤销",
                rollover->from->title, rollover->year, rollover->tasks, rollover->ledger, year);
  else
    output_line(output, "将结转：《%s》%d年 → %d年，共%d项；%d年的将封存。没有改动任何内容",
                rollover->from->title, year, rollover->year, rollover->tasks, year);
}

static int write_rollover(Invocation *invocation, const Rollover *rollover) {
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, rollover);
  else if (invocation->format == FORMAT_CSV)
    write_open(invocation, rollover);
  else
    write_text(invocation, rollover);
  return STATUS_DONE;
}

/* year 0: the next one. */
static int roll_over(Invocation *invocation, RolloverInput *input, gboolean dry_run) {
  g_autoptr(Db) db = invocation_open(invocation, dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) from = ledger_find(db, invocation->argument, &error);
  if (from == NULL)
    return invocation_fail(error);
  input->ledger = from->id;
  if (input->year == 0)
    input->year = from->year + 1;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Rollover) rollover = dry_run ? rollover_plan(db, reckoning, input, &error)
                                         : rollover_run(db, &actor, reckoning, input, &error);
  return rollover != NULL ? write_rollover(invocation, rollover) : invocation_fail(error);
}

static int run(Invocation *invocation) {
  g_auto(RolloverOptions) options = {0};
  const GOptionEntry entries[] = {
      {"year", 0, 0, G_OPTION_ARG_STRING, &options.year, "结转到哪一年；不写则为下一年", "年"},
      {"carry", 0, 0, G_OPTION_ARG_STRING, &options.carry,
       "结转哪几项未办结的事项：序号，几个之间用逗号", "序号"},
      {"carry-open", 0, 0, G_OPTION_ARG_NONE, &options.carry_open, "未办结的全部结转", NULL},
      {"without", 0, 0, G_OPTION_ARG_STRING, &options.without,
       "哪几项不再列入新年度（如已建成的平台）：序号，几个之间用逗号", "序号"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只列出会怎样，不改动", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  invocation->only_read = options.dry_run;
  RolloverInput input = {.carry_open = options.carry_open};
  if (!value_number("--year", options.year, 1900, 2100, &input.year))
    return STATUS_USAGE;
  if (options.carry_open && options.carry != NULL)
    return invocation_misuse("--carry 和 --carry-open 只能写一个");
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) carry = rollover_read_numbers(options.carry, &error);
  g_autoptr(GArray) without = carry != NULL ? rollover_read_numbers(options.without, &error) : NULL;
  if (without == NULL)
    return invocation_misuse("%s", error->message);
  input.carry = carry;
  input.without = without;
  return roll_over(invocation, &input, options.dry_run);
}

const Command COMMAND_ROLLOVER = {
    .name = "rollover",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "结转：由今年的台账生成下一年的，今年的封存",
    .details =
        "由一本台账生成下一年度的：指标、任务及其分解、单位、周期要求和口径照搬，时限里的年份顺延，状态和"
        "完成率清零，序号不变；批准过的延期不带入，时限按原来的顺延。原台账同时封存，作废的任务不列入。"
        "未办结的事项会列出来，由您选择哪些结转：选中的，在新年度该项的备注里写明上年的情况和最近进展。"
        "先用 --dry-run 看一遍；整个结转是一次操作，可用 taizhang undo 撤销。",
    .examples = "rollover ningxia-2020 --dry-run\n"
                "rollover 1 --year 2027 --carry 4,54\n"
                "rollover 1 --carry-open --without 10",
    .argument = "台账",
    .required = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "ledger.rollover",
    .run = run,
};
