/* form_template.c: 从模板建立: one of the templates that come with the program, put into the file.
 */
#include "core/config/places.h"
#include "core/exchange/template.h"
#include "tui/screen/form_fields.h"

typedef struct {
  GPtrArray *templates; /* Template*: 台账 first, in the order of choices */
  char **choices;
} TemplateForm;

static void template_form_close(gpointer state) {
  TemplateForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->templates, g_ptr_array_unref);
  g_strfreev(data->choices);
  g_free(data);
}

static int by_kind(gconstpointer a, gconstpointer b) {
  const Template *left = *(Template *const *)a, *right = *(Template *const *)b;
  return (int)template_kind(left) - (int)template_kind(right);
}

/* 任务分工台账：…（ningxia-2020）. The caller frees. */
static char *choice_of(const Template *template_) {
  return g_strdup_printf("%s：%s（%s）", template_kind_name(template_kind(template_)),
                         template_title(template_), template_name(template_));
}

static gboolean read_templates(TemplateForm *data, GError **error) {
  g_auto(GStrv) folders = places_templates();
  data->templates = template_list((const char *const *)folders, error);
  if (data->templates == NULL)
    return FALSE;
  g_ptr_array_sort(data->templates, by_kind);
  data->choices = g_new0(char *, data->templates->len + 1);
  for (guint i = 0; i < data->templates->len; i++)
    data->choices[i] = choice_of(data->templates->pdata[i]);
  return TRUE;
}

static Form *template_form_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                                GError **error) {
  (void)target;
  TemplateForm *data = g_new0(TemplateForm, 1);
  *state = data;
  if (!read_templates(data, error))
    return NULL;
  const FieldSpec fields[] = {
      {"template", "模板", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->choices},
      {"content", "内容", FIELD_SHOW, FALSE, NULL, NULL},
      {"year", "用于哪一年", FIELD_LINE, TRUE, "时限里的年份随之改动，原文另行保留", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *year = g_strdup_printf("%d", day_civil(app_today(app)).year);
  form_set_value(form, "year", year);
  return form;
}

/* The template chosen; NULL where a draft names one that is no longer there. */
static Template *chosen(const Form *form, const TemplateForm *data) {
  for (guint i = 0; i < data->templates->len; i++) {
    if (g_str_equal(data->choices[i], form_value(form, "template")))
      return data->templates->pdata[i];
  }
  return NULL;
}

static void template_form_changed(App *app, Form *form, gpointer state) {
  (void)app;
  const Template *template_ = chosen(form, state);
  if (template_ == NULL)
    return;
  g_autofree char *summary = template_summary(template_);
  g_autofree char *text = g_strdup_printf("%d年的文件，%s", template_year(template_), summary);
  form_set_value(form, "content", text);
}

static gboolean template_form_save(App *app, Form *form, gint64 target, gpointer state,
                                   GError **error) {
  (void)target;
  Template *template_ = chosen(form, state);
  int year;
  if (template_ == NULL) {
    form_set_error(form, "template", "这份模板已不在了，请重新选");
    return FALSE;
  }
  if (!form_read_year(form, "year", &year))
    return FALSE;
  Actor actor = app_actor(app);
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_ptr_array_add(one, template_);
  if (template_apply(app_db(app), &actor, one, year, error)) {
    app_notice(app, "已添加%s：%s", template_kind_name(template_kind(template_)),
               template_title(template_));
    return TRUE;
  }
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "template", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_TEMPLATE = {
    .name = "template.add",
    .title = "从模板建立",
    .verb = "建立",
    .open = template_form_open,
    .close = template_form_close,
    .changed = template_form_changed,
    .save = template_form_save,
};
