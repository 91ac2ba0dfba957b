#include "core/model/case.h"
#include "core/model/plan.h"
#include "tui/screen/form_fields.h"

static Form *case_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  (void)class_;
  (void)state;
  g_autoptr(Topic) topic = topic_load(app_db(app), target, error);
  if (topic == NULL)
    return NULL;
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"topic", "主题", FIELD_SHOW, FALSE, NULL, NULL},
      {"title", "案例标题", FIELD_LINE, TRUE, NULL, NULL},
      {"unit", "报送单位", FIELD_LINE, FALSE, "单位全称，按 Ctrl-O 选；可不填",
       (const char *const *)units},
      {"summary", "内容摘要", FIELD_TEXT, FALSE, "几句话，可不填", NULL},
      {"filed_on", "报送日期", FIELD_LINE, FALSE, "不填就是今天", NULL},
  };
  g_autofree char *month = g_strdup_printf("%d年%d月  %s", topic->year, topic->month, topic->title);
  Form *form = form_new("报送案例", fields, G_N_ELEMENTS(fields));
  form_set_value(form, "topic", month);
  return form;
}

static void case_changed(App *app, Form *form, gpointer state) {
  (void)state;
  form_remark_day(app, form, "filed_on");
}

static gboolean case_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  static const char *const ids[] = {[CASE_FIELD_TOPIC] = "topic",
                                    [CASE_FIELD_TITLE] = "title",
                                    [CASE_FIELD_UNIT] = "unit",
                                    [CASE_FIELD_MADE_ON] = "filed_on"};
  CaseInput input = {
      .topic = target,
      .title = form_value(form, "title"),
      .unit = form_value(form, "unit"),
      .summary = form_value(form, "summary"),
      .stage = CASE_CITY,
  };
  if (!form_read_day(app, form, "filed_on", &input.made_on))
    return FALSE;
  Actor actor = app_actor(app);
  CaseField field;
  if (case_create(app_db(app), &actor, &input, NULL, &field, error))
    return TRUE;
  if (field != CASE_FIELD_NONE) {
    form_set_error(form, ids[field], (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_CASE = {
    .name = "case",
    .title = "报送案例",
    .open = case_open,
    .changed = case_changed,
    .save = case_save,
};
