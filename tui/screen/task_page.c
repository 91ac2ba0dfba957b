#include "core/model/history.h"
#include "core/model/schedule.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/task_rows.h"

#define LABEL_COLUMNS 12
#define WHEEL_ROWS 3

/* One line as shown. */
typedef struct {
  char *label; /* NULL: a line that goes on */
  char *text;
  ThemeRole role;
} Line;

typedef struct {
  gint64 id;
  Task *task;           /* NULL: it could not be read */
  gboolean gone;        /* there is no such task any more */
  GPtrArray *schedules; /* Schedule* */
  GPtrArray *progress;  /* Progress*, newest first */
  GPtrArray *entries;   /* JournalEntry*, newest first */
  GPtrArray *changes;   /* for each entry, its JournalChange* */
  GPtrArray *units;     /* Unit*: names for the journal */
  GPtrArray *lines;     /* Line*, wrapped to width */
  int width;
  int top, rows;
} TaskPage;

static void line_free(gpointer data) {
  Line *line = data;
  g_free(line->label);
  g_free(line->text);
  g_free(line);
}

static gpointer page_open(App *app, const Opening *opening) {
  (void)app;
  TaskPage *page = g_new0(TaskPage, 1);
  page->id = opening->id;
  page->lines = g_ptr_array_new_with_free_func(line_free);
  return page;
}

static void drop_data(TaskPage *page) {
  g_clear_pointer(&page->task, task_free);
  g_clear_pointer(&page->schedules, g_ptr_array_unref);
  g_clear_pointer(&page->progress, g_ptr_array_unref);
  g_clear_pointer(&page->entries, g_ptr_array_unref);
  g_clear_pointer(&page->changes, g_ptr_array_unref);
  g_clear_pointer(&page->units, g_ptr_array_unref);
  page->width = 0; /* the lines are out of date */
}

static void page_close(gpointer state) {
  TaskPage *page = state;
  drop_data(page);
  g_ptr_array_unref(page->lines);
  g_free(page);
}

static gboolean read_journal(App *app, TaskPage *page, GError **error) {
  page->entries = journal_list(app_db(app), page->id, 0, error);
  if (page->entries == NULL)
    return FALSE;
  page->changes = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < page->entries->len; i++) {
    const JournalEntry *entry = page->entries->pdata[i];
    GPtrArray *changes = journal_changes(app_db(app), entry->seq, page->id, error);
    if (changes == NULL)
      return FALSE;
    g_ptr_array_add(page->changes, changes);
  }
  return TRUE;
}

static gboolean read_all(App *app, TaskPage *page, GError **error) {
  page->task = task_load(app_db(app), app_reckoning(app), page->id, error);
  if (page->task == NULL)
    return FALSE;
  page->schedules = schedule_list(app_db(app), page->id, error);
  if (page->schedules == NULL)
    return FALSE;
  page->progress = progress_list(app_db(app), page->id, 0, error);
  if (page->progress == NULL)
    return FALSE;
  page->units = unit_list(app_db(app), error);
  return page->units != NULL && read_journal(app, page, error);
}

/* A task that is gone (its adding was taken back, by oneself or by a colleague) is no failure: the
 * page says so. */
static gboolean page_recalculate(App *app, gpointer state, GError **error) {
  TaskPage *page = state;
  g_autoptr(GError) failed = NULL;
  drop_data(page);
  gboolean read = read_all(app, page, &failed);
  page->gone = page->task == NULL && g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (read || page->gone)
    return TRUE;
  drop_data(page);
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

/* ---- lines ------------------------------------------------------------------------------ */

static void add_line(TaskPage *page, const char *label, const char *text, ThemeRole role) {
  Line *line = g_new0(Line, 1);
  line->label = g_strdup(label);
  line->text = g_strdup(text);
  line->role = role;
  g_ptr_array_add(page->lines, line);
}

static void add_field(TaskPage *page, const char *label, const char *text, ThemeRole role) {
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GPtrArray) wrapped = text_wrap(clean, MAX(page->width - LABEL_COLUMNS, 2));
  for (guint i = 0; i < wrapped->len; i++)
    add_line(page, i == 0 ? label : NULL, wrapped->pdata[i], role);
}

static void add_title(TaskPage *page, const char *title) {
  add_line(page, NULL, "", THEME_TEXT);
  add_line(page, title, "", THEME_TEXT);
}

static void add_schedules(TaskPage *page) {
  for (guint i = 0; i < page->schedules->len; i++) {
    const Schedule *schedule = page->schedules->pdata[i];
    const Recurrence *rule = &schedule->rule;
    g_autofree char *every = rule->step > 1
                                 ? g_strdup_printf("每%d个%s", rule->step, every_name(rule->every))
                                 : g_strdup_printf("每%s", every_name(rule->every));
    g_autofree char *text = g_strdup_printf("%s（%s %d 次）", schedule->phrase, every, rule->quota);
    add_field(page, i == 0 ? "周期要求" : "", text, THEME_TEXT);
  }
}

static void add_fields(App *app, TaskPage *page) {
  const Task *task = page->task;
  g_autofree char *deadline = task_rows_deadline_text(app, task);
  g_autofree char *units = task_units_text(task);
  g_autofree char *due = task_rows_due_text(app, task);
  const Standing *standing = &task->standing;
  g_autofree char *light_text = task_rows_light_text(standing->light, standing->blue);
  g_autofree char *percent = task->percent != PERCENT_NONE
                                 ? g_strdup_printf("  完成率 %d%%", task->percent)
                                 : g_strdup("");
  g_autofree char *state = g_strdup_printf("%s%s%s%s", task_state_name(task->state), percent,
                                           *due != '\0' ? "  " : "", due);
  g_autofree char *number = g_strdup_printf("第%d项（编号 %" G_GINT64_FORMAT "，%s）", task->number,
                                            task->id, task_kind_name(task->kind));
  add_field(page, "台账", task->ledger_title, THEME_TEXT);
  add_field(page, "一级指标", task->primary, THEME_TEXT);
  if (task->secondary != NULL)
    add_field(page, "二级指标", task->secondary, THEME_TEXT);
  add_field(page, "序号", number, THEME_TEXT);
  add_field(page, "目标任务", task->goal, THEME_STRONG);
  add_field(page, "责任单位", *units != '\0' ? units : "（没有写明）", THEME_TEXT);
  add_field(page, "完成时限", deadline, THEME_TEXT);
  add_schedules(page);
  add_field(page, "灯", light_text, task_rows_light_role(standing->light, standing->blue));
  add_field(page, "状态", state, THEME_TEXT);
  if (task->note != NULL)
    add_field(page, "备注", task->note, THEME_TEXT);
}

static void add_progress(TaskPage *page) {
  add_title(page, "进展");
  if (page->progress->len == 0)
    add_field(page, "", "还没有进展", THEME_DIM);
  for (guint i = 0; i < page->progress->len; i++) {
    const Progress *entry = page->progress->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *percent =
        entry->percent != PERCENT_NONE ? g_strdup_printf("%d%%  ", entry->percent) : g_strdup("");
    g_autofree char *text = g_strdup_printf("%s%s（%s）", percent, entry->text, entry->author);
    add_field(page, day_to_iso(entry->made_on, iso), text, THEME_TEXT);
    for (guint k = 0; k < entry->evidence->len; k++) {
      g_autofree char *evidence =
          g_strdup_printf("佐证：%s", (const char *)entry->evidence->pdata[k]);
      add_field(page, "", evidence, THEME_DIM);
    }
  }
}

/* Whether an entry made or removed the record that change is of: its summary says so already. A
 * task that was only changed keeps its goal, which is never empty. */
static gboolean made_or_removed(const JournalChange *change, const GPtrArray *changes) {
  if (!g_str_equal(change->table, "task"))
    return change->old == NULL || change->new_ == NULL;
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *other = changes->pdata[i];
    if (g_str_equal(other->table, "task") && g_str_equal(other->field, "goal"))
      return other->old == NULL || other->new_ == NULL;
  }
  return FALSE;
}

static void add_changes(TaskPage *page, const GPtrArray *changes) {
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    if (made_or_removed(change, changes))
      continue;
    g_autofree char *text = history_change_text(change, page->units);
    if (text != NULL)
      add_field(page, "", text, THEME_DIM);
  }
}

static void add_journal(TaskPage *page) {
  add_title(page, "记录");
  for (guint i = 0; i < page->entries->len; i++) {
    const JournalEntry *entry = page->entries->pdata[i];
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *day = g_date_time_format(at, "%Y-%m-%d");
    g_autofree char *time = g_date_time_format(at, "%H:%M");
    g_autofree char *text = g_strdup_printf("%s  %s  %s%s", time, entry->who, entry->summary,
                                            entry->undone_by != 0 ? "（已撤销）" : "");
    add_field(page, day, text, THEME_TEXT);
    add_changes(page, page->changes->pdata[i]);
  }
}

static void make_lines(App *app, TaskPage *page) {
  g_ptr_array_set_size(page->lines, 0);
  if (page->gone) {
    add_field(page, "", "这项任务已不在台账中（添加它的操作已被撤销）；按 Esc 返回", THEME_DIM);
  } else if (page->task != NULL) {
    add_fields(app, page);
    add_progress(page);
    add_journal(page);
  }
}

/* ---- moving ----------------------------------------------------------------------------- */

static int top_max(const TaskPage *page) {
  return MAX((int)page->lines->len - page->rows, 0);
}

static void scroll_to(TaskPage *page, int top) {
  page->top = CLAMP(top, 0, top_max(page));
}

/* ---- painting --------------------------------------------------------------------------- */

static gboolean page_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  TaskPage *page = state;
  page->rows = area.rows;
  if (page->width != area.columns) {
    page->width = area.columns;
    make_lines(app, page);
  }
  scroll_to(page, page->top);
  return TRUE;
}

static void page_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  TaskPage *page = state;
  for (int i = 0; i < area.rows; i++) {
    guint index = (guint)(page->top + i);
    if (index >= page->lines->len) {
      term_text(term, area.row + i, 0, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const Line *line = page->lines->pdata[index];
    term_text(term, area.row + i, 0, LABEL_COLUMNS, THEME_LABEL, line->label);
    term_text(term, area.row + i, LABEL_COLUMNS, area.columns - LABEL_COLUMNS, line->role,
              line->text);
  }
}

/* ---- actions ---------------------------------------------------------------------------- */

static void go_to(App *app, TaskPage *page, int delta) {
  gint64 next = app_neighbour_task(app, page->id, delta);
  if (next == 0) {
    app_notice(app, delta > 0 ? "已是最后一项" : "已是第一项");
    return;
  }
  page->id = next;
  page->top = 0;
  app_changed(app);
}

static gboolean page_act(App *app, gpointer state, ActionId id) {
  TaskPage *page = state;
  switch (id) {
  case ACTION_UP:
    scroll_to(page, page->top - 1);
    return TRUE;
  case ACTION_DOWN:
    scroll_to(page, page->top + 1);
    return TRUE;
  case ACTION_PAGE_UP:
    scroll_to(page, page->top - page->rows);
    return TRUE;
  case ACTION_PAGE_DOWN:
    scroll_to(page, page->top + page->rows);
    return TRUE;
  case ACTION_FIRST:
    page->top = 0;
    return TRUE;
  case ACTION_LAST:
    scroll_to(page, top_max(page));
    return TRUE;
  case ACTION_NEXT_TASK:
    go_to(app, page, 1);
    return TRUE;
  case ACTION_PREVIOUS_TASK:
    go_to(app, page, -1);
    return TRUE;
  default:
    return FALSE;
  }
}

static void page_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  TaskPage *page = state;
  if (event->mouse == MOUSE_WHEEL_UP)
    scroll_to(page, page->top - WHEEL_ROWS);
  else if (event->mouse == MOUSE_WHEEL_DOWN)
    scroll_to(page, page->top + WHEEL_ROWS);
}

static ChosenTask page_task(gpointer state) {
  const TaskPage *page = state;
  const Task *task = page->task;
  return task != NULL ? (ChosenTask){.id = task->id, .kind = task->kind, .state = task->state}
                      : (ChosenTask){0};
}

const ScreenClass SCREEN_TASK = {
    .title = "任务详情",
    .context = CONTEXT_TASK,
    .action = ACTION_NONE,
    .open = page_open,
    .close = page_close,
    .recalculate = page_recalculate,
    .prepare = page_prepare,
    .paint = page_paint,
    .act = page_act,
    .mouse = page_mouse,
    .task = page_task,
};
