#include <string.h>

#include "core/model/each.h"
#include "core/model/task.h"
#include "tui/command/ids.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

typedef struct {
  char *text;
  char *percent;
  char *on;
  char **evidence;
} ProgressOptions;

static void progress_options_clear(ProgressOptions *options) {
  g_free(options->text);
  g_free(options->percent);
  g_free(options->on);
  g_strfreev(options->evidence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProgressOptions, progress_options_clear)

static int say(Invocation *invocation, Db *db, const ProgressInput *input, gint64 task) {
  g_autoptr(GError) error = NULL;
  g_autofree char *label = task_label(db, task, &error);
  if (label == NULL)
    return invocation_fail(error);
  char day[DAY_TEXT_SIZE];
  Day today = person_today(&invocation->person);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "已记录进展：%s（%s", label,
                         day_to_iso(input->made_on != DAY_NONE ? input->made_on : today, day));
  if (input->percent != PERCENT_NONE)
    g_string_append_printf(line, "，完成率%d%%", input->percent);
  guint evidence = input->evidence != NULL ? g_strv_length((char **)input->evidence) : 0;
  if (evidence > 0)
    g_string_append_printf(line, "，佐证材料%u份", evidence);
  output_line(&invocation->output, "%s）", line->str);
  return STATUS_DONE;
}

static int record(Invocation *invocation, const ProgressInput *input, const GArray *tasks) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!each_progress(db, &actor, input, tasks, &error))
    return invocation_fail(error);
  int status = STATUS_DONE;
  for (guint i = 0; status == STATUS_DONE && i < tasks->len; i++)
    status = say(invocation, db, input, g_array_index(tasks, gint64, i));
  ids_write_total(&invocation->output, tasks);
  return status;
}

/* Evidence as it is kept: cleaned, one line each, blank ones refused. */
static gboolean clean_evidence(char **evidence) {
  for (gsize i = 0; evidence != NULL && evidence[i] != NULL; i++) {
    char *clean = NULL;
    if (g_str_equal(evidence[i], "-")) {
      invocation_fail_text("--evidence 应是文件路径、文号或网址，没有记录");
      return FALSE;
    }
    if (!value_text("--evidence", evidence[i], &clean))
      return FALSE;
    g_strdelimit(clean, "\n", ' ');
    g_free(evidence[i]);
    evidence[i] = clean;
  }
  return TRUE;
}

static int run(Invocation *invocation) {
  g_auto(ProgressOptions) options = {0};
  const GOptionEntry entries[] = {
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text,
       "做了什么（必须写）；写 - 则从标准输入读取", "文字"},
      {"percent", 0, 0, G_OPTION_ARG_STRING, &options.percent, "完成率，0 到 100", "数"},
      {"evidence", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.evidence,
       "佐证材料：文件路径、文号或网址；可以写几次", "材料"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "哪一天的进展；不写则为今天", "年-月-日"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  ProgressInput input = {.percent = PERCENT_NONE, .made_on = DAY_NONE};
  if (options.text == NULL)
    return invocation_misuse_help(invocation, "缺少 --text 文字：请写明做了什么");
  if (options.percent != NULL && g_str_has_suffix(options.percent, "%"))
    options.percent[strlen(options.percent) - 1] = '\0';
  if (!value_number("--percent", options.percent, 0, 100, &input.percent) ||
      !value_day("--on", options.on, &input.made_on))
    return STATUS_USAGE;
  g_autoptr(GArray) tasks = ids_read(invocation, invocation->arguments, &status);
  if (tasks == NULL)
    return status;
  g_autofree char *text = NULL;
  if (!value_text("--text", options.text, &text) || !clean_evidence(options.evidence))
    return STATUS_FAILED;
  input.text = text;
  g_autoptr(GPtrArray) files = NULL;
  if (!value_evidence(options.evidence, &files))
    return STATUS_FAILED;
  g_autofree const char **references = evidence_references(files);
  input.evidence = references;
  input.files = files;
  return record(invocation, &input, tasks);
}

const Command COMMAND_PROGRESS = {
    .name = "progress",
    .group = COMMAND_GROUP_DAILY,
    .summary = "给任务记一条进展",
    .details =
        "给任务记一条进展。以前的进展都保留，不会被覆盖；写几个编号，就给每一项各记一条；记错了可用"
        " taizhang undo 一次撤销。",
    .examples = "progress 4 --text 已完成征求意见 --percent 60\n"
                "progress 4 --text 已报送 --evidence 宁交办发〔2026〕12号 --on 2026-11-20\n"
                "progress 4 --text - < 进展.txt\n"
                "list --unit 厅法规处 --format ids | taizhang progress - --text 已开会部署",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .writes = TRUE,
    .verbs = "progress.add task.done",
    .run = run,
};
