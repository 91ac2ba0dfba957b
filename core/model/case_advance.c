/* case_advance.c: taking cases along their way. */
#include "core/model/case_parts.h"
#include "core/rules/text.h"

#define SQL_STAGE_INSERT                                                                           \
  "INSERT INTO case_stage (\"case\", stage, made_on, note, author) VALUES (?1, ?2, ?3, ?4, ?5)"
/* The columns that say where the way has led, kept in step with its last row. */
#define SQL_STAGE_KEEP                                                                             \
  "UPDATE \"case\" SET stage = ?2, "                                                               \
  "filed_on = CASE WHEN filed_on IS NULL AND ?2 <> 'draft' THEN ?3 ELSE filed_on END, "            \
  "adopted_on = CASE WHEN ?2 = 'adopted' THEN ?3 ELSE adopted_on END WHERE id = ?1"

gboolean case_store_stage(Db *db, gint64 id, CaseStage stage, Day on, const char *note,
                          const char *author, GError **error) {
  Query *query = query_new(db, SQL_STAGE_INSERT);
  query_bind_int(query, 1, id);
  query_bind_text(query, 2, case_stage_code(stage));
  query_bind_day(query, 3, on);
  query_bind_text(query, 4, *note != '\0' ? note : NULL);
  query_bind_text(query, 5, author);
  if (!query_run(query, error))
    return FALSE;
  query = query_new(db, SQL_STAGE_KEEP);
  query_bind_int(query, 1, id);
  query_bind_text(query, 2, case_stage_code(stage));
  query_bind_day(query, 3, on);
  return query_run(query, error);
}

typedef struct {
  const Actor *actor;
  gint64 id;
  CaseStage to;
  Day on;
  const char *note;
} Advance;

static gboolean check_advance(const Case *file, const Advance *advance, GError **error) {
  g_autofree char *why = case_stage_refusal(file->stage, advance->to);
  char day[DAY_TEXT_SIZE];
  if (why != NULL)
    return store_refuse(error, "%s", why);
  if (case_stage_needs_note(advance->to) && *advance->note == '\0')
    return store_refuse(error, "%s案例要写明为什么", case_stage_name(advance->to));
  if (advance->on > advance->actor->today)
    return store_refuse(error, "%s日期不能晚于今天", case_stage_name(advance->to));
  if (advance->on < file->stage_on)
    return store_refuse(error, "%s日期不能早于上一步（%s%s）", case_stage_name(advance->to),
                        day_to_iso(file->stage_on, day), case_stage_name(file->stage));
  return TRUE;
}

/* Checks what is there when it writes, so that two people cannot both take the same step. */
static gboolean write_advance(Db *db, gpointer data, GError **error) {
  const Advance *advance = data;
  g_autoptr(Case) file = case_load(db, advance->id, error);
  return file != NULL && check_advance(file, advance, error) &&
         case_store_stage(db, advance->id, advance->to, advance->on, advance->note,
                          advance->actor->who, error);
}

gboolean case_advance(Db *db, const Actor *actor, gint64 id, CaseStage to, Day on, const char *note,
                      GError **error) {
  g_autoptr(Case) file = case_load(db, id, error);
  if (file == NULL)
    return FALSE;
  g_autofree char *stripped = text_strip(note);
  Advance advance = {.actor = actor,
                     .id = id,
                     .to = to,
                     .on = on != DAY_NONE ? on : actor->today,
                     .note = stripped};
  g_autofree char *summary = g_strdup_printf("案例“%s”：%s", file->title, case_stage_name(to));
  Deed deed = {
      .verb = "case.stage", .summary = summary, .reason = *stripped != '\0' ? stripped : NULL};
  return store_write(db, actor, &deed, write_advance, &advance, NULL, error);
}
