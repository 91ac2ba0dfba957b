#include "tui/command/task_filter.h"
#include "tui/command/task_rows.h"

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

/* 4, 7 …: one a line, for commands that take -. */
static int write_ids(Invocation *invocation, const GArray *refs) {
  for (guint i = 0; i < refs->len && !output_failed(&invocation->output); i++)
    output_line(&invocation->output, "%" G_GINT64_FORMAT, g_array_index(refs, TaskRef, i).id);
  return STATUS_DONE;
}

static int list(Invocation *invocation, const TaskFilterOptions *options) {
  TaskFilter filter = TASK_FILTER_ALL;
  Day today = person_today(&invocation->person);
  if (!task_filter_read(options, today, &filter))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (!task_filter_find(db, options, today, &filter, &error))
    return invocation_fail(error);
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, &error);
  if (refs != NULL && invocation->format == FORMAT_IDS)
    return write_ids(invocation, refs);
  if (refs == NULL || !task_rows_write(invocation, db, reckoning, refs, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_TABLE)
    write_total(&invocation->output, refs);
  if (invocation->format == FORMAT_JSON)
    output_data(&invocation->output, "\n");
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(TaskFilterOptions) options = {0};
  GOptionEntry entries[TASK_FILTER_ENTRIES + 1];
  task_filter_entries(&options, "只列", entries);
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return list(invocation, &options);
}

static const Format FORMATS[] = {FORMAT_IDS, FORMAT_TABLE};

const Command COMMAND_LIST = {
    .name = "list",
    .group = COMMAND_GROUP_READ,
    .summary = "列出任务，可按台账、单位、状态、灯、词筛选",
    .details = "列出任务。第一列编号用于 show、progress、step、log 等；序号是任务在台账中的第几项。"
               "已封存的台账不列入，除非用 --ledger 写明，或用 --all。"
               "--format ids 只写编号，一行一个，可以交给编号处写 - 的命令。",
    .examples = "list --overdue\n"
                "list --unit 厅法规处 --light 红\n"
                "list --format csv > 台账.csv\n"
                "list --overdue --format ids | taizhang nudge -",
    .formats = TRUE,
    .more_formats = FORMATS,
    .run = run,
};
