/* draft_list.c: the drafts of a folder, read and aged. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config/document.h"
#include "core/config/draft_file.h"

#define ENDING ".yaml"
#define ENDING_TOLD                                                                                \
  ".told" ENDING /* its writer was told that it will go, when it got this name                     \
                  */
#define MEGABYTES_MAX 64
#define DAY_SECONDS ((gint64)24 * 60 * 60)

static const DocumentField DRAFT_FIELDS[] = {
    {"process", DOCUMENT_INTEGER, TRUE}, {"started", DOCUMENT_INTEGER, TRUE},
    {"database", DOCUMENT_TEXT, TRUE},   {"form", DOCUMENT_TEXT, TRUE},
    {"target", DOCUMENT_INTEGER, TRUE},  {"seen", DOCUMENT_INTEGER, FALSE},
    {"title", DOCUMENT_TEXT, TRUE},      {"saved_at", DOCUMENT_TEXT, TRUE},
    {"values", DOCUMENT_MAPPING, TRUE},  {"labels", DOCUMENT_MAPPING, FALSE},
    {"who", DOCUMENT_TEXT, FALSE},
};

/* ---- reading ---------------------------------------------------------------------------- */

/* A regular file of the user's own: what else lies there may be a trap. */
static gboolean is_own(const char *path, struct stat *status) {
  return lstat(path, status) == 0 && S_ISREG(status->st_mode) && status->st_uid == geteuid();
}

static char **pairs_of(const DocumentNode *mapping) {
  gsize count = document_length(mapping);
  char **pairs = g_new0(char *, 2 * count + 1);
  for (gsize i = 0; i < count; i++) {
    const char *value = document_text(document_item(mapping, i));
    pairs[2 * i] = g_strdup(document_text(document_key(mapping, i)));
    pairs[2 * i + 1] = g_strdup(value != NULL ? value : "");
  }
  return pairs;
}

static Document *read_file(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size, limit = (gsize)MEGABYTES_MAX * 1024 * 1024;
  if (!document_read_file(path, limit, &bytes, &size, NULL))
    return NULL;
  return document_parse_within(path, bytes, size, MEGABYTES_MAX, NULL, NULL);
}

/* The draft in a file; NULL where there is none. */
static Draft *draft_load(const char *path) {
  struct stat status;
  g_autoptr(Document) document = is_own(path, &status) ? read_file(path) : NULL;
  if (document == NULL)
    return NULL;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, DRAFT_FIELDS, G_N_ELEMENTS(DRAFT_FIELDS), NULL))
    return NULL;
  Draft *draft = g_new0(Draft, 1);
  draft->path = g_strdup(path);
  draft->who = g_strdup(document_get_text(root, "who"));
  draft->database = g_strdup(document_get_text(root, "database"));
  draft->form = g_strdup(document_get_text(root, "form"));
  draft->target = document_get_integer(root, "target", 0);
  draft->seen = document_get_integer(root, "seen", 0);
  draft->title = g_strdup(document_get_text(root, "title"));
  draft->saved_at = g_strdup(document_get_text(root, "saved_at"));
  draft->values = pairs_of(document_get(root, "values"));
  draft->labels = pairs_of(document_get(root, "labels"));
  draft->open = draft_is_running(document_get_integer(root, "process", 0),
                                 document_get_integer(root, "started", 0));
  draft->written = status.st_mtime;
  return draft;
}

static gboolean is_of(const Draft *draft, const char *who) {
  return who == NULL || draft->who == NULL || g_str_equal(draft->who, who);
}

static int by_time(gconstpointer a, gconstpointer b) {
  const Draft *left = *(Draft *const *)a, *right = *(Draft *const *)b;
  int order = strcmp(left->saved_at, right->saved_at);
  return order != 0 ? order : strcmp(left->path, right->path);
}

GPtrArray *draft_all(const char *folder, const char *who) {
  GPtrArray *drafts = g_ptr_array_new_with_free_func((GDestroyNotify)draft_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ENDING))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(Draft) draft = draft_load(path);
    if (draft != NULL && is_of(draft, who))
      g_ptr_array_add(drafts, g_steal_pointer(&draft));
  }
  g_ptr_array_sort(drafts, by_time);
  return drafts;
}

GPtrArray *draft_list(const char *folder, const char *database, const char *who) {
  g_autofree char *key = draft_database_key(database);
  GPtrArray *drafts = draft_all(folder, who);
  for (guint i = drafts->len; i-- > 0;) {
    Draft *draft = drafts->pdata[i];
    if (draft->open || !g_str_equal(draft->database, key)) {
      g_ptr_array_remove_index(drafts, i);
      continue;
    }
    g_free(draft->database);
    draft->database = g_strdup(database);
  }
  return drafts;
}

/* ---- ageing ----------------------------------------------------------------------------- */

/* TRUE where it is told of now for the first time. Its new name makes a new ctime. */
static gboolean tell(const char *path) {
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(ENDING));
  g_autofree char *told = g_strconcat(stem, ENDING_TOLD, NULL);
  return g_rename(path, told) == 0;
}

/* One draft that is old; TRUE where it is told of and meant for another ledger file. */
static gboolean age(const char *path, const struct stat *status, const char *key, const char *who,
                    gint64 now) {
  g_autoptr(Draft) draft = draft_load(path);
  if (draft == NULL || draft->open || !is_of(draft, who))
    return FALSE;
  gboolean told = g_str_has_suffix(path, ENDING_TOLD);
  if (told && now - status->st_mtime >= DRAFT_DAYS * DAY_SECONDS &&
      now - status->st_ctime >= DRAFT_NOTICE_DAYS * DAY_SECONDS) {
    g_unlink(path);
    return FALSE;
  }
  return (told || tell(path)) && !g_str_equal(draft->database, key);
}

guint draft_age(const char *folder, const char *database, const char *who, gint64 now) {
  g_autofree char *key = draft_database_key(database);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *name;
  guint others = 0;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) /* names change below */
    g_ptr_array_add(names, g_strdup(name));
  for (guint i = 0; i < names->len; i++) {
    name = names->pdata[i];
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct stat status;
    if (!is_own(path, &status))
      continue;
    if (!g_str_has_suffix(name, ENDING)) {
      if (strstr(name, ENDING ".") != NULL && now - status.st_mtime >= DAY_SECONDS)
        g_unlink(path);
    } else if (now - status.st_mtime >= (DRAFT_DAYS - DRAFT_NOTICE_DAYS) * DAY_SECONDS) {
      others += age(path, &status, key, who, now) ? 1 : 0;
    }
  }
  return others;
}
