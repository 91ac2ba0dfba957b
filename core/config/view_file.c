#include "core/config/view_file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "core/config/document.h"
#include "core/rules/fault.h"
#include "core/rules/text.h"

#define KEY_SCREENS "screens"
#define KEY_VIEWS "views"
#define KEY_ORDER "order"
#define KEY_HIDDEN "hidden"

static ViewFile *file_new(const char *path) {
  ViewFile *file = g_new0(ViewFile, 1);
  file->path = g_strdup(path);
  file->screens = g_ptr_array_new_with_free_func((GDestroyNotify)view_free);
  file->views = g_ptr_array_new_with_free_func((GDestroyNotify)view_free);
  file->order = g_ptr_array_new_with_free_func(g_free);
  file->hidden = g_ptr_array_new_with_free_func(g_free);
  return file;
}

void view_file_free(ViewFile *file) {
  if (file == NULL)
    return;
  g_free(file->path);
  g_free(file->stamp);
  g_ptr_array_unref(file->screens);
  g_ptr_array_unref(file->views);
  g_ptr_array_unref(file->order);
  g_ptr_array_unref(file->hidden);
  g_free(file);
}

/* Which state a file is in; "" where there is none. Replaced as a whole, it is another inode. */
static char *stamp_of(const char *path) {
  GStatBuf about;
  if (g_stat(path, &about) != 0)
    return g_strdup("");
  return g_strdup_printf("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%ld",
                         (guint64)about.st_ino, (gint64)about.st_size, (gint64)about.st_mtime,
                         about.st_mtim.tv_nsec);
}

gboolean view_file_is_stale(const ViewFile *file) {
  g_autofree char *now = stamp_of(file->path);
  return !g_str_equal(now, file->stamp);
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean is_view_key(const char *key) {
  for (gsize i = 0; VIEW_KEYS[i] != NULL; i++) {
    if (g_str_equal(VIEW_KEYS[i], key))
      return TRUE;
  }
  return FALSE;
}

static gboolean read_key(View *view, const DocumentNode *key, const DocumentNode *value,
                         GError **error) {
  const char *name = document_text(key);
  if (!is_view_key(name))
    return document_fail_unknown(key, "项", VIEW_KEYS, error);
  if (!document_expect_type(value, DOCUMENT_TEXT, error))
    return FALSE;
  g_autofree char *problem = NULL;
  if (view_set(view, name, document_text(value), &problem))
    return TRUE;
  return document_fail(value, error, "%s", problem);
}

static void note(GPtrArray *problems, GError *error) {
  g_ptr_array_add(problems, g_strdup(error->message));
  g_error_free(error);
}

/* What of a view is wrong is left out; the rest of it counts. */
static void read_view(View *view, const DocumentNode *node, GPtrArray *problems) {
  GError *error = NULL;
  if (!document_expect_type(node, DOCUMENT_MAPPING, &error)) {
    note(problems, error);
    return;
  }
  for (gsize i = 0; i < document_length(node); i++) {
    if (!read_key(view, document_key(node, i), document_item(node, i), &error)) {
      note(problems, error);
      error = NULL;
    }
  }
}

static void read_named(const DocumentNode *node, GPtrArray *views, GPtrArray *problems) {
  GError *error = NULL;
  if (node != NULL && !document_expect_type(node, DOCUMENT_MAPPING, &error)) {
    note(problems, error);
    return;
  }
  for (gsize i = 0; i < document_length(node); i++) {
    g_autofree char *name = text_clean(document_text(document_key(node, i)), FALSE);
    View *view = view_new(VIEW_PRIVATE, name);
    read_view(view, document_item(node, i), problems);
    g_ptr_array_add(views, view);
  }
}

static void read_names(const DocumentNode *node, GPtrArray *names, GPtrArray *problems) {
  GError *error = NULL;
  if (node != NULL && !document_expect_type(node, DOCUMENT_SEQUENCE, &error)) {
    note(problems, error);
    return;
  }
  for (gsize i = 0; i < document_length(node); i++) {
    const DocumentNode *item = document_item(node, i);
    if (document_expect_type(item, DOCUMENT_TEXT, &error)) {
      g_ptr_array_add(names, text_clean(document_text(item), FALSE));
    } else {
      note(problems, error);
      error = NULL;
    }
  }
}

static gboolean check_keys(const DocumentNode *root, GError **error) {
  static const char *const known[] = {KEY_SCREENS, KEY_VIEWS, KEY_ORDER, KEY_HIDDEN, NULL};
  if (!document_expect_type(root, DOCUMENT_MAPPING, error))
    return FALSE;
  for (gsize i = 0; i < document_length(root); i++) {
    const DocumentNode *key = document_key(root, i);
    if (!g_strv_contains(known, document_text(key)))
      return document_fail_unknown(key, "项", known, error);
  }
  return TRUE;
}

static void read_file(ViewFile *file, GPtrArray *problems) {
  GError *error = NULL;
  g_autoptr(Document) document = document_load(file->path, &error);
  if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_EMPTY)) {
    g_error_free(error);
    return;
  }
  if (document == NULL || !check_keys(document_root(document), &error)) {
    note(problems, error);
    return;
  }
  const DocumentNode *root = document_root(document);
  read_named(document_get(root, KEY_SCREENS), file->screens, problems);
  read_named(document_get(root, KEY_VIEWS), file->views, problems);
  read_names(document_get(root, KEY_ORDER), file->order, problems);
  read_names(document_get(root, KEY_HIDDEN), file->hidden, problems);
}

ViewFile *view_file_load(const char *path, GPtrArray **problems) {
  *problems = g_ptr_array_new_with_free_func(g_free);
  ViewFile *file = file_new(path);
  file->stamp = stamp_of(path);
  if (g_file_test(path, G_FILE_TEST_EXISTS))
    read_file(file, *problems);
  file->damaged = (*problems)->len > 0;
  return file;
}

/* ---- writing ---------------------------------------------------------------------------- */

static json_t *named_json(const GPtrArray *views) {
  json_t *object = json_object();
  for (guint i = 0; i < views->len; i++) {
    const View *view = views->pdata[i];
    g_autofree char *definition = view_definition(view);
    json_object_set_new(object, view->name, json_loads(definition, 0, NULL));
  }
  return object;
}

static json_t *names_json(const GPtrArray *names) {
  json_t *array = json_array();
  for (guint i = 0; i < names->len; i++)
    json_array_append_new(array, json_string(names->pdata[i]));
  return array;
}

static char *to_json(const ViewFile *file) {
  json_t *root = json_object();
  json_object_set_new(root, KEY_SCREENS, named_json(file->screens));
  json_object_set_new(root, KEY_VIEWS, named_json(file->views));
  json_object_set_new(root, KEY_ORDER, names_json(file->order));
  json_object_set_new(root, KEY_HIDDEN, names_json(file->hidden));
  char *dumped = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  json_decref(root);
  char *text = g_strconcat(dumped, "\n", NULL);
  free(dumped);
  return text;
}

static gboolean fail(GError **error, const char *path, const char *what) {
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "视图和栏目没有存下来（%s）：%s", path,
              what);
  return FALSE;
}

gboolean view_file_save(ViewFile *file, GError **error) {
  g_autofree char *folder = g_path_get_dirname(file->path);
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return fail(error, folder, fault_text(errno));
  g_autofree char *bad = g_strconcat(file->path, ".bad", NULL);
  if (file->damaged && g_rename(file->path, bad) != 0 && errno != ENOENT)
    return fail(error, file->path, fault_text(errno));
  file->damaged = FALSE;
  g_autofree char *text = to_json(file);
  g_autoptr(GError) problem = NULL;
  if (!g_file_set_contents_full(file->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &problem))
    return fail(error, file->path, problem->message);
  g_free(file->stamp);
  file->stamp = stamp_of(file->path);
  return TRUE;
}

/* ---- what is in it ------------------------------------------------------------------------ */

static View *find(const GPtrArray *views, const char *name, guint *place) {
  for (guint i = 0; i < views->len; i++) {
    View *view = views->pdata[i];
    if (!g_str_equal(view->name, name))
      continue;
    if (place != NULL)
      *place = i;
    return view;
  }
  return NULL;
}

const ViewLayout *view_file_layout(const ViewFile *file, const char *screen) {
  const View *view = find(file->screens, screen, NULL);
  return view != NULL ? &view->layout : NULL;
}

gboolean view_file_set_layout(ViewFile *file, const char *screen, const ViewLayout *layout) {
  View *view = view_new(VIEW_PRIVATE, screen);
  view_layout_copy(&view->layout, layout);
  guint place;
  View *before = find(file->screens, screen, &place);
  if (before == NULL) {
    g_ptr_array_add(file->screens, view);
    return TRUE;
  }
  g_autofree char *was = view_definition(before), *is = view_definition(view);
  view_free(before);
  file->screens->pdata[place] = view;
  return !g_str_equal(was, is);
}

View *view_file_find(const ViewFile *file, const char *name) {
  return find(file->views, name, NULL);
}

void view_file_put(ViewFile *file, View *view) {
  guint place;
  View *before = find(file->views, view->name, &place);
  if (before == NULL) {
    g_ptr_array_add(file->views, view);
    return;
  }
  file->views->pdata[place] = view;
  view_free(before);
}

void view_file_remove(ViewFile *file, const char *name) {
  guint place;
  if (find(file->views, name, &place) != NULL)
    g_ptr_array_remove_index(file->views, place);
}
