#include "core/exchange/template_check.h"

#include <string.h>

#include "core/exchange/template_check_private.h"
#include "core/exchange/template_private.h"
#include "core/rules/phrase.h"

static const DocumentField SCHEDULE_FIELDS[] = {
    {"phrase", DOCUMENT_TEXT, TRUE},        {"every", DOCUMENT_TEXT, TRUE},
    {"step", DOCUMENT_INTEGER, FALSE},      {"quota", DOCUMENT_INTEGER, FALSE},
    {"due_day", DOCUMENT_INTEGER, FALSE},   {"due_month", DOCUMENT_INTEGER, FALSE},
    {"material", DOCUMENT_TEXT, FALSE},     {"anchor", DOCUMENT_DATE, FALSE},
    {"no_makeup", DOCUMENT_BOOLEAN, FALSE}, {"basis", DOCUMENT_TEXT, FALSE},
    {"since", DOCUMENT_DATE, FALSE},        {"ended", DOCUMENT_DATE, FALSE},
};

/* ---- what the kinds share --------------------------------------------------------------- */

const DocumentNode *check_list(const DocumentNode *mapping, const char *key) {
  const DocumentNode *node = document_get(mapping, key);
  return node != NULL && document_is(node, DOCUMENT_SEQUENCE) ? node : NULL;
}

gboolean check_text(Checking *checking, const DocumentNode *node) {
  GError *error = NULL;
  if (document_expect_type(node, DOCUMENT_TEXT, &error))
    return TRUE;
  document_mistake_take(checking->mistakes, error);
  return FALSE;
}

void check_texts(Checking *checking, const DocumentNode *mapping, const char *key) {
  const DocumentNode *list = check_list(mapping, key);
  if (list != NULL && document_length(list) == 0)
    document_mistake(checking->mistakes, list, "“%s”是空的；没有内容就不要写这一项", key);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    if (!check_text(checking, item))
      continue;
    if (strchr(document_text(item), '\n') != NULL)
      document_mistake(checking->mistakes, item, "“%s”的每一项要写在一行里", key);
    if (!g_hash_table_add(seen, (gpointer)document_text(item)))
      document_mistake(checking->mistakes, item, "“%s”重复", document_text(item));
  }
}

gboolean check_range(Checking *checking, const DocumentNode *mapping, const char *key, gint64 low,
                     gint64 high) {
  const DocumentNode *node = document_get(mapping, key);
  if (node == NULL || !document_is(node, DOCUMENT_INTEGER))
    return node == NULL;
  gint64 value = document_get_integer(mapping, key, 0);
  if (value >= low && value <= high)
    return TRUE;
  document_mistake(checking->mistakes, node,
                   "“%s”应在 %" G_GINT64_FORMAT " 到 %" G_GINT64_FORMAT
                   " 之间，实际是 %" G_GINT64_FORMAT,
                   key, low, high, value);
  return FALSE;
}

gboolean check_refuse_word(Checking *checking, const DocumentNode *node, const char *what,
                           const char *const *known) {
  GError *error = NULL;
  document_fail_unknown(node, what, known, &error);
  document_mistake_take(checking->mistakes, error);
  return FALSE;
}

/* ---- deadlines -------------------------------------------------------------------------- */

void check_deadline(Checking *checking, const DocumentNode *mapping) {
  const DocumentNode *node = document_get(mapping, "deadline");
  if (node == NULL || !document_is(node, DOCUMENT_TEXT))
    return;
  g_autofree char *text = content_node_text(mapping, "deadline");
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(text, checking->year, &phrase);
  if (phrase.impossible || phrase.unread || phrase.unknown)
    document_mistake(checking->remarks, node, "完成时限“%s”读不出日期，照原文保留，不提醒", text);
}

/* ---- rules that come back --------------------------------------------------------------- */

DEFINE_CHECK_WORD(every, Every, EVERY_COUNT, "周期")
DEFINE_CHECK_WORD(basis, Basis, BASIS_COUNT, "起算方式")

static void check_schedule(Checking *checking, const DocumentNode *schedule) {
  CHECK_FIELDS(checking, schedule, SCHEDULE_FIELDS);
  gboolean known = check_every(checking, schedule, "every");
  if (!check_basis(checking, schedule, "basis") || !known ||
      document_get_text(schedule, "every") == NULL)
    return; /* what its days are depends on it */
  Recurrence rule = content_node_recurrence(schedule);
  const DocumentNode *anchor = document_get(schedule, "anchor");
  if (anchor != NULL && rule.basis != BASIS_ANCHOR && rule.basis != BASIS_SUBMISSION)
    document_mistake(checking->mistakes, anchor,
                     "“anchor”只用于按工作日计的周期（every: workdays）");
  gboolean good = check_range(checking, schedule, "step", 1, RECURRENCE_STEP_MAX);
  good &= check_range(checking, schedule, "quota", 1, RECURRENCE_QUOTA_MAX);
  good &= check_range(checking, schedule, "due_day", 1, 31);
  good &= check_range(checking, schedule, "due_month", -12, 12);
  const char *problem = good ? recurrence_problem(&rule) : NULL;
  if (problem != NULL)
    document_mistake(checking->mistakes, schedule, "%s", problem);
}

void check_schedules(Checking *checking, const DocumentNode *mapping) {
  const DocumentNode *list = check_list(mapping, "schedules");
  for (gsize i = 0; i < document_length(list); i++)
    check_schedule(checking, document_item(list, i));
  checking->counts->schedules += (int)document_length(list);
}

/* ---- plans ------------------------------------------------------------------------------ */

static const DocumentField PLAN_FIELDS[] = {
    HEAD_FIELDS,
    {"due_day", DOCUMENT_INTEGER, TRUE},
    {"ministry_day", DOCUMENT_INTEGER, FALSE},
    {"target", DOCUMENT_INTEGER, TRUE},
    {"topics", DOCUMENT_SEQUENCE, TRUE},
};
static const DocumentField TOPIC_FIELDS[] = {
    {"month", DOCUMENT_INTEGER, TRUE},
    {"title", DOCUMENT_TEXT, TRUE},
    {"content", DOCUMENT_TEXT, TRUE},
};

static void check_topics(Checking *checking, const DocumentNode *topics) {
  gboolean months[13] = {FALSE};
  int unclear = 0, missing = 12;
  for (gsize i = 0; i < document_length(topics); i++) {
    const DocumentNode *topic = document_item(topics, i);
    CHECK_FIELDS(checking, topic, TOPIC_FIELDS);
    int month = (int)document_get_integer(topic, "month", 0);
    gboolean known = check_range(checking, topic, "month", 1, 12) && month != 0;
    if (known && months[month])
      document_mistake(checking->mistakes, document_get(topic, "month"), "%d月重复", month);
    if (!known || months[month]) {
      unclear++;
    } else {
      months[month] = TRUE;
      missing--;
    }
  }
  checking->counts->rows = (int)document_length(topics);
  /* A topic with a wrong month is likely the one that would be missing. */
  for (int month = 1; topics != NULL && missing > unclear && month <= 12; month++) {
    if (!months[month])
      document_mistake(checking->mistakes, topics, "缺少%d月的主题，十二个月都要有", month);
  }
}

void check_plan(Checking *checking, const DocumentNode *root) {
  CHECK_FIELDS(checking, root, PLAN_FIELDS);
  check_range(checking, root, "due_day", 1, 31);
  check_range(checking, root, "ministry_day", 1, 31);
  check_range(checking, root, "target", 0, 1000);
  check_topics(checking, check_list(root, "topics"));
}

/* ---- whole files ------------------------------------------------------------------------ */

typedef void (*CheckFile)(Checking *checking, const DocumentNode *root);

/* The kind of the file; FALSE after saying that it has none. */
static gboolean check_kind(const DocumentNode *root, TemplateKind *kind, GPtrArray *mistakes) {
  const DocumentNode *node = document_get(root, "kind");
  if (node == NULL) {
    document_mistake(mistakes, root,
                     "缺少必填的键“kind”：ledger（台账）、plan（选题计划）、units（单位名录）或 "
                     "system（测评指标体系）");
    return FALSE;
  }
  if (template_kind_parse(document_text(node), kind))
    return TRUE;
  document_mistake(mistakes, node,
                   "kind 应为 ledger（台账）、plan（选题计划）、units（单位名录）或 "
                   "system（测评指标体系）");
  return FALSE;
}

/* Names are typed after --template and are names of files. */
static void check_name(Checking *checking, const DocumentNode *root) {
  const DocumentNode *name = document_get(root, "name");
  const char *text = name != NULL ? document_text(name) : NULL;
  if (text != NULL && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
    document_mistake(checking->mistakes, name,
                     "“name”只用小写字母、数字和“-”，如 xinzhou-2023，实际是 \"%s\"", text);
}

gboolean template_check(const DocumentNode *root, TemplateKind *kind, TemplateCounts *counts,
                        GPtrArray *remarks, GPtrArray *mistakes) {
  static const CheckFile CHECKS[TEMPLATE_KIND_COUNT] = {
      [TEMPLATE_LEDGER] = check_ledger,
      [TEMPLATE_PLAN] = check_plan,
      [TEMPLATE_UNITS] = check_unit_list,
      [TEMPLATE_SYSTEM] = check_system,
  };
  guint before = mistakes->len;
  GError *error = NULL;
  if (!document_expect_type(root, DOCUMENT_MAPPING, &error)) {
    document_mistake_take(mistakes, error);
    return FALSE;
  }
  if (!check_kind(root, kind, mistakes))
    return FALSE;
  g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
  *counts = (TemplateCounts){0};
  Checking checking = {
      .mistakes = mistakes,
      .remarks = remarks,
      .counts = counts,
      .year = (int)CLAMP(document_get_integer(root, "year", YEAR_MIN), YEAR_MIN, YEAR_MAX),
      .units = units,
  };
  CHECKS[*kind](&checking, root);
  check_name(&checking, root);
  check_range(&checking, root, "year", YEAR_MIN, YEAR_MAX);
  return mistakes->len == before;
}
