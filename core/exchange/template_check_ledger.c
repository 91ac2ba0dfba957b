/* A ledger as templates have it. */
#include "core/exchange/template_check_private.h"
#include "core/rules/light.h"

static const DocumentField LEDGER_FIELDS[] = {
    HEAD_FIELDS,
    {"units", DOCUMENT_SEQUENCE, TRUE},
    {"reporting", DOCUMENT_SEQUENCE, FALSE},
    {"indicators", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField REPORTING_FIELDS[] = {
    {"text", DOCUMENT_TEXT, TRUE},
    {"phrase", DOCUMENT_TEXT, TRUE},
    {"materials", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField INDICATOR_FIELDS[] = {
    {"title", DOCUMENT_TEXT, TRUE},
    {"kind", DOCUMENT_TEXT, FALSE},
    {"indicators", DOCUMENT_SEQUENCE, FALSE},
    {"tasks", DOCUMENT_SEQUENCE, FALSE},
};
static const DocumentField TASK_FIELDS[] = {
    {"number", DOCUMENT_INTEGER, TRUE}, {"goal", DOCUMENT_TEXT, TRUE},
    {"kind", DOCUMENT_TEXT, FALSE},     {"units", DOCUMENT_SEQUENCE, FALSE},
    {"deadline", DOCUMENT_TEXT, FALSE}, {"schedules", DOCUMENT_SEQUENCE, FALSE},
    {"note", DOCUMENT_TEXT, FALSE},
};
static const DocumentField TASK_UNIT_FIELDS[] = {
    {"unit", DOCUMENT_TEXT, TRUE},
    {"role", DOCUMENT_TEXT, TRUE},
};

#define NUMBER_MAX 1000000
#define LEDGER_LEVELS_MAX 4

DEFINE_CHECK_WORD(task_kind, TaskKind, TASK_KIND_COUNT, "类别")
DEFINE_CHECK_WORD(role, Role, ROLE_COUNT, "角色")

/* The name of the unit in an item of a task's units; NULL where it has none that is declared. */
static const char *check_task_unit(Checking *checking, const DocumentNode *item) {
  if (document_text(item) != NULL)
    return check_declared(checking, item) ? document_text(item) : NULL;
  CHECK_FIELDS(checking, item, TASK_UNIT_FIELDS);
  check_role(checking, item, "role");
  const DocumentNode *name = document_get(item, "unit");
  if (name == NULL || !document_is(name, DOCUMENT_TEXT) || !check_declared(checking, name))
    return NULL;
  return document_text(name);
}

static void check_task_units(Checking *checking, const DocumentNode *units) {
  g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *item = document_item(units, i);
    const char *name = check_task_unit(checking, item);
    if (name == NULL)
      continue;
    Role role = ROLE_RESPONSIBLE;
    role_parse(document_get_text(item, "role"), &role);
    const DocumentNode *unit = g_hash_table_lookup(checking->units, name);
    if (!g_hash_table_add(named, g_strdup_printf("%p %d", (const void *)unit, (int)role)))
      document_mistake(checking->mistakes, item, "单位“%s”在这一项中重复", name);
  }
}

static void check_task(Checking *checking, const DocumentNode *task, GHashTable *numbers) {
  CHECK_FIELDS(checking, task, TASK_FIELDS);
  check_task_kind(checking, task, "kind");
  int number = (int)document_get_integer(task, "number", 0);
  if (check_range(checking, task, "number", 1, NUMBER_MAX) && number != 0 &&
      !g_hash_table_add(numbers, GINT_TO_POINTER(number)))
    document_mistake(checking->mistakes, document_get(task, "number"), "序号 %d 重复", number);
  check_task_units(checking, check_list(task, "units"));
  check_deadline(checking, task);
  check_schedules(checking, task);
  checking->counts->rows++;
}

static void check_indicator(Checking *checking, const DocumentNode *indicator, int level,
                            GHashTable *numbers) {
  CHECK_FIELDS(checking, indicator, INDICATOR_FIELDS);
  check_task_kind(checking, indicator, "kind");
  if (level > LEDGER_LEVELS_MAX) {
    document_mistake(checking->mistakes, indicator, "指标最多 %d 级", LEDGER_LEVELS_MAX);
    return;
  }
  checking->counts->indicators[level - 1]++;
  const DocumentNode *children = check_list(indicator, "indicators");
  for (gsize i = 0; i < document_length(children); i++)
    check_indicator(checking, document_item(children, i), level + 1, numbers);
  const DocumentNode *tasks = check_list(indicator, "tasks");
  for (gsize i = 0; i < document_length(tasks); i++)
    check_task(checking, document_item(tasks, i), numbers);
}

static void check_reporting(Checking *checking, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *reporting = document_item(list, i);
    CHECK_FIELDS(checking, reporting, REPORTING_FIELDS);
    check_texts(checking, reporting, "materials");
  }
}

void check_ledger(Checking *checking, const DocumentNode *root) {
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
  CHECK_FIELDS(checking, root, LEDGER_FIELDS);
  check_units(checking, check_list(root, "units"));
  check_reporting(checking, check_list(root, "reporting"));
  const DocumentNode *indicators = check_list(root, "indicators");
  for (gsize i = 0; i < document_length(indicators); i++)
    check_indicator(checking, document_item(indicators, i), 1, numbers);
}
