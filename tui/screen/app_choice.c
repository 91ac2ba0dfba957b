/* app_choice.c: the chosen row that others took away. What is done at once was meant for that row
 * and not for the one that has come into its place: it is refused, until the person has had the
 * time to see what is chosen now. */
#include "core/store/journal.h"
#include "tui/screen/app_private.h"

/* How long it takes to see that another row is chosen, on a slow line too. */
#define SEEING_US G_USEC_PER_SEC

gint64 app_choice_begin(App *app) {
  app->reading = TRUE;
  return db_data_version(app->db);
}

void app_choice_end(App *app, gint64 version) {
  OpenScreen *top = app_top(app);
  app->reading = FALSE;
  top->version = version;
  top->own = store_last(app->db);
  top->day = app_today(app);
}

gboolean app_reads_anew(const App *app) {
  return app->reading;
}

/* TRUE where the newest entry about a task is this program's own, made since the screen was last
 * read: it is not there because of what the person did. */
static gboolean is_own_deed(App *app, gint64 task) {
  g_autoptr(GPtrArray) entries = task != 0 ? journal_list(app->db, task, 1, NULL) : NULL;
  if (entries == NULL || entries->len == 0)
    return FALSE;
  gint64 seq = ((const JournalEntry *)entries->pdata[0])->seq;
  return seq > app_top(app)->own && store_wrote(app->db, seq);
}

void app_choice_lost(App *app, gint64 task) {
  OpenScreen *top = app_top(app);
  if (!app->reading || top->version == 0)
    return;
  gboolean foreign = db_data_version(app->db) != top->version || top->day != app_today(app);
  if (!foreign || is_own_deed(app, task))
    return;
  top->lost = CHOICE_LOST;
  top->lost_shown = 0;
}

/* On a line that is behind the time begins with a later frame. */
void app_choice_painted(App *app) {
  OpenScreen *top = app_top(app);
  if (top->lost != CHOICE_KEPT && top->lost_shown == 0 && app->sheet == NULL &&
      !app_is_too_small(app) && !term_is_behind(app->term))
    top->lost_shown = g_get_monotonic_time();
}

/* TRUE where the person can have seen which row is chosen now. */
static gboolean was_seen(App *app, OpenScreen *top) {
  if (term_is_behind(app->term))
    top->lost_shown = 0;
  return top->lost_shown != 0 && g_get_monotonic_time() - top->lost_shown >= SEEING_US;
}

void app_choice_moved(App *app) {
  OpenScreen *top = app_top(app);
  if (top->lost != CHOICE_KEPT && was_seen(app, top))
    top->lost = CHOICE_KEPT;
}

/* TRUE for what is done with the chosen row, or with what it leads to. */
static gboolean is_about_row(const OpenScreen *top, const Action *action) {
  if (action->contexts & CONTEXT_BIT(CONTEXT_GLOBAL))
    return FALSE;
  if (app_takes_marks(action->id) && app_marked(top) != NULL)
    return FALSE;
  return (action->needs & (NEED_TASK | NEED_TOPIC | NEED_WRITE)) != 0 ||
         action->id == ACTION_OPEN || action->id == ACTION_MARK ||
         action->id == ACTION_MARK_RANGE || action->id == ACTION_COLLECT_MARK ||
         action->id == ACTION_LETTER;
}

char *app_choice_refusal(App *app, const Action *action) {
  OpenScreen *top = app_top(app);
  if (top->lost == CHOICE_KEPT || !is_about_row(top, action))
    return NULL;
  if (top->lost == CHOICE_LOST_TOLD && was_seen(app, top)) {
    top->lost = CHOICE_KEPT;
    return NULL;
  }
  if (top->lost == CHOICE_LOST)
    top->lost_shown = 0; /* the time begins with what is told */
  top->lost = CHOICE_LOST_TOLD;
  return g_strdup_printf("原来选中的已不在这里，没有做“%s”；请看清现在选中的，再按一次",
                         action->title);
}
