/* bulletin.c: 通报: the month's figures; each opens the tasks it counts. As a table, as a picture
 * (bulletin_picture.h), or, where there is room, as both. */
#include "core/rules/text.h"
#include "tui/screen/bulletin_picture.h"
#include "tui/screen/bulletin_rows.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  int year, month; /* 0: not looked at yet */
  Bulletin *bulletin;
  GArray *rows; /* BulletinRow */
  List list;
  int column;       /* the chosen figure */
  gboolean picture; /* it was turned to the picture, where both do not fit */
  gboolean both;    /* both fit */
  GArray *months;   /* BulletinMonth; NULL: not read yet */
} BulletinScreen;

static gpointer bulletin_screen_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  BulletinScreen *screen = g_new0(BulletinScreen, 1);
  screen->rows = g_array_new(FALSE, FALSE, sizeof(BulletinRow));
  return screen;
}

static void bulletin_screen_close(gpointer state) {
  BulletinScreen *screen = state;
  bulletin_free(screen->bulletin);
  g_array_unref(screen->rows);
  g_clear_pointer(&screen->months, g_array_unref);
  g_free(screen);
}

static const BulletinRow *row_at(const BulletinScreen *screen, gsize index) {
  return &g_array_index(screen->rows, BulletinRow, index);
}

static const BulletinRow *current_row(const BulletinScreen *screen) {
  return screen->list.count > 0 ? row_at(screen, screen->list.current) : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

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
  gboolean chosen = screen->list.count > 0;
  BulletinRow row = chosen ? *current_row(screen) : (BulletinRow){0};
  Bulletin *before = screen->bulletin; /* of which row is */
  screen->bulletin = bulletin;
  bulletin_rows_build(screen->rows, bulletin);
  list_resize(&screen->list, screen->rows->len);
  for (guint i = 0; chosen && i < screen->rows->len; i++) {
    if (bulletin_row_same(&row, row_at(screen, i)))
      list_choose(&screen->list, i);
  }
  bulletin_free(before);
  g_clear_pointer(&screen->months, g_array_unref);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

#define FIGURE_LEAST 6 /* with seven of them a name keeps 25 of 80 columns */
#define SHARE_WIDTH 8
#define RANK_WIDTH 5
#define FIGURES_WIDTH(figure) (FIGURE_COUNT * (figure) + SHARE_WIDTH + RANK_WIDTH)
#define NAME_LEAST 12
#define NAME_WIDE 36
#define RULE_ENDS 6 /* columns of a rule beside its text */

#define BAR_MOST 60
#define WIDE 120 /* columns in which a bar fits beside the figures */
#define TALL 34  /* rows in which the year fits below them */
#define YEAR_ROWS_LEAST 10
#define YEAR_ROWS_MOST 18
#define BESIDE_LIST 4 /* rows: title, what of, heads, rule */

typedef struct {
  Area list;
  Area year;        /* no rows: it is not shown */
  int figure;       /* columns of a figure, with the gap behind it, … */
  int name;         /* … of the name … */
  int bar;          /* … and of the bar after the figures; 0: none */
  gboolean picture; /* rows are bars */
} Layout;

static gboolean fits_both(Area area) {
  return area.columns >= WIDE && area.rows >= TALL;
}

/* The largest of all figures is how many tasks there are. */
static int figure_width(const BulletinScreen *screen) {
  int width = 1;
  for (guint left = screen->bulletin != NULL ? bulletin_count(screen->bulletin->all, FIGURE_TASKS)
                                             : 0;
       left > 0; left /= 10)
    width++;
  return MAX(width, FIGURE_LEAST);
}

static Layout layout(const BulletinScreen *screen, Area area) {
  int figure = figure_width(screen);
  Layout parts = {.figure = figure, .picture = screen->picture && !fits_both(area)};
  int year = 0;
  if (parts.picture || area.rows >= TALL)
    year =
        MIN(CLAMP(area.rows / 3, YEAR_ROWS_LEAST, YEAR_ROWS_MOST), MAX(area.rows - BESIDE_LIST, 0));
  parts.list =
      (Area){area.row + 3, area.column, MAX(area.rows - BESIDE_LIST - year, 0), area.columns};
  parts.year = (Area){area.row + area.rows - year, area.column, year, area.columns};
  parts.bar =
      area.columns >= WIDE ? MIN(area.columns - FIGURES_WIDTH(figure) - NAME_WIDE, BAR_MOST) : 0;
  parts.name = MAX(area.columns - FIGURES_WIDTH(figure) - parts.bar, NAME_LEAST);
  return parts;
}

/* Of the late ones, which stand at the end, what the rows on the screen say. */
static gboolean fill_rows(App *app, BulletinScreen *screen, int rows, GError **error) {
  if (screen->bulletin == NULL)
    return TRUE;
  gsize top = screen->list.top, end = MIN(top + (gsize)rows, screen->list.count);
  gsize first = screen->list.count - screen->bulletin->late->len;
  return end <= first ||
         bulletin_fill_late(app_db(app), screen->bulletin, (guint)(MAX(top, first) - first),
                            (guint)(end - MAX(top, first)), error);
}

/* The year is read only where it is shown. */
static gboolean bulletin_screen_prepare(App *app, gpointer state, Area area, GError **error) {
  BulletinScreen *screen = state;
  Layout parts = layout(screen, area);
  list_layout(&screen->list, parts.list.rows);
  screen->both = fits_both(area);
  if (!fill_rows(app, screen, parts.list.rows, error))
    return FALSE;
  if (parts.year.rows == 0 || screen->months != NULL || screen->bulletin == NULL)
    return TRUE;
  screen->months = bulletin_year(app_db(app), app_reckoning(app), app_ledger(app), screen->year,
                                 screen->month, error);
  return screen->months != NULL;
}

static void paint_number(Term *term, int y, int x, int width, guint number, ThemeRole role) {
  g_autofree char *text = g_strdup_printf("%*u", width - 1, number);
  term_text(term, y, x, width - 1, role, text);
  term_text(term, y, x + width - 1, 1, THEME_TEXT, NULL);
}

static ThemeRole figure_role(const BulletinRow *row, int column, guint number, gboolean selected) {
  if (selected)
    return THEME_SELECTED;
  gboolean late = row->kind == ROW_LINE ? column == FIGURE_OVERDUE || column == FIGURE_MISSED
                                        : column == 1; /* 新逾期 */
  return late && number > 0 ? THEME_RED : THEME_TEXT;
}

static void paint_line(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                       const BulletinRow *row, gboolean chosen) {
  const BulletinLine *line = row->line;
  ThemeRole role = chosen ? THEME_STRONG : THEME_TEXT;
  term_text(term, y, 0, parts->name, role, line->name);
  int x = parts->name;
  for (int i = 0; i < FIGURE_COUNT; i++, x += parts->figure) {
    guint number = bulletin_count(line, (FigureKind)i);
    paint_number(term, y, x, parts->figure, number,
                 figure_role(row, i, number, chosen && i == screen->column));
  }
  g_autofree char *share = g_strdup_printf("%5.1f%%", line->share);
  g_autofree char *rank =
      line->rank > 0 ? g_strdup_printf("%*d", RANK_WIDTH - 1, line->rank) : g_strdup("");
  term_text(term, y, x, SHARE_WIDTH, role, share);
  x += SHARE_WIDTH;
  term_text(term, y, x, parts->list.columns - parts->bar - x, role, rank);
  bulletin_picture_bar(term, y, parts->list.columns - parts->bar, parts->bar, line);
}

static const char CHANGE_LABEL[] = "比上月：";

/* 新办结3项; the number goes into *number. The caller frees. */
static char *change_text(const BulletinRow *row, int column, guint *number) {
  const char *name = bulletin_row_figure(row, column, number);
  return g_strdup_printf("%s%u项", name, *number);
}

/* 比上月： 新办结3项 新逾期0项 …, one after the other. */
static void paint_change(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                         const BulletinRow *row, gboolean chosen) {
  term_text(term, y, 0, parts->list.columns, THEME_TEXT, NULL);
  int x =
      term_span(term, y, 0, parts->list.columns, chosen ? THEME_STRONG : THEME_TEXT, CHANGE_LABEL);
  for (int i = 0; i < BULLETIN_CHANGES; i++) {
    guint number;
    g_autofree char *text = change_text(row, i, &number);
    x += 1 + term_span(term, y, x + 1, MAX(parts->list.columns - x - 1, 0),
                       figure_role(row, i, number, chosen && i == screen->column), text);
  }
  g_autofree char *share = g_strdup_printf("  办结率%+.1f个百分点", row->change->share);
  term_span(term, y, x, MAX(parts->list.columns - x, 0), THEME_TEXT, share);
}

/* The figure of that line at a column of the screen; -1 where there is none. */
static int change_at(const BulletinRow *row, int column) {
  int x = text_width(CHANGE_LABEL);
  for (int i = 0; i < BULLETIN_CHANGES; i++) {
    guint number;
    g_autofree char *text = change_text(row, i, &number);
    int end = x + 1 + text_width(text);
    if (column > x && column < end)
      return i;
    x = end;
  }
  return -1;
}

static void paint_late(Term *term, int y, int width, const BulletinLate *late, gboolean chosen) {
  ThemeRole role = chosen ? THEME_SELECTED : THEME_TEXT;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *days = g_strdup_printf("逾期%d天", late->days);
  g_autofree char *goal =
      late->goal != NULL ? g_strdup_printf("第%d项 %s", late->number, late->goal) : NULL;
  int units = width / 4, due = 12, days_width = 12;
  int goal_width = width - units - due - days_width;
  term_text(term, y, 0, days_width, chosen ? role : THEME_RED, days);
  term_text(term, y, days_width, goal_width - 1, role, goal);
  term_text(term, y, days_width + goal_width - 1, 1, role, NULL);
  term_text(term, y, days_width + goal_width, units - 1, role, late->units);
  term_text(term, y, width - due - 1, 1, role, NULL);
  term_text(term, y, width - due, due, role, day_to_iso(late->due, iso));
}

static void paint_row(const BulletinScreen *screen, Term *term, int y, const Layout *parts,
                      gsize index) {
  const BulletinRow *row = row_at(screen, index);
  gboolean chosen = index == screen->list.current;
  switch (row->kind) {
  case ROW_LINE:
    if (parts->picture)
      bulletin_picture_row(term, y, parts->list.columns, row->line,
                           chosen ? THEME_SELECTED : THEME_TEXT);
    else
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
  for (int i = 0; i < FIGURE_COUNT; i++, x += parts->figure)
    term_span(term, y, x + parts->figure - 1 - text_width(names[i]), parts->figure, THEME_HEADER,
              names[i]);
  term_text(term, y, x, SHARE_WIDTH, THEME_HEADER, "办结率");
  term_text(term, y, x + SHARE_WIDTH, RANK_WIDTH, THEME_HEADER, "名次");
}

/* What the chosen figure is, so that nobody has to guess what a number counts. Where share and rank
 * have no room in the row, they stand here; else the mean, by which equal shares are ranked. */
static char *chosen_text(const BulletinScreen *screen, const BulletinRow *row, int width) {
  if (row->kind == ROW_LATE)
    return g_strdup("按回车看这项任务");
  guint count;
  const char *name = bulletin_row_figure(row, screen->column, &count);
  if (name == NULL)
    return NULL;
  if (row->kind == ROW_CHANGE)
    return g_strdup_printf("比上月 %s：%u项，按回车看这些任务", name, count);
  const BulletinLine *line = row->line;
  gboolean shown = width >= FIGURES_WIDTH(figure_width(screen)) + NAME_LEAST;
  g_autofree char *rank = line->rank > 0 ? g_strdup_printf("，名次%d", line->rank) : g_strdup("");
  g_autofree char *said =
      shown ? g_strdup_printf("  %s：%u项；完成率%.1f%%，按回车看这些任务", name, count, line->mean)
            : g_strdup_printf("  %s：%u项；办结率%.1f%%%s", name, count, line->share, rank);
  g_autofree char *clean = text_clean(line->name, FALSE);
  g_autofree char *cut = text_ellipsize(clean, MAX(width - RULE_ENDS - text_width(said), 0));
  return g_strconcat(cut, said, NULL);
}

static void bulletin_screen_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  BulletinScreen *screen = state;
  if (screen->bulletin == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Layout parts = layout(screen, area);
  char iso[DAY_TEXT_SIZE];
  g_autofree char *rest = bulletin_rest_text(screen->bulletin);
  g_autofree char *title =
      g_strdup_printf("%d年%d月通报（截至%s）  %s", screen->year, screen->month,
                      day_to_iso(screen->bulletin->as_of, iso), rest != NULL ? rest : "");
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  g_autofree char *gap = bulletin_gap_text(screen->bulletin);
  term_text(term, area.row + 1, 0, area.columns, gap != NULL ? THEME_TEXT : THEME_DIM,
            gap != NULL ? gap : app_scope_title(app));
  if (parts.picture)
    bulletin_picture_head(term, area.row + 2, area.columns);
  else
    paint_head(term, area.row + 2, &parts);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, parts.list.row + y, &parts, index);
    else
      term_text(term, parts.list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  const BulletinRow *row = current_row(screen);
  g_autofree char *chosen = row != NULL ? chosen_text(screen, row, area.columns) : NULL;
  term_rule(term, parts.list.row + parts.list.rows, 0, area.columns, chosen);
  if (screen->months != NULL && parts.year.rows > 0)
    bulletin_picture_year(term, parts.year, screen->year, screen->months);
  else
    term_blank(term, parts.year, THEME_TEXT);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_figure(App *app, const BulletinScreen *screen) {
  const BulletinRow *row = current_row(screen);
  if (row != NULL && row->kind == ROW_LATE) {
    app_open(app, &SCREEN_TASK, &(Opening){.id = row->late->task});
    return;
  }
  guint count;
  const char *name = row != NULL ? bulletin_row_figure(row, screen->column, &count) : NULL;
  if (name == NULL)
    return;
  g_autoptr(GArray) tasks = bulletin_row_tasks(screen->bulletin, row, screen->column);
  g_autofree char *title =
      g_strdup_printf("%d年%d月通报  %s  %s", screen->year, screen->month,
                      row->kind == ROW_LINE ? row->line->name : "比上月", name);
  app_open(app, &SCREEN_TASK_SET, &(Opening){.text = title, .ids = tasks});
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
  app_turn(app);
}

/* What is only a title opens nothing; where both views fit there is nothing to turn. */
static gboolean bulletin_screen_offers(gpointer state, ActionId id) {
  const BulletinScreen *screen = state;
  const BulletinRow *row = screen->bulletin != NULL ? current_row(screen) : NULL;
  guint count;
  if (id == ACTION_TURN)
    return !screen->both;
  return id != ACTION_OPEN ||
         (row != NULL &&
          (row->kind == ROW_LATE || bulletin_row_figure(row, screen->column, &count) != NULL));
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
  case ACTION_TURN:
    screen->picture = !screen->picture;
    return TRUE;
  case ACTION_REPORT:
    app_open_form(app, &FORM_REPORT, screen->year * 12 + screen->month - 1, NULL);
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
  Layout parts = layout(screen, area);
  gboolean twice = list_mouse(&screen->list, event, parts.list);
  const BulletinRow *row = current_row(screen);
  int column = event->column >= parts.name && !parts.picture
                   ? (event->column - parts.name) / parts.figure
                   : -1;
  if (row != NULL && row->kind == ROW_CHANGE)
    column = change_at(row, event->column);
  if (event->mouse == MOUSE_PRESS && column >= 0 && column < FIGURE_COUNT)
    screen->column = column;
  if (twice)
    open_figure(app, screen);
}

static Listing *bulletin_screen_listing(App *app, gpointer state, GError **error) {
  (void)error;
  return bulletin_rows_listing(((BulletinScreen *)state)->bulletin, app_scope_title(app));
}

const ScreenClass SCREEN_BULLETIN = {
    .title = "通报",
    .context = CONTEXT_BULLETIN,
    .action = ACTION_BULLETIN,
    .is_list = TRUE,
    .open = bulletin_screen_open,
    .close = bulletin_screen_close,
    .recalculate = bulletin_screen_recalculate,
    .listing = bulletin_screen_listing,
    .prepare = bulletin_screen_prepare,
    .paint = bulletin_screen_paint,
    .act = bulletin_screen_act,
    .offers = bulletin_screen_offers,
    .mouse = bulletin_screen_mouse,
};
