/* today_read.c: what 今日 reads, and when. */
#include "core/model/bulletin_year.h"
#include "tui/screen/today_screen.h"

/* ---- taking ------------------------------------------------------------------------------- */

static void take_list(App *app, TodayScreen *screen, Reminder *reminder) {
  item_list_take(&screen->items, app, g_ptr_array_ref(reminder->items));
  task_cache_clear(screen->cache);
  reminder_free(screen->reminder);
  screen->reminder = reminder;
  screen->begins = !app_has_ledgers(app) && reminder->topic == NULL && reminder->items->len == 0;
}

/* all may be NULL: there are none yet. */
static void take_figures(App *app, TodayScreen *screen, Summary *all) {
  summary_free(screen->all);
  screen->all = all;
  screen->counted = app_ledger(app);
  list_resize(&screen->indicators, all != NULL ? all->indicators->len : 0);
  list_resize(&screen->units, all != NULL ? all->units->len : 0);
  g_clear_pointer(&screen->months, g_array_unref);
  screen->months_asked = screen->months_failed = screen->uncounted = screen->outdated = FALSE;
}

/* ---- reading ------------------------------------------------------------------------------ */

/* The tasks that are looked at. NULL and error. */
static GArray *list_tasks(App *app, GError **error) {
  TaskFilter of_ledger = TASK_FILTER_ALL;
  of_ledger.ledger = app_ledger(app);
  return app_task_list(app, &of_ledger, error);
}

static Reminder *read_reminder(App *app, TaskRefs *tasks, GError **error) {
  const Reckoning *reckoning = app_reckoning(app);
  ReminderFilter filter = {.ledger = app_ledger(app),
                           .days = reckoning_policy(reckoning, 0)->light.lead_days,
                           .coming = STRIP_DAYS};
  return reminder_of_tasks(app_db(app), reckoning, &filter, tasks, error);
}

static gboolean read_list(App *app, TodayScreen *screen, GError **error) {
  g_autoptr(GArray) refs = list_tasks(app, error);
  if (refs == NULL)
    return FALSE;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  Reminder *reminder = read_reminder(app, tasks, error);
  if (reminder == NULL)
    return FALSE;
  take_list(app, screen, reminder);
  screen->outdated = TRUE;
  return TRUE;
}

gboolean today_read_whole(App *app, TodayScreen *screen, GError **error) {
  g_autoptr(GArray) refs = list_tasks(app, error);
  if (refs == NULL)
    return FALSE;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  g_autoptr(Summary) all = summary_of_tasks(app_db(app), tasks, app_ledger(app), error);
  g_autoptr(Reminder) reminder = all != NULL ? read_reminder(app, tasks, error) : NULL;
  if (reminder == NULL)
    return FALSE;
  take_list(app, screen, g_steal_pointer(&reminder));
  take_figures(app, screen, g_steal_pointer(&all));
  return TRUE;
}

/* Figures that cannot be counted anew are not those that stand there. */
static void read_figures(App *app, TodayScreen *screen) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) refs = list_tasks(app, &error);
  g_autoptr(TaskRefs) tasks = refs != NULL ? task_refs_new(refs) : NULL;
  Summary *all =
      tasks != NULL ? summary_of_tasks(app_db(app), tasks, app_ledger(app), &error) : NULL;
  take_figures(app, screen, all);
  screen->uncounted = all == NULL;
  if (all == NULL)
    app_failed(app, g_steal_pointer(&error));
}

static void read_months(App *app, TodayScreen *screen) {
  g_autoptr(GError) error = NULL;
  int year = app_scope_year(app);
  CivilDate today = day_civil(app_today(app));
  screen->months = bulletin_year_line(app_db(app), app_reckoning(app), app_ledger(app), year,
                                      year == today.year ? today.month : BULLETIN_MONTHS, &error);
  screen->months_failed = screen->months == NULL;
  if (screen->months == NULL)
    app_failed(app, g_steal_pointer(&error));
}

/* ---- when --------------------------------------------------------------------------------- */

/* Whether the figures that stand there do until they are counted anew. */
static gboolean may_follow(App *app, const TodayScreen *screen) {
  return screen->all != NULL && screen->all->tasks > FIGURES_TASKS_MOST &&
         screen->counted == app_ledger(app);
}

/* Nobody waits for the figures of many tasks: at first there is only how the list begins, and
 * after a change they are counted when the list stands there. */
gboolean today_recalculate(App *app, gpointer state, GError **error) {
  TodayScreen *screen = state;
  if (screen->reminder != NULL)
    return may_follow(app, screen) ? read_list(app, screen, error)
                                   : today_read_whole(app, screen, error);
  g_autoptr(Reminder) begin = NULL;
  if (!reminder_begin(app_db(app), app_reckoning(app), app_ledger(app), &begin, error))
    return FALSE;
  if (begin == NULL)
    return today_read_whole(app, screen, error);
  take_list(app, screen, g_steal_pointer(&begin));
  return TRUE;
}

gboolean today_have_whole(App *app, TodayScreen *screen) {
  g_autoptr(GError) error = NULL;
  if (screen->all != NULL || screen->uncounted)
    return screen->all != NULL;
  screen->uncounted = !today_read_whole(app, screen, &error);
  if (screen->uncounted)
    app_failed(app, g_steal_pointer(&error));
  return !screen->uncounted;
}

/* The figures, where they are not those of the list; then the year, which costs more than all the
 * rest. Nobody waits for either. */
gboolean today_later(App *app, gpointer state, Area area) {
  TodayScreen *screen = state;
  if (screen->reminder != NULL && screen->all == NULL && !screen->uncounted) {
    today_have_whole(app, screen);
    return TRUE;
  }
  if (screen->outdated) {
    read_figures(app, screen);
    return TRUE;
  }
  if (screen->all == NULL || screen->begins || screen->months != NULL || screen->months_failed ||
      today_layout(screen, area).year.rows == 0 ||
      (screen->all->tasks > YEAR_TASKS_MOST && !screen->months_asked))
    return FALSE;
  read_months(app, screen);
  return TRUE;
}
