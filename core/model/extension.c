#include "core/model/extension.h"

#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/rules/text.h"
#include "core/rules/word.h"

#define SQL_COLUMNS                                                                                \
  "id, task, asked_on, asked_by, reason, old_deadline, old_due, new_deadline, new_due, state, "    \
  "decided_on, decided_by, decision"
#define SQL_LIST                                                                                   \
  "SELECT " SQL_COLUMNS " FROM extension "                                                         \
  "WHERE (?1 = 0 OR task = ?1) AND (NOT ?2 OR state = 'asked' AND " SQL_TASK_IN_USE(               \
      "extension.task") ") ORDER BY id"
#define SQL_ONE "SELECT " SQL_COLUMNS " FROM extension WHERE id = ?1"
#define SQL_WAITING "SELECT id FROM extension WHERE task = ?1 AND state = 'asked'"
#define SQL_ORIGINAL                                                                               \
  "SELECT old_due FROM extension WHERE task = ?1 AND state = 'approved' ORDER BY id LIMIT 1"
#define SQL_INSERT                                                                                 \
  "INSERT INTO extension (task, asked_on, asked_by, reason, old_deadline, old_due, new_deadline, " \
  "new_due, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'asked')"
#define SQL_DECIDE                                                                                 \
  "UPDATE extension SET state = ?2, decided_on = ?3, decided_by = ?4, decision = ?5 WHERE id = ?1"
#define SQL_WITHDRAW "UPDATE extension SET state = 'withdrawn' WHERE id = ?1"
#define SQL_TASK_DUE "UPDATE task SET deadline = ?2, due = ?3 WHERE id = ?1"

static const Word states[EXTENSION_STATE_COUNT] = {
    [EXTENSION_ASKED] = {"asked", "待审批"},
    [EXTENSION_APPROVED] = {"approved", "已批准"},
    [EXTENSION_REFUSED] = {"refused", "不同意"},
    [EXTENSION_WITHDRAWN] = {"withdrawn", "已撤回"},
};

const char *extension_state_code(ExtensionState state) {
  return states[state].code;
}

const char *extension_state_name(ExtensionState state) {
  return states[state].name;
}

gboolean extension_state_parse(const char *text, ExtensionState *out) {
  int index = word_of_text(states, EXTENSION_STATE_COUNT, text);
  if (index >= 0)
    *out = (ExtensionState)index;
  return index >= 0;
}

void extension_free(Extension *extension) {
  if (extension == NULL)
    return;
  g_free(extension->asked_by);
  g_free(extension->reason);
  g_free(extension->old_deadline);
  g_free(extension->new_deadline);
  g_free(extension->decided_by);
  g_free(extension->decision);
  g_free(extension);
}

/* ---- reading ---------------------------------------------------------------------------- */

static Extension *extension_from_row(Query *query) {
  Extension *extension = g_new0(Extension, 1);
  extension->id = query_int(query, 0);
  extension->task = query_int(query, 1);
  extension->asked_on = query_day(query, 2);
  extension->asked_by = g_strdup(query_text(query, 3));
  extension->reason = g_strdup(query_text(query, 4));
  extension->old_deadline = g_strdup(query_text(query, 5));
  extension->old_due = query_day(query, 6);
  extension->new_deadline = g_strdup(query_text(query, 7));
  extension->new_due = query_day(query, 8);
  extension_state_parse(query_text(query, 9), &extension->state); /* the schema admits no other */
  extension->decided_on = query_day(query, 10);
  extension->decided_by = g_strdup(query_text(query, 11));
  extension->decision = g_strdup(query_text(query, 12));
  return extension;
}

GPtrArray *extension_list(Db *db, gint64 task, gboolean only_asked, GError **error) {
  g_autoptr(GPtrArray) extensions = g_ptr_array_new_with_free_func((GDestroyNotify)extension_free);
  Query *query = query_new(db, SQL_LIST);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, only_asked);
  while (query_next(query))
    g_ptr_array_add(extensions, extension_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&extensions);
}

Extension *extension_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_ONE);
  query_bind_int(query, 1, id);
  g_autoptr(Extension) extension = query_next(query) ? extension_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (extension == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有第 %" G_GINT64_FORMAT " 号延期申请，可用 taizhang extend 查看待审批的申请",
                id);
  return g_steal_pointer(&extension);
}

gboolean extension_original(Db *db, gint64 task, Day *due, GError **error) {
  Query *query = query_new(db, SQL_ORIGINAL);
  query_bind_int(query, 1, task);
  *due = query_next(query) ? query_day(query, 0) : DAY_NONE;
  return query_finish(query, error);
}

/* ---- asking ----------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  gint64 task;
  const char *deadline;
  const char *reason;
  gint64 id;
} Asking;

static gboolean check_task(const Reckoning *reckoning, Day today, const Task *task,
                           GError **error) {
  char day[DAY_TEXT_SIZE];
  if (task->kind == TASK_KIND_MEASURE || task->kind == TASK_KIND_DEDUCTION)
    return store_refuse(error, "该项是%s，没有逾期，不必申请延期", task_kind_name(task->kind));
  if (task_state_is_done(task->state) || task->state == TASK_STATE_VOID)
    return store_refuse(error, "该项%s，不必申请延期", task_state_name(task->state));
  if (task->due == DAY_NONE)
    return store_refuse(error, "该项没有办理期限，不必申请延期");
  const Policy *policy = reckoning_policy(reckoning, task->ledger);
  Day last = light_due(task->due, &policy->light);
  if (last < today)
    return store_refuse(error,
                        "该项 %s 已到期，期限过后不能再申请延期；请尽快办结，并在进展中说明原因。"
                        "期限录错了的，请督办或管理员更正",
                        day_to_iso(last, day));
  return TRUE;
}

static gboolean check_not_waiting(Db *db, gint64 task, GError **error) {
  Query *query = query_new(db, SQL_WAITING);
  query_bind_int(query, 1, task);
  gint64 waiting = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (waiting != 0)
    return store_refuse(
        error, "该项的第 %" G_GINT64_FORMAT " 号延期申请还在等待审批；请等待审批，或先撤回它",
        waiting);
  return TRUE;
}

gboolean extension_allows(Db *db, const Reckoning *reckoning, Day today, gint64 id,
                          GError **error) {
  g_autoptr(Task) task = task_load(db, NULL, id, error);
  return task != NULL && check_task(reckoning, today, task, error) &&
         check_not_waiting(db, id, error);
}

static gboolean read_new_due(Db *db, const char *deadline, const Task *task, Day *due,
                             GError **error) {
  char day[DAY_TEXT_SIZE];
  if (!task_read_deadline(db, task->ledger, deadline, due, error))
    return FALSE;
  if (*due == DAY_NONE)
    return store_refuse(error, "从“%s”读不出日期，请写明延到哪一天，例如 2026年12月31日", deadline);
  if (*due <= task->due)
    return store_refuse(error, "新的时限应晚于现在的期限 %s", day_to_iso(task->due, day));
  return task_check_part_due(db, task->parent, *due, error);
}

gboolean extension_reads(Db *db, gint64 id, const char *deadline, GError **error) {
  Day due;
  g_autoptr(Task) task = task_load(db, NULL, id, error);
  g_autofree char *until = text_strip(deadline);
  return task != NULL && read_new_due(db, until, task, &due, error);
}

static gboolean write_asking(Db *db, gpointer data, GError **error) {
  Asking *asking = data;
  Day due;
  g_autoptr(Task) task = task_load(db, NULL, asking->task, error);
  if (task == NULL || !check_task(asking->reckoning, asking->actor->today, task, error) ||
      !check_not_waiting(db, asking->task, error) ||
      !read_new_due(db, asking->deadline, task, &due, error))
    return FALSE;
  Query *query = query_new(db, SQL_INSERT);
  query_bind_int(query, 1, asking->task);
  query_bind_day(query, 2, asking->actor->today);
  query_bind_text(query, 3, asking->actor->who);
  query_bind_text(query, 4, asking->reason);
  query_bind_text(query, 5, task->deadline);
  query_bind_day(query, 6, task->due);
  query_bind_text(query, 7, asking->deadline);
  query_bind_day(query, 8, due);
  if (!query_run(query, error))
    return FALSE;
  asking->id = db_last_id(db);
  return TRUE;
}

static gboolean check_words(const char *until, const char *why, GError **error) {
  if (*until == '\0')
    return store_refuse(error, "请写明延到哪一天，例如 2026年12月31日");
  if (*why == '\0')
    return store_refuse(error, "申请延期要写明理由");
  return TRUE;
}

gboolean extension_put(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                       const char *deadline, const char *reason, gint64 *id, GError **error) {
  g_autofree char *until = text_strip(deadline);
  g_autofree char *why = text_strip(reason);
  Asking asking = {
      .actor = actor, .reckoning = reckoning, .task = task, .deadline = until, .reason = why};
  if (!check_words(until, why, error) || !write_asking(db, &asking, error))
    return FALSE;
  if (id != NULL)
    *id = asking.id;
  return TRUE;
}

gboolean extension_ask(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                       const char *deadline, const char *reason, gint64 *id, GError **error) {
  g_autofree char *until = text_strip(deadline);
  g_autofree char *why = text_strip(reason);
  if (!check_words(until, why, error))
    return FALSE;
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  Asking asking = {
      .actor = actor, .reckoning = reckoning, .task = task, .deadline = until, .reason = why};
  g_autofree char *summary = g_strdup_printf("%s 申请延期到%s", label, until);
  Deed deed = {.verb = "extension.ask", .summary = summary, .reason = why, .task = task};
  if (!store_write(db, actor, &deed, write_asking, &asking, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = asking.id;
  return TRUE;
}

/* ---- deciding --------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  gint64 id;
  gboolean approve;
  const char *decision; /* NULL: nothing */
} Deciding;

static gboolean check_waits(const Extension *extension, GError **error) {
  if (extension->state == EXTENSION_ASKED)
    return TRUE;
  if (extension->decided_by == NULL)
    return store_refuse(error, "第 %" G_GINT64_FORMAT " 号延期申请%s，不能再改", extension->id,
                        extension_state_name(extension->state));
  return store_refuse(error, "第 %" G_GINT64_FORMAT " 号延期申请%s（%s），不能再改", extension->id,
                      extension_state_name(extension->state), extension->decided_by);
}

static gboolean check_person(const Deciding *deciding, const Extension *extension, const Task *task,
                             GError **error) {
  if (reckoning_policy(deciding->reckoning, task->ledger)->one_person ||
      g_strcmp0(extension->asked_by, deciding->actor->who) != 0)
    return TRUE;
  return store_refuse(error,
                      "该申请由 %s 提出，不能由同一人审批；请由另一人审批。本单位允许一人办理的，"
                      "在台账设置（taizhang policy）中把“销号”（延期的审批也按它）改为一人",
                      extension->asked_by);
}

/* The task may have moved on while the request waited. */
static gboolean check_still(Db *db, const Extension *extension, const Task *task, GError **error) {
  char day[DAY_TEXT_SIZE];
  if (task->state == TASK_STATE_CLOSED || task->state == TASK_STATE_VOID)
    return store_refuse(error, "该项%s，不能再批准延期；可以不同意", task_state_name(task->state));
  if (task->due != extension->old_due)
    return store_refuse(error,
                        "申请之后，该项的期限已改为 %s；请不同意这次申请，再按新期限重新申请",
                        task->due != DAY_NONE ? day_to_iso(task->due, day) : "没有期限");
  return task_check_part_due(db, task->parent, extension->new_due, error);
}

static gboolean move_due(Db *db, const Extension *extension, GError **error) {
  Query *query = query_new(db, SQL_TASK_DUE);
  query_bind_int(query, 1, extension->task);
  query_bind_text(query, 2, extension->new_deadline);
  query_bind_day(query, 3, extension->new_due);
  return query_run(query, error);
}

static gboolean write_decision(Db *db, gpointer data, GError **error) {
  const Deciding *deciding = data;
  g_autoptr(Extension) extension = extension_load(db, deciding->id, error);
  if (extension == NULL || !check_waits(extension, error))
    return FALSE;
  g_autoptr(Task) task = task_load(db, NULL, extension->task, error);
  if (task == NULL || !check_person(deciding, extension, task, error))
    return FALSE;
  if (deciding->approve &&
      (!check_still(db, extension, task, error) || !move_due(db, extension, error)))
    return FALSE;
  Query *query = query_new(db, SQL_DECIDE);
  query_bind_int(query, 1, deciding->id);
  query_bind_text(query, 2,
                  extension_state_code(deciding->approve ? EXTENSION_APPROVED : EXTENSION_REFUSED));
  query_bind_day(query, 3, deciding->actor->today);
  query_bind_text(query, 4, deciding->actor->who);
  query_bind_text(query, 5, deciding->decision);
  return query_run(query, error);
}

gboolean extension_check_decider(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                                 GError **error) {
  const Deciding deciding = {.actor = actor, .reckoning = reckoning, .id = id};
  g_autoptr(Extension) extension = extension_load(db, id, error);
  if (extension == NULL || !check_waits(extension, error))
    return FALSE;
  g_autoptr(Task) task = task_load(db, NULL, extension->task, error);
  return task != NULL && check_person(&deciding, extension, task, error);
}

gboolean extension_decide(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                          gboolean approve, const char *decision, GError **error) {
  g_autofree char *said = text_strip(decision);
  if (!approve && *said == '\0')
    return store_refuse(error, "不同意延期要写明意见");
  g_autoptr(Extension) extension = extension_load(db, id, error);
  g_autofree char *label = extension != NULL ? task_label(db, extension->task, error) : NULL;
  if (label == NULL)
    return FALSE;
  Deciding deciding = {
      .actor = actor,
      .reckoning = reckoning,
      .id = id,
      .approve = approve,
      .decision = *said != '\0' ? said : NULL,
  };
  g_autofree char *summary =
      g_strdup_printf("%s %s延期到%s", label, approve ? "批准" : "不同意", extension->new_deadline);
  Deed deed = {
      .verb = approve ? "extension.approve" : "extension.refuse",
      .summary = summary,
      .reason = deciding.decision,
      .task = extension->task,
  };
  return store_write(db, actor, &deed, write_decision, &deciding, NULL, error);
}

/* ---- taking back ------------------------------------------------------------------------ */

static gboolean write_withdrawal(Db *db, gpointer data, GError **error) {
  const Deciding *deciding = data;
  g_autoptr(Extension) extension = extension_load(db, deciding->id, error);
  if (extension == NULL || !check_waits(extension, error))
    return FALSE;
  if (g_strcmp0(extension->asked_by, deciding->actor->who) != 0)
    return store_refuse(error, "该申请由 %s 提出，只能由本人撤回；审批人可以不同意",
                        extension->asked_by);
  Query *query = query_new(db, SQL_WITHDRAW);
  query_bind_int(query, 1, deciding->id);
  return query_run(query, error);
}

gboolean extension_withdraw(Db *db, const Actor *actor, gint64 id, GError **error) {
  g_autoptr(Extension) extension = extension_load(db, id, error);
  g_autofree char *label = extension != NULL ? task_label(db, extension->task, error) : NULL;
  if (label == NULL)
    return FALSE;
  Deciding deciding = {.actor = actor, .id = id};
  g_autofree char *summary = g_strdup_printf("%s 撤回延期申请", label);
  Deed deed = {.verb = "extension.withdraw", .summary = summary, .task = extension->task};
  return store_write(db, actor, &deed, write_withdrawal, &deciding, NULL, error);
}
