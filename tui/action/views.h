/* views.h: all views (视图) that a person has: those the program came with, the person's own, and
 * those that are shared in the ledger file, as one list.
 */
#pragma once

#include "core/config/settings.h"
#include "core/config/view_file.h"
#include "core/model/shared_view.h"

/* The person's file of views and of how lists of tasks were left; problems as view_file_load(). */
ViewFile *views_load(GPtrArray **problems);

/* All of them in the order of the person's file; a view of the person's own goes before one of its
 * name that is shared or came with the program. today and settings say what 本季度 and 我处 are. An
 * array of View* that frees them; NULL and error. */
GPtrArray *views_list(Db *db, const ViewFile *file, const Settings *settings, Day today,
                      GError **error);

/* The one of that name; NULL where there is none. Borrowed. */
const View *views_find(const GPtrArray *views, const char *name);

/* Moves a view by delta places in the order, and saves that. FALSE and error. */
gboolean views_move(ViewFile *file, const GPtrArray *views, const char *name, int delta,
                    GError **error);

/* Saves a view where its origin says: private, or shared in db. FALSE and error. */
gboolean views_save(Db *db, const Actor *actor, ViewFile *file, const View *view, GError **error);

/* Gives a view another name: refused for one that came with the program, and where a view of that
 * name is there. FALSE and error. */
gboolean views_rename(Db *db, const Actor *actor, ViewFile *file, const GPtrArray *views,
                      const View *view, const char *name, GError **error);

/* Takes a view away; one that came with the program is not listed any more. FALSE and error. */
gboolean views_remove(Db *db, const Actor *actor, ViewFile *file, const View *view, GError **error);

/* The ledger that a view is of: 0 for every one. FALSE and error where it is not in the file. For a
 * view of whichever is looked at *ledger stays. */
gboolean views_ledger(Db *db, const View *view, gint64 *ledger, GError **error);

/* How a view names a ledger. The caller frees. */
char *views_ledger_name(int year, const char *title);
