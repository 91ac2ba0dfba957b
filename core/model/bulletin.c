#include "core/model/bulletin.h"

#include "core/model/answer.h"
#include "core/model/bulletin_day.h"
#include "core/model/id_places.h"
#include "core/model/ledger.h"
#include "core/model/unit.h"

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

static void figure_init(Figure *figure) {
  figure->tasks = g_array_new(FALSE, FALSE, sizeof(gint64));
}

static BulletinLine *line_new(gint64 id, int number, const char *name) {
  BulletinLine *line = g_new0(BulletinLine, 1);
  line->id = id;
  line->number = number;
  line->name = g_strdup(name);
  for (int i = 0; i < FIGURE_COUNT; i++)
    figure_init(&line->figures[i]);
  return line;
}

static void line_free(BulletinLine *line) {
  for (int i = 0; i < FIGURE_COUNT; i++)
    g_array_unref(line->figures[i].tasks);
  g_free(line->name);
  g_free(line);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BulletinLine, line_free)

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
  g_clear_pointer(&bulletin->all, line_free);
  g_clear_pointer(&bulletin->units, g_ptr_array_unref);
  g_clear_pointer(&bulletin->indicators, g_ptr_array_unref);
  g_clear_pointer(&bulletin->late, g_ptr_array_unref);
  g_clear_pointer(&bulletin->change, change_free);
  g_free(bulletin);
}

/* ---- lines ------------------------------------------------------------------------------ */

guint bulletin_count(const BulletinLine *line, FigureKind kind) {
  return line->figures[kind].tasks->len;
}

/* Until line_close(), mean holds the sum. */
static void line_add(BulletinLine *line, const DayTask *task) {
  for (int i = 0; i < FIGURE_COUNT; i++) {
    if (bulletin_day_counts((FigureKind)i, task))
      g_array_append_val(line->figures[i].tasks, task->id);
  }
  if (!task->whole)
    line->mean += task->share;
}

static void line_close(BulletinLine *line) {
  guint tasks = bulletin_count(line, FIGURE_TASKS);
  if (tasks == 0)
    return;
  line->share = 100.0 * bulletin_count(line, FIGURE_DONE) / tasks;
  line->mean /= tasks;
}

static BulletinLine *line_of_all(const GArray *tasks) {
  BulletinLine *line = line_new(0, 0, "合计");
  for (guint i = 0; i < tasks->len; i++)
    line_add(line, &g_array_index(tasks, DayTask, i));
  line_close(line);
  return line;
}

/* The 一级, each with what is below it: the tree comes with each root before its children. */
static GPtrArray *lines_of_indicators(Db *db, gint64 ledger, const GArray *tasks, GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(db, ledger, error);
  if (tree == NULL)
    return NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  g_autoptr(GHashTable) line_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tree->len; i++) {
    Indicator *node = tree->pdata[i];
    if (node->parent == 0)
      g_ptr_array_add(lines, line_new(node->id, node->position, node->title));
    g_hash_table_insert(line_of, &node->id, lines->pdata[lines->len - 1]);
  }
  for (guint i = 0; i < tasks->len; i++) {
    const DayTask *task = &g_array_index(tasks, DayTask, i);
    BulletinLine *line = g_hash_table_lookup(line_of, &task->indicator);
    if (line != NULL) /* NULL only where somebody has altered the file */
      line_add(line, task);
  }
  for (guint i = lines->len; i-- > 0;) {
    BulletinLine *line = lines->pdata[i];
    line_close(line);
    if (bulletin_count(line, FIGURE_TASKS) + bulletin_count(line, FIGURE_MISSED) == 0)
      g_ptr_array_remove_index(lines, i);
  }
  return g_steal_pointer(&lines);
}

/* ---- units ------------------------------------------------------------------------------ */

static int by_merit(gconstpointer a, gconstpointer b) {
  const BulletinLine *left = *(BulletinLine *const *)a, *right = *(BulletinLine *const *)b;
  if (left->share != right->share)
    return left->share > right->share ? -1 : 1;
  if (left->mean != right->mean)
    return left->mean > right->mean ? -1 : 1;
  static const FigureKind fewer[] = {FIGURE_OVERDUE, FIGURE_MISSED};
  for (guint i = 0; i < G_N_ELEMENTS(fewer); i++) {
    guint here = bulletin_count(left, fewer[i]), there = bulletin_count(right, fewer[i]);
    if (here != there)
      return here < there ? -1 : 1;
  }
  return 0;
}

/* The sort keeps equal ones in the order of their ids. */
static void rank(GPtrArray *lines) {
  g_ptr_array_sort(lines, by_merit);
  for (guint i = 0; i < lines->len; i++) {
    BulletinLine *line = lines->pdata[i];
    gboolean equal = i > 0 && by_merit(&lines->pdata[i - 1], &lines->pdata[i]) == 0;
    line->rank = equal ? ((BulletinLine *)lines->pdata[i - 1])->rank : (int)i + 1;
  }
}

static int by_place(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return left < right ? -1 : left > right;
}

/* For each unit the places in tasks of those it answers for: gint64* → GArray of guint. */
static GHashTable *places_by_unit(Db *db, const GArray *tasks, GError **error) {
  g_autoptr(GArray) answers = answer_list(db, error);
  if (answers == NULL)
    return NULL;
  g_autoptr(IdPlaces) place_of = id_places_new(tasks);
  GHashTable *places =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    const DayTask *task = id_places_find(place_of, answer->task);
    if (task == NULL)
      continue;
    GArray *of_unit = g_hash_table_lookup(places, &answer->unit);
    if (of_unit == NULL) {
      of_unit = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(places, g_memdup2(&answer->unit, sizeof answer->unit), of_unit);
    }
    guint index = (guint)(task - (const DayTask *)(gpointer)tasks->data);
    g_array_append_val(of_unit, index);
  }
  return places;
}

static GPtrArray *lines_of_units(Db *db, const GArray *tasks, GError **error) {
  g_autoptr(GHashTable) places = places_by_unit(db, tasks, error);
  g_autoptr(GPtrArray) units = places != NULL ? unit_list(db, error) : NULL;
  if (units == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    GArray *of_unit = g_hash_table_lookup(places, &unit->id);
    if (of_unit == NULL)
      continue;
    BulletinLine *line = line_new(unit->id, 0, unit->name);
    g_array_sort(of_unit, by_place);
    for (guint j = 0; j < of_unit->len; j++)
      line_add(line, &g_array_index(tasks, DayTask, g_array_index(of_unit, guint, j)));
    line_close(line);
    g_ptr_array_add(lines, line);
  }
  rank(lines);
  return lines;
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

/* What is in a and not in b. */
static Figure difference(const Figure *a, const Figure *b) {
  Figure rest;
  figure_init(&rest);
  g_autoptr(GHashTable) others = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < b->tasks->len; i++)
    g_hash_table_add(others, &g_array_index(b->tasks, gint64, i));
  for (guint i = 0; i < a->tasks->len; i++) {
    gint64 *id = &g_array_index(a->tasks, gint64, i);
    if (!g_hash_table_contains(others, id))
      g_array_append_vals(rest.tasks, id, 1);
  }
  return rest;
}

static BulletinChange *change_between(const BulletinLine *then, const BulletinLine *now,
                                      Day as_of) {
  const Figure *before = then->figures, *after = now->figures;
  BulletinChange *change = g_new0(BulletinChange, 1);
  change->as_of = as_of;
  change->tasks = bulletin_count(then, FIGURE_TASKS);
  change->done = difference(&after[FIGURE_DONE], &before[FIGURE_DONE]);
  change->overdue = difference(&after[FIGURE_OVERDUE], &before[FIGURE_OVERDUE]);
  change->cleared = difference(&before[FIGURE_OVERDUE], &after[FIGURE_OVERDUE]);
  change->added = difference(&after[FIGURE_TASKS], &before[FIGURE_TASKS]);
  change->dropped = difference(&before[FIGURE_TASKS], &after[FIGURE_TASKS]);
  change->share = now->share - then->share;
  return change;
}

static gboolean compute_change(BulletinDays *days, Bulletin *bulletin, GError **error) {
  Day day = day_from_ymd(bulletin->year, bulletin->month, 1) - 1;
  CivilDate date = day_civil(day);
  g_autoptr(GArray) tasks =
      bulletin_days_read(days, bulletin->as_of, day_from_ymd(date.year, date.month, 1), day, error);
  if (tasks == NULL)
    return FALSE;
  g_autoptr(BulletinLine) then = line_of_all(tasks);
  bulletin->change = change_between(then, bulletin->all, day);
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

static gboolean compute(Db *db, const Reckoning *reckoning, Bulletin *bulletin, GError **error) {
  gint64 ledger = bulletin->ledger;
  bulletin->title = title_of(db, ledger, bulletin->as_of, error);
  if (bulletin->title == NULL)
    return FALSE;
  g_autoptr(BulletinDays) days = bulletin_days_new(db, reckoning, ledger, TRUE, error);
  if (days == NULL)
    return FALSE;
  Day first = day_from_ymd(bulletin->year, bulletin->month, 1);
  g_autoptr(GArray) tasks =
      bulletin_days_read(days, bulletin->as_of, first, bulletin->as_of, error);
  if (tasks == NULL)
    return FALSE;
  bulletin->all = line_of_all(tasks);
  return (bulletin->indicators = lines_of_indicators(db, ledger, tasks, error)) != NULL &&
         (bulletin->units = lines_of_units(db, tasks, error)) != NULL &&
         (bulletin->late = late_list(tasks)) != NULL && compute_change(days, bulletin, error) &&
         journal_begun(db, &bulletin->since, error) && journal_head(db, bulletin->head, error);
}

char *bulletin_gap_text(const Bulletin *bulletin) {
  if (bulletin_count(bulletin->all, FIGURE_TASKS) > 0 || bulletin->since <= bulletin->as_of)
    return NULL;
  CivilDate since = day_civil(bulletin->since);
  return g_strdup_printf("本台账文件的记录自%d年%d月%d日开始，此前的情况没有记录。", since.year,
                         since.month, since.day);
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
