/* score_page.c: the page of an indicator in a span of scoring. */
#include "tui/screen/score_act.h"
#include "tui/screen/score_lines.h"

typedef struct {
  gint64 id;
  char *span;
  ScoreRecord *record; /* NULL: it could not be read */
  gboolean gone;       /* there is no such indicator any more */
  PageView view;
} ScorePage;

static gpointer page_open(App *app, const Opening *opening) {
  (void)app;
  ScorePage *page = g_new0(ScorePage, 1);
  page->id = opening->id;
  page->span = g_strdup(opening->key);
  page_view_init(&page->view);
  return page;
}

static void page_close(gpointer state) {
  ScorePage *page = state;
  page_view_clear(&page->view);
  score_record_free(page->record);
  g_free(page->span);
  g_free(page);
}

/* An indicator that is gone (its system's adding was taken back) is no failure: the page says so.
 */
static gboolean page_recalculate(App *app, gpointer state, GError **error) {
  ScorePage *page = state;
  g_autoptr(GError) failed = NULL;
  page->view.width = 0;
  g_clear_pointer(&page->record, score_record_free);
  page->record = score_record_read(app, page->id, page->span, &failed);
  page->gone = g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (page->record != NULL || page->gone)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

static void make_lines(App *app, gpointer state) {
  ScorePage *page = state;
  g_ptr_array_unref(page->view.lines);
  page->view.lines = page->record != NULL ? score_lines_make(app, page->record, page->view.width)
                                          : page_lines_new();
  if (page->gone)
    page_lines_add(page->view.lines, page->view.width, "", "这项指标已不在了；按 Esc 返回",
                   THEME_DIM);
}

static gboolean page_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((ScorePage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void page_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const ScorePage *)state)->view, term, area);
}

static gboolean page_offers(gpointer state, ActionId id) {
  const ScorePage *page = state;
  switch (id) {
  case ACTION_SCORE_ENTRY_REMOVE:
    return page->record != NULL && page->record->entries->len > 0;
  case ACTION_SCORE:
  case ACTION_SCORE_ENTRY:
  case ACTION_SCORE_EVIDENCE:
  case ACTION_SCORE_CONFIRM:
  case ACTION_SCORE_LINK:
    return page->record != NULL && score_offers(&page->record->target.node->node, page->span, id);
  default:
    return TRUE;
  }
}

static gboolean go_to(App *app, ScorePage *page, int delta) {
  gint64 next = app_neighbour(app, page->id, delta);
  if (next == 0)
    return TRUE;
  page->id = next;
  page->view.pager.top = 0;
  app_turn(app);
  return TRUE;
}

static gboolean page_act(App *app, gpointer state, ActionId id) {
  ScorePage *page = state;
  if (id == ACTION_NEXT_TASK || id == ACTION_PREVIOUS_TASK)
    return go_to(app, page, id == ACTION_NEXT_TASK ? 1 : -1);
  return score_act(app, id, page->id, page->span) || pager_act(&page->view.pager, id);
}

static void page_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((ScorePage *)state)->view.pager, event);
}

const ScreenClass SCREEN_SCORE_NODE = {
    .title = "指标详情",
    .context = CONTEXT_SCORE_NODE,
    .action = ACTION_NONE,
    .open = page_open,
    .close = page_close,
    .recalculate = page_recalculate,
    .prepare = page_prepare,
    .paint = page_paint,
    .act = page_act,
    .offers = page_offers,
    .mouse = page_mouse,
};
