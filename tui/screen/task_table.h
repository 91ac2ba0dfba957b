/* task_table.h: a list of tasks as a screen: columns that are chosen, ordered and sized, groups
 * that fold, marks, a filter and details below. 台账, 逾期 and 任务清单 are such screens, and
 * differ in their TableClass.
 *
 * Its functions are those of a ScreenClass whose state is a TaskTable; the class may put its own
 * before them. Painting is in task_table_paint.c, marks in task_table_mark.c, what is done to
 * columns in task_table_column.c, views in task_table_view.c.
 */
#pragma once

#include "core/rules/view.h"
#include "tui/screen/task_cells.h"
#include "tui/screen/task_groups.h"
#include "tui/widget/list.h"

#define SCREEN_NAME_LEDGER "ledger"
#define SCREEN_NAME_OVERDUE "overdue"

typedef struct {
  const char *name; /* stable, in the person's file and in views: "ledger" */
  int group;        /* what it groups by of itself, as in ViewLayout */
  gboolean whole;   /* its tree is that of the ledgers looked at, and shows empty indicators */
  gboolean late;    /* it lists what is late: groups tell by how much */
  const TableColumn *columns; /* of itself, from left to right */
  gsize column_count;

  /* The tasks that the filter takes (TaskRef), in the order that stands where none is asked for;
   * not to be changed;
   * the caller unrefs. NULL and error. */
  GArray *(*read)(App *app, TaskTable *table, GError **error);

  /* What stands above the list, without marks; the caller frees. */
  char *(*title)(App *app, const TaskTable *table);
  /* What stands in it where nothing is listed, and how. Static. */
  const char *(*empty)(const TaskTable *table, ThemeRole *role);

  /* Frees own; may be NULL. */
  void (*close)(gpointer own);
} TableClass;

struct TaskTable {
  const TableClass *class_;
  gpointer own; /* the class's */
  char *filter;
  gboolean looking;  /* the filter has changed: what it finds is to be chosen */
  gboolean was_read; /* at least once */
  ViewLayout layout; /* in force */
  char *view;        /* the name of the view in force; NULL: none */
  int column;        /* the chosen column, a TaskColumn; -1: none is */
  TaskGroups groups;
  GHashTable *marks; /* gint64*: ids of marked tasks */
  gint64 last_mark;  /* the task that was marked last; 0: none */
  TaskCache *cache;
  GHashTable *tags; /* gint64* → char*: of tasks in sight, where a column shows them */
  List list;
  int width;        /* of the screen, as last laid out … */
  TaskCells cells;  /* … in it */
  GPtrArray *words; /* char*: of the values that are offered, what filters to each; NULL: none */
};

TaskTable *task_table_new(App *app, const TableClass *class_, gpointer own);

/* ---- functions of a ScreenClass ----------------------------------------------------------- */

void task_table_close(gpointer state);
gboolean task_table_recalculate(App *app, gpointer state, GError **error);
gboolean task_table_prepare(App *app, gpointer state, Area area, GError **error);
void task_table_paint(App *app, gpointer state, Term *term, Area area);
gboolean task_table_act(App *app, gpointer state, ActionId id);
void task_table_mouse(App *app, gpointer state, const Event *event, Area area);
ChosenTask task_table_task(gpointer state);
void task_table_choose(gpointer state, gint64 task);
gint64 task_table_neighbour(gpointer state, gint64 task, int delta);
void task_table_filter(gpointer state, const char *text);
const char *task_table_filtered(gpointer state);
GHashTable *task_table_marked(gpointer state);
GArray *task_table_tasks(gpointer state);

/* ---- for the classes, and the files of this module ------------------------------------------ */

/* The chosen row; NULL where nothing is listed. */
const TaskRow *task_table_row(const TaskTable *table);
const TaskRef *task_table_ref(const TaskTable *table);

/* The group that is chosen, or that the chosen task stands under; NULL: none. */
const TaskGroup *task_table_group(const TaskTable *table);

/* How many tasks are listed, each once. */
guint task_table_count(const TaskTable *table);

/* How it is grouped now: a TaskColumn, VIEW_GROUP_TREE or VIEW_GROUP_NONE. */
int task_table_grouping(const TaskTable *table);

/* Where its parts stand on the screen. */
typedef struct {
  int title, head;
  Area list;
  int rule; /* the row between list and details */
  Area details;
} TableParts;
TableParts task_table_parts(Area area);

/* Reads everything anew at once, telling what fails. */
void task_table_reread(App *app, TaskTable *table);

/* ---- marks (task_table_mark.c) -------------------------------------------------------------- */

gboolean task_table_is_marked(const TaskTable *table, gint64 task);

/* Whether all tasks below the group at a place (+ 1) are. */
gboolean task_table_all_marked(const TaskTable *table, guint group);

/* Marks the chosen task, or all below the chosen group, or takes the marks away. */
void task_table_mark(TaskTable *table);

/* The same, and goes on to the next row: of a group to what comes behind it, since to mark on with
 * its tasks would take their marks away again. Where nothing comes, it stays. */
void task_table_mark_on(TaskTable *table);

/* Marks all from the task marked last to the chosen row. */
void task_table_mark_range(App *app, TaskTable *table);

/* Marks all that are listed, folded away or not; none where all are. */
void task_table_mark_all(TaskTable *table);

/* How many are marked that the filter in force does not list. */
guint task_table_hidden(const TaskTable *table);

/* Takes the marks away from what is not listed any more; under a filter, which may hide it, from
 * what is no more once the file has changed. */
void task_table_drop_marks(App *app, TaskTable *table);

/* ---- columns (task_table_column.c) ----------------------------------------------------------- */

/* The columns in force in a screen of that width (ViewColumn). The caller unrefs. */
GArray *task_table_columns(const TaskTable *table, int width);

/* Takes other columns (ViewColumn; none: those of itself), and remembers them. */
void task_table_set_columns(App *app, TaskTable *table, const GArray *columns);

/* Does what is done to columns; FALSE where id is none of it. */
gboolean task_table_column_act(App *app, TaskTable *table, ActionId id);

/* Orders by a column, then turns the order, then takes it away. */
void task_table_sort_by(App *app, TaskTable *table, TaskColumn column);

/* What a way to group that was chosen from a list leads to. */
void task_table_group_chosen(App *app, gint64 id);

/* ---- views (task_table_view.c) --------------------------------------------------------------- */

/* Takes the layout that was remembered. */
void task_table_recall(App *app, TaskTable *table);

/* Keeps the layout in force for the next time, unless it is that of a view. */
void task_table_remember(App *app, TaskTable *table);

/* Puts columns, order and groups back to what the screen has by itself. */
void task_table_reset(App *app, TaskTable *table);

/* Looks at it as a view does; it is to be read anew. */
void task_table_open_view(TaskTable *table, const View *view);

/* Leaves the view in force, for the layout that was remembered, without a filter. */
void task_table_leave_view(App *app, TaskTable *table);

/* What is looked at was saved as the view of that name, which is in force from now on. */
void task_table_called(TaskTable *table, const char *name);

/* How it is looked at as a view of that name. The caller frees. */
View *task_table_as_view(const TaskTable *table, const char *name);
