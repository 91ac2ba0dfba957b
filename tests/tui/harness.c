#include "tests/tui/harness_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct Pty {
  int master;
  int slave; /* kept open, to read the settings when the program has ended */
  pid_t process;
  gboolean ended;
  int status;
  gboolean gb18030;
  Screen *screen;
  GString *reply; /* answers of the terminal, not yet sent */
  gboolean mute;  /* which are not sent at all */
  GByteArray *output;
  gsize counted;
};

/* ---- start and end ---------------------------------------------------------------------- */

static void become_child(Pty *pty, const char *const *argv, char **environment) {
  setsid();
  ioctl(pty->slave, TIOCSCTTY, 0);
  for (int i = 0; i < 3; i++)
    dup2(pty->slave, i);
  for (int i = 3; i < 64; i++)
    close(i);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGHUP, SIG_DFL); /* which is ignored where the tests run under nohup */
  execvpe(argv[0], (char *const *)argv, environment);
  _exit(127);
}

static char **child_environment(const char *const *changes, const char *locale) {
  char **result = g_get_environ();
  static const char *const unset[] = {"LC_ALL",    "LC_CTYPE", "LANG",   "NO_COLOR",
                                      "COLORTERM", "LINES",    "COLUMNS"};
  for (gsize i = 0; i < G_N_ELEMENTS(unset); i++)
    result = g_environ_unsetenv(result, unset[i]);
  result = g_environ_setenv(result, "TERM", "xterm-256color", TRUE);
  if (locale != NULL)
    result = g_environ_setenv(result, "LC_ALL", locale, TRUE);
  for (gsize i = 0; changes != NULL && changes[i] != NULL; i++) {
    const char *equals = strchr(changes[i], '=');
    g_autofree char *name =
        equals == NULL ? g_strdup(changes[i]) : g_strndup(changes[i], (gsize)(equals - changes[i]));
    result = equals == NULL ? g_environ_unsetenv(result, name)
                            : g_environ_setenv(result, name, equals + 1, TRUE);
  }
  return result;
}

Pty *pty_spawn(const char *const *argv, const char *const *environment, int rows, int columns,
               const char *locale) {
  /* So that a failing test prints the screen, not question marks. */
  setlocale(LC_CTYPE, "C.UTF-8");
  g_auto(GStrv) variables = child_environment(environment, locale);
  Pty *pty = g_new0(Pty, 1);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(&pty->master, &pty->slave, NULL, NULL, &size) != 0)
    g_error("no pty: %s", g_strerror(errno));
  fcntl(pty->master, F_SETFD, FD_CLOEXEC);
  fcntl(pty->master, F_SETFL, O_NONBLOCK);
  pty->gb18030 = locale != NULL && strstr(locale, "GB") != NULL;
  pty->reply = g_string_new(NULL);
  pty->output = g_byte_array_new();
  pty->screen = screen_new(rows, columns, pty->gb18030 ? locale : NULL, pty->reply);
  pty->process = fork();
  if (pty->process == 0)
    become_child(pty, argv, variables);
  return pty;
}

static void close_terminal(Pty *pty) {
  if (pty->master < 0)
    return;
  close(pty->slave);
  close(pty->master);
  pty->master = pty->slave = -1;
}

void pty_free(Pty *pty) {
  if (pty == NULL)
    return;
  if (!pty->ended) {
    kill(pty->process, SIGKILL);
    waitpid(pty->process, NULL, 0);
  }
  close_terminal(pty);
  screen_free(pty->screen);
  g_string_free(pty->reply, TRUE);
  g_byte_array_unref(pty->output);
  g_free(pty);
}

void pty_hangup(Pty *pty) {
  close_terminal(pty);
}

/* ---- time ------------------------------------------------------------------------------- */

static gint64 now_ms(void) {
  return g_get_monotonic_time() / 1000;
}

static int patience(int ms) {
  const char *slow = g_getenv("TAIZHANG_TEST_SLOW");
  double factor = slow != NULL ? g_ascii_strtod(slow, NULL) : 1;
  return (int)((ms > 0 ? ms : PTY_PATIENCE) * MAX(factor, 1));
}

static void fail(Pty *pty, const char *where, const char *what) {
  g_autofree char *screen = pty_screen(pty);
  g_autofree char *message = g_strdup_printf("%s: %s; the screen is\n%s", where, what, screen);
  g_assertion_message(G_LOG_DOMAIN, where, 0, "", message);
}

/* ---- the terminal's side ---------------------------------------------------------------- */

static void send_reply(Pty *pty) {
  if (pty->mute)
    g_string_truncate(pty->reply, 0);
  if (pty->reply->len == 0 || pty->master < 0)
    return;
  ssize_t n = write(pty->master, pty->reply->str, pty->reply->len);
  if (n > 0)
    g_string_erase(pty->reply, 0, n);
}

/* Waits at most ms for output and shows it. TRUE when there was some. */
static gboolean pump(Pty *pty, int ms) {
  char bytes[65536];
  struct pollfd wait = {.fd = pty->master, .events = POLLIN};
  if (pty->master < 0) {
    g_usleep((gulong)ms * 1000);
    return FALSE;
  }
  if (poll(&wait, 1, ms) <= 0)
    return FALSE;
  ssize_t n = read(pty->master, bytes, sizeof bytes);
  if (n <= 0)
    return FALSE;
  g_byte_array_append(pty->output, (const guint8 *)bytes, (guint)n);
  screen_write(pty->screen, bytes, (gsize)n);
  send_reply(pty);
  return TRUE;
}

static gboolean has_ended(Pty *pty) {
  int status;
  if (pty->ended)
    return TRUE;
  if (waitpid(pty->process, &status, WNOHANG) != pty->process)
    return FALSE;
  pty->ended = TRUE;
  pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return TRUE;
}

/* ---- waiting ---------------------------------------------------------------------------- */

static gboolean is_shown(Pty *pty, const char *text, int row) {
  return row >= 0 ? strstr(screen_row_text(pty->screen, row), text) != NULL
                  : pty_find(pty, text) >= 0;
}

void pty_wait_at(Pty *pty, const char *text, int row, gboolean there, int ms, const char *where) {
  gint64 deadline = now_ms() + patience(ms);
  while (is_shown(pty, text, row) != there) {
    gboolean over = now_ms() >= deadline || (has_ended(pty) && !pump(pty, 0));
    if (over && is_shown(pty, text, row) != there) {
      g_autofree char *what =
          g_strdup_printf("«%s» %s in row %d%s", text, there ? "did not appear" : "did not go", row,
                          pty->ended ? ", and the program has ended" : "");
      fail(pty, where, what);
    }
    pump(pty, 20);
  }
}

/* Whether the program has taken what was typed, and waits: on a busy machine it may be silent
 * because its turn has not come. */
static gboolean is_waiting(Pty *pty) {
  int untaken = 0;
  g_autofree char *path = g_strdup_printf("/proc/%d/syscall", (int)pty->process);
  g_autofree char *call = NULL;
  if (has_ended(pty))
    return TRUE;
  if (ioctl(pty->slave, FIONREAD, &untaken) == 0 && untaken > 0)
    return FALSE;
  if (!g_file_get_contents(path, &call, NULL, NULL))
    return TRUE; /* not every kernel tells */
  gint64 number = g_ascii_strtoll(call, NULL, 10);
  return !g_str_has_prefix(call, "running") && number != SYS_fsync && number != SYS_fdatasync;
}

void pty_wait_quiet(Pty *pty, int quiet_ms) {
  gint64 deadline = now_ms() + patience(0);
  do {
    while (pump(pty, patience(quiet_ms)))
      ;
  } while (!is_waiting(pty) && now_ms() < deadline);
}

void pty_wait_taken(Pty *pty) {
  gint64 deadline = now_ms() + patience(0);
  while (!is_waiting(pty) && now_ms() < deadline)
    g_usleep(200);
}

int pty_wait_exit_at(Pty *pty, int ms, gboolean reading, const char *where) {
  gint64 deadline = now_ms() + patience(ms);
  while (!has_ended(pty)) {
    if (now_ms() >= deadline)
      fail(pty, where, "the program did not end");
    if (reading)
      pump(pty, 5);
    else
      g_usleep(5000);
  }
  while (reading && pump(pty, 0))
    ;
  return pty->status;
}

/* ---- doing ------------------------------------------------------------------------------ */

/* Reads between the writes, as a terminal does: the program may be waiting to write. */
void pty_send_bytes(Pty *pty, const char *bytes, gsize length) {
  gint64 deadline = now_ms() + patience(0);
  while (length > 0) {
    ssize_t n = write(pty->master, bytes, length);
    if (n > 0) {
      bytes += n;
      length -= (gsize)n;
      continue;
    }
    if (now_ms() >= deadline)
      fail(pty, G_STRLOC, "the program does not read its input");
    pump(pty, 1);
  }
}

void pty_send(Pty *pty, const char *bytes) {
  pty_send_bytes(pty, bytes, strlen(bytes));
}

void pty_type(Pty *pty, const char *text) {
  gsize length;
  g_autofree char *bytes =
      pty->gb18030 ? g_convert(text, -1, "GB18030", "UTF-8", NULL, &length, NULL) : g_strdup(text);
  g_assert_nonnull(bytes);
  pty_send(pty, bytes);
}

void pty_hold(Pty *pty, gboolean held) {
  g_assert_cmpint(tcflow(pty->slave, held ? TCOOFF : TCOON), ==, 0);
}

void pty_mute(Pty *pty) {
  pty->mute = TRUE;
}

void pty_resize(Pty *pty, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  screen_set_size(pty->screen, rows, columns);
  ioctl(pty->master, TIOCSWINSZ, &size);
}

void pty_signal(Pty *pty, int signal) {
  kill(pty->process, signal);
}

/* ---- looking ---------------------------------------------------------------------------- */

char *pty_row_text(Pty *pty, int row) {
  return g_strdup(screen_row_text(pty->screen, row));
}

char *pty_screen(Pty *pty) {
  GString *text = g_string_new(NULL);
  for (int row = 0; row < screen_rows(pty->screen); row++)
    g_string_append_printf(text, "|%s\n", screen_row_text(pty->screen, row));
  return g_string_free(text, FALSE);
}

int pty_find(Pty *pty, const char *text) {
  for (int row = 0; row < screen_rows(pty->screen); row++)
    if (strstr(screen_row_text(pty->screen, row), text) != NULL)
      return row;
  return -1;
}

PtyCell pty_cell(Pty *pty, int row, int column) {
  return screen_cell(pty->screen, row, column);
}

gboolean pty_cursor(Pty *pty, int *row, int *column) {
  return screen_cursor(pty->screen, row, column);
}

gboolean pty_alternate(Pty *pty) {
  return screen_alternate(pty->screen);
}

gboolean pty_mouse(Pty *pty) {
  return screen_mouse(pty->screen);
}

const GByteArray *pty_output(Pty *pty) {
  return pty->output;
}

gsize pty_bytes(Pty *pty) {
  gsize since = pty->output->len - pty->counted;
  pty->counted = pty->output->len;
  return since;
}

struct termios pty_settings(Pty *pty) {
  struct termios settings;
  memset(&settings, 0, sizeof settings);
  tcgetattr(pty->slave, &settings);
  return settings;
}

int pty_process(Pty *pty) {
  return pty->process;
}
