/* form_notice.c: 督办单: issuing one, raising its level, putting an answer on record. */
#include "core/model/task.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_letter.h"
#include "tui/screen/form_phrases.h"

/* A letter that is being written. */
typedef struct {
  gint64 task;
  int level;                                /* whose template's words stand in ask; 0: none yet */
  char *ask;                                /* what the template asks for */
  const char *levels[NOTICE_LEVEL_MAX + 1]; /* names of those that can be chosen */
} NoticeForm;

static void notice_close(gpointer state) {
  NoticeForm *data = state;
  if (data == NULL)
    return;
  g_free(data->ask);
  g_free(data);
}

/* A form about task on which the levels from first on can be chosen. */
static NoticeForm *data_new(gint64 task, int first) {
  NoticeForm *data = g_new0(NoticeForm, 1);
  data->task = task;
  data->ask = g_strdup("");
  for (int level = first; level <= NOTICE_LEVEL_MAX; level++)
    data->levels[level - first] = notice_level_name(level);
  return data;
}

static int chosen_level(const Form *form) {
  int level = 1;
  notice_level_parse(form_value(form, "level"), &level);
  return level;
}

static void set_answer_by(App *app, Form *form) {
  char iso[DAY_TEXT_SIZE];
  Day day = notice_answer_day(app_reckoning(app));
  if (day != DAY_NONE)
    form_set_value(form, "answer_by", day_to_iso(day, iso));
}

/* What a level asks for stands there until somebody writes own words. */
static gboolean follow_level(App *app, Form *form, NoticeForm *data, GError **error) {
  int level = chosen_level(form);
  if (level == data->level)
    return TRUE;
  g_auto(Composed) composed = {0};
  if (!form_letter_notice(app, data->task, level, app_today(app), NULL, &composed, error))
    return FALSE;
  if (g_str_equal(form_value(form, "ask"), data->ask))
    form_set_value(form, "ask", composed.ask);
  g_free(data->ask);
  data->ask = g_steal_pointer(&composed.ask);
  data->level = level;
  return TRUE;
}

static void notice_changed(App *app, Form *form, gpointer state) {
  GError *error = NULL;
  if (!follow_level(app, form, state, &error))
    app_failed(app, error);
  form_remark_day(app, form, "answer_by");
}

/* The letter as the form has it; NULL where something was refused. */
static char *write_letter(App *app, Form *form, const NoticeForm *data, Day *answer_by,
                          GError **error) {
  gboolean ok = form_require(form, "ask", "请写明要求");
  if (!form_read_day_ahead(app, form, "answer_by", answer_by) || !ok)
    return NULL;
  g_auto(Composed) composed = {0};
  return form_letter_notice(app, data->task, chosen_level(form), *answer_by,
                            form_value(form, "ask"), &composed, error)
             ? g_steal_pointer(&composed.text)
             : NULL;
}

/* ---- issuing ---------------------------------------------------------------------------- */

static Form *issue_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  NoticeForm *data = data_new(target, 1);
  *state = data;
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  if (task == NULL || !supervision_allows(app_db(app), &target, 1, error))
    return NULL;
  const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"level", "级别", FIELD_CHOICE, TRUE, NULL, data->levels},
      {"ask", "要求", FIELD_TEXT, TRUE, "要求怎么办", NULL},
      {"answer_by", "答复期限", FIELD_DATE, TRUE, "如 2026-11-20、11月20日", NULL},
  };
  g_autofree char *shown = g_strdup_printf("第%d项  %s", task->number, task->goal);
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "task", shown);
  set_answer_by(app, form);
  return form;
}

static gboolean issue_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  Day answer_by;
  g_autofree char *text = write_letter(app, form, state, &answer_by, error);
  Actor actor = app_actor(app);
  gint64 id;
  if (text == NULL ||
      !notice_issue(app_db(app), &actor, target, chosen_level(form), text, answer_by, &id, error))
    return FALSE;
  app_open(app, &SCREEN_LETTER, &(Opening){.id = id});
  app_notice(app, "%s：已签发；按 u 可撤销", form_value(form, "level"));
  return TRUE;
}

const FormClass FORM_NOTICE = {
    .name = "notice.issue",
    .title = "发督办单",
    .about = "task",
    .open = issue_open,
    .close = notice_close,
    .changed = notice_changed,
    .save = issue_save,
};

/* ---- raising ---------------------------------------------------------------------------- */

/* 督办〔2026〕1号（提醒单）  第4项“…” */
static char *notice_text(App *app, const Notice *notice, GError **error) {
  g_autofree char *label = task_label(app_db(app), notice->task, error);
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  return label != NULL
             ? g_strdup_printf("%s（%s）  %s", number, notice_level_name(notice->level), label)
             : NULL;
}

static gboolean can_rise(const Notice *notice, GError **error) {
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  if (notice_answered_on(notice) != DAY_NONE)
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "%s已经答复，不用再升级", number);
  else if (notice->level == NOTICE_LEVEL_MAX)
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "%s已是%s，没有更高的级别", number,
                notice_level_name(notice->level));
  else
    return TRUE;
  return FALSE;
}

static Form *raise_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  g_autoptr(Notice) notice = notice_load(app_db(app), target, error);
  if (notice == NULL || !can_rise(notice, error))
    return NULL;
  NoticeForm *data = data_new(notice->task, notice->level + 1);
  *state = data;
  g_autofree char *shown = notice_text(app, notice, error);
  if (shown == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"notice", "督办单", FIELD_SHOW, FALSE, NULL, NULL},
      {"level", "升为", FIELD_CHOICE, TRUE, NULL, data->levels},
      {"reason", "理由", FIELD_TEXT, TRUE, "为什么升级；会记入台账的记录", NULL},
      {"ask", "要求", FIELD_TEXT, TRUE, "要求怎么办", NULL},
      {"answer_by", "答复期限", FIELD_DATE, TRUE, "如 2026-11-20、11月20日", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "notice", shown);
  set_answer_by(app, form);
  return form;
}

static gboolean raise_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  Day answer_by;
  gboolean ok = form_require(form, "reason", "请写明理由");
  g_autofree char *text = write_letter(app, form, state, &answer_by, error);
  Actor actor = app_actor(app);
  return ok && text != NULL &&
         notice_raise(app_db(app), &actor, target, chosen_level(form), form_value(form, "reason"),
                      text, answer_by, error);
}

const FormClass FORM_RAISE = {
    .name = "notice.raise",
    .title = "升级督办",
    .about = "notice",
    .open = raise_open,
    .close = notice_close,
    .changed = notice_changed,
    .save = raise_save,
};

/* ---- answers ---------------------------------------------------------------------------- */

static Form *answer_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)state;
  g_autoptr(Notice) notice = notice_load(app_db(app), target, error);
  g_autofree char *shown = notice != NULL ? notice_text(app, notice, error) : NULL;
  g_autoptr(Task) task = shown != NULL ? task_load(app_db(app), NULL, notice->task, error) : NULL;
  if (task == NULL)
    return NULL;
  static const FieldSpec fields[] = {
      {"notice", "督办单", FIELD_SHOW, FALSE, NULL, NULL},
      {"answer_by", "答复期限", FIELD_SHOW, FALSE, NULL, NULL},
      {"text", "答复", FIELD_TEXT, TRUE, "哪个单位怎么答复的；写好按 Ctrl-S 保存", NULL},
  };
  char iso[DAY_TEXT_SIZE];
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "notice", shown);
  form_set_value(form, "answer_by", day_to_iso(notice->answer_by, iso));
  form_offer_phrases(app, form, "text", PHRASES_ANSWER, task, app_today(app));
  return form;
}

static gboolean answer_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  if (!form_require(form, "text", "请写明答复的内容"))
    return FALSE;
  Actor actor = app_actor(app);
  return notice_answer(app_db(app), &actor, target, form_value(form, "text"), error);
}

const FormClass FORM_ANSWER = {
    .name = "notice.answer",
    .title = "登记答复",
    .about = "notice",
    .open = answer_open,
    .save = answer_save,
};
