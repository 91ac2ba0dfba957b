/* task_set.c: a list of given tasks: those that a figure counts, that a day has, and the like. */
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  char *title;
  GArray *ids;  /* gint64: the tasks, as they were counted */
  GArray *refs; /* TaskRef of those that are still there */
  TaskCache *cache;
  List list;
} TaskSet;

static gpointer set_open(App *app, const Opening *opening) {
  (void)app;
  TaskSet *set = g_new0(TaskSet, 1);
  set->title = g_strdup(opening->text);
  set->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (opening->ids != NULL)
    g_array_append_vals(set->ids, opening->ids->data, opening->ids->len);
  set->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  set->cache = task_cache_new();
  return set;
}

static void set_close(gpointer state) {
  TaskSet *set = state;
  g_free(set->title);
  g_array_unref(set->ids);
  g_array_unref(set->refs);
  task_cache_free(set->cache);
  g_free(set);
}

static const TaskRef *current_ref(const TaskSet *set) {
  return set->list.count > 0 ? &g_array_index(set->refs, TaskRef, set->list.current) : NULL;
}

static void choose(gpointer state, gint64 task) {
  TaskSet *set = state;
  for (guint i = 0; i < set->refs->len; i++) {
    if (g_array_index(set->refs, TaskRef, i).id == task)
      list_choose(&set->list, i);
  }
}

static gboolean set_recalculate(App *app, gpointer state, GError **error) {
  TaskSet *set = state;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ids = set->ids;
  GArray *refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  if (refs == NULL)
    return FALSE;
  const TaskRef *ref = current_ref(set);
  gint64 chosen = ref != NULL ? ref->id : 0;
  g_array_unref(set->refs);
  set->refs = refs;
  task_cache_clear(set->cache);
  list_resize(&set->list, refs->len);
  choose(set, chosen);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3 - task_rows_details_height(area.rows),
                area.columns};
}

static gboolean set_prepare(App *app, gpointer state, Area area, GError **error) {
  TaskSet *set = state;
  list_layout(&set->list, list_area(area).rows);
  for (gsize i = 0; i < set->list.height && set->list.top + i < set->list.count; i++) {
    if (!task_cache_read(set->cache, app, g_array_index(set->refs, TaskRef, set->list.top + i).id,
                         error))
      return FALSE;
  }
  return TRUE;
}

static void set_paint(App *app, gpointer state, Term *term, Area area) {
  TaskSet *set = state;
  Area list = list_area(area);
  g_autofree char *title = g_strdup_printf("%s  共%u项", set->title, set->refs->len);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&set->list, term, area.row, area.columns - 12, 12);
  task_rows_paint_header(term, area.row + 1, area.columns);
  for (int y = 0; y < list.rows; y++) {
    gsize index = set->list.top + (gsize)y;
    if (index < set->list.count)
      task_rows_paint(term, list.row + y, area.columns,
                      task_cache_get(set->cache, g_array_index(set->refs, TaskRef, index).id),
                      index == set->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (set->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM, "没有任务；按 Esc 返回");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  const TaskRef *ref = current_ref(set);
  Area details = {rule + 1, area.column, task_rows_details_height(area.rows), area.columns};
  task_rows_paint_details(app, term, details,
                          ref != NULL ? task_cache_get(set->cache, ref->id) : NULL);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, const TaskSet *set) {
  const TaskRef *ref = current_ref(set);
  if (ref != NULL)
    app_open(app, &SCREEN_TASK, &(Opening){.id = ref->id});
}

static gboolean set_act(App *app, gpointer state, ActionId id) {
  TaskSet *set = state;
  if (id != ACTION_OPEN)
    return list_act(&set->list, id);
  open_row(app, set);
  return TRUE;
}

static void set_mouse(App *app, gpointer state, const Event *event, Area area) {
  TaskSet *set = state;
  if (list_mouse(&set->list, event, list_area(area)))
    open_row(app, set);
}

static ChosenTask set_task(gpointer state) {
  return task_rows_chosen(current_ref(state));
}

static gint64 set_neighbour(gpointer state, gint64 task, int delta) {
  TaskSet *set = state;
  choose(set, task);
  gint64 next = (gint64)set->list.current + delta;
  if (next < 0 || next >= (gint64)set->list.count)
    return 0;
  list_choose(&set->list, (gsize)next);
  return current_ref(set)->id;
}

static GArray *set_tasks(gpointer state) {
  return task_rows_ids(((TaskSet *)state)->refs);
}

const ScreenClass SCREEN_TASK_SET = {
    .title = "任务清单",
    .context = CONTEXT_TASK_SET,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = set_open,
    .close = set_close,
    .recalculate = set_recalculate,
    .prepare = set_prepare,
    .paint = set_paint,
    .act = set_act,
    .mouse = set_mouse,
    .task = set_task,
    .tasks = set_tasks,
    .choose = choose,
    .neighbour = set_neighbour,
};
