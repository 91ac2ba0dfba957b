/* permit.h: who may do what with a ledger file, by its table access.
 *
 * Every store_write() is held against it: before its writer runs, so that nobody works in vain, and
 * after, by what was really changed, so that no way leads round it. Reading is everybody's who can
 * open the file.
 *
 * The nearest row decides: the person's own comes before those of the person's groups, and these
 * before the one for everybody else; of each kind one for the ledger before one for the whole file.
 * Several groups of a person count together: the highest level does, limited to the units of all
 * rows of that level, or not at all where one of them is not. Without any row a person is 只读. In
 * a file that nobody has written yet everybody is 管理员: who writes first becomes it.
 */
#pragma once

#include "core/rules/access.h"
#include "core/store/write.h"

/* What the actor is for a ledger (0: what belongs to no ledger), and whether the actor is limited
 * to the tasks of some units (a 管理员 never is). limited may be NULL. FALSE and error where the
 * file cannot be read. */
gboolean permit_level(Db *db, const Actor *actor, gint64 ledger, Access *level, gboolean *limited,
                      GError **error);

/* The highest that the actor is anywhere: for the file or any ledger. What is above it, the actor
 * may never do. FALSE and error. */
gboolean permit_highest(Db *db, const Actor *actor, Access *level, GError **error);

/* What the actor is for a task (its ledger's level), and whether the task is one that the actor may
 * deal with: always where there is no limit to units; else where one of them, or a group that it is
 * in, stands to the task, or to the task it is a part of, in any role. within may be NULL.
 * STORE_ERROR_NOT_FOUND where there is no such task. */
gboolean permit_task(Db *db, const Actor *actor, gint64 task, Access *level, gboolean *within,
                     GError **error);

/* Before anybody types: FALSE with STORE_ERROR_FORBIDDEN and its reason where the actor may not do
 * a deed of that verb, whatever it comes to change. task: the one it is about; 0: none or several.
 * TRUE does not promise that all it changes may be changed. */
gboolean permit_allows(Db *db, const Actor *actor, const char *verb, gint64 task, GError **error);

/* The same for what is no deed: FALSE with STORE_ERROR_FORBIDDEN where the actor is less than level
 * for the file. what: what is asked for, in a refusal. */
gboolean permit_demand(Db *db, const Actor *actor, Access level, const char *what, GError **error);

/* 请管理员 lisi（李四）授权: who may give the actor more, for a ledger (0: the file). The caller
 * frees. */
char *permit_whom(Db *db, gint64 ledger);

/* Makes who writes known to the file; the first one becomes its 管理员. FALSE and error. */
gboolean permit_admit(Db *db, const char *login, GError **error);
