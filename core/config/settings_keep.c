/* settings_keep.c: changing a setting in a person's own file, in which all else stays as it is. */
#include "core/config/settings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config/document.h"
#include "core/rules/fault.h"

/* The length of the key at the beginning of a line with its colon; 0 where it begins otherwise. */
static gsize key_length(const char *line, const char *name) {
  gsize key = strlen(name);
  if (strncmp(line, name, key) != 0)
    return 0;
  key += strspn(line + key, " ");
  return line[key] == ':' && strchr(" \r", line[key + 1]) != NULL ? key + 1 : 0;
}

/* Where the comment of a line begins, with the blanks before it; its end where there is none. */
static gsize comment_at(const char *line) {
  gsize end = strlen(line);
  const char *mark = strstr(line, " #");
  if (mark != NULL)
    end = (gsize)(mark - line);
  else if (end > 0 && line[end - 1] == '\r')
    end--;
  while (end > 0 && line[end - 1] == ' ')
    end--;
  return end;
}

/* How many lines after one without a value belong to it: those of a list, one item each. */
static gsize lines_below(char *const *line, gsize key) {
  gsize count = 0;
  if (comment_at(*line) > key)
    return 0;
  while (line[count + 1] != NULL && line[count + 1][strspn(line[count + 1], " ")] == '-')
    count++;
  return count;
}

/* text with the setting changed, or added at its end. */
static char *with_value(const char *text, const char *name, const char *value) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
  gboolean found = FALSE;
  for (char **line = lines; *line != NULL; line++) {
    gsize key = found ? 0 : key_length(*line, name);
    if (key == 0) {
      g_strv_builder_add(kept, *line);
      continue;
    }
    found = TRUE;
    gsize comment = MAX(comment_at(*line), key);
    g_autofree char *changed =
        g_strdup_printf("%.*s %s%s", (int)key, *line, value, *line + comment);
    g_strv_builder_add(kept, changed);
    line += lines_below(line, key);
  }
  g_auto(GStrv) parts = g_strv_builder_end(kept);
  g_autofree char *all = g_strjoinv("\n", parts);
  if (found)
    return g_steal_pointer(&all);
  gboolean ended = all[0] == '\0' || g_str_has_suffix(all, "\n");
  return g_strconcat(all, ended ? "" : "\n", name, ": ", value, "\n", NULL);
}

/* What a value says, all of it. */
static void describe(const DocumentNode *node, GString *text) {
  if (document_text(node) != NULL)
    g_string_append_printf(text, "'%s' ", document_text(node));
  g_string_append_c(text, '[');
  for (gsize i = 0; i < document_length(node); i++) {
    if (document_is(node, DOCUMENT_MAPPING))
      g_string_append_printf(text, "%s=", document_text(document_key(node, i)));
    describe(document_item(node, i), text);
  }
  g_string_append_c(text, ']');
}

/* What a file says besides a setting, whose value goes to *value, described (the caller frees both;
 * NULL where it has none). NULL and error where it is no mapping. */
static char *read_rest(const char *path, const char *text, const char *name, char **value,
                       GError **error) {
  *value = NULL;
  g_autoptr(GError) problem = NULL;
  g_autoptr(Document) document = document_parse(path, text, strlen(text), NULL, &problem);
  if (g_error_matches(problem, DOCUMENT_ERROR, DOCUMENT_ERROR_EMPTY))
    return g_strdup("");
  if (document == NULL) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return NULL;
  }
  const DocumentNode *root = document_root(document);
  if (!document_expect_type(root, DOCUMENT_MAPPING, error))
    return NULL;
  GString *rest = g_string_new(NULL);
  for (gsize i = 0; i < document_length(root); i++) {
    const char *key = document_text(document_key(root, i));
    if (strcmp(key, name) == 0) {
      GString *told = g_string_new(NULL);
      describe(document_item(root, i), told);
      g_free(*value);
      *value = g_string_free(told, FALSE);
      continue;
    }
    g_string_append_printf(rest, "%s=", key);
    describe(document_item(root, i), rest);
  }
  return g_string_free(rest, FALSE);
}

static gboolean fail(GError **error, const char *path, const char *what) {
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "没有写入设置（%s）：%s", path, what);
  return FALSE;
}

/* GLib keeps no errno, and tells in English. */
static const char *reason(const GError *problem) {
  return problem->code == G_FILE_ERROR_ACCES || problem->code == G_FILE_ERROR_PERM ||
                 problem->code == G_FILE_ERROR_ROFS
             ? fault_text(EACCES)
         : problem->code == G_FILE_ERROR_NOSPC ? fault_text(ENOSPC)
                                               : problem->message;
}

/* Reads the file; "" where there is none. */
static gboolean read_file(const char *path, char **text, GError **error) {
  GStatBuf status;
  if (g_stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
    *text = g_strdup("");
    return TRUE;
  }
  g_autoptr(GError) problem = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!document_read_file(path, DOCUMENT_BYTES_MAX, &bytes, &size, &problem))
    return fail(error, path, problem->message);
  if (size > DOCUMENT_BYTES_MAX)
    return fail(error, path, "文件太大");
  if (memchr(bytes, '\0', size) != NULL)
    return fail(error, path, "文件里有 NUL 字符");
  *text = g_strndup(bytes, size);
  return TRUE;
}

static gboolean write_file(const char *path, const char *text, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  GStatBuf status;
  int mode = g_stat(path, &status) == 0 ? (int)(status.st_mode & 0777) : 0600;
  g_autoptr(GError) problem = NULL;
  if (g_mkdir_with_parents(folder, 0700) != 0) {
    int number = errno;
    return fail(error, path, fault_text(number == EEXIST ? ENOTDIR : number));
  }
  if (!g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, &problem))
    return fail(error, path, reason(problem));
  return TRUE;
}

/* value is as YAML writes it, and described as describe() has it. */
static gboolean keep(const char *user, const char *name, const char *value, const char *described,
                     GError **error) {
  /* Of a link, what it leads to is changed. */
  char *followed = realpath(user, NULL);
  g_autofree char *path = g_strdup(followed != NULL ? followed : user);
  free(followed);
  g_autofree char *text = NULL;
  if (!read_file(path, &text, error))
    return FALSE;
  g_autofree char *old_value = NULL, *new_value = NULL;
  g_autoptr(GError) problem = NULL;
  g_autofree char *before = read_rest(path, text, name, &old_value, &problem);
  if (before == NULL)
    return fail(error, path, problem->message);
  g_autofree char *changed = with_value(text, name, value);
  g_autofree char *after = read_rest(path, changed, name, &new_value, NULL);
  /* A value over several lines, or all settings in one line with braces. */
  if (g_strcmp0(before, after) != 0 || g_strcmp0(new_value, described) != 0) {
    g_autofree char *where = g_strdup_printf("%s 没有单独写成一行，请自己改", name);
    return fail(error, path, where);
  }
  return strcmp(text, changed) == 0 || write_file(path, changed, error);
}

gboolean settings_keep_theme(const char *user, const char *name, GError **error) {
  g_autofree char *described = g_strdup_printf("'%s' []", name);
  return keep(user, "theme", name, described, error);
}

gboolean settings_keep_units(const char *user, const char *const *units, GError **error) {
  g_autoptr(GString) value = g_string_new("[");
  g_autoptr(GString) described = g_string_new("[");
  for (gsize i = 0; units[i] != NULL; i++) {
    g_autoptr(GString) quoted = g_string_new(units[i]);
    g_string_replace(quoted, "'", "''", 0);
    g_string_append_printf(value, "%s'%s'", i > 0 ? ", " : "", quoted->str);
    g_string_append_printf(described, "'%s' []", units[i]);
  }
  g_string_append_c(value, ']');
  g_string_append_c(described, ']');
  return keep(user, "units", value->str, described->str, error);
}
