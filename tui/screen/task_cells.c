#include "tui/screen/task_cells.h"

#include "core/rules/text.h"

/* How wide a column is that nobody gave a width, or else how it shares what is left, and the least
 * that it is of use with. */
typedef struct {
  int width;
  int share, least;
} Measure;

static const Measure MEASURES[TASK_COLUMN_COUNT] = {
    [TASK_COLUMN_LIGHT] = {.width = 4},
    [TASK_COLUMN_NUMBER] = {.width = 4},
    [TASK_COLUMN_GOAL] = {.share = 4, .least = 12},
    [TASK_COLUMN_UNITS] = {.share = 2, .least = 8},
    [TASK_COLUMN_DEADLINE] = {.width = 11},
    [TASK_COLUMN_DUE] = {.width = 10},
    [TASK_COLUMN_LEFT] = {.width = 10},
    [TASK_COLUMN_STATE] = {.width = 8},
    [TASK_COLUMN_PERCENT] = {.width = 6},
    [TASK_COLUMN_PRIMARY] = {.share = 2, .least = 10},
    [TASK_COLUMN_SECONDARY] = {.share = 2, .least = 10},
    [TASK_COLUMN_LEDGER] = {.share = 2, .least = 10},
    [TASK_COLUMN_TAGS] = {.share = 1, .least = 8},
    [TASK_COLUMN_PROGRESS] = {.share = 3, .least = 12},
    [TASK_COLUMN_PROGRESS_DAY] = {.width = 10},
    [TASK_COLUMN_NOTE] = {.share = 2, .least = 8},
    [TASK_COLUMN_KIND] = {.width = 8},
};

#define SEVERAL_NUMBER_WIDTH 9 /* 12[3456] */
#define WHOLE_DATE_WIDTH 14    /* 2026年12月31日 */
#define WHOLE_DATES_FROM 100   /* columns of a screen that has room for them */

/* ---- room ------------------------------------------------------------------------------- */

static int fixed_width(const TaskCells *cells, const ViewColumn *column) {
  if (column->width > 0)
    return column->width;
  if (column->column == TASK_COLUMN_NUMBER && cells->several)
    return SEVERAL_NUMBER_WIDTH;
  if (column->column == TASK_COLUMN_LEFT && cells->late)
    return 9;
  if (column->column == TASK_COLUMN_DEADLINE && cells->whole_dates)
    return WHOLE_DATE_WIDTH;
  return MEASURES[column->column].width;
}

static int least_width(const TaskCells *cells, const ViewColumn *column) {
  int width = fixed_width(cells, column);
  return width > 0 ? width : MEASURES[column->column].least;
}

/* How many columns from first on there is room for, at least one. */
static guint how_many(const TaskCells *cells, const GArray *columns, guint first, int width) {
  int used = 0;
  guint count = 0;
  for (guint i = first; i < columns->len; i++) {
    used += least_width(cells, &g_array_index(columns, ViewColumn, i)) + (i > first ? 1 : 0);
    if (used > width && count > 0)
      break;
    count++;
  }
  return count;
}

/* Shares what the columns of a fixed width leave; the one that has most takes what cannot be
 * shared evenly. The last column takes what nobody does. */
static void share_out(TaskCells *cells, const GArray *columns, int width) {
  int rest = width - (int)cells->count + 1, shares = 0;
  TaskCell *most = NULL;
  for (guint i = 0; i < cells->count; i++) {
    TaskCell *cell = &cells->cells[i];
    cell->width = fixed_width(cells, &g_array_index(columns, ViewColumn, cell->index));
    rest -= cell->width;
    if (cell->width > 0)
      continue;
    shares += MEASURES[cell->column].share;
    if (most == NULL || MEASURES[cell->column].share > MEASURES[most->column].share)
      most = cell;
  }
  rest = MAX(rest, 0);
  int left = rest;
  for (guint i = 0; i < cells->count; i++) {
    TaskCell *cell = &cells->cells[i];
    if (cell->width > 0 || cell == most)
      continue;
    cell->width = rest * MEASURES[cell->column].share / shares;
    left -= cell->width;
  }
  if (most != NULL)
    most->width = left;
  int at = TASK_CELLS_MARK;
  for (guint i = 0; i < cells->count; i++) {
    cells->cells[i].at = at;
    at += ++cells->cells[i].width;
  }
  TaskCell *last = &cells->cells[cells->count - 1];
  last->width = TASK_CELLS_MARK + width - last->at;
}

void task_cells_lay_out(TaskCells *cells, const GArray *columns, int width, int chosen) {
  int room = width - TASK_CELLS_MARK;
  cells->whole_dates = width >= WHOLE_DATES_FROM;
  guint first = 0;
  while (chosen >= 0 && first < (guint)chosen &&
         first + how_many(cells, columns, first, room) <= (guint)chosen)
    first++;
  cells->count = MIN(how_many(cells, columns, first, room), (guint)TASK_COLUMN_COUNT);
  for (guint i = 0; i < cells->count; i++)
    cells->cells[i] = (TaskCell){.column = g_array_index(columns, ViewColumn, first + i).column,
                                 .index = (int)(first + i)};
  if (cells->count > 0)
    share_out(cells, columns, room);
}

const TaskCell *task_cells_at(const TaskCells *cells, int column) {
  for (guint i = 0; i < cells->count; i++) {
    if (column >= cells->cells[i].at && column < cells->cells[i].at + cells->cells[i].width)
      return &cells->cells[i];
  }
  return NULL;
}

gboolean task_cells_have(const TaskCells *cells, TaskColumn column) {
  for (guint i = 0; i < cells->count; i++) {
    if (cells->cells[i].column == column)
      return TRUE;
  }
  return FALSE;
}

/* ---- heads ------------------------------------------------------------------------------ */

/* ▲2: the second of several, the first comes first; of one alone no figure is needed. */
static char *sort_sign(const GArray *sorts, TaskColumn column) {
  for (guint i = 0; i < sorts->len; i++) {
    const TaskSort *sort = &g_array_index(sorts, TaskSort, i);
    if (sort->column != column)
      continue;
    const char *sign = !term_is_narrow(0x25B2) ? (sort->descending ? "v" : "^")
                       : sort->descending      ? "▼"
                                               : "▲";
    return sorts->len > 1 ? g_strdup_printf("%s%u", sign, i + 1) : g_strdup(sign);
  }
  return g_strdup("");
}

static const char *head_of(const TaskCells *cells, TaskColumn column) {
  return cells->late && column == TASK_COLUMN_LEFT ? "逾期" : task_column_name(column);
}

void task_cells_paint_head(const TaskCells *cells, Term *term, int row, int width,
                           const GArray *sorts, int chosen) {
  term_text(term, row, 0, width, THEME_HEADER, NULL);
  for (guint i = 0; i < cells->count; i++) {
    const TaskCell *cell = &cells->cells[i];
    gboolean last = i + 1 == cells->count;
    ThemeRole role = (int)cell->column == chosen ? THEME_SELECTED : THEME_HEADER;
    g_autofree char *sign = sort_sign(sorts, cell->column);
    /* A sign may take the blank: of a narrow column it matters more than the end of the name. */
    int room = cell->width - (last || *sign != '\0' ? 0 : 1);
    const char *head = head_of(cells, cell->column);
    gsize fits = text_fit(head, MAX(room - text_width(sign), 0));
    g_autofree char *text = g_strdup_printf("%.*s%s", (int)fits, head, sign);
    term_text(term, row, cell->at, cell->width - (last ? 0 : 1), role, text);
    term_span(term, row, cell->at, room, role, text);
  }
}

/* ---- what stands in them ------------------------------------------------------------------ */

static char *number_text(const TaskCells *cells, const Task *task) {
  return cells->several ? g_strdup_printf("%d[%" G_GINT64_FORMAT "]", task->number, task->id)
                        : g_strdup_printf("%*d", MEASURES[TASK_COLUMN_NUMBER].width, task->number);
}

static char *left_text(const TaskCells *cells, App *app, const Task *task) {
  const Standing *standing = &task->standing;
  if (!cells->late)
    return task_rows_due_text(app, task);
  return standing->overdue > 0 ? g_strdup_printf("!%d天", standing->overdue)
                               : g_strdup_printf("!欠报%d期", standing->missed);
}

static char *day_text(Day day) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup(day_to_iso(day, iso));
}

static char *state_text(const Task *task) {
  gboolean late = task_state_is_done(task->state) && task->standing.overdue > 0;
  return g_strdup(late ? "逾期办结" : task_state_name(task->state));
}

static char *cell_text(const TaskCells *cells, App *app, TaskColumn column, const Task *task,
                       const char *tags) {
  const Progress *progress = task->last_progress;
  switch (column) {
  case TASK_COLUMN_LIGHT:
    return task_rows_light_text(task->standing.light, task->standing.blue);
  case TASK_COLUMN_NUMBER:
    return number_text(cells, task);
  case TASK_COLUMN_GOAL:
    return g_strdup(task->goal);
  case TASK_COLUMN_UNITS:
    return task_units_text(task);
  case TASK_COLUMN_DEADLINE:
    return g_strdup(task->deadline);
  case TASK_COLUMN_DUE:
    return day_text(task->due);
  case TASK_COLUMN_LEFT:
    return left_text(cells, app, task);
  case TASK_COLUMN_STATE:
    return state_text(task);
  case TASK_COLUMN_PERCENT:
    return task->percent != PERCENT_NONE ? g_strdup_printf("%d%%", task->percent) : NULL;
  case TASK_COLUMN_PRIMARY:
    return g_strdup(task->primary);
  case TASK_COLUMN_SECONDARY:
    return g_strdup(task->secondary);
  case TASK_COLUMN_LEDGER:
    return g_strdup_printf("%d年《%s》", task->ledger_year, task->ledger_title);
  case TASK_COLUMN_TAGS:
    return g_strdup(tags);
  case TASK_COLUMN_PROGRESS:
    return progress != NULL ? g_strdup(progress->text) : NULL;
  case TASK_COLUMN_PROGRESS_DAY:
    return progress != NULL ? day_text(progress->made_on) : NULL;
  case TASK_COLUMN_NOTE:
    return g_strdup(task->note);
  default:
    return g_strdup(task_kind_name(task->kind));
  }
}

static ThemeRole cell_role(const TaskCells *cells, TaskColumn column, const Task *task) {
  if (column == TASK_COLUMN_LIGHT)
    return task_rows_light_role(task->standing.light, task->standing.blue);
  return column == TASK_COLUMN_LEFT && cells->late ? THEME_RED : THEME_TEXT;
}

void task_cells_paint(const TaskCells *cells, App *app, Term *term, int row, int width,
                      const Task *task, const char *tags, gboolean marked, gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  if (task == NULL) {
    term_text(term, row, 0, width, role, NULL);
    return;
  }
  gboolean sign = app_has_sign(app, task->id);
  term_text(term, row, 0, 1, role, marked ? "*" : NULL);
  term_text(term, row, 1, TASK_CELLS_MARK - 1, selected || !sign ? role : THEME_NOTICE,
            sign ? "^" : NULL);
  for (guint i = 0; i < cells->count; i++) {
    const TaskCell *cell = &cells->cells[i];
    gboolean last = i + 1 == cells->count;
    int room = cell->width - (last ? 0 : 1);
    g_autofree char *text = cell_text(cells, app, cell->column, task, tags);
    ThemeRole own = selected ? role : cell_role(cells, cell->column, task);
    term_text(term, row, cell->at, room, own, text);
    if (!last)
      term_text(term, row, cell->at + room, 1, role, NULL);
  }
}
