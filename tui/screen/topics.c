#include "core/model/case.h"
#include "core/model/plan.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  int year;
  GPtrArray *topics; /* Topic* of the year */
  GPtrArray *cases;  /* Case* of the chosen topic */
  gint64 cases_of;   /* the topic they are of */
  gboolean placed;   /* this month was chosen once */
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
  g_free(screen);
}

static const Topic *current_topic(const TopicsScreen *screen) {
  return screen->list.count > 0 ? screen->topics->pdata[screen->list.current] : NULL;
}

static gboolean is_this_month(const Topic *topic, Day today) {
  CivilDate date = day_civil(today);
  return topic->year == date.year && topic->month == date.month;
}

static gboolean topics_recalculate(App *app, gpointer state, GError **error) {
  TopicsScreen *screen = state;
  GPtrArray *topics = topic_list(app_db(app), screen->year, 0, error);
  if (topics == NULL)
    return FALSE;
  g_ptr_array_unref(screen->topics);
  screen->topics = topics;
  screen->cases_of = 0;
  list_resize(&screen->list, topics->len);
  for (guint i = 0; i < topics->len && !screen->placed; i++) {
    if (is_this_month(topics->pdata[i], app_today(app)))
      list_choose(&screen->list, i);
  }
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

static gboolean topics_prepare(App *app, gpointer state, Area area, GError **error) {
  TopicsScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  const Topic *topic = current_topic(screen);
  if (topic == NULL || screen->cases_of == topic->id)
    return TRUE;
  CaseFilter filter = {.year = topic->year, .month = topic->month, .stage = CASE_STAGE_ANY};
  GPtrArray *cases = case_list(app_db(app), &filter, error);
  if (cases == NULL)
    return FALSE;
  g_clear_pointer(&screen->cases, g_ptr_array_unref);
  screen->cases = cases;
  screen->cases_of = topic->id;
  return TRUE;
}

#define MONTH_WIDTH 12
#define TITLE_WIDTH 24
#define DUE_WIDTH 12
#define CASES_WIDTH 10

static void paint_columns(Term *term, int y, int width, ThemeRole role, const char *month,
                          const char *title, const char *content, const char *due,
                          const char *cases) {
  int content_width = width - MONTH_WIDTH - TITLE_WIDTH - DUE_WIDTH - CASES_WIDTH;
  int column = 0;
  term_text(term, y, column, MONTH_WIDTH, role, month);
  column += MONTH_WIDTH;
  term_text(term, y, column, TITLE_WIDTH, role, title);
  column += TITLE_WIDTH;
  term_text(term, y, column, content_width - 1, role, content);
  term_text(term, y, column + content_width - 1, 1, role, NULL);
  column += content_width;
  term_text(term, y, column, DUE_WIDTH, role, due);
  column += DUE_WIDTH;
  term_text(term, y, column, CASES_WIDTH, role, cases);
}

static void paint_row(App *app, Term *term, int y, int width, const Topic *topic,
                      gboolean selected) {
  gboolean current = is_this_month(topic, app_today(app));
  ThemeRole role = selected ? THEME_SELECTED : current ? THEME_STRONG : THEME_TEXT;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *month = g_strdup_printf("%2d月%s", topic->month, current ? " 本月" : "");
  g_autofree char *cases = g_strdup_printf("%d/%d篇", topic->cases, topic->target);
  paint_columns(term, y, width, role, month, topic->title, topic->content,
                day_to_iso(topic->due, iso), cases);
}

static char *due_text(App *app, const Topic *topic) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *left = day_left_text(topic->due, app_today(app));
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(
      text, "%s 周%s%s（%s）", day_to_iso(topic->due, iso), day_weekday_name(topic->due),
      calendar_is_workday(reckoning_calendar(app_reckoning(app)), topic->due) ? "" : " 休息日",
      left);
  if (topic->ministry_due != DAY_NONE)
    g_string_append_printf(text, "；报部 %s 之前，满%d篇得满分",
                           day_to_iso(topic->ministry_due, iso), topic->target);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void paint_cases(const TopicsScreen *screen, Term *term, int y, int end, int width) {
  for (guint i = 0; screen->cases != NULL && i < screen->cases->len && y < end; i++) {
    const Case *file = screen->cases->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *text = g_strdup_printf(
        "%s %s%s%s%s", day_to_iso(file->filed_on, iso), file->title, file->unit != NULL ? "  " : "",
        file->unit != NULL ? file->unit : "", file->adopted_on != DAY_NONE ? "  已采纳" : "");
    task_rows_paint_field(term, &y, end, 0, width, i == 0 ? "案例：" : "      ", text, THEME_TEXT);
    if (file->summary != NULL)
      task_rows_paint_field(term, &y, end, 0, width, "      ", file->summary, THEME_DIM);
  }
}

static void paint_details(App *app, const TopicsScreen *screen, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  const Topic *topic = current_topic(screen);
  if (topic == NULL)
    return;
  int y = area.row, end = area.row + area.rows;
  g_autofree char *title = g_strdup_printf("%d年%d月  %s", topic->year, topic->month, topic->title);
  g_autofree char *due = due_text(app, topic);
  task_rows_paint_field(term, &y, end, 0, area.columns, "主题：", title, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "内容：", topic->content, THEME_TEXT);
  if (!g_str_equal(topic->content, topic->content_printed))
    task_rows_paint_field(term, &y, end, 0, area.columns, "原文：", topic->content_printed,
                          THEME_DIM);
  task_rows_paint_field(term, &y, end, 0, area.columns, "截止：", due, THEME_TEXT);
  if (topic->cases == 0)
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
  paint_columns(term, area.row + 1, area.columns, THEME_HEADER, "月份", "主题", "主要内容", "截止",
                "已报");
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
              "这一年没有选题计划；按 [ ] 看别的年份，或运行 taizhang init --template 添加");
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
  app_changed(app);
}

static gboolean topics_act(App *app, gpointer state, ActionId id) {
  TopicsScreen *screen = state;
  switch (id) {
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
  (void)app;
  TopicsScreen *screen = state;
  list_mouse(&screen->list, event, list_area(area));
}

static gint64 topics_topic(gpointer state) {
  const Topic *topic = current_topic(state);
  return topic != NULL ? topic->id : 0;
}

const ScreenClass SCREEN_TOPICS = {
    .title = "选题",
    .context = CONTEXT_TOPICS,
    .action = ACTION_TOPICS,
    .is_list = TRUE,
    .open = topics_open,
    .close = topics_close,
    .recalculate = topics_recalculate,
    .prepare = topics_prepare,
    .paint = topics_paint,
    .act = topics_act,
    .mouse = topics_mouse,
    .topic = topics_topic,
};
