/* form_bulk.c: with what values many tasks are to be changed; saving opens the page on what would
 * become of each. */
#include "core/model/bulk.h"
#include "core/model/tag.h"
#include "core/model/task.h"
#include "tui/screen/form_fields.h"

#define TASKS                                                                                      \
  { "shown", "任务", FIELD_SHOW, FALSE, NULL, NULL }
#define IDS                                                                                        \
  { "tasks", NULL, FIELD_HIDDEN, FALSE, NULL, NULL }
#define REASON                                                                                     \
  { "reason", "理由", FIELD_TEXT, TRUE, "为什么；会记入台账的记录", NULL }

#define FIELDS_MAX 6

static const char *const FIELD_NAMES[] = {"目标任务", "完成时限", "备注", NULL};

/* The fields of a kind, up to one without an id. */
static const FieldSpec FIELDS[BULK_KIND_COUNT][FIELDS_MAX] = {
    [BULK_STEP] = {TASKS,
                   IDS,
                   {"step", NULL, FIELD_HIDDEN, FALSE, NULL, NULL},
                   REASON,
                   {"made_on", "日期", FIELD_LINE, FALSE, "不填就是今天", NULL}},
    [BULK_UNITS] = {TASKS,
                    IDS,
                    {"text", "责任单位", FIELD_LINE, FALSE,
                     "如 厅法规处（牵头）、厅建管处（配合）；空着就是没有", NULL}},
    [BULK_UNITS_ADD] = {TASKS,
                        IDS,
                        {"text", "加上的单位", FIELD_LINE, TRUE, "如 厅建管处（配合）", NULL}},
    [BULK_UNITS_REMOVE] = {TASKS,
                           IDS,
                           {"text", "去掉的单位", FIELD_LINE, TRUE,
                            "写明分工的只去掉那种分工，如 厅建管处（配合）", NULL}},
    [BULK_ROLE] = {TASKS,
                   IDS,
                   {"text", "单位和分工", FIELD_LINE, TRUE, "如 厅建管处（牵头）", NULL}},
    [BULK_DEADLINE] = {TASKS,
                       IDS,
                       {"text", "完成时限", FIELD_DEADLINE, FALSE,
                        "如 2026年12月；或 +10天、+1个月、-1周、+3个工作日", NULL}},
    [BULK_TAG] = {TASKS,
                  IDS,
                  {"text", "标签", FIELD_LINE, TRUE, "几个标签之间用空格或顿号隔开", NULL}},
    [BULK_UNTAG] = {TASKS,
                    IDS,
                    {"text", "标签", FIELD_LINE, TRUE, "几个标签之间用空格或顿号隔开", NULL}},
    [BULK_NOTE] = {TASKS, IDS, {"text", "备注", FIELD_TEXT, FALSE, "空着就是没有备注", NULL}},
    [BULK_REPLACE] = {TASKS,
                      IDS,
                      {"field", "在哪里", FIELD_CHOICE, TRUE, NULL, FIELD_NAMES},
                      {"text", "查找", FIELD_LINE, TRUE, "要找的文字，照原样", NULL},
                      {"with", "替换为", FIELD_LINE, FALSE, "空着就是去掉", NULL}},
    [BULK_DELETE] = {TASKS, IDS, REASON},
};

/* ---- which tasks ------------------------------------------------------------------------ */

/* The first of them alone; 0: there is none. */
static gint64 first_id(const Form *form, gint64 target) {
  gint64 id = g_ascii_strtoll(form_value(form, "tasks"), NULL, 10);
  return id != 0 ? id : target;
}

/* What 完成时限 is understood to be, in the year of the first task's ledger. */
static void remark_deadline(App *app, Form *form, gint64 target) {
  gint64 id = first_id(form, target);
  g_autoptr(Task) first = id != 0 ? task_load(app_db(app), NULL, id, NULL) : NULL;
  int year = first != NULL ? form_ledger_year(app, first->ledger, NULL) : 0;
  if (bulk_moves_deadline(form_value(form, "text")))
    form_set_remark(form, "text", "从各项现在的期限推算，预览里可看各是哪天");
  else if (year != 0)
    form_remark_deadline(app, form, "text", first->ledger, year, FALSE);
}

/* ---- the form --------------------------------------------------------------------------- */

typedef struct {
  const FormClass *class_;
  gint64 target;
  char *shown; /* the ids that are told; NULL: none yet */
} BulkForm;

static void bulk_close(gpointer state) {
  BulkForm *data = state;
  g_free(data->shown);
  g_free(data);
}

/* The ids may be very many: they are read where they are others than before. */
static void show_tasks(App *app, Form *form, BulkForm *data) {
  const char *tasks = form_value(form, "tasks");
  if (g_strcmp0(data->shown, tasks) == 0)
    return;
  g_free(data->shown);
  data->shown = g_strdup(tasks);
  g_autoptr(GArray) ids = form_task_ids(form, data->target);
  if (ids->len == 0)
    return;
  g_autofree char *text = form_tasks_label(app, ids);
  form_set_value(form, "shown", text);
}

/* Names to be inserted by Ctrl-O, where a kind has some. FALSE and error. */
static gboolean offer(App *app, Form *form, BulkKind kind, GError **error) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  if (kind >= BULK_UNITS && kind <= BULK_ROLE) {
    g_auto(GStrv) units = form_unit_names(app, error);
    if (units == NULL)
      return FALSE;
    g_strv_builder_addv(names, (const char **)units);
  } else if (kind == BULK_TAG || kind == BULK_UNTAG) {
    g_autoptr(GPtrArray) tags = tag_counts(app_db(app), error);
    if (tags == NULL)
      return FALSE;
    for (guint i = 0; i < tags->len; i++)
      g_strv_builder_add(names, ((const TagCount *)tags->pdata[i])->tag);
  } else {
    return TRUE;
  }
  g_auto(GStrv) choices = g_strv_builder_end(names);
  if (choices[0] != NULL)
    form_set_choices(form, "text", (const char *const *)choices);
  return TRUE;
}

static Form *bulk_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  BulkForm *data = g_new0(BulkForm, 1);
  data->class_ = class_;
  data->target = target;
  *state = data;
  gsize count = 0;
  while (count < FIELDS_MAX && FIELDS[class_->detail][count].id != NULL)
    count++;
  g_autoptr(Form) form = form_new(class_->title, FIELDS[class_->detail], count);
  return offer(app, form, (BulkKind)class_->detail, error) ? g_steal_pointer(&form) : NULL;
}

static void bulk_changed(App *app, Form *form, gpointer state) {
  BulkForm *data = state;
  show_tasks(app, form, data);
  if (data->class_->detail == BULK_STEP)
    form_remark_day(app, form, "made_on");
  if (data->class_->detail == BULK_DEADLINE)
    remark_deadline(app, form, data->target);
}

/* Steps are told apart by a hidden field. */
static gboolean read_step(App *app, Form *form, BulkChange *change) {
  return step_parse(form_value(form, "step"), &change->step) &&
         form_read_day(app, form, "made_on", &change->made_on);
}

static gboolean has_field(int kind, const char *id) {
  for (gsize i = 0; i < FIELDS_MAX && FIELDS[kind][i].id != NULL; i++) {
    if (g_str_equal(FIELDS[kind][i].id, id))
      return TRUE;
  }
  return FALSE;
}

static gboolean require_all(Form *form, int kind) {
  gboolean good = TRUE;
  for (gsize i = 0; i < FIELDS_MAX && FIELDS[kind][i].id != NULL; i++) {
    const FieldSpec *field = &FIELDS[kind][i];
    gboolean blank_counts = kind == BULK_REPLACE && *form_value(form, field->id) != '\0';
    g_autofree char *message =
        g_strdup_printf("请写明%s", field->label != NULL ? field->label : "");
    if (field->required && !blank_counts)
      good = form_require(form, field->id, message) && good;
  }
  return good;
}

static gboolean bulk_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const BulkForm *data = state;
  int kind = data->class_->detail;
  BulkChange change = {.kind = (BulkKind)kind};
  if (!require_all(form, kind) || (kind == BULK_STEP && !read_step(app, form, &change)))
    return FALSE;
  if (has_field(kind, "text"))
    change.text = (char *)form_value(form, "text");
  if (kind == BULK_REPLACE) {
    change.with = (char *)form_value(form, "with");
    bulk_field_parse(form_value(form, "field"), &change.field);
  }
  g_autoptr(Bulk) bulk = bulk_new(has_field(kind, "reason") ? form_value(form, "reason") : NULL);
  bulk_add(bulk, &change);
  g_autoptr(GArray) ids = form_task_ids(form, target);
  GError *refusal = NULL;
  if (app_preview(app, bulk, ids, &refusal))
    return TRUE;
  if (!has_field(kind, "text")) {
    g_propagate_error(error, refusal);
    return FALSE;
  }
  form_set_error(form, "text", refusal->message);
  g_error_free(refusal);
  return FALSE;
}

#define BULK_FORM(constant, name_, title_, kind)                                                   \
  const FormClass constant = {                                                                     \
      .name = name_,                                                                               \
      .title = title_,                                                                             \
      .verb = "预览",                                                                              \
      .detail = kind,                                                                              \
      .previews = TRUE,                                                                            \
      .open = bulk_open,                                                                           \
      .close = bulk_close,                                                                         \
      .changed = bulk_changed,                                                                     \
      .save = bulk_save,                                                                           \
  }

BULK_FORM(FORM_BULK_STEP, "bulk.step", "批量改状态", BULK_STEP);
BULK_FORM(FORM_BULK_UNITS, "bulk.units", "改责任单位", BULK_UNITS);
BULK_FORM(FORM_BULK_UNITS_ADD, "bulk.units.add", "加责任单位", BULK_UNITS_ADD);
BULK_FORM(FORM_BULK_UNITS_REMOVE, "bulk.units.remove", "去掉责任单位", BULK_UNITS_REMOVE);
BULK_FORM(FORM_BULK_ROLE, "bulk.role", "改单位的分工", BULK_ROLE);
BULK_FORM(FORM_BULK_DEADLINE, "bulk.deadline", "改完成时限", BULK_DEADLINE);
BULK_FORM(FORM_BULK_TAG, "bulk.tag", "加标签", BULK_TAG);
BULK_FORM(FORM_BULK_UNTAG, "bulk.untag", "去掉标签", BULK_UNTAG);
BULK_FORM(FORM_BULK_NOTE, "bulk.note", "改备注", BULK_NOTE);
BULK_FORM(FORM_BULK_REPLACE, "bulk.replace", "查找替换", BULK_REPLACE);
BULK_FORM(FORM_BULK_DELETE, "bulk.delete", "删除任务（放进回收站）", BULK_DELETE);
