/* harness.h: a program in a terminal, for tests: a real pty, with libvterm showing what it draws.
 *
 * Nothing runs in the background: the program's output is read while one of the functions here
 * waits, and only then. Waiting ends as soon as what is waited for is there; when it does not come
 * in time, the test fails with the whole screen in its message. Texts are UTF-8 here, whatever the
 * program's charset; rows and columns count from 0.
 *
 * Times are in milliseconds; 0 means PTY_PATIENCE. All are multiplied by $TAIZHANG_TEST_SLOW where
 * that is set (10 on a machine that is slow or busy).
 */
#pragma once

#include <glib.h>
#include <termios.h>

#define PTY_PATIENCE 10000

typedef struct Pty Pty;

/* Starts argv[0] in a terminal of that size, in a session of its own as after a login.
 *
 * environment: NULL-terminated "NAME=value" to set or "NAME" to unset, on top of the test's own
 * environment; may be NULL. TERM is xterm-256color, NO_COLOR and COLORTERM unset but for that.
 * locale becomes LC_ALL ("C.UTF-8", "zh_CN.GB18030") and says the terminal's charset, GB18030 for
 * names that contain GB, else UTF-8; NULL unsets LC_ALL, LC_CTYPE and LANG. */
Pty *pty_spawn(const char *const *argv, const char *const *environment, int rows, int columns,
               const char *locale);

/* Kills the program if it is still there. pty may be NULL. */
void pty_free(Pty *pty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pty, pty_free)

/* ---- waiting ---------------------------------------------------------------------------- */

/* Wait until some row, or that row, contains text; until none does; until the program has written
 * nothing for a time. */
#define pty_wait(pty, text, ms) pty_wait_at(pty, text, -1, TRUE, ms, G_STRLOC)
#define pty_wait_row(pty, row, text, ms) pty_wait_at(pty, text, row, TRUE, ms, G_STRLOC)
#define pty_wait_gone(pty, text, ms) pty_wait_at(pty, text, -1, FALSE, ms, G_STRLOC)
void pty_wait_at(Pty *pty, const char *text, int row, gboolean there, int ms, const char *where);
void pty_wait_quiet(Pty *pty, int quiet_ms);

/* Waits until the program has ended: its exit status, or minus the signal that ended it. */
#define pty_wait_exit(pty, ms) pty_wait_exit_at(pty, ms, TRUE, G_STRLOC)
/* The same, leaving unread what the program writes, as a terminal does that hangs. */
#define pty_wait_exit_unread(pty, ms) pty_wait_exit_at(pty, ms, FALSE, G_STRLOC)
int pty_wait_exit_at(Pty *pty, int ms, gboolean reading, const char *where);

/* Waits, reading nothing, until the program has taken what was typed and waits itself. */
void pty_wait_taken(Pty *pty);

/* ---- doing ------------------------------------------------------------------------------ */

/* Types bytes, as they are. */
void pty_send(Pty *pty, const char *bytes);
void pty_send_bytes(Pty *pty, const char *bytes, gsize length);

/* Types a text in the terminal's charset. */
void pty_type(Pty *pty, const char *text);

/* The line takes nothing from the program (held), or again something. */
void pty_hold(Pty *pty, gboolean held);

/* The terminal answers no questions any more. */
void pty_mute(Pty *pty);

/* Makes the terminal another size; the program gets SIGWINCH. */
void pty_resize(Pty *pty, int rows, int columns);

/* Sends the program a signal. */
void pty_signal(Pty *pty, int signal);

/* Closes the terminal, as when the line drops. Afterwards only pty_wait_exit() makes sense. */
void pty_hangup(Pty *pty);

/* ---- looking ---------------------------------------------------------------------------- */

/* A row without the spaces at its end; all rows, with line ends. The caller frees. */
char *pty_row_text(Pty *pty, int row);
char *pty_screen(Pty *pty);

/* The first row that has the text; -1: none. */
int pty_find(Pty *pty, const char *text);

#define PTY_RGB 0x1000000

typedef struct {
  char text[40];              /* the character with its marks, UTF-8; "" right of a wide one */
  int width;                  /* columns */
  int foreground, background; /* 0-255; -1 the terminal's own; PTY_RGB + 0xrrggbb */
  gboolean bold, underline, reverse;
} PtyCell;

PtyCell pty_cell(Pty *pty, int row, int column);

/* TRUE while the cursor is shown; row and column may be NULL. */
gboolean pty_cursor(Pty *pty, int *row, int *column);

/* TRUE while the program has the alternate screen, the mouse. */
gboolean pty_alternate(Pty *pty);
gboolean pty_mouse(Pty *pty);

/* Everything the program has written since pty_spawn(); borrowed. */
const GByteArray *pty_output(Pty *pty);

/* The bytes it has written since the last call, or the start. */
gsize pty_bytes(Pty *pty);

/* The settings of the terminal (stty). */
struct termios pty_settings(Pty *pty);

/* The program's process. */
int pty_process(Pty *pty);
