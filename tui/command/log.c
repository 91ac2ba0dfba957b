#include "core/config/nearest.h"
#include "core/model/history.h"
#include "core/model/unit.h"
#include "core/rules/verb.h"
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

/* TRUE when a change is of the field that is looked for; NULL: of any. */
static gboolean is_of_field(const JournalChange *change, const char *field) {
  return field == NULL || words_mean(field, change->table, change->field);
}

static json_t *entry_json(const JournalEntry *entry) {
  g_autofree char *at = time_text(entry->at, "%Y-%m-%dT%H:%M:%S%:z");
  json_t *object = json_object();
  json_object_set_new(object, "seq", json_integer(entry->seq));
  json_object_set_new(object, "at", data_text(at));
  json_object_set_new(object, "who", data_text(entry->who));
  json_object_set_new(object, "verb", data_text(entry->verb));
  json_object_set_new(object, "summary", data_text(entry->summary));
  json_object_set_new(object, "reason", data_text(entry->reason));
  json_object_set_new(object, "task", entry->task != 0 ? json_integer(entry->task) : json_null());
  json_object_set_new(object, "undoes",
                      entry->undoes != 0 ? json_integer(entry->undoes) : json_null());
  return object;
}

static json_t *change_json(const JournalChange *change) {
  json_t *item = json_object();
  json_object_set_new(item, "table", data_text(change->table));
  json_object_set_new(item, "id", json_integer(change->id));
  json_object_set_new(item, "field", data_text(change->field));
  json_object_set_new(item, "old", data_text(change->old));
  json_object_set_new(item, "new", data_text(change->new_));
  return item;
}

/* A row for a change of an entry numbered seq, made at; change is NULL where it has none to show.
 */
static void write_csv_row(Output *output, const JournalEntry *entry, const char *seq,
                          const char *at, const JournalChange *change) {
  const char *cells[] = {seq,  at,   entry->who, entry->verb, entry->summary,
                         NULL, NULL, NULL,       NULL,        NULL};
  char id[24];
  if (change != NULL) {
    g_snprintf(id, sizeof id, "%" G_GINT64_FORMAT, change->id);
    cells[5] = words_table(change->table);
    cells[6] = id;
    cells[7] = words_column(change->table, change->field);
    cells[8] = change->old;
    cells[9] = change->new_;
  }
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

/* ---- text ------------------------------------------------------------------------------- */

static char *summary_text(const JournalEntry *entry) {
  if (entry->undone_by == 0)
    return g_strdup(entry->summary);
  return g_strdup_printf("%s（已被第%" G_GINT64_FORMAT "条撤销）", entry->summary,
                         entry->undone_by);
}

/* The history of a task: each entry, with what it changed below it. */
static void write_heading(Output *output, const JournalEntry *entry) {
  g_autofree char *at = time_text(entry->at, "%Y-%m-%d %H:%M");
  g_autofree char *summary = summary_text(entry);
  output_line(output, "%" G_GINT64_FORMAT "  %s  %s  %s", entry->seq, at, entry->who, summary);
}

static void write_change(Output *output, const JournalChange *change, const GPtrArray *units) {
  g_autofree char *line = history_change_text(change, units);
  if (line != NULL)
    page_text(output, 4, line);
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
  const JournalFilter *filter;
  Table *table;     /* NULL: not in a table */
  GPtrArray *units; /* Unit*: their names */
  DataArray array;
} Writing;

/* An entry that is being written. */
typedef struct {
  Writing *writing;
  const JournalEntry *entry;
  const char *seq, *at; /* as CSV has them */
  gboolean begun;
  DataArray changes; /* in JSON */
} EntryWriting;

/* What comes before its changes; a row of CSV has all in it. */
static void begin_entry(EntryWriting *written) {
  Writing *writing = written->writing;
  if (written->begun)
    return;
  written->begun = TRUE;
  if (writing->invocation->format == FORMAT_JSON) {
    data_array_next(&writing->array);
    written->changes =
        data_member_begin(&writing->invocation->output, entry_json(written->entry), "changes");
  } else if (writing->invocation->format != FORMAT_CSV) {
    write_heading(&writing->invocation->output, written->entry);
  }
}

static gboolean write_one(const JournalChange *change, gpointer data) {
  EntryWriting *written = data;
  Writing *writing = written->writing;
  Output *output = &writing->invocation->output;
  if (!is_of_field(change, writing->filter->field))
    return TRUE;
  begin_entry(written);
  if (writing->invocation->format == FORMAT_JSON)
    data_array_item(&written->changes, change_json(change));
  else if (writing->invocation->format == FORMAT_CSV)
    write_csv_row(output, written->entry, written->seq, written->at, change);
  else
    write_change(output, change, writing->units);
  return !output_failed(output);
}

static void end_entry(EntryWriting *written) {
  Writing *writing = written->writing;
  if (writing->invocation->format == FORMAT_CSV && !written->begun)
    write_csv_row(&writing->invocation->output, written->entry, written->seq, written->at, NULL);
  begin_entry(written);
  if (writing->invocation->format == FORMAT_JSON)
    data_member_end(&written->changes);
}

static gboolean write_entry(Writing *writing, const JournalEntry *entry, GError **error) {
  if (writing->table != NULL) {
    add_table_row(writing->table, entry);
    return TRUE;
  }
  g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *at = time_text(entry->at, "%Y-%m-%d %H:%M:%S");
  EntryWriting written = {.writing = writing, .entry = entry, .seq = seq, .at = at};
  if (!journal_each_change(writing->db, entry->seq, writing->filter->task, write_one, &written,
                           error))
    return FALSE;
  end_entry(&written);
  return TRUE;
}

static gboolean write_entries(Invocation *invocation, Db *db, const JournalFilter *filter,
                              const GPtrArray *entries, GError **error) {
  static const TableColumn COLUMNS[] = {
      {"序号", 0, TRUE}, {"时间", 0, FALSE}, {"谁", 16, FALSE}, {"做了什么", 0, FALSE}};
  static const char *const HEADS[] = {"序号", "时间", "谁",   "动作", "摘要", "表",
                                      "编号", "字段", "原值", "新值", NULL};
  Output *output = &invocation->output;
  gboolean tabular =
      invocation->format == FORMAT_TABLE && filter->task == 0 && filter->field == NULL;
  g_autoptr(Table) table = tabular ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return FALSE;
  Writing writing = {
      .invocation = invocation, .db = db, .filter = filter, .table = table, .units = units};
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

/* What is asked for, as it was typed. */
typedef struct {
  JournalFilter filter;
  char *who, *task, *field, *unit, *verb, *text; /* may be NULL */
  char *since, *until, *day, *before, *limit_text;
  int limit;
  gboolean odd_verb; /* verb is none that is known */
} LogOptions;

static void log_options_clear(LogOptions *options) {
  char *texts[] = {options->who,  options->task,   options->field,     options->unit,
                   options->verb, options->text,   options->since,     options->until,
                   options->day,  options->before, options->limit_text};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LogOptions, log_options_clear)

/* ，是不是“备注”; "" where none of names (NULL-terminated) is near. The caller frees. */
static char *nearest_text(const char *name, const char *const *names) {
  const char *near = nearest_word(name, names);
  return near != NULL ? g_strdup_printf("，是不是“%s”", near) : g_strdup("");
}

/* The ids of a unit and of those that went into it. NULL and error. */
static GArray *ids_of_unit(Db *db, const char *name, GError **error) {
  g_autoptr(Unit) unit = unit_find(db, name, error);
  g_autoptr(GPtrArray) aliases = unit != NULL ? unit_aliases(db, unit->id, error) : NULL;
  if (aliases == NULL)
    return NULL;
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(ids, unit->id);
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    if (alias->ended != 0)
      g_array_append_val(ids, alias->ended);
  }
  return ids;
}

static GPtrArray *read_entries(Db *db, LogOptions *options, GError **error) {
  if (options->unit == NULL)
    return journal_find_entries(db, &options->filter, options->limit, error);
  g_autoptr(GArray) ids = ids_of_unit(db, options->unit, error);
  if (ids == NULL)
    return NULL;
  options->filter.units = (const gint64 *)(gpointer)ids->data;
  options->filter.unit_count = ids->len;
  GPtrArray *entries = journal_find_entries(db, &options->filter, options->limit, error);
  options->filter.units = NULL;
  return entries;
}

/* TRUE when something was left out of what there is. */
static gboolean is_filtered(const LogOptions *options) {
  const JournalFilter *filter = &options->filter;
  return filter->who != NULL || filter->field != NULL || options->unit != NULL ||
         filter->verb != NULL || filter->text != NULL || filter->before != 0 ||
         filter->since != DAY_NONE || filter->until != DAY_NONE;
}

/* Where a table is full there may be more; a full history says by itself that it begins. */
static void write_end(Invocation *invocation, const LogOptions *options, const GPtrArray *entries) {
  if (invocation->format != FORMAT_TABLE)
    return;
  if (entries->len == 0) {
    output_line(&invocation->output,
                is_filtered(options) ? "没有符合条件的日志。" : "日志是空的。");
    return;
  }
  const JournalEntry *last = entries->pdata[entries->len - 1];
  if (options->limit != 0 && (int)entries->len == options->limit && last->seq > 1)
    output_line(&invocation->output,
                "只列出%d条；更早的加 --before %" G_GINT64_FORMAT " 查看，全部列出用 --limit 0。",
                options->limit, last->seq);
}

static int write_log(Invocation *invocation, LogOptions *options) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = read_entries(db, options, &error);
  if (entries == NULL)
    return invocation_fail(error);
  gint64 task = options->filter.task;
  if (entries->len == 0 && task != 0 && !is_filtered(options))
    return invocation_fail_text(
        "日志里没有编号为 %" G_GINT64_FORMAT " 的任务，可用 taizhang list 查看编号", task);
  if (entries->len == 0 && options->odd_verb) {
    g_autofree const char **names = verb_names();
    g_autofree char *near = nearest_text(options->verb, names);
    return invocation_fail_text("没有叫“%s”的动作%s", options->verb, near);
  }
  if (!write_entries(invocation, db, &options->filter, entries, &error))
    return invocation_fail(error);
  write_end(invocation, options, entries);
  return STATUS_DONE;
}

/* ---- options ---------------------------------------------------------------------------- */

static gboolean check_field(const char *field) {
  if (field == NULL || words_mean_any(field))
    return TRUE;
  g_autofree const char **all = words_all();
  g_autofree char *near = nearest_text(field, all);
  invocation_misuse("没有叫“%s”的字段%s", field, near);
  return FALSE;
}

/* A verb by its name becomes the verb; one of a newer program may be asked for, too. */
static void read_verb(LogOptions *options) {
  char *verb = options->verb != NULL ? verb_read(options->verb) : NULL;
  options->odd_verb = options->verb != NULL && verb == NULL;
  if (verb == NULL)
    return;
  g_free(options->verb);
  options->verb = verb;
}

static gboolean read_days(LogOptions *options) {
  JournalFilter *filter = &options->filter;
  Day day = DAY_NONE;
  filter->since = filter->until = DAY_NONE;
  if (!value_day("--since", options->since, &filter->since) ||
      !value_day("--until", options->until, &filter->until) ||
      !value_day("--day", options->day, &day))
    return FALSE;
  if (day != DAY_NONE)
    filter->since = filter->until = day;
  return TRUE;
}

static gboolean read_options(Invocation *invocation, LogOptions *options) {
  const char *task = options->task != NULL ? options->task : invocation->argument;
  int before = 0;
  options->limit = invocation->format == FORMAT_TABLE ? LIMIT_TABLE : 0;
  if (!value_number("--limit", options->limit_text, 0, LIMIT_MOST, &options->limit) ||
      !value_number("--before", options->before, 1, G_MAXINT, &before) || !read_days(options) ||
      !check_field(options->field) ||
      (task != NULL && !value_task(invocation, task, &options->filter.task)))
    return FALSE;
  read_verb(options);
  options->filter.before = before;
  options->filter.who = options->who;
  options->filter.field = options->field;
  options->filter.verb = options->verb;
  options->filter.text = options->text;
  return TRUE;
}

static int run(Invocation *invocation) {
  g_auto(LogOptions) options = {0};
  const GOptionEntry entries[] = {
      {"who", 0, 0, G_OPTION_ARG_STRING, &options.who, "只看这个人做的；写登录名，或姓名", "人"},
      {"task", 0, 0, G_OPTION_ARG_STRING, &options.task, "只看这一项任务的，同直接写编号", "编号"},
      {"field", 0, 0, G_OPTION_ARG_STRING, &options.field,
       "只看改过这一栏的：期限、备注、完成率、责任单位、进展……", "字段"},
      {"since", 0, 0, G_OPTION_ARG_STRING, &options.since, "从这一天起", "年-月-日"},
      {"until", 0, 0, G_OPTION_ARG_STRING, &options.until, "到这一天为止", "年-月-日"},
      {"day", 0, 0, G_OPTION_ARG_STRING, &options.day, "只看这一天", "年-月-日"},
      {"verb", 0, 0, G_OPTION_ARG_STRING, &options.verb,
       "只看这种动作：记录进展，或 progress.add；只写 progress 则其下各种都算", "动作"},
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text, "摘要或理由里有这段文字的", "文字"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "只看这个单位本身的：改名、合并、别名、成员等；写全称或别名", "单位"},
      {"before", 0, 0, G_OPTION_ARG_STRING, &options.before, "只看序号比它小的，用来往前翻",
       "序号"},
      {"limit", 0, 0, G_OPTION_ARG_STRING, &options.limit_text,
       "最多几条，0 为全部；不写则表格 50 条，json、csv 全部", "条数"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (options.unit != NULL && (invocation->argument != NULL || options.task != NULL))
    return invocation_misuse_help(invocation, "编号与 --unit 只能写一个");
  if (options.task != NULL && invocation->argument != NULL)
    return invocation_misuse_help(invocation, "编号与 --task 只能写一个");
  if (options.day != NULL && (options.since != NULL || options.until != NULL))
    return invocation_misuse_help(invocation, "--day 与 --since、--until 只能写一种");
  if (!read_options(invocation, &options))
    return STATUS_USAGE;
  return write_log(invocation, &options);
}

const Command COMMAND_LOG = {
    .name = "log",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "谁在什么时候改了什么",
    .details =
        "谁在什么时候改了什么，新的在前。写了编号，只看这一项任务的，连同每处改动的原值和新值。"
        "各种条件可以合写，都要符合。",
    .examples = "log\n"
                "log 4\n"
                "log --who lisi --field 期限 --since 2026-11-01\n"
                "log --unit 厅法规处\n"
                "log --format json --limit 10",
    .argument = "编号",
    .formats = TRUE,
    .run = run,
};
