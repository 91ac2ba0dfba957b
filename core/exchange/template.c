#include "core/exchange/template.h"

#include <string.h>

#include "core/exchange/template_check.h"
#include "core/model/ledger.h"
#include "core/model/plan.h"
#include "core/model/schedule.h"
#include "core/model/task.h"
#include "core/model/unit.h"
#include "core/rules/deadline.h"
#include "core/rules/phrase.h"

#define SQL_SAME_LEDGER "SELECT count(*) FROM ledger WHERE template = ?1 AND year = ?2"

struct Template {
  Document *document;
  const DocumentNode *root; /* borrowed from document */
  TemplateKind kind;
  int rows;
};

void template_free(Template *template_) {
  if (template_ == NULL)
    return;
  g_clear_pointer(&template_->document, document_free); /* NULL where it could not be read */
  g_free(template_);
}

TemplateKind template_kind(const Template *template_) {
  return template_->kind;
}

const char *template_kind_name(TemplateKind kind) {
  return kind == TEMPLATE_LEDGER ? "任务分工台账" : "选题计划";
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

int template_rows(const Template *template_) {
  return template_->rows;
}

/* ---- finding ---------------------------------------------------------------------------- */

Template *template_load(const char *path, GError **error) {
  g_autoptr(Template) template_ = g_new0(Template, 1);
  template_->document = document_load(path, error);
  if (template_->document == NULL)
    return NULL;
  template_->root = document_root(template_->document);
  if (!template_check(template_->root, &template_->kind, &template_->rows, error))
    return NULL;
  return g_steal_pointer(&template_);
}

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

/* ---- applying: a ledger ----------------------------------------------------------------- */

/* One ledger on its way into the file. */
typedef struct {
  Db *db;
  Day today;
  Ledger ledger;
  GHashTable *units; /* name (borrowed from the document) → id */
} Loading;

/* A copy without the blanks and line ends around it, which are the file's and not the document's (a
 * block scalar ends in one); NULL where the key is absent. */
static char *text_of(const DocumentNode *mapping, const char *key) {
  const char *text = document_get_text(mapping, key);
  return text != NULL ? g_strstrip(g_strdup(text)) : NULL;
}

static gint64 unit_id(const Loading *loading, const char *name) {
  return *(gint64 *)g_hash_table_lookup(loading->units, name);
}

static gboolean apply_units(Loading *loading, const DocumentNode *units, GError **error) {
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *unit = document_item(units, i);
    const char *name = document_get_text(unit, "name");
    UnitKind kind = UNIT_OFFICE;
    unit_kind_parse(document_get_text(unit, "kind"), &kind);
    gint64 id;
    if (!unit_ensure(loading->db, name, kind, &id, error))
      return FALSE;
    g_hash_table_insert(loading->units, (gpointer)name, g_memdup2(&id, sizeof id));
  }
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *unit = document_item(units, i);
    const DocumentNode *members = document_get(unit, "members");
    gint64 group = unit_id(loading, document_get_text(unit, "name"));
    for (gsize k = 0; k < document_length(members); k++) {
      gint64 member = unit_id(loading, document_text(document_item(members, k)));
      if (!unit_add_member(loading->db, group, member, error))
        return FALSE;
    }
  }
  return TRUE;
}

static GPtrArray *task_units(const Loading *loading, const DocumentNode *list) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const char *name = document_text(item);
    Role role = ROLE_RESPONSIBLE; /* no role printed: none is guessed */
    if (name == NULL) {
      name = document_get_text(item, "unit");
      role_parse(document_get_text(item, "role"), &role);
    }
    g_ptr_array_add(units, task_unit_new(unit_id(loading, name), name, role));
  }
  return g_steal_pointer(&units);
}

static gboolean apply_schedules(const Loading *loading, gint64 task, const DocumentNode *list,
                                GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    Schedule schedule = {
        .task = task,
        .phrase = (char *)document_get_text(item, "phrase"),
        .rule =
            {
                .step = (int)document_get_integer(item, "step", 1),
                .quota = (int)document_get_integer(item, "quota", 1),
                .due_day = (int)document_get_integer(item, "due_day", 0),
                .due_month = (int)document_get_integer(item, "due_month", 0),
            },
        .since = schedule_since(loading->ledger.year, loading->today),
    };
    every_parse(document_get_text(item, "every"), &schedule.rule.every);
    if (schedule.rule.every == EVERY_WORKDAYS)
      schedule.rule.basis = BASIS_ANCHOR; /* from a day that the office sets */
    if (!schedule_insert(loading->db, &schedule, error))
      return FALSE;
  }
  return TRUE;
}

/* The due date of a printed deadline, moved with the ledger. */
static Day due_of(const char *printed, const char *moved, const Ledger *ledger) {
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(printed, ledger->source_year, &phrase);
  return phrase_due_moved(moved, ledger->year, phrase.due, ledger->year - ledger->source_year);
}

static gboolean apply_task(Loading *loading, const DocumentNode *node, gint64 indicator,
                           TaskKind kind, GError **error) {
  g_autoptr(GPtrArray) units = task_units(loading, document_get(node, "units"));
  g_autofree char *goal = text_of(node, "goal");
  g_autofree char *note = text_of(node, "note");
  g_autofree char *printed = text_of(node, "deadline");
  g_autofree char *deadline =
      printed != NULL ? deadline_in_year(printed, loading->ledger.source_year, loading->ledger.year)
                      : NULL;
  Task task = {
      .ledger = loading->ledger.id,
      .indicator = indicator,
      .number = (int)document_get_integer(node, "number", 0),
      .kind = kind,
      .goal = goal,
      .deadline = deadline,
      .deadline_printed = printed,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .note = note,
      .units = units,
  };
  task_kind_parse(document_get_text(node, "kind"), &task.kind);
  task.due = due_of(printed, deadline, &loading->ledger);
  return task_insert(loading->db, &task, error) &&
         apply_schedules(loading, task.id, document_get(node, "schedules"), error);
}

static gboolean apply_indicators(Loading *loading, const DocumentNode *list, gint64 parent,
                                 TaskKind above, GError **error) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    TaskKind kind = above;
    task_kind_parse(document_get_text(node, "kind"), &kind);
    g_autofree char *title = text_of(node, "title");
    gint64 id;
    if (!indicator_insert(loading->db, loading->ledger.id, parent, (int)i + 1, title, &id, error) ||
        !apply_indicators(loading, document_get(node, "indicators"), id, kind, error))
      return FALSE;
    const DocumentNode *tasks = document_get(node, "tasks");
    for (gsize k = 0; k < document_length(tasks); k++) {
      if (!apply_task(loading, document_item(tasks, k), id, kind, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean refuse_second_ledger(Db *db, const Ledger *ledger, GError **error) {
  Query *query = query_new(db, SQL_SAME_LEDGER);
  query_bind_text(query, 1, ledger->template_name);
  query_bind_int(query, 2, ledger->year);
  gint64 count = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
              "模板“%s”%d年的台账已经有了，没有重复添加；要用于别的年份，请加 --year",
              ledger->template_name, ledger->year);
  return FALSE;
}

static gboolean apply_ledger(Db *db, const DocumentNode *root, int year, Day today,
                             GError **error) {
  g_autoptr(GHashTable) units = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  Loading loading = {
      .db = db,
      .today = today,
      .ledger =
          {
              .template_name = (char *)document_get_text(root, "name"),
              .title = (char *)document_get_text(root, "title"),
              .issuer = (char *)document_get_text(root, "issuer"),
              .document = (char *)document_get_text(root, "document"),
              .issued = document_get_date(root, "issued"),
              .region = (char *)document_get_text(root, "region"),
              .year = year,
              .source_year = (int)document_get_integer(root, "year", 0),
          },
      .units = units,
  };
  return refuse_second_ledger(db, &loading.ledger, error) &&
         ledger_insert(db, &loading.ledger, error) &&
         apply_units(&loading, document_get(root, "units"), error) &&
         apply_indicators(&loading, document_get(root, "indicators"), 0, TASK_KIND_TASK, error);
}

/* ---- applying: a plan ------------------------------------------------------------------- */

static gboolean apply_plan(Db *db, const DocumentNode *root, int year, GError **error) {
  Plan plan = {
      .template_name = (char *)document_get_text(root, "name"),
      .title = (char *)document_get_text(root, "title"),
      .issuer = (char *)document_get_text(root, "issuer"),
      .document = (char *)document_get_text(root, "document"),
      .issued = document_get_date(root, "issued"),
      .year = year,
      .source_year = (int)document_get_integer(root, "year", 0),
      .due_day = (int)document_get_integer(root, "due_day", 0),
      .ministry_day = (int)document_get_integer(root, "ministry_day", 0),
      .target = (int)document_get_integer(root, "target", 0),
  };
  if (!plan_insert(db, &plan, error))
    return FALSE;
  const DocumentNode *topics = document_get(root, "topics");
  for (gsize i = 0; i < document_length(topics); i++) {
    const DocumentNode *topic = document_item(topics, i);
    g_autofree char *title = text_of(topic, "title");
    g_autofree char *printed = text_of(topic, "content");
    g_autofree char *content = deadline_in_year(printed, plan.source_year, plan.year);
    if (!topic_insert(db, plan.id, (int)document_get_integer(topic, "month", 0), title, content,
                      printed, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- applying --------------------------------------------------------------------------- */

typedef struct {
  const GPtrArray *templates;
  int year;
  Day today;
} Application;

static gboolean write_templates(Db *db, gpointer data, GError **error) {
  const Application *application = data;
  for (guint i = 0; i < application->templates->len; i++) {
    const Template *template_ = application->templates->pdata[i];
    int year = application->year != 0 ? application->year : template_year(template_);
    gboolean done = template_->kind == TEMPLATE_LEDGER
                        ? apply_ledger(db, template_->root, year, application->today, error)
                        : apply_plan(db, template_->root, year, error);
    if (!done)
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
  Application application = {.templates = templates, .year = year, .today = actor->today};
  Deed deed = {.verb = "init", .summary = summary->str};
  return store_write(db, actor, &deed, write_templates, &application, NULL, error);
}
