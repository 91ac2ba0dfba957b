#include "core/store/write.h"

#include <string.h>

#include "core/store/about.h"
#include "core/store/db_private.h"
#include "core/store/frozen.h"
#include "core/store/journal_private.h"
#include "core/store/permit_private.h"
#include "core/store/place.h"

typedef sqlite3_session Session;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, sqlite3session_delete)

/* ---- listening to what the writer does ----------------------------------------------------- */

/* Only the journal itself is not journaled, nor what stands beside its entries. */
static int is_journaled(void *data, const char *table) {
  (void)data;
  return g_strcmp0(table, "journal") != 0 && g_strcmp0(table, ABOUT_TABLE) != 0;
}

static Session *start_session(Db *db, GError **error) {
  g_autoptr(Session) session = NULL;
  int code = sqlite3session_create(db->handle, "main", &session);
  if (code == SQLITE_OK)
    code = sqlite3session_attach(session, NULL);
  if (code != SQLITE_OK) {
    db_fail(db, code, error);
    return NULL;
  }
  sqlite3session_table_filter(session, is_journaled, NULL);
  return g_steal_pointer(&session);
}

/* ---- the journal entry --------------------------------------------------------------------- */

typedef struct {
  gint64 seq; /* 0 in an empty journal */
  guint8 hash[HASH_SIZE];
} Head;

static gboolean read_head(Db *db, Head *head, GError **error) {
  *head = (Head){0};
  Query *query = query_new(db, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
  gsize size = HASH_SIZE;
  if (query_next(query)) {
    head->seq = query_int(query, 0);
    const void *hash = query_blob(query, 1, &size);
    if (size == HASH_SIZE)
      memcpy(head->hash, hash, HASH_SIZE);
  }
  if (!query_finish(query, error))
    return FALSE;
  if (size == HASH_SIZE)
    return TRUE;
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              "台账文件 %s 的日志被改动过（第 %" G_GINT64_FORMAT " 条），没有保存。"
              "请运行核验，并告诉管理员",
              file, head->seq);
  return FALSE;
}

/* Why it is done, and what is to be kept with it. The caller frees; NULL: neither. */
static char *reason_of(const Write *write) {
  const char *reason = write->deed->reason, *aside = write->actor->aside;
  if (reason != NULL && aside != NULL)
    return g_strconcat(reason, "；", aside, NULL);
  return g_strdup(reason != NULL ? reason : aside);
}

static gboolean append(Db *db, const Write *write, const void *changeset, gsize size, gint64 *seq,
                       GError **error) {
  Head head;
  if (!read_head(db, &head, error))
    return FALSE;
  const Deed *deed = write->deed;
  g_autofree char *reason = reason_of(write);
  const HashField fields[] = {
      hash_integer(head.seq + 1),       hash_integer(write->actor->now),
      hash_text(write->actor->who),     hash_text(deed->verb),
      hash_text(deed->summary),         hash_text(reason),
      hash_integer_or_null(deed->task), hash_integer_or_null(write->undoes),
      hash_bytes(changeset, size),
  };
  guint8 hash[HASH_SIZE];
  journal_hash(head.seq > 0 ? head.hash : NULL, fields, G_N_ELEMENTS(fields), hash);
  Query *query = query_new(db, "INSERT INTO journal (seq, at, who, verb, summary, reason, task,"
                               " undoes, changeset, hash)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0), nullif(?8, 0),"
                               " ?9, ?10)");
  query_bind_int(query, 1, head.seq + 1);
  query_bind_int(query, 2, write->actor->now);
  query_bind_text(query, 3, write->actor->who);
  query_bind_text(query, 4, deed->verb);
  query_bind_text(query, 5, deed->summary);
  query_bind_text(query, 6, reason);
  query_bind_int(query, 7, deed->task);
  query_bind_int(query, 8, write->undoes);
  query_bind_blob(query, 9, changeset, size);
  query_bind_blob(query, 10, hash, sizeof hash);
  *seq = head.seq + 1;
  return query_run(query, error) && about_add(db, *seq, deed->task, changeset, size, error);
}

/* ---- the transaction ----------------------------------------------------------------------- */

static gboolean fail_early_end(const Db *db, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
              "保存到台账文件 %s 时中途被取消，没有保存任何内容。请检查磁盘空间后再试", file);
  return FALSE;
}

static gboolean run_writer(Db *db, const Write *write, GError **error) {
  GError *failure = NULL;
  if (!write->writer(db, write->data, &failure)) {
    if (failure == NULL)
      return fail_early_end(db, error);
    g_propagate_error(error, failure);
    return FALSE;
  }
  g_clear_error(&failure);
  /* SQLite rolls back by itself where the disk is full, and a writer may have overlooked it. */
  return sqlite3_get_autocommit(db->handle) == 0 || fail_early_end(db, error);
}

/* What session heard; *changeset is SQLite's, to be freed in any case. */
static gboolean take_changeset(Db *db, Session *session, void **changeset, int *size,
                               GError **error) {
  int code = sqlite3session_changeset(session, size, changeset);
  if (code != SQLITE_OK)
    db_fail(db, code, error);
  return code == SQLITE_OK;
}

/* Holds it against what the person may do. */
static gboolean check_heard(Db *db, Session *session, Permit *permit, GError **error) {
  int size = 0;
  void *changeset = NULL;
  gboolean good = take_changeset(db, session, &changeset, &size, error) &&
                  permit_check(permit, changeset, (gsize)size, error);
  sqlite3_free(changeset);
  return good;
}

static gboolean check_all(Db *db, const Write *write, GHashTable *frozen, Permit *permit,
                          const void *changeset, gsize size, GError **error) {
  return (write->check == NULL || write->check(db, changeset, size, write->data, error)) &&
         frozen_check(db, frozen, changeset, size, error) &&
         permit_check(permit, changeset, size, error);
}

/* FALSE where somebody else was faster than what is to be saved was looked through. */
static gboolean check_expected(Db *db, GError **error) {
  db->overtaken = FALSE;
  if (!db->expects)
    return TRUE;
  Head head;
  if (!read_head(db, &head, error))
    return FALSE;
  db->overtaken = head.seq != db->expected;
  if (db->overtaken)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_CONFLICT,
                        "别人刚保存过，您的修改没有保存；请核对后再保存");
  return !db->overtaken;
}

void store_expect(Db *db, gint64 seq) {
  db->expects = TRUE;
  db->expected = seq;
  db->overtaken = FALSE;
}

void store_expect_nothing(Db *db) {
  db->expects = FALSE;
}

gboolean store_overtaken(const Db *db) {
  return db->overtaken;
}

static void remember(Db *db, gint64 entry) {
  if (db->wrote == NULL)
    db->wrote = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(db->wrote, entry);
  db->expected = entry;
}

gint64 store_last(const Db *db) {
  return db->wrote != NULL ? g_array_index(db->wrote, gint64, db->wrote->len - 1) : 0;
}

gboolean store_wrote(const Db *db, gint64 seq) {
  for (guint i = db->wrote != NULL ? db->wrote->len : 0; i-- > 0;) {
    gint64 entry = g_array_index(db->wrote, gint64, i);
    if (entry <= seq)
      return entry == seq;
  }
  return FALSE;
}

/* With who writes known to whatever is written inside. */
static gboolean run_permitted(Db *db, const Write *write, Permit *permit, GError **error) {
  db->permit = permit_is_mixed(permit) ? permit : NULL;
  gboolean good = run_writer(db, write, error);
  db->permit = NULL;
  return good;
}

/* Leaves *seq 0 where there is nothing to commit. */
static gboolean record(Db *db, const Write *write, gint64 *seq, GError **error) {
  g_autoptr(Session) session = check_expected(db, error) ? start_session(db, error) : NULL;
  if (session == NULL)
    return FALSE;
  /* Before the writer runs, so that it can ask for its own level, and while the session does not
   * listen: undoing a person's first deed must not take the person away. A writer that changes
   * nothing is rolled back, and this with it. */
  sqlite3session_enable(session, 0);
  g_autoptr(GHashTable) frozen = frozen_read(db, error);
  if (frozen == NULL || !permit_admit(db, write->actor->who, error))
    return FALSE;
  g_autoptr(Permit) permit = permit_new(db, write->actor, write->need, write->undoes != 0, error);
  if (permit == NULL || !permit_begin(permit, write->deed->task, error))
    return FALSE;
  sqlite3session_enable(session, 1);
  db->session = session;
  gboolean written = run_permitted(db, write, permit, error);
  db->session = NULL;
  if (!written)
    return FALSE;

  int size = 0;
  void *changeset = NULL;
  gboolean good = take_changeset(db, session, &changeset, &size, error);
  g_clear_pointer(&session, sqlite3session_delete); /* it holds as much as the changeset */
  good = good && check_all(db, write, frozen, permit, changeset, (gsize)size, error);
  if (good && (size > 0 || write->always))
    good = append(db, write, changeset, (gsize)size, seq, error);
  sqlite3_free(changeset);
  return good;
}

void write_listen(Db *db, gboolean listens) {
  if (db->session != NULL)
    sqlite3session_enable(db->session, listens);
}

static gboolean check_may_write(const Db *db, GError **error) {
  if (db->read_only) {
    db_fail(db, SQLITE_READONLY, error);
    return FALSE;
  }
  if (!db->writing)
    return TRUE;
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED,
                      "程序有误：上一次保存还没有结束。没有保存；请把这条提示告诉管理员");
  return FALSE;
}

/* A deed that adds many rows goes back to pages all over the file: to the indexes, and again where
 * the session reads what was added. Memory is taken for those that are touched, and given back. */
static void keep_pages(Db *db, gboolean many) {
  sqlite3_exec(db->handle, many ? "PRAGMA cache_size = -65536" : DB_KEEP_FEW_PAGES, NULL, NULL,
               NULL);
}

/* Outside of a transaction only. */
static void follow_references(Db *db, gboolean follow) {
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, (int)follow, NULL);
}

static gboolean run_transaction(Db *db, const Write *write, gint64 *seq, GError **error) {
  gint64 entry = 0;
  if (!place_begin(db, error))
    return FALSE;
  keep_pages(db, TRUE);
  db->writing = TRUE;
  gboolean good = record(db, write, &entry, error);
  db->writing = FALSE;
  if (good && entry > 0)
    good = place_commit(db, error);
  if (good && entry > 0)
    remember(db, entry);
  if (sqlite3_get_autocommit(db->handle) == 0)
    sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  keep_pages(db, FALSE);
  if (good && seq != NULL)
    *seq = entry;
  return good;
}

gboolean write_run(Db *db, const Write *write, gint64 *seq, GError **error) {
  if (seq != NULL)
    *seq = 0;
  if (!check_may_write(db, error))
    return FALSE;
  follow_references(db, !write->loose);
  gboolean good = run_transaction(db, write, seq, error);
  follow_references(db, TRUE);
  return good;
}

gboolean store_write(Db *db, const Actor *actor, const Deed *deed, StoreWriter writer,
                     gpointer data, gint64 *seq, GError **error) {
  const Write write = {.actor = actor,
                       .deed = deed,
                       .need = permit_need(deed->verb),
                       .writer = writer,
                       .data = data};
  return write_run(db, &write, seq, error);
}

/* ---- trying ----------------------------------------------------------------------------- */

/* Statements are kept for later, so they are prepared as they would be: with a session there. It
 * listens only where something might be refused. */
static gboolean try_permitted(Db *db, const Write *write, GError **error) {
  g_autoptr(Session) session = start_session(db, error);
  g_autoptr(Permit) permit =
      session != NULL ? permit_new(db, write->actor, write->need, FALSE, error) : NULL;
  if (permit == NULL || !permit_begin(permit, 0, error))
    return FALSE;
  gboolean may_all = permit_is_all(permit);
  sqlite3session_enable(session, !may_all);
  if (!run_permitted(db, write, permit, error))
    return FALSE;
  return may_all || check_heard(db, session, permit, error);
}

gboolean store_try(Db *db, const Actor *actor, const char *verb, StoreWriter writer, gpointer data,
                   GError **error) {
  if (!check_may_write(db, error) || !place_begin(db, error))
    return FALSE;
  const Write write = {.actor = actor, .need = permit_need(verb), .writer = writer, .data = data};
  db->writing = TRUE;
  gboolean good = try_permitted(db, &write, error);
  db->writing = FALSE;
  if (sqlite3_get_autocommit(db->handle) == 0)
    sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  return good;
}

/* Runs a part; where the person may do some things and not others, only what may be done passes. */
static gboolean run_part(Db *db, const Write *write, GError **error) {
  if (db->permit == NULL)
    return run_writer(db, write, error);
  g_autoptr(Session) session = start_session(db, error);
  if (session == NULL || !run_writer(db, write, error))
    return FALSE;
  return check_heard(db, session, db->permit, error);
}

gboolean store_attempt(Db *db, StoreWriter writer, gpointer data, gboolean *broken,
                       GError **error) {
  *broken = TRUE;
  if (!query_run(query_new(db, "SAVEPOINT attempt"), error))
    return FALSE;
  const Write write = {.writer = writer, .data = data};
  gboolean good = run_part(db, &write, error);
  if (sqlite3_get_autocommit(db->handle) != 0)
    return FALSE; /* SQLite took everything back */
  GError *failure = NULL;
  *broken = (!good && !query_run(query_new(db, "ROLLBACK TO attempt"), &failure)) ||
            !query_run(query_new(db, "RELEASE attempt"), good ? error : &failure);
  g_clear_error(&failure); /* what the writer said comes first */
  return good && !*broken;
}
