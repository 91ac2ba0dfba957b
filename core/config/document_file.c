/* document_file.c: the bytes of a file, and a document from them. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/config/document.h"
#include "core/rules/confine.h"
#include "core/rules/fault.h"

#define ROOM_FIRST ((gsize)64 * 1024)
#define NOT_READ (-1) /* for fail_read(): what is there is not to be waited for */

static void fail_read(const char *name, int code, GError **error) {
  const char *why =
      code == NOT_READ ? "这是一个管道（FIFO）或终端，不是普通文件" : fault_read_text(code);
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "读不了文件 %s：%s", name, why);
}

/* Whether reading file comes to an end by itself. A pipe of the shell's (<(…), /dev/stdin) has
 * somebody who writes to it; one with a name in a folder may wait for ever. */
static gboolean is_waited_for(int file) {
  struct stat status;
  struct statfs system;
  if (fstat(file, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
    return TRUE;
  if (S_ISFIFO(status.st_mode))
    return fstatfs(file, &system) == 0 && system.f_type == PIPEFS_MAGIC;
  return !isatty(file);
}

/* What is open is made a stream, where reading it comes to an end; NULL with *code. */
static FILE *stream_of(int file, int *code) {
  if (!is_waited_for(file)) {
    close(file);
    *code = NOT_READ;
    return NULL;
  }
  fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK);
  FILE *stream = fdopen(file, "rb");
  if (stream == NULL) {
    *code = errno;
    close(file);
  }
  return stream;
}

/* Reads to the end, or one byte more than limit, which shows that there is too much. The size is
 * not asked before, since a pipe has none; room for what may be there at most is not made, since
 * nearly every file is small. Gives the bytes; the caller frees. */
static char *read_stream(FILE *file, gsize limit, gsize *size) {
  gsize room = MIN(ROOM_FIRST, limit + 1);
  char *text = g_malloc(room);
  *size = fread(text, 1, room, file);
  while (*size == room && room <= limit) {
    room = MIN(2 * room, limit + 1);
    text = g_realloc(text, room);
    *size += fread(text + *size, 1, room - *size, file);
  }
  return text;
}

/* Reads and closes an open file; where it is not open (-1), code says why. */
static gboolean read_open(const char *name, int opened, int code, gsize limit, char **bytes,
                          gsize *size, GError **error) {
  FILE *file = opened >= 0 ? stream_of(opened, &code) : NULL;
  if (file == NULL) {
    fail_read(name, code, error);
    return FALSE;
  }
  errno = 0;
  gsize read;
  g_autofree char *text = read_stream(file, limit, &read);
  code = ferror(file) ? errno : 0;
  fclose(file);
  if (code != 0) {
    fail_read(name, code, error);
    return FALSE;
  }
  *bytes = g_steal_pointer(&text);
  *size = read;
  return TRUE;
}

gboolean document_read_file(const char *path, gsize limit, char **bytes, gsize *size,
                            GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  int file = g_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  return read_open(name, file, errno, limit, bytes, size, error);
}

gboolean document_read_given(const char *path, gsize limit, char **bytes, gsize *size,
                             GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  g_autoptr(GError) outside = NULL;
  int file = confine_open(path, &outside);
  if (outside != NULL) {
    g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, outside->message);
    return FALSE;
  }
  return read_open(name, file, errno, limit, bytes, size, error);
}

Document *document_load(const char *path, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *text = NULL;
  gsize size;
  if (!document_read_file(path, DOCUMENT_BYTES_MAX, &text, &size, error))
    return NULL;
  return document_parse(name, text, size, NULL, error);
}
