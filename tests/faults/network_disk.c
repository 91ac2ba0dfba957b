/* network_disk.c: loaded before a program, makes every file system NFS to it. */
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#define NFS 0x6969

int statfs(const char *path, struct statfs *into) {
  int result = (int)syscall(SYS_statfs, path, into);
  into->f_type = NFS;
  return result;
}
