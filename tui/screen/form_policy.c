/* form_policy.c: how one ledger counts (台账设置). */
#include "core/model/ledger.h"
#include "tui/screen/form_fields.h"

/* One field: a value of a PolicyInput, from 0 on, or -1 where the ledger says nothing. */
typedef struct {
  const char *id;
  const char *label;
  PolicyChoice choice; /* not for the lead days, which are a number */
  gsize offset;        /* of the value in PolicyInput */
  const char *remark;  /* NULL: none */
} PolicyField;

static const PolicyField FIELDS[] = {
    {"lead_days", "提前提醒", 0, offsetof(PolicyInput, lead_days),
     "到期前多少天起亮黄灯、列入提醒"},
    {"lead_in", "天数按", POLICY_LEAD_IN, offsetof(PolicyInput, lead_in), NULL},
    {"roll", "遇休息日", POLICY_ROLL, offsetof(PolicyInput, roll), "期限落在休息日时怎么办"},
    {"colours", "灯色", POLICY_COLOURS, offsetof(PolicyInput, colours), NULL},
    {"closing", "销号", POLICY_CLOSING, offsetof(PolicyInput, closing),
     "两人：办结与销号、申请与审批延期不能是同一人"},
};
#define LEAD_DAYS 0 /* its place */
#define FIELD_COUNT G_N_ELEMENTS(FIELDS)

typedef struct {
  char **choices[FIELD_COUNT]; /* first that the ledger says nothing, then each value */
} PolicyForm;

static void policy_close(gpointer state) {
  PolicyForm *data = state;
  if (data == NULL)
    return;
  for (gsize i = 0; i < FIELD_COUNT; i++)
    g_strfreev(data->choices[i]);
  g_free(data);
}

static int *value_of(PolicyInput *input, gsize field) {
  return (int *)(gpointer)((char *)input + FIELDS[field].offset);
}

/* The word of a value; NULL for what is none. The caller frees. */
static char *word_of(gsize field, int value) {
  if (field != LEAD_DAYS)
    return g_strdup(policy_word(FIELDS[field].choice, value));
  return value <= POLICY_LEAD_DAYS_MAX ? g_strdup_printf("%d天", value) : NULL;
}

static char **choices_of(gsize field, int fallback) {
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new();
  g_autofree char *usual = word_of(field, fallback);
  g_autofree char *first = g_strdup_printf("按程序设置（%s）", usual);
  g_strv_builder_add(choices, first);
  for (int value = 0;; value++) {
    g_autofree char *word = word_of(field, value);
    if (word == NULL)
      return g_strv_builder_end(choices);
    g_strv_builder_add(choices, word);
  }
}

/* What a ledger that says nothing counts by. */
static PolicyInput fallback_of(App *app) {
  const Policy *policy = reckoning_policy(app_reckoning(app), 0);
  return (PolicyInput){
      .lead_days = policy->light.lead_days,
      .lead_in = policy->light.lead_workdays ? 1 : 0,
      .roll = (int)policy->light.roll,
      .colours = policy->blue ? 1 : 0,
      .closing = policy->one_person ? 1 : 0,
  };
}

static Form *make_form(const char *title, const PolicyForm *data, PolicyInput *input) {
  FieldSpec specs[FIELD_COUNT + 1] = {{"ledger", "台账", FIELD_SHOW, FALSE, NULL, NULL}};
  for (gsize i = 0; i < FIELD_COUNT; i++)
    specs[i + 1] = (FieldSpec){FIELDS[i].id, FIELDS[i].label,
                               FIELD_CHOICE, FALSE,
                               NULL,         (const char *const *)data->choices[i]};
  Form *form = form_new(title, specs, G_N_ELEMENTS(specs));
  for (gsize i = 0; i < FIELD_COUNT; i++) {
    form_set_value(form, FIELDS[i].id, data->choices[i][*value_of(input, i) + 1]);
    form_set_remark(form, FIELDS[i].id, FIELDS[i].remark);
  }
  return form;
}

static Form *policy_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, target);
  g_autoptr(Ledger) ledger = ledger_find(app_db(app), id, error);
  PolicyInput input;
  if (ledger == NULL || !policy_load(app_db(app), target, &input, error))
    return NULL;
  PolicyInput fallback = fallback_of(app);
  PolicyForm *data = g_new0(PolicyForm, 1);
  *state = data;
  for (gsize i = 0; i < FIELD_COUNT; i++)
    data->choices[i] = choices_of(i, *value_of(&fallback, i));
  Form *form = make_form(class_->title, data, &input);
  form_set_value(form, "ledger", ledger->title);
  return form;
}

static gboolean policy_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const PolicyForm *data = state;
  PolicyInput input = POLICY_INPUT_NONE;
  for (gsize i = 0; i < FIELD_COUNT; i++) {
    const char *chosen = form_value(form, FIELDS[i].id);
    for (int k = 0; data->choices[i][k] != NULL; k++) {
      if (g_str_equal(data->choices[i][k], chosen))
        *value_of(&input, i) = k - 1;
    }
  }
  Actor actor = app_actor(app);
  return policy_store(app_db(app), &actor, target, &input, error);
}

const FormClass FORM_POLICY = {
    .name = "policy",
    .title = "台账设置",
    .about = "policy",
    .whole_table = TRUE,
    .compares = TRUE,
    .open = policy_open,
    .close = policy_close,
    .save = policy_save,
};
