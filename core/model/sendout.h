/* sendout.h: tables sent out to units to be filled in (下发), and what came back of them (回收).
 *
 * One 下发 asks about one month and has a table for each unit: its open tasks and its periods due
 * then, each row with how the task stood at the time, which what comes back is compared with.
 * exchange/collect/ makes files of the tables and reads them.
 */
#pragma once

#include "core/model/obligation.h"
#include "core/model/task.h"

#define SENDOUT_PERIOD_SIZE 8 /* 2026-11 and its NUL */

/* ---- what is to be sent ------------------------------------------------------------------ */

/* A row of a table: a task, or a period of one of its rules. */
typedef struct {
  gint64 task;
  gint64 schedule; /* 0: the task itself */
  char *key;       /* the period's; NULL: the task itself */
  char *number;    /* 第4项, as task_number_text() has it */
  char *goal;
  char *asked;    /* the task: its 完成时限; a period: what is asked for; NULL: nothing said */
  Day due;        /* by which it has to be there; DAY_NONE: no date */
  gboolean late;  /* due is past … */
  gboolean near;  /* … or within the lead time, on the day it is made */
  gboolean often; /* a period shorter than a month, which sets no day for the whole table */
  TaskKind kind;
  TaskState state;
  int percent;      /* PERCENT_NONE: never reported */
  gint64 newest;    /* the greatest id of its 进展, of a period of its task's 报送; 0: none */
  char *last;       /* its newest 进展, as people read it; NULL: none, or a period */
  int count, quota; /* of a period: handed in, asked for */
  gint64 row;       /* its id in the file; 0: it is not sent yet */
} SendoutItem;

/* One unit's table. */
typedef struct {
  gint64 unit;
  char *name;
  Day answer_by;
  char *file;       /* the name of its file, without a folder: 厅法规处_2026-11.xlsx */
  GPtrArray *items; /* SendoutItem*, tasks by number, then periods by due day; the table's own */
  gint64 sent;      /* its id in the file; 0: it is not sent yet */
} SendoutTable;

typedef struct {
  int year, month;
  GPtrArray *tables; /* SendoutTable*, by unit */
  gint64 sendout;    /* its id in the file; 0: it is not sent yet */
} SendoutPlan;

void sendout_plan_free(SendoutPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendoutPlan, sendout_plan_free)

typedef struct {
  int year, month;
  gint64 ledger;       /* 0: every ledger in use that is the office's own */
  const GArray *units; /* gint64: to these alone, of a group to its members; NULL: to all that
                          answer */
  Day answer_by; /* DAY_NONE: for each unit the earliest due day of its rows in that month that is
                    not past, but for periods shorter than a month; else the month's last day, or
                    today where that is past */
} SendoutInput;

/* Who would get what: each unit that answers for an open task (answer.h; of a group its members,
 * where they are known), or for a period due in that month that is under its quota. What is split
 * is asked for by its parts; 扣分项 are not asked for. Refused for a ledger that is 封存 or a lower
 * office's, and, naming it, for a unit of units that has nothing to fill in. NULL and error. */
SendoutPlan *sendout_plan(Db *db, const Reckoning *reckoning, const SendoutInput *input,
                          GError **error);

/* Inside a writer: puts it on record and sets the ids in plan. */
gboolean sendout_store(Db *db, const Actor *actor, SendoutPlan *plan, GError **error);

/* 2026-11. */
void sendout_period(int year, int month, char period[SENDOUT_PERIOD_SIZE]);

/* ---- what was sent ----------------------------------------------------------------------- */

typedef enum {
  SENDOUT_WAITING, /* 未回收 */
  SENDOUT_BACK,    /* 已回收 */
  SENDOUT_LATE,    /* 逾期: not back, and its day is past */
} SendoutState;
#define SENDOUT_STATE_COUNT 3

const char *sendout_state_code(SendoutState state); /* waiting, back, late */
const char *sendout_state_name(SendoutState state); /* 未回收, 已回收, 逾期 */

/* A table that was sent, and how it stands. */
typedef struct {
  gint64 id;
  gint64 sendout;
  char *period;
  Day made_on;
  gint64 unit;
  char *unit_name;
  Day answer_by;
  char *file;
  int rows;
  int files;   /* how many files of it were taken in */
  Day back_on; /* when the first came; DAY_NONE: none did */
  int taken;   /* rows that became 进展 or 报送, of all files */
  int kept;    /* rows that were filled in and left out, of the last one */
  SendoutState state;
  int overdue; /* days late: it is not back, or the first came after its day; 0: not */
} SendoutUnit;

void sendout_unit_free(SendoutUnit *sent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendoutUnit, sendout_unit_free)

/* The tables of a month (2026-11; NULL: the newest that was asked about), as of today: of each unit
 * the one that was sent last, those that are late first, then those that wait. A unit counts as
 * back that returned any of its tables of that month. An array of SendoutUnit* that frees them,
 * empty where nothing was sent; NULL and error. */
GPtrArray *sendout_list(Db *db, const char *period, Day today, GError **error);

/* The table of that id. STORE_ERROR_NOT_FOUND where there is none. */
SendoutUnit *sendout_load(Db *db, gint64 id, Day today, GError **error);

/* A row of a table as it was sent. */
typedef struct {
  gint64 id;
  gint64 task;
  gint64 schedule; /* 0: the task itself */
  char *key;       /* NULL: the task itself */
  TaskState state;
  int percent;   /* PERCENT_NONE: never reported */
  gint64 newest; /* as in SendoutItem */
} SendoutRow;

void sendout_row_free(SendoutRow *row);

/* The rows of a table in order. An array of SendoutRow* that frees them; NULL and error. */
GPtrArray *sendout_rows(Db *db, gint64 sent, GError **error);

/* How what a row asks about stands now. */
typedef struct {
  Task *task;   /* with how it stands */
  gint64 since; /* the greatest id of what came in since it was sent out, by the office or in the
                   unit's own name: of a task 进展, of a period its 报送; 0: nothing did */
  char *said;   /* the text of that; NULL: nothing came in */
  gboolean returned;  /* what was done has been 退回 since that day */
  Obligation *period; /* of a period that has begun; NULL: the task itself, or it has not, or the
                         rule has no such period any more */
} SendoutNow;

void sendout_now_free(SendoutNow *now);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendoutNow, sendout_now_free)

/* NULL and error. */
SendoutNow *sendout_now(Db *db, const Reckoning *reckoning, const SendoutRow *row, gint64 unit,
                        GError **error);

/* The newest table of a unit; 0 where none was sent to it. FALSE and error. */
gboolean sendout_newest(Db *db, gint64 unit, gint64 *sent, GError **error);

/* The table that a row is of; 0 where there is no such row. FALSE and error. */
gboolean sendout_of_row(Db *db, gint64 row, gint64 *sent, GError **error);

/* The open tasks (gint64) of a table, each once, whose unit has not returned them: what to ask
 * after. Unref it; NULL and error. */
GArray *sendout_open_tasks(Db *db, gint64 sent, GError **error);

/* ---- what came back ---------------------------------------------------------------------- */

typedef enum {
  COLLECT_TAKEN,   /* 已采纳 */
  COLLECT_KEPT,    /* 未采纳 */
  COLLECT_REFUSED, /* 不能采纳 */
} CollectOutcome;
#define COLLECT_OUTCOME_COUNT 3

const char *collect_outcome_code(CollectOutcome outcome); /* taken, kept, refused */
const char *collect_outcome_name(CollectOutcome outcome);
gboolean collect_outcome_parse(const char *text, CollectOutcome *out);

/* What a unit may fill in. */
typedef enum {
  COLLECT_TEXT,      /* 进展情况 */
  COLLECT_PERCENT,   /* 完成率 */
  COLLECT_PROBLEM,   /* 存在问题 */
  COLLECT_REFERENCE, /* 佐证材料 */
  COLLECT_STATE,     /* 状态 */
} CollectField;
#define COLLECT_FIELD_COUNT 5

const char *collect_field_code(CollectField field); /* text, percent, problem, evidence, state */
const char *collect_field_name(CollectField field);

/* What a returned file said in a row. */
typedef struct {
  gint64 id;
  gint64 collected; /* the file */
  gint64 row;       /* as it was sent */
  gint64 task;
  Day made_on;  /* when the file came back */
  char *number; /* 第4项 */
  char *goal;
  char *key; /* of a period; NULL: the task itself */
  CollectOutcome outcome;
  char *values[COLLECT_FIELD_COUNT]; /* as filled in; NULL: as it was sent, or blank */
  char *note;                        /* why it was not taken; NULL: it was, or nobody said */
} CollectedRow;

void collected_row_free(CollectedRow *row);

/* What the files of a table said, the newest file first, its rows in order. An array of
 * CollectedRow* that frees them; NULL and error. */
GPtrArray *collected_rows(Db *db, gint64 sent, GError **error);

/* What was taken last of a row; *taken is NULL where nothing was. FALSE and error. */
gboolean collected_last(Db *db, gint64 row, CollectedRow **taken, GError **error);

/* A returned file. */
typedef struct {
  gint64 id;
  gint64 sent;
  Day made_on;
  char *digest;
  char *file;
  int taken, kept;
  char *author;
} Collected;

void collected_free(Collected *collected);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Collected, collected_free)

/* The file of that digest; *collected is NULL where none was taken in. FALSE and error. */
gboolean collected_find(Db *db, const char *digest, Collected **collected, GError **error);

/* Inside a writer: puts a file, and a row of it, on record and sets its id. */
gboolean collected_insert(Db *db, const Actor *actor, Collected *collected, GError **error);
gboolean collected_row_insert(Db *db, CollectedRow *row, GError **error);

/* Inside a writer: the same file once more: what it said in a row is taken now after all.
 * *known: that row is on record already; else the caller inserts it. */
gboolean collected_row_take(Db *db, gint64 collected, gint64 row, gboolean *known, GError **error);
