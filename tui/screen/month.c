/* month.c: a month of 选题: its topic and days, its cases, who has filed and who has not, points.
 */
#include "core/model/case_board.h"
#include "core/rules/text.h"
#include "tui/screen/case_list.h"
#include "tui/screen/topic_text.h"

typedef struct {
  gint64 topic;
  CaseBoard *board; /* NULL: it could not be read */
  gboolean gone;    /* there is no such topic any more */
  CaseList cases;
} MonthPage;

static gpointer month_open(App *app, const Opening *opening) {
  (void)app;
  MonthPage *page = g_new0(MonthPage, 1);
  page->topic = opening->id;
  return page;
}

static void month_close(gpointer state) {
  MonthPage *page = state;
  case_board_free(page->board);
  case_list_clear(&page->cases);
  g_free(page);
}

/* The topic shown; NULL where there is none. */
static const Topic *shown(const MonthPage *page) {
  return page->board != NULL ? page->board->topic : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_month(App *app, MonthPage *page, const Topic *topic, GError **error) {
  CaseFilter filter = {.year = topic->year, .month = topic->month, .stage = CASE_STAGE_ANY};
  g_autoptr(GPtrArray) cases = case_list(app_db(app), &filter, error);
  CaseBoard *board =
      cases != NULL ? case_board_load(app_db(app), topic->year, topic->month, error) : NULL;
  if (board == NULL)
    return FALSE;
  case_board_free(page->board);
  page->board = board;
  case_list_take(&page->cases, app, g_steal_pointer(&cases));
  return TRUE;
}

/* A month whose plan was taken back (by oneself or by a colleague) is no failure: the page says so.
 */
static gboolean month_recalculate(App *app, gpointer state, GError **error) {
  MonthPage *page = state;
  g_autoptr(GError) failed = NULL;
  g_autoptr(Topic) topic = topic_load(app_db(app), page->topic, &failed);
  page->gone = g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (topic != NULL)
    return read_month(app, page, topic, error);
  g_clear_pointer(&page->board, case_board_free);
  case_list_take(&page->cases, app, g_ptr_array_new());
  if (page->gone)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

/* ---- where things stand ----------------------------------------------------------------- */

typedef struct {
  int content, due, points, units; /* rows of each in the head */
  Area list;
  Area details;
} Layout;

static char *units_text(const CaseBoard *board);

/* Rows that a text takes beside its label, at most so many. */
static int rows_of(const char *label, const char *text, int width, int most) {
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GPtrArray) lines = text_wrap(clean, MAX(width - text_width(label), 2));
  return CLAMP((int)lines->len, 1, most);
}

/* The head has the rows it needs, the list the others. */
static Layout layout(const MonthPage *page, Area area) {
  gboolean small = area.rows < 20, large = area.rows >= 40;
  ThemeRole role;
  g_autofree char *points = topic_text_points(page->board, &role);
  g_autofree char *units = units_text(page->board);
  int width = area.columns;
  Layout parts = {
      .content = rows_of("内容：", shown(page)->content, width, small ? 1 : 2),
      .due = area.columns < 76 ? 2 : 1,
      .points = rows_of("得分：", points, width,
                        small   ? 1
                        : large ? 4
                                : 2),
      .units = rows_of("单位：", units, width,
                       small   ? 1
                       : large ? 6
                               : 2),
  };
  int head = 2 + parts.content + parts.due + parts.points + parts.units; /* title, stages */
  int details = small ? 3 : large ? 12 : 4;
  parts.list =
      (Area){area.row + head, area.column, MAX(area.rows - head - 1 - details, 0), area.columns};
  parts.details = (Area){parts.list.row + parts.list.rows + 1, area.column, details, area.columns};
  return parts;
}

static gboolean month_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  MonthPage *page = state;
  if (shown(page) != NULL)
    case_list_layout(&page->cases, layout(page, area).list);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

/* Exactly so many rows of label and text, cut where they are too few. */
static void paint_part(Term *term, int *y, int rows, int width, const char *label, const char *text,
                       ThemeRole role) {
  int indent = text_width(label);
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GPtrArray) lines = text_wrap_rows(clean, MAX(width - indent, 2), MAX(rows, 1));
  for (int i = 0; i < rows; i++, (*y)++) {
    const char *line = i < (int)lines->len ? lines->pdata[i] : NULL;
    term_text(term, *y, 0, indent, THEME_LABEL, i == 0 ? label : NULL);
    term_text(term, *y, indent, width - indent, role, line);
  }
}

static char *stages_text(const CaseBoard *board) {
  const Topic *topic = board->topic;
  g_autofree char *stages = case_rows_stages_text(board->month_stages, TRUE);
  g_autofree char *across =
      topic->across > 0 ? g_strdup_printf("，跨月主题%d", topic->across) : g_strdup("");
  return g_strdup_printf("%s  计入 %d/%d 篇%s", stages, topic->cases, topic->target, across);
}

/* 已报2个，未报1个；未报：厅办公室；已报：厅法规处2、厅海事处1. Both counts come first, and who has
 * not filed before who has: the end is cut where there are many. The caller frees. */
static char *units_text(const CaseBoard *board) {
  g_autoptr(GPtrArray) filed = case_board_units(board, TRUE);
  g_autoptr(GPtrArray) missing = case_board_units(board, FALSE);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "已报%u个，未报%u个", filed->len, missing->len);
  const char *remark = case_board_remark(board);
  if (remark != NULL)
    g_string_append_printf(text, "（%s，按 , 设定）", remark);
  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf(text, "%s%s", i == 0 ? "；未报：" : "、",
                           ((const CaseBoardRow *)missing->pdata[i])->name);
  for (guint i = 0; i < filed->len; i++) {
    const CaseBoardRow *row = filed->pdata[i];
    g_string_append_printf(text, "%s%s%d", i == 0 ? "；已报：" : "、", row->name,
                           row->filed[board->month]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void paint_head(App *app, const MonthPage *page, Term *term, Area area,
                       const Layout *parts) {
  const Topic *topic = shown(page);
  int y = area.row, width = area.columns;
  g_autofree char *title =
      g_strdup_printf("%d年%d月  %s%s", topic->year, topic->month, topic->title,
                      topic_is_current(topic, app_today(app)) ? "  本月" : "");
  g_autofree char *due = topic_text_due(app, topic);
  g_autofree char *stages = stages_text(page->board);
  g_autofree char *units = units_text(page->board);
  ThemeRole role;
  g_autofree char *points = topic_text_points(page->board, &role);
  term_text(term, y, 0, width - 12, THEME_STRONG, title);
  list_paint_position(&page->cases.list, term, y++, width - 12, 12);
  paint_part(term, &y, parts->content, width, "内容：", topic->content, THEME_TEXT);
  paint_part(term, &y, parts->due, width, "截止：", due, THEME_TEXT);
  paint_part(term, &y, 1, width, "阶段：", stages, THEME_TEXT);
  paint_part(term, &y, parts->points, width, "得分：", points, role);
  paint_part(term, &y, parts->units, width, "单位：", units, THEME_TEXT);
}

static void month_paint(App *app, gpointer state, Term *term, Area area) {
  MonthPage *page = state;
  if (shown(page) == NULL) {
    term_blank(term, area, THEME_TEXT);
    if (page->gone)
      term_text(term, area.row, 0, area.columns, THEME_DIM,
                "这个月的主题已不在了（建立计划的操作已被撤销）；按 Esc 返回");
    return;
  }
  Layout parts = layout(page, area);
  paint_head(app, page, term, area, &parts);
  case_list_paint(&page->cases, term, parts.list, "这个月还没有案例；按 c 报送");
  term_rule(term, parts.details.row - 1, 0, area.columns, "详情");
  case_rows_paint_details(term, parts.details, case_list_current(&page->cases));
}

/* ---- actions ---------------------------------------------------------------------------- */

static void go_to(App *app, MonthPage *page, gint64 topic) {
  page->topic = topic;
  page->cases.list = (List){0};
  case_list_clear(&page->cases);
  page->cases.cases = g_ptr_array_new();
  app_turn(app);
}

/* Goes to a month; where no plan has it, says so. */
static void turn_to(App *app, MonthPage *page, int year, int month) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) topics = topic_list(app_db(app), year, month, &error);
  if (topics == NULL)
    app_failed(app, g_steal_pointer(&error));
  else if (topics->len == 0)
    app_notice(app, "%d年没有选题计划", year);
  else
    go_to(app, page, ((const Topic *)topics->pdata[0])->id);
}

static void turn(App *app, MonthPage *page, int delta) {
  int month = shown(page)->year * 12 + shown(page)->month - 1 + delta;
  turn_to(app, page, month / 12, month % 12 + 1);
}

static gboolean month_offers(gpointer state, ActionId id) {
  const MonthPage *page = state;
  switch (id) {
  case ACTION_PREVIOUS_SPAN:
  case ACTION_NEXT_SPAN:
  case ACTION_PLAN_EDIT:
  case ACTION_CASE_BOARD:
    return shown(page) != NULL;
  default:
    return case_rows_offers(id, case_list_current(&page->cases));
  }
}

static gboolean month_act(App *app, gpointer state, ActionId id) {
  MonthPage *page = state;
  CivilDate today = day_civil(app_today(app));
  switch (id) {
  case ACTION_PREVIOUS_SPAN:
    turn(app, page, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    turn(app, page, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    turn_to(app, page, today.year, today.month);
    return TRUE;
  case ACTION_TOPIC_EDIT:
    app_open_form(app, &FORM_TOPIC, page->topic, NULL);
    return TRUE;
  case ACTION_PLAN_EDIT:
    app_open_form(app, &FORM_PLAN, shown(page)->year, NULL);
    return TRUE;
  case ACTION_CASE_BOARD:
    app_open(app, &SCREEN_CASE_BOARD,
             &(Opening){.day = day_from_ymd(shown(page)->year, shown(page)->month, 1)});
    return TRUE;
  default:
    return case_list_act(&page->cases, app, id);
  }
}

static void month_mouse(App *app, gpointer state, const Event *event, Area area) {
  MonthPage *page = state;
  if (shown(page) != NULL)
    case_list_mouse(&page->cases, app, event, layout(page, area).list);
}

static gint64 month_topic(gpointer state) {
  const MonthPage *page = state;
  return shown(page) != NULL ? page->topic : 0;
}

static gint64 month_neighbour(gpointer state, gint64 id, int delta) {
  return case_list_neighbour(&((MonthPage *)state)->cases, id, delta);
}

static Listing *month_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const MonthPage *page = state;
  const Topic *topic = shown(page);
  g_autofree char *title = topic != NULL ? g_strdup_printf("%d年%d月典型案例：%s", topic->year,
                                                           topic->month, topic->title)
                                         : g_strdup("典型案例");
  return case_rows_listing(page->cases.cases, title);
}

static char *month_crumb(gpointer state) {
  const Topic *topic = shown(state);
  return topic != NULL ? g_strdup_printf("%d月", topic->month) : NULL;
}

const ScreenClass SCREEN_MONTH = {
    .title = "一个月的案例",
    .context = CONTEXT_MONTH,
    .action = ACTION_NONE,
    .crumb = month_crumb,
    .is_list = TRUE,
    .open = month_open,
    .close = month_close,
    .recalculate = month_recalculate,
    .listing = month_listing,
    .prepare = month_prepare,
    .paint = month_paint,
    .act = month_act,
    .offers = month_offers,
    .mouse = month_mouse,
    .neighbour = month_neighbour,
    .topic = month_topic,
};
