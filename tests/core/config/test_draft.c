#include "core/config/draft.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "core/config/document.h"
#include "tests/core/fixture.h"

#define DATABASE "/srv/taizhang/2026.db"

typedef struct {
  char *above;  /* removed at the end */
  char *folder; /* of the drafts; not there at first */
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->above = folder_make();
  place->folder = g_build_filename(place->above, "state", "drafts", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_free(place->folder);
  folder_remove(place->above);
}

static Draft *draft_of(const char *database, gint64 target, const char *text) {
  Draft *draft = g_new0(Draft, 1);
  draft->database = g_strdup(database);
  draft->form = g_strdup("progress");
  draft->target = target;
  draft->title = g_strdup("第4项 进展");
  draft->saved_at = g_strdup("2026-11-21 10:23");
  draft->values = g_new0(char *, 5);
  draft->values[0] = g_strdup("text");
  draft->values[1] = g_strdup(text);
  draft->values[2] = g_strdup("percent");
  draft->values[3] = g_strdup("");
  return draft;
}

static void save(Draft *draft, const char *folder) {
  GError *error = NULL;
  draft_save(draft, folder, &error);
  g_assert_no_error(error);
}

/* Runs save() in a process that ends at once, as when the line drops. */
static void save_elsewhere(Draft *draft, const char *folder) {
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0)
    _exit(draft_save(draft, folder, NULL) ? 0 : 1);
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_cmpint(status, ==, 0);
}

/* Saves a draft with this text elsewhere; returns how it is read back. */
static void check_text(Place *place, const char *text, const char *expected) {
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, text);
  save_elsewhere(draft, place->folder);
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, NULL);
  g_assert_cmpuint(drafts->len, ==, 1);
  Draft *read = drafts->pdata[0];
  g_assert_cmpstr(read->values[0], ==, "text");
  g_assert_cmpstr(read->values[1], ==, expected);
  g_assert_cmpstr(read->values[2], ==, "percent");
  g_assert_cmpstr(read->values[3], ==, "");
  g_assert_null(read->values[4]);
  draft_remove(read);
}

static void test_fields(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "做了");
  save_elsewhere(draft, place->folder);
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, NULL);
  g_assert_cmpuint(drafts->len, ==, 1);
  const Draft *read = drafts->pdata[0];
  g_assert_cmpstr(read->database, ==, DATABASE);
  g_assert_cmpstr(read->form, ==, "progress");
  g_assert_cmpint(read->target, ==, 4);
  g_assert_cmpstr(read->title, ==, "第4项 进展");
  g_assert_cmpstr(read->saved_at, ==, "2026-11-21 10:23");
  g_assert_true(g_file_test(read->path, G_FILE_TEST_IS_REGULAR));
}

static void test_values(Place *place, gconstpointer data) {
  (void)data;
  static const char *const texts[] = {
      "",
      "一行",
      "两行\n\n  缩进，尾随空格  \n",
      "\n",
      "引号 \"双\" '单' “中”: 冒号, #井号 \\ 反斜杠 \\n - 横线 {a: [b]} & * ! | > % @ `",
      "😀 𠮷 é",
      "null",
      "~",
      "2026-11-21",
      " 前后都有空格 ",
      "---\n...\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    check_text(place, texts[i], texts[i]);
  /* What cleaning drops is dropped; the rest must come back, whatever was pasted. */
  check_text(place, "一\u2028二\r\n三\u200d四\xef\xbb\xbf五", "一\n二\n三四五");
  check_text(place, "坏\xff字节\x1b[31m", "坏\uFFFD字节\uFFFD[31m");
}

static void test_long(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GString) text = g_string_new(NULL);
  while (text->len < 10 * 1024)
    g_string_append(text, "信用交通省建设 credit transport, “第二行”\n  与  空格;");
  check_text(place, text->str, text->str);
  g_string_set_size(text, 0);
  while (text->len < 10 * 1024)
    g_string_append(text, "字");
  check_text(place, text->str, text->str);
}

/* A file of one person, in a folder of one person. */
static void test_private(Place *place, gconstpointer data) {
  (void)data;
  mode_t mask = umask(0);
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "私下");
  save(draft, place->folder);
  umask(mask);
  GStatBuf status;
  g_assert_cmpint(g_stat(draft->path, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0600);
  g_assert_cmpint(g_stat(place->folder, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0700);
  save(draft, place->folder);
  g_assert_cmpint(g_stat(draft->path, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0600);
}

static guint files_in(const char *folder) {
  guint count = 0;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  while (dir != NULL && g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

static void test_replace_and_remove(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "一");
  draft_remove(draft); /* never saved: nothing to do */
  save(draft, place->folder);
  g_autofree char *path = g_strdup(draft->path);
  g_free(draft->values[1]);
  draft->values[1] = g_strdup("一二");
  save(draft, place->folder);
  g_assert_cmpstr(draft->path, ==, path);
  g_assert_cmpuint(files_in(place->folder), ==, 1);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "一二"));
  draft_remove(draft);
  draft_remove(draft); /* gone already */
  g_assert_cmpuint(files_in(place->folder), ==, 0);
}

/* ---- whose it is ------------------------------------------------------------------------ */

static guint count(Place *place, const char *database) {
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, database, NULL);
  return drafts->len;
}

static void test_own(Place *place, gconstpointer data) {
  (void)data;
  g_assert_cmpuint(count(place, DATABASE), ==, 0); /* no folder yet */
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "正在写");
  save(draft, place->folder);
  g_assert_cmpuint(count(place, DATABASE), ==, 0); /* still being written, here */
}

/* Another session's draft is not offered before that session is over. */
static void test_running(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "别处在写");
  int saved[2], leave[2];
  g_assert_cmpint(pipe(saved), ==, 0);
  g_assert_cmpint(pipe(leave), ==, 0);
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  char byte = 0;
  if (child == 0) {
    close(leave[1]);
    byte = draft_save(draft, place->folder, NULL) ? 1 : 0;
    gboolean told = write(saved[1], &byte, 1) == 1;
    _exit(told && read(leave[0], &byte, 1) == 0 ? 0 : 1);
  }
  close(leave[0]);
  g_assert_cmpint(read(saved[0], &byte, 1), ==, 1);
  g_assert_cmpint(byte, ==, 1);
  g_assert_cmpuint(count(place, DATABASE), ==, 0);
  close(leave[1]);
  siginfo_t ended;
  g_assert_cmpint(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT), ==, 0);
  g_assert_cmpuint(count(place, DATABASE), ==, 1); /* ended, though its parent has not looked */
  g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
  g_assert_cmpuint(count(place, DATABASE), ==, 1);
  close(saved[0]);
  close(saved[1]);
}

/* Rewrites the one draft in the folder as if process had written it. */
static void give_to(Place *place, int process) {
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, NULL);
  g_assert_cmpuint(drafts->len, ==, 1);
  const char *path = ((Draft *)drafts->pdata[0])->path;
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  const char *line = strstr(text, "\"process\": ");
  g_assert_nonnull(line);
  g_autofree char *changed = g_strdup_printf("%.*s\"process\": %d%s", (int)(line - text), text,
                                             process, strchr(line, '\n'));
  g_assert_true(g_file_set_contents(path, changed, -1, NULL));
}

/* After a restart of the machine its number belongs to another process, or to this one. */
static void test_number_given_again(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "断电前写的");
  save_elsewhere(draft, place->folder);
  give_to(place, (int)getppid());
  g_assert_cmpuint(count(place, DATABASE), ==, 1);
  give_to(place, (int)getpid());
  g_assert_cmpuint(count(place, DATABASE), ==, 1);
}

/* The draft of a process that had this one's number is not written over. */
static void test_name(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) old = draft_of(DATABASE, 4, "断电前写的");
  save(old, place->folder);
  g_autofree char *start = g_strdup_printf("%d-", (int)getpid());
  g_autofree char *name = g_path_get_basename(old->path);
  g_assert_true(g_str_has_prefix(name, start));
  g_autofree char *other = g_strdup_printf("%d-1-progress-4.yaml", (int)getpid());
  g_assert_cmpstr(name, !=, other);
  g_autofree char *other_path = g_build_filename(place->folder, other, NULL);
  g_assert_cmpint(g_rename(old->path, other_path), ==, 0);
  g_autoptr(Draft) fresh = draft_of(DATABASE, 4, "现在写的");
  save(fresh, place->folder);
  g_assert_cmpuint(files_in(place->folder), ==, 2);
}

static void test_database(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of("ledger.db", 4, "甲");
  g_autofree char *old = g_get_current_dir();
  g_autofree char *here = g_build_filename(place->above, "here", NULL);
  g_autofree char *there = g_build_filename(place->above, "there", NULL);
  g_autofree char *whole = g_build_filename(here, "ledger.db", NULL);
  g_assert_cmpint(g_mkdir(here, 0700), ==, 0);
  g_assert_cmpint(g_mkdir(there, 0700), ==, 0);
  g_assert_cmpint(g_chdir(here), ==, 0);
  save_elsewhere(draft, place->folder);
  g_assert_cmpuint(count(place, "ledger.db"), ==, 1);
  g_assert_cmpuint(count(place, "./ledger.db"), ==, 1);
  g_assert_cmpuint(count(place, whole), ==, 1);
  g_assert_cmpuint(count(place, DATABASE), ==, 0);
  g_assert_cmpint(g_chdir(there), ==, 0);
  g_assert_cmpuint(count(place, "ledger.db"), ==, 0); /* the same name, another file */
  g_assert_cmpuint(count(place, "../here/ledger.db"), ==, 1);
  g_assert_cmpint(g_chdir(old), ==, 0);
}

static void test_order(Place *place, gconstpointer data) {
  (void)data;
  static const char *const times[] = {"2026-11-21 09:00", "2025-12-31 23:59", "2026-11-20 10:00"};
  for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
    g_autoptr(Draft) draft = draft_of(DATABASE, (gint64)i, "字");
    g_free(draft->saved_at);
    draft->saved_at = g_strdup(times[i]);
    save_elsewhere(draft, place->folder);
  }
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, NULL);
  g_assert_cmpuint(drafts->len, ==, 3);
  g_assert_cmpint(((Draft *)drafts->pdata[0])->target, ==, 1);
  g_assert_cmpint(((Draft *)drafts->pdata[1])->target, ==, 2);
  g_assert_cmpint(((Draft *)drafts->pdata[2])->target, ==, 0);
}

static void test_junk(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "好的");
  save_elsewhere(draft, place->folder);
  static const char *const junk[][2] = {
      {"a.yaml", "not: [yaml"},   {"b.yaml", ""},           {"c.yaml", "process: 1\n"},
      {"d.yaml", "\x01\xff\xfe"}, {"e.yaml", "- a\n- b\n"}, {"f.txt", "notes"},
      {"g.yaml.XK2QA1", "half"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(junk); i++)
    g_free(folder_write(place->folder, junk[i][0], junk[i][1]));
  g_autofree char *folder = g_build_filename(place->folder, "h.yaml", NULL);
  g_autofree char *fifo = g_build_filename(place->folder, "i.yaml", NULL);
  g_autofree char *dangling = g_build_filename(place->folder, "j.yaml", NULL);
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0); /* opening it would wait for ever */
  g_assert_cmpint(symlink("/nonexistent", dangling), ==, 0);
  guint files = files_in(place->folder);
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, NULL);
  g_assert_cmpuint(drafts->len, ==, 1);
  g_assert_cmpstr(((Draft *)drafts->pdata[0])->values[1], ==, "好的");
  g_assert_cmpuint(files_in(place->folder), ==, files); /* left alone */
}

static void test_cannot_write(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *file = folder_write(place->above, "file", "");
  g_autofree char *below = g_build_filename(file, "drafts", NULL);
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "字");
  GError *error = NULL;
  g_assert_false(draft_save(draft, below, &error));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "草稿没有存下来");
}

#define DAY ((gint64)24 * 60 * 60)

static gint64 now(void) {
  return g_get_real_time() / G_USEC_PER_SEC;
}

/* The draft of target, saved elsewhere by who, that many days ago. */
static void save_old(Place *place, const char *database, gint64 target, const char *who, int days) {
  g_autoptr(Draft) draft = draft_of(database, target, "字");
  draft->who = g_strdup(who);
  save_elsewhere(draft, place->folder);
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, database, who);
  struct utimbuf times = {.actime = now() - days * DAY, .modtime = now() - days * DAY};
  for (guint i = 0; i < drafts->len; i++) {
    const Draft *read = drafts->pdata[i];
    if (read->target == target)
      g_assert_cmpint(g_utime(read->path, &times), ==, 0);
  }
}

/* A draft goes when it is 30 days old, but not before it was told of, nor within 7 days of that;
 * one that is being typed, or somebody else's, never. */
static void test_age(Place *place, gconstpointer data) {
  (void)data;
  save_old(place, DATABASE, 1, "zhang", 15);
  save_old(place, DATABASE, 2, "zhang", 24);
  save_old(place, DATABASE, 3, "zhang", 400);
  save_old(place, "/srv/other.db", 4, "zhang", 24);
  save_old(place, DATABASE, 5, "li", 400);
  g_autoptr(Draft) mine = draft_of(DATABASE, 6, "正在写");
  save(mine, place->folder);
  g_free(folder_write(place->folder, "7.yaml.XK2QA1", "half"));
  g_assert_cmpuint(files_in(place->folder), ==, 7);
  g_assert_cmpuint(draft_age(place->folder, DATABASE, "zhang", now()), ==, 1);
  g_assert_cmpuint(files_in(place->folder), ==, 7);
  g_assert_cmpuint(draft_age(place->folder, DATABASE, "zhang", now() + 6 * DAY), ==, 1);
  g_assert_cmpuint(files_in(place->folder), ==, 6); /* without the half one */
  g_assert_cmpuint(draft_age(place->folder, DATABASE, "zhang", now() + 8 * DAY), ==, 0);
  g_assert_cmpuint(files_in(place->folder), ==, 3);
  /* What was told of on the eighth day can be had for seven more. */
  g_autoptr(GPtrArray) left = draft_all(place->folder, "zhang");
  g_assert_cmpuint(left->len, ==, 2);
  g_assert_cmpuint(draft_age(place->folder, DATABASE, "zhang", now() + 99 * DAY), ==, 0);
  g_autoptr(GPtrArray) last = draft_all(place->folder, NULL);
  g_assert_cmpuint(last->len, ==, 2);
  draft_remove(mine);
}

/* Where several write with one user's rights, each has what is theirs. */
static void test_who(Place *place, gconstpointer data) {
  (void)data;
  save_old(place, DATABASE, 1, "zhang", 0);
  save_old(place, DATABASE, 2, "li", 0);
  g_autoptr(GPtrArray) drafts = draft_list(place->folder, DATABASE, "li");
  g_assert_cmpuint(drafts->len, ==, 1);
  g_assert_cmpint(((Draft *)drafts->pdata[0])->target, ==, 2);
  g_assert_cmpstr(((Draft *)drafts->pdata[0])->who, ==, "li");
}

/* Nothing is written where others can read or have laid a trap, and nothing read from a link. */
static void test_traps(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Draft) draft = draft_of(DATABASE, 4, "字");
  save(draft, place->folder);
  g_assert_cmpint(g_chmod(place->folder, 0777), ==, 0);
  save(draft, place->folder);
  struct stat status;
  g_assert_cmpint(stat(place->folder, &status), ==, 0);
  g_assert_cmpuint(status.st_mode & 0777, ==, 0700);
  g_autofree char *kept = folder_write(place->above, "kept", "someone's");
  g_assert_cmpint(g_unlink(draft->path), ==, 0);
  g_assert_cmpint(symlink(kept, draft->path), ==, 0);
  save(draft, place->folder);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(kept, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "someone's");
  g_assert_false(g_file_test(draft->path, G_FILE_TEST_IS_SYMLINK));
  g_autofree char *moved = g_build_filename(place->above, "moved", NULL);
  g_assert_cmpint(g_rename(draft->path, moved), ==, 0);
  g_assert_cmpint(symlink(moved, draft->path), ==, 0);
  g_autoptr(GPtrArray) drafts = draft_all(place->folder, NULL);
  g_assert_cmpuint(drafts->len, ==, 0);
}

/* More than any other YAML file may have comes back whole. */
static void test_huge(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *text = g_strnfill(10 * 1024 * 1024, 'x');
  check_text(place, text, text);
}

#define ADD_DRAFT(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_DRAFT("/draft/fields", test_fields);
  ADD_DRAFT("/draft/values", test_values);
  ADD_DRAFT("/draft/long", test_long);
  ADD_DRAFT("/draft/private", test_private);
  ADD_DRAFT("/draft/replace-and-remove", test_replace_and_remove);
  ADD_DRAFT("/draft/own", test_own);
  ADD_DRAFT("/draft/running", test_running);
  ADD_DRAFT("/draft/number-given-again", test_number_given_again);
  ADD_DRAFT("/draft/name", test_name);
  ADD_DRAFT("/draft/database", test_database);
  ADD_DRAFT("/draft/order", test_order);
  ADD_DRAFT("/draft/junk", test_junk);
  ADD_DRAFT("/draft/cannot-write", test_cannot_write);
  ADD_DRAFT("/draft/age", test_age);
  ADD_DRAFT("/draft/who", test_who);
  ADD_DRAFT("/draft/traps", test_traps);
  ADD_DRAFT("/draft/huge", test_huge);
  return g_test_run();
}
