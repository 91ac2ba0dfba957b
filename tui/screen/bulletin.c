/* bulletin.c: 通报: the month's figures; each opens the tasks it counts. */
#include "core/model/bulletin.h"
#include "core/rules/text.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef enum {
  ROW_LINE,   /* figures of all, of a unit or of an indicator */
  ROW_CHANGE, /* what is otherwise than a month before */
  ROW_TITLE,  /* of a part */
  ROW_LATE,   /* a late task */
} RowKind;

typedef struct {
  RowKind kind;
  const char *title;        /* ROW_TITLE; static */
  const BulletinLine *line; /* ROW_LINE */
  const BulletinLate *late; /* ROW_LATE */
} Row;

typedef struct {
  int year, month; /* 0: not looked at yet */
  Bulletin *bulletin;
  GArray *rows; /* Row */
  List list;
  int column; /* the chosen figure */
} BulletinScreen;

/* The figures of ROW_CHANGE, in the columns of the others. */
#define CHANGE_COUNT 5

static gpointer bulletin_screen_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  BulletinScreen *screen = g_new0(BulletinScreen, 1);
  screen->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  return screen;
}

static void bulletin_screen_close(gpointer state) {
  BulletinScreen *screen = state;
  bulletin_free(screen->bulletin);
  g_array_unref(screen->rows);
  g_free(screen);
}

static const Row *row_at(const BulletinScreen *screen, gsize index) {
  return &g_array_index(screen->rows, Row, index);
}

static const Row *current_row(const BulletinScreen *screen) {
  return screen->list.count > 0 ? row_at(screen, screen->list.current) : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

static void add_row(BulletinScreen *screen, Row row) {
  g_array_append_val(screen->rows, row);
}

static void add_lines(BulletinScreen *screen, const char *title, const GPtrArray *lines) {
  add_row(screen, (Row){.kind = ROW_TITLE, .title = title});
  for (guint i = 0; i < lines->len; i++)
    add_row(screen, (Row){.kind = ROW_LINE, .line = lines->pdata[i]});
}

static void build_rows(BulletinScreen *screen) {
  const Bulletin *bulletin = screen->bulletin;
  g_array_set_size(screen->rows, 0);
  add_row(screen, (Row){.kind = ROW_LINE, .line = bulletin->all});
  if (bulletin->change->tasks > 0)
    add_row(screen, (Row){.kind = ROW_CHANGE});
  add_lines(screen, "责任单位", bulletin->units);
  add_lines(screen, "一级指标", bulletin->indicators);
  add_row(screen, (Row){.kind = ROW_TITLE, .title = "逾期未办结"});
  for (guint i = 0; i < bulletin->late->len; i++)
    add_row(screen, (Row){.kind = ROW_LATE, .late = bulletin->late->pdata[i]});
  list_resize(&screen->list, screen->rows->len);
}

static gboolean bulletin_screen_recalculate(App *app, gpointer state, GError **error) {
  BulletinScreen *screen = state;
  if (screen->year == 0) {
    CivilDate today = day_civil(app_today(app));
    screen->year = today.year;
    screen->month = today.month;
  }
  Bulletin *bulletin = bulletin_compute(app_db(app), app_reckoning(app), app_ledger(app),
                                        screen->year, screen->month, error);
  if (bulletin == NULL)
    return FALSE;
  bulletin_free(screen->bulletin);
  screen->bulletin = bulletin;
  build_rows(screen);
  return TRUE;
}

/* ---- figures ---------------------------------------------------------------------------- */

static const Figure *change_figure(const BulletinChange *change, int column) {
  const Figure *const figures[CHANGE_COUNT] = {&change->done, &change->overdue, &change->cleared,
                                               &change->added, &change->dropped};
  return column < CHANGE_COUNT ? figures[column] : NULL;
}

static const char *change_name(int column) {
  static const char *const names[CHANGE_COUNT] = {"新办结", "新逾期", "逾期已解", "新增", "减少"};
  return names[column];
}

/* The figure of a row and column, and what it is called; NULL where there is none. */
static const Figure *figure_at(const BulletinScreen *screen, const Row *row, int column,
                               const char **name) {
  if (row->kind == ROW_LINE) {
    *name = figure_name((FigureKind)column);
    return &row->line->figures[column];
  }
  if (row->kind == ROW_CHANGE && column < CHANGE_COUNT) {
    *name = change_name(column);
    return change_figure(screen->bulletin->change, column);
  }
  return NULL;
}

/* ---- painting --------------------------------------------------------------------------- */

#define FIGURE_WIDTH 6 /* with seven of them a name keeps 25 of 80 columns */
#define SHARE_WIDTH 8
#define RANK_WIDTH 5

typedef struct {
  Area list;
  int name; /* columns of the name */
} Layout;

static Layout layout(Area area) {
  Layout parts = {.list = {area.row + 3, area.column, MAX(area.rows - 4, 0), area.columns}};
  parts.name = MAX(area.columns - FIGURE_COUNT * FIGURE_WIDTH - SHARE_WIDTH - RANK_WIDTH, 12);
  return parts;
}

static gboolean bulletin_screen_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  BulletinScreen *screen = state;
  list_layout(&screen->list, layout(area).list.rows);
  return TRUE;
}

static void paint_number(Term *term, int y, int x, guint number, ThemeRole role) {
  g_autofree char *text = g_strdup_printf("%*u", FIGURE_WIDTH - 1, number);
  term_text(term, y, x, FIGURE_WIDTH - 1, role, text);
  term_text(term, y, x + FIGURE_WIDTH - 1, 1, THEME_TEXT, NULL);
}

static ThemeRole figure_role(const Row *row, int column, guint number, gboolean selected) {
  if (selected)
    return THEME_SELECTED;
  gboolean late = row->kind == ROW_LINE ? column == FIGURE_OVERDUE || column == FIGURE_MISSED
                                        : column == 1; /* 新逾期 */
  return late && number > 0 ? THEME_RED : THEME_TEXT;
}

static void paint_line(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                       const Row *row, gboolean chosen) {
  const BulletinLine *line = row->line;
  ThemeRole role = chosen ? THEME_STRONG : THEME_TEXT;
  term_text(term, y, 0, parts->name, role, line->name);
  int x = parts->name;
  for (int i = 0; i < FIGURE_COUNT; i++, x += FIGURE_WIDTH) {
    guint number = bulletin_count(line, (FigureKind)i);
    paint_number(term, y, x, number, figure_role(row, i, number, chosen && i == screen->column));
  }
  g_autofree char *share = g_strdup_printf("%5.1f%%", line->share);
  g_autofree char *rank =
      line->rank > 0 ? g_strdup_printf("%*d", RANK_WIDTH - 1, line->rank) : g_strdup("");
  term_text(term, y, x, SHARE_WIDTH, role, share);
  term_text(term, y, x + SHARE_WIDTH, parts->list.columns - x - SHARE_WIDTH, role, rank);
}

/* 比上月 新办结3 新逾期0 …, each figure in the columns of the line above. */
static void paint_change(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                         const Row *row, gboolean chosen) {
  const BulletinChange *change = screen->bulletin->change;
  term_text(term, y, 0, parts->list.columns, THEME_TEXT, NULL);
  int x =
      term_span(term, y, 0, parts->list.columns, chosen ? THEME_STRONG : THEME_TEXT, "比上月：");
  for (int i = 0; i < CHANGE_COUNT; i++) {
    guint number = change_figure(change, i)->tasks->len;
    g_autofree char *text = g_strdup_printf("%s%u项", change_name(i), number);
    x += 1 + term_span(term, y, x + 1, MAX(parts->list.columns - x - 1, 0),
                       figure_role(row, i, number, chosen && i == screen->column), text);
  }
  g_autofree char *share = g_strdup_printf("  办结率%+.1f个百分点", change->share);
  term_span(term, y, x, MAX(parts->list.columns - x, 0), THEME_TEXT, share);
}

static void paint_late(Term *term, int y, int width, const BulletinLate *late, gboolean chosen) {
  ThemeRole role = chosen ? THEME_SELECTED : THEME_TEXT;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *days = g_strdup_printf("逾期%d天", late->days);
  g_autofree char *goal = g_strdup_printf("第%d项 %s", late->number, late->goal);
  int units = width / 4, due = 12, days_width = 12;
  int goal_width = width - units - due - days_width;
  term_text(term, y, 0, days_width, chosen ? role : THEME_RED, days);
  term_text(term, y, days_width, goal_width - 1, role, goal);
  term_text(term, y, days_width + goal_width - 1, 1, role, NULL);
  term_text(term, y, days_width + goal_width, units, role, late->units);
  term_text(term, y, width - due, due, role, day_to_iso(late->due, iso));
}

static void paint_row(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                      gsize index) {
  const Row *row = row_at(screen, index);
  gboolean chosen = index == screen->list.current;
  switch (row->kind) {
  case ROW_LINE:
    paint_line(screen, term, y, parts, row, chosen);
    break;
  case ROW_CHANGE:
    paint_change(screen, term, y, parts, row, chosen);
    break;
  case ROW_TITLE:
    term_text(term, y, 0, parts->list.columns, chosen ? THEME_SELECTED : THEME_GROUP, row->title);
    break;
  case ROW_LATE:
    paint_late(term, y, parts->list.columns, row->late, chosen);
    break;
  }
}

/* The words of the print; each ends where its numbers do. */
static void paint_head(Term *term, int y, const Layout *parts) {
  static const char *const names[FIGURE_COUNT] = {"任务", "办结", "按时", "超时",
                                                  "逾期", "欠报", "未报"};
  term_text(term, y, 0, parts->list.columns, THEME_HEADER, NULL);
  int x = parts->name;
  for (int i = 0; i < FIGURE_COUNT; i++, x += FIGURE_WIDTH)
    term_span(term, y, x + FIGURE_WIDTH - 1 - text_width(names[i]), FIGURE_WIDTH, THEME_HEADER,
              names[i]);
  term_text(term, y, x, SHARE_WIDTH, THEME_HEADER, "办结率");
  term_text(term, y, x + SHARE_WIDTH, RANK_WIDTH, THEME_HEADER, "名次");
}

/* What the chosen figure is, so that nobody has to guess what a number counts. */
static void paint_chosen(const BulletinScreen *screen, Term *term, int y, int width) {
  const Row *row = current_row(screen);
  const char *name = NULL;
  const Figure *figure = row != NULL ? figure_at(screen, row, screen->column, &name) : NULL;
  g_autofree char *text =
      figure != NULL ? g_strdup_printf("%s%s%s：%u项，按回车看这些任务",
                                       row->kind == ROW_LINE ? row->line->name : "比上月",
                                       row->kind == ROW_LINE ? "  " : " ", name, figure->tasks->len)
                     : g_strdup("按回车看任务");
  term_rule(term, y, 0, width, text);
}

static void bulletin_screen_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  BulletinScreen *screen = state;
  if (screen->bulletin == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Layout parts = layout(area);
  char iso[DAY_TEXT_SIZE];
  g_autofree char *title = g_strdup_printf("%d年%d月通报（截至%s）", screen->year, screen->month,
                                           day_to_iso(screen->bulletin->as_of, iso));
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  g_autofree char *gap = bulletin_gap_text(screen->bulletin);
  term_text(term, area.row + 1, 0, area.columns, gap != NULL ? THEME_TEXT : THEME_DIM,
            gap != NULL ? gap : screen->bulletin->title);
  paint_head(term, area.row + 2, &parts);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, parts.list.row + y, &parts, index);
    else
      term_text(term, parts.list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  paint_chosen(screen, term, parts.list.row + parts.list.rows, area.columns);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_figure(App *app, const BulletinScreen *screen) {
  const Row *row = current_row(screen);
  if (row != NULL && row->kind == ROW_LATE) {
    app_open(app, &SCREEN_TASK, &(Opening){.id = row->late->task});
    return;
  }
  const char *name = NULL;
  const Figure *figure = row != NULL ? figure_at(screen, row, screen->column, &name) : NULL;
  if (figure == NULL)
    return;
  g_autofree char *title =
      g_strdup_printf("%d年%d月通报  %s  %s", screen->year, screen->month,
                      row->kind == ROW_LINE ? row->line->name : "比上月", name);
  app_open(app, &SCREEN_TASK_SET, &(Opening){.text = title, .ids = figure->tasks});
}

/* Another month; not after today's, of which nothing can be told. */
static void turn_month(App *app, BulletinScreen *screen, int delta) {
  int month = screen->year * 12 + screen->month - 1 + delta;
  CivilDate today = day_civil(app_today(app));
  if (month > today.year * 12 + today.month - 1) {
    app_notice(app, "还没有以后月份的通报");
    return;
  }
  if (month < 12)
    return;
  screen->year = month / 12;
  screen->month = month % 12 + 1;
  app_changed(app);
}

static gboolean bulletin_screen_act(App *app, gpointer state, ActionId id) {
  BulletinScreen *screen = state;
  if (screen->bulletin == NULL)
    return FALSE;
  CivilDate today = day_civil(app_today(app));
  switch (id) {
  case ACTION_OPEN:
    open_figure(app, screen);
    return TRUE;
  case ACTION_LEFT:
    screen->column = MAX(screen->column - 1, 0);
    return TRUE;
  case ACTION_RIGHT:
    screen->column = MIN(screen->column + 1, FIGURE_COUNT - 1);
    return TRUE;
  case ACTION_PREVIOUS_SPAN:
    turn_month(app, screen, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    turn_month(app, screen, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    turn_month(app, screen, today.year * 12 + today.month - (screen->year * 12 + screen->month));
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void bulletin_screen_mouse(App *app, gpointer state, const Event *event, Area area) {
  BulletinScreen *screen = state;
  if (screen->bulletin == NULL)
    return;
  Layout parts = layout(area);
  gboolean twice = list_mouse(&screen->list, event, parts.list);
  int column = (event->column - parts.name) / FIGURE_WIDTH;
  if (event->mouse == MOUSE_PRESS && event->column >= parts.name && column < FIGURE_COUNT)
    screen->column = column;
  if (twice)
    open_figure(app, screen);
}

const ScreenClass SCREEN_BULLETIN = {
    .title = "通报",
    .context = CONTEXT_BULLETIN,
    .action = ACTION_BULLETIN,
    .is_list = TRUE,
    .open = bulletin_screen_open,
    .close = bulletin_screen_close,
    .recalculate = bulletin_screen_recalculate,
    .prepare = bulletin_screen_prepare,
    .paint = bulletin_screen_paint,
    .act = bulletin_screen_act,
    .mouse = bulletin_screen_mouse,
};
