/* app_act.c: doing an action: what every screen does alike, and leaving one. */
#include "tui/screen/app_private.h"
#include "tui/screen/app_view.h"

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
      app_ask_step(app, step, app_chosen_task(top).id);
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
  case ACTION_BACKUPS:
    app_open_once(app, &SCREEN_BACKUPS);
    return TRUE;
  case ACTION_TRASH:
    app_open_once(app, &SCREEN_TRASH);
    return TRUE;
  case ACTION_RECORD:
    app_open_once(app, &SCREEN_RECORD);
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
  case ACTION_PEOPLE:
    app_open_once(app, &SCREEN_PEOPLE);
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
    return app_act_on_many(app, id) || app_act_on_task(app, id, app_chosen_task(top).id);
  }
}

void app_act(App *app, ActionId id) {
  const Action *action = action_get(id);
  OpenScreen *top = app_top(app);
  if (top->class_->ready != NULL)
    top->class_->ready(app, top->state, id);
  g_autofree char *lost = app_choice_refusal(app, action);
  g_autofree char *refusal = lost != NULL ? g_steal_pointer(&lost) : app_refusal(app, action);
  if (refusal != NULL) {
    app_tell_problem(app, refusal);
    return;
  }
  if (id >= ACTION_UP && id <= ACTION_LAST)
    app_choice_moved(app);
  if (!top->class_->act(app, top->state, id) && !asks_first(app, id))
    act_everywhere(app, id);
  app->repaint = TRUE;
}
