#include "tui/screen/evidence_check.h"
#include "tui/screen/task_lines.h"

typedef struct {
  gint64 id;
  TaskRecord *record; /* NULL: it could not be read */
  gboolean gone;      /* there is no such task any more */
  PageView view;
} TaskPage;

static gpointer page_open(App *app, const Opening *opening) {
  (void)app;
  TaskPage *page = g_new0(TaskPage, 1);
  page->id = opening->id;
  page_view_init(&page->view);
  return page;
}

static void page_close(gpointer state) {
  TaskPage *page = state;
  page_view_clear(&page->view);
  task_record_free(page->record);
  g_free(page);
}

/* A task that is gone (its adding was taken back, by oneself or by a colleague) is no failure: the
 * page says so. */
static gboolean page_recalculate(App *app, gpointer state, GError **error) {
  TaskPage *page = state;
  g_autoptr(GError) failed = NULL;
  page->view.width = 0;
  g_clear_pointer(&page->record, task_record_free);
  page->record = task_record_read(app, page->id, &failed);
  page->gone = g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (page->record != NULL || page->gone)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

static void make_lines(App *app, gpointer state) {
  TaskPage *page = state;
  const char *nothing =
      page->gone ? "这项任务已不在台账中（已被删除，或添加它的操作已被撤销）；按 Esc 返回" : "";
  g_ptr_array_unref(page->view.lines);
  page->view.lines = page->record != NULL ? task_lines_make(app, page->record, page->view.width)
                                          : task_lines_text(nothing, page->view.width);
}

/* ---- painting --------------------------------------------------------------------------- */

static gboolean page_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((TaskPage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void page_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const TaskPage *)state)->view, term, area);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void go_to(App *app, TaskPage *page, int delta) {
  gint64 next = app_neighbour(app, page->id, delta);
  if (next == 0)
    return;
  page->id = next;
  page->view.pager.top = 0;
  app_turn(app);
}

/* What is about an extension is offered where one waits; an event, where a rule counts from one. */
static gboolean page_offers(gpointer state, ActionId id) {
  const TaskRecord *record = ((TaskPage *)state)->record;
  if (id == ACTION_DECIDE || id == ACTION_WITHDRAW)
    return record != NULL && task_record_waiting(record) != NULL;
  if (id == ACTION_EVIDENCE_CHECK)
    return record != NULL && task_record_has_evidence(record);
  if (id == ACTION_EVENT)
    return record != NULL && task_record_event_rule(record) != NULL;
  return TRUE;
}

static gboolean page_act(App *app, gpointer state, ActionId id) {
  TaskPage *page = state;
  switch (id) {
  case ACTION_NEXT_TASK:
    go_to(app, page, 1);
    return TRUE;
  case ACTION_PREVIOUS_TASK:
    go_to(app, page, -1);
    return TRUE;
  case ACTION_TASK_RECORD:
    app_open(app, &SCREEN_RECORD, &(Opening){.id = page->id});
    return TRUE;
  case ACTION_TASK_PAST:
    app_open(app, &SCREEN_PAST, &(Opening){.id = page->id});
    return TRUE;
  case ACTION_EVIDENCE_CHECK:
    evidence_check_task(app, page->id);
    return TRUE;
  default:
    return pager_act(&page->view.pager, id);
  }
}

static void page_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((TaskPage *)state)->view.pager, event);
}

static ChosenTask page_task(gpointer state) {
  const TaskPage *page = state;
  const Task *task = page->record != NULL ? page->record->task : NULL;
  return task != NULL ? (ChosenTask){.id = task->id,
                                     .kind = task->kind,
                                     .state = task->state,
                                     .ledger = task->ledger}
                      : (ChosenTask){0};
}

static char *page_crumb(gpointer state) {
  const TaskRecord *record = ((const TaskPage *)state)->record;
  return record != NULL ? task_number_text(record->task->number, record->task->id, FALSE) : NULL;
}

static gint64 page_record(gpointer state) {
  return page_task(state).id;
}

const ScreenClass SCREEN_TASK = {
    .title = "任务详情",
    .context = CONTEXT_TASK,
    .action = ACTION_NONE,
    .open = page_open,
    .close = page_close,
    .recalculate = page_recalculate,
    .prepare = page_prepare,
    .paint = page_paint,
    .act = page_act,
    .offers = page_offers,
    .mouse = page_mouse,
    .task = page_task,
    .crumb = page_crumb,
    .about = "task",
    .record = page_record,
};
