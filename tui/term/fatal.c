#include "tui/term/fatal.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define WORDS                                                                                                           \
  "taizhang: 内存不足，或程序自身出错，已退出。已保存的都在；没保存的内容留作草稿，" \
  "下次打开时会提示\r\n"

enum { TEXT_SIZE = 512, STACK_SIZE = 16384 };

static const int handled[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

/* A signal handler has no argument of ours, and nothing may be allocated any more. */
static struct {
  char words[TEXT_SIZE];
  gsize length;
  char leave[TEXT_SIZE];
  gsize leave_length;
  struct termios before;
  int terminal;
  volatile sig_atomic_t has_screen;
  char stack[STACK_SIZE];
} state;

static void put(int file, const char *bytes, gsize length) {
  while (length > 0) {
    ssize_t written = write(file, bytes, length);
    if (written <= 0)
      return;
    bytes += written;
    length -= (gsize)written;
  }
}

static void on_fatal(int number) {
  if (state.has_screen) {
    put(state.terminal, state.leave, state.leave_length);
    tcsetattr(state.terminal, TCSANOW, &state.before);
  }
  put(STDERR_FILENO, state.words, state.length);
  raise(number); /* by now it has its usual meaning */
}

/* A file that may not grow then is an error of writing, told of like a full disk. */
static void on_limit(int number) {
  (void)number;
}

/* GLib's own line is English, and would go onto the screen. */
static GLogWriterOutput write_log(GLogLevelFlags level, const GLogField *fields, gsize count,
                                  gpointer data) {
  if ((level & G_LOG_LEVEL_ERROR) != 0)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default(level, fields, count, data);
}

void fatal_speak(void) {
  g_autofree char *words = g_locale_from_utf8(WORDS, -1, NULL, NULL, NULL);
  if (words != NULL)
    state.length = g_strlcpy(state.words, words, TEXT_SIZE);
}

void fatal_begin(void) {
  state.length = g_strlcpy(state.words, WORDS, TEXT_SIZE);
  g_log_set_writer_func(write_log, NULL, NULL);
  stack_t stack = {.ss_sp = state.stack, .ss_size = STACK_SIZE};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_handler = on_fatal,
                             .sa_flags = SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER};
  sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = on_limit, .sa_flags = SA_RESTART}, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(handled); i++) {
    struct sigaction before;
    sigaction(handled[i], NULL, &before);
    if (before.sa_handler == SIG_DFL) /* and no tool that looks for mistakes has it */
      sigaction(handled[i], &action, NULL);
  }
}

void fatal_guard(int terminal, const char *leave, const struct termios *before) {
  state.terminal = terminal;
  state.leave_length = MIN(g_strlcpy(state.leave, leave, TEXT_SIZE), TEXT_SIZE - 1);
  state.before = *before;
  state.has_screen = 1;
}

void fatal_release(void) {
  state.has_screen = 0;
}
