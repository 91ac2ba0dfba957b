/* prompt.h: lines typed at a prompt, with history and editing where libedit is installed. */
#pragma once

#include <glib.h>

typedef struct Prompt Prompt;

/* libedit is looked for when this is called and never before: no other part of the program needs
 * it, and without it lines are read as the terminal gives them. */
Prompt *prompt_new(void);

/* The next line after words, as UTF-8 and without its end, in *line, which the caller frees; NULL
 * where what was typed is not of the locale's encoding, which has been said. FALSE at the end of
 * what is typed. */
gboolean prompt_read(Prompt *prompt, const char *words, char **line);

/* Puts what was typed where the up arrow finds it. */
void prompt_remember(Prompt *prompt, const char *text);

/* prompt may be NULL. */
void prompt_free(Prompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)
