/* verify.c: the chain of hashes that makes the journal one that can only grow. */
#include <string.h>

#include "core/store/about.h"
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/journal_private.h"
#include "core/store/redact.h"

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

/* ---- one entry ------------------------------------------------------------------------------ */

static const char head_sql[] = "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1";

/* As stored, not as text made valid for showing: a byte put in must change the hash. */
static HashField stored_field(Query *query, int column) {
  static const gboolean is_integer[ENTRY_FIELDS] = {TRUE, TRUE, [6] = TRUE, [7] = TRUE};
  if (query_is_null(query, column))
    return hash_null();
  if (is_integer[column])
    return hash_integer(query_int(query, column));
  gsize size = 0;
  const void *data = query_blob(query, column, &size);
  return hash_bytes(data, size);
}

void journal_stored_fields(Query *query, HashField fields[ENTRY_FIELDS]) {
  for (int i = 0; i < ENTRY_FIELDS; i++)
    fields[i] = stored_field(query, i);
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

/* ---- verifying ----------------------------------------------------------------------------- */

/* An entry that is not what was hashed: what it is instead. */
typedef struct {
  gint64 seq;
  gboolean marked; /* it shows that something was made unreadable */
  guint8 digest[HASH_SIZE];
} Altered;

/* What an entry of the chain says another one has become. */
typedef struct {
  JournalRedacted redacted;
  guint8 digest[HASH_SIZE];
} Vouched;

typedef struct {
  Db *db;
  gint64 expected; /* the number the next entry must have */
  gboolean first;
  gboolean has_about; /* what entries touched stands beside them */
  guint8 before[HASH_SIZE];
  GArray *altered;     /* Altered, by number */
  GHashTable *vouched; /* gint64* → Vouched* */
  JournalVerdict *verdict;
} Chain;

static void redacted_free(gpointer data) {
  JournalRedacted *redacted = data;
  g_free(redacted->who);
  g_free(redacted);
}

static void vouched_free(gpointer data) {
  Vouched *vouched = data;
  g_free(vouched->redacted.who);
  g_free(vouched);
}

void journal_verdict_clear(JournalVerdict *verdict) {
  g_clear_pointer(&verdict->problem, g_free);
  g_clear_pointer(&verdict->redacted, g_ptr_array_unref);
  *verdict = (JournalVerdict){0};
}

/* The first entry that does not fit is the one to be named; altered ones are known last. */
static void blame(JournalVerdict *verdict, gint64 seq, const char *what) {
  if (verdict->bad_seq != 0 && verdict->bad_seq <= seq)
    return;
  g_free(verdict->problem);
  verdict->bad_seq = seq;
  verdict->problem = g_strdup_printf("第 %" G_GINT64_FORMAT " 条日志%s", seq, what);
}

static void vouch(Chain *chain, Query *query, gint64 seq, const ChangedRow *row) {
  gint64 entry = changeset_id(row);
  sqlite3_value *digest = row->columns > 1 ? changeset_new(row, 1) : NULL;
  if (entry >= seq || digest == NULL || sqlite3_value_bytes(digest) != HASH_SIZE)
    return;
  Vouched *vouched = g_new0(Vouched, 1);
  memcpy(vouched->digest, sqlite3_value_blob(digest), HASH_SIZE);
  vouched->redacted.seq = entry;
  vouched->redacted.by = seq;
  vouched->redacted.at = query_int(query, 1);
  vouched->redacted.who = g_strdup(query_text(query, 2));
  g_hash_table_insert(chain->vouched, g_memdup2(&entry, sizeof entry), vouched);
}

/* What an entry by which others were redacted says of them. One that cannot be read says nothing.
 */
static void read_redaction(Chain *chain, Query *query, gint64 seq) {
  gsize size = 0;
  const void *changeset = query_blob(query, ENTRY_CHANGESET, &size);
  ChangesetIter *iter = changeset_start(chain->db, changeset, size, NULL);
  ChangedRow row;
  while (iter != NULL && changeset_next(iter, &row)) {
    if (g_strcmp0(row.table, JOURNAL_REDACTION) == 0)
      vouch(chain, query, seq, &row);
  }
  if (iter != NULL)
    changeset_end(chain->db, iter, NULL);
}

static gboolean is_marked(const HashField fields[ENTRY_FIELDS]) {
  for (int i = 0; i < ENTRY_FIELDS; i++)
    if (fields[i].type == FIELD_BYTES && fields[i].size > 0 &&
        memmem(fields[i].data, fields[i].size, REDACT_MARK_BEGIN, strlen(REDACT_MARK_BEGIN)) !=
            NULL)
      return TRUE;
  return FALSE;
}

static void check_links(Query *query, Chain *chain, gint64 seq) {
  if (!query_is_null(query, 7) && query_int(query, 7) >= seq)
    blame(chain->verdict, seq, "说它撤销的是后面的一条，有人绕过本程序改动了它");
}

static void check_about(Query *query, Chain *chain, gint64 seq, const HashField *changeset) {
  gboolean lacks = FALSE;
  if (!about_lacks(chain->db, seq, query_int(query, 6), changeset->data, changeset->size, &lacks,
                   NULL))
    lacks = TRUE;
  if (lacks)
    blame(chain->verdict, seq, "涉及哪些任务和单位，记得不全，有人绕过本程序改动了它");
}

static void check_entry(Query *query, Chain *chain) {
  JournalVerdict *verdict = chain->verdict;
  gint64 seq = query_int(query, 0);
  HashField fields[ENTRY_FIELDS];
  journal_stored_fields(query, fields);
  guint8 hash[HASH_SIZE];
  journal_hash(chain->first ? NULL : chain->before, fields, ENTRY_FIELDS, hash);

  gsize size = 0;
  const guint8 *stored = query_blob(query, ENTRY_HASH, &size);
  if (seq > chain->expected)
    blame(verdict, chain->expected, "不见了，有人绕过本程序删除了它");
  else if (seq < chain->expected)
    blame(verdict, chain->expected, "之前多出一条，有人绕过本程序插入了它");
  else if (size != HASH_SIZE)
    blame(verdict, seq, JOURNAL_UNFIT);
  else if (memcmp(stored, hash, HASH_SIZE) != 0) {
    Altered altered = {.seq = seq, .marked = is_marked(fields)};
    journal_hash(NULL, fields, ENTRY_FIELDS, altered.digest);
    g_array_append_val(chain->altered, altered);
  } else if (chain->has_about) {
    check_about(query, chain, seq, &fields[ENTRY_CHANGESET]);
  }
  check_links(query, chain, seq);
  if (g_strcmp0(query_text(query, 3), JOURNAL_REDACT) == 0)
    read_redaction(chain, query, seq);
  memset(chain->before, 0, HASH_SIZE);
  if (size == HASH_SIZE)
    memcpy(chain->before, stored, HASH_SIZE);
  write_head(verdict->head, stored, size);
  verdict->last_at = query_int(query, 1);
  if (chain->first)
    verdict->first_at = verdict->last_at;
  chain->expected = seq + 1;
  chain->first = FALSE;
  verdict->entries++;
}

/* An altered entry is one that was redacted where it shows so, and a later one vouches for what it
 * has become. That one is sound itself, or was redacted by one that is later still. */
static void check_altered(Chain *chain) {
  JournalVerdict *verdict = chain->verdict;
  for (guint i = 0; i < chain->altered->len; i++) {
    const Altered *altered = &g_array_index(chain->altered, Altered, i);
    Vouched *vouched = g_hash_table_lookup(chain->vouched, &altered->seq);
    if (vouched == NULL || !altered->marked ||
        memcmp(vouched->digest, altered->digest, HASH_SIZE) != 0) {
      blame(verdict, altered->seq, JOURNAL_UNFIT);
      continue;
    }
    JournalRedacted *redacted = g_memdup2(&vouched->redacted, sizeof *redacted);
    redacted->who = g_strdup(vouched->redacted.who);
    if (verdict->redacted == NULL)
      verdict->redacted = g_ptr_array_new_with_free_func(redacted_free);
    g_ptr_array_add(verdict->redacted, redacted);
  }
}

gboolean journal_verify(Db *db, JournalVerdict *verdict, GError **error) {
  *verdict = (JournalVerdict){0};
  Chain chain = {.db = db, .expected = 1, .first = TRUE, .verdict = verdict};
  if (!about_is_kept(db, &chain.has_about, error))
    return FALSE;
  chain.altered = g_array_new(FALSE, FALSE, sizeof(Altered));
  chain.vouched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, vouched_free);
  Query *query = query_new(db, "SELECT " ENTRY_STORED " FROM journal ORDER BY seq");
  while (query_next(query))
    check_entry(query, &chain);
  gboolean good = query_finish(query, error);
  if (good)
    check_altered(&chain);
  g_array_unref(chain.altered);
  g_hash_table_unref(chain.vouched);
  if (!good)
    journal_verdict_clear(verdict);
  return good;
}

/* ---- a code that was printed ---------------------------------------------------------------- */

/* The digits of text, in the case in which they are stored; NULL where it is no code. */
static char *read_code(const char *text) {
  GString *code = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at++) {
    if (g_ascii_isxdigit(*at))
      g_string_append_c(code, g_ascii_toupper(*at));
    else if (!g_ascii_isspace(*at))
      return g_string_free(code, TRUE);
  }
  gboolean good = code->len >= JOURNAL_PREFIX && code->len < JOURNAL_HEAD_SIZE;
  return g_string_free(code, !good);
}

gboolean journal_find_hash(Db *db, const char *text, gint64 *seq, GError **error) {
  *seq = 0;
  g_autofree char *code = read_code(text);
  if (code == NULL)
    return store_refuse(error,
                        "“%s”不是核验码：核验码由 0-9、a-f 组成，至少写开头 %d 位，最多 64 位",
                        text, JOURNAL_PREFIX);
  Query *query =
      query_new(db, "SELECT seq FROM journal WHERE substr(hex(hash), 1, length(?1)) = ?1 LIMIT 2");
  query_bind_text(query, 1, code);
  if (query_next(query))
    *seq = query_int(query, 0);
  gboolean several = *seq != 0 && query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  return !several || store_refuse(error, "以“%s”开头的核验码不止一个，请多写几位", text);
}
