#include "tui/command/bulletin_rows.h"
#include "tui/command/data.h"

/* ---- JSON ------------------------------------------------------------------------------- */

static json_t *ids_json(const GArray *tasks) {
  json_t *ids = json_array();
  for (guint i = 0; i < tasks->len; i++)
    json_array_append_new(ids, json_integer(g_array_index(tasks, gint64, i)));
  return ids;
}

static json_t *id_json(gint64 id) {
  return id != 0 ? json_integer(id) : json_null();
}

static json_t *line_json(const Bulletin *bulletin, const BulletinLine *line) {
  json_t *object = json_object();
  json_object_set_new(object, "id", id_json(line->id));
  json_object_set_new(object, "number", id_json(line->number));
  json_object_set_new(object, "name", data_text(line->name));
  json_object_set_new(object, "rank", id_json(line->rank));
  json_object_set_new(object, "share", json_real(line->share));
  json_object_set_new(object, "mean", json_real(line->mean));
  for (int i = 0; i < FIGURE_COUNT; i++) {
    g_autoptr(GArray) tasks = bulletin_tasks(bulletin, line, (FigureKind)i);
    json_object_set_new(object, figure_code((FigureKind)i), ids_json(tasks));
  }
  return object;
}

static json_t *lines_json(const Bulletin *bulletin, const GPtrArray *lines) {
  json_t *array = json_array();
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new(array, line_json(bulletin, lines->pdata[i]));
  return array;
}

static json_t *late_json(const GPtrArray *list) {
  json_t *array = json_array();
  for (guint i = 0; i < list->len; i++) {
    const BulletinLate *late = list->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(late->task));
    json_object_set_new(object, "number", json_integer(late->number));
    json_object_set_new(object, "goal", data_text(late->goal));
    json_object_set_new(object, "units", data_text(late->units));
    json_object_set_new(object, "due", data_day(late->due));
    json_object_set_new(object, "overdue_days", json_integer(late->days));
    json_object_set_new(object, "last_progress", data_text(late->last_progress));
    json_object_set_new(object, "last_progress_on", data_day(late->last_on));
    json_array_append_new(array, object);
  }
  return array;
}

static json_t *change_json(const BulletinChange *change) {
  json_t *object = json_object();
  json_object_set_new(object, "as_of", data_day(change->as_of));
  json_object_set_new(object, "tasks", json_integer(change->tasks));
  json_object_set_new(object, "added", ids_json(change->added.tasks));
  json_object_set_new(object, "dropped", ids_json(change->dropped.tasks));
  json_object_set_new(object, "done", ids_json(change->done.tasks));
  json_object_set_new(object, "overdue", ids_json(change->overdue.tasks));
  json_object_set_new(object, "cleared", ids_json(change->cleared.tasks));
  json_object_set_new(object, "share", json_real(change->share));
  return object;
}

static json_t *rest_json(const BulletinRest *rest) {
  json_t *object = json_object();
  for (int kind = 0; kind < TASK_KIND_COUNT; kind++) {
    if (kind != TASK_KIND_TASK)
      json_object_set_new(object, task_kind_code((TaskKind)kind), json_integer(rest->kinds[kind]));
  }
  json_object_set_new(object, "void", json_integer(rest->voided));
  json_object_set_new(object, "paused", json_integer(rest->paused));
  return object;
}

void bulletin_json(Output *output, const Bulletin *bulletin) {
  json_t *object = json_object();
  json_object_set_new(object, "year", json_integer(bulletin->year));
  json_object_set_new(object, "month", json_integer(bulletin->month));
  json_object_set_new(object, "as_of", data_day(bulletin->as_of));
  json_object_set_new(object, "ledger", id_json(bulletin->ledger));
  json_object_set_new(object, "title", data_text(bulletin->title));
  json_object_set_new(object, "all", line_json(bulletin, bulletin->all));
  json_object_set_new(object, "rest", rest_json(&bulletin->rest));
  json_object_set_new(object, "units", lines_json(bulletin, bulletin->units));
  json_object_set_new(object, "indicators", lines_json(bulletin, bulletin->indicators));
  json_object_set_new(object, "late", late_json(bulletin->late));
  json_object_set_new(object, "change", change_json(bulletin->change));
  json_object_set_new(object, "since", data_day(bulletin->since));
  json_object_set_new(object, "head", data_text(bulletin->head[0] != '\0' ? bulletin->head : NULL));
  data_json(output, object);
  output_data(output, "\n");
}

/* ---- CSV -------------------------------------------------------------------------------- */

/* One row is of one part, and leaves empty what that part does not have. */
enum {
  CELL_PART,
  CELL_RANK,
  CELL_NUMBER,
  CELL_NAME,
  CELL_FIGURES,
  CELL_SHARE = CELL_FIGURES + FIGURE_COUNT,
  CELL_MEAN,
  CELL_ID,
  CELL_UNITS,
  CELL_DUE,
  CELL_DAYS,
  CELL_LAST_ON,
  CELL_LAST,
  CELL_VALUE,
  CELL_COUNT
};

static const char *const HEADS[] = {
    "部分",     "名次",       "序号",     "名称",         "任务总数", "已办结",  "按时办结",
    "逾期办结", "逾期未办结", "欠报",     "本月未报进展", "办结率%",  "完成率%", "编号",
    "责任单位", "办理期限",   "逾期天数", "进展日期",     "进展情况", "数值",    NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(HEADS) == CELL_COUNT + 1);

static void write_value(Output *output, const char *part, const char *name, const char *value) {
  const char *cells[CELL_COUNT] = {[CELL_PART] = part, [CELL_NAME] = name, [CELL_VALUE] = value};
  data_csv_row(output, cells, CELL_COUNT);
}

static void write_line(Output *output, const char *part, const BulletinLine *line) {
  char rank[16], number[16], share[16], mean[16], counts[FIGURE_COUNT][16];
  const char *cells[CELL_COUNT] = {[CELL_PART] = part, [CELL_NAME] = line->name};
  g_snprintf(rank, sizeof rank, "%d", line->rank);
  g_snprintf(number, sizeof number, "%d", line->number);
  g_snprintf(share, sizeof share, "%.1f", line->share);
  g_snprintf(mean, sizeof mean, "%.1f", line->mean);
  cells[CELL_RANK] = line->rank > 0 ? rank : NULL;
  cells[CELL_NUMBER] = line->number > 0 ? number : NULL;
  cells[CELL_SHARE] = share;
  cells[CELL_MEAN] = mean;
  for (int i = 0; i < FIGURE_COUNT; i++) {
    g_snprintf(counts[i], sizeof counts[i], "%u", bulletin_count(line, (FigureKind)i));
    cells[CELL_FIGURES + i] = counts[i];
  }
  data_csv_row(output, cells, CELL_COUNT);
}

static void write_late(Output *output, const BulletinLate *late) {
  char number[16], days[16], id[24], due[DAY_TEXT_SIZE], last_on[DAY_TEXT_SIZE];
  g_snprintf(number, sizeof number, "%d", late->number);
  g_snprintf(days, sizeof days, "%d", late->days);
  g_snprintf(id, sizeof id, "%" G_GINT64_FORMAT, late->task);
  const char *cells[CELL_COUNT] = {
      [CELL_PART] = "逾期",
      [CELL_NUMBER] = number,
      [CELL_NAME] = late->goal,
      [CELL_ID] = id,
      [CELL_UNITS] = late->units,
      [CELL_DUE] = day_to_iso(late->due, due),
      [CELL_DAYS] = days,
      [CELL_LAST_ON] = day_to_iso(late->last_on, last_on),
      [CELL_LAST] = late->last_progress,
  };
  data_csv_row(output, cells, CELL_COUNT);
}

static void write_change(Output *output, const BulletinChange *change) {
  static const char *const NAMES[] = {"任务增加", "任务减少", "新办结", "新增逾期", "不再逾期"};
  const Figure *figures[] = {&change->added, &change->dropped, &change->done, &change->overdue,
                             &change->cleared};
  char value[32];
  g_snprintf(value, sizeof value, "%u", change->tasks);
  write_value(output, "比上月", "上月末任务总数", value);
  for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
    g_snprintf(value, sizeof value, "%u", figures[i]->tasks->len);
    write_value(output, "比上月", NAMES[i], value);
  }
  /* A number with a minus would be taken for a formula, and shown as text. */
  g_snprintf(value, sizeof value, "%.1f", ABS(change->share));
  write_value(output, "比上月", change->share < 0 ? "办结率下降（百分点）" : "办结率提高（百分点）",
              value);
}

void bulletin_csv(Output *output, const Bulletin *bulletin) {
  char day[DAY_TEXT_SIZE], month[16];
  g_snprintf(month, sizeof month, "%d年%d月", bulletin->year, bulletin->month);
  data_csv_begin(output, HEADS);
  write_value(output, "说明", "月份", month);
  write_value(output, "说明", "截至", day_to_iso(bulletin->as_of, day));
  write_value(output, "说明", "台账", bulletin->title);
  g_autofree char *rest = bulletin_rest_text(bulletin);
  if (rest != NULL)
    write_value(output, "说明", "不列入统计", rest);
  write_line(output, "合计", bulletin->all);
  for (guint i = 0; i < bulletin->units->len; i++)
    write_line(output, "单位", bulletin->units->pdata[i]);
  for (guint i = 0; i < bulletin->indicators->len; i++)
    write_line(output, "一级指标", bulletin->indicators->pdata[i]);
  for (guint i = 0; i < bulletin->late->len; i++)
    write_late(output, bulletin->late->pdata[i]);
  write_change(output, bulletin->change);
  write_value(output, "说明", "记录开始于", day_to_iso(bulletin->since, day));
  write_value(output, "说明", "核验码", bulletin->head);
}
