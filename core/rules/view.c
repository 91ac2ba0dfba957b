#include "core/rules/view.h"

#include <jansson.h>
#include <string.h>

const char *const VIEW_KEYS[] = {"screen", "filter", "ledger", "columns", "sort", "group", NULL};

#define GROUP_NONE "none"
#define GROUP_TREE "tree"

void view_layout_init(ViewLayout *layout) {
  layout->columns = g_array_new(FALSE, FALSE, sizeof(ViewColumn));
  layout->sorts = g_array_new(FALSE, FALSE, sizeof(TaskSort));
  layout->group = VIEW_GROUP_DEFAULT;
}

void view_layout_clear(ViewLayout *layout) {
  g_clear_pointer(&layout->columns, g_array_unref);
  g_clear_pointer(&layout->sorts, g_array_unref);
}

static void copy_array(GArray *to, const GArray *from) {
  g_array_set_size(to, 0);
  if (from->len > 0)
    g_array_append_vals(to, from->data, from->len);
}

void view_layout_copy(ViewLayout *to, const ViewLayout *from) {
  copy_array(to->columns, from->columns);
  copy_array(to->sorts, from->sorts);
  to->group = from->group;
}

static void set_text(char **to, const char *text) {
  g_free(*to);
  *to = g_strdup(text);
}

View *view_new(ViewOrigin origin, const char *name) {
  View *view = g_new0(View, 1);
  view->origin = origin;
  view->name = g_strdup(name);
  view->screen = g_strdup("ledger");
  view->filter = g_strdup("");
  view->ledger = g_strdup("");
  view_layout_init(&view->layout);
  return view;
}

View *view_copy(const View *view) {
  View *copy = view_new(view->origin, view->name);
  copy->id = view->id;
  set_text(&copy->author, view->author);
  set_text(&copy->screen, view->screen);
  set_text(&copy->filter, view->filter);
  set_text(&copy->ledger, view->ledger);
  view_layout_copy(&copy->layout, &view->layout);
  return copy;
}

void view_free(View *view) {
  if (view == NULL)
    return;
  g_free(view->author);
  g_free(view->name);
  g_free(view->screen);
  g_free(view->filter);
  g_free(view->ledger);
  view_layout_clear(&view->layout);
  g_free(view);
}

/* ---- writing ---------------------------------------------------------------------------- */

static char *columns_text(const GArray *columns) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < columns->len; i++) {
    const ViewColumn *column = &g_array_index(columns, ViewColumn, i);
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", task_column_code(column->column));
    if (column->width > 0)
      g_string_append_printf(text, ":%d", column->width);
  }
  return g_string_free(text, FALSE);
}

static char *sorts_text(const GArray *sorts) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < sorts->len; i++) {
    const TaskSort *sort = &g_array_index(sorts, TaskSort, i);
    g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "", sort->descending ? "-" : "",
                           task_column_code(sort->column));
  }
  return g_string_free(text, FALSE);
}

static const char *group_text(int group) {
  return group == VIEW_GROUP_DEFAULT ? ""
         : group == VIEW_GROUP_NONE  ? GROUP_NONE
         : group == VIEW_GROUP_TREE  ? GROUP_TREE
                                     : task_column_code((TaskColumn)group);
}

static char *text_of(const View *view, const char *key) {
  if (g_str_equal(key, "screen"))
    return g_strdup(view->screen);
  if (g_str_equal(key, "filter"))
    return g_strdup(view->filter);
  if (g_str_equal(key, "ledger"))
    return g_strdup(view->ledger);
  if (g_str_equal(key, "columns"))
    return columns_text(view->layout.columns);
  if (g_str_equal(key, "sort"))
    return sorts_text(view->layout.sorts);
  return g_strdup(group_text(view->layout.group));
}

char *view_get(const View *view, const char *key) {
  g_autofree char *text = text_of(view, key);
  return *text != '\0' ? g_steal_pointer(&text) : NULL;
}

char *view_definition(const View *view) {
  json_t *object = json_object();
  for (gsize i = 0; VIEW_KEYS[i] != NULL; i++) {
    g_autofree char *text = view_get(view, VIEW_KEYS[i]);
    if (text != NULL)
      json_object_set_new(object, VIEW_KEYS[i], json_string(text));
  }
  char *dumped = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
  json_decref(object);
  char *text = g_strdup(dumped);
  free(dumped);
  return text;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_column(const char *word, TaskColumn *column, char **problem) {
  if (task_column_parse(word, column))
    return TRUE;
  *problem = g_strdup_printf("没有名为“%s”的栏目", word);
  return FALSE;
}

static gboolean has_column(const GArray *columns, TaskColumn column) {
  for (guint i = 0; i < columns->len; i++) {
    if (g_array_index(columns, ViewColumn, i).column == column)
      return TRUE;
  }
  return FALSE;
}

static gboolean read_columns(GArray *columns, const char *text, char **problem) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    ViewColumn column = {0};
    char *width = strchr(words[i], ':');
    if (width != NULL) {
      *width++ = '\0';
      gint64 read = g_ascii_strtoll(width, NULL, 10);
      if (read < VIEW_WIDTH_MIN || read > VIEW_WIDTH_MAX) {
        *problem = g_strdup_printf("栏目的宽度应在 %d 至 %d 之间，实际是 %s", VIEW_WIDTH_MIN,
                                   VIEW_WIDTH_MAX, width);
        return FALSE;
      }
      column.width = (int)read;
    }
    if (!read_column(words[i], &column.column, problem))
      return FALSE;
    if (!has_column(columns, column.column))
      g_array_append_val(columns, column);
  }
  return TRUE;
}

static gboolean read_sorts(GArray *sorts, const char *text, char **problem) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    TaskSort sort = {.descending = words[i][0] == '-'};
    if (!read_column(words[i] + (sort.descending ? 1 : 0), &sort.column, problem))
      return FALSE;
    if (sorts->len < TASK_COLUMN_COUNT)
      g_array_append_val(sorts, sort);
  }
  return TRUE;
}

static gboolean read_group(int *group, const char *text, char **problem) {
  TaskColumn column;
  if (g_str_equal(text, GROUP_NONE)) {
    *group = VIEW_GROUP_NONE;
  } else if (g_str_equal(text, GROUP_TREE)) {
    *group = VIEW_GROUP_TREE;
  } else if (!read_column(text, &column, problem)) {
    return FALSE;
  } else if (!task_column_groups(column)) {
    *problem = g_strdup_printf("不能按“%s”分组", task_column_name(column));
    return FALSE;
  } else {
    *group = (int)column;
  }
  return TRUE;
}

static gboolean set_screen(View *view, const char *text, char **problem) {
  if (!g_str_equal(text, "ledger") && !g_str_equal(text, "overdue")) {
    *problem = g_strdup_printf("应为 ledger（台账）或 overdue（逾期），实际是 \"%s\"", text);
    return FALSE;
  }
  set_text(&view->screen, text);
  return TRUE;
}

gboolean view_set(View *view, const char *key, const char *text, char **problem) {
  ViewLayout read;
  view_layout_init(&read);
  gboolean ok = TRUE;
  if (g_str_equal(key, "screen"))
    ok = set_screen(view, text, problem);
  else if (g_str_equal(key, "filter"))
    set_text(&view->filter, text);
  else if (g_str_equal(key, "ledger"))
    set_text(&view->ledger, text);
  else if (g_str_equal(key, "columns") && (ok = read_columns(read.columns, text, problem)))
    copy_array(view->layout.columns, read.columns);
  else if (g_str_equal(key, "sort") && (ok = read_sorts(read.sorts, text, problem)))
    copy_array(view->layout.sorts, read.sorts);
  else if (g_str_equal(key, "group"))
    ok = read_group(&view->layout.group, text, problem);
  view_layout_clear(&read);
  return ok;
}

gboolean view_take_definition(View *view, const char *definition, char **problem) {
  json_t *object = json_loads(definition, JSON_REJECT_DUPLICATES, NULL);
  gboolean ok = json_is_object(object);
  if (!ok)
    *problem = g_strdup("内容不是 JSON 对象");
  for (gsize i = 0; ok && VIEW_KEYS[i] != NULL; i++) {
    const char *text = json_string_value(json_object_get(object, VIEW_KEYS[i]));
    ok = text == NULL || view_set(view, VIEW_KEYS[i], text, problem);
  }
  json_decref(object);
  return ok;
}
