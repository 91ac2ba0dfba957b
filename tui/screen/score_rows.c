#include "tui/screen/score_rows.h"

#include <math.h>

#include "core/rules/text.h"
#include "tui/screen/score_words.h"
#include "tui/screen/task_rows.h"

#define INDENT 2

/* ---- rows ------------------------------------------------------------------------------- */

#define NUMBER_WIDTH 7
#define MAX_WIDTH 6
#define MARKS_NARROW 10
#define MARKS_WIDE 24
#define WIDE 120
#define BASIS_FROM 74 /* columns from which the basis has a column */

typedef struct {
  int name, max, claimed, confirmed, basis, marks;
} Columns;

static Columns columns_for(int width) {
  Columns columns = {.max = MAX_WIDTH,
                     .claimed = NUMBER_WIDTH,
                     .confirmed = NUMBER_WIDTH,
                     .marks = width >= WIDE ? MARKS_WIDE : MARKS_NARROW};
  int rest = width - columns.max - columns.claimed - columns.confirmed - columns.marks;
  columns.name = width < BASIS_FROM ? rest : MIN(rest * 6 / 10, 70);
  columns.basis = rest - columns.name;
  return columns;
}

/* A cell of text with a blank at its end; moves *x on. */
static void cell(Term *term, int y, int *x, int width, ThemeRole role, const char *text) {
  if (width <= 0)
    return;
  term_text(term, y, *x, width - 1, role, text);
  term_text(term, y, *x + width - 1, 1, role, NULL);
  *x += width;
}

/* The same with the text at its right end. */
static void number_cell(Term *term, int y, int *x, int width, ThemeRole role, const char *text) {
  int blank = MAX(width - 1 - text_width(text), 0);
  term_text(term, y, *x, blank, role, NULL);
  *x += blank;
  cell(term, y, x, width - blank, role, text);
}

void score_rows_paint_head(Term *term, int y, int width) {
  Columns columns = columns_for(width);
  int x = 0;
  cell(term, y, &x, columns.name, THEME_HEADER, "指标");
  number_cell(term, y, &x, columns.max, THEME_HEADER, "分值");
  number_cell(term, y, &x, columns.claimed, THEME_HEADER, "自评");
  number_cell(term, y, &x, columns.confirmed, THEME_HEADER, "核定");
  cell(term, y, &x, columns.basis, THEME_HEADER, "依据");
  term_text(term, y, x, width - x, THEME_HEADER, "提示");
}

void score_rows_paint(Term *term, int y, int width, const ScoreNode *node, gboolean folded,
                      gboolean selected) {
  Columns columns = columns_for(width);
  ThemeRole role = selected                       ? THEME_SELECTED
                   : score_is_parent(&node->node) ? THEME_GROUP
                                                  : THEME_TEXT;
  ThemeRole quiet = selected || node->touched || score_is_parent(&node->node) ? role : THEME_DIM;
  g_autofree char *title = score_node_name(&node->node);
  g_autofree char *name = g_strdup_printf("%*s%s %s", (node->node.level - 1) * INDENT, "",
                                          !score_is_parent(&node->node) ? " "
                                          : folded                      ? "+"
                                                                        : "-",
                                          title);
  g_autofree char *max = score_max_words(&node->node);
  g_autofree char *claimed = score_claimed_words(node);
  g_autofree char *confirmed = score_confirmed_words(node);
  g_autofree char *marks = score_marks_text(node, columns.marks);
  int x = 0;
  cell(term, y, &x, columns.name, role, name);
  number_cell(term, y, &x, columns.max, role, max);
  number_cell(term, y, &x, columns.claimed, quiet, claimed);
  number_cell(term, y, &x, columns.confirmed, role, confirmed);
  cell(term, y, &x, columns.basis, !selected && score_is_parent(&node->node) ? THEME_DIM : quiet,
       score_basis_words(node));
  term_text(term, y, x, width - x, selected ? role : score_marks_role(node, role), marks);
}

Listing *score_rows_listing(const ScoreSheet *sheet) {
  g_autofree char *span = score_span_words(sheet->span);
  Listing *listing = listing_new(sheet->system->title, span);
  listing_column(listing, "编号", LISTING_SHORT, 8);
  listing_column(listing, "指标", LISTING_TEXT, 50);
  listing_column(listing, "分值", LISTING_SHORT, MAX_WIDTH);
  listing_column(listing, "自评", LISTING_SHORT, NUMBER_WIDTH);
  listing_column(listing, "核定", LISTING_SHORT, NUMBER_WIDTH);
  listing_column(listing, "依据", LISTING_TEXT, 40);
  listing_column(listing, "提示", LISTING_SHORT, 16);
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *node = sheet->nodes->pdata[i];
    g_autofree char *max = score_max_words(&node->node);
    g_autofree char *claimed = score_claimed_words(node);
    g_autofree char *confirmed = score_confirmed_words(node);
    g_autofree char *marks = score_marks_text(node, G_MAXINT);
    const char *const cells[] = {node->node.code, node->node.title,        max,  claimed,
                                 confirmed,       score_basis_words(node), marks};
    listing_row(listing, cells);
  }
  g_autofree char *max = score_text(sheet->max);
  g_autofree char *total = score_text(sheet->total);
  g_autofree char *confirmed = isnan(sheet->confirmed) ? NULL : score_text(sheet->confirmed);
  const char *const sums[] = {NULL, "合计", max, total, confirmed, NULL, NULL};
  listing_row(listing, sums);
  return listing;
}

/* ---- details ---------------------------------------------------------------------------- */

static void paint_headline(Term *term, int y, int width, const ScoreNode *node) {
  g_autofree char *name = score_node_name(&node->node);
  g_autofree char *max = score_max_words(&node->node);
  g_autofree char *claimed = isnan(node->claimed) ? score_text(NAN) : score_claimed_words(node);
  g_autofree char *confirmed = score_confirmed_words(node);
  g_autofree char *points =
      g_strdup_printf("  %s%s  自评%s  核定%s  ", node->node.kind == NODE_ITEM ? "分值" : "",
                      *max != '\0' ? max : "不限", claimed, *confirmed != '\0' ? confirmed : "—");
  g_autofree char *marks = score_marks_text(node, width);
  g_autofree char *clean = text_clean(name, FALSE);
  int rest = width - text_width(points) - text_width(marks);
  g_autofree char *cut = text_ellipsize(clean, MAX(rest, 12));
  g_autofree char *text = g_strconcat(cut, points, NULL);
  term_text(term, y, 0, width, THEME_STRONG, NULL);
  int used = term_span(term, y, 0, width, THEME_STRONG, text);
  term_span(term, y, used, width - used, score_marks_role(node, THEME_STRONG), marks);
}

static void paint_entries(Term *term, int *y, int end, int width, const GPtrArray *entries) {
  for (guint i = 0; i < entries->len && *y < end; i++) {
    const ScoreEntry *entry = entries->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *text =
        g_strdup_printf("%s %s  %s%s", day_to_iso(entry->made_on, iso), entry->text,
                        entry->reference != NULL ? "佐证：" : "!无佐证",
                        entry->reference != NULL ? entry->reference : "");
    task_rows_paint_field(term, y, end, 0, width, i == 0 ? "事项：" : "      ", text,
                          entry->reference != NULL ? THEME_TEXT : THEME_RED);
  }
}

void score_rows_paint_details(Term *term, Area area, const ScoreNode *node,
                              const GPtrArray *entries, const GPtrArray *evidence) {
  term_blank(term, area, THEME_TEXT);
  if (node == NULL || area.rows <= 0)
    return;
  int y = area.row, end = area.row + area.rows, width = area.columns;
  paint_headline(term, y++, width, node);
  if (*score_basis_words(node) != '\0')
    task_rows_paint_field(term, &y, end, 0, width, "依据：", score_basis_words(node), THEME_TEXT);
  g_autofree char *rule = score_rule_words(&node->node);
  task_rows_paint_field(term, &y, end, 0, width, "规则：", rule, THEME_TEXT);
  for (guint i = 0; evidence != NULL && i < evidence->len; i++) {
    g_autofree char *text = evidence_text(evidence->pdata[i]);
    task_rows_paint_field(term, &y, end, 0, width, i == 0 ? "佐证：" : "      ", text, THEME_TEXT);
  }
  if (entries != NULL)
    paint_entries(term, &y, end, width, entries);
  if (node->node.content != NULL)
    task_rows_paint_field(term, &y, end, 0, width, "原文：", node->node.content, THEME_DIM);
}
