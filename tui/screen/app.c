/* app.c: the round of events, and what screens ask of it. How it is painted is in app_paint.c, how
 * it begins and ends in app_start.c, which ledger is looked at in app_ledger.c. */
#include "tui/screen/app.h"

#include "core/rules/halfwidth.h"
#include "core/store/journal.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_view.h"
#include "tui/screen/task_table.h"

#define TICK_MS                                                                                    \
  1000 /* how often others' commits and the day are looked for while nothing comes                 \
        */

/* ---- what screens ask ------------------------------------------------------------------- */

Db *app_db(App *app) {
  return app->db;
}

Day app_today(App *app) {
  return person_today(app->person);
}

const Reckoning *app_reckoning(const App *app) {
  return app->reckoning;
}

const Settings *app_settings(const App *app) {
  return app->settings;
}

gboolean app_is_restricted(const App *app) {
  return !app->settings->editor;
}

const Letters *app_letters(const App *app) {
  return app->letters;
}

Actor app_actor(App *app) {
  return person_actor(app->person);
}

gboolean app_ends(const App *app) {
  return !app->running;
}

void app_choose_task(App *app, gint64 task) {
  app->added_task = task;
}

/* ---- messages --------------------------------------------------------------------------- */

static void set_message(App *app, ThemeRole role, char *message) {
  g_free(app->message);
  app->message = message;
  app->message_role = role;
  app->repaint = TRUE;
}

void app_notice(App *app, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  set_message(app, THEME_NOTICE, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

void app_busy(App *app, const char *message) {
  set_message(app, THEME_NOTICE, g_strdup(message));
  app_paint(app);
  g_clear_pointer(&app->message, g_free);
  app->repaint = TRUE;
}

void app_tell_problem(App *app, const char *message) {
  set_message(app, THEME_ERROR, g_strdup(message));
}

void app_failed(App *app, GError *error) {
  app_tell_problem(app, error->message);
  g_error_free(error);
}

void app_repaint_whole(App *app) {
  app->repaint = TRUE;
  term_redraw(app->term);
}

/* ---- screens ---------------------------------------------------------------------------- */

OpenScreen *app_top(App *app) {
  if (app->pages->len > 0)
    return &g_array_index(app->pages, OpenScreen, app->pages->len - 1);
  return &g_array_index(app->roots, OpenScreen, app->root);
}

gboolean app_reckon(App *app, GError **error) {
  if (!app_read_ledgers(app, error))
    return FALSE;
  Reckoning *reckoning =
      reckoning_new(app->db, app_today(app), app->calendar, app->settings->lead_days, error);
  if (reckoning == NULL)
    return FALSE;
  reckoning_free(app->reckoning);
  app->reckoning = reckoning;
  app->reckoned = TRUE;
  return TRUE;
}

void app_refresh(App *app) {
  OpenScreen *top = app_top(app);
  if (!top->stale)
    return;
  g_autoptr(GError) error = NULL;
  if ((!app->reckoned && !app_reckon(app, &error)) ||
      !top->class_->recalculate(app, top->state, &error))
    app_failed(app, g_steal_pointer(&error));
  top->stale = FALSE;
  app->repaint = TRUE;
}

static void mark_stale(GArray *screens) {
  for (guint i = 0; i < screens->len; i++)
    g_array_index(screens, OpenScreen, i).stale = TRUE;
}

/* The first thing that is written brings a new file to its place. */
static void publish(App *app) {
  Day begun;
  g_autoptr(GError) error = NULL;
  if (db_is_published(app->db))
    return;
  if (journal_begun(app->db, &begun, &error) && (begun == DAY_NONE || db_publish(app->db, &error)))
    return;
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_EXISTS))
    app_tell_problem(app, "台账文件刚才已由别人建立，这里写的没有保存；请退出，再打开一次");
  else
    app_failed(app, g_steal_pointer(&error));
}

void app_changed(App *app) {
  publish(app);
  mark_stale(app->roots);
  mark_stale(app->pages);
  for (guint i = 0; i < app->visits->len; i++)
    mark_stale(g_array_index(app->visits, Visit, i).pages);
  app->shown_day = app_today(app);
  app->reckoned = FALSE;
  app->repaint = TRUE;
}

static OpenScreen open_screen(App *app, const ScreenClass *class_, const Opening *opening) {
  return (OpenScreen){.class_ = class_, .state = class_->open(app, opening), .stale = TRUE};
}

void app_open(App *app, const ScreenClass *class_, const Opening *opening) {
  app_close_filter(app); /* it belongs to the screen it was opened on */
  OpenScreen page = open_screen(app, class_, opening);
  g_array_append_val(app->pages, page);
  app_repaint_whole(app);
}

/* The place of a main screen, which is opened where it was not yet. */
static gsize root_of(App *app, const ScreenClass *class_) {
  for (guint i = 0; i < app->roots->len; i++) {
    if (g_array_index(app->roots, OpenScreen, i).class_ == class_)
      return i;
  }
  OpenScreen root = open_screen(app, class_, &(Opening){0});
  g_array_append_val(app->roots, root);
  return app->roots->len - 1;
}

void app_switch(App *app, const ScreenClass *class_) {
  app_close_filter(app);
  gboolean first = app->roots->len == 0;
  gsize next = root_of(app, class_);
  if (!first && next != app->root)
    app_leave_root(app, next);
  g_array_set_size(app->pages, 0);
  app->root = next;
  app_repaint_whole(app);
}

gint64 app_neighbour(App *app, gint64 id, int delta) {
  const OpenScreen *below = app->pages->len > 1
                                ? &g_array_index(app->pages, OpenScreen, app->pages->len - 2)
                                : &g_array_index(app->roots, OpenScreen, app->root);
  gint64 next =
      below->class_->neighbour != NULL ? below->class_->neighbour(below->state, id, delta) : 0;
  if (next == 0)
    app_notice(app, delta > 0 ? "已是最后一项" : "已是第一项");
  return next;
}

/* ---- actions ---------------------------------------------------------------------------- */

Place app_place(const ScreenClass *class_) {
  return (Place){.context = class_->context,
                 .list = class_->is_list,
                 .table = class_->is_table,
                 .tasks = class_->task != NULL};
}

void app_filter(App *app, const char *text) {
  OpenScreen *top = app_top(app);
  top->class_->filter(top->state, text);
  top->stale = TRUE;
  app_refresh(app);
}

/* TRUE where the chosen task's kind and state allow an action on it. */
static gboolean allows(const App *app, ActionId id, ChosenTask task) {
  g_autofree char *refusal = app_task_refusal(app, id, task);
  return refusal == NULL;
}

/* TRUE where an action that needs a task has one, or several that are marked. */
static gboolean has_task(const App *app, const OpenScreen *screen, ActionId id) {
  if (app_takes_marks(id) && app_marked(screen) != NULL)
    return TRUE;
  if (screen->class_->task == NULL)
    return FALSE;
  ChosenTask task = screen->class_->task(screen->state);
  return task.id != 0 && allows(app, id, task);
}

static ChosenTask chosen_task(const OpenScreen *screen) {
  return screen->class_->task != NULL ? screen->class_->task(screen->state) : (ChosenTask){0};
}

/* Why an action may not be done: it changes what belongs to a ledger that is 封存. NULL: it may. */
static char *closed_refusal(App *app, const Action *action) {
  return (action->needs & NEED_OPEN_LEDGER)
             ? app_closed_refusal(app, chosen_task(app_top(app)).ledger)
             : NULL;
}

static gboolean has_topic(const OpenScreen *top) {
  return top->class_->topic != NULL && top->class_->topic(top->state) != 0;
}

gboolean app_offers(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  const ScreenClass *class_ = top->class_;
  if (!action_in_place(action, app_place(class_)))
    return FALSE;
  if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
    return FALSE;
  g_autofree char *closed = closed_refusal(app, action);
  if (closed != NULL)
    return FALSE;
  if ((action->needs & NEED_TASK) && !has_task(app, top, action->id))
    return FALSE;
  if (class_->offers != NULL && !class_->offers(top->state, action->id))
    return FALSE;
  if ((action->needs & NEED_TOPIC) && !has_topic(top))
    return FALSE;
  return TRUE;
}

gpointer app_shown(App *app, const ScreenClass *class_) {
  const OpenScreen *top = app_top(app);
  return top->class_ == class_ ? top->state : NULL;
}

TaskTable *app_table(App *app) {
  for (guint i = app->pages->len; i-- > 0;) {
    const OpenScreen *page = &g_array_index(app->pages, OpenScreen, i);
    if (page->class_->is_table)
      return page->state;
  }
  const OpenScreen *root = &g_array_index(app->roots, OpenScreen, app->root);
  return root->class_->is_table ? root->state : NULL;
}

void app_close_page(App *app) {
  if (app->pages->len == 0)
    return;
  g_array_set_size(app->pages, app->pages->len - 1);
  app_repaint_whole(app);
}

static void quit(App *app) {
  if (app->pages->len > 0)
    app_go_back(app);
  else
    app->running = FALSE;
}

/* TRUE for what takes the screen shown away. */
static gboolean leads_away(ActionId id) {
  return screen_of_action(id) != NULL || id == ACTION_BACK || id == ACTION_QUIT;
}

static gboolean act_everywhere(App *app, ActionId id);

static void left(App *app, int answer) {
  if (answer == 0)
    act_everywhere(app, app->leaving);
}

/* Asks before a screen is left on which something would be lost; FALSE where there is nothing to
 * ask. */
static gboolean asks_first(App *app, ActionId id) {
  static const DialogAnswer answers[] = {{'l', "离开"}, {'s', "留下"}};
  const OpenScreen *top = app_top(app);
  if (!leads_away(id) || top->class_->unsaved == NULL)
    return FALSE;
  g_autofree char *unsaved = top->class_->unsaved(top->state);
  if (unsaved == NULL)
    return FALSE;
  g_autofree char *text = g_strdup_printf("%s\n\n要离开吗？", unsaved);
  app->leaving = id;
  app_ask(app, text, answers, G_N_ELEMENTS(answers), left);
  return TRUE;
}

void app_act_chosen(App *app, ActionId id) {
  if (id == ACTION_QUIT && !asks_first(app, id))
    app->running = FALSE; /* q itself goes back from a page */
  else if (id != ACTION_QUIT)
    app_act(app, id);
}

/* What every screen does alike; FALSE where action is none of it. */
static gboolean act_everywhere(App *app, ActionId id) {
  const OpenScreen *top = app_top(app);
  const ScreenClass *screen = screen_of_action(id);
  if (screen != NULL) {
    app_switch(app, screen);
    return TRUE;
  }
  if (id >= ACTION_VIEW_1 && id <= ACTION_VIEW_9) {
    app_open_view_at(app, id - ACTION_VIEW_1);
    return TRUE;
  }
  Step step;
  if (action_step(id, &step)) {
    if (app_marked(top) != NULL)
      app_step_marked(app, step);
    else
      app_ask_step(app, step, top->class_->task(top->state).id);
    return TRUE;
  }
  switch (id) {
  case ACTION_MENU:
    app_open_menu(app);
    return TRUE;
  case ACTION_PALETTE:
    app_open_palette(app);
    return TRUE;
  case ACTION_HELP:
    app_open_help(app);
    return TRUE;
  case ACTION_UNDO:
    app_ask_undo(app);
    return TRUE;
  case ACTION_REDO:
    app_ask_redo(app);
    return TRUE;
  case ACTION_TRASH:
    app_open_once(app, &SCREEN_TRASH);
    return TRUE;
  case ACTION_EXPORT:
    app_open_form(app, &FORM_EXPORT, 0, NULL);
    return TRUE;
  case ACTION_FILTER:
    app_open_filter(app);
    return TRUE;
  case ACTION_THEME:
    app_open_themes(app);
    return TRUE;
  case ACTION_UNITS:
    app_open_once(app, &SCREEN_UNITS);
    return TRUE;
  case ACTION_COLLECT:
    app_open_once(app, &SCREEN_COLLECT);
    return TRUE;
  case ACTION_SWITCH_LEDGER:
    app_open_ledgers(app);
    return TRUE;
  case ACTION_NUDGE:
    app_open_nudge(app);
    return TRUE;
  case ACTION_IMPORT:
    app_open_form(app, &FORM_IMPORT, 0, NULL);
    return TRUE;
  case ACTION_LEDGER_NEW:
    app_open_form(app, &FORM_LEDGER_NEW, 0, NULL);
    return TRUE;
  case ACTION_TEMPLATE:
    app_open_form(app, &FORM_TEMPLATE, 0, NULL);
    return TRUE;
  case ACTION_CASE_ADD:
    app_open_form(app, &FORM_CASE, top->class_->topic(top->state), NULL);
    return TRUE;
  case ACTION_VIEWS:
    app_open(app, &SCREEN_VIEWS, &(Opening){0});
    return TRUE;
  case ACTION_VIEW_SAVE:
    app_open_form(app, &FORM_VIEW, 0, NULL);
    return TRUE;
  case ACTION_COLUMNS:
    app_open(app, &SCREEN_COLUMNS, &(Opening){0});
    return TRUE;
  case ACTION_REFRESH:
    app_changed(app);
    term_redraw(app->term);
    return TRUE;
  case ACTION_BACK:
    app_go_back(app);
    return TRUE;
  case ACTION_QUIT:
    quit(app);
    return TRUE;
  default:
    return app_act_on_many(app, id) || app_act_on_task(app, id, chosen_task(top).id);
  }
}

/* Names the screens on which an action can be done. */
static char *elsewhere(const Action *action) {
  g_autoptr(GString) screens = g_string_new(NULL);
  for (gsize i = 0; i < screen_count(); i++) {
    const ScreenClass *class_ = screen_at(i);
    if (action_in_place(action, app_place(class_)))
      g_string_append_printf(screens, "“%s”", class_->title);
  }
  return g_strdup_printf("“%s”要在%s里用", action->title, screens->str);
}

char *app_refusal(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  ChosenTask task = chosen_task(top);
  if (app_offers(app, action))
    return NULL;
  if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
    return g_strdup_printf("台账文件是只读的，不能用“%s”", action->title);
  if ((action->contexts & G_GUINT64_CONSTANT(1) << CONTEXT_TASKS) && task.id == 0)
    return app_task_not_chosen(app, action);
  if (!action_in_place(action, app_place(top->class_)))
    return elsewhere(action);
  char *closed = closed_refusal(app, action);
  if (closed != NULL)
    return closed;
  if (top->class_->offers != NULL && !top->class_->offers(top->state, action->id))
    return g_strdup(app_task_missing(action->id));
  if ((action->needs & NEED_TOPIC) && !has_topic(top))
    return g_strdup("这里没有选题计划；可在“选题”按 a 新建");
  char *refusal = app_task_refusal(app, action->id, task);
  return refusal != NULL ? refusal : g_strdup(app_task_missing(ACTION_NONE));
}

void app_act(App *app, ActionId id) {
  const Action *action = action_get(id);
  g_autofree char *refusal = app_refusal(app, action);
  if (refusal != NULL) {
    app_notice(app, "%s", refusal);
    return;
  }
  OpenScreen *top = app_top(app);
  if (!top->class_->act(app, top->state, id) && !asks_first(app, id))
    act_everywhere(app, id);
  app->repaint = TRUE;
}

/* ---- events ----------------------------------------------------------------------------- */

/* A digit right after the letter that went to the first row opens a view. */
static gboolean opens_view(App *app, Key key) {
  gboolean at_first = app->at_first;
  app->at_first = FALSE;
  if (!at_first || key < '1' || key > '9')
    return FALSE;
  app_open_view_at(app, key - '1');
  return TRUE;
}

ActionId app_action_of_key(App *app, Key key) {
  Place place = app_place(app_top(app)->class_);
  ActionId id = action_for_key(app->keymap, place, key);
  gboolean own = id != ACTION_NONE && key > 0x7f; /* somebody may have given 〇 a meaning */
  if (!own && stray_takes(&app->stray, key, g_get_monotonic_time())) {
    app_notice(app, "请切换到英文输入，或用方向键与回车；按 F10 打开菜单");
    return ACTION_NONE;
  }
  return id != ACTION_NONE || key > 0x10ffff
             ? id
             : action_for_key(app->keymap, place, halfwidth_key(key));
}

static void key_event(App *app, Key key) {
  if (key == (KEY_MOD_CTRL | 'z')) {
    term_suspend(app->term);
    app_changed(app);
    return;
  }
  if (opens_view(app, key))
    return;
  ActionId id = app_action_of_key(app, key);
  app->at_first = id == ACTION_FIRST && key < KEYNAME_UP;
  if (id != ACTION_NONE)
    app_act(app, id);
}

static void mouse_event(App *app, const Event *event, gboolean footer_hidden) {
  Area area = app_screen_area(app);
  OpenScreen *top = app_top(app);
  if (event->row < area.row) {
    if (event->mouse == MOUSE_PRESS)
      app_click_tab(app, event->column);
  } else if (event->row >= area.row + area.rows) {
    if (event->mouse == MOUSE_PRESS && !footer_hidden)
      app_click_footer(app, event->column);
  } else if (top->class_->mouse != NULL) {
    top->class_->mouse(app, top->state, event, area);
  }
}

static void paste_event(App *app, const Event *event) {
  const OpenScreen *top = app_top(app);
  if (top->class_->paste == NULL || !top->class_->paste(app, top->state, event->text))
    app_notice(app, "这里不能粘贴；请先打开要填写的表单");
}

/* Nothing is done to what cannot be seen; only a form takes what is typed on, so that no word of
 * it is lost. */
static gboolean is_blind(const App *app) {
  return app_is_too_small(app) && (app->sheet == NULL || app->dialog != NULL);
}

static void handle(App *app, const Event *event) {
  if (event->type == EVENT_NONE)
    return;
  gboolean footer_hidden = app->message != NULL || app->filter != NULL;
  if (event->type != EVENT_RESIZE)
    g_clear_pointer(&app->message, g_free);
  app->repaint = TRUE;
  if (event->type == EVENT_HANGUP) {
    app_save_draft(app);
    app->running = FALSE;
    return;
  }
  if (event->type == EVENT_RESIZE || is_blind(app) || app_overlay_event(app, event))
    return;
  switch (event->type) {
  case EVENT_KEY:
    key_event(app, event->key);
    break;
  case EVENT_MOUSE:
    mouse_event(app, event, footer_hidden);
    break;
  case EVENT_PASTE:
    paste_event(app, event);
    break;
  default:
    break;
  }
}

static void read_later(App *app) {
  const OpenScreen *top = app_top(app);
  if (!app_has_event(app) && app_read_tips(app))
    app_paint(app);
  if (top->class_->later == NULL || app_is_too_small(app) || app_has_event(app))
    return;
  if (top->class_->later(app, top->state, app_screen_area(app)))
    app_paint(app);
}

/* Others' commits, and midnight. */
static void look_around(App *app) {
  gint64 version = db_data_version(app->db);
  if (version != app->data_version || app->shown_day != app_today(app)) {
    app->data_version = version;
    app_changed(app);
  }
}

void app_round(App *app) {
  gint64 looked = g_get_monotonic_time();
  app->running = TRUE;
  app->repaint = TRUE;
  while (app->running) {
    app_refresh(app);
    if (app->repaint && !app_has_event(app))
      app_paint(app);
    read_later(app);
    g_auto(Event) event = {0};
    app_next_event(app, TICK_MS, &event);
    handle(app, &event);
    app_tend_draft(app, event.type == EVENT_NONE);
    gint64 now = g_get_monotonic_time();
    if (now - looked >= TICK_MS * 1000) {
      looked = now;
      look_around(app);
    }
  }
}
