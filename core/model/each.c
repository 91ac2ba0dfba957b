#include "core/model/each.h"

#include "core/model/extension.h"
#include "core/model/supervision.h"
#include "core/model/task.h"
#include "core/model/way.h"
#include "core/rules/text.h"

/* What is done to every task; each function below fills in what it needs. */
typedef struct Doing Doing;
struct Doing {
  const Actor *actor;
  const Reckoning *reckoning;
  const GArray *tasks;
  gboolean (*one)(Db *db, const Doing *doing, guint index, gint64 *id, GError **error);
  const ProgressInput *progress;
  Step step;
  int level;
  Day day;
  const char *text, *reason;
  const char *const *texts;
  GArray *ids; /* what came of each */
};

static gboolean do_all(Db *db, gpointer data, GError **error) {
  Doing *doing = data;
  g_array_set_size(doing->ids, 0);
  for (guint i = 0; i < doing->tasks->len; i++) {
    gint64 id = 0;
    if (!doing->one(db, doing, i, &id, error)) {
      g_autofree char *label = task_label(db, g_array_index(doing->tasks, gint64, i), NULL);
      if (label != NULL && error != NULL && *error != NULL)
        g_prefix_error(error, "%s：", label);
      return FALSE;
    }
    g_array_append_val(doing->ids, id);
  }
  return TRUE;
}

/* 第4项“落实…”等3项 记录进展 */
static gboolean do_as_deed(Db *db, Doing *doing, const char *verb, const char *words, GArray **ids,
                           GError **error) {
  g_autofree char *label = task_label(db, g_array_index(doing->tasks, gint64, 0), error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%s等%u项 %s", label, doing->tasks->len, words);
  g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autofree char *why = text_strip(doing->reason);
  Deed deed = {.verb = verb, .summary = summary, .reason = *why != '\0' ? why : NULL};
  doing->ids = made;
  if (!store_write(db, doing->actor, &deed, do_all, doing, NULL, error))
    return FALSE;
  if (ids != NULL)
    *ids = g_steal_pointer(&made);
  return TRUE;
}

static void give_one(gint64 id, GArray **ids) {
  if (ids == NULL)
    return;
  *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(*ids, id);
}

static gint64 task_at(const GArray *tasks, guint index) {
  return g_array_index(tasks, gint64, index);
}

/* ---- the things that are done ----------------------------------------------------------- */

static gboolean put_progress(Db *db, const Doing *doing, guint index, gint64 *id, GError **error) {
  ProgressInput input = *doing->progress;
  input.task = task_at(doing->tasks, index);
  return progress_put(db, doing->actor, &input, id, error);
}

gboolean each_progress(Db *db, const Actor *actor, const ProgressInput *input, const GArray *tasks,
                       GError **error) {
  if (tasks->len == 1) {
    ProgressInput only = *input;
    only.task = task_at(tasks, 0);
    return progress_record(db, actor, &only, NULL, error);
  }
  Doing doing = {.actor = actor, .tasks = tasks, .one = put_progress, .progress = input};
  return do_as_deed(db, &doing, input->done ? "task.done" : "progress.add",
                    input->done ? "办结" : "记录进展", NULL, error);
}

static gboolean put_step(Db *db, const Doing *doing, guint index, gint64 *id, GError **error) {
  (void)id;
  return way_advance(db, doing->actor, doing->reckoning, task_at(doing->tasks, index), doing->step,
                     doing->day, doing->reason, error);
}

gboolean each_step(Db *db, const Actor *actor, const Reckoning *reckoning, const GArray *tasks,
                   Step step, Day made_on, const char *reason, GError **error) {
  if (tasks->len == 1)
    return way_take(db, actor, reckoning, task_at(tasks, 0), step, made_on, reason, error);
  g_autofree char *verb = g_strconcat("task.", step_code(step), NULL);
  Doing doing = {.actor = actor,
                 .reckoning = reckoning,
                 .tasks = tasks,
                 .one = put_step,
                 .step = step,
                 .day = made_on,
                 .reason = reason};
  return do_as_deed(db, &doing, verb, step_name(step), NULL, error);
}

static gboolean put_extension(Db *db, const Doing *doing, guint index, gint64 *id, GError **error) {
  return extension_put(db, doing->actor, doing->reckoning, task_at(doing->tasks, index),
                       doing->text, doing->reason, id, error);
}

gboolean each_extension(Db *db, const Actor *actor, const Reckoning *reckoning, const GArray *tasks,
                        const char *deadline, const char *reason, GArray **ids, GError **error) {
  if (tasks->len == 1) {
    gint64 id;
    if (!extension_ask(db, actor, reckoning, task_at(tasks, 0), deadline, reason, &id, error))
      return FALSE;
    give_one(id, ids);
    return TRUE;
  }
  g_autofree char *words = g_strdup_printf("申请延期到%s", deadline);
  Doing doing = {.actor = actor,
                 .reckoning = reckoning,
                 .tasks = tasks,
                 .one = put_extension,
                 .text = deadline,
                 .reason = reason};
  return do_as_deed(db, &doing, "extension.ask", words, ids, error);
}

static gboolean put_notice(Db *db, const Doing *doing, guint index, gint64 *id, GError **error) {
  return notice_put(db, doing->actor, task_at(doing->tasks, index), doing->level,
                    doing->texts[index], doing->day, id, error);
}

gboolean each_notice(Db *db, const Actor *actor, const GArray *tasks, int level,
                     const char *const *texts, Day answer_by, GArray **ids, GError **error) {
  if (tasks->len == 1) {
    gint64 id;
    if (!notice_issue(db, actor, task_at(tasks, 0), level, texts[0], answer_by, &id, error))
      return FALSE;
    give_one(id, ids);
    return TRUE;
  }
  Doing doing = {.actor = actor,
                 .tasks = tasks,
                 .one = put_notice,
                 .level = level,
                 .texts = texts,
                 .day = answer_by};
  return do_as_deed(db, &doing, "notice.issue", "签发督办单", ids, error);
}
