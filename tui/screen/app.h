/* app.h: the screens as a whole: which one is shown, what is open over it, and the round of events.
 *
 * Screens and forms see only this. The round itself is app.c; what can be done app_offers.c, doing
 * it app_act.c; the frame app_paint.c, what of it waits while a key is held app_pace.c; what opens
 * over a screen app_overlay.c, the themes app_theme.c; the filter line app_filter.c; forms
 * app_form.c, their drafts app_draft.c; a chosen row that others took away app_choice.c; beginning
 * and end app_start.c; which ledger is looked at app_ledger.c; how long work is told of and stopped
 * app_watch.c.
 */
#pragma once

#include "core/config/draft.h"
#include "core/config/letters.h"
#include "core/config/settings.h"
#include "core/model/reckoning.h"
#include "core/model/score.h"
#include "core/rules/access.h"
#include "core/rules/watch.h"
#include "tui/action/person.h"
#include "tui/screen/form_class.h"
#include "tui/screen/screen.h"
#include "tui/widget/dialog.h"
#include "tui/widget/picker.h"

/* Runs the screens on a ledger file, opened for writing, which it takes and closes, until the
 * person leaves. Returns the exit status; what went wrong before the first screen is told on
 * standard error. person says who is acting and what day it is; ascii draws lines and signs so,
 * whatever the settings say. */
int app_run(Db *db, const Person *person, gboolean ascii);

/* ---- what screens ask ------------------------------------------------------------------- */

Db *app_db(App *app);
Day app_today(App *app);

/* How days are counted: made anew whenever the file or the day has changed, before screens read.
 * Borrowed, until the next event. */
const Reckoning *app_reckoning(const App *app);

/* As task_stock_list(): the array is not to be changed. */
GArray *app_task_list(App *app, const TaskFilter *filter, GError **error);

/* As task_stock_changes(). */
GArray *app_task_changes(const App *app, const GArray *refs);

/* How the tasks of the ledger looked at, or of all, stand with their periods, as
 * obligation_standings() has it; not to be changed. Unref it; NULL and error. */
GHashTable *app_standings(App *app, GError **error);

/* Which units answer for refs (TaskRef), as task_stock_answers() has it; not to be changed. Unref
 * it; NULL and error. */
GArray *app_answers(App *app, const GArray *refs, GError **error);

/* What the person and the office have set. Borrowed, as long as app. */
const Settings *app_settings(const App *app);
const Letters *app_letters(const App *app);

/* TRUE where no other program of the person's may be run from the screens, an editor for one. */
gboolean app_is_restricted(const App *app);

/* How keys stand in a text: {key:undo} becomes the key of that action now in force. NULL where one
 * of them has none. The caller frees. */
char *app_fill_keys(const App *app, const char *text);

/* The lines of the tour (char*), where this person has not had them yet; else NULL. Borrowed. */
const GPtrArray *app_tour(App *app);

/* Who acts, now. Borrowed parts live as long as app. */
Actor app_actor(App *app);

/* The ledger being looked at, on every screen of tasks; 0: all that are in use. */
gint64 app_ledger(const App *app);
void app_set_ledger(App *app, gint64 ledger);

/* What the person is for a ledger (0: the highest that the person is for any). What cannot be read
 * counts as 只读, and is read again within a second. */
Access app_access(App *app, gint64 ledger);

/* The same for what belongs to no ledger: who may do what, for one. */
Access app_file_access(App *app);

/* FALSE where something of that could not be read. */
gboolean app_knows_access(const App *app);

/* 李四: how a login name is called; the login name where it has no other, "" for NULL. Fit for a
 * terminal. Borrowed, until the next event. */
const char *app_person_name(App *app, const char *login);

/* The person's own units are others now (full names, NULL-terminated, copied). */
void app_set_units(App *app, const char *const *units);

/* FALSE where the file has no ledger at all. */
gboolean app_has_ledgers(const App *app);

/* Those that are in use (Ledger*, borrowed until the next event), newest year first. Unref it. */
GPtrArray *app_ledgers_in_use(App *app);

/* The year to begin with: today's, or that of the ledger looked at where it is 封存. */
int app_scope_year(App *app);

/* TRUE while one goes through a list with a key held down: what is painted below the list of its
 * chosen row may stay as it is, and is painted again when the key is let go. */
gboolean app_moves(const App *app);

/* What is looked at: 2026年（已封存）《…》, 全部台账; "" where there is no ledger. Borrowed,
 * until the next event. */
const char *app_scope_title(const App *app);

/* The same, short, to stand behind a title: （全部台账）, or the ledger; "" where there
 * is but one ledger, in use. */
const char *app_scope_text(const App *app);

/* （有没看懂的）, to stand in a title before a filter that has words nothing was made of, once it
 * is no more typed; else "". Static. */
const char *app_filter_doubt(App *app, const char *text);

/* Why nothing of a ledger (0: the one looked at) may be changed: it is 封存. NULL where it may. The
 * caller frees. */
char *app_closed_refusal(const App *app, gint64 ledger);

/* Asks whether a ledger is to be 封存; of one that is, opens the form to 启封 it. */
void app_freeze(App *app, gint64 ledger);

/* The tasks (gint64*, a set) of what is looked at that a filter takes, for a list of what is about
 * tasks; *tasks is NULL where text is "": all. The caller unrefs. FALSE and error. */
gboolean app_filtered_tasks(App *app, const char *text, GHashTable **tasks, GError **error);

/* TRUE where there are several: a task's number alone does not say which one is meant. */
gboolean app_has_several_ledgers(const App *app);

/* The indicator system being looked at (0: none yet) and the span of it ("": today's). Borrowed. */
gint64 app_system(const App *app);
const char *app_span(const App *app);
void app_set_system(App *app, gint64 system, const char *span);

/* Asks whether what was typed in the month before is to be taken over into the span looked at, and
 * does it. */
void app_ask_carry(App *app);

/* ---- what screens have done ------------------------------------------------------------- */

/* Opens a screen over this one, on something. */
void app_open(App *app, const ScreenClass *class_, const Opening *opening);

/* The list of tasks that is shown, or the nearest one below; NULL where there is none. Borrowed. */
TaskTable *app_table(App *app);

/* Closes the page that is shown over others; what an answer leads to may do so. */
void app_close_page(App *app);

/* The state of the screen shown, for what a chosen item or an answer leads to; NULL where it is not
 * of that class. */
gpointer app_shown(App *app, const ScreenClass *class_);

/* Opens one of the main screens in place of what is shown. */
void app_switch(App *app, const ScreenClass *class_);

/* What the screen shown lists, to be written to a file: its tasks (gint64), or else its rows; the
 * other is NULL. *title (freed) is what it is called, *narrowed whether marks or a filter leave
 * some out. FALSE and error. */
gboolean app_listed(App *app, GArray **tasks, Listing **listing, char **title, gboolean *narrowed,
                    GError **error);

/* Opens a form over the screen, for a record (0: none). values are pairs id, value, id, value … to
 * begin with, NULL-terminated, or NULL; they count as not typed, and are kept in the draft. */
void app_open_form(App *app, const FormClass *class_, gint64 target, const char *const *values);

/* What a chosen item of a window leads to; id is what it stands for. */
typedef void (*AppChosen)(App *app, gint64 id);

/* Opens a window to choose one of count items, which stand for ids; both are copied. The one at
 * current is chosen to begin with. */
void app_choose(App *app, const char *title, const PickerItem *items, const gint64 *ids,
                gsize count, gsize current, AppChosen chosen);

/* What an answered question leads to: the place of the answer. */
typedef void (*Answered)(App *app, int answer);

/* Asks something over the screen; answers are copied. */
void app_ask(App *app, const char *text, const DialogAnswer *answers, gsize count,
             Answered answered);

/* The same about what takes something away: keys typed ahead of the question do not answer it. */
void app_ask_removal(App *app, const char *text, const DialogAnswer *answers, gsize count,
                     Answered answered);

/* Asks whether an extension that waits is to be taken back, and does it. */
void app_ask_withdraw(App *app, gint64 extension);

/* Opens the page on what a change would do to tasks (gint64), from which it is done; where it makes
 * no sense for any, FALSE and error. */
gboolean app_preview(App *app, const Bulk *bulk, const GArray *ids, GError **error);

/* What was just done, to be repeated. bulk is copied. */
void app_remember(App *app, const Bulk *bulk);

/* What the form that led to the page shown was for is done: its draft goes. */
void app_form_served(App *app);

/* Many tasks were changed, from the page that app_preview() opened: marks have served. */
void app_drop_marks(App *app);

/* Tells something in the footer until the next key. */
void app_notice(App *app, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Tells it at once, before something that takes a while. */
void app_busy(App *app, const char *message);

/* What something that may take a while is given (watch.h): after half a second the footer tells how
 * far it is, and Esc or a click there stops it. Keys and pastes that come meanwhile are kept, and
 * come afterwards in their order. app_watch_end() takes the telling away, and comes before anything
 * else is told. They do not nest. Borrowed until then. */
const Watch *app_watch(App *app);
void app_watch_end(App *app);

/* Tells what failed, and frees error. */
void app_failed(App *app, GError *error);

/* Something was written: every screen reads anew. */
void app_changed(App *app);

/* Nothing was, but the topmost screen is about another record now, which it is to read. */
void app_turn(App *app);

/* A screen that is read anew does not list the row that was chosen on it any more, so that another
 * one is; task: whose it was, 0: none's. Where others took it away, or a new day did, the next
 * thing that is done with the chosen row is refused, for it was meant for the other. */
void app_choice_lost(App *app, gint64 task);

/* TRUE while the screen shown is read anew because the file or the day is another. */
gboolean app_reads_anew(const App *app);

/* Keeps what was decided on a screen as the draft of a form, which is offered at the next start
 * where the line drops. values (taken) are pairs as for app_open_form(). *draft is made where it is
 * NULL; the screen removes and frees it. FALSE where it could not be written, which is told. */
gboolean app_keep_draft(App *app, Draft **draft, const FormClass *class_, const char *title,
                        gint64 target, char **values);

/* TRUE where the screens have ended, by the person or because the line dropped. */
gboolean app_ends(const App *app);

/* TRUE where somebody else has just changed a task: its row has a sign for a while. */
gboolean app_has_sign(const App *app, gint64 task);

/* A task was added: the screen is to choose it once the form is closed. */
void app_choose_task(App *app, gint64 task);

/* What a page was opened on, by its id, is in a list; the one delta places on in it, 0, having said
 * so, where there is none. */
gint64 app_neighbour(App *app, gint64 id, int delta);
