/* presence.h: who else is looking at a record, or changing it, now.
 *
 * A small file beside the ledger (.NAME.here, mode 0660), of which each program that runs holds one
 * slot by a lock: one that is killed is gone at once, with nothing to be cleaned up. The ledger
 * file itself is not touched. It is only a help: where the file cannot be made or is not what it
 * should be, nobody is seen, and nothing is refused for it. Whoever may write in the folder could
 * put another's name into it.
 */
#pragma once

#include <glib.h>

typedef struct Presence Presence;

#define PRESENCE_LOGIN_MAX 63 /* bytes of a login name that are kept */
#define PRESENCE_KIND_MAX 15  /* likewise of a table's name */

/* One program that is at a record. */
typedef struct {
  char *login;      /* cleaned, to be shown */
  gboolean editing; /* a form on the record is open */
  gint64 since;     /* seconds since 1970-01-01 UTC */
} PresenceOther;

/* Of the ledger file at path, for login. Opens nothing yet. Never NULL. */
Presence *presence_new(const char *path, const char *login);

/* Leaves the record; presence may be NULL. */
void presence_free(Presence *presence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Presence, presence_free)

/* Says that this program is at record id of a kind (the name of its table) since now; kind NULL: at
 * none. The same again changes nothing, and keeps the time. Any failure is silent. */
void presence_be(Presence *presence, const char *kind, gint64 id, gboolean editing, gint64 now);

/* Who else is at that record, those who change it first, then by time: an array that frees its
 * PresenceOther*. Never NULL. */
GPtrArray *presence_others(Presence *presence, const char *kind, gint64 id);
