/* permits.h: what the tests of rights share: a file with something for each of them, people, and
 * what table access says of them. */
#pragma once

#include "core/store/permit.h"
#include "tests/core/store/support.h"

/* A row of access: @ before a group, "" for everybody else. */
typedef struct {
  const char *who;
  gint64 ledger; /* 0: the whole file */
  const char *level;
  gint64 unit;
} AccessRow;

/* What has been made for these tests, by zhang: two ledgers, with the tasks 1 to 3 and 4; units 1
 * to 3. Task 1 is unit 1's, task 2 that of a group (3) that unit 2 is in; tasks 5 and 6 are parts
 * of task 2. Task 3 is nobody's. */
void fill(Fixture *fixture);

/* Who is asked about, of the groups fgc and bgs. */
Actor li(void);

/* Makes these all the rights that there are; count may be more than there are rows. */
void put_rows(Fixture *fixture, const AccessRow *rows, int count);

/* What li may be, by rows of the own. */
typedef enum {
  A, /* 经办 */
  B, /* 经办 of ledger 1, 只读 else */
  C, /* 经办 of unit 1 */
  D, /* 经办 of unit 2, which is in the group 3 */
  E, /* 督办 of unit 1 */
  F, /* 督办 */
  G, /* 只读 */
  H, /* 管理员, 只读 for ledger 2 */
  PEOPLE
} Someone;

/* Makes li that, and zhang 管理员. */
void become(Fixture *fixture, Someone someone);

/* li takes an entry back; part is of the refusal, NULL: it must work. */
void undo_is(Fixture *fixture, gint64 seq, const char *part);
