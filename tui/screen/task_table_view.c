/* task_table_view.c: how a list of tasks is looked at, as a view and as it was left. */
#include "tui/screen/app_view.h"
#include "tui/screen/task_table.h"

/* ---- as it was left ------------------------------------------------------------------------ */

static void take_layout(TaskTable *table, const ViewLayout *layout) {
  if (layout != NULL) {
    view_layout_copy(&table->layout, layout);
    return;
  }
  g_array_set_size(table->layout.columns, 0);
  g_array_set_size(table->layout.sorts, 0);
  table->layout.group = VIEW_GROUP_DEFAULT;
}

void task_table_recall(App *app, TaskTable *table) {
  take_layout(table, app_layout(app, table->class_->name));
}

void task_table_remember(App *app, TaskTable *table) {
  if (table->view == NULL)
    app_remember_layout(app, table->class_->name, &table->layout);
}

void task_table_reset(App *app, TaskTable *table) {
  take_layout(table, NULL);
  task_table_remember(app, table);
  task_table_reread(app, table);
}

/* ---- views ------------------------------------------------------------------------------- */

void task_table_open_view(TaskTable *table, const View *view) {
  g_free(table->view);
  table->view = g_strdup(view->name);
  task_table_filter(table, view->filter);
  take_layout(table, &view->layout);
  table->column = -1;
}

void task_table_leave_view(App *app, TaskTable *table) {
  g_clear_pointer(&table->view, g_free);
  task_table_filter(table, "");
  task_table_recall(app, table);
  table->column = -1;
  task_table_reread(app, table);
}

void task_table_called(TaskTable *table, const char *name) {
  g_free(table->view);
  table->view = g_strdup(name);
}

View *task_table_as_view(const TaskTable *table, const char *name) {
  View *view = view_new(VIEW_PRIVATE, name);
  g_free(view->screen);
  view->screen = g_strdup(table->class_->late ? SCREEN_NAME_OVERDUE : SCREEN_NAME_LEDGER);
  g_free(view->filter);
  view->filter = g_strdup(table->filter);
  view_layout_copy(&view->layout, &table->layout);
  return view;
}
