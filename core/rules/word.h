/* word.h: what is stored as a code and read as a word. */
#pragma once

#include <glib.h>

typedef struct {
  const char *code; /* as files and data have it */
  const char *name; /* as people read it */
} Word;

/* The index of the word whose code is code; -1 where there is none. code may be NULL. */
int word_of_code(const Word *words, int count, const char *code);

/* The index of the word whose code or name is text; -1 where there is none. text may be NULL. */
int word_of_text(const Word *words, int count, const char *text);
