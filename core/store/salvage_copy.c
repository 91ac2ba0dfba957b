/* salvage_copy.c: the private copy of a damaged file, whose header is set right. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/store/migrate.h"
#include "core/store/salvage_private.h"
#include "core/store/stale.h"

/* https://www.sqlite.org/fileformat.html, "The Database Header"; locks: "os.h" of SQLite. */
enum {
  HEADER = 100,
  PAGE_SIZE = 16,
  FORMATS = 18, /* write and read version, reserved bytes, three fractions */
  CHANGES = 24,
  PAGES = 28,
  FREE_PAGES = 32, /* where they begin, and how many */
  SCHEMA_FORMAT = 44,
  LARGEST_ROOT = 52,
  ENCODING = 56,
  USER_VERSION = 60,
  INCREMENTAL = 64,
  APPLICATION = 68,
  VALID_FOR = 92,
  USUAL_PAGE = 4096,
  CHUNK = 1 << 16,
  SHARED_LOCKS = 0x40000002,
  SHARED_COUNT = 510,
  LOCK_TURNS = 40,
  LOCK_PAUSE = 50, /* milliseconds */
};

static const guint8 MAGIC[16] = "SQLite format 3";

guint32 damaged_number(const guint8 *bytes) {
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static void put_number(guint8 *bytes, guint32 value) {
  for (int i = 0; i < 4; i++)
    bytes[i] = (guint8)(value >> (24 - 8 * i));
}

static gboolean fail(const char *path, StoreError code, const char *what, GError **error) {
  g_autofree char *file = g_filename_display_name(path);
  g_set_error(error, STORE_ERROR, (gint)code, "%s %s", file, what);
  return FALSE;
}

/* text: fault_text or fault_read_text. */
static gboolean fail_system(const char *path, const char *doing, const char *(*text)(int),
                            GError **error) {
  int number = errno;
  StoreError code = number == ENOENT                       ? STORE_ERROR_MISSING
                    : number == ENOSPC || number == EDQUOT ? STORE_ERROR_FULL
                                                           : STORE_ERROR_IO;
  g_autofree char *what =
      g_strdup_printf("%s：%s。请检查路径、权限和磁盘空间", doing, text(number));
  return fail(path, code, what, error);
}

/* ---- copying ----------------------------------------------------------------------------- */

/* Nobody commits while it is held. A lock of the descriptor, not of the process: closing it drops
 * no lock that SQLite holds. Where the disk knows no locks there is nothing to wait for. */
static gboolean hold(const char *path, int file, GError **error) {
  struct flock lock = {
      .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = SHARED_LOCKS, .l_len = SHARED_COUNT};
  for (int i = 0; i < LOCK_TURNS; i++) {
    if (fcntl(file, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES))
      return TRUE;
    sqlite3_sleep(LOCK_PAUSE);
  }
  return fail(path, STORE_ERROR_BUSY, "有同事正在保存。请让大家退出后再抢救", error);
}

static int open_named(const char *path, GError **error) {
  GError *outside = NULL;
  int file = confine_open(path, &outside);
  struct stat info;
  if (outside != NULL)
    g_propagate_error(error, outside);
  else if (file < 0)
    fail_system(path, "打不开", fault_read_text, error);
  else if (fstat(file, &info) == 0 && S_ISREG(info.st_mode))
    return file;
  else
    fail(path, STORE_ERROR_FOREIGN, "不是普通文件，不能当作台账抢救。请检查路径", error);
  if (file >= 0)
    close(file);
  return -1;
}

/* What cannot be read (a bad place of the disk) is zeros in the copy. */
static gboolean copy_bytes(const char *path, int from, int to, gint64 size, gint64 *unread,
                           GError **error) {
  g_autofree guint8 *bytes = g_malloc(CHUNK);
  for (gint64 at = 0; at < size;) {
    gsize wanted = (gsize)MIN(size - at, CHUNK);
    gssize got = pread(from, bytes, wanted, at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got == 0)
      break;
    if (got < 0) {
      wanted = MIN(wanted, USUAL_PAGE);
      got = pread(from, bytes, wanted, at);
    }
    if (got < 0) {
      got = (gssize)wanted;
      memset(bytes, 0, wanted);
      *unread += got;
    }
    if (pwrite(to, bytes, (gsize)got, at) != got)
      return fail_system(path, "复制到临时文件失败", fault_text, error);
    at += got;
  }
  return TRUE;
}

/* A writer that crashed left what was before its changes in a journal beside the file. */
static gboolean copy_journal(const char *path, const char *copy, gboolean *there, GError **error) {
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);
  g_autofree char *name = g_strconcat(copy, "-journal", NULL);
  g_autoptr(GError) none = NULL;
  gint64 unread = 0;
  struct stat info;
  *there = FALSE;
  int from = open_named(journal, &none);
  if (from < 0)
    return TRUE;
  int to = fstat(from, &info) == 0 && info.st_size > 0
               ? open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)
               : -1;
  gboolean good = to < 0 || copy_bytes(journal, from, to, info.st_size, &unread, error);
  *there = to >= 0;
  if (to >= 0)
    close(to);
  close(from);
  return good;
}

/* The folder may be held open and named by that (confine.h), which to SQLite is a link: none of the
 * copy's handles forbids links. Its own name is nobody else's. */

/* Lets SQLite take the unfinished change back, in the copy. */
static void roll_back(const char *copy, GPtrArray *notes) {
  g_autofree char *journal = g_strconcat(copy, "-journal", NULL);
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2(copy, &handle, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    sqlite3_exec(handle, "PRAGMA schema_version", NULL, NULL, NULL);
  sqlite3_close_v2(handle);
  salvage_note(notes, "旁边有没做完的保存留下的日志文件（-journal），已按它退回保存之前");
  g_unlink(journal);
}

/* ---- the header -------------------------------------------------------------------------- */

static int page_size_of(const guint8 *header) {
  int size = header[PAGE_SIZE] << 8 | header[PAGE_SIZE + 1];
  size = size == 1 ? 65536 : size;
  return size >= 512 && (size & (size - 1)) == 0 ? size : 0;
}

static gboolean is_ours(const guint8 *header) {
  return memcmp(header, MAGIC, sizeof MAGIC) == 0 &&
         damaged_number(header + APPLICATION) == APPLICATION_ID;
}

/* All but the b-tree itself: what a ledger file has there is known. */
static void set_header(guint8 *header, gint64 size, int newest) {
  static const guint8 FIXED[] = {1, 1, 0, 64, 32, 32};
  int page = page_size_of(header);
  if (page == 0)
    page = USUAL_PAGE;
  memcpy(header, MAGIC, sizeof MAGIC);
  header[PAGE_SIZE] = (guint8)(page == 65536 ? 0 : page >> 8);
  header[PAGE_SIZE + 1] = (guint8)(page == 65536 ? 1 : page);
  memcpy(header + FORMATS, FIXED, sizeof FIXED);
  put_number(header + PAGES, (guint32)((size + page - 1) / page));
  put_number(header + VALID_FOR, damaged_number(header + CHANGES));
  put_number(header + FREE_PAGES, 0);
  put_number(header + FREE_PAGES + 4, 0);
  put_number(header + SCHEMA_FORMAT, 4);
  put_number(header + LARGEST_ROOT, 0);
  put_number(header + INCREMENTAL, 0);
  put_number(header + ENCODING, 1);
  put_number(header + APPLICATION, APPLICATION_ID);
  guint32 version = damaged_number(header + USER_VERSION);
  if (version < 1 || version > (guint32)newest)
    put_number(header + USER_VERSION, (guint32)newest);
}

static gboolean check_kind(const char *path, const guint8 *header, gint64 size, gboolean force,
                           GError **error) {
  int newest = migrations_newest(&ledger_migrations);
  if (size < HEADER)
    return fail(path, STORE_ERROR_DAMAGED, "几乎是空的，没有可抢救的内容。请改用最近的备份", error);
  if (!is_ours(header))
    return force || fail(path, STORE_ERROR_FOREIGN,
                         "开头没有台账文件的标志。确实是台账、只是开头坏了，请加 --force", error);
  gint32 version = (gint32)damaged_number(header + USER_VERSION);
  if (version > newest && version < 1000 && !force)
    return fail(path, STORE_ERROR_NEWER, "由更新版本的程序建立。请用新版程序抢救", error);
  return TRUE;
}

static gboolean mend_header(const char *path, int copy, gboolean force, DamagedFile *file,
                            GPtrArray *notes, GError **error) {
  guint8 header[HEADER] = {0}, before[HEADER];
  struct stat info;
  if (fstat(copy, &info) != 0 || pread(copy, header, HEADER, 0) < 0)
    return fail_system(path, "读不出", fault_read_text, error);
  file->size = info.st_size;
  memcpy(before, header, HEADER);
  if (!check_kind(path, header, file->size, force, error))
    return FALSE;
  set_header(header, file->size, migrations_newest(&ledger_migrations));
  file->version = (int)damaged_number(header + USER_VERSION);
  if (before[FORMATS] == 2 && is_ours(before))
    salvage_note(notes, "文件曾被别的工具改成 WAL 模式，-wal 文件里的内容没有计入");
  if (!is_ours(before) || page_size_of(before) == 0 ||
      damaged_number(before + USER_VERSION) != (guint32)file->version)
    salvage_note(notes, "文件开头已损坏，按第 %d 版台账文件来读", file->version);
  file->page_size = page_size_of(header);
  file->free_page = is_ours(before) ? damaged_number(before + FREE_PAGES) : 0;
  gint64 page = file->page_size, whole = (file->size + page - 1) / page * page;
  if (pwrite(copy, header, HEADER, 0) != HEADER || ftruncate(copy, whole) != 0)
    return fail_system(path, "写临时文件失败", fault_text, error);
  return TRUE;
}

/* ---- opening ----------------------------------------------------------------------------- */

static int count_steps(void *data) {
  DamagedFile *file = data;
  return --file->steps < 0;
}

gboolean damaged_connect(DamagedFile *file, GError **error) {
  sqlite3_close_v2(file->handle);
  file->handle = NULL;
  int code = sqlite3_open_v2(file->path, &file->handle, SQLITE_OPEN_READONLY, NULL);
  if (code != SQLITE_OK)
    return fail(file->path, STORE_ERROR_IO, sqlite3_errstr(code), error);
  sqlite3_extended_result_codes(file->handle, 1);
  sqlite3_db_config(file->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* No row is longer than the file. */
  sqlite3_limit(file->handle, SQLITE_LIMIT_LENGTH, (int)CLAMP(file->size, 1000000, G_MAXINT / 4));
  sqlite3_progress_handler(file->handle, 1000, count_steps, file);
  /* What can be read of the schema counts, though there is more that cannot. */
  file->steps = file->size;
  sqlite3_exec(file->handle,
               "PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON;"
               " PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000",
               NULL, NULL, NULL);
  return TRUE;
}

static gboolean copy_file(const char *path, const char *folder, DamagedFile *file, GPtrArray *notes,
                          int *copy, GError **error) {
  struct stat info;
  gint64 unread = 0;
  gboolean journal = FALSE;
  int from = open_named(path, error);
  if (from < 0)
    return FALSE;
  file->path = g_build_filename(folder, STALE_PATTERN, NULL);
  *copy = mkostemp(file->path, O_CLOEXEC);
  if (*copy < 0)
    g_clear_pointer(&file->path, g_free);
  gboolean good =
      (*copy >= 0 || fail_system(folder, "写不进这个目录", fault_text, error)) &&
      hold(path, from, error) &&
      (fstat(from, &info) == 0 || fail_system(path, "读不出", fault_read_text, error)) &&
      copy_bytes(path, from, *copy, info.st_size, &unread, error) &&
      copy_journal(path, file->path, &journal, error);
  close(from);
  if (!good)
    return FALSE;
  file->mode = info.st_mode & 0777;
  if (unread > 0)
    salvage_note(notes, "磁盘上有%" G_GINT64_FORMAT "字节读不出，磁盘可能要坏，请尽快换", unread);
  if (journal)
    roll_back(file->path, notes);
  return TRUE;
}

gboolean damaged_open(const char *path, const char *folder, gboolean force, DamagedFile *file,
                      GPtrArray *notes, GError **error) {
  *file = (DamagedFile){.probes = 200000};
  int copy = -1;
  gboolean good = copy_file(path, folder, file, notes, &copy, error) &&
                  mend_header(path, copy, force, file, notes, error) &&
                  damaged_connect(file, error);
  if (copy >= 0)
    close(copy);
  return good;
}

void damaged_close(DamagedFile *file) {
  sqlite3_close_v2(file->handle);
  file->handle = NULL;
  if (file->path != NULL) {
    g_autofree char *journal = g_strconcat(file->path, "-journal", NULL);
    g_unlink(file->path);
    g_unlink(journal);
  }
  g_clear_pointer(&file->path, g_free);
}
