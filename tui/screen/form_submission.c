/* form_submission.c: what is handed in for a period, and the events that start one. */
#include "core/model/obligation.h"
#include "core/model/submission.h"
#include "tui/screen/form_evidence.h"
#include "tui/screen/form_fields.h"

/* A rule, with the periods that can be chosen. */
typedef struct {
  gint64 schedule;
  char **keys; /* NULL-terminated, the newest first */
} SubmissionForm;

static void submission_close(gpointer state) {
  SubmissionForm *data = state;
  if (data == NULL)
    return;
  g_strfreev(data->keys);
  g_free(data);
}

/* The rule of that id, with its task's number and goal in words. */
static char *rule_text(App *app, gint64 schedule, GError **error) {
  g_autoptr(Schedule) rule = schedule_load(app_db(app), schedule, error);
  if (rule == NULL)
    return NULL;
  g_autofree char *label = task_label(app_db(app), rule->task, error);
  if (label == NULL)
    return NULL;
  g_autofree char *words = schedule_words(rule->phrase, rule->material);
  return g_strdup_printf("%s  %s", label, words);
}

static char **period_keys(App *app, gint64 schedule, GError **error) {
  ObligationFilter filter = {.schedule = schedule};
  g_autoptr(GPtrArray) obligations =
      obligation_list(app_db(app), app_reckoning(app), &filter, error);
  if (obligations == NULL)
    return NULL;
  if (obligations->len == 0) {
    g_autoptr(Schedule) rule = schedule_load(app_db(app), schedule, error);
    if (rule != NULL)
      g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED,
                          schedule_lacks_anchor(rule)
                              ? "这条周期要求还没有设定起算日，因此没有期次；在任务上按 r 设定"
                              : "这条周期要求现在没有要报的期次；按事件起算的请先登记事件");
    return NULL;
  }
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
  for (guint i = obligations->len; i-- > 0;)
    g_strv_builder_add(keys, ((const Obligation *)obligations->pdata[i])->span.key);
  return g_strv_builder_end(keys);
}

static Form *submission_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                             GError **error) {
  SubmissionForm *data = g_new0(SubmissionForm, 1);
  *state = data;
  data->schedule = target;
  g_autofree char *rule = rule_text(app, target, error);
  if (rule == NULL)
    return NULL;
  data->keys = period_keys(app, target, error);
  g_auto(GStrv) units = data->keys != NULL ? form_unit_names(app, error) : NULL;
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"rule", "周期要求", FIELD_SHOW, FALSE, NULL, NULL},
      {"text", "报送内容", FIELD_LINE, TRUE, "报了什么；写好按 Ctrl-S 保存", NULL},
      {"period", "期次", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->keys},
      {"made_on", "报送日期", FIELD_DATE, FALSE, "不填就是今天；如 2026-11-20、11月20日", NULL},
      {"unit", "报送单位", FIELD_LINE, FALSE, "单位全称，按 Ctrl-O 选；可不填",
       (const char *const *)units},
      {"evidence", "佐证材料", FIELD_PATHS, FALSE,
       "文件（Tab 补全）、文号或网址，几份之间用分号隔开", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "rule", rule);
  return form;
}

static void submission_changed(App *app, Form *form, gpointer state) {
  (void)state;
  form_remark_day(app, form, "made_on");
  form_remark_evidence(form, "evidence");
}

static gboolean submission_save(App *app, Form *form, gint64 target, gpointer state,
                                GError **error) {
  (void)state;
  SubmissionInput input = {
      .schedule = target,
      .key = form_value(form, "period"),
      .unit = form_value(form, "unit"),
      .text = form_value(form, "text"),
  };
  gboolean ok = form_require(form, "text", "请写明报了什么");
  ok = form_read_day(app, form, "made_on", &input.made_on) && ok;
  g_autoptr(GPtrArray) files = form_take_evidence(app, form, "evidence", error);
  if (files == NULL || !ok)
    return FALSE;
  g_autofree const char **evidence = evidence_references(files);
  input.evidence = evidence;
  input.files = files;
  Actor actor = app_actor(app);
  return submission_record(app_db(app), &actor, app_reckoning(app), &input, NULL, error);
}

const FormClass FORM_SUBMISSION = {
    .name = "submission.add",
    .title = "登记报送",
    .about = "schedule",
    .open = submission_open,
    .close = submission_close,
    .changed = submission_changed,
    .save = submission_save,
};

/* ---- taking one off --------------------------------------------------------------------- */

static Form *remove_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)state;
  g_autoptr(Submission) submission = submission_load(app_db(app), target, error);
  if (submission == NULL)
    return NULL;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *text =
      g_strdup_printf("%s  %s", day_to_iso(submission->made_on, iso), submission->text);
  return form_reason_new(class_, "报送", text, "为什么撤下；会记入台账的记录");
}

static gboolean remove_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  if (!form_require(form, "reason", "请写明理由"))
    return FALSE;
  Actor actor = app_actor(app);
  return submission_remove(app_db(app), &actor, target, form_value(form, "reason"), error);
}

const FormClass FORM_SUBMISSION_REMOVE = {
    .removes = TRUE,
    .name = "submission.remove",
    .title = "撤下报送",
    .about = "submission",
    .open = remove_open,
    .save = remove_save,
};

/* ---- events ----------------------------------------------------------------------------- */

static Form *event_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  (void)state;
  g_autofree char *rule = rule_text(app, target, error);
  if (rule == NULL)
    return NULL;
  static const FieldSpec fields[] = {
      {"rule", "周期要求", FIELD_SHOW, FALSE, NULL, NULL},
      {"text", "事件", FIELD_LINE, TRUE, "发生了什么，如：作出信用修复决定", NULL},
      {"day", "发生日期", FIELD_DATE, FALSE, "不填就是今天；当天不算，从下一个工作日数起", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "rule", rule);
  return form;
}

static void event_changed(App *app, Form *form, gpointer state) {
  (void)state;
  form_remark_day(app, form, "day");
}

static gboolean event_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  Day day;
  gboolean ok = form_require(form, "text", "请写明发生了什么");
  if (!form_read_day(app, form, "day", &day) || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return obligation_event(app_db(app), &actor, app_reckoning(app), target,
                          day != DAY_NONE ? day : actor.today, form_value(form, "text"), NULL,
                          error);
}

const FormClass FORM_EVENT = {
    .name = "event.add",
    .title = "登记事件",
    .about = "schedule",
    .open = event_open,
    .changed = event_changed,
    .save = event_save,
};
