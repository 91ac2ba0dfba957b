/* form_case_way.c: the way of a case: its stages, its evidence, and taking it off. */
#include "core/model/case.h"
#include "tui/screen/form_evidence.h"
#include "tui/screen/form_fields.h"

/* 诚信之星进站台（厅法规处） */
static char *case_text(const Case *file) {
  return file->unit != NULL ? g_strdup_printf("%s（%s）", file->title, file->unit)
                            : g_strdup(file->title);
}

/* ---- stages ----------------------------------------------------------------------------- */

/* The stages that may follow, by name, NULL-terminated. */
static const char **next_stages(CaseStage from) {
  const char **names = g_new0(const char *, CASE_STAGE_COUNT + 1);
  gsize count = 0;
  for (int to = 0; to < CASE_STAGE_COUNT; to++) {
    if (case_stage_follows(from, (CaseStage)to))
      names[count++] = case_stage_name((CaseStage)to);
  }
  return names;
}

static Form *stage_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  (void)state;
  g_autoptr(Case) file = case_load(app_db(app), target, error);
  if (file == NULL)
    return NULL;
  g_autofree const char **stages = next_stages(file->stage);
  if (stages[0] == NULL) {
    g_autofree char *refusal = case_stage_refusal(file->stage, file->stage);
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, refusal);
    return NULL;
  }
  const FieldSpec fields[] = {
      {"case", "案例", FIELD_SHOW, FALSE, NULL, NULL},
      {"now", "现在", FIELD_SHOW, FALSE, NULL, NULL},
      {"stage", "下一步", FIELD_CHOICE, TRUE, NULL, stages},
      {"made_on", "日期", FIELD_DATE, FALSE, "不填就是今天", NULL},
      {"note", "说明", FIELD_TEXT, FALSE, "退回要写明理由；采纳可写登在哪里", NULL},
  };
  char iso[DAY_TEXT_SIZE];
  g_autofree char *shown = case_text(file);
  g_autofree char *now =
      g_strdup_printf("%s（%s）", case_stage_name(file->stage), day_to_iso(file->stage_on, iso));
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "case", shown);
  form_set_value(form, "now", now);
  return form;
}

static void stage_changed(App *app, Form *form, gpointer state) {
  (void)state;
  form_remark_day(app, form, "made_on");
}

static gboolean stage_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  CaseStage stage;
  Day made_on;
  if (!case_stage_parse(form_value(form, "stage"), &stage))
    return FALSE;
  gboolean ok = !case_stage_needs_note(stage) || form_require(form, "note", "请写明退回的理由");
  if (!form_read_day(app, form, "made_on", &made_on) || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return case_advance(app_db(app), &actor, target, stage, made_on, form_value(form, "note"), error);
}

const FormClass FORM_CASE_STAGE = {
    .name = "case.stage",
    .title = "案例进展",
    .about = "case",
    .open = stage_open,
    .changed = stage_changed,
    .save = stage_save,
};

/* ---- evidence --------------------------------------------------------------------------- */

/* What is there already, one a line. NULL and error. */
static char *there_text(App *app, gint64 id, GError **error) {
  g_autoptr(GPtrArray) evidence = case_evidence(app_db(app), id, error);
  if (evidence == NULL)
    return NULL;
  if (evidence->len == 0)
    return g_strdup("（还没有）");
  g_autoptr(GString) lines = g_string_new(NULL);
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *text = evidence_text(evidence->pdata[i]);
    g_string_append_printf(lines, "%s%s", i > 0 ? "\n" : "", text);
  }
  return g_string_free(g_steal_pointer(&lines), FALSE);
}

static Form *evidence_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                           GError **error) {
  (void)state;
  static const FieldSpec fields[] = {
      {"case", "案例", FIELD_SHOW, FALSE, NULL, NULL},
      {"there", "已有", FIELD_SHOW, FALSE, NULL, NULL},
      {"reference", "佐证材料", FIELD_PATHS, TRUE, "案例正文等：文件（Tab 补全）、文号或网址",
       NULL},
  };
  g_autoptr(Case) file = case_load(app_db(app), target, error);
  g_autofree char *there = file != NULL ? there_text(app, target, error) : NULL;
  if (there == NULL)
    return NULL;
  g_autofree char *shown = case_text(file);
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "case", shown);
  form_set_value(form, "there", there);
  return form;
}

static void evidence_changed(App *app, Form *form, gpointer state) {
  (void)app;
  (void)state;
  form_remark_evidence(form, "reference");
}

/* All that is refused is about the one field. */
static gboolean evidence_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  Actor actor = app_actor(app);
  if (!form_require(form, "reference", "佐证材料不能为空，请写文件路径或文号"))
    return FALSE;
  g_autoptr(GPtrArray) files = form_take_evidence(app, form, "reference", error);
  if (files == NULL)
    return FALSE;
  g_autofree const char **references = evidence_references(files);
  if (case_evidence_add(app_db(app), &actor, target, references, files, error))
    return TRUE;
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "reference", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_CASE_EVIDENCE = {
    .name = "case.evidence",
    .title = "添加案例佐证",
    .about = "case",
    .open = evidence_open,
    .changed = evidence_changed,
    .save = evidence_save,
};

/* ---- taking off ------------------------------------------------------------------------- */

static Form *remove_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)state;
  g_autoptr(Case) file = case_load(app_db(app), target, error);
  if (file == NULL)
    return NULL;
  g_autofree char *shown = case_text(file);
  return form_reason_new(class_, "案例", shown, "为什么删除；会记入台账的记录");
}

static gboolean remove_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  if (!form_require(form, "reason", "请写明理由"))
    return FALSE;
  Actor actor = app_actor(app);
  return case_remove(app_db(app), &actor, target, form_value(form, "reason"), error);
}

const FormClass FORM_CASE_REMOVE = {
    .removes = TRUE,
    .name = "case.remove",
    .title = "删除案例",
    .about = "case",
    .open = remove_open,
    .save = remove_save,
};
