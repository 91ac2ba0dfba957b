/* letter_values.h: what a letter about a task says; the same for commands and screens. */
#pragma once

#include "core/model/supervision.h"
#include "core/model/task.h"
#include "core/rules/letter.h"

/* The units that answer for a task (as answer.h has it): those that lead, else those responsible;
 * where there are neither, all. The caller frees. */
char *letter_values_units(const Task *task);

/* The values of a task, loaded with reckoning, for a letter that who (a login name) writes: all but
 * BLANK_ASK and those of a notice. *values is zeroed before, or filled by an earlier call. FALSE
 * and error. */
gboolean letter_values_of_task(Db *db, const Reckoning *reckoning, const Task *task,
                               const char *who, LetterValues *values, GError **error);

/* Sets those of a notice of that level but BLANK_DOCUMENT, which notice_issue() fills in. */
void letter_values_of_notice(LetterValues *values, int level, Day answer_by);

/* The values of a notice that was issued, about its task (loaded with reckoning): by whom, on which
 * day and how late the task was on that day; what it asks for where its text was written by
 * template. Signed for by its author. FALSE and error. */
gboolean letter_values_as_issued(Db *db, const Reckoning *reckoning, const Notice *notice,
                                 const Task *task, const char *template, LetterValues *values,
                                 GError **error);
