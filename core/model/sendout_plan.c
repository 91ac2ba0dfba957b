/* sendout_plan.c: who is to fill in what. */
#include <string.h>

#include "core/model/ledger.h"
#include "core/model/sendout_private.h"

#define SQL_NEWEST_PROGRESS "SELECT ifnull(max(id), 0) FROM progress WHERE task = ?1"
#define SQL_NEWEST_SUBMISSION "SELECT ifnull(max(id), 0) FROM submission WHERE task = ?1"

#define PAGE 256 /* tasks read in one go */

/* A name may have 255 bytes in a folder; the writer needs some of them for a temporary one. */
#define FILE_NAME_MOST 180

/* ---- plans ------------------------------------------------------------------------------ */

static void item_free(SendoutItem *item) {
  g_free(item->key);
  g_free(item->number);
  g_free(item->goal);
  g_free(item->asked);
  g_free(item->last);
  g_free(item);
}

static void table_free(SendoutTable *table) {
  g_free(table->name);
  g_free(table->file);
  g_ptr_array_unref(table->items);
  g_free(table);
}

void sendout_plan_free(SendoutPlan *plan) {
  if (plan == NULL)
    return;
  g_ptr_array_unref(plan->tables);
  g_free(plan);
}

/* What a plan is made from. */
typedef struct {
  Db *db;
  const Reckoning *reckoning;
  const SendoutInput *input;
  Day first, last;   /* of the month */
  GHashTable *lower; /* gint64*: ledgers of lower offices */
  SendoutUnits *units;
  GHashTable *tasks;  /* gint64* → Task*: what may be asked for */
  GArray *order;      /* gint64: these, as a list has them */
  GPtrArray *periods; /* Obligation*, by due day */
} Planning;

static void planning_clear(Planning *planning) {
  g_clear_pointer(&planning->lower, g_hash_table_unref);
  g_clear_pointer(&planning->units, sendout_units_free);
  g_clear_pointer(&planning->tasks, g_hash_table_unref);
  g_clear_pointer(&planning->order, g_array_unref);
  g_clear_pointer(&planning->periods, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Planning, planning_clear)

/* ---- what is asked for ------------------------------------------------------------------ */

static gboolean read_ledgers(Planning *planning, GError **error) {
  planning->lower = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) ledgers = ledger_list(planning->db, error);
  if (ledgers == NULL)
    return FALSE;
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    gboolean asked = ledger->id == planning->input->ledger;
    g_autofree char *refusal = asked ? ledger_refusal(ledger) : NULL;
    if (refusal != NULL)
      return store_refuse(error, "%s", refusal);
    if (asked && ledger->unit != 0)
      return store_refuse(error, "《%s》是%s的台账，由它自己下发；请另选一本", ledger->title,
                          ledger->unit_name);
    if (ledger->unit != 0)
      g_hash_table_add(planning->lower, g_memdup2(&ledger->id, sizeof ledger->id));
  }
  return TRUE;
}

static gboolean is_open(TaskState state) {
  return !task_state_is_done(state) && state != TASK_STATE_VOID && state != TASK_STATE_PAUSED;
}

/* Tasks of order from first on, as many as are read in one go. */
static gboolean load_tasks(Planning *planning, guint first, GError **error) {
  g_autoptr(GPtrArray) tasks = task_load_set(planning->db, planning->reckoning,
                                             &g_array_index(planning->order, gint64, first),
                                             MIN(PAGE, planning->order->len - first), error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    Task *task = g_steal_pointer(&tasks->pdata[i]);
    g_hash_table_insert(planning->tasks, &task->id, task);
  }
  return tasks != NULL;
}

static gboolean read_tasks(Planning *planning, GError **error) {
  planning->tasks =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)task_free);
  planning->order = g_array_new(FALSE, FALSE, sizeof(gint64));
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = planning->input->ledger;
  filter.whole = TRUE;
  g_autoptr(GArray) refs = task_list(planning->db, planning->reckoning, &filter, error);
  if (refs == NULL)
    return FALSE;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (!is_open((TaskState)ref->state) || ref->kind == TASK_KIND_DEDUCTION ||
        g_hash_table_contains(planning->lower, &(gint64){ref->ledger}))
      continue;
    g_array_append_val(planning->order, ref->id);
  }
  for (guint first = 0; first < planning->order->len; first += PAGE) {
    if (!load_tasks(planning, first, error))
      return FALSE;
  }
  return TRUE;
}

static gint compare_due(gconstpointer a, gconstpointer b) {
  const Obligation *one = *(Obligation *const *)a, *other = *(Obligation *const *)b;
  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;
  return one->task != other->task
             ? (one->task < other->task ? -1 : 1)
             : (one->schedule > other->schedule) - (one->schedule < other->schedule);
}

/* A split task is whole for its rules: it is loaded for them where it is open. */
static gboolean keep_period(Planning *planning, const Obligation *period, gboolean *keep,
                            GError **error) {
  *keep = FALSE;
  if (period->due < planning->first || period->due > planning->last ||
      period->count >= period->quota || g_hash_table_contains(planning->lower, &period->ledger))
    return TRUE;
  if (!g_hash_table_contains(planning->tasks, &period->task)) {
    g_autoptr(Task) task = task_load(planning->db, planning->reckoning, period->task, error);
    if (task == NULL)
      return FALSE;
    if (!is_open(task->state))
      return TRUE;
    gpointer id = &task->id;
    g_hash_table_insert(planning->tasks, id, g_steal_pointer(&task));
  }
  *keep = TRUE;
  return TRUE;
}

static gboolean read_periods(Planning *planning, GError **error) {
  planning->periods = g_ptr_array_new_with_free_func((GDestroyNotify)obligation_free);
  ObligationFilter filter = {
      .ledger = planning->input->ledger, .first = planning->first, .last = planning->last};
  g_autoptr(GPtrArray) list = obligation_list(planning->db, planning->reckoning, &filter, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++) {
    gboolean keep;
    if (!keep_period(planning, list->pdata[i], &keep, error))
      return FALSE;
    if (keep)
      g_ptr_array_add(planning->periods, g_steal_pointer(&list->pdata[i]));
  }
  g_ptr_array_sort(planning->periods, compare_due);
  return TRUE;
}

/* ---- rows ------------------------------------------------------------------------------- */

static char *last_text(const Progress *progress) {
  char day[DAY_TEXT_SIZE];
  if (progress == NULL)
    return NULL;
  g_autofree char *percent = progress->percent != PERCENT_NONE
                                 ? g_strdup_printf(" %d%%", progress->percent)
                                 : g_strdup("");
  return g_strdup_printf("%s%s %s%s%s%s", day_to_iso(progress->made_on, day), percent,
                         progress->text, progress->unit_name != NULL ? "（" : "",
                         progress->unit_name != NULL ? progress->unit_name : "",
                         progress->unit_name != NULL ? "）" : "");
}

static SendoutItem *item_new(const Task *task) {
  SendoutItem *item = g_new0(SendoutItem, 1);
  item->task = task->id;
  item->number = task_number_text(task->number, task->id, task->several);
  item->goal = g_strdup(task->goal);
  item->kind = task->kind;
  item->state = task->state;
  item->percent = task->percent;
  return item;
}

static gboolean read_newest(const Planning *planning, SendoutItem *item, GError **error) {
  Query *query =
      query_new(planning->db, item->schedule != 0 ? SQL_NEWEST_SUBMISSION : SQL_NEWEST_PROGRESS);
  query_bind_int(query, 1, item->task);
  item->newest = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

static SendoutItem *task_item(const Planning *planning, const Task *task) {
  const LightRule *how = &reckoning_policy(planning->reckoning, task->ledger)->light;
  Day today = reckoning_today(planning->reckoning);
  SendoutItem *item = item_new(task);
  item->asked = g_strdup(task->deadline);
  item->due = task->standing.due;
  item->late = task->standing.overdue > 0;
  item->near = task->kind == TASK_KIND_TASK && !item->late && task->due != DAY_NONE &&
               item->due >= today && light_is_near(item->due, today, how);
  item->last = last_text(task->last_progress);
  return item;
}

static SendoutItem *period_item(const Planning *planning, const Task *task,
                                const Obligation *period, GError **error) {
  g_autoptr(Schedule) schedule = schedule_load(planning->db, period->schedule, error);
  if (schedule == NULL)
    return NULL;
  SendoutItem *item = item_new(task);
  item->schedule = period->schedule;
  item->key = g_strdup(period->span.key);
  item->asked = schedule_words(schedule->phrase, schedule->material);
  item->due = period->due;
  item->late = period->light == LIGHT_RED;
  item->near = period->light == LIGHT_AMBER;
  Every every = schedule->rule.every;
  item->often = every == EVERY_WEEK || every == EVERY_FORTNIGHT || every == EVERY_WORKDAYS;
  item->count = period->count;
  item->quota = period->quota;
  return item;
}

static gboolean add_item(const Planning *planning, SendoutTable *table, SendoutItem *item,
                         GError **error) {
  if (item == NULL)
    return FALSE;
  g_ptr_array_add(table->items, item);
  return read_newest(planning, item, error);
}

static gboolean fill_table(const Planning *planning, SendoutTable *table, GHashTable *tasks,
                           GError **error) {
  for (guint i = 0; i < planning->order->len; i++) {
    gint64 id = g_array_index(planning->order, gint64, i);
    if (g_hash_table_contains(tasks, &id) &&
        !add_item(planning, table, task_item(planning, g_hash_table_lookup(planning->tasks, &id)),
                  error))
      return FALSE;
  }
  for (guint i = 0; i < planning->periods->len; i++) {
    const Obligation *period = planning->periods->pdata[i];
    const Task *task = g_hash_table_lookup(planning->tasks, &period->task);
    if (g_hash_table_contains(tasks, &period->task) &&
        !add_item(planning, table, period_item(planning, task, period, error), error))
      return FALSE;
  }
  return TRUE;
}

static Day answer_by(const Planning *planning, const SendoutTable *table) {
  Day today = reckoning_today(planning->reckoning);
  Day from = MAX(planning->first, today), found = DAY_NONE;
  for (guint i = 0; i < table->items->len; i++) {
    const SendoutItem *item = table->items->pdata[i];
    if (!item->often && item->due >= from && item->due <= planning->last &&
        (found == DAY_NONE || item->due < found))
      found = item->due;
  }
  return found != DAY_NONE ? found : MAX(planning->last, today);
}

/* ---- names of files --------------------------------------------------------------------- */

/* A name that any file system takes, also the one of the unit's own computer. */
static char *clean_name(const char *name) {
  g_autoptr(GString) clean = g_string_new(NULL);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean bad = c < 0x20 || c == 0x7f || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c) != NULL);
    if (clean->len + 4 > FILE_NAME_MOST)
      break;
    if (bad || (clean->len == 0 && (c == '.' || c == ' ' || c == '-')))
      g_string_append_c(clean, '_');
    else
      g_string_append_unichar(clean, c);
  }
  return g_string_free(g_steal_pointer(&clean), FALSE);
}

static gboolean name_is_taken(const GPtrArray *tables, const char *file) {
  g_autofree char *folded = g_utf8_casefold(file, -1);
  for (guint i = 0; i < tables->len; i++) {
    g_autofree char *other = g_utf8_casefold(((const SendoutTable *)tables->pdata[i])->file, -1);
    if (g_str_equal(folded, other))
      return TRUE;
  }
  return FALSE;
}

static char *file_name(const SendoutPlan *plan, const char *unit, gint64 id) {
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(plan->year, plan->month, period);
  g_autofree char *clean = clean_name(unit);
  g_autofree char *file = g_strdup_printf("%s_%s.xlsx", clean, period);
  if (!name_is_taken(plan->tables, file))
    return g_steal_pointer(&file);
  return g_strdup_printf("%s_%" G_GINT64_FORMAT "_%s.xlsx", clean, id, period);
}

/* ---- the plan --------------------------------------------------------------------------- */

static gboolean add_table(const Planning *planning, SendoutPlan *plan, gint64 unit,
                          GHashTable *tasks, GError **error) {
  SendoutTable *table = g_new0(SendoutTable, 1);
  table->unit = unit;
  table->name = g_strdup(sendout_units_name(planning->units, unit));
  table->file = file_name(plan, table->name, unit);
  table->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  g_ptr_array_add(plan->tables, table);
  if (!fill_table(planning, table, tasks, error))
    return FALSE;
  Day by = planning->input->answer_by;
  table->answer_by = by != DAY_NONE ? by : answer_by(planning, table);
  return TRUE;
}

/* The units that are asked for, groups expanded; NULL, and no error, where all are. */
static gboolean read_wanted(Planning *planning, GHashTable *answering, GArray **wanted,
                            GError **error) {
  const GArray *asked = planning->input->units;
  *wanted = NULL;
  if (asked == NULL)
    return TRUE;
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < asked->len; i++) {
    gint64 id = g_array_index(asked, gint64, i);
    guint before = ids->len;
    gboolean any = FALSE;
    if (!sendout_units_expand(planning->units, id, ids, error))
      return FALSE;
    for (guint k = before; k < ids->len; k++)
      any = any || g_hash_table_contains(answering, &g_array_index(ids, gint64, k));
    if (!any && ids->len > before)
      return store_refuse(error, "“%s”%d年%d月没有要填报的任务，也没有到期的报送，没有下发",
                          sendout_units_name(planning->units, id), planning->input->year,
                          planning->input->month);
  }
  *wanted = g_steal_pointer(&ids);
  return TRUE;
}

static gboolean is_wanted(const GArray *wanted, gint64 unit) {
  for (guint i = 0; wanted != NULL && i < wanted->len; i++) {
    if (g_array_index(wanted, gint64, i) == unit)
      return TRUE;
  }
  return wanted == NULL;
}

static gint compare_ids(gconstpointer a, gconstpointer b) {
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;
  return (one > other) - (one < other);
}

static SendoutPlan *make_tables(Planning *planning, GError **error) {
  g_autoptr(GHashTable) answering =
      sendout_units_answering(planning->units, planning->tasks, error);
  g_autoptr(GArray) wanted = NULL;
  if (answering == NULL || !read_wanted(planning, answering, &wanted, error))
    return NULL;
  g_autoptr(SendoutPlan) plan = g_new0(SendoutPlan, 1);
  plan->year = planning->input->year;
  plan->month = planning->input->month;
  plan->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
  g_autoptr(GList) units = g_list_sort(g_hash_table_get_keys(answering), compare_ids);
  for (GList *each = units; each != NULL; each = each->next) {
    gint64 unit = *(const gint64 *)each->data;
    if (is_wanted(wanted, unit) &&
        !add_table(planning, plan, unit, g_hash_table_lookup(answering, &unit), error))
      return NULL;
  }
  if (plan->tables->len == 0) {
    store_refuse(error, "%d年%d月没有要填报的任务，也没有到期的报送，没有下发", plan->year,
                 plan->month);
    return NULL;
  }
  return g_steal_pointer(&plan);
}

static SendoutPlan *make_plan(Planning *planning, GError **error) {
  if (!read_ledgers(planning, error) || !read_tasks(planning, error) ||
      !read_periods(planning, error))
    return NULL;
  planning->units = sendout_units_new(planning->db, error);
  return planning->units != NULL ? make_tables(planning, error) : NULL;
}

SendoutPlan *sendout_plan(Db *db, const Reckoning *reckoning, const SendoutInput *input,
                          GError **error) {
  g_auto(Planning) planning = {.db = db, .reckoning = reckoning, .input = input};
  planning.first = day_from_ymd(input->year, input->month, 1);
  planning.last = day_month_end(input->year, input->month);
  if (planning.first == DAY_NONE) {
    store_refuse(error, "没有%d年%d月，月份请写成 2026-11", input->year, input->month);
    return NULL;
  }
  if (input->answer_by != DAY_NONE && input->answer_by < reckoning_today(reckoning)) {
    store_refuse(error, "填报期限不能早于今天");
    return NULL;
  }
  Query *hold = query_hold(db);
  SendoutPlan *plan = make_plan(&planning, error);
  query_free(hold);
  return plan;
}
