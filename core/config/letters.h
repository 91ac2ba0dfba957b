/* letters.h: the templates of letters: data/letters.yaml with an office's own file on top. */
#pragma once

#include "core/config/document.h"
#include "core/rules/letter.h"

/* One letter's templates; see letter.h for what they may hold. */
typedef struct {
  char *subject; /* one line: the subject of a mail */
  char *text;    /* the letter, with {要求} somewhere */
  char *ask;     /* what {要求} says where nobody wrote own words */
} Letter;

typedef struct {
  Letter letters[LETTER_KIND_COUNT];
} Letters;

/* Reads shipped, which must have every letter whole, and puts user on top (a file that need not
 * exist, nor say everything). A letter of the user's file with a mistake is left out and described,
 * with its line, in *problems (never NULL afterwards; the caller unrefs); if the whole file cannot
 * be read, that is one problem. NULL and error only for a mistake in shipped. */
Letters *letters_load(const char *shipped, const char *user, GPtrArray **problems, GError **error);

void letters_free(Letters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, letters_free)

/* The template that a node of a file holds, cleaned; blanks (bits 1 << LetterBlank): what it may
 * have. NULL and error, which names the line. The caller frees. */
char *letters_template(const DocumentNode *node, guint blanks, GError **error);

/* A letter, filled in. words, when not NULL, are what it asks for instead of the template's own; in
 * either case values gets them as BLANK_ASK. The caller frees it, and *subject (NULL: not
 * wanted). */
char *letters_write(const Letters *letters, LetterKind kind, LetterValues *values,
                    const char *words, char **subject);
