/* faults.h: what the tests of faults share: a ledger that is written to, and what must hold of it
 * afterwards whatever happened.
 */
#pragma once

#include "tests/core/store/support.h"
#include "tests/long.h"

/* Makes a ledger file of three tasks at path, closed again: one entry in its journal. */
void faults_make(const char *path);

/* One deed: a progress entry of n. FALSE and error. */
gboolean faults_write(Db *db, int n, GError **error);

/* How many progress entries there are. */
gint64 faults_count(Db *db);

/* Opens the file anew and fails the test where it is not sound: integrity, references, the chain of
 * the journal, and one journal entry for each progress entry. Returns how many of these there are.
 */
gint64 faults_check(const char *path);

/* The bytes of a file, and a file of these bytes in its place. The caller frees. */
GBytes *faults_bytes(const char *path);
void faults_put(const char *path, const void *data, gsize size);

/* Removes the journal beside a file. */
void faults_drop_journal(const char *path);

/* Waits for a child: its exit status, or minus the signal that ended it. */
int faults_wait(int child);
