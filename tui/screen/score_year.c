/* score_year.c: the twelve months of a system that is scored each month. */
#include <math.h>

#include "core/rules/text.h"
#include "tui/screen/list_act.h"
#include "tui/screen/score_words.h"
#include "tui/screen/task_rows.h"

#define MONTHS 12

typedef struct {
  gint64 system;
  gboolean placed;   /* the month being looked at was chosen once */
  GPtrArray *sheets; /* ScoreSheet*, one for each month; NULL: they could not be read */
  List list;
} YearPage;

static gpointer year_open(App *app, const Opening *opening) {
  (void)app;
  YearPage *page = g_new0(YearPage, 1);
  page->system = opening->id;
  return page;
}

static void year_close(gpointer state) {
  YearPage *page = state;
  g_clear_pointer(&page->sheets, g_ptr_array_unref);
  g_free(page);
}

static const ScoreSheet *sheet_at(const YearPage *page, gsize index) {
  return page->sheets->pdata[index];
}

/* ---- reading ---------------------------------------------------------------------------- */

static GPtrArray *read_sheets(App *app, gint64 system, int year, GError **error) {
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func((GDestroyNotify)score_sheet_free);
  for (int month = 1; month <= MONTHS; month++) {
    g_autofree char *span = g_strdup_printf("%04d-%02d", year, month);
    ScoreSheet *sheet = score_compute(app_db(app), app_reckoning(app), system, span, error);
    if (sheet == NULL)
      return NULL;
    g_ptr_array_add(sheets, sheet);
  }
  return g_steal_pointer(&sheets);
}

static gboolean year_recalculate(App *app, gpointer state, GError **error) {
  YearPage *page = state;
  int year = (int)g_ascii_strtoll(app_span(app), NULL, 10); /* a system has one year */
  GPtrArray *sheets = read_sheets(app, page->system, year, error);
  g_clear_pointer(&page->sheets, g_ptr_array_unref);
  page->sheets = sheets;
  list_resize(&page->list, sheets != NULL ? sheets->len : 0);
  for (guint i = 0; i < page->list.count && !page->placed; i++) {
    if (g_str_equal(sheet_at(page, i)->span, app_span(app)))
      list_choose(&page->list, i);
  }
  page->placed = page->placed || page->list.count > 0;
  return sheets != NULL;
}

/* ---- painting --------------------------------------------------------------------------- */

#define MONTH_WIDTH 8
#define TOTAL_WIDTH 7
#define OPEN_WIDTH 9
#define PART_LEAST 9
#define PART_MOST 16

static Area list_area(Area area) {
  int rows = MIN(MONTHS, MAX(area.rows - 4, 1));
  return (Area){area.row + 2, area.column, rows, area.columns};
}

static gboolean year_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  YearPage *page = state;
  list_layout(&page->list, list_area(area).rows);
  return TRUE;
}

/* Text at the right end of a cell, and a blank behind it; moves *x on. */
static void right_cell(Term *term, int y, int *x, int width, ThemeRole role, const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *cut = text_ellipsize(clean, width - 1);
  int blank = width - 1 - text_width(cut);
  term_text(term, y, *x, blank, role, NULL);
  term_text(term, y, *x + blank, width - blank, role, cut);
  *x += width;
}

/* 一级, by place in the tree, as far as there is room; *each receives the columns of one. The
 * caller unrefs. */
static GArray *parts_of(const ScoreSheet *sheet, int width, int *each) {
  GArray *parts = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < sheet->nodes->len; i++) {
    if (((const ScoreNode *)sheet->nodes->pdata[i])->node.level == 1)
      g_array_append_val(parts, i);
  }
  int room = width - MONTH_WIDTH - 2 * TOTAL_WIDTH - OPEN_WIDTH;
  *each = CLAMP(room / MAX((int)parts->len, 1), PART_LEAST, PART_MOST);
  g_array_set_size(parts, MIN(parts->len, (guint)(room / *each)));
  return parts;
}

static const ScoreNode *part_at(const ScoreSheet *sheet, const GArray *parts, guint index) {
  return sheet->nodes->pdata[g_array_index(parts, guint, index)];
}

static void paint_head(Term *term, int y, int width, const ScoreSheet *sheet, const GArray *parts,
                       int each) {
  int x = MONTH_WIDTH;
  term_text(term, y, 0, MONTH_WIDTH, THEME_HEADER, "月份");
  right_cell(term, y, &x, TOTAL_WIDTH, THEME_HEADER, "自评");
  right_cell(term, y, &x, TOTAL_WIDTH, THEME_HEADER, "核定");
  right_cell(term, y, &x, OPEN_WIDTH, THEME_HEADER, "无法计算");
  for (guint i = 0; i < parts->len; i++)
    right_cell(term, y, &x, each, THEME_HEADER, part_at(sheet, parts, i)->node.title);
  term_text(term, y, x, width - x, THEME_HEADER, NULL);
}

static void paint_month(Term *term, int y, int width, const ScoreSheet *sheet, const GArray *parts,
                        int each, ThemeRole role) {
  g_autofree char *month = score_span_words(sheet->span);
  g_autofree char *total = score_text(sheet->total);
  g_autofree char *confirmed =
      isnan(sheet->confirmed) ? g_strdup("") : score_text(sheet->confirmed);
  g_autofree char *open =
      sheet->uncomputable > 0 ? g_strdup_printf("?%u项", sheet->uncomputable) : g_strdup("");
  const char *year_end = g_strrstr(month, "年");
  int x = MONTH_WIDTH;
  term_text(term, y, 0, MONTH_WIDTH, role, year_end != NULL ? g_utf8_next_char(year_end) : month);
  right_cell(term, y, &x, TOTAL_WIDTH, role, total);
  right_cell(term, y, &x, TOTAL_WIDTH, role, confirmed);
  right_cell(term, y, &x, OPEN_WIDTH, role, open);
  for (guint i = 0; i < parts->len; i++) {
    g_autofree char *points = score_claimed_words(part_at(sheet, parts, i));
    right_cell(term, y, &x, each, role, points);
  }
  term_text(term, y, x, width - x, role, NULL);
}

/* A month that has not begun says nothing yet. */
static ThemeRole month_role(App *app, const YearPage *page, gsize index) {
  const ScoreSheet *sheet = sheet_at(page, index);
  if (index == page->list.current)
    return THEME_SELECTED;
  return day_from_ymd(sheet->system->year, (int)index + 1, 1) > app_today(app) ? THEME_DIM
                                                                               : THEME_TEXT;
}

static void year_paint(App *app, gpointer state, Term *term, Area area) {
  YearPage *page = state;
  term_blank(term, area, THEME_TEXT);
  if (page->sheets == NULL)
    return; /* the footer says why */
  Area list = list_area(area);
  const ScoreSheet *first = sheet_at(page, 0);
  g_autofree char *max = score_text(first->max);
  g_autofree char *title =
      g_strdup_printf("%d年各月得分  满分%s  %s", first->system->year, max, first->system->title);
  int each;
  g_autoptr(GArray) parts = parts_of(first, area.columns, &each);
  term_text(term, area.row, 0, area.columns, THEME_STRONG, title);
  paint_head(term, area.row + 1, area.columns, first, parts, each);
  for (int y = 0; y < list.rows; y++) {
    gsize index = page->list.top + (gsize)y;
    if (index < page->list.count)
      paint_month(term, list.row + y, area.columns, sheet_at(page, index), parts, each,
                  month_role(app, page, index));
  }
  term_rule(term, list.row + list.rows, 0, area.columns, "按回车看这个月各项指标的得分");
}

/* ---- actions ---------------------------------------------------------------------------- */

/* The month on the screen below, whatever was shown there. */
static void open_month(App *app, const YearPage *page) {
  if (page->list.count == 0)
    return;
  app_set_system(app, page->system, sheet_at(page, page->list.current)->span);
  app_switch(app, &SCREEN_SCORES);
  app_changed(app);
}

static gboolean year_act(App *app, gpointer state, ActionId id) {
  YearPage *page = state;
  if (id != ACTION_OPEN)
    return list_act(&page->list, id);
  open_month(app, page);
  return TRUE;
}

static void year_mouse(App *app, gpointer state, const Event *event, Area area) {
  YearPage *page = state;
  if (list_mouse(&page->list, event, list_area(area)))
    open_month(app, page);
}

/* All 一级, however many there is room for on the screen. */
static Listing *year_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const YearPage *page = state;
  const ScoreSheet *first = sheet_at(page, 0);
  g_autofree char *title = g_strdup_printf("%d年各月得分", first->system->year);
  Listing *listing = listing_new(title, first->system->title);
  int each;
  g_autoptr(GArray) parts = parts_of(first, G_MAXINT16, &each);
  listing_column(listing, "月份", LISTING_SHORT, MONTH_WIDTH);
  listing_column(listing, "自评", LISTING_NUMBER, TOTAL_WIDTH);
  listing_column(listing, "核定", LISTING_NUMBER, TOTAL_WIDTH);
  listing_column(listing, "无法计算", LISTING_NUMBER, OPEN_WIDTH);
  for (guint i = 0; i < parts->len; i++)
    listing_column(listing, part_at(first, parts, i)->node.title, LISTING_SHORT, PART_MOST);
  for (guint k = 0; k < page->sheets->len; k++) {
    const ScoreSheet *sheet = sheet_at(page, k);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(texts, score_span_words(sheet->span));
    g_ptr_array_add(texts, score_text(sheet->total));
    g_ptr_array_add(texts, isnan(sheet->confirmed) ? g_strdup("") : score_text(sheet->confirmed));
    g_ptr_array_add(texts, g_strdup_printf("%u", sheet->uncomputable));
    for (guint i = 0; i < parts->len; i++)
      g_ptr_array_add(texts, score_claimed_words(part_at(sheet, parts, i)));
    listing_row(listing, (const char *const *)texts->pdata);
  }
  return listing;
}

const ScreenClass SCREEN_SCORE_YEAR = {
    .title = "全年各月",
    .context = CONTEXT_SCORE_YEAR,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = year_open,
    .close = year_close,
    .recalculate = year_recalculate,
    .listing = year_listing,
    .prepare = year_prepare,
    .paint = year_paint,
    .act = year_act,
    .mouse = year_mouse,
};
