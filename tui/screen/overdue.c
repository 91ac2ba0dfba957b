/* overdue.c: 逾期: what is late, by unit; tasks can be marked to be nudged together. */
#include "core/rules/text.h"
#include "tui/screen/late_list.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

/* A row: a unit, or one of its tasks. */
typedef struct {
  guint unit; /* its place among the units */
  guint ref;  /* of a task: its place in refs + 1; 0: the unit itself */
} Row;

typedef struct {
  char *filter;
  LateList *late;    /* NULL: not read yet */
  GArray *rows;      /* Row */
  GHashTable *marks; /* gint64*: tasks to be nudged together */
  TaskCache *cache;
  List list;
} OverdueScreen;

static gpointer overdue_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  OverdueScreen *screen = g_new0(OverdueScreen, 1);
  screen->filter = g_strdup("");
  screen->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  screen->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  screen->cache = task_cache_new();
  return screen;
}

static void overdue_close(gpointer state) {
  OverdueScreen *screen = state;
  late_list_free(screen->late);
  g_array_unref(screen->rows);
  g_hash_table_unref(screen->marks);
  task_cache_free(screen->cache);
  g_free(screen->filter);
  g_free(screen);
}

static const Row *current_row(const OverdueScreen *screen) {
  return screen->list.count > 0 ? &g_array_index(screen->rows, Row, screen->list.current) : NULL;
}

/* The task of a row; NULL for a unit's, and for no row. */
static const TaskRef *row_ref(const OverdueScreen *screen, const Row *row) {
  return row != NULL && row->ref != 0 ? &g_array_index(screen->late->refs, TaskRef, row->ref - 1)
                                      : NULL;
}

static gint64 row_task(const OverdueScreen *screen, const Row *row) {
  const TaskRef *ref = row_ref(screen, row);
  return ref != NULL ? ref->id : 0;
}

/* ---- reading ---------------------------------------------------------------------------- */

static void build_rows(OverdueScreen *screen) {
  g_array_set_size(screen->rows, 0);
  for (guint i = 0; i < screen->late->units->len; i++) {
    const LateUnit *unit = screen->late->units->pdata[i];
    Row head = {.unit = i};
    g_array_append_val(screen->rows, head);
    for (guint k = 0; k < unit->tasks->len; k++) {
      Row row = {.unit = i, .ref = g_array_index(unit->tasks, guint, k) + 1};
      g_array_append_val(screen->rows, row);
    }
  }
  list_resize(&screen->list, screen->rows->len);
}

static const LateUnit *row_unit(const OverdueScreen *screen, const Row *row) {
  return screen->late->units->pdata[row->unit];
}

/* Chooses the row of a task under a unit, or of the unit itself where task is 0; where it is not
 * there, the task under another unit, since one task may stand under several. */
static void choose(OverdueScreen *screen, gint64 unit, gint64 task) {
  gboolean found = FALSE;
  for (guint i = 0; i < screen->rows->len; i++) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    gboolean same_unit = row_unit(screen, row)->unit == unit;
    if (row_task(screen, row) != task || !(same_unit || (task != 0 && !found)))
      continue;
    list_choose(&screen->list, i);
    found = TRUE;
    if (same_unit)
      return;
  }
}

/* What is late no more keeps no mark; what only the filter hides does. */
static void drop_marks(OverdueScreen *screen) {
  if (*screen->filter != '\0' || g_hash_table_size(screen->marks) == 0)
    return;
  g_autoptr(GHashTable) late = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < screen->late->refs->len; i++)
    g_hash_table_add(late, &g_array_index(screen->late->refs, TaskRef, i).id);
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, screen->marks);
  while (g_hash_table_iter_next(&iter, &id, NULL)) {
    if (!g_hash_table_contains(late, id))
      g_hash_table_iter_remove(&iter);
  }
}

static gboolean overdue_recalculate(App *app, gpointer state, GError **error) {
  OverdueScreen *screen = state;
  const Row *row = current_row(screen);
  gboolean chosen = row != NULL;
  gint64 task = row_task(screen, row);
  gint64 unit = chosen ? row_unit(screen, row)->unit : 0;
  LateList *late = late_list_read(app, screen->filter, error);
  if (late == NULL)
    return FALSE;
  late_list_free(screen->late);
  screen->late = late;
  task_cache_clear(screen->cache);
  drop_marks(screen);
  build_rows(screen);
  if (chosen)
    choose(screen, unit, task);
  else
    list_choose(&screen->list, 1); /* the first task, below its unit */
  return TRUE;
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

static gboolean is_marked(const OverdueScreen *screen, gint64 task) {
  return g_hash_table_contains(screen->marks, &task);
}

static gboolean all_marked(const OverdueScreen *screen, const LateUnit *unit) {
  for (guint i = 0; i < unit->tasks->len; i++) {
    if (!is_marked(screen, late_list_task(screen->late, unit, i)->id))
      return FALSE;
  }
  return TRUE;
}

/* 厅法规处  逾期 2 项，最长 205 天；欠报 1 项. A long name gives way to the figures. */
static char *unit_text(const OverdueScreen *screen, const LateUnit *unit, int columns) {
  g_autoptr(GString) text = g_string_new("  ");
  guint overdue = unit->tasks->len - unit->missing;
  if (overdue > 0)
    g_string_append_printf(text, "逾期 %u 项，最长 %d 天", overdue, unit->worst);
  if (unit->missing > 0)
    g_string_append_printf(text, "%s欠报 %u 项", overdue > 0 ? "；" : "", unit->missing);
  g_autofree char *clean = text_clean(unit->name, FALSE);
  const char *mark = all_marked(screen, unit) ? "* " : "";
  g_autofree char *name =
      text_ellipsize(clean, MAX(columns - text_width(mark) - text_width(text->str), 0));
  return g_strconcat(mark, name, text->str, NULL);
}

static void paint_row(OverdueScreen *screen, Term *term, int y, int width, const Row *row,
                      gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : row->ref != 0 ? THEME_TEXT : THEME_GROUP;
  if (row->ref == 0) {
    g_autofree char *text = unit_text(screen, row_unit(screen, row), width);
    term_text(term, y, 0, width, role, text);
    return;
  }
  const TaskRef *ref = row_ref(screen, row);
  const Task *task = task_cache_get(screen->cache, ref->id);
  if (task == NULL) {
    term_text(term, y, 0, width, role, NULL);
    return;
  }
  const char *mark = is_marked(screen, ref->id) ? "*" : " ";
  g_autofree char *days = ref->overdue > 0 ? g_strdup_printf("%s !%d天", mark, ref->overdue)
                                           : g_strdup_printf("%s !欠报%d期", mark, ref->missed);
  g_autofree char *number = task_number_text(task->number, task->id, task->several);
  g_autofree char *goal = g_strdup_printf("%s %s", number, task->goal);
  term_text(term, y, 0, DAYS_WIDTH, selected ? role : THEME_RED, days);
  term_text(term, y, DAYS_WIDTH, width - DAYS_WIDTH - 23, role, goal);
  term_text(term, y, width - 23, 1, role, NULL);
  term_text(term, y, width - 22, 13, role, task->deadline);
  term_text(term, y, width - 9, 9, role, task_state_name(task->state));
}

/* A task under several units is one task. */
static char *title_text(App *app, const OverdueScreen *screen) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (*screen->filter != '\0')
    g_string_append_printf(text, "筛选“%s”：", screen->filter);
  g_string_append_printf(text, "逾期 %u 项", screen->late->refs->len);
  if (screen->late->missing > 0)
    g_string_append_printf(text, "（其中欠报 %u 项）", screen->late->missing);
  if (*screen->filter == '\0')
    g_string_append_printf(text, "，涉及 %u 个单位", screen->late->named);
  if (g_hash_table_size(screen->marks) > 0)
    g_string_append_printf(text, "  已标记%u项", g_hash_table_size(screen->marks));
  g_string_append(text, app_scope_text(app));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void overdue_paint(App *app, gpointer state, Term *term, Area area) {
  OverdueScreen *screen = state;
  if (screen->late == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  g_autofree char *title = title_text(app, screen);
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

static void set_mark(OverdueScreen *screen, gint64 task, gboolean mark) {
  if (mark)
    g_hash_table_add(screen->marks, g_memdup2(&task, sizeof task));
  else
    g_hash_table_remove(screen->marks, &task);
}

/* Marks the chosen task, or all of the chosen unit, or takes the marks away, and goes on. */
static void mark_row(OverdueScreen *screen) {
  const Row *row = current_row(screen);
  if (row == NULL)
    return;
  const LateUnit *unit = row_unit(screen, row);
  gint64 task = row_task(screen, row);
  if (task != 0) {
    set_mark(screen, task, !is_marked(screen, task));
  } else {
    gboolean mark = !all_marked(screen, unit);
    for (guint i = 0; i < unit->tasks->len; i++)
      set_mark(screen, late_list_task(screen->late, unit, i)->id, mark);
  }
  list_move(&screen->list, 1);
}

static gboolean overdue_act(App *app, gpointer state, ActionId id) {
  OverdueScreen *screen = state;
  switch (id) {
  case ACTION_OPEN:
    open_row(app, screen);
    return TRUE;
  case ACTION_MARK:
    mark_row(screen);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
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

static GHashTable *overdue_marked(gpointer state) {
  return ((OverdueScreen *)state)->marks;
}

/* Those that are marked, or all. */
static GArray *overdue_tasks(gpointer state) {
  OverdueScreen *screen = state;
  GArray *ids = task_rows_ids(screen->late->refs);
  for (guint i = ids->len; g_hash_table_size(screen->marks) > 0 && i-- > 0;) {
    if (!g_hash_table_contains(screen->marks, &g_array_index(ids, gint64, i)))
      g_array_remove_index(ids, i);
  }
  return ids;
}

const ScreenClass SCREEN_OVERDUE = {
    .title = "逾期",
    .context = CONTEXT_OVERDUE,
    .action = ACTION_OVERDUE,
    .is_list = TRUE,
    .open = overdue_open,
    .close = overdue_close,
    .recalculate = overdue_recalculate,
    .tasks = overdue_tasks,
    .prepare = overdue_prepare,
    .paint = overdue_paint,
    .act = overdue_act,
    .mouse = overdue_mouse,
    .task = overdue_task,
    .neighbour = overdue_neighbour,
    .filter = overdue_filter,
    .filtered = overdue_filtered,
    .marked = overdue_marked,
};
