/* others.h: what other people, and this person elsewhere, wrote into the ledger meanwhile.
 */
#pragma once

#include "core/store/journal.h"
#include "tui/screen/app.h"

/* One row that somebody else changed. */
typedef struct {
  gint64 seq, at;
  char *who, *summary;
  char *table;    /* NULL: a whole file was brought in */
  gint64 id;      /* 0: not known */
  gint64 task;    /* the task that the entry is about; 0: none, or several */
  char **columns; /* empty where it was made or removed */
  gboolean gone;
} OtherDeed;

/* What was written after the journal entry with number after, but not through db itself, oldest
 * first: an array that frees its OtherDeed*. NULL and error. */
GPtrArray *others_since(Db *db, gint64 after, GError **error);

/* The newest that changed a field of a record, else the record, else anything; NULL where deeds is
 * empty. id 0: any record of the table. Borrowed. */
const OtherDeed *others_author(const GPtrArray *deeds, const char *table, gint64 id,
                               const char *field);

/* TRUE where one of them changed that field of a record. */
gboolean others_changed(const GPtrArray *deeds, const char *table, gint64 id, const char *field);

/* The newest that removed a record; NULL: nobody did. Borrowed. */
const OtherDeed *others_remover(const GPtrArray *deeds, const char *table, gint64 id);

/* TRUE where who is the person's own login name: another window of theirs wrote it. */
gboolean others_is_own(App *app, const char *who);

/* 李四, or 您（另一个窗口） where it is the person's own login name. The caller frees. */
char *others_name(App *app, const char *who);

/* 李四 10:23; with the day where that is not today by the clock. The caller frees. */
char *others_signature(App *app, const OtherDeed *deed);
