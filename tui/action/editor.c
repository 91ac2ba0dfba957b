#include "tui/action/editor.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/config/document.h"
#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/rules/text.h"

#define FILE_NAME "text.txt"
#define BYTES_MAX (1024 * 1024) /* nobody types more, and a field is no place for it */
#define LOOK_MS 500
#define PATIENCE_MS 2000

G_DEFINE_QUARK(editor - error - quark, editor_error)

static gboolean fail(GError **error, EditorError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static gboolean fail(GError **error, EditorError code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *why = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, EDITOR_ERROR, code, why);
  return FALSE;
}

/* ---- which ------------------------------------------------------------------------------ */

static char **usual_words(GError **error) {
  static const char *const usual[] = {"editor", "nano", "vi"};
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++) {
    g_autofree char *path = g_find_program_in_path(usual[i]);
    if (path != NULL)
      return g_strdupv((char *[]){path, NULL});
  }
  fail(error, EDITOR_ERROR_NONE, "没有找到编辑器；请在登录时设好环境变量 EDITOR，如 EDITOR=nano");
  return NULL;
}

char **editor_words(GError **error) {
  if (confine_is_on()) {
    fail(error, EDITOR_ERROR_NONE, "受限方式下不能用编辑器");
    return NULL;
  }
  static const char *const names[] = {"VISUAL", "EDITOR"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = g_getenv(names[i]);
    g_autofree char *blank = text_strip(value);
    if (*blank == '\0')
      continue;
    char **words = NULL;
    if (g_shell_parse_argv(value, NULL, &words, NULL))
      return words;
    g_autofree char *shown = text_clean(value, FALSE);
    fail(error, EDITOR_ERROR_NONE, "环境变量 %s 里的引号没有配对，运行不了：%s", names[i], shown);
    return NULL;
  }
  return usual_words(error);
}

/* ---- the file --------------------------------------------------------------------------- */

/* A folder of its own below folder. NULL and error. */
static char *make_folder(const char *folder, GError **error) {
  g_autofree char *made = g_build_filename(folder, "edit-XXXXXX", NULL);
  if (g_mkdir_with_parents(folder, 0700) == 0 && g_mkdtemp(made) != NULL)
    return g_steal_pointer(&made);
  g_autofree char *shown = g_filename_display_name(folder);
  fail(error, EDITOR_ERROR_FILE, "%s 里建不了供编辑的文件：%s", shown, fault_text(errno));
  return NULL;
}

/* Removes it with what editors leave behind beside the file. */
static void remove_folder(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

/* Its last line is ended, as editors expect of a file; reading takes that off again. */
static gboolean write_file(const char *path, const char *text, GError **error) {
  gsize size = 0;
  g_autofree char *ended = g_strconcat(text, *text != '\0' ? "\n" : "", NULL);
  g_autofree char *bytes = g_locale_from_utf8(ended, -1, NULL, &size, NULL);
  if (bytes == NULL)
    return fail(error, EDITOR_ERROR_FILE, "文字里有本终端的编码写不出的字，不能交给编辑器");
  g_autoptr(GError) problem = NULL;
  if (!g_file_set_contents_full(path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600,
                                &problem))
    return fail(error, EDITOR_ERROR_FILE, "写不了供编辑的文件：%s", problem->message);
  return TRUE;
}

/* What the editor left, cleaned; NULL and error. */
static char *read_file(const char *path, GError **error) {
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_autoptr(GError) problem = NULL;
  if (!document_read_file(path, BYTES_MAX, &bytes, &size, &problem)) {
    fail(error, EDITOR_ERROR_FILE, "编辑器没有留下文件，没有采用改动");
    return NULL;
  }
  if (size > BYTES_MAX) {
    fail(error, EDITOR_ERROR_FILE, "编辑后的文字超过 1 MB，没有采用改动");
    return NULL;
  }
  g_autofree char *text = g_locale_to_utf8(bytes, (gssize)size, NULL, NULL, NULL);
  if (text == NULL && g_utf8_validate(bytes, (gssize)size, NULL))
    text = g_strndup(bytes, size);
  if (text == NULL) {
    fail(error, EDITOR_ERROR_FILE, "编辑后的文字不是本终端的编码，没有采用改动");
    return NULL;
  }
  gsize length = strlen(text);
  if (length > 0 && text[length - 1] == '\n')
    text[length - 1] = '\0';
  return text_clean(text, TRUE);
}

/* ---- running ---------------------------------------------------------------------------- */

/* Waits for the editor, asking meanwhile whether it is to end. Where the kernel has no pidfd it is
 * waited for without asking. */
static int wait_for(pid_t child, gboolean (*ended)(gpointer data), gpointer data) {
  int handle = pidfd_open(child, 0), status = 0, waited = 0;
  struct pollfd end = {.fd = handle, .events = POLLIN};
  while (handle >= 0 && poll(&end, 1, LOOK_MS) <= 0) {
    if (ended == NULL || !ended(data))
      continue;
    kill(child, waited < PATIENCE_MS ? SIGHUP : SIGKILL);
    waited += LOOK_MS;
  }
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  if (handle >= 0)
    close(handle);
  return status;
}

static gboolean run(char **words, const char *path, gboolean (*ended)(gpointer data), gpointer data,
                    GError **error) {
  g_autoptr(GPtrArray) argv = g_ptr_array_new(); /* borrowed */
  for (gsize i = 0; words[i] != NULL; i++)
    g_ptr_array_add(argv, words[i]);
  g_ptr_array_add(argv, (char *)path);
  g_ptr_array_add(argv, NULL);
  g_autofree char *base = g_path_get_basename(words[0]);
  g_autofree char *shown = text_clean(base, FALSE);
  g_autoptr(GError) problem = NULL;
  GPid child;
  if (!g_spawn_async(NULL, (char **)argv->pdata, NULL,
                     G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
                     NULL, NULL, &child, &problem)) {
    gboolean missing = g_error_matches(problem, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
    return fail(error, EDITOR_ERROR_NONE, "编辑器 %s 运行不了（%s）；请检查环境变量 EDITOR", shown,
                missing ? "没有这个程序" : problem->message);
  }
  int status = wait_for(child, ended, data);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return TRUE;
  if (WIFEXITED(status))
    return fail(error, EDITOR_ERROR_FAILED,
                "编辑器 %s 没有正常结束（退出状态 %d），没有采用改动，原来的文字还在", shown,
                WEXITSTATUS(status));
  return fail(error, EDITOR_ERROR_FAILED, "编辑器 %s 被信号 %d 终止，没有采用改动，原来的文字还在",
              shown, WTERMSIG(status));
}

gboolean editor_run(const char *folder, const char *text, gboolean (*ended)(gpointer data),
                    gpointer data, char **edited, GError **error) {
  *edited = NULL;
  g_auto(GStrv) words = editor_words(error);
  g_autofree char *private = words != NULL ? make_folder(folder, error) : NULL;
  if (private == NULL)
    return FALSE;
  g_autofree char *path = g_build_filename(private, FILE_NAME, NULL);
  g_autofree char *now = NULL;
  if (write_file(path, text, error) && run(words, path, ended, data, error))
    now = read_file(path, error);
  remove_folder(private);
  if (now == NULL)
    return FALSE;
  g_autofree char *before = text_clean(text, TRUE);
  if (!g_str_equal(now, before))
    *edited = g_steal_pointer(&now);
  return TRUE;
}
