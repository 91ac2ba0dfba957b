#include "core/model/unit.h"
#include "tui/command/case_rows.h"
#include "tui/command/value.h"

#define YEAR_LEAST 1
#define YEAR_MOST 9999

typedef struct {
  char *year;
  char *month;
  char *unit;
  char *stage;
  char *domain;
  gboolean matrix;
} CasesOptions;

static void cases_options_clear(CasesOptions *options) {
  g_free(options->year);
  g_free(options->month);
  g_free(options->unit);
  g_free(options->stage);
  g_free(options->domain);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CasesOptions, cases_options_clear)

/* What needs no file to be understood. FALSE after saying what is wrong. */
static gboolean read_filter(const CasesOptions *options, Day today, CaseFilter *filter) {
  *filter = (CaseFilter){.year = day_civil(today).year, .stage = CASE_STAGE_ANY};
  if (!value_number("--year", options->year, YEAR_LEAST, YEAR_MOST, &filter->year) ||
      !value_month_of("--month", options->month, &filter->year, &filter->month))
    return FALSE;
  CaseStage stage;
  if (options->stage != NULL) {
    if (!case_stage_parse(options->stage, &stage)) {
      g_autofree char *names = case_stage_names();
      invocation_misuse("没有“%s”这个阶段，--stage 可以是 %s", options->stage, names);
      return FALSE;
    }
    filter->stage = (int)stage;
  }
  filter->domain = options->domain;
  if (options->domain != NULL && case_domain_find(options->domain) == NULL) {
    g_autofree char *names = case_domain_names();
    invocation_misuse("没有“%s”这个领域，--domain 可以是 %s", options->domain, names);
    return FALSE;
  }
  return TRUE;
}

/* The month to look at where none is named: this one, of another year its last. */
static int month_of(const CaseFilter *filter, Day today) {
  CivilDate date = day_civil(today);
  return filter->month != 0 ? filter->month : filter->year == date.year ? date.month : 12;
}

static int list(Invocation *invocation, const CasesOptions *options, CaseFilter *filter) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (options->matrix) {
    int month = month_of(filter, person_today(&invocation->person));
    g_autoptr(CaseBoard) board = case_board_load(db, filter->year, month, &error);
    if (board == NULL)
      return invocation_fail(error);
    case_rows_write_board(invocation, board);
    return STATUS_DONE;
  }
  if (options->unit != NULL) {
    g_autoptr(Unit) unit = unit_find(db, options->unit, &error);
    if (unit == NULL)
      return invocation_fail(error);
    filter->unit = unit->id;
  }
  g_autoptr(GPtrArray) cases = case_list(db, filter, &error);
  if (cases == NULL)
    return invocation_fail(error);
  case_rows_write(invocation, cases);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(CasesOptions) options = {0};
  g_autofree char *names = case_stage_names();
  g_autofree char *stages = g_strconcat("只看在这个阶段的：", names, NULL);
  const GOptionEntry entries[] = {
      {"year", 0, 0, G_OPTION_ARG_STRING, &options.year, "计入哪一年的；不写则为今年", "年份"},
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month, "只看计入这个月的，如 11 或 2026-11",
       "月份"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "只看这个单位的；写集合则连同其成员；写全称", "单位"},
      {"stage", 0, 0, G_OPTION_ARG_STRING, &options.stage, stages, "阶段"},
      {"domain", 0, 0, G_OPTION_ARG_STRING, &options.domain, "只看这个领域的，如 道路运输", "领域"},
      {"matrix", 0, 0, G_OPTION_ARG_NONE, &options.matrix,
       "看全年各单位每月报了几篇，谁已报、谁没有报", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (options.matrix && (options.unit != NULL || options.stage != NULL || options.domain != NULL))
    return invocation_misuse_help(invocation, "--matrix 只能和 --year、--month 同时用");
  CaseFilter filter;
  if (!read_filter(&options, person_today(&invocation->person), &filter))
    return STATUS_USAGE;
  return list(invocation, &options, &filter);
}

const Command COMMAND_CASES = {
    .name = "cases",
    .group = COMMAND_GROUP_CASE,
    .summary = "列出典型案例，或各单位每月报送情况",
    .details = "列出典型案例，按计入的月份。第一列编号用于 case。已报的是离开起草、没有退回的；"
               "主题和计入的月份不同的，注明“跨月主题”；"
               "过了当月报送期限才首次报出的，注明“迟报”几天，照样计入。",
    .examples = "cases\n"
                "cases --month 11 --stage 退回\n"
                "cases --matrix --year 2026\n"
                "cases --matrix --format csv > 报送情况.csv",
    .formats = TRUE,
    .run = run,
};
