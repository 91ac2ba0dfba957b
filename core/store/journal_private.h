/* journal_private.h: what writing, undoing and verifying share. Only for core/store. */
#pragma once

#include "core/store/journal.h"
#include "core/store/permit_private.h"
#include "core/store/write.h"

/* ---- one entry's hash ---------------------------------------------------------------------- */

#define HASH_SIZE 32 /* SHA-256 */

/* One field of an entry, as it is stored. */
typedef struct {
  enum { FIELD_NULL = 'n', FIELD_INTEGER = 'i', FIELD_BYTES = 'b' } type;
  gint64 integer;
  const void *data;
  gsize size;
} HashField;

HashField hash_null(void);
HashField hash_integer(gint64 value);
HashField hash_integer_or_null(gint64 value); /* 0 is NULL */
HashField hash_bytes(const void *data, gsize size);
HashField hash_text(const char *text); /* NULL is NULL */

/* The hash over the one before (NULL for the first entry) and count fields. Every field is preceded
 * by its type and length, so that no two entries give the same bytes. */
void journal_hash(const guint8 *before, const HashField *fields, int count, guint8 hash[HASH_SIZE]);

/* The columns of an entry as they are hashed, in this order, and then its hash. */
#define ENTRY_STORED "seq, at, who, verb, summary, reason, task, undoes, changeset, hash"
enum { ENTRY_FIELDS = 9, ENTRY_CHANGESET = 8, ENTRY_HASH = 9 };

/* The fields of the entry in the current row of a query of ENTRY_STORED. Borrowed from it. */
void journal_stored_fields(Query *query, HashField fields[ENTRY_FIELDS]);

#define JOURNAL_UNFIT "与校验值对不上，有人绕过本程序改动了它或它前面的一条"

#define JOURNAL_REDACT "journal.redact" /* the verb of making entries unreadable */
#define JOURNAL_REDACTION "redaction"   /* the table of what they have become */

/* ---- reading entries ----------------------------------------------------------------------- */

#define ENTRY_COLUMNS "j.seq, j.at, j.who, j.verb, j.summary, j.reason, j.task, j.undoes, u.seq"
#define ENTRY_TABLES "journal j LEFT JOIN journal u ON u.undoes = j.seq"

/* WHERE, of one entry whose hash alone is asked for: that stands behind the changeset, and only so
 * is it taken from its index. */
#define ENTRY_OF_HASH "seq BETWEEN ?1 AND ?1"

/* The entry in the current row of a query of ENTRY_COLUMNS. The caller frees. */
JournalEntry *journal_read_entry(Query *query);

/* ---- writing ------------------------------------------------------------------------------- */

/* Looks at the changeset before it is journaled; FALSE and error have everything rolled back. */
typedef gboolean (*WriteCheck)(Db *db, const void *changeset, gsize size, gpointer data,
                               GError **error);

/* store_write() with what only undo needs. */
typedef struct {
  const Actor *actor;
  const Deed *deed;
  Need need;
  gint64 undoes; /* 0: none */
  StoreWriter writer;
  gboolean always; /* it goes on record also where it changes nothing */
  gboolean
      loose; /* references are not followed while writer runs, which looks at them at its end */
  WriteCheck check; /* may be NULL */
  gpointer data;    /* for writer and check */
} Write;

gboolean write_run(Db *db, const Write *write, gint64 *seq, GError **error);

/* Inside a writer: whether what it changes from now on goes into the entry. Only for redaction,
 * which changes records and what the journal says of them alike. */
void write_listen(Db *db, gboolean listens);

/* ---- undo of undo of undo ------------------------------------------------------------------ */

/* The deed at the bottom of a chain of undos. */
typedef struct {
  gint64 seq;       /* 0: there is no such entry */
  int depth;        /* how many undos stand on it */
  gboolean is_init; /* it made the file or added a template, or made entries unreadable: stays */
  gboolean is_redaction; /* the last of these */
  char *verb;
  char *summary;
} JournalRoot;

void journal_root_clear(JournalRoot *root);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JournalRoot, journal_root_clear)

/* Follows what an entry undoes down to the deed. */
gboolean journal_root(Db *db, gint64 seq, JournalRoot *root, GError **error);
