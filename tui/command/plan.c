#include "core/model/plan.h"

#include "core/model/system.h"
#include "core/rules/letter.h"
#include "core/rules/text.h"
#include "tui/action/delivery.h"
#include "tui/action/plan_page.h"
#include "tui/command/invocation.h"
#include "tui/command/letter_output.h"
#include "tui/command/value.h"

#define YEAR_LEAST 1900
#define YEAR_MOST 2100
#define NOTHING "无"

typedef struct {
  char *from;
  char *month;
  char *title;
  char *content;
  char *due_day;
  char *ministry_day;
  char *target;
  char **units;
  char *system;
  char *output;
} PlanOptions;

static void plan_options_clear(PlanOptions *options) {
  g_free(options->from);
  g_free(options->month);
  g_free(options->title);
  g_free(options->content);
  g_free(options->due_day);
  g_free(options->ministry_day);
  g_free(options->target);
  g_strfreev(options->units);
  g_free(options->system);
  g_free(options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PlanOptions, plan_options_clear)

/* What is asked for. */
typedef enum { ASK_PRINT, ASK_COPY, ASK_TOPIC, ASK_PLAN, ASK_UNITS, ASK_SYSTEM } Ask;

/* -1 after saying that it is several things at once. */
static int read_ask(const Invocation *invocation, const PlanOptions *options) {
  gboolean topic = options->month != NULL;
  gboolean plan = options->due_day != NULL || options->ministry_day != NULL ||
                  options->target != NULL || (options->title != NULL && !topic);
  int asked = (options->from != NULL) + topic + plan + (options->units != NULL) +
              (options->system != NULL) + (options->output != NULL);
  if (asked > 1) {
    invocation_misuse_help(invocation,
                           "--from、--month、计划本身、--unit、--system、--output 一次只能用一样");
    return -1;
  }
  if (topic ? options->title == NULL && options->content == NULL : options->content != NULL) {
    invocation_misuse_help(invocation,
                           "改一个月，要写 --month 和 --title 主题 或 --content 主要内容");
    return -1;
  }
  return options->from != NULL     ? ASK_COPY
         : topic                   ? ASK_TOPIC
         : plan                    ? ASK_PLAN
         : options->units != NULL  ? ASK_UNITS
         : options->system != NULL ? ASK_SYSTEM
                                   : ASK_PRINT;
}

/* ---- printing --------------------------------------------------------------------------- */

static int print(Invocation *invocation, int year, const char *path) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autofree char *page =
      plan_page_text(db, year, person_today(&invocation->person), LETTER_COLUMNS, &error);
  if (page == NULL)
    return invocation_fail(error);
  if (path == NULL) {
    output_text(&invocation->output, page);
    return STATUS_DONE;
  }
  if (!delivery_file(path, page, &error))
    return invocation_fail(error);
  g_autofree char *name = g_filename_display_name(path);
  output_line(&invocation->output, "%d年选题计划存在 %s", year, name);
  return STATUS_DONE;
}

/* ---- changing --------------------------------------------------------------------------- */

static gboolean set_topic(Db *db, const Actor *actor, int year, int month,
                          const PlanOptions *options, GError **error) {
  g_autoptr(GPtrArray) topics = topic_list(db, year, month, error);
  if (topics == NULL)
    return FALSE;
  if (topics->len == 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%d年%d月的选题计划", year, month);
    return FALSE;
  }
  const Topic *topic = topics->pdata[0];
  g_autofree char *title = text_clean(options->title, FALSE);
  g_autofree char *content = text_clean(options->content, TRUE);
  return topic_edit(db, actor, topic->id, options->title != NULL ? title : topic->title,
                    options->content != NULL ? content : topic->content, NULL, error);
}

/* Sets what options name, and leaves the rest of the plan as it is. */
static gboolean set_plan(Db *db, const Actor *actor, int year, const PlanOptions *options,
                         PlanInput input, GError **error) {
  g_autoptr(GError) failed = NULL;
  g_autoptr(Plan) plan = plan_load(db, year, &failed);
  if (plan == NULL) {
    if (failed != NULL)
      g_propagate_error(error, g_steal_pointer(&failed));
    else
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                  "没有%d年的选题计划；请先用 taizhang plan %d --from 年份 建立", year, year);
    return FALSE;
  }
  g_autofree char *title = text_clean(options->title, FALSE);
  input.title = options->title != NULL ? title : plan->title;
  if (options->due_day == NULL)
    input.due_day = plan->due_day;
  if (options->ministry_day == NULL)
    input.ministry_day = plan->ministry_day;
  if (options->target == NULL)
    input.target = plan->target;
  return plan_edit(db, actor, year, &input, NULL, error);
}

static gboolean set_units(Db *db, const Actor *actor, int year, char **units, GError **error) {
  static const char *const NONE[] = {NULL};
  gboolean none = g_str_equal(units[0], NOTHING) && units[1] == NULL;
  return plan_set_units(db, actor, year, none ? NONE : (const char *const *)units, error);
}

static gboolean set_system(Db *db, const Actor *actor, int year, const char *text, GError **error) {
  if (g_str_equal(text, NOTHING))
    return plan_set_system(db, actor, year, 0, error);
  g_autoptr(System) system = system_find(db, text, year, error);
  return system != NULL && plan_set_system(db, actor, year, system->id, error);
}

static int change(Invocation *invocation, const PlanOptions *options, Ask ask, int year) {
  int from = 0, month = 0;
  PlanInput input = {0};
  if (!value_number("--from", options->from, YEAR_LEAST, YEAR_MOST, &from) ||
      !value_number("--month", options->month, 1, 12, &month) ||
      !value_number("--due-day", options->due_day, 1, 31, &input.due_day) ||
      !value_number("--ministry-day", options->ministry_day, 0, 31, &input.ministry_day) ||
      !value_number("--target", options->target, 0, G_MAXINT, &input.target))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  gboolean done = ask == ASK_COPY    ? plan_copy(db, &actor, from, year, &error)
                  : ask == ASK_TOPIC ? set_topic(db, &actor, year, month, options, &error)
                  : ask == ASK_PLAN  ? set_plan(db, &actor, year, options, input, &error)
                  : ask == ASK_UNITS ? set_units(db, &actor, year, options->units, &error)
                                     : set_system(db, &actor, year, options->system, &error);
  if (!done)
    return invocation_fail(error);
  if (ask == ASK_COPY)
    output_line(&invocation->output, "已由%d年选题计划建立%d年选题计划；taizhang plan %d 查看",
                from, year, year);
  else if (ask == ASK_TOPIC)
    output_line(&invocation->output, "已修改%d年%d月的主题", year, month);
  else
    output_line(&invocation->output, "已修改%d年选题计划", year);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(PlanOptions) options = {0};
  const GOptionEntry entries[] = {
      {"from", 0, 0, G_OPTION_ARG_STRING, &options.from, "由这一年的计划建立，文字里的年份随之改动",
       "年份"},
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month, "改哪一个月，1 到 12", "月份"},
      {"title", 0, 0, G_OPTION_ARG_STRING, &options.title,
       "这个月的主题；不写 --month 则是计划的标题", "文字"},
      {"content", 0, 0, G_OPTION_ARG_STRING, &options.content, "这个月的主要内容", "文字"},
      {"due-day", 0, 0, G_OPTION_ARG_STRING, &options.due_day, "每月几日前报送", "日"},
      {"ministry-day", 0, 0, G_OPTION_ARG_STRING, &options.ministry_day,
       "每月几日之前报部；0 为不报部", "日"},
      {"target", 0, 0, G_OPTION_ARG_STRING, &options.target, "每月几篇", "篇数"},
      {"unit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.units,
       "哪些单位要报，写全称，可以写几次，集合代表其成员；写“无”则不设定", "单位"},
      {"system", 0, 0, G_OPTION_ARG_STRING, &options.system,
       "按哪个指标体系给案例计分：编号、模板名或标题；写“无”则不选", "体系"},
      {"output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, "存成文件，不覆盖已有的", "文件"},
      {NULL}};
  int status, year = 0;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int ask = read_ask(invocation, &options);
  if (ask < 0 || !value_number("年份", invocation->argument, YEAR_LEAST, YEAR_MOST, &year))
    return STATUS_USAGE;
  return ask == ASK_PRINT ? print(invocation, year, options.output)
                          : change(invocation, &options, (Ask)ask, year);
}

const Command COMMAND_PLAN = {
    .name = "plan",
    .group = COMMAND_GROUP_CASE,
    .summary = "打印、沿用、修改典型案例选题计划",
    .details = "只写年份，打印全年的选题计划，宽度适合 A4 纸。新的一年可以沿用上一年的（--from），"
               "再逐月修改；也可以用 taizhang init --template 由模板建立。",
    .examples = "plan 2026\n"
                "plan 2026 --output 选题计划.txt\n"
                "plan 2027 --from 2026\n"
                "plan 2027 --month 3 --title 信用评价 --content 信用评价结果的应用\n"
                "plan 2027 --unit 五市交通运输局 --unit 厅运输处\n"
                "plan 2027 --system mot-2023",
    .argument = "年份",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "plan.copy plan.edit plan.system plan.units topic.edit",
    .run = run,
};
