/* periods.c: 周期: what recurring duties ask for in a year and what came in, as a table. */
#include "core/model/matrix.h"
#include "core/rules/text.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

/* The ways of looking at a year, in the order in which Tab goes through them. */
typedef struct {
  gboolean by_unit;
  MatrixColumns columns;
  const char *name;
} View;

static const View VIEWS[] = {
    {FALSE, MATRIX_MONTHS, "按任务、按月"},   {FALSE, MATRIX_WEEKS, "按任务、按周"},
    {FALSE, MATRIX_QUARTERS, "按任务、按季"}, {TRUE, MATRIX_MONTHS, "按单位、按月"},
    {TRUE, MATRIX_WEEKS, "按单位、按周"},     {TRUE, MATRIX_QUARTERS, "按单位、按季"},
};

typedef struct {
  int year;      /* 0: not looked at yet */
  gint64 ledger; /* whose year it is */
  char *filter;  /* of the tasks */
  guint view;
  Matrix *matrix;
  List list;    /* rows of the matrix */
  guint column; /* the chosen column */
  gboolean now; /* the column of today is to be chosen once the year is read */
  guint left;   /* the first column shown */
} PeriodsScreen;

static gpointer periods_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  PeriodsScreen *screen = g_new0(PeriodsScreen, 1);
  screen->filter = g_strdup("");
  return screen;
}

static void periods_close(gpointer state) {
  PeriodsScreen *screen = state;
  matrix_free(screen->matrix);
  g_free(screen->filter);
  g_free(screen);
}

static const MatrixRow *current_row(const PeriodsScreen *screen) {
  return screen->list.count > 0 ? screen->matrix->rows->pdata[screen->list.current] : NULL;
}

static const MatrixColumn *column_at(const PeriodsScreen *screen, guint index) {
  return &g_array_index(screen->matrix->columns, MatrixColumn, index);
}

/* ---- reading ---------------------------------------------------------------------------- */

/* Chooses the column that today lies in, or the first. */
static void choose_today(PeriodsScreen *screen, Day today) {
  screen->column = 0;
  for (guint i = 0; i < screen->matrix->columns->len; i++) {
    const MatrixColumn *column = column_at(screen, i);
    if (today >= column->first && today <= column->last)
      screen->column = i;
  }
}

/* FALSE where it is not there. */
static gboolean choose_row(PeriodsScreen *screen, gint64 schedule, gint64 unit) {
  for (guint i = 0; i < screen->matrix->rows->len; i++) {
    const MatrixRow *row = screen->matrix->rows->pdata[i];
    if (row->schedule == schedule && row->unit == unit) {
      list_choose(&screen->list, i);
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean periods_recalculate(App *app, gpointer state, GError **error) {
  PeriodsScreen *screen = state;
  if (screen->year == 0 || screen->ledger != app_ledger(app))
    screen->year = app_scope_year(app);
  screen->ledger = app_ledger(app);
  const View *view = &VIEWS[screen->view];
  g_autoptr(GHashTable) tasks = NULL;
  if (!app_filtered_tasks(app, screen->filter, &tasks, error))
    return FALSE;
  Matrix *matrix = matrix_compute_of(app_db(app), app_reckoning(app), tasks, app_ledger(app),
                                     screen->year, view->columns, view->by_unit, error);
  if (matrix == NULL)
    return FALSE;
  const MatrixRow *row = screen->matrix != NULL ? current_row(screen) : NULL;
  gboolean chosen = row != NULL;
  gint64 schedule = chosen ? row->schedule : 0, unit = chosen ? row->unit : 0;
  gboolean same = screen->matrix != NULL && screen->matrix->columns->len == matrix->columns->len;
  matrix_free(screen->matrix);
  screen->matrix = matrix;
  list_resize(&screen->list, matrix->rows->len);
  if (!choose_row(screen, schedule, unit) && chosen)
    app_choice_lost(app, 0);
  if (!same || screen->now)
    choose_today(screen, app_today(app));
  screen->now = FALSE;
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

#define UNSET "还没有设定起算日，因此没有期次；在任务上按 r 设定"
#define CELL_WIDTH 7
#define TOTAL_WIDTH 10
#define DETAILS_ROWS 4 /* the cell, its row, and which ledger it is */

typedef struct {
  Area list;
  int name;       /* columns of the name */
  guint cells;    /* how many columns of the matrix are shown */
  int totals_row; /* the row of the column totals */
  Area details;
} Layout;

static Layout layout(const PeriodsScreen *screen, Area area) {
  Layout parts = {.name = CLAMP(area.columns / 4, 16, 48)};
  int room = area.columns - parts.name - TOTAL_WIDTH;
  guint count = screen->matrix != NULL ? screen->matrix->columns->len : 0;
  parts.cells = MIN((guint)MAX(room / CELL_WIDTH, 1), count);
  parts.list =
      (Area){area.row + 2, area.column, MAX(area.rows - 4 - DETAILS_ROWS, 0), area.columns};
  parts.totals_row = parts.list.row + parts.list.rows;
  parts.details = (Area){parts.totals_row + 2, area.column, DETAILS_ROWS, area.columns};
  return parts;
}

/* Brings the chosen column into sight, and the next one: a quarter's duty, which is filed under its
 * last month, is seen before that month has come. */
static gboolean periods_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  PeriodsScreen *screen = state;
  Layout parts = layout(screen, area);
  list_layout(&screen->list, parts.list.rows);
  if (parts.cells == 0)
    return TRUE;
  guint last = screen->matrix->columns->len - parts.cells;
  guint next = MIN(screen->column + 1, screen->matrix->columns->len - 1);
  if (next >= screen->left + parts.cells)
    screen->left = next - parts.cells + 1;
  screen->left = MIN(MIN(screen->left, screen->column), last);
  return TRUE;
}

/* 1/3!, with the light's sign; nothing where nothing is asked for. The caller frees. */
static char *cell_text(const MatrixCell *cell) {
  if (cell->periods == 0)
    return g_strdup("");
  return g_strdup_printf("%d/%d%s", cell->count, cell->quota, light_sign(cell->light));
}

static void paint_cell(Term *term, int y, int x, int width, const MatrixCell *cell,
                       gboolean selected) {
  g_autofree char *text = cell_text(cell);
  ThemeRole role = selected            ? THEME_SELECTED
                   : cell->periods > 0 ? task_rows_light_role(cell->light, cell->blue)
                                       : THEME_TEXT;
  term_text(term, y, x, width - 1, role, text);
  term_text(term, y, x + width - 1, 1, THEME_TEXT, NULL);
}

/* The cells of one row and its total; chosen is the column to be marked, -1 for none. */
static void paint_cells(const PeriodsScreen *screen, Term *term, int y, const Layout *parts,
                        const MatrixCell *cells, const MatrixCell *total, int chosen) {
  int x = parts->name;
  for (guint i = 0; i < parts->cells; i++, x += CELL_WIDTH)
    paint_cell(term, y, x, CELL_WIDTH, &cells[screen->left + i], (int)(screen->left + i) == chosen);
  paint_cell(term, y, x, TOTAL_WIDTH, total, FALSE);
  int used = x + TOTAL_WIDTH;
  term_text(term, y, used, parts->list.columns - used, THEME_TEXT, NULL);
}

static void paint_head(const PeriodsScreen *screen, Term *term, int y, const Layout *parts) {
  term_text(term, y, 0, parts->list.columns, THEME_HEADER, NULL);
  term_text(term, y, 0, parts->name, THEME_HEADER,
            VIEWS[screen->view].by_unit ? "责任单位" : "周期要求");
  int x = parts->name;
  for (guint i = 0; i < parts->cells; i++, x += CELL_WIDTH)
    term_text(term, y, x, CELL_WIDTH, THEME_HEADER, column_at(screen, screen->left + i)->name);
  term_text(term, y, x, TOTAL_WIDTH, THEME_HEADER, "全年合计");
}

static void paint_row(const PeriodsScreen *screen, Term *term, int y, const Layout *parts,
                      gsize index) {
  const MatrixRow *row = screen->matrix->rows->pdata[index];
  gboolean selected = index == screen->list.current;
  term_text(term, y, 0, parts->name - 1, selected ? THEME_STRONG : THEME_TEXT, row->name);
  term_text(term, y, parts->name - 1, 1, selected ? THEME_STRONG : THEME_TEXT, NULL);
  paint_cells(screen, term, y, parts, row->cells, &row->total, selected ? (int)screen->column : -1);
}

static void paint_details(App *app, const PeriodsScreen *screen, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  int y = area.row, end = area.row + area.rows, ledger = end - 1;
  task_rows_paint_field(term, &ledger, end--, 0, area.columns, "台账：", app_scope_title(app),
                        THEME_TEXT);
  const MatrixRow *row = current_row(screen);
  if (row == NULL)
    return;
  const MatrixCell *cell = &row->cells[screen->column];
  const MatrixColumn *column = column_at(screen, screen->column);
  char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
  g_autofree char *state = cell->periods > 0
                               ? g_strdup_printf("共%d期，应报%d次，已报%d次  %s%s", cell->periods,
                                                 cell->quota, cell->count, light_sign(cell->light),
                                                 light_name_in(cell->light, cell->blue))
                               : g_strdup(row->unset ? UNSET : "没有要求");
  g_autofree char *text =
      g_strdup_printf("%s（%s 至 %s）  %s", column->name, day_to_iso(column->first, first),
                      day_to_iso(column->last, last), state);
  task_rows_paint_field(term, &y, end, 0, area.columns, "本格：", text, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, row->unit != 0 ? "单位：" : "要求：",
                        row->name, THEME_TEXT);
}

static void paint_empty(const PeriodsScreen *screen, Term *term, Area area) {
  g_autofree char *text =
      *screen->filter != '\0'
          ? g_strdup_printf("%d年没有符合筛选的周期要求；按 Esc 取消筛选", screen->year)
          : g_strdup_printf("%d年没有周期要求；在任务上按 r 添加，按 [ ] 看别的年份", screen->year);
  term_text(term, area.row, 0, area.columns, THEME_DIM, text);
}

static void periods_paint(App *app, gpointer state, Term *term, Area area) {
  PeriodsScreen *screen = state;
  if (screen->matrix == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Layout parts = layout(screen, area);
  g_autofree char *filter =
      *screen->filter != '\0' ? g_strdup_printf("  筛选“%s”", screen->filter) : g_strdup("");
  g_autofree char *title = g_strdup_printf("%d年周期义务（%s）%s  已报/应报", screen->year,
                                           VIEWS[screen->view].name, filter);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  task_rows_paint_legend(term, area.row, text_width(title), area.columns - 12,
                         screen->matrix->total.blue);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  paint_head(screen, term, area.row + 1, &parts);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, parts.list.row + y, &parts, index);
    else
      term_text(term, parts.list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && parts.list.rows > 0)
    paint_empty(screen, term, parts.list);
  term_text(term, parts.totals_row, 0, parts.name, THEME_STRONG,
            VIEWS[screen->view].by_unit ? "合计（每项只计一次）" : "合计");
  paint_cells(screen, term, parts.totals_row, &parts, screen->matrix->totals,
              &screen->matrix->total, -1);
  term_rule(term, parts.totals_row + 1, 0, area.columns, "详情");
  paint_details(app, screen, term, parts.details);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_cell(App *app, const PeriodsScreen *screen) {
  const MatrixRow *row = current_row(screen);
  if (row == NULL)
    return;
  if (row->cells[screen->column].periods == 0) {
    app_notice(app, "%s", row->unset ? UNSET : "这一格没有要求报送");
    return;
  }
  const MatrixColumn *column = column_at(screen, screen->column);
  app_open(app, &SCREEN_PERIOD,
           &(Opening){.id = row->schedule,
                      .unit = row->unit,
                      .day = column->first,
                      .last = column->last,
                      .text = row->name});
}

static void submit(App *app, const PeriodsScreen *screen) {
  const MatrixRow *row = current_row(screen);
  if (row == NULL || row->cells[screen->column].periods != 1 || row->schedule == 0) {
    open_cell(app, screen); /* which one is to be chosen there */
    return;
  }
  const MatrixCell *cell = &row->cells[screen->column];
  app_open_form(app, &FORM_SUBMISSION, row->schedule,
                (const char *const[]){"period", cell->key, NULL});
}

static void move_column(PeriodsScreen *screen, int delta) {
  gint64 column = (gint64)screen->column + delta;
  screen->column = (guint)CLAMP(column, 0, (gint64)screen->matrix->columns->len - 1);
}

static void turn_year(App *app, PeriodsScreen *screen, int delta) {
  int year = screen->year + delta;
  if (year < 1 || year > 9998)
    return;
  screen->year = year;
  app_turn(app);
}

/* An event is offered where the chosen rule counts from one; a unit's row is of no rule. */
static gboolean periods_offers(gpointer state, ActionId id) {
  const PeriodsScreen *screen = state;
  const MatrixRow *row = screen->matrix != NULL ? current_row(screen) : NULL;
  switch (id) {
  case ACTION_EVENT:
    return row != NULL && row->schedule != 0 && row->basis == BASIS_EVENT;
  case ACTION_SUBMIT:
  case ACTION_OPEN:
    return row != NULL;
  default:
    return TRUE;
  }
}

static gboolean periods_act(App *app, gpointer state, ActionId id) {
  PeriodsScreen *screen = state;
  if (screen->matrix == NULL)
    return FALSE;
  switch (id) {
  case ACTION_OPEN:
    open_cell(app, screen);
    return TRUE;
  case ACTION_SUBMIT:
    submit(app, screen);
    return TRUE;
  case ACTION_EVENT:
    app_open_form(app, &FORM_EVENT, current_row(screen)->schedule, NULL);
    return TRUE;
  case ACTION_LEFT:
    move_column(screen, -1);
    return TRUE;
  case ACTION_RIGHT:
    move_column(screen, 1);
    return TRUE;
  case ACTION_TURN:
    screen->view = (screen->view + 1) % G_N_ELEMENTS(VIEWS);
    app_turn(app);
    return TRUE;
  case ACTION_PREVIOUS_SPAN:
    turn_year(app, screen, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    turn_year(app, screen, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    screen->now = TRUE;
    turn_year(app, screen, day_civil(app_today(app)).year - screen->year);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void periods_mouse(App *app, gpointer state, const Event *event, Area area) {
  PeriodsScreen *screen = state;
  if (screen->matrix == NULL)
    return;
  Layout parts = layout(screen, area);
  gboolean twice = list_mouse(&screen->list, event, parts.list);
  int cell = (event->column - parts.name) / CELL_WIDTH;
  if (event->mouse == MOUSE_PRESS && event->column >= parts.name && cell < (int)parts.cells)
    screen->column = screen->left + (guint)cell;
  if (twice)
    open_cell(app, screen);
}

static void periods_filter(gpointer state, const char *text) {
  PeriodsScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
}

static const char *periods_filtered(gpointer state) {
  return ((PeriodsScreen *)state)->filter;
}

/* 1/3, without the sign, which a table shows by its text: 欠 behind what was missed. */
static char *listing_cell(const MatrixCell *cell) {
  return cell->periods == 0 ? g_strdup("")
                            : g_strdup_printf("%d/%d%s", cell->count, cell->quota,
                                              cell->light == LIGHT_RED ? "欠" : "");
}

static void add_cells(Listing *listing, const char *name, const MatrixCell *cells,
                      const MatrixCell *total, guint count) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(texts, g_strdup(name));
  for (guint i = 0; i < count; i++)
    g_ptr_array_add(texts, listing_cell(&cells[i]));
  g_ptr_array_add(texts, listing_cell(total));
  listing_row(listing, (const char *const *)texts->pdata);
}

static Listing *periods_listing(App *app, gpointer state, GError **error) {
  (void)error;
  const PeriodsScreen *screen = state;
  const Matrix *matrix = screen->matrix;
  g_autofree char *title =
      g_strdup_printf("%d年周期义务（%s，已报/应报）", screen->year, VIEWS[screen->view].name);
  Listing *listing = listing_new(title, app_scope_title(app));
  listing_column(listing, VIEWS[screen->view].by_unit ? "责任单位" : "周期要求", LISTING_TEXT, 40);
  for (guint i = 0; i < matrix->columns->len; i++)
    listing_column(listing, column_at(screen, i)->name, LISTING_SHORT, CELL_WIDTH);
  listing_column(listing, "全年合计", LISTING_SHORT, TOTAL_WIDTH);
  for (guint i = 0; i < matrix->rows->len; i++) {
    const MatrixRow *row = matrix->rows->pdata[i];
    add_cells(listing, row->name, row->cells, &row->total, matrix->columns->len);
  }
  add_cells(listing, "合计", matrix->totals, &matrix->total, matrix->columns->len);
  return listing;
}

const ScreenClass SCREEN_PERIODS = {
    .title = "周期",
    .context = CONTEXT_PERIODS,
    .action = ACTION_PERIODS,
    .is_list = TRUE,
    .open = periods_open,
    .close = periods_close,
    .recalculate = periods_recalculate,
    .listing = periods_listing,
    .prepare = periods_prepare,
    .paint = periods_paint,
    .act = periods_act,
    .offers = periods_offers,
    .mouse = periods_mouse,
    .filter = periods_filter,
    .filtered = periods_filtered,
};
