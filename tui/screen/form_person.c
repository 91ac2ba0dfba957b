/* form_person.c: a person, a group or everybody else is given a right, or another one. */
#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/action/accounts.h"
#include "tui/action/person.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/people.h"

#define WHOLE "全部台账"
#define OTHERS "其他人"

/* What a class is for. */
enum { ADD, EDIT_PERSON, EDIT_GROUP };

typedef struct {
  int detail;
  GArray *ledgers; /* gint64, one for each choice of 台账 (0: the whole file) … */
  char **titles;   /* … and what each is called, NULL-terminated */
  gint64 ledger;   /* what the row edited is for; of ADD: not used */
  GPtrArray *rows; /* PersonRow*: who had which right when it was opened */
  char *doubted;   /* the account that was said not to be there; NULL: none */
  char *warned;    /* what was said to be there already; NULL: nothing */
} PersonForm;

static void person_close(gpointer state) {
  PersonForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->ledgers, g_array_unref);
  g_strfreev(data->titles);
  g_clear_pointer(&data->rows, g_ptr_array_unref);
  g_free(data->doubted);
  g_free(data->warned);
  g_free(data);
}

/* ---- opening ----------------------------------------------------------------------------- */

static gboolean read_ledgers(App *app, PersonForm *data, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(app_db(app), error);
  if (ledgers == NULL)
    return FALSE;
  const gint64 whole = 0;
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new();
  data->ledgers = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(data->ledgers, whole);
  g_strv_builder_add(titles, WHOLE);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    g_autofree char *title = g_strdup_printf("%" G_GINT64_FORMAT ". %s（%d年）", ledger->id,
                                             ledger->title, ledger->year);
    g_array_append_val(data->ledgers, ledger->id);
    g_strv_builder_add(titles, title);
  }
  data->titles = g_strv_builder_end(titles);
  return TRUE;
}

/* Everybody else, the groups and the users that the system has. The caller g_strfreev()s. */
static char **whom_names(void) {
  g_auto(GStrv) users = accounts_users();
  g_auto(GStrv) groups = accounts_groups();
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  g_strv_builder_addv(names, (const char **)users);
  for (gsize i = 0; groups[i] != NULL; i++) {
    g_autofree char *name = g_strconcat("@", groups[i], NULL);
    g_strv_builder_add(names, name);
  }
  g_strv_builder_add(names, OTHERS);
  return g_strv_builder_end(names);
}

static Form *make_form(App *app, const FormClass *class_, PersonForm *data, GError **error) {
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL || !read_ledgers(app, data, error))
    return NULL;
  g_auto(GStrv) whom = data->detail == ADD ? whom_names() : NULL;
  const char *levels[ACCESS_COUNT + 1] = {NULL};
  for (int i = 0; i < ACCESS_COUNT; i++)
    levels[i] = access_name((Access)i);
  gboolean add = data->detail == ADD;
  const FieldSpec fields[] = {
      {"who", "人员", add ? FIELD_LINE : FIELD_SHOW, add, "登录名、@用户组 或 其他人，按 Ctrl-O 选",
       (const char *const *)whom},
      {"name", "姓名", data->detail == EDIT_GROUP ? FIELD_HIDDEN : FIELD_LINE, FALSE,
       "用于显示和落款；可不填", NULL},
      {"level", "角色", FIELD_CHOICE, FALSE, NULL, levels},
      {"scope", "台账", add ? FIELD_CHOICE : FIELD_SHOW, FALSE, NULL,
       add ? (const char *const *)data->titles : NULL},
      {"unit", "限于单位", FIELD_LINE, FALSE, "只办理这个单位的任务，按 Ctrl-O 选；不限则不填",
       (const char *const *)units},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "level", access_name(ACCESS_CLERK));
  return form;
}

/* The row's values as they are stored: what is typed over them is held against them again before it
 * is saved. */
static void show_row(Form *form, PersonForm *data, const PersonRow *row) {
  const PersonWho who = {.kind = row->kind, .name = row->who};
  g_autofree char *whom = person_who_text(&who);
  g_autofree char *scope = person_row_scope(row);
  data->ledger = row->ledger;
  form_set_value(form, "who", whom);
  form_set_value(form, "name", row->name);
  form_set_value(form, "level", access_name(row->level));
  form_set_value(form, "scope", scope);
  form_set_value(form, "unit", row->unit_name);
}

static Form *person_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  PersonForm *data = g_new0(PersonForm, 1);
  data->detail = class_->detail;
  *state = data;
  data->rows = person_list(app_db(app), person_groups, error);
  if (data->rows == NULL)
    return NULL;
  const PersonRow *row = data->detail != ADD ? people_row(data->rows, target) : NULL;
  if (data->detail != ADD && row == NULL) {
    store_refuse(error, "这一条权限已经去掉了");
    return NULL;
  }
  Form *form = make_form(app, class_, data, error);
  if (form != NULL && row != NULL)
    show_row(form, data, row);
  return form;
}

/* The ledger that is chosen, or that the row edited is for. */
static gint64 ledger_meant(const Form *form, const PersonForm *data) {
  if (data->detail != ADD)
    return data->ledger;
  for (gsize i = 0; data->titles[i] != NULL; i++) {
    if (g_str_equal(data->titles[i], form_value(form, "scope")))
      return g_array_index(data->ledgers, gint64, i);
  }
  return 0;
}

/* The right that somebody has of the own for a ledger; NULL: none. Borrowed from rows. */
static const PersonRow *standing(const GPtrArray *rows, const PersonWho *who, gint64 ledger) {
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (row->id != 0 && row->kind == who->kind && g_strcmp0(row->who, who->name) == 0 &&
        row->ledger == ledger)
      return row;
  }
  return NULL;
}

/* 督办，限于“厅法规处”. The caller frees. */
static char *right_text(Access level, const char *unit) {
  return unit != NULL && *unit != '\0' ? g_strdup_printf("%s（限于%s）", access_name(level), unit)
                                       : g_strdup(access_name(level));
}

/* ---- remarks ----------------------------------------------------------------------------- */

static gboolean is_known(const PersonWho *who) {
  return who->kind == PERSON_OTHERS ||
         (who->kind == PERSON_GROUP ? accounts_has_group(who->name) : accounts_has_user(who->name));
}

/* 已有：督办，保存后改为经办. The caller frees; NULL where nobody is given another right. */
static char *change_text(const PersonRow *now, Access level, const char *unit) {
  g_autofree char *before = right_text(now->level, now->unit_name);
  g_autofree char *after = right_text(level, unit);
  return g_str_equal(before, after) ? NULL
                                    : g_strdup_printf("已有：%s，保存后改为%s", before, after);
}

/* What is worth knowing of whom one gives a right. The caller frees; NULL: nothing. */
static char *who_remark(App *app, const Form *form, const PersonForm *data, Access level) {
  PersonWho who;
  g_autofree char *text = text_strip(form_value(form, "who"));
  g_autofree char *unit = text_strip(form_value(form, "unit"));
  if (!person_who_parse(text, &who, NULL))
    return NULL;
  const PersonRow *now =
      data->detail == ADD ? standing(data->rows, &who, ledger_meant(form, data)) : NULL;
  if (now != NULL)
    return change_text(now, level, unit);
  if (who.kind == PERSON_LOGIN && g_str_equal(who.name, app_actor(app).who))
    return g_strdup("这是您自己");
  if (is_known(&who))
    return NULL;
  return g_strdup(who.kind == PERSON_GROUP ? "系统里还没有这个用户组" : "系统里还没有这个用户");
}

static void person_changed(App *app, Form *form, gpointer state) {
  Access level = ACCESS_READER;
  access_parse(form_value(form, "level"), &level); /* it is one of the choices */
  form_set_remark(form, "level", people_level_help(level));
  g_autofree char *remark = who_remark(app, form, state, level);
  form_set_remark(form, "who", remark);
}

/* ---- saving ------------------------------------------------------------------------------ */

static gboolean is_listed(const GPtrArray *rows, const PersonWho *who) {
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (row->kind == who->kind && g_strcmp0(row->who, who->name) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A name that neither the system nor the file knows is most likely misspelt: it is refused once. */
static gboolean check_known(Form *form, PersonForm *data, const PersonWho *who) {
  if (data->detail != ADD || is_known(who) || is_listed(data->rows, who) ||
      g_strcmp0(data->doubted, who->name) == 0)
    return TRUE;
  g_free(data->doubted);
  data->doubted = g_strdup(who->name);
  g_autofree char *message =
      g_strdup_printf("系统里没有%s“%s”，请核对；确实要用，请再保存一次",
                      who->kind == PERSON_GROUP ? "用户组" : "用户", who->name);
  form_set_error(form, "who", message);
  return FALSE;
}

/* Who is listed already is most likely not meant to become something else by what the form begins
 * with: it is refused once. */
static gboolean check_listed(App *app, Form *form, PersonForm *data, const PersonInput *input,
                             GError **error) {
  if (data->detail != ADD)
    return TRUE;
  g_autoptr(GPtrArray) rows = person_list(app_db(app), NULL, error);
  if (rows == NULL)
    return FALSE;
  const PersonRow *now = standing(rows, &input->who, input->ledger);
  g_autofree char *unit = text_strip(form_value(form, "unit"));
  g_autofree char *change = now != NULL ? change_text(now, input->level, unit) : NULL;
  if (change == NULL)
    return TRUE;
  g_autofree char *whom = person_who_text(&input->who);
  g_autofree char *warned = g_strdup_printf("%s %s", whom, change);
  if (g_strcmp0(data->warned, warned) == 0)
    return TRUE;
  g_free(data->warned);
  data->warned = g_steal_pointer(&warned);
  g_autofree char *message = g_strdup_printf("%s；确实要改，请再保存一次", change);
  form_set_error(form, "who", message);
  return FALSE;
}

static gboolean read_unit(App *app, Form *form, gint64 *id) {
  g_autofree char *name = text_strip(form_value(form, "unit"));
  g_autoptr(GError) error = NULL;
  g_autoptr(Unit) unit = *name != '\0' ? unit_find(app_db(app), name, &error) : NULL;
  *id = unit != NULL ? unit->id : 0;
  if (error != NULL)
    form_set_error(form, "unit", error->message);
  return error == NULL;
}

/* What a field is to blame for is said beside it. */
static gboolean check_fields(Form *form, const PersonInput *input, const char *name) {
  g_autoptr(GError) limit = NULL, naming = NULL;
  if (!person_check_limit(input->level, input->unit, &limit))
    form_set_error(form, "unit", limit->message);
  else if (*name != '\0' && !person_check_name(input->who.kind, name, &naming))
    form_set_error(form, "name", naming->message);
  return limit == NULL && naming == NULL;
}

/* Leaves in input only what differs from what is so already: what is not changed need not be
 * allowed, nor stand in the journal. */
static gboolean keep_changes(App *app, const PersonForm *data, PersonInput *input, GError **error) {
  g_autoptr(GPtrArray) rows = person_list(app_db(app), NULL, error);
  g_autofree char *name = NULL;
  if (rows == NULL ||
      (input->who.kind == PERSON_LOGIN && !person_name(app_db(app), input->who.name, &name, error)))
    return FALSE;
  if (input->name != NULL && g_strcmp0(input->name, name != NULL ? name : "") == 0)
    input->name = NULL;
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (row->kind == input->who.kind && g_strcmp0(row->who, input->who.name) == 0 &&
        row->ledger == input->ledger && (row->id != 0 || data->detail != ADD) &&
        row->level == input->level && row->unit == input->unit)
      input->set = FALSE;
  }
  return input->set || input->name != NULL || store_refuse(error, "已经是这样，没有改动");
}

static gboolean person_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  PersonForm *data = state;
  PersonInput input = {.set = TRUE};
  if (!form_require(form, "who", "请写给谁：登录名、@用户组 或 其他人"))
    return FALSE;
  g_autofree char *text = text_strip(form_value(form, "who"));
  g_autofree char *name = text_strip(form_value(form, "name"));
  g_autoptr(GError) refusal = NULL;
  if (!person_who_parse(text, &input.who, &refusal)) {
    form_set_error(form, "who", refusal->message);
    return FALSE;
  }
  access_parse(form_value(form, "level"), &input.level); /* it is one of the choices */
  input.ledger = ledger_meant(form, data);
  if (!check_known(form, data, &input.who) || !read_unit(app, form, &input.unit) ||
      !check_fields(form, &input, name) || !check_listed(app, form, data, &input, error))
    return FALSE;
  if (data->detail == EDIT_PERSON || *name != '\0')
    input.name = name;
  Actor actor = app_actor(app);
  if (!keep_changes(app, data, &input, error) || !person_edit(app_db(app), &actor, &input, error))
    return FALSE;
  people_choose(app, &input.who, input.ledger);
  app_notice(app, "已保存 %s 的%s；按 u 可撤销", text, input.set ? "权限" : "姓名");
  return TRUE;
}

#define PERSON_FORM(symbol, id, words, kind)                                                       \
  const FormClass symbol = {                                                                       \
      .name = id,                                                                                  \
      .title = words,                                                                              \
      .detail = kind,                                                                              \
      .about = "access",                                                                           \
      .compares = kind != ADD,                                                                     \
      .open = person_open,                                                                         \
      .close = person_close,                                                                       \
      .changed = person_changed,                                                                   \
      .save = person_save,                                                                         \
  }

PERSON_FORM(FORM_PERSON_ADD, "person.add", "添加权限", ADD);
PERSON_FORM(FORM_PERSON, "person.edit", "修改权限", EDIT_PERSON);
PERSON_FORM(FORM_PERSON_GROUP, "person.group", "修改权限", EDIT_GROUP);
