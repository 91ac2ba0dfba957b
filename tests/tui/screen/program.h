/* program.h: the whole program in a terminal, in a home of its own (a Cli), on 21 November 2026.
 *
 * Free the Pty before the Cli, whose folder it writes to: declare it after.
 */
#pragma once

#include "tests/command/cli.h"
#include "tests/tui/harness.h"

#define ENTER "\r"
#define ESC "\033"
#define TAB "\t"
#define SHIFT_TAB "\033[Z"
#define UP "\033[A"
#define DOWN "\033[B"
#define RIGHT "\033[C"
#define LEFT "\033[D"
#define HOME "\033[H"
#define END "\033[F"
#define F10 "\033[21~"
#define CTRL_D "\004"
#define CTRL_O "\017"
#define CTRL_S "\023"
#define CTRL_U "\025"
#define CTRL_W "\027"

/* Starts the screens in a terminal of that size; locale as for pty_spawn(). Waits for nothing. */
Pty *program_open(Cli *cli, int rows, int columns, const char *locale);

/* The same in 24x80 and UTF-8, and waits until 今日 is shown. */
Pty *program_start(Cli *cli);

/* Ends it with q, on one of the four screens, expecting status 0. */
void program_quit(Pty *pty);

/* Types keys, as bytes, and waits for a text that they bring, which may not be there before; for
 * one that they take away, which must be. Both wait until the frame is complete: its bytes can come
 * in several pieces. */
#define press(pty, keys, text) press_at(pty, keys, text, TRUE, G_STRLOC)
#define press_gone(pty, keys, text) press_at(pty, keys, text, FALSE, G_STRLOC)
void press_at(Pty *pty, const char *keys, const char *text, gboolean there, const char *where);

/* Types a text in the terminal's charset and waits until it is shown. */
#define type_in(pty, text) (pty_type(pty, text), pty_wait(pty, text, 0), settle(pty))

/* Waits until the program stops writing. */
void settle(Pty *pty);

/* Pastes a text with the marks of bracketed paste. */
void paste(Pty *pty, const char *text);

/* Presses the left button at a cell. */
void click(Pty *pty, int row, int column);

/* The topmost row that contains text; the test fails where there is none. */
#define row_of(pty, text) row_of_at(pty, text, G_STRLOC)
int row_of_at(Pty *pty, const char *text, const char *where);

/* The column at which text begins in that row; the test fails where it does not stand there. */
int column_of(Pty *pty, int row, const char *text);

/* Whether some row contains text now. */
gboolean is_shown(Pty *pty, const char *text);

/* A row from one column up to before another. The caller frees. */
char *row_part(Pty *pty, int row, int first, int end);

/* Whether that row is drawn on another background than the row under the tabs, as the chosen row of
 * a list is. */
gboolean is_chosen(Pty *pty, int row);

/* A task as `list --format json` gives it, by its number. The caller json_decref()s. */
json_t *task_json(Cli *cli, int number);

/* The text of a task's last progress; NULL where it has none. The caller frees. */
char *last_progress_text(Cli *cli, int number);

/* The paths of the drafts that are kept. NULL-terminated; the caller g_strfreev()s. */
char **draft_paths(Cli *cli);

/* Opens the form of task 4 and types a deadline over its own. */
void edit_deadline(Pty *pty, const char *text);
