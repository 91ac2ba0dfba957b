/* form_view.c: how a list of tasks is looked at, saved as a view; another name for a view. */
#include "core/model/ledger.h"
#include "core/rules/text.h"
#include "tui/screen/app_view.h"
#include "tui/screen/form_class.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/task_table.h"

static const char PRIVATE[] = "只给自己";
static const char SHARED[] = "共享给用这个文件的人";
static const char WHICHEVER[] = "打开时正在看的";
static const char ALL[] = "全部台账";

/* The ledger looked at as a view names it; NULL where it is all, or it cannot be read. The caller
 * frees. */
static char *ledger_looked_at(App *app) {
  g_autoptr(Ledger) ledger =
      app_ledger(app) != 0 ? ledger_load(app_db(app), app_ledger(app), NULL) : NULL;
  return ledger != NULL ? views_ledger_name(ledger->year, ledger->title) : NULL;
}

/* 筛选 状态:办理中；按 期限 排；按 责任单位 分组；5栏 */
char *form_view_what(const View *view) {
  const ViewLayout *layout = &view->layout;
  g_autoptr(GString) text = g_string_new(NULL);
  if (*view->filter != '\0')
    g_string_append_printf(text, "筛选“%s”", view->filter);
  for (guint i = 0; i < layout->sorts->len; i++) {
    const TaskSort *sort = &g_array_index(layout->sorts, TaskSort, i);
    g_string_append_printf(text, "%s%s%s",
                           i > 0           ? "、"
                           : text->len > 0 ? "；排序："
                                           : "排序：",
                           task_column_name(sort->column), sort->descending ? "（倒序）" : "");
  }
  if (layout->group != VIEW_GROUP_DEFAULT)
    g_string_append_printf(text, "%s%s", text->len > 0 ? "；" : "",
                           layout->group == VIEW_GROUP_NONE ? "不分组" : "分组：");
  if (layout->group == VIEW_GROUP_TREE)
    g_string_append(text, "指标的各级");
  else if (layout->group >= 0)
    g_string_append(text, task_column_name((TaskColumn)layout->group));
  if (layout->columns->len > 0)
    g_string_append_printf(text, "%s自选%u栏", text->len > 0 ? "；" : "", layout->columns->len);
  if (text->len == 0)
    g_string_append(text, "没有筛选，排序、分组和栏目照原样");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- saving what is looked at --------------------------------------------------------------- */

static Form *save_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  (void)target;
  (void)state;
  const TaskTable *table = app_table(app);
  if (table == NULL) {
    store_refuse(error, "视图没有存下来；请打开台账或逾期，筛选好以后按 \" 再存");
    return NULL;
  }
  g_autoptr(GPtrArray) views = app_views(app, error);
  if (views == NULL)
    return NULL;
  const View *before = table->view != NULL ? views_find(views, table->view) : NULL;
  g_autofree char *ledger = ledger_looked_at(app);
  const char *const shares[] = {PRIVATE, SHARED, NULL};
  const char *const ledgers[] = {WHICHEVER, ALL, ledger, NULL};
  const FieldSpec fields[] = {
      {"name", "名称", FIELD_LINE, TRUE, "如 本月要办", NULL},
      {"share", "给谁用", FIELD_CHOICE, FALSE, NULL, shares},
      {"ledger", "看哪本台账", FIELD_CHOICE, FALSE, NULL, ledgers},
      {"what", "内容", FIELD_SHOW, FALSE, NULL, NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autoptr(View) view = task_table_as_view(table, "");
  g_autofree char *what = form_view_what(view);
  form_set_value(form, "what", what);
  if (before != NULL && before->origin != VIEW_BUILT_IN)
    form_set_value(form, "name", before->name);
  if (before != NULL && before->origin == VIEW_SHARED)
    form_set_value(form, "share", SHARED);
  return form;
}

/* A view that is there is replaced only where it is the one that was opened. */
static gboolean check_name(App *app, Form *form, const char *name, const char *in_force,
                           GError **error) {
  g_autoptr(GError) refusal = NULL;
  g_autoptr(GPtrArray) views = app_views(app, error);
  if (views == NULL)
    return FALSE;
  if (!shared_view_check_name(name, &refusal)) {
    form_set_error(form, "name", refusal->message);
    return FALSE;
  }
  if (views_find(views, name) == NULL || g_strcmp0(name, in_force) == 0)
    return TRUE;
  form_set_error(form, "name", "已经有这个名称的视图；要改它，请先打开它再存");
  return FALSE;
}

static gboolean save_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  TaskTable *table = app_table(app);
  g_autofree char *name = text_strip(form_value(form, "name"));
  if (!check_name(app, form, name, table->view, error))
    return FALSE;
  g_autoptr(View) view = task_table_as_view(table, name);
  const char *ledger = form_value(form, "ledger");
  g_free(view->ledger);
  view->ledger = g_strdup(g_str_equal(ledger, WHICHEVER) ? ""
                          : g_str_equal(ledger, ALL)     ? VIEW_LEDGER_ALL
                                                         : ledger);
  view->origin = g_str_equal(form_value(form, "share"), SHARED) ? VIEW_SHARED : VIEW_PRIVATE;
  Actor actor = app_actor(app);
  if (!views_save(app_db(app), &actor, app_view_file(app), view, error))
    return FALSE;
  task_table_called(table, name);
  app_notice(app, "已存为视图“%s”；按 ' 看全部视图", name);
  return TRUE;
}

const FormClass FORM_VIEW = {
    .name = "view.save",
    .title = "存为视图",
    .open = save_open,
    .save = save_save,
};

/* ---- another name -------------------------------------------------------------------------- */

static Form *rename_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)app;
  (void)target;
  (void)state;
  (void)error;
  const FieldSpec fields[] = {
      {"before", NULL, FIELD_HIDDEN, FALSE, NULL, NULL},
      {"name", "名称", FIELD_LINE, TRUE, NULL, NULL},
  };
  return form_new(class_->title, fields, G_N_ELEMENTS(fields));
}

static gboolean rename_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  g_autoptr(GPtrArray) views = app_views(app, error);
  if (views == NULL)
    return FALSE;
  g_autofree char *name = text_strip(form_value(form, "name"));
  const char *before = form_value(form, "before");
  const View *view = views_find(views, before);
  if (view == NULL)
    return store_refuse(error, "没有名为“%s”的视图", before);
  Actor actor = app_actor(app);
  g_autoptr(GError) refusal = NULL;
  if (!g_str_equal(name, before) &&
      !views_rename(app_db(app), &actor, app_view_file(app), views, view, name, &refusal)) {
    form_set_error(form, "name", refusal->message);
    return FALSE;
  }
  app_view_changed(app, before, name);
  app_notice(app, "视图改名为“%s”", name);
  return TRUE;
}

const FormClass FORM_VIEW_RENAME = {
    .name = "view.rename",
    .title = "给视图改名",
    .open = rename_open,
    .save = rename_save,
};
