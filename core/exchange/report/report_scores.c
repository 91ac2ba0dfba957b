/* report_scores.c: the sheet 自评得分: each indicator system of the year as a tree with points. */
#include "core/exchange/report/report_private.h"
#include "core/rules/score.h"

#include <math.h>

enum {
  COLUMN_CODE,
  COLUMN_TITLE,
  COLUMN_MAX,
  COLUMN_CLAIMED,
  COLUMN_CONFIRMED,
  COLUMN_BASIS,
  COLUMN_NOTE
};
#define INDENT "　"

/* A system while it is put: where its nodes stand, and what they give at most. */
typedef struct {
  ReportSheet *sheet;
  const ScoreSheet *scores;
  guint first; /* row of the first node */
  double *max; /* of each node: its own, or what its children give; NAN: no cap */
} Putting;

static const ScoreNode *node_at(const Putting *putting, guint index) {
  return putting->scores->nodes->pdata[index];
}

/* TRUE where the points of a node add up into those of the one above it. */
static gboolean counts_in(const ScoreNode *below, const ScoreNode *above) {
  return below->node.parent == above->node.id && below->node.kind == above->node.kind;
}

/* ---- formulas --------------------------------------------------------------------------- */

/* SUM(D5,D8) of a column of the nodes that test takes; NULL: of none. */
typedef gboolean (*NodeTest)(const Putting *putting, guint index, guint of);

static char *sum_text(const Putting *putting, guint column, NodeTest test, guint of) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < putting->scores->nodes->len; i++) {
    if (!test(putting, i, of))
      continue;
    g_autofree char *cell = report_cell(column, putting->first + i);
    g_string_append_printf(text, "%s%s", text->len > 0 ? "," : "", cell);
  }
  return text->len > 0 ? g_strdup_printf("SUM(%s)", text->str) : NULL;
}

static gboolean is_below(const Putting *putting, guint index, guint of) {
  return counts_in(node_at(putting, index), node_at(putting, of));
}

/* A node that counts for the total itself; of: its kind. */
static gboolean is_top(const Putting *putting, guint index, guint of) {
  const ScoreNode *score = node_at(putting, index);
  if (score->node.kind != (NodeKind)of)
    return FALSE;
  for (guint i = 0; i < index; i++) {
    if (counts_in(score, node_at(putting, i)))
      return FALSE;
  }
  return TRUE;
}

/* What the children give at most, where the node itself has no cap: children come after it. */
static double *find_max(const ScoreSheet *scores) {
  guint count = scores->nodes->len;
  double *max = g_new(double, MAX(count, 1));
  for (guint i = count; i-- > 0;) {
    const ScoreNode *score = scores->nodes->pdata[i];
    max[i] = score->node.max;
    for (guint j = i + 1; isnan(score->node.max) && j < count; j++) {
      if (counts_in(scores->nodes->pdata[j], score) && !isnan(max[j]))
        max[i] = (isnan(max[i]) ? 0 : max[i]) + max[j];
    }
  }
  return max;
}

/* ---- cells ------------------------------------------------------------------------------ */

/* Points as typed or counted; of what has children their sum, at most its own. */
static void put_points(const Putting *putting, guint index, guint column, double points) {
  const ScoreNode *score = node_at(putting, index);
  BookSheet *to = putting->sheet->sheet;
  guint row = putting->first + index;
  g_autofree char *sum =
      score->node.rule == RULE_SUM ? sum_text(putting, column, is_below, index) : NULL;
  if (sum == NULL || isnan(points)) {
    book_number(to, row, column, BOOK_NUMBER, points);
    if (column == COLUMN_CLAIMED && isnan(points))
      book_text(to, row, column, BOOK_SHORT, "?");
    return;
  }
  g_autofree char *cap = report_cell(COLUMN_MAX, row);
  g_autofree char *formula = isnan(score->node.max) ? g_strdup_printf("=%s", sum)
                                                    : g_strdup_printf("=MIN(%s,%s)", cap, sum);
  book_formula(to, row, column, BOOK_NUMBER, formula, points);
}

static void put_max(const Putting *putting, guint index) {
  const ScoreNode *score = node_at(putting, index);
  guint row = putting->first + index;
  g_autofree char *sum = isnan(score->node.max) && !isnan(putting->max[index])
                             ? sum_text(putting, COLUMN_MAX, is_below, index)
                             : NULL;
  g_autofree char *formula = sum != NULL ? g_strconcat("=", sum, NULL) : NULL;
  if (formula != NULL)
    book_formula(putting->sheet->sheet, row, COLUMN_MAX, BOOK_NUMBER, formula, putting->max[index]);
  else
    book_number(putting->sheet->sheet, row, COLUMN_MAX, BOOK_NUMBER, score->node.max);
}

/* 加分项 无佐证 核定后有变化; "" for nothing to be said. The caller frees. */
static char *remark(const ScoreNode *score) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (score->node.kind != NODE_ITEM)
    g_string_append_printf(text, "%s ", node_kind_name(score->node.kind));
  if (score->unproved && score->node.rule != RULE_SUM)
    g_string_append(text, "无佐证 ");
  if (score->changed && score->node.rule != RULE_SUM)
    g_string_append(text, "核定后自评有变化 ");
  if (score->note != NULL)
    g_string_append_printf(text, "核定意见：%s", score->note);
  return g_strchomp(g_string_free(g_steal_pointer(&text), FALSE));
}

static void put_node(const Putting *putting, guint index) {
  const ScoreNode *score = node_at(putting, index);
  BookSheet *to = putting->sheet->sheet;
  guint row = putting->first + index;
  g_autoptr(GString) title = g_string_new(NULL);
  for (int level = 1; level < score->node.level; level++)
    g_string_append(title, INDENT);
  g_string_append(title, score->node.title);
  g_autofree char *note = remark(score);
  book_text(to, row, COLUMN_CODE, BOOK_SHORT, score->node.code);
  book_text(to, row, COLUMN_TITLE, BOOK_TEXT, title->str);
  put_max(putting, index);
  put_points(putting, index, COLUMN_CLAIMED, score->claimed);
  put_points(putting, index, COLUMN_CONFIRMED, score->confirmed);
  book_text(to, row, COLUMN_BASIS, BOOK_TEXT, score->basis);
  book_text(to, row, COLUMN_NOTE, BOOK_TEXT, note);
}

/* ---- totals ----------------------------------------------------------------------------- */

/* 指标 and 加分项 less 扣分项; 0 where 弄虚作假 is counted. The caller frees. */
static char *total_formula(const Putting *putting, guint column) {
  g_autofree char *items = sum_text(putting, column, is_top, NODE_ITEM);
  g_autofree char *bonuses = sum_text(putting, column, is_top, NODE_BONUS);
  g_autofree char *penalties = sum_text(putting, column, is_top, NODE_PENALTY);
  g_autofree char *fraud = sum_text(putting, column, is_top, NODE_FRAUD);
  g_autofree char *sum =
      g_strdup_printf("%s%s%s%s%s", items != NULL ? items : "0", bonuses != NULL ? "+" : "",
                      bonuses != NULL ? bonuses : "", penalties != NULL ? "-" : "",
                      penalties != NULL ? penalties : "");
  return fraud != NULL ? g_strdup_printf("=IF(%s>0,0,%s)", fraud, sum)
                       : g_strconcat("=", sum, NULL);
}

static void put_total_points(const Putting *putting, guint column, double points) {
  ReportSheet *sheet = putting->sheet;
  g_autofree char *formula = total_formula(putting, column);
  if (isnan(points))
    book_text(sheet->sheet, sheet->row, column, BOOK_TOTAL_TEXT, NULL);
  else
    book_formula(sheet->sheet, sheet->row, column, BOOK_TOTAL_NUMBER, formula, points);
}

static void put_total(const Putting *putting) {
  ReportSheet *sheet = putting->sheet;
  const ScoreSheet *scores = putting->scores;
  g_autofree char *sum = sum_text(putting, COLUMN_MAX, is_top, NODE_ITEM);
  g_autofree char *formula = g_strconcat("=", sum != NULL ? sum : "0", NULL);
  g_autoptr(GString) note = g_string_new(NULL);
  if (scores->uncomputable > 0)
    g_string_append_printf(note, "%u项算不出，按0分计 ", scores->uncomputable);
  if (scores->partly)
    g_string_append(note, "部分核定");
  book_merge(sheet->sheet, sheet->row, COLUMN_CODE, 1, 2, BOOK_TOTAL_TEXT, "合计");
  book_formula(sheet->sheet, sheet->row, COLUMN_MAX, BOOK_TOTAL_NUMBER, formula, scores->max);
  put_total_points(putting, COLUMN_CLAIMED, scores->total);
  put_total_points(putting, COLUMN_CONFIRMED, scores->confirmed);
  book_merge(sheet->sheet, sheet->row, COLUMN_BASIS, 1, 2, BOOK_TOTAL_TEXT, g_strchomp(note->str));
  sheet->row++;
}

/* alone: the sheet has no other, so that its heads stay in sight. */
static void put_system(ReportSheet *sheet, const ScoreSheet *scores, gboolean alone) {
  g_autofree double *max = find_max(scores);
  g_autofree char *section =
      g_strdup_printf("%s（测评期 %s）", scores->system->title, scores->span);
  report_section(sheet, section);
  report_heads(sheet, (const char *const[]){"编号", "指标", "分值", "自评", "核定", "分数来源",
                                            "备注", NULL});
  if (alone) {
    book_freeze(sheet->sheet, sheet->row - 1);
    book_repeat(sheet->sheet, sheet->row - 1, sheet->row - 1);
  }
  Putting putting = {.sheet = sheet, .scores = scores, .first = sheet->row, .max = max};
  for (guint i = 0; i < scores->nodes->len; i++)
    put_node(&putting, i);
  sheet->row += scores->nodes->len;
  put_total(&putting);
}

void report_put_scores(Book *book, const Report *report) {
  static const double widths[] = {7, 40, 7, 7, 7, 26, 18, 0};
  g_autofree char *title = g_strdup_printf("%d年测评自评得分", report->year);
  ReportSheet sheet = report_sheet_begin(book, "自评得分", FALSE, widths, title, "单位：分");
  for (guint i = 0; i < report->scores->len; i++)
    put_system(&sheet, report->scores->pdata[i], report->scores->len == 1);
  if (report->scores->len == 0)
    report_sentence(&sheet, "这一年没有测评指标体系。");
  else
    report_sentence(&sheet, "有下级的指标，得分为下级之和，不超过它的分值。合计为指标加加分项、"
                            "减扣分项；认定弄虚作假的为0分。“?”为算不出，按0分计。");
}
