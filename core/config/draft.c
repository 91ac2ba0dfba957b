#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

#include "core/config/document.h"
#include "core/config/draft_file.h"
#include "core/rules/fault.h"
#include "core/rules/text.h"

void draft_free(Draft *draft) {
  if (draft == NULL)
    return;
  g_free(draft->path);
  g_free(draft->who);
  g_free(draft->database);
  g_free(draft->form);
  g_free(draft->title);
  g_free(draft->saved_at);
  g_strfreev(draft->values);
  g_strfreev(draft->labels);
  g_free(draft);
}

char *draft_database_key(const char *database) {
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

gboolean draft_is_running(gint64 process, gint64 started) {
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

static gboolean emit_pairs(yaml_emitter_t *emitter, char *const *pairs) {
  gboolean ok = emit_mapping(emitter, TRUE);
  for (gsize i = 0; ok && pairs != NULL && pairs[i] != NULL; i++)
    ok = emit_text(emitter, pairs[i]);
  return ok && emit_mapping(emitter, FALSE);
}

static gboolean emit_body(yaml_emitter_t *emitter, const Draft *draft) {
  g_autofree char *database = draft_database_key(draft->database);
  gboolean ok = emit_mapping(emitter, TRUE) && emit_text(emitter, "process") &&
                emit_integer(emitter, getpid()) && emit_text(emitter, "started") &&
                emit_integer(emitter, process_started(getpid())) &&
                emit_text(emitter, "database") && emit_text(emitter, database) &&
                emit_text(emitter, "form") && emit_text(emitter, draft->form) &&
                emit_text(emitter, "target") && emit_integer(emitter, draft->target) &&
                emit_text(emitter, "title") && emit_text(emitter, draft->title) &&
                emit_text(emitter, "saved_at") && emit_text(emitter, draft->saved_at) &&
                emit_text(emitter, "labels") && emit_pairs(emitter, draft->labels) &&
                emit_text(emitter, "values") && emit_pairs(emitter, draft->values);
  if (ok && draft->who != NULL && *draft->who != '\0')
    ok = emit_text(emitter, "who") && emit_text(emitter, draft->who);
  if (ok && draft->seen > 0)
    ok = emit_text(emitter, "seen") && emit_integer(emitter, draft->seen);
  return ok && emit_mapping(emitter, FALSE);
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

/* Makes folder, and sees that nobody else reads in it. What is typed goes into no folder that is
 * another user's, also not by a link; root may work in anybody's. */
static gboolean make_private(const char *folder, GError **error) {
  struct stat status;
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return fail(error, folder, fault_text(errno));
  int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int code = dir < 0 || fstat(dir, &status) != 0 ? errno : 0;
  gboolean own = code == 0 && (status.st_uid == geteuid() || geteuid() == 0);
  if (own && (status.st_mode & 077) != 0 && fchmod(dir, 0700) != 0)
    code = errno;
  if (dir >= 0)
    close(dir);
  if (code != 0)
    return fail(error, folder, fault_text(code));
  return own || fail(error, folder, "这个文件夹是别人的，没有写入；请移走它");
}

/* A name that none of this process's drafts has: it may keep several of one form and record. */
static char *new_path(const Draft *draft, const char *folder) {
  for (int i = 1;; i++) {
    g_autofree char *name =
        g_strdup_printf("%d-%" G_GINT64_FORMAT "-%s-%" G_GINT64_FORMAT "-%d.yaml", (int)getpid(),
                        process_started(getpid()), draft->form, draft->target, i);
    char *path = g_build_filename(folder, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      return path;
    g_free(path);
  }
}

gboolean draft_save(Draft *draft, const char *folder, GError **error) {
  if (!make_private(folder, error))
    return FALSE;
  if (draft->path == NULL)
    draft->path = new_path(draft, folder);
  g_autoptr(GString) text = g_string_new(NULL);
  if (!to_yaml(draft, text))
    return fail(error, draft->path, "内容无法写成 YAML");
  g_autoptr(GError) problem = NULL;
  if (!g_file_set_contents_full(draft->path, text->str, (gssize)text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &problem))
    return fail(error, draft->path, problem->message);
  return TRUE;
}

void draft_remove(Draft *draft) {
  if (draft->path != NULL)
    g_unlink(draft->path);
}
