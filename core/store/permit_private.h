/* permit_private.h: holding one writing against the rights of who writes. Only for core/store. */
#pragma once

#include "core/store/changeset.h"
#include "core/store/permit.h"

/* What a person is somewhere. */
typedef struct {
  Access level;
  const GArray *units; /* gint64: limited to their tasks, the Permit's; NULL: not */
} Right;

/* A row of access that is about the person. */
typedef struct {
  int nearness;  /* 2 the person's own, 1 a group's, 0 for everybody else */
  gint64 ledger; /* 0: the whole file */
  Access level;
  gint64 unit; /* limited to its tasks; 0: not */
} PermitRow;

/* What a deed needs, and how it is called in a refusal. */
typedef struct {
  Access level;
  const char *what; /* 销号 */
  gboolean beyond;  /* nobody who is limited to a unit may do it */
} Need;

/* What a deed of that verb needs. */
Need permit_need(const char *verb);

/* The rights of one person as they were before a writing. Borrows actor. */
typedef struct Permit {
  Db *db;
  const Actor *actor;
  GArray *rows;       /* PermitRow */
  GHashTable *rights; /* gint64* → what the person is for that ledger, where it was asked for */
  gboolean open; /* nobody has written yet, or the file is of a version without rights: all may */
  gboolean by_ledger; /* some row is about one ledger, so that ledgers differ */
  Need need;
  gboolean taking_back; /* undo and redo: what is removed counts as what is put in */
  char *whom;           /* whom to ask for rights of the file, as it was before the writing */
  gint64 admins;        /* how many people are 管理员 of the whole file */
  GHashTable *within; /* gint64* → GINT_TO_POINTER(1 or 2): whether tasks are those of the units */
  GError *failure;    /* of the first thing that could not be read on the way; NULL: none */
} Permit;

/* Reads the rights. NULL and error. */
Permit *permit_new(Db *db, const Actor *actor, Need need, gboolean taking_back, GError **error);
void permit_free(Permit *permit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Permit, permit_free)

Right permit_right(const Permit *permit, gint64 ledger);
Right permit_best(const Permit *permit);

/* TRUE where what the person is somewhere, for the file or a ledger, meets need. */
gboolean permit_any(const Permit *permit, Need need);

/* Whom to ask for rights, as before the writing. The caller frees. */
char *permit_ask_whom(const Permit *permit, gint64 ledger);

/* Ends a query that was asked on the way, many calls below those who can tell its failure: permit
 * keeps it for permit_is_answered(). */
void permit_finish(Permit *permit, Query *query);

/* answer, where all that it stands on could be read; else FALSE, and that failure in place of what
 * error may say. */
gboolean permit_is_answered(Permit *permit, gboolean answer, GError **error);

/* TRUE where the task, of a ledger for which the person has that right, is one that it is not
 * limited to others of. */
gboolean permit_is_within(Permit *permit, Right right, gint64 task);

/* TRUE where unit is one of those that the right is limited to. */
gboolean permit_has_unit(Right right, gint64 unit);

/* Sets STORE_ERROR_FORBIDDEN: need is not met by what the person is for ledger (0: the file).
 * Returns FALSE. */
gboolean permit_refuse(const Permit *permit, Need need, gint64 ledger, GError **error);

/* Before anything is done: FALSE where it cannot be allowed, whatever it turns out to change. task:
 * the one it is about; 0: none or several. */
gboolean permit_begin(Permit *permit, gint64 task, GError **error);

/* TRUE where nothing can be refused but taking the last 管理员 away. */
gboolean permit_is_all(const Permit *permit);

/* TRUE where parts of a writing may be allowed and others not, so that each is worth asking for. */
gboolean permit_is_mixed(const Permit *permit);

/* When it is done and not yet committed: FALSE where changeset holds what the person may not
 * change, or nobody would be left who is 管理员 of the file. */
gboolean permit_check(Permit *permit, const void *changeset, gsize size, GError **error);
