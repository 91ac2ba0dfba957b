/* form_score_confirm.c: 核定: the supervisor's points beside the clerk's. */
#include <math.h>

#include "core/rules/text.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/score_form.h"
#include "tui/screen/score_words.h"

/* Points nearer than this are the same. */
#define SAME 1e-9

static Form *make_form(const FormClass *class_, const ScoreNode *node) {
  g_autofree char *most = isnan(node->node.max) ? g_strdup("不封顶") : score_text(node->node.max);
  g_autofree char *hint = node->node.kind == NODE_PENALTY ? g_strdup("扣几分；留空是撤回核定")
                          : node->node.kind == NODE_FRAUD
                              ? g_strdup("有写 1，没有写 0；留空是撤回核定")
                              : g_strdup_printf("0 至 %s；留空是撤回核定", most);
  const FieldSpec fields[] = {
      {"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
      {"claimed", "自评", FIELD_SHOW, FALSE, NULL, NULL},
      {"basis", "依据", FIELD_SHOW, FALSE, NULL, NULL},
      {"before", "已核定", FIELD_SHOW, FALSE, NULL, NULL},
      {"points", "核定分", FIELD_LINE, FALSE, hint, NULL},
      {"note", "意见", FIELD_TEXT, FALSE, "与自评不同的要写明；会记入台账的记录", NULL},
  };
  return form_new(class_->title, fields, G_N_ELEMENTS(fields));
}

/* What is claimed, as it is confirmed: of 弄虚作假 1 for yes, however often. */
static double claimed_points(const ScoreNode *node) {
  return node->node.kind == NODE_FRAUD && node->claimed > 0 ? 1 : node->claimed;
}

/* 2（分值3）  !无佐证. The caller frees. */
static char *claimed_words(const ScoreNode *node) {
  g_autofree char *claimed = isnan(node->claimed) ? score_text(NAN) : score_claimed_words(node);
  g_autofree char *max = score_max_words(&node->node);
  g_autofree char *marks = score_marks_text(node, G_MAXINT);
  return g_strdup_printf("%s%s%s%s%s%s", claimed, *max != '\0' ? "（分值" : "", max,
                         *max != '\0' ? "）" : "", *marks != '\0' ? "  " : "", marks);
}

static char *before_words(const ScoreNode *node) {
  if (isnan(node->confirmed))
    return g_strdup("还没有");
  char iso[DAY_TEXT_SIZE];
  g_autofree char *points = score_text(node->confirmed);
  return g_strdup_printf("%s（%s %s）", points, day_to_iso(node->confirmed_on, iso),
                         node->confirmed_by);
}

static Form *confirm_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                          GError **error) {
  ScoreTarget *data = g_new0(ScoreTarget, 1);
  *state = data;
  if (!score_target_read(app, target, data, error))
    return NULL;
  const ScoreNode *node = data->node;
  Form *form = make_form(class_, node);
  g_autofree char *words = score_target_words(data);
  g_autofree char *claimed = claimed_words(node);
  g_autofree char *before = before_words(node);
  double points = isnan(node->confirmed) ? claimed_points(node) : node->confirmed;
  g_autofree char *suggested = isnan(points) ? g_strdup("") : score_text(points);
  form_set_value(form, "node", words);
  form_set_value(form, "claimed", claimed);
  form_set_value(form, "basis", score_basis_words(node));
  form_set_value(form, "before", before);
  form_set_value(form, "points", suggested);
  form_set_value(form, "note", node->note);
  return form;
}

/* Says beside the field what is to be written there; FALSE where something is. */
static gboolean check(Form *form, const ScoreNode *node, double *points) {
  if (!score_number(form_value(form, "points"), points)) {
    form_set_error(form, "points", "请写一个数，如 3 或 2.5");
    return FALSE;
  }
  if (isnan(*points) && isnan(node->confirmed)) {
    form_set_error(form, "points", "请写核定几分");
    return FALSE;
  }
  return TRUE;
}

/* What is typed is what was suggested, which shows two decimals of a figure that may have more. */
static double exact(double claimed, double points) {
  g_autofree char *shown = score_text(claimed);
  g_autofree char *typed = score_text(points);
  return g_str_equal(shown, typed) ? claimed : points;
}

static gboolean confirm_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const ScoreTarget *data = state;
  const ScoreNode *node = data->node;
  double points, claimed = claimed_points(node);
  if (!check(form, node, &points))
    return FALSE;
  if (!isnan(points))
    points = exact(claimed, points);
  g_autofree char *note = text_strip(form_value(form, "note"));
  if (!isnan(points) && (isnan(claimed) || fabs(points - claimed) > SAME) && *note == '\0') {
    form_set_error(form, "note", "核定与自评不同，请写明意见");
    return FALSE;
  }
  Actor actor = app_actor(app);
  if (score_confirm(app_db(app), &actor, app_reckoning(app), node->node.id, data->sheet->span,
                    points, note, error))
    return TRUE;
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "points", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_SCORE_CONFIRM = {
    .name = "score.confirm",
    .title = "核定得分",
    .about = "score",
    .whole_table = TRUE,
    .compares = TRUE,
    .open = confirm_open,
    .close = score_form_close,
    .save = confirm_save,
};
