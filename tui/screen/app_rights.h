/* app_rights.h: what the person may do, as the file says now; read once, until it changes. For
 * app*.c alone.
 */
#pragma once

#include "tui/action/action.h"
#include "tui/screen/app.h"

typedef struct Rights Rights;

void rights_free(Rights *rights);

/* Drops what was read; the file has changed. */
void app_forget_rights(App *app);

/* TRUE where something of it could not be read: it is then as for whoever only reads. */
gboolean app_rights_failed(const App *app);

/* TRUE where the person is 只读 for every ledger, as far as could be read. */
gboolean app_only_reads(App *app);

/* 张三 经办: who the person is, and as what; by the login name where there is no other; as
 * what only where that could be read. The caller frees. */
char *app_own_title(App *app);

/* TRUE where an action needs a higher level than the person's. */
gboolean app_lacks_level(App *app, const Action *action);

/* TRUE where the person may do an action with what is chosen, as far as level and unit go. */
gboolean app_permits(App *app, const Action *action);

/* Why not, and who may give more; NULL where app_permits(). The caller frees. */
char *app_permit_refusal(App *app, const Action *action);

/* TRUE where there is a deed of the person's that undo, or with redo redo, would take back. */
gboolean app_has_undo(App *app, gboolean redo);
