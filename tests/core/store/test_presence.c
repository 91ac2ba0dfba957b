/* Who else is at a record: slots that are held by locks. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/store/presence.h"

#define NOW 1700000000

typedef struct {
  char *folder, *ledger, *file;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("taizhang-here-XXXXXX", NULL);
  g_assert_nonnull(place->folder);
  place->ledger = g_build_filename(place->folder, "台账.db", NULL);
  place->file = g_build_filename(place->folder, ".台账.db.here", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_chmod(place->folder, 0700);
  g_remove(place->file);
  g_assert_cmpint(g_rmdir(place->folder), ==, 0);
  g_free(place->folder);
  g_free(place->ledger);
  g_free(place->file);
}

/* lisi*120 wangwu+0: who, * changing or + reading, and how long before or after NOW. */
static char *seen(Presence *presence, const char *kind, gint64 id) {
  g_autoptr(GPtrArray) others = presence_others(presence, kind, id);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < others->len; i++) {
    const PresenceOther *other = others->pdata[i];
    g_string_append_printf(text, "%s%s%s%d", i > 0 ? " " : "", other->login,
                           other->editing ? "*" : "+", (int)(other->since - NOW));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

#define assert_seen(presence, kind, id, expected)                                                  \
  G_STMT_START {                                                                                   \
    g_autofree char *seen_ = seen(presence, kind, id);                                             \
    g_assert_cmpstr(seen_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void test_seen(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
  g_autoptr(Presence) two = presence_new(place->ledger, "wangwu");
  g_autoptr(Presence) three = presence_new(place->ledger, "zhaoliu");
  presence_be(one, "task", 4, FALSE, NOW);
  struct stat status;
  g_assert_cmpint(stat(place->file, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 0777, ==, 0660);
  presence_be(two, "task", 4, TRUE, NOW + 60);
  presence_be(three, "task", 5, FALSE, NOW);
  assert_seen(one, "task", 4, "wangwu*60");
  assert_seen(two, "task", 4, "lisi+0");
  assert_seen(three, "task", 4, "wangwu*60 lisi+0");
  assert_seen(three, "case", 4, "");
  presence_be(two, "task", 4, TRUE, NOW + 90); /* the same: since then */
  assert_seen(one, "task", 4, "wangwu*60");
  presence_be(two, "task", 4, FALSE, NOW + 90);
  assert_seen(one, "task", 4, "wangwu+90");
  presence_be(two, NULL, 0, FALSE, NOW);
  assert_seen(one, "task", 4, "");
  presence_be(two, "task", 4, FALSE, NOW);
  g_clear_pointer(&two, presence_free);
  assert_seen(one, "task", 4, "");
}

/* A program that is killed is gone at once. */
static void test_killed(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
  presence_be(one, "task", 4, FALSE, NOW);
  int ready[2];
  g_assert_cmpint(pipe(ready), ==, 0);
  pid_t child = fork();
  if (child == 0) {
    Presence *two = presence_new(place->ledger, "wangwu");
    presence_be(two, "task", 4, TRUE, NOW);
    (void)!write(ready[1], "", 1);
    pause();
    _exit(0);
  }
  char byte;
  g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
  assert_seen(one, "task", 4, "wangwu*0");
  kill(child, SIGKILL);
  g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
  assert_seen(one, "task", 4, "");
  close(ready[0]);
  close(ready[1]);
}

/* Where the file was removed, all meet again in a new one. */
static void test_removed(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
  g_autoptr(Presence) two = presence_new(place->ledger, "wangwu");
  presence_be(one, "task", 4, FALSE, NOW);
  g_assert_cmpint(g_remove(place->file), ==, 0);
  presence_be(two, "task", 4, FALSE, NOW);
  presence_be(one, "task", 4, FALSE, NOW);
  assert_seen(one, "task", 4, "wangwu+0");
  assert_seen(two, "task", 4, "lisi+0");
}

/* More programs than there are slots: those that have none are not seen, and nothing fails. */
static void test_crowd(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)presence_free);
  for (int i = 0; i < 130; i++) {
    g_ptr_array_add(all, presence_new(place->ledger, "lisi"));
    presence_be(all->pdata[i], "task", 4, FALSE, NOW);
  }
  g_autoptr(GPtrArray) others = presence_others(all->pdata[129], "task", 4);
  g_assert_cmpuint(others->len, ==, 128);
}

/* Rubbish, of any length, in slots that are held, with names that do not end or hold escapes. */
static void test_rubbish(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
  presence_be(one, "task", 4, FALSE, NOW);
  int file = open(place->file, O_RDWR | O_CLOEXEC);
  g_assert_cmpint(file, >=, 0);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 128, .l_len = 0};
  g_assert_cmpint(fcntl(file, F_OFD_SETLK, &lock), ==, 0);
  guint8 bytes[4096];
  for (int turn = 0; turn < 200; turn++) {
    for (gsize i = 0; i < sizeof bytes; i++)
      bytes[i] = (guint8)g_test_rand_int_range(0, 256);
    for (gsize i = 0; turn % 2 == 0 && i + 128 <= sizeof bytes; i += 128) /* past the first look */
      memcpy(bytes + i, "TzHere1", 8);
    g_assert_cmpint(ftruncate(file, 128), ==, 0);
    gsize size = (gsize)g_test_rand_int_range(0, sizeof bytes);
    g_assert_cmpint(pwrite(file, bytes, size, 128), ==, size);
    g_autofree char *text = seen(one, "task", 4);
    g_assert_true(g_utf8_validate(text, -1, NULL));
  }
  guint8 slot[128] = "TzHere1";
  gint64 id = 4;
  memcpy(slot + 8, "\033[2Jli\nsi\xff", 11);
  memcpy(slot + 72, "task", 5);
  memcpy(slot + 88, &id, sizeof id);
  g_assert_cmpint(pwrite(file, slot, sizeof slot, 128), ==, sizeof slot);
  g_autofree char *text = seen(one, "task", 4);
  g_assert_nonnull(strstr(text, "si"));
  g_assert_null(strchr(text, '\033'));
  g_assert_null(strchr(text, '\n'));
  g_assert_cmpint(ftruncate(file, (off_t)1 << 40), ==, 0); /* only its beginning is read */
  g_autofree char *huge = seen(one, "task", 4);
  g_assert_cmpstr(huge, ==, text);
  close(file);
}

/* What is no file of ours is left alone, without waiting for it. */
static void test_other_things(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *target = g_build_filename(place->folder, "target", NULL);
  for (int kind = 0; kind < 4; kind++) {
    g_assert_true(g_file_set_contents(target, "", 0, NULL));
    int made = kind == 0   ? symlink(target, place->file)
               : kind == 1 ? mkfifo(place->file, 0600)
               : kind == 2 ? mkdir(place->file, 0700)
                           : link(target, place->file);
    g_assert_cmpint(made, ==, 0);
    g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
    presence_be(one, "task", 4, TRUE, NOW);
    assert_seen(one, "task", 4, "");
    presence_be(one, NULL, 0, FALSE, NOW);
    struct stat status;
    g_assert_cmpint(stat(target, &status), ==, 0);
    g_assert_cmpint(status.st_size, ==, 0);
    g_assert_cmpint(g_remove(place->file), ==, 0);
    g_assert_cmpint(g_remove(target), ==, 0);
  }
  g_autoptr(Presence) nowhere = presence_new("/nonexistent/台账.db", "lisi");
  presence_be(nowhere, "task", 4, TRUE, NOW);
  assert_seen(nowhere, "task", 4, "");
}

/* No room for the slot (a limit of the process stands for the disk): it is given back, and others
 * see nobody. */
static void test_full(Place *place, gconstpointer data) {
  (void)data;
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit none = {64, 64};
    g_autoptr(Presence) one = presence_new(place->ledger, "lisi");
    g_autoptr(Presence) two = presence_new(place->ledger, "wangwu");
    int code = setrlimit(RLIMIT_FSIZE, &none);
    presence_be(one, "task", 4, TRUE, NOW);
    g_autofree char *text = seen(two, "task", 4);
    _exit(code == 0 && *text == '\0' ? 0 : 1);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_cmpint(status, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)
  ADD("/presence/seen", test_seen);
  ADD("/presence/killed", test_killed);
  ADD("/presence/removed", test_removed);
  ADD("/presence/crowd", test_crowd);
  ADD("/presence/rubbish", test_rubbish);
  ADD("/presence/other_things", test_other_things);
  ADD("/presence/full", test_full);
  return g_test_run();
}
