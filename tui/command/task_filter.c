#include "tui/command/task_filter.h"

#include "core/model/ledger.h"
#include "core/model/task_query.h"
#include "core/model/unit.h"

void task_filter_options_clear(TaskFilterOptions *options) {
  g_free(options->ledger);
  g_free(options->unit);
  g_free(options->state);
  g_free(options->light);
  g_free(options->query);
  g_clear_pointer(&options->texts, g_ptr_array_unref);
}

/* 未启动、已交办…: every state there is. */
static char *state_names(void) {
  const char *names[TASK_STATE_COUNT + 1] = {NULL};
  for (int i = 0; i < TASK_STATE_COUNT; i++)
    names[i] = task_state_name((TaskState)i);
  return g_strjoinv("、", (char **)names);
}

static const char *say(TaskFilterOptions *options, const char *only, const char *text) {
  char *said = g_strconcat(only, text, NULL);
  g_ptr_array_add(options->texts, said);
  return said;
}

void task_filter_entries(TaskFilterOptions *options, const char *only,
                         GOptionEntry entries[TASK_FILTER_ENTRIES + 1]) {
  g_autofree char *names = state_names();
  g_autofree char *states = g_strconcat("这种状态的：", names, NULL);
  options->texts = g_ptr_array_new_with_free_func(g_free);
  const GOptionEntry all[TASK_FILTER_ENTRIES + 1] = {
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options->ledger,
       say(options, only, "这本台账：编号、模板名或标题"), "台账"},
      {"all", 0, 0, G_OPTION_ARG_NONE, &options->all, "连同已封存的台账", NULL},
      {"overdue", 0, 0, G_OPTION_ARG_NONE, &options->overdue,
       say(options, only, "已过期限、还没有办结的，拖得最久的在前"), NULL},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options->unit,
       say(options, only, "这个单位的，连同它所在的集合的；写全称或别名"), "单位"},
      {"state", 0, 0, G_OPTION_ARG_STRING, &options->state, say(options, only, states), "状态"},
      {"light", 0, 0, G_OPTION_ARG_STRING, &options->light,
       say(options, only, "亮这种灯的：红、黄、绿（或蓝）、灰"), "灯"},
      {"query", 0, 0, G_OPTION_ARG_STRING, &options->query,
       say(options, only,
           "符合这些词的：目标任务、时限、备注、标签、指标、单位（也认拼音首字母）或序号里有的，或写明哪一项："
           "\"责任:fgc 状态:办理中 时限:<2026-12-01 灯:红\"；几个词用空格隔开，前面加 - 是不要"),
       "词"},
      {NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
    entries[i] = all[i];
}

gboolean task_filter_read(const TaskFilterOptions *options, TaskFilter *filter) {
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
  filter->query = options->query;
  filter->frozen = options->all;
  return TRUE;
}

/* Refuses what of the words is not understood, or names nothing there is. */
static gboolean check_query(Db *db, const char *text, Day today, GError **error) {
  g_autofree char *problems = NULL;
  if (!task_query_problems(db, text, today, &problems, error))
    return FALSE;
  return problems == NULL || store_refuse(error, "--query 有没看懂的地方：%s", problems);
}

gboolean task_filter_find(Db *db, const TaskFilterOptions *options, const Reckoning *reckoning,
                          TaskFilter *filter, GError **error) {
  if (options->overdue)
    task_filter_late(filter, reckoning);
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
  return check_query(db, options->query, reckoning_today(reckoning), error);
}
