/* form_case.c: a case: recording one, and changing what is known of it. */
#include "core/model/case.h"
#include "core/model/plan.h"
#include "tui/screen/form_evidence.h"
#include "tui/screen/form_fields.h"

#define UNSAID "未注明"

/* The topics that can be chosen, and the months; both by place as the field's choices. */
typedef struct {
  Case *before;      /* as it was when the form opened; NULL: a new one */
  GPtrArray *topics; /* Topic* */
  char **names;      /* 2026年11月  诚信文化 */
  char **months;     /* 2026年11月 */
} CaseForm;

static void case_form_close(gpointer state) {
  CaseForm *data = state;
  if (data == NULL)
    return;
  case_free(data->before);
  if (data->topics != NULL)
    g_ptr_array_unref(data->topics);
  g_strfreev(data->names);
  g_strfreev(data->months);
  g_free(data);
}

/* ---- choices ---------------------------------------------------------------------------- */

static char *month_name(int year, int month) {
  return g_strdup_printf("%d年%d月", year, month);
}

static gboolean read_choices(App *app, CaseForm *data, GError **error) {
  data->topics = topic_list(app_db(app), 0, 0, error);
  if (data->topics == NULL)
    return FALSE;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new(), months = g_strv_builder_new();
  for (guint i = 0; i < data->topics->len; i++) {
    const Topic *topic = data->topics->pdata[i];
    g_autofree char *month = month_name(topic->year, topic->month);
    g_autofree char *name = g_strdup_printf("%s  %s", month, topic->title);
    g_strv_builder_add(names, name);
    g_strv_builder_add(months, month);
  }
  data->names = g_strv_builder_end(names);
  data->months = g_strv_builder_end(months);
  return TRUE;
}

/* The topic whose name or month stands in a field; NULL where it is none. */
static const Topic *chosen(const CaseForm *data, char *const *choices, const char *text) {
  for (guint i = 0; i < data->topics->len; i++) {
    if (g_str_equal(choices[i], text))
      return data->topics->pdata[i];
  }
  return NULL;
}

static void set_topic(Form *form, const CaseForm *data, gint64 id) {
  for (guint i = 0; i < data->topics->len; i++) {
    if (((const Topic *)data->topics->pdata[i])->id == id)
      form_set_value(form, "topic", data->names[i]);
  }
}

static char **domain_names(void) {
  char **names = g_new0(char *, CASE_DOMAIN_COUNT + 2);
  names[0] = g_strdup(UNSAID);
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++)
    names[i + 1] = g_strdup(case_domain_at(i)->name);
  return names;
}

/* ---- making ----------------------------------------------------------------------------- */

static const char *const BEGINNINGS[] = {"报市局", "报省厅", "报部", "起草", NULL};

#define KNOWN_FIELDS 7 /* those that a case keeps open to change come first */

static Form *make_form(App *app, const char *title, gboolean new_, const CaseForm *data,
                       GError **error) {
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL)
    return NULL;
  g_auto(GStrv) domains = domain_names();
  const FieldSpec fields[] = {
      {"title", "案例标题", FIELD_LINE, TRUE, NULL, NULL},
      {"unit", "报送单位", FIELD_LINE, FALSE, "单位名称，按 Ctrl-O 选；可不填",
       (const char *const *)units},
      {"month", "计入月份", FIELD_CHOICE, FALSE, NULL, (const char *const *)data->months},
      {"topic", "主题", FIELD_CHOICE, FALSE, NULL, (const char *const *)data->names},
      {"domain", "领域", FIELD_CHOICE, FALSE, NULL, (const char *const *)domains},
      {"subdomain", "细分领域", FIELD_LINE, FALSE, "Ctrl-O 列出常用的，也可自己写", NULL},
      {"summary", "内容摘要", FIELD_TEXT, FALSE, "几句话，可不填", NULL},
      {"evidence", "佐证材料", FIELD_PATHS, FALSE, "文件（Tab 补全）或文号，可不填，以后再加",
       NULL},
      {"stage", "报送阶段", FIELD_CHOICE, FALSE, NULL, BEGINNINGS},
      {"made_on", "日期", FIELD_DATE, FALSE, "不填就是今天", NULL},
  };
  return form_new(title, fields, new_ ? G_N_ELEMENTS(fields) : KNOWN_FIELDS);
}

/* Its topic has to be in the plan still. */
static Form *case_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  CaseForm *data = g_new0(CaseForm, 1);
  *state = data;
  g_autoptr(Topic) topic = topic_load(app_db(app), target, error);
  if (topic == NULL || !read_choices(app, data, error))
    return NULL;
  Form *form = make_form(app, class_->title, TRUE, data, error);
  if (form == NULL)
    return NULL;
  g_autofree char *month = month_name(topic->year, topic->month);
  form_set_value(form, "month", month);
  set_topic(form, data, topic->id);
  return form;
}

static Form *edit_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  CaseForm *data = g_new0(CaseForm, 1);
  *state = data;
  const Case *file = data->before = case_load(app_db(app), target, error);
  if (file == NULL || !read_choices(app, data, error))
    return NULL;
  Form *form = make_form(app, class_->title, FALSE, data, error);
  if (form == NULL)
    return NULL;
  CivilDate day = day_civil(file->month);
  g_autofree char *month = month_name(day.year, day.month);
  form_set_value(form, "title", file->title);
  form_set_value(form, "unit", file->unit);
  form_set_value(form, "month", month);
  set_topic(form, data, file->topic);
  form_set_value(form, "domain", file->domain != NULL ? file->domain : UNSAID);
  form_set_value(form, "subdomain", file->subdomain);
  form_set_value(form, "summary", file->summary);
  return form;
}

/* ---- what follows from what ------------------------------------------------------------- */

static void remark_topic(Form *form, const CaseForm *data) {
  const Topic *topic = chosen(data, data->names, form_value(form, "topic"));
  const Topic *month = chosen(data, data->months, form_value(form, "month"));
  if (topic == NULL || month == NULL || topic == month) {
    form_set_remark(form, "topic", NULL);
    return;
  }
  g_autofree char *remark = g_strdup_printf("跨月主题：计入%d年%d月，写的是%d年%d月的主题",
                                            month->year, month->month, topic->year, topic->month);
  form_set_remark(form, "topic", remark);
}

/* A part of another field, as it was chosen from the list, does not stay behind. */
static void follow_domain(Form *form) {
  const char *name = form_value(form, "domain"), *part = form_value(form, "subdomain");
  const CaseDomain *domain = case_domain_find(name);
  form_set_choices(form, "subdomain", domain != NULL ? domain->parts : NULL);
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++) {
    const CaseDomain *other = case_domain_at(i);
    if (other != domain && g_strv_contains(other->parts, part)) {
      form_set_value(form, "subdomain", "");
      return;
    }
  }
}

static void case_changed(App *app, Form *form, gpointer state) {
  remark_topic(form, state);
  follow_domain(form);
  form_remark_day(app, form, "made_on");
  form_remark_evidence(form, "evidence");
}

/* ---- saving ----------------------------------------------------------------------------- */

/* FALSE where what is chosen is not there any more, having said so. */
static gboolean read_input(Form *form, const CaseForm *data, CaseInput *input) {
  const Topic *topic = chosen(data, data->names, form_value(form, "topic"));
  const Topic *month = chosen(data, data->months, form_value(form, "month"));
  if (topic == NULL)
    form_set_error(form, "topic", "这个主题已不在计划里，请重新选");
  if (month == NULL)
    form_set_error(form, "month", "这个月没有选题计划，请重新选");
  if (topic == NULL || month == NULL)
    return FALSE;
  const char *domain = form_value(form, "domain");
  *input = (CaseInput){
      .topic = topic->id,
      .month = day_from_ymd(month->year, month->month, 1),
      .title = form_value(form, "title"),
      .unit = form_value(form, "unit"),
      .domain = g_str_equal(domain, UNSAID) ? NULL : domain,
      .subdomain = form_value(form, "subdomain"),
      .summary = form_value(form, "summary"),
  };
  return TRUE;
}

/* Says what the core refused beside the field it is about. */
static void tell(Form *form, CaseField field, GError **error) {
  static const char *const ids[] = {
      [CASE_FIELD_TOPIC] = "topic",   [CASE_FIELD_MONTH] = "month",
      [CASE_FIELD_TITLE] = "title",   [CASE_FIELD_UNIT] = "unit",
      [CASE_FIELD_DOMAIN] = "domain", [CASE_FIELD_SUBDOMAIN] = "subdomain",
      [CASE_FIELD_STAGE] = "stage",   [CASE_FIELD_MADE_ON] = "made_on",
  };
  if (field == CASE_FIELD_NONE)
    return;
  form_set_error(form, ids[field], (*error)->message);
  g_clear_error(error);
}

static gboolean case_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  CaseInput input;
  gboolean ok = read_input(form, state, &input);
  ok = form_require(form, "title", "标题不能为空") && ok;
  ok = form_read_day(app, form, "made_on", &input.made_on) && ok;
  g_autoptr(GPtrArray) files = form_take_evidence(app, form, "evidence", error);
  if (files == NULL || !ok || !case_stage_parse(form_value(form, "stage"), &input.stage))
    return FALSE;
  g_autofree const char **references = evidence_references(files);
  input.references = references;
  input.files = files;
  Actor actor = app_actor(app);
  CaseField field;
  if (case_create(app_db(app), &actor, &input, NULL, &field, error))
    return TRUE;
  tell(form, field, error);
  return FALSE;
}

static gboolean edit_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const CaseForm *data = state;
  CaseInput input;
  if (!read_input(form, data, &input))
    return FALSE;
  Actor actor = app_actor(app);
  CaseField field;
  if (case_edit(app_db(app), &actor, data->before, &input, &field, error))
    return TRUE;
  tell(form, field, error);
  return FALSE;
}

const FormClass FORM_CASE = {
    .name = "case",
    .title = "报送案例",
    .about = "topic",
    .open = case_open,
    .close = case_form_close,
    .changed = case_changed,
    .save = case_save,
};

const FormClass FORM_CASE_EDIT = {
    .name = "case.edit",
    .title = "修改案例",
    .about = "case",
    .compares = TRUE,
    .open = edit_open,
    .close = case_form_close,
    .changed = case_changed,
    .save = edit_save,
};
