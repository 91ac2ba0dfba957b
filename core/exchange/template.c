#include "core/exchange/template.h"

#include <string.h>

#include "core/exchange/content/content_file.h"
#include "core/exchange/template_check.h"
#include "core/exchange/template_private.h"
#include "core/rules/word.h"

/* The export of a ledger is a template, too. */
#define BYTES_MAX ((gsize)CONTENT_MEGABYTES * 1024 * 1024)
#define MISTAKES_SHOWN 3 /* of a template that was to be used; check-template shows all */

struct Template {
  Document *document;
  const DocumentNode *root; /* borrowed from document */
  TemplateKind kind;
  TemplateCounts counts;
  GPtrArray *remarks; /* GError*, as mistakes are; by line */
};

static const Word KINDS[TEMPLATE_KIND_COUNT] = {
    [TEMPLATE_LEDGER] = {"ledger", "任务分工台账"},
    [TEMPLATE_PLAN] = {"plan", "选题计划"},
    [TEMPLATE_UNITS] = {"units", "单位名录"},
    [TEMPLATE_SYSTEM] = {"system", "测评指标体系"},
};

static const char *const ROWS[TEMPLATE_KIND_COUNT] = {
    [TEMPLATE_LEDGER] = "项任务",
    [TEMPLATE_PLAN] = "个月",
    [TEMPLATE_UNITS] = "个单位",
    [TEMPLATE_SYSTEM] = "个计分项",
};

const char *template_kind_code(TemplateKind kind) {
  return KINDS[kind].code;
}

const char *template_kind_name(TemplateKind kind) {
  return KINDS[kind].name;
}

const char *template_kind_rows(TemplateKind kind) {
  return ROWS[kind];
}

gboolean template_kind_parse(const char *code, TemplateKind *out) {
  int found = word_of_code(KINDS, TEMPLATE_KIND_COUNT, code);
  if (found < 0)
    return FALSE;
  *out = (TemplateKind)found;
  return TRUE;
}

void template_free(Template *template_) {
  if (template_ == NULL)
    return;
  g_clear_pointer(&template_->document, document_free); /* NULL where it could not be read */
  g_clear_pointer(&template_->remarks, g_ptr_array_unref);
  g_free(template_);
}

TemplateKind template_kind(const Template *template_) {
  return template_->kind;
}

const char *template_name(const Template *template_) {
  return document_get_text(template_->root, "name");
}

const char *template_title(const Template *template_) {
  return document_get_text(template_->root, "title");
}

int template_year(const Template *template_) {
  return (int)document_get_integer(template_->root, "year", 0);
}

const TemplateCounts *template_counts(const Template *template_) {
  return &template_->counts;
}

const GPtrArray *template_remarks(const Template *template_) {
  return template_->remarks;
}

int template_rows(const Template *template_) {
  return template_->counts.rows;
}

char *template_ledger_title(const Template *template_) {
  return g_strconcat(template_title(template_), TEMPLATE_LEDGER_SUFFIX, NULL);
}

/* How many levels of indicators, how many of all, and of each. */
static void append_indicators(GString *text, const TemplateCounts *counts) {
  g_autoptr(GString) each = g_string_new(NULL);
  int levels = 0, all = 0;
  while (levels < TEMPLATE_LEVELS_MAX && counts->indicators[levels] > 0) {
    g_string_append_printf(each, "%s%d", levels > 0 ? "、" : "", counts->indicators[levels]);
    all += counts->indicators[levels++];
  }
  if (levels == 0)
    return;
  g_string_append_printf(text, "，%d 级 %d 个指标", levels, all);
  if (levels > 1)
    g_string_append_printf(text, "（%s）", each->str);
}

static void append_number(GString *text, const char *before, int number, const char *after) {
  if (number > 0)
    g_string_append_printf(text, "，%s %d %s", before, number, after);
}

char *template_summary(const Template *template_) {
  const TemplateCounts *counts = &template_->counts;
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%d %s", counts->rows, template_kind_rows(template_->kind));
  append_indicators(text, counts);
  if (template_->kind == TEMPLATE_SYSTEM)
    g_string_append_printf(text, "，满分 %g", counts->points);
  append_number(text, "加分项", counts->bonuses, "个");
  append_number(text, "扣分项", counts->penalties, "个");
  append_number(text, "周期要求", counts->schedules, "条");
  append_number(text, "周期工作", counts->tasks, "项");
  if (template_->kind == TEMPLATE_LEDGER)
    append_number(text, "单位", counts->units, "个");
  return g_string_free(text, FALSE);
}

/* ---- reading ---------------------------------------------------------------------------- */

static Template *read_checked(const char *path, GPtrArray *mistakes, GError **error) {
  g_autoptr(Template) template_ = g_new0(Template, 1);
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *text = NULL;
  gsize size = 0;
  if (!document_read_given(path, BYTES_MAX, &text, &size, error))
    return NULL;
  template_->document = document_parse_within(name, text, size, CONTENT_MEGABYTES, mistakes, error);
  if (template_->document == NULL)
    return NULL;
  template_->root = document_root(template_->document);
  template_->remarks = document_mistakes_new();
  template_check(template_->root, &template_->kind, &template_->counts, template_->remarks,
                 mistakes);
  document_mistakes_sort(template_->remarks);
  template_check_personal(name, text, size, mistakes);
  return mistakes->len == 0 ? g_steal_pointer(&template_) : NULL;
}

Template *template_read(const char *path, GPtrArray *mistakes) {
  g_autoptr(GPtrArray) found = document_mistakes_new();
  GError *error = NULL;
  Template *template_ = read_checked(path, found, &error);
  if (error != NULL)
    document_mistake_take(found, error);
  document_mistakes_sort(found);
  g_ptr_array_extend_and_steal(mistakes, g_steal_pointer(&found));
  return template_;
}

char *template_describe(const GPtrArray *mistakes) {
  const GError *first = mistakes->pdata[0];
  g_autoptr(GString) text = g_string_new(first->message);
  for (guint i = 1; i < MIN(mistakes->len, MISTAKES_SHOWN); i++) {
    const GError *mistake = mistakes->pdata[i];
    g_string_append_printf(text, "；第 %" G_GSIZE_FORMAT " 行：%s", document_error_line(mistake),
                           document_error_text(mistake));
  }
  if (mistakes->len > MISTAKES_SHOWN)
    g_string_append_printf(text, "（另有 %u 处错误，用 taizhang check-template 可以逐条看到）",
                           mistakes->len - MISTAKES_SHOWN);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

Template *template_load(const char *path, GError **error) {
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  Template *template_ = template_read(path, mistakes);
  if (mistakes->len == 0)
    return template_;
  const GError *first = mistakes->pdata[0];
  g_autofree char *text = template_describe(mistakes);
  g_set_error_literal(error, first->domain, first->code, text);
  return NULL;
}

/* ---- finding ---------------------------------------------------------------------------- */

static int by_path(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(template_name(*(Template *const *)a), template_name(*(Template *const *)b));
}

/* Appends the *.yaml files of a folder, sorted by name. */
static gboolean append_files(GPtrArray *files, const char *folder, GError **error) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "找不到模板文件夹 %s，程序可能没有装好，请重新安装", folder);
    return FALSE;
  }
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (g_str_has_suffix(name, ".yaml") && name[0] != '.')
      g_ptr_array_add(found, g_build_filename(folder, name, NULL));
  }
  g_ptr_array_sort(found, by_path);
  g_ptr_array_extend(files, found, NULL, NULL);
  return TRUE;
}

/* The *.yaml files of folders, in the order of folders, so that the first of a name is the one that
 * counts. */
static GPtrArray *template_files(const char *const *folders, GError **error) {
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; folders[i] != NULL; i++) {
    if (!append_files(files, folders[i], error))
      return NULL;
  }
  return g_steal_pointer(&files);
}

GPtrArray *template_list(const char *const *folders, GError **error) {
  g_autoptr(GPtrArray) files = template_files(folders, error);
  if (files == NULL)
    return NULL;
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  for (guint i = 0; i < files->len; i++) {
    Template *template_ = template_load(files->pdata[i], error);
    if (template_ == NULL)
      return NULL;
    g_ptr_array_add(templates, template_);
  }
  g_ptr_array_sort(templates, by_name);
  return g_steal_pointer(&templates);
}

Template *template_find(const char *name, const char *const *folders, GError **error) {
  if (strchr(name, '/') != NULL || g_str_has_suffix(name, ".yaml"))
    return template_load(name, error);
  g_autoptr(GPtrArray) files = template_files(folders, error);
  if (files == NULL)
    return NULL;
  g_autofree char *wanted = g_strconcat(name, ".yaml", NULL);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *base = g_path_get_basename(files->pdata[i]);
    if (g_str_equal(base, wanted))
      return template_load(files->pdata[i], error);
    g_string_append_printf(names, "%s%.*s", i > 0 ? "、" : "", (int)(strlen(base) - 5), base);
  }
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有名为“%s”的模板。现有的模板：%s", name,
              names->str);
  return NULL;
}

/* ---- applying --------------------------------------------------------------------------- */

typedef struct {
  const GPtrArray *templates;
  int year;
  const Actor *actor;
} Application;

typedef gboolean (*ApplyFile)(const Applying *applying, GError **error);

static gboolean write_templates(Db *db, gpointer data, GError **error) {
  static const ApplyFile APPLY[TEMPLATE_KIND_COUNT] = {
      [TEMPLATE_LEDGER] = template_apply_ledger,
      [TEMPLATE_PLAN] = template_apply_plan,
      [TEMPLATE_UNITS] = template_apply_units,
      [TEMPLATE_SYSTEM] = template_apply_system,
  };
  const Application *application = data;
  for (guint i = 0; i < application->templates->len; i++) {
    const Template *template_ = application->templates->pdata[i];
    Applying applying = {
        .db = db,
        .document = template_->document,
        .root = template_->root,
        .year = application->year != 0 ? application->year : template_year(template_),
        .actor = application->actor,
    };
    if (!APPLY[template_->kind](&applying, error))
      return FALSE;
  }
  return TRUE;
}

gboolean template_apply(Db *db, const Actor *actor, const GPtrArray *templates, int year,
                        GError **error) {
  g_autoptr(GString) summary = g_string_new("添加模板");
  for (guint i = 0; i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    g_string_append_printf(summary, "%s%s（%d年）", i > 0 ? "、" : " ", template_name(template_),
                           year != 0 ? year : template_year(template_));
  }
  Application application = {.templates = templates, .year = year, .actor = actor};
  Deed deed = {.verb = "init", .summary = summary->str};
  return store_write(db, actor, &deed, write_templates, &application, NULL, error);
}
