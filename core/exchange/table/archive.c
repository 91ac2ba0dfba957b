#include "core/exchange/table/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "core/exchange/table/workbook.h"

#define UNPACKED_MAX ((gint64)256 << 20)
#define RATIO_MAX 100
/* What is harmless however well it is packed: a small sheet of blank rows is. */
#define RATIO_FREE ((gint64)1 << 20)
#define ENTRIES_MAX 3000

#define AGAIN "请重新取得这个文件，或在 WPS、Excel 中打开后另存一份"

struct Archive {
  const char *bytes;
  gsize size;
  GHashTable *places;     /* name in small letters → how many entries are before it, + 1 */
  struct archive *stream; /* NULL: not open */
  guint passed;           /* entries that the stream has passed, with the one it stands on */
  gint64 unpacked;        /* by all parts so far */
};

struct Part {
  Archive *owner;
};

static void fail(GError **error, WorkbookError code, const char *message) {
  g_set_error_literal(error, WORKBOOK_ERROR, code, message);
}

static void fail_damaged(GError **error) {
  fail(error, WORKBOOK_ERROR_DAMAGED, "文件不完整或已损坏；" AGAIN);
}

static void close_stream(Archive *archive) {
  if (archive->stream != NULL)
    archive_read_free(archive->stream);
  archive->stream = NULL;
}

/* Goes to before the first entry. */
static gboolean open_stream(Archive *archive, GError **error) {
  close_stream(archive);
  archive->passed = 0;
  archive->stream = archive_read_new();
  /* Only by the list at its end, which tells what each part is; a file cut short has none. */
  if (archive->stream != NULL &&
      archive_read_support_format_zip_seekable(archive->stream) == ARCHIVE_OK &&
      archive_read_open_memory(archive->stream, archive->bytes, archive->size) == ARCHIVE_OK)
    return TRUE;
  fail_damaged(error);
  return FALSE;
}

/* The next entry's name in small letters, as parts are compared; NULL at the end and, with error,
 * where the archive is damaged. An entry whose name cannot be read has the name "". */
static char *next_name(Archive *archive, struct archive_entry **entry, GError **error) {
  int result = archive_read_next_header(archive->stream, entry);
  if (result == ARCHIVE_EOF)
    return NULL;
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
    fail_damaged(error);
    return NULL;
  }
  archive->passed++;
  const char *name = archive_entry_pathname_utf8(*entry);
  if (name == NULL)
    name = archive_entry_pathname(*entry);
  return g_ascii_strdown(name != NULL ? name : "", -1);
}

static gboolean check_entry(const Archive *archive, struct archive_entry *entry, GError **error) {
  if (archive->passed > ENTRIES_MAX) {
    fail(error, WORKBOOK_ERROR_LIMIT,
         "压缩包里的部件超过 " G_STRINGIFY(ENTRIES_MAX) " 个，不像表格或文稿；请核对文件");
    return FALSE;
  }
  if (archive_entry_is_data_encrypted(entry)) {
    fail(error, WORKBOOK_ERROR_KIND, "文件加了密码；请在 WPS、Excel 中打开，去掉密码后另存一份");
    return FALSE;
  }
  return TRUE;
}

static gboolean list_entries(Archive *archive, GError **error) {
  struct archive_entry *entry;
  GError *damage = NULL;
  for (;;) {
    g_autofree char *name = next_name(archive, &entry, &damage);
    if (name == NULL)
      break;
    if (!check_entry(archive, entry, error))
      return FALSE;
    if (*name != '\0' && !g_hash_table_insert(archive->places, g_steal_pointer(&name),
                                              GUINT_TO_POINTER(archive->passed))) {
      fail(error, WORKBOOK_ERROR_DAMAGED, "压缩包里有两个同名的部件，不知道该读哪一个；" AGAIN);
      return FALSE;
    }
  }
  if (damage != NULL) {
    g_propagate_error(error, damage);
    return FALSE;
  }
  return TRUE;
}

Archive *archive_open(const char *bytes, gsize size, GError **error) {
  g_autoptr(Archive) archive = g_new0(Archive, 1);
  archive->bytes = bytes;
  archive->size = size;
  archive->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!open_stream(archive, error) || !list_entries(archive, error))
    return NULL;
  return g_steal_pointer(&archive);
}

void archive_close(Archive *archive) {
  if (archive == NULL)
    return;
  close_stream(archive);
  g_hash_table_unref(archive->places);
  g_free(archive);
}

gboolean archive_has(const Archive *archive, const char *name) {
  g_autofree char *key = g_ascii_strdown(name, -1);
  return g_hash_table_contains(archive->places, key);
}

gboolean archive_has_below(const Archive *archive, const char *start) {
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, archive->places);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    if (g_str_has_prefix(name, start))
      return TRUE;
  }
  return FALSE;
}

/* ---- parts ------------------------------------------------------------------------------ */

/* Goes on to an entry by how many there are up to it. Parts are mostly asked for in the order in
 * which they lie, which makes one way through the archive of many. */
static gboolean go_to(Archive *archive, guint place, GError **error) {
  if (archive->passed >= place && !open_stream(archive, error))
    return FALSE;
  while (archive->passed < place) {
    struct archive_entry *entry;
    GError *damage = NULL;
    g_autofree char *name = next_name(archive, &entry, &damage);
    if (damage != NULL) {
      g_propagate_error(error, damage);
      return FALSE;
    }
    if (name == NULL) {
      fail_damaged(error);
      return FALSE;
    }
  }
  return TRUE;
}

Part *archive_part(Archive *archive, const char *name, GError **error) {
  g_autofree char *key = g_ascii_strdown(name, -1);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(archive->places, key));
  if (place == 0) {
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED, "缺少部件 %s；" AGAIN, name);
    return NULL;
  }
  if (!go_to(archive, place, error))
    return NULL;
  Part *part = g_new0(Part, 1);
  part->owner = archive;
  return part;
}

gssize part_read(Part *part, char *buffer, gsize size, GError **error) {
  gssize read = archive_read_data(part->owner->stream, buffer, size);
  if (read < 0) {
    fail_damaged(error);
    return -1;
  }
  Archive *archive = part->owner;
  archive->unpacked += read;
  if (archive->unpacked > UNPACKED_MAX) {
    fail(error, WORKBOOK_ERROR_LIMIT, "解压后超过 256 MB；请拆成几个文件");
    return -1;
  }
  if (archive->unpacked > RATIO_FREE && archive->unpacked / RATIO_MAX > (gint64)archive->size) {
    fail(error, WORKBOOK_ERROR_LIMIT,
         "解压后是文件大小的 " G_STRINGIFY(
             RATIO_MAX) " 倍以上，不像正常的表格；"
                        "如确实可靠，请删去其中的空白行、列后另存一份");
    return -1;
  }
  return read;
}

void part_close(Part *part) {
  g_free(part);
}

char *archive_text(Archive *archive, const char *name, gsize *size, GError **error) {
  g_autoptr(Part) part = archive_part(archive, name, error);
  if (part == NULL)
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  char buffer[16384];
  gssize read;
  while ((read = part_read(part, buffer, sizeof buffer, error)) > 0)
    g_string_append_len(text, buffer, read);
  if (read < 0)
    return NULL;
  *size = text->len;
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- names ------------------------------------------------------------------------------ */

char *archive_resolve(const char *folder, const char *target) {
  g_autofree char *all = *target == '/' ? g_strdup(target + 1) : g_strconcat(folder, target, NULL);
  g_auto(GStrv) names = g_strsplit(all, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  for (char **name = names; *name != NULL; name++) {
    if (strcmp(*name, "..") == 0)
      g_ptr_array_set_size(kept, MAX((int)kept->len - 1, 0));
    else if (**name != '\0' && strcmp(*name, ".") != 0)
      g_ptr_array_add(kept, *name);
  }
  g_ptr_array_add(kept, NULL);
  return g_strjoinv("/", (char **)kept->pdata);
}

char *archive_relations(const char *part) {
  const char *slash = strrchr(part, '/');
  const char *name = slash != NULL ? slash + 1 : part;
  return g_strdup_printf("%.*s_rels/%s.rels", (int)(name - part), part, name);
}
