#include "core/rules/text.h"
#include "tui/screen/import_screen.h"
#include "tui/screen/task_rows.h"

#define TAKEN_WIDTH 4
#define SIGN_WIDTH 3 /* and ! where there is a remark */
#define NUMBER_WIDTH 5
#define WIDE 120 /* columns from which 一级 has one */
#define TALL 40  /* rows from which the columns of the file have two, unless it is wide */
#define WHOLE 160

ImportLayout import_layout(Area area) {
  int details = MAX(task_rows_details_height(area.rows), area.rows / 3);
  int sources = area.rows >= TALL && area.columns < WHOLE ? 2 : 1;
  ImportLayout parts = {.counts = area.row + 1, .source = area.row + 2};
  parts.hints = parts.source + sources;
  parts.list = (Area){parts.hints + 2, area.column, 0, area.columns};
  parts.list.rows = MAX(area.row + area.rows - details - 1 - parts.list.row, 1);
  parts.rule = parts.list.row + parts.list.rows;
  parts.details =
      (Area){parts.rule + 1, area.column, area.row + area.rows - parts.rule - 1, area.columns};
  return parts;
}

/* ---- above the rows --------------------------------------------------------------------- */

static char *target_text(const ImportWork *work) {
  const Content *content = work->plan->present != NULL ? work->plan->present : work->plan->incoming;
  return g_strdup_printf("%s%d年《%s》", work->plan->present == NULL ? "新台账 " : "",
                         content->year, content->title != NULL ? content->title : "");
}

static void paint_title(const ImportScreen *screen, Term *term, Area area) {
  const ImportWork *work = screen->work;
  g_autofree char *target = work->plan != NULL ? target_text(work) : g_strdup("？");
  g_autofree char *unit = import_work_unit_name(screen->app, work);
  g_autofree char *title = unit != NULL
                               ? g_strdup_printf("回收 %s → %s的%s", work->name, unit, target)
                               : g_strdup_printf("导入 %s → %s", work->name, target);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
}

static char *button_text(const ImportScreen *screen) {
  return screen->work->plan != NULL
             ? g_strdup_printf("[ 导入 %u 项 ]", import_work_taken(screen->work))
             : g_strdup("[ 导入 ]");
}

Area import_button_area(const ImportScreen *screen, Area area) {
  g_autofree char *text = button_text(screen);
  int width = MIN(text_width(text), area.columns);
  return (Area){import_layout(area).counts, area.columns - width, 1, width};
}

static const struct {
  const char *sign;
  ThemeRole role;
} SIGNS[IMPORT_CHANGE_COUNT] = {
    [IMPORT_SAME] = {"=", THEME_DIM},
    [IMPORT_ADDED] = {"+", THEME_GREEN},
    [IMPORT_CHANGED] = {"~", THEME_AMBER},
    [IMPORT_GONE] = {"-", THEME_RED},
};

static void paint_counts(const ImportScreen *screen, Term *term, Area area) {
  static const ImportChange order[] = {IMPORT_ADDED, IMPORT_CHANGED, IMPORT_GONE, IMPORT_SAME};
  Area button = import_button_area(screen, area);
  term_text(term, button.row, 0, area.columns, THEME_TEXT, NULL);
  int column = 0;
  for (gsize i = 0; screen->work->plan != NULL && i < G_N_ELEMENTS(order); i++) {
    if (!import_lists_change(screen, order[i]))
      continue;
    g_autofree char *text =
        g_strdup_printf("%s%s %u   ", SIGNS[order[i]].sign, import_change_name(order[i]),
                        screen->work->plan->counts[order[i]]);
    gboolean any = screen->work->plan->counts[order[i]] > 0;
    column += term_span(term, button.row, column, MAX(button.column - 1 - column, 0),
                        any ? SIGNS[order[i]].role : THEME_DIM, text);
  }
  if (screen->work->plan != NULL && screen->work->plan->touched > 0) {
    g_autofree char *text =
        g_strdup_printf("%u 栏台账里改过，未选   ", screen->work->plan->touched);
    column +=
        term_span(term, button.row, column, MAX(button.column - 1 - column, 0), THEME_AMBER, text);
  }
  if (screen->different)
    term_span(term, button.row, column, MAX(button.column - 1 - column, 0), THEME_DIM,
              "只列不同的");
  g_autofree char *text = button_text(screen);
  term_text(term, button.row, button.column, button.columns,
            screen->focus == FOCUS_BUTTON ? THEME_SELECTED : THEME_KEY, text);
}

/* B 任务→目标任务: where the head is the field's own name, that is enough. */
static void append_column(GString *text, const RecognisedColumn *column) {
  g_autofree char *letter = grid_column_name(column->column);
  const char *name = content_field_name(column->field);
  g_string_append_printf(text, "%s%s", text->str[text->len - 1] == ' ' ? "" : "  ", letter);
  if (column->field == CONTENT_NONE)
    g_string_append_printf(text, "%s（不读）", column->head);
  else if (g_str_equal(column->head, name) || *column->head == '\0')
    g_string_append(text, name);
  else
    g_string_append_printf(text, "%s→%s", column->head, name);
}

static char *source_text(const ImportWork *work) {
  const Recognised *table = import_work_table(work);
  if (table == NULL)
    return g_strdup("栏目：文件里写明了各项是什么");
  const Grid *grid = work->workbook->grids->pdata[g_array_index(table->grids, guint, 0)];
  g_autoptr(GString) text = g_string_new("表：");
  g_string_append(text, grid_name(grid));
  if (work->tables->len > 1)
    g_string_append_printf(text, "（%u/%u）", work->table + 1, work->tables->len);
  g_string_append(text, "  列 ");
  for (guint i = 0; i < table->columns->len; i++)
    append_column(text, table->columns->pdata[i]);
  return text_clean(text->str, FALSE);
}

static void paint_source(const ImportScreen *screen, Term *term, Area area) {
  ImportLayout parts = import_layout(area);
  g_autofree char *text = source_text(screen->work);
  g_autoptr(GPtrArray) lines = text_wrap(text, area.columns);
  int rows = parts.hints - parts.source;
  for (int i = 0; i < rows; i++) {
    gboolean cut = i == rows - 1 && (int)lines->len > rows;
    const char *line = i < (int)lines->len ? lines->pdata[i] : NULL;
    g_autofree char *shown = cut ? g_strconcat(line, "……", NULL) : g_strdup(line);
    term_text(term, parts.source + i, 0, area.columns, THEME_DIM, shown);
  }
}

static void append_hint(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void append_hint(GString *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (text->len > 0)
    g_string_append(text, "；");
  g_string_append_vprintf(text, format, arguments);
  va_end(arguments);
}

/* What waits to be decided, and what is to be known. */
static void paint_hints(const ImportScreen *screen, Term *term, Area area) {
  const ImportWork *work = screen->work;
  int row = import_layout(area).hints;
  if (work->plan == NULL) {
    term_text(term, row, 0, area.columns, THEME_ERROR, work->problem);
    return;
  }
  guint undecided = import_work_undecided(work), units = work->plan->units->len;
  g_autoptr(GString) text = g_string_new(NULL);
  if (undecided > 0)
    append_hint(text, "未知单位%u个，还有%u个没有处理：按 n", units, undecided);
  else if (units > 0)
    append_hint(text, "未知单位%u个，都已处理", units);
  if (work->no_fill)
    append_hint(text, "空格不填，按 f 照上行填");
  else if (screen->filled > 0)
    append_hint(text, "照上行填了%u格，按 f 不填", screen->filled);
  if (work->remarks->len > 0)
    append_hint(text, "提示%u处，按 r 看", work->remarks->len);
  term_text(term, row, 0, area.columns, undecided > 0 ? THEME_AMBER : THEME_TEXT, text->str);
}

/* ---- the rows --------------------------------------------------------------------------- */

typedef struct {
  int number, level, goal, units, deadline; /* columns; 0: it has none */
} RowWidths;

static RowWidths row_widths(int width) {
  RowWidths widths = {.number = NUMBER_WIDTH, .units = 20, .deadline = 16};
  if (width >= WIDE)
    widths = (RowWidths){.number = NUMBER_WIDTH, .level = 26, .units = 36, .deadline = 22};
  widths.goal = MAX(width - TAKEN_WIDTH - SIGN_WIDTH - widths.number - widths.level - widths.units -
                        widths.deadline,
                    0);
  return widths;
}

/* A cell and a blank after it; moves *column on. */
static void paint_cell(Term *term, int row, int *column, int width, ThemeRole role,
                       const char *text) {
  if (width <= 0)
    return;
  term_text(term, row, *column, width - 1, role, text);
  term_text(term, row, *column + width - 1, 1, role == THEME_SELECTED ? role : THEME_TEXT, NULL);
  *column += width;
}

static void paint_head(Term *term, int row, int width) {
  RowWidths widths = row_widths(width);
  int column = TAKEN_WIDTH + SIGN_WIDTH;
  term_text(term, row, 0, column, THEME_HEADER, "选");
  term_text(term, row, column, widths.number, THEME_HEADER, "序号");
  column += widths.number;
  if (widths.level > 0)
    term_text(term, row, column, widths.level, THEME_HEADER, "一级指标");
  column += widths.level;
  term_text(term, row, column, widths.goal, THEME_HEADER, "目标任务");
  column += widths.goal;
  term_text(term, row, column, widths.units, THEME_HEADER, "责任单位");
  term_text(term, row, column + widths.units, widths.deadline, THEME_HEADER, "完成时限");
}

static char *sign_text(const ImportScreen *screen, const ImportItem *item,
                       const ContentTask *task) {
  gboolean remarked = item->incoming >= 0 &&
                      g_hash_table_contains(screen->remarked, remark_place(task->table, task->row));
  return g_strconcat(SIGNS[item->change].sign, remarked ? "!" : "", NULL);
}

static void paint_row(const ImportScreen *screen, Term *term, int row, int width, guint index,
                      gboolean current) {
  const ImportItem *item = screen->work->plan->items->pdata[index];
  const Content *content;
  const ContentTask *task = import_work_task(screen->work, item, &content);
  RowWidths widths = row_widths(width);
  gboolean quiet = item->change == IMPORT_SAME || !item->chosen;
  gboolean selected = current && screen->focus == FOCUS_ROWS;
  ThemeRole plain = selected  ? THEME_SELECTED
                    : current ? THEME_STRONG /* whose fields have the keys */
                    : quiet   ? THEME_DIM
                              : THEME_TEXT;
  g_autofree char *number = task->number > 0 ? g_strdup_printf("%4d", task->number) : NULL;
  g_autofree char *units = content_text(content, task, CONTENT_UNITS);
  int column = 0;
  paint_cell(term, row, &column, TAKEN_WIDTH, plain,
             !import_work_can_take(item) ? NULL
             : item->chosen              ? "[x]"
                                         : "[ ]");
  g_autofree char *sign = sign_text(screen, item, task);
  paint_cell(term, row, &column, SIGN_WIDTH, selected ? plain : SIGNS[item->change].role, sign);
  paint_cell(term, row, &column, widths.number, plain, number);
  struct {
    int width;
    ContentField field;
    const char *text;
  } cells[] = {{widths.level, CONTENT_LEVEL_1, content_level(content, task, 1)},
               {widths.goal, CONTENT_GOAL, task->goal},
               {widths.units, CONTENT_UNITS, units},
               {widths.deadline, CONTENT_DEADLINE, task->deadline}};
  for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
    gboolean filled = import_work_origin(item, task, cells[i].field) != IMPORT_ORIGIN_OWN;
    /* 〃: the colour alone would not tell it on every terminal. */
    g_autofree char *text = g_strconcat(filled ? "〃" : "", cells[i].text, NULL);
    paint_cell(term, row, &column, cells[i].width, filled && !selected ? THEME_FILLED : plain,
               text);
  }
}

static void paint_list(const ImportScreen *screen, Term *term, Area list) {
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    gboolean current = index == screen->list.current;
    if (index < screen->list.count)
      paint_row(screen, term, list.row + y, list.columns, g_array_index(screen->rows, guint, index),
                current);
    else
      term_text(term, list.row + y, 0, list.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count > 0)
    return;
  term_text(term, list.row, 0, list.columns, THEME_DIM,
            screen->work->plan == NULL ? "按 c 说明哪一列是目标任务，或按 t 换一张表"
            : screen->different ? "与台账完全一样，没有要导入的；按 v 看全部"
                                : "文件里没有任务");
}

void import_rows_paint(const ImportScreen *screen, Term *term, Area area) {
  ImportLayout parts = import_layout(area);
  paint_title(screen, term, area);
  paint_counts(screen, term, area);
  paint_source(screen, term, area);
  paint_hints(screen, term, area);
  paint_head(term, parts.list.row - 1, area.columns);
  paint_list(screen, term, parts.list);
}
