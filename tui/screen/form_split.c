/* form_split.c: a task is split into parts (分解), and its parts are weighed anew. */
#include "core/model/task.h"
#include "core/model/way.h"
#include "core/rules/part_lines.h"
#include "core/rules/scan.h"
#include "tui/screen/form_fields.h"

/* ---- splitting -------------------------------------------------------------------------- */

static Form *split_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  (void)state;
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  g_auto(GStrv) units = task != NULL ? form_unit_names(app, error) : NULL;
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"how", "写法", FIELD_SHOW, FALSE, NULL, NULL},
      {"parts", "各部分", FIELD_TEXT, TRUE, "40 起草方案；厅法规处；2026年6月",
       (const char *const *)units},
  };
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  Form *form = form_new(title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "task", task->goal);
  form_set_value(form, "how",
                 "每行一项：权重 内容；责任单位；完成时限。单位和时限可不写，单位按 Ctrl-O 选；"
                 "权重合计 100");
  return form;
}

static void split_changed(App *app, Form *form, gpointer state) {
  (void)app;
  (void)state;
  g_autoptr(GPtrArray) lines = part_lines_read(form_value(form, "parts"));
  g_autofree char *problem = part_lines_problem(lines);
  g_autofree char *remark = NULL;
  if (lines->len > 0)
    remark = g_strdup_printf("%u项，权重合计%d%s%s", lines->len, part_lines_sum(lines),
                             problem != NULL ? "；" : "", problem != NULL ? problem : "");
  form_set_remark(form, "parts", remark);
}

/* Splits the task as the lines say; what the core refuses is said of the line to blame. */
static gboolean split(App *app, Form *form, gint64 target, const GPtrArray *lines) {
  g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(PartInput));
  for (guint i = 0; i < lines->len; i++) {
    const PartLine *line = lines->pdata[i];
    PartInput part = {.goal = line->goal,
                      .units = line->units,
                      .deadline = line->deadline,
                      .weight = line->weight};
    g_array_append_val(parts, part);
  }
  Actor actor = app_actor(app);
  int blamed;
  g_autoptr(GError) error = NULL;
  if (way_split(app_db(app), &actor, target, (const PartInput *)(gpointer)parts->data, parts->len,
                &blamed, &error))
    return TRUE;
  g_autofree char *message =
      blamed >= 0 ? g_strdup_printf("第%d行：%s", ((const PartLine *)lines->pdata[blamed])->line,
                                    error->message)
                  : g_strdup(error->message);
  form_set_error(form, "parts", message);
  return FALSE;
}

static gboolean split_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  (void)error;
  g_autoptr(GPtrArray) lines = part_lines_read(form_value(form, "parts"));
  g_autofree char *problem = part_lines_problem(lines);
  if (problem == NULL)
    return split(app, form, target, lines);
  form_set_error(form, "parts", problem);
  return FALSE;
}

const FormClass FORM_SPLIT = {
    .name = "task.split",
    .title = "分解任务",
    .about = "task",
    .open = split_open,
    .changed = split_changed,
    .save = split_save,
};

/* ---- weighing --------------------------------------------------------------------------- */

/* The parts of a task that are not void. */
typedef struct {
  GArray *ids; /* gint64 */
} WeighForm;

#define FIELD_ID_SIZE 32

/* The field of a part; by its id, so that a draft finds it again. */
static const char *field_of(gint64 part, char id[FIELD_ID_SIZE]) {
  g_snprintf(id, FIELD_ID_SIZE, "weight%" G_GINT64_FORMAT, part);
  return id;
}

static void weigh_close(gpointer state) {
  WeighForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->ids, g_array_unref);
  g_free(data);
}

/* The parts of a task as they are now, void ones left out: Task*. */
static GPtrArray *load_parts(App *app, gint64 task, GError **error) {
  g_autoptr(GArray) ids = way_parts(app_db(app), task, error);
  if (ids == NULL)
    return NULL;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)task_free);
  for (guint i = 0; i < ids->len; i++) {
    Task *part = task_load(app_db(app), NULL, g_array_index(ids, gint64, i), error);
    if (part == NULL)
      return NULL;
    if (part->state == TASK_STATE_VOID)
      task_free(part);
    else
      g_ptr_array_add(parts, part);
  }
  return g_steal_pointer(&parts);
}

/* A field for each part, between the task and the sum. strings keeps what the fields point to. */
static GArray *weigh_fields(const GPtrArray *parts, GPtrArray *strings) {
  GArray *fields = g_array_new(FALSE, TRUE, sizeof(FieldSpec));
  FieldSpec task = {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL};
  FieldSpec sum = {"sum", "合计", FIELD_SHOW, FALSE, NULL, NULL};
  g_array_append_val(fields, task);
  for (guint i = 0; i < parts->len; i++) {
    const Task *part = parts->pdata[i];
    char id[FIELD_ID_SIZE];
    char *kept = g_strdup(field_of(part->id, id));
    char *label = g_strdup_printf("第%d项", part->number);
    g_ptr_array_add(strings, kept);
    g_ptr_array_add(strings, label);
    FieldSpec field = {kept, label, FIELD_LINE, TRUE, "权重，1 到 100 的整数", NULL};
    g_array_append_val(fields, field);
  }
  g_array_append_val(fields, sum);
  return fields;
}

static Form *make_weigh_form(const char *title, const Task *task, const GPtrArray *parts,
                             WeighForm *data) {
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) fields = weigh_fields(parts, strings);
  Form *form = form_new(title, (const FieldSpec *)(gpointer)fields->data, fields->len);
  form_set_value(form, "task", task->goal);
  for (guint i = 0; i < parts->len; i++) {
    const Task *part = parts->pdata[i];
    char id[FIELD_ID_SIZE];
    g_autofree char *weight = g_strdup_printf("%d", part->weight);
    form_set_value(form, field_of(part->id, id), weight);
    form_set_remark(form, id, part->goal);
    g_array_append_val(data->ids, part->id);
  }
  return form;
}

static Form *weigh_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  WeighForm *data = g_new0(WeighForm, 1);
  *state = data;
  data->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  g_autoptr(GPtrArray) parts = task != NULL ? load_parts(app, target, error) : NULL;
  if (parts == NULL)
    return NULL;
  if (parts->len == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED,
                        "该项没有分解，或各部分都已作废；请刷新后核对");
    return NULL;
  }
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  return make_weigh_form(title, task, parts, data);
}

/* The weight in a field; 0 where none stands there. */
static int weight_in(const Form *form, const char *id) {
  const char *text = form_value(form, id);
  int weight;
  if (!scan_plain(&text, &weight))
    return 0;
  if (!scan_word(&text, "%"))
    scan_word(&text, "％");
  scan_spaces(&text);
  return *text == '\0' && weight <= PART_WEIGHTS_SUM ? weight : 0;
}

static void weigh_changed(App *app, Form *form, gpointer state) {
  (void)app;
  const WeighForm *data = state;
  int sum = 0;
  for (guint i = 0; i < data->ids->len; i++) {
    char id[FIELD_ID_SIZE];
    sum += weight_in(form, field_of(g_array_index(data->ids, gint64, i), id));
  }
  g_autofree char *text = g_strdup_printf("%d%s", sum, sum == PART_WEIGHTS_SUM ? "" : "，应为 100");
  form_set_value(form, "sum", text);
}

static gboolean weigh_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const WeighForm *data = state;
  g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(int));
  gboolean ok = TRUE;
  for (guint i = 0; i < data->ids->len; i++) {
    char id[FIELD_ID_SIZE];
    int weight = weight_in(form, field_of(g_array_index(data->ids, gint64, i), id));
    g_array_append_val(weights, weight);
    if (weight == 0)
      form_set_error(form, id, "应是 1 到 100 的整数");
    ok = ok && weight != 0;
  }
  Actor actor = app_actor(app);
  return ok && way_weigh(app_db(app), &actor, target, (const gint64 *)(gpointer)data->ids->data,
                         (const int *)(gpointer)weights->data, weights->len, error);
}

const FormClass FORM_WEIGH = {
    .name = "task.weigh",
    .title = "重新分配权重",
    .about = "task",
    .compares = TRUE,
    .open = weigh_open,
    .close = weigh_close,
    .changed = weigh_changed,
    .save = weigh_save,
};
