#include "tui/command/way_rows.h"

#include "tui/command/page.h"

void way_rows_clear(WayRows *rows) {
  g_clear_pointer(&rows->steps, g_ptr_array_unref);
  g_clear_pointer(&rows->extensions, g_ptr_array_unref);
  g_clear_pointer(&rows->parts, g_ptr_array_unref);
  g_clear_pointer(&rows->whole, task_free);
}

static gboolean load_parts(Db *db, const Reckoning *reckoning, gint64 task, WayRows *rows,
                           GError **error) {
  g_autoptr(GArray) ids = way_parts(db, task, error);
  if (ids == NULL)
    return FALSE;
  rows->parts = g_ptr_array_new_with_free_func((GDestroyNotify)task_free);
  for (guint i = 0; i < ids->len; i++) {
    Task *part = task_load(db, reckoning, g_array_index(ids, gint64, i), error);
    if (part == NULL)
      return FALSE;
    g_ptr_array_add(rows->parts, part);
  }
  return TRUE;
}

gboolean way_rows_load(Db *db, const Reckoning *reckoning, const Task *task, WayRows *rows,
                       GError **error) {
  rows->steps = way_list(db, task->id, error);
  if (rows->steps == NULL)
    return FALSE;
  rows->extensions = extension_list(db, task->id, FALSE, error);
  if (rows->extensions == NULL || !load_parts(db, reckoning, task->id, rows, error) ||
      !extension_original(db, task->id, &rows->original_due, error))
    return FALSE;
  if (task->parent != 0)
    rows->whole = task_load(db, NULL, task->parent, error);
  return task->parent == 0 || rows->whole != NULL;
}

/* ---- JSON ------------------------------------------------------------------------------- */

static json_t *step_json(const WayStep *step) {
  json_t *object = json_object();
  json_object_set_new(object, "step", data_text(step_code(step->step)));
  json_object_set_new(object, "from", data_text(task_state_code(step->before)));
  json_object_set_new(object, "to", data_text(task_state_code(step->after)));
  json_object_set_new(object, "on", data_day(step->made_on));
  json_object_set_new(object, "by", data_text(step->author));
  json_object_set_new(object, "reason", data_text(step->reason));
  return object;
}

json_t *way_rows_extension_json(const Extension *extension) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(extension->id));
  json_object_set_new(object, "task", json_integer(extension->task));
  json_object_set_new(object, "state", data_text(extension_state_code(extension->state)));
  json_object_set_new(object, "asked_on", data_day(extension->asked_on));
  json_object_set_new(object, "asked_by", data_text(extension->asked_by));
  json_object_set_new(object, "reason", data_text(extension->reason));
  json_object_set_new(object, "old_deadline", data_text(extension->old_deadline));
  json_object_set_new(object, "old_due", data_day(extension->old_due));
  json_object_set_new(object, "new_deadline", data_text(extension->new_deadline));
  json_object_set_new(object, "new_due", data_day(extension->new_due));
  json_object_set_new(object, "decided_on", data_day(extension->decided_on));
  json_object_set_new(object, "decided_by", data_text(extension->decided_by));
  json_object_set_new(object, "decision", data_text(extension->decision));
  return object;
}

static json_t *part_json(const Task *part) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(part->id));
  json_object_set_new(object, "number", json_integer(part->number));
  json_object_set_new(object, "weight", json_integer(part->weight));
  json_object_set_new(object, "goal", data_text(part->goal));
  json_object_set_new(object, "due", data_day(part->due));
  json_object_set_new(object, "state", data_text(task_state_code(part->state)));
  json_object_set_new(object, "light", data_text(light_code(part->standing.light)));
  json_object_set_new(object, "overdue_days", json_integer(part->standing.overdue));
  json_object_set_new(object, "percent", data_count(part->percent));
  return object;
}

void way_rows_json(const WayRows *rows, const Task *task, json_t *object) {
  json_t *steps = json_array(), *extensions = json_array(), *parts = json_array();
  for (guint i = 0; i < rows->steps->len; i++)
    json_array_append_new(steps, step_json(rows->steps->pdata[i]));
  for (guint i = 0; i < rows->extensions->len; i++)
    json_array_append_new(extensions, way_rows_extension_json(rows->extensions->pdata[i]));
  for (guint i = 0; i < rows->parts->len; i++)
    json_array_append_new(parts, part_json(rows->parts->pdata[i]));
  json_object_set_new(object, "original_due", data_day(rows->original_due));
  json_object_set_new(object, "parent",
                      task->parent != 0 ? json_integer(task->parent) : json_null());
  json_object_set_new(object, "weight",
                      task->parent != 0 ? json_integer(task->weight) : json_null());
  json_object_set_new(object, "parts", parts);
  json_object_set_new(object, "steps", steps);
  json_object_set_new(object, "extensions", extensions);
}

/* ---- page ------------------------------------------------------------------------------- */

/* 权重50%  ! 红，逾期3天  办理中 60%  第70项[70] 起草要点 */
static void write_part(Output *output, const Task *part) {
  g_autofree char *light = standing_text(&part->standing, part->state);
  g_autofree char *percent = part->percent != PERCENT_NONE && !task_state_is_done(part->state)
                                 ? g_strdup_printf(" %d%%", part->percent)
                                 : g_strdup("");
  g_autofree char *line = g_strdup_printf(
      "权重%d%%  %s  %s%s  第%d项（编号%" G_GINT64_FORMAT "）%s", part->weight, light,
      task_state_name(part->state), percent, part->number, part->id, part->goal);
  page_text(output, 2, line);
}

static void write_parts(Output *output, const GPtrArray *parts) {
  int sum = 0;
  for (guint i = 0; i < parts->len; i++) {
    const Task *part = parts->pdata[i];
    sum += part->state != TASK_STATE_VOID ? part->weight : 0;
  }
  output_line(output, "%s", "");
  output_line(output, "分解（%u部分）", parts->len);
  for (guint i = 0; i < parts->len; i++)
    write_part(output, parts->pdata[i]);
  if (sum != 100 && sum != 0) {
    g_autofree char *line =
        g_strdup_printf("没有作废的部分权重合计%d%%，请用 taizhang split --weigh 重新分配。", sum);
    page_text(output, 2, line);
  }
}

static void write_steps(Output *output, const GPtrArray *steps) {
  output_line(output, "%s", "");
  output_line(output, "步骤（%u步）", steps->len);
  for (guint i = 0; i < steps->len; i++) {
    const WayStep *step = steps->pdata[i];
    char day[DAY_TEXT_SIZE];
    output_line(output, "%s  %s  %s：%s → %s", day_to_iso(step->made_on, day), step->author,
                step_name(step->step), task_state_name(step->before), task_state_name(step->after));
    if (step->reason != NULL)
      page_text(output, 2, step->reason);
  }
}

static void write_extensions(Output *output, const GPtrArray *extensions) {
  output_line(output, "%s", "");
  output_line(output, "延期（%u次申请）", extensions->len);
  for (guint i = 0; i < extensions->len; i++) {
    const Extension *extension = extensions->pdata[i];
    char day[DAY_TEXT_SIZE], old[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
    output_line(output, "%s  %s  第%" G_GINT64_FORMAT "号：%s → %s，%s",
                day_to_iso(extension->asked_on, day), extension->asked_by, extension->id,
                day_to_iso(extension->old_due, old), day_to_iso(extension->new_due, due),
                extension_state_name(extension->state));
    g_autofree char *reason = g_strdup_printf("理由：%s", extension->reason);
    page_text(output, 2, reason);
    if (extension->decided_by == NULL)
      continue;
    g_autofree char *decision =
        g_strdup_printf("审批：%s  %s%s%s", day_to_iso(extension->decided_on, day),
                        extension->decided_by, extension->decision != NULL ? "  " : "",
                        extension->decision != NULL ? extension->decision : "");
    page_text(output, 2, decision);
  }
}

void way_rows_page(const WayRows *rows, Output *output) {
  if (rows->parts->len > 0)
    write_parts(output, rows->parts);
  if (rows->steps->len > 0)
    write_steps(output, rows->steps);
  if (rows->extensions->len > 0)
    write_extensions(output, rows->extensions);
}
