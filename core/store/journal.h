/* journal.h: what was changed, by whom and when; taking it back; proving nothing was altered; what
 * was not there yet on a day.
 *
 * One entry for each store_write(). Each carries the SHA-256 over itself and the hash before it,
 * so that an entry changed, removed or put in later is found out by journal_verify().
 */
#pragma once

#include "core/store/id_set.h"
#include "core/store/write.h"

/* One field of one record: old → new, each NULL where it is absent. */
typedef struct {
  char *table;    /* "task" */
  gint64 id;      /* the record's id; for a link table the id of its first key; 0 for table user */
  char *key;      /* the whole key as text: "4"; "4/7/lead" in a link table; "zhangsan" in user */
  char *field;    /* the column's name; an id that is the key is not repeated as a field */
  char *old;      /* as text; NULL for a record just made, or an empty field */
  char *new_;     /* as text; NULL for a record removed, or an empty field */
  gboolean whole; /* the record was made or removed, not changed */
} JournalChange;

JournalChange *journal_change_copy(const JournalChange *change);
void journal_change_free(JournalChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JournalChange, journal_change_free)

typedef struct {
  gint64 seq; /* 1, 2, 3 … without gaps */
  gint64 at;  /* seconds since 1970-01-01 UTC */
  char *who;
  char *verb;
  char *summary;
  char *reason;     /* NULL where none was given */
  gint64 task;      /* the task it is about; 0 where it is about none or several */
  gint64 undoes;    /* the entry this one takes back; 0 for none */
  gint64 undone_by; /* the entry that took this one back; 0 for none */
} JournalEntry;

void journal_entry_free(JournalEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JournalEntry, journal_entry_free)

/* What entries are looked for by; all of it must hold. Zeroed but for the days: all of them. */
typedef struct {
  const char *who;   /* a login name, or part of the name of one who has one; NULL: anybody */
  gint64 task;       /* as in journal_list(); 0: any */
  const char *field; /* changed something that this means (words_mean()), of the task where there is
                        one; NULL: anything */
  const gint64 *units; /* changed one of these units, its names, or its members, alone or among
                          others, and did not only give it something to do; NULL: not by units */
  gsize unit_count;
  Day since, until; /* made on these days, in local time; DAY_NONE: no bound */
  const char *verb; /* progress.add, or several with commas between, or progress for all that begin
                       so; NULL: any */
  const char *text; /* stands in the summary or the reason; NULL: anything does */
  gint64 before;    /* only entries with a smaller number; 0: all */
} JournalFilter;

/* The numbers (gint64) of the entries that a filter keeps, newest first, at most limit (0: all).
 * Unref the array; NULL and error. */
GArray *journal_find(Db *db, const JournalFilter *filter, int limit, GError **error);

/* The same as JournalEntry*, in an array that frees them. */
GPtrArray *journal_find_entries(Db *db, const JournalFilter *filter, int limit, GError **error);

/* Entries, newest first, at most limit (0: all). task narrows to those that touched this task, its
 * units, progress and whatever else belongs to it, or its parts, alone or among others (an entry
 * whose task is set is about that task only); 0 takes all. Returns an array of
 * JournalEntry* that frees them, or NULL and error. */
GPtrArray *journal_list(Db *db, gint64 task, int limit, GError **error);

/* The entry of that number. NULL and STORE_ERROR_NOT_FOUND where there is none. */
JournalEntry *journal_get(Db *db, gint64 seq, GError **error);

/* One row that an entry changed, in the order in which it is recorded; table is NULL for an entry
 * whose rows are too many to be told one by one. columns are those of a row that was changed,
 * NULL-terminated; empty for one that was made or removed. */
typedef struct {
  const JournalEntry *entry;
  const char *table;
  gint64 id; /* the first part of its key; 0 where it is no number */
  const char *const *columns;
  gboolean gone;
} JournalRow;

typedef void (*JournalSeen)(const JournalRow *row, gpointer data);

/* Tells, oldest first, what entries after the one with number after changed. FALSE and error. */
gboolean journal_follow(Db *db, gint64 after, JournalSeen seen, gpointer data, GError **error);

/* What an entry changed, in the order of words_place(), of keys and of columns; task narrows
 * to the task and what belongs to it, its parts left out. Returns an array
 * of JournalChange* that frees them, or NULL and error. */
GPtrArray *journal_changes(Db *db, gint64 seq, gint64 task, GError **error);

/* The first most of them; *whole: there are no more. */
GPtrArray *journal_first_changes(Db *db, gint64 seq, gint64 task, guint most, gboolean *whole,
                                 GError **error);

/* FALSE: enough. */
typedef gboolean (*JournalChangeSeen)(const JournalChange *change, gpointer data);

/* Tells the same one after the other, each for the length of the call alone: of an entry that
 * brought in a whole ledger, far less is in memory. FALSE and error, before any was told. */
gboolean journal_each_change(Db *db, gint64 seq, gint64 task, JournalChangeSeen seen, gpointer data,
                             GError **error);

/* A row that an entry removed, as it is told. */
typedef struct {
  const char *table;
  gint64 id; /* as in JournalChange */
  const struct ChangedRow *row;
  struct Shapes *shapes;
} JournalGone;

typedef void (*JournalGoneSeen)(const JournalGone *gone, gpointer data);

/* Tells of every row that an entry removed, one at a time, in the order in which they are recorded.
 * FALSE and error. */
gboolean journal_gone(Db *db, gint64 seq, JournalGoneSeen seen, gpointer data, GError **error);

/* What stood in a column, as text; NULL: nothing did, or there is no such column. The caller frees.
 */
char *journal_gone_text(const JournalGone *gone, const char *column);

/* How many bytes that is to be read from; 0 where there is no such entry. It is not read for that.
 */
gsize journal_changes_size(Db *db, gint64 seq);

/* Finds the newest entry of who that undo would take back: not an undo itself (a redo is what it
 * did again), not taken back already, not one whose verb is "init" or begins with "init." (making
 * the file or adding a template is not undone by a key), nor "ledger.restore". *seq is 0
 * where there is none. */
gboolean journal_undoable(Db *db, const char *who, gint64 *seq, GError **error);

/* Finds the newest undo of who that is still in force and that redo would take back: none once who
 * has done something else after it. *seq is 0 where there is none. */
gboolean journal_redoable(Db *db, const char *who, gint64 *seq, GError **error);

/* The entries that journal_undoable(), or with redo journal_redoable(), would find one after the
 * other, at most limit (0: all): JournalEntry* whose summary is that of the deed they are about. An
 * array that frees them; NULL and error. */
GPtrArray *journal_undo_list(Db *db, const char *who, gboolean redo, guint limit, GError **error);

/* The summary of the deed that an entry is, or that a chain of undos stands on: what undoing or
 * redoing the entry is about. The caller frees; NULL and error. */
char *journal_root_summary(Db *db, gint64 seq, GError **error);

/* Takes an entry back by applying its inverted changeset as a new entry: verb "undo", or "redo"
 * where the entry was an undo. Refused with STORE_ERROR_CONFLICT, naming the record and field,
 * where somebody has changed the same field since, or where records added since would be lost with
 * it; with STORE_ERROR_REFUSED where it was taken back already or other records refer to what
 * would go; with STORE_ERROR_NOT_FOUND where there is no such entry. *summary, when not NULL,
 * receives the summary of the deed that is undone or done again; the caller frees. */
gboolean journal_undo(Db *db, const Actor *actor, gint64 seq, char **summary, GError **error);

/* Takes an entry that deleted something back as journal_undo() does, after prepare has made room
 * for what comes back, in the same entry: the summary says 恢复 for 撤销. prepare NULL: as
 * journal_undo(). */
gboolean journal_restore(Db *db, const Actor *actor, gint64 seq, StoreWriter prepare, gpointer data,
                         char **summary, GError **error);

#define JOURNAL_HEAD_SIZE 65 /* a hash in hex and its NUL */

/* An entry whose content was made unreadable by an administrator (redact.h). */
typedef struct {
  gint64 seq;
  gint64 by; /* the entry that did it last */
  gint64 at; /* when: seconds since 1970-01-01 UTC */
  char *who; /* the administrator's login name */
} JournalRedacted;

typedef struct {
  gint64 entries; /* how many were read */
  gint64 bad_seq; /* the first entry that does not fit or is missing; 0 when all fit */
  char *problem;  /* what is wrong with it, in Chinese; NULL when all is well */
  char head[JOURNAL_HEAD_SIZE]; /* the newest entry's hash in hex; "" for an empty journal */
  gint64 first_at, last_at; /* when the first and the newest entry were made; 0: none is there */
  GPtrArray *redacted; /* JournalRedacted*, by number: those that no longer are what was hashed, and
                          that an entry in the chain vouches for; NULL: none */
} JournalVerdict;

/* Frees what a verdict holds and zeroes it. */
void journal_verdict_clear(JournalVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JournalVerdict, journal_verdict_clear)

/* Reads every entry and checks number, link and hash. FALSE only when it could not be read;
 * the result is in verdict, which the caller clears. */
gboolean journal_verify(Db *db, JournalVerdict *verdict, GError **error);

/* Finds the entry whose stored hash begins with text (hex in either case, blanks left out; at least
 * JOURNAL_PREFIX digits): what a printed 核验码 stands for. *seq is 0 where there is none. FALSE
 * with STORE_ERROR_REFUSED where text is no such code or fits several, or with another error. */
#define JOURNAL_PREFIX 8
gboolean journal_find_hash(Db *db, const char *text, gint64 *seq, GError **error);

/* Whether the triggers that keep the journal from being changed are there and as they were made,
 * and no others are. *problem, which the caller frees, says what is not; NULL: all is well. FALSE
 * and error where that cannot be read. */
gboolean journal_guarded(Db *db, char **problem, GError **error);

/* One place where the file is not what the journal says: changed past the program. */
typedef struct {
  char *table;
  gint64 id;      /* as in JournalChange */
  char *key;      /* the same */
  char *field;    /* NULL: the whole record */
  char *expected; /* by the journal, as text; NULL: empty; of a whole record: it should not be there
                   */
  char *found;    /* as text; NULL: empty; of a whole record: it is not there */
  gint64 entry;   /* the entry that says what is expected; 0: none made the record */
  gint64 before; /* found is what this entry met, so the change was made before it; 0: found is what
                    stands in the file now */
} JournalDifference;

void journal_difference_free(JournalDifference *difference);

/* Goes back from the file as it is through all entries: each must have left what is met, and
 * before the first there must have been nothing but what the program itself puts in. table: only
 * the records of this one are looked at; NULL: all. Returns an array of JournalDifference* that
 * frees them, at most most of them, and in *count how many there are. Keeps in memory one number
 * for each record that ever was, and what differs from the file. NULL and error. */
GPtrArray *journal_differences(Db *db, const char *table, guint most, guint *count, GError **error);

/* The newest entry's hash in hex as it is stored, unchecked; "" for an empty journal. Reads one
 * row. FALSE and error. */
gboolean journal_head(Db *db, char head[JOURNAL_HEAD_SIZE], GError **error);

/* The day (in local time) of the first entry; DAY_NONE for an empty journal. FALSE and error. */
gboolean journal_begun(Db *db, Day *day, GError **error);

/* The records of a table with an id (INTEGER PRIMARY KEY) that were not there at the end of day (in
 * local time) and were put in since: a new set. What was removed since is not in
 * it, nor what was removed and put back. What is after the day is what stands behind the newest
 * entry made on or before it. Reads the changesets of these entries once. NULL and error. */
IdSet *journal_added_since(Db *db, const char *table, Day day, GError **error);

#define JOURNAL_UNITS "units" /* which units stand to a task, as a field of it */

/* The fields of tasks that were last changed by people, and not by a file that was brought in, by
 * 结转 or a template: a set of "编号/column" (4/due), the units of a task as 4/units. What was
 * taken back does not count. Reads the whole journal once. Unref it; NULL and error. */
GHashTable *journal_touched(Db *db, GError **error);

/* Where the journal begins and how far it has come. */
typedef struct {
  char origin[65]; /* the first entry's hash in hex, which no other ledger file has and which stays
                      for ever; "" for an empty journal */
  gint64 seq;      /* the newest entry; 0: none */
  gint64 at;       /* when it was made: seconds since 1970-01-01 UTC; 0: none */
} JournalSpan;

/* FALSE and error where it cannot be read. */
gboolean journal_span(Db *db, JournalSpan *span, GError **error);

#define JOURNAL_MARK_SIZE 32 /* SHA-256 */

/* How far the journal had come when one looked: its newest entry and what is hashed up to it. */
typedef struct {
  gint64 seq; /* 0: none was there */
  guint8 hash[JOURNAL_MARK_SIZE];
} JournalMark;

/* FALSE and error where it cannot be read. */
gboolean journal_mark(Db *db, JournalMark *mark, GError **error);

/* Adds to tasks which ones entries after mark touched, with what belongs to them and what they are
 * parts of, and moves mark on. What is written while one reads may be told now, and is told again
 * the next time. *told is FALSE where that is not to be had: more than most were, or the file is
 * another one than it was. FALSE and error. */
gboolean journal_tasks_since(Db *db, JournalMark *mark, guint most, IdSet *tasks, gboolean *told,
                             GError **error);
