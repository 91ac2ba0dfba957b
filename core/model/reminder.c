/* reminder.c: gathering what to be reminded of; reminder_item.c says it in words. */
#include "core/model/reminder_private.h"

#include "core/model/extension.h"
#include "core/model/obligation.h"
#include "core/model/supervision.h"

/* How long what was done stays in a calendar. */
#define DONE_DAYS 366

/* Since when a task waits to be signed for. */
#define SQL_REMINDER_ASSIGNED                                                                      \
  "SELECT made_on FROM step WHERE task = ?1 AND name = 'assign' ORDER BY id DESC LIMIT 1"

/* Of a file with more tasks than this, the beginning is read by itself: so many tasks, about. */
#define REMINDER_FEW 2000
#define REMINDER_BEGIN 200

#define SQL_REMINDER_MANY "SELECT 1 FROM task LIMIT 1 OFFSET ?1"
/* The condition is the index's (task_open_due), word for word. */
#define SQL_REMINDER_BEGIN                                                                         \
  "SELECT due FROM task WHERE state NOT IN ('done', 'closed', 'void') AND due IS NOT NULL "        \
  "ORDER BY due LIMIT 1 OFFSET ?1"
#define SQL_REMINDER_OTHERS                                                                        \
  "SELECT 1 WHERE EXISTS (SELECT 1 FROM schedule) OR EXISTS (SELECT 1 FROM notice n "              \
  "WHERE n.answer_by < ?1 AND NOT EXISTS (SELECT 1 FROM notice_answer a WHERE a.notice = n.id))"

#define LAST_DAY day_from_ymd(9999, 12, 31)

void reminder_free(Reminder *reminder) {
  if (reminder == NULL)
    return;
  if (reminder->items != NULL)
    g_ptr_array_unref(reminder->items);
  g_clear_pointer(&reminder->coming, g_array_unref);
  topic_free(reminder->topic);
  g_free(reminder);
}

/* One round of gathering. */
typedef struct {
  Db *db;
  const Reckoning *reckoning;
  Day today;
  Day first, last;    /* of what is due, when gathering by days */
  const GArray *refs; /* TaskRef: the tasks that the filter takes, as task_list() orders them */
  TaskRefs *by_task;  /* the same */
  GPtrArray *items;
} Gathering;

static void gathering_clear(Gathering *gathering) {
  g_clear_pointer(&gathering->items, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathering, gathering_clear)

static GArray *read_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit,
                          GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.unit = unit;
  return task_list(db, reckoning, &filter, error);
}

/* The tasks that filter takes; what two of its units share once. NULL and error. */
static GArray *tasks_of(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                        GError **error) {
  if (filter->unit_count == 0)
    return read_tasks(db, reckoning, filter->ledger, 0, error);
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize i = 0; i < filter->unit_count; i++) {
    g_autoptr(GArray) refs = read_tasks(db, reckoning, filter->ledger, filter->units[i], error);
    if (refs == NULL)
      return NULL;
    for (guint k = 0; k < refs->len; k++) {
      const TaskRef *ref = &g_array_index(refs, TaskRef, k);
      if (g_hash_table_add(seen, g_memdup2(&ref->id, sizeof ref->id)))
        g_array_append_val(all, *ref);
    }
  }
  return g_steal_pointer(&all);
}

static void gathering_start(Gathering *gathering, Db *db, const Reckoning *reckoning,
                            TaskRefs *tasks, Day first, Day last) {
  *gathering = (Gathering){
      .db = db,
      .reckoning = reckoning,
      .today = reckoning_today(reckoning),
      .first = first,
      .last = last,
      .refs = task_refs_list(tasks),
      .by_task = tasks,
      .items = g_ptr_array_new_with_free_func((GDestroyNotify)reminder_item_free),
  };
}

/* The task of that id, NULL where the filter does not take it. */
static const TaskRef *ref_of(const Gathering *gathering, gint64 task) {
  return task_refs_find(gathering->by_task, task);
}

/* The day as of which a task's light is told. */
static Day day_of(const Gathering *gathering, const TaskRef *ref) {
  return reckoning_day(gathering->reckoning, ref->ledger);
}

static gboolean is_open(const TaskRef *ref) {
  return !task_state_is_done((TaskState)ref->state) && ref->state != TASK_STATE_PAUSED &&
         ref->state != TASK_STATE_VOID;
}

/* ref may be NULL. */
static ReminderItem *add_item(Gathering *gathering, ItemKind kind, const TaskRef *ref) {
  ReminderItem *item = reminder_item_new(kind);
  item->blue = ref != NULL ? ref->blue != 0 : reckoning_policy(gathering->reckoning, 0)->blue != 0;
  if (ref != NULL) {
    item->task = ref->id;
    item->task_kind = (TaskKind)ref->kind;
    item->task_state = (TaskState)ref->state;
    item->ledger = ref->ledger;
  }
  g_ptr_array_add(gathering->items, item);
  return item;
}

/* Gives what is not done its light, and the days it is late. */
static void set_due(ReminderItem *item, Day due, Day today, const Policy *policy) {
  item->due = due;
  item->late = due < today ? (int)(today - due) : 0;
  item->light = due < today                                 ? LIGHT_RED
                : light_is_near(due, today, &policy->light) ? LIGHT_AMBER
                                                            : LIGHT_GREEN;
}

static void set_done(ReminderItem *item, Day due, Day done_on) {
  item->due = due;
  item->done = TRUE;
  if (done_on != DAY_NONE)
    reminder_item_more(item)->done_on = done_on;
  item->late = done_on > due ? (int)(done_on - due) : 0; /* DAY_NONE is before every day */
  item->light = LIGHT_GREEN;
}

/* ---- tasks ------------------------------------------------------------------------------ */

/* When a task has to be done; DAY_NONE where no day stands for it itself. */
static Day task_due(const Gathering *gathering, const TaskRef *ref) {
  if (ref->kind != TASK_KIND_TASK || ref->parts > 0 || ref->state == TASK_STATE_VOID)
    return DAY_NONE;
  return light_due(ref->due, &reckoning_policy(gathering->reckoning, ref->ledger)->light);
}

static void collect_tasks(Gathering *gathering) {
  for (guint i = 0; i < gathering->refs->len; i++) {
    const TaskRef *ref = &g_array_index(gathering->refs, TaskRef, i);
    Day due = task_due(gathering, ref);
    if (due != DAY_NONE && due <= gathering->last && is_open(ref))
      set_due(add_item(gathering, ITEM_TASK, ref), due, day_of(gathering, ref),
              reckoning_policy(gathering->reckoning, ref->ledger));
  }
}

static void list_tasks(Gathering *gathering) {
  for (guint i = 0; i < gathering->refs->len; i++) {
    const TaskRef *ref = &g_array_index(gathering->refs, TaskRef, i);
    Day due = task_due(gathering, ref);
    if (due == DAY_NONE || due < gathering->first || due > gathering->last)
      continue;
    ReminderItem *item = add_item(gathering, ITEM_TASK, ref);
    if (task_state_is_done((TaskState)ref->state))
      set_done(item, due, ref->done_on);
    else if (ref->state == TASK_STATE_PAUSED)
      item->due = due;
    else
      set_due(item, due, day_of(gathering, ref),
              reckoning_policy(gathering->reckoning, ref->ledger));
  }
}

/* ---- periods ---------------------------------------------------------------------------- */

static void add_period(Gathering *gathering, const Obligation *obligation, const TaskRef *ref) {
  ReminderItem *item = add_item(gathering, ITEM_PERIOD, ref);
  ReminderMore *more = reminder_item_more(item);
  more->record = obligation->schedule;
  more->key = g_strdup(obligation->span.key);
  more->material = g_strdup(obligation->material);
  more->count = obligation->count;
  more->quota = obligation->quota;
  if (obligation->count >= obligation->quota)
    set_done(item, obligation->due, DAY_NONE);
  else if (ref->state == TASK_STATE_PAUSED)
    item->due = obligation->due;
  else
    set_due(item, obligation->due, day_of(gathering, ref),
            reckoning_policy(gathering->reckoning, ref->ledger));
}

static void collect_period(Gathering *gathering, const Obligation *obligation) {
  const TaskRef *ref = ref_of(gathering, obligation->task);
  if (ref != NULL && is_open(ref) && obligation->count < obligation->quota &&
      obligation->due <= gathering->last)
    add_period(gathering, obligation, ref);
}

static void list_period(Gathering *gathering, const Obligation *obligation) {
  const TaskRef *ref = ref_of(gathering, obligation->task);
  if (ref == NULL || ref->state == TASK_STATE_VOID || obligation->due < gathering->first ||
      obligation->due > gathering->last)
    return;
  /* What a finished task need not hand in any more is no item; what it has missed is. */
  if (task_state_is_done((TaskState)ref->state) && obligation->light == LIGHT_GREY)
    return;
  add_period(gathering, obligation, ref);
}

static gboolean each_period(Gathering *gathering, gint64 ledger,
                            void (*take)(Gathering *gathering, const Obligation *obligation),
                            GError **error) {
  ObligationFilter filter = {.ledger = ledger, .first = gathering->first, .last = gathering->last};
  g_autoptr(GPtrArray) obligations =
      obligation_list(gathering->db, gathering->reckoning, &filter, error);
  for (guint i = 0; obligations != NULL && i < obligations->len; i++)
    take(gathering, obligations->pdata[i]);
  return obligations != NULL;
}

/* ---- topics ----------------------------------------------------------------------------- */

static void add_topic(Gathering *gathering, const Topic *topic, Day stated, gboolean ministry,
                      gboolean with_done) {
  const Policy *policy = reckoning_policy(gathering->reckoning, 0);
  Day due = light_due(stated, &policy->light);
  int count = ministry ? topic->ministry : topic->cases;
  gboolean done = count >= topic->target;
  if (due == DAY_NONE || due < gathering->first || due > gathering->last || (done && !with_done))
    return;
  ReminderItem *item = add_item(gathering, ITEM_TOPIC, NULL);
  ReminderMore *more = reminder_item_more(item);
  more->record = topic->id;
  more->key = ministry ? g_strdup("ministry") : NULL;
  more->month = day_from_ymd(topic->year, topic->month, 1);
  more->count = count;
  more->quota = topic->target;
  more->goal = g_strdup(topic->title);
  CivilDate today = day_civil(gathering->today);
  gboolean over = topic->year * 12 + topic->month < today.year * 12 + today.month;
  if (done)
    set_done(item, due, DAY_NONE);
  else if (over)
    item->due = due; /* nobody is reminded of a month that is over: plans do not say since when */
  else
    set_due(item, due, gathering->today, policy);
}

/* The days of the topics from the month of first on; those done too, or not. */
static gboolean each_topic(Gathering *gathering, Day first, gboolean with_done, GError **error) {
  CivilDate from = day_civil(first);
  g_autoptr(GPtrArray) topics = topic_list(gathering->db, 0, 0, error);
  for (guint i = 0; topics != NULL && i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    if (topic->year * 12 + topic->month < from.year * 12 + from.month)
      continue;
    add_topic(gathering, topic, topic->due, FALSE, with_done);
    add_topic(gathering, topic, topic->ministry_due, TRUE, with_done);
  }
  return topics != NULL;
}

/* ---- what waits ------------------------------------------------------------------------- */

static gboolean read_assigned_on(Db *db, gint64 task, Day *since, GError **error) {
  Query *query = query_new(db, SQL_REMINDER_ASSIGNED);
  query_bind_int(query, 1, task);
  *since = query_next(query) ? query_day(query, 0) : DAY_NONE;
  return query_finish(query, error);
}

static gboolean collect_waiting(Gathering *gathering, GError **error) {
  for (guint i = 0; i < gathering->refs->len; i++) {
    const TaskRef *ref = &g_array_index(gathering->refs, TaskRef, i);
    if (ref->state == TASK_STATE_DONE) {
      add_item(gathering, ITEM_REVIEW, ref)->since = ref->done_on;
    } else if (ref->state == TASK_STATE_ASSIGNED && ref->parts == 0) {
      ReminderItem *item = add_item(gathering, ITEM_UNSIGNED, ref);
      if (!read_assigned_on(gathering->db, ref->id, &item->since, error))
        return FALSE;
    }
  }
  return TRUE;
}

static ReminderItem *add_notice(Gathering *gathering, const Notice *notice, const TaskRef *ref) {
  ReminderItem *item = add_item(gathering, ITEM_NOTICE, ref);
  ReminderMore *more = reminder_item_more(item);
  more->record = notice->id;
  more->key = notice_number_text(notice->year, notice->number);
  item->since = notice->issued_on;
  return item;
}

static gboolean collect_notices(Gathering *gathering, GError **error) {
  g_autoptr(GPtrArray) notices = notice_list(gathering->db, 0, TRUE, error);
  for (guint i = 0; notices != NULL && i < notices->len; i++) {
    const Notice *notice = notices->pdata[i];
    const TaskRef *ref = ref_of(gathering, notice->task);
    if (ref != NULL && ref->state != TASK_STATE_VOID)
      set_due(add_notice(gathering, notice, ref), notice->answer_by, day_of(gathering, ref),
              reckoning_policy(gathering->reckoning, ref->ledger));
  }
  return notices != NULL;
}

static gboolean list_notices(Gathering *gathering, GError **error) {
  g_autoptr(GPtrArray) notices = notice_list(gathering->db, 0, FALSE, error);
  for (guint i = 0; notices != NULL && i < notices->len; i++) {
    const Notice *notice = notices->pdata[i];
    const TaskRef *ref = ref_of(gathering, notice->task);
    if (ref == NULL || ref->state == TASK_STATE_VOID || notice->answer_by < gathering->first ||
        notice->answer_by > gathering->last)
      continue;
    ReminderItem *item = add_notice(gathering, notice, ref);
    if (notice->answers->len > 0) {
      const NoticeAnswer *answer = notice->answers->pdata[0];
      set_done(item, notice->answer_by, answer->made_on);
    } else {
      set_due(item, notice->answer_by, day_of(gathering, ref),
              reckoning_policy(gathering->reckoning, ref->ledger));
    }
  }
  return notices != NULL;
}

static gboolean collect_extensions(Gathering *gathering, GError **error) {
  g_autoptr(GPtrArray) extensions = extension_list(gathering->db, 0, TRUE, error);
  for (guint i = 0; extensions != NULL && i < extensions->len; i++) {
    const Extension *extension = extensions->pdata[i];
    const TaskRef *ref = ref_of(gathering, extension->task);
    if (ref == NULL || ref->state == TASK_STATE_VOID)
      continue;
    ReminderItem *item = add_item(gathering, ITEM_EXTENSION, ref);
    char iso[DAY_TEXT_SIZE];
    ReminderMore *more = reminder_item_more(item);
    more->record = extension->id;
    more->key = g_strdup(day_to_iso(extension->new_due, iso));
    item->since = extension->asked_on;
  }
  return extensions != NULL;
}

static int compare_due(gconstpointer a, gconstpointer b) {
  const ReminderItem *left = *(ReminderItem *const *)a, *right = *(ReminderItem *const *)b;
  return left->due < right->due ? -1 : left->due > right->due;
}

/* ---- all of it -------------------------------------------------------------------------- */

static gboolean read_topic(Db *db, Reminder *reminder, GError **error) {
  g_autoptr(GError) failed = NULL;
  reminder->topic = topic_of_day(db, reminder->as_of, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

Reminder *reminder_of_tasks(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                            TaskRefs *tasks, GError **error) {
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = reckoning_today(reckoning);
  reminder->days = MIN(filter->days, REMINDER_DAYS_MAX);
  Day last = MIN(reminder->as_of + (Day)reminder->days, LAST_DAY);
  g_auto(Gathering) gathering = {0};
  guint coming = (guint)CLAMP(filter->coming, 0, REMINDER_DAYS_MAX);
  Day farthest = coming > 0 ? MIN(MAX(last, reminder->as_of + coming - 1), LAST_DAY) : last;
  gathering_start(&gathering, db, reckoning, tasks, 1, farthest);
  collect_tasks(&gathering);
  if (!each_period(&gathering, filter->ledger, collect_period, error) ||
      !each_topic(&gathering, reminder->as_of, FALSE, error) ||
      !collect_waiting(&gathering, error) || !collect_notices(&gathering, error) ||
      !collect_extensions(&gathering, error) || !read_topic(db, reminder, error))
    return NULL;
  reminder->coming = reminder_count_days(gathering.items, reminder->as_of, coming);
  reminder->items = g_steal_pointer(&gathering.items);
  if (farthest > last)
    reminder_drop_later(reminder->items, last);
  reminder_sort(reminder->items, last);
  reminder_count(reminder, last);
  return g_steal_pointer(&reminder);
}

Reminder *reminder_collect(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           GError **error) {
  g_autoptr(GArray) refs = tasks_of(db, reckoning, filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_of_tasks(db, reckoning, filter, tasks, error);
}

/* ---- the beginning ---------------------------------------------------------------------- */

/* What SQL says of a day: the first column of its only row; DAY_NONE where it has no row. */
static gboolean read_day(Query *query, Day *day, GError **error) {
  *day = query_next(query) ? query_day(query, 0) : DAY_NONE;
  return query_finish(query, error);
}

/* The day before which the tasks due first of all are fewer than REMINDER_BEGIN: one of them or
 * another, whatever else is asked of it. */
static gboolean read_begin_due(Db *db, Day today, Day *due, GError **error) {
  Query *query = query_new(db, SQL_REMINDER_BEGIN);
  query_bind_int(query, 1, REMINDER_BEGIN);
  if (!read_day(query, due, error))
    return FALSE;
  *due = *due == DAY_NONE ? today - 1 : MIN(*due, today - 1);
  return TRUE;
}

/* TRUE where something else than tasks may be late, which would have to be found among them. */
static gboolean has_others(Db *db, Day today, gboolean *others, GError **error) {
  Query *query = query_new(db, SQL_REMINDER_OTHERS);
  query_bind_day(query, 1, today);
  *others = query_next(query);
  return query_finish(query, error);
}

static gboolean collect_begin(Db *db, const Reckoning *reckoning, gint64 ledger, Reminder *begin,
                              GError **error) {
  Day due;
  if (!read_begin_due(db, begin->as_of, &due, error))
    return FALSE;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.light = LIGHT_RED;
  filter.due_until = due;
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, error);
  if (refs == NULL)
    return FALSE;
  /* What is stated later is due no earlier than this, however its ledger rolls. */
  LightRule earliest = reckoning_policy(reckoning, 0)->light;
  earliest.roll = ROLL_BEFORE;
  g_auto(Gathering) gathering = {0};
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  gathering_start(&gathering, db, reckoning, tasks, 1, light_due(due + 1, &earliest) - 1);
  collect_tasks(&gathering);
  if (!each_topic(&gathering, begin->as_of, FALSE, error))
    return FALSE;
  reminder_sort(gathering.items, gathering.last);
  begin->items = g_steal_pointer(&gathering.items);
  return TRUE;
}

gboolean reminder_begin(Db *db, const Reckoning *reckoning, gint64 ledger, Reminder **begin,
                        GError **error) {
  *begin = NULL;
  Query *query = query_new(db, SQL_REMINDER_MANY);
  query_bind_int(query, 1, REMINDER_FEW);
  gboolean many = query_next(query), others;
  if (!query_finish(query, error) || !has_others(db, reckoning_today(reckoning), &others, error))
    return FALSE;
  if (!many)
    return TRUE;
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = reckoning_today(reckoning);
  reminder->items = g_ptr_array_new();
  if (!others) {
    g_ptr_array_unref(g_steal_pointer(&reminder->items));
    if (!collect_begin(db, reckoning, ledger, reminder, error))
      return FALSE;
  }
  if (!read_topic(db, reminder, error))
    return FALSE;
  *begin = g_steal_pointer(&reminder);
  return TRUE;
}

/* ---- filling ---------------------------------------------------------------------------- */

gboolean reminder_fill(Db *db, GPtrArray *items, guint first, guint count, GError **error) {
  for (guint i = first; i < items->len && i - first < count; i++) {
    ReminderItem *item = items->pdata[i];
    if (item->more->goal != NULL)
      continue;
    g_autoptr(Task) task = task_load(db, NULL, item->task, error);
    if (task == NULL)
      return FALSE;
    ReminderMore *more = reminder_item_more(item);
    more->number = task->number;
    more->several = task->several;
    more->goal = g_strdup(task->goal);
    more->units = task_units_text(task);
  }
  return TRUE;
}

GPtrArray *reminder_days(Db *db, const Reckoning *reckoning, gint64 ledger, TaskRefs *tasks,
                         Day first, Day last, GError **error) {
  g_auto(Gathering) gathering = {0};
  gathering_start(&gathering, db, reckoning, tasks, first, last);
  list_tasks(&gathering);
  if (!each_period(&gathering, ledger, list_period, error) ||
      /* A due day may roll into the month after. */
      !each_topic(&gathering, MAX(first, 32) - 31, TRUE, error) || !list_notices(&gathering, error))
    return NULL;
  g_ptr_array_sort(gathering.items, compare_due);
  return g_steal_pointer(&gathering.items);
}

/* The same of the tasks that filter takes. */
static GPtrArray *list_days(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                            Day first, Day last, GError **error) {
  g_autoptr(GArray) refs = tasks_of(db, reckoning, filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_days(db, reckoning, filter->ledger, tasks, first, last, error);
}

gboolean reminder_add_done(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           Reminder *reminder, GError **error) {
  Day today = reminder->as_of;
  g_autoptr(GPtrArray) all =
      list_days(db, reckoning, filter, today > DONE_DAYS ? today - DONE_DAYS : 1,
                today + (Day)reminder->days, error);
  if (all != NULL && !reminder_fill(db, all, 0, all->len, error))
    return FALSE;
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const ReminderItem *item = all->pdata[i];
    if (item->done)
      g_ptr_array_add(reminder->items, g_steal_pointer(&all->pdata[i]));
  }
  return all != NULL;
}
