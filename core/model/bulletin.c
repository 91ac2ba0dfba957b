#include "core/model/bulletin.h"

#include "core/model/bulletin_line.h"
#include "core/model/id_places.h"
#include "core/model/ledger.h"

#define SQL_TITLE "SELECT title FROM ledger WHERE id = ?1"
#define SQL_LAST_PROGRESS                                                                          \
  "SELECT text, made_on FROM progress WHERE task = ?1 AND made_on <= ?2 "                          \
  "ORDER BY made_on DESC, id DESC LIMIT 1"

/* ---- words ------------------------------------------------------------------------------ */

typedef struct {
  const char *code;
  const char *name;
  const char *brief; /* NULL: none */
} FigureWords;

static const FigureWords words[FIGURE_COUNT] = {
    [FIGURE_TASKS] = {"tasks", "任务总数", "总数"},
    [FIGURE_DONE] = {"done", "已办结", NULL},
    [FIGURE_ON_TIME] = {"on_time", "按时办结", NULL},
    [FIGURE_LATE_DONE] = {"late_done", "逾期办结", NULL},
    [FIGURE_OVERDUE] = {"overdue", "逾期未办结", NULL},
    [FIGURE_MISSED] = {"missed", "欠报", NULL},
    [FIGURE_NOT_REPORTED] = {"not_reported", "本月未报进展", "未报进展"},
};

const char *figure_name(FigureKind kind) {
  return words[kind].name;
}

const char *figure_code(FigureKind kind) {
  return words[kind].code;
}

gboolean figure_parse(const char *text, FigureKind *out) {
  for (int i = 0; i < FIGURE_COUNT; i++) {
    if (g_str_equal(text, words[i].code) || g_str_equal(text, words[i].name) ||
        g_strcmp0(text, words[i].brief) == 0) {
      *out = (FigureKind)i;
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- making and freeing ----------------------------------------------------------------- */

static void change_free(BulletinChange *change) {
  Figure *figures[] = {&change->done, &change->overdue, &change->cleared, &change->added,
                       &change->dropped};
  for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
    g_array_unref(figures[i]->tasks);
  g_free(change);
}

static void late_free(BulletinLate *late) {
  g_free(late->goal);
  g_free(late->units);
  g_free(late->last_progress);
  g_free(late);
}

void bulletin_free(Bulletin *bulletin) {
  if (bulletin == NULL)
    return;
  g_free(bulletin->title);
  g_clear_pointer(&bulletin->all, bulletin_line_free);
  g_clear_pointer(&bulletin->units, g_ptr_array_unref);
  g_clear_pointer(&bulletin->indicators, g_ptr_array_unref);
  g_clear_pointer(&bulletin->late, g_ptr_array_unref);
  g_clear_pointer(&bulletin->change, change_free);
  g_clear_pointer(&bulletin->tasks, g_array_unref);
  g_free(bulletin);
}

/* ---- what is counted ---------------------------------------------------------------------- */

guint bulletin_count(const BulletinLine *line, FigureKind kind) {
  return line->counts[kind];
}

static gboolean is_counted(const BulletinTask *task, FigureKind kind) {
  return task != NULL && (task->figures >> kind & 1) != 0;
}

GArray *bulletin_tasks(const Bulletin *bulletin, const BulletinLine *line, FigureKind kind) {
  GArray *ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), line->counts[kind]);
  guint count = line->places != NULL ? line->places->len : bulletin->tasks->len;
  for (guint i = 0; i < count; i++) {
    guint place = line->places != NULL ? g_array_index(line->places, guint, i) : i;
    const BulletinTask *task = &g_array_index(bulletin->tasks, BulletinTask, place);
    if (is_counted(task, kind))
      g_array_append_val(ids, task->id);
  }
  return ids;
}

/* What is kept of tasks (DayTask): an array of BulletinTask. */
static GArray *kept_tasks(const GArray *tasks) {
  GArray *kept = g_array_sized_new(FALSE, FALSE, sizeof(BulletinTask), tasks->len);
  for (guint i = 0; i < tasks->len; i++) {
    const DayTask *task = &g_array_index(tasks, DayTask, i);
    BulletinTask one = {.id = task->id, .figures = task->figures};
    g_array_append_val(kept, one);
  }
  return kept;
}

/* ---- the late --------------------------------------------------------------------------- */

static gboolean read_last_progress(Db *db, Day as_of, BulletinLate *late, GError **error) {
  Query *query = query_new(db, SQL_LAST_PROGRESS);
  query_bind_int(query, 1, late->task);
  query_bind_day(query, 2, as_of);
  if (query_next(query)) {
    late->last_progress = g_strdup(query_text(query, 0));
    late->last_on = query_day(query, 1);
  }
  return query_finish(query, error);
}

static int by_days(gconstpointer a, gconstpointer b) {
  const BulletinLate *left = *(BulletinLate *const *)a, *right = *(BulletinLate *const *)b;
  return right->days - left->days;
}

static GPtrArray *late_list(const GArray *tasks) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)late_free);
  for (guint i = 0; i < tasks->len; i++) {
    const DayTask *task = &g_array_index(tasks, DayTask, i);
    if (!bulletin_day_counts(FIGURE_OVERDUE, task))
      continue;
    BulletinLate *late = g_new0(BulletinLate, 1);
    late->task = task->id;
    late->due = task->due;
    late->days = task->late;
    g_ptr_array_add(list, late);
  }
  g_ptr_array_sort(list, by_days);
  return list;
}

static gboolean fill_late(Db *db, Day as_of, BulletinLate *late, GError **error) {
  g_autoptr(Task) task = task_load(db, NULL, late->task, error);
  if (task == NULL || !read_last_progress(db, as_of, late, error))
    return FALSE;
  late->number = task->number;
  late->units = task_units_text(task);
  late->goal = g_steal_pointer(&task->goal);
  return TRUE;
}

gboolean bulletin_fill_late(Db *db, Bulletin *bulletin, guint first, guint count, GError **error) {
  for (guint i = first; i < bulletin->late->len && i - first < count; i++) {
    BulletinLate *late = bulletin->late->pdata[i];
    if (late->goal == NULL && !fill_late(db, bulletin->as_of, late, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- change ----------------------------------------------------------------------------- */

/* How tasks stood at two times: arrays of BulletinTask, and where in them a task is. */
typedef struct {
  const GArray *tasks;
  IdPlaces *places;
} Counted;

/* The tasks that a figure counts in a and not in b. */
static Figure difference(const Counted *a, const Counted *b, FigureKind kind) {
  Figure rest = {g_array_new(FALSE, FALSE, sizeof(gint64))};
  for (guint i = 0; i < a->tasks->len; i++) {
    const BulletinTask *task = &g_array_index(a->tasks, BulletinTask, i);
    if (is_counted(task, kind) && !is_counted(id_places_find(b->places, task->id), kind))
      g_array_append_val(rest.tasks, task->id);
  }
  return rest;
}

static BulletinChange *change_between(const GArray *before, const GArray *after) {
  g_autoptr(IdPlaces) of_before = id_places_new(before);
  g_autoptr(IdPlaces) of_after = id_places_new(after);
  const Counted then = {before, of_before}, now = {after, of_after};
  BulletinChange *change = g_new0(BulletinChange, 1);
  change->done = difference(&now, &then, FIGURE_DONE);
  change->overdue = difference(&now, &then, FIGURE_OVERDUE);
  change->cleared = difference(&then, &now, FIGURE_OVERDUE);
  change->added = difference(&now, &then, FIGURE_TASKS);
  change->dropped = difference(&then, &now, FIGURE_TASKS);
  return change;
}

static gboolean compute_change(BulletinDays *days, Bulletin *bulletin, GError **error) {
  Day day = day_from_ymd(bulletin->year, bulletin->month, 1) - 1;
  CivilDate date = day_civil(day);
  g_autoptr(GArray) tasks = bulletin_days_read(
      days, bulletin->as_of, day_from_ymd(date.year, date.month, 1), day, NULL, error);
  if (tasks == NULL)
    return FALSE;
  g_autoptr(BulletinLine) line = bulletin_line_of_all(tasks);
  g_autoptr(GArray) then = kept_tasks(tasks);
  g_clear_pointer(&tasks, g_array_unref);
  bulletin->change = change_between(then, bulletin->tasks);
  bulletin->change->as_of = day;
  bulletin->change->tasks = bulletin_count(line, FIGURE_TASKS);
  bulletin->change->share = bulletin->all->share - line->share;
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

static char *title_of(Db *db, gint64 ledger, Day day, GError **error) {
  if (ledger == 0) {
    g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
    return ledgers != NULL ? ledger_all_title(ledgers, day) : NULL;
  }
  Query *query = query_new(db, SQL_TITLE);
  query_bind_int(query, 1, ledger);
  g_autofree char *title = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (title == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这本台账，可能已被删除；请刷新后再试");
  return g_steal_pointer(&title);
}

static gboolean compute_now(Db *db, BulletinDays *days, Bulletin *bulletin, GError **error) {
  Day first = day_from_ymd(bulletin->year, bulletin->month, 1);
  g_autoptr(GArray) tasks =
      bulletin_days_read(days, bulletin->as_of, first, bulletin->as_of, &bulletin->rest, error);
  if (tasks == NULL)
    return FALSE;
  bulletin->all = bulletin_line_of_all(tasks);
  bulletin->indicators = bulletin_lines_of_indicators(db, bulletin->ledger, tasks, error);
  bulletin->units = bulletin->indicators != NULL ? bulletin_lines_of_units(db, tasks, error) : NULL;
  bulletin->late = late_list(tasks);
  bulletin->tasks = kept_tasks(tasks);
  return bulletin->units != NULL;
}

static gboolean compute(Db *db, const Reckoning *reckoning, Bulletin *bulletin, GError **error) {
  gint64 ledger = bulletin->ledger;
  bulletin->title = title_of(db, ledger, bulletin->as_of, error);
  if (bulletin->title == NULL)
    return FALSE;
  g_autoptr(BulletinDays) days = bulletin_days_new(db, reckoning, ledger, TRUE, error);
  if (days == NULL)
    return FALSE;
  return compute_now(db, days, bulletin, error) && compute_change(days, bulletin, error) &&
         journal_begun(db, &bulletin->since, error) && journal_head(db, bulletin->head, error);
}

char *bulletin_gap_text(const Bulletin *bulletin) {
  if (bulletin_count(bulletin->all, FIGURE_TASKS) > 0 || bulletin->since <= bulletin->as_of)
    return NULL;
  CivilDate since = day_civil(bulletin->since);
  return g_strdup_printf("本台账文件的记录自%d年%d月%d日开始，此前的情况没有记录。", since.year,
                         since.month, since.day);
}

const char BULLETIN_UNITS_NOTE[] =
    "任务归牵头单位统计，没有写牵头单位的归责任单位；几个单位共同负责的，各单位分别计数";
const char BULLETIN_MISSED_NOTE[] = "“欠报”为周期要求过了期限没有报齐的任务，不含选题和案例的报送";

/* 、加分项3项; nothing for none. */
static void append_count(GString *text, const char *name, guint count) {
  if (count > 0)
    g_string_append_printf(text, "%s%s%u项", text->len > 0 ? "、" : "", name, count);
}

char *bulletin_rest_text(const Bulletin *bulletin) {
  const BulletinRest *rest = &bulletin->rest;
  g_autoptr(GString) kinds = g_string_new(NULL);
  guint sum = rest->voided;
  for (int kind = 0; kind < TASK_KIND_COUNT; kind++) {
    append_count(kinds, task_kind_name((TaskKind)kind), rest->kinds[kind]);
    sum += rest->kinds[kind];
  }
  append_count(kinds, "作废", rest->voided);
  g_autoptr(GString) text = g_string_new(NULL);
  if (sum > 0)
    g_string_append_printf(text, "另有%u项不列入统计：%s。", sum, kinds->str);
  if (rest->paused > 0)
    g_string_append_printf(text, "暂停的%u项计入任务数，不计逾期、欠报和未报。", rest->paused);
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

Day bulletin_last_day(int year, int month, Day today, GError **error) {
  Day end = day_month_end(year, month);
  Day first = end != DAY_NONE ? day_from_ymd(year, month, 1) : DAY_NONE;
  if (first <= 1) { /* none, or the first month there is, which has none before it */
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "没有%d年%d月这个月份", year, month);
    return DAY_NONE;
  }
  if (first > today) {
    CivilDate date = day_civil(today);
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "%d年%d月还没有到，不能通报；最近可以通报的是%d年%d月", year, month, date.year,
                date.month);
    return DAY_NONE;
  }
  return MIN(end, today);
}

Bulletin *bulletin_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int month,
                           GError **error) {
  Day as_of = bulletin_last_day(year, month, reckoning_today(reckoning), error);
  if (as_of == DAY_NONE)
    return NULL;
  g_autoptr(Bulletin) bulletin = g_new0(Bulletin, 1);
  bulletin->year = year;
  bulletin->month = month;
  bulletin->as_of = as_of;
  bulletin->ledger = ledger;
  if (!compute(db, reckoning, bulletin, error))
    return NULL;
  return g_steal_pointer(&bulletin);
}
