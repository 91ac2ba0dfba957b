/* shared_view.h: views (视图) that are kept in the ledger file, for all who use it. */
#pragma once

#include "core/rules/view.h"
#include "core/store/write.h"

#define VIEW_NAME_CHARACTERS_MAX 30

/* Those of the file in their order, as an array of View* that frees them. What of a definition
 * cannot be read, as where a newer program has written it, is left as in a new view. NULL and
 * error.
 */
GPtrArray *shared_view_list(Db *db, GError **error);

/* Refuses a name that is blank, too long or cannot be shown. FALSE and error. */
gboolean shared_view_check_name(const char *name, GError **error);

/* Adds a view behind those there are, or gives the one of its name another definition; journaled
 * "view.save". Only name and definition are read. */
gboolean shared_view_save(Db *db, const Actor *actor, const View *view, GError **error);

/* Journaled "view.rename". Refused where one of the new name is there. */
gboolean shared_view_rename(Db *db, const Actor *actor, gint64 id, const char *name,
                            GError **error);

/* Journaled "view.remove". */
gboolean shared_view_remove(Db *db, const Actor *actor, gint64 id, GError **error);
