/* permit_check.h: what the judging of a changeset shares. Only for core/store. */
#pragma once

#include "core/store/permit_private.h"
#include "core/store/shape.h"

/* A changeset while it is read. */
typedef struct {
  Permit *permit;
  Shapes *shapes;
  const void *changeset;
  gsize size;
  gboolean surveyed;   /* the next four are filled in */
  GHashTable *whole;   /* gint64*: tasks that are put in or removed */
  GHashTable *cases;   /* gint64*: cases that are removed */
  GHashTable *ledgers; /* gint64*: ledgers that are put in or removed */
  GHashTable
      *successors; /* gint64* → gint64*: units that end, or had ended, and their successors */
} PermitCheck;

/* Fills in what the changeset is about as a whole. FALSE and error. */
gboolean permit_survey(PermitCheck *check, GError **error);

/* A value as an id; 0 for NULL and for an absent one. */
gint64 permit_value_id(sqlite3_value *value);

/* The first column of the first row that sql finds for id; 0: none, or permit keeps the failure. */
gint64 permit_ask_id(Permit *permit, const char *sql, gint64 id);

/* Whether a row is one that whoever is limited to units (right.units) may change; FALSE and
 * STORE_ERROR_FORBIDDEN. */
gboolean permit_check_own(PermitCheck *check, const ChangedRow *row, Right right, gint64 ledger,
                          GError **error);

/* Set STORE_ERROR_FORBIDDEN for what is beyond the units, by why; and for a task that is not
 * theirs. Return FALSE. */
gboolean permit_refuse_beyond(const Permit *permit, Right right, gint64 ledger, const char *why,
                              GError **error);
gboolean permit_refuse_task(const Permit *permit, Right right, gint64 task, GError **error);
