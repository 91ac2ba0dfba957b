/* collect.h: taking in what units return (回收): a returned file compared with what was sent and
 * with the ledger as it is now, decided row by row, and taken in one deed.
 *
 * Nothing that changed in the ledger meanwhile is overwritten: it is shown beside what came back,
 * and stays unless somebody decides otherwise.
 */
#pragma once

#include "core/exchange/collect/sheet.h"

typedef enum {
  COLLECT_SAME,     /* nothing filled in, or nothing that the ledger does not say already */
  COLLECT_NEW,      /* to be taken */
  COLLECT_CONFLICT, /* the ledger has changed the same thing meanwhile: to be decided */
  COLLECT_AGAIN,    /* taken before, from another return */
  COLLECT_WRONG,    /* cannot be taken; note says why and what to do */
  COLLECT_MISSING,  /* sent, and not in the file */
} CollectStatus;
#define COLLECT_STATUS_COUNT 6

const char *collect_status_code(CollectStatus status); /* same, new, conflict, again, … */
const char *collect_status_name(CollectStatus status); /* 未填, 可采纳, 有冲突, 已采纳, … */

/* Something that was filled in. */
typedef struct {
  CollectField field;
  char *sent;     /* as it was sent; "": nothing */
  char *returned; /* as it came back */
  char *now;      /* as the ledger has it now; "": nothing */
  gboolean conflict;
  gboolean taken; /* to be taken */
  char *refusal;  /* why it cannot be; NULL: it can */
} CollectValue;

typedef struct {
  CollectStatus status;
  gint64 row;      /* as sent (SendoutRow); 0: the file has a row that was not sent */
  gint64 task;     /* 0: likewise */
  gint64 schedule; /* 0: the task itself */
  char *key;       /* NULL: the task itself */
  char *number;    /* 第4项; "" where nothing is known of it */
  char *goal;
  char *where;       /* 表“填报表”第5行; "" where it is not in the file */
  guint line;        /* 5; 0 likewise */
  GPtrArray *values; /* CollectValue*: what was filled in, by field */
  char *note;        /* what is to be said of it; NULL: nothing */
  gboolean frozen;   /* its ledger is 封存: not even that it was left out is put on record */
  /* The ledger when it was read, which collect_run() looks at again: */
  TaskState state;
  int percent;
  gint64 since;
} CollectItem;

typedef struct {
  char *file;         /* its path, from the root, as people read it */
  char *digest;       /* SHA-256 in hex */
  SendoutUnit *sent;  /* the table it is */
  Collected *before;  /* this very file was taken in before; NULL: it was not */
  Day made_on;        /* the day it came back */
  GPtrArray *items;   /* CollectItem*: rows as they were sent, then those that were not */
  GPtrArray *remarks; /* char*: what is to be said of the file as a whole */
  guint counts[COLLECT_STATUS_COUNT];
} CollectPlan;

void collect_plan_free(CollectPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CollectPlan, collect_plan_free)

typedef struct {
  const char *path; /* encoding of file names */
  gint64 unit;      /* whose it is said to be; 0: the file says it */
  Day made_on;      /* the day it came back, not after today; DAY_NONE: today */
} CollectInput;

/* Reads a returned file and compares. What is new is to be taken, what conflicts is not, until it
 * is decided. Writes nothing. Refused for a foreign file, one that another ledger file or a newer
 * program sent, one that is not known any more, and one of another unit than is said. NULL and
 * error. */
CollectPlan *collect_read(Db *db, const Reckoning *reckoning, const CollectInput *input,
                          const Watch *watch, GError **error);

/* Decides a row: all that came back of it is taken, or only what conflicts with nothing. What
 * cannot be taken stays as it is. */
void collect_decide(CollectItem *item, gboolean theirs);

/* Nothing of a row is taken. */
void collect_leave(CollectItem *item);

/* TRUE where something of it is to be taken. */
gboolean collect_is_taken(const CollectItem *item);

typedef struct {
  guint progress, submissions; /* how many entries were made */
  guint kept;                  /* rows that were filled in and left out */
} CollectResult;

/* Takes in what is decided, journaled "collect.run", all in one: 进展 and 报送 in the unit's name
 * with the file as 佐证, and what every row said, with what became of it. A file that was taken in
 * before changes only what was left out of it then and is decided now. Refused with
 * STORE_ERROR_CONFLICT where a row that is to be taken was changed since it was read. result may be
 * NULL. */
gboolean collect_run(Db *db, const Actor *actor, const Reckoning *reckoning,
                     const CollectPlan *plan, CollectResult *result, GError **error);
