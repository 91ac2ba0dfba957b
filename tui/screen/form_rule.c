/* form_rule.c: the recurrence rules of a task (周期要求): added, changed, stopped. */
#include "core/model/task.h"
#include "core/rules/deadline.h"
#include "tui/screen/form_fields.h"

typedef enum { CHANGE, STOP, ADD } RuleDeed;

/* What can be done, one for each choice of the form. */
typedef struct {
  RuleDeed deed;
  const Schedule *rule; /* the rule it is about; NULL: a new one */
} RuleChoice;

typedef struct {
  gint64 ledger;
  int year;
  GPtrArray *schedules; /* Schedule*: the rules in force */
  GArray *choices;      /* RuleChoice … */
  char **names;         /* … and what each is called, NULL-terminated */
  guint filled;         /* the choice whose rule the fields were filled with */
} RuleForm;

static void rule_close(gpointer state) {
  RuleForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->schedules, g_ptr_array_unref);
  g_clear_pointer(&data->choices, g_array_unref);
  g_strfreev(data->names);
  g_free(data);
}

/* ---- opening ---------------------------------------------------------------------------- */

#define BY_ANCHOR "固定起算日"
#define BY_SUBMISSION "上次报送后"
static const char *const BASES[] = {BY_ANCHOR, BY_SUBMISSION, NULL};

static gboolean read_rules(App *app, gint64 task, RuleForm *data, GError **error) {
  data->schedules = schedule_list(app_db(app), task, error);
  if (data->schedules == NULL)
    return FALSE;
  for (guint i = data->schedules->len; i-- > 0;) {
    if (((const Schedule *)data->schedules->pdata[i])->ended != DAY_NONE)
      g_ptr_array_remove_index(data->schedules, i);
  }
  return TRUE;
}

static void make_choices(RuleForm *data) {
  static const char *const verbs[] = {[CHANGE] = "修改", [STOP] = "停止"};
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  data->choices = g_array_new(FALSE, FALSE, sizeof(RuleChoice));
  for (RuleDeed deed = CHANGE; deed <= STOP; deed++) {
    for (guint i = 0; i < data->schedules->len; i++) {
      RuleChoice choice = {.deed = deed, .rule = data->schedules->pdata[i]};
      g_autofree char *words = schedule_words(choice.rule->phrase, choice.rule->material);
      g_autofree char *name = data->schedules->len > 1
                                  ? g_strdup_printf("%s第%u条：%s", verbs[deed], i + 1, words)
                                  : g_strdup_printf("%s：%s", verbs[deed], words);
      g_strv_builder_add(names, name);
      g_array_append_val(data->choices, choice);
    }
  }
  RuleChoice add = {.deed = ADD};
  g_array_append_val(data->choices, add);
  g_strv_builder_add(names, "新增一条");
  data->names = g_strv_builder_end(names);
}

static const RuleChoice *choice_at(const RuleForm *data, guint index) {
  return &g_array_index(data->choices, RuleChoice, index);
}

/* The text of a field for what is stored of a rule; "" for a new one. */
static char *stored_text(const RuleChoice *choice, const char *id) {
  const Schedule *rule = choice->rule;
  char iso[DAY_TEXT_SIZE];
  if (g_str_equal(id, "basis"))
    return g_strdup(rule != NULL && rule->rule.basis == BASIS_SUBMISSION ? BY_SUBMISSION
                                                                         : BY_ANCHOR);
  if (rule == NULL)
    return g_strdup("");
  if (g_str_equal(id, "phrase"))
    return g_strdup(rule->phrase);
  return g_strdup(rule->rule.anchor != DAY_NONE ? day_to_iso(rule->rule.anchor, iso) : "");
}

/* The fields that show a rule as it is. */
static const char *const RULE_FIELDS[] = {"phrase", "basis", "anchor"};

static void fill(Form *form, const RuleChoice *choice) {
  for (gsize i = 0; i < G_N_ELEMENTS(RULE_FIELDS); i++) {
    g_autofree char *text = stored_text(choice, RULE_FIELDS[i]);
    form_set_value(form, RULE_FIELDS[i], text);
  }
}

static Form *rule_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  RuleForm *data = g_new0(RuleForm, 1);
  *state = data;
  g_autoptr(Task) task = task_load(app_db(app), NULL, target, error);
  if (task == NULL || !read_rules(app, target, data, error))
    return NULL;
  data->ledger = task->ledger;
  data->year = form_ledger_year(app, task->ledger, error);
  if (data->year == 0)
    return NULL;
  make_choices(data);
  const FieldSpec fields[] = {
      {"task", "任务", FIELD_SHOW, FALSE, NULL, NULL},
      {"deed", "做什么", FIELD_CHOICE, FALSE, NULL, (const char *const *)data->names},
      {"phrase", "要求", FIELD_LINE, TRUE, "如 每月15日前、每季度至少1次、每14个工作日报送1次",
       NULL},
      {"basis", "起算方式", FIELD_CHOICE, FALSE, NULL, BASES},
      {"anchor", "起算日", FIELD_DATE, FALSE, "如 2026-03-02；当天不算，从下一个工作日数起", NULL},
      {"since", "开始要求", FIELD_DATE, FALSE, "哪天起要求；不填：新增的从今天起，修改的接着往下",
       NULL},
      {"reason", "停止理由", FIELD_LINE, FALSE, "停止时写明；会记入台账的记录", NULL},
  };
  g_autofree char *title = g_strdup_printf("%s  第%d项", class_->title, task->number);
  Form *form = form_new(title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "task", task->goal);
  fill(form, choice_at(data, 0));
  return form;
}

/* ---- what the form says ----------------------------------------------------------------- */

static guint chosen(const Form *form, const RuleForm *data) {
  for (guint i = 0; data->names[i] != NULL; i++) {
    if (g_str_equal(data->names[i], form_value(form, "deed")))
      return i;
  }
  return 0;
}

/* TRUE where the form's fields count for rule: working days that come back, not after an event. */
static gboolean counts_workdays(const Recurrence *rule) {
  return rule->every == EVERY_WORKDAYS && rule->basis != BASIS_EVENT;
}

/* The rule in the form, without its anchor; FALSE where its words are none. Words that were not
 * touched stay the rule they are: a document's rule may say more than its words do. */
static gboolean read_rule(const Form *form, const RuleForm *data, const RuleChoice *choice,
                          Recurrence *rule) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, "phrase")));
  if (choice->rule != NULL && g_str_equal(text, choice->rule->phrase)) {
    *rule = choice->rule->rule;
  } else {
    g_auto(Phrase) phrase = {PHRASE_NONE};
    phrase_read(text, data->year, &phrase);
    if (phrase.kind != PHRASE_RULE && phrase.kind != PHRASE_WORKDAYS && phrase.kind != PHRASE_GAP)
      return FALSE;
    *rule = phrase.recurrence;
  }
  if (counts_workdays(rule)) {
    gboolean anchored = g_str_equal(form_value(form, "basis"), BY_ANCHOR);
    rule->basis = anchored ? BASIS_ANCHOR : BASIS_SUBMISSION;
    rule->anchor = DAY_NONE;
  }
  return TRUE;
}

/* ---- while typing ----------------------------------------------------------------------- */

/* Another rule was chosen: its words take the place of those of the one before, but for what was
 * typed. */
static void refill(Form *form, RuleForm *data) {
  guint now = chosen(form, data);
  for (gsize i = 0; now != data->filled && i < G_N_ELEMENTS(RULE_FIELDS); i++) {
    g_autofree char *before = stored_text(choice_at(data, data->filled), RULE_FIELDS[i]);
    g_autofree char *after = stored_text(choice_at(data, now), RULE_FIELDS[i]);
    if (g_str_equal(form_value(form, RULE_FIELDS[i]), before))
      form_set_value(form, RULE_FIELDS[i], after);
  }
  data->filled = now;
}

/* A day in a field, as far as it can be read yet. */
static Day day_so_far(App *app, const Form *form, const char *id) {
  return *form_value(form, id) != '\0' ? form_day_so_far(app, form, id) : DAY_NONE;
}

static void rule_changed(App *app, Form *form, gpointer state) {
  RuleForm *data = state;
  refill(form, data);
  form_remark_day(app, form, "anchor");
  form_remark_day(app, form, "since");
  Recurrence rule;
  if (!read_rule(form, data, choice_at(data, data->filled), &rule)) {
    gboolean empty = *form_value(form, "phrase") == '\0';
    form_set_remark(form, "phrase", empty ? NULL : "还读不出周期要求");
    form_set_remark(form, "basis", NULL);
    return;
  }
  if (counts_workdays(&rule))
    rule.anchor = day_so_far(app, form, "anchor");
  g_autofree char *words = recurrence_text(&rule);
  g_autofree char *dues = form_next_dues(app, data->ledger, &rule, DAY_NONE);
  g_autofree char *remark = g_strjoin("；", words, dues, NULL);
  form_set_remark(form, "phrase", remark);
  form_set_remark(form, "basis",
                  counts_workdays(&rule) ? NULL : "只用于按工作日间隔的要求，这一条用不着");
}

/* ---- saving ----------------------------------------------------------------------------- */

static gboolean stop(App *app, Form *form, const Schedule *rule, GError **error) {
  if (!form_require(form, "reason", "停止要写明理由"))
    return FALSE;
  Actor actor = app_actor(app);
  return schedule_end(app_db(app), &actor, app_reckoning(app), rule->id, form_value(form, "reason"),
                      error);
}

/* The anchor of a rule that counts from one. Counting from the last 报送, it is needed only until
 * there is one; a day that cannot be read is refused in any case. */
static gboolean read_anchor(App *app, Form *form, Recurrence *rule) {
  Day day = DAY_NONE;
  if (*form_value(form, "anchor") != '\0' && !form_read_any_day(app, form, "anchor", &day))
    return FALSE;
  if (counts_workdays(rule))
    rule->anchor = day;
  if (rule->basis != BASIS_ANCHOR)
    return TRUE;
  return form_require(form, "anchor", "请写明起算日；按上次报送往后数的，请改选起算方式");
}

static gboolean rule_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  RuleForm *data = state;
  const RuleChoice *choice = choice_at(data, chosen(form, data));
  if (choice->deed == STOP)
    return stop(app, form, choice->rule, error);
  ScheduleInput input = {
      .id = choice->rule != NULL ? choice->rule->id : 0,
      .task = target,
      .phrase = form_value(form, "phrase"),
  };
  gboolean ok = TRUE;
  if (!read_rule(form, data, choice, &input.rule)) {
    form_set_error(form, "phrase",
                   "读不出周期要求，请写成 每月15日前、每季度至少1次、每14个工作日报送1次");
    ok = FALSE;
  }
  ok = read_anchor(app, form, &input.rule) && ok;
  if (!form_read_any_day(app, form, "since", &input.since) || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return schedule_set(app_db(app), &actor, app_reckoning(app), &input, NULL, error);
}

const FormClass FORM_RULE = {
    .name = "rule",
    .title = "周期要求",
    .about = "task",
    .open = rule_open,
    .close = rule_close,
    .changed = rule_changed,
    .save = rule_save,
};
