#include "core/config/draft.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#include "core/config/document.h"
#include "core/rules/text.h"

static const DocumentField DRAFT_FIELDS[] = {
    {"process", DOCUMENT_INTEGER, TRUE}, {"started", DOCUMENT_INTEGER, TRUE},
    {"database", DOCUMENT_TEXT, TRUE},   {"form", DOCUMENT_TEXT, TRUE},
    {"target", DOCUMENT_INTEGER, TRUE},  {"title", DOCUMENT_TEXT, TRUE},
    {"saved_at", DOCUMENT_TEXT, TRUE},   {"values", DOCUMENT_MAPPING, TRUE},
};

void draft_free(Draft *draft) {
  if (draft == NULL)
    return;
  g_free(draft->path);
  g_free(draft->database);
  g_free(draft->form);
  g_free(draft->title);
  g_free(draft->saved_at);
  g_strfreev(draft->values);
  g_free(draft);
}

/* How a draft names its ledger file: the same from every folder, and text. */
static char *database_key(const char *database) {
  g_autofree char *whole = g_canonicalize_filename(database, NULL);
  return text_clean(whole, FALSE);
}

/* ---- whose draft it is ------------------------------------------------------------------ */

/* When a process started, in clock ticks since the machine did. With it a number that was given
 * again, as they all are after a restart, is not taken for the process that had it before. 0 where
 * there is none, where it has ended and only its parent has not looked, and where it is not known.
 */
static gint64 process_started(gint64 process) {
  g_autofree char *path = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/stat", process);
  g_autofree char *stat = NULL;
  if (!g_file_get_contents(path, &stat, NULL, NULL))
    return 0;
  const char *rest = strrchr(stat, ')'); /* the name before it may hold anything */
  if (rest == NULL)
    return 0;
  g_auto(GStrv) fields = g_strsplit(rest, " ", 22); /* ")", the state, …, the start at 20 */
  if (g_strv_length(fields) < 22 || *fields[1] == 'Z' || *fields[1] == 'X')
    return 0;
  return g_ascii_strtoll(fields[20], NULL, 10);
}

static gboolean is_running(gint64 process, gint64 started) {
  if (process <= 0 || process > G_MAXINT)
    return FALSE;
  if (started != 0)
    return process_started(process) == started;
  return kill((pid_t)process, 0) == 0 || errno == EPERM;
}

/* ---- writing ---------------------------------------------------------------------------- */

static int append_output(void *data, unsigned char *bytes, size_t size) {
  g_string_append_len(data, (const char *)bytes, (gssize)size);
  return 1;
}

static gboolean emit(yaml_emitter_t *emitter, yaml_event_t *event, int made) {
  return made && yaml_emitter_emit(emitter, event);
}

/* Only clean text is read back, and what was typed must be. */
static gboolean emit_text(yaml_emitter_t *emitter, const char *text) {
  g_autofree char *clean = text_clean(text, TRUE);
  yaml_event_t event;
  return emit(emitter, &event,
              yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)clean, -1, 1, 1,
                                           YAML_DOUBLE_QUOTED_SCALAR_STYLE));
}

static gboolean emit_integer(yaml_emitter_t *emitter, gint64 value) {
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
  yaml_event_t event;
  return emit(emitter, &event,
              yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, -1, 1, 1,
                                           YAML_PLAIN_SCALAR_STYLE));
}

static gboolean emit_mapping(yaml_emitter_t *emitter, gboolean begin) {
  yaml_event_t event;
  return emit(
      emitter, &event,
      begin ? yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE)
            : yaml_mapping_end_event_initialize(&event));
}

static gboolean emit_body(yaml_emitter_t *emitter, const Draft *draft) {
  g_autofree char *database = database_key(draft->database);
  gboolean ok = emit_mapping(emitter, TRUE) && emit_text(emitter, "process") &&
                emit_integer(emitter, getpid()) && emit_text(emitter, "started") &&
                emit_integer(emitter, process_started(getpid())) &&
                emit_text(emitter, "database") && emit_text(emitter, database) &&
                emit_text(emitter, "form") && emit_text(emitter, draft->form) &&
                emit_text(emitter, "target") && emit_integer(emitter, draft->target) &&
                emit_text(emitter, "title") && emit_text(emitter, draft->title) &&
                emit_text(emitter, "saved_at") && emit_text(emitter, draft->saved_at) &&
                emit_text(emitter, "values") && emit_mapping(emitter, TRUE);
  for (gsize i = 0; ok && draft->values[i] != NULL; i++)
    ok = emit_text(emitter, draft->values[i]);
  return ok && emit_mapping(emitter, FALSE) && emit_mapping(emitter, FALSE);
}

static gboolean to_yaml(const Draft *draft, GString *output) {
  yaml_emitter_t emitter;
  yaml_event_t event;
  if (!yaml_emitter_initialize(&emitter))
    return FALSE;
  yaml_emitter_set_output(&emitter, append_output, output);
  yaml_emitter_set_unicode(&emitter, 1);
  yaml_emitter_set_width(&emitter, -1);
  gboolean ok =
      emit(&emitter, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING)) &&
      emit(&emitter, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1)) &&
      emit_body(&emitter, draft) &&
      emit(&emitter, &event, yaml_document_end_event_initialize(&event, 1)) &&
      emit(&emitter, &event, yaml_stream_end_event_initialize(&event));
  yaml_emitter_delete(&emitter);
  return ok;
}

static gboolean fail(GError **error, const char *path, const char *what) {
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "草稿没有存下来（%s）：%s", path, what);
  return FALSE;
}

gboolean draft_save(Draft *draft, const char *folder, GError **error) {
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return fail(error, folder, g_strerror(errno));
  if (draft->path == NULL) {
    g_autofree char *name =
        g_strdup_printf("%d-%" G_GINT64_FORMAT "-%s-%" G_GINT64_FORMAT ".yaml", (int)getpid(),
                        process_started(getpid()), draft->form, draft->target);
    draft->path = g_build_filename(folder, name, NULL);
  }
  g_autoptr(GString) text = g_string_new(NULL);
  if (!to_yaml(draft, text))
    return fail(error, draft->path, "内容无法写成 YAML");
  g_autoptr(GError) problem = NULL;
  if (!g_file_set_contents_full(draft->path, text->str, (gssize)text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
    return fail(error, draft->path, problem->message);
  return TRUE;
}

void draft_remove(Draft *draft) {
  if (draft->path != NULL)
    g_unlink(draft->path);
}

/* ---- reading ---------------------------------------------------------------------------- */

/* The draft in a file; NULL where it is none for database, or its writer still runs. */
static Draft *draft_load(const char *path, const char *database) {
  g_autofree char *key = database_key(database);
  g_autoptr(Document) document =
      g_file_test(path, G_FILE_TEST_IS_REGULAR) ? document_load(path, NULL) : NULL;
  if (document == NULL)
    return NULL;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, DRAFT_FIELDS, G_N_ELEMENTS(DRAFT_FIELDS), NULL) ||
      !g_str_equal(document_get_text(root, "database"), key) ||
      is_running(document_get_integer(root, "process", 0),
                 document_get_integer(root, "started", 0)))
    return NULL;
  g_autoptr(Draft) draft = g_new0(Draft, 1);
  draft->path = g_strdup(path);
  draft->database = g_strdup(database);
  draft->form = g_strdup(document_get_text(root, "form"));
  draft->target = document_get_integer(root, "target", 0);
  draft->title = g_strdup(document_get_text(root, "title"));
  draft->saved_at = g_strdup(document_get_text(root, "saved_at"));
  const DocumentNode *values = document_get(root, "values");
  gsize count = document_length(values);
  draft->values = g_new0(char *, 2 * count + 1);
  for (gsize i = 0; i < count; i++) {
    const char *value = document_text(document_item(values, i));
    draft->values[2 * i] = g_strdup(document_text(document_key(values, i)));
    draft->values[2 * i + 1] = g_strdup(value != NULL ? value : "");
  }
  return g_steal_pointer(&draft);
}

static int by_time(gconstpointer a, gconstpointer b) {
  const Draft *left = *(Draft *const *)a, *right = *(Draft *const *)b;
  int order = strcmp(left->saved_at, right->saved_at);
  return order != 0 ? order : strcmp(left->path, right->path);
}

GPtrArray *draft_list(const char *folder, const char *database) {
  GPtrArray *drafts = g_ptr_array_new_with_free_func((GDestroyNotify)draft_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".yaml"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    Draft *draft = draft_load(path, database);
    if (draft != NULL)
      g_ptr_array_add(drafts, draft);
  }
  g_ptr_array_sort(drafts, by_time);
  return drafts;
}
