/* app.c: the round of events, and what screens ask of it. What can be done is in app_offers.c,
 * doing it in app_act.c; how it is painted in app_paint.c, how it begins and ends in app_start.c,
 * which ledger is looked at in app_ledger.c, and opening and leaving screens in app_way.c. */
#include "tui/screen/app.h"

#include "core/rules/confine.h"
#include "core/rules/halfwidth.h"
#include "core/store/journal.h"
#include "tui/action/backup_run.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"
#include "tui/screen/app_view.h"
#include "tui/screen/task_table.h"

/* How often others' commits and the day are looked for while nothing comes. */
#define TICK_MS 1000

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
  return confine_is_on() || !app->settings->editor;
}

void app_set_units(App *app, const char *const *units) {
  g_strfreev(app->settings->units);
  app->settings->units = g_strdupv((char **)units);
}

const Letters *app_letters(const App *app) {
  return app->letters;
}

Actor app_actor(App *app) {
  Actor actor = person_actor(app->person);
  if (app->sheet != NULL && app->sheet->aside != NULL)
    actor.aside = app->sheet->aside->str;
  return actor;
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
  app->message_seen = FALSE;
  app->repaint = TRUE;
}

/* With the next key a message goes; a refusal that nobody can have seen is told later. */
static void drop_message(App *app) {
  gboolean refusal = app->message != NULL && app->message_role == THEME_ERROR;
  gboolean seen = app->message_seen && !term_is_behind(app->term); /* the line may be slow */
  if (refusal && !seen && app->missed == NULL && app->sheet == NULL)
    app->missed = g_steal_pointer(&app->message);
  g_clear_pointer(&app->message, g_free);
}

static void tell_missed(App *app) {
  g_autofree char *missed = g_steal_pointer(&app->missed);
  if (missed == NULL)
    return;
  set_message(app, THEME_ERROR,
              app->message != NULL ? g_strdup_printf("%s（先按的没有做：%s）", app->message, missed)
                                   : g_strdup(missed));
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
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MOVED))
    app_tell_misplaced(app, error);
  else
    app_tell_problem(app, error->message);
  g_error_free(error);
}

void app_repaint_whole(App *app) {
  app->repaint = TRUE;
  term_redraw(app->term);
}

/* ---- tasks ------------------------------------------------------------------------------ */

static TaskStock *stock_of(App *app) {
  if (app->stock == NULL)
    app->stock = task_stock_new(app->db);
  return app->stock;
}

GArray *app_task_list(App *app, const TaskFilter *filter, GError **error) {
  return task_stock_list(stock_of(app), app->reckoning, filter, error);
}

GArray *app_task_changes(const App *app, const GArray *refs) {
  return app->stock != NULL ? task_stock_changes(app->stock, refs) : NULL;
}

GHashTable *app_standings(App *app, GError **error) {
  return task_stock_standings(stock_of(app), app->reckoning, app->ledger, error);
}

GArray *app_answers(App *app, const GArray *refs, GError **error) {
  return task_stock_answers(stock_of(app), refs, error);
}

/* ---- screens ---------------------------------------------------------------------------- */

OpenScreen *app_top(const App *app) {
  if (app->pages->len > 0)
    return &g_array_index(app->pages, OpenScreen, app->pages->len - 1);
  return &g_array_index(app->roots, OpenScreen, app->root);
}

gboolean app_reckon(App *app, GError **error) {
  if (!app_read_ledgers(app, error))
    return FALSE;
  g_autoptr(Reckoning) reckoning =
      reckoning_new(app->db, app_today(app), app->calendar, app->settings->lead_days, error);
  if (reckoning == NULL)
    return FALSE;
  app->reckoned = TRUE;
  if (app->reckoning != NULL && reckoning_is_same(app->reckoning, reckoning))
    return TRUE; /* the stock may stay */
  if (app->stock != NULL)
    task_stock_forget(app->stock);
  reckoning_free(app->reckoning);
  app->reckoning = g_steal_pointer(&reckoning);
  return TRUE;
}

void app_refresh(App *app) {
  OpenScreen *top = app_top(app);
  if (!top->stale)
    return;
  g_autoptr(GError) error = NULL;
  gint64 version = app_choice_begin(app);
  if ((!app->reckoned && !app_reckon(app, &error)) ||
      !top->class_->recalculate(app, top->state, &error))
    app_failed(app, g_steal_pointer(&error));
  app_choice_end(app, version);
  top->stale = FALSE;
  app->repaint = TRUE;
}

/* A screen that a form covers is read when it is seen again. Deeds of the form are by the file as
 * it is now all the same. */
static void refresh_seen(App *app) {
  g_autoptr(GError) error = NULL;
  if (app->sheet == NULL) {
    app_refresh(app);
  } else if (app_top(app)->stale && !app->reckoned && !app_reckon(app, &error)) {
    app_failed(app, g_steal_pointer(&error));
    app_top(app)->stale = FALSE;
  }
}

static void mark_stale(GArray *screens) {
  for (guint i = 0; i < screens->len; i++)
    g_array_index(screens, OpenScreen, i).stale = TRUE;
}

gboolean app_publish(App *app) {
  Day begun;
  g_autoptr(GError) error = NULL;
  if (db_is_published(app->db))
    return TRUE;
  if (journal_begun(app->db, &begun, &error) && (begun == DAY_NONE || db_publish(app->db, &error)))
    return TRUE;
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_EXISTS))
    app_tell_problem(app,
                     "台账文件刚才已由别人建立，这里写的没有保存，留作草稿；请退出，再打开一次");
  else
    app_failed(app, g_steal_pointer(&error));
  return FALSE;
}

/* The day's copy, made by a program of its own. What hinders it is told when what was saved has
 * been told of. */
static void begin_backup(App *app) {
  gint64 last = store_last(app->db);
  if (!db_is_published(app->db) || last == app->backed)
    return; /* only looking moved on */
  app->backed = last;
  char *problem = backup_run_daily(app->settings, app->person, db_path(app->db));
  if (problem == NULL)
    return;
  g_free(app->backup_problem);
  app->backup_problem = problem;
}

static void read_anew(App *app) {
  mark_stale(app->roots);
  mark_stale(app->pages);
  for (guint i = 0; i < app->visits->len; i++)
    mark_stale(g_array_index(app->visits, Visit, i).pages);
  app->shown_day = app_today(app);
  app->reckoned = FALSE;
  app_forget_rights(app);
  app->repaint = TRUE;
}

void app_changed(App *app) {
  app_publish(app);
  read_anew(app);
  begin_backup(app);
}

void app_turn(App *app) {
  OpenScreen *top = app_top(app);
  top->version = 0; /* what it chooses then is of another record */
  top->stale = TRUE;
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

void app_filter(App *app, const char *text) {
  OpenScreen *top = app_top(app);
  top->class_->filter(top->state, text);
  top->version = 0; /* what it chooses then is what was looked for */
  top->stale = TRUE;
  app_refresh(app);
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
  /* somebody may have given 〇 a meaning */
  gboolean own = id != ACTION_NONE && key > 0x7f && key <= 0x10ffff;
  if (!own && stray_takes(&app->stray, key, g_get_monotonic_time())) {
    app_notice(app, "请切换到英文输入，或用方向键与回车；按 F10 打开菜单");
    return ACTION_NONE;
  }
  return id != ACTION_NONE || key > 0x10ffff
             ? id
             : action_for_key(app->keymap, place, halfwidth_key(key));
}

/* A key that is an action elsewhere, or nowhere, says so. */
static void tell_unused(App *app, Key key) {
  if (key < ' ' || key > '~')
    return;
  g_autofree char *name = key_name(key);
  g_autofree char *more = app_fill_keys(app, "；按 {key:help} 看能用的键");
  app_notice(app, "%s 键在这里没有用处%s", name, more != NULL ? more : "");
}

/* Returns the action that was done; ACTION_NONE: none was. */
static ActionId key_event(App *app, Key key) {
  if (key == (KEY_MOD_CTRL | 'z')) {
    term_suspend(app->term);
    read_anew(app);
    return ACTION_NONE;
  }
  if (opens_view(app, key))
    return ACTION_NONE;
  ActionId id = app_action_of_key(app, key);
  app->at_first = id == ACTION_FIRST && key < KEYNAME_UP;
  if (id != ACTION_NONE)
    app_act(app, id);
  else if (app->message == NULL)
    tell_unused(app, key);
  return id;
}

static void mouse_event(App *app, const Event *event) {
  Area area = app_screen_area(app);
  OpenScreen *top = app_top(app);
  if (event->row < area.row) {
    if (event->mouse == MOUSE_PRESS)
      app_click_tab(app, event->column);
  } else if (event->row >= area.row + area.rows) {
    if (event->mouse == MOUSE_PRESS && app->footer_first > 0)
      app_click_footer(app, event->column);
  } else if (top->class_->mouse != NULL) {
    top->class_->mouse(app, top->state, event, area);
    app_choice_moved(app);
  }
}

static void paste_event(App *app, const Event *event) {
  const OpenScreen *top = app_top(app);
  if (top->class_->paste == NULL || !top->class_->paste(app, top->state, event->text))
    app_notice(app, "这里不能粘贴；请先打开要填写的表单");
}

/* Nothing is done to what cannot be seen; only a form takes what is typed on, so that no word of
 * it is lost. */
static gboolean is_blind(const App *app, const Event *event) {
  gboolean covered = app->dialog != NULL || app->menu != NULL || app->picker != NULL;
  return app_is_too_small(app) && (covered || !app_form_types(app, event));
}

static void handle(App *app, const Event *event) {
  if (event->type == EVENT_NONE)
    return;
  gboolean told = app->message != NULL;
  ActionId done = ACTION_NONE;
  if (event->type != EVENT_RESIZE)
    drop_message(app);
  app->repaint = TRUE;
  app->moving = FALSE;
  if (event->type == EVENT_HANGUP) {
    app_save_draft(app);
    app->running = FALSE;
    return;
  }
  if (event->type == EVENT_RESIZE || app_reopens(app, event) || is_blind(app, event) ||
      app_overlay_event(app, event))
    return;
  switch (event->type) {
  case EVENT_KEY:
    done = key_event(app, event->key);
    break;
  case EVENT_MOUSE:
    mouse_event(app, event);
    done = event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN ? ACTION_DOWN : done;
    break;
  case EVENT_PASTE:
    paste_event(app, event);
    break;
  default:
    break;
  }
  app_pace_act(app, done, told);
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
  app_look_at_place(app);
  gint64 version = db_data_version(app->db);
  if (version != app->data_version || app->shown_day != app_today(app)) {
    gboolean written = version != app->data_version;
    app->data_version = version;
    read_anew(app);
    if (written) {
      app_form_follow(app);
      app_hear(app);
    }
  }
  if (app_rights_failed(app)) {
    app_forget_rights(app);
    app->repaint = TRUE;
  }
  if (app->backup_problem != NULL && app->message == NULL) {
    app_tell_problem(app, app->backup_problem);
    g_clear_pointer(&app->backup_problem, g_free);
  }
}

void app_round(App *app) {
  gint64 looked = g_get_monotonic_time();
  app->running = TRUE;
  app->repaint = TRUE;
  while (app->running) {
    refresh_seen(app);
    if (app->missed != NULL && !app_has_event(app))
      tell_missed(app);
    if (app->repaint && !app_has_event(app))
      app_paint(app);
    if (app->heard < 0)
      app_hear(app);
    app_look_who_anew(app);
    if (app->repaint && !app_has_event(app))
      app_paint(app);
    read_later(app);
    g_auto(Event) event = {0};
    app_next_event(app, app_pace_wait(app, app_draft_wait(app, TICK_MS)), &event);
    handle(app, &event);
    app_pace_rest(app);
    app_tend_draft(app);
    gint64 now = g_get_monotonic_time();
    if (now - looked >= TICK_MS * 1000) {
      looked = now;
      look_around(app);
      app_tend_company(app);
    }
  }
}
