#include "core/model/progress.h"

#include "core/model/task.h"
#include "core/model/task_parts.h"
#include "core/model/way.h"
#include "core/rules/text.h"

#define PROGRESS_COLUMNS                                                                           \
  "SELECT p.id, p.task, p.made_on, p.text, p.percent, p.author, ifnull(p.unit, 0), u.name "
#define SQL_PROGRESS                                                                               \
  PROGRESS_COLUMNS "FROM progress p LEFT JOIN unit u ON u.id = p.unit WHERE p.task = ?1 "          \
                   "ORDER BY p.made_on DESC, p.id DESC LIMIT ?2"
#define SQL_LAST                                                                                   \
  PROGRESS_COLUMNS "FROM json_each(?1) j CROSS JOIN progress p ON p.id = "                         \
                   "(SELECT id FROM progress WHERE task = j.value "                                \
                   "ORDER BY made_on DESC, id DESC LIMIT 1) LEFT JOIN unit u ON u.id = p.unit"
#define SQL_EVIDENCE                                                                               \
  "SELECT reference, size, digest, progress FROM evidence "                                        \
  "WHERE progress IN (SELECT value FROM json_each(?1)) ORDER BY id"
#define SQL_TASK_STATE                                                                             \
  "SELECT kind, state, (SELECT max(made_on) FROM progress WHERE task = ?1), "                      \
  "(SELECT count(*) FROM task p WHERE p.parent = ?1 AND " SQL_IS_PART ") "                         \
  "FROM task WHERE id = ?1"
#define SQL_PROGRESS_INSERT                                                                        \
  "INSERT INTO progress (task, made_on, text, percent, author, unit) "                             \
  "VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, 0))"
#define SQL_EVIDENCE_INSERT                                                                        \
  "INSERT INTO evidence (task, progress, reference, size, digest) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_TASK_PERCENT "UPDATE task SET percent = ?2 WHERE id = ?1"

void progress_free(Progress *progress) {
  if (progress == NULL)
    return;
  g_free(progress->text);
  g_free(progress->author);
  g_free(progress->unit_name);
  if (progress->evidence != NULL)
    g_ptr_array_unref(progress->evidence);
  if (progress->files != NULL)
    g_ptr_array_unref(progress->files);
  g_free(progress);
}

char *progress_by(const Progress *progress) {
  return progress->unit_name != NULL
             ? g_strdup_printf("%s，%s记", progress->unit_name, progress->author)
             : g_strdup(progress->author);
}

static void bind_percent(Query *query, int index, int percent) {
  if (percent == PERCENT_NONE)
    query_bind_null(query, index);
  else
    query_bind_int(query, index, percent);
}

static int percent_column(Query *query, int column) {
  return query_is_null(query, column) ? PERCENT_NONE : (int)query_int(query, column);
}

static Progress *progress_from_row(Query *query) {
  Progress *progress = g_new0(Progress, 1);
  progress->id = query_int(query, 0);
  progress->task = query_int(query, 1);
  progress->made_on = query_day(query, 2);
  progress->text = g_strdup(query_text(query, 3));
  progress->percent = percent_column(query, 4);
  progress->author = g_strdup(query_text(query, 5));
  progress->unit = query_int(query, 6);
  progress->unit_name = g_strdup(query_text(query, 7));
  progress->evidence = g_ptr_array_new_with_free_func(g_free);
  progress->files = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  return progress;
}

static gboolean read_evidence(Db *db, const GPtrArray *entries, GError **error) {
  if (entries->len == 0)
    return TRUE;
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), entries->len);
  for (guint i = 0; i < entries->len; i++) {
    Progress *progress = entries->pdata[i];
    g_hash_table_insert(by_id, &progress->id, progress);
    g_array_append_val(ids, progress->id);
  }
  Query *query = query_new(db, SQL_EVIDENCE);
  query_bind_ids(query, 1, ids);
  while (query_next(query)) {
    gint64 id = query_int(query, 3);
    Progress *progress = g_hash_table_lookup(by_id, &id);
    g_ptr_array_add(progress->evidence, g_strdup(query_text(query, 0)));
    g_ptr_array_add(progress->files, evidence_from(query, 0));
  }
  return query_finish(query, error);
}

/* The entries that a statement finds, with their evidence; finishes it. NULL and error. */
static GPtrArray *read_entries(Db *db, Query *query, GError **error) {
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)progress_free);
  while (query_next(query))
    g_ptr_array_add(entries, progress_from_row(query));
  if (!query_finish(query, error) || !read_evidence(db, entries, error))
    return NULL;
  return g_steal_pointer(&entries);
}

GPtrArray *progress_list(Db *db, gint64 task, int limit, GError **error) {
  Query *query = query_new(db, SQL_PROGRESS);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, limit > 0 ? limit : -1);
  return read_entries(db, query, error);
}

GPtrArray *progress_last(Db *db, const GArray *tasks, GError **error) {
  Query *query = query_new(db, SQL_LAST);
  query_bind_ids(query, 1, tasks);
  return read_entries(db, query, error);
}

/* ---- recording -------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const ProgressInput *input;
  const char *text; /* without blanks around it; NULL: the task is done without a word */
  char **evidence;  /* without blanks around them, none empty */
  Day made_on;
  gint64 id;
} Recording;

/* The step that recording takes; FALSE where it takes none. */
static gboolean next_step(TaskState state, const ProgressInput *input, Step *step) {
  *step = input->done ? STEP_FINISH : STEP_START;
  return input->done || (state != TASK_STATE_ACTIVE && state != TASK_STATE_DONE);
}

static gboolean check_percent(TaskState state, int parts, const ProgressInput *input,
                              GError **error) {
  if (input->percent == PERCENT_NONE)
    return TRUE;
  if (task_state_is_done(state) && input->percent != 100)
    return store_refuse(error, "该项已经办结，完成率应为 100，或留空");
  if (parts > 0 && !input->done)
    return store_refuse(error, "该项已分解，完成率由各部分算出；请把完成率留空，或记在各部分上");
  return TRUE;
}

gboolean progress_insert(Db *db, Progress *progress, GError **error) {
  Query *query = query_new(db, SQL_PROGRESS_INSERT);
  query_bind_int(query, 1, progress->task);
  query_bind_day(query, 2, progress->made_on);
  query_bind_text(query, 3, progress->text);
  bind_percent(query, 4, progress->percent);
  query_bind_text(query, 5, progress->author);
  query_bind_int(query, 6, progress->unit);
  if (!query_run(query, error))
    return FALSE;
  progress->id = db_last_id(db);
  for (guint i = 0; i < progress->evidence->len; i++) {
    query = query_new(db, SQL_EVIDENCE_INSERT);
    query_bind_int(query, 1, progress->task);
    query_bind_int(query, 2, progress->id);
    query_bind_text(query, 3, progress->evidence->pdata[i]);
    evidence_bind(query, 4, progress->files, progress->evidence->pdata[i]);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean store_entry(Db *db, Recording *recording, GError **error) {
  g_autoptr(GPtrArray) evidence = g_ptr_array_new(); /* borrowed */
  for (gsize i = 0; recording->evidence[i] != NULL; i++)
    g_ptr_array_add(evidence, recording->evidence[i]);
  Progress entry = {
      .task = recording->input->task,
      .made_on = recording->made_on,
      .text = (char *)recording->text,
      .percent = recording->input->percent,
      .author = (char *)recording->actor->who,
      .unit = recording->input->unit,
      .evidence = evidence,
      .files = (GPtrArray *)recording->input->files,
  };
  if (!progress_insert(db, &entry, error))
    return FALSE;
  recording->id = entry.id;
  return TRUE;
}

static gboolean store_percent(Db *db, const ProgressInput *input, GError **error) {
  Query *query = query_new(db, SQL_TASK_PERCENT);
  query_bind_int(query, 1, input->task);
  query_bind_int(query, 2, input->percent);
  return query_run(query, error);
}

static gboolean write_progress(Db *db, gpointer data, GError **error) {
  Recording *recording = data;
  const ProgressInput *input = recording->input;
  Query *query = query_new(db, SQL_TASK_STATE);
  query_bind_int(query, 1, input->task);
  TaskKind kind = TASK_KIND_TASK;
  TaskState state = TASK_STATE_NEW, after;
  int parts = 0;
  Day newest = DAY_NONE;
  gboolean found = query_next(query);
  if (found) {
    task_kind_parse(query_text(query, 0), &kind);
    task_state_parse(query_text(query, 1), &state);
    newest = query_day(query, 2);
    parts = (int)query_int(query, 3);
  }
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    return store_refuse(error, "该项刚被删除，没有保存；请刷新后核对");
  Step step;
  gboolean moves = next_step(state, input, &step);
  if ((moves && !way_check(db, input->task, step, kind, state, error)) ||
      !check_percent(state, parts, input, error))
    return FALSE;
  if (recording->text != NULL && !store_entry(db, recording, error))
    return FALSE;
  if (input->percent != PERCENT_NONE && recording->made_on >= newest &&
      !store_percent(db, input, error))
    return FALSE;
  if (!moves)
    return TRUE;
  step_leads(step, kind, state, state, &after);
  return way_insert(db, recording->actor, input->task, step, state, after, recording->made_on, NULL,
                    error);
}

static gboolean check_input(const ProgressInput *input, Day made_on, Day today, GError **error) {
  if (made_on > today)
    return store_refuse(error, "进展日期不能晚于今天");
  if (input->percent != PERCENT_NONE && (input->percent < 0 || input->percent > 100))
    return store_refuse(error, "完成率应为 0 到 100 之间的整数");
  if (input->done && input->percent != PERCENT_NONE && input->percent != 100)
    return store_refuse(error, "办结时完成率应为 100，或留空");
  return TRUE;
}

static char *summarize(const char *label, const ProgressInput *input, gboolean has_text) {
  g_autoptr(GString) summary = g_string_new(label);
  if (has_text) {
    g_string_append(summary, " 记录进展");
    if (input->percent != PERCENT_NONE)
      g_string_append_printf(summary, " %d%%", input->percent);
  }
  if (input->done)
    g_string_append(summary, has_text ? "，办结" : " 办结");
  return g_string_free(g_steal_pointer(&summary), FALSE);
}

static char **stripped_evidence(const char *const *evidence) {
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
  for (gsize i = 0; evidence != NULL && evidence[i] != NULL; i++) {
    g_autofree char *reference = text_strip(evidence[i]);
    if (*reference != '\0')
      g_strv_builder_add(kept, reference);
  }
  return g_strv_builder_end(kept);
}

/* What is stored of input. */
typedef struct {
  Recording recording;
  char *typed;
  char **evidence;
} Prepared;

static void prepared_clear(Prepared *prepared) {
  g_free(prepared->typed);
  g_strfreev(prepared->evidence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Prepared, prepared_clear)

static gboolean prepare(Prepared *prepared, const Actor *actor, const ProgressInput *input,
                        GError **error) {
  prepared->evidence = stripped_evidence(input->evidence);
  prepared->typed = text_strip(input->text);
  /* Evidence belongs to an entry, so that it is seen. */
  const char *text = *prepared->typed == '\0' && input->done && prepared->evidence[0] != NULL
                         ? "办结"
                         : prepared->typed;
  gboolean has_text = *text != '\0';
  if (!has_text && !input->done)
    return store_refuse(error, "进展情况不能为空，请写明做了什么");
  prepared->recording = (Recording){
      .actor = actor,
      .input = input,
      .text = has_text ? text : NULL,
      .evidence = prepared->evidence,
      .made_on = input->made_on != DAY_NONE ? input->made_on : actor->today,
  };
  return check_input(input, prepared->recording.made_on, actor->today, error);
}

gboolean progress_put(Db *db, const Actor *actor, const ProgressInput *input, gint64 *id,
                      GError **error) {
  g_auto(Prepared) prepared = {0};
  if (!prepare(&prepared, actor, input, error) || !write_progress(db, &prepared.recording, error))
    return FALSE;
  if (id != NULL)
    *id = prepared.recording.id;
  return TRUE;
}

gboolean progress_record(Db *db, const Actor *actor, const ProgressInput *input, gint64 *id,
                         GError **error) {
  g_auto(Prepared) prepared = {0};
  if (!prepare(&prepared, actor, input, error))
    return FALSE;
  gboolean has_text = prepared.recording.text != NULL;
  g_autofree char *label = task_label(db, input->task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = summarize(label, input, has_text);
  Deed deed = {
      .verb = has_text ? "progress.add" : "task.done",
      .summary = summary,
      .task = input->task,
  };
  if (!store_write(db, actor, &deed, write_progress, &prepared.recording, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = prepared.recording.id;
  return TRUE;
}
