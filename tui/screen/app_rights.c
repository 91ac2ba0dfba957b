/* app_rights.c: footer, menu and palette ask for each action whether it may be done, at each key,
 * so what the file says of it is kept until the file changes. */
#include "tui/screen/app_rights.h"

#include "core/model/person.h"
#include "core/rules/text.h"
#include "core/store/journal.h"
#include "core/store/permit.h"
#include "tui/screen/app_private.h"

/* The place of what belongs to no ledger among levels, where 0 stands for the highest of all. */
#define FILE_ITSELF (-1)

/* What the person is for a ledger. */
typedef struct {
  gint64 ledger; /* the key */
  Access level;
  gboolean limited; /* to the tasks of some units */
} Right;

struct Rights {
  char *problem;      /* why something of it could not be read; NULL: nothing went wrong */
  GHashTable *levels; /* Right, by its ledger */
  char *name;         /* how colleagues call the person; NULL: not read yet */
  GHashTable *names;  /* the same of everybody that was asked about, by login name */
  gint64 task;        /* the one asked about last; 0: none yet … */
  gboolean within;    /* … and whether it is one of those the person may deal with */
  gboolean undo_known[2];
  gboolean undo[2]; /* undo, redo */
};

void rights_free(Rights *rights) {
  if (rights == NULL)
    return;
  g_hash_table_unref(rights->levels);
  g_hash_table_unref(rights->names);
  g_free(rights->name);
  g_free(rights->problem);
  g_free(rights);
}

void app_forget_rights(App *app) {
  g_clear_pointer(&app->rights, rights_free);
}

static Rights *rights_of(App *app) {
  if (app->rights == NULL) {
    app->rights = g_new0(Rights, 1);
    app->rights->levels = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    app->rights->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  }
  return app->rights;
}

/* Nothing is allowed that is not known to be; why, is told by refusals. Takes error. */
static void note_problem(Rights *rights, GError *error) {
  if (rights->problem == NULL)
    rights->problem = text_clean(error->message, FALSE);
  g_error_free(error);
}

gboolean app_rights_failed(const App *app) {
  return app->rights != NULL && app->rights->problem != NULL;
}

gboolean app_knows_access(const App *app) {
  return !app_rights_failed(app);
}

static gboolean read_right(App *app, Right *right, GError **error) {
  Actor actor = app_actor(app);
  Access whole;
  if (right->ledger > 0)
    return permit_level(app->db, &actor, right->ledger, &right->level, &right->limited, error);
  if (!permit_level(app->db, &actor, 0, &right->level, &right->limited, error))
    return FALSE;
  if (right->ledger == FILE_ITSELF)
    return TRUE;
  whole = right->level;
  if (!permit_highest(app->db, &actor, &right->level, error))
    return FALSE;
  if (right->level != whole)
    right->limited = FALSE; /* of which ledger that is, is not asked */
  return TRUE;
}

static const Right *right_for(App *app, gint64 ledger) {
  Rights *rights = rights_of(app);
  Right *right = g_hash_table_lookup(rights->levels, &ledger);
  if (right != NULL)
    return right;
  right = g_new0(Right, 1);
  right->ledger = ledger;
  GError *error = NULL;
  if (!read_right(app, right, &error)) {
    note_problem(rights, error);
    right->level = ACCESS_READER;
    right->limited = FALSE;
  }
  g_hash_table_insert(rights->levels, &right->ledger, right);
  return right;
}

Access app_access(App *app, gint64 ledger) {
  return right_for(app, ledger)->level;
}

gboolean app_only_reads(App *app) {
  return app_access(app, 0) == ACCESS_READER && !app_rights_failed(app);
}

Access app_file_access(App *app) {
  return right_for(app, FILE_ITSELF)->level;
}

char *app_own_title(App *app) {
  Rights *rights = rights_of(app);
  if (rights->name == NULL && !person_name(app->db, app->person->who, &rights->name, NULL))
    rights->name = NULL;
  if (rights->name == NULL)
    rights->name = g_strdup(app->person->who);
  Access level = app_access(app, app->ledger);
  return rights->problem != NULL ? g_strdup(rights->name)
                                 : g_strdup_printf("%s %s", rights->name, access_name(level));
}

const char *app_person_name(App *app, const char *login) {
  Rights *rights = rights_of(app);
  if (login == NULL)
    return "";
  const char *known = g_hash_table_lookup(rights->names, login);
  if (known != NULL)
    return known;
  char *name = NULL;
  if (!person_name(app->db, login, &name, NULL) || name == NULL)
    name = text_clean(login, FALSE);
  g_hash_table_insert(rights->names, g_strdup(login), name);
  return name;
}

/* TRUE where a task is one that the person may deal with. */
static gboolean is_within(App *app, gint64 task) {
  Rights *rights = rights_of(app);
  if (rights->task == task)
    return rights->within;
  Actor actor = app_actor(app);
  Access level;
  rights->task = task;
  GError *error = NULL;
  if (!permit_task(app->db, &actor, task, &level, &rights->within, &error)) {
    note_problem(rights, error);
    rights->within = FALSE;
  }
  return rights->within;
}

/* The ledger that an action would change; 0: not known, or none. */
static gint64 ledger_meant(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  if (action->contexts == CONTEXT_BIT(CONTEXT_PEOPLE))
    return FILE_ITSELF;
  if (app_marked(top) != NULL)
    return app->ledger;
  gint64 chosen = app_chosen_task(top).ledger;
  return chosen != 0 && (action->needs & (NEED_TASK | NEED_OPEN_LEDGER)) ? chosen : app->ledger;
}

/* What is done with the chosen task, or with what of it is chosen: an application, a 督办单. */
static gboolean is_about_task(const Action *action) {
  return (action->needs & NEED_TASK) || action->id == ACTION_DECIDE ||
         action->id == ACTION_ANSWER || action->id == ACTION_RAISE || action->id == ACTION_WITHDRAW;
}

static gboolean is_foreign(App *app, const Action *action) {
  gint64 task = app_chosen_task(app_top(app)).id;
  return is_about_task(action) && task != 0 && app_marked(app_top(app)) == NULL &&
         !is_within(app, task);
}

static gboolean is_beyond_unit(App *app, const Action *action) {
  return right_for(app, ledger_meant(app, action))->limited &&
         access_is_beyond_unit(action_verb(action));
}

gboolean app_lacks_level(App *app, const Action *action) {
  return app_access(app, ledger_meant(app, action)) < action_access(action);
}

gboolean app_permits(App *app, const Action *action) {
  return action_access(action) == ACCESS_READER ||
         (!app_lacks_level(app, action) && !is_beyond_unit(app, action) &&
          !is_foreign(app, action));
}

char *app_permit_refusal(App *app, const Action *action) {
  if (app_permits(app, action))
    return NULL;
  if (app_rights_failed(app))
    return g_strdup_printf("“%s”：现在读不了您的权限，过一会儿会再读：%s", action->title,
                           app->rights->problem);
  gint64 ledger = ledger_meant(app, action);
  g_autofree char *whom = permit_whom(app->db, MAX(ledger, 0));
  const char *who = app_person_name(app, app->person->who);
  if (app_lacks_level(app, action))
    return g_strdup_printf("“%s”需要“%s”，您（%s）是“%s”。%s", action->title,
                           access_name(action_access(action)), who,
                           access_name(app_access(app, ledger)), whom);
  if (is_beyond_unit(app, action))
    return g_strdup_printf("“%s”涉及全部单位，您（%s）只办理一个单位的任务。%s", action->title, who,
                           whom);
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
