/* redact_private.h: what finding and replacing share. Only for redact*.c. */
#pragma once

#include "core/store/redact.h"
#include "core/store/shape.h"

typedef struct {
  Db *db;
  const Redaction *what;
  Shapes *shapes;
  GHashTable *rows;   /* keys (redact_key()) of the records it is about; NULL: all */
  GPtrArray *needles; /* char*: what is looked for in words about records, the longest first */
  Redacted *result;
} Redacting;

/* A record's key among all tables; the caller frees. */
char *redact_key(const char *table, const char *key);

/* TRUE when the record is one it is about. */
gboolean redact_has_row(const Redacting *redacting, const char *table, const char *key);

/* TRUE when it is about that column. */
gboolean redact_has_column(const Redacting *redacting, const char *table, const char *column);

/* What a text of a record becomes; NULL: it stays. */
char *redact_value(const Redacting *redacting, const char *text, gsize size);

/* What words about a record become; NULL: they stay. text may be NULL. */
char *redact_words(const Redacting *redacting, const char *text);

void redact_add_place(Redacting *redacting, gint64 entry, const char *table, const char *key,
                      const char *field);

/* What an entry's changeset becomes; NULL: it stays, or, with error, cannot be read. Places are
 * added where notes is TRUE; *touches tells whether it changes a record it is about. */
GByteArray *redact_changeset(Redacting *redacting, gint64 entry, const void *data, gsize size,
                             gboolean notes, gboolean *touches, GError **error);
