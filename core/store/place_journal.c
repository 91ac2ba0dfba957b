/* place_journal.c: the journal that a crash has left, and whether it is of this file.
 *
 * SQLite rolls back any journal that lies beside a file under its name. After a crash that is
 * right. Where somebody has since put another copy in the file's place, it would write old pages
 * into it. A journal has no name of its file, but nearly always the first page as it was, and with
 * it the counter of changes: the file has that one, or, where the crash came late, the next.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/db_private.h"
#include "core/store/place.h"

/* https://www.sqlite.org/fileformat.html, "The Rollback Journal" */
enum {
  HEADER_SIZE = 28,
  JOURNAL_RECORDS = 8,
  JOURNAL_PAGES = 16, /* how many the file had */
  JOURNAL_SECTOR = 20,
  JOURNAL_PAGE = 24,
  FILE_HEADER_SIZE = 100,
  CHANGE_COUNTER = 24,
  FILE_PAGES = 28,
  PAGE_MOST = 65536,
  SECTOR_MOST = 65536,
};

static const guint8 MAGIC[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};

/* What a colleague writes meanwhile may come between two looks. */
#define LOOKS 5
#define LOOK_US 20000

static const char *journal_name(const Db *db) {
  return sqlite3_filename_journal(sqlite3_db_filename(db->handle, "main"));
}

static guint32 big_endian(const guint8 *bytes) {
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static gboolean refuse(const Db *db, const char *what, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_autofree char *journal = g_filename_display_basename(journal_name(db));
  g_set_error(error, STORE_ERROR, STORE_ERROR_FOREIGN, "台账文件 %s 旁边的 %s %s", file, journal,
              what);
  return FALSE;
}

static gboolean refuse_kind(const Db *db, GError **error) {
  return refuse(db,
                "不是普通文件（是链接、管道、设备或目录），保存时不能用它，没有改动任何内容。"
                "请管理员把它移走后再打开",
                error);
}

/* ---- whose it is ------------------------------------------------------------------------ */

/* What a journal that would be rolled back says of its file. */
typedef struct {
  gboolean has_first; /* its first page is in it … */
  guint32 counter;    /* … with this counter */
  guint32 pages;
} Mark;

/* A part of a journal: each time it was brought to the disk, another begins. */
typedef struct {
  off_t records_at;
  guint32 count, sector, page;
} Part;

/* FALSE where there is none that would be rolled back. */
static gboolean read_part(int file, off_t at, Part *part, guint32 *pages) {
  guint8 header[HEADER_SIZE];
  if (pread(file, header, sizeof header, at) != sizeof header ||
      memcmp(header, MAGIC, sizeof MAGIC) != 0)
    return FALSE;
  part->count = big_endian(header + JOURNAL_RECORDS);
  if (at == 0) { /* later ones do not say it again */
    part->sector = big_endian(header + JOURNAL_SECTOR);
    part->page = big_endian(header + JOURNAL_PAGE);
    *pages = big_endian(header + JOURNAL_PAGES);
  }
  part->records_at = at + part->sector;
  return part->count > 0 && part->sector >= 32 && part->sector <= SECTOR_MOST &&
         part->page >= 512 && part->page <= PAGE_MOST;
}

/* Looks for the first page among the records; FALSE where the part is not whole. */
static gboolean find_first(int file, const Part *part, Mark *mark) {
  guint8 number[4], page[FILE_HEADER_SIZE];
  for (guint32 i = 0; i < part->count; i++) {
    off_t at = part->records_at + (off_t)i * (8 + (off_t)part->page); /* number, page, checksum */
    if (pread(file, number, sizeof number, at) != sizeof number)
      return FALSE;
    if (big_endian(number) != 1)
      continue;
    if (pread(file, page, sizeof page, at + 4) != sizeof page)
      return FALSE;
    mark->has_first = TRUE;
    mark->counter = big_endian(page + CHANGE_COUNTER);
    return TRUE;
  }
  return TRUE;
}

/* FALSE where it would not be rolled back. */
static gboolean read_mark(int file, Mark *mark) {
  Part part;
  *mark = (Mark){0};
  off_t at = 0;
  while (read_part(file, at, &part, &mark->pages)) {
    if (!find_first(file, &part, mark) || mark->has_first)
      return TRUE;
    at = part.records_at + (off_t)part.count * (8 + (off_t)part.page);
    at = (at + part.sector - 1) / part.sector * part.sector;
  }
  return at > 0;
}

/* Without its first page in the journal, the file's has not been written. */
static gboolean is_of(const Mark *mark, const guint8 *header) {
  guint32 counter = big_endian(header + CHANGE_COUNTER);
  return mark->has_first ? counter == mark->counter || counter == mark->counter + 1
                         : big_endian(header + FILE_PAGES) == mark->pages;
}

/* SQLite does not roll back then. */
static gboolean is_at_work(sqlite3_file *file) {
  int reserved = 0;
  return file->pMethods->xCheckReservedLock(file, &reserved) != SQLITE_OK || reserved != 0;
}

/* FALSE only where nobody is writing and the journal is not of the file. That is read through the
 * handle: an own descriptor would, when closed, drop the locks this process holds. */
static gboolean fits(const Db *db, const char *name) {
  sqlite3_file *file = NULL;
  Mark mark;
  guint8 header[FILE_HEADER_SIZE];
  if (sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      is_at_work(file)) /* also looked at first: a long journal is not to be read at every key */
    return TRUE;
  int journal = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (journal < 0)
    return TRUE;
  gboolean known = read_mark(journal, &mark) &&
                   file->pMethods->xRead(file, header, sizeof header, 0) == SQLITE_OK;
  close(journal);
  if (!known || is_of(&mark, header))
    return TRUE;
  return is_at_work(file);
}

gboolean place_check_journal(const Db *db, GError **error) {
  const char *name = journal_name(db);
  struct stat info;
  if (lstat(name, &info) != 0)
    return TRUE;
  if (!S_ISREG(info.st_mode))
    return refuse_kind(db, error);
  if (info.st_size == 0)
    return TRUE;
  for (int i = 0; i < LOOKS; i++) {
    if (fits(db, name))
      return TRUE;
    g_usleep(LOOK_US);
  }
  return refuse(
      db,
      "不是它的：是别的文件、或者它在别的时候保存到一半留下的（例如台账后来从备份恢复过）。"
      "照它恢复会弄坏台账，所以没有打开，也没有改动。请管理员确认台账文件是要用的那一份，"
      "把旁边这个文件移走，再打开并运行核验",
      error);
}
