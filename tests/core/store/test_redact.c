/* 隐去: nothing of it is left in the file, and the journal can still be verified. */
#include "core/store/redact.h"

#include <string.h>

#include "core/store/journal_private.h"
#include "tests/core/store/support.h"

#define PHONE "13800001234"

static void write_deed(Db *db, gint64 task, const char *summary, const char *reason,
                       const char *statement) {
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test", .summary = summary, .reason = reason, .task = task};
  const char *const statements[] = {statement, NULL};
  GError *error = NULL;
  try_deed(db, &actor, &what, statements, &error);
  g_assert_no_error(error);
}

/* Entries 1 to 7: the number in a note that was overwritten since, in progress, in a record that is
 * gone, in a summary and a reason, in a tag, and with another task. */
static void fill(Db *db) {
  make_tasks(db, "zhang");
  write_deed(db, 1, "改备注", NULL, "UPDATE task SET note = '电话" PHONE "' WHERE id = 1");
  write_deed(db, 1, "改备注“电话" PHONE "”", NULL, "UPDATE task SET note = '没有' WHERE id = 1");
  write_deed(db, 1, "记录进展", "打过" PHONE,
             "INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-09-01', '找" PHONE
             "，再找" PHONE "', 'zhang'), (1, '2026-09-02', '删掉的" PHONE "', 'zhang')");
  write_deed(db, 1, "删除进展", NULL, "DELETE FROM progress WHERE id = 2");
  write_deed(db, 1, "标签", NULL, "INSERT INTO task_tag VALUES (1, '" PHONE "')");
  write_deed(db, 2, "另一项", NULL, "UPDATE task SET note = '" PHONE "' WHERE id = 2");
}

static void assert_sound(Db *db, guint redacted) {
  g_auto(JournalVerdict) verdict = {0};
  guint count = 1;
  g_autofree char *problem = NULL;
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_cmpstr(verdict.problem, ==, NULL);
  g_assert_cmpuint(verdict.redacted != NULL ? verdict.redacted->len : 0, ==, redacted);
  g_autoptr(GPtrArray) differences = journal_differences(db, NULL, 1, &count, NULL);
  g_assert_nonnull(differences);
  g_assert_cmpuint(count, ==, 0);
  g_assert_true(journal_guarded(db, &problem, NULL));
  g_assert_null(problem);
}

static gboolean file_has(const Fixture *fixture, const char *needle) {
  g_autofree char *whole = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(fixture->path, &whole, &size, NULL));
  return memmem(whole, size, needle, strlen(needle)) != NULL;
}

static gint64 redact(Db *db, const Redaction *what, guint cells, guint entries) {
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  g_auto(Redacted) found = {0}, done = {0};
  g_assert_true(redact_find(db, what, &found, &error));
  redact_run(db, &actor, what, "误写了个人电话", &done, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(done.cells, ==, cells);
  g_assert_cmpuint(done.entries, ==, entries);
  g_assert_cmpuint(found.places->len, ==, done.places->len);
  redact_pack(db, &error);
  g_assert_no_error(error);
  return done.seq;
}

static void test_everywhere(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  char before[JOURNAL_HEAD_SIZE];
  gint64 seq;
  g_assert_true(journal_head(db, before, NULL));
  g_assert_true(file_has(fixture, PHONE));
  const Redaction what = {.text = PHONE};
  g_assert_cmpint(redact(db, &what, 3, 6), ==, 8);
  g_assert_false(file_has(fixture, PHONE));
  g_assert_true(journal_find_hash(db, before, &seq, NULL));
  g_assert_cmpint(seq, ==, 7);
  assert_sound(db, 6);
  g_autofree char *progress = text(db, "SELECT text FROM progress");
  g_assert_cmpstr(progress, ==, "找" REDACT_MARK "，再找" REDACT_MARK);
  g_autofree char *entry =
      text(db, "SELECT verb || who || reason || summary FROM journal WHERE seq = 8");
  g_assert_cmpstr(entry, ==, "journal.redactzhang误写了个人电话隐去：台账3处，日志6条");
  g_autofree char *reason = text(db, "SELECT reason FROM journal WHERE seq = 4");
  g_assert_cmpstr(reason, ==, "打过" REDACT_MARK);
}

static void test_of_task(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction what = {.text = PHONE, .task = 1};
  redact(db, &what, 2, 5);
  assert_sound(db, 5);
  g_autofree char *other = text(db, "SELECT note FROM task WHERE id = 2");
  g_assert_cmpstr(other, ==, PHONE);
}

/* All that a field ever held, also where it is quoted in a summary. */
static void test_field(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction what = {.field = "备注", .task = 1};
  redact(db, &what, 1, 2);
  assert_sound(db, 2);
  g_autofree char *note = text(db, "SELECT note FROM task WHERE id = 1");
  g_assert_cmpstr(note, ==, REDACT_MARK);
  g_autofree char *summary = text(db, "SELECT summary FROM journal WHERE seq = 3");
  g_assert_cmpstr(summary, ==, "改备注“" REDACT_MARK "”");
  g_assert_false(file_has(fixture, "没有"));
}

/* Of one entry: the records it changed, and its own words. */
static void test_of_entry(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction what = {.text = PHONE, .entry = 4};
  redact(db, &what, 1, 2);
  assert_sound(db, 2);
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal WHERE instr(summary, '" PHONE "')"), ==,
                  1);
  GError *error = NULL;
  g_auto(Redacted) found = {0};
  const Redaction missing = {.text = PHONE, .entry = 99};
  g_assert_false(redact_find(db, &missing, &found, &error));
  g_assert_true(is_error(&error, STORE_ERROR_NOT_FOUND, "没有第 99 条"));
}

/* Again, of what a redaction itself says. */
static void test_twice(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction first = {.text = PHONE}, second = {.text = "打过"};
  redact(db, &first, 3, 6);
  redact(db, &second, 0, 1);
  const Redaction third = {.text = "误写了个人电"};
  Redacted done;
  Actor actor = actor_of("zhang");
  g_assert_true(redact_run(db, &actor, &third, "更正", &done, NULL));
  redacted_clear(&done);
  g_assert_true(redact_pack(db, NULL));
  assert_sound(db, 8);
  g_assert_false(file_has(fixture, "误写了个人"));
}

static void assert_refused(Db *db, const Redaction *what, const char *who, const char *reason,
                           StoreError code, const char *part) {
  GError *error = NULL;
  Actor actor = actor_of(who);
  g_auto(Redacted) done = {0};
  g_assert_false(redact_run(db, &actor, what, reason, &done, &error));
  g_assert_true(is_error(&error, code, part));
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal"), ==, 7);
  assert_sound(db, 0);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction phone = {.text = PHONE}, none = {.text = "找不到的"}, brief = {.text = "电"};
  const Redaction date = {.field = "办理期限", .task = 1}, what = {.field = "什么", .task = 1};
  const Redaction field = {.field = "备注"}, nothing = {.task = 1}, mark = {.text = "隐去"};
  assert_refused(db, &phone, "li", "更正", STORE_ERROR_FORBIDDEN, "管理员");
  assert_refused(db, &none, "zhang", "更正", STORE_ERROR_NOT_FOUND, "没有找到");
  assert_refused(db, &brief, "zhang", "更正", STORE_ERROR_REFUSED, "太短");
  assert_refused(db, &date, "zhang", "更正", STORE_ERROR_REFUSED, "不是文字内容");
  assert_refused(db, &what, "zhang", "更正", STORE_ERROR_REFUSED, "没有叫“什么”的字段");
  assert_refused(db, &field, "zhang", "更正", STORE_ERROR_REFUSED, "哪一项任务");
  assert_refused(db, &nothing, "zhang", "更正", STORE_ERROR_REFUSED, "请写明要隐去什么");
  assert_refused(db, &mark, "zhang", "更正", STORE_ERROR_REFUSED, "不能再隐去");
  assert_refused(db, &phone, "zhang", "写了" PHONE, STORE_ERROR_REFUSED, "理由里写着");
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction what = {.text = PHONE};
  gint64 seq = redact(db, &what, 3, 6), undoable = 0;
  Actor actor = actor_of("zhang");
  GError *error = NULL;
  g_assert_false(journal_undo(db, &actor, seq, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "恢复不了"));
  g_assert_false(journal_undo(db, &actor, 3, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "已由管理员隐去"));
  g_assert_true(journal_undoable(db, "zhang", &undoable, &error));
  g_assert_cmpint(undoable, ==, 7);
  g_assert_true(journal_undo(db, &actor, 7, NULL, &error)); /* brings back that it was empty */
  g_assert_no_error(error);
  assert_sound(db, 6);
}

#define KEEP                                                                                       \
  "CREATE TRIGGER journal_keep BEFORE UPDATE ON journal\n"                                         \
  "BEGIN SELECT raise(ABORT, '日志只能追加，不能修改'); END"

/* A row of redaction that no entry put there vouches for nothing, nor does a digest of before. */
static void test_forged(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  const Redaction what = {.text = PHONE, .entry = 4};
  redact(db, &what, 1, 2);
  raw_exec(fixture->path, "DROP TRIGGER journal_keep;"
                          "UPDATE journal SET summary = '伪造' WHERE seq = 2;"
                          "INSERT INTO redaction VALUES (2, zeroblob(32));" KEEP);
  g_auto(JournalVerdict) verdict = {0};
  guint count = 0;
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_cmpint(verdict.bad_seq, ==, 2);
  g_autoptr(GPtrArray) differences = journal_differences(db, NULL, 9, &count, NULL);
  g_assert_nonnull(differences);
  g_assert_cmpuint(count, ==, 1);
  raw_exec(fixture->path, "DROP TRIGGER journal_keep;"
                          "UPDATE journal SET summary = '改备注' WHERE seq = 2;"
                          "UPDATE journal SET reason = '伪造' WHERE seq = 4;" KEEP);
  journal_verdict_clear(&verdict);
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_cmpint(verdict.bad_seq, ==, 4);
}

static char *digest_of(Db *db, gint64 seq) {
  GString *digest = g_string_new(NULL);
  guint8 bytes[HASH_SIZE];
  HashField fields[ENTRY_FIELDS];
  Query *query = query_new(db, "SELECT " ENTRY_STORED " FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  g_assert_true(query_next(query));
  journal_stored_fields(query, fields);
  journal_hash(NULL, fields, ENTRY_FIELDS, bytes);
  g_assert_true(query_finish(query, NULL));
  for (int i = 0; i < HASH_SIZE; i++)
    g_string_append_printf(digest, "%02x", bytes[i]);
  return g_string_free(digest, FALSE);
}

/* An entry that says it made another one unreadable vouches for nothing that can still be read. */
static void test_vouched(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  raw_exec(fixture->path, "DROP TRIGGER journal_keep;"
                          "UPDATE journal SET summary = '伪造' WHERE seq = 2;" KEEP);
  g_autofree char *digest = digest_of(db, 2);
  g_autofree char *sql = g_strdup_printf("INSERT INTO redaction VALUES (2, x'%s')", digest);
  Actor actor = actor_of("zhang");
  Deed what = {.verb = JOURNAL_REDACT, .summary = "隐去"};
  GError *error = NULL;
  try_deed(db, &actor, &what, (const char *const[]){sql, NULL}, &error);
  g_assert_no_error(error);
  g_auto(JournalVerdict) verdict = {0};
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_cmpint(verdict.bad_seq, ==, 2);
}

/* Every column of text is known to be free or not to be: a new one is to be thought about. */
static void test_columns(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const FIXED[] = {
      "author", "made_on",  "state",   "kind",     "role",       "key",          "due",
      "every",  "template", "issued",  "login",    "unix_group", "level",        "span",
      "digest", "basis",    "anchor",  "since",    "ended",      "name",         "stage",
      "before", "after",    "first",   "last",     "asked_on",   "asked_by",     "old_due",
      "means",  "new_due",  "origin",  "ended_on", "ended_by",   "decided_on",   "decided_by",
      "code",   "rule",     "source",  "filed_on", "adopted_on", "month",        "issued_on",
      "roll",   "lead_in",  "gate",    "colours",  "answer_by",  "closing",      "confirmed_on",
      "day",    "period",   "outcome", "done_on",  "frozen_on",  "confirmed_by", "what",
      NULL};
  Query *query = query_new(fixture->db,
                           "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
                           " WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name <> 'journal'");
  int free_ = 0;
  while (query_next(query)) {
    const char *table = query_text(query, 0), *column = query_text(query, 1);
    gboolean is_free = redact_is_free(table, column);
    free_ += is_free;
    if (!is_free && !g_strv_contains(FIXED, column))
      g_error("%s.%s: free text, or not?", table, column);
  }
  g_assert_true(query_finish(query, NULL));
  g_assert_cmpint(free_, ==, 68);
}

/* Where values must differ they still do, of one redaction and of several. */
static void test_differing(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  write_deed(db, 1, "标签", NULL, "INSERT INTO task_tag VALUES (1, '张三甲'), (1, '李四乙')");
  write_deed(db, 1, "标签", NULL, "DELETE FROM task_tag WHERE tag = '张三甲'");
  write_deed(db, 0, "单位", NULL,
             "INSERT INTO unit (name, kind) VALUES ('张三甲组', 'office'), ('王五丙组', 'office')");
  g_assert_cmpint(redact(db, &(Redaction){.text = "张三甲"}, 1, 3), ==, 5);
  redact(db, &(Redaction){.text = "李四乙"}, 1, 1);
  redact(db, &(Redaction){.text = "王五丙"}, 1, 1);
  assert_sound(db, 3);
  g_autofree char *tag = text(db, "SELECT group_concat(tag) FROM task_tag");
  g_assert_cmpstr(tag, ==, "〔已隐去6〕");
  write_deed(db, 1, "标签", NULL, "INSERT INTO task_tag VALUES (1, '赵六'), (1, '孙七')");
  redact(db, &(Redaction){.field = "标签", .task = 1}, 2, 1);
  g_autofree char *tags = text(db, "SELECT group_concat(tag) FROM task_tag");
  g_assert_cmpstr(tags, ==, "〔已隐去6〕,〔已隐去9-1〕,〔已隐去9-2〕");
  assert_sound(db, 4);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/redact/everywhere", test_everywhere);
  ADD("/redact/of-task", test_of_task);
  ADD("/redact/field", test_field);
  ADD("/redact/of-entry", test_of_entry);
  ADD("/redact/twice", test_twice);
  ADD("/redact/refused", test_refused);
  ADD("/redact/undo", test_undo);
  ADD("/redact/forged", test_forged);
  ADD("/redact/vouched", test_vouched);
  ADD("/redact/differing", test_differing);
  ADD("/redact/columns", test_columns);
  return g_test_run();
}
