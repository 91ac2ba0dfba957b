/* trash.c: 回收站: what was deleted, and putting it back. */
#include "core/model/trash.h"

#include "core/rules/text.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"

typedef struct {
  GPtrArray *entries; /* TrashEntry*; NULL: not read yet */
  List list;
} TrashScreen;

static gpointer trash_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  return g_new0(TrashScreen, 1);
}

static void trash_close(gpointer state) {
  TrashScreen *screen = state;
  g_clear_pointer(&screen->entries, g_ptr_array_unref);
  g_free(screen);
}

static const TrashEntry *current(const TrashScreen *screen) {
  return screen->list.count > 0 ? screen->entries->pdata[screen->list.current] : NULL;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return ((const TrashEntry *)a)->seq == ((const TrashEntry *)b)->seq;
}

static gboolean trash_recalculate(App *app, gpointer state, GError **error) {
  TrashScreen *screen = state;
  GPtrArray *entries = trash_list(app_db(app), error);
  if (entries == NULL)
    return FALSE;
  if (!list_take(&screen->list, &screen->entries, entries, is_same))
    app_choice_lost(app, 0);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  int details = CLAMP(area.rows / 2, 3, 14);
  return (Area){area.row + 2, area.column, MAX(area.rows - 3 - details, 1), area.columns};
}

static gboolean trash_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((TrashScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

static char *when_text(gint64 at) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
  return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("");
}

/* 第4项“…”, and how many more. */
static char *tasks_text(const TrashEntry *entry) {
  const TrashTask *first = entry->tasks->len > 0 ? entry->tasks->pdata[0] : NULL;
  if (first == NULL)
    return g_strdup("");
  g_autofree char *goal = text_clean(first->goal, FALSE);
  return entry->tasks->len > 1
             ? g_strdup_printf("%u项：第%d项 %s 等", entry->tasks->len, first->number, goal)
             : g_strdup_printf("第%d项 %s", first->number, goal);
}

#define WHEN_WIDTH 18
#define WHO_WIDTH 12

static void paint_row(App *app, Term *term, int y, int width, const TrashEntry *entry,
                      gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  g_autofree char *when = when_text(entry->at);
  g_autofree char *tasks = tasks_text(entry);
  term_text(term, y, 0, WHEN_WIDTH, role, when);
  term_text(term, y, WHEN_WIDTH, WHO_WIDTH, role, app_person_name(app, entry->who));
  term_text(term, y, WHEN_WIDTH + WHO_WIDTH, width - WHEN_WIDTH - WHO_WIDTH, role, tasks);
}

/* Why, what went along, and every task that can be seen: at most most of them. */
static char *details_text(const TrashEntry *entry, guint most) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "理由：%s\n", entry->reason != NULL ? entry->reason : "（没有写）");
  g_string_append_printf(text, "连同：%s\n", entry->along != NULL ? entry->along : "没有别的");
  for (guint i = 0; i < MIN(entry->tasks->len, most); i++) {
    const TrashTask *task = entry->tasks->pdata[i];
    g_autofree char *goal = text_clean(task->goal, FALSE);
    g_string_append_printf(text, "第%d项 %s\n", task->number, goal);
  }
  return text_clean(text->str, TRUE);
}

static void paint_details(Term *term, Area area, const TrashEntry *entry) {
  g_autofree char *text = entry != NULL ? details_text(entry, (guint)area.rows) : g_strdup("");
  g_autoptr(GPtrArray) lines = text_wrap(text, area.columns);
  for (int i = 0; i < area.rows; i++)
    term_text(term, area.row + i, area.column, area.columns, THEME_TEXT,
              i < (int)lines->len ? lines->pdata[i] : NULL);
}

static void trash_paint(App *app, gpointer state, Term *term, Area area) {
  TrashScreen *screen = state;
  if (screen->entries == NULL) {
    term_blank(term, area, THEME_TEXT);
    return;
  }
  Area list = list_area(area);
  g_autofree char *title = g_strdup_printf("回收站  共%u次删除", screen->entries->len);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  term_text(term, area.row + 1, 0, WHEN_WIDTH, THEME_HEADER, "删除时间");
  term_text(term, area.row + 1, WHEN_WIDTH, WHO_WIDTH, THEME_HEADER, "删除人");
  term_text(term, area.row + 1, WHEN_WIDTH + WHO_WIDTH, area.columns - WHEN_WIDTH - WHO_WIDTH,
            THEME_HEADER, "任务");
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(app, term, list.row + y, area.columns, screen->entries->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM, "回收站是空的；按 Esc 返回");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  paint_details(term, (Area){rule + 1, area.column, area.row + area.rows - rule - 1, area.columns},
                current(screen));
}

/* ---- actions ---------------------------------------------------------------------------- */

static void restore(App *app, int answer) {
  TrashScreen *screen = app_shown(app, &SCREEN_TRASH);
  const TrashEntry *entry = screen != NULL ? current(screen) : NULL;
  if (answer != 0 || entry == NULL)
    return;
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  int tasks = 0;
  if (!trash_restore(app_db(app), &actor, entry->seq, &tasks, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已恢复%d项；按 U 可再删除", tasks);
}

static void ask_restore(App *app, const TrashEntry *entry) {
  static const DialogAnswer answers[] = {{'y', "恢复"}, {'n', "取消"}};
  g_autofree char *tasks = tasks_text(entry);
  g_autofree char *text = g_strdup_printf("恢复%s？\n\n连同：%s", tasks,
                                          entry->along != NULL ? entry->along : "没有别的");
  app_ask(app, text, answers, G_N_ELEMENTS(answers), restore);
}

static gboolean trash_act(App *app, gpointer state, ActionId id) {
  TrashScreen *screen = state;
  if (id != ACTION_RESTORE)
    return list_act(&screen->list, id);
  if (current(screen) != NULL)
    ask_restore(app, current(screen));
  return TRUE;
}

static gboolean trash_offers(gpointer state, ActionId id) {
  return id != ACTION_RESTORE || current(state) != NULL;
}

static void trash_mouse(App *app, gpointer state, const Event *event, Area area) {
  TrashScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)) && current(screen) != NULL)
    ask_restore(app, current(screen));
}

const ScreenClass SCREEN_TRASH = {
    .title = "回收站",
    .context = CONTEXT_TRASH,
    .action = ACTION_NONE,
    .open = trash_open,
    .close = trash_close,
    .recalculate = trash_recalculate,
    .prepare = trash_prepare,
    .paint = trash_paint,
    .act = trash_act,
    .offers = trash_offers,
    .mouse = trash_mouse,
};
