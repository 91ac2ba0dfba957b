/* form_step.c: the steps of a task's way that need a reason. */
#include "core/model/task.h"
#include "core/model/way.h"
#include "tui/screen/form_fields.h"

static const FieldSpec FIELDS[] = {
    {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
    {"state", "现在的状态", FIELD_SHOW, FALSE, NULL, NULL},
    {"reason", "理由", FIELD_TEXT, TRUE, "为什么；会记入台账的记录", NULL},
    {"made_on", "日期", FIELD_DATE, FALSE, "不填就是今天", NULL},
};

/* The state is the form's class. */
static Form *step_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  if (task == NULL)
    return NULL;
  *state = (gpointer)class_;
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  Form *form = form_new(title, FIELDS, G_N_ELEMENTS(FIELDS));
  form_set_value(form, "task", task->goal);
  form_set_value(form, "state", task_state_name(task->state));
  return form;
}

static void step_changed(App *app, Form *form, gpointer state) {
  (void)state;
  form_remark_day(app, form, "made_on");
}

static gboolean step_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const FormClass *class_ = state;
  Day made_on;
  gboolean ok = form_require(form, "reason", "请写明理由");
  if (!form_read_day(app, form, "made_on", &made_on) || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return way_take(app_db(app), &actor, app_reckoning(app), target, (Step)class_->detail, made_on,
                  form_value(form, "reason"), error);
}

const FormClass FORM_RETURN = {
    .name = "step.return",
    .title = "退回",
    .about = "task",
    .detail = STEP_RETURN,
    .open = step_open,
    .changed = step_changed,
    .save = step_save,
};

const FormClass FORM_PAUSE = {
    .name = "step.pause",
    .title = "暂停",
    .about = "task",
    .detail = STEP_PAUSE,
    .open = step_open,
    .changed = step_changed,
    .save = step_save,
};

const FormClass FORM_VOID = {
    .name = "step.void",
    .title = "作废",
    .about = "task",
    .detail = STEP_VOID,
    .open = step_open,
    .changed = step_changed,
    .save = step_save,
};

const FormClass FORM_REOPEN = {
    .name = "step.reopen",
    .title = "重新打开",
    .about = "task",
    .detail = STEP_REOPEN,
    .open = step_open,
    .changed = step_changed,
    .save = step_save,
};
