#include "core/model/unit.h"
#include "tui/command/invocation.h"
#include "tui/command/unit_page.h"
#include "tui/command/value.h"

typedef struct {
  char *name;
  char *kind;
  char *parent;
  char *phone;
  char *mail;
  char **aliases;
  char **dropped_aliases;
  char **members;
  char **dropped_members;
  char *into;
  char *reason;
  gboolean add;
  gboolean remove;
} UnitOptions;

static void unit_options_clear(UnitOptions *options) {
  g_free(options->name);
  g_free(options->kind);
  g_free(options->parent);
  g_free(options->phone);
  g_free(options->mail);
  g_strfreev(options->aliases);
  g_strfreev(options->dropped_aliases);
  g_strfreev(options->members);
  g_strfreev(options->dropped_members);
  g_free(options->into);
  g_free(options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UnitOptions, unit_options_clear)

/* What a new unit may be given, too. */
static gboolean sets_field(const UnitOptions *options) {
  return options->kind != NULL || options->parent != NULL || options->phone != NULL ||
         options->mail != NULL || options->aliases != NULL || options->members != NULL;
}

static gboolean changes_field(const UnitOptions *options) {
  return sets_field(options) || options->name != NULL || options->dropped_aliases != NULL ||
         options->dropped_members != NULL;
}

/* FALSE after saying what does not go together. */
static gboolean check_options(const Invocation *invocation, const UnitOptions *options) {
  int doings = (options->add ? 1 : 0) + (options->remove ? 1 : 0) + (options->into != NULL ? 1 : 0);
  const char *problem = NULL;
  if (doings > 1)
    problem = "--add、--remove、--merge-into 一次只能用一个";
  else if (options->add && (options->name != NULL || options->dropped_aliases != NULL ||
                            options->dropped_members != NULL))
    problem = "添加单位时没有可改名、去掉的；请只写 --kind、--parent、--phone、--mail、--alias、"
              "--member";
  else if ((options->remove || options->into != NULL) && changes_field(options))
    problem = "删除、合并不能与修改一起做；请分两次";
  else if (options->into != NULL && options->reason == NULL)
    problem = "缺少 --reason 理由：请写明为什么合并";
  else if (options->reason != NULL && options->into == NULL && options->name == NULL)
    problem = "--reason 只用于 --merge-into 和 --rename";
  if (problem != NULL)
    invocation_misuse_help(invocation, problem);
  return problem == NULL;
}

/* ---- lists of names --------------------------------------------------------------------- */

static gboolean among(char **names, const char *name) {
  return names != NULL && g_strv_contains((const char *const *)names, name);
}

/* What is now, without what is dropped, and what is added. What is dropped and is not there is told
 * in *missing, borrowed. */
static char **changed(const GPtrArray *now, char **dropped, char **added, const char **missing) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  for (guint i = 0; i < now->len; i++) {
    if (!among(dropped, now->pdata[i]))
      g_strv_builder_add(names, now->pdata[i]);
  }
  for (gsize i = 0; added != NULL && added[i] != NULL; i++)
    g_strv_builder_add(names, added[i]);
  for (gsize i = 0; dropped != NULL && dropped[i] != NULL; i++) {
    if (!g_ptr_array_find_with_equal_func((GPtrArray *)now, dropped[i], (GEqualFunc)g_str_equal,
                                          NULL))
      *missing = dropped[i];
  }
  return g_strv_builder_end(names);
}

static char **new_aliases(const UnitRecord *record, const UnitOptions *options,
                          const char **missing) {
  g_autoptr(GPtrArray) now = g_ptr_array_new();
  for (guint i = 0; i < record->aliases->len; i++) {
    const UnitAlias *alias = record->aliases->pdata[i];
    if (alias->ended == 0)
      g_ptr_array_add(now, alias->name);
  }
  return changed(now, options->dropped_aliases, options->aliases, missing);
}

/* A member that is dropped may be named by another of its names. */
static gboolean full_names(Db *db, char **names, GError **error) {
  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    g_autoptr(Unit) unit = unit_find(db, names[i], error);
    if (unit == NULL)
      return FALSE;
    g_free(names[i]);
    names[i] = g_steal_pointer(&unit->name);
  }
  return TRUE;
}

static char **new_members(const UnitRecord *record, const UnitOptions *options,
                          const char **missing) {
  g_autoptr(GPtrArray) now = g_ptr_array_new();
  for (guint i = 0; i < record->members->len; i++)
    g_ptr_array_add(now, ((const Unit *)record->members->pdata[i])->name);
  return changed(now, options->dropped_members, options->members, missing);
}

/* ---- doing ------------------------------------------------------------------------------ */

static int show(Invocation *invocation, Db *db, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(UnitRecord) record = unit_record(db, id, &error);
  if (record == NULL)
    return invocation_fail(error);
  unit_page_write(&invocation->output, invocation->format, record);
  return STATUS_DONE;
}

static int add(Invocation *invocation, Db *db, const UnitOptions *options, UnitKind kind) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  UnitInput input = {
      .name = invocation->argument,
      .kind = kind,
      .parent = options->parent,
      .phone = options->phone,
      .mail = options->mail,
      .aliases = (const char *const *)options->aliases,
      .members = (const char *const *)options->members,
  };
  gint64 id;
  if (!unit_create(db, &actor, &input, &id, NULL, &error))
    return invocation_fail(error);
  return show(invocation, db, id);
}

static int edit(Invocation *invocation, Db *db, gint64 id, UnitOptions *options,
                const UnitKind *kind) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(UnitRecord) before = unit_record(db, id, &error);
  if (before == NULL || !full_names(db, options->dropped_members, &error))
    return invocation_fail(error);
  const char *alias = NULL, *member = NULL;
  g_auto(GStrv) aliases = new_aliases(before, options, &alias);
  g_auto(GStrv) members = new_members(before, options, &member);
  if (alias != NULL)
    return invocation_fail_text("“%s”不是“%s”可以去掉的别名或原名，可用 taizhang unit 查看", alias,
                                before->unit->name);
  if (member != NULL)
    return invocation_fail_text("“%s”不是“%s”的成员，可用 taizhang unit 查看", member,
                                before->unit->name);
  const Unit *now = before->unit;
  UnitInput input = {
      .name = options->name != NULL ? options->name : now->name,
      .kind = options->kind != NULL ? *kind : now->kind,
      .parent = options->parent != NULL ? options->parent : before->parent,
      .phone = options->phone != NULL ? options->phone : now->phone,
      .mail = options->mail != NULL ? options->mail : now->mail,
      .aliases = (const char *const *)aliases,
      .members = (const char *const *)members,
  };
  if (!unit_edit(db, &actor, before, &input, options->reason, &id, NULL, &error))
    return invocation_fail(error);
  return show(invocation, db, id);
}

static int merge(Invocation *invocation, Db *db, const Unit *from, const UnitOptions *options) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autofree char *reason = NULL;
  if (!value_text("--reason", options->reason, &reason))
    return STATUS_FAILED;
  g_autoptr(Unit) into = unit_find(db, options->into, &error);
  g_autofree char *moved = into != NULL ? unit_merge_preview(db, from->id, into->id, &error) : NULL;
  if (moved == NULL || !unit_merge(db, &actor, from->id, into->id, reason, &error))
    return invocation_fail(error);
  if (invocation->format != FORMAT_TABLE)
    return show(invocation, db, into->id);
  output_line(&invocation->output, "“%s”已并入“%s”：%s。可用 taizhang undo 撤销。", from->name,
              into->name, moved);
  return STATUS_DONE;
}

static int remove_unit(Invocation *invocation, Db *db, const Unit *unit) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!unit_remove(db, &actor, unit->id, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "已删除单位“%s”。可用 taizhang undo 撤销。", unit->name);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(UnitOptions) options = {0};
  const GOptionEntry entries[] = {
      {"rename", 0, 0, G_OPTION_ARG_STRING, &options.name,
       "改名；原来的名称以后也能找到它，封存的台账仍写原名", "新名称"},
      {"kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "类别：内设处室、下属单位、市县部门、集合",
       "类别"},
      {"parent", 0, 0, G_OPTION_ARG_STRING, &options.parent, "上级单位；写 \"\" 则去掉", "单位"},
      {"phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, "单位的联系电话；写 \"\" 则去掉",
       "电话"},
      {"mail", 0, 0, G_OPTION_ARG_STRING, &options.mail, "单位的电子邮箱；写 \"\" 则去掉", "邮箱"},
      {"alias", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.aliases, "加一个别名；可写多次", "别名"},
      {"drop-alias", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.dropped_aliases,
       "去掉一个别名或原名；可写多次", "别名"},
      {"member", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.members, "集合加一个成员；可写多次",
       "单位"},
      {"drop-member", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.dropped_members,
       "集合去掉一个成员；可写多次", "单位"},
      {"merge-into", 0, 0, G_OPTION_ARG_STRING, &options.into,
       "并入另一个单位：任务、报送、案例等都转过去，名称以后找到那个单位。必须写 --reason", "单位"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么合并或改名", "理由"},
      {"add", 0, 0, G_OPTION_ARG_NONE, &options.add, "添加这个单位；不写 --kind 则是内设处室",
       NULL},
      {"remove", 0, 0, G_OPTION_ARG_NONE, &options.remove, "删除没有任何地方用到的单位", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  UnitKind kind = UNIT_OFFICE;
  if (options.kind != NULL && !unit_kind_parse(options.kind, &kind))
    return invocation_misuse("--kind 的值“%s”不对，可以是 内设处室、下属单位、市县部门、集合",
                             options.kind);
  if (!check_options(invocation, &options))
    return STATUS_USAGE;
  gboolean writes =
      changes_field(&options) || options.add || options.remove || options.into != NULL;
  invocation->only_read = !writes;
  g_autoptr(Db) db = invocation_open(invocation, writes ? DB_WRITE : DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  if (options.add)
    return add(invocation, db, &options, kind);
  g_autoptr(GError) error = NULL;
  g_autoptr(Unit) unit = unit_find(db, invocation->argument, &error);
  if (unit == NULL)
    return invocation_fail(error);
  if (options.into != NULL)
    return merge(invocation, db, unit, &options);
  if (options.remove)
    return remove_unit(invocation, db, unit);
  if (changes_field(&options))
    return edit(invocation, db, unit->id, &options, &kind);
  return show(invocation, db, unit->id);
}

const Command COMMAND_UNIT = {
    .name = "unit",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "查看、修改、添加、合并一个单位",
    .details =
        "查看一个单位；写了选项则修改、添加、合并或删除。单位可以写全称，也可以写别名、原名或并入的"
        "单位的名称；程序总是显示全称。单位在所有台账里是同一个；已封存的台账里，名称保持原样。",
    .examples = "unit 厅法规处\n"
                "unit 厅法规处 --phone 0951-6076000 --alias 法规科\n"
                "unit 厅法规处 --rename 政策法规处 --reason 机构改革\n"
                "unit 新设科 --add --kind 内设处室 --parent 厅办公室\n"
                "unit 五市交通运输局 --drop-member 中卫市交通运输局\n"
                "unit 厅科技处 --merge-into 厅办公室 --reason 职能合并",
    .argument = "单位",
    .required = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "unit.add unit.edit unit.merge unit.remove",
    .run = run,
};
