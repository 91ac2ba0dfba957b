#include "core/store/modes.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/text.h"

/* What is looked at, once. */
typedef struct {
  const char *path;
  char *folder;
  struct stat file, above;
  GPtrArray *faults;
} Looking;

static void fault_free(ModesFault *fault) {
  g_free(fault->text);
  g_free(fault);
}

static void note(Looking *looking, ModesKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void note(Looking *looking, ModesKind kind, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  ModesFault *fault = g_new0(ModesFault, 1);
  fault->kind = kind;
  fault->text = text_clean(text, FALSE);
  g_ptr_array_add(looking->faults, fault);
}

/* A path as a shell takes it. */
static char *quoted(const char *path) {
  g_autofree char *name = g_filename_display_name(path);
  return g_shell_quote(name);
}

/* Whether anybody at all can come as far as into folder. */
static gboolean all_may_enter(const char *folder) {
  g_autofree char *at = g_canonicalize_filename(folder, NULL);
  for (;;) {
    struct stat status;
    if (stat(at, &status) != 0 || (status.st_mode & S_IXOTH) == 0)
      return FALSE;
    if (g_str_equal(at, "/"))
      return TRUE;
    char *above = g_path_get_dirname(at);
    g_free(at);
    at = above;
  }
}

/* Whether more than the user is meant to use it: it is somebody else's, or of a group that is not
 * the user's first. root, to whom all that is no hindrance, goes by the folder alone. */
static gboolean is_shared(const Looking *looking) {
  if (geteuid() == 0)
    return (looking->above.st_mode & S_ISGID) != 0;
  return looking->file.st_uid != geteuid() || looking->file.st_gid != getegid();
}

static void check_world(Looking *looking) {
  mode_t others = looking->file.st_mode & (S_IROTH | S_IWOTH);
  if (others == 0 || !all_may_enter(looking->folder))
    return;
  g_autofree char *file = quoted(looking->path);
  note(looking, MODES_OPEN,
       "这台机器上的任何人都能%s台账文件（权限是 %04o，应为 0660）；请执行 chmod 0660 %s",
       (others & S_IWOTH) != 0 ? "改写" : "读取", looking->file.st_mode & 07777, file);
}

static void check_group(Looking *looking) {
  g_autofree char *file = quoted(looking->path), *folder = quoted(looking->folder);
  const mode_t both = S_IRGRP | S_IWGRP;
  if ((looking->file.st_mode & both) != both)
    note(looking, MODES_SHUT,
         "台账文件同组的人不能%s（权限是 %04o，应为 0660）；请它的所有者执行 chmod 0660 %s",
         (looking->file.st_mode & S_IRGRP) != 0 ? "写" : "读写", looking->file.st_mode & 07777,
         file);
  const mode_t whole = S_IRWXG | S_ISGID;
  if ((looking->above.st_mode & whole) != whole)
    note(looking, MODES_SHUT,
         "台账所在的目录应让同组的人都能写、新文件随目录的组（权限是 %04o，应为 2770）；"
         "请它的所有者执行 chmod 2770 %s",
         looking->above.st_mode & 07777, folder);
  if (looking->file.st_gid != looking->above.st_gid) {
    const struct group *group = getgrgid(looking->above.st_gid);
    if (group != NULL)
      note(looking, MODES_SHUT, "台账文件和它的目录不是同一个组；请它的所有者执行 chgrp %s %s",
           group->gr_name, file);
  }
}

/* What a writer left lying, which the next one has to write into. */
static void check_journal(Looking *looking) {
  g_autofree char *journal = g_strconcat(looking->path, "-journal", NULL);
  struct stat status;
  if (stat(journal, &status) != 0 || faccessat(AT_FDCWD, journal, W_OK, AT_EACCESS) == 0 ||
      errno == EROFS) /* no mode would help */
    return;
  g_autofree char *file = quoted(journal);
  note(looking, MODES_SHUT,
       "台账的日志文件不能写（权限是 %04o，应为 0660），所以存不了；请它的所有者执行 chmod 0660 %s",
       status.st_mode & 07777, file);
}

GPtrArray *modes_check(const char *path) {
  Looking looking = {.path = path, .folder = g_path_get_dirname(path)};
  looking.faults = g_ptr_array_new_with_free_func((GDestroyNotify)fault_free);
  if (stat(path, &looking.file) == 0 && stat(looking.folder, &looking.above) == 0) {
    check_world(&looking);
    if (is_shared(&looking))
      check_group(&looking);
    check_journal(&looking);
  }
  g_free(looking.folder);
  return looking.faults;
}
