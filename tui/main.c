/* main.c: no arguments: the screens; a word: that command. */
#include <locale.h>
#include <stdlib.h>

#include "tui/command/invocation.h"

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_auto(Invocation) invocation;
  int status;
  if (!invocation_init(&invocation, argc, argv, &status))
    return status;
  return command_run(&invocation);
}
