#include "core/model/ledger.h"
#include "core/model/task.h"
#include "tui/screen/form_fields.h"

/* What a task's form was opened on. */
typedef struct {
  Task *before; /* the task as the person saw it; NULL: a new one */
  gint64 ledger;
  int year;              /* the ledger's, for dates that print none */
  GPtrArray *indicators; /* Indicator* of the ledger */
  char **names;          /* what each is called in the form, NULL-terminated */
} TaskForm;

static const char *const KIND_NAMES[] = {"任务", "排名指标", "加分项", "扣分项", NULL};

static void task_form_free(gpointer state) {
  TaskForm *data = state;
  if (data == NULL)
    return;
  task_free(data->before);
  g_clear_pointer(&data->indicators, g_ptr_array_unref);
  g_strfreev(data->names);
  g_free(data);
}

/* ---- opening ---------------------------------------------------------------------------- */

/* Indicators by name, indented by level; numbers make names that are printed twice different. */
static char **indicator_names(const GPtrArray *indicators) {
  char **names = g_new0(char *, indicators->len + 1);
  for (guint i = 0; i < indicators->len; i++) {
    const Indicator *node = indicators->pdata[i];
    names[i] = g_strdup_printf("%*s%s", (node->level - 1) * 2, "", node->title);
    for (guint k = 0; k < i; k++) {
      if (g_str_equal(names[k], names[i])) {
        char *numbered = g_strdup_printf("%s（%u）", names[i], i + 1);
        g_free(names[i]);
        names[i] = numbered;
      }
    }
  }
  return names;
}

static gboolean read_ledger(App *app, TaskForm *data, GError **error) {
  data->year = form_ledger_year(app, data->ledger, error);
  if (data->year == 0)
    return FALSE;
  data->indicators = indicator_list(app_db(app), data->ledger, error);
  if (data->indicators == NULL)
    return FALSE;
  data->names = indicator_names(data->indicators);
  return TRUE;
}

static Form *make_form(App *app, const char *title, TaskForm *data, GError **error) {
  g_auto(GStrv) units = read_ledger(app, data, error) ? form_unit_names(app, error) : NULL;
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"indicator", "所属指标", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->names},
      {"goal", "目标任务", FIELD_TEXT, TRUE, "要做什么，做到什么程度", NULL},
      {"units", "责任单位", FIELD_UNITS, FALSE,
       "按 Ctrl-O 选；几个之间用顿号，角色写在后面：厅法规处（牵头）", (const char *const *)units},
      {"deadline", "完成时限", FIELD_DEADLINE, FALSE,
       "如 2026年12月、11月底前、2026-03-05；每月15日前则列入周期要求", NULL},
      {"note", "备注", FIELD_TEXT, FALSE, NULL, NULL},
      {"kind", "类别", FIELD_CHOICE, TRUE, NULL, KIND_NAMES},
  };
  return form_new(title, fields, G_N_ELEMENTS(fields));
}

static const char *indicator_name(const TaskForm *data, gint64 id) {
  for (guint i = 0; i < data->indicators->len; i++) {
    if (((const Indicator *)data->indicators->pdata[i])->id == id)
      return data->names[i];
  }
  return NULL;
}

/* The fields of the form, and what each holds for a task as it is stored. */
static const char *const FIELDS[] = {"indicator", "goal", "units", "deadline", "note", "kind"};

static char *stored_value(const TaskForm *data, const Task *task, const char *field) {
  if (g_str_equal(field, "units"))
    return task_units_text(task);
  const char *text = g_str_equal(field, "indicator")  ? indicator_name(data, task->indicator)
                     : g_str_equal(field, "goal")     ? task->goal
                     : g_str_equal(field, "deadline") ? task->deadline
                     : g_str_equal(field, "kind")     ? task_kind_name(task->kind)
                                                      : task->note;
  return g_strdup(text != NULL ? text : "");
}

static Form *open_edit(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  (void)class_;
  TaskForm *data = g_new0(TaskForm, 1);
  *state = data;
  data->before = task_load(app_db(app), NULL, target, error);
  if (data->before == NULL)
    return NULL;
  data->ledger = data->before->ledger;
  g_autofree char *title = g_strdup_printf("修改任务  第%d项", data->before->number);
  Form *form = make_form(app, title, data, error);
  if (form == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    g_autofree char *stored = stored_value(data, data->before, FIELDS[i]);
    form_set_value(form, FIELDS[i], stored);
  }
  return form;
}

/* The ledger of an indicator, which need not be the one being looked at: a draft may be of another.
 * 0 and error. */
static gint64 indicator_ledger(App *app, gint64 id, GError **error) {
  g_autoptr(GPtrArray) indicators = indicator_list(app_db(app), 0, error);
  for (guint i = 0; indicators != NULL && i < indicators->len; i++) {
    const Indicator *node = indicators->pdata[i];
    if (node->id == id)
      return node->ledger;
  }
  if (indicators != NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "要在它下面添加任务的指标已不在台账中，请另选一个指标再添加");
  return 0;
}

static Form *open_add(App *app, const FormClass *class_, gint64 target, gpointer *state,
                      GError **error) {
  (void)class_;
  TaskForm *data = g_new0(TaskForm, 1);
  *state = data;
  data->ledger = indicator_ledger(app, target, error);
  Form *form = data->ledger != 0 ? make_form(app, "添加任务", data, error) : NULL;
  if (form != NULL)
    form_set_value(form, "indicator", indicator_name(data, target));
  return form;
}

/* ---- while typing ----------------------------------------------------------------------- */

static void task_changed(App *app, Form *form, gpointer state) {
  const TaskForm *data = state;
  gboolean ruled = g_str_equal(form_value(form, "kind"), task_kind_name(TASK_KIND_TASK));
  form_remark_deadline(app, form, "deadline", data->ledger, data->year, ruled);
}

/* ---- saving ----------------------------------------------------------------------------- */

static gint64 chosen_indicator(const Form *form, const TaskForm *data) {
  for (guint i = 0; i < data->indicators->len; i++) {
    if (g_str_equal(data->names[i], form_value(form, "indicator")))
      return ((const Indicator *)data->indicators->pdata[i])->id;
  }
  return 0;
}

static void show_refusal(Form *form, TaskField field, GError **error) {
  static const char *const ids[] = {
      [TASK_FIELD_GOAL] = "goal", [TASK_FIELD_UNITS] = "units", [TASK_FIELD_DEADLINE] = "deadline"};
  if (field == TASK_FIELD_NONE)
    return;
  form_set_error(form, ids[field], (*error)->message);
  g_clear_error(error);
}

/* The core stops at the first thing that it refuses: of the others, what can be told is told with
 * it, so that nobody saves once for each. */
static void show_others(App *app, Form *form, gint64 ledger, TaskField refused) {
  if (refused != TASK_FIELD_GOAL)
    form_require(form, "goal", "目标任务不能为空");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) units = task_read_units(app_db(app), form_value(form, "units"), &error);
  if (units == NULL && refused != TASK_FIELD_UNITS)
    form_set_error(form, "units", error->message);
  g_autoptr(GError) unread = NULL;
  Day due;
  if (refused != TASK_FIELD_DEADLINE &&
      !task_read_deadline(app_db(app), ledger, form_value(form, "deadline"), &due, &unread))
    form_set_error(form, "deadline", unread->message);
}

static gboolean task_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  TaskForm *data = state;
  TaskInput input = {
      .ledger = data->ledger,
      .indicator = chosen_indicator(form, data),
      .goal = form_value(form, "goal"),
      .units = form_value(form, "units"),
      .deadline = form_value(form, "deadline"),
      .note = form_value(form, "note"),
  };
  if (input.indicator == 0) {
    form_set_error(form, "indicator", "请选择所属指标");
    return FALSE;
  }
  task_kind_parse(form_value(form, "kind"), &input.kind);
  Actor actor = app_actor(app);
  TaskField field;
  gint64 added = 0;
  gboolean saved =
      data->before != NULL
          ? task_edit(app_db(app), &actor, app_reckoning(app), data->before, &input, &field, error)
          : task_create(app_db(app), &actor, &input, &added, &field, error);
  if (added != 0)
    app_choose_task(app, added);
  if (!saved) {
    show_refusal(form, field, error);
    if (*error == NULL)
      show_others(app, form, data->ledger, field);
  }
  return saved;
}

const FormClass FORM_TASK_EDIT = {
    .name = "task.edit",
    .title = "修改任务",
    .about = "task",
    .compares = TRUE,
    .open = open_edit,
    .close = task_form_free,
    .changed = task_changed,
    .save = task_save,
};

const FormClass FORM_TASK_ADD = {
    .name = "task.add",
    .title = "添加任务",
    .open = open_add,
    .close = task_form_free,
    .changed = task_changed,
    .save = task_save,
};
