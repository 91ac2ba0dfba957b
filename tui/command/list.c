#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "tui/command/task_rows.h"

typedef struct {
  char *ledger;
  char *unit;
  char *state;
  char *light;
  char *query;
  gboolean overdue;
  gboolean all;
} ListOptions;

static void list_options_clear(ListOptions *options) {
  g_free(options->ledger);
  g_free(options->unit);
  g_free(options->state);
  g_free(options->light);
  g_free(options->query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ListOptions, list_options_clear)

/* 未启动、已交办…: every state there is. */
static char *state_names(void) {
  const char *names[TASK_STATE_COUNT + 1] = {NULL};
  for (int i = 0; i < TASK_STATE_COUNT; i++)
    names[i] = task_state_name((TaskState)i);
  return g_strjoinv("、", (char **)names);
}

/* What needs no ledger to be understood. FALSE after saying what is wrong. */
static gboolean read_filter(const ListOptions *options, Day today, TaskFilter *filter) {
  TaskState state;
  Light light;
  if (options->state != NULL) {
    if (!task_state_parse(options->state, &state)) {
      g_autofree char *names = state_names();
      invocation_misuse("没有“%s”这种状态，--state 可以是 %s", options->state, names);
      return FALSE;
    }
    filter->state = (int)state;
  }
  if (options->light != NULL) {
    if (!light_parse(options->light, &light)) {
      invocation_misuse("没有“%s”这种灯，--light 可以是 红、黄、绿（或蓝）、灰", options->light);
      return FALSE;
    }
    filter->light = (int)light;
  }
  if (options->overdue && filter->light >= 0 && filter->light != LIGHT_RED) {
    invocation_misuse("--overdue 只列红灯，不能与 --light %s 同时用", options->light);
    return FALSE;
  }
  if (options->overdue) {
    filter->light = LIGHT_RED;
    filter->due_until = today - 1;
    filter->order = TASK_ORDER_DUE;
  }
  filter->query = options->query;
  filter->frozen = options->all;
  return TRUE;
}

/* What the ledger must know. */
static gboolean find_names(Db *db, const ListOptions *options, TaskFilter *filter, GError **error) {
  if (options->ledger != NULL) {
    g_autoptr(Ledger) ledger = ledger_find(db, options->ledger, error);
    if (ledger == NULL)
      return FALSE;
    filter->ledger = ledger->id;
  }
  if (options->unit != NULL) {
    g_autoptr(Unit) unit = unit_find(db, options->unit, error);
    if (unit == NULL)
      return FALSE;
    filter->unit = unit->id;
  }
  return TRUE;
}

/* 共69项：红2 黄0 绿49 灰18 */
static void write_total(Output *output, const GArray *refs) {
  if (refs->len == 0) {
    output_line(output, "没有符合条件的任务。");
    return;
  }
  guint lights[LIGHT_COUNT] = {0};
  gboolean blue = TRUE;
  for (guint i = 0; i < refs->len; i++) {
    lights[g_array_index(refs, TaskRef, i).light]++;
    blue = blue && g_array_index(refs, TaskRef, i).blue;
  }
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "共%u项：", refs->len);
  for (guint i = 0; i < LIGHT_COUNT; i++)
    g_string_append_printf(line, "%s%s%u", i > 0 ? " " : "", light_name_in((Light)i, blue),
                           lights[i]);
  output_line(output, "%s", line->str);
}

static int list(Invocation *invocation, const ListOptions *options) {
  TaskFilter filter = TASK_FILTER_ALL;
  Day today = person_today(&invocation->person);
  if (!read_filter(options, today, &filter))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (!find_names(db, options, &filter, &error))
    return invocation_fail(error);
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, &error);
  if (refs == NULL || !task_rows_write(invocation, db, reckoning, refs, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_TABLE)
    write_total(&invocation->output, refs);
  if (invocation->format == FORMAT_JSON)
    output_data(&invocation->output, "\n");
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(ListOptions) options = {0};
  g_autofree char *names = state_names();
  g_autofree char *states = g_strconcat("只列这种状态的：", names, NULL);
  const GOptionEntry entries[] = {
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger, "只列这本台账：编号、模板名或标题",
       "台账"},
      {"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "连同已封存的台账", NULL},
      {"overdue", 0, 0, G_OPTION_ARG_NONE, &options.overdue,
       "只列已过期限、还没有办结的，拖得最久的在前", NULL},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "只列这个单位的，连同它所在的集合的；写全称或别名", "单位"},
      {"state", 0, 0, G_OPTION_ARG_STRING, &options.state, states, "状态"},
      {"light", 0, 0, G_OPTION_ARG_STRING, &options.light, "只列亮这种灯的：红、黄、绿（或蓝）、灰",
       "灯"},
      {"query", 0, 0, G_OPTION_ARG_STRING, &options.query,
       "只列含有这些词的：目标任务、时限、备注、指标、单位，或序号；几个词用空格隔开", "词"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return list(invocation, &options);
}

const Command COMMAND_LIST = {
    .name = "list",
    .group = COMMAND_GROUP_READ,
    .summary = "列出任务，可按台账、单位、状态、灯、词筛选",
    .details = "列出任务。第一列编号用于 show、progress、step、log 等；序号是任务在台账中的第几项。"
               "已封存的台账不列入，除非用 --ledger 写明，或用 --all。",
    .examples = "list --overdue\n"
                "list --unit 厅法规处 --light 红\n"
                "list --format csv > 台账.csv",
    .formats = TRUE,
    .run = run,
};
