/* task_table_paint.c: how a list of tasks is drawn. */
#include "core/rules/text.h"
#include "tui/screen/task_table.h"

#define INDENT 2
#define COUNTS_WIDTH 24
#define POSITION_WIDTH 12

/* ---- groups ----------------------------------------------------------------------------- */

/* 厅法规处  逾期 2 项，最长 205 天；欠报 1 项. A long name gives way to the figures. */
static char *late_text(const TaskGroup *group, const char *mark, int columns) {
  g_autoptr(GString) text = g_string_new("  ");
  int overdue = group->rows - group->missing;
  if (overdue > 0)
    g_string_append_printf(text, "逾期 %d 项，最长 %d 天", overdue, group->worst);
  if (group->missing > 0)
    g_string_append_printf(text, "%s欠报 %d 项", overdue > 0 ? "；" : "", group->missing);
  g_autofree char *clean = text_clean(group->title, FALSE);
  g_autofree char *name = g_strconcat(group->folded ? "+ " : "", clean, NULL);
  g_autofree char *cut =
      text_ellipsize(name, MAX(columns - text_width(mark) - text_width(text->str), 0));
  return g_strconcat(mark, cut, text->str, NULL);
}

static char *counts_text(const TaskGroup *group) {
  return group->tasks == 0 ? g_strdup_printf("共 %d 项", group->rows)
         : group->red > 0
             ? g_strdup_printf("办结 %d/%d  !红 %d", group->done, group->tasks, group->red)
             : g_strdup_printf("办结 %d/%d", group->done, group->tasks);
}

static void paint_group(const TaskTable *table, Term *term, int y, int width, const TaskRow *row,
                        gboolean selected) {
  const TaskGroup *group = task_groups_of(&table->groups, row);
  ThemeRole role = selected ? THEME_SELECTED : THEME_GROUP;
  const char *mark = task_table_all_marked(table, row->group) ? "* " : "";
  if (table->class_->late && group->level == 1) {
    g_autofree char *text = late_text(group, mark, width);
    term_text(term, y, 0, width, role, text);
    return;
  }
  g_autofree char *counts = counts_text(group);
  g_autofree char *title = g_strdup_printf("%s%*s%s %s", mark, (group->level - 1) * INDENT, "",
                                           group->folded ? "+" : "-", group->title);
  ThemeRole counts_role = selected ? role : group->red > 0 ? THEME_RED : THEME_DIM;
  term_text(term, y, 0, width - COUNTS_WIDTH, role, NULL);
  term_span(term, y, 0, width - COUNTS_WIDTH - 1, role, title); /* a blank stands between */
  term_text(term, y, width - COUNTS_WIDTH, COUNTS_WIDTH, counts_role, counts);
}

static void paint_group_details(Term *term, Area area, const TaskGroup *group) {
  term_blank(term, area, THEME_TEXT);
  int y = area.row, end = area.row + area.rows;
  int other = group->rows - group->tasks;
  g_autofree char *uncounted = other > 0 && group->tasks > 0
                                   ? g_strdup_printf("（另有 %d 项不计：已分解、加减分等）", other)
                                   : g_strdup("");
  g_autofree char *counts = g_strdup_printf("共 %d 项，办结 %d 项，红灯 %d 项%s",
                                            group->tasks > 0 ? group->tasks : group->rows,
                                            group->done, group->red, uncounted);
  g_autofree char *label = g_strconcat(group->label, "：", NULL);
  task_rows_paint_field(term, &y, end, 0, area.columns, label, group->title, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "进度：", counts, THEME_TEXT);
}

/* ---- the list --------------------------------------------------------------------------- */

static void paint_row(App *app, const TaskTable *table, Term *term, int y, int width, gsize index) {
  if (index >= table->list.count) {
    term_text(term, y, 0, width, THEME_TEXT, NULL);
    return;
  }
  const TaskRow *row = &g_array_index(table->groups.rows, TaskRow, index);
  gboolean selected = index == table->list.current;
  if (row->ref == 0) {
    paint_group(table, term, y, width, row, selected);
    return;
  }
  gint64 task = task_groups_task(&table->groups, row);
  task_cells_paint(&table->cells, app, term, y, width, task_cache_get(table->cache, task),
                   g_hash_table_lookup(table->tags, &task), task_table_is_marked(table, task),
                   selected);
}

/* 已标记5项（2项不在列表中）; "" where none is. */
static char *marks_text(const TaskTable *table) {
  guint marks = g_hash_table_size(table->marks), hidden = marks > 0 ? task_table_hidden(table) : 0;
  if (marks == 0)
    return g_strdup("");
  return hidden > 0 ? g_strdup_printf("  已标记%u项（%u项不在列表中）", marks, hidden)
                    : g_strdup_printf("  已标记%u项", marks);
}

/* 视图“逾期-我处”  逾期 2 项，涉及 3 个单位  已标记2项. A long title gives way to the marks. */
static char *title_text(App *app, const TaskTable *table, int columns) {
  g_autofree char *own = table->class_->title(app, table);
  g_autofree char *view =
      table->view != NULL ? g_strdup_printf("视图“%s”  ", table->view) : g_strdup("");
  g_autofree char *marked = marks_text(table);
  g_autofree char *title = g_strconcat(view, own, NULL);
  g_autofree char *clean = text_clean(title, FALSE);
  g_autofree char *cut = text_ellipsize(clean, MAX(columns - text_width(marked), 0));
  return g_strconcat(cut, marked, NULL);
}

static void paint_details(App *app, const TaskTable *table, Term *term, Area area) {
  if (app_moves(app))
    return;
  const TaskRow *row = task_table_row(table);
  if (row != NULL && row->ref == 0) {
    paint_group_details(term, area, task_table_group(table));
    return;
  }
  gint64 task = task_groups_task(&table->groups, row);
  task_rows_paint_details(app, term, area, task_cache_get(table->cache, task));
}

void task_table_paint(App *app, gpointer state, Term *term, Area area) {
  const TaskTable *table = state;
  if (table->groups.refs == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  TableParts parts = task_table_parts(area);
  g_autofree char *title = title_text(app, table, area.columns - POSITION_WIDTH);
  term_text(term, parts.title, 0, area.columns - POSITION_WIDTH, THEME_STRONG, title);
  list_paint_position(&table->list, term, parts.title, area.columns - POSITION_WIDTH,
                      POSITION_WIDTH);
  task_cells_paint_head(&table->cells, term, parts.head, area.columns, table->layout.sorts,
                        table->column);
  for (int y = 0; y < parts.list.rows; y++)
    paint_row(app, table, term, parts.list.row + y, area.columns, table->list.top + (gsize)y);
  if (table->list.count == 0 && parts.list.rows > 0) {
    ThemeRole role = THEME_DIM;
    const char *empty = table->class_->empty(table, &role);
    term_text(term, parts.list.row, 0, area.columns, role, empty);
  }
  term_rule(term, parts.rule, 0, area.columns, "详情");
  paint_details(app, table, term, parts.details);
}
