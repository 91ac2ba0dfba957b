/* form_system.c: an indicator system put into the file from the templates the program comes with.
 */
#include <string.h>

#include "core/config/places.h"
#include "core/exchange/template.h"
#include "core/model/system.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"

#define YEAR_DIGITS 4

typedef struct {
  GPtrArray *templates; /* Template*, all of kind system */
  char **titles;        /* NULL-terminated */
} SystemForm;

static void system_close(gpointer state) {
  SystemForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->templates, g_ptr_array_unref);
  g_strfreev(data->titles);
  g_free(data);
}

static gboolean read_templates(SystemForm *data, GError **error) {
  g_autofree char *folder = places_shipped("data/systems");
  data->templates = template_list((const char *const[]){folder, NULL}, error);
  if (data->templates == NULL)
    return FALSE;
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new();
  for (guint i = 0; i < data->templates->len; i++)
    g_strv_builder_add(titles, template_title(data->templates->pdata[i]));
  data->titles = g_strv_builder_end(titles);
  if (data->templates->len > 0)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "文件夹 %s 里没有测评指标体系的模板；可用 taizhang init --template 文件 添加自己的",
              folder);
  return FALSE;
}

static gboolean is_in_file(const GPtrArray *systems, const Template *template_, int year) {
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    if (system->year == year && g_strcmp0(system->template_name, template_name(template_)) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The title of the first template that could still be added for a year; where all are there, of the
 * first. NULL and error. */
static const char *first_title(App *app, const SystemForm *data, int year, GError **error) {
  g_autoptr(GPtrArray) systems = system_list(app_db(app), error);
  if (systems == NULL)
    return NULL;
  for (guint i = 0; i < data->templates->len; i++) {
    if (!is_in_file(systems, data->templates->pdata[i], year))
      return data->titles[i];
  }
  return data->titles[0];
}

static Form *system_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)target;
  SystemForm *data = g_new0(SystemForm, 1);
  *state = data;
  int this_year = day_civil(app_today(app)).year;
  const char *first = read_templates(data, error) ? first_title(app, data, this_year, error) : NULL;
  if (first == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"system", "指标体系", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->titles},
      {"year", "用于哪一年", FIELD_LINE, TRUE, "如 2026；原文里的年份随之改动", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *year = g_strdup_printf("%d", this_year);
  form_set_value(form, "system", first);
  form_set_value(form, "year", year);
  return form;
}

/* The template that is chosen; NULL where a draft names one that is no longer there. */
static Template *chosen(const Form *form, const SystemForm *data) {
  for (guint i = 0; i < data->templates->len; i++) {
    if (g_str_equal(data->titles[i], form_value(form, "system")))
      return data->templates->pdata[i];
  }
  return NULL;
}

static void system_changed(App *app, Form *form, gpointer state) {
  (void)app;
  const Template *template_ = chosen(form, state);
  g_autofree char *summary = template_ != NULL ? template_summary(template_) : NULL;
  g_autofree char *ledger = template_ != NULL && template_counts(template_)->tasks > 0
                                ? template_ledger_title(template_)
                                : NULL;
  g_autofree char *remark = ledger != NULL
                                ? g_strdup_printf("%s；同时添加台账《%s》", summary, ledger)
                                : g_strdup(summary);
  form_set_remark(form, "system", remark);
}

/* The year in the field; 0, having said so beside it, where it is none. */
static int read_year(Form *form) {
  g_autofree char *text = text_strip(form_value(form, "year"));
  guint64 year = 0;
  if (strlen(text) == YEAR_DIGITS && g_ascii_string_to_unsigned(text, 10, 1900, 2100, &year, NULL))
    return (int)year;
  form_set_error(form, "year", "请写四位的年份，1900 到 2100，如 2026");
  return 0;
}

/* The screen turns to the system that was added, so the notice need not name it: a ledger's title
 * is long. */
static gboolean look_at_added(App *app, const Template *template_, int year, GError **error) {
  g_autoptr(System) system = system_find(app_db(app), template_name(template_), year, error);
  if (system == NULL)
    return FALSE;
  app_set_system(app, system->id, "");
  int tasks = template_counts(template_)->tasks;
  g_autofree char *ledger = tasks > 0 ? template_ledger_title(template_) : NULL;
  if (ledger != NULL)
    app_notice(app, "已添加，并建立了台账“%s”（%d项）", ledger, tasks);
  else
    app_notice(app, "已添加%d年的“%s”", year, template_title(template_));
  return TRUE;
}

static gboolean system_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  Template *template_ = chosen(form, state);
  int year = read_year(form);
  if (template_ == NULL)
    form_set_error(form, "system", "请选一套指标体系");
  if (template_ == NULL || year == 0)
    return FALSE;
  g_autoptr(GPtrArray) templates = g_ptr_array_new();
  g_ptr_array_add(templates, template_);
  Actor actor = app_actor(app);
  if (template_apply(app_db(app), &actor, templates, year, error))
    return look_at_added(app, template_, year, error);
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "year", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_SYSTEM = {
    .name = "system.add",
    .title = "添加测评指标体系",
    .open = system_open,
    .close = system_close,
    .changed = system_changed,
    .save = system_save,
};
