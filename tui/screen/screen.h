/* screen.h: what a screen is: a table of functions over a state of its own.
 *
 * Recalculate asks the core; repaint draws cells from what was found. Only repaint touches the
 * terminal, and it asks the core nothing.
 */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/bulk.h"
#include "core/model/task.h"
#include "core/store/write.h"
#include "tui/action/action.h"
#include "tui/term/term.h"

typedef struct App App;
typedef struct Screen Screen;
typedef struct ImportWork ImportWork;
typedef struct TaskTable TaskTable;

/* What a screen is opened on; zeroed for a main screen. */
typedef struct {
  gint64 id;          /* a record's */
  gint64 unit;        /* a unit's; OPENING_NO_UNIT: what has none */
  Day day;            /* a day, or the first of some … */
  Day last;           /* … to the last of them */
  const char *text;   /* a title; copied by the screen */
  const char *key;    /* the key of a period, to be chosen; copied by the screen */
  const GArray *ids;  /* records, gint64; copied by the screen */
  ImportWork *import; /* what is being brought in; taken by the screen */
  const Bulk *bulk;   /* what is to be done to ids; copied by the screen */
  BulkPlan *plan;     /* what would become of them; taken by the screen */
} Opening;

#define OPENING_NO_UNIT (-1)

/* The task that is chosen on a screen, as far as what may be done with it goes. */
typedef struct {
  gint64 id; /* 0: none is */
  TaskKind kind;
  TaskState state;
  gint64 ledger; /* whose it is; 0: the one looked at */
} ChosenTask;

typedef struct {
  const char *title; /* 台账 */
  Context context;
  ActionId action; /* the action that opens it from anywhere; ACTION_NONE for one opened on a row */
  gboolean is_list;
  gboolean is_table; /* its state is a TaskTable */

  /* Makes its state. */
  gpointer (*open)(App *app, const Opening *opening);
  void (*close)(gpointer state);

  /* Reads everything anew, keeping the choice on the row it was on. FALSE and error leaves the old.
   */
  gboolean (*recalculate)(App *app, gpointer state, GError **error);

  /* Reads what the rows about to be shown need, for an area of that height; may be NULL. */
  gboolean (*prepare)(App *app, gpointer state, Area area, GError **error);

  void (*paint)(App *app, gpointer state, Term *term, Area area);

  /* Reads what need not be there at first, once the screen is painted and nobody types; TRUE where
   * there is more to paint now. May be NULL. */
  gboolean (*later)(App *app, gpointer state, Area area);

  /* Reads what an action that is asked for needs and that was not read at first; may be NULL. */
  void (*ready)(App *app, gpointer state, ActionId id);

  /* Does an action; FALSE where it is none of the screen's. */
  gboolean (*act)(App *app, gpointer state, ActionId id);

  /* Whether an action that has a meaning on this screen has one for what is chosen; may be NULL:
   * all have. */
  gboolean (*offers)(gpointer state, ActionId id);
  /* Why not, where the screen says it in words of its own (static), else NULL; may be NULL. */
  const char *(*missing)(ActionId id);
  ActionId opens; /* what opening a row is, where it is more than looking; ACTION_NONE: it looks */

  /* A mouse event inside area; may be NULL. */
  void (*mouse)(App *app, gpointer state, const Event *event, Area area);

  /* What would be lost by leaving the screen, as a sentence, so that it is asked first; NULL:
   * nothing. The caller frees; may itself be NULL. */
  char *(*unsaved)(gpointer state);

  /* Takes a pasted text; FALSE where it is nothing for it; may be NULL. */
  gboolean (*paste)(App *app, gpointer state, const char *text);

  /* What it is opened on, short, for the bar: 第4项; NULL: its title does. The caller frees; may
   * itself be NULL. */
  char *(*crumb)(gpointer state);

  /* Of a page on one record: the table it is in, and its id, 0 where it is gone; both NULL on other
   * screens. Who else is at it is told. */
  const char *about;
  gint64 (*record)(gpointer state);

  /* The chosen task; NULL on a screen where none can be. */
  ChosenTask (*task)(gpointer state);
  /* The chosen topic's id, 0 where none is; may be NULL. */
  gint64 (*topic)(gpointer state);

  /* Chooses a task where it is listed; may be NULL. */
  void (*choose)(gpointer state, gint64 task);

  /* In a list of records that have a page, the one delta places on from id, which it chooses; 0
   * where there is none; may be NULL. */
  gint64 (*neighbour)(gpointer state, gint64 id, int delta);

  /* Keeps what stands in the filter line, "" for none, for the recalculation that follows; may be
   * NULL. */
  void (*filter)(gpointer state, const char *text);
  /* The filter in force, "" for none; NULL together with filter. */
  const char *(*filtered)(gpointer state);
  /* It is looked for in names, and not the filter of a list of tasks (core/rules/filter.h). */
  gboolean filters_names;
  const char
      *filter_hint; /* of filters_names: what may be typed, where it is not names; may be NULL
                     */

  /* The tasks that are marked (gint64*, a set), to be acted on together; NULL on a screen without
   * marks. */
  GHashTable *(*marked)(gpointer state);

  /* What it lists, all of it as filtered and not only what is in sight, to be written to a file. A
   * list has one of these: its tasks (gint64, each once, in order; unref it), where its rows are
   * tasks, which are written as a ledger; or its rows as a table. NULL and error. */
  GArray *(*tasks)(gpointer state);
  Listing *(*listing)(App *app, gpointer state, GError **error);
} ScreenClass;

/* The screens, one file each. */
extern const ScreenClass SCREEN_TODAY;
extern const ScreenClass SCREEN_LEDGER;
extern const ScreenClass SCREEN_OVERDUE;
extern const ScreenClass SCREEN_TOPICS;
extern const ScreenClass SCREEN_TASK;
extern const ScreenClass SCREEN_PERIODS;
extern const ScreenClass
    SCREEN_PERIOD; /* opened on a schedule or a unit, days (none: all), a title, a key */
extern const ScreenClass SCREEN_CALENDAR;
extern const ScreenClass SCREEN_SUPERVISION;
extern const ScreenClass SCREEN_BULLETIN;
extern const ScreenClass SCREEN_DAY;      /* opened on a day */
extern const ScreenClass SCREEN_TASK_SET; /* opened on ids and a title */
extern const ScreenClass SCREEN_UNITS;    /* the units of all ledgers */
extern const ScreenClass SCREEN_LETTER;   /* opened on a notice */
extern const ScreenClass SCREEN_SCORES;
extern const ScreenClass SCREEN_SCORE_NODE; /* opened on a node; key: the span */
extern const ScreenClass SCREEN_SCORE_YEAR; /* opened on a system */
extern const ScreenClass SCREEN_MONTH;      /* opened on a topic */
extern const ScreenClass SCREEN_CASE;       /* opened on a case */
extern const ScreenClass SCREEN_CASE_BOARD; /* opened on a day of the year and month to show */
extern const ScreenClass
    SCREEN_CASE_SET;                    /* opened on a unit, the days of a month or year, a title */
extern const ScreenClass SCREEN_IMPORT; /* opened on an ImportWork */
extern const ScreenClass SCREEN_PLAN_TEXT; /* opened on a day of the plan's year */
extern const ScreenClass SCREEN_COLUMNS;   /* of the list of tasks below it */
extern const ScreenClass SCREEN_VIEWS;
extern const ScreenClass SCREEN_BULK;         /* opened on a bulk and ids */
extern const ScreenClass SCREEN_BACKUPS;      /* 备份 */
extern const ScreenClass SCREEN_TRASH;        /* 回收站 */
extern const ScreenClass SCREEN_RECORD;       /* 日志; opened on a task for its own, 0: all */
extern const ScreenClass SCREEN_RECORD_ENTRY; /* opened on an entry of the journal */
extern const ScreenClass SCREEN_PAST;         /* opened on a task, and a day (0: today) */
extern const ScreenClass SCREEN_PEOPLE;       /* 人员 */
extern const ScreenClass SCREEN_COLLECT;
extern const ScreenClass SCREEN_COLLECTED; /* opened on a table that was sent (SendoutUnit) */
extern const ScreenClass
    SCREEN_COLLECT_FILE; /* opened on a path (text), the day it came back, a unit (0: as it says) */

/* All of them, in the order of their contexts: 0 to screen_count() - 1. */
gsize screen_count(void);
const ScreenClass *screen_at(gsize index);
