#include "core/model/evidence.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/model/progress.h"
#include "tests/core/fixture.h"

#define ABC_DIGEST "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void test_kind(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *text;
    EvidenceKind kind;
  } cases[] = {
      {"https://example.org/a.pdf", EVIDENCE_LINK},
      {"宁交办发〔2026〕12号", EVIDENCE_NOTE},
      {"/srv/没有.pdf", EVIDENCE_FILE},
      {"~/没有", EVIDENCE_FILE},
      {"./没有", EVIDENCE_FILE},
      {"../没有", EVIDENCE_FILE},
      {"材料/纪要.docx", EVIDENCE_FILE},
      {"纪要.docx", EVIDENCE_NOTE},
      {"新闻/宣传", EVIDENCE_NOTE},
      {"第1/2期", EVIDENCE_NOTE},
      {"://", EVIDENCE_NOTE},
      {"", EVIDENCE_NOTE},
      {".", EVIDENCE_NOTE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(evidence_kind(cases[i].text), ==, cases[i].kind);
  g_autofree char *path = folder_write(fixture->folder, "纪要.docx", "abc");
  g_assert_nonnull(path);
  g_autofree char *before = g_get_current_dir();
  g_assert_cmpint(g_chdir(fixture->folder), ==, 0);
  g_assert_cmpint(evidence_kind("纪要.docx"), ==, EVIDENCE_FILE); /* it is there */
  g_assert_cmpint(g_chdir(before), ==, 0);
}

static void test_split(Fixture *fixture, gconstpointer data) {
  (void)fixture;
  (void)data;
  g_auto(GStrv) pieces = evidence_split(" 甲.pdf；; 　乙〔2026〕1号\n丙\033 ；");
  g_assert_cmpuint(g_strv_length(pieces), ==, 3);
  g_assert_cmpstr(pieces[0], ==, "甲.pdf");
  g_assert_cmpstr(pieces[1], ==, "乙〔2026〕1号");
  g_assert_cmpstr(pieces[2], ==, "丙\357\277\275");
}

static void refuse(const char *given, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(evidence_take(given, &error));
  g_assert_nonnull(error);
  if (strstr(error->message, part) == NULL)
    g_error("“%s” does not say “%s”", error->message, part);
}

static void test_take(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = folder_write(fixture->folder, "abc.txt", "abc");
  g_autofree char *roundabout = g_strdup_printf(" %s/./x/../abc.txt ", fixture->folder);
  const char *const given[] = {roundabout, "交办〔2026〕3号", NULL};
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) taken = evidence_take_all(given, NULL, &error);
  g_assert_no_error(error);
  const Evidence *file = taken->pdata[0], *note = taken->pdata[1];
  g_assert_cmpstr(file->reference, ==, path);
  g_assert_cmpint(file->size, ==, 3);
  g_assert_cmpstr(file->digest, ==, ABC_DIGEST);
  g_autofree char *text = evidence_text(file);
  g_assert_true(g_str_has_suffix(text, "abc.txt（3 字节，校验值 ba7816bf8f01）"));
  g_assert_cmpint(note->kind, ==, EVIDENCE_NOTE);
  g_assert_cmpint(note->size, ==, EVIDENCE_NO_SIZE);
  g_assert_null(note->digest);
  refuse(fixture->folder, "是文件夹");
  g_autofree char *dirty = folder_write(fixture->folder, "a\033b.txt", "x");
  refuse(dirty, "显示不了的字符");
  g_unlink(dirty);
  refuse("/没有/这个.pdf", "没有这个文件");
  g_autofree char *pipe = g_build_filename(fixture->folder, "pipe", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  refuse(pipe, "不是普通文件"); /* and it is not waited for */
  g_unlink(pipe);
  if (geteuid() != 0) {
    g_assert_cmpint(g_chmod(path, 0), ==, 0);
    refuse(path, "没有读取的权限");
  }
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)doing;
  g_assert_cmpint(done, <=, total);
  return --*(int *)data > 0;
}

/* A large file is read in pieces, and can be left. */
static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *big = g_strnfill(3 * 1024 * 1024, 'x');
  g_autofree char *path = folder_write(fixture->folder, "big", big);
  int rounds = 2;
  const Watch watch = {.tell = stop, .data = &rounds};
  g_autoptr(GError) error = NULL;
  g_assert_null(evidence_take_all(LIST(path), &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
  g_assert_cmpint(rounds, ==, 0);
}

/* What took the place of a file after it was looked at is not read: a pipe is empty, and some
 * devices have no end. */
static void test_replaced(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = folder_write(fixture->folder, "abc.txt", "abc");
  g_autoptr(GError) error = NULL;
  g_autoptr(Evidence) taken = evidence_take(path, &error);
  g_assert_no_error(error);
  g_unlink(path);
  g_assert_cmpint(mkfifo(path, 0600), ==, 0);
  g_assert_false(evidence_measure(taken, NULL, &error));
  g_assert_nonnull(strstr(error->message, "不是普通文件"));
  g_assert_null(taken->digest);
  g_unlink(path);
}

static EvidenceState state_of(const Evidence *evidence) {
  EvidenceState state;
  g_autoptr(GError) error = NULL;
  g_assert_true(evidence_check(evidence, NULL, &state, &error));
  return state;
}

static void test_kept(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = folder_write(fixture->folder, "abc.txt", "abc");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) taken = evidence_take_all(LIST(path, "交办〔2026〕3号"), NULL, &error);
  g_assert_no_error(error);
  g_autofree const char **references = evidence_references(taken);
  const ProgressInput input = {
      .task = 4, .text = "已印发", .percent = PERCENT_NONE, .evidence = references, .files = taken};
  g_assert_true(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  g_autoptr(GPtrArray) entries = progress_list(fixture->db, 4, 0, &error);
  const Progress *entry = entries->pdata[0];
  g_assert_cmpuint(entry->evidence->len, ==, 2);
  g_assert_cmpuint(entry->files->len, ==, 2);
  const Evidence *stored = entry->files->pdata[0];
  g_assert_cmpint(stored->size, ==, 3);
  g_assert_cmpstr(stored->digest, ==, ABC_DIGEST);
  g_assert_cmpint(state_of(entry->files->pdata[1]), ==, EVIDENCE_NOT_FILE);
  g_assert_cmpint(state_of(stored), ==, EVIDENCE_SAME);
  g_assert_true(g_file_set_contents(path, "abd", -1, NULL));
  g_assert_cmpint(state_of(stored), ==, EVIDENCE_CHANGED); /* as large as before */
  g_assert_true(g_file_set_contents(path, "abcd", -1, NULL));
  g_assert_cmpint(state_of(stored), ==, EVIDENCE_CHANGED);
  g_unlink(path);
  g_assert_cmpint(state_of(stored), ==, EVIDENCE_GONE);
  g_autoptr(GPtrArray) rows = evidence_list(fixture->db, 4, 0, &error);
  g_assert_cmpuint(rows->len, ==, 2);
  const EvidenceRow *row = rows->pdata[0];
  g_assert_cmpint(row->task, ==, 4);
  g_assert_cmpstr(row->evidence->digest, ==, ABC_DIGEST);
  g_assert_nonnull(strstr(row->owner, "落实国家"));
  g_autoptr(GPtrArray) none = evidence_list(fixture->db, 5, 0, &error);
  g_assert_cmpuint(none->len, ==, 0);
  /* An old one: nothing is known of what it was. */
  Evidence old = {.kind = EVIDENCE_FILE, .reference = fixture->folder, .size = EVIDENCE_NO_SIZE};
  g_autofree char *there = folder_write(fixture->folder, "old", "x");
  old.reference = there;
  g_assert_cmpint(state_of(&old), ==, EVIDENCE_UNKNOWN);
}

static void test_size(Fixture *fixture, gconstpointer data) {
  (void)fixture;
  (void)data;
  static const struct {
    gint64 size;
    const char *text;
  } cases[] = {{0, "0 字节"},
               {1023, "1023 字节"},
               {1536, "1.5 KB"},
               {870 * 1024, "870 KB"},
               {G_GINT64_CONSTANT(5) << 30, "5.0 GB"},
               {G_GINT64_CONSTANT(2048) << 40, "2048 TB"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = evidence_size_text(cases[i].size);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/evidence/kind", test_kind);
  ADD_EMPTY("/evidence/split", test_split);
  ADD_EMPTY("/evidence/take", test_take);
  ADD_EMPTY("/evidence/replaced", test_replaced);
  ADD_EMPTY("/evidence/stopped", test_stopped);
  ADD("/evidence/kept", test_kept);
  ADD_EMPTY("/evidence/size", test_size);
  return g_test_run();
}
