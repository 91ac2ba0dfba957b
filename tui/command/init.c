#include "core/config/places.h"
#include "core/exchange/template.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

#define YEAR_LEAST 1900
#define YEAR_MOST 2100

/* Loads the templates named; NULL and error where one cannot be. */
static GPtrArray *load_templates(char **names, GError **error) {
  g_auto(GStrv) folders = places_templates();
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    Template *template_ = template_find(names[i], (const char *const *)folders, error);
    if (template_ == NULL)
      return NULL;
    g_ptr_array_add(templates, template_);
  }
  return g_steal_pointer(&templates);
}

static void report_template(Output *output, const Template *template_, int year) {
  TemplateKind kind = template_kind(template_);
  const TemplateCounts *counts = template_counts(template_);
  const char *name = template_kind_name(kind), *title = template_title(template_);
  if (kind == TEMPLATE_UNITS) /* units belong to no year */
    output_line(output, "已添加%s：%s（%s，%d%s，已有的不重复添加）", name, title,
                template_name(template_), counts->rows, template_kind_rows(kind));
  else
    output_line(output, "已添加%s：%s（%s，用于%d年，%d%s）", name, title, template_name(template_),
                year, counts->rows, template_kind_rows(kind));
  if (counts->tasks == 0)
    return;
  g_autofree char *ledger = template_ledger_title(template_);
  output_line(output, "并建立了任务分工台账：%s（%d项任务）", ledger, counts->tasks);
}

static void report(Output *output, const char *path, gboolean made, const GPtrArray *templates,
                   int year) {
  g_autofree char *name = g_filename_display_name(path);
  output_line(output, "%s：%s", made ? "已建立台账文件" : "台账文件", name);
  for (guint i = 0; i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    report_template(output, template_, year);
  }
  if (templates->len == 0)
    output_line(output,
                "接下来：taizhang templates 看有哪些模板，taizhang init --template 名称 添加；"
                "自己的台账用 taizhang import 文件 导入");
  else
    output_line(output,
                "接下来：taizhang 打开界面，taizhang remind 看该办的事，taizhang list 列出任务");
}

/* Makes a new file: all of it, or nothing. */
static Db *make(const char *path, const Actor *actor, const GPtrArray *templates, int year,
                GError **error) {
  g_autoptr(Db) db = db_create(path, error);
  if (db == NULL || (templates->len > 0 && !template_apply(db, actor, templates, year, error)) ||
      !db_publish(db, error))
    return NULL;
  return g_steal_pointer(&db);
}

static int add_templates(Invocation *invocation, char **names, int year) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) templates = load_templates(names, &error);
  if (templates == NULL)
    return invocation_fail(error);
  g_autofree char *path = invocation_path(invocation);
  Actor actor = person_actor(&invocation->person);
  gboolean made = !g_file_test(path, G_FILE_TEST_EXISTS);
  if (!made && templates->len == 0) {
    g_autofree char *name = g_filename_display_name(path);
    return invocation_fail_text("%s 已经有了，没有改动；要在里面添加模板，请加 --template 名称",
                                name);
  }
  g_autoptr(Db) db =
      made ? make(path, &actor, templates, year, &error) : db_open(path, DB_WRITE, &error);
  if (db == NULL || (!made && !template_apply(db, &actor, templates, year, &error)))
    return invocation_fail(error);
  report(&invocation->output, path, made, templates, year);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(GStrv) names = NULL;
  g_autofree char *year_text = NULL;
  const GOptionEntry entries[] = {
      {"template", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names,
       "要添加的模板：taizhang templates 列出的名称，或自己的 YAML 文件；可以写几次", "模板"},
      {"year", 0, 0, G_OPTION_ARG_STRING, &year_text,
       "用于哪一年：时限中的年份随之改动，原文另行保留；不写则为今年", "年份"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int year = day_civil(person_today(&invocation->person)).year;
  if (!value_number("--year", year_text, YEAR_LEAST, YEAR_MOST, &year))
    return STATUS_USAGE;
  return add_templates(invocation, names, year);
}

const Command COMMAND_INIT = {
    .name = "init",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "建立台账文件，或往里添加模板",
    .details = "建立台账文件；文件已经有了，则往里添加模板。同一模板在同一年只能添加一次。"
               "建立文件的人是管理员。",
    .examples = "init --template ningxia-2020 --template xinzhou-2023-topics\n"
                "init --template ningxia-2020 --year 2027",
    .writes = TRUE,
    .verbs = "init",
    .run = run,
};
