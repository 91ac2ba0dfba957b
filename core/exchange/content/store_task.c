/* store_task.c: one task on its way into the ledger file, with all that belongs to it. */
#include "core/exchange/content/content_private.h"
#include "core/model/way.h"
#include "core/rules/text.h"

enum { WAITING_MOST = 64 }; /* tasks that are put in together */

#define CAME_SO "导入时的状态" /* why it is 暂停 or 作废: more is not known */

static char *place_of(const ContentTask *task) {
  g_autofree char *goal = task_short_goal(task->goal != NULL ? task->goal : "");
  if (task->row > 0)
    return g_strdup_printf("第%u行“%s”", task->row, goal);
  if (task->number > 0)
    return g_strdup_printf("第%d项“%s”", task->number, goal);
  return g_strdup_printf("“%s”", goal);
}

gboolean content_refuse(const ContentTask *task, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *place = place_of(task);
  return store_refuse(error, "%s：%s", place, text);
}

static gboolean is_blank(const char *text) {
  g_autofree char *stripped = text_strip(text);
  return *stripped == '\0';
}

static gboolean is_percent(int percent) {
  return percent == PERCENT_NONE || (percent >= 0 && percent <= 100);
}

static gboolean check_task(const ContentTask *task, int number, GError **error) {
  if (is_blank(task->goal))
    return content_refuse(task, error, "目标任务是空的，请写明要做什么");
  if (number < 1)
    return content_refuse(task, error, "序号 %d 不对，应从 1 起", number);
  if (!is_percent(task->percent))
    return content_refuse(task, error, "完成率 %d 不对，应为 0 到 100", task->percent);
  if (task->parent >= 0 && (task->weight < 1 || task->weight > 100))
    return content_refuse(task, error, "权重 %d 不对，应为 1 到 100 之间的整数", task->weight);
  for (guint i = 0; i < task->rules->len; i++) {
    const ContentRule *rule = task->rules->pdata[i];
    const char *problem = recurrence_problem(&rule->rule);
    if (problem != NULL)
      return content_refuse(task, error, "周期要求“%s”：%s", rule->phrase, problem);
  }
  for (guint i = 0; i < task->progress->len; i++) {
    const ContentProgress *progress = task->progress->pdata[i];
    if (is_blank(progress->text))
      return content_refuse(task, error, "进展情况是空的，请写明做了什么");
    if (!is_percent(progress->percent))
      return content_refuse(task, error, "进展的完成率 %d 不对，应为 0 到 100", progress->percent);
  }
  return TRUE;
}

/* ---- units and rules -------------------------------------------------------------------- */

/* The units of a task, each in a role once; NULL and error. */
static GPtrArray *units_of(ContentWriter *writer, const ContentTask *task, GError **error) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  for (guint i = 0; i < task->units->len; i++) {
    const ContentUnit *unit = task->units->pdata[i];
    gint64 id;
    GError *refusal = NULL;
    if (!content_writer_unit(writer, unit->name, &id, &refusal)) {
      g_autofree char *place = place_of(task);
      g_propagate_prefixed_error(error, refusal, "%s：", place);
      return NULL;
    }
    g_ptr_array_add(units, task_unit_new(id, unit->name, unit->role));
  }
  return g_steal_pointer(&units);
}

static gboolean store_rules(const ContentWriter *writer, const ContentTask *task, gint64 id,
                            GError **error) {
  for (guint i = 0; i < task->rules->len; i++) {
    const ContentRule *rule = task->rules->pdata[i];
    Schedule schedule = {
        .task = id,
        .phrase = rule->phrase,
        .material = rule->material,
        .rule = rule->rule,
        .since =
            rule->since != DAY_NONE ? rule->since : schedule_since(writer->year, writer->today),
        .ended = rule->ended,
    };
    if (!schedule_insert(writer->db, &schedule, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- progress --------------------------------------------------------------------------- */

static Day day_of(const ContentWriter *writer, const ContentProgress *progress) {
  return progress->made_on != DAY_NONE ? progress->made_on : writer->today;
}

/* Oldest first, so that of a day the newest has the greatest id. */
static gboolean store_progress(const ContentWriter *writer, const ContentTask *task, gint64 id,
                               GError **error) {
  for (guint i = task->progress->len; i > 0; i--) {
    const ContentProgress *progress = task->progress->pdata[i - 1];
    Progress entry = {
        .task = id,
        .made_on = day_of(writer, progress),
        .text = progress->text,
        .percent = progress->percent,
        .author = progress->author != NULL ? progress->author : (char *)writer->who,
        .evidence = progress->evidence,
    };
    if (!progress_insert(writer->db, &entry, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- the way ---------------------------------------------------------------------------- */

typedef struct {
  const ContentWriter *writer;
  gint64 task;
  const char *author; /* of the newest progress, else who brings it in */
  TaskState state;    /* it has come to */
} Way;

static void step_to(Way *way, Step step, TaskState state, Day day) {
  WayStep taken = {
      .task = way->task,
      .step = step,
      .before = way->state,
      .after = state,
      .made_on = day,
      .reason = step_needs_reason(step) ? CAME_SO : NULL,
      .author = (char *)way->author,
  };
  way->state = state;
  way_rows_add(way->writer->steps, &taken);
}

/* A state without steps would be 未启动 on every day that is past: it gets those that lead there,
 * on the days that are known. */
static void store_way(const ContentWriter *writer, const ContentTask *task, gint64 id) {
  guint count = task->progress->len;
  const ContentProgress *newest = count > 0 ? task->progress->pdata[0] : NULL;
  const ContentProgress *oldest = count > 0 ? task->progress->pdata[count - 1] : NULL;
  Way way = {
      .writer = writer,
      .task = id,
      .author = newest != NULL && newest->author != NULL ? newest->author : writer->who,
      .state = TASK_STATE_NEW,
  };
  TaskState to = task->state;
  Day done = task->done_on != DAY_NONE ? task->done_on : writer->today;
  Day begun = oldest != NULL ? day_of(writer, oldest) : writer->today;
  if (to == TASK_STATE_ASSIGNED || to == TASK_STATE_SIGNED)
    step_to(&way, STEP_ASSIGN, TASK_STATE_ASSIGNED, writer->today);
  if (to == TASK_STATE_SIGNED)
    step_to(&way, STEP_SIGN, to, writer->today);
  if (to == TASK_STATE_ACTIVE || (to > TASK_STATE_ACTIVE && count > 0))
    step_to(&way, STEP_START, TASK_STATE_ACTIVE, task_state_is_done(to) ? MIN(begun, done) : begun);
  if (task_state_is_done(to))
    step_to(&way, STEP_FINISH, TASK_STATE_DONE, done);
  if (to == TASK_STATE_CLOSED)
    step_to(&way, STEP_CLOSE, to, writer->today);
  if (to == TASK_STATE_PAUSED)
    step_to(&way, STEP_PAUSE, to, writer->today);
  if (to == TASK_STATE_VOID)
    step_to(&way, STEP_VOID, to, writer->today);
}

/* ---- all of it -------------------------------------------------------------------------- */

gboolean content_writer_task(ContentWriter *writer, const ContentTask *task, gint64 indicator,
                             int number, gint64 parent, gint64 *id, GError **error) {
  g_autoptr(GPtrArray) units = NULL;
  if (!check_task(task, number, error) || (units = units_of(writer, task, error)) == NULL)
    return FALSE;
  Task row = {
      .ledger = writer->ledger,
      .indicator = indicator,
      .number = number,
      .kind = task->kind,
      .goal = task->goal,
      .deadline = task->deadline,
      .deadline_printed = task->deadline_printed != NULL ? task->deadline_printed : task->deadline,
      .due = task->due,
      .state = task->state,
      .percent = task->percent,
      .done_on = task->done_on,
      .note = task->note,
      .parent = parent,
      .weight = parent != 0 ? task->weight : 0,
      .units = units,
  };
  if (!task_rows_add(&writer->tasks, &row, error))
    return FALSE;
  *id = row.id;
  store_way(writer, task, row.id);
  if (task->rules->len == 0 && task->progress->len == 0)
    return writer->tasks.waiting < WAITING_MOST || content_writer_put(writer, error);
  return content_writer_put(writer, error) && store_rules(writer, task, row.id, error) &&
         store_progress(writer, task, row.id, error);
}

/* A step refers to its task. */
gboolean content_writer_put(ContentWriter *writer, GError **error) {
  return task_rows_put(&writer->tasks, error) && insert_put(writer->steps, error);
}
