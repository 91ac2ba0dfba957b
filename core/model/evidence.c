#include "core/model/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/rules/path.h"
#include "core/rules/text.h"

#define CHUNK (1024 * 1024)
#define ENDING_MAX 5    /* letters of .xlsx and its like */
#define DIGEST_SHORT 12 /* letters of a digest that are shown */
#define READING "正在核对文件"

static const struct {
  const char *code, *name;
} KINDS[] = {
    [EVIDENCE_FILE] = {"file", "文件"},
    [EVIDENCE_LINK] = {"link", "网址"},
    [EVIDENCE_NOTE] = {"note", "文号或说明"},
};

const char *evidence_kind_name(EvidenceKind kind) {
  return KINDS[kind].name;
}

const char *evidence_kind_code(EvidenceKind kind) {
  return KINDS[kind].code;
}

void evidence_free(Evidence *evidence) {
  if (evidence == NULL)
    return;
  g_free(evidence->reference);
  g_free(evidence->digest);
  g_free(evidence);
}

/* ---- what it is ------------------------------------------------------------------------- */

static gboolean is_link(const char *text) {
  const char *colon = strstr(text, "://");
  if (colon == NULL || colon == text)
    return FALSE;
  for (const char *p = text; p < colon; p++) {
    if (!g_ascii_isalnum(*p) && *p != '+' && *p != '-' && *p != '.')
      return FALSE;
  }
  return TRUE;
}

/* TRUE for 纪要.pdf, but not for 交办〔2026〕3号 or version 2.10. */
static gboolean ends_like_file(const char *text) {
  const char *dot = strrchr(text, '.');
  gsize length = dot != NULL ? strlen(dot + 1) : 0;
  if (length == 0 || length > ENDING_MAX || dot == text)
    return FALSE;
  gboolean letter = FALSE;
  for (const char *p = dot + 1; *p != '\0'; p++) {
    if (!g_ascii_isalnum(*p))
      return FALSE;
    letter = letter || g_ascii_isalpha(*p);
  }
  return letter;
}

static gboolean is_there(const char *reference) {
  g_autofree char *path = path_whole(reference);
  g_autoptr(GError) error = NULL;
  struct stat status;
  int file = confine_open(path, &error);
  gboolean regular = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  if (file >= 0)
    close(file);
  return regular || (file < 0 && errno == EACCES && g_file_test(path, G_FILE_TEST_IS_REGULAR));
}

EvidenceKind evidence_kind(const char *reference) {
  static const char *const starts[] = {"/", "~/", "./", "../"};
  if (is_link(reference))
    return EVIDENCE_LINK;
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    if (g_str_has_prefix(reference, starts[i]))
      return EVIDENCE_FILE;
  }
  if (strchr(reference, '/') != NULL && ends_like_file(reference))
    return EVIDENCE_FILE;
  return *reference != '\0' && is_there(reference) ? EVIDENCE_FILE : EVIDENCE_NOTE;
}

char **evidence_split(const char *text) {
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GString) list = g_string_new(clean);
  g_string_replace(list, "；", ";", 0);
  g_strdelimit(list->str, "\n", ';');
  g_auto(GStrv) parts = g_strsplit(list->str, ";", -1);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
  for (gsize i = 0; parts[i] != NULL; i++) {
    g_autofree char *part = text_strip(parts[i]);
    if (*part != '\0')
      g_strv_builder_add(kept, part);
  }
  return g_strv_builder_end(kept);
}

/* ---- taking ----------------------------------------------------------------------------- */

static gboolean fail(GError **error, int code, const char *shown, const char *why) {
  g_set_error(error, G_FILE_ERROR, code, "“%s”%s", shown, why);
  return FALSE;
}

/* Looks at a file without reading it. */
/* Opens a file of evidence; -1 and error where it cannot be one. */
static int open_evidence(const char *path, const char *shown, struct stat *status, GError **error) {
  GError *outside = NULL;
  int file = confine_open(path, &outside);
  if (outside != NULL) {
    g_propagate_error(error, outside);
    return -1;
  }
  if (file < 0) {
    if (errno == EACCES && g_access(path, F_OK) != 0)
      fail(error, G_FILE_ERROR_ACCES, shown, "所在的文件夹没有权限进入；请换一个放得到的地方");
    else if (errno == EACCES)
      fail(error, G_FILE_ERROR_ACCES, shown, "没有读取的权限，不能核对；请先设好权限");
    else if (errno == ENXIO) /* a socket */
      fail(error, G_FILE_ERROR_INVAL, shown, "不是普通文件，不能作佐证");
    else
      fail(error, G_FILE_ERROR_NOENT, shown, "没有这个文件；请核对路径，是文号的请不要写成路径");
    return -1;
  }
  if (fstat(file, status) == 0 && S_ISREG(status->st_mode))
    return file;
  if (S_ISDIR(status->st_mode))
    fail(error, G_FILE_ERROR_ISDIR, shown, "是文件夹；请写到其中的文件");
  else
    fail(error, G_FILE_ERROR_INVAL, shown, "不是普通文件，不能作佐证");
  close(file);
  return -1;
}

static gboolean look_at(const char *path, const char *shown, gint64 *size, GError **error) {
  struct stat status;
  int file = open_evidence(path, shown, &status, error);
  if (file < 0)
    return FALSE;
  close(file);
  *size = status.st_size;
  return TRUE;
}

Evidence *evidence_take(const char *given, GError **error) {
  g_autoptr(Evidence) evidence = g_new0(Evidence, 1);
  evidence->reference = text_strip(given);
  evidence->size = EVIDENCE_NO_SIZE;
  evidence->kind = evidence_kind(evidence->reference);
  if (evidence->kind != EVIDENCE_FILE)
    return g_steal_pointer(&evidence);
  g_autofree char *path = path_whole(evidence->reference);
  if (!look_at(path, evidence->reference, &evidence->size, error))
    return NULL;
  g_autofree char *whole = path_text(path);
  g_autofree char *back = path_file(whole);
  if (!g_str_equal(back, path) || !text_is_clean(whole, FALSE)) {
    fail(error, G_FILE_ERROR_INVAL, evidence->reference,
         "的路径里有这个终端显示不了的字符，以后会找不到它；请改名或换个文件夹");
    return NULL;
  }
  g_free(evidence->reference);
  evidence->reference = g_steal_pointer(&whole);
  return g_steal_pointer(&evidence);
}

/* Reads a file to its end into checksum. */
static gboolean read_all(int file, gint64 size, GChecksum *checksum, gint64 *read_size,
                         const Watch *watch, GError **error) {
  g_autofree guchar *chunk = g_malloc(CHUNK);
  *read_size = 0;
  for (;;) {
    ssize_t got = read(file, chunk, CHUNK);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fail(error, G_FILE_ERROR_IO, "文件", "读到一半读不下去了；请检查它所在的磁盘");
    if (got == 0)
      return TRUE;
    g_checksum_update(checksum, chunk, got);
    *read_size += got;
    if (!watch_goes_on(watch, READING, *read_size, MAX(size, *read_size), error))
      return FALSE;
  }
}

/* The digest of a file, and its size; NULL and error. */
static char *digest_of(const char *path, gint64 *size, const Watch *watch, GError **error) {
  /* What became a pipe since it was looked at must not make the program wait, nor what became a
   * device without an end be read. */
  g_autofree char *shown = path_text(path);
  struct stat status;
  int file = open_evidence(path, shown, &status, error);
  if (file < 0)
    return NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  gboolean good = read_all(file, *size, checksum, size, watch, error);
  close(file);
  return good ? g_strdup(g_checksum_get_string(checksum)) : NULL;
}

gboolean evidence_measure(Evidence *evidence, const Watch *watch, GError **error) {
  if (evidence->kind != EVIDENCE_FILE)
    return TRUE;
  g_autofree char *path = path_whole(evidence->reference);
  char *digest = digest_of(path, &evidence->size, watch, error);
  if (digest == NULL)
    return FALSE;
  g_free(evidence->digest);
  evidence->digest = digest;
  return TRUE;
}

GPtrArray *evidence_take_all(const char *const *given, const Watch *watch, GError **error) {
  g_autoptr(GPtrArray) taken = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  for (gsize i = 0; given != NULL && given[i] != NULL; i++) {
    Evidence *evidence = evidence_take(given[i], error);
    if (evidence == NULL)
      return NULL;
    g_ptr_array_add(taken, evidence);
  }
  for (guint i = 0; i < taken->len; i++) {
    if (!evidence_measure(taken->pdata[i], watch, error))
      return NULL;
  }
  return g_steal_pointer(&taken);
}

const char **evidence_references(const GPtrArray *taken) {
  const char **references = g_new0(const char *, taken->len + 1);
  for (guint i = 0; i < taken->len; i++)
    references[i] = ((const Evidence *)taken->pdata[i])->reference;
  return references;
}

void evidence_bind(Query *query, int index, const GPtrArray *taken, const char *reference) {
  const Evidence *known = NULL;
  for (guint i = 0; taken != NULL && i < taken->len; i++) {
    const Evidence *one = taken->pdata[i];
    if (one->digest != NULL && g_str_equal(one->reference, reference))
      known = one;
  }
  if (known == NULL) {
    query_bind_null(query, index);
    query_bind_null(query, index + 1);
  } else {
    query_bind_int(query, index, known->size);
    query_bind_text(query, index + 1, known->digest);
  }
}

/* ---- telling ---------------------------------------------------------------------------- */

char *evidence_size_text(gint64 size) {
  static const char *const units[] = {"KB", "MB", "GB", "TB"};
  if (size < 1024)
    return g_strdup_printf("%d 字节", (int)size);
  double value = (double)size / 1024;
  gsize unit = 0;
  for (; value >= 1024 && unit + 1 < G_N_ELEMENTS(units); unit++)
    value /= 1024;
  return g_strdup_printf(value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

char *evidence_text(const Evidence *evidence) {
  if (evidence->size == EVIDENCE_NO_SIZE)
    return g_strdup(evidence->reference);
  g_autofree char *size = evidence_size_text(evidence->size);
  return evidence->digest == NULL ? g_strdup_printf("%s（%s）", evidence->reference, size)
                                  : g_strdup_printf("%s（%s，校验值 %.*s）", evidence->reference,
                                                    size, DIGEST_SHORT, evidence->digest);
}

/* ---- looking again ---------------------------------------------------------------------- */

static const struct {
  const char *code, *name;
} STATES[EVIDENCE_STATE_COUNT] = {
    [EVIDENCE_SAME] = {"same", "未变"},
    [EVIDENCE_CHANGED] = {"changed", "已改动"},
    [EVIDENCE_GONE] = {"gone", "不在了"},
    [EVIDENCE_SHUT] = {"shut", "读不了"},
    [EVIDENCE_UNKNOWN] = {"unknown", "没有校验值"},
    [EVIDENCE_NOT_FILE] = {"none", "不是文件"},
};

const char *evidence_state_name(EvidenceState state) {
  return STATES[state].name;
}

const char *evidence_state_code(EvidenceState state) {
  return STATES[state].code;
}

gboolean evidence_check(const Evidence *evidence, const Watch *watch, EvidenceState *state,
                        GError **error) {
  *state = EVIDENCE_NOT_FILE;
  if (evidence->kind != EVIDENCE_FILE)
    return TRUE;
  gint64 size = 0;
  g_autoptr(GError) problem = NULL;
  g_autofree char *path = path_whole(evidence->reference);
  if (!look_at(path, evidence->reference, &size, &problem)) {
    gboolean shut = g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
                    g_error_matches(problem, CONFINE_ERROR, CONFINE_ERROR_OUTSIDE);
    *state = shut ? EVIDENCE_SHUT : EVIDENCE_GONE;
    return TRUE;
  }
  *state = evidence->digest == NULL ? EVIDENCE_UNKNOWN
           : size != evidence->size ? EVIDENCE_CHANGED
                                    : EVIDENCE_SAME;
  if (*state != EVIDENCE_SAME)
    return TRUE;
  g_autofree char *digest = digest_of(path, &size, watch, &problem);
  if (g_error_matches(problem, WATCH_ERROR, WATCH_ERROR_STOPPED)) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
  }
  *state = digest == NULL                           ? EVIDENCE_SHUT
           : !g_str_equal(digest, evidence->digest) ? EVIDENCE_CHANGED
                                                    : EVIDENCE_SAME;
  return TRUE;
}
