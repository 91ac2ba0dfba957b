/* redact.h: 隐去: making what should never have been written unreadable, in the records and in
 * every entry of the journal that tells of them.
 *
 * It is one deed, on record with who, when, why and which entries, and cannot be taken back. The
 * hashes of the entries stay as they are, so that the chain goes on; what each has become is
 * vouched for by the entry of the deed (journal_verify()). Afterwards the text is nowhere in the
 * file.
 */
#pragma once

#include "core/store/write.h"

#define REDACT_MARK "〔已隐去〕"
/* How a mark begins: in a column whose values must differ its number follows, 〔已隐去12〕 or
 * 〔已隐去12-2〕: the entry of the deed, and which of several values. */
#define REDACT_MARK_BEGIN "〔已隐去"
#define REDACT_LEAST 2 /* characters that a text must have */

/* What is to be made unreadable. */
typedef struct {
  const char *text;  /* wherever it stands in a text; NULL: the whole of every value of field */
  const char *field; /* only in what this means (words_mean()); NULL: in every text */
  gint64 task;  /* only in this task, what belongs to it, and the entries about them; 0: not so */
  gint64 entry; /* only in the records this entry changed, and in its own summary and reason; 0: not
                   so */
} Redaction;

/* A place where it stands. */
typedef struct {
  gint64 entry; /* of the journal; 0: a record as it is now */
  char *table;  /* "journal" for the entry's own summary or reason */
  char *key;    /* the record's, as in JournalChange */
  char *field;  /* the column */
} RedactPlace;

typedef struct {
  GPtrArray *places; /* RedactPlace*: records first, then entries by number */
  guint cells;       /* how many are in records as they are now */
  guint entries;     /* how many entries have one */
  gint64 seq;        /* the entry that was made; 0: it was only looked for */
} Redacted;

void redacted_clear(Redacted *redacted);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Redacted, redacted_clear)

/* Finds every place, changing nothing. Refused where the text is too short, where field means
 * nothing or only what is no free text (dates, codes, login names), where neither text nor field is
 * given, or a field without text alone; STORE_ERROR_NOT_FOUND where there is no such entry. No
 * place is no error. The caller clears. FALSE and error. */
gboolean redact_find(Db *db, const Redaction *what, Redacted *found, GError **error);

/* Does it, as a deed with verb journal.redact: for a 管理员 alone. reason is not NULL and must not
 * hold the text. STORE_ERROR_NOT_FOUND where it stands nowhere. Then redact_pack() is due. */
gboolean redact_run(Db *db, const Actor *actor, const Redaction *what, const char *reason,
                    Redacted *done, GError **error);

/* Writes the file anew so that nothing that was deleted or replaced can be read out of it. Changes
 * no content. Nobody else may be using the file just then: STORE_ERROR_BUSY; it can be tried again
 * at any time. */
gboolean redact_pack(Db *db, GError **error);

/* TRUE for columns that hold words of people's own. */
gboolean redact_is_free(const char *table, const char *column);
