/* form_plan_new.c: the topic plan of another year, from one that is there or from a template. */
#include "core/config/places.h"
#include "core/exchange/template.h"
#include "core/model/plan.h"
#include "tui/screen/form_fields.h"

/* What a plan can be made from: years first, then templates; together as the field's choices. */
typedef struct {
  GArray *years;        /* int, newest first */
  GPtrArray *templates; /* Template*, plans only */
  char **choices;
} PlanNewForm;

static void plan_new_close(gpointer state) {
  PlanNewForm *data = state;
  if (data == NULL)
    return;
  if (data->years != NULL)
    g_array_unref(data->years);
  if (data->templates != NULL)
    g_ptr_array_unref(data->templates);
  g_strfreev(data->choices);
  g_free(data);
}

/* ---- making ----------------------------------------------------------------------------- */

static gboolean read_templates(PlanNewForm *data, GError **error) {
  g_autofree char *folder = places_shipped("data/plans");
  const char *const folders[] = {folder, NULL};
  data->templates = template_list(folders, error);
  for (guint i = data->templates != NULL ? data->templates->len : 0; i-- > 0;) {
    if (template_kind(data->templates->pdata[i]) != TEMPLATE_PLAN)
      g_ptr_array_remove_index(data->templates, i);
  }
  return data->templates != NULL;
}

static gboolean read_choices(App *app, PlanNewForm *data, GError **error) {
  g_autoptr(GArray) years = plan_years(app_db(app), error);
  if (years == NULL || !read_templates(data, error))
    return FALSE;
  data->years = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new();
  for (guint i = years->len; i-- > 0;) {
    int year = g_array_index(years, int, i);
    g_autofree char *choice = g_strdup_printf("照%d年的计划", year);
    g_array_append_val(data->years, year);
    g_strv_builder_add(choices, choice);
  }
  for (guint i = 0; i < data->templates->len; i++) {
    const Template *template_ = data->templates->pdata[i];
    g_autofree char *choice =
        g_strdup_printf("模板 %s：%s", template_name(template_), template_title(template_));
    g_strv_builder_add(choices, choice);
  }
  data->choices = g_strv_builder_end(choices);
  return TRUE;
}

/* The first year from year on that has no plan. */
static int free_year(const PlanNewForm *data, int year) {
  for (guint i = data->years->len; i-- > 0;) { /* oldest first */
    if (g_array_index(data->years, int, i) == year)
      year++;
  }
  return year;
}

static Form *plan_new_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                           GError **error) {
  PlanNewForm *data = g_new0(PlanNewForm, 1);
  *state = data;
  if (!read_choices(app, data, error))
    return NULL;
  const FieldSpec fields[] = {
      {"year", "年份", FIELD_LINE, TRUE, "哪一年的计划，如 2027", NULL},
      {"source", "照什么建立", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->choices},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *year = g_strdup_printf("%d", free_year(data, (int)target));
  form_set_value(form, "year", year);
  form_set_remark(form, "source", "主题和内容照抄，其中的年份改成新的年份；建立以后可以逐月修改");
  return form;
}

/* ---- saving ----------------------------------------------------------------------------- */

static gboolean make(App *app, const PlanNewForm *data, guint source, int year, GError **error) {
  Actor actor = app_actor(app);
  if (source < data->years->len)
    return plan_copy(app_db(app), &actor, g_array_index(data->years, int, source), year, error);
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_ptr_array_add(one, data->templates->pdata[source - data->years->len]);
  return template_apply(app_db(app), &actor, one, year, error);
}

static gboolean plan_new_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const PlanNewForm *data = state;
  int year;
  gboolean ok = form_read_year(form, "year", &year);
  guint source = 0;
  while (data->choices[source] != NULL &&
         !g_str_equal(data->choices[source], form_value(form, "source")))
    source++;
  if (data->choices[source] == NULL) {
    form_set_error(form, "source", "这份计划或模板已不在了，请重新选");
    ok = FALSE;
  }
  if (!ok)
    return FALSE;
  if (make(app, data, source, year, error)) {
    /* what came from a template is not for u to take back, as with taizhang init */
    app_notice(app, "已建立%d年的选题计划；%s", year,
               source < data->years->len ? "按 u 可撤销" : "由模板建立的不能撤销，可以逐月修改");
    return TRUE;
  }
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "year", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_PLAN_NEW = {
    .name = "plan.new",
    .title = "新建选题计划",
    .open = plan_new_open,
    .close = plan_new_close,
    .save = plan_new_save,
};
