/* person.h: the people of a ledger file: what each may do (权限), and how colleagues call them.
 *
 * A right is about a person (by login name), a group of the operating system, or everybody else;
 * for one ledger or for all of the file; and may be limited to a unit's tasks. Which one counts
 * says store/permit.h.
 */
#pragma once

#include "core/store/permit.h"

#define PERSON_NAME_CHARACTERS_MAX 20
#define PERSON_LOGIN_BYTES_MAX 32 /* of a login name or a group; no system has longer ones */

typedef enum { PERSON_LOGIN, PERSON_GROUP, PERSON_OTHERS } PersonKind;

/* Code ("login", "group", "others") of a kind; static. */
const char *person_kind_code(PersonKind kind);

/* Whom a right is about. */
typedef struct {
  PersonKind kind;
  const char *name; /* the login name or the group; NULL for everybody else */
} PersonWho;

/* What a person types: zhangsan; @fgc for a group; *, others or 其他人 for everybody else. text is
 * borrowed by who. FALSE and error where it is none of these. */
gboolean person_who_parse(const char *text, PersonWho *who, GError **error);

/* The same as text: zhangsan, @fgc, 其他人. The caller frees. */
char *person_who_text(const PersonWho *who);

/* ---- the list ---------------------------------------------------------------------------- */

typedef struct {
  gint64 id; /* of the right; 0: the person has none of the own for the whole file, and level
                is what a group's or everybody else's right gives */
  PersonKind kind;
  char *who;     /* login name or group; NULL for everybody else */
  char *name;    /* how colleagues call the person; NULL: as login */
  char **groups; /* of the operating system, that a person is in; empty for others */
  Access level;
  PersonKind source;  /* whose right it is; of an id other than 0: the row's own kind */
  char *source_group; /* the group, where source is PERSON_GROUP; several that count together as
                         bgs、@fgc; NULL: another */
  gint64 ledger;      /* 0: the whole file */
  char *ledger_title; /* NULL: the whole file */
  int ledger_year;
  gint64 unit;     /* limited to its tasks; 0: not; by several groups, one of theirs */
  char *unit_name; /* 厅法规处; by several groups 厅法规处、厅公路处; NULL: not */
  gint64 last_seq; /* the person's newest entry in the journal; 0: none */
  gint64 last_at;  /* when: seconds since 1970-01-01 UTC; 0: never */
} PersonRow;

void person_row_free(PersonRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonRow, person_row_free)

/* The groups a login name is in, NULL-terminated; freed with g_strfreev(). */
typedef char **(*PersonGroups)(const char *login);

/* Everybody: people by login name (who has written, or has a right), each for the whole file first
 * and then for single ledgers; groups; everybody else. An array of PersonRow* that frees them; NULL
 * and error. */
GPtrArray *person_list(Db *db, PersonGroups groups, GError **error);

/* What somebody is for the whole file who has no right of the own for it: by the groups, or as
 * everybody else; also one whom the file does not name. NULL and error. */
PersonRow *person_derive(Db *db, PersonGroups groups, const char *login, GError **error);

/* 《…》（2026年）, or 全部台账: what a row is for. The caller frees. */
char *person_row_scope(const PersonRow *row);

/* 本人, 组 @fgc, 其他人: where a row's level comes from. The caller frees. */
char *person_row_source(const PersonRow *row);

/* How a login name is called; NULL where it has no name of its own. The caller frees. FALSE and
 * error. */
gboolean person_name(Db *db, const char *login, char **name, GError **error);

/* ---- changing ---------------------------------------------------------------------------- */

typedef struct {
  PersonWho who;
  gint64 ledger; /* 0: the whole file */
  gboolean set;  /* the next two are to be as they stand here */
  Access level;
  gint64 unit;      /* 0: no limit */
  const char *name; /* how colleagues call the person; NULL: stays; blank: as login */
} PersonInput;

/* Whether a right may be limited to a unit (0: no limit), and somebody of that kind be called name,
 * which is without blanks around it and may be "". FALSE and error. */
gboolean person_check_limit(Access level, gint64 unit, GError **error);
gboolean person_check_name(PersonKind kind, const char *name, GError **error);

/* Gives who a right, or another one, and a name, as one deed: "access.edit" where set, which a
 * 管理员 does; else "user.edit", one's own name being an 经办's. Refused where nothing would
 * change, where the last 管理员 would be gone, and for a limit that makes no sense. */
gboolean person_edit(Db *db, const Actor *actor, const PersonInput *input, GError **error);

/* Takes the right away that who has for ledger (0: for the whole file); what a group's or everybody
 * else's right gives counts then. Journaled "access.edit". Refused where there is none, or the last
 * 管理员 would be gone. */
gboolean person_remove(Db *db, const Actor *actor, const PersonWho *who, gint64 ledger,
                       GError **error);
