/* form_score_entry.c: 得分事项, entered and taken away again, and 佐证材料. */
#include "core/rules/deadline.h"
#include "core/rules/text.h"
#include "tui/screen/form_evidence.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/score_form.h"
#include "tui/screen/score_words.h"

/* Reads the target into *state. NULL and error. */
static const ScoreTarget *open_target(App *app, gint64 target, gpointer *state, GError **error) {
  ScoreTarget *data = g_new0(ScoreTarget, 1);
  *state = data;
  return score_target_read(app, target, data, error) ? data : NULL;
}

static void show_node(Form *form, const ScoreTarget *target) {
  g_autofree char *words = score_target_words(target);
  form_set_value(form, "node", words);
}

/* ---- entering --------------------------------------------------------------------------- */

static Form *entry_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  static const FieldSpec fields[] = {
      {"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
      {"rule", "规则", FIELD_SHOW, FALSE, NULL, NULL},
      {"text", "事项", FIELD_LINE, TRUE, "做了什么，如：出台《公路施工信用评价办法》", NULL},
      {"made_on", "日期", FIELD_DATE, FALSE, "不填就是今天；如 2026-11-20、11月20日", NULL},
      {"reference", "佐证材料", FIELD_PATH, FALSE, "文件（Tab 补全）、文号或网址；可以以后再补",
       NULL},
  };
  const ScoreTarget *data = open_target(app, target, state, error);
  if (data == NULL)
    return NULL;
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *rule = score_rule_words(&data->node->node);
  show_node(form, data);
  form_set_value(form, "rule", rule);
  return form;
}

/* Says beside the date which span it counts for, where that is not the one on the screen. */
static void entry_changed(App *app, Form *form, gpointer state) {
  const ScoreTarget *target = state;
  form_remark_day(app, form, "made_on");
  form_remark_evidence(form, "reference");
  Day day = form_day_so_far(app, form, "made_on");
  if (day == DAY_NONE)
    return;
  char span[SPAN_KEY_SIZE], iso[DAY_TEXT_SIZE];
  score_span(target->sheet->system, day, span);
  if (g_str_equal(span, target->sheet->span))
    return;
  g_autofree char *words = score_span_words(span);
  g_autofree char *here = score_span_words(target->sheet->span);
  g_autofree char *remark = g_strdup_printf("即 %s 周%s，计入%s，不计入%s", day_to_iso(day, iso),
                                            day_weekday_name(day), words, here);
  form_set_remark(form, "made_on", remark);
}

static gboolean entry_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const ScoreTarget *data = state;
  Day made_on;
  gboolean ok = form_require(form, "text", "请写明做了什么");
  ok = form_read_day(app, form, "made_on", &made_on) && ok;
  g_autoptr(GError) problem = NULL;
  g_autoptr(Evidence) evidence = evidence_take(form_value(form, "reference"), &problem);
  if (evidence == NULL)
    form_set_error(form, "reference", problem->message);
  if (evidence == NULL || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return score_entry_add(app_db(app), &actor, data->node->node.id,
                         made_on != DAY_NONE ? made_on : actor.today, form_value(form, "text"),
                         evidence->reference, NULL, error);
}

const FormClass FORM_SCORE_ENTRY = {
    .name = "score.entry",
    .title = "登记得分事项",
    .about = "score",
    .whole_table = TRUE,
    .open = entry_open,
    .close = score_form_close,
    .changed = entry_changed,
    .save = entry_save,
};

/* ---- taking away ------------------------------------------------------------------------ */

typedef struct {
  GPtrArray *entries; /* ScoreEntry* */
  char **names;       /* what each is called, NULL-terminated */
} RemoveForm;

static void remove_close(gpointer state) {
  RemoveForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->entries, g_ptr_array_unref);
  g_strfreev(data->names);
  g_free(data);
}

/* Numbered, so that two of the same words are two choices. */
static char **entry_names(const GPtrArray *entries) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  for (guint i = 0; i < entries->len; i++) {
    const ScoreEntry *entry = entries->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *name =
        g_strdup_printf("%u. %s %s", i + 1, day_to_iso(entry->made_on, iso), entry->text);
    g_strv_builder_add(names, name);
  }
  return g_strv_builder_end(names);
}

static Form *remove_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  RemoveForm *data = g_new0(RemoveForm, 1);
  *state = data;
  g_auto(ScoreTarget) about = {0};
  if (!score_target_read(app, target, &about, error))
    return NULL;
  data->entries = score_entries(app_db(app), about.node->node.id, about.sheet->span, error);
  if (data->entries == NULL)
    return NULL;
  if (data->entries->len == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED,
                        "这一期还没有登记得分事项，没有可以撤下的");
    return NULL;
  }
  data->names = entry_names(data->entries);
  const FieldSpec fields[] = {
      {"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
      {"entry", "事项", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->names},
      {"reason", "理由", FIELD_TEXT, TRUE, "为什么撤下；会记入台账的记录", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  show_node(form, &about);
  return form;
}

static gboolean remove_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const RemoveForm *data = state;
  if (!form_require(form, "reason", "请写明理由"))
    return FALSE;
  Actor actor = app_actor(app);
  for (guint i = 0; i < data->entries->len; i++) {
    if (g_str_equal(data->names[i], form_value(form, "entry")))
      return score_entry_remove(app_db(app), &actor,
                                ((const ScoreEntry *)data->entries->pdata[i])->id,
                                form_value(form, "reason"), error);
  }
  form_set_error(form, "entry", "请选要撤下的事项");
  return FALSE;
}

const FormClass FORM_SCORE_ENTRY_REMOVE = {
    .removes = TRUE,
    .name = "score.entry.remove",
    .title = "撤下得分事项",
    .about = "score",
    .whole_table = TRUE,
    .open = remove_open,
    .close = remove_close,
    .save = remove_save,
};

/* ---- evidence --------------------------------------------------------------------------- */

static Form *evidence_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                           GError **error) {
  static const FieldSpec fields[] = {
      {"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
      {"basis", "依据", FIELD_SHOW, FALSE, NULL, NULL},
      {"there", "已有佐证", FIELD_SHOW, FALSE, NULL, NULL},
      {"reference", "佐证材料", FIELD_PATHS, TRUE,
       "文件（Tab 补全）、文号或网址，几份之间用分号隔开", NULL},
  };
  const ScoreTarget *data = open_target(app, target, state, error);
  g_autoptr(GPtrArray) there =
      data != NULL ? score_evidence(app_db(app), data->node->node.id, data->sheet->span, error)
                   : NULL;
  if (there == NULL)
    return NULL;
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; i < there->len; i++) {
    g_autofree char *text = evidence_text(there->pdata[i]);
    g_string_append_printf(list, "%s%s", i > 0 ? "\n" : "", text);
  }
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  show_node(form, data);
  form_set_value(form, "basis", score_basis_words(data->node));
  form_set_value(form, "there", there->len > 0 ? list->str : "还没有");
  return form;
}

static void evidence_changed(App *app, Form *form, gpointer state) {
  (void)app;
  (void)state;
  form_remark_evidence(form, "reference");
}

static gboolean evidence_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const ScoreTarget *data = state;
  if (!form_require(form, "reference", "请写明是哪份材料"))
    return FALSE;
  g_autoptr(GPtrArray) files = form_take_evidence(app, form, "reference", error);
  if (files == NULL)
    return FALSE;
  g_autofree const char **references = evidence_references(files);
  Actor actor = app_actor(app);
  if (score_evidence_add(app_db(app), &actor, data->node->node.id, data->sheet->span, references,
                         files, error))
    return TRUE;
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "reference", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_SCORE_EVIDENCE = {
    .name = "score.evidence",
    .title = "添加佐证",
    .about = "score",
    .whole_table = TRUE,
    .open = evidence_open,
    .close = score_form_close,
    .changed = evidence_changed,
    .save = evidence_save,
};
