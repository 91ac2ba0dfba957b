#include "tui/command/prompt.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/command/output.h"

#define LIBRARY "libedit.so.2" /* BSD; GNU readline has a licence that binds who links it */

struct Prompt {
  void *library; /* NULL: none */
  char *(*readline)(const char *prompt);
  int (*add_history)(const char *line);
};

Prompt *prompt_new(void) {
  Prompt *prompt = g_new0(Prompt, 1);
  prompt->library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (prompt->library != NULL) {
    *(void **)&prompt->readline = dlsym(prompt->library, "readline"); /* as POSIX has it */
    *(void **)&prompt->add_history = dlsym(prompt->library, "add_history");
  }
  return prompt;
}

void prompt_free(Prompt *prompt) {
  if (prompt == NULL)
    return;
  /* The library stays loaded: it has handlers of its own to take back at the end. */
  g_free(prompt);
}

/* A line as the terminal gives it, with its end taken off; NULL at the end. */
static char *read_plain(const char *words) {
  fputs(words, stdout);
  fflush(stdout);
  char *line = NULL;
  size_t size = 0;
  ssize_t length = getline(&line, &size, stdin);
  if (length < 0) {
    free(line);
    return NULL;
  }
  line[strcspn(line, "\n")] = '\0';
  return line;
}

gboolean prompt_read(Prompt *prompt, const char *words, char **line) {
  g_autofree char *shown = output_encode(words);
  char *typed = prompt->readline != NULL ? prompt->readline(shown) : read_plain(shown);
  *line = NULL;
  if (typed == NULL)
    return FALSE;
  *line = g_locale_to_utf8(typed, -1, NULL, NULL, NULL);
  free(typed);
  if (*line == NULL)
    output_complain("输入的文字与终端的编码不一致，请检查终端的编码与 LANG 是否一致");
  return TRUE;
}

void prompt_remember(Prompt *prompt, const char *text) {
  g_autofree char *encoded = output_encode(text);
  if (prompt->add_history != NULL && *text != '\0')
    prompt->add_history(encoded);
}
