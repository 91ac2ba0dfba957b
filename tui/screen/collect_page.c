/* collect_page.c: what a unit returned of a table that was sent to it. */
#include "core/model/sendout.h"
#include "tui/screen/page_lines.h"

typedef struct {
  gint64 id;         /* the table */
  SendoutUnit *sent; /* NULL: it is gone */
  GPtrArray *rows;   /* CollectedRow* */
  PageView view;
} CollectedPage;

static gpointer page_open(App *app, const Opening *opening) {
  (void)app;
  CollectedPage *page = g_new0(CollectedPage, 1);
  page->id = opening->id;
  page_view_init(&page->view);
  return page;
}

static void page_clear(CollectedPage *page) {
  g_clear_pointer(&page->sent, sendout_unit_free);
  g_clear_pointer(&page->rows, g_ptr_array_unref);
}

static void page_close(gpointer state) {
  CollectedPage *page = state;
  page_clear(page);
  page_view_clear(&page->view);
  g_free(page);
}

/* A table that is gone (下发 was taken back) is no failure: the page says so. */
static gboolean page_recalculate(App *app, gpointer state, GError **error) {
  CollectedPage *page = state;
  g_autoptr(GError) failed = NULL;
  page->view.width = 0;
  page_clear(page);
  page->sent = sendout_load(app_db(app), page->id, app_today(app), &failed);
  if (page->sent != NULL)
    page->rows = collected_rows(app_db(app), page->id, &failed);
  if (page->rows != NULL || g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    return TRUE;
  page_clear(page);
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

static void add_row(CollectedPage *page, GPtrArray *lines, const CollectedRow *row) {
  g_autofree char *goal = task_short_goal(row->goal);
  g_autofree char *title =
      g_strdup_printf("%s%s%s  %s", row->number, row->key != NULL ? " 报送 " : "",
                      row->key != NULL ? row->key : "", goal);
  int width = page->view.width;
  page_lines_add(lines, width, collect_outcome_name(row->outcome), title,
                 row->outcome == COLLECT_TAKEN ? THEME_GREEN : THEME_AMBER);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++) {
    if (row->values[i] != NULL)
      page_lines_add(lines, width, collect_field_name((CollectField)i), row->values[i], THEME_TEXT);
  }
  if (row->note != NULL)
    page_lines_add(lines, width, "说明", row->note, THEME_DIM);
}

static void make_lines(App *app, gpointer state) {
  (void)app;
  CollectedPage *page = state;
  GPtrArray *lines = page_lines_new();
  g_ptr_array_unref(page->view.lines);
  page->view.lines = lines;
  int width = page->view.width;
  char iso[DAY_TEXT_SIZE];
  if (page->rows == NULL) {
    page_lines_add(lines, width, NULL, "这份填报表已不在台账中（下发已被撤销）；按 Esc 返回",
                   THEME_DIM);
    return;
  }
  g_autofree char *size = g_strdup_printf("%d行", page->sent->rows);
  page_lines_add(lines, width, "单位", page->sent->unit_name, THEME_STRONG);
  page_lines_add(lines, width, "月份", page->sent->period, THEME_TEXT);
  page_lines_add(lines, width, "填报期限", day_to_iso(page->sent->answer_by, iso), THEME_TEXT);
  page_lines_add(lines, width, "下发", size, THEME_TEXT);
  gint64 file = 0;
  for (guint i = 0; i < page->rows->len; i++) {
    const CollectedRow *row = page->rows->pdata[i];
    if (row->collected != file) {
      page_lines_add_title(lines, "报回");
      page_lines_add(lines, width, "报回日期", day_to_iso(row->made_on, iso), THEME_TEXT);
      file = row->collected;
    }
    add_row(page, lines, row);
  }
  if (page->rows->len == 0)
    page_lines_add(lines, width, NULL,
                   page->sent->files > 0 ? "报回的表里没有填任何内容" : "还没有报回", THEME_DIM);
}

static gboolean page_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((CollectedPage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void page_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const CollectedPage *)state)->view, term, area);
}

static gboolean page_act(App *app, gpointer state, ActionId id) {
  (void)app;
  return pager_act(&((CollectedPage *)state)->view.pager, id);
}

static void page_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((CollectedPage *)state)->view.pager, event);
}

const ScreenClass SCREEN_COLLECTED = {
    .title = "报回的内容",
    .context = CONTEXT_COLLECTED,
    .action = ACTION_NONE,
    .open = page_open,
    .close = page_close,
    .recalculate = page_recalculate,
    .prepare = page_prepare,
    .paint = page_paint,
    .act = page_act,
    .mouse = page_mouse,
};
