#include "core/model/history.h"
#include "core/model/unit.h"
#include "core/store/journal.h"
#include "core/store/words.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

#define LIMIT_TABLE 50 /* entries shown where --limit does not say */
#define LIMIT_MOST 1000000000

/* ---- data ------------------------------------------------------------------------------- */

/* Seconds since 1970 in local time; format as g_date_time_format() takes it. The caller frees. */
static char *time_text(gint64 at, const char *format) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
  return time != NULL ? g_date_time_format(time, format) : g_strdup("");
}

static json_t *entry_json(const JournalEntry *entry, const GPtrArray *changes) {
  g_autofree char *at = time_text(entry->at, "%Y-%m-%dT%H:%M:%S%:z");
  json_t *list = json_array();
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    json_t *item = json_object();
    json_object_set_new(item, "table", data_text(change->table));
    json_object_set_new(item, "id", json_integer(change->id));
    json_object_set_new(item, "field", data_text(change->field));
    json_object_set_new(item, "old", data_text(change->old));
    json_object_set_new(item, "new", data_text(change->new_));
    json_array_append_new(list, item);
  }
  json_t *object = json_object();
  json_object_set_new(object, "seq", json_integer(entry->seq));
  json_object_set_new(object, "at", data_text(at));
  json_object_set_new(object, "who", data_text(entry->who));
  json_object_set_new(object, "verb", data_text(entry->verb));
  json_object_set_new(object, "summary", data_text(entry->summary));
  json_object_set_new(object, "reason", data_text(entry->reason));
  json_object_set_new(object, "changes", list);
  return object;
}

/* A row for each change; one for an entry that has none to show. */
static void write_csv_rows(Output *output, const JournalEntry *entry, const GPtrArray *changes) {
  g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *at = time_text(entry->at, "%Y-%m-%d %H:%M:%S");
  const char *cells[] = {seq,  at,   entry->who, entry->verb, entry->summary,
                         NULL, NULL, NULL,       NULL,        NULL};
  if (changes->len == 0)
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, change->id);
    cells[5] = words_table(change->table);
    cells[6] = id;
    cells[7] = words_column(change->table, change->field);
    cells[8] = change->old;
    cells[9] = change->new_;
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* ---- text ------------------------------------------------------------------------------- */

static char *summary_text(const JournalEntry *entry) {
  if (entry->undone_by == 0)
    return g_strdup(entry->summary);
  return g_strdup_printf("%s（已被第%" G_GINT64_FORMAT "条撤销）", entry->summary,
                         entry->undone_by);
}

/* The history of a task: each entry with what it changed. */
static void write_history(Output *output, const JournalEntry *entry, const GPtrArray *changes,
                          const GPtrArray *units) {
  g_autofree char *at = time_text(entry->at, "%Y-%m-%d %H:%M");
  g_autofree char *summary = summary_text(entry);
  output_line(output, "%" G_GINT64_FORMAT "  %s  %s  %s", entry->seq, at, entry->who, summary);
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    g_autofree char *line = history_change_text(change, units);
    if (line != NULL)
      page_text(output, 4, line);
  }
}

static void add_table_row(Table *table, const JournalEntry *entry) {
  g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *at = time_text(entry->at, "%Y-%m-%d %H:%M");
  g_autofree char *summary = summary_text(entry);
  const char *cells[] = {seq, at, entry->who, summary};
  table_row(table, cells);
}

/* ---- command ---------------------------------------------------------------------------- */

typedef struct {
  Invocation *invocation;
  Db *db;
  gint64 task;      /* 0: all */
  Table *table;     /* NULL: not in a table */
  GPtrArray *units; /* Unit*: their names */
  DataArray array;
} Writing;

static gboolean write_entry(Writing *writing, const JournalEntry *entry, GError **error) {
  Output *output = &writing->invocation->output;
  if (writing->table != NULL) {
    add_table_row(writing->table, entry);
    return TRUE;
  }
  g_autoptr(GPtrArray) changes = journal_changes(writing->db, entry->seq, writing->task, error);
  if (changes == NULL)
    return FALSE;
  if (writing->invocation->format == FORMAT_JSON)
    data_array_item(&writing->array, entry_json(entry, changes));
  else if (writing->invocation->format == FORMAT_CSV)
    write_csv_rows(output, entry, changes);
  else
    write_history(output, entry, changes, writing->units);
  return TRUE;
}

static gboolean write_entries(Invocation *invocation, Db *db, gint64 task, const GPtrArray *entries,
                              GError **error) {
  static const TableColumn COLUMNS[] = {
      {"序号", 0, TRUE}, {"时间", 0, FALSE}, {"谁", 16, FALSE}, {"做了什么", 0, FALSE}};
  static const char *const HEADS[] = {"序号", "时间", "谁",   "动作", "摘要", "表",
                                      "编号", "字段", "原值", "新值", NULL};
  Output *output = &invocation->output;
  gboolean tabular = invocation->format == FORMAT_TABLE && task == 0;
  g_autoptr(Table) table = tabular ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return FALSE;
  Writing writing = {
      .invocation = invocation, .db = db, .task = task, .table = table, .units = units};
  if (invocation->format == FORMAT_JSON)
    writing.array = data_array_begin(output);
  if (invocation->format == FORMAT_CSV)
    data_csv_begin(output, HEADS);
  for (guint i = 0; i < entries->len && !output_failed(output); i++) {
    if (!write_entry(&writing, entries->pdata[i], error))
      return FALSE;
  }
  if (invocation->format == FORMAT_JSON) {
    data_array_end(&writing.array);
    output_data(output, "\n");
  }
  return TRUE;
}

/* The entries about a unit, and about those that went into it. NULL and error. */
static GPtrArray *entries_of_unit(Db *db, const char *name, int limit, GError **error) {
  g_autoptr(Unit) unit = unit_find(db, name, error);
  g_autoptr(GPtrArray) aliases = unit != NULL ? unit_aliases(db, unit->id, error) : NULL;
  if (aliases == NULL)
    return NULL;
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(ids, unit->id);
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    if (alias->ended != 0)
      g_array_append_val(ids, alias->ended);
  }
  return journal_list_units(db, (const gint64 *)(gpointer)ids->data, ids->len, limit, error);
}

static int write_log(Invocation *invocation, gint64 task, const char *unit, int limit) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = unit != NULL ? entries_of_unit(db, unit, limit, &error)
                                              : journal_list(db, task, limit, &error);
  if (entries == NULL)
    return invocation_fail(error);
  if (entries->len == 0 && task != 0)
    return invocation_fail_text(
        "日志里没有编号为 %" G_GINT64_FORMAT " 的任务，可用 taizhang list 查看编号", task);
  if (!write_entries(invocation, db, task, entries, &error))
    return invocation_fail(error);
  if (entries->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "日志是空的。");
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *limit_text = NULL;
  g_autofree char *unit = NULL;
  const GOptionEntry entries[] = {{"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
                                   "只看这个单位本身的：改名、合并、别名、成员等；写全称或别名",
                                   "单位"},
                                  {"limit", 0, 0, G_OPTION_ARG_STRING, &limit_text,
                                   "最多几条，0 为全部；不写则表格 50 条，json、csv 全部", "条数"},
                                  {NULL}};
  int status;
  gint64 task = 0;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (unit != NULL && invocation->argument != NULL)
    return invocation_misuse_help(invocation, "编号与 --unit 只能写一个");
  int limit = invocation->format == FORMAT_TABLE ? LIMIT_TABLE : 0;
  if ((invocation->argument != NULL && !value_task(invocation, invocation->argument, &task)) ||
      !value_number("--limit", limit_text, 0, LIMIT_MOST, &limit))
    return STATUS_USAGE;
  return write_log(invocation, task, unit, limit);
}

const Command COMMAND_LOG = {
    .name = "log",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "谁在什么时候改了什么",
    .details =
        "谁在什么时候改了什么，新的在前。写了编号，只看这一项任务的，连同每处改动的原值和新值。",
    .examples = "log\n"
                "log 4\n"
                "log --unit 厅法规处\n"
                "log --format json --limit 10",
    .argument = "编号",
    .formats = TRUE,
    .run = run,
};
