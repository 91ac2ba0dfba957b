#include "core/model/trash.h"

#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

/* Local time. The caller frees. */
static char *when_text(gint64 at) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
  return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("");
}

/* 第4项 …；第5项 … */
static char *tasks_text(const TrashEntry *entry) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < entry->tasks->len; i++) {
    const TrashTask *task = entry->tasks->pdata[i];
    g_string_append_printf(text, "%s第%d项 %s", i > 0 ? "；" : "", task->number, task->goal);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static json_t *entry_json(const TrashEntry *entry) {
  json_t *object = json_object(), *tasks = json_array();
  g_autofree char *when = when_text(entry->at);
  for (guint i = 0; i < entry->tasks->len; i++) {
    const TrashTask *task = entry->tasks->pdata[i];
    json_t *one = json_object();
    json_object_set_new(one, "task", json_integer(task->id));
    json_object_set_new(one, "ledger", json_integer(task->ledger));
    json_object_set_new(one, "number", json_integer(task->number));
    json_object_set_new(one, "goal", data_text(task->goal));
    json_array_append_new(tasks, one);
  }
  json_object_set_new(object, "seq", json_integer(entry->seq));
  json_object_set_new(object, "at", data_text(when));
  json_object_set_new(object, "who", data_text(entry->who));
  json_object_set_new(object, "reason", data_text(entry->reason));
  json_object_set_new(object, "along", data_text(entry->along));
  json_object_set_new(object, "tasks", tasks);
  return object;
}

static void write_json(Output *output, const GPtrArray *entries) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < entries->len; i++)
    data_array_item(&array, entry_json(entries->pdata[i]));
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *entries) {
  static const TableColumn COLUMNS[] = {{"操作序号", 0, TRUE}, {"时间", 0, FALSE},
                                        {"删除人", 0, FALSE},  {"理由", 24, FALSE},
                                        {"连同", 30, FALSE},   {"任务", 0, FALSE}};
  static const char *const HEADS[] = {"操作序号", "时间", "删除人", "理由", "连同", "任务", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table = csv ? NULL : table_new(&invocation->output, COLUMNS, 6);
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < entries->len; i++) {
    const TrashEntry *entry = entries->pdata[i];
    g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
    g_autofree char *when = when_text(entry->at);
    g_autofree char *tasks = tasks_text(entry);
    const char *const cells[] = {seq, when, entry->who, entry->reason, entry->along, tasks};
    if (csv)
      data_csv_row(&invocation->output, cells, 6);
    else
      table_row(table, cells);
  }
}

static int list(Invocation *invocation) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = trash_list(db, &error);
  if (entries == NULL)
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, entries);
  else if (entries->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "回收站是空的。");
  else
    write_rows(invocation, entries);
  return STATUS_DONE;
}

static int restore(Invocation *invocation, int seq) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GError) error = NULL;
  int tasks = 0;
  if (!trash_restore(db, &actor, seq, &tasks, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已恢复%d项", tasks);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *text = NULL;
  const GOptionEntry entries[] = {{"restore", 0, 0, G_OPTION_ARG_STRING, &text,
                                   "恢复这一次删除的任务，连同一起删除的", "操作序号"},
                                  {NULL}};
  int status, seq = 0;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (!value_number("--restore", text, 1, G_MAXINT, &seq))
    return STATUS_USAGE;
  return seq != 0 ? restore(invocation, seq) : list(invocation);
}

const Command COMMAND_TRASH = {
    .name = "trash",
    .group = COMMAND_GROUP_DAILY,
    .summary = "看回收站，恢复删除的任务",
    .details =
        "列出删除的任务：谁、什么时候、为什么删除，连同什么。用 --restore 恢复，谁删的都可以；"
        "原来的序号被占了的，占用的顺延。恢复了又不要的，用 taizhang redo 再删除。",
    .examples = "trash\n"
                "trash --restore 45",
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "undo",
    .run = run,
};
