/* no_memory.c: loaded before a program, gives it no more memory from some moment on.
 *
 * TAIZHANG_TEST_MALLOC=N: the Nth request fails and all after it; -N: only the Nth.
 * TAIZHANG_TEST_MALLOC_FILE=PATH: all fail once there is such a file.
 * TAIZHANG_TEST_MALLOC_COUNT=PATH: how many there were is written there at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
int posix_memalign(void **into, size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size);

static atomic_long count;
static long at;
static const char *file, *count_file;

__attribute__((constructor)) static void begin(void) {
  const char *value = getenv("TAIZHANG_TEST_MALLOC");
  at = value != NULL ? atol(value) : 0;
  file = getenv("TAIZHANG_TEST_MALLOC_FILE");
  count_file = getenv("TAIZHANG_TEST_MALLOC_COUNT");
  count = 0;
}

__attribute__((destructor)) static void end(void) {
  int out = count_file != NULL ? open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
  if (out >= 0)
    dprintf(out, "%ld", (long)count);
}

static int fails(void) {
  long n = ++count;
  int saved = errno;
  int fail =
      (at > 0 && n >= at) || (at < 0 && n == -at) || (file != NULL && access(file, F_OK) == 0);
  errno = fail ? ENOMEM : saved;
  return fail;
}

void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  return fails() ? NULL : __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  return fails() ? NULL : __libc_realloc(old, size);
}

int posix_memalign(void **into, size_t alignment, size_t size) {
  void *got = fails() ? NULL : __libc_memalign(alignment, size);
  if (got != NULL)
    *into = got;
  return got != NULL ? 0 : ENOMEM;
}

void *aligned_alloc(size_t alignment, size_t size) {
  return fails() ? NULL : __libc_memalign(alignment, size);
}
