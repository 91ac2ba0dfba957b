/* past.c: a task as it was on a day; from day to day on which something was changed. */
#include "core/model/task_past.h"
#include "tui/screen/page_lines.h"

typedef struct {
  gint64 task;
  Day day;
  Past past;
  Day before, after; /* days on which something was changed, on both sides; DAY_NONE: none */
  char *number;      /* 第4项; NULL: not read yet */
  GPtrArray *said;   /* PastLine*; NULL: it could not be read */
  PageView view;
} PastPage;

static gpointer past_open(App *app, const Opening *opening) {
  PastPage *page = g_new0(PastPage, 1);
  page->task = opening->id;
  page->day = opening->day != DAY_NONE ? opening->day : app_today(app);
  page_view_init(&page->view);
  return page;
}

static void past_close(gpointer state) {
  PastPage *page = state;
  page_view_clear(&page->view);
  g_clear_pointer(&page->said, g_ptr_array_unref);
  past_clear(&page->past);
  g_free(page->number);
  g_free(page);
}

/* For the bar: on a day before there was the task, nothing else says which one it is. */
static gboolean read_number(App *app, PastPage *page, GError **error) {
  if (page->number != NULL)
    return TRUE;
  g_autofree char *label = task_label(app_db(app), page->task, error);
  if (label == NULL)
    return FALSE;
  g_auto(GStrv) parts = g_strsplit(label, "“", 2); /* 第4项“落实…” */
  page->number = g_strdup(parts[0]);
  return TRUE;
}

static gboolean past_recalculate(App *app, gpointer state, GError **error) {
  PastPage *page = state;
  page->view.width = 0;
  past_clear(&page->past);
  g_clear_pointer(&page->said, g_ptr_array_unref);
  if (!read_number(app, page, error) ||
      !past_neighbours(app_db(app), page->task, page->day, &page->before, &page->after, error))
    return FALSE;
  if (past_read(app_db(app), page->task, page->day, &page->past, error))
    page->said = task_past_lines(app_db(app), &page->past, error);
  return page->said != NULL;
}

static void make_lines(App *app, gpointer state) {
  PastPage *page = state;
  g_ptr_array_unref(page->view.lines);
  page->view.lines = page_lines_new();
  if (page->said == NULL)
    return;
  g_autofree char *text =
      task_past_text(&page->past, page->day, app_person_name(app, page->past.who));
  page_lines_add(page->view.lines, page->view.width, "历史", text, THEME_STRONG);
  page_lines_add(page->view.lines, page->view.width, NULL, "", THEME_TEXT);
  for (guint i = 0; i < page->said->len; i++) {
    const PastLine *line = page->said->pdata[i];
    if (line->title)
      page_lines_add_title(page->view.lines, line->label);
    else
      page_lines_add(page->view.lines, page->view.width, line->label, line->text, THEME_TEXT);
  }
}

static gboolean past_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((PastPage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void past_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const PastPage *)state)->view, term, area);
}

static void step(App *app, PastPage *page, gboolean back) {
  Day day = back ? page->before : page->after;
  if (day == DAY_NONE)
    return;
  page->day = day;
  app_turn(app);
}

static gboolean past_act(App *app, gpointer state, ActionId id) {
  PastPage *page = state;
  if (id != ACTION_PREVIOUS_SPAN && id != ACTION_NEXT_SPAN)
    return pager_act(&page->view.pager, id);
  step(app, page, id == ACTION_PREVIOUS_SPAN);
  return TRUE;
}

static gboolean past_offers(gpointer state, ActionId id) {
  const PastPage *page = state;
  return id == ACTION_PREVIOUS_SPAN ? page->before != DAY_NONE
                                    : id != ACTION_NEXT_SPAN || page->after != DAY_NONE;
}

static const char *past_missing(ActionId id) {
  return id == ACTION_PREVIOUS_SPAN ? "此前没有改动过"
         : id == ACTION_NEXT_SPAN   ? "此后没有改动过"
                                    : NULL;
}

static void past_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((PastPage *)state)->view.pager, event);
}

static char *past_crumb(gpointer state) {
  char day[DAY_TEXT_SIZE];
  const PastPage *page = state;
  return g_strdup_printf("%s %s", page->number != NULL ? page->number : "过去",
                         day_to_iso(page->day, day));
}

const ScreenClass SCREEN_PAST = {
    .title = "任务的过去",
    .context = CONTEXT_PAST,
    .action = ACTION_NONE,
    .open = past_open,
    .close = past_close,
    .recalculate = past_recalculate,
    .prepare = past_prepare,
    .paint = past_paint,
    .act = past_act,
    .offers = past_offers,
    .missing = past_missing,
    .mouse = past_mouse,
    .crumb = past_crumb,
};
