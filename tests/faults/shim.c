#include "tests/faults/shim.h"

#include <sqlite3.h>
#include <unistd.h>

typedef struct {
  sqlite3_file base;
  sqlite3_file *real; /* right behind this */
} ShimFile;

static struct {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  ShimFault fault;
  gint64 at, count;
  gboolean for_ever, failed;
} shim;

static sqlite3_file *real_of(sqlite3_file *file) {
  return ((ShimFile *)file)->real;
}

/* Counts a call; TRUE where it is to fail. */
static gboolean fails(ShimFault fault) {
  if (shim.fault != fault)
    return FALSE;
  shim.count++;
  gboolean fail = shim.count == shim.at || (shim.for_ever && shim.count > shim.at);
  shim.failed |= fail;
  return fail;
}

static int on_close(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int on_read(sqlite3_file *file, void *into, int size, sqlite3_int64 at) {
  if (fails(SHIM_READ))
    return SQLITE_IOERR_READ;
  return real_of(file)->pMethods->xRead(real_of(file), into, size, at);
}

static int on_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at) {
  sqlite3_file *real = real_of(file);
  if (fails(SHIM_WRITE))
    return SQLITE_IOERR_WRITE;
  if (fails(SHIM_WRITE_PART)) {
    if (size > 1)
      real->pMethods->xWrite(real, from, size / 2, at);
    return SQLITE_IOERR_WRITE;
  }
  if (shim.fault == SHIM_FULL) {
    gint64 room = shim.at - shim.count;
    shim.count += size;
    if (size > room && (shim.for_ever || room >= 0)) {
      if (room > 0)
        real->pMethods->xWrite(real, from, (int)room, at);
      shim.failed = TRUE;
      return SQLITE_FULL;
    }
  }
  return real->pMethods->xWrite(real, from, size, at);
}

static int on_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (fails(SHIM_TRUNCATE))
    return SQLITE_IOERR_TRUNCATE;
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int on_sync(sqlite3_file *file, int flags) {
  if (fails(SHIM_SYNC))
    return SQLITE_IOERR_FSYNC;
  (void)file, (void)flags; /* what a crash of the machine needs is not tried here, and costs time */
  return SQLITE_OK;
}

static int on_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
static int on_lock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}
static int on_unlock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
static int on_check(sqlite3_file *file, int *reserved) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}
static int on_control(sqlite3_file *file, int what, void *data) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, data);
}
static int on_sector(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int on_device(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check,
    .xFileControl = on_control,
    .xSectorSize = on_sector,
    .xDeviceCharacteristics = on_device,
};

static int on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  ShimFile *mine = (ShimFile *)file;
  mine->base.pMethods = NULL;
  mine->real = (sqlite3_file *)(mine + 1);
  if (fails(SHIM_OPEN))
    return SQLITE_CANTOPEN;
  int code = shim.real->xOpen(shim.real, name, mine->real, flags, out);
  if (code == SQLITE_OK)
    mine->base.pMethods = &METHODS;
  return code;
}

/* A call to the system that does half of what it was asked for, as it may. */
static ssize_t half_read(int file, void *into, size_t size, off_t at) {
  return pread(file, into, fails(SHIM_HALF_READ) && size > 1 ? size / 2 : size, at);
}

static ssize_t half_write(int file, const void *from, size_t size, off_t at) {
  return pwrite(file, from, fails(SHIM_HALF_WRITE) && size > 1 ? size / 2 : size, at);
}

static void replace_calls(void) {
  static const char *const reads[] = {"pread", "pread64"};
  static const char *const writes[] = {"pwrite", "pwrite64"};
  for (gsize i = 0; i < G_N_ELEMENTS(reads); i++) {
    shim.real->xSetSystemCall(shim.real, reads[i], (sqlite3_syscall_ptr)half_read);
    shim.real->xSetSystemCall(shim.real, writes[i], (sqlite3_syscall_ptr)half_write);
  }
}

void shim_register(void) {
  shim.real = sqlite3_vfs_find(NULL);
  replace_calls();
  shim.vfs = *shim.real;
  shim.vfs.zName = "shim";
  shim.vfs.szOsFile = (int)sizeof(ShimFile) + shim.real->szOsFile;
  shim.vfs.xOpen = on_open;
  shim.vfs.pNext = NULL;
  g_assert_cmpint(sqlite3_vfs_register(&shim.vfs, 1), ==, SQLITE_OK);
}

void shim_fail(ShimFault fault, gint64 n, gboolean for_ever) {
  shim.fault = fault;
  shim.at = n;
  shim.for_ever = for_ever;
  shim.count = 0;
  shim.failed = FALSE;
}

gint64 shim_end(gboolean *failed) {
  if (failed != NULL)
    *failed = shim.failed;
  shim.fault = SHIM_NONE;
  return shim.count;
}
