/* verify.c: the chain of hashes that makes the journal one that can only grow. */
#include <string.h>

#include "core/store/db_private.h"
#include "core/store/journal.h"
#include "core/store/journal_private.h"

HashField hash_null(void) {
  return (HashField){.type = FIELD_NULL};
}

HashField hash_integer(gint64 value) {
  return (HashField){.type = FIELD_INTEGER, .integer = value};
}

HashField hash_integer_or_null(gint64 value) {
  return value != 0 ? hash_integer(value) : hash_null();
}

HashField hash_bytes(const void *data, gsize size) {
  return (HashField){.type = FIELD_BYTES, .data = data, .size = size};
}

HashField hash_text(const char *text) {
  return text != NULL ? hash_bytes(text, strlen(text)) : hash_null();
}

static void feed_integer(GChecksum *sum, guint64 value) {
  guint8 bytes[8];
  for (int i = 0; i < 8; i++)
    bytes[i] = (guint8)(value >> (56 - 8 * i));
  g_checksum_update(sum, bytes, sizeof bytes);
}

static void feed(GChecksum *sum, const HashField *field) {
  guint8 type = (guint8)field->type;
  g_checksum_update(sum, &type, 1);
  if (field->type == FIELD_INTEGER)
    feed_integer(sum, (guint64)field->integer);
  if (field->type != FIELD_BYTES)
    return;
  feed_integer(sum, field->size);
  if (field->size > 0)
    g_checksum_update(sum, field->data, (gssize)field->size);
}

void journal_hash(const guint8 *before, const HashField *fields, int count,
                  guint8 hash[HASH_SIZE]) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  HashField first = before != NULL ? hash_bytes(before, HASH_SIZE) : hash_null();
  feed(sum, &first);
  for (int i = 0; i < count; i++)
    feed(sum, &fields[i]);
  gsize size = HASH_SIZE;
  g_checksum_get_digest(sum, hash, &size);
}

/* ---- verifying ----------------------------------------------------------------------------- */

enum { FIELDS = 9, HASH_COLUMN = 9 };

static const char entries_sql[] =
    "SELECT seq, at, who, verb, summary, reason, task, undoes, changeset, hash"
    " FROM journal ORDER BY seq";

static const char head_sql[] = "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1";

/* As stored, not as text made valid for showing: a byte put in must change the hash. */
static HashField stored_field(Query *query, int column) {
  static const gboolean is_integer[FIELDS] = {TRUE, TRUE, [6] = TRUE, [7] = TRUE};
  if (query_is_null(query, column))
    return hash_null();
  if (is_integer[column])
    return hash_integer(query_int(query, column));
  gsize size = 0;
  const void *data = query_blob(query, column, &size);
  return hash_bytes(data, size);
}

static void blame(JournalVerdict *verdict, gint64 seq, const char *what) {
  if (verdict->bad_seq != 0)
    return;
  verdict->bad_seq = seq;
  verdict->problem = g_strdup_printf("第 %" G_GINT64_FORMAT " 条日志%s", seq, what);
}

static void write_head(char head[JOURNAL_HEAD_SIZE], const guint8 *hash, gsize size) {
  head[0] = '\0';
  for (gsize i = 0; i < MIN(size, HASH_SIZE); i++)
    g_snprintf(head + 2 * i, 3, "%02x", hash[i]);
}

gboolean journal_head(Db *db, char head[JOURNAL_HEAD_SIZE], GError **error) {
  head[0] = '\0';
  Query *query = query_new(db, head_sql);
  if (query_next(query)) {
    gsize size = 0;
    const guint8 *hash = query_blob(query, 0, &size);
    write_head(head, hash, size);
  }
  return query_finish(query, error);
}

typedef struct {
  gint64 expected; /* the number the next entry must have */
  gboolean first;
  guint8 before[HASH_SIZE];
} Chain;

static void check_entry(Query *query, Chain *chain, JournalVerdict *verdict) {
  gint64 seq = query_int(query, 0);
  HashField fields[FIELDS];
  for (int i = 0; i < FIELDS; i++)
    fields[i] = stored_field(query, i);
  guint8 hash[HASH_SIZE];
  journal_hash(chain->first ? NULL : chain->before, fields, FIELDS, hash);

  gsize size = 0;
  const guint8 *stored = query_blob(query, HASH_COLUMN, &size);
  if (seq > chain->expected)
    blame(verdict, chain->expected, "不见了，有人绕过本程序删除了它");
  else if (seq < chain->expected)
    blame(verdict, chain->expected, "之前多出一条，有人绕过本程序插入了它");
  else if (size != HASH_SIZE || memcmp(stored, hash, HASH_SIZE) != 0)
    blame(verdict, seq, "与校验值对不上，有人绕过本程序改动了它或它前面的一条");
  memset(chain->before, 0, HASH_SIZE);
  if (size == HASH_SIZE)
    memcpy(chain->before, stored, HASH_SIZE);
  write_head(verdict->head, stored, size);
  chain->expected = seq + 1;
  chain->first = FALSE;
  verdict->entries++;
}

gboolean journal_verify(Db *db, JournalVerdict *verdict, GError **error) {
  *verdict = (JournalVerdict){0};
  Chain chain = {.expected = 1, .first = TRUE};
  Query *query = query_new(db, entries_sql);
  while (query_next(query))
    check_entry(query, &chain, verdict);
  if (query_finish(query, error))
    return TRUE;
  g_clear_pointer(&verdict->problem, g_free);
  return FALSE;
}
