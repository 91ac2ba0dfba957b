/* form_nudge.c: 催办, of one task or of several at once. */
#include "core/model/task.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_letter.h"

typedef struct {
  char *ids;      /* as the field "tasks" has them; "" for the target alone */
  GArray *tasks;  /* gint64, in the order of the ledger */
  GArray *number; /* int, the 序号 of each */
  char *text;     /* the letter about the first, as the template has it */
} NudgeForm;

static void nudge_close(gpointer state) {
  NudgeForm *data = state;
  if (data == NULL)
    return;
  g_free(data->ids);
  g_array_unref(data->tasks);
  g_array_unref(data->number);
  g_free(data->text);
  g_free(data);
}

/* ---- which tasks ------------------------------------------------------------------------ */

static void add_task(NudgeForm *data, gint64 task, int number) {
  g_array_append_val(data->tasks, task);
  g_array_append_val(data->number, number);
}

/* Takes the tasks of those ids, as far as they are still there; where none is, all stays. */
static gboolean take_tasks(App *app, NudgeForm *data, const GArray *ids, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ids = ids;
  g_autoptr(GArray) refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  if (refs == NULL || refs->len == 0)
    return refs != NULL;
  g_array_set_size(data->tasks, 0);
  g_array_set_size(data->number, 0);
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    add_task(data, ref->id, (int)ref->number);
  }
  return TRUE;
}

#define NAMED_MAX 12 /* of several tasks, how many are named by their number */

/* 共2项：第4、54项 */
static char *tasks_text(const NudgeForm *data) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "共%u项：第", data->tasks->len);
  for (guint i = 0; i < data->number->len && i < NAMED_MAX; i++)
    g_string_append_printf(text, "%s%d", i > 0 ? "、" : "", g_array_index(data->number, int, i));
  g_string_append(text, data->number->len > NAMED_MAX ? "……项" : "项");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- letters ---------------------------------------------------------------------------- */

static char *letter_of(App *app, const NudgeForm *data, guint index, GError **error) {
  g_auto(Composed) composed = {0};
  return form_letter_nudge(app, g_array_index(data->tasks, gint64, index), &composed, error)
             ? g_steal_pointer(&composed.text)
             : NULL;
}

/* Fits the form to other tasks than it was made for. */
static gboolean show_several(App *app, Form *form, NudgeForm *data, GError **error) {
  const char *ids = form_value(form, "tasks");
  if (g_str_equal(ids, data->ids))
    return TRUE;
  g_autoptr(GArray) tasks = form_task_ids(form, 0);
  if (!take_tasks(app, data, tasks, error))
    return FALSE;
  char *text = letter_of(app, data, 0, error);
  if (text == NULL)
    return FALSE;
  if (g_str_equal(form_value(form, "text"), data->text))
    form_set_value(form, "text", text);
  g_free(data->text);
  data->text = text;
  g_free(data->ids);
  data->ids = g_strdup(ids);
  if (data->tasks->len == 1)
    return TRUE;
  g_autofree char *shown = tasks_text(data);
  form_set_value(form, "task", shown);
  return TRUE;
}

/* ---- the form --------------------------------------------------------------------------- */

static Form *nudge_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  NudgeForm *data = g_new0(NudgeForm, 1);
  *state = data;
  data->ids = g_strdup("");
  data->tasks = g_array_new(FALSE, FALSE, sizeof(gint64));
  data->number = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  if (task == NULL || !supervision_allows(app_db(app), &target, 1, error))
    return NULL;
  add_task(data, task->id, task->number);
  data->text = letter_of(app, data, 0, error);
  if (data->text == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"tasks", NULL, FIELD_HIDDEN, FALSE, NULL, NULL},
      {"means", "方式", FIELD_CHOICE, TRUE, NULL, form_letter_means(app)},
      {"to", "去向", FIELD_LINE, FALSE, NULL, NULL},
      {"text", "文字", FIELD_TEXT, TRUE, "催办的话", NULL},
  };
  g_autofree char *shown = g_strdup_printf("第%d项  %s", task->number, task->goal);
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "task", shown);
  form_set_value(form, "text", data->text);
  return form;
}

static Means chosen_means(const Form *form) {
  Means means = MEANS_RECORD;
  means_parse(form_value(form, "means"), &means);
  return means;
}

/* The name of a file: 催办-第4项, 催办-共2项. */
static char *parcel_name(const NudgeForm *data) {
  return data->tasks->len == 1 ? g_strdup_printf("催办-第%d项", g_array_index(data->number, int, 0))
                               : g_strdup_printf("催办-共%u项", data->tasks->len);
}

static gboolean is_edited(const Form *form, const NudgeForm *data) {
  return !g_str_equal(form_value(form, "text"), data->text);
}

static void nudge_changed(App *app, Form *form, gpointer state) {
  NudgeForm *data = state;
  GError *error = NULL;
  if (!show_several(app, form, data, &error) && error != NULL)
    app_failed(app, error);
  g_autofree char *name = parcel_name(data);
  form_letter_remark(form, chosen_means(form), name);
  if (data->tasks->len > 1)
    form_set_remark(form, "text",
                    is_edited(form, data)
                        ? "文字改过了：每项任务都用这里的文字"
                        : "这是第一项的文字，每项任务各有各的；在这里改了，就都用改过的文字");
}

/* ---- saving ----------------------------------------------------------------------------- */

/* What is said of each task, in their order, NULL-terminated. NULL and error. */
static GPtrArray *texts_of(App *app, const Form *form, const NudgeForm *data, GError **error) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  gboolean same = data->tasks->len == 1 || is_edited(form, data);
  for (guint i = 0; i < data->tasks->len; i++) {
    char *text = same ? g_strdup(form_value(form, "text")) : letter_of(app, data, i, error);
    if (text == NULL)
      return NULL;
    g_ptr_array_add(texts, text);
  }
  g_ptr_array_add(texts, NULL);
  return g_steal_pointer(&texts);
}

/* All of them as one text to be sent; what is the same for all goes once. */
static char *pages_of(const Form *form, const NudgeForm *data, const GPtrArray *texts) {
  if (!is_edited(form, data))
    return compose_pages((const char *const *)texts->pdata, LETTER_COLUMNS);
  const char *const once[] = {texts->pdata[0], NULL};
  return compose_pages(once, LETTER_COLUMNS);
}

/* 催办：第4项任务已逾期15天（共3项） */
static char *subject_of(App *app, const NudgeForm *data, GError **error) {
  g_auto(Composed) composed = {0};
  if (!form_letter_nudge(app, g_array_index(data->tasks, gint64, 0), &composed, error))
    return NULL;
  return data->tasks->len > 1 ? g_strdup_printf("%s（共%u项）", composed.subject, data->tasks->len)
                              : g_steal_pointer(&composed.subject);
}

static gboolean record(App *app, const NudgeForm *data, const GPtrArray *texts, Means means,
                       const char *to, GError **error) {
  Actor actor = app_actor(app);
  if (nudge_record(app_db(app), &actor, (const gint64 *)(void *)data->tasks->data,
                   (const char *const *)texts->pdata, data->tasks->len, means, to, error))
    return TRUE;
  if (means == MEANS_FILE)
    form_letter_take_back(to);
  if (means == MEANS_MAIL)
    g_prefix_error(error, "邮件已经发出，但没有登记：");
  return FALSE;
}

static gboolean nudge_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const NudgeForm *data = state;
  Means means = chosen_means(form);
  if (!form_require(form, "text", "请写明催办的话"))
    return FALSE;
  if (!supervision_allows(app_db(app), (const gint64 *)(void *)data->tasks->data, data->tasks->len,
                          error))
    return FALSE;
  g_autoptr(GPtrArray) texts = texts_of(app, form, data, error);
  g_autofree char *subject = texts != NULL ? subject_of(app, data, error) : NULL;
  if (subject == NULL)
    return FALSE;
  g_autofree char *name = parcel_name(data);
  g_autofree char *pages = pages_of(form, data, texts);
  g_autofree char *to = NULL;
  const Parcel parcel = {.means = means, .name = name, .subject = subject, .text = pages};
  if (!form_letter_send(app, form, &parcel, &to) || !record(app, data, texts, means, to, error))
    return FALSE;
  if (means == MEANS_RECORD)
    app_notice(app, "已登记催办%u项；按 u 可撤销", data->tasks->len);
  else
    app_notice(app, "已登记催办%u项，%s %s；按 u 可撤销登记", data->tasks->len,
               means == MEANS_FILE ? "存为" : "发到", to);
  return TRUE;
}

const FormClass FORM_NUDGE = {
    .name = "nudge.add",
    .title = "催办",
    .about = "task",
    .open = nudge_open,
    .close = nudge_close,
    .changed = nudge_changed,
    .save = nudge_save,
};
