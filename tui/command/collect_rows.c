#include "tui/command/collect_rows.h"

#include "tui/command/data.h"
#include "tui/command/page.h"
#include "tui/command/table.h"

/* ---- a file ----------------------------------------------------------------------------- */

static json_t *value_json(const CollectValue *value) {
  json_t *object = json_object();
  json_object_set_new(object, "field", data_text(collect_field_code(value->field)));
  json_object_set_new(object, "sent", data_text(value->sent));
  json_object_set_new(object, "returned", data_text(value->returned));
  json_object_set_new(object, "now", data_text(value->now));
  json_object_set_new(object, "conflict", json_boolean(value->conflict));
  json_object_set_new(object, "taken", json_boolean(value->taken));
  json_object_set_new(object, "refusal", data_text(value->refusal));
  return object;
}

static json_t *item_json(const CollectItem *item) {
  json_t *object = json_object(), *values = json_array();
  for (guint i = 0; i < item->values->len; i++)
    json_array_append_new(values, value_json(item->values->pdata[i]));
  json_object_set_new(object, "line", item->line > 0 ? json_integer(item->line) : json_null());
  json_object_set_new(object, "task", item->task != 0 ? json_integer(item->task) : json_null());
  json_object_set_new(object, "number", data_text(item->number));
  json_object_set_new(object, "goal", data_text(item->goal));
  json_object_set_new(object, "period", data_text(item->key));
  json_object_set_new(object, "status", data_text(collect_status_code(item->status)));
  json_object_set_new(object, "taken", json_boolean(collect_is_taken(item)));
  json_object_set_new(object, "note", data_text(item->note));
  json_object_set_new(object, "values", values);
  return object;
}

json_t *collect_rows_json(const CollectPlan *plan, gboolean done, const CollectResult *result) {
  json_t *object = json_object(), *rows = json_array(), *remarks = json_array();
  for (guint i = 0; i < plan->items->len; i++)
    json_array_append_new(rows, item_json(plan->items->pdata[i]));
  for (guint i = 0; i < plan->remarks->len; i++)
    json_array_append_new(remarks, data_text(plan->remarks->pdata[i]));
  json_object_set_new(object, "file", data_text(plan->file));
  json_object_set_new(object, "unit", data_text(plan->sent->unit_name));
  json_object_set_new(object, "period", data_text(plan->sent->period));
  json_object_set_new(object, "digest", data_text(plan->digest));
  json_object_set_new(object, "before", json_boolean(plan->before != NULL));
  json_object_set_new(object, "done", json_boolean(done));
  json_object_set_new(object, "progress", json_integer(result->progress));
  json_object_set_new(object, "submissions", json_integer(result->submissions));
  json_object_set_new(object, "kept", json_integer(result->kept));
  json_object_set_new(object, "remarks", remarks);
  json_object_set_new(object, "rows", rows);
  return object;
}

void collect_rows_csv_begin(Output *output) {
  static const char *const HEADS[] = {"文件",   "单位", "行",       "任务", "期次", "结果", "栏目",
                                      "下发时", "填报", "台账现在", "采纳", "说明", NULL};
  data_csv_begin(output, HEADS);
}

void collect_rows_csv(Output *output, const CollectPlan *plan) {
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    g_autofree char *line = item->line > 0 ? g_strdup_printf("%u", item->line) : NULL;
    for (guint k = 0; k < MAX(item->values->len, 1); k++) {
      const CollectValue *value = k < item->values->len ? item->values->pdata[k] : NULL;
      const char *refusal = value != NULL ? value->refusal : NULL;
      const char *cells[] = {plan->file,
                             plan->sent->unit_name,
                             line,
                             item->number,
                             item->key,
                             collect_status_name(item->status),
                             value != NULL ? collect_field_name(value->field) : NULL,
                             value != NULL ? value->sent : NULL,
                             value != NULL ? value->returned : NULL,
                             value != NULL ? value->now : NULL,
                             value != NULL && collect_is_taken(item) && value->taken ? "是" : "否",
                             refusal != NULL ? refusal : item->note};
      data_csv_row(output, cells, G_N_ELEMENTS(cells));
    }
  }
}

/* 完成率：40% → 60%（台账现在是 50%） */
static void write_value(Output *output, const CollectItem *item, const CollectValue *value) {
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "%s：", collect_field_name(value->field));
  if (*value->sent != '\0')
    g_string_append_printf(line, "%s → ", value->sent);
  g_string_append(line, value->returned);
  if (value->conflict)
    g_string_append_printf(line, "（台账现在是：%s）", *value->now != '\0' ? value->now : "空");
  if (value->refusal != NULL)
    g_string_append_printf(line, "（%s）", value->refusal);
  if (item->status == COLLECT_CONFLICT && collect_is_taken(item))
    g_string_append(line, value->taken ? "，采纳" : "，不采纳");
  page_text(output, 4, line->str);
}

static void write_item(Output *output, const CollectItem *item) {
  gboolean taken = collect_is_taken(item);
  g_autofree char *line = item->line > 0 ? g_strdup_printf("第%u行  ", item->line) : g_strdup("");
  g_autofree char *goal = task_short_goal(item->goal);
  output_line(output, "%s%s%s%s  %s%s  %s", line, item->number, item->key != NULL ? " 报送 " : "",
              item->key != NULL ? item->key : "", collect_status_name(item->status),
              item->status == COLLECT_CONFLICT && taken ? "，已定" : "", goal);
  for (guint i = 0; i < item->values->len; i++)
    write_value(output, item, item->values->pdata[i]);
  if (item->note != NULL)
    page_text(output, 4, item->note);
}

static void write_end(Output *output, const CollectPlan *plan, gboolean done,
                      const CollectResult *result) {
  guint open = 0, taken = 0, wrong = 0;
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    taken += collect_is_taken(item) ? 1 : 0;
    wrong += item->status == COLLECT_WRONG ? 1 : 0;
    open += item->status == COLLECT_CONFLICT && !collect_is_taken(item) ? 1 : 0;
  }
  if (done)
    output_line(output, "已回收“%s”%s的填报表：记进展%u条、报送%u次，未采纳%u行",
                plan->sent->unit_name, plan->sent->period, result->progress, result->submissions,
                result->kept);
  else
    output_line(output, "“%s”%s的填报表：将采纳%u行，不能采纳%u行。没有改动任何内容",
                plan->sent->unit_name, plan->sent->period, taken, wrong);
  if (open > 0)
    output_line(output,
                "有冲突的%u行保留台账现在的内容；要采纳填报的，请再次回收这个文件，"
                "写 --take 行号（几行之间用逗号），或 --take all",
                open);
}

void collect_rows_page(Output *output, const CollectPlan *plan, gboolean done,
                       const CollectResult *result) {
  output_line(output, "%s", plan->file);
  for (guint i = 0; i < plan->remarks->len; i++)
    output_line(output, "注意：%s", (const char *)plan->remarks->pdata[i]);
  for (guint i = 0; i < plan->items->len; i++) {
    const CollectItem *item = plan->items->pdata[i];
    if (item->status != COLLECT_SAME || item->note != NULL)
      write_item(output, item);
  }
  write_end(output, plan, done, result);
}

/* ---- who has returned ------------------------------------------------------------------- */

static json_t *status_json(const SendoutUnit *sent, const GArray *tasks) {
  json_t *object = json_object(), *open = json_array();
  for (guint i = 0; i < tasks->len; i++)
    json_array_append_new(open, json_integer(g_array_index(tasks, gint64, i)));
  json_object_set_new(object, "unit", data_text(sent->unit_name));
  json_object_set_new(object, "period", data_text(sent->period));
  json_object_set_new(object, "state", data_text(sendout_state_code(sent->state)));
  json_object_set_new(object, "sent", data_day(sent->made_on));
  json_object_set_new(object, "answer_by", data_day(sent->answer_by));
  json_object_set_new(object, "back", data_day(sent->back_on));
  json_object_set_new(object, "overdue", json_integer(sent->overdue));
  json_object_set_new(object, "rows", json_integer(sent->rows));
  json_object_set_new(object, "files", json_integer(sent->files));
  json_object_set_new(object, "taken", json_integer(sent->taken));
  json_object_set_new(object, "kept", json_integer(sent->kept));
  json_object_set_new(object, "file", data_text(sent->file));
  json_object_set_new(object, "open", open);
  return object;
}

static void write_status(Invocation *invocation, const GPtrArray *list) {
  static const TableColumn COLUMNS[] = {
      {"单位", 36, FALSE},   {"情况", 0, FALSE}, {"填报期限", 0, FALSE}, {"回收", 0, FALSE},
      {"逾期天数", 0, TRUE}, {"行数", 0, TRUE},  {"采纳", 0, TRUE},      {"未采纳", 0, TRUE}};
  static const char *const HEADS[] = {"单位", "情况", "填报期限", "回收", "逾期天数",
                                      "行数", "采纳", "未采纳",   NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < list->len; i++) {
    const SendoutUnit *sent = list->pdata[i];
    char by[DAY_TEXT_SIZE], back[DAY_TEXT_SIZE];
    g_autofree char *overdue = sent->overdue > 0 ? g_strdup_printf("%d", sent->overdue) : NULL;
    g_autofree char *rows = g_strdup_printf("%d", sent->rows);
    g_autofree char *taken = g_strdup_printf("%d", sent->taken);
    g_autofree char *kept = g_strdup_printf("%d", sent->kept);
    const char *cells[] = {sent->unit_name,
                           sendout_state_name(sent->state),
                           day_to_iso(sent->answer_by, by),
                           day_to_iso(sent->back_on, back),
                           overdue,
                           rows,
                           taken,
                           kept};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

/* What to write to ask after those that have not returned. */
static gboolean write_nudges(Output *output, Db *db, const GPtrArray *list, GError **error) {
  guint counts[SENDOUT_STATE_COUNT] = {0};
  for (guint i = 0; i < list->len; i++)
    counts[((const SendoutUnit *)list->pdata[i])->state]++;
  output_line(output, "%s：已回收%u个单位，未回收%u个，其中逾期%u个",
              ((const SendoutUnit *)list->pdata[0])->period, counts[SENDOUT_BACK],
              counts[SENDOUT_WAITING] + counts[SENDOUT_LATE], counts[SENDOUT_LATE]);
  for (guint i = 0; i < list->len && !output_failed(output); i++) {
    const SendoutUnit *sent = list->pdata[i];
    if (sent->state == SENDOUT_BACK)
      continue;
    g_autoptr(GArray) tasks = sendout_open_tasks(db, sent->id, error);
    if (tasks == NULL)
      return FALSE;
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint k = 0; k < tasks->len; k++)
      g_string_append_printf(line, " %" G_GINT64_FORMAT, g_array_index(tasks, gint64, k));
    if (tasks->len > 0)
      output_line(output, "催办%s：taizhang nudge%s --text 请报回%s的填报表", sent->unit_name,
                  line->str, sent->period);
  }
  return TRUE;
}

static gboolean write_status_json(Output *output, Db *db, const GPtrArray *list, GError **error) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < list->len; i++) {
    const SendoutUnit *sent = list->pdata[i];
    g_autoptr(GArray) tasks = sendout_open_tasks(db, sent->id, error);
    if (tasks == NULL)
      return FALSE;
    data_array_item(&array, status_json(sent, tasks));
  }
  data_array_end(&array);
  output_data(output, "\n");
  return TRUE;
}

gboolean collect_rows_status(Invocation *invocation, Db *db, const GPtrArray *list,
                             GError **error) {
  if (invocation->format == FORMAT_JSON)
    return write_status_json(&invocation->output, db, list, error);
  write_status(invocation, list);
  if (invocation->format == FORMAT_CSV)
    return TRUE;
  if (list->len > 0)
    return write_nudges(&invocation->output, db, list, error);
  output_line(&invocation->output, "还没有下发过填报表，可用 taizhang sendout 下发。");
  return TRUE;
}
