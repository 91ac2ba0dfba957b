/* task.h: a task (目标任务), one row of a ledger, and lists of them. */
#pragma once

#include "core/model/obligation.h"
#include "core/model/progress.h"
#include "core/model/reckoning.h"
#include "core/store/insert.h"

typedef struct {
  gint64 unit;
  char *name;
  Role role;
} TaskUnit;

TaskUnit *task_unit_new(gint64 unit, const char *name, Role role);
void task_unit_free(TaskUnit *unit);

/* How a task stands on the reckoning's day: what every list, row and page shows of it. */
typedef struct {
  Light light;
  gboolean blue; /* 红黄蓝: green is shown 蓝 */
  Day due;       /* the day by which it has to be there, as the policy rolls it; DAY_NONE: none */
  int overdue;   /* days late; 0: not */
  int missed;    /* past periods under their quota */
  Day asked;     /* when the nearest running period under quota is due, as the policy rolls it;
                    DAY_NONE: none */
} Standing;

typedef struct {
  gint64 id;
  gint64 ledger;
  gint64 indicator; /* the lowest indicator it stands under */
  int number;       /* 序号 in its ledger */
  TaskKind kind;
  char *goal;             /* 目标任务, as printed */
  char *deadline;         /* 完成时限 in force, as text; NULL: none */
  char *deadline_printed; /* 完成时限 as the document prints it; NULL: none */
  Day due;                /* computed from deadline; DAY_NONE: none can be */
  TaskState state;
  int percent;   /* 完成率, 0-100, or PERCENT_NONE; of what is split: what its parts come to */
  Day done_on;   /* DAY_NONE: not handed in */
  char *note;    /* 备注; NULL: none */
  gint64 parent; /* the task it is a part of; 0: a row of the document */
  int weight;    /* 权重 among the parts, 1-100; 0: no part */
  /* Read along with it, not stored in it: */
  char *ledger_title;
  int ledger_year;
  gboolean several;        /* its file has several ledgers: for task_number_text() */
  Day frozen_on;           /* since when its ledger is 封存; DAY_NONE: it is in use */
  char *primary;           /* 一级指标's title */
  char *secondary;         /* 二级指标's title; NULL: stands right under 一级 */
  GPtrArray *units;        /* TaskUnit*, in the order printed */
  char *tags;              /* 标签: 营商环境、重点; "": none */
  Progress *last_progress; /* NULL: none */
  int parts;         /* how many it is split into (分解), void ones left out; 0: it is not */
  Standing standing; /* zeroed where it was loaded without a reckoning */
} Task;

void task_free(Task *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)

/* The task of that id, with everything read along; reckoning may be NULL where nobody looks at how
 * it stands. STORE_ERROR_NOT_FOUND where there is none. */
Task *task_load(Db *db, const Reckoning *reckoning, gint64 id, GError **error);

/* The same of count ids, none of them twice, in their order: a few hundred at a time cost little
 * more than one. An array of Task* that frees them; NULL and error where one is not there. */
GPtrArray *task_load_set(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                         GError **error);

/* The same, with those left out that are not there: of a long list some may be deleted while it is
 * read on. */
GPtrArray *task_load_there(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                           GError **error);

/* As task_load_there(), for lines of lists: primary, secondary, tags and last_progress are NULL. */
GPtrArray *task_load_lines(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                           GError **error);

typedef struct IndicatorPaths IndicatorPaths;

/* As task_load() for one of many: paths (indicator_path.h), read once for all of them, says what it
 * stands under; last_progress is left out. */
Task *task_load_among(Db *db, const IndicatorPaths *paths, gint64 id, GError **error);

/* Its ledger, for a page: 《…》（2026年，已封存）. The caller frees. */
char *task_ledger_text(const Task *task);

/* The names of its units in order: 厅法规处、厅建管处; with printed roles: A（牵头）、B（配合）.
 * The caller frees. */
char *task_units_text(const Task *task);

/* How what input says of a task stands by a policy; periods is how it stands with its periods, NULL
 * where it has none, and goes over what input says of them. */
Standing task_standing(const LightInput *input, const ObligationStanding *periods,
                       const Policy *policy, Day today);

/* 红, 黄, 绿, 灰; 蓝 for 绿 in a ledger of 红黄蓝. Static. */
const char *standing_light_name(const Standing *standing);

/* ! 红，逾期3天; + 绿，逾期办结3天; ! 红，2期未报. The caller frees. */
char *standing_text(const Standing *standing, TaskState state);

/* A goal short enough to be named in a line: 落实国家发展改革委…. The caller frees. */
char *task_short_goal(const char *goal);

/* How a task is named by its 序号: 第4项; where the file has several ledgers, or the two differ for
 * another reason, 第4项[73] with the 编号 that commands take. The caller frees. */
char *task_number_text(int number, gint64 id, gboolean several);

/* How a message names a task: 第4项“落实国家发展改革委…”, numbered as task_number_text() does. The
 * caller frees; NULL and error. */
char *task_label(Db *db, gint64 id, GError **error);

/* The id of the task of that 序号 in a file's only ledger. Where the file has several, refused with
 * the 编号 of all that have the number; STORE_ERROR_NOT_FOUND where there is none. */
gboolean task_of_number(Db *db, int number, gint64 *id, GError **error);

/* The same within a ledger, by which the number alone is enough. */
gboolean task_of_ledger_number(Db *db, gint64 ledger, int number, gint64 *id, GError **error);

/* The greatest 编号 and 序号 that a task of the file has; 0 where it has none. */
gboolean task_greatest(Db *db, gint64 *id, int *number, GError **error);

/* ---- lists ------------------------------------------------------------------------------ */

typedef enum {
  TASK_ORDER_NUMBER, /* by ledger (newest year first) and 序号 */
  TASK_ORDER_DUE,    /* by due date, earliest first, undated last */
} TaskOrder;

/* Which tasks; a zeroed filter with states and light set to -1 (TASK_FILTER_ALL) takes all. */
typedef struct {
  gint64 ledger;     /* 0: every ledger that is in use */
  gboolean frozen;   /* of every ledger: those that are 封存, too */
  gint64 unit;       /* the unit itself, as a member of groups, or under the name of one that went
                        into it; 0: every unit */
  int state;         /* a TaskState, or -1 */
  int light;         /* a Light, or -1 */
  const char *query; /* words as filter.h reads them, all of which must hold: found in goal,
                        deadline, note, tags, indicator or unit names (other names too), or be the
                        序号; or what is said of a field: 状态:办理中. NULL: all */
  Day due_until;     /* only tasks due on or before, or with a missed or running period under quota
                        that is; DAY_NONE: all */
  const GArray *ids; /* gint64: only these tasks, of whatever ledger; NULL: all */
  gboolean whole;    /* leave out what is split: its parts stand for it */
  gboolean late;     /* only what task_ref_is_late(); set by task_filter_late() */
  TaskOrder order;
} TaskFilter;
#define TASK_FILTER_ALL                                                                            \
  { .state = -1, .light = -1 }

/* Makes a filter that of what is overdue (逾期), the longest first: the one that every list, screen
 * and notice of it goes by. */
void task_filter_late(TaskFilter *filter, const Reckoning *reckoning);

/* A row of a list: enough to order, group and colour it; the rest is loaded when it is shown. Kept
 * small, since a screen may hold all there are: lists of files in which a ledger or an indicator
 * has an id that needs more than 32 bits are refused. */
typedef struct {
  gint64 id;
  guint32 indicator;
  guint32 ledger;
  gint32 number;      /* 序号 in its ledger */
  gint32 under;       /* 序号 of the task it is a part of; 0: it is none */
  Day due;            /* as stated; DAY_NONE: none */
  Day done_on;        /* when it was handed in; DAY_NONE: not, or not known */
  guint overdue : 22; /* days late; 0: not */
  guint light : 2;    /* a Light */
  guint kind : 2;     /* a TaskKind */
  guint state : 3;    /* a TaskState */
  guint blue : 1;     /* 红黄蓝: green is shown 蓝 */
  guint underway : 1; /* one of its parts stands for it: it is worked on (not 办结, 销号, 暂停 or
                         作废) and due no later, so that it is late as soon as what is split is */
  guint missed : 12; /* past periods under their quota, at most TASK_REF_MOST */
  guint parts : 12;  /* how many it is split into, void ones left out, at most TASK_REF_MOST; 0: it
                        is not */
  gint percent : 8;  /* 完成率 as reported (of what is split: what its parts come to), or
                        PERCENT_NONE */
} TaskRef;
#define TASK_REF_MOST 4095

/* How much of it is done, 0-100: 100 when done, else 完成率 or 0. */
int task_ref_share(const TaskRef *ref);

/* TRUE for what is overdue (逾期): red, and no part of it stands for it, unless it has missed
 * periods of its own. */
gboolean task_ref_is_late(const TaskRef *ref);

/* The tasks that filter takes, as an array of TaskRef (unref it); NULL and error. By number, the
 * parts of a task come right after it. */
GArray *task_list(Db *db, const Reckoning *reckoning, const TaskFilter *filter, GError **error);

/* ---- changes ---------------------------------------------------------------------------- */

/* Inside a writer: stores a new task with its units and sets its id. */
gboolean task_insert(Db *db, Task *task, GError **error);

/* The same of many: some wait and are put in together. */
typedef struct {
  Db *db;
  Insert *tasks, *units;
  gint64 last;   /* the id given last, while some wait */
  guint waiting; /* how many do */
} TaskRows;

void task_rows_init(TaskRows *rows, Db *db);
void task_rows_clear(TaskRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TaskRows, task_rows_clear)

/* Gives a task its id and has it wait; all of it is copied. No task may be stored in another way
 * before task_rows_put(). FALSE and error. */
gboolean task_rows_add(TaskRows *rows, Task *task, GError **error);
gboolean task_rows_put(TaskRows *rows, GError **error);

/* Inside a writer: makes units (TaskUnit*, names ignored) the units of a task, in that order; twice
 * in one role is once, since two names may find one unit. */
gboolean task_store_units(Db *db, gint64 task, const GPtrArray *units, GError **error);

/* What was typed into a field, without blanks around it; NULL where nothing is left, or text is
 * NULL. The caller frees. */
char *task_typed(const char *text);

/* The units (TaskUnit*) that text names, as task_units_text() writes them. An array that frees
 * them; NULL and error, where a name is not known. text may be NULL. */
GPtrArray *task_read_units(Db *db, const char *text, GError **error);

/* The date that a deadline of a ledger means, DAY_NONE where it names none. FALSE and error, where
 * it is written as a date and there is no such day. deadline may be NULL. */
gboolean task_read_deadline(Db *db, gint64 ledger, const char *deadline, Day *due, GError **error);

/* Refuses a part due after the task it is a part of (parent; 0: it is none), or without a date
 * where that one has one. */
gboolean task_check_part_due(Db *db, gint64 parent, Day due, GError **error);

/* What a person may change in a form. */
typedef struct {
  gint64 ledger; /* new tasks only */
  gint64 indicator;
  TaskKind kind;
  const char *goal;  /* not blank */
  const char *units; /* as task_units_text() writes them; every name must be known; may be empty */
  const char *deadline; /* as text; empty: none. What no date can be read from is kept, and has no
                           due date */
  const char *note;     /* empty: none */
} TaskInput;

/* Which field of a TaskInput a refusal is about; set together with error. */
typedef enum { TASK_FIELD_NONE, TASK_FIELD_GOAL, TASK_FIELD_UNITS, TASK_FIELD_DEADLINE } TaskField;

/* Adds a task at the end of its ledger, with the recurrence rule that its deadline states (每月15日
 * 前), if it is a task. *id, when not NULL, receives its id; *field, when not NULL,
 * the field refused. */
gboolean task_create(Db *db, const Actor *actor, const TaskInput *input, gint64 *id,
                     TaskField *field, GError **error);

/* Changes a task: only what differs from before is written. Where the deadline changes, the rule
 * whose words it stated changes with it: it becomes the one stated now, or is taken off; what was
 * asked for until then stays (schedule_set()). Rules that the deadline did not state stay. Its
 * due date is moved later or taken away here only as task_check_later() has it. before is the task
 * as the person saw it; a field that somebody else has changed since and this input would change
 * too makes it fail with STORE_ERROR_CONFLICT naming the field. */
gboolean task_edit(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *before,
                   const TaskInput *input, TaskField *field, GError **error);

/* Inside a writer: as task_edit(), which journals nothing here, for a task that was loaded in the
 * same writing. units (TaskUnit*), where not NULL, go before what input says of them. */
gboolean task_put(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *now,
                  const TaskInput *input, const GPtrArray *units, TaskField *field, GError **error);

/* Refuses to give a task (its ledger, kind, state and due count) that can be late a due date that
 * is later than before, or none. Until that has passed, a task that has left 未启动 is given more
 * time by an extension (extension.h) alone. Where none can be asked for any more, since it has
 * passed or the task is done or void, a 督办 or 管理员 of the ledger may correct it, and nobody
 * else. */
gboolean task_check_later(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *task,
                          Day due, GError **error);
