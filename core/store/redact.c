/* redact.c: what may be made unreadable, and doing it in one deed. */
#include "core/store/redact.h"

#include <string.h>

#include "core/store/journal_private.h"
#include "core/store/redact_private.h"
#include "core/store/words.h"

#define SQL_KEEP "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'journal_keep'"

static void place_free(gpointer data) {
  RedactPlace *place = data;
  g_free(place->table);
  g_free(place->key);
  g_free(place->field);
  g_free(place);
}

void redacted_clear(Redacted *redacted) {
  g_clear_pointer(&redacted->places, g_ptr_array_unref);
  *redacted = (Redacted){0};
}

static void redacting_clear(Redacting *redacting) {
  shapes_free(redacting->shapes);
  g_clear_pointer(&redacting->rows, g_hash_table_unref);
  g_clear_pointer(&redacting->needles, g_ptr_array_unref);
  g_clear_pointer(&redacting->values, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Redacting, redacting_clear)

static gboolean check_field(const Redaction *what, const GPtrArray *tables, GError **error) {
  if (what->field == NULL)
    return TRUE;
  for (guint i = 0; i < tables->len; i++) {
    const RedactTable *table = tables->pdata[i];
    for (guint k = 0; k < table->columns->len; k++)
      if (redact_is_free(table->name, table->columns->pdata[k]) &&
          words_mean(what->field, table->name, table->columns->pdata[k]))
        return TRUE;
  }
  return store_refuse(error,
                      words_mean_any(what->field)
                          ? "“%s”不是文字内容（是日期、数字、代码或登录名），不能隐去"
                          : "没有叫“%s”的字段。可写 备注、目标任务、进展情况 等",
                      what->field);
}

static gboolean check_what(const Redaction *what, GError **error) {
  if (what->text == NULL && what->field == NULL)
    return store_refuse(error, "请写明要隐去什么：一段文字，或者一个字段");
  if (what->text == NULL && what->task == 0 && what->entry == 0)
    return store_refuse(error, "只写字段时，要写明是哪一项任务或哪一条日志的");
  if (what->text != NULL && g_utf8_strlen(what->text, -1) < REDACT_LEAST)
    return store_refuse(error, "要隐去的文字太短，至少要 %d 个字", REDACT_LEAST);
  if (what->text != NULL && strstr(REDACT_MARK, what->text) != NULL)
    return store_refuse(error, "“%s”是隐去后留下的字样，不能再隐去", what->text);
  return TRUE;
}

static gboolean read_number(Redacting *redacting, GError **error) {
  Query *query = query_new(redacting->db, "SELECT ifnull(max(seq), 0) + 1 FROM journal");
  redacting->number = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

/* Finds all; cells and seqs say what is to be replaced, of tables. */
static gboolean find_all(Redacting *redacting, const GPtrArray *tables, GPtrArray *cells,
                         GArray *seqs, GError **error) {
  redacting->shapes = shapes_new(redacting->db);
  redacting->needles = g_ptr_array_new_with_free_func(g_free);
  redacting->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  redacting->result->places = g_ptr_array_new_with_free_func(place_free);
  return check_field(redacting->what, tables, error) && read_number(redacting, error) &&
         redact_find_rows(redacting, tables, error) &&
         redact_find_cells(redacting, tables, cells, error) &&
         redact_find_needles(redacting, error) && redact_find_entries(redacting, seqs, error);
}

gboolean redact_find(Db *db, const Redaction *what, Redacted *found, GError **error) {
  *found = (Redacted){0};
  if (!check_what(what, error))
    return FALSE;
  g_autoptr(GPtrArray) tables = redact_tables(db, error);
  g_autoptr(GPtrArray) cells = redact_cells_new();
  g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_auto(Redacting) redacting = {.db = db, .what = what, .result = found};
  return tables != NULL && find_all(&redacting, tables, cells, seqs, error);
}

/* The one place where entries are changed. The triggers were looked at before. */
static gboolean replace_all(Redacting *redacting, const GPtrArray *cells, const GArray *seqs,
                            GError **error) {
  Db *db = redacting->db;
  g_autofree char *keep = NULL;
  Query *query = query_new(db, SQL_KEEP);
  if (query_next(query))
    keep = g_strdup(query_text(query, 0));
  if (!query_finish(query, error) || !db_exec(db, "DROP TRIGGER journal_keep", error))
    return FALSE;
  write_listen(db, FALSE);
  gboolean good = TRUE;
  for (guint i = 0; good && i < cells->len; i++)
    good = redact_replace_cell(db, cells->pdata[i], error);
  for (guint i = 0; good && i < seqs->len; i++)
    good = redact_replace_entry(redacting, g_array_index(seqs, gint64, i), error);
  write_listen(db, TRUE);
  for (guint i = 0; good && i < seqs->len; i++)
    good = redact_vouch(db, g_array_index(seqs, gint64, i), error);
  return good && db_exec(db, keep, error);
}

typedef struct {
  const Redaction *what;
  Redacted *done;
  char summary[128];
} Doing;

static gboolean check_guards(Db *db, GError **error) {
  g_autofree char *problem = NULL;
  if (!journal_guarded(db, &problem, error))
    return FALSE;
  return problem == NULL || store_refuse(error, "%s。请先找管理员弄清，没有隐去任何内容", problem);
}

static gboolean redact(Db *db, gpointer data, GError **error) {
  Doing *doing = data;
  g_autoptr(GPtrArray) tables = redact_tables(db, error);
  g_autoptr(GPtrArray) cells = redact_cells_new();
  g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_auto(Redacting) redacting = {.db = db, .what = doing->what, .result = doing->done};
  if (tables == NULL || !check_guards(db, error) ||
      !find_all(&redacting, tables, cells, seqs, error))
    return FALSE;
  if (doing->done->places->len == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有找到要隐去的内容，没有改动任何内容");
    return FALSE;
  }
  g_snprintf(doing->summary, sizeof doing->summary, "隐去：台账%u处，日志%u条", doing->done->cells,
             doing->done->entries);
  return replace_all(&redacting, cells, seqs, error);
}

gboolean redact_run(Db *db, const Actor *actor, const Redaction *what, const char *reason,
                    Redacted *done, GError **error) {
  *done = (Redacted){0};
  if (!check_what(what, error))
    return FALSE;
  if (what->text != NULL && strstr(reason, what->text) != NULL)
    return store_refuse(error, "理由里写着要隐去的内容，请换个写法");
  if (!db_exec(db, "PRAGMA secure_delete = ON", error))
    return FALSE;
  Doing doing = {.what = what, .done = done};
  const Deed deed = {
      .verb = JOURNAL_REDACT, .summary = doing.summary, .reason = reason, .task = what->task};
  return store_write(db, actor, &deed, redact, &doing, &done->seq, error);
}

gboolean redact_pack(Db *db, GError **error) {
  return db_exec(db, "VACUUM", error);
}
