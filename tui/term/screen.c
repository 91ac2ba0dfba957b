#include "tui/term/direct.h"
#include "tui/term/fatal.h"
#include "tui/term/internal.h"
#include "tui/term/signals.h"
#include "tui/term/terminfo.h"

#include <errno.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Button and wheel of the mouse, in the form that has no limit of columns; marks around pastes. */
#define REPORTS_ON "\033[?1000h\033[?1006h\033[?2004h"
#define REPORTS_OFF "\033[?2004l\033[?1006l\033[?1000l"

void screen_send(Term *term, const char *string) {
  gsize length = strlen(string);
  while (length > 0) {
    ssize_t written = write(fileno(term->output), string, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return;
    string += written;
    length -= (gsize)written;
  }
}

/* ---- open ------------------------------------------------------------------------------- */

/* Opens the screen with curses believing the charset to be UTF-8, which it looks up only here. In
 * other charsets it would write runs of a character with "repeat the last one" (REP), for which
 * many programs that call themselves xterm, older PuTTY among them, show nothing. */
static SCREEN *open_without_repeat(const char *name, FILE *output) {
  g_autofree char *locale = g_strdup(setlocale(LC_CTYPE, NULL));
  setlocale(LC_CTYPE, "C.UTF-8");
  SCREEN *screen = newterm(name, output, stdin);
  setlocale(LC_CTYPE, locale);
  return screen;
}

/* The terminal says that it takes colours by their parts. What GNU screen is told of the terminal
 * it runs in, it does not do itself. */
static gboolean offers_direct(const char *name) {
  const char *offered = g_getenv("COLORTERM");
  gboolean said = g_strcmp0(offered, "truecolor") == 0 || g_strcmp0(offered, "24bit") == 0;
  if (g_str_has_prefix(name, "screen") && g_getenv("TMUX") == NULL)
    said = FALSE;
  return said || terminfo_is_direct(name);
}

/* Opens the screen with the terminal's entry changed (direct.h). NULL where that does not work. */
static SCREEN *open_changed(const char *name, FILE *output, gboolean direct) {
  g_autofree char *entry = direct_terminfo(name, direct);
  if (entry == NULL)
    return NULL;
  g_autofree char *before = g_strdup(g_getenv("TERMINFO"));
  g_setenv("TERMINFO", entry, TRUE);
  SCREEN *screen = open_without_repeat(name, output);
  if (before != NULL)
    g_setenv("TERMINFO", before, TRUE);
  else
    g_unsetenv("TERMINFO");
  return screen;
}

static char *fallback_note(const char *named, const char *taken) {
  if (named == NULL)
    return g_strdup_printf("没有设置终端类型（TERM），按 %s 显示；"
                           "画面或按键不对时，请先执行 export TERM=xterm-256color",
                           taken);
  return g_strdup_printf("系统不认识终端类型 TERM=%s，按 %s 显示；"
                         "画面或按键不对时，请先执行 export TERM=xterm-256color",
                         named, taken);
}

/* Opens the screen as what $TERM says, or else as something most terminals understand. */
static SCREEN *open_screen(Term *term) {
  const char *named = g_getenv("TERM");
  gboolean has_name = named != NULL && named[0] != '\0';
  const char *const candidates[] = {has_name ? named : "vt100", "xterm-256color", "xterm", "vt100",
                                    "ansi"};
  /* A terminal that says it is dumb is believed. */
  gsize count = g_strcmp0(named, "dumb") == 0 ? 1 : G_N_ELEMENTS(candidates);
  for (gsize i = 0; i < count; i++) {
    if (!terminfo_usable(candidates[i]))
      continue;
    gboolean direct = offers_direct(candidates[i]);
    SCREEN *screen = direct ? open_changed(candidates[i], term->output, TRUE) : NULL;
    term->direct = screen != NULL;
    if (screen == NULL)
      screen = open_changed(candidates[i], term->output, FALSE);
    if (screen == NULL)
      screen = open_without_repeat(candidates[i], term->output);
    if (screen == NULL)
      continue;
    term->ascii = ascii_is_safer(candidates[i]);
    if (i > 0 || !has_name)
      term->note = fallback_note(has_name ? named : NULL, candidates[i]);
    return screen;
  }
  return NULL;
}

/* The Linux console claims a mouse it does not have. */
static gboolean sends_reports(void) {
  return terminfo_string("kmous") != NULL && !g_str_has_prefix(termname(), "linux");
}

/* What makes arrows plain (smkx) also puts the number pad into application mode, in which PuTTY
 * sends its digits as functions, and F1 for NumLock. That part of it is taken back. */
static void number_pad_as_printed(Term *term) {
  const char *functions = terminfo_string("smkx");
  if (functions != NULL && strstr(functions, "\033=") != NULL)
    screen_send(term, "\033>");
}

/* Its sequences are those of ECMA-48. */
static gboolean tells_as_ecma(void) {
  const char *place = terminfo_string("cup");
  return place != NULL && g_str_has_prefix(place, "\033[");
}

static void set_modes(Term *term) {
  raw();
  nonl();
  noecho();
  keypad(stdscr, TRUE);
  number_pad_as_printed(term);
  idlok(stdscr, TRUE);
  scrollok(stdscr, FALSE);
  typeahead(-1); /* a repaint is finished once begun; term_pending() is there to save one */
  term->reports = sends_reports();
  term->depth = style_depth(term->direct);
  term->cursor_row = -1;
  term->cursor_shown = 0;
  curs_set(0);
  if (term->reports)
    screen_send(term, REPORTS_ON);
}

/* What gives the screen back where nothing else can be done any more. */
static void guard(const Term *term) {
  const char *const names[] = {"rmkx", "sgr0", "cnorm", "rmcup"};
  g_autoptr(GString) leave = g_string_new(term->reports ? REPORTS_OFF : "");
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *string = terminfo_string(names[i]);
    if (string != NULL)
      g_string_append(leave, string);
  }
  fatal_guard(STDOUT_FILENO, leave->str, &term->before);
}

static void free_term(Term *term) {
  decoder_free(term->decoder);
  frames_end(&term->frames);
  event_clear(&term->ahead);
  if (term->output != NULL)
    fclose(term->output);
  g_free(term->note);
  g_free(term);
}

static Term *open_failed(Term *term, GError **error, const char *message) {
  free_term(term);
  g_set_error_literal(error, TERM_ERROR, TERM_ERROR_TERMINAL, message);
  return NULL;
}

Term *term_open(const Theme *theme, GError **error) {
  Term *term = g_new0(Term, 1);
  if (!isatty(STDIN_FILENO) || tcgetattr(STDOUT_FILENO, &term->before) != 0)
    return open_failed(term, error,
                       "这里不是终端，无法显示界面；请在终端里运行，"
                       "或使用子命令，见 taizhang help");
  int descriptor = dup(STDOUT_FILENO);
  term->output = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (term->output == NULL || !signals_begin(descriptor))
    return open_failed(term, error, "系统打开的文件太多，无法显示界面；请稍后再试");
  /* The size is what the terminal says, not what an old $LINES says. */
  use_env(FALSE);
  use_tioctl(TRUE);
  term->screen = open_screen(term);
  if (term->screen == NULL) {
    signals_end();
    return open_failed(term, error,
                       "终端类型（TERM）不支持全屏显示；"
                       "请先执行 export TERM=xterm-256color，或使用子命令");
  }
  set_modes(term);
  style_set(term, theme);
  const char *cursor_report = terminfo_string("u7"); /* who tells that tells of itself */
  frames_begin(&term->frames, descriptor, g_strcmp0(cursor_report, "\033[6n") == 0,
               tells_as_ecma());
  term->decoder = decoder_new();
  input_bind_keys(term->decoder);
  guard(term);
  return term;
}

/* ---- close, suspend --------------------------------------------------------------------- */

/* Leaves the screen to whoever had it before. */
static void leave(Term *term) {
  fatal_release();
  frames_finish(&term->frames);
  input_await_answer(term);
  if (term->reports)
    screen_send(term, REPORTS_OFF);
  endwin();
  /* endwin() does this too, unless its output was cut off. */
  tcsetattr(STDOUT_FILENO, TCSANOW, &term->before);
}

void term_close(Term *term) {
  if (term == NULL)
    return;
  if (signals_hangup() || term->gone)
    signals_limit_output();
  /* Stopped and told to end, the process may be in the background, the terminal another's. */
  pid_t foreground = tcgetpgrp(STDOUT_FILENO);
  if (foreground < 0 || foreground == getpgrp())
    leave(term);
  delscreen(term->screen);
  signals_end();
  free_term(term);
}

/* Takes the screen back; what is on it is not known. */
static void take_back(Term *term) {
  if (signals_hangup())
    return;
  reset_prog_mode();
  frames_forget(&term->frames);
  guard(term);
  if (term->reports)
    screen_send(term, REPORTS_ON);
  /* A stopped process is not told of a new size. */
  signals_note_resize();
}

void term_suspend(Term *term) {
  if (signals_hangup())
    return;
  leave(term);
  signals_stop();
  take_back(term);
}

void term_lend(Term *term) {
  leave(term);
  signals_lend();
}

void term_reclaim(Term *term) {
  signals_reclaim();
  take_back(term);
}

gboolean term_has_ended(const Term *term) {
  return signals_hangup() || term->gone;
}

/* ---- the screen as a whole -------------------------------------------------------------- */

const char *term_note(const Term *term) {
  return term->note;
}

void term_ascii(Term *term, gboolean ascii) {
  term->ascii = ascii;
  term_redraw(term);
}

Area term_area(const Term *term) {
  (void)term;
  return (Area){.rows = LINES, .columns = COLS};
}

void screen_resize(Term *term) {
  struct winsize size;
  if (ioctl(fileno(term->output), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resize_term(size.ws_row, size.ws_col);
  /* What the terminal has made of the old contents is not known. */
  clearok(curscr, TRUE);
}

void term_theme(Term *term, const Theme *theme) {
  style_set(term, theme);
  term_redraw(term);
}

void term_redraw(Term *term) {
  (void)term;
  clearok(curscr, TRUE);
}

void term_cursor(Term *term, int row, int column) {
  term->cursor_row = row;
  term->cursor_column = column;
}

void screen_frame(Term *term) {
  term->behind = frames_is_busy(&term->frames);
  if (term->behind)
    return;
  frames_capture(&term->frames);
  gboolean shown = term->cursor_row >= 0;
  if (shown != term->cursor_shown)
    curs_set(shown);
  term->cursor_shown = shown;
  leaveok(stdscr, !shown);
  if (shown)
    move(MIN(term->cursor_row, LINES - 1), CLAMP(term->cursor_column, 0, COLS - 1));
  wnoutrefresh(stdscr);
  doupdate();
  frames_release(&term->frames, LINES);
}

void term_flush(Term *term) {
  if (!signals_hangup() && !term->gone)
    screen_frame(term);
}

gboolean term_is_behind(const Term *term) {
  return term->behind || term->frames.waiting->len > 0;
}
