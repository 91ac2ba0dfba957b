/* Damaged files: every byte of the header, random pages, the end cut off at each 512 bytes. Each is
 * refused or read; never does the program crash, hang, or write into it while reading. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/exchange/calendar_file.h"
#include "core/model/reminder.h"
#include "core/model/task.h"
#include "tests/core/fixture.h"
#include "tests/long.h"

#define HEADER_SIZE 100
#define PAGE_SIZE 4096
#define CUT 512
#define BATCH 20
#define PATIENCE_SECONDS 5

/* What the children have found, in memory they share with the parent. */
typedef struct {
  int current; /* the case that is tried */
  int refused, reported, read;
} Found;

typedef struct {
  char *path;
  char *bytes;
  gsize size;
  Calendar *calendar;
  Found *found;
} Damage;

/* Makes the damaged bytes of a case out of a copy of the good ones; sets the size. */
typedef void (*Spoil)(char *bytes, gsize *size, int index);

static void check_message(GError **error) {
  g_assert_nonnull(*error);
  g_assert_true(g_utf8_validate((*error)->message, -1, NULL));
  g_assert_cmpuint(strlen((*error)->message), >, 10);
  g_clear_error(error);
}

/* TRUE where nothing was reported. */
static gboolean look_at_all(Db *db, const Calendar *calendar) {
  GError *error = NULL;
  gboolean good = TRUE;
  g_autoptr(Reckoning) reckoning =
      reckoning_new(db, day_from_ymd(2026, 11, 21), calendar, 7, &error);
  if (reckoning == NULL) {
    check_message(&error);
    return FALSE;
  }
  g_autoptr(GArray) tasks = task_list(db, reckoning, &(TaskFilter){0}, &error);
  if (tasks == NULL)
    check_message(&error);
  good &= tasks != NULL;
  for (guint i = 0; tasks != NULL && i < tasks->len; i += 7) {
    g_autoptr(Task) task = task_load(db, reckoning, g_array_index(tasks, TaskRef, i).id, &error);
    if (task == NULL)
      check_message(&error);
    good &= task != NULL;
  }
  g_autoptr(Reminder) reminder =
      reminder_collect(db, reckoning, &(ReminderFilter){.days = 30}, &error);
  if (reminder == NULL)
    check_message(&error);
  JournalVerdict verdict = {0};
  gboolean verified = journal_verify(db, &verdict, &error);
  if (!verified)
    check_message(&error);
  good &= reminder != NULL && verified && verdict.problem == NULL;
  g_free(verdict.problem);
  return good;
}

static gboolean write_note(Db *db, gpointer data, GError **error) {
  (void)data;
  return query_run(query_new(db, "UPDATE task SET note = '试' WHERE id = 1"), error);
}

static void put(const char *path, const char *bytes, gsize size) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0660);
  g_assert_cmpint(write(file, bytes, size), ==, (gssize)size);
  close(file);
}

static void try_one(const Damage *damage, Spoil spoil, int index) {
  g_autofree char *bytes = g_memdup2(damage->bytes, damage->size);
  gsize size = damage->size;
  spoil(bytes, &size, index);
  put(damage->path, bytes, size);
  GError *error = NULL;
  Db *db = db_open(damage->path, DB_READ, &error);
  if (db == NULL) {
    check_message(&error);
    damage->found->refused++;
  } else {
    gboolean good = look_at_all(db, damage->calendar);
    damage->found->reported += !good;
    damage->found->read += good;
    db_close(db);
  }
  g_autofree char *after = NULL;
  gsize after_size;
  g_assert_true(g_file_get_contents(damage->path, &after, &after_size, NULL));
  g_assert_cmpmem(bytes, size, after, after_size);
  db = db_open(damage->path, DB_WRITE, NULL);
  Actor actor = {.who = "zhangsan", .now = 1795226400, .today = day_from_ymd(2026, 11, 21)};
  Deed deed = {.verb = "task.edit", .summary = "改", .task = 1};
  if (db != NULL && !store_write(db, &actor, &deed, write_note, NULL, NULL, &error))
    check_message(&error);
  db_close(db);
}

static void run_batch(const Damage *damage, Spoil spoil, int first, int end) {
  int child = fork();
  if (child == 0) {
    signal(SIGALRM, SIG_DFL);
    for (int i = first; i < end; i++) {
      damage->found->current = i;
      alarm(PATIENCE_SECONDS);
      try_one(damage, spoil, i);
    }
    _exit(0);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  if (status != 0)
    g_error("case %d: %s", damage->found->current,
            WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "it hangs" : "it crashes");
}

static void run_cases(Fixture *fixture, Spoil spoil, int count, const char *what) {
  Damage damage = {.path = g_build_filename(fixture->folder, "坏.db", NULL)};
  GError *error = NULL;
  g_assert_true(g_file_get_contents(db_path(fixture->db), &damage.bytes, &damage.size, NULL));
  g_autofree char *calendars = source_path("data/calendars");
  damage.calendar = calendar_folder_read(calendars, &error);
  g_assert_no_error(error);
  damage.found =
      mmap(NULL, sizeof(Found), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true(damage.found != MAP_FAILED);
  for (int i = 0; i < count; i += BATCH)
    run_batch(&damage, spoil, i, MIN(i + BATCH, count));
  g_test_message("%s: %d files, %d refused, %d reported, %d read", what, count,
                 damage.found->refused, damage.found->reported, damage.found->read);
  g_assert_cmpint(damage.found->refused + damage.found->reported, >, 0);
  munmap(damage.found, sizeof(Found));
  calendar_free(damage.calendar);
  g_free(damage.bytes);
  g_free(damage.path);
}

static void spoil_header(char *bytes, gsize *size, int index) {
  static const int masks[] = {0xff, 0x01, 0x80};
  (void)size;
  bytes[index % HEADER_SIZE] ^= (char)masks[index / HEADER_SIZE];
}

static void test_header(Fixture *fixture, gconstpointer data) {
  (void)data;
  run_cases(fixture, spoil_header, HEADER_SIZE * long_count(3, 1), "header");
}

/* The same for every run: by the number of the case. */
static void spoil_page(char *bytes, gsize *size, int index) {
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)index);
  gsize page = (gsize)g_rand_int_range(random, 0, (gint32)(*size / PAGE_SIZE)) * PAGE_SIZE;
  gsize first = page == 0 ? HEADER_SIZE : 0;
  switch (index % 4) {
  case 0: /* the head of a page, where its cells are counted and found */
    bytes[page + first + (gsize)g_rand_int_range(random, 0, 40)] = (char)g_rand_int(random);
    break;
  case 1:
    for (int i = 0; i < 16; i++)
      bytes[page + first + (gsize)g_rand_int_range(random, 0, PAGE_SIZE - HEADER_SIZE)] =
          (char)g_rand_int(random);
    break;
  case 2: /* nothing of it is left */
    memset(bytes + page + first, (int)g_rand_int_range(random, 0, 256), PAGE_SIZE - first);
    break;
  default: /* another page is in its place */
    memmove(bytes + page + first,
            bytes + (gsize)g_rand_int_range(random, 0, (gint32)(*size / PAGE_SIZE)) * PAGE_SIZE,
            PAGE_SIZE - first);
  }
}

static void test_pages(Fixture *fixture, gconstpointer data) {
  (void)data;
  run_cases(fixture, spoil_page, long_count(2000, 60), "pages");
}

static void spoil_end(char *bytes, gsize *size, int index) {
  (void)bytes;
  gsize cuts = *size / CUT;
  *size = (long_run() ? (gsize)index : (gsize)index * 7919 % cuts) * CUT;
}

static void test_end(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(db_path(fixture->db), &bytes, &size, NULL));
  run_cases(fixture, spoil_end, long_count((int)(size / CUT), 60), "cut off");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/faults/damage/header", test_header);
  ADD("/faults/damage/pages", test_pages);
  ADD("/faults/damage/end", test_end);
  return g_test_run();
}
