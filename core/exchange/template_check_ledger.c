/* A ledger as templates have it. */
#include "core/exchange/content/content_node.h"
#include "core/exchange/template_check_private.h"
#include "core/rules/light.h"

static const DocumentField LEDGER_FIELDS[] = {
    HEAD_FIELDS,
    {"source_year", DOCUMENT_INTEGER, FALSE},
    {"origin", DOCUMENT_TEXT, FALSE},
    {"ledger", DOCUMENT_INTEGER, FALSE},
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
    {"title", DOCUMENT_TEXT, TRUE},      {"kind", DOCUMENT_TEXT, FALSE},
    {"points", DOCUMENT_NUMBER, FALSE},  {"indicators", DOCUMENT_SEQUENCE, FALSE},
    {"tasks", DOCUMENT_SEQUENCE, FALSE},
};
static const DocumentField TASK_FIELDS[] = {
    {"number", DOCUMENT_INTEGER, TRUE},  {"goal", DOCUMENT_TEXT, TRUE},
    {"kind", DOCUMENT_TEXT, FALSE},      {"units", DOCUMENT_SEQUENCE, FALSE},
    {"deadline", DOCUMENT_TEXT, FALSE},  {"schedules", DOCUMENT_SEQUENCE, FALSE},
    {"note", DOCUMENT_TEXT, FALSE},      {"id", DOCUMENT_INTEGER, FALSE},
    {"printed", DOCUMENT_TEXT, FALSE},   {"due", DOCUMENT_TEXT, FALSE},
    {"state", DOCUMENT_TEXT, FALSE},     {"percent", DOCUMENT_INTEGER, FALSE},
    {"done_on", DOCUMENT_DATE, FALSE},   {"progress", DOCUMENT_SEQUENCE, FALSE},
    {"parent", DOCUMENT_INTEGER, FALSE}, {"weight", DOCUMENT_INTEGER, FALSE},
};
static const DocumentField PROGRESS_FIELDS[] = {
    {"on", DOCUMENT_DATE, FALSE},           {"text", DOCUMENT_TEXT, TRUE},
    {"percent", DOCUMENT_INTEGER, FALSE},   {"author", DOCUMENT_TEXT, FALSE},
    {"evidence", DOCUMENT_SEQUENCE, FALSE},
};
static const DocumentField TASK_UNIT_FIELDS[] = {
    {"unit", DOCUMENT_TEXT, TRUE},
    {"role", DOCUMENT_TEXT, TRUE},
};

#define NUMBER_MAX 1000000
#define WEIGHT_MAX 100
#define PERCENT_MAX 100

/* The tasks of a ledger, while they are checked. */
typedef struct {
  Checking *checking;
  GHashTable *numbers; /* 序号 → the task that has it first */
  GHashTable *ids;     /* 编号: gint64* */
  GPtrArray *parts;    /* tasks that are parts of others */
} Tasks;

DEFINE_CHECK_WORD(task_kind, TaskKind, TASK_KIND_COUNT, "类别")
DEFINE_CHECK_WORD(task_state, TaskState, TASK_STATE_COUNT, "状态")
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

/* ---- what the export of a ledger in use has beside ---------------------------------------- */

static void check_due(Checking *checking, const DocumentNode *task) {
  const char *due = document_get_text(task, "due");
  if (due != NULL && !g_str_equal(due, CONTENT_NODE_NO_DUE) && day_from_iso(due) == DAY_NONE)
    document_mistake(checking->mistakes, document_get(task, "due"),
                     "“due”应为日期（写法如 2026-05-31），没有期限的写 " CONTENT_NODE_NO_DUE
                     "，实际是 \"%s\"",
                     due);
}

static void check_progress(Checking *checking, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *entry = document_item(list, i);
    CHECK_FIELDS(checking, entry, PROGRESS_FIELDS);
    check_range(checking, entry, "percent", 0, PERCENT_MAX);
    const DocumentNode *evidence = check_list(entry, "evidence");
    for (gsize k = 0; k < document_length(evidence); k++)
      check_text(checking, document_item(evidence, k));
  }
}

static void check_id(Tasks *tasks, const DocumentNode *task) {
  gint64 id = document_get_integer(task, "id", 0);
  if (check_range(tasks->checking, task, "id", 1, G_MAXINT64) && id != 0 &&
      !g_hash_table_add(tasks->ids, g_memdup2(&id, sizeof id)))
    document_mistake(tasks->checking->mistakes, document_get(task, "id"),
                     "编号 %" G_GINT64_FORMAT " 重复", id);
}

static void check_use(Tasks *tasks, const DocumentNode *task) {
  Checking *checking = tasks->checking;
  check_id(tasks, task);
  check_due(checking, task);
  check_task_state(checking, task, "state");
  check_range(checking, task, "percent", 0, PERCENT_MAX);
  check_range(checking, task, "weight", 1, WEIGHT_MAX);
  check_progress(checking, check_list(task, "progress"));
  const DocumentNode *parent = document_get(task, "parent"), *weight = document_get(task, "weight");
  if (parent != NULL)
    g_ptr_array_add(tasks->parts, (gpointer)task);
  if ((parent == NULL) != (weight == NULL))
    document_mistake(checking->mistakes, parent != NULL ? parent : weight,
                     "“parent”和“weight”要同时写：是哪一项的一部分，占多少");
}

/* Parts of what is there, and is no part itself. */
static void check_parts(const Tasks *tasks) {
  for (guint i = 0; i < tasks->parts->len; i++) {
    const DocumentNode *part = tasks->parts->pdata[i], *node = document_get(part, "parent");
    if (!document_is(node, DOCUMENT_INTEGER))
      continue;
    int number = (int)document_get_integer(part, "parent", 0);
    const DocumentNode *whole = g_hash_table_lookup(tasks->numbers, GINT_TO_POINTER(number));
    if (whole == NULL)
      document_mistake(tasks->checking->mistakes, node, "没有序号为 %d 的任务", number);
    else if (whole == part || document_get(whole, "parent") != NULL)
      document_mistake(tasks->checking->mistakes, node,
                       "第 %d 项本身是一部分，不能再有部分；“parent”写所属任务的序号", number);
  }
}

/* ---- tasks ------------------------------------------------------------------------------ */

static void check_task(Tasks *tasks, const DocumentNode *task) {
  Checking *checking = tasks->checking;
  CHECK_FIELDS(checking, task, TASK_FIELDS);
  check_task_kind(checking, task, "kind");
  int number = (int)document_get_integer(task, "number", 0);
  gboolean good = check_range(checking, task, "number", 1, NUMBER_MAX) && number != 0;
  if (good && g_hash_table_contains(tasks->numbers, GINT_TO_POINTER(number)))
    document_mistake(checking->mistakes, document_get(task, "number"), "序号 %d 重复", number);
  else if (good)
    g_hash_table_insert(tasks->numbers, GINT_TO_POINTER(number), (gpointer)task);
  check_task_units(checking, check_list(task, "units"));
  check_deadline(checking, task);
  check_schedules(checking, task);
  check_use(tasks, task);
  checking->counts->rows++;
}

static void check_indicator(Tasks *tasks, const DocumentNode *indicator, int level) {
  Checking *checking = tasks->checking;
  CHECK_FIELDS(checking, indicator, INDICATOR_FIELDS);
  check_task_kind(checking, indicator, "kind");
  if (level > CONTENT_LEVELS_MAX) {
    document_mistake(checking->mistakes, indicator, "指标最多 %d 级", CONTENT_LEVELS_MAX);
    return;
  }
  checking->counts->indicators[level - 1]++;
  const DocumentNode *children = check_list(indicator, "indicators");
  for (gsize i = 0; i < document_length(children); i++)
    check_indicator(tasks, document_item(children, i), level + 1);
  const DocumentNode *list = check_list(indicator, "tasks");
  for (gsize i = 0; i < document_length(list); i++)
    check_task(tasks, document_item(list, i));
}

static void check_reporting(Checking *checking, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *reporting = document_item(list, i);
    CHECK_FIELDS(checking, reporting, REPORTING_FIELDS);
    check_texts(checking, reporting, "materials");
  }
}

void check_ledger(Checking *checking, const DocumentNode *root) {
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  Tasks tasks = {.checking = checking, .numbers = numbers, .ids = ids, .parts = parts};
  CHECK_FIELDS(checking, root, LEDGER_FIELDS);
  check_range(checking, root, "source_year", YEAR_MIN, YEAR_MAX);
  check_range(checking, root, "ledger", 1, G_MAXINT64);
  check_units(checking, check_list(root, "units"));
  check_reporting(checking, check_list(root, "reporting"));
  const DocumentNode *indicators = check_list(root, "indicators");
  for (gsize i = 0; i < document_length(indicators); i++)
    check_indicator(&tasks, document_item(indicators, i), 1);
  check_parts(&tasks);
}
