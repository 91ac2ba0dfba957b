/* fixture.h: what the tests of the model share: a ledger file with the shipped templates in it.
 *
 * Everything lies in a folder of its own, which is removed at the end. Nothing here may fail: a
 * test that cannot be set up ends there.
 */
#pragma once

#include "core/exchange/template.h"
#include "core/model/reckoning.h"
#include "core/model/summary.h"
#include "core/store/journal.h"
#include "core/store/write.h"

/* Texts as a NULL-terminated array, which lives as long as the block it stands in. */
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef struct {
  char *folder;
  Db *db;        /* open for writing */
  Actor actor;   /* zhangsan, on 2026-11-21 */
  gint64 ledger; /* the Ningxia ledger of 2026; 0 in an empty file */
} Fixture;

/* The Ningxia ledger and the topic plan, for 2026. The second time in a program the file is a copy
 * of the first one, the same in every byte. */
void fixture_set_up(Fixture *fixture, gconstpointer data);
/* A file with nothing in it. */
void fixture_set_up_empty(Fixture *fixture, gconstpointer data);
void fixture_tear_down(Fixture *fixture, gconstpointer data);

/* How days are counted on a day, with the shipped calendars. The caller frees. */
Reckoning *reckoning_on(Fixture *fixture, Day today, int lead_days);

/* Where the file's ledger stands (0: all that are in use). The caller frees. */
Summary *summary_on(Fixture *fixture, const Reckoning *reckoning, gint64 ledger);

#define ADD(path, test) g_test_add(path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
#define ADD_EMPTY(path, test)                                                                      \
  g_test_add(path, Fixture, NULL, fixture_set_up_empty, test, fixture_tear_down)

/* A folder for a test that needs no ledger; removed with all that is in it. */
char *folder_make(void);
void folder_remove(char *folder);

/* Writes a file and returns its path; the caller frees. */
char *folder_write(const char *folder, const char *name, const char *text);

/* A path below the project's own folder: "data/ledgers". The caller frees. */
char *source_path(const char *path);

/* A shipped template, by its name. */
Template *shipped_template(const char *name);

/* Puts a shipped template into the file for year. */
void fixture_apply(Fixture *fixture, const char *name, int year);

/* The id of a task of fixture->ledger by its 序号. */
gint64 task_id(Fixture *fixture, int number);

/* Runs one statement as a deed of its own. */
void raw_write(Fixture *fixture, const char *sql);

/* Lets who (NULL: everybody else) do what level allows ("supervisor"), where it is not so yet. */
void fixture_permit(Fixture *fixture, const char *who, const char *level);

/* The first column of the first row: as an integer, or as text (NULL for NULL; the caller frees).
 */
gint64 sql_int(Db *db, const char *sql);
char *sql_text(Db *db, const char *sql);

/* How many entries the journal has: equal before and after where nothing was stored. */
gint64 journal_entries(Db *db);

/* Every row of every table but the journal, as text: equal where a deed was taken back. The caller
 * frees. */
char *fixture_dump(Fixture *fixture);

/* Error is of that domain and code and its message holds part; frees it and sets it to NULL. */
void assert_refused(GError **error, GQuark domain, int code, const char *part);

#define assert_text(sql, expected)                                                                 \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_text_ = sql_text(fixture->db, sql);                                    \
    g_assert_cmpstr(assert_text_, ==, expected);                                                   \
  }                                                                                                \
  G_STMT_END
#define assert_int(sql, expected) g_assert_cmpint(sql_int(fixture->db, sql), ==, expected)
