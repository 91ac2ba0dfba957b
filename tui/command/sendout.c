#include "core/exchange/collect/send.h"
#include "core/exchange/table/outfile.h"
#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/meter.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

typedef struct {
  char *period;
  char *ledger;
  char *by;
  char *folder; /* encoding of file names */
  char **units;
  gboolean force;
  gboolean dry_run;
} SendoutOptions;

static void sendout_options_clear(SendoutOptions *options) {
  g_free(options->period);
  g_free(options->ledger);
  g_free(options->by);
  g_free(options->folder);
  g_strfreev(options->units);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SendoutOptions, sendout_options_clear)

/* ---- output ----------------------------------------------------------------------------- */

static void write_json(Output *output, const SendoutPlan *plan) {
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(plan->year, plan->month, period);
  json_t *object = json_object(), *tables = json_array();
  for (guint i = 0; i < plan->tables->len; i++) {
    const SendoutTable *table = plan->tables->pdata[i];
    json_t *one = json_object();
    json_object_set_new(one, "unit", data_text(table->name));
    json_object_set_new(one, "rows", json_integer(table->items->len));
    json_object_set_new(one, "answer_by", data_day(table->answer_by));
    json_object_set_new(one, "file", data_text(table->file));
    json_array_append_new(tables, one);
  }
  json_object_set_new(object, "period", data_text(period));
  json_object_set_new(object, "sendout",
                      plan->sendout != 0 ? json_integer(plan->sendout) : json_null());
  json_object_set_new(object, "tables", tables);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const SendoutPlan *plan) {
  static const TableColumn COLUMNS[] = {
      {"单位", 40, FALSE}, {"行数", 0, TRUE}, {"填报期限", 0, FALSE}, {"文件", 0, FALSE}};
  static const char *const HEADS[] = {"单位", "行数", "填报期限", "文件", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) out =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < plan->tables->len; i++) {
    const SendoutTable *table = plan->tables->pdata[i];
    char day[DAY_TEXT_SIZE];
    g_autofree char *rows = g_strdup_printf("%u", table->items->len);
    const char *cells[] = {table->name, rows, day_to_iso(table->answer_by, day), table->file};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(out, cells);
  }
}

static void write_plan(Invocation *invocation, const SendoutPlan *plan, const char *folder,
                       gboolean done) {
  if (invocation->format == FORMAT_JSON) {
    write_json(&invocation->output, plan);
    return;
  }
  write_rows(invocation, plan);
  if (invocation->format == FORMAT_CSV)
    return;
  g_autofree char *name = g_filename_display_name(folder);
  if (done)
    output_line(&invocation->output,
                "已下发%d年%d月的填报表%u份，文件在 %s。报回以后用 taizhang collect 文件 回收；"
                "撤销（taizhang undo）只撤销登记，不删文件",
                plan->year, plan->month, plan->tables->len, name);
  else
    output_line(&invocation->output, "将下发%d年%d月的填报表%u份到 %s。没有写文件，也没有登记",
                plan->year, plan->month, plan->tables->len, name);
}

/* ---- sending ---------------------------------------------------------------------------- */

/* FALSE and error where one is not known. Nothing is added where all units are meant. */
static gboolean read_units(Db *db, char *const *names, GArray *units, GError **error) {
  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    g_autoptr(Unit) unit = unit_find(db, names[i], error);
    if (unit == NULL)
      return FALSE;
    g_array_append_val(units, unit->id);
  }
  return TRUE;
}

static gboolean read_input(Db *db, const SendoutOptions *options, GArray *units,
                           SendoutInput *input, GError **error) {
  if (options->ledger != NULL) {
    g_autoptr(Ledger) ledger = ledger_find(db, options->ledger, error);
    if (ledger == NULL)
      return FALSE;
    input->ledger = ledger->id;
  }
  input->units = options->units != NULL ? units : NULL;
  return read_units(db, options->units, units, error);
}

static int send(Invocation *invocation, const SendoutOptions *options, SendoutInput *input) {
  g_autoptr(Db) db = invocation_open(invocation, options->dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(SendoutPlan) plan = read_input(db, options, units, input, &error)
                                    ? sendout_plan(db, reckoning, input, &error)
                                    : NULL;
  if (plan == NULL)
    return invocation_fail(error);
  if (!options->dry_run) {
    Actor actor = person_actor(&invocation->person);
    g_autoptr(Meter) meter = meter_begin();
    gboolean sent =
        send_run(db, &actor, plan, options->folder, options->force, meter_watch(meter), &error);
    g_clear_pointer(&meter, meter_end);
    if (!sent && g_error_matches(error, OUTFILE_ERROR, OUTFILE_ERROR_EXISTS))
      return invocation_fail_text("%s；要替换它，请加 --force", error->message);
    if (!sent)
      return invocation_fail(error);
  }
  write_plan(invocation, plan, options->folder, !options->dry_run);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(SendoutOptions) options = {0};
  const GOptionEntry entries[] = {
      {"period", 0, 0, G_OPTION_ARG_STRING, &options.period, "哪一个月（必须写）", "年-月"},
      {"dir", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, "文件写到哪个目录（必须写）", "目录"},
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger,
       "只下发一本台账的：编号、模板名或标题；不写则为没有封存的各本", "台账"},
      {"unit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.units,
       "只发给这个单位（集合则为它的成员）；可写多次", "单位"},
      {"by", 0, 0, G_OPTION_ARG_STRING, &options.by,
       "哪一天前报回；不写则为各单位当月最早到期的一项（每周、每两周的不算），没有则为月底",
       "年-月-日"},
      {"force", 0, 0, G_OPTION_ARG_NONE, &options.force, "同名的文件已有时替换它", NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
       "只列出会发给谁、各有几行，不写文件，不登记", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  invocation->only_read = options.dry_run;
  if (options.period == NULL || options.folder == NULL)
    return invocation_misuse_help(invocation, "缺少 --period 年-月 或 --dir 目录");
  SendoutInput input = {0};
  if (!value_month("--period", options.period, &input.year, &input.month) ||
      !value_day("--by", options.by, &input.answer_by))
    return STATUS_USAGE;
  return send(invocation, &options, &input);
}

const Command COMMAND_SENDOUT = {
    .name = "sendout",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "下发：给每个责任单位写一份填报表（xlsx）",
    .details =
        "给每个责任单位（有牵头单位的任务只发牵头单位，集合发给各成员）写一份填报表：它的未办结任务，和"
        "这个月到期、还没有报够的周期报送。进展情况、完成率、存在问题、佐证材料、状态可以填，其余锁定；"
        "期限已过的标红，临近的标黄。下发的情况登记在案，报回的文件用 taizhang collect 回收。",
    .examples = "sendout --period 2026-11 --dir 下发/2026-11 --dry-run\n"
                "sendout --period 2026-11 --dir 下发/2026-11\n"
                "sendout --period 2026-11 --unit 厅法规处 --by 2026-11-08 --dir .",
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "sendout.add",
    .run = run,
};
