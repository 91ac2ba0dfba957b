/* reminder_gather.c: what tasks, periods, topics, notices and extensions ask of people. */
#include "core/model/extension.h"
#include "core/model/obligation.h"
#include "core/model/reminder_private.h"
#include "core/model/supervision.h"

/* Since when tasks wait to be signed for. */
#define SQL_ASSIGNED                                                                               \
  "SELECT (SELECT made_on FROM step WHERE task = j.value AND name = 'assign' "                     \
  "ORDER BY id DESC LIMIT 1) FROM json_each(?1) j ORDER BY j.key"

void gathering_begin(Gathering *gathering, Db *db, const Reckoning *reckoning, TaskRefs *tasks,
                     Day first, Day last) {
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

/* Whether its parts stand for it: not where none of them does and it is still open. */
static gboolean stands_in_parts(const TaskRef *ref) {
  return ref->parts > 0 && (ref->underway || !is_open(ref));
}

/* When a task has to be done; DAY_NONE where no day stands for it itself. */
static Day task_due(const Gathering *gathering, const TaskRef *ref) {
  if (ref->kind != TASK_KIND_TASK || stands_in_parts(ref) || ref->state == TASK_STATE_VOID)
    return DAY_NONE;
  return light_due(ref->due, &reckoning_policy(gathering->reckoning, ref->ledger)->light);
}

void gathering_add_tasks(Gathering *gathering) {
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

/* Sets since when each of the items (ReminderItem*) waits, whose tasks ids are. */
static gboolean read_assigned_on(Db *db, const GPtrArray *items, const GArray *ids,
                                 GError **error) {
  Query *query = query_new(db, SQL_ASSIGNED);
  query_bind_ids(query, 1, ids);
  for (guint i = 0; i < items->len && query_next(query); i++)
    ((ReminderItem *)items->pdata[i])->since = query_day(query, 0);
  return query_finish(query, error);
}

static gboolean collect_waiting(Gathering *gathering, GError **error) {
  g_autoptr(GPtrArray) unsigned_items = g_ptr_array_new(); /* borrowed */
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < gathering->refs->len; i++) {
    const TaskRef *ref = &g_array_index(gathering->refs, TaskRef, i);
    if (ref->state == TASK_STATE_DONE) {
      add_item(gathering, ITEM_REVIEW, ref)->since = ref->done_on;
    } else if (ref->state == TASK_STATE_ASSIGNED && ref->parts == 0) {
      g_ptr_array_add(unsigned_items, add_item(gathering, ITEM_UNSIGNED, ref));
      g_array_append_val(ids, ref->id);
    }
  }
  return ids->len == 0 || read_assigned_on(gathering->db, unsigned_items, ids, error);
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

/* ---- all of it -------------------------------------------------------------------------- */

gboolean gathering_add_topics(Gathering *gathering, GError **error) {
  return each_topic(gathering, gathering->today, FALSE, error);
}

gboolean gathering_add_open(Gathering *gathering, gint64 ledger, GError **error) {
  gathering_add_tasks(gathering);
  return each_period(gathering, ledger, collect_period, error) &&
         gathering_add_topics(gathering, error) && collect_waiting(gathering, error) &&
         collect_notices(gathering, error) && collect_extensions(gathering, error);
}

gboolean gathering_add_days(Gathering *gathering, gint64 ledger, GError **error) {
  list_tasks(gathering);
  return each_period(gathering, ledger, list_period, error) &&
         /* A due day may roll into the month after. */
         each_topic(gathering, MAX(gathering->first, 32) - 31, TRUE, error) &&
         list_notices(gathering, error);
}
