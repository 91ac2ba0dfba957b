/* form_extension.c: more time is asked for (延期), and decided on. */
#include "core/model/extension.h"
#include "core/model/task.h"
#include "core/rules/phrase.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_phrases.h"
#include "tui/screen/task_rows.h"

/* ---- asking ----------------------------------------------------------------------------- */

/* What the new deadline is read for. */
typedef struct {
  gint64 ledger;
  int year;
} ExtendForm;

/* 完成时限 as it is now, and the original due day where it was moved. */
static char *deadline_now(App *app, const Task *task, GError **error) {
  Day original;
  if (!extension_original(app_db(app), task->id, &original, error))
    return NULL;
  g_autofree char *deadline = task_rows_deadline_text(app, task);
  char iso[DAY_TEXT_SIZE];
  return original != DAY_NONE
             ? g_strdup_printf("%s  原期限 %s", deadline, day_to_iso(original, iso))
             : g_steal_pointer(&deadline);
}

static Form *extend_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  if (!extension_allows(app_db(app), app_reckoning(app), app_today(app), target, error))
    return NULL; /* said before anybody types for nothing */
  g_autoptr(Task) task = task_load(app_db(app), app_reckoning(app), target, error);
  g_autofree char *now = task != NULL ? deadline_now(app, task, error) : NULL;
  int year = now != NULL ? form_ledger_year(app, task->ledger, error) : 0;
  if (year == 0)
    return NULL;
  static const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"now", "现期限", FIELD_SHOW, FALSE, NULL, NULL},
      {"deadline", "延到", FIELD_DEADLINE, TRUE, "如 2026年12月31日、12月底前", NULL},
      {"reason", "理由", FIELD_TEXT, TRUE, "为什么要延期；由另一人审批", NULL},
  };
  ExtendForm *data = g_new0(ExtendForm, 1);
  *data = (ExtendForm){.ledger = task->ledger, .year = year};
  *state = data;
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  Form *form = form_new(title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "task", task->goal);
  form_set_value(form, "now", now);
  form_offer_phrases(app, form, "reason", PHRASES_EXTENSION, task, app_today(app));
  return form;
}

static void extend_changed(App *app, Form *form, gpointer state) {
  const ExtendForm *data = state;
  form_remark_deadline(app, form, "deadline", data->ledger, data->year, FALSE);
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, "deadline")));
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(text, data->year, &phrase);
  if (*text != '\0' && phrase.kind == PHRASE_NONE) /* on a task it would be kept as written */
    form_set_remark(form, "deadline", "还认不出日期");
}

/* FALSE where no task can be given that much time, which is said beside the field. */
static gboolean check_new_deadline(App *app, Form *form, gint64 task) {
  g_autoptr(GError) refusal = NULL;
  if (extension_reads(app_db(app), task, form_value(form, "deadline"), &refusal))
    return TRUE;
  form_set_error(form, "deadline", refusal->message);
  return FALSE;
}

static gboolean extend_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  gboolean ok =
      form_require(form, "deadline", "请写明延到哪一天") && check_new_deadline(app, form, target);
  if (!form_require(form, "reason", "请写明理由") || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return extension_ask(app_db(app), &actor, app_reckoning(app), target,
                       form_value(form, "deadline"), form_value(form, "reason"), NULL, error);
}

const FormClass FORM_EXTEND = {
    .name = "extension.ask",
    .title = "申请延期",
    .about = "task",
    .open = extend_open,
    .close = g_free,
    .changed = extend_changed,
    .save = extend_save,
};

/* ---- deciding --------------------------------------------------------------------------- */

#define NOT_CHOSEN "（请选择）"
#define APPROVE "批准"
#define REFUSE "不同意"

/* Neither is chosen to begin with: a decision is not made by pressing the key that saves. */
static const char *const DECISIONS[] = {NOT_CHOSEN, APPROVE, REFUSE, NULL};

static const FieldSpec DECIDE_FIELDS[] = {
    {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
    {"asked", "申请", FIELD_SHOW, FALSE, NULL, NULL},
    {"dates", "期限", FIELD_SHOW, FALSE, NULL, NULL},
    {"reason", "理由", FIELD_SHOW, FALSE, NULL, NULL},
    {"answer", "审批", FIELD_CHOICE, TRUE, NULL, DECISIONS},
    {"decision", "意见", FIELD_TEXT, FALSE, "批准可不写，不同意要写明", NULL},
};

static Form *decide_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)state;
  Actor actor = app_actor(app);
  if (!extension_check_decider(app_db(app), &actor, app_reckoning(app), target, error))
    return NULL; /* said before anybody types for nothing */
  g_autoptr(Extension) extension = extension_load(app_db(app), target, error);
  g_autoptr(Task) task =
      extension != NULL ? task_load(app_db(app), NULL, extension->task, error) : NULL;
  if (task == NULL)
    return NULL;
  char day[DAY_TEXT_SIZE];
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  g_autofree char *asked =
      g_strdup_printf("%s 于 %s 提出", extension->asked_by, day_to_iso(extension->asked_on, day));
  g_autofree char *due = task_rows_day_text(app, task->ledger, extension->new_due);
  g_autofree char *dates =
      g_strdup_printf("%s → %s（%s），延%d天", day_to_iso(extension->old_due, day),
                      extension->new_deadline, due, (int)(extension->new_due - extension->old_due));
  Form *form = form_new(title, DECIDE_FIELDS, G_N_ELEMENTS(DECIDE_FIELDS));
  form_set_value(form, "task", task->goal);
  form_set_value(form, "asked", asked);
  form_set_value(form, "dates", dates);
  form_set_value(form, "reason", extension->reason);
  return form;
}

static gboolean decide_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  const char *answer = form_value(form, "answer");
  if (g_str_equal(answer, NOT_CHOSEN)) {
    form_set_error(form, "answer", "请选择批准或不同意");
    return FALSE;
  }
  gboolean approve = g_str_equal(answer, APPROVE);
  if (!approve && !form_require(form, "decision", "不同意要写明意见"))
    return FALSE;
  Actor actor = app_actor(app);
  return extension_decide(app_db(app), &actor, app_reckoning(app), target, approve,
                          form_value(form, "decision"), error);
}

const FormClass FORM_DECIDE = {
    .name = "extension.decide",
    .title = "审批延期",
    .about = "extension",
    .open = decide_open,
    .save = decide_save,
};
