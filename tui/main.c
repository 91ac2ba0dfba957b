/* main.c: a word: that command; no arguments: the screens, or the reminder where there is no
 * terminal. */
#include "tui/command/invocation.h"
#include "tui/term/term.h"

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  if (!term_locale(&error)) {
    fprintf(stderr, "taizhang: %s\n", error->message); /* no encoding is right for all of it */
    return STATUS_FAILED;
  }
  g_auto(Invocation) invocation;
  int status;
  if (!invocation_init(&invocation, argc, argv, &status))
    return status;
  return command_run(&invocation);
}
