/* screen.h: what a screen is: a table of functions over a state of its own.
 *
 * Recalculate asks the core; repaint draws cells from what was found. Only repaint touches the
 * terminal, and it asks the core nothing.
 */
#pragma once

#include "core/model/task.h"
#include "core/store/write.h"
#include "tui/action/action.h"
#include "tui/term/term.h"

typedef struct App App;
typedef struct Screen Screen;

typedef struct {
  const char *title; /* 台账 */
  Context context;
  ActionId action; /* the action that opens it from anywhere; ACTION_NONE for one opened on a row */
  gboolean is_list;

  /* Makes its state. argument is the task's id for a task's page, else 0. */
  gpointer (*open)(App *app, gint64 argument);
  void (*close)(gpointer state);

  /* Reads everything anew, keeping the choice on the row it was on. FALSE and error leaves the old.
   */
  gboolean (*recalculate)(App *app, gpointer state, GError **error);

  /* Reads what the rows about to be shown need, for an area of that height; may be NULL. */
  gboolean (*prepare)(App *app, gpointer state, Area area, GError **error);

  void (*paint)(App *app, gpointer state, Term *term, Area area);

  /* Does an action; FALSE where it is none of the screen's. */
  gboolean (*act)(App *app, gpointer state, ActionId id);

  /* A mouse event inside area; may be NULL. */
  void (*mouse)(App *app, gpointer state, const Event *event, Area area);

  /* The chosen task's and topic's id; 0 where none is chosen; either may be NULL. */
  gint64 (*task)(gpointer state);
  gint64 (*topic)(gpointer state);

  /* Chooses a task where it is listed; may be NULL. */
  void (*choose)(gpointer state, gint64 task);

  /* In a list of tasks, the task delta places on from task; 0 where there is none; may be NULL. */
  gint64 (*neighbour)(gpointer state, gint64 task, int delta);

  /* Filters as one types: text is what stands in the filter line, "" for none; may be NULL. */
  void (*filter)(App *app, gpointer state, const char *text);
  /* The filter in force, "" for none; NULL together with filter. */
  const char *(*filtered)(gpointer state);
} ScreenClass;

/* The screens, one file each. */
extern const ScreenClass SCREEN_TODAY;
extern const ScreenClass SCREEN_LEDGER;
extern const ScreenClass SCREEN_OVERDUE;
extern const ScreenClass SCREEN_TOPICS;
extern const ScreenClass SCREEN_TASK;
