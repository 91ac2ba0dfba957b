/* undo.c: taking an entry back.
 *
 * SQLite applies the inverted changeset and asks about every row that is no longer as the entry
 * left it. That alone is not enough: deleting a row silently deletes what refers to it (ON DELETE
 * CASCADE), also what colleagues added since. So what the undo really changed is compared with what
 * it should have changed, and anything more, less or else takes the undo back.
 *
 * Rows are changed one after the other, so an entry that exchanged two unique values cannot be
 * taken back; it is refused like any other conflict. The numbers of tasks are exchanged wherever
 * one is moved, so those step aside first.
 *
 * Following the references of each row takes longer than all the rest. Where an entry is large they
 * are not followed while it is applied, and looked at once in the whole file when it is; then
 * nothing goes along with anything, and there is nothing to compare. What is refused so is tried
 * again the other way, which comes upon what is in the way and can name it.
 */
#include <string.h>

#include "core/store/aside.h"
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/journal_private.h"
#include "core/store/redact.h"
#include "core/store/shape.h"
#include "core/store/widen.h"
#include "core/store/words.h"

#define SHOWN_CHARACTERS 20 /* of a value, in a message */

typedef struct {
  Db *db;
  gint64 seq;
  gint64 source;     /* whose changeset is taken back: where room is made anew, that of the deed */
  const char *doing; /* 撤销, 重做 or 恢复 */
  GByteArray *entry; /* the changeset to take back */
  void *inverse;     /* the same, inverted; SQLite's memory */
  int inverse_size;
  StoreWriter prepare; /* makes room for what comes back; NULL: nothing does */
  gpointer prepare_data;
  void *room; /* what it did, inverted; SQLite's memory; NULL: nothing */
  int room_size;
  Shapes *shapes;
  gboolean loose;   /* references are looked at when all is applied */
  GError *conflict; /* why it was refused while applying */
} Undo;

/* ---- saying what is in the way ------------------------------------------------------------- */

static void refuse(const Undo *undo, GError **error, StoreError code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static void refuse(const Undo *undo, GError **error, StoreError code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *why = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, STORE_ERROR, (gint)code,
              "不能%s第 %" G_GINT64_FORMAT " 条操作：%s。没有改动任何内容；自己别的改动，"
              "可在“日志”里选中撤销，或在命令行用 taizhang log 查序号，"
              "再用 taizhang undo 序号 撤销",
              undo->doing, undo->seq, why);
}

static char *name_row(const ChangedRow *row) {
  g_autofree char *key = changeset_key(row);
  return g_strdup_printf("%s（编号 %s）", words_table(row->table), key);
}

static char *name_value(sqlite3_value *value) {
  g_autofree char *text = changeset_text(value);
  if (text == NULL)
    return g_strdup("空");
  if (g_utf8_strlen(text, -1) <= SHOWN_CHARACTERS)
    return g_strdup_printf("“%s”", text);
  g_autofree char *start = g_utf8_substring(text, 0, SHOWN_CHARACTERS);
  return g_strdup_printf("“%s…”", start);
}

/* ，由 lisi 于 2026-11-21 10:05 改的: who did what is in the way, as far as the journal knows. */
static char *name_changer(const Undo *undo, const ChangedRow *row, int column, const char *did) {
  g_autofree char *key = changeset_key(row);
  g_autofree char *found = NULL;
  Query *query = query_new(undo->db, "SELECT who, strftime('%Y-%m-%d %H:%M', at, 'unixepoch',"
                                     " 'localtime'), changeset FROM journal WHERE seq > ?1"
                                     " ORDER BY seq DESC");
  query_bind_int(query, 1, undo->seq);
  while (found == NULL && query_next(query)) {
    gsize size = 0;
    const void *changeset = query_blob(query, 2, &size);
    ChangesetIter *iter = changeset_start(undo->db, changeset, size, NULL);
    ChangedRow other;
    while (iter != NULL && found == NULL && changeset_next(iter, &other)) {
      g_autofree char *its = changeset_key(&other);
      gboolean changes = other.operation != SQLITE_UPDATE || column < 0 ||
                         (column < other.columns && changeset_new(&other, column) != NULL);
      if (changes && g_str_equal(other.table, row->table) && g_str_equal(its, key))
        found =
            g_strdup_printf("，由 %s 于 %s %s", query_text(query, 0), query_text(query, 1), did);
    }
    if (iter != NULL)
      changeset_end(undo->db, iter, NULL);
  }
  query_free(query);
  return found != NULL ? g_steal_pointer(&found) : g_strdup("");
}

static void refuse_field(const Undo *undo, const ChangedRow *row, int column,
                         sqlite3_value *expected, sqlite3_value *current, GError **error) {
  const char *field = shapes_column(undo->shapes, row->table, column);
  const char *name = words_column(row->table, field);
  g_autofree char *what = name_row(row);
  g_autofree char *who = name_changer(undo, row, column, "改的");
  if (words_holds_code(row->table, field)) {
    refuse(undo, error, STORE_ERROR_CONFLICT, "%s的“%s”之后又被改过%s。请核对后手工修改", what,
           name, who);
    return;
  }
  g_autofree char *then = name_value(expected);
  g_autofree char *now = name_value(current);
  refuse(undo, error, STORE_ERROR_CONFLICT,
         "%s的“%s”之后又被改过，当时是%s，现在是%s%s。请核对后手工修改", what, name, then, now,
         who);
}

static void refuse_gone(const Undo *undo, const ChangedRow *row, GError **error) {
  g_autofree char *what = name_row(row);
  g_autofree char *who = name_changer(undo, row, -1, "删的");
  refuse(undo, error, STORE_ERROR_CONFLICT, "%s之后已被删除%s。请核对后手工修改", what, who);
}

/* ---- applying ------------------------------------------------------------------------------ */

/* Refuses for the first field that is not as the entry left it. */
static void refuse_data(Undo *undo, const ChangedRow *row) {
  for (int i = 0; i < row->columns; i++) {
    sqlite3_value *expected = changeset_old(row, i), *current = NULL;
    sqlite3changeset_conflict(row->iter, i, &current);
    if (expected == NULL || changeset_equal(expected, current))
      continue;
    refuse_field(undo, row, i, expected, current, &undo->conflict);
    return;
  }
}

static void refuse_row(Undo *undo, int kind, const ChangedRow *row) {
  if (kind == SQLITE_CHANGESET_DATA)
    refuse_data(undo, row);
  else if (kind == SQLITE_CHANGESET_NOTFOUND)
    refuse_gone(undo, row, &undo->conflict);
  if (undo->conflict != NULL)
    return;
  g_autofree char *what = name_row(row);
  refuse(undo, &undo->conflict, STORE_ERROR_CONFLICT,
         "%s与别的记录重复，或者不再符合台账的规则。请核对后手工修改", what);
}

static void refuse_references(const Undo *undo, GError **error) {
  refuse(undo, error, STORE_ERROR_REFUSED,
         "它涉及的单位、指标等已被删除，或者与别的记录互相引用，%s后会有记录落空。"
         "请先撤销那次删除，或处理之后添加的记录",
         undo->doing);
}

static int on_conflict(void *data, int kind, ChangesetIter *iter) {
  Undo *undo = data;
  if (kind == SQLITE_CHANGESET_FOREIGN_KEY) { /* the iterator stands on no row */
    refuse_references(undo, &undo->conflict);
    return SQLITE_CHANGESET_ABORT;
  }
  ChangedRow row;
  changeset_stand(iter, &row);
  /* A row that is to go may have gone a moment ago with the row it refers to; check_done() knows
   * whether it was that or somebody else. */
  if (kind == SQLITE_CHANGESET_NOTFOUND && row.operation == SQLITE_DELETE && !undo->loose)
    return SQLITE_CHANGESET_OMIT;
  refuse_row(undo, kind, &row);
  return SQLITE_CHANGESET_ABORT;
}

/* Under the write lock, so that two people cannot take back the same entry. */
static gboolean check_not_undone(Undo *undo, GError **error) {
  Query *query = query_new(undo->db, "SELECT seq, who FROM journal WHERE undoes = ?1");
  query_bind_int(query, 1, undo->seq);
  gboolean undone = query_next(query);
  if (undone)
    refuse(undo, error, STORE_ERROR_REFUSED, "已由 %s %s（第 %" G_GINT64_FORMAT " 条操作）",
           query_text(query, 1), undo->doing, query_int(query, 0));
  if (!undone)
    return query_finish(query, error);
  query_free(query);
  return FALSE;
}

/* What a redacted entry would bring back is not what was there. */
static gboolean brings_mark(const Undo *undo) {
  gboolean found = FALSE;
  ChangesetIter *iter = changeset_start(undo->db, undo->inverse, (gsize)undo->inverse_size, NULL);
  ChangedRow row;
  while (iter != NULL && !found && changeset_next(iter, &row))
    for (int i = 0; !found && i < row.columns; i++) {
      g_autofree char *text = changeset_text(changeset_new(&row, i));
      found = text != NULL && strstr(text, REDACT_MARK_BEGIN) != NULL;
    }
  if (iter != NULL)
    changeset_end(undo->db, iter, NULL);
  return found;
}

static gboolean check_not_redacted(const Undo *undo, GError **error) {
  Query *query = query_new(undo->db, "SELECT 1 FROM redaction WHERE entry = ?1");
  query_bind_int(query, 1, undo->source);
  gboolean redacted = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  if (!redacted || !brings_mark(undo))
    return TRUE;
  refuse(undo, error, STORE_ERROR_REFUSED, "原来的内容已由管理员隐去，找不回来了。请手工修改");
  return FALSE;
}

static gboolean load_inverse(Undo *undo, GError **error) {
  Query *query = query_new(undo->db, "SELECT changeset FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, undo->source);
  gsize size = 0;
  const void *changeset = query_next(query) ? query_blob(query, 0, &size) : NULL;
  gboolean sound = changeset_is_sound(changeset, size);
  if (changeset != NULL && size == 0) {
    query_free(query);
    refuse(undo, error, STORE_ERROR_REFUSED,
           "它换的是整个文件（恢复备份）；换下的文件另有留存，在“备份”里是“恢复前”，"
           "管理员可用 taizhang restore 换回");
    return FALSE;
  }
  GError *old = NULL;
  if (sound && !changeset_widen(undo->db, changeset, size, &undo->entry, &old)) {
    query_free(query);
    refuse(undo, error, STORE_ERROR_REFUSED, "%s", old->message);
    g_clear_error(&old);
    return FALSE;
  }
  if (!query_finish(query, error))
    return FALSE;
  int code = sound ? sqlite3changeset_invert((int)undo->entry->len, undo->entry->data,
                                             &undo->inverse_size, &undo->inverse)
                   : SQLITE_CORRUPT;
  if (code != SQLITE_OK)
    return changeset_fail(undo->db, code, error);
  if (undo->loose)
    g_clear_pointer(&undo->entry, g_byte_array_unref); /* nothing will be compared with it */
  return check_not_redacted(undo, error);
}

/* Runs prepare, and keeps what takes it back. */
static gboolean make_room(Undo *undo, GError **error) {
  if (undo->prepare == NULL)
    return TRUE;
  sqlite3_session *session = NULL;
  int size = 0;
  void *changes = NULL;
  int code = sqlite3session_create(undo->db->handle, "main", &session);
  if (code == SQLITE_OK)
    code = sqlite3session_attach(session, NULL);
  gboolean good = code == SQLITE_OK && undo->prepare(undo->db, undo->prepare_data, error);
  if (good)
    code = sqlite3session_changeset(session, &size, &changes);
  if (good && code == SQLITE_OK && size > 0)
    code = sqlite3changeset_invert(size, changes, &undo->room_size, &undo->room);
  sqlite3_free(changes);
  sqlite3session_delete(session);
  if (code != SQLITE_OK)
    db_fail(undo->db, code, error);
  return good && code == SQLITE_OK;
}

static gboolean check_references(const Undo *undo, GError **error) {
  Query *query = query_new(undo->db, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1");
  gboolean broken = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  if (broken)
    refuse_references(undo, error);
  return !broken;
}

static gboolean apply(Db *db, gpointer data, GError **error) {
  Undo *undo = data;
  if (!check_not_undone(undo, error) || !load_inverse(undo, error) || !make_room(undo, error) ||
      !aside_step(db, undo->shapes, undo->inverse, (gsize)undo->inverse_size, error))
    return FALSE;
  int code = sqlite3changeset_apply_v2(db->handle, undo->inverse_size, undo->inverse, NULL,
                                       on_conflict, undo, NULL, NULL, 0);
  if (undo->conflict != NULL)
    g_propagate_error(error, g_steal_pointer(&undo->conflict));
  else if (code != SQLITE_OK)
    db_fail(db, code, error);
  else {
    g_clear_pointer(&undo->inverse, sqlite3_free); /* as large as the entry, and not needed again */
    return !undo->loose || check_references(undo, error);
  }
  return FALSE;
}

/* ---- comparing what was done with what was to be done -------------------------------------- */

static void refuse_difference(const Undo *undo, const ChangedRow *row, GError **error) {
  if (row->operation == SQLITE_INSERT) {
    refuse_gone(undo, row, error);
    return;
  }
  for (int i = 0; row->operation == SQLITE_UPDATE && i < row->columns; i++)
    if (!row->key[i] && changeset_new(row, i) != NULL) {
      refuse_field(undo, row, i, changeset_new(row, i), changeset_old(row, i), error);
      return;
    }
  g_autofree char *what = name_row(row);
  refuse(undo, error, STORE_ERROR_CONFLICT, "这样会连带删除之后添加的%s。请先删除它，或者手工修改",
         what);
}

/* done followed by the entry, and by what takes back the room that was made, must come to nothing;
 * what it comes to instead is the difference. */
static int combine(const Undo *undo, const void *done, gsize size, int *rest_size, void **rest) {
  sqlite3_changegroup *group = NULL;
  int code = sqlite3changegroup_new(&group);
  if (code == SQLITE_OK && size > 0)
    code = sqlite3changegroup_add(group, (int)size, (void *)(guintptr)done);
  if (code == SQLITE_OK)
    code = sqlite3changegroup_add(group, (int)undo->entry->len, undo->entry->data);
  if (code == SQLITE_OK && undo->room_size > 0)
    code = sqlite3changegroup_add(group, undo->room_size, undo->room);
  if (code == SQLITE_OK)
    code = sqlite3changegroup_output(group, rest_size, rest);
  sqlite3changegroup_delete(group);
  return code;
}

static gboolean check_done(Db *db, const void *done, gsize size, gpointer data, GError **error) {
  Undo *undo = data;
  if (undo->loose) /* nothing went along with anything: it was done as it stands there, or refused
                    */
    return TRUE;
  int rest_size = 0;
  void *rest = NULL;
  int code = combine(undo, done, size, &rest_size, &rest);
  if (code == SQLITE_SCHEMA) {
    refuse(undo, error, STORE_ERROR_REFUSED, "它是台账文件升级之前做的。请手工修改");
    return FALSE;
  }
  if (code != SQLITE_OK) {
    db_fail(db, code, error);
    return FALSE;
  }
  gboolean same = TRUE;
  ChangesetIter *iter = rest_size > 0 ? changeset_start(db, rest, (gsize)rest_size, error) : NULL;
  ChangedRow row;
  if (iter != NULL && changeset_next(iter, &row)) {
    refuse_difference(undo, &row, error);
    same = FALSE;
  }
  if (iter != NULL)
    changeset_end(db, iter, NULL);
  else if (rest_size > 0)
    same = FALSE;
  sqlite3_free(rest);
  return same;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Which task the entry is about, and whether who did it. */
static gboolean read_entry(Db *db, gint64 seq, const char *who, gint64 *task, gboolean *own,
                           GError **error) {
  Query *query = query_new(db, "SELECT task, who FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  gboolean found = query_next(query);
  *task = found ? query_int(query, 0) : 0;
  *own = found && g_strcmp0(query_text(query, 1), who) == 0;
  return query_finish(query, error);
}

/* Taking back needs what the deed needed, and more where somebody else did it. What is in the
 * 回收站 was put there to be had back, by whoever may keep the ledger. */
static Need need_of(const Undo *undo, const JournalRoot *root, gboolean own) {
  Need need = permit_need(root->verb);
  if (!own && undo->prepare == NULL && need.level < ACCESS_SUPERVISOR) {
    need.level = ACCESS_SUPERVISOR;
    need.what = "撤销或重做别人的操作";
  }
  return need;
}

/* What was read for a run. */
static void undo_forget(Undo *undo) {
  g_clear_pointer(&undo->inverse, sqlite3_free);
  g_clear_pointer(&undo->room, sqlite3_free);
  undo->room_size = 0;
  g_clear_pointer(&undo->entry, g_byte_array_unref);
}

static void undo_clear(Undo *undo) {
  undo_forget(undo);
  g_clear_pointer(&undo->shapes, shapes_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Undo, undo_clear)

static gboolean was_refused(const GError *error) {
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_CONFLICT) ||
         g_error_matches(error, STORE_ERROR, STORE_ERROR_REFUSED);
}

/* Without references being followed row by row; what is refused so is not refused yet. */
static gboolean run_loose(Undo *undo, const Write *write, gboolean *refused, GError **error) {
  Write loose = *write;
  loose.loose = undo->loose = TRUE;
  GError *failure = NULL;
  if (write_run(undo->db, &loose, NULL, &failure))
    return TRUE;
  *refused = was_refused(failure);
  if (*refused)
    g_clear_error(&failure);
  else
    g_propagate_error(error, failure);
  undo_forget(undo);
  undo->loose = FALSE;
  return FALSE;
}

static gboolean run_write(Undo *undo, const Write *write, GError **error) {
  gboolean refused = TRUE;
  if (journal_changes_size(undo->db, undo->source) >= undo->db->loose_from) {
    if (run_loose(undo, write, &refused, error))
      return TRUE;
  }
  return refused && write_run(undo->db, write, NULL, error);
}

static gboolean run(Undo *undo, const Actor *actor, const JournalRoot *root, GError **error) {
  gboolean is_redo = root->depth % 2 == 1;
  if (undo->prepare == NULL)
    undo->doing = is_redo ? "重做" : "撤销";
  undo->shapes = shapes_new(undo->db);
  g_autofree char *summary = g_strdup_printf("%s：%s", undo->doing, root->summary);
  Deed deed = {.verb = is_redo ? "redo" : "undo", .summary = summary};
  gboolean own;
  if (!read_entry(undo->db, undo->seq, actor->who, &deed.task, &own, error))
    return FALSE;
  const Write write = {.actor = actor,
                       .deed = &deed,
                       .need = need_of(undo, root, own),
                       .undoes = undo->seq,
                       .writer = apply,
                       .check = check_done,
                       .data = undo};
  return run_write(undo, &write, error);
}

gboolean journal_restore(Db *db, const Actor *actor, gint64 seq, StoreWriter prepare, gpointer data,
                         char **summary, GError **error) {
  g_auto(Undo) undo = {.db = db,
                       .seq = seq,
                       .source = seq,
                       .doing = prepare != NULL ? "恢复" : "撤销",
                       .prepare = prepare,
                       .prepare_data = data};
  g_auto(JournalRoot) root = {0};
  if (!journal_root(db, seq, &root, error))
    return FALSE;
  if (root.seq == 0) {
    refuse(&undo, error, STORE_ERROR_NOT_FOUND, "日志中没有这一条。请刷新后再试");
    return FALSE;
  }
  if (root.is_redaction) {
    refuse(&undo, error, STORE_ERROR_REFUSED, "隐去的内容已经没有了，恢复不了");
    return FALSE;
  }
  /* What was deleted again is what was deleted before; but that entry also gives back the room that
   * was made in between. */
  if (prepare != NULL)
    undo.source = root.seq;
  if (!run(&undo, actor, &root, error))
    return FALSE;
  if (summary != NULL)
    *summary = g_steal_pointer(&root.summary);
  return TRUE;
}

gboolean journal_undo(Db *db, const Actor *actor, gint64 seq, char **summary, GError **error) {
  return journal_restore(db, actor, seq, NULL, NULL, summary, error);
}
