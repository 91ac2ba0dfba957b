#include "core/store/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/text.h"

#define SLOTS 128
#define SLOT_SIZE 128
#define MODE 0660
#define MAGIC "TzHere1"

/* A slot as it is in the file. All its bytes come from whoever may write the file. */
typedef struct {
  char magic[8];
  char login[PRESENCE_LOGIN_MAX + 1];
  char kind[PRESENCE_KIND_MAX + 1];
  gint64 id;
  gint64 since;
  guint8 editing;
  guint8 unused[SLOT_SIZE - 8 - (PRESENCE_LOGIN_MAX + 1) - (PRESENCE_KIND_MAX + 1) - 17];
} Slot;
G_STATIC_ASSERT(sizeof(Slot) == SLOT_SIZE);

struct Presence {
  char *path; /* of the file with the slots */
  char *login;
  int file; /* -1: not open */
  gboolean may_write;
  int slot;  /* the one that is held; -1: none */
  Slot mine; /* what stands in it */
};

static void other_free(gpointer data) {
  PresenceOther *other = data;
  g_free(other->login);
  g_free(other);
}

Presence *presence_new(const char *path, const char *login) {
  Presence *presence = g_new0(Presence, 1);
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *name = g_strdup_printf(".%s.here", base);
  presence->path = g_build_filename(folder, name, NULL);
  presence->login = g_strdup(login);
  presence->file = -1;
  presence->slot = -1;
  return presence;
}

/* ---- the file --------------------------------------------------------------------------- */

static void close_file(Presence *presence) {
  if (presence->file >= 0)
    close(presence->file); /* and with it every lock */
  presence->file = -1;
  presence->slot = -1;
}

void presence_free(Presence *presence) {
  if (presence == NULL)
    return;
  close_file(presence);
  g_free(presence->path);
  g_free(presence->login);
  g_free(presence);
}

/* A link may lead anywhere, a FIFO would never answer, and a file with a second name may be
 * anything's. */
static gboolean is_sound(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
}

static int open_with(const char *path, int flags) {
  return open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, MODE);
}

/* TRUE where the name still leads to the file that is open: somebody may have removed it, and
 * others would be in a new one. */
static gboolean is_current(const Presence *presence) {
  struct stat named, opened;
  return lstat(presence->path, &named) == 0 && fstat(presence->file, &opened) == 0 &&
         named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
}

static gboolean open_file(Presence *presence) {
  if (presence->file >= 0 && is_current(presence))
    return TRUE;
  close_file(presence);
  int file = open_with(presence->path, O_RDWR);
  if (file < 0 && errno == ENOENT) {
    file = open_with(presence->path, O_RDWR | O_CREAT | O_EXCL);
    if (file >= 0)
      (void)!fchmod(file, MODE); /* whatever the umask is: colleagues are to be in it, too */
    else if (errno == EEXIST)
      file = open_with(presence->path, O_RDWR);
  }
  presence->may_write = file >= 0;
  if (file < 0)
    file = open_with(presence->path, O_RDONLY);
  if (file >= 0 && !is_sound(file)) {
    close(file);
    file = -1;
  }
  presence->file = file;
  return file >= 0;
}

/* ---- locks ------------------------------------------------------------------------------ */

static struct flock lock_of(int slot, short type) {
  return (struct flock){
      .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)slot * SLOT_SIZE, .l_len = SLOT_SIZE};
}

static gboolean set_lock(const Presence *presence, int slot, short type) {
  struct flock lock = lock_of(slot, type);
  return fcntl(presence->file, F_OFD_SETLK, &lock) == 0;
}

/* TRUE where another program holds a slot. */
static gboolean is_held(const Presence *presence, int slot) {
  struct flock lock = lock_of(slot, presence->may_write ? F_WRLCK : F_RDLCK);
  return fcntl(presence->file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static gboolean take_slot(Presence *presence) {
  for (int i = 0; presence->slot < 0 && i < SLOTS; i++) {
    if (set_lock(presence, i, F_WRLCK))
      presence->slot = i;
  }
  return presence->slot >= 0;
}

static void leave_slot(Presence *presence) {
  if (presence->slot < 0)
    return;
  static const Slot empty = {0};
  (void)!pwrite(presence->file, &empty, sizeof empty, (off_t)presence->slot * SLOT_SIZE);
  set_lock(presence, presence->slot, F_UNLCK);
  presence->slot = -1;
}

/* ---- being there ------------------------------------------------------------------------ */

/* A disk without room for it must not have half of it. */
static gboolean write_slot(const Presence *presence) {
  off_t at = (off_t)presence->slot * SLOT_SIZE;
  return pwrite(presence->file, &presence->mine, sizeof presence->mine, at) ==
         (gssize)sizeof presence->mine;
}

void presence_be(Presence *presence, const char *kind, gint64 id, gboolean editing, gint64 now) {
  if (kind == NULL) {
    leave_slot(presence);
    return;
  }
  Slot slot = {.magic = MAGIC, .id = id, .since = now, .editing = editing ? 1 : 0};
  g_strlcpy(slot.login, presence->login, sizeof slot.login);
  g_strlcpy(slot.kind, kind, sizeof slot.kind);
  if (!open_file(presence) || !presence->may_write)
    return;
  if (presence->slot >= 0 && g_str_equal(slot.kind, presence->mine.kind) &&
      slot.id == presence->mine.id && slot.editing == presence->mine.editing)
    return;
  presence->mine = slot;
  if (take_slot(presence) && !write_slot(presence))
    leave_slot(presence);
}

/* ---- looking ---------------------------------------------------------------------------- */

static gboolean is_at(const Slot *slot, const char *kind, gint64 id) {
  return memcmp(slot->magic, MAGIC, sizeof slot->magic) == 0 && slot->id == id &&
         memchr(slot->login, '\0', sizeof slot->login) != NULL &&
         memchr(slot->kind, '\0', sizeof slot->kind) != NULL && *slot->login != '\0' &&
         g_str_equal(slot->kind, kind);
}

static gint compare(gconstpointer a, gconstpointer b) {
  const PresenceOther *left = *(PresenceOther *const *)a, *right = *(PresenceOther *const *)b;
  if (left->editing != right->editing)
    return left->editing ? -1 : 1;
  return left->since != right->since ? (left->since < right->since ? -1 : 1)
                                     : strcmp(left->login, right->login);
}

GPtrArray *presence_others(Presence *presence, const char *kind, gint64 id) {
  GPtrArray *others = g_ptr_array_new_with_free_func(other_free);
  g_autofree Slot *slots = g_new0(Slot, SLOTS);
  gssize size = open_file(presence) ? pread(presence->file, slots, SLOTS * SLOT_SIZE, 0) : 0;
  for (int i = 0; i < (int)(MAX(size, 0) / SLOT_SIZE); i++) {
    if (i == presence->slot || !is_at(&slots[i], kind, id) || !is_held(presence, i))
      continue;
    PresenceOther *other = g_new0(PresenceOther, 1);
    other->login = text_clean(slots[i].login, FALSE);
    other->editing = slots[i].editing != 0;
    other->since = slots[i].since;
    g_ptr_array_add(others, other);
  }
  g_ptr_array_sort(others, compare);
  return others;
}
