/* bulk_private.h: what the files of bulk.h share. */
#pragma once

#include "core/model/bulk.h"
#include "core/model/indicator_path.h"
#include "core/model/task_order.h"

/* One thing, as it is done. */
typedef struct {
  const BulkChange *change;
  GPtrArray *units; /* TaskUnit*, as text says; NULL: it names none */
  GPtrArray *tags;  /* char*; NULL: it names none */
} BulkPart;

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  const Bulk *bulk;
  GArray *parts; /* BulkPart */
  IndicatorPaths *paths;
} BulkWork;

/* What was found out on the way. */
typedef struct {
  int hits;        /* how often a text that is looked for was found … */
  GString *shown;  /* … and each time with what is around it, before and after */
  gint64 copy;     /* the id of a copy; 0: none was made */
  TaskMoved moved; /* whence it was moved; task 0: it was not */
} BulkFound;

/* Tasks whose places are found when all are done, and where that is told. */
typedef struct {
  GStringChunk *texts; /* the plan's */
  GArray *copies;      /* TaskBelow … */
  GPtrArray *copied;   /* … and BulkRow*, borrowed */
  GArray *moves;       /* TaskMoved … */
  GPtrArray *moved;    /* … BulkRow*, borrowed … */
  GPtrArray *before;   /* … and Task*, as they were */
} BulkPlaces;

void bulk_places_init(BulkPlaces *places);
void bulk_places_clear(BulkPlaces *places);

/* Notes a task for which a place is to be found, if it is one. Takes *before, then NULL,
 * where it needs it. */
void bulk_places_note(BulkPlaces *places, BulkRow *row, Task **before, const BulkFound *found);

/* Inside a writer: puts all into their places, and tells where they are. */
gboolean bulk_places_settle(Db *db, const BulkWork *work, const BulkPlaces *places, GError **error);

/* Reads what the changes say; FALSE and error where that makes no sense for any task. */
gboolean bulk_work_init(BulkWork *work, Db *db, const Bulk *bulk, GError **error);
void bulk_work_clear(BulkWork *work);

/* Inside a writer: does it all to a task, as it was loaded before. FALSE and why not. */
gboolean bulk_apply(Db *db, const BulkWork *work, const Task *before, BulkFound *found,
                    GError **error);

/* text as one of texts, once however often it is kept; NULL: none. */
const char *bulk_text_keep(GStringChunk *texts, const char *text);

/* 状态：已交办 → 已签收；责任单位：… → …: how after differs from before, and *whole the same
 * with nothing left out; both NULL where it does not. The caller frees them. */
char *bulk_difference(const Task *before, const Task *after, char **whole);

/* 进展3条、佐证材料1件: what goes along when a task is deleted; NULL: nothing. FALSE and error. */
gboolean bulk_goes_along(Db *db, gint64 task, char **text, GError **error);

/* Inside a writer: a copy of a task, with its units, tags and rules, as the last of its ledger
 * until task_copies_place() has it; *id receives it. Refused for a part. */
gboolean task_copy(Db *db, const Actor *actor, const Task *task, gint64 *id, GError **error);

/* Inside a writer: puts copies (TaskBelow) right below what they are copies of. */
gboolean task_copies_place(Db *db, const GArray *copies, GError **error);

/* 在第4项下面添加第5项: where a copy stands. The caller frees; NULL and error. */
char *task_copy_text(Db *db, const TaskBelow *copy, GError **error);

/* Inside a writer: deletes a task with all that belongs to it. Refused for what has to be kept. */
gboolean task_delete(Db *db, const Task *task, GError **error);
