#include "core/rules/text.h"
#include "tui/screen/import_screen.h"

#define NOTHING "（空）"

/* What is told of a row that is new or as it was, where there is anything. */
static const ContentField TOLD[] = {
    CONTENT_GOAL,     CONTENT_UNITS,   CONTENT_DEADLINE, CONTENT_LEVEL_1,  CONTENT_LEVEL_2,
    CONTENT_LEVEL_3,  CONTENT_LEVEL_4, CONTENT_KIND,     CONTENT_RULES,    CONTENT_POINTS,
    CONTENT_STATE,    CONTENT_PERCENT, CONTENT_DONE_ON,  CONTENT_PROGRESS, CONTENT_PROGRESS_ON,
    CONTENT_EVIDENCE, CONTENT_NOTE,
};

typedef struct {
  ImportScreen *screen;
  int columns;
  const ImportItem *item;
  const Content *content;
  const ContentTask *task;
} Maker;

/* The lines added since the last call belong to a field; -1: to none. */
static void belong(ImportScreen *screen, int field) {
  while (screen->fields->len < screen->lines->len)
    g_array_append_val(screen->fields, field);
}

static void add(const Maker *maker, const char *label, const char *text, ThemeRole role) {
  page_lines_add(maker->screen->lines, maker->columns, label, text, role);
  belong(maker->screen, -1);
}

static ImportOrigin origin(const Maker *maker, ContentField field) {
  return import_work_origin(maker->item, maker->task, field);
}

static gboolean is_filled(const Maker *maker, ContentField field) {
  return origin(maker, field) != IMPORT_ORIGIN_OWN;
}

/* What stands in a cell, with a word where nobody wrote it there. */
static char *with_origin(const Maker *maker, ContentField field, const char *text) {
  static const char *const words[] = {[IMPORT_ORIGIN_OWN] = "",
                                      [IMPORT_ORIGIN_MERGED] = "（合并单元格）",
                                      [IMPORT_ORIGIN_ABOVE] = "（照上行）"};
  return g_strconcat(text, words[origin(maker, field)], NULL);
}

static void add_remarks(const Maker *maker) {
  const ImportWork *work = maker->screen->work;
  const Recognised *table = import_work_table(work);
  for (guint i = 0; table != NULL && i < work->remarks->len; i++) {
    const RecogniseRemark *remark = work->remarks->pdata[i];
    if (maker->item->incoming < 0 || remark->row != maker->task->row ||
        remark->table != maker->task->table)
      continue;
    g_autofree char *place = recognise_place(work->workbook, table, remark);
    g_autofree char *text = g_strdup_printf("%s：%s", place, remark->text);
    add(maker, "提示：", text, THEME_AMBER);
  }
}

static void add_fields(const Maker *maker) {
  for (guint i = 0; i < maker->item->fields->len; i++) {
    const ImportField *field = maker->item->fields->pdata[i];
    gboolean taken = field->chosen && maker->item->chosen;
    g_autofree char *after = with_origin(maker, field->field, field->after);
    g_autofree char *text = g_strdup_printf("%s %s → %s",
                                            field->refusal != NULL ? "[-]"
                                            : taken                ? "[x]"
                                                                   : "[ ]",
                                            *field->before != '\0' ? field->before : NOTHING,
                                            *after != '\0' ? after : NOTHING);
    page_lines_add(maker->screen->lines, maker->columns, content_field_name(field->field), text,
                   is_filled(maker, field->field) ? THEME_FILLED
                   : taken                        ? THEME_TEXT
                                                  : THEME_DIM);
    belong(maker->screen, (int)i);
    if (field->refusal != NULL)
      add(maker, "", field->refusal, THEME_ERROR);
    else if (field->touched)
      add(maker, "", "导入之后台账里有人改过这一栏，默认不照文件改", THEME_AMBER);
  }
}

static void add_told(const Maker *maker, ContentField field) {
  g_autofree char *text = content_text(maker->content, maker->task, field);
  if (*text == '\0' || (field == CONTENT_KIND && maker->task->kind == TASK_KIND_TASK) ||
      (field == CONTENT_STATE && maker->task->state == TASK_STATE_NEW))
    return;
  g_autofree char *shown = with_origin(maker, field, text);
  add(maker, content_field_name(field), shown, is_filled(maker, field) ? THEME_FILLED : THEME_TEXT);
}

static void add_goal(const Maker *maker) {
  if (maker->item->change == IMPORT_CHANGED)
    add(maker, content_field_name(CONTENT_GOAL), maker->task->goal, THEME_DIM);
}

static gboolean goal_changes(const ImportItem *item) {
  for (guint i = 0; i < item->fields->len; i++) {
    if (((const ImportField *)item->fields->pdata[i])->field == CONTENT_GOAL)
      return TRUE;
  }
  return FALSE;
}

void import_lines_make(ImportScreen *screen, int columns) {
  g_ptr_array_set_size(screen->lines, 0);
  g_array_set_size(screen->fields, 0);
  guint index;
  if (!import_screen_item(screen, &index))
    return;
  Maker maker = {
      .screen = screen, .columns = columns, .item = screen->work->plan->items->pdata[index]};
  maker.task = import_work_task(screen->work, maker.item, &maker.content);
  if (maker.item->change == IMPORT_GONE)
    add(&maker, "缺少：", "台账里有，文件里没有；选了就把它作废", THEME_RED);
  if (maker.item->refusal != NULL)
    add(&maker, "不能导入：", maker.item->refusal, THEME_ERROR);
  if (maker.item->doubt != NULL)
    add(&maker, "请留意：", maker.item->doubt, THEME_AMBER);
  add_remarks(&maker);
  if (maker.item->change == IMPORT_CHANGED) {
    add_fields(&maker);
    if (!goal_changes(maker.item))
      add_goal(&maker);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(TOLD); i++)
    add_told(&maker, TOLD[i]);
}

guint import_lines_fields(const ImportScreen *screen) {
  guint index;
  if (!import_screen_item(screen, &index))
    return 0;
  const ImportItem *item = screen->work->plan->items->pdata[index];
  return item->change == IMPORT_CHANGED ? item->fields->len : 0;
}

/* ---- moving ----------------------------------------------------------------------------- */

static int field_of(const ImportScreen *screen, guint line) {
  return line < screen->fields->len ? g_array_index(screen->fields, int, line) : -1;
}

/* Scrolls so that the chosen field is in sight, from its first line on. */
static void show_field(ImportScreen *screen, int rows) {
  guint first = 0;
  while (first < screen->lines->len && field_of(screen, first) != (int)screen->field)
    first++;
  guint end = first;
  while (end < screen->lines->len && field_of(screen, end) == (int)screen->field)
    end++;
  if (end > screen->top + (guint)rows)
    screen->top = end - (guint)rows;
  if (first < screen->top)
    screen->top = first;
}

void import_lines_move(ImportScreen *screen, int delta, int rows) {
  guint fields = import_lines_fields(screen);
  if (fields > 0) {
    screen->field = (guint)CLAMP((gint64)screen->field + delta, 0, (gint64)fields - 1);
    show_field(screen, rows);
    return;
  }
  gint64 last = MAX((gint64)screen->lines->len - rows, 0);
  screen->top = (guint)CLAMP((gint64)screen->top + delta, 0, last);
}

int import_lines_field_at(const ImportScreen *screen, Area area, int row) {
  return row >= area.row && row < area.row + area.rows
             ? field_of(screen, screen->top + (guint)(row - area.row))
             : -1;
}

void import_lines_paint(const ImportScreen *screen, Term *term, Area area) {
  for (int y = 0; y < area.rows; y++) {
    guint index = screen->top + (guint)y;
    if (index >= screen->lines->len) {
      term_text(term, area.row + y, area.column, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const PageLine *line = screen->lines->pdata[index];
    int field = field_of(screen, index);
    gboolean chosen = screen->focus == FOCUS_DETAILS && field >= 0 && (guint)field == screen->field;
    term_text(term, area.row + y, area.column, PAGE_LINES_LABEL, THEME_LABEL, line->label);
    term_text(term, area.row + y, area.column + PAGE_LINES_LABEL, area.columns - PAGE_LINES_LABEL,
              chosen ? THEME_SELECTED : line->role, line->text);
  }
}
