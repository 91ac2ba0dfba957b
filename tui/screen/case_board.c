/* case_board.c: 每月案例报送情况: how many cases each unit filed in each month, with totals. */
#include "core/model/case_board.h"

#include "tui/screen/case_rows.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/topic_text.h"

#define YEAR_COLUMN 12 /* after the months, 0 to 11 */
#define COLUMN_COUNT (YEAR_COLUMN + 1)

typedef struct {
  int year;
  int column;
  CaseBoard *board;     /* of the year and the chosen month; NULL: not read yet */
  Day due[CASE_MONTHS]; /* of each month; DAY_NONE: no topic */
  List list;            /* rows of the board */
} BoardScreen;

static gpointer board_open(App *app, const Opening *opening) {
  BoardScreen *screen = g_new0(BoardScreen, 1);
  CivilDate day = day_civil(opening->day != DAY_NONE ? opening->day : app_today(app));
  screen->year = day.year;
  screen->column = day.month - 1;
  return screen;
}

static void board_close(gpointer state) {
  BoardScreen *screen = state;
  case_board_free(screen->board);
  g_free(screen);
}

static const CaseBoardRow *current_row(const BoardScreen *screen) {
  return screen->list.count > 0 ? screen->board->rows->pdata[screen->list.current] : NULL;
}

/* A column's place in arrays by month: 1 to 12, the year 0. */
static int month_of(int column) {
  return column < YEAR_COLUMN ? column + 1 : 0;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_days(App *app, BoardScreen *screen, GError **error) {
  g_autoptr(GPtrArray) topics = topic_list(app_db(app), screen->year, 0, error);
  if (topics == NULL)
    return FALSE;
  for (int month = 0; month < CASE_MONTHS; month++)
    screen->due[month] = DAY_NONE;
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    screen->due[topic->month] = topic->due;
  }
  return TRUE;
}

/* The board with the chosen month; of the year's column with the month it had. */
static gboolean read_board(App *app, BoardScreen *screen, GError **error) {
  int month = month_of(screen->column);
  if (month == 0)
    month = screen->board != NULL ? screen->board->month : CASE_MONTHS - 1;
  CaseBoard *board = case_board_load(app_db(app), screen->year, month, error);
  if (board == NULL)
    return FALSE;
  const CaseBoardRow *row = screen->board != NULL ? current_row(screen) : NULL;
  gint64 unit = row != NULL ? row->unit : -1;
  case_board_free(screen->board);
  screen->board = board;
  list_resize(&screen->list, board->rows->len);
  for (guint i = 0; i < board->rows->len; i++) {
    if (((const CaseBoardRow *)board->rows->pdata[i])->unit == unit)
      list_choose(&screen->list, i);
  }
  return TRUE;
}

static gboolean board_recalculate(App *app, gpointer state, GError **error) {
  BoardScreen *screen = state;
  return read_days(app, screen, error) && read_board(app, screen, error);
}

/* ---- where things stand ----------------------------------------------------------------- */

typedef struct {
  int name, cell, total;
  Area list;
  Area details;
} Layout;

#define TOTAL_WIDTH 6
#define NAMES_MOST 60

static Layout layout(Area area) {
  Layout parts = {.total = TOTAL_WIDTH};
  int details = area.rows >= 40 ? 10 : area.rows >= 20 ? 5 : 3;
  parts.cell = CLAMP((area.columns - TOTAL_WIDTH - 40) / YEAR_COLUMN, area.columns < 80 ? 3 : 4, 8);
  parts.name = MIN(area.columns - TOTAL_WIDTH - YEAR_COLUMN * parts.cell, NAMES_MOST);
  parts.list = (Area){area.row + 2, area.column, MAX(area.rows - 4 - details, 0), area.columns};
  parts.details = (Area){parts.list.row + parts.list.rows + 2, area.column, details, area.columns};
  return parts;
}

static gboolean board_prepare(App *app, gpointer state, Area area, GError **error) {
  BoardScreen *screen = state;
  list_layout(&screen->list, layout(area).list.rows);
  int month = month_of(screen->column);
  return screen->board == NULL || month == 0 || month == screen->board->month ||
         read_board(app, screen, error);
}

/* ---- painting --------------------------------------------------------------------------- */

/* Names of months, short where they stand close. */
static void paint_head(Term *term, int y, const Layout *parts) {
  term_text(term, y, 0, parts->list.columns, THEME_HEADER, NULL);
  term_text(term, y, 0, parts->name, THEME_HEADER, "报送单位（篇）");
  int x = parts->name;
  for (int month = 1; month <= YEAR_COLUMN; month++, x += parts->cell) {
    g_autofree char *name = g_strdup_printf(parts->cell > 4 ? "%d月" : "%d", month);
    term_text(term, y, x, parts->cell, THEME_HEADER, name);
  }
  term_text(term, y, x, parts->total, THEME_HEADER, "合计");
}

/* A month that is over its due day without a case stands out where one is wanted. */
static void paint_cell(const BoardScreen *screen, Term *term, int y, int x, int width, int month,
                       int count, gboolean expected, Day today, gboolean selected) {
  gboolean past = month > 0 && screen->due[month] != DAY_NONE && screen->due[month] < today;
  gboolean missed = count == 0 && expected && past;
  g_autofree char *text =
      count > 0 || missed ? g_strdup_printf("%d", count) : g_strdup(expected ? "-" : "");
  ThemeRole role = selected     ? THEME_SELECTED
                   : missed     ? THEME_RED
                   : count == 0 ? THEME_DIM
                   : month == 0 ? THEME_STRONG
                                : THEME_TEXT;
  term_text(term, y, x, width - 1, role, text);
  term_text(term, y, x + width - 1, 1, THEME_TEXT, NULL);
}

/* chosen is the column to be marked, -1 for none. */
static void paint_counts(const BoardScreen *screen, Term *term, int y, const Layout *parts,
                         const int counts[CASE_MONTHS], gboolean expected, Day today, int chosen) {
  int x = parts->name;
  for (int column = 0; column < COLUMN_COUNT; column++) {
    int month = month_of(column), width = month > 0 ? parts->cell : parts->total;
    paint_cell(screen, term, y, x, width, month, counts[month], expected, today, column == chosen);
    x += width;
  }
  term_text(term, y, x, parts->list.columns - x, THEME_TEXT, NULL);
}

static void paint_row(const BoardScreen *screen, Term *term, int y, const Layout *parts,
                      gsize index, Day today) {
  const CaseBoardRow *row = screen->board->rows->pdata[index];
  gboolean selected = index == screen->list.current;
  ThemeRole role = selected ? THEME_STRONG : THEME_TEXT;
  term_text(term, y, 0, parts->name - 1, role, row->name);
  term_text(term, y, parts->name - 1, 1, role, NULL);
  paint_counts(screen, term, y, parts, row->filed, row->expected, today,
               selected ? screen->column : -1);
}

/* 厅法规处  2026年11月  2篇，全年5篇（采纳1篇） */
static char *cell_text(const BoardScreen *screen, const CaseBoardRow *row) {
  int month = month_of(screen->column);
  g_autofree char *of_month =
      month > 0 ? g_strdup_printf("%d月%d篇，", month, row->filed[month]) : g_strdup("");
  return g_strdup_printf("%s  %d年%s全年%d篇（采纳%d篇）%s", row->name, screen->year, of_month,
                         row->filed[0], row->adopted,
                         row->expected || !screen->board->listed ? "" : "  不在应报单位之列");
}

static void paint_details(const BoardScreen *screen, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  const CaseBoard *board = screen->board;
  const CaseBoardRow *row = current_row(screen);
  int y = area.row, end = area.row + area.rows, month = month_of(screen->column);
  g_autofree char *cell = row != NULL ? cell_text(screen, row) : NULL;
  g_autofree char *stages =
      case_rows_stages_text(month > 0 ? board->month_stages : board->year_stages, TRUE);
  g_autofree char *sum = g_strdup_printf("%s  计入%d篇，跨月主题%d", stages, board->filed[month],
                                         board->across[month]);
  g_autofree char *when = month > 0 ? g_strdup_printf("%d月：", month) : g_strdup("全年：");
  if (cell != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "本格：", cell, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, when, sum, THEME_TEXT);
  if (board->plan != NULL) {
    ThemeRole role;
    g_autofree char *points = topic_text_points(board, &role);
    task_rows_paint_field(term, &y, end, 0, area.columns, "得分：", points, role);
  }
  const char *remark = case_board_remark(board);
  if (remark != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "说明：", remark, THEME_DIM);
}

static void paint_empty(const BoardScreen *screen, Term *term, Area area) {
  g_autofree char *text =
      g_strdup_printf("%d年没有案例，也没有设定应报单位；按 [ ] 看别的年份", screen->year);
  term_text(term, area.row, 0, area.columns, THEME_DIM, text);
}

static void board_paint(App *app, gpointer state, Term *term, Area area) {
  BoardScreen *screen = state;
  term_blank(term, area, THEME_TEXT);
  if (screen->board == NULL)
    return; /* nothing could be read; the footer says why */
  Layout parts = layout(area);
  Day today = app_today(app);
  g_autofree char *title = g_strdup_printf("%d年每月案例报送情况  共%d篇，采纳%d篇", screen->year,
                                           screen->board->filed[0], screen->board->adopted);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  paint_head(term, area.row + 1, &parts);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, parts.list.row + y, &parts, index, today);
  }
  if (screen->list.count == 0 && parts.list.rows > 0)
    paint_empty(screen, term, parts.list);
  int totals = parts.list.row + parts.list.rows;
  term_text(term, totals, 0, parts.name, THEME_STRONG, "合计");
  paint_counts(screen, term, totals, &parts, screen->board->filed, FALSE, today, -1);
  term_rule(term, totals + 1, 0, area.columns, "详情");
  paint_details(screen, term, parts.details);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_cell(App *app, const BoardScreen *screen) {
  const CaseBoardRow *row = current_row(screen);
  if (row == NULL)
    return;
  int month = month_of(screen->column);
  g_autofree char *when = month > 0 ? g_strdup_printf("%d月", month) : g_strdup("");
  g_autofree char *title = g_strdup_printf("%s  %d年%s的案例", row->name, screen->year, when);
  app_open(app, &SCREEN_CASE_SET,
           &(Opening){.unit = row->unit != 0 ? row->unit : OPENING_NO_UNIT,
                      .day = day_from_ymd(screen->year, month > 0 ? month : 1, 1),
                      .last = day_month_end(screen->year, month > 0 ? month : 12),
                      .text = title});
}

static void turn_year(App *app, BoardScreen *screen, int delta) {
  int year = screen->year + delta;
  if (year < 1 || year > 9998)
    return;
  screen->year = year;
  app_turn(app);
}

static gboolean board_offers(gpointer state, ActionId id) {
  const BoardScreen *screen = state;
  if (id == ACTION_PLAN_EDIT)
    return screen->board != NULL && screen->board->plan != NULL;
  return id != ACTION_OPEN || (screen->board != NULL && current_row(screen) != NULL);
}

static gboolean board_act(App *app, gpointer state, ActionId id) {
  BoardScreen *screen = state;
  CivilDate today = day_civil(app_today(app));
  switch (id) {
  case ACTION_OPEN:
    open_cell(app, screen);
    return TRUE;
  case ACTION_PLAN_EDIT:
    app_open_form(app, &FORM_PLAN, screen->year, NULL);
    return TRUE;
  case ACTION_LEFT:
    screen->column = MAX(screen->column - 1, 0);
    return TRUE;
  case ACTION_RIGHT:
    screen->column = MIN(screen->column + 1, YEAR_COLUMN);
    return TRUE;
  case ACTION_PREVIOUS_SPAN:
    turn_year(app, screen, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    turn_year(app, screen, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    screen->column = today.month - 1;
    turn_year(app, screen, today.year - screen->year);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void board_mouse(App *app, gpointer state, const Event *event, Area area) {
  BoardScreen *screen = state;
  if (screen->board == NULL)
    return;
  Layout parts = layout(area);
  gboolean twice = list_mouse(&screen->list, event, parts.list);
  if (event->mouse == MOUSE_PRESS && event->column >= parts.name)
    screen->column = MIN((event->column - parts.name) / parts.cell, YEAR_COLUMN);
  if (twice)
    open_cell(app, screen);
}

static void add_counts(Listing *listing, const char *name, const int counts[CASE_MONTHS],
                       int adopted) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(texts, g_strdup(name));
  for (int column = 0; column < COLUMN_COUNT; column++)
    g_ptr_array_add(texts, g_strdup_printf("%d", counts[month_of(column)]));
  g_ptr_array_add(texts, g_strdup_printf("%d", adopted));
  listing_row(listing, (const char *const *)texts->pdata);
}

static Listing *board_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const BoardScreen *screen = state;
  g_autofree char *title = g_strdup_printf("%d年每月案例报送情况（篇）", screen->year);
  Listing *listing = listing_new(title, case_board_remark(screen->board));
  listing_column(listing, "报送单位", LISTING_TEXT, 36);
  for (int month = 1; month <= YEAR_COLUMN; month++) {
    g_autofree char *name = g_strdup_printf("%d月", month);
    listing_column(listing, name, LISTING_NUMBER, 6);
  }
  listing_column(listing, "合计", LISTING_NUMBER, 6);
  listing_column(listing, "采纳", LISTING_NUMBER, 6);
  for (guint i = 0; i < screen->board->rows->len; i++) {
    const CaseBoardRow *row = screen->board->rows->pdata[i];
    add_counts(listing, row->name, row->filed, row->adopted);
  }
  add_counts(listing, "合计", screen->board->filed, screen->board->adopted);
  return listing;
}

const ScreenClass SCREEN_CASE_BOARD = {
    .title = "案例报送情况",
    .context = CONTEXT_CASE_BOARD,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = board_open,
    .close = board_close,
    .recalculate = board_recalculate,
    .listing = board_listing,
    .prepare = board_prepare,
    .paint = board_paint,
    .act = board_act,
    .offers = board_offers,
    .mouse = board_mouse,
};
