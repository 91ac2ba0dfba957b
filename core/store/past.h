/* past.h: a task and what belongs to it as they were at the end of a day, by going back through the
 * journal from what they are now.
 */
#pragma once

#include "core/store/db.h"

/* A record as it was. */
typedef struct {
  char *table;
  char *key;        /* as in JournalChange */
  GPtrArray *names; /* char*, of its columns */
  GPtrArray *texts; /* char*, one for each; NULL: empty, or a column that was not there yet */
} PastRow;

/* What a column held; NULL: nothing, or there is none of that name. Borrowed. */
const char *past_text(const PastRow *row, const char *column);

typedef enum {
  PAST_THERE,
  PAST_NOT_YET, /* it was made after the day */
  PAST_GONE,    /* it was deleted on the day or before */
} PastState;

typedef struct {
  PastState state;
  GPtrArray *rows; /* PastRow*: the task itself first, then by table (words_place()) and key; empty
                      where it was not there */
  gint64 entry;    /* the entry of the journal that left it so, or that made or deleted it; 0: it is
                      older than the journal */
  gint64 at;       /* when that was: seconds since 1970-01-01 UTC */
  char *who;       /* who did it; NULL where entry is 0 */
} Past;

void past_clear(Past *past);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Past, past_clear)

/* Reads it; day is in local time. STORE_ERROR_NOT_FOUND where there never was such a task. What is
 * after the day is what stands behind the newest entry made on or before it. The caller clears. */
gboolean past_read(Db *db, gint64 task, Day day, Past *past, GError **error);

/* The days (in local time) on which something of the task was changed nearest before and after a
 * day; DAY_NONE where there is none. FALSE and error. */
gboolean past_neighbours(Db *db, gint64 task, Day day, Day *before, Day *after, GError **error);
