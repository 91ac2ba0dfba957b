#include "tui/screen/task_rows.h"

#include "core/rules/text.h"

#define CACHE_MAX 512

/* ---- tasks read for showing ------------------------------------------------------------- */

struct TaskCache {
  GHashTable *tasks; /* &task->id → Task */
};

TaskCache *task_cache_new(void) {
  TaskCache *cache = g_new0(TaskCache, 1);
  cache->tasks =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)task_free);
  return cache;
}

void task_cache_free(TaskCache *cache) {
  if (cache == NULL)
    return;
  g_hash_table_unref(cache->tasks);
  g_free(cache);
}

void task_cache_clear(TaskCache *cache) {
  g_hash_table_remove_all(cache->tasks);
}

/* Each of ids once, those that are kept already left out. */
static GArray *find_missing(const TaskCache *cache, const GArray *ids) {
  GArray *missing = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) found = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < ids->len; i++) {
    gint64 *id = &g_array_index(ids, gint64, i);
    if (!g_hash_table_contains(cache->tasks, id) && g_hash_table_add(found, id))
      g_array_append_val(missing, *id);
  }
  return missing;
}

gboolean task_cache_read_all(TaskCache *cache, App *app, const GArray *ids, GError **error) {
  g_autoptr(GArray) missing = find_missing(cache, ids);
  if (missing->len == 0)
    return TRUE;
  if (g_hash_table_size(cache->tasks) + missing->len > CACHE_MAX) {
    task_cache_clear(cache);
    g_array_unref(missing);
    missing = find_missing(cache, ids);
  }
  g_autoptr(GPtrArray) tasks =
      task_load_set(app_db(app), app_reckoning(app), (const gint64 *)(gpointer)missing->data,
                    missing->len, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    Task *task = g_steal_pointer(&tasks->pdata[i]);
    g_hash_table_insert(cache->tasks, &task->id, task);
  }
  return tasks != NULL;
}

gboolean task_cache_read(TaskCache *cache, App *app, gint64 id, GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof id);
  g_array_append_val(ids, id);
  return task_cache_read_all(cache, app, ids, error);
}

const Task *task_cache_get(const TaskCache *cache, gint64 id) {
  return g_hash_table_lookup(cache->tasks, &id);
}

ChosenTask task_rows_chosen(const TaskRef *ref) {
  return ref != NULL ? (ChosenTask){.id = ref->id,
                                    .kind = (TaskKind)ref->kind,
                                    .state = (TaskState)ref->state,
                                    .ledger = ref->ledger}
                     : (ChosenTask){0};
}

#define LEGEND_COLUMNS 4 /* !红 and a blank; 红 takes two */

/* ---- words ------------------------------------------------------------------------------ */

ThemeRole task_rows_light_role(Light light, gboolean blue) {
  static const ThemeRole roles[LIGHT_COUNT] = {THEME_RED, THEME_AMBER, THEME_GREEN, THEME_GREY};
  return blue && light == LIGHT_GREEN ? THEME_BLUE : roles[light];
}

char *task_rows_light_text(Light light, gboolean blue) {
  return g_strconcat(light_sign(light), light_name_in(light, blue), NULL);
}

void task_rows_paint_legend(Term *term, int row, int used, int columns, gboolean blue) {
  int column = columns - (LIGHT_COUNT * LEGEND_COLUMNS - 1);
  if (column < used + 2)
    return;
  for (int light = 0; light < LIGHT_COUNT; light++) {
    g_autofree char *text = task_rows_light_text((Light)light, blue);
    term_span(term, row, column, LEGEND_COLUMNS, task_rows_light_role((Light)light, blue), text);
    column += LEGEND_COLUMNS;
  }
}

static ThemeRole standing_role(const Standing *standing) {
  return task_rows_light_role(standing->light, standing->blue);
}

static char *standing_light_text(const Standing *standing) {
  return task_rows_light_text(standing->light, standing->blue);
}

/* 欠报2期; 本期还有3天 where that is what turns it amber; NULL where its periods do not matter. */
static char *periods_text(const Standing *standing, Day today) {
  if (standing->missed > 0)
    return g_strdup_printf("欠报%d期", standing->missed);
  if (standing->light != LIGHT_AMBER || standing->asked == DAY_NONE ||
      (standing->due != DAY_NONE && standing->due <= standing->asked))
    return NULL;
  g_autofree char *left = day_left_text(standing->asked, today);
  return g_strdup_printf("本期%s", left);
}

char *task_rows_due_text(App *app, const Task *task) {
  const Standing *standing = &task->standing;
  if (standing->overdue > 0)
    return g_strdup_printf(task_state_is_done(task->state) ? "逾期办结（迟%d天）" : "逾期%d天",
                           standing->overdue);
  if (task_state_is_done(task->state) || standing->light == LIGHT_GREY)
    return g_strdup("");
  Day today = reckoning_day(app_reckoning(app), task->ledger);
  char *periods = periods_text(standing, today);
  if (periods != NULL || standing->due == DAY_NONE)
    return periods != NULL ? periods : g_strdup("");
  return day_left_text(standing->due, today);
}

static void append_day(GString *text, Day day) {
  char iso[DAY_TEXT_SIZE];
  g_string_append_printf(text, "%s 周%s", day_to_iso(day, iso), day_weekday_name(day));
}

char *task_rows_day_text(App *app, gint64 ledger, Day due) {
  const LightRule *how = &reckoning_policy(app_reckoning(app), ledger)->light;
  GString *text = g_string_new(NULL);
  append_day(text, due);
  if (!calendar_is_workday(how->calendar, due)) {
    const char *holiday = calendar_holiday(how->calendar, due);
    g_string_append_printf(text, "，%s", holiday != NULL ? holiday : "休息日");
  }
  Day rolled = light_due(due, how);
  if (rolled != due) {
    g_string_append_printf(text, "，%s到 ", roll_name(how->roll));
    append_day(text, rolled);
  }
  if (calendar_is_estimated(how->calendar, due))
    g_string_append(text, "，预计");
  return g_string_free(text, FALSE);
}

/* 2020年12月（2020-12-31 周四）. A date is not said twice. */
static char *dated_text(App *app, const Task *task) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *due = task_rows_day_text(app, task->ledger, task->due);
  return g_str_equal(task->deadline, day_to_iso(task->due, iso))
             ? g_steal_pointer(&due)
             : g_strdup_printf("%s（%s）", task->deadline, due);
}

char *task_rows_deadline_text(App *app, const Task *task) {
  if (task->deadline == NULL)
    return g_strdup("（没有写明）");
  g_autofree char *dated = task->due != DAY_NONE ? dated_text(app, task) : NULL;
  g_autoptr(GString) text = g_string_new(dated != NULL ? dated : task->deadline);
  if (task->due == DAY_NONE)
    g_string_append(text, task->standing.asked != DAY_NONE || task->standing.missed > 0
                              ? "（按周期报送）"
                              : "（没有能算出的日期）");
  if (task->deadline_printed != NULL && g_strcmp0(task->deadline, task->deadline_printed) != 0)
    g_string_append_printf(text, "  原文：%s", task->deadline_printed);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- details ---------------------------------------------------------------------------- */

int task_rows_details_height(int rows) {
  return rows >= 40 ? 12 : rows >= 20 ? 7 : 4;
}

void task_rows_paint_field(Term *term, int *row, int end, int column, int width, const char *label,
                           const char *text, ThemeRole role) {
  int indent = text_width(label);
  g_autofree char *clean = text_clean(text, TRUE);
  if (*row >= end)
    return;
  g_autoptr(GPtrArray) lines = text_wrap_rows(clean, MAX(width - indent, 2), end - *row);
  for (guint i = 0; i < lines->len; i++, (*row)++) {
    term_text(term, *row, column, indent, THEME_LABEL, i == 0 ? label : NULL);
    term_text(term, *row, column + indent, width - indent, role, lines->pdata[i]);
  }
}

static void paint_headline(App *app, Term *term, int row, int width, const Task *task) {
  g_autofree char *due = task_rows_due_text(app, task);
  g_autofree char *light_text = standing_light_text(&task->standing);
  g_autofree char *number = task_number_text(task->number, task->id, task->several);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s  %s  %s", number, task_kind_name(task->kind),
                         task_state_name(task->state));
  if (task->percent != PERCENT_NONE)
    g_string_append_printf(text, " %d%%", task->percent);
  if (*due != '\0')
    g_string_append_printf(text, "  %s", due);
  if (app_has_several_ledgers(app))
    g_string_append_printf(text, "  %d年《%s》", task->ledger_year, task->ledger_title);
  term_text(term, row, 0, width, THEME_STRONG, NULL);
  int used = term_span(term, row, 0, width, standing_role(&task->standing), light_text);
  term_span(term, row, used + 1, width - used - 1, THEME_STRONG, text->str);
}

void task_rows_paint_details(App *app, Term *term, Area area, const Task *task) {
  term_blank(term, area, THEME_TEXT);
  if (task == NULL || area.rows <= 0)
    return;
  int row = area.row, end = area.row + area.rows;
  paint_headline(app, term, row++, area.columns, task);
  task_rows_paint_field(term, &row, end, 0, area.columns, "任务：", task->goal, THEME_TEXT);
  g_autofree char *units = task_units_text(task);
  g_autofree char *deadline = task_rows_deadline_text(app, task);
  task_rows_paint_field(term, &row, end, 0, area.columns, "单位：",
                        *units != '\0' ? units : "（没有写明）", THEME_TEXT);
  task_rows_paint_field(term, &row, end, 0, area.columns, "时限：", deadline, THEME_TEXT);
  if (*task->tags != '\0')
    task_rows_paint_field(term, &row, end, 0, area.columns, "标签：", task->tags, THEME_TEXT);
  const Progress *last = task->last_progress;
  if (last == NULL) {
    task_rows_paint_field(term, &row, end, 0, area.columns, "进展：", "还没有进展", THEME_DIM);
    return;
  }
  char iso[DAY_TEXT_SIZE];
  g_autofree char *percent =
      last->percent != PERCENT_NONE ? g_strdup_printf(" %d%%", last->percent) : g_strdup("");
  g_autofree char *text = g_strdup_printf("%s %s%s %s", day_to_iso(last->made_on, iso),
                                          app_person_name(app, last->author), percent, last->text);
  task_rows_paint_field(term, &row, end, 0, area.columns, "进展：", text, THEME_TEXT);
}
