/* settings_tell.c: the settings as people ask for them: what is in force, and whose word it is. */
#include "core/config/settings.h"

#include <string.h>

#include "core/config/places.h"
#include "core/config/settings_private.h"

static void row_free(SettingRow *row) {
  g_free(row->key);
  g_free(row->value);
  g_free(row->about);
  g_free(row);
}

/* A value as YAML writes it on one line. */
static char *value_text(const DocumentNode *node) {
  if (document_text(node) != NULL)
    return g_strdup(document_text(node));
  g_autoptr(GString) text = g_string_new("[");
  for (gsize i = 0; i < document_length(node); i++) {
    const char *item = document_text(document_item(node, i));
    g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", item != NULL ? item : "…");
  }
  g_string_append_c(text, ']');
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean begins_with_key(const char *line, const char *key) {
  gsize length = strlen(key);
  return strncmp(line, key, length) == 0 && line[length] == ':';
}

/* The comment that ends right above key. */
static char *comment_above(char *const *lines, const char *key) {
  g_autoptr(GString) comment = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (begins_with_key(lines[i], key))
      break;
    if (lines[i][0] != '#') {
      g_string_truncate(comment, 0);
      continue;
    }
    /* A line that ends in a Latin letter goes on after a blank, Chinese without. */
    const char *text = lines[i] + 1 + strspn(lines[i] + 1, " ");
    gboolean latin = comment->len > 0 && g_ascii_isgraph(comment->str[comment->len - 1]);
    g_string_append_printf(comment, "%s%s", latin ? " " : "", text);
  }
  return g_string_free(g_steal_pointer(&comment), FALSE);
}

static SettingRow *find(const GPtrArray *rows, const char *key) {
  for (guint i = 0; i < rows->len; i++) {
    SettingRow *row = rows->pdata[i];
    if (g_str_equal(row->key, key))
      return row;
  }
  return NULL;
}

static gboolean read_shipped(const char *path, GPtrArray *rows, GError **error) {
  g_autofree char *text = NULL;
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL || !document_expect_type(document_root(document), DOCUMENT_MAPPING, error))
    return FALSE;
  gboolean read = g_file_get_contents(path, &text, NULL, NULL); /* read a moment ago */
  g_auto(GStrv) lines = g_strsplit(read ? text : "", "\n", -1);
  const DocumentNode *root = document_root(document);
  for (gsize i = 0; i < document_length(root); i++) {
    SettingRow *row = g_new0(SettingRow, 1);
    row->key = g_strdup(document_text(document_key(root, i)));
    row->value = value_text(document_item(root, i));
    row->about = comment_above(lines, row->key);
    g_ptr_array_add(rows, row);
  }
  return TRUE;
}

/* Mistakes have been described by settings_load(). */
static void read_over(const char *path, gboolean of_system, const GPtrArray *rows) {
  g_autoptr(Document) document = document_load(path, NULL);
  if (document == NULL || !document_is(document_root(document), DOCUMENT_MAPPING))
    return;
  const DocumentNode *root = document_root(document);
  for (gsize i = 0; i < document_length(root); i++) {
    const DocumentNode *key = document_key(root, i), *value = document_item(root, i);
    SettingRow *row = find(rows, document_text(key));
    if (row == NULL || !settings_check(key, value, NULL) ||
        (!of_system && !settings_may_be_own(document_text(key))))
      continue;
    g_free(row->value);
    row->value = value_text(value);
    row->own = !of_system;
    row->of_system = of_system;
  }
}

GPtrArray *settings_tell(const char *shipped, const char *user, GPtrArray **problems,
                         GError **error) {
  g_autoptr(Settings) checked = settings_load(shipped, user, problems, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  if (checked == NULL || !read_shipped(shipped, rows, error))
    return NULL;
  read_over(user, FALSE, rows);
  return g_steal_pointer(&rows);
}

GPtrArray *settings_tell_here(GPtrArray **problems, GError **error) {
  g_autofree char *shipped = places_shipped("data/settings.yaml");
  g_autofree char *system = places_system("settings.yaml");
  g_autofree char *own = places_config("settings.yaml");
  g_autoptr(Settings) checked = settings_load_here(problems, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  if (checked == NULL || !read_shipped(shipped, rows, error))
    return NULL;
  read_over(system, TRUE, rows);
  read_over(own, FALSE, rows);
  return g_steal_pointer(&rows);
}
