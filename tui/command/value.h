/* value.h: what options and arguments say, as numbers, dates and clean text. */
#pragma once

#include "core/rules/day.h"
#include "tui/command/invocation.h"

/* Options' values. text NULL (not given) leaves *value as it is. FALSE after saying what is wrong:
 * the command then returns STATUS_USAGE. */
gboolean value_number(const char *option, const char *text, int least, int most, int *value);
gboolean value_day(const char *option, const char *text, Day *value);
/* A month as 2026-11; both are left as they are where text is NULL. */
gboolean value_month(const char *option, const char *text, int *year, int *month);
/* A month as 11 (then *year stays) or 2026-11. */
gboolean value_month_of(const char *option, const char *text, int *year, int *month);

/* An argument as a task's id: 4; or 第4项, where the file has one ledger only (task_of_number()); -
 * reads it from standard input, where exactly one must stand. For commands that work on one task;
 * ids.h is for those that take several. As above. */
gboolean value_task(const Invocation *invocation, const char *text, gint64 *id);

/* The same without -, where the caller says what is wrong: *why, which the caller frees, stays NULL
 * where that has been said. *db is opened for reading where it is needed and NULL; the caller
 * closes it. */
gboolean value_task_of(const Invocation *invocation, Db **db, const char *text, gint64 *id,
                       char **why);

/* All of standard input as UTF-8, for what (--text, 编号); NULL after saying why, also where it has
 * been read to its end before. The caller frees. */
char *value_input(const char *what);

/* Text as a person gives it, cleaned and without blanks around it; "-" reads standard input. FALSE
 * after saying what is wrong, as for text that is all blanks: the command then returns
 * STATUS_FAILED. The caller frees *value. */
gboolean value_text(const char *option, const char *text, char **value);
