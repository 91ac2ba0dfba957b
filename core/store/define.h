/* define.h: functions written in C that SQL may call. They only compute and read; none changes
 * anything. */
#pragma once

#include "core/store/db.h"

/* One call of such a function: its arguments from 0, and what it gives. */
typedef struct DbCall DbCall;
typedef void (*DbFunction)(DbCall *call, gpointer data);

/* Makes function callable by that name with so many arguments, as long as db is open. data is
 * borrowed. FALSE and error. */
gboolean db_define(Db *db, const char *name, int arguments, DbFunction function, gpointer data,
                   GError **error);

/* An argument; 0 and NULL for NULL. Text is borrowed until the call ends. */
gint64 call_int(const DbCall *call, int index);
const char *call_text(const DbCall *call, int index);

/* What the call gives; without one of them, NULL. Text is copied, NULL text gives NULL. */
void call_give_int(DbCall *call, gint64 value);
void call_give_text(DbCall *call, const char *value);

/* Ends the statement with that message. */
void call_fail(DbCall *call, const char *message);
