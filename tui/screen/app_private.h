/* app_private.h: the state of the screens. For app*.c alone. */
#pragma once

#include "core/config/draft.h"
#include "core/config/view_file.h"
#include "core/model/task_stock.h"
#include "core/store/presence.h"
#include "tui/action/tips.h"
#include "tui/screen/app.h"
#include "tui/widget/chrome.h"
#include "tui/widget/completion.h"
#include "tui/widget/dialog.h"
#include "tui/widget/menu.h"
#include "tui/widget/picker.h"
#include "tui/widget/stray.h"

/* Fields that two people changed differently, while they are decided. */
typedef struct {
  GPtrArray *fields;  /* FormChange* */
  GArray *own;        /* gboolean: the person did, in another window */
  GPtrArray *authors; /* char*: who wrote the other text of each, and when */
  GArray *answers;    /* int: what was chosen for the first of them */
} Clashes;

/* A form that is open, and its draft. */
typedef struct {
  const FormClass *class_;
  Form *form;
  gpointer state;
  gint64 target;
  char **values; /* what the form began with beside its record; may be NULL */
  Draft *draft;
  gboolean shown;     /* painted since it was opened */
  gboolean unsaved;   /* typed since the draft was written … */
  gint64 due;         /* … which is to be by then, in monotonic microseconds */
  gint64 opened;      /* the journal's newest entry when it opened, … */
  gint64 seen;        /* … when it was last held against the file, … */
  gint64 told;        /* … and when it was last told what became of the record */
  gboolean gone_told; /* that the record is not there any more */
  Clashes *clashes;   /* being decided; NULL: none are */
  GString *aside; /* what was typed and another's text taken instead, as a reason; NULL: nothing */
  GPtrArray *unchosen; /* char*: the same as field, value, field, value … */
} Sheet;

/* What became of the row that was chosen on a screen when others had written. */
typedef enum {
  CHOICE_KEPT,
  CHOICE_LOST,     /* it is not listed any more, and another is chosen in its place … */
  CHOICE_LOST_TOLD /* … which was told when something was to be done with it */
} ChoiceFate;

typedef struct {
  const ScreenClass *class_;
  gpointer state;
  gboolean stale;    /* has to be read anew before it is shown */
  Sheet *sheet;      /* the form that led to it, to be gone back to; NULL: none */
  gint64 version;    /* the file's when it was last read, 0: not yet, or for something else … */
  Day day;           /* … and the day then, … */
  gint64 own;        /* … and the newest entry that this program had made */
  ChoiceFate lost;   /* the chosen row … */
  gint64 lost_shown; /* … and since when that is on the screen, in monotonic microseconds; 0: not */
} OpenScreen;

/* A main screen that was left for another, and what stood over it. */
typedef struct {
  gsize root;    /* its place in App.roots */
  GArray *pages; /* OpenScreen, the topmost last */
} Visit;

#define FOOTER_ITEMS_MAX 256 /* more than there are actions, so that help is always the last */

struct App {
  Db *db;
  Term *term;
  Keymap *keymap;
  Settings *settings;
  Letters *letters;
  char *theme;        /* the name of the theme in force */
  GPtrArray *themes;  /* ThemeEntry*: those of the window of themes while it is open */
  Calendar *calendar; /* as the program came with it */
  Reckoning *reckoning;
  gboolean reckoned; /* the reckoning is of the file as it is now */
  TaskStock *stock;  /* the tasks as of the reckoning; NULL: not asked for yet */
  const Person *person;
  struct Rights *rights;    /* what the person may do; NULL: not read since the file changed */
  GPtrArray *ledgers;       /* Ledger*, newest year first, as of the reckoning */
  gint64 ledger;            /* the one looked at; 0: all */
  gboolean ledger_chosen;   /* by the person */
  char *scope_title;        /* what app_scope_title() … */
  char *scope_text;         /* … and app_scope_text() say */
  gint64 system;            /* the indicator system being looked at; 0: none yet */
  char span[SPAN_KEY_SIZE]; /* … and the span of it; "": today's */
  Day shown_day;            /* the day the screens were computed for */
  gint64 data_version;      /* the file's, as last seen */

  /* Other people at the file. */
  gint64 heard;          /* the journal's newest entry that was told of; -1: none yet */
  gint64 backed;         /* what was written last when the day's copy was last seen to */
  gboolean draft_closed; /* the draft asked about cannot be saved now: it is only shown */
  char *news;            /* to be told in the footer; NULL: nothing */
  GHashTable *signs;     /* gint64*: tasks that others have just changed → gint64*: until when */
  Presence *presence;    /* NULL: no record was open yet */
  char *company;         /* who else is at the record; NULL: nobody */
  const char *at_kind;   /* the record, as it was when that was looked for … */
  gint64 at_id;
  gboolean at_editing;

  GArray *roots;  /* OpenScreen of each main screen that was visited */
  gsize root;     /* the one shown */
  GArray *pages;  /* OpenScreen over it, the topmost last */
  GArray *visits; /* Visit: the way back, the nearest last */

  /* What is open over the screen; at most one of each, the first here having the keys. */
  Dialog *dialog;
  Answered answered;
  Menu *menu;
  GArray *menu_ids; /* ActionId of each item */
  Picker *picker;
  GArray *picker_ids; /* gint64: what each item stands for */
  AppChosen chosen;   /* what a chosen one leads to */
  AppChosen looked;   /* what is done when another is moved to, or with -1 when left; may be NULL */
  Sheet *sheet;
  Completion *filter; /* the filter line while it is typed in */

  GPtrArray *earlier_filters; /* char*: what was typed there before; NULL: nothing */
  GPtrArray *earlier_names;   /* likewise in lists of names */

  ViewFile *view_file; /* NULL: not read yet */
  gboolean at_first;   /* the key before went to the first row: a digit opens a view */
  GArray *recent;      /* gint64: what was chosen in the palette, the last first */
  GPtrArray *drafts;   /* Draft* to be offered, the next one last */
  gint64 undo_seq;     /* the entry an open dialog asks about … */
  gboolean redoing;    /* … is an undo itself */
  gint64 added_task;   /* to be chosen when the form is closed; 0: none */
  gint64 step_task;    /* the task an open dialog asks about … */
  Step step;           /* … and the step */
  gint64 extension;    /* the one an open dialog asks about */
  gint64 asked_ledger; /* likewise */
  GArray *bulk_ids;    /* gint64: the tasks that an open list is about; NULL: none */
  Bulk *last;          /* what was done last, to be repeated; NULL: nothing … */
  char *last_progress; /* … or the text of a progress entry; NULL: none */
  Tips *tips;          /* NULL: not read yet, or not there */
  gboolean tips_due;   /* to be read once the first screen stands */
  GPtrArray *tour;     /* char*; NULL: this person had it before, or there is a ledger */
  ActionId leaving;    /* what an open dialog asks whether to do, and leave */
  Stray stray;         /* what an input method typed as a command */
  char *message;
  gboolean message_seen; /* it was painted */
  char *missed;          /* a refusal that a key typed ahead took away before it was painted */
  gboolean draft_failed; /* the draft could not be written, and it was told */
  char *misplaced;       /* why the file may not be written (db_check_place()); NULL: it may */
  char *backup_problem;  /* of the day's copy, to be told; NULL: nothing */
  ThemeRole message_role;
  int footer_first;    /* where the keys of the footer begin, as painted; 0: they are not there */
  Watch watch;         /* of the work that is being done */
  gint64 watch_at;     /* when it is told of next, in monotonic microseconds */
  gboolean watch_told; /* it stands in the footer */
  GQueue kept;         /* Event*: what came meanwhile, to be handled first */
  gint64 moved_at;     /* when a key last went to another row, in monotonic microseconds … */
  gboolean moving;     /* … and more of them come: see app_pace.c */
  gboolean reading;    /* the screen shown is read anew because the file or the day is another */
  gboolean repaint;
  gboolean running;
};

#define ROOT_COUNT 9
/* The main screens, in the order of the bar. */
extern const ScreenClass *const ROOTS[ROOT_COUNT];

/* The main screen that an action opens; NULL where it opens none. */
const ScreenClass *screen_of_action(ActionId id);

/* Goes round: paints, waits, handles, until the person leaves. */
void app_round(App *app);

/* Tells what is wrong in the footer until the next key. */
void app_tell_problem(App *app, const char *message);

/* The screen shown. */
OpenScreen *app_top(const App *app);

/* An empty array of OpenScreen that closes them. In app_start.c. */
GArray *app_pages_new(void);

/* Filters the screen shown and reads it anew. */
void app_filter(App *app, const char *text);

/* Paints all cells next: another screen takes the place of this one. Writing only what differs
 * would save nothing then, and many terminals show rubbish where half of a wide character is
 * overwritten. */
void app_repaint_whole(App *app);

/* Reads which ledgers there are, and which one to look at where the person has chosen none that is
 * still there. FALSE and error. In app_ledger.c. */
gboolean app_read_ledgers(App *app, GError **error);

/* Opens the list of ledgers to look at. In app_ledger.c. */
void app_open_ledgers(App *app);

/* Makes the reckoning anew, and what is told of ledgers; FALSE and error leaves the old one. */
gboolean app_reckon(App *app, GError **error);

/* Brings a new file to its place, once something is written in it. FALSE, having told why, where
 * that cannot be: what was written is nowhere then. */
gboolean app_publish(App *app);

/* Reads the screen shown anew where it is stale. */
void app_refresh(App *app);

/* The action that a key means on the screen shown, also as an input method sends it; ACTION_NONE,
 * perhaps having said why, where it means none. */
ActionId app_action_of_key(App *app, Key key);

/* ---- app_offers.c ------------------------------------------------------------------------- */

/* The place of a screen, as far as keys go. */
Place app_place(const ScreenClass *class_);

/* The task chosen on a screen; one whose id is 0 where none is. */
ChosenTask app_chosen_task(const OpenScreen *screen);

/* TRUE when an action can be done now: here, and with what it needs. */
gboolean app_offers(App *app, const Action *action);

/* Why an action cannot be done now: not here, not with what is chosen. NULL where it can. The
 * caller frees. */
char *app_refusal(App *app, const Action *action);

/* ---- app_act.c ---------------------------------------------------------------------------- */

/* Does an action; where it is nobody's, nothing. */
void app_act(App *app, ActionId id);

/* Does an action that was chosen by its name: 退出 then ends the screens from wherever one is. */
void app_act_chosen(App *app, ActionId id);

/* ---- app_choice.c ------------------------------------------------------------------------- */

/* Stand around the reading of the screen shown: what it has lost then was taken by others. The
 * first returns the version of the file, which the second takes. */
gint64 app_choice_begin(App *app);
void app_choice_end(App *app, gint64 version);

/* What is chosen was painted; another row was chosen. */
void app_choice_painted(App *app);
void app_choice_moved(App *app);

/* Why an action is not done now with the chosen row: the person meant another one. NULL where it
 * may be. The caller frees. */
char *app_choice_refusal(App *app, const Action *action);

/* ---- app_theme.c ------------------------------------------------------------------------ */

/* Opens the list of themes, each shown while one is on it. */
void app_open_themes(App *app);

/* ---- app_paint.c ------------------------------------------------------------------------ */

void app_paint(App *app);

/* An action was done by a key, or ACTION_NONE: tells from it whether one goes through a list. told:
 * a message stood in the footer until then. */
void app_pace_act(App *app, ActionId id, gboolean told);

/* The milliseconds to wait for an event, at most most, until the keys are known to rest. */
int app_pace_wait(const App *app, int most);

/* Has all painted once they rest. */
void app_pace_rest(App *app);

/* Paints the message in the footer's place, and nothing else. */
void app_paint_message(App *app);

/* TRUE where the terminal has no room for the screens, and a sentence stands there instead. */
gboolean app_is_too_small(const App *app);

/* What is left of the terminal between the bar and the footer. */
Area app_screen_area(const App *app);

void app_click_tab(App *app, int column);
void app_click_footer(App *app, int column);

/* The key at a cell of the footer of what is open over the screen; KEY_NONE where there is none. */
Key app_footer_key_at(const App *app, int row, int column);

/* ---- app_way.c -------------------------------------------------------------------------- */

/* Takes away marks, else a filter, else the page shown, else the main screen for the one before. */
void app_go_back(App *app);

/* Opens a page that needs nothing to be opened on; one that is open already is gone back to. */
void app_open_once(App *app, const ScreenClass *class_);

/* Where one is on a page: 台账 › 第4项; not whole: its last part. NULL on a main screen. The caller
 * frees. */
char *app_crumbs(App *app, gboolean whole);

/* ---- app_tips.c ------------------------------------------------------------------------- */

/* Reads the tips once the first screen stands; TRUE where there is one to paint now. */
gboolean app_read_tips(App *app);

/* Takes up the tour where there is no ledger yet and this person has not had it, and remembers that
 * they have it now. */
void app_begin_tour(App *app);

/* Paints the day's tip at the right end of the footer, where there is room after column from. */
void app_paint_tip(App *app, int row, int from);

/* ---- app_watch.c ------------------------------------------------------------------------ */

/* The next event: what was kept while something was done, else what comes in timeout milliseconds.
 */
void app_next_event(App *app, int timeout, Event *event);

/* TRUE where one is there already. */
gboolean app_has_event(App *app);

void app_drop_kept(App *app);

/* ---- app_actions.c ---------------------------------------------------------------------- */

/* Open the list of what can be done: in groups with the arrows; by name, anywhere; with keys and
 * what the screen is for. */
void app_open_menu(App *app);
void app_open_palette(App *app);
void app_open_help(App *app);

/* Opens the page of a task by its 序号 in the ledger looked at; where that is all of several, by
 * its 编号. */
void app_open_numbered(App *app, int number);

/* Opens the list of keys in a form, or in the filter line. */
void app_open_typing_help(App *app);

void app_menu_event(App *app, const Event *event);

/* ---- app_overlay.c ---------------------------------------------------------------------- */

void app_ask_undo(App *app);
void app_ask_redo(App *app);

/* Asks whether a task is to take a step; one that needs a reason opens its form. */
void app_ask_step(App *app, Step step, gint64 task);

/* Feeds an event to what is open; FALSE where nothing is, or it was none of its own. */
gboolean app_overlay_event(App *app, const Event *event);

/* ---- app_filter.c ----------------------------------------------------------------------- */

/* Opens the line in which the filter of the screen shown is typed. */
void app_open_filter(App *app);

/* Takes the line away; what was found stays. */
void app_close_filter(App *app);

/* Feeds an event to the line; FALSE for a click that is none of its own. */
gboolean app_filter_event(App *app, const Event *event);

/* ---- app_task.c ------------------------------------------------------------------------- */

/* TRUE where a task's kind or state can refuse an action: it comes and goes from row to row. */
gboolean app_task_limits(ActionId id);

/* Why an action may not be done with a task of that kind and state, or of a ledger that is 封存;
 * NULL where it may, or where only the core can tell. The caller frees. */
char *app_task_refusal(const App *app, ActionId id, ChosenTask task);

/* What is not there that an action would be about, where a screen does not offer it. Static. */
const char *app_task_missing(ActionId id);

/* Does what is done alike with the chosen task (0: none) on every screen; FALSE where action is
 * none of it. */
gboolean app_act_on_task(App *app, ActionId id, gint64 task);

/* The tasks that are marked on a screen (gint64*, a set); NULL: none is. */
GHashTable *app_marked(const OpenScreen *screen);

/* TRUE where tasks are marked on a screen or a filter is in force: what going back takes away. */
gboolean app_is_narrowed(const OpenScreen *screen);

/* Why an action on a task cannot be done where none is chosen: on a heading the tasks below it may
 * be marked. The caller frees. */
char *app_task_not_chosen(App *app, const Action *action);

/* ---- app_bulk.c ------------------------------------------------------------------------- */

/* TRUE for an action that is done to all tasks that are marked. */
gboolean app_takes_marks(ActionId id);

/* The tasks (gint64) that are marked on a screen, of which some are: in the order of its list, then
 * those that it does not list. The caller unrefs. */
GArray *app_marked_ids(const OpenScreen *screen);

/* Asks after the chosen task, or after all that are marked. */
void app_open_nudge(App *app);

/* Does an action of many tasks, with those that are marked or the chosen one; FALSE where it is
 * none of them. */
gboolean app_act_on_many(App *app, ActionId id);

/* Takes a step with all tasks that are marked. */
void app_step_marked(App *app, Step step);

/* A form was saved: what may be repeated is remembered. */
void app_remember_form(App *app, const FormClass *class_, Form *form);

/* A step was taken. */
void app_remember_step(App *app, Step step, const char *reason);

/* ---- app_place.c ------------------------------------------------------------------------ */

/* Looks whether the file that is open is still the one at its path, and tells where it is not. */
void app_look_at_place(App *app);

/* Tells that it is not, which an attempt to write has found, and which key opens what is there. */
void app_tell_misplaced(App *app, const GError *error);

/* While it is not, the key that reads anew opens what is there, also from where keys are typed.
 * FALSE where an event is not that. */
gboolean app_reopens(App *app, const Event *event);

/* ---- app_form.c ------------------------------------------------------------------------- */

void app_form_event(App *app, const Event *event);
void app_form_paint(App *app, Area area);

/* TRUE where a form is open and an event only types into a field of it, or moves there. */
gboolean app_form_types(const App *app, const Event *event);

void app_form_close(App *app);

/* Closes the page shown; the form that led to it is there again. */
void app_form_return(App *app);

/* Checks and saves the open form, as Ctrl-S does. */
void app_form_save(App *app);

/* ---- app_company.c ---------------------------------------------------------------------- */

/* Others wrote: who did is told, and the tasks they changed get a sign for a while. */
void app_hear(App *app);

/* Looks who is at the record that is open; anew: only where another one is open now. */
void app_look_who(App *app);
void app_look_who_anew(App *app);

/* Who else is at the record of the page shown, in the row below area, which app_screen_area()
 * leaves where there is somebody. */
gboolean app_shows_company(const App *app);
void app_paint_company(App *app, Area area);

/* What is to be done now and then: looking, telling, taking signs away. */
void app_tend_company(App *app);
void app_company_free(App *app);

/* ---- app_merge.c ------------------------------------------------------------------------ */

/* The number of the journal's newest entry; 0: none. */
gint64 app_journal_end(App *app);

/* Somebody wrote: an open form shows what was otherwise stored in fields that nobody typed in. */
void app_form_follow(App *app);

/* The open form was filled from a draft: what others have changed since it was typed clashes. */
void app_form_resumed(App *app, const Draft *draft);

/* Before the open form is saved: what others wrote is taken over. FALSE, having asked or told,
 * where the person has to decide first. */
gboolean app_form_agree(App *app);

/* clashes may be NULL. */
void app_clashes_free(Clashes *clashes);

/* sheet may be NULL. */
void app_sheet_free(Sheet *sheet);

/* Writes the draft of an open form where something was typed. */
void app_save_draft(App *app);

/* Something was typed into a form: its draft is due. */
void app_draft_typed(Sheet *sheet);

/* What was typed is saved, or given up. */
void app_drop_draft(Sheet *sheet);

/* What was typed and neither chosen nor written anywhere stays as a draft under a name of its own.
 * TRUE where there is such a thing. */
gboolean app_keep_unchosen(App *app, const Sheet *sheet);

/* As app_save_draft(), when it is time: what was typed is on the disk within two seconds. */
void app_tend_draft(App *app);

/* Milliseconds until then, at most most; nothing else has to wake for a draft. */
int app_draft_wait(const App *app, int most);

/* Offers the next draft left from an earlier run. */
void app_offer_draft(App *app);
