/* phrases.h: sentences that are written again and again (常用语): data/phrases.yaml, and a person's
 * own before them.
 */
#pragma once

#include "core/rules/letter.h"

/* Where they are written. */
typedef enum {
  PHRASES_PROGRESS,  /* 进展情况 */
  PHRASES_ANSWER,    /* the answer to a 督办单 */
  PHRASES_EXTENSION, /* why more time is asked for */
} PhrasesUse;
#define PHRASES_USE_COUNT 3

/* What may be filled in, as bits of LetterBlank: {任务} {单位} {月} {日期}. */
#define PHRASES_BLANKS (1u << BLANK_GOAL | 1u << BLANK_UNITS | 1u << BLANK_MONTH | 1u << BLANK_DATE)

typedef struct {
  GPtrArray *texts[PHRASES_USE_COUNT]; /* char*: as written, with their blanks */
} Phrases;

/* Reads the phrases the program comes with, which must have every use, and puts those of user (a
 * file that need not exist, nor say everything) before them. A phrase of the user's with a mistake
 * is left out and described, with its line, in *problems (never NULL afterwards; the caller
 * unrefs); if the whole file cannot be read, that is one problem. NULL and error only for a mistake
 * in shipped. */
Phrases *phrases_load(const char *shipped, const char *user, GPtrArray **problems, GError **error);

void phrases_free(Phrases *phrases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)

/* The phrases of a use, filled in, each once. NULL-terminated; the caller g_strfreev()s. */
char **phrases_fill(const Phrases *phrases, PhrasesUse use, const LetterValues *values);
