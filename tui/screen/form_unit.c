/* form_unit.c: a unit added, changed, or put into another. */
#include "core/model/task.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"

/* The field of the form that a refusal belongs beside. */
static const char *const IDS[] = {
    [UNIT_FIELD_NAME] = "name",       [UNIT_FIELD_KIND] = "kind", [UNIT_FIELD_PARENT] = "parent",
    [UNIT_FIELD_PHONE] = "phone",     [UNIT_FIELD_MAIL] = "mail", [UNIT_FIELD_ALIASES] = "aliases",
    [UNIT_FIELD_MEMBERS] = "members",
};

static Form *make_form(App *app, const char *title, gboolean is_new, GError **error) {
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL)
    return NULL;
  const char *kinds[UNIT_KIND_COUNT + 1] = {NULL};
  for (int i = 0; i < UNIT_KIND_COUNT; i++)
    kinds[i] = unit_kind_name((UnitKind)i);
  const FieldSpec fields[] = {
      {"name", "名称", FIELD_LINE, TRUE, "全称", NULL},
      {"kind", "类别", FIELD_CHOICE, FALSE, NULL, kinds},
      {"parent", "上级单位", FIELD_LINE, FALSE, "按 Ctrl-O 选；可不填", (const char *const *)units},
      {"phone", "联系电话", FIELD_LINE, FALSE, "单位的办公电话；可不填", NULL},
      {"mail", "电子邮箱", FIELD_LINE, FALSE, "单位的邮箱；可不填", NULL},
      {"aliases", "其他名称", FIELD_TEXT, FALSE, "别名、简称，一行一个；可不填", NULL},
      {"members", "成员", FIELD_TEXT, FALSE, "只有集合才填，按 Ctrl-O 选，用顿号隔开",
       (const char *const *)units},
      {"reason", "改名的理由", FIELD_LINE, FALSE, "改名时写，可不填", NULL},
  };
  return form_new(title, fields, G_N_ELEMENTS(fields) - (is_new ? 1 : 0));
}

/* ---- opening ---------------------------------------------------------------------------- */

static void unit_close(gpointer state) {
  unit_record_free(state);
}

static void fill(Form *form, const UnitRecord *record) {
  g_autoptr(GString) aliases = g_string_new(NULL);
  g_autoptr(GString) members = g_string_new(NULL);
  for (guint i = 0; i < record->aliases->len; i++) {
    const UnitAlias *alias = record->aliases->pdata[i];
    if (alias->ended == 0)
      g_string_append_printf(aliases, "%s%s", aliases->len > 0 ? "\n" : "", alias->name);
  }
  for (guint i = 0; i < record->members->len; i++)
    g_string_append_printf(members, "%s%s", i > 0 ? "、" : "",
                           ((const Unit *)record->members->pdata[i])->name);
  form_set_value(form, "name", record->unit->name);
  form_set_value(form, "kind", unit_kind_name(record->unit->kind));
  form_set_value(form, "parent", record->parent);
  form_set_value(form, "phone", record->unit->phone);
  form_set_value(form, "mail", record->unit->mail);
  form_set_value(form, "aliases", aliases->str);
  form_set_value(form, "members", members->str);
}

/* The state is the unit as it was when the form was opened. */
static Form *unit_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  UnitRecord *record = unit_record(app_db(app), target, error);
  *state = record;
  Form *form = record != NULL ? make_form(app, class_->title, FALSE, error) : NULL;
  if (form != NULL)
    fill(form, record);
  return form;
}

static Form *add_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                      GError **error) {
  (void)target;
  (void)state;
  return make_form(app, class_->title, TRUE, error);
}

/* ---- saving ----------------------------------------------------------------------------- */

/* The names of the members that are written, as the core finds them. NULL and error. */
static char **read_members(App *app, const Form *form, GError **error) {
  g_autoptr(GPtrArray) units = task_read_units(app_db(app), form_value(form, "members"), error);
  if (units == NULL)
    return NULL;
  char **names = g_new0(char *, units->len + 1);
  for (guint i = 0; i < units->len; i++)
    names[i] = g_strdup(((const TaskUnit *)units->pdata[i])->name);
  return names;
}

/* FALSE after saying beside the field what is wrong; an error that belongs to none stays. */
static gboolean refuse(Form *form, UnitField field, GError **error) {
  if (field != UNIT_FIELD_NONE) {
    form_set_error(form, IDS[field], (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

static gboolean save(App *app, Form *form, const UnitRecord *before, GError **error) {
  g_auto(GStrv) aliases = g_strsplit(form_value(form, "aliases"), "\n", -1);
  g_auto(GStrv) members = read_members(app, form, error);
  if (members == NULL)
    return refuse(form, UNIT_FIELD_MEMBERS, error);
  UnitInput input = {
      .name = form_value(form, "name"),
      .parent = form_value(form, "parent"),
      .phone = form_value(form, "phone"),
      .mail = form_value(form, "mail"),
      .aliases = (const char *const *)aliases,
      .members = (const char *const *)members,
  };
  unit_kind_parse(form_value(form, "kind"), &input.kind); /* it is one of the choices */
  Actor actor = app_actor(app);
  UnitField field;
  gboolean saved = before != NULL ? unit_edit(app_db(app), &actor, before, &input,
                                              form_value(form, "reason"), NULL, &field, error)
                                  : unit_create(app_db(app), &actor, &input, NULL, &field, error);
  return saved || refuse(form, field, error);
}

static gboolean unit_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  return save(app, form, state, error);
}

static gboolean add_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  return save(app, form, NULL, error);
}

/* ---- merging ---------------------------------------------------------------------------- */

static Form *merge_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  UnitRecord *record = unit_record(app_db(app), target, error);
  *state = record;
  g_auto(GStrv) units = record != NULL ? form_unit_names(app, error) : NULL;
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"from", "单位", FIELD_SHOW, FALSE, NULL, NULL},
      {"into", "并入", FIELD_LINE, TRUE, "并入的单位，按 Ctrl-O 选", (const char *const *)units},
      {"moves", "将会", FIELD_SHOW, FALSE, NULL, NULL},
      {"reason", "理由", FIELD_TEXT, TRUE, "为什么合并；会记入台账的记录", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "from", record->unit->name);
  return form;
}

/* What would move, or why nothing can. */
static void merge_changed(App *app, Form *form, gpointer state) {
  const UnitRecord *record = state;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = text_strip(form_value(form, "into"));
  if (*name == '\0') {
    g_autofree char *used = unit_use_text(&record->use);
    g_autofree char *text = g_strdup_printf("把它的%s转给并入的单位", used);
    form_set_value(form, "moves", text);
    return;
  }
  g_autoptr(Unit) into = unit_find(app_db(app), name, &error);
  g_autofree char *moves =
      into != NULL ? unit_merge_preview(app_db(app), record->unit->id, into->id, &error) : NULL;
  form_set_value(form, "moves", moves != NULL ? moves : error->message);
}

static gboolean merge_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  const UnitRecord *record = state;
  gboolean ok = form_require(form, "reason", "请写明理由");
  if (!form_require(form, "into", "请写明并入哪个单位") || !ok)
    return FALSE;
  g_autoptr(Unit) into = unit_find(app_db(app), form_value(form, "into"), error);
  Actor actor = app_actor(app);
  if (into == NULL ||
      !unit_merge(app_db(app), &actor, target, into->id, form_value(form, "reason"), error)) {
    form_set_error(form, "into", (*error)->message);
    g_clear_error(error);
    return FALSE;
  }
  app_notice(app, "“%s”已并入“%s”；按 u 可撤销", record->unit->name, into->name);
  return TRUE;
}

const FormClass FORM_UNIT = {
    .name = "unit.edit",
    .title = "修改单位",
    .about = "unit",
    .compares = TRUE,
    .open = unit_open,
    .close = unit_close,
    .save = unit_save,
};

const FormClass FORM_UNIT_ADD = {
    .name = "unit.add",
    .title = "添加单位",
    .open = add_open,
    .save = add_save,
};

const FormClass FORM_UNIT_MERGE = {
    .removes = TRUE,
    .name = "unit.merge",
    .title = "合并单位",
    .about = "unit",
    .open = merge_open,
    .close = unit_close,
    .changed = merge_changed,
    .save = merge_save,
};
