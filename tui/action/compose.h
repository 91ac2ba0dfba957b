/* compose.h: writing a letter about a task from the office's templates; the same for commands and
 * screens. */
#pragma once

#include "core/config/letters.h"
#include "core/model/letter_values.h"

/* Stands for {文号} where a letter is only looked at. */
#define COMPOSE_NO_NUMBER "（签发时编号）"

/* The templates in force: those shipped with the office's own on top. What is wrong in its file is
 * left out and described in *problems, one string each (never NULL; the caller unrefs). NULL and
 * error. */
Letters *compose_letters(GPtrArray **problems, GError **error);

/* A letter that was written. */
typedef struct {
  char *subject; /* of a mail */
  char *text;
  char *ask; /* what it asks for: words, or the template's own */
} Composed;

void composed_clear(Composed *composed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Composed, composed_clear)

/* A 催办 about a task that was loaded with reckoning, by who (login name); words, when not NULL,
 * are what it asks for. FALSE and error. */
gboolean compose_nudge(Db *db, const Reckoning *reckoning, const Letters *letters, const Task *task,
                       const char *who, const char *words, Composed *composed, GError **error);

/* A notice likewise. {文号} is in it still: notice_issue() fills it in. */
gboolean compose_notice(Db *db, const Reckoning *reckoning, const Letters *letters,
                        const Task *task, const char *who, int level, Day answer_by,
                        const char *words, Composed *composed, GError **error);

/* Letters as one text: pages of columns, a line between each and the next. NULL-terminated. The
 * caller frees. */
char *compose_pages(const char *const *texts, int columns);
