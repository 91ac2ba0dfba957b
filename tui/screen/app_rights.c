/* app_rights.c: footer, menu and palette ask for each action whether it may be done, at each key,
 * so what the file says of it is kept until the file changes. */
#include "tui/screen/app_rights.h"

#include "core/store/journal.h"
#include "core/store/permit.h"
#include "tui/screen/app_private.h"

struct Rights {
  GHashTable *levels; /* gint64* ledger → Access */
  gint64 task;        /* the one asked about last; 0: none yet … */
  gboolean within;    /* … and whether it is one of those the person may deal with */
  gboolean undo_known[2];
  gboolean undo[2]; /* undo, redo */
};

void rights_free(Rights *rights) {
  if (rights == NULL)
    return;
  g_hash_table_unref(rights->levels);
  g_free(rights);
}

void app_forget_rights(App *app) {
  g_clear_pointer(&app->rights, rights_free);
}

static Rights *rights_of(App *app) {
  if (app->rights == NULL) {
    app->rights = g_new0(Rights, 1);
    app->rights->levels = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  }
  return app->rights;
}

Access app_access(App *app, gint64 ledger) {
  Rights *rights = rights_of(app);
  gpointer known;
  if (g_hash_table_lookup_extended(rights->levels, &ledger, NULL, &known))
    return (Access)GPOINTER_TO_INT(known);
  Actor actor = app_actor(app);
  Access level = ACCESS_ADMIN;
  gboolean read = ledger != 0 ? permit_level(app->db, &actor, ledger, &level, NULL, NULL)
                              : permit_highest(app->db, &actor, &level, NULL);
  if (!read)
    level = ACCESS_ADMIN;
  g_hash_table_insert(rights->levels, g_memdup2(&ledger, sizeof ledger), GINT_TO_POINTER(level));
  return level;
}

/* TRUE where a task is one that the person may deal with. */
static gboolean is_within(App *app, gint64 task) {
  Rights *rights = rights_of(app);
  if (rights->task == task)
    return rights->within;
  Actor actor = app_actor(app);
  Access level;
  rights->task = task;
  if (!permit_task(app->db, &actor, task, &level, &rights->within, NULL))
    rights->within = TRUE;
  return rights->within;
}

/* The ledger that an action would change; 0: not known, or none. */
static gint64 ledger_meant(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  if (app_marked(top) != NULL)
    return app->ledger;
  gint64 chosen = app_chosen_task(top).ledger;
  return chosen != 0 && (action->needs & (NEED_TASK | NEED_OPEN_LEDGER)) ? chosen : app->ledger;
}

static gboolean is_foreign(App *app, const Action *action) {
  gint64 task = app_chosen_task(app_top(app)).id;
  return (action->needs & NEED_TASK) && task != 0 && app_marked(app_top(app)) == NULL &&
         !is_within(app, task);
}

gboolean app_permits(App *app, const Action *action) {
  Access need = action_access(action);
  if (need == ACCESS_READER)
    return TRUE;
  return app_access(app, ledger_meant(app, action)) >= need && !is_foreign(app, action);
}

char *app_permit_refusal(App *app, const Action *action) {
  Access need = action_access(action);
  if (app_permits(app, action))
    return NULL;
  gint64 ledger = ledger_meant(app, action);
  Access level = app_access(app, ledger);
  g_autofree char *whom = permit_whom(app->db, ledger);
  const char *who = app->person->who;
  if (level < need)
    return g_strdup_printf("“%s”需要“%s”，您（%s）是“%s”。%s", action->title, access_name(need),
                           who, access_name(level), whom);
  return g_strdup_printf("“%s”：这一项不属于您（%s）所在的单位。%s", action->title, who, whom);
}

gboolean app_has_undo(App *app, gboolean redo) {
  Rights *rights = rights_of(app);
  gint64 seq = 0;
  int which = redo ? 1 : 0;
  if (rights->undo_known[which])
    return rights->undo[which];
  Actor actor = app_actor(app);
  gboolean read = redo ? journal_redoable(app->db, actor.who, &seq, NULL)
                       : journal_undoable(app->db, actor.who, &seq, NULL);
  rights->undo_known[which] = TRUE;
  rights->undo[which] = !read || seq != 0;
  return rights->undo[which];
}
