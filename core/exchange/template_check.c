#include "core/exchange/template_check.h"

#include "core/model/schedule.h"
#include "core/model/unit.h"
#include "core/rules/light.h"

static const DocumentField LEDGER_FIELDS[] = {
    {"kind", DOCUMENT_TEXT, TRUE},      {"name", DOCUMENT_TEXT, TRUE},
    {"title", DOCUMENT_TEXT, TRUE},     {"issuer", DOCUMENT_TEXT, FALSE},
    {"document", DOCUMENT_TEXT, FALSE}, {"issued", DOCUMENT_DATE, FALSE},
    {"region", DOCUMENT_TEXT, FALSE},   {"year", DOCUMENT_INTEGER, TRUE},
    {"units", DOCUMENT_SEQUENCE, TRUE}, {"indicators", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField UNIT_FIELDS[] = {
    {"name", DOCUMENT_TEXT, TRUE},
    {"kind", DOCUMENT_TEXT, TRUE},
    {"members", DOCUMENT_SEQUENCE, FALSE},
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
static const DocumentField SCHEDULE_FIELDS[] = {
    {"phrase", DOCUMENT_TEXT, TRUE},      {"every", DOCUMENT_TEXT, TRUE},
    {"step", DOCUMENT_INTEGER, FALSE},    {"quota", DOCUMENT_INTEGER, FALSE},
    {"due_day", DOCUMENT_INTEGER, FALSE}, {"due_month", DOCUMENT_INTEGER, FALSE},
};
static const DocumentField PLAN_FIELDS[] = {
    {"kind", DOCUMENT_TEXT, TRUE},       {"name", DOCUMENT_TEXT, TRUE},
    {"title", DOCUMENT_TEXT, TRUE},      {"issuer", DOCUMENT_TEXT, FALSE},
    {"document", DOCUMENT_TEXT, FALSE},  {"issued", DOCUMENT_DATE, FALSE},
    {"region", DOCUMENT_TEXT, FALSE},    {"year", DOCUMENT_INTEGER, TRUE},
    {"due_day", DOCUMENT_INTEGER, TRUE}, {"ministry_day", DOCUMENT_INTEGER, FALSE},
    {"target", DOCUMENT_INTEGER, TRUE},  {"topics", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField TOPIC_FIELDS[] = {
    {"month", DOCUMENT_INTEGER, TRUE},
    {"title", DOCUMENT_TEXT, TRUE},
    {"content", DOCUMENT_TEXT, TRUE},
};

#define EXPECT(node, fields, error) document_expect(node, fields, G_N_ELEMENTS(fields), error)

#define YEAR_MIN 1949
#define YEAR_MAX 2999
#define LEVELS_MAX 4

/* What has been seen on the way through a ledger. Keys are borrowed from the document. */
typedef struct {
  GHashTable *units;   /* declared names */
  GHashTable *numbers; /* of tasks */
} Seen;

static gboolean check_range(const DocumentNode *mapping, const char *key, gint64 low, gint64 high,
                            GError **error) {
  const DocumentNode *node = document_get(mapping, key);
  if (node == NULL)
    return TRUE;
  gint64 value = document_get_integer(mapping, key, 0);
  if (value >= low && value <= high)
    return TRUE;
  return document_fail(node, error,
                       "“%s”应在 %" G_GINT64_FORMAT " 到 %" G_GINT64_FORMAT
                       " 之间，实际是 %" G_GINT64_FORMAT,
                       key, low, high, value);
}

/* ---- units ------------------------------------------------------------------------------ */

static gboolean check_unit(const DocumentNode *unit, Seen *seen, GError **error) {
  if (!EXPECT(unit, UNIT_FIELDS, error))
    return FALSE;
  UnitKind kind;
  const char *code = document_get_text(unit, "kind");
  if (!unit_kind_parse(code, &kind))
    return document_fail(document_get(unit, "kind"), error,
                         "单位类别应为 office、body、local 或 group，实际是“%s”", code);
  const DocumentNode *members = document_get(unit, "members");
  if (members != NULL && kind != UNIT_GROUP)
    return document_fail(members, error, "只有集合单位（kind: group）才能列出成员 members");
  const char *name = document_get_text(unit, "name");
  if (!g_hash_table_add(seen->units, (gpointer)name))
    return document_fail(document_get(unit, "name"), error, "单位“%s”重复声明", name);
  return TRUE;
}

static gboolean check_declared(const DocumentNode *name, Seen *seen, GError **error) {
  if (!document_expect_type(name, DOCUMENT_TEXT, error))
    return FALSE;
  if (g_hash_table_contains(seen->units, document_text(name)))
    return TRUE;
  return document_fail(name, error, "单位“%s”没有在 units 中声明", document_text(name));
}

static gboolean check_units(const DocumentNode *units, Seen *seen, GError **error) {
  for (gsize i = 0; i < document_length(units); i++) {
    if (!check_unit(document_item(units, i), seen, error))
      return FALSE;
  }
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *members = document_get(document_item(units, i), "members");
    for (gsize k = 0; k < document_length(members); k++) {
      if (!check_declared(document_item(members, k), seen, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* ---- tasks ------------------------------------------------------------------------------ */

static gboolean check_task_unit(const DocumentNode *item, Seen *seen, GError **error) {
  if (document_text(item) != NULL)
    return check_declared(item, seen, error);
  if (!EXPECT(item, TASK_UNIT_FIELDS, error))
    return FALSE;
  Role role;
  const char *code = document_get_text(item, "role");
  if (!role_parse(code, &role))
    return document_fail(document_get(item, "role"), error,
                         "角色应为 lead、support、responsible、implement 或 oversee，实际是“%s”",
                         code);
  return check_declared(document_get(item, "unit"), seen, error);
}

static gboolean check_task_units(const DocumentNode *units, Seen *seen, GError **error) {
  g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *item = document_item(units, i);
    if (!check_task_unit(item, seen, error))
      return FALSE;
    const char *name = document_text(item);
    const char *role = "responsible";
    if (name == NULL) {
      name = document_get_text(item, "unit");
      role = document_get_text(item, "role");
    }
    if (!g_hash_table_add(named, g_strdup_printf("%s\n%s", name, role)))
      return document_fail(item, error, "单位“%s”在这一项中重复", name);
  }
  return TRUE;
}

static gboolean check_schedule(const DocumentNode *schedule, GError **error) {
  if (!EXPECT(schedule, SCHEDULE_FIELDS, error))
    return FALSE;
  Every every;
  const char *code = document_get_text(schedule, "every");
  if (!every_parse(code, &every))
    return document_fail(
        document_get(schedule, "every"), error,
        "周期应为 week、fortnight、month、quarter、half、year 或 workdays，实际是“%s”", code);
  return check_range(schedule, "step", 1, 366, error) &&
         check_range(schedule, "quota", 1, 10000, error) &&
         check_range(schedule, "due_day", 1, 31, error) &&
         check_range(schedule, "due_month", 0, 12, error);
}

static gboolean check_kind(const DocumentNode *mapping, GError **error) {
  TaskKind kind;
  const char *code = document_get_text(mapping, "kind");
  if (code == NULL || task_kind_parse(code, &kind))
    return TRUE;
  return document_fail(document_get(mapping, "kind"), error,
                       "类别应为 task、measure、bonus 或 deduction，实际是“%s”", code);
}

static gboolean check_task(const DocumentNode *task, Seen *seen, GError **error) {
  if (!EXPECT(task, TASK_FIELDS, error) || !check_kind(task, error) ||
      !check_range(task, "number", 1, 1000000, error))
    return FALSE;
  gint64 number = document_get_integer(task, "number", 0);
  if (!g_hash_table_add(seen->numbers, GINT_TO_POINTER((int)number)))
    return document_fail(document_get(task, "number"), error, "序号 %d 重复", (int)number);
  if (!check_task_units(document_get(task, "units"), seen, error))
    return FALSE;
  const DocumentNode *schedules = document_get(task, "schedules");
  for (gsize i = 0; i < document_length(schedules); i++) {
    if (!check_schedule(document_item(schedules, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_indicator(const DocumentNode *indicator, int level, Seen *seen,
                                GError **error) {
  if (!EXPECT(indicator, INDICATOR_FIELDS, error) || !check_kind(indicator, error))
    return FALSE;
  if (level > LEVELS_MAX)
    return document_fail(indicator, error, "指标最多 %d 级", LEVELS_MAX);
  const DocumentNode *children = document_get(indicator, "indicators");
  for (gsize i = 0; i < document_length(children); i++) {
    if (!check_indicator(document_item(children, i), level + 1, seen, error))
      return FALSE;
  }
  const DocumentNode *tasks = document_get(indicator, "tasks");
  for (gsize i = 0; i < document_length(tasks); i++) {
    if (!check_task(document_item(tasks, i), seen, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- whole files ------------------------------------------------------------------------ */

static gboolean check_ledger(const DocumentNode *root, int *rows, GError **error) {
  if (!EXPECT(root, LEDGER_FIELDS, error) || !check_range(root, "year", YEAR_MIN, YEAR_MAX, error))
    return FALSE;
  g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
  Seen seen = {.units = units, .numbers = numbers};
  if (!check_units(document_get(root, "units"), &seen, error))
    return FALSE;
  const DocumentNode *indicators = document_get(root, "indicators");
  for (gsize i = 0; i < document_length(indicators); i++) {
    if (!check_indicator(document_item(indicators, i), 1, &seen, error))
      return FALSE;
  }
  *rows = (int)g_hash_table_size(numbers);
  return TRUE;
}

static gboolean check_topics(const DocumentNode *topics, GError **error) {
  gboolean months[13] = {FALSE};
  for (gsize i = 0; i < document_length(topics); i++) {
    const DocumentNode *topic = document_item(topics, i);
    if (!EXPECT(topic, TOPIC_FIELDS, error) || !check_range(topic, "month", 1, 12, error))
      return FALSE;
    gint64 month = document_get_integer(topic, "month", 0);
    if (months[month])
      return document_fail(document_get(topic, "month"), error, "%d月重复", (int)month);
    months[month] = TRUE;
  }
  for (int month = 1; month <= 12; month++) {
    if (!months[month])
      return document_fail(topics, error, "缺少%d月的主题，十二个月都要有", month);
  }
  return TRUE;
}

static gboolean check_plan(const DocumentNode *root, int *rows, GError **error) {
  *rows = 12;
  return EXPECT(root, PLAN_FIELDS, error) && check_range(root, "year", YEAR_MIN, YEAR_MAX, error) &&
         check_range(root, "due_day", 1, 31, error) &&
         check_range(root, "ministry_day", 1, 31, error) &&
         check_range(root, "target", 0, 1000, error) &&
         check_topics(document_get(root, "topics"), error);
}

gboolean template_check(const DocumentNode *root, TemplateKind *kind, int *rows, GError **error) {
  if (!document_expect_type(root, DOCUMENT_MAPPING, error))
    return FALSE;
  const DocumentNode *node = document_get(root, "kind");
  if (node == NULL)
    return document_fail(root, error, "缺少必填的键“kind”（ledger 或 plan）");
  const char *code = document_text(node);
  if (g_strcmp0(code, "ledger") == 0) {
    *kind = TEMPLATE_LEDGER;
    return check_ledger(root, rows, error);
  }
  if (g_strcmp0(code, "plan") == 0) {
    *kind = TEMPLATE_PLAN;
    return check_plan(root, rows, error);
  }
  return document_fail(node, error, "kind 应为 ledger（台账）或 plan（选题计划）");
}
