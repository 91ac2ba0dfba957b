#include "tui/command/period_rows.h"

#include "core/model/task.h"
#include "tui/command/table.h"

/* ---- rules ------------------------------------------------------------------------------ */

json_t *period_rows_schedule_json(const Schedule *schedule) {
  const Recurrence *rule = &schedule->rule;
  g_autofree char *meaning = recurrence_text(rule);
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(schedule->id));
  json_object_set_new(object, "phrase", data_text(schedule->phrase));
  json_object_set_new(object, "material", data_text(schedule->material));
  json_object_set_new(object, "meaning", data_text(meaning));
  json_object_set_new(object, "every", data_text(every_code(rule->every)));
  json_object_set_new(object, "step", data_count(rule->step));
  json_object_set_new(object, "quota", data_count(rule->quota));
  json_object_set_new(object, "basis", data_text(basis_code(rule->basis)));
  json_object_set_new(object, "anchor", data_day(rule->anchor));
  json_object_set_new(object, "due_day",
                      rule->due_day != 0 ? json_integer(rule->due_day) : json_null());
  json_object_set_new(object, "due_month",
                      rule->due_day != 0 ? json_integer(rule->due_month) : json_null());
  json_object_set_new(object, "late_counts", json_boolean(!rule->no_makeup));
  json_object_set_new(object, "since", data_day(schedule->since));
  json_object_set_new(object, "ended", data_day(schedule->ended));
  return object;
}

char *period_rows_schedule_text(const Schedule *schedule) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
  if (schedule->ended == DAY_NONE)
    return g_steal_pointer(&words);
  return g_strdup_printf("%s（%s 已停止）", words, day_to_iso(schedule->ended, day));
}

/* ---- periods ---------------------------------------------------------------------------- */

/* A period with the task it belongs to. */
typedef struct {
  const Obligation *period;
  const Task *task;
} Row;

static json_t *row_json(const Row *row) {
  const Obligation *period = row->period;
  json_t *object = json_object();
  json_object_set_new(object, "task", json_integer(row->task->id));
  json_object_set_new(object, "number", json_integer(row->task->number));
  json_object_set_new(object, "goal", data_text(row->task->goal));
  json_object_set_new(object, "schedule", json_integer(period->schedule));
  json_object_set_new(object, "material", data_text(period->material));
  json_object_set_new(object, "period", data_text(period->span.key));
  json_object_set_new(object, "first", data_day(period->span.first));
  json_object_set_new(object, "last", data_day(period->span.last));
  json_object_set_new(object, "due", data_day(period->due));
  json_object_set_new(object, "due_stated", data_day(period->span.due));
  json_object_set_new(object, "estimated", json_boolean(period->span.estimated));
  json_object_set_new(object, "quota", json_integer(period->quota));
  json_object_set_new(object, "count", json_integer(period->count));
  json_object_set_new(object, "late", json_integer(period->late));
  json_object_set_new(object, "light", data_text(light_code(period->light)));
  json_object_set_new(object, "event", data_text(period->event));
  return object;
}

static const char *const CSV_HEADS[] = {"编号", "台账", "序号",     "要求",     "期次", "开始",
                                        "结束", "期限", "预计",     "应报",     "已报", "迟报",
                                        "灯",   "事件", "目标任务", "报送材料", NULL};

static void write_csv(Output *output, const Row *row) {
  const Obligation *period = row->period;
  char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->task->id);
  g_autofree char *number = g_strdup_printf("%d", row->task->number);
  g_autofree char *schedule = g_strdup_printf("%" G_GINT64_FORMAT, period->schedule);
  g_autofree char *quota = g_strdup_printf("%d", period->quota);
  g_autofree char *count = g_strdup_printf("%d", period->count);
  g_autofree char *late = g_strdup_printf("%d", period->late);
  const char *cells[] = {
      id,
      row->task->ledger_title,
      number,
      schedule,
      period->span.key,
      day_to_iso(period->span.first, first),
      day_to_iso(period->span.last, last),
      day_to_iso(period->due, due),
      period->span.estimated ? "是" : "否",
      quota,
      count,
      late,
      light_name_in(period->light, row->task->standing.blue),
      period->event,
      row->task->goal,
      period->material,
  };
  G_STATIC_ASSERT(G_N_ELEMENTS(cells) + 1 == G_N_ELEMENTS(CSV_HEADS));
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void add_row(Table *table, const Row *row) {
  const Obligation *period = row->period;
  char due[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->task->id);
  g_autofree char *schedule = g_strdup_printf("%" G_GINT64_FORMAT, period->schedule);
  g_autofree char *day =
      g_strconcat(day_to_iso(period->due, due), period->span.estimated ? " 预计" : "", NULL);
  g_autofree char *late =
      period->late > 0 ? g_strdup_printf("，迟报%d", period->late) : g_strdup("");
  g_autofree char *count = g_strdup_printf("%d/%d%s", period->count, period->quota, late);
  g_autofree char *light = g_strdup_printf("%s %s", light_sign(period->light),
                                           light_name_in(period->light, row->task->standing.blue));
  const char *what = period->event != NULL ? period->event : period->material;
  g_autofree char *goal =
      what != NULL ? g_strdup_printf("%s：%s", what, row->task->goal) : g_strdup(row->task->goal);
  const char *cells[] = {id, schedule, period->span.key, day, count, light, goal};
  table_row(table, cells);
}

gboolean period_rows_write(Invocation *invocation, Db *db, const Reckoning *reckoning,
                           const GPtrArray *obligations, GError **error) {
  static const TableColumn COLUMNS[] = {
      {"编号", 0, TRUE},       {"要求", 0, TRUE}, {"期次", 0, FALSE}, {"期限", 0, FALSE},
      {"已报/应报", 0, FALSE}, {"灯", 0, FALSE},  {"任务", 0, FALSE}};
  Output *output = &invocation->output;
  Format format = invocation->format;
  g_autoptr(Table) table =
      format == FORMAT_TABLE ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  DataArray array = {0};
  if (format == FORMAT_JSON)
    array = data_array_begin(output);
  if (format == FORMAT_CSV)
    data_csv_begin(output, CSV_HEADS);
  g_autoptr(Task) task = NULL; /* the periods of one lie together */
  for (guint i = 0; i < obligations->len && !output_failed(output); i++) {
    const Obligation *period = obligations->pdata[i];
    if (task == NULL || task->id != period->task) {
      g_clear_pointer(&task, task_free);
      task = task_load(db, reckoning, period->task, error);
      if (task == NULL)
        return FALSE;
    }
    Row row = {.period = period, .task = task};
    if (format == FORMAT_TABLE)
      add_row(table, &row);
    else if (format == FORMAT_JSON)
      data_array_item(&array, row_json(&row));
    else
      write_csv(output, &row);
  }
  if (format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  return TRUE;
}
