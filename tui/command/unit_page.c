#include "tui/command/unit_page.h"

#include "tui/command/data.h"
#include "tui/command/page.h"

/* 别名 法规科（2026-11-21起）: a line for each. */
static char *aliases_text(const GPtrArray *aliases) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    char day[DAY_TEXT_SIZE];
    g_string_append_printf(text, "%s%s（%s，%s起）", i > 0 ? "\n" : "", alias->name,
                           unit_origin_name(alias->origin), day_to_iso(alias->made_on, day));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *names_text(const GPtrArray *units) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", ((const Unit *)units->pdata[i])->name);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* 任务12项（牵头3、责任9），在2本台账里 */
static char *use_text(const UnitUse *use) {
  UnitUse own = *use;
  own.groups = own.members = own.children = 0; /* which the page names */
  g_autofree char *text = unit_use_text(&own);
  if (use->tasks == 0)
    return g_steal_pointer(&text);
  return g_strdup_printf("%s；在%d本台账里", text, use->ledgers);
}

static void write_page(Output *output, const UnitRecord *record) {
  g_autofree char *aliases = aliases_text(record->aliases);
  g_autofree char *members = names_text(record->members);
  g_autofree char *groups = names_text(record->groups);
  g_autofree char *children = names_text(record->children);
  g_autofree char *use = use_text(&record->use);
  page_field(output, "单位", record->unit->name);
  page_field(output, "类别", unit_kind_name(record->unit->kind));
  page_field(output, "上级单位", record->parent);
  page_field(output, "联系电话", record->unit->phone);
  page_field(output, "电子邮箱", record->unit->mail);
  page_field(output, "其他名称", aliases);
  page_field(output, "成员", members);
  page_field(output, "所在集合", groups);
  page_field(output, "下级单位", children);
  page_field(output, "引用", use);
}

static json_t *names_json(const GPtrArray *units) {
  json_t *list = json_array();
  for (guint i = 0; i < units->len; i++)
    json_array_append_new(list, data_text(((const Unit *)units->pdata[i])->name));
  return list;
}

static json_t *aliases_json(const GPtrArray *aliases) {
  json_t *list = json_array();
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    json_t *item = json_object();
    json_object_set_new(item, "name", data_text(alias->name));
    json_object_set_new(item, "origin", data_text(unit_origin_code(alias->origin)));
    json_object_set_new(item, "since", data_day(alias->made_on));
    json_array_append_new(list, item);
  }
  return list;
}

static void write_json(Output *output, const UnitRecord *record) {
  const UnitUse *use = &record->use;
  json_t *object = json_object(), *roles = json_object();
  for (int i = 0; i < ROLE_COUNT; i++)
    json_object_set_new(roles, role_code((Role)i), json_integer(use->roles[i]));
  json_object_set_new(object, "id", json_integer(record->unit->id));
  json_object_set_new(object, "name", data_text(record->unit->name));
  json_object_set_new(object, "kind", data_text(unit_kind_code(record->unit->kind)));
  json_object_set_new(object, "parent", data_text(record->parent));
  json_object_set_new(object, "phone", data_text(record->unit->phone));
  json_object_set_new(object, "mail", data_text(record->unit->mail));
  json_object_set_new(object, "aliases", aliases_json(record->aliases));
  json_object_set_new(object, "members", names_json(record->members));
  json_object_set_new(object, "groups", names_json(record->groups));
  json_object_set_new(object, "children", names_json(record->children));
  json_object_set_new(object, "tasks", json_integer(use->tasks));
  json_object_set_new(object, "roles", roles);
  json_object_set_new(object, "ledgers", json_integer(use->ledgers));
  json_object_set_new(object, "submissions", json_integer(use->submissions));
  json_object_set_new(object, "cases", json_integer(use->cases));
  data_json(output, object);
  output_data(output, "\n");
}

/* A row for each thing that is known, since a unit has several of some. */
static void write_csv(Output *output, const UnitRecord *record) {
  static const char *const HEADS[] = {"项目", "内容", "说明", NULL};
  g_autofree char *use = use_text(&record->use);
  const char *const fields[][2] = {
      {"单位", record->unit->name},     {"类别", unit_kind_name(record->unit->kind)},
      {"上级单位", record->parent},     {"联系电话", record->unit->phone},
      {"电子邮箱", record->unit->mail}, {"引用", use}};
  data_csv_begin(output, HEADS);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    data_csv_row(output, (const char *const[]){fields[i][0], fields[i][1], NULL}, 3);
  for (guint i = 0; i < record->aliases->len; i++) {
    const UnitAlias *alias = record->aliases->pdata[i];
    char day[DAY_TEXT_SIZE];
    data_csv_row(output,
                 (const char *const[]){unit_origin_name(alias->origin), alias->name,
                                       day_to_iso(alias->made_on, day)},
                 3);
  }
  for (guint i = 0; i < record->members->len; i++)
    data_csv_row(
        output,
        (const char *const[]){"成员", ((const Unit *)record->members->pdata[i])->name, NULL}, 3);
}

void unit_page_write(Output *output, Format format, const UnitRecord *record) {
  if (format == FORMAT_JSON)
    write_json(output, record);
  else if (format == FORMAT_CSV)
    write_csv(output, record);
  else
    write_page(output, record);
}
