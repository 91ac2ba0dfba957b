/* case_page.c: a case with all that is known of it: its way, its evidence, its summary. */
#include "tui/screen/case_rows.h"
#include "tui/screen/page_lines.h"

typedef struct {
  gint64 id;
  Case *file;          /* NULL: it could not be read */
  GPtrArray *steps;    /* CaseStep*, first step first */
  GPtrArray *evidence; /* Evidence* */
  gboolean gone;       /* there is no such case any more */
  PageView view;
} CasePage;

static gpointer page_open(App *app, const Opening *opening) {
  (void)app;
  CasePage *page = g_new0(CasePage, 1);
  page->id = opening->id;
  page_view_init(&page->view);
  return page;
}

static void drop_data(CasePage *page) {
  g_clear_pointer(&page->file, case_free);
  g_clear_pointer(&page->steps, g_ptr_array_unref);
  g_clear_pointer(&page->evidence, g_ptr_array_unref);
}

static void page_close(gpointer state) {
  CasePage *page = state;
  drop_data(page);
  page_view_clear(&page->view);
  g_free(page);
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_all(App *app, CasePage *page, GError **error) {
  page->file = case_load(app_db(app), page->id, error);
  if (page->file != NULL)
    page->steps = case_steps(app_db(app), page->id, error);
  if (page->steps != NULL)
    page->evidence = case_evidence(app_db(app), page->id, error);
  return page->evidence != NULL;
}

/* A case that was taken off, by oneself or by a colleague, is no failure: the page says so. */
static gboolean page_recalculate(App *app, gpointer state, GError **error) {
  CasePage *page = state;
  g_autoptr(GError) failed = NULL;
  page->view.width = 0;
  drop_data(page);
  if (read_all(app, page, &failed))
    return TRUE;
  drop_data(page);
  page->gone = g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (page->gone)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

/* ---- lines ------------------------------------------------------------------------------ */

static void add(CasePage *page, const char *label, const char *text, ThemeRole role) {
  page_lines_add(page->view.lines, page->view.width, label, text, role);
}

static void add_or(CasePage *page, const char *label, const char *text, const char *nothing) {
  add(page, label, text != NULL ? text : nothing, text != NULL ? THEME_TEXT : THEME_DIM);
}

/* 迟报6天（截止 2026-11-15）; NULL where it was in time. The caller frees. */
static char *late_text(const Case *file) {
  char due[DAY_TEXT_SIZE];
  g_autofree char *late = case_late_text(file);
  return late != NULL ? g_strdup_printf("%s（截止 %s）", late, day_to_iso(file->due, due)) : NULL;
}

static void add_fields(App *app, CasePage *page) {
  const Case *file = page->file;
  CivilDate month = day_civil(file->month);
  g_autofree char *counts = g_strdup_printf("%d年%d月", month.year, month.month);
  g_autofree char *topic =
      g_strdup_printf("%d年%d月  %s", file->topic_year, file->topic_month, file->topic_title);
  g_autofree char *across = case_across_text(file);
  g_autofree char *late = late_text(file);
  g_autofree char *domain = case_rows_domain_text(file);
  char filed[DAY_TEXT_SIZE], adopted[DAY_TEXT_SIZE];
  add(page, "案例", file->title, THEME_STRONG);
  add_or(page, "报送单位", file->unit, "（没有写明）");
  add(page, "计入月份", counts, THEME_TEXT);
  add(page, "主题", topic, THEME_TEXT);
  if (across != NULL)
    add(page, NULL, across, THEME_AMBER);
  add_or(page, "领域", domain, "（没有写明）");
  add(page, "阶段", case_stage_name(file->stage), THEME_TEXT);
  add_or(page, "首次报出", file->filed_on != DAY_NONE ? day_to_iso(file->filed_on, filed) : NULL,
         "（还没有报出）");
  if (late != NULL)
    add(page, NULL, late, THEME_AMBER);
  if (file->adopted_on != DAY_NONE)
    add(page, "采纳", day_to_iso(file->adopted_on, adopted), THEME_GREEN);
  add(page, "登记人", app_person_name(app, file->author), THEME_TEXT);
  add_or(page, "摘要", file->summary, "（没有写）");
}

static void add_steps(App *app, CasePage *page) {
  page_lines_add_title(page->view.lines, "经过");
  for (guint i = 0; i < page->steps->len; i++) {
    const CaseStep *step = page->steps->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *text = g_strdup_printf(
        "%s%s%s（%s）", case_stage_name(step->stage), step->note != NULL ? "：" : "",
        step->note != NULL ? step->note : "", app_person_name(app, step->author));
    add(page, day_to_iso(step->made_on, iso), text,
        step->stage == CASE_RETURNED ? THEME_RED : THEME_TEXT);
  }
}

static void add_evidence(CasePage *page) {
  page_lines_add_title(page->view.lines, "佐证材料");
  if (page->evidence->len == 0)
    add(page, "", "还没有佐证材料", THEME_AMBER);
  for (guint i = 0; i < page->evidence->len; i++) {
    g_autofree char *text = evidence_text(page->evidence->pdata[i]);
    add(page, "", text, THEME_TEXT);
  }
}

static void make_lines(App *app, gpointer state) {
  CasePage *page = state;
  g_ptr_array_set_size(page->view.lines, 0);
  if (page->gone)
    add(page, "", "这篇案例已不在了（已经删除，或登记它的操作已被撤销）；按 Esc 返回", THEME_DIM);
  if (page->file == NULL)
    return;
  add_fields(app, page);
  add_steps(app, page);
  add_evidence(page);
}

/* ---- painting --------------------------------------------------------------------------- */

static gboolean page_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((CasePage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void page_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const CasePage *)state)->view, term, area);
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean page_offers(gpointer state, ActionId id) {
  return case_rows_offers(id, ((CasePage *)state)->file);
}

static gboolean go_to(App *app, CasePage *page, int delta) {
  gint64 next = app_neighbour(app, page->id, delta);
  if (next == 0)
    return TRUE;
  page->id = next;
  page->view.pager.top = 0;
  app_turn(app);
  return TRUE;
}

static gboolean page_act(App *app, gpointer state, ActionId id) {
  CasePage *page = state;
  if (id == ACTION_NEXT_TASK || id == ACTION_PREVIOUS_TASK)
    return go_to(app, page, id == ACTION_NEXT_TASK ? 1 : -1);
  return case_rows_act(app, id, page->file) || pager_act(&page->view.pager, id);
}

static void page_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((CasePage *)state)->view.pager, event);
}

static gint64 page_record(gpointer state) {
  const CasePage *page = state;
  return page->gone ? 0 : page->id;
}

const ScreenClass SCREEN_CASE = {
    .title = "案例详情",
    .context = CONTEXT_CASE,
    .action = ACTION_NONE,
    .open = page_open,
    .close = page_close,
    .recalculate = page_recalculate,
    .prepare = page_prepare,
    .paint = page_paint,
    .act = page_act,
    .offers = page_offers,
    .mouse = page_mouse,
    .about = "case",
    .record = page_record,
};
