/* form_score.c: what a person types for an indicator: one field for each input its rule takes. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/rules/text.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/score_form.h"
#include "tui/screen/score_words.h"

#define LABEL_ROOM 24 /* columns of a label that is shown whole on the smallest screens */

static const char *const YES_NO[] = {"否", "是", NULL};
#define UNFILLED "（未填）"
/* Below the hint, which has one line. */
#define NEW_CLASS "新出现的一类：名称 报送数 本月最大号 新 本月最小号"

typedef struct {
  ScoreTarget target;
  GPtrArray *names;  /* char*: the inputs, which are also the fields' ids */
  GPtrArray *labels; /* char*, one for each */
  char **steps;      /* titles of the thresholds to choose from, UNFILLED first; NULL: none */
  char *hint;        /* 0 至 2 */
} ScoreForm;

static void score_close(gpointer state) {
  ScoreForm *data = state;
  if (data == NULL)
    return;
  score_target_clear(&data->target);
  g_clear_pointer(&data->names, g_ptr_array_unref);
  g_clear_pointer(&data->labels, g_ptr_array_unref);
  g_strfreev(data->steps);
  g_free(data->hint);
  g_free(data);
}

static const SystemNode *node_of(const ScoreForm *data) {
  return &data->target.node->node;
}

/* ---- the fields ------------------------------------------------------------------------- */

static gboolean is_item(const ScoreForm *data, const char *name) {
  return score_input_item(node_of(data), name) >= 0;
}

static gboolean is_classes(const char *name) {
  return g_str_equal(name, "classes");
}

/* What is typed is one of the titles of the steps. */
static gboolean is_step(const ScoreForm *data, const char *name) {
  return data->steps != NULL && !is_item(data, name);
}

static char **step_titles(const SystemNode *node) {
  if (!score_steps_are_named(node))
    return NULL;
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new();
  g_strv_builder_add(titles, UNFILLED);
  for (guint i = 0; i < node->steps->len; i++)
    g_strv_builder_add(titles, g_array_index(node->steps, ScoreStep, i).title);
  return g_strv_builder_end(titles);
}

static FieldSpec field_of(const ScoreForm *data, guint index) {
  const char *name = data->names->pdata[index], *label = data->labels->pdata[index];
  if (is_item(data, name))
    return (FieldSpec){name, label, FIELD_CHOICE, FALSE, NULL, YES_NO};
  if (is_step(data, name))
    return (FieldSpec){name, label, FIELD_CHOICE, FALSE, NULL, (const char *const *)data->steps};
  if (is_classes(name))
    return (FieldSpec){
        name, label, FIELD_TEXT, FALSE, "每行一类：名称 报送数 本月最大号 上月最大号", NULL};
  return (FieldSpec){name, label, FIELD_LINE, FALSE, data->hint, NULL};
}

/* What is typed for points, told beforehand; NULL for other inputs. */
static char *hint_of(const SystemNode *node) {
  if (node->rule != RULE_MANUAL || isnan(node->max))
    return g_strdup("数字；不填就是没有");
  g_autofree char *max = score_text(node->max);
  return g_strdup_printf("0 至 %s", max);
}

static char *input_words(const ScoreForm *data, const ScoreInput *input) {
  if (input->text != NULL)
    return g_strdup(input->text);
  if (is_item(data, input->name))
    return g_strdup(YES_NO[input->value > 0 ? 1 : 0]);
  if (!is_step(data, input->name))
    return score_text(input->value);
  const SystemNode *node = node_of(data);
  const char *title = UNFILLED;
  for (guint i = 0; i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    if (step->at <= input->value)
      title = step->title;
  }
  return g_strdup(title);
}

static Form *make_form(const FormClass *class_, const ScoreForm *data) {
  g_autoptr(GArray) specs = g_array_new(FALSE, FALSE, sizeof(FieldSpec));
  FieldSpec head[] = {{"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
                      {"rule", "规则", FIELD_SHOW, FALSE, NULL, NULL}};
  g_array_append_vals(specs, head, G_N_ELEMENTS(head));
  for (guint i = 0; i < data->names->len; i++) {
    FieldSpec spec = field_of(data, i);
    g_array_append_val(specs, spec);
  }
  Form *form = form_new(class_->title, (const FieldSpec *)(void *)specs->data, specs->len);
  g_autofree char *rule = score_rule_words(node_of(data));
  g_autofree char *words = score_target_words(&data->target);
  form_set_value(form, "node", words);
  form_set_value(form, "rule", rule);
  for (guint i = 0; i < data->names->len; i++) { /* what is cut in the label stands below */
    const char *label = data->labels->pdata[i];
    if (text_width(label) > LABEL_ROOM)
      form_set_remark(form, data->names->pdata[i], label);
  }
  return form;
}

static Form *score_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  ScoreForm *data = g_new0(ScoreForm, 1);
  *state = data;
  if (!score_target_read(app, target, &data->target, error))
    return NULL;
  const SystemNode *node = node_of(data);
  const char *span = data->target.sheet->span;
  g_autoptr(GPtrArray) inputs = score_inputs(app_db(app), node->id, span, error);
  if (inputs == NULL)
    return NULL;
  data->names = score_input_names(node, span);
  data->labels = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < data->names->len; i++)
    g_ptr_array_add(data->labels, score_input_words(node, data->names->pdata[i]));
  data->steps = step_titles(node);
  data->hint = hint_of(node);
  Form *form = make_form(class_, data);
  for (guint i = 0; i < inputs->len; i++) {
    const ScoreInput *input = inputs->pdata[i];
    g_autofree char *value = input_words(data, input);
    form_set_value(form, input->name, value);
  }
  return form;
}

/* ---- what it comes to so far ------------------------------------------------------------ */

static void remark_points(Form *form, const char *id, double points) {
  g_autofree char *text = score_text(points);
  g_autofree char *remark =
      isnan(points) ? g_strdup("无法计算：除数要大于0") : g_strdup_printf("按规则得%s分", text);
  form_set_remark(form, id, remark);
}

static void remark_ratio(Form *form, const SystemNode *node) {
  double numerator, denominator, excluded = NAN;
  gboolean read = score_number(form_value(form, "numerator"), &numerator) &&
                  score_number(form_value(form, "denominator"), &denominator) &&
                  (!node->excludes || score_number(form_value(form, "excluded"), &excluded));
  if (read && !isnan(numerator) && !isnan(denominator))
    remark_points(form, "denominator", score_ratio(numerator, denominator, excluded, node->max));
  else
    form_set_remark(form, "denominator", NULL);
}

static void remark_growth(Form *form, const SystemNode *node) {
  const char *text = form_value(form, "classes");
  g_autofree char *blank = text_strip(text);
  g_autoptr(GError) problem = NULL;
  g_autoptr(GPtrArray) classes = *blank != '\0' ? growth_parse(text, &problem) : NULL;
  if (classes != NULL)
    remark_points(form, "classes", score_growth(classes, node->max));
  else
    form_set_remark(form, "classes", problem != NULL ? problem->message : NEW_CLASS);
}

static void score_changed(App *app, Form *form, gpointer state) {
  (void)app;
  const ScoreForm *data = state;
  if (node_of(data)->rule == RULE_RATIO)
    remark_ratio(form, node_of(data));
  else if (node_of(data)->rule == RULE_GROWTH)
    remark_growth(form, node_of(data));
}

/* ---- saving ----------------------------------------------------------------------------- */

/* The threshold of a title; NAN for UNFILLED. */
static double step_at(const SystemNode *node, const char *title) {
  for (guint i = 0; i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    if (g_str_equal(step->title, title))
      return step->at;
  }
  return NAN;
}

/* Adds what stands in a field to inputs, where something does. FALSE, having said so beside it,
 * where that is no number. */
static gboolean read_field(Form *form, const ScoreForm *data, const char *name, GPtrArray *inputs) {
  const char *text = form_value(form, name);
  g_autofree char *stripped = text_strip(text);
  double value = NAN;
  if (is_item(data, name))
    value = g_str_equal(text, YES_NO[1]) ? 1 : NAN;
  else if (is_step(data, name))
    value = step_at(node_of(data), text);
  else if (!is_classes(name) && !score_number(text, &value)) {
    form_set_error(form, name, "请写一个数，如 3 或 2.5");
    return FALSE;
  }
  gboolean is_text = is_classes(name) && *stripped != '\0';
  if (isnan(value) && !is_text)
    return TRUE;
  ScoreInput *input = g_new0(ScoreInput, 1);
  input->name = g_strdup(name);
  input->value = value;
  input->text = is_text ? g_strdup(text) : NULL;
  g_ptr_array_add(inputs, input);
  return TRUE;
}

static gboolean score_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const ScoreForm *data = state;
  g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func((GDestroyNotify)score_input_free);
  gboolean ok = TRUE;
  for (guint i = 0; i < data->names->len; i++)
    ok = read_field(form, data, data->names->pdata[i], inputs) && ok;
  if (!ok)
    return FALSE;
  Actor actor = app_actor(app);
  const char *refused = NULL;
  if (score_set(app_db(app), &actor, node_of(data)->id, data->target.sheet->span, inputs, &refused,
                error))
    return TRUE;
  if (refused != NULL) {
    form_set_error(form, refused, (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_SCORE = {
    .name = "score",
    .title = "填写自评",
    .about = "score",
    .whole_table = TRUE,
    .compares = TRUE,
    .open = score_open,
    .close = score_close,
    .changed = score_changed,
    .save = score_save,
};
