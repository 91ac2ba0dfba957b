/* 得分事项, evidence, and the recurrence rules that a node counts. */
#include <string.h>

#include "core/model/schedule.h"
#include "core/model/score_parts.h"
#include "core/rules/text.h"

#define SQL_ENTRIES                                                                                \
  "SELECT id, node, made_on, text, reference, author FROM score_entry "                            \
  "WHERE node = ?1 AND made_on BETWEEN ?2 AND ?3 ORDER BY made_on, id"
#define SQL_ENTRY_INSERT                                                                           \
  "INSERT INTO score_entry (node, made_on, text, reference, author) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_ENTRY_FIND "SELECT node, text FROM score_entry WHERE id = ?1"
#define SQL_ENTRY_DELETE "DELETE FROM score_entry WHERE id = ?1"
#define SQL_EVIDENCE                                                                               \
  "SELECT reference, size, digest FROM evidence WHERE node = ?1 AND span = ?2 ORDER BY id"
#define SQL_EVIDENCE_INSERT                                                                        \
  "INSERT INTO evidence (node, span, reference, size, digest) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_LINKS "SELECT schedule FROM node_schedule WHERE node = ?1 ORDER BY schedule"
#define SQL_UNLINK "DELETE FROM node_schedule WHERE node = ?1"

/* ---- entries ---------------------------------------------------------------------------- */

void score_entry_free(ScoreEntry *entry) {
  if (entry == NULL)
    return;
  g_free(entry->text);
  g_free(entry->reference);
  g_free(entry->author);
  g_free(entry);
}

GPtrArray *score_entries(Db *db, gint64 node, const char *span, GError **error) {
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)score_entry_free);
  SpanDays days;
  if (!span_days(span, &days))
    return g_steal_pointer(&entries);
  Query *query = query_new(db, SQL_ENTRIES);
  query_bind_int(query, 1, node);
  query_bind_day(query, 2, days.first);
  query_bind_day(query, 3, days.last);
  while (query_next(query)) {
    ScoreEntry *entry = g_new0(ScoreEntry, 1);
    entry->id = query_int(query, 0);
    entry->node = query_int(query, 1);
    entry->made_on = query_day(query, 2);
    entry->text = g_strdup(query_text(query, 3));
    entry->reference = g_strdup(query_text(query, 4));
    entry->author = g_strdup(query_text(query, 5));
    g_ptr_array_add(entries, entry);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&entries);
}

typedef struct {
  const Actor *actor;
  gint64 node;
  Day made_on;
  const char *text;      /* without blanks around it */
  const char *reference; /* the same; "": none */
  gint64 id;
} Adding;

static gboolean write_entry(Db *db, gpointer data, GError **error) {
  Adding *adding = data;
  Query *query = query_new(db, SQL_ENTRY_INSERT);
  query_bind_int(query, 1, adding->node);
  query_bind_day(query, 2, adding->made_on);
  query_bind_text(query, 3, adding->text);
  query_bind_text(query, 4, *adding->reference != '\0' ? adding->reference : NULL);
  query_bind_text(query, 5, adding->actor->who);
  if (!query_run(query, error))
    return FALSE;
  adding->id = db_last_id(db);
  return TRUE;
}

static gboolean check_entry(const NodeRef *ref, const Adding *adding, GError **error) {
  const SystemNode *node = ref->node;
  int year = ref->system->year;
  if (node->rule == RULE_SUM || node->source != SOURCE_ENTRY)
    return store_refuse(error, "“%s %s”不逐条登记，计分方法是%s", node->code, node->title,
                        rule_kind_name(node->rule));
  if (*adding->text == '\0')
    return store_refuse(error, "请写明做了什么");
  if (adding->made_on > adding->actor->today)
    return store_refuse(error, "日期不能晚于今天");
  if (day_civil(adding->made_on).year != year)
    return store_refuse(error, "日期不在%d年内，不能计入这一年的测评", year);
  return TRUE;
}

gboolean score_entry_add(Db *db, const Actor *actor, gint64 node, Day made_on, const char *text,
                         const char *reference, gint64 *id, GError **error) {
  g_autofree char *what = text_strip(text);
  g_autofree char *proof = text_strip(reference);
  Adding adding = {.actor = actor,
                   .node = node,
                   .made_on = made_on != DAY_NONE ? made_on : actor->today,
                   .text = what,
                   .reference = proof};
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  if (ref == NULL || !check_entry(ref, &adding, error))
    return FALSE;
  char span[SPAN_KEY_SIZE];
  score_span(ref->system, adding.made_on, span);
  g_autofree char *summary = node_ref_deed(ref, span, "登记得分事项");
  Deed deed = {.verb = "score.entry", .summary = summary};
  if (!store_write(db, actor, &deed, write_entry, &adding, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = adding.id;
  return TRUE;
}

static gboolean write_entry_removal(Db *db, gpointer data, GError **error) {
  Query *query = query_new(db, SQL_ENTRY_DELETE);
  query_bind_int(query, 1, *(const gint64 *)data);
  return query_run(query, error);
}

gboolean score_entry_remove(Db *db, const Actor *actor, gint64 id, const char *reason,
                            GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0')
    return store_refuse(error, "删除得分事项要写明理由");
  Query *query = query_new(db, SQL_ENTRY_FIND);
  query_bind_int(query, 1, id);
  gint64 node = query_next(query) ? query_int(query, 0) : 0;
  g_autofree char *text = g_strdup(node != 0 ? query_text(query, 1) : NULL);
  if (!query_finish(query, error))
    return FALSE;
  if (node == 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的得分事项，可能已被删除；请刷新后再试", id);
    return FALSE;
  }
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  if (ref == NULL)
    return FALSE;
  g_autofree char *what = g_strdup_printf("删除得分事项“%s”", text);
  g_autofree char *summary = node_ref_deed(ref, NULL, what);
  Deed deed = {.verb = "score.entry.remove", .summary = summary, .reason = why};
  return store_write(db, actor, &deed, write_entry_removal, &id, NULL, error);
}

/* ---- evidence --------------------------------------------------------------------------- */

GPtrArray *score_evidence(Db *db, gint64 node, const char *span, GError **error) {
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  Query *query = query_new(db, SQL_EVIDENCE);
  query_bind_int(query, 1, node);
  query_bind_text(query, 2, span);
  while (query_next(query))
    g_ptr_array_add(pieces, evidence_from(query, 0));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&pieces);
}

typedef struct {
  gint64 node;
  const char *span;
  const char *const *references;
  const GPtrArray *files;
} Proof;

static gboolean write_reference(Db *db, const Proof *proof, const char *reference, GError **error) {
  g_autoptr(GPtrArray) known = score_evidence(db, proof->node, proof->span, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++) {
    if (strcmp(((const Evidence *)known->pdata[i])->reference, reference) == 0)
      return store_refuse(error, "佐证材料“%s”已经有了", reference);
  }
  Query *query = query_new(db, SQL_EVIDENCE_INSERT);
  query_bind_int(query, 1, proof->node);
  query_bind_text(query, 2, proof->span);
  query_bind_text(query, 3, reference);
  evidence_bind(query, 4, proof->files, reference);
  return query_run(query, error);
}

static gboolean write_evidence(Db *db, gpointer data, GError **error) {
  const Proof *proof = data;
  for (gsize i = 0; proof->references[i] != NULL; i++) {
    g_autofree char *reference = text_strip(proof->references[i]);
    if (*reference == '\0')
      return store_refuse(error, "请写明佐证材料：文件、文号或网址");
    if (!write_reference(db, proof, reference, error))
      return FALSE;
  }
  return TRUE;
}

gboolean score_evidence_add(Db *db, const Actor *actor, gint64 node, const char *span,
                            const char *const *references, const GPtrArray *files, GError **error) {
  SpanDays days;
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  if (ref == NULL || !span_of(ref->system, span, &days, error))
    return FALSE;
  if (ref->node->rule == RULE_SUM)
    return store_refuse(error, "“%s %s”由下级指标相加，请把佐证材料加在下级指标上", ref->node->code,
                        ref->node->title);
  Proof proof = {.node = node, .span = span, .references = references, .files = files};
  g_autofree char *summary = node_ref_deed(ref, span, "添加佐证材料");
  Deed deed = {.verb = "score.evidence", .summary = summary};
  return store_write(db, actor, &deed, write_evidence, &proof, NULL, error);
}

/* ---- recurrence rules ------------------------------------------------------------------- */

GArray *score_links(Db *db, gint64 node, GError **error) {
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(db, SQL_LINKS);
  query_bind_int(query, 1, node);
  while (query_next(query)) {
    gint64 schedule = query_int(query, 0);
    g_array_append_val(links, schedule);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&links);
}

typedef struct {
  gint64 node;
  const GArray *schedules;
} Linking;

static gboolean write_links(Db *db, gpointer data, GError **error) {
  const Linking *linking = data;
  Query *query = query_new(db, SQL_UNLINK);
  query_bind_int(query, 1, linking->node);
  if (!query_run(query, error))
    return FALSE;
  for (guint i = 0; i < linking->schedules->len; i++) {
    gint64 id = g_array_index(linking->schedules, gint64, i);
    g_autoptr(Schedule) schedule = schedule_load(db, id, error);
    if (schedule == NULL || !system_node_link(db, linking->node, id, error))
      return FALSE;
  }
  return TRUE;
}

gboolean score_link(Db *db, const Actor *actor, gint64 node, const GArray *schedules,
                    GError **error) {
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  if (ref == NULL)
    return FALSE;
  if (ref->node->rule == RULE_SUM || !source_has_periods(ref->node->source))
    return store_refuse(error, "“%s %s”不按周期要求计分，不用关联", ref->node->code,
                        ref->node->title);
  Linking linking = {.node = node, .schedules = schedules};
  g_autofree char *summary = node_ref_deed(ref, NULL, "关联周期要求");
  Deed deed = {.verb = "score.link", .summary = summary};
  return store_write(db, actor, &deed, write_links, &linking, NULL, error);
}
