#include "core/exchange/report/report.h"

#include <string.h>

#include "core/model/ledger.h"
#include "tui/command/meter.h"
#include "tui/command/value.h"

#define ENDING "." REPORT_ENDING

typedef struct {
  char *ledger;
  char *month;
  char *output;
  gboolean force;
} ReportOptions;

static void report_options_clear(ReportOptions *options) {
  g_free(options->ledger);
  g_free(options->month);
  g_free(options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportOptions, report_options_clear)

/* STATUS_DONE, or what was said is wrong. */
static int check_output(const char *output, const ReportInput *input) {
  if (output == NULL) {
    g_autofree char *name = report_name(input->year, input->month);
    return invocation_misuse("请用 -o 写明存成哪个文件，如 -o %s%s", name, ENDING);
  }
  gsize length = strlen(output), ending = strlen(ENDING);
  if (length > ending && g_ascii_strcasecmp(output + length - ending, ENDING) == 0)
    return STATUS_DONE;
  g_autofree char *name = g_filename_display_name(output);
  return invocation_misuse("报告是 Excel 文件，文件名要以 %s 结尾，“%s”不是", ENDING, name);
}

static gboolean write_report(Db *db, const Reckoning *reckoning, const ReportInput *input,
                             const ReportOptions *options, GError **error) {
  g_autoptr(OutFile) file = outfile_begin(options->output, options->force, error);
  if (file == NULL)
    return FALSE;
  g_autoptr(Meter) meter = meter_begin();
  return report_write(db, reckoning, input, file, meter_watch(meter), error) &&
         outfile_publish(file, error);
}

static int report(Invocation *invocation, const ReportOptions *options, ReportInput *input) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = NULL;
  if (options->ledger != NULL && (ledger = ledger_find(db, options->ledger, &error)) == NULL)
    return invocation_fail(error);
  input->ledger = ledger != NULL ? ledger->id : 0;
  if (!write_report(db, reckoning, input, options, &error)) {
    if (g_error_matches(error, OUTFILE_ERROR, OUTFILE_ERROR_EXISTS))
      return invocation_fail_text("%s；要替换它，请加 --force", error->message);
    return invocation_fail(error);
  }
  g_autofree char *name = g_filename_display_name(options->output);
  output_line(&invocation->output, "%d年%d月的报告已存为 %s", input->year, input->month, name);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(ReportOptions) options = {0};
  const GOptionEntry entries[] = {
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month, "哪一月，写成 2026-11；不写则为本月",
       "月份"},
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger, "只报告这本台账：编号、模板名或标题",
       "台账"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "存成这个文件，以 .xlsx 结尾",
       "文件"},
      {"force", 0, 0, G_OPTION_ARG_NONE, &options.force, "已经有这个文件也替换它", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  CivilDate today = day_civil(person_today(&invocation->person));
  Actor actor = person_actor(&invocation->person);
  ReportInput input = {.year = today.year, .month = today.month, .now = actor.now};
  if (!value_month("--month", options.month, &input.year, &input.month))
    return STATUS_USAGE;
  status = check_output(options.output, &input);
  return status == STATUS_DONE ? report(invocation, &options, &input) : status;
}

const Command COMMAND_REPORT = {
    .name = "report",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "月度报告：带图的 Excel 文件",
    .details =
        "一个 Excel 文件，可以直接打印：通报（各项数字、各单位排名、各一级指标、全年各月，附柱形图和折线图）、"
        "台账、逾期清单（原因和最近进展）、周期义务、选题与案例、自评得分，各占一个工作表。合计都是公式。"
        "通报和逾期清单是那个月末（本月则是今天）的情况，与 bulletin 的数字相同；其余是今天的。"
        "文件写完整了才出现。",
    .examples = "report --month 2026-11 -o 通报2026年11月.xlsx\n"
                "report --ledger ningxia-2020 -o 通报.xlsx --force",
    .run = run,
};
