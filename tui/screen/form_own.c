/* form_own.c: one's own name, which documents are signed with, and one's own units. */
#include "core/config/places.h"
#include "core/model/person.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"

/* Why the name cannot be written; NULL where it can. */
static const char *name_refusal(App *app) {
  if (!app_has_ledgers(app))
    return "建立台账以后再写";
  if (db_is_read_only(app_db(app)))
    return "台账文件是只读的，不能写";
  if (app_file_access(app) >= access_for_verb("user.edit"))
    return NULL;
  return app_knows_access(app) ? "您是“只读”，请管理员代写" : "现在读不了您的权限，过一会儿再写";
}

static Form *own_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                      GError **error) {
  (void)target;
  (void)state;
  Actor actor = app_actor(app);
  g_autofree char *name = NULL;
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL || !person_name(app_db(app), actor.who, &name, error))
    return NULL;
  const char *refusal = name_refusal(app);
  const FieldSpec fields[] = {
      {"who", "登录名", FIELD_SHOW, FALSE, NULL, NULL},
      {"level", "角色", FIELD_SHOW, FALSE, NULL, NULL},
      {"name", "姓名", refusal != NULL ? FIELD_SHOW : FIELD_LINE, FALSE,
       "用于显示和落款，如 张三；别人都看得到", NULL},
      {"units", "我的单位", FIELD_TEXT, FALSE,
       "按 Ctrl-O 选，用顿号隔开；用于“我的单位”和提醒，只有自己用", (const char *const *)units},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *own = g_strjoinv("、", app_settings(app)->units);
  form_set_value(form, "who", actor.who);
  form_set_value(form, "level",
                 app_knows_access(app) ? access_name(app_file_access(app)) : "（现在读不了）");
  form_set_value(form, "name", refusal != NULL && name == NULL ? "（没有）" : name);
  form_set_value(form, "units", own);
  if (refusal != NULL)
    form_set_remark(form, "name", refusal);
  return form;
}

/* The full names of the units that are written. NULL, having said beside the field why. */
static char **read_units(App *app, Form *form) {
  g_autofree char *text = g_strdelimit(g_strdup(form_value(form, "units")), "\n\r,;", '\n');
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  g_auto(GStrv) lines = g_regex_split_simple("[\n、，；]", text, 0, 0);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autofree char *name = text_strip(lines[i]);
    g_autoptr(GError) error = NULL;
    g_autoptr(Unit) unit = *name != '\0' ? unit_find(app_db(app), name, &error) : NULL;
    if (error != NULL) {
      form_set_error(form, "units", error->message);
      return NULL;
    }
    if (unit != NULL)
      g_strv_builder_add(names, unit->name);
  }
  return g_strv_builder_end(names);
}

static gboolean keep_units(App *app, char *const *units, gboolean *kept, GError **error) {
  if (g_strv_equal((const char *const *)units, (const char *const *)app_settings(app)->units))
    return TRUE;
  g_autofree char *path = places_config("settings.yaml");
  if (!settings_keep_units(path, (const char *const *)units, error))
    return FALSE;
  app_set_units(app, (const char *const *)units);
  return *kept = TRUE;
}

static gboolean keep_name(App *app, const char *name, gboolean *kept, GError **error) {
  Actor actor = app_actor(app);
  g_autofree char *before = NULL;
  if (!person_name(app_db(app), actor.who, &before, error))
    return FALSE;
  if (g_str_equal(name, before != NULL ? before : ""))
    return TRUE;
  const PersonInput input = {.who = {.kind = PERSON_LOGIN, .name = actor.who}, .name = name};
  return *kept = person_edit(app_db(app), &actor, &input, error);
}

static void tell(App *app, gboolean name, gboolean units) {
  if (name)
    app_notice(app, "%s：已保存；按 u 可撤销姓名", units ? "本人的姓名和单位" : "本人的姓名");
  else
    app_notice(app, units ? "本人的单位：已保存" : "本人的姓名和单位：没有改动");
}

/* The settings, which are the person's alone, come first: nothing of the ledger is changed where
 * they cannot be written. */
static gboolean own_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  gboolean named = FALSE, kept = FALSE, writes_name = name_refusal(app) == NULL;
  g_auto(GStrv) units = read_units(app, form);
  g_autofree char *name = text_strip(form_value(form, "name"));
  g_autoptr(GError) refusal = NULL;
  if (units == NULL)
    return FALSE;
  if (!writes_name || person_check_name(PERSON_LOGIN, name, &refusal)) {
    if (!keep_units(app, units, &kept, error))
      return FALSE;
    if (!writes_name || keep_name(app, name, &named, &refusal)) {
      tell(app, named, kept);
      return TRUE;
    }
  }
  form_set_error(form, "name", refusal->message);
  if (kept)
    app_notice(app, "本人的单位：已保存；姓名没有保存");
  return FALSE;
}

const FormClass FORM_OWN = {
    .name = "person.own",
    .title = "本人的姓名和单位",
    .open = own_open,
    .save = own_save,
};
