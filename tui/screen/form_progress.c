#include <string.h>

#include "core/model/each.h"
#include "core/model/task.h"
#include "tui/screen/form_evidence.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_phrases.h"

#define NOT_DONE "未办结，继续办理"
#define DONE "已经办结"

#define FINISHING 1 /* detail of the form that begins with 办结 chosen */
#define SEVERAL 2   /* … and of the one about several tasks, which does not ask about it */

static const char *const DONE_CHOICES[] = {NOT_DONE, DONE, NULL};

static const FieldSpec IDS = {"tasks", NULL, FIELD_HIDDEN, FALSE, NULL, NULL};

/* The last is left out where there is nothing to complete. */
static const FieldSpec FIELDS[] = {
    {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
    {"text", "进展情况", FIELD_TEXT, TRUE, "做了什么、到哪一步、有什么问题；Ctrl-O 常用语", NULL},
    {"percent", "完成率", FIELD_LINE, FALSE, "0 到 100，可不填", NULL},
    {"made_on", "日期", FIELD_DATE, FALSE, "不填就是今天；如 2026-11-20、11月20日", NULL},
    {"evidence", "佐证材料", FIELD_PATHS, FALSE, "文件（Tab 补全）、文号或网址，几份之间用分号隔开",
     NULL},
    {"done", "办结", FIELD_CHOICE, FALSE, NULL, DONE_CHOICES},
};

static gboolean can_be_done(const Task *task) {
  return task->kind != TASK_KIND_MEASURE && task->kind != TASK_KIND_DEDUCTION &&
         !task_state_is_done(task->state);
}

/* The task as it was opened, of several the first that is there, and the day its phrases were
 * filled in for. */
typedef struct {
  const FormClass *class_;
  gint64 target;
  Task *task;      /* NULL: none of several is there */
  Day day;         /* DAY_NONE: not yet */
  FormTasks tasks; /* of the form about several */
} ProgressForm;

/* Which they are is told once their ids are there. */
static Form *several_new(const FormClass *class_) {
  FieldSpec fields[G_N_ELEMENTS(FIELDS)];
  memcpy(fields, FIELDS, sizeof fields);
  fields[G_N_ELEMENTS(FIELDS) - 1] = IDS; /* in place of 办结 */
  return form_new(class_->title, fields, G_N_ELEMENTS(fields));
}

static Form *progress_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                           GError **error) {
  ProgressForm *data = g_new0(ProgressForm, 1);
  data->class_ = class_;
  data->target = target;
  *state = data;
  if (class_->detail == SEVERAL)
    return several_new(class_);
  Task *task = data->task = task_load(app_db(app), NULL, target, error);
  if (task == NULL)
    return NULL;
  gsize count = G_N_ELEMENTS(FIELDS) - (can_be_done(task) ? 0 : 1);
  g_autofree char *title = g_strdup_printf("记录进展  第%d项", task->number);
  Form *form = form_new(title, FIELDS, count);
  form_set_value(form, "task", task->goal);
  if (class_->detail == FINISHING && can_be_done(task))
    form_set_value(form, "done", DONE);
  return form;
}

static void progress_close(gpointer state) {
  ProgressForm *data = state;
  task_free(data->task);
  form_tasks_clear(&data->tasks);
  g_free(data);
}

/* Fills the phrases in anew when the entry is of another day. */
static void follow_day(App *app, Form *form, ProgressForm *data) {
  Day day = form_day_so_far(app, form, "made_on");
  if (data->task == NULL || day == DAY_NONE || day == data->day)
    return;
  data->day = day;
  form_offer_phrases(app, form, "text", PHRASES_PROGRESS, data->task, day);
}

/* Takes the first of them as the one whose phrases are offered. */
static void take_first(App *app, ProgressForm *data) {
  const GArray *ids = data->tasks.ids;
  g_clear_pointer(&data->task, task_free);
  data->day = DAY_NONE;
  if (ids->len > 0)
    data->task = task_load(app_db(app), NULL, g_array_index(ids, gint64, 0), NULL);
}

static void tell_several(App *app, Form *form, const FormTasks *tasks) {
  g_autofree char *text = tasks->ids->len > 0 ? form_tasks_label(app, tasks->ids) : NULL;
  g_autofree char *remark =
      tasks->gone > 0
          ? g_strdup_printf("同样的文字给每一项各记一条；有%u项刚被删除，不记", tasks->gone)
          : g_strdup("同样的文字给每一项各记一条");
  form_fill(form, "task", text != NULL ? text : FORM_TASKS_GONE);
  form_set_remark(form, "text", remark);
}

/* Says which of several the form is about, where those are others than before. */
static gboolean show_several(App *app, Form *form, ProgressForm *data, GError **error) {
  gboolean anew;
  if (!form_tasks_read(app, form, data->target, &data->tasks, &anew, error))
    return FALSE;
  if (anew) {
    take_first(app, data);
    tell_several(app, form, &data->tasks);
  }
  return TRUE;
}

static void progress_changed(App *app, Form *form, gpointer state) {
  ProgressForm *data = state;
  GError *error = NULL;
  if (data->class_->detail == SEVERAL && !show_several(app, form, data, &error))
    app_failed(app, error);
  form_remark_day(app, form, "made_on");
  follow_day(app, form, state);
  form_remark_evidence(form, "evidence");
}

/* A percent as a person writes it, half or full width, perhaps with a sign after it. */
static gboolean read_percent(const char *text, int *percent) {
  g_autofree char *half = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  g_strstrip(half);
  if (g_str_has_suffix(half, "%"))
    half[strlen(half) - 1] = '\0';
  *percent = PERCENT_NONE;
  if (*half == '\0')
    return TRUE;
  guint64 value;
  if (!g_ascii_string_to_unsigned(half, 10, 0, 100, &value, NULL))
    return FALSE;
  *percent = (int)value;
  return TRUE;
}

static gboolean check(App *app, Form *form, ProgressInput *input) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, "text")));
  gboolean ok = TRUE;
  if (*text == '\0' && !input->done) {
    form_set_error(form, "text", "请写明进展情况");
    ok = FALSE;
  }
  if (!read_percent(form_value(form, "percent"), &input->percent)) {
    form_set_error(form, "percent", "应为 0 到 100 的整数，或不填");
    ok = FALSE;
  } else if (input->done && input->percent != PERCENT_NONE && input->percent != 100) {
    form_set_error(form, "percent", "办结时应为 100，或不填");
    ok = FALSE;
  }
  return form_read_day(app, form, "made_on", &input->made_on) && ok;
}

/* To all of them that are there or to none, in one step to be undone. */
static gboolean record_several(App *app, Form *form, const ProgressInput *input, ProgressForm *data,
                               GError **error) {
  Actor actor = app_actor(app);
  FormTasks *tasks = &data->tasks;
  if (!show_several(app, form, data, error) ||
      !form_tasks_require(app, form, input->task, tasks, "要记的任务", error) ||
      !each_progress(app_db(app), &actor, input, tasks->ids, error))
    return FALSE;
  g_autofree char *missing =
      tasks->gone > 0 ? g_strdup_printf("有%u项刚被删除，没有记；", tasks->gone) : g_strdup("");
  app_drop_marks(app);
  app_notice(app, "记录进展：已给%u项各记一条；%s按 u 可撤销", tasks->ids->len, missing);
  return TRUE;
}

static gboolean record(App *app, Form *form, ProgressForm *data, ProgressInput *input,
                       GError **error) {
  Actor actor = app_actor(app);
  return data->class_->detail == SEVERAL ? record_several(app, form, input, data, error)
                                         : progress_record(app_db(app), &actor, input, NULL, error);
}

static gboolean progress_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  ProgressForm *data = state;
  ProgressInput input = {
      .task = target,
      .text = form_value(form, "text"),
      .done = data->class_->detail != SEVERAL && can_be_done(data->task) &&
              g_str_equal(form_value(form, "done"), DONE),
  };
  gboolean ok = check(app, form, &input);
  g_autoptr(GPtrArray) files = form_take_evidence(app, form, "evidence", error);
  if (files == NULL || !ok)
    return FALSE;
  g_autofree const char **evidence = evidence_references(files);
  input.evidence = evidence;
  input.files = files;
  return record(app, form, data, &input, error);
}

const FormClass FORM_PROGRESS = {
    .name = "progress",
    .title = "记录进展",
    .about = "task",
    .open = progress_open,
    .close = progress_close,
    .changed = progress_changed,
    .save = progress_save,
};

const FormClass FORM_FINISH = {
    .name = "finish",
    .title = "办结",
    .about = "task",
    .detail = FINISHING,
    .open = progress_open,
    .close = progress_close,
    .changed = progress_changed,
    .save = progress_save,
};

const FormClass FORM_PROGRESS_MANY = {
    .name = "progress.many",
    .title = "记录进展（多项）",
    .about = "task",
    .several = TRUE,
    .detail = SEVERAL,
    .open = progress_open,
    .close = progress_close,
    .changed = progress_changed,
    .save = progress_save,
};
