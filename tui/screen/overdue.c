#include "core/model/answer.h"
#include "core/model/unit.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

/* A unit with late tasks. */
typedef struct {
  gint64 unit; /* 0: the tasks that name none */
  char *name;
  GArray *tasks; /* indices into refs, the latest first */
  int worst;     /* days late of the first */
} Late;

/* A row: a unit, or one of its tasks. */
typedef struct {
  guint late; /* place in units */
  guint ref;  /* of a task: its place in refs + 1; 0: the unit itself */
} Row;

typedef struct {
  char *filter;
  GArray *refs;     /* TaskRef: what is red, the latest first */
  GPtrArray *units; /* Late*, the worst first */
  GArray *rows;     /* Row */
  TaskCache *cache;
  List list;
} OverdueScreen;

static void late_free(gpointer data) {
  Late *late = data;
  g_free(late->name);
  g_array_unref(late->tasks);
  g_free(late);
}

static gpointer overdue_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  OverdueScreen *screen = g_new0(OverdueScreen, 1);
  screen->filter = g_strdup("");
  screen->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  screen->units = g_ptr_array_new_with_free_func(late_free);
  screen->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  screen->cache = task_cache_new();
  return screen;
}

static void overdue_close(gpointer state) {
  OverdueScreen *screen = state;
  g_array_unref(screen->refs);
  g_ptr_array_unref(screen->units);
  g_array_unref(screen->rows);
  task_cache_free(screen->cache);
  g_free(screen->filter);
  g_free(screen);
}

static const Row *current_row(const OverdueScreen *screen) {
  return screen->list.count > 0 ? &g_array_index(screen->rows, Row, screen->list.current) : NULL;
}

/* The task of a row; NULL for a unit's, and for no row. */
static const TaskRef *row_ref(const OverdueScreen *screen, const Row *row) {
  return row != NULL && row->ref != 0 ? &g_array_index(screen->refs, TaskRef, row->ref - 1) : NULL;
}

static gint64 row_task(const OverdueScreen *screen, const Row *row) {
  const TaskRef *ref = row_ref(screen, row);
  return ref != NULL ? ref->id : 0;
}

/* ---- reading ---------------------------------------------------------------------------- */

static Late *late_new(OverdueScreen *screen, gint64 unit, const char *name) {
  Late *late = g_new0(Late, 1);
  late->unit = unit;
  late->name = g_strdup(name);
  late->tasks = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(screen->units, late);
  return late;
}

static int by_worst(gconstpointer a, gconstpointer b) {
  const Late *left = *(Late *const *)a, *right = *(Late *const *)b;
  if (left->worst != right->worst)
    return right->worst - left->worst;
  return (int)right->tasks->len - (int)left->tasks->len;
}

static int by_index(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return left < right ? -1 : left > right;
}

static const char *unit_name(GPtrArray *units, gint64 id) {
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    if (unit->id == id)
      return unit->name;
  }
  return "";
}

/* Puts late tasks under the units that answer for them. places: task's id → its place in refs + 1.
 */
static gboolean add_answered(App *app, OverdueScreen *screen, GHashTable *places,
                             gboolean *answered, GError **error) {
  g_autoptr(GArray) answers = answer_list(app_db(app), app_today(app), error);
  g_autoptr(GPtrArray) units = answers != NULL ? unit_list(app_db(app), error) : NULL;
  if (units == NULL)
    return FALSE;
  Late *late = NULL;
  gint64 unit = 0;
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &answer->task));
    if (place == 0)
      continue;
    if (unit != answer->unit)
      late = late_new(screen, answer->unit, unit_name(units, answer->unit));
    unit = answer->unit;
    guint index = place - 1;
    g_array_append_val(late->tasks, index);
    answered[index] = TRUE;
  }
  return TRUE;
}

static gboolean group_by_unit(App *app, OverdueScreen *screen, GError **error) {
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree gboolean *answered = g_new0(gboolean, screen->refs->len);
  for (guint i = 0; i < screen->refs->len; i++)
    g_hash_table_insert(places, &g_array_index(screen->refs, TaskRef, i).id,
                        GUINT_TO_POINTER(i + 1));
  if (!add_answered(app, screen, places, answered, error))
    return FALSE;
  Late *nobody = NULL;
  for (guint i = 0; i < screen->refs->len; i++) {
    if (answered[i])
      continue;
    if (nobody == NULL)
      nobody = late_new(screen, 0, "（没有写明责任单位）");
    g_array_append_val(nobody->tasks, i);
  }
  for (guint i = 0; i < screen->units->len; i++) {
    Late *late = screen->units->pdata[i];
    g_array_sort(late->tasks, by_index); /* refs come with the latest first */
    late->worst =
        g_array_index(screen->refs, TaskRef, g_array_index(late->tasks, guint, 0)).overdue;
  }
  g_ptr_array_sort(screen->units, by_worst);
  return TRUE;
}

static void build_rows(OverdueScreen *screen) {
  g_array_set_size(screen->rows, 0);
  for (guint i = 0; i < screen->units->len; i++) {
    const Late *late = screen->units->pdata[i];
    Row head = {.late = i};
    g_array_append_val(screen->rows, head);
    for (guint k = 0; k < late->tasks->len; k++) {
      Row row = {.late = i, .ref = g_array_index(late->tasks, guint, k) + 1};
      g_array_append_val(screen->rows, row);
    }
  }
  list_resize(&screen->list, screen->rows->len);
}

static gint64 row_unit(const OverdueScreen *screen, const Row *row) {
  return ((const Late *)screen->units->pdata[row->late])->unit;
}

/* Chooses the row of a task under a unit, or of the unit itself where task is 0; where it is not
 * there, the task under another unit, since one task may stand under several. */
static void choose(OverdueScreen *screen, gint64 unit, gint64 task) {
  gboolean found = FALSE;
  for (guint i = 0; i < screen->rows->len; i++) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    gboolean same_unit = row_unit(screen, row) == unit;
    if (row_task(screen, row) != task || !(same_unit || (task != 0 && !found)))
      continue;
    list_choose(&screen->list, i);
    found = TRUE;
    if (same_unit)
      return;
  }
}

static gboolean overdue_recalculate(App *app, gpointer state, GError **error) {
  OverdueScreen *screen = state;
  const Row *row = current_row(screen);
  gboolean chosen = row != NULL;
  gint64 task = row_task(screen, row);
  gint64 unit = chosen ? row_unit(screen, row) : 0;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.light = LIGHT_RED;
  filter.order = TASK_ORDER_DUE;
  filter.due_until = app_today(app);
  filter.query = screen->filter;
  GArray *refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  if (refs == NULL)
    return FALSE;
  g_array_unref(screen->refs);
  screen->refs = refs;
  task_cache_clear(screen->cache);
  g_ptr_array_set_size(screen->units, 0);
  gboolean read = group_by_unit(app, screen, error);
  build_rows(screen);
  if (chosen)
    choose(screen, unit, task);
  return read;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3 - task_rows_details_height(area.rows),
                area.columns};
}

static gboolean overdue_prepare(App *app, gpointer state, Area area, GError **error) {
  OverdueScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  for (gsize i = 0; i < screen->list.height && screen->list.top + i < screen->list.count; i++) {
    const Row *row = &g_array_index(screen->rows, Row, screen->list.top + i);
    if (row->ref != 0 && !task_cache_read(screen->cache, app, row_task(screen, row), error))
      return FALSE;
  }
  return TRUE;
}

#define DAYS_WIDTH 12

static void paint_head(Term *term, int y, int width) {
  term_text(term, y, 0, DAYS_WIDTH, THEME_HEADER, "逾期");
  term_text(term, y, DAYS_WIDTH, width - DAYS_WIDTH - 22, THEME_HEADER, "目标任务");
  term_text(term, y, width - 22, 22, THEME_HEADER, "完成时限     状态");
}

static void paint_row(OverdueScreen *screen, Term *term, int y, int width, const Row *row,
                      gboolean selected) {
  const Late *late = screen->units->pdata[row->late];
  ThemeRole role = selected ? THEME_SELECTED : row->ref != 0 ? THEME_TEXT : THEME_GROUP;
  if (row->ref == 0) {
    g_autofree char *text =
        g_strdup_printf("%s  逾期 %u 项，最长 %d 天", late->name, late->tasks->len, late->worst);
    term_text(term, y, 0, width, role, text);
    return;
  }
  const Task *task = task_cache_get(screen->cache, row_task(screen, row));
  if (task == NULL) {
    term_text(term, y, 0, width, role, NULL);
    return;
  }
  g_autofree char *days = g_strdup_printf("  !%d天", row_ref(screen, row)->overdue);
  g_autofree char *goal = g_strdup_printf("第%d项 %s", task->number, task->goal);
  term_text(term, y, 0, DAYS_WIDTH, selected ? role : THEME_RED, days);
  term_text(term, y, DAYS_WIDTH, width - DAYS_WIDTH - 23, role, goal);
  term_text(term, y, width - 23, 1, role, NULL);
  term_text(term, y, width - 22, 13, role, task->deadline);
  term_text(term, y, width - 9, 9, role, task_state_name(task->state));
}

static void overdue_paint(App *app, gpointer state, Term *term, Area area) {
  OverdueScreen *screen = state;
  Area list = list_area(area);
  g_autofree char *title =
      *screen->filter != '\0'
          ? g_strdup_printf("筛选“%s”：逾期 %u 项", screen->filter, screen->refs->len)
          : g_strdup_printf("逾期 %u 项，涉及 %u 个单位", screen->refs->len, screen->units->len);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  paint_head(term, area.row + 1, area.columns);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, list.row + y, area.columns, &g_array_index(screen->rows, Row, index),
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_GREEN,
              *screen->filter != '\0' ? "没有符合筛选的逾期任务；按 Esc 取消筛选"
                                      : "没有逾期的任务");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  const Row *row = current_row(screen);
  Area details = {rule + 1, area.column, task_rows_details_height(area.rows), area.columns};
  task_rows_paint_details(app, term, details, task_cache_get(screen->cache, row_task(screen, row)));
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, OverdueScreen *screen) {
  const Row *row = current_row(screen);
  if (row_ref(screen, row) != NULL)
    app_open(app, &SCREEN_TASK, &(Opening){.id = row_task(screen, row)});
}

static gboolean overdue_act(App *app, gpointer state, ActionId id) {
  OverdueScreen *screen = state;
  if (id != ACTION_OPEN)
    return list_act(&screen->list, id);
  open_row(app, screen);
  return TRUE;
}

static void overdue_mouse(App *app, gpointer state, const Event *event, Area area) {
  OverdueScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_row(app, screen);
}

static ChosenTask overdue_task(gpointer state) {
  return task_rows_chosen(row_ref(state, current_row(state)));
}

static gint64 overdue_neighbour(gpointer state, gint64 task, int delta) {
  OverdueScreen *screen = state;
  for (gint64 i = (gint64)screen->list.current + delta; i >= 0 && i < (gint64)screen->list.count;
       i += delta) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    if (row->ref != 0 && row_task(screen, row) != task) {
      list_choose(&screen->list, (gsize)i);
      return row_task(screen, row);
    }
  }
  return 0;
}

static void overdue_filter(gpointer state, const char *text) {
  OverdueScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
}

static const char *overdue_filtered(gpointer state) {
  return ((OverdueScreen *)state)->filter;
}

const ScreenClass SCREEN_OVERDUE = {
    .title = "逾期",
    .context = CONTEXT_OVERDUE,
    .action = ACTION_OVERDUE,
    .is_list = TRUE,
    .open = overdue_open,
    .close = overdue_close,
    .recalculate = overdue_recalculate,
    .prepare = overdue_prepare,
    .paint = overdue_paint,
    .act = overdue_act,
    .mouse = overdue_mouse,
    .task = overdue_task,
    .neighbour = overdue_neighbour,
    .filter = overdue_filter,
    .filtered = overdue_filtered,
};
