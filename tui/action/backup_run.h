/* backup_run.h: the copy that is made on the first write of a day, by a program of its own, so that
 * nobody waits for it.
 */
#pragma once

#include "core/config/settings.h"
#include "tui/action/person.h"

/* The folder of copies of a ledger, as the settings say. The caller frees. */
char *backup_run_folder(const Settings *settings, const char *ledger);

/* Something was written: starts making the day's copy, where one is due. Nothing on a day that was
 * given (--as-of), which is no day of the calendar's. Why there is none where that is to be told:
 * the last attempt failed, or nothing can be started; NULL else. The caller frees. Reads names of
 * files only. */
char *backup_run_daily(const Settings *settings, const Person *person, const char *ledger);
