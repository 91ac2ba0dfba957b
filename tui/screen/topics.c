#include "tui/screen/case_rows.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/topic_text.h"

typedef struct {
  int year;
  GPtrArray *topics; /* Topic* of the year */
  GPtrArray *cases;  /* Case* of the chosen month */
  CaseBoard *board;  /* with the chosen month; NULL: not read yet */
  gint64 read_for;   /* the topic whose month both are of */
  gboolean placed;   /* this month was chosen once */
  GArray *years; /* int: the years that had a plan when one more was asked for; NULL: none was */
  List list;
} TopicsScreen;

static gpointer topics_open(App *app, const Opening *opening) {
  (void)opening;
  TopicsScreen *screen = g_new0(TopicsScreen, 1);
  screen->year = day_civil(app_today(app)).year;
  screen->topics = g_ptr_array_new();
  return screen;
}

static void topics_close(gpointer state) {
  TopicsScreen *screen = state;
  g_ptr_array_unref(screen->topics);
  g_clear_pointer(&screen->cases, g_ptr_array_unref);
  g_clear_pointer(&screen->years, g_array_unref);
  case_board_free(screen->board);
  g_free(screen);
}

static const Topic *current_topic(const TopicsScreen *screen) {
  return screen->list.count > 0 ? screen->topics->pdata[screen->list.current] : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean has_year(const GArray *years, int year) {
  for (guint i = 0; i < years->len; i++) {
    if (g_array_index(years, int, i) == year)
      return TRUE;
  }
  return FALSE;
}

/* Goes to the year whose plan was made since one was asked for. */
static gboolean follow_new_plan(App *app, TopicsScreen *screen, GError **error) {
  if (screen->years == NULL)
    return TRUE;
  g_autoptr(GArray) years = plan_years(app_db(app), error);
  if (years == NULL)
    return FALSE;
  for (guint i = 0; i < years->len; i++) {
    if (!has_year(screen->years, g_array_index(years, int, i)))
      screen->year = g_array_index(years, int, i);
  }
  g_clear_pointer(&screen->years, g_array_unref);
  return TRUE;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return ((const Topic *)a)->month == ((const Topic *)b)->month;
}

/* As the screen is opened on. */
static void choose_this_month(App *app, TopicsScreen *screen) {
  for (guint i = 0; i < screen->topics->len; i++) {
    if (topic_is_current(screen->topics->pdata[i], app_today(app)))
      list_choose(&screen->list, i);
  }
}

static gboolean topics_recalculate(App *app, gpointer state, GError **error) {
  TopicsScreen *screen = state;
  if (!follow_new_plan(app, screen, error))
    return FALSE;
  GPtrArray *topics = topic_list(app_db(app), screen->year, 0, error);
  if (topics == NULL)
    return FALSE;
  screen->read_for = 0;
  if (!list_take(&screen->list, &screen->topics, topics, is_same))
    app_choice_lost(app, 0);
  if (!screen->placed)
    choose_this_month(app, screen);
  screen->placed = screen->placed || topics->len > 0;
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static int details_height(int rows) {
  return MAX(task_rows_details_height(rows), rows - 15);
}

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3 - details_height(area.rows), area.columns};
}

static gboolean read_month(App *app, TopicsScreen *screen, const Topic *topic, GError **error) {
  CaseFilter filter = {.year = topic->year, .month = topic->month, .stage = CASE_STAGE_ANY};
  g_autoptr(GPtrArray) cases = case_list(app_db(app), &filter, error);
  CaseBoard *board =
      cases != NULL ? case_board_load(app_db(app), topic->year, topic->month, error) : NULL;
  if (board == NULL)
    return FALSE;
  case_board_free(screen->board);
  g_clear_pointer(&screen->cases, g_ptr_array_unref);
  screen->board = board;
  screen->cases = g_steal_pointer(&cases);
  screen->read_for = topic->id;
  return TRUE;
}

static gboolean topics_prepare(App *app, gpointer state, Area area, GError **error) {
  TopicsScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  const Topic *topic = current_topic(screen);
  return topic == NULL || screen->read_for == topic->id || read_month(app, screen, topic, error);
}

#define MONTH_WIDTH 12
#define TITLE_WIDTH 24
#define DUE_WIDTH 12
#define CASES_WIDTH 10
#define CONTENT_LEAST 10 /* columns below which the content is left to the details */

#define STAGES_WIDTH 56
#define WIDE 150

/* What stands in a row; stages only where there is room. */
typedef struct {
  const char *month, *title, *content, *due, *cases, *stages;
} Cells;

static void paint_columns(Term *term, int y, int width, ThemeRole role, const Cells *cells) {
  int stages_width = width >= WIDE ? STAGES_WIDTH : 0;
  int title_width = TITLE_WIDTH;
  int content_width = width - MONTH_WIDTH - TITLE_WIDTH - DUE_WIDTH - CASES_WIDTH - stages_width;
  if (content_width < CONTENT_LEAST) {
    title_width += content_width;
    content_width = 0;
  }
  int column = 0;
  term_text(term, y, column, MONTH_WIDTH, role, cells->month);
  column += MONTH_WIDTH;
  term_text(term, y, column, title_width - 1, role, cells->title);
  term_text(term, y, column + title_width - 1, 1, role, NULL);
  column += title_width;
  if (content_width > 0) {
    term_text(term, y, column, content_width - 1, role, cells->content);
    term_text(term, y, column + content_width - 1, 1, role, NULL);
    column += content_width;
  }
  term_text(term, y, column, DUE_WIDTH, role, cells->due);
  column += DUE_WIDTH;
  term_text(term, y, column, CASES_WIDTH, role, cells->cases);
  column += CASES_WIDTH;
  if (stages_width > 0)
    term_text(term, y, column, stages_width, role, cells->stages);
}

static void paint_row(App *app, Term *term, int y, int width, const Topic *topic,
                      gboolean selected) {
  gboolean current = topic_is_current(topic, app_today(app));
  ThemeRole role = selected ? THEME_SELECTED : current ? THEME_STRONG : THEME_TEXT;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *month = g_strdup_printf("%2d月%s", topic->month, current ? " 本月" : "");
  g_autofree char *cases = g_strdup_printf("%d/%d篇", topic->cases, topic->target);
  g_autofree char *stages = case_rows_stages_text(topic->stages, FALSE);
  const Cells cells = {month, topic->title, topic->content, day_to_iso(topic->due, iso),
                       cases, stages};
  paint_columns(term, y, width, role, &cells);
}

/* 报市局 2026-11-21 诚信之星进站台  厅法规处  跨月主题：9月“信用监管”  迟报6天 */
static char *case_text(const Case *file) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *remarks = case_rows_remarks_text(file);
  return g_strdup_printf(
      "%s %s %s%s%s%s", case_stage_name(file->stage), day_to_iso(file->stage_on, iso), file->title,
      file->unit != NULL ? "  " : "", file->unit != NULL ? file->unit : "", remarks);
}

static void paint_cases(const TopicsScreen *screen, Term *term, int y, int end, int width) {
  for (guint i = 0; i < screen->cases->len && y < end; i++) {
    g_autofree char *text = case_text(screen->cases->pdata[i]);
    task_rows_paint_field(term, &y, end, 0, width, i == 0 ? "案例：" : "      ", text, THEME_TEXT);
  }
}

static void paint_details(App *app, const TopicsScreen *screen, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  const Topic *topic = current_topic(screen);
  if (topic == NULL)
    return;
  int y = area.row, end = area.row + area.rows;
  g_autofree char *title = g_strdup_printf("%d年%d月  %s", topic->year, topic->month, topic->title);
  g_autofree char *due = topic_text_due(app, topic);
  task_rows_paint_field(term, &y, end, 0, area.columns, "主题：", title, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "内容：", topic->content, THEME_TEXT);
  if (!g_str_equal(topic->content, topic->content_printed))
    task_rows_paint_field(term, &y, end, 0, area.columns, "原文：", topic->content_printed,
                          THEME_DIM);
  task_rows_paint_field(term, &y, end, 0, area.columns, "截止：", due, THEME_TEXT);
  if (screen->board == NULL)
    return; /* nothing could be read; the footer says why */
  ThemeRole role;
  g_autofree char *points = topic_text_points(screen->board, &role);
  if (screen->board->points != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "得分：", points, role);
  if (screen->cases->len == 0)
    task_rows_paint_field(term, &y, end, 0, area.columns, "案例：", "还没有报送", THEME_DIM);
  else
    paint_cases(screen, term, y, end, area.columns);
}

static void topics_paint(App *app, gpointer state, Term *term, Area area) {
  TopicsScreen *screen = state;
  Area list = list_area(area);
  g_autofree char *title = g_strdup_printf("%d年典型案例报送主题计划", screen->year);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  static const Cells heads = {"月份", "主题", "主要内容", "截止", "已报", "各阶段"};
  paint_columns(term, area.row + 1, area.columns, THEME_HEADER, &heads);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(app, term, list.row + y, area.columns, screen->topics->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              "这一年没有选题计划；按 a 照往年的计划或模板新建，按 [ ] 看别的年份");
  term_rule(term, list.row + list.rows, 0, area.columns, "详情");
  paint_details(
      app, screen, term,
      (Area){list.row + list.rows + 1, area.column, details_height(area.rows), area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

/* Goes to the nearest year that has a plan in a direction; stays where there is none. */
static void change_year(App *app, TopicsScreen *screen, int direction) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) years = plan_years(app_db(app), &error);
  if (years == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  int found = 0;
  for (guint i = 0; i < years->len; i++) {
    int year = g_array_index(years, int, i);
    if (direction < 0 ? year < screen->year : year > screen->year && found == 0)
      found = year;
  }
  if (found == 0) {
    app_notice(app, "没有%s的选题计划", direction < 0 ? "更早年份" : "更晚年份");
    return;
  }
  screen->year = found;
  app_turn(app);
}

/* Asks for the plan of this year, or of the next that has none. */
static void ask_for_plan(App *app, TopicsScreen *screen) {
  g_autoptr(GError) error = NULL;
  g_clear_pointer(&screen->years, g_array_unref);
  screen->years = plan_years(app_db(app), &error);
  if (screen->years == NULL)
    app_failed(app, g_steal_pointer(&error));
  else
    app_open_form(app, &FORM_PLAN_NEW, screen->year, NULL);
}

/* The first day of the chosen month; where none is chosen, of today's month in that year. */
static Day chosen_day(App *app, const TopicsScreen *screen) {
  const Topic *topic = current_topic(screen);
  return day_from_ymd(screen->year, topic != NULL ? topic->month : day_civil(app_today(app)).month,
                      1);
}

static void open_month(App *app, const TopicsScreen *screen) {
  const Topic *topic = current_topic(screen);
  if (topic != NULL)
    app_open(app, &SCREEN_MONTH, &(Opening){.id = topic->id});
}

static gboolean topics_offers(gpointer state, ActionId id) {
  gboolean needs_plan = id == ACTION_OPEN || id == ACTION_PLAN_EDIT;
  return !needs_plan || current_topic(state) != NULL;
}

static gboolean topics_act(App *app, gpointer state, ActionId id) {
  TopicsScreen *screen = state;
  switch (id) {
  case ACTION_OPEN:
    open_month(app, screen);
    return TRUE;
  case ACTION_CASE_BOARD:
    app_open(app, &SCREEN_CASE_BOARD, &(Opening){.day = chosen_day(app, screen)});
    return TRUE;
  case ACTION_TOPIC_EDIT:
    app_open_form(app, &FORM_TOPIC, current_topic(screen)->id, NULL);
    return TRUE;
  case ACTION_PLAN_NEW:
    ask_for_plan(app, screen);
    return TRUE;
  case ACTION_PLAN_EDIT:
    app_open_form(app, &FORM_PLAN, screen->year, NULL);
    return TRUE;
  case ACTION_PLAN_TEXT:
    app_open(app, &SCREEN_PLAN_TEXT, &(Opening){.day = chosen_day(app, screen)});
    return TRUE;
  case ACTION_PREVIOUS_YEAR:
    change_year(app, screen, -1);
    return TRUE;
  case ACTION_NEXT_YEAR:
    change_year(app, screen, 1);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void topics_mouse(App *app, gpointer state, const Event *event, Area area) {
  TopicsScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_month(app, screen);
}

static gint64 topics_topic(gpointer state) {
  const Topic *topic = current_topic(state);
  return topic != NULL ? topic->id : 0;
}

static Listing *topics_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const TopicsScreen *screen = state;
  g_autofree char *title = g_strdup_printf("%d年典型案例报送主题计划", screen->year);
  Listing *listing = listing_new(title, NULL);
  listing_column(listing, "月份", LISTING_SHORT, 6);
  listing_column(listing, "主题", LISTING_TEXT, TITLE_WIDTH);
  listing_column(listing, "主要内容", LISTING_TEXT, 60);
  listing_column(listing, "截止", LISTING_DATE, DUE_WIDTH);
  listing_column(listing, "已报", LISTING_NUMBER, 6);
  listing_column(listing, "应报", LISTING_NUMBER, 6);
  listing_column(listing, "各阶段", LISTING_TEXT, 24);
  for (guint i = 0; i < screen->topics->len; i++) {
    const Topic *topic = screen->topics->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *month = g_strdup_printf("%d月", topic->month);
    g_autofree char *cases = g_strdup_printf("%d", topic->cases);
    g_autofree char *target = g_strdup_printf("%d", topic->target);
    g_autofree char *stages = case_rows_stages_text(topic->stages, FALSE);
    const char *const cells[] = {month, topic->title, topic->content, day_to_iso(topic->due, iso),
                                 cases, target,       stages};
    listing_row(listing, cells);
  }
  return listing;
}

const ScreenClass SCREEN_TOPICS = {
    .title = "选题",
    .context = CONTEXT_TOPICS,
    .action = ACTION_TOPICS,
    .is_list = TRUE,
    .open = topics_open,
    .close = topics_close,
    .recalculate = topics_recalculate,
    .listing = topics_listing,
    .prepare = topics_prepare,
    .paint = topics_paint,
    .act = topics_act,
    .offers = topics_offers,
    .mouse = topics_mouse,
    .topic = topics_topic,
};
