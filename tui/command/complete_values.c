#include <string.h>

#include "core/config/places.h"
#include "core/config/themes.h"
#include "core/exchange/export/export.h"
#include "core/exchange/template.h"
#include "core/model/ledger.h"
#include "core/model/person.h"
#include "core/model/task_choice.h"
#include "core/model/unit.h"
#include "core/rules/case_way.h"
#include "core/rules/step.h"
#include "tui/command/complete.h"

#define TASKS_MOST 200 /* as many as anybody reads */

/* The file, opened so that nothing in it changes; NULL where there is none to read. */
static Db *open_file(const Completion *completion) {
  g_autofree char *path = places_database(completion->db);
  return db_open(path, DB_LOOK, NULL);
}

static void offer_tasks(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(Db) db = open_file(completion);
  g_autoptr(GPtrArray) tasks =
      db != NULL ? task_choice_list(db, completion->typed, TASKS_MOST, NULL) : NULL;
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    const TaskChoice *task = tasks->pdata[i];
    g_autofree char *word = g_strdup_printf("%" G_GINT64_FORMAT, task->id);
    g_autofree char *what = g_strdup_printf("%s %s", task_state_name(task->state), task->goal);
    complete_offer(completion, word, what);
  }
}

static void offer_units(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(Db) db = open_file(completion);
  g_autoptr(GPtrArray) units = db != NULL ? unit_list_in_use(db, NULL) : NULL;
  for (guint i = 0; units != NULL && i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    complete_offer_name(completion, unit->name, unit_kind_name(unit->kind));
  }
}

static void offer_ledgers(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(Db) db = open_file(completion);
  g_autoptr(GPtrArray) ledgers = db != NULL ? ledger_list(db, NULL) : NULL;
  for (guint i = 0; ledgers != NULL && i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    g_autofree char *word = g_strdup_printf("%" G_GINT64_FORMAT, ledger->id);
    g_autofree char *what = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
    complete_offer(completion, word, what);
  }
}

static void offer_templates(const Completion *completion, const Command *command) {
  (void)command;
  g_auto(GStrv) folders = places_templates();
  g_autoptr(GPtrArray) templates = template_list((const char *const *)folders, NULL);
  for (guint i = 0; templates != NULL && i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    complete_offer(completion, template_name(template_), template_title(template_));
  }
}

static void offer_themes(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(GPtrArray) themes = themes_list();
  for (guint i = 0; i < themes->len; i++) {
    const ThemeEntry *theme = themes->pdata[i];
    complete_offer(completion, theme->name, theme->title);
  }
}

static void offer_settings(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) rows = settings_tell_here(&problems, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const SettingRow *row = rows->pdata[i];
    complete_offer(completion, row->key, row->value);
  }
}

static void offer_states(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < TASK_STATE_COUNT; i++)
    complete_offer(completion, task_state_name((TaskState)i), task_state_code((TaskState)i));
}

static void offer_lights(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < LIGHT_COUNT; i++)
    complete_offer(completion, light_name_in((Light)i, FALSE), light_code((Light)i));
}

static void offer_steps(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < STEP_COUNT; i++)
    complete_offer(completion, step_name((Step)i), step_code((Step)i));
}

static void offer_stages(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < CASE_STAGE_COUNT; i++)
    complete_offer(completion, case_stage_name((CaseStage)i), case_stage_code((CaseStage)i));
}

static void offer_domains(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++)
    complete_offer(completion, case_domain_at(i)->name, NULL);
}

static void offer_kinds(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < UNIT_KIND_COUNT; i++)
    complete_offer(completion, unit_kind_name((UnitKind)i), unit_kind_code((UnitKind)i));
}

static void offer_levels(const Completion *completion, const Command *command) {
  (void)command;
  for (int i = 0; i < ACCESS_COUNT; i++)
    complete_offer(completion, access_name((Access)i), access_code((Access)i));
}

/* Those the file knows; a person may be several rows. */
static void offer_people(const Completion *completion, const Command *command) {
  (void)command;
  g_autoptr(Db) db = open_file(completion);
  g_autoptr(GPtrArray) rows = db != NULL ? person_list(db, NULL, NULL) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i], *before = i > 0 ? rows->pdata[i - 1] : NULL;
    if (before != NULL && row->kind == before->kind && g_strcmp0(row->who, before->who) == 0)
      continue;
    const PersonWho who = {.kind = row->kind, .name = row->who};
    g_autofree char *word = person_who_text(&who);
    complete_offer(completion, word, row->name != NULL ? row->name : access_name(row->level));
  }
}

static void offer_formats(const Completion *completion, const Command *command) {
  if (command != NULL && command->own_format) {
    for (int i = 0; i < EXPORT_FORMAT_COUNT; i++)
      complete_offer(completion, export_format_code((ExportFormat)i),
                     export_format_name((ExportFormat)i));
    return;
  }
  static const Command ANY = {.formats = TRUE};
  g_autofree const char **names = invocation_formats(command != NULL ? command : &ANY);
  for (gsize i = 0; names[i] != NULL; i++)
    complete_offer(completion, names[i], NULL);
}

static void offer_files(const Completion *completion, const Command *command) {
  (void)command;
  output_text(completion->output, ":files\n");
}

static void offer_folders(const Completion *completion, const Command *command) {
  (void)command;
  output_text(completion->output, ":folders\n");
}

static void offer_case_words(const Completion *completion, const Command *command) {
  (void)command;
  complete_offer(completion, "add", "记录一篇新的案例");
}

static void offer_import(const Completion *completion, const Command *command) {
  (void)command;
  complete_offer(completion, "import", "导入一份放假通知");
}

/* By what help calls the value. */
static const struct {
  const char *kind;
  void (*offer)(const Completion *completion, const Command *command);
} VALUES[] = {
    {"编号", offer_tasks},     {"单位", offer_units},    {"台账", offer_ledgers},
    {"模板", offer_templates}, {"状态", offer_states},   {"灯", offer_lights},
    {"步骤", offer_steps},     {"阶段", offer_stages},   {"领域", offer_domains},
    {"类别", offer_kinds},     {"格式", offer_formats},  {"文件", offer_files},
    {"材料", offer_files},     {"目录", offer_folders},  {"编号或add", offer_case_words},
    {"import", offer_import},  {"角色", offer_levels},   {"登录名", offer_people},
    {"名字", offer_themes},    {"设置", offer_settings},
};

void complete_values(const Completion *completion, const Command *command, const char *kind) {
  for (gsize i = 0; i < G_N_ELEMENTS(VALUES); i++) {
    if (g_str_equal(VALUES[i].kind, kind))
      VALUES[i].offer(completion, command);
  }
}
