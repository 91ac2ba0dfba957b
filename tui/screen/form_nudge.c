/* form_nudge.c: 催办, of one task or of several at once. */
#include "core/model/task.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_letter.h"

typedef struct {
  const FormClass *class_;
  gint64 target;
  FormTasks tasks;
  char *text; /* the letter about the first, as the template has it; NULL: none is there */
} NudgeForm;

static void nudge_close(gpointer state) {
  NudgeForm *data = state;
  if (data == NULL)
    return;
  form_tasks_clear(&data->tasks);
  g_free(data->text);
  g_free(data);
}

/* ---- which tasks ------------------------------------------------------------------------ */

static int number_of(const NudgeForm *data, guint index) {
  return g_array_index(data->tasks.refs, TaskRef, index).number;
}

#define NAMED_MAX 12 /* of several tasks, how many are named by their number */

/* 共2项：第4、54项 */
static char *numbers_text(const NudgeForm *data) {
  g_autoptr(GString) text = g_string_new(NULL);
  guint count = data->tasks.refs->len;
  g_string_append_printf(text, "共%u项：第", count);
  for (guint i = 0; i < count && i < NAMED_MAX; i++)
    g_string_append_printf(text, "%s%d", i > 0 ? "、" : "", number_of(data, i));
  g_string_append(text, count > NAMED_MAX ? "……项" : "项");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *tasks_text(App *app, const NudgeForm *data, GError **error) {
  guint count = data->tasks.ids->len;
  if (count != 1)
    return count > 0 ? numbers_text(data) : g_strdup(FORM_TASKS_GONE);
  g_autoptr(Task) task =
      task_load(app_db(app), NULL, g_array_index(data->tasks.ids, gint64, 0), error);
  return task != NULL ? g_strdup_printf("第%d项  %s", task->number, task->goal) : NULL;
}

/* ---- letters ---------------------------------------------------------------------------- */

static char *letter_of(App *app, const NudgeForm *data, guint index, GError **error) {
  g_auto(Composed) composed = {0};
  return form_letter_nudge(app, g_array_index(data->tasks.ids, gint64, index), &composed, error)
             ? g_steal_pointer(&composed.text)
             : NULL;
}

/* Puts the letter about the first into the form, unless it was edited. */
static gboolean show_letter(App *app, Form *form, NudgeForm *data, GError **error) {
  if (data->tasks.ids->len == 0)
    return TRUE; /* what is there stays */
  char *text = letter_of(app, data, 0, error);
  if (text == NULL)
    return FALSE;
  if (data->text == NULL || g_str_equal(form_value(form, "text"), data->text))
    form_fill(form, "text", text);
  g_free(data->text);
  data->text = text;
  return TRUE;
}

/* Says what the form is about, where that is another than before. */
static gboolean show_tasks(App *app, Form *form, NudgeForm *data, GError **error) {
  gboolean anew;
  if (!form_tasks_read(app, form, data->target, &data->tasks, &anew, error))
    return FALSE;
  if (!anew)
    return TRUE;
  g_autofree char *shown = tasks_text(app, data, error);
  if (shown == NULL)
    return FALSE;
  form_fill(form, "task", shown);
  return show_letter(app, form, data, error);
}

/* ---- the form --------------------------------------------------------------------------- */

static Form *nudge_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  NudgeForm *data = g_new0(NudgeForm, 1);
  *state = data;
  data->class_ = class_;
  data->target = target;
  const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"tasks", NULL, FIELD_HIDDEN, FALSE, NULL, NULL},
      {"means", "方式", FIELD_CHOICE, TRUE, NULL, form_letter_means(app)},
      {"to", "去向", FIELD_LINE, FALSE, NULL, NULL},
      {"text", "文字", FIELD_TEXT, TRUE, "催办的话", NULL},
  };
  g_autoptr(Form) form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  if (!class_->several &&
      (!supervision_allows(app_db(app), &target, 1, error) || !show_tasks(app, form, data, error)))
    return NULL;
  return g_steal_pointer(&form);
}

static Means chosen_means(const Form *form) {
  Means means = MEANS_RECORD;
  means_parse(form_value(form, "means"), &means);
  return means;
}

/* The name of a file: 催办-第4项, 催办-共2项. */
static char *parcel_name(const NudgeForm *data) {
  return data->tasks.ids->len == 1 ? g_strdup_printf("催办-第%d项", number_of(data, 0))
                                   : g_strdup_printf("催办-共%u项", data->tasks.ids->len);
}

static gboolean is_edited(const Form *form, const NudgeForm *data) {
  return g_strcmp0(form_value(form, "text"), data->text) != 0;
}

/* What the text is to several, and that some of them are not there any more. */
static void remark_text(Form *form, const NudgeForm *data) {
  guint count = data->tasks.ids->len, gone = data->tasks.gone;
  const char *use = count <= 1              ? ""
                    : is_edited(form, data) ? "文字改过了：每项任务都用这里的文字"
                                            : "这是第一项的文字，每项任务各有各的；在这里改了，就都"
                                              "用改过的文字";
  g_autofree char *left =
      gone > 0 ? g_strdup_printf("%s有%u项刚被删除，不催办", *use != '\0' ? "；" : "", gone)
               : g_strdup("");
  g_autofree char *remark = g_strconcat(use, left, NULL);
  form_set_remark(form, "text", *remark != '\0' ? remark : NULL);
}

static void nudge_changed(App *app, Form *form, gpointer state) {
  NudgeForm *data = state;
  GError *error = NULL;
  if (!show_tasks(app, form, data, &error)) {
    app_failed(app, error);
    if (data->tasks.ids == NULL)
      return;
  }
  g_autofree char *name = parcel_name(data);
  form_letter_remark(form, chosen_means(form), name);
  if (data->class_->several)
    remark_text(form, data);
}

/* ---- saving ----------------------------------------------------------------------------- */

/* What is said of each task, in their order, NULL-terminated. NULL and error. */
static GPtrArray *texts_of(App *app, const Form *form, const NudgeForm *data, GError **error) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  gboolean same = data->tasks.ids->len == 1 || is_edited(form, data);
  for (guint i = 0; i < data->tasks.ids->len; i++) {
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
  if (!form_letter_nudge(app, g_array_index(data->tasks.ids, gint64, 0), &composed, error))
    return NULL;
  return data->tasks.ids->len > 1
             ? g_strdup_printf("%s（共%u项）", composed.subject, data->tasks.ids->len)
             : g_steal_pointer(&composed.subject);
}

static gboolean record(App *app, const NudgeForm *data, const GPtrArray *texts, Means means,
                       const char *to, GError **error) {
  Actor actor = app_actor(app);
  if (nudge_record(app_db(app), &actor, (const gint64 *)(void *)data->tasks.ids->data,
                   (const char *const *)texts->pdata, data->tasks.ids->len, means, to, error))
    return TRUE;
  if (means == MEANS_FILE)
    form_letter_take_back(to);
  if (means == MEANS_MAIL)
    g_prefix_error(error, "邮件已经发出，但没有登记：");
  return FALSE;
}

static gboolean nudge_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  NudgeForm *data = state;
  Means means = chosen_means(form);
  if (!form_require(form, "text", "请写明催办的话") || !show_tasks(app, form, data, error) ||
      !form_tasks_require(app, form, target, &data->tasks, "要催办的任务", error))
    return FALSE;
  if (!supervision_allows(app_db(app), (const gint64 *)(void *)data->tasks.ids->data,
                          data->tasks.ids->len, error))
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
    app_notice(app, "已登记催办%u项；按 u 可撤销", data->tasks.ids->len);
  else
    app_notice(app, "已登记催办%u项，%s %s；按 u 可撤销登记", data->tasks.ids->len,
               means == MEANS_FILE ? "存为" : "发到", to);
  return TRUE;
}

const FormClass FORM_NUDGE = {
    .name = "nudge",
    .title = "催办",
    .about = "task",
    .open = nudge_open,
    .close = nudge_close,
    .changed = nudge_changed,
    .save = nudge_save,
};

/* Drafts of that name may be about one task, which is then the target. */
const FormClass FORM_NUDGE_MANY = {
    .name = "nudge.add",
    .title = "催办",
    .about = "task",
    .several = TRUE,
    .open = nudge_open,
    .close = nudge_close,
    .changed = nudge_changed,
    .save = nudge_save,
};
