/* supervision.c: what may be asked after, and 催办; 督办单 are in notice.c. */
#include "core/model/supervision.h"

#include "core/model/task.h"
#include "core/rules/text.h"
#include "core/rules/word.h"

#define SQL_TASK_STATE "SELECT state FROM task WHERE id = ?1"
#define SQL_NUDGES                                                                                 \
  "SELECT id, task, made_on, means, recipient, text, author FROM nudge "                           \
  "WHERE ?1 = 0 OR task = ?1 ORDER BY made_on, id"
#define SQL_NUDGE_INSERT                                                                           \
  "INSERT INTO nudge (task, made_on, means, recipient, text, author) "                             \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

/* ---- what may be asked after ------------------------------------------------------------ */

static gboolean allows(Db *db, gint64 task, GError **error) {
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  Query *query = query_new(db, SQL_TASK_STATE);
  query_bind_int(query, 1, task);
  TaskState state = TASK_STATE_NEW;
  if (query_next(query))
    task_state_parse(query_text(query, 0), &state);
  if (!query_finish(query, error))
    return FALSE;
  if (!task_state_is_done(state) && state != TASK_STATE_VOID)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "%s%s，不能再催办或督办", label,
              task_state_name(state));
  return FALSE;
}

gboolean supervision_allows(Db *db, const gint64 *tasks, gsize count, GError **error) {
  for (gsize i = 0; i < count; i++) {
    if (!allows(db, tasks[i], error))
      return FALSE;
  }
  return TRUE;
}

/* ---- means ------------------------------------------------------------------------------ */

static const Word MEANS[MEANS_COUNT] = {
    [MEANS_RECORD] = {"record", "仅登记"},
    [MEANS_PRINT] = {"print", "打印"},
    [MEANS_FILE] = {"file", "存为文件"},
    [MEANS_MAIL] = {"mail", "邮件"},
};

const char *means_code(Means means) {
  return MEANS[means].code;
}

const char *means_name(Means means) {
  return MEANS[means].name;
}

gboolean means_parse(const char *text, Means *out) {
  int index = word_of_text(MEANS, MEANS_COUNT, text);
  if (index >= 0)
    *out = (Means)index;
  return index >= 0;
}

/* ---- 催办 ------------------------------------------------------------------------------- */

void nudge_free(Nudge *nudge) {
  if (nudge == NULL)
    return;
  g_free(nudge->recipient);
  g_free(nudge->text);
  g_free(nudge->author);
  g_free(nudge);
}

GPtrArray *nudge_list(Db *db, gint64 task, GError **error) {
  g_autoptr(GPtrArray) nudges = g_ptr_array_new_with_free_func((GDestroyNotify)nudge_free);
  Query *query = query_new(db, SQL_NUDGES);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    Nudge *nudge = g_new0(Nudge, 1);
    nudge->id = query_int(query, 0);
    nudge->task = query_int(query, 1);
    nudge->made_on = query_day(query, 2);
    means_parse(query_text(query, 3), &nudge->means); /* the schema admits no other code */
    nudge->recipient = g_strdup(query_text(query, 4));
    nudge->text = g_strdup(query_text(query, 5));
    nudge->author = g_strdup(query_text(query, 6));
    g_ptr_array_add(nudges, nudge);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&nudges);
}

typedef struct {
  const Actor *actor;
  const gint64 *tasks;
  const char *const *texts;
  gsize count;
  Means means;
  const char *recipient;
} Nudging;

static gboolean write_nudges(Db *db, gpointer data, GError **error) {
  const Nudging *nudging = data;
  if (!supervision_allows(db, nudging->tasks, nudging->count, error))
    return FALSE;
  for (gsize i = 0; i < nudging->count; i++) {
    Query *query = query_new(db, SQL_NUDGE_INSERT);
    query_bind_int(query, 1, nudging->tasks[i]);
    query_bind_day(query, 2, nudging->actor->today);
    query_bind_text(query, 3, means_code(nudging->means));
    query_bind_text(query, 4, nudging->recipient);
    query_bind_text(query, 5, nudging->texts[i]);
    query_bind_text(query, 6, nudging->actor->who);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_texts(const char *const *texts, gsize count, GError **error) {
  for (gsize i = 0; i < count; i++) {
    g_autofree char *text = text_strip(texts[i]);
    if (*text != '\0')
      continue;
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "催办的内容不能为空");
    return FALSE;
  }
  return TRUE;
}

gboolean nudge_record(Db *db, const Actor *actor, const gint64 *tasks, const char *const *texts,
                      gsize count, Means means, const char *recipient, GError **error) {
  if (!check_texts(texts, count, error))
    return FALSE;
  g_autofree char *label = task_label(db, tasks[0], error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = count == 1 ? g_strdup_printf("%s 催办（%s）", label, means_name(means))
                                        : g_strdup_printf("%s等%" G_GSIZE_FORMAT "项 催办（%s）",
                                                          label, count, means_name(means));
  Nudging nudging = {actor, tasks, texts, count, means, recipient};
  Deed deed = {.verb = "nudge.add", .summary = summary, .task = count == 1 ? tasks[0] : 0};
  return store_write(db, actor, &deed, write_nudges, &nudging, NULL, error);
}
