#include "core/model/way.h"

#include "core/model/task.h"
#include "core/rules/text.h"

#define SQL_STEPS                                                                                  \
  "SELECT id, task, name, before, after, made_on, reason, author FROM step WHERE task = ?1 "       \
  "ORDER BY id"
#define SQL_STEP_INTO "INSERT INTO step (task, name, before, after, made_on, reason, author)"
#define SQL_STATE "UPDATE task SET state = ?2 WHERE id = ?1"
#define SQL_STATE_FINISHED "UPDATE task SET state = ?2, done_on = ?3, percent = 100 WHERE id = ?1"
#define SQL_STATE_UNFINISHED                                                                       \
  "UPDATE task SET state = ?2, done_on = NULL, percent = (SELECT percent FROM progress "           \
  "WHERE task = ?1 AND percent IS NOT NULL ORDER BY made_on DESC, id DESC LIMIT 1) WHERE id = ?1"
#define SQL_TASK "SELECT kind, state, ledger, done_on FROM task WHERE id = ?1"
#define SQL_BEFORE "SELECT before FROM step WHERE task = ?1 AND name = ?2 ORDER BY id DESC LIMIT 1"
#define SQL_FINISHED_BY                                                                            \
  "SELECT author FROM step WHERE task = ?1 AND name = 'finish' ORDER BY id DESC LIMIT 1"
#define SQL_OPEN_PART                                                                              \
  "SELECT id FROM task WHERE parent = ?1 AND state NOT IN ('done', 'closed', 'void') "             \
  "ORDER BY number LIMIT 1"
#define SQL_DONE_PARENT                                                                            \
  "SELECT up.id FROM task t JOIN task up ON up.id = t.parent "                                     \
  "WHERE t.id = ?1 AND up.state IN ('done', 'closed')"
#define SQL_UNTIL "SELECT task, name, after, made_on FROM step WHERE made_on <= ?1 ORDER BY id"

void way_step_free(WayStep *step) {
  if (step == NULL)
    return;
  g_free(step->reason);
  g_free(step->author);
  g_free(step);
}

/* ---- reading ---------------------------------------------------------------------------- */

GPtrArray *way_list(Db *db, gint64 task, GError **error) {
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func((GDestroyNotify)way_step_free);
  Query *query = query_new(db, SQL_STEPS);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    WayStep *step = g_new0(WayStep, 1);
    step->id = query_int(query, 0);
    step->task = query_int(query, 1);
    step_parse(query_text(query, 2), &step->step); /* the schema admits no other code */
    task_state_parse(query_text(query, 3), &step->before);
    task_state_parse(query_text(query, 4), &step->after);
    step->made_on = query_day(query, 5);
    step->reason = g_strdup(query_text(query, 6));
    step->author = g_strdup(query_text(query, 7));
    g_ptr_array_add(steps, step);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&steps);
}

gboolean way_follow(Db *db, Day day, WaySeen seen, gpointer data, GError **error) {
  Query *query = query_new(db, SQL_UNTIL);
  query_bind_day(query, 1, day);
  while (query_next(query)) {
    Step step = STEP_ASSIGN;
    TaskState after = TASK_STATE_NEW;
    step_parse(query_text(query, 1), &step); /* the schema admits no other code */
    task_state_parse(query_text(query, 2), &after);
    seen(query_int(query, 0), step, after, query_day(query, 3), data);
  }
  return query_finish(query, error);
}

/* ---- putting on record ------------------------------------------------------------------ */

static gboolean store_state(Db *db, gint64 task, Step step, TaskState before, TaskState after,
                            Day made_on, GError **error) {
  gboolean back = (step == STEP_RETURN || step == STEP_REOPEN) && task_state_is_done(before);
  Query *query = query_new(db, step == STEP_FINISH ? SQL_STATE_FINISHED
                               : back              ? SQL_STATE_UNFINISHED
                                                   : SQL_STATE);
  query_bind_int(query, 1, task);
  query_bind_text(query, 2, task_state_code(after));
  if (step == STEP_FINISH)
    query_bind_day(query, 3, made_on);
  return query_run(query, error);
}

Insert *way_rows_new(Db *db) {
  enum { COLUMNS = 7 };
  return insert_new(db, SQL_STEP_INTO, COLUMNS, "");
}

void way_rows_add(Insert *rows, const WayStep *step) {
  insert_int(rows, step->task);
  insert_text(rows, step_code(step->step));
  insert_text(rows, task_state_code(step->before));
  insert_text(rows, task_state_code(step->after));
  insert_day(rows, step->made_on);
  insert_text(rows, step->reason);
  insert_text(rows, step->author);
}

gboolean way_insert(Db *db, const Actor *actor, gint64 task, Step step, TaskState before,
                    TaskState after, Day made_on, const char *reason, GError **error) {
  WayStep taken = {
      .task = task,
      .step = step,
      .before = before,
      .after = after,
      .made_on = made_on,
      .reason = (char *)reason,
      .author = (char *)actor->who,
  };
  g_autoptr(Insert) rows = way_rows_new(db);
  way_rows_add(rows, &taken);
  return insert_put(rows, error) && store_state(db, task, step, before, after, made_on, error);
}

/* ---- checking --------------------------------------------------------------------------- */

/* The task that sql finds from task, in *id; 0 where it finds none. */
static gboolean find_task(Db *db, const char *sql, gint64 task, gint64 *id, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, task);
  *id = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

/* A split task ends when its parts do. */
static gboolean check_parts(Db *db, gint64 task, Step step, GError **error) {
  gint64 part;
  if (!find_task(db, SQL_OPEN_PART, task, &part, error))
    return FALSE;
  if (part == 0)
    return TRUE;
  g_autofree char *label = task_label(db, part, error);
  if (label == NULL)
    return FALSE;
  return store_refuse(error, "该项已分解，其中%s还没有办结，不能%s；请先逐项处理各部分", label,
                      step_name(step));
}

/* A part is not open under a task that is done. */
static gboolean check_parent(Db *db, gint64 task, Step step, GError **error) {
  gint64 parent;
  if (!find_task(db, SQL_DONE_PARENT, task, &parent, error))
    return FALSE;
  if (parent == 0)
    return TRUE;
  g_autofree char *label = task_label(db, parent, error);
  if (label == NULL)
    return FALSE;
  return store_refuse(error, "该项是%s的一部分，而那一项已经办结，不能%s；请先退回或重新打开那一项",
                      label, step_name(step));
}

gboolean way_check(Db *db, gint64 task, Step step, TaskKind kind, TaskState state, GError **error) {
  g_autofree char *refusal = step_refusal(step, kind, state);
  if (refusal != NULL)
    return store_refuse(error, "%s", refusal);
  if (step == STEP_FINISH || step == STEP_PAUSE || step == STEP_VOID)
    return check_parts(db, task, step, error);
  if (step == STEP_RETURN || step == STEP_RESUME || step == STEP_REOPEN)
    return check_parent(db, task, step, error);
  return TRUE;
}

/* ---- taking a step ---------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  gint64 task;
  Step step;
  Day made_on;
  const char *reason; /* NULL: none */
} Taking;

gboolean way_state_before(Db *db, gint64 task, Step step, TaskState *before, GError **error) {
  *before = TASK_STATE_ACTIVE;
  Query *query = query_new(db, SQL_BEFORE);
  query_bind_int(query, 1, task);
  query_bind_text(query, 2, step_code(step == STEP_RESUME ? STEP_PAUSE : STEP_VOID));
  if (query_next(query))
    task_state_parse(query_text(query, 0), before);
  return query_finish(query, error);
}

gboolean way_check_closer(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                          gint64 ledger, GError **error) {
  if (reckoning_policy(reckoning, ledger)->one_person)
    return TRUE;
  Query *query = query_new(db, SQL_FINISHED_BY);
  query_bind_int(query, 1, task);
  g_autofree char *who = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return FALSE;
  if (g_strcmp0(who, actor->who) != 0)
    return TRUE;
  return store_refuse(error,
                      "该项由 %s 办结，不能由同一人销号；请由另一人审核。本单位允许一人办理的，"
                      "在台账设置（taizhang policy）中把“销号”改为一人",
                      who);
}

static gboolean check_closing(Db *db, const Taking *taking, gint64 ledger, Day done_on,
                              GError **error) {
  if (done_on != DAY_NONE && taking->made_on < done_on) {
    char day[DAY_TEXT_SIZE];
    return store_refuse(error, "该项 %s 办结，销号日期不能早于这一天", day_to_iso(done_on, day));
  }
  return way_check_closer(db, taking->actor, taking->reckoning, taking->task, ledger, error);
}

static gboolean write_step(Db *db, gpointer data, GError **error) {
  const Taking *taking = data;
  TaskKind kind = TASK_KIND_TASK;
  TaskState state = TASK_STATE_NEW, before, after;
  gint64 ledger = 0;
  Day done_on = DAY_NONE;
  Query *query = query_new(db, SQL_TASK);
  query_bind_int(query, 1, taking->task);
  gboolean found = query_next(query);
  if (found) {
    task_kind_parse(query_text(query, 0), &kind);
    task_state_parse(query_text(query, 1), &state);
    ledger = query_int(query, 2);
    done_on = query_day(query, 3);
  }
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    return store_refuse(error, "该项刚被删除，没有保存；请刷新后核对");
  if (!way_check(db, taking->task, taking->step, kind, state, error) ||
      !way_state_before(db, taking->task, taking->step, &before, error))
    return FALSE;
  if (taking->step == STEP_CLOSE && !check_closing(db, taking, ledger, done_on, error))
    return FALSE;
  step_leads(taking->step, kind, state, before, &after);
  return way_insert(db, taking->actor, taking->task, taking->step, state, after, taking->made_on,
                    taking->reason, error);
}

/* What is stored of a step that is to be taken; FALSE and error where it may not be asked for. why:
 * the reason without blanks around it. */
static gboolean prepare(Taking *taking, const char *why, GError **error) {
  if (*why == '\0' && step_needs_reason(taking->step))
    return store_refuse(error, "%s要写明理由", step_name(taking->step));
  taking->reason = *why != '\0' ? why : NULL;
  if (taking->made_on == DAY_NONE)
    taking->made_on = taking->actor->today;
  if (taking->made_on > taking->actor->today)
    return store_refuse(error, "%s日期不能晚于今天", step_name(taking->step));
  return TRUE;
}

gboolean way_advance(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task, Step step,
                     Day made_on, const char *reason, GError **error) {
  g_autofree char *why = text_strip(reason);
  Taking taking = {
      .actor = actor, .reckoning = reckoning, .task = task, .step = step, .made_on = made_on};
  return prepare(&taking, why, error) && write_step(db, &taking, error);
}

gboolean way_take(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task, Step step,
                  Day made_on, const char *reason, GError **error) {
  g_autofree char *why = text_strip(reason);
  Taking taking = {
      .actor = actor, .reckoning = reckoning, .task = task, .step = step, .made_on = made_on};
  if (!prepare(&taking, why, error))
    return FALSE;
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *verb = g_strconcat("task.", step_code(step), NULL);
  g_autofree char *summary = g_strdup_printf("%s %s", label, step_name(step));
  Deed deed = {.verb = verb, .summary = summary, .reason = taking.reason, .task = task};
  return store_write(db, actor, &deed, write_step, &taking, NULL, error);
}
