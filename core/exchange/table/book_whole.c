/* book_whole.c: whether libxlsxwriter wrote all it was given. It keeps sheets in temporary files
 * and does not look whether writing these worked: on a full disk a part would end in its middle.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <unistd.h>

#include "core/exchange/table/book_private.h"

#define BEGINNING 4096
#define ENDING 256

typedef struct {
  char beginning[BEGINNING + 1];
  char ending[2 * ENDING + 1];
  gsize begun, ended;
} Part;

static void keep(Part *part, const char *bytes, gsize size) {
  gsize more = MIN(size, BEGINNING - part->begun);
  memcpy(part->beginning + part->begun, bytes, more);
  part->begun += more;
  if (size >= ENDING) {
    memcpy(part->ending, bytes + size - ENDING, ENDING);
    part->ended = ENDING;
    return;
  }
  if (part->ended + size > 2 * ENDING) {
    memmove(part->ending, part->ending + part->ended - ENDING, ENDING);
    part->ended = ENDING;
  }
  memcpy(part->ending + part->ended, bytes, size);
  part->ended += size;
}

/* Its last tag closes its first element. */
static gboolean is_closed(Part *part) {
  part->beginning[part->begun] = '\0';
  part->ending[part->ended] = '\0';
  g_strchomp(part->ending);
  const char *first = part->beginning;
  if (g_str_has_prefix(first, "<?"))
    first = strstr(first, "?>") != NULL ? strstr(first, "?>") + 2 : "";
  first += strspn(first, " \r\n");
  if (*first != '<')
    return FALSE;
  gsize length = strcspn(first + 1, " \r\n/>");
  g_autofree char *name = g_strndup(first + 1, length);
  g_autofree char *tag = g_strdup_printf("</%s>", name);
  return g_str_has_suffix(part->ending, tag) ||
         (g_str_has_suffix(part->ending, "/>") && strchr(first + 1, '<') == NULL);
}

static gboolean part_is_whole(struct archive *archive, struct archive_entry *entry) {
  g_autofree Part *part = g_new0(Part, 1);
  char buffer[65536];
  la_ssize_t size;
  while ((size = archive_read_data(archive, buffer, sizeof buffer)) > 0)
    keep(part, buffer, (gsize)size);
  const char *name = archive_entry_pathname(entry);
  gboolean text = g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rels");
  return size == 0 && (!text || is_closed(part));
}

gboolean book_is_whole(int fd) {
  struct archive *archive = archive_read_new();
  struct archive_entry *entry;
  archive_read_support_format_zip(archive);
  int code = lseek(fd, 0, SEEK_SET) == 0 ? archive_read_open_fd(archive, fd, 65536) : ARCHIVE_FATAL;
  gboolean whole = code == ARCHIVE_OK;
  while (whole && (code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK)
    whole = part_is_whole(archive, entry);
  archive_read_free(archive);
  return whole && code == ARCHIVE_EOF;
}
