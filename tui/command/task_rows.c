#include "tui/command/task_rows.h"

#include "core/model/task_pages.h"
#include "core/rules/text.h"
#include "tui/command/table.h"

#define UNITS_WIDEST 24
#define UNITS_WIDEST_NARROW 14 /* on a terminal of less than … */
#define NARROW 100
#define DEADLINE_WIDEST 16

static json_t *units_json(const Task *task) {
  json_t *units = json_array();
  for (guint i = 0; i < task->units->len; i++) {
    const TaskUnit *unit = task->units->pdata[i];
    json_array_append_new(units, json_pack("{s:o, s:s}", "name", data_text(unit->name), "role",
                                           role_code(unit->role)));
  }
  return units;
}

static json_t *last_progress_json(const Progress *progress) {
  if (progress == NULL)
    return json_null();
  return json_pack("{s:o, s:o, s:o}", "on", data_day(progress->made_on), "by",
                   data_text(progress->author), "text", data_text(progress->text));
}

json_t *task_rows_json(const Task *task) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(task->id));
  json_object_set_new(object, "ledger", data_text(task->ledger_title));
  json_object_set_new(object, "ledger_year", json_integer(task->ledger_year));
  json_object_set_new(object, "number", json_integer(task->number));
  json_object_set_new(object, "primary", data_text(task->primary));
  json_object_set_new(object, "secondary", data_text(task->secondary));
  json_object_set_new(object, "goal", data_text(task->goal));
  json_object_set_new(object, "kind", data_text(task_kind_code(task->kind)));
  json_object_set_new(object, "units", units_json(task));
  json_object_set_new(object, "deadline", data_text(task->deadline));
  json_object_set_new(object, "due", data_day(task->due));
  json_object_set_new(object, "state", data_text(task_state_code(task->state)));
  json_object_set_new(object, "light", data_text(light_code(task->standing.light)));
  json_object_set_new(object, "overdue_days", json_integer(task->standing.overdue));
  json_object_set_new(object, "percent", data_count(task->percent));
  json_object_set_new(object, "last_progress", last_progress_json(task->last_progress));
  json_object_set_new(object, "deadline_printed", data_text(task->deadline_printed));
  return object;
}

/* ---- CSV -------------------------------------------------------------------------------- */

static const char *const CSV_HEADS[] = {
    "编号",     "台账",     "序号",     "一级指标", "二级指标",     "目标任务",
    "类别",     "责任单位", "完成时限", "办理期限", "状态",         "灯",
    "逾期天数", "完成率",   "进展日期", "进展情况", "原文完成时限", NULL};

static void write_csv(Output *output, const Task *task) {
  const Progress *last = task->last_progress;
  char due[DAY_TEXT_SIZE], made_on[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, task->id);
  g_autofree char *number = g_strdup_printf("%d", task->number);
  g_autofree char *units = task_units_text(task);
  g_autofree char *late = g_strdup_printf("%d", task->standing.overdue);
  g_autofree char *percent =
      task->percent != PERCENT_NONE ? g_strdup_printf("%d", task->percent) : NULL;
  const char *cells[] = {
      id,
      task->ledger_title,
      number,
      task->primary,
      task->secondary,
      task->goal,
      task_kind_name(task->kind),
      units,
      task->deadline,
      day_to_iso(task->due, due),
      task_state_name(task->state),
      standing_light_name(&task->standing),
      late,
      percent,
      day_to_iso(last != NULL ? last->made_on : DAY_NONE, made_on),
      last != NULL ? last->text : NULL,
      task->deadline_printed,
  };
  G_STATIC_ASSERT(G_N_ELEMENTS(cells) + 1 == G_N_ELEMENTS(CSV_HEADS));
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

/* ---- table ------------------------------------------------------------------------------ */

enum {
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_LIGHT,
  COLUMN_LATE,
  COLUMN_STATE,
  COLUMN_DEADLINE,
  COLUMN_UNITS,
  COLUMN_GOAL,
  COLUMN_COUNT
};

static void set_columns(TableColumn columns[COLUMN_COUNT]) {
  int screen = output_columns();
  columns[COLUMN_ID] = (TableColumn){"编号", 0, TRUE};
  columns[COLUMN_NUMBER] = (TableColumn){"序号", 0, TRUE};
  columns[COLUMN_LIGHT] = (TableColumn){"灯", 0, FALSE};
  columns[COLUMN_LATE] = (TableColumn){"逾期", 0, TRUE};
  columns[COLUMN_STATE] = (TableColumn){"状态", 0, FALSE};
  columns[COLUMN_DEADLINE] = (TableColumn){"完成时限", DEADLINE_WIDEST, FALSE};
  columns[COLUMN_UNITS] = (TableColumn){
      "责任单位", screen > 0 && screen < NARROW ? UNITS_WIDEST_NARROW : UNITS_WIDEST, FALSE};
  columns[COLUMN_GOAL] = (TableColumn){"目标任务", 0, FALSE};
}

static char *late_days(int late) {
  return g_strdup_printf("%d天", late);
}

static void add_table_row(Table *table, const Task *task) {
  int late = task->standing.overdue;
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, task->id);
  g_autofree char *number = g_strdup_printf("%d", task->number);
  g_autofree char *sign = g_strconcat(light_sign(task->standing.light), " ",
                                      standing_light_name(&task->standing), NULL);
  g_autofree char *days = late > 0 ? late_days(late) : NULL;
  g_autofree char *units = task_units_text(task);
  const char *cells[COLUMN_COUNT] = {
      id, number, sign, days, task_state_name(task->state), task->deadline, units, task->goal};
  table_row(table, cells);
}

/* ---- all -------------------------------------------------------------------------------- */

/* Tasks read in one go: at first a screenful, since many readers want no more. */
#define SCREENFUL 32
#define PAGE 256
/* Where there are so many, columns are settled by the first screenful. */
#define LONG TASK_PAGES_LEAST

struct TaskWriter {
  Output *output;
  Format format;
  Db *db;
  const Reckoning *reckoning;
  guint written;
  TableColumn columns[COLUMN_COUNT];
  Table *table;    /* NULL: not in a table */
  DataArray array; /* in JSON */
};

TaskWriter *task_writer_new(Invocation *invocation, Db *db, const Reckoning *reckoning) {
  TaskWriter *writer = g_new0(TaskWriter, 1);
  writer->output = &invocation->output;
  writer->format = invocation->format;
  writer->db = db;
  writer->reckoning = reckoning;
  set_columns(writer->columns);
  if (writer->format == FORMAT_TABLE)
    writer->table = table_new(writer->output, writer->columns, COLUMN_COUNT);
  if (writer->format == FORMAT_JSON)
    writer->array = data_array_begin(writer->output);
  if (writer->format == FORMAT_CSV)
    data_csv_begin(writer->output, CSV_HEADS);
  return writer;
}

void task_writer_end(TaskWriter *writer) {
  if (writer->format == FORMAT_JSON)
    data_array_end(&writer->array);
  g_clear_pointer(&writer->table, table_end);
}

void task_writer_free(TaskWriter *writer) {
  if (writer == NULL)
    return;
  g_clear_pointer(&writer->table, table_end);
  g_free(writer);
}

static void write_row(TaskWriter *writer, const Task *task) {
  if (writer->format == FORMAT_TABLE)
    add_table_row(writer->table, task);
  else if (writer->format == FORMAT_JSON)
    data_array_item(&writer->array, task_rows_json(task));
  else
    write_csv(writer->output, task);
}

/* Nothing is held while they are written: whoever reads may take his time. What is deleted
 * meanwhile is left out. */
static gboolean write_page(TaskWriter *writer, const GArray *refs, guint first, guint count,
                           GError **error) {
  gint64 ids[PAGE];
  for (guint i = 0; i < count; i++)
    ids[i] = g_array_index(refs, TaskRef, first + i).id;
  g_autoptr(GPtrArray) tasks =
      writer->format == FORMAT_TABLE
          ? task_load_lines(writer->db, writer->reckoning, ids, count, error)
          : task_load_there(writer->db, writer->reckoning, ids, count, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    write_row(writer, tasks->pdata[i]);
  return tasks != NULL;
}

/* Numbers and states have the room that any of the tasks needs: of these a cut would be missed. */
static gboolean settle(TaskWriter *writer, const GArray *refs, GError **error) {
  gint64 id;
  int number, late = 0;
  if (!task_greatest(writer->db, &id, &number, error))
    return FALSE;
  for (guint i = 0; i < refs->len; i++)
    late = MAX(late, g_array_index(refs, TaskRef, i).overdue);
  g_autofree char *id_text = g_strdup_printf("%" G_GINT64_FORMAT, id);
  g_autofree char *number_text = g_strdup_printf("%d", number);
  g_autofree char *late_text = late_days(late);
  int least[COLUMN_COUNT] = {[COLUMN_ID] = text_width(id_text),
                             [COLUMN_NUMBER] = text_width(number_text),
                             [COLUMN_LATE] = text_width(late_text)};
  for (TaskState state = 0; state < TASK_STATE_COUNT; state++)
    least[COLUMN_STATE] = MAX(least[COLUMN_STATE], text_width(task_state_name(state)));
  table_settle(writer->table, least);
  return TRUE;
}

gboolean task_writer_add(TaskWriter *writer, const GArray *refs, GError **error) {
  gboolean settles = writer->table != NULL && writer->written == 0 && refs->len >= LONG;
  guint count;
  for (guint first = 0; first < refs->len && !output_failed(writer->output); first += count) {
    count = MIN(CLAMP(writer->written, SCREENFUL, PAGE), refs->len - first);
    if (!write_page(writer, refs, first, count, error) || (settles && !settle(writer, refs, error)))
      return FALSE;
    settles = FALSE;
    writer->written += count;
  }
  return TRUE;
}

gboolean task_rows_write(Invocation *invocation, Db *db, const Reckoning *reckoning,
                         const GArray *refs, GError **error) {
  g_autoptr(TaskWriter) writer = task_writer_new(invocation, db, reckoning);
  if (!task_writer_add(writer, refs, error))
    return FALSE;
  task_writer_end(writer);
  return TRUE;
}
