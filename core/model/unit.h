/* unit.h: a unit (责任处室、单位): an office, or a group of offices with members. Units are known
 * in every ledger.
 *
 * A unit is found by its name and by its other names: 别名; 原名, which it had before it was 改名;
 * and the names of units that were 并入. No name finds two units. A unit that was 并入, or was 改名
 * while a 封存 ledger names it, has ended: its row stays, so that the old year prints the old name;
 * whatever is in use was moved to its successor, which its name finds.
 */
#pragma once

#include "core/rules/light.h"
#include "core/store/write.h"

typedef enum {
  UNIT_OFFICE, /* 内设处室 */
  UNIT_BODY,   /* 下属单位 */
  UNIT_LOCAL,  /* 市县部门 */
  UNIT_GROUP,  /* 集合: 五市交通运输局 */
} UnitKind;
#define UNIT_KIND_COUNT 4

/* The code of a kind ("office"), its Chinese name; static. */
const char *unit_kind_code(UnitKind kind);
const char *unit_kind_name(UnitKind kind);
/* The kind for a code or a Chinese name; FALSE where it is none. */
gboolean unit_kind_parse(const char *text, UnitKind *kind);

typedef struct {
  gint64 id;
  char *name; /* full name, unique: 厅法规处 */
  UnitKind kind;
  gint64 parent;    /* 上级单位; 0: none known */
  char *phone;      /* 联系电话 of the office; NULL: not known */
  char *mail;       /* NULL: not known */
  gint64 successor; /* the unit in use that it went into; 0: it is in use itself */
} Unit;

void unit_free(Unit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unit, unit_free)

/* All units by id, also those that have ended: for naming what refers to them. An array of Unit*
 * that frees them; NULL and error. */
GPtrArray *unit_list(Db *db, GError **error);

/* The units in use, by id: for choosing. As unit_list(). */
GPtrArray *unit_list_in_use(Db *db, GError **error);

/* The unit of that id, also one that has ended. STORE_ERROR_NOT_FOUND where there is none. */
Unit *unit_load(Db *db, gint64 id, GError **error);

/* The unit in use that a name finds; blanks around it do not count. Where there is none:
 * STORE_ERROR_NOT_FOUND, naming the nearest. */
Unit *unit_find(Db *db, const char *name, GError **error);

/* The members of a group in use, by id; an empty array where none are known. As unit_list(). */
GPtrArray *unit_members(Db *db, gint64 group, GError **error);

/* The groups a unit is a member of, and the units in use whose 上级单位 it is. As unit_list(). */
GPtrArray *unit_groups(Db *db, gint64 member, GError **error);
GPtrArray *unit_children(Db *db, gint64 parent, GError **error);

/* ---- names ------------------------------------------------------------------------------ */

/* One name by which a unit in use is found. */
typedef struct {
  char *name;
  char *full; /* the unit's own name; equal to name for that */
  gint64 unit;
} UnitName;

/* Every name by which a unit is found: the full names by id, then the others. An array of UnitName*
 * that frees them; NULL and error. */
GPtrArray *unit_name_list(Db *db, GError **error);

typedef enum {
  UNIT_ORIGIN_ALIAS,   /* 别名 */
  UNIT_ORIGIN_RENAMED, /* 原名 */
  UNIT_ORIGIN_MERGED,  /* 并入 */
} UnitOrigin;

/* 别名, 原名, 并入, and their codes; static. */
const char *unit_origin_name(UnitOrigin origin);
const char *unit_origin_code(UnitOrigin origin);
/* The origin for a code; FALSE where it is none. */
gboolean unit_origin_parse(const char *code, UnitOrigin *origin);

typedef struct {
  gint64 unit; /* the unit in use */
  char *name;
  UnitOrigin origin;
  Day made_on;  /* since when it is one */
  gint64 ended; /* the ended unit whose name it is; 0: the name alone is left */
} UnitAlias;

/* The other names of a unit, oldest first; with unit 0 of all, by unit. An array of UnitAlias* that
 * frees them; NULL and error. */
GPtrArray *unit_aliases(Db *db, gint64 unit, GError **error);

/* ---- what refers to it ------------------------------------------------------------------- */

/* What refers to a unit itself, not to groups it is in, nor to units that went into it. */
typedef struct {
  int roles[ROLE_COUNT];  /* tasks by role; one with two roles counts in both */
  int tasks;              /* of all ledgers, each once */
  int frozen;             /* how many of them in 封存 ledgers */
  int ledgers;            /* how many ledgers they are in */
  int submissions;        /* 报送, and 进展 in its name */
  int frozen_submissions; /* how many of them in 封存 ledgers */
  int sendouts;           /* tables it was sent to fill in */
  int own_ledgers;        /* ledgers that are its own */
  int cases;
  int plans;    /* 选题计划 that ask it for cases */
  int groups;   /* groups it is a member of */
  int members;  /* its own members */
  int children; /* units in use whose 上级单位 it is */
  int limits;   /* rights that are limited to its tasks */
} UnitUse;

gboolean unit_use(Db *db, gint64 unit, UnitUse *use, GError **error);

/* 任务12项（牵头3、责任9）、案例2篇: what unit_use() found; 没有引用 where that is nothing. The
 * caller frees.
 */
char *unit_use_text(const UnitUse *use);

/* How many tasks name each unit in use, or one that went into it: gint64* → int in a pointer. The
 * caller unrefs; NULL and error. */
GHashTable *unit_task_counts(Db *db, GError **error);

/* How a unit in use, or one that went into it, stands to a task itself. */
typedef struct {
  gint64 task;
  Role role;
} UnitTask;

/* Its tasks in all ledgers, by task and role: an array of UnitTask; NULL and error. */
GArray *unit_tasks(Db *db, gint64 unit, GError **error);

/* A unit with everything that is shown of it. */
typedef struct {
  Unit *unit;
  char *parent;        /* 上级单位; NULL: none known */
  GPtrArray *aliases;  /* UnitAlias* */
  GPtrArray *members;  /* Unit* */
  GPtrArray *groups;   /* Unit*: the groups it is in */
  GPtrArray *children; /* Unit*: those in use whose 上级单位 it is */
  UnitUse use;
} UnitRecord;

void unit_record_free(UnitRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UnitRecord, unit_record_free)

/* STORE_ERROR_NOT_FOUND where there is no such unit. */
UnitRecord *unit_record(Db *db, gint64 unit, GError **error);

/* ---- the list --------------------------------------------------------------------------- */

/* Which units in use. */
typedef struct {
  int kind;          /* a UnitKind, or -1: all */
  const char *query; /* words, all of which must be in what the list shows of it, names also by
                        the initials of their pinyin; NULL: all */
} UnitFilter;
#define UNIT_FILTER_ALL                                                                            \
  { .kind = -1 }

/* A row of the list. */
typedef struct {
  gint64 id;
  char *name;
  UnitKind kind;
  char *parent;   /* 上级单位; NULL: none known */
  char *phone;    /* NULL: not known */
  char *mail;     /* NULL: not known */
  char **aliases; /* other names, NULL-terminated */
  int tasks;      /* as unit_task_counts() */
  int depth;      /* how many of the rows above it stand over it as 上级单位 */
} UnitRow;

void unit_row_free(UnitRow *row);

/* The units in use that filter takes, by id, but each right below its 上级单位. An array of
 * UnitRow* that frees them; NULL and error. */
GPtrArray *unit_rows(Db *db, const UnitFilter *filter, GError **error);

/* ---- inside a writer --------------------------------------------------------------------- */

/* The id of the unit in use that a name finds, made with kind where there is none. */
gboolean unit_ensure(Db *db, const char *name, UnitKind kind, gint64 *id, GError **error);

/* Makes member a member of group; twice is once. Refused for the group itself and for a group that
 * it is in, directly or not. */
gboolean unit_add_member(Db *db, gint64 group, gint64 member, GError **error);

/* Sets the 上级单位; 0: none. Refused for the unit itself and for one below it. */
gboolean unit_set_parent(Db *db, gint64 unit, gint64 parent, GError **error);

/* Makes name (stripped) a 别名 of unit, since day; a name that finds it already stays as it is.
 * Refused for a name that is blank, unclean or too long, or finds another unit, naming that. */
gboolean unit_add_alias(Db *db, gint64 unit, const char *name, Day day, GError **error);

/* ---- changes ----------------------------------------------------------------------------- */

/* All that a person may write of a unit. Names are looked up as unit_find() does. */
typedef struct {
  const char *name; /* not blank */
  UnitKind kind;
  const char *parent; /* NULL or blank: none */
  const char *phone;  /* as contact_phone() reads it; NULL or blank: none */
  const char *mail;   /* NULL or blank: none */
  const char *const
      *aliases; /* 别名 and 原名 that it is to have, blank ones left out; NULL: as now */
  const char *const *members; /* the members it is to have, blank ones left out; NULL: as now */
} UnitInput;

/* Which field of a UnitInput a refusal is about; set together with error. */
typedef enum {
  UNIT_FIELD_NONE,
  UNIT_FIELD_NAME,
  UNIT_FIELD_KIND,
  UNIT_FIELD_PARENT,
  UNIT_FIELD_PHONE,
  UNIT_FIELD_MAIL,
  UNIT_FIELD_ALIASES,
  UNIT_FIELD_MEMBERS,
} UnitField;

/* Adds a unit; journaled "unit.add". *id, when not NULL, receives its id; *field, when not NULL,
 * the field refused. */
gboolean unit_create(Db *db, const Actor *actor, const UnitInput *input, gint64 *id,
                     UnitField *field, GError **error);

/* Changes a unit in use; journaled "unit.edit". before is the unit as the person saw it: only what
 * differs from that is written, and a field that somebody else has changed since makes it fail with
 * STORE_ERROR_CONFLICT. A new name makes the old one a 原名; where 封存 ledgers name the unit, it
 * ends for them and goes on as a new one (*id, when not NULL, receives the id it has from now on).
 * reason may be NULL. */
gboolean unit_edit(Db *db, const Actor *actor, const UnitRecord *before, const UnitInput *input,
                   const char *reason, gint64 *id, UnitField *field, GError **error);

/* Puts unit from into unit into, both in use: all that refers to from refers to into from now on,
 * but what 封存 ledgers say of it, which stays; a task where both stand in one role keeps one, at
 * the earlier place. from ends, and its names find into. Journaled "unit.merge" with reason, which
 * is not blank; one undo takes all of it back. Refused for a unit into itself, for a group and one
 * that is none, and where into stands below from or is a member of it. */
gboolean unit_merge(Db *db, const Actor *actor, gint64 from, gint64 into, const char *reason,
                    GError **error);

/* What unit_merge() would do, as a line: what moves, what 封存 ledgers keep. The caller frees; NULL
 * and error where it would be refused. */
char *unit_merge_preview(Db *db, gint64 from, gint64 into, GError **error);

/* Removes a unit in use that nothing refers to, with its other names; journaled "unit.remove".
 * Refused where something does, saying what. */
gboolean unit_remove(Db *db, const Actor *actor, gint64 unit, GError **error);
