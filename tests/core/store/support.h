/* support.h: what the tests of the store share: a ledger file in a directory of its own. */
#pragma once

#include "core/store/db.h"
#include "core/store/journal.h"
#include "core/store/write.h"

typedef struct {
  char *directory; /* removed with all that is in it */
  char *path;      /* the ledger file in it */
  Db *db;          /* a new ledger, published and open for writing; NULL where a test closed it */
} Fixture;

#define ADD(name, test) g_test_add(name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

void fixture_set_up(Fixture *fixture, gconstpointer data);
void fixture_tear_down(Fixture *fixture, gconstpointer data);
void fixture_close(Fixture *fixture);

/* A name in the fixture's directory. The caller frees. */
char *fixture_file(const Fixture *fixture, const char *name);

/* The names in the fixture's directory in order, joined by spaces. The caller frees. */
char *fixture_names(const Fixture *fixture);

/* Opens path, which must work. */
Db *open_ok(const char *path, DbMode mode);

/* Runs SQL through an SQLite connection of its own, past every rule of the store. */
void raw_exec(const char *path, const char *sql);

/* Runs statements (ending in NULL) as one deed. */
gboolean try_deed(Db *db, const Actor *actor, const Deed *what, const char *const *statements,
                  GError **error);

/* Writes statements (ending in NULL) as one deed of who on the task, and returns the entry's
 * number; it must work. */
gint64 deed(Db *db, const char *who, gint64 task, const char *const *statements);

/* The same for one statement. */
gint64 deed_one(Db *db, const char *who, gint64 task, const char *statement);

/* The same, and it may fail: with an error of code. */
void deed_fails(Db *db, const char *statement, StoreError code);

/* A ledger with an indicator and the tasks 1, 2 and 3; unit 1. Returns the entry. */
gint64 make_tasks(Db *db, const char *who);

/* One value as an integer or text (the caller frees). */
gint64 number(Db *db, const char *sql);
char *text(Db *db, const char *sql);

Actor actor_of(const char *who);

/* TRUE when error is of code, its message holds part, and it is freed and NULL again. */
gboolean is_error(GError **error, StoreError code, const char *part);
