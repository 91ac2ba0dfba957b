/* form_plan.c: the settings of a year's topic plan: its days, its target, by which system its cases
 * are counted, and which units are to file. */
#include "core/model/plan.h"
#include "core/model/system.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"

#define BY_ITSELF "按本年的体系（只有一个时）"

typedef struct {
  Plan *plan;         /* as it was opened */
  char *units;        /* likewise, as the field has them */
  GPtrArray *systems; /* System* of the year */
  char **choices;     /* none chosen, then the title of each */
} PlanForm;

static void plan_form_close(gpointer state) {
  PlanForm *data = state;
  if (data == NULL)
    return;
  plan_free(data->plan);
  g_free(data->units);
  if (data->systems != NULL)
    g_ptr_array_unref(data->systems);
  g_strfreev(data->choices);
  g_free(data);
}

/* ---- making ----------------------------------------------------------------------------- */

/* The plan of a year as the file has it now; NULL and error where it has none. */
static Plan *need_plan(App *app, int year, GError **error) {
  g_autoptr(GError) failed = NULL;
  g_autoptr(Plan) plan = plan_load(app_db(app), year, &failed);
  if (failed != NULL)
    g_propagate_error(error, g_steal_pointer(&failed));
  else if (plan == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%d年的选题计划", year);
  return g_steal_pointer(&plan);
}

static gboolean read_units(App *app, PlanForm *data, GError **error) {
  g_autoptr(GPtrArray) units = plan_units(app_db(app), data->plan->id, error);
  if (units == NULL)
    return FALSE;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", ((const Unit *)units->pdata[i])->name);
  data->units = g_string_free(g_steal_pointer(&text), FALSE);
  return TRUE;
}

static gboolean read_systems(App *app, PlanForm *data, GError **error) {
  data->systems = system_list(app_db(app), error);
  if (data->systems == NULL)
    return FALSE;
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new();
  g_strv_builder_add(choices, BY_ITSELF);
  for (guint i = data->systems->len; i-- > 0;) {
    if (((const System *)data->systems->pdata[i])->year != data->plan->year)
      g_ptr_array_remove_index(data->systems, i);
  }
  for (guint i = 0; i < data->systems->len; i++)
    g_strv_builder_add(choices, ((const System *)data->systems->pdata[i])->title);
  data->choices = g_strv_builder_end(choices);
  return TRUE;
}

static void set_number(Form *form, const char *id, int number) {
  g_autofree char *text = g_strdup_printf("%d", number);
  form_set_value(form, id, text);
}

static void set_values(Form *form, const PlanForm *data) {
  const Plan *plan = data->plan;
  form_set_value(form, "title", plan->title);
  set_number(form, "due_day", plan->due_day);
  if (plan->ministry_day != 0)
    set_number(form, "ministry_day", plan->ministry_day);
  set_number(form, "target", plan->target);
  form_set_value(form, "units", data->units);
  for (guint i = 0; i < data->systems->len; i++) {
    if (((const System *)data->systems->pdata[i])->id == plan->system)
      form_set_value(form, "system", data->choices[i + 1]);
  }
}

static Form *plan_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  PlanForm *data = g_new0(PlanForm, 1);
  *state = data;
  data->plan = need_plan(app, (int)target, error);
  if (data->plan == NULL || !read_units(app, data, error) || !read_systems(app, data, error))
    return NULL;
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"title", "计划标题", FIELD_LINE, TRUE, NULL, NULL},
      {"due_day", "报市局期限", FIELD_LINE, TRUE, "每月几日，1 到 31", NULL},
      {"ministry_day", "报部期限", FIELD_LINE, FALSE, "每月几日；不报部就不填", NULL},
      {"target", "每月篇数", FIELD_LINE, TRUE, "每月报几篇得满分", NULL},
      {"system", "计分体系", FIELD_CHOICE, FALSE, NULL, (const char *const *)data->choices},
      {"units", "应报单位", FIELD_TEXT, FALSE, "按 Ctrl-O 选，几个之间用顿号隔开；不填就不列未报的",
       (const char *const *)units},
  };
  g_autofree char *title = g_strdup_printf("%s  %d年", class_->title, data->plan->year);
  Form *form = form_new(title, fields, G_N_ELEMENTS(fields));
  set_values(form, data);
  return form;
}

/* ---- saving ----------------------------------------------------------------------------- */

/* A number as people write one, half or full width; blank is 0 where it need not be there. */
static gboolean read_number(Form *form, const char *id, int least, int most, gboolean needed,
                            const char *message, int *number) {
  g_autofree char *half = g_utf8_normalize(form_value(form, id), -1, G_NORMALIZE_NFKC);
  guint64 value = 0;
  g_strstrip(half);
  gboolean ok = *half == '\0' ? !needed
                              : g_ascii_string_to_unsigned(half, 10, (guint64)least, (guint64)most,
                                                           &value, NULL);
  if (!ok)
    form_set_error(form, id, message);
  *number = (int)value;
  return ok;
}

static gboolean read_input(Form *form, PlanInput *input) {
  input->title = form_value(form, "title");
  gboolean ok = form_require(form, "title", "请写明计划标题");
  ok = read_number(form, "due_day", 1, 31, TRUE, "应为 1 到 31 的整数", &input->due_day) && ok;
  ok = read_number(form, "ministry_day", 1, 31, FALSE, "应为 1 到 31 的整数，或不填",
                   &input->ministry_day) &&
       ok;
  return read_number(form, "target", 0, 99, TRUE, "应为 0 到 99 的整数", &input->target) && ok;
}

/* Names between 、 ， , ; or line ends; blanks around them are the core's to strip. */
static char **split_names(const char *text) {
  g_autoptr(GString) list = g_string_new(text);
  static const char *const marks[] = {"，", "；", ",", ";", "\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    g_string_replace(list, marks[i], "、", 0);
  g_auto(GStrv) parts = g_strsplit(list->str, "、", -1);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  for (gsize i = 0; parts[i] != NULL; i++) {
    g_autofree char *name = text_strip(parts[i]);
    if (*name != '\0')
      g_strv_builder_add(names, name);
  }
  return g_strv_builder_end(names);
}

/* What was refused is about one field. */
static gboolean tell(Form *form, const char *id, GError **error) {
  form_set_error(form, id, (*error)->message);
  g_clear_error(error);
  return FALSE;
}

/* What was changed in the form, over what stands in the file by now: what a colleague set meanwhile
 * in a field that was left alone stays. */
static void merge_input(const PlanForm *data, const Plan *now, PlanInput *input) {
  const Plan *before = data->plan;
  if (g_str_equal(input->title, before->title))
    input->title = now->title;
  if (input->due_day == before->due_day)
    input->due_day = now->due_day;
  if (input->ministry_day == before->ministry_day)
    input->ministry_day = now->ministry_day;
  if (input->target == before->target)
    input->target = now->target;
}

/* The system that is chosen; 0: none. */
static gint64 chosen_system(Form *form, const PlanForm *data) {
  for (guint i = 0; i < data->systems->len; i++) {
    if (g_str_equal(form_value(form, "system"), data->choices[i + 1]))
      return ((const System *)data->systems->pdata[i])->id;
  }
  return 0;
}

/* All in one entry, so that one 撤销 takes it back. */
static gboolean save_plan(App *app, Form *form, const PlanForm *data, PlanInput *input,
                          GError **error) {
  static const char *const ids[] = {
      [PLAN_FIELD_TITLE] = "title",
      [PLAN_FIELD_DUE_DAY] = "due_day",
      [PLAN_FIELD_MINISTRY_DAY] = "ministry_day",
      [PLAN_FIELD_TARGET] = "target",
      [PLAN_FIELD_SYSTEM] = "system",
      [PLAN_FIELD_UNITS] = "units",
  };
  g_auto(GStrv) names = split_names(form_value(form, "units"));
  gint64 system = chosen_system(form, data);
  if (!g_str_equal(form_value(form, "units"), data->units))
    input->units = (const char *const *)names;
  if (system != data->plan->system)
    input->system = &system;
  Actor actor = app_actor(app);
  PlanField field;
  if (plan_edit(app_db(app), &actor, data->plan->year, input, &field, error))
    return TRUE;
  return field == PLAN_FIELD_NONE ? FALSE : tell(form, ids[field], error);
}

static gboolean plan_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const PlanForm *data = state;
  PlanInput input = {0};
  if (!read_input(form, &input))
    return FALSE;
  g_autoptr(Plan) now = need_plan(app, (int)target, error);
  if (now == NULL)
    return FALSE;
  merge_input(data, now, &input);
  return save_plan(app, form, data, &input, error);
}

const FormClass FORM_PLAN = {
    .name = "plan.edit",
    .title = "选题计划设置",
    .about = "plan",
    .whole_table = TRUE,
    .compares = TRUE,
    .open = plan_open,
    .close = plan_form_close,
    .save = plan_save,
};
