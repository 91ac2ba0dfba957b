/* case_edit.c: recording, editing and removing cases. Their way is in case_advance.c. */
#include "core/model/case_parts.h"
#include "core/model/settle.h"
#include "core/model/unit.h"
#include "core/rules/text.h"

#define SQL_TOPIC_MONTH                                                                            \
  "SELECT p.year, t.month FROM topic t JOIN plan p ON p.id = t.plan WHERE t.id = ?1"
#define SQL_PLAN_OF_YEAR "SELECT count(*) FROM plan WHERE year = ?1"
#define SQL_INSERT                                                                                 \
  "INSERT INTO \"case\" (topic, title, unit, summary, author, month, stage, domain, subdomain) "   \
  "VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, 'draft', ?7, ?8)"
#define SQL_UPDATE                                                                                 \
  "UPDATE \"case\" SET topic = ?1, title = ?2, unit = nullif(?3, 0), summary = ?4, month = ?6, "   \
  "domain = ?7, subdomain = ?8 WHERE id = ?9"
#define SQL_EVIDENCE_THERE "SELECT count(*) FROM evidence WHERE \"case\" = ?1 AND reference = ?2"
#define SQL_EVIDENCE_INSERT                                                                        \
  "INSERT INTO evidence (\"case\", reference, size, digest) VALUES (?1, ?2, ?3, ?4)"
#define SQL_EVIDENCE_DELETE "DELETE FROM evidence WHERE \"case\" = ?1"
#define SQL_STAGES_DELETE "DELETE FROM case_stage WHERE \"case\" = ?1"
#define SQL_DELETE "DELETE FROM \"case\" WHERE id = ?1"

/* ---- what a person says of it -------------------------------------------------------------- */

/* An input as it is stored. */
typedef struct {
  const Actor *actor;
  const CaseInput *input;
  const Case *before; /* as the person saw it; NULL: a new one */
  gint64 id;          /* 0: a new one */
  gint64 topic;
  Day month; /* the first day */
  char *title;
  char *unit_name;
  gint64 unit;
  char *domain;
  char *subdomain;
  char *summary;
  char *note;
  Day made_on;
} Filing;

static void filing_clear(Filing *filing) {
  g_free(filing->title);
  g_free(filing->unit_name);
  g_free(filing->domain);
  g_free(filing->subdomain);
  g_free(filing->summary);
  g_free(filing->note);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Filing, filing_clear)

static Filing filing_of(const Actor *actor, const CaseInput *input) {
  return (Filing){
      .actor = actor,
      .input = input,
      .topic = input->topic,
      .title = text_strip(input->title),
      .unit_name = text_strip(input->unit),
      .domain = text_strip(input->domain),
      .subdomain = text_strip(input->subdomain),
      .summary = text_strip(input->summary),
      .note = text_strip(input->note),
      .made_on = input->made_on != DAY_NONE ? input->made_on : actor->today,
  };
}

static gboolean find_unit(Db *db, Filing *filing, GError **error) {
  if (*filing->unit_name == '\0')
    return TRUE;
  g_autoptr(Unit) unit = unit_find(db, filing->unit_name, error);
  if (unit == NULL)
    return FALSE;
  filing->unit = unit->id;
  return TRUE;
}

static gboolean check_domain(const Filing *filing, CaseField *field, GError **error) {
  *field = CASE_FIELD_DOMAIN;
  if (*filing->domain != '\0' && case_domain_find(filing->domain) == NULL) {
    g_autofree char *names = case_domain_names();
    return store_refuse(error, "没有“%s”这个领域，可以是：%s", filing->domain, names);
  }
  *field = CASE_FIELD_SUBDOMAIN;
  if (*filing->subdomain != '\0' && *filing->domain == '\0')
    return store_refuse(error, "写了细分领域“%s”，还要写明它属于哪个领域", filing->subdomain);
  return TRUE;
}

static gboolean check_start(const Filing *filing, CaseField *field, GError **error) {
  *field = CASE_FIELD_STAGE;
  if (!case_stage_begins(filing->input->stage)) {
    g_autofree char *why = case_stage_refusal(CASE_DRAFT, filing->input->stage);
    return store_refuse(error, "%s", why);
  }
  *field = CASE_FIELD_MADE_ON;
  if (filing->made_on > filing->actor->today)
    return store_refuse(error, "%s日期不能晚于今天",
                        filing->input->stage == CASE_DRAFT ? "起草" : "报送");
  return TRUE;
}

static gboolean check_text(Filing *filing, CaseField *field, GError **error) {
  *field = CASE_FIELD_TITLE;
  if (*filing->title == '\0')
    return store_refuse(error, "案例标题不能为空");
  if (!check_domain(filing, field, error))
    return FALSE;
  return filing->before != NULL || check_start(filing, field, error);
}

/* The month it counts for: as said, or that of its topic. */
static gboolean read_month(Db *db, Filing *filing, CaseField *field, GError **error) {
  *field = CASE_FIELD_TOPIC;
  Query *query = query_new(db, SQL_TOPIC_MONTH);
  query_bind_int(query, 1, filing->input->topic);
  Day own = query_next(query) ? day_from_ymd((int)query_int(query, 0), (int)query_int(query, 1), 1)
                              : DAY_NONE;
  if (!query_finish(query, error))
    return FALSE;
  if (own == DAY_NONE) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "选题计划里没有这个月的主题，可能已被改动；请刷新后再试");
    return FALSE;
  }
  filing->month = own;
  if (filing->input->month == DAY_NONE)
    return TRUE;
  *field = CASE_FIELD_MONTH;
  CivilDate date = day_civil(filing->input->month);
  filing->month = day_from_ymd(date.year, date.month, 1);
  query = query_new(db, SQL_PLAN_OF_YEAR);
  query_bind_int(query, 1, date.year);
  gboolean planned = query_next(query) && query_int(query, 0) > 0;
  if (!query_finish(query, error))
    return FALSE;
  if (!planned)
    return store_refuse(error, "%d年还没有选题计划，案例不能计入%d年%d月；请先建立当年的计划",
                        date.year, date.year, date.month);
  return TRUE;
}

/* Everything of a filing that can be refused; *field is CASE_FIELD_NONE where nothing is. */
static gboolean check(Db *db, Filing *filing, CaseField *field, GError **error) {
  if (!check_text(filing, field, error) || !read_month(db, filing, field, error))
    return FALSE;
  *field = CASE_FIELD_UNIT;
  if (!find_unit(db, filing, error))
    return FALSE;
  *field = CASE_FIELD_NONE;
  return TRUE;
}

/* ---- writing ------------------------------------------------------------------------------ */

static const char *filled(const char *text) {
  return *text != '\0' ? text : NULL;
}

static gboolean store_evidence(Db *db, gint64 id, const char *reference, const GPtrArray *files,
                               GError **error) {
  Query *query = query_new(db, SQL_EVIDENCE_INSERT);
  query_bind_int(query, 1, id);
  query_bind_text(query, 2, reference);
  evidence_bind(query, 3, files, reference);
  return query_run(query, error);
}

static gboolean check_evidence(Db *db, gint64 id, const char *reference, GError **error) {
  Query *query = query_new(db, SQL_EVIDENCE_THERE);
  query_bind_int(query, 1, id);
  query_bind_text(query, 2, reference);
  gboolean there = query_next(query) && query_int(query, 0) > 0;
  if (!query_finish(query, error))
    return FALSE;
  return !there || store_refuse(error, "佐证材料“%s”已经附上，不必再附", reference);
}

static gboolean store_references(Db *db, gint64 id, const char *const *references,
                                 const GPtrArray *files, GError **error) {
  for (gsize i = 0; references != NULL && references[i] != NULL; i++) {
    g_autofree char *reference = text_strip(references[i]);
    if (*reference != '\0' && (!check_evidence(db, id, reference, error) ||
                               !store_evidence(db, id, reference, files, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean settle_words(char **wanted, const char *before, const char *now, const char *field,
                             GError **error) {
  if (!settle_text(field, before, *wanted, now, error))
    return FALSE;
  if (merge_text(before, *wanted, now) != MERGE_THEIRS)
    return TRUE;
  g_free(*wanted);
  *wanted = g_strdup(now != NULL ? now : "");
  return TRUE;
}

static gboolean settle_id(gint64 *wanted, gint64 before, gint64 now, const char *field,
                          const char *word, GError **error) {
  if (!settle_number(field, before, *wanted, now, word, error))
    return FALSE;
  if (*wanted == before)
    *wanted = now;
  return TRUE;
}

/* A part belongs to its field, so the two are one. */
static gboolean settle_domain(Filing *filing, const Case *now, GError **error) {
  const Case *before = filing->before;
  gboolean same = g_strcmp0(filled(filing->domain), before->domain) == 0;
  if (!same && g_strcmp0(before->subdomain, now->subdomain) != 0)
    return settle_refuse("细分领域", now->subdomain, error);
  if (same && g_strcmp0(filled(filing->subdomain), before->subdomain) != 0 &&
      g_strcmp0(before->domain, now->domain) != 0)
    return settle_refuse("领域", now->domain, error);
  return settle_words(&filing->domain, before->domain, now->domain, "领域", error) &&
         settle_words(&filing->subdomain, before->subdomain, now->subdomain, "细分领域", error);
}

/* What the person left alone stays as it is by now; what somebody else changed is not written over.
 */
static gboolean settle(Filing *filing, const Case *now, GError **error) {
  const Case *before = filing->before;
  gint64 month = filing->month;
  CivilDate counted = day_civil(now->month);
  g_autofree char *word = g_strdup_printf("%d年%d月", counted.year, counted.month);
  gboolean good =
      settle_id(&filing->topic, before->topic, now->topic, "主题", now->topic_title, error) &&
      settle_id(&month, before->month, now->month, "计入月份", word, error) &&
      settle_id(&filing->unit, before->unit_id, now->unit_id, "报送单位", now->unit, error) &&
      settle_words(&filing->title, before->title, now->title, "案例标题", error) &&
      settle_words(&filing->summary, before->summary, now->summary, "内容摘要", error) &&
      settle_domain(filing, now, error);
  filing->month = (Day)month;
  return good;
}

static gboolean write_row(Db *db, Filing *filing, GError **error) {
  Query *query = query_new(db, filing->before == NULL ? SQL_INSERT : SQL_UPDATE);
  query_bind_int(query, 1, filing->topic);
  query_bind_text(query, 2, filing->title);
  query_bind_int(query, 3, filing->unit);
  query_bind_text(query, 4, filled(filing->summary));
  query_bind_day(query, 6, filing->month);
  query_bind_text(query, 7, filled(filing->domain));
  query_bind_text(query, 8, filled(filing->subdomain));
  if (filing->before == NULL)
    query_bind_text(query, 5, filing->actor->who);
  else
    query_bind_int(query, 9, filing->id);
  return query_run(query, error);
}

static gboolean write_edit(Db *db, gpointer data, GError **error) {
  Filing *filing = data;
  g_autoptr(Case) now = case_load(db, filing->id, error);
  return now != NULL && settle(filing, now, error) && write_row(db, filing, error);
}

static gboolean write_filing(Db *db, gpointer data, GError **error) {
  Filing *filing = data;
  if (!write_row(db, filing, error))
    return FALSE;
  filing->id = db_last_id(db);
  return case_store_stage(db, filing->id, filing->input->stage, filing->made_on, filing->note,
                          filing->actor->who, error) &&
         store_references(db, filing->id, filing->input->references, filing->input->files, error);
}

gboolean case_create(Db *db, const Actor *actor, const CaseInput *input, gint64 *id,
                     CaseField *field, GError **error) {
  CaseField ignored;
  g_auto(Filing) filing = filing_of(actor, input);
  if (!check(db, &filing, field != NULL ? field : &ignored, error))
    return FALSE;
  g_autofree char *summary =
      input->stage == CASE_DRAFT
          ? g_strdup_printf("起草案例“%s”", filing.title)
          : g_strdup_printf("报送案例“%s”（%s）", filing.title, case_stage_name(input->stage));
  Deed deed = {.verb = "case.add", .summary = summary};
  if (!store_write(db, actor, &deed, write_filing, &filing, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = filing.id;
  return TRUE;
}

gboolean case_edit(Db *db, const Actor *actor, const Case *before, const CaseInput *input,
                   CaseField *field, GError **error) {
  CaseField ignored;
  if (field == NULL)
    field = &ignored;
  g_auto(Filing) filing = filing_of(actor, input);
  filing.before = before;
  filing.id = before->id;
  if (!check(db, &filing, field, error))
    return FALSE;
  g_autofree char *summary = g_strdup_printf("修改案例“%s”", before->title);
  Deed deed = {.verb = "case.edit", .summary = summary};
  return store_write(db, actor, &deed, write_edit, &filing, NULL, error);
}

/* ---- evidence ----------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  const char *const *references;
  const GPtrArray *files;
} Proof;

static gboolean write_evidence(Db *db, gpointer data, GError **error) {
  const Proof *proof = data;
  return store_references(db, proof->id, proof->references, proof->files, error);
}

gboolean case_evidence_add(Db *db, const Actor *actor, gint64 id, const char *const *references,
                           const GPtrArray *files, GError **error) {
  g_autoptr(Case) file = case_load(db, id, error);
  if (file == NULL)
    return FALSE;
  for (gsize i = 0; references[i] != NULL; i++) {
    g_autofree char *reference = text_strip(references[i]);
    if (*reference == '\0')
      return store_refuse(error, "佐证材料不能为空，请写文件路径或文号");
  }
  g_autofree char *summary = g_strdup_printf("案例“%s”：附佐证材料", file->title);
  Proof proof = {.id = id, .references = references, .files = files};
  Deed deed = {.verb = "case.evidence", .summary = summary};
  return store_write(db, actor, &deed, write_evidence, &proof, NULL, error);
}

/* ---- removing ----------------------------------------------------------------------------- */

static gboolean delete_by(Db *db, const char *sql, gint64 id, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, id);
  return query_run(query, error);
}

static gboolean write_removal(Db *db, gpointer data, GError **error) {
  const gint64 *id = data;
  return delete_by(db, SQL_EVIDENCE_DELETE, *id, error) &&
         delete_by(db, SQL_STAGES_DELETE, *id, error) && delete_by(db, SQL_DELETE, *id, error);
}

gboolean case_remove(Db *db, const Actor *actor, gint64 id, const char *reason, GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0')
    return store_refuse(error, "删除案例要写明理由");
  g_autoptr(Case) file = case_load(db, id, error);
  if (file == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("删除案例“%s”", file->title);
  Deed deed = {.verb = "case.remove", .summary = summary, .reason = why};
  return store_write(db, actor, &deed, write_removal, &id, NULL, error);
}
