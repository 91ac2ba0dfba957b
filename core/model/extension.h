/* extension.h: extensions (延期): asked before the due date, with reason and new date; approved or
 * refused by somebody else. The original date stays on record. */
#pragma once

#include "core/model/reckoning.h"

typedef enum {
  EXTENSION_ASKED,     /* 待审批 */
  EXTENSION_APPROVED,  /* 已批准 */
  EXTENSION_REFUSED,   /* 不同意 */
  EXTENSION_WITHDRAWN, /* 已撤回 */
} ExtensionState;
#define EXTENSION_STATE_COUNT 4

const char *extension_state_code(ExtensionState state);
const char *extension_state_name(ExtensionState state);
/* The state of a code or a name; FALSE, and *out untouched, where text is neither. text may be
 * NULL. */
gboolean extension_state_parse(const char *text, ExtensionState *out);

typedef struct {
  gint64 id;
  gint64 task;
  Day asked_on;
  char *asked_by;
  char *reason;
  char *old_deadline; /* NULL: none */
  Day old_due;
  char *new_deadline;
  Day new_due;
  ExtensionState state;
  Day decided_on;   /* DAY_NONE: not yet */
  char *decided_by; /* NULL: not yet */
  char *decision;   /* NULL: nothing was said */
} Extension;

void extension_free(Extension *extension);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Extension, extension_free)

/* Extensions of a task (0: of all), oldest first; only_asked narrows to those that wait, which
 * none does in a ledger that is 封存. An array of Extension* that frees them; NULL and error. */
GPtrArray *extension_list(Db *db, gint64 task, gboolean only_asked, GError **error);

/* The one of that id. NULL and error: STORE_ERROR_NOT_FOUND where there is none. */
Extension *extension_load(Db *db, gint64 id, GError **error);

/* The original due date of a task: before its first approved extension; DAY_NONE where none was
 * approved. FALSE and error. */
gboolean extension_original(Db *db, gint64 task, Day *due, GError **error);

/* FALSE, and why, where extension_ask() would refuse whatever is asked for today: the task is done,
 * closed or void, a 排名指标 or 扣分项, it has no due date or that has passed, or another one
 * waits. */
gboolean extension_allows(Db *db, const Reckoning *reckoning, Day today, gint64 task,
                          GError **error);

/* FALSE, and why, where extension_ask() would refuse this deadline of a task. */
gboolean extension_reads(Db *db, gint64 task, const char *deadline, GError **error);

/* Asks for more time, journaled "extension.ask". deadline is text as in 完成时限, from which a date
 * later than the due date must be read, and for a part one not after its task's. Refused without a
 * reason, and where extension_allows() is FALSE; a due date has passed as the policy rolls it.
 * *id, when not NULL, receives it. */
gboolean extension_ask(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                       const char *deadline, const char *reason, gint64 *id, GError **error);

/* Inside a writer: as extension_ask(), which journals nothing here. */
gboolean extension_put(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                       const char *deadline, const char *reason, gint64 *id, GError **error);

/* Whether the actor may decide on an extension: refused where it waits no more, and for the person
 * who asked, unless the ledger's policy lets one person do both. */
gboolean extension_check_decider(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                                 GError **error);

/* Approves or refuses one that waits, journaled "extension.approve" / "extension.refuse". decision
 * may be NULL when approving, not when refusing. Not by who asked, unless the policy lets one
 * person do both. Approving makes the new date the task's deadline and due date; refused where the
 * task's due date has changed since it was asked, and for one that is closed or void by now. */
gboolean extension_decide(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                          gboolean approve, const char *decision, GError **error);

/* Takes back one's own that waits, journaled "extension.withdraw". */
gboolean extension_withdraw(Db *db, const Actor *actor, gint64 id, GError **error);
