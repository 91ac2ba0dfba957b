#include "tui/action/plan_page.h"

#include <string.h>

#include "core/model/unit.h"
#include "core/rules/text.h"

/* A title may name its year. */
char *plan_page_name(const Plan *plan) {
  g_autofree char *year = g_strdup_printf("%d", plan->year);
  return strstr(plan->title, year) != NULL ? g_strdup(plan->title)
                                           : g_strdup_printf("%d年%s", plan->year, plan->title);
}

static void append_title(GString *text, const Plan *plan, int columns) {
  g_autofree char *name = plan_page_name(plan);
  g_autofree char *clean = text_clean(name, FALSE);
  int margin = MAX(columns - text_width(clean), 0) / 2;
  g_string_append_printf(text, "%*s%s\n\n", margin, "", clean);
}

static void append_head(GString *text, const Plan *plan, const GPtrArray *units) {
  if (plan->issuer != NULL || plan->document != NULL)
    g_string_append_printf(text, "依据：%s%s%s\n", plan->issuer != NULL ? plan->issuer : "",
                           plan->issuer != NULL && plan->document != NULL ? "  " : "",
                           plan->document != NULL ? plan->document : "");
  g_string_append_printf(text, "期限：每月%d日前报市局", plan->due_day);
  if (plan->ministry_day != 0)
    g_string_append_printf(text, "，每月%d日之前报部", plan->ministry_day);
  g_string_append_printf(text, "；每月%d篇\n", plan->target);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf(text, "%s%s", i == 0 ? "单位：" : "、",
                           ((const Unit *)units->pdata[i])->name);
  g_string_append(text, units->len > 0 ? "\n\n" : "\n");
}

/* Columns of the table; the content has what is left. */
#define MONTH_COLUMNS 4
#define TITLE_COLUMNS 16
#define CONTENT_LEAST 20
#define GAP 2

/* A row whose cells are wrapped, and a rule below it. */
static void append_row(GString *text, const char *month, const char *title, const char *content,
                       int columns) {
  int content_columns = MAX(columns - MONTH_COLUMNS - TITLE_COLUMNS - 2 * GAP, CONTENT_LEAST);
  g_autofree char *clean_title = text_clean(title, FALSE);
  g_autofree char *clean_content = text_clean(content, TRUE);
  g_autoptr(GPtrArray) titles = text_wrap(clean_title, TITLE_COLUMNS);
  g_autoptr(GPtrArray) contents = text_wrap(clean_content, content_columns);
  for (guint i = 0; i < MAX(titles->len, contents->len); i++) {
    g_autofree char *first = text_pad(i == 0 ? month : "", MONTH_COLUMNS);
    g_autofree char *second = text_pad(i < titles->len ? titles->pdata[i] : "", TITLE_COLUMNS);
    g_autofree char *line =
        g_strdup_printf("%s%*s%s%*s%s", first, GAP, "", second, GAP, "",
                        i < contents->len ? (const char *)contents->pdata[i] : "");
    g_string_append_printf(text, "%s\n", g_strchomp(line));
  }
  for (int i = 0; i < MONTH_COLUMNS + TITLE_COLUMNS + 2 * GAP + content_columns; i++)
    g_string_append_c(text, '-');
  g_string_append_c(text, '\n');
}

static void append_topic(GString *text, const Topic *topic, int columns) {
  g_autofree char *month = g_strdup_printf("%2d月", topic->month);
  append_row(text, month, topic->title, topic->content, columns);
}

char *plan_page_text(Db *db, int year, Day as_of, int columns, GError **error) {
  g_autoptr(GError) failed = NULL;
  g_autoptr(Plan) plan = plan_load(db, year, &failed);
  if (plan == NULL) {
    if (failed != NULL)
      g_propagate_error(error, g_steal_pointer(&failed));
    else
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%d年的选题计划", year);
    return NULL;
  }
  g_autoptr(GPtrArray) units = plan_units(db, plan->id, error);
  g_autoptr(GPtrArray) topics = units != NULL ? topic_list(db, year, 0, error) : NULL;
  if (topics == NULL)
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  append_title(text, plan, columns);
  append_head(text, plan, units);
  append_row(text, "月份", "主题", "主要内容", columns);
  int cases = 0, adopted = 0;
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    append_topic(text, topic, columns);
    cases += topic->cases;
    adopted += topic->adopted;
  }
  char iso[DAY_TEXT_SIZE];
  g_string_append_printf(text, "\n截至 %s，全年已报%d篇，采纳%d篇。\n", day_to_iso(as_of, iso),
                         cases, adopted);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
