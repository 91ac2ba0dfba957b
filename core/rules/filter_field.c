/* filter_field.c: the fields of a filter, and what may stand in them. */
#include "core/rules/filter_field.h"

#include <string.h>

#include "core/rules/halfwidth.h"
#include "core/rules/initials.h"

#define A_UNIT "单位名称、别名或拼音首字母"

static const FilterFieldName FIELDS[] = {
    {"责任", "unit", FILTER_UNIT, -1, A_UNIT},
    {"状态", "state", FILTER_STATE, -1, "未启动、办理中、已办结…"},
    {"灯", "light", FILTER_LIGHT, -1, "红、黄、绿、灰"},
    {"时限", "due", FILTER_DUE, -1, "<2026-12-01、本月、+7天、2026年5月，或其中的文字"},
    {"逾期", "late", FILTER_LATE, -1, "天数：>10"},
    {"指标", "indicator", FILTER_INDICATOR, -1, "指标名称或拼音首字母"},
    {"标签", "tag", FILTER_TAG, -1, "标签的一部分，无"},
    {"台账", "ledger", FILTER_LEDGER, -1, "标题的一部分、年度"},
    {"单位", "units", FILTER_UNIT, -1, A_UNIT},
    {"牵头", "lead", FILTER_UNIT, ROLE_LEAD, A_UNIT},
    {"配合", "support", FILTER_UNIT, ROLE_SUPPORT, A_UNIT},
    {"落实", "implement", FILTER_UNIT, ROLE_IMPLEMENT, A_UNIT},
    {"督促", "oversee", FILTER_UNIT, ROLE_OVERSEE, A_UNIT},
    {"内容", "goal", FILTER_GOAL, -1, "目标任务中的文字"},
    {"进展", "progress", FILTER_PROGRESS, -1, "进展情况中的文字，无"},
    {"备注", "note", FILTER_NOTE, -1, "备注中的文字，无"},
    {"完成率", "percent", FILTER_PERCENT, -1, "数：>=50、0..30，无"},
    {"类别", "kind", FILTER_KIND, -1, "任务、排名指标、加分项、扣分项"},
    {"序号", "number", FILTER_NUMBER, -1, "数：4、1..10"},
    {"编号", "id", FILTER_ID, -1, "数：73"},
};

const FilterFieldName *filter_field(const char *name) {
  g_autofree char *folded = halfwidth_fold(name);
  for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    if (g_str_equal(FIELDS[i].name, folded) || g_str_equal(FIELDS[i].code, folded))
      return &FIELDS[i];
  }
  for (gsize i = 0; initials_is_typed(folded) && i < G_N_ELEMENTS(FIELDS); i++) {
    g_autofree char *initials = initials_of(FIELDS[i].name);
    if (g_str_equal(initials, folded))
      return &FIELDS[i];
  }
  return NULL;
}

const char *const *filter_field_names(void) {
  static const char *const NAMES[] = {"责任", "状态", "灯",   "时限", "逾期", "指标",   "标签",
                                      "台账", "牵头", "配合", "落实", "督促", "单位",   "内容",
                                      "进展", "备注", "类别", "序号", "编号", "完成率", NULL};
  G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == G_N_ELEMENTS(FIELDS) + 1);
  return NAMES;
}

/* ---- words with a fixed set of values ----------------------------------------------------- */

typedef const char *(*WordOf)(int value);

static const char *state_name(int value) {
  return task_state_name((TaskState)value);
}
static const char *state_code(int value) {
  return task_state_code((TaskState)value);
}
static const char *kind_name(int value) {
  return task_kind_name((TaskKind)value);
}
static const char *kind_code(int value) {
  return task_kind_code((TaskKind)value);
}
static const char *light_name(int value) {
  return light_name_in((Light)value, FALSE);
}
static const char *light_code_of(int value) {
  return light_code((Light)value);
}

/* The values whose name is text, else whose name or initials have text in them. */
static guint bits_of(const char *text, WordOf name, WordOf code, int count) {
  guint bits = 0;
  for (int i = 0; i < count; i++) {
    if (g_str_equal(name(i), text) || g_str_equal(code(i), text))
      return 1u << i;
    if (strstr(name(i), text) != NULL || initials_match(name(i), text))
      bits |= 1u << i;
  }
  return bits;
}

static char *names_of(WordOf name, int count) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (int i = 0; i < count; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? "、" : "", name(i));
  return g_string_free(g_steal_pointer(&names), FALSE);
}

static gboolean read_word(FilterValue *value, const char *what, WordOf name, WordOf code, int count,
                          char **problem) {
  value->bits = bits_of(value->text, name, code, count);
  if (value->bits != 0)
    return TRUE;
  g_autofree char *names = names_of(name, count);
  *problem = g_strdup_printf("没有“%s”这种%s，可以是%s", value->text, what, names);
  return FALSE;
}

static gboolean read_light(FilterValue *value, char **problem) {
  Light light;
  if (!light_parse(value->text, &light))
    return read_word(value, "灯", light_name, light_code_of, LIGHT_COUNT, problem);
  value->bits = 1u << light;
  return TRUE;
}

/* ---- numbers and dates -------------------------------------------------------------------- */

/* What sign makes of from first to last. */
static void set_range(FilterValue *value, const char *sign, gint64 first, gint64 last) {
  gboolean less = *sign == '<', more = *sign == '>', with = sign[0] != '\0' && sign[1] == '=';
  value->range = TRUE;
  value->least = less ? G_MININT64 : more && !with ? last + 1 : first;
  value->most = more ? G_MAXINT64 : less && !with ? first - 1 : last;
}

static gboolean read_integer(const char *text, gint64 *number) {
  const char *start = g_str_has_prefix(text, "第") ? text + strlen("第") : text;
  char *end;
  if (!g_ascii_isdigit(*start))
    return FALSE;
  *number = g_ascii_strtoll(start, &end, 10);
  return *number < G_MAXINT32 && (*end == '\0' || g_str_equal(end, "%") || g_str_equal(end, "天") ||
                                  g_str_equal(end, "项"));
}

/* a..b, as two texts; FALSE where text is one value. */
static gboolean split_range(const char *text, char **from, char **to) {
  static const char *const BETWEEN[] = {"..", "~", "至", "到"};
  for (gsize i = 0; i < G_N_ELEMENTS(BETWEEN); i++) {
    const char *at = strstr(text, BETWEEN[i]);
    if (at == NULL || at == text)
      continue;
    *from = g_strndup(text, (gsize)(at - text));
    *to = g_strdup(at + strlen(BETWEEN[i]));
    return TRUE;
  }
  return FALSE;
}

static gboolean read_number(FilterValue *value, const char *sign, char **problem) {
  g_autofree char *from = NULL, *to = NULL;
  gint64 first = 0, last = G_MAXINT64 - 1;
  gboolean two = *sign == '\0' && split_range(value->text, &from, &to);
  gboolean read = two ? read_integer(from, &first) && (*to == '\0' || read_integer(to, &last))
                      : read_integer(value->text, &first);
  if (!read) {
    *problem = g_strdup_printf("“%s”不是数，可以写 10、>=10、1..10", value->text);
    return FALSE;
  }
  set_range(value, two ? "" : sign, first, two ? last : first);
  return TRUE;
}

/* What is no date is looked for in the words of 完成时限. */
static gboolean read_due(FilterValue *value, const char *sign, Day today, char **problem) {
  g_autofree char *from = NULL, *to = NULL;
  Day first, last, end;
  if (*sign == '\0' && split_range(value->text, &from, &to) &&
      filter_days_read(from, today, &first, &last)) {
    gboolean open = *to == '\0';
    if (open || filter_days_read(to, today, &end, &last)) {
      set_range(value, open ? ">=" : "", first, last);
      return TRUE;
    }
  }
  if (filter_days_read(value->text, today, &first, &last)) {
    set_range(value, g_str_equal(sign, "=") ? "" : sign, first, last);
    return TRUE;
  }
  if (*sign != '<' && *sign != '>')
    return TRUE;
  *problem =
      g_strdup_printf("“%s”不是日期，可以写 2026-12-01、2026年12月、今天、本月、+7天", value->text);
  return FALSE;
}

gboolean filter_value_read(FilterField field, FilterValue *value, const char *sign, Day today,
                           char **problem) {
  value->whole = g_str_equal(sign, "=");
  if (value->none)
    return TRUE;
  switch (field) {
  case FILTER_STATE:
    return read_word(value, "状态", state_name, state_code, TASK_STATE_COUNT, problem);
  case FILTER_KIND:
    return read_word(value, "类别", kind_name, kind_code, TASK_KIND_COUNT, problem);
  case FILTER_LIGHT:
    return read_light(value, problem);
  case FILTER_DUE:
    return read_due(value, sign, today, problem);
  case FILTER_NUMBER:
  case FILTER_ID:
  case FILTER_PERCENT:
  case FILTER_LATE:
    return read_number(value, value->whole ? "" : sign, problem);
  default:
    if (*sign != '<' && *sign != '>')
      return TRUE;
    *problem = g_strdup_printf("“%s%s”：这一项不能比大小，只能是文字", sign, value->text);
    return FALSE;
  }
}
