#include "core/model/case_points.h"

#include <math.h>

#include "core/model/case_count.h"
#include "core/rules/case_way.h"

#define SQL_SYSTEM "SELECT title, every = 'month' FROM system WHERE id = ?1"
#define SQL_CHOSEN "SELECT ifnull(system, 0) FROM plan WHERE year = ?1"
/* The systems of a year that have a rule about cases; two are enough to know that there are
 * several.
 */
#define SQL_CANDIDATES                                                                             \
  "SELECT id FROM system s WHERE year = ?1 AND "                                                   \
  "EXISTS (SELECT 1 FROM node n WHERE n.system = s.id AND n.source = 'case') LIMIT 2"

static void line_free(CasePointsLine *line) {
  g_free(line->code);
  g_free(line->title);
  g_free(line->basis);
  g_free(line);
}

void case_points_free(CasePoints *points) {
  if (points == NULL)
    return;
  g_free(points->title);
  if (points->lines != NULL)
    g_ptr_array_unref(points->lines);
  g_free(points);
}

/* ---- which system ------------------------------------------------------------------------- */

gboolean case_points_system(Db *db, int year, gint64 *system, const char **why, GError **error) {
  const char *ignored;
  if (why == NULL)
    why = &ignored;
  *why = NULL;
  Query *query = query_new(db, SQL_CHOSEN);
  query_bind_int(query, 1, year);
  *system = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (*system != 0)
    return TRUE;
  query = query_new(db, SQL_CANDIDATES);
  query_bind_int(query, 1, year);
  int count = 0;
  for (; query_next(query); count++)
    *system = query_int(query, 0);
  if (!query_finish(query, error))
    return FALSE;
  if (count == 1)
    return TRUE;
  *system = 0;
  *why = count == 0 ? "本年没有对案例计分的指标体系"
                    : "本年有几个指标体系对案例计分，还没有在选题计划的设置里选定用哪一个";
  return TRUE;
}

/* ---- one rule ----------------------------------------------------------------------------- */

/* The number of months of one span that is counted apart; 12: all in one. */
static int span_length(const SystemNode *node, gboolean monthly) {
  if (monthly || node->spans == SPANS_MONTH)
    return 1;
  return node->spans == SPANS_QUARTER ? 3 : 12;
}

/* What a rule gives for counts by month, added up to spans of that length: a system that is scored
 * each month gives max every month. */
static double year_points(const SystemNode *node, const int counts[CASE_MONTHS], gboolean monthly) {
  int length = span_length(node, monthly);
  double spans[CASE_MONTHS] = {0}, points = 0;
  for (int month = 1; month < CASE_MONTHS; month++)
    spans[(month - 1) / length] += counts[month];
  guint count = (guint)((CASE_MONTHS - 1) / length);
  if (!monthly)
    return system_node_points(node, spans, count, node->max);
  for (guint i = 0; i < count; i++)
    points += system_node_points(node, &spans[i], 1, node->max);
  return points;
}

static double least(double a, double b) {
  return isnan(a) ? b : isnan(b) ? a : MIN(a, b);
}

/* One case, where the document speaks of none and of several only. */
static gboolean is_gap(const SystemNode *node, int count) {
  return node->rule == RULE_STEPS && count == 1 &&
         (node->steps->len == 0 || g_array_index(node->steps, ScoreStep, 0).at > 1);
}

/* 11月报部1篇（25日前）：恰好1篇，文件未规定，计0分; 11月采纳1篇. */
static char *basis_text(const SystemNode *node, int month, int count) {
  g_autoptr(GString) text = g_string_new(NULL);
  CaseStage stage = CASE_ADOPTED;
  if (node->source == SOURCE_CASE)
    case_stage_parse(node->stage, &stage);
  g_string_append_printf(text, "%d月%s%d篇", month, case_stage_name(stage), count);
  if (node->source == SOURCE_CASE && node->due_day != 0)
    g_string_append_printf(text, "（%d日前%s）", node->due_day,
                           node->own_topic ? "、限当月主题" : "");
  else if (node->source == SOURCE_CASE && node->own_topic)
    g_string_append(text, "（限当月主题）");
  if (is_gap(node, count))
    g_string_append(text, "：恰好1篇，文件未规定，计0分");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean is_counted(const SystemNode *node) {
  return (node->source == SOURCE_CASE || node->source == SOURCE_ADOPTED) &&
         (node->rule == RULE_COUNT || node->rule == RULE_STEPS) &&
         (node->kind == NODE_ITEM || node->kind == NODE_BONUS);
}

static gboolean read_counts(Db *db, const SystemNode *node, int year, int counts[CASE_MONTHS],
                            GError **error) {
  return node->source == SOURCE_CASE
             ? case_reached(db, year, node->stage, node->due_day, node->own_topic, counts, error)
             : case_adopted_in(db, year, counts, error);
}

static CasePointsLine *line_new(const SystemNode *node, const int counts[CASE_MONTHS], int month,
                                gboolean monthly) {
  CasePointsLine *line = g_new0(CasePointsLine, 1);
  double count = counts[month];
  line->node = node->id;
  line->code = g_strdup(node->code);
  line->title = g_strdup(node->title);
  line->bonus = node->kind == NODE_BONUS;
  line->count = counts[month];
  line->month = system_node_points(node, &count, 1, node->max);
  line->month_max = least(node->every_max, node->max);
  line->year = year_points(node, counts, monthly);
  line->year_max = monthly ? node->max * (CASE_MONTHS - 1) : node->max;
  line->basis = basis_text(node, month, counts[month]);
  return line;
}

/* ---- all of them -------------------------------------------------------------------------- */

static const SystemNode *node_of(const GPtrArray *nodes, gint64 id) {
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    if (node->id == id)
      return node;
  }
  return NULL;
}

/* Adds up lines first to end - 1, which are parts of parent and capped together by it; NULL: 一级.
 * What has no cap is NAN and makes its sum so. */
static void add_up(CasePoints *points, guint first, guint end, const SystemNode *parent) {
  double month = 0, year = 0, month_max = 0, year_max = 0;
  for (guint i = first; i < end; i++) {
    const CasePointsLine *line = points->lines->pdata[i];
    month += line->month;
    year += line->year;
    month_max += line->month_max;
    year_max += line->year_max;
  }
  double cap = parent != NULL ? parent->max : NAN;
  double year_cap = points->monthly ? cap * (CASE_MONTHS - 1) : cap;
  points->month += least(month, cap);
  points->year += least(year, year_cap);
  points->month_max += least(month_max, cap);
  points->year_max += least(year_max, year_cap);
}

static gboolean read_lines(Db *db, CasePoints *points, int year, int month, GError **error) {
  g_autoptr(GPtrArray) nodes = system_nodes(db, points->system, error);
  if (nodes == NULL)
    return FALSE;
  gint64 parent = 0;
  guint first = 0;
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    int counts[CASE_MONTHS];
    if (!is_counted(node))
      continue;
    if (!read_counts(db, node, year, counts, error))
      return FALSE;
    if (points->lines->len > first && node->parent != parent) {
      add_up(points, first, points->lines->len, node_of(nodes, parent));
      first = points->lines->len;
    }
    parent = node->parent;
    g_ptr_array_add(points->lines, line_new(node, counts, month, points->monthly));
  }
  if (points->lines->len > first)
    add_up(points, first, points->lines->len, node_of(nodes, parent));
  return TRUE;
}

CasePoints *case_points(Db *db, gint64 system, int year, int month, GError **error) {
  g_autoptr(CasePoints) points = g_new0(CasePoints, 1);
  points->system = system;
  points->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  Query *query = query_new(db, SQL_SYSTEM);
  query_bind_int(query, 1, system);
  gboolean there = query_next(query);
  if (there) {
    points->title = g_strdup(query_text(query, 0));
    points->monthly = query_int(query, 1) != 0;
  }
  if (!query_finish(query, error))
    return NULL;
  if (!there) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这个指标体系；请刷新后再试");
    return NULL;
  }
  if (!read_lines(db, points, year, month, error))
    return NULL;
  return g_steal_pointer(&points);
}
