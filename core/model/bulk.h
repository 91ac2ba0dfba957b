/* bulk.h: what is done to many tasks in one go: one entry of the journal, one step of undo.
 *
 * A plan is made first: what would change of each task, and what would not be changed and why. It
 * comes from the doing itself, which is then taken back (store_try()), so that every rule holds in
 * the plan that holds when it is done: 封存, the state a step is taken from, who may 销号, a later
 * date that only an extension gives. A task that is refused is left out; the others are changed.
 */
#pragma once

#include "core/model/task.h"
#include "core/rules/step.h"

typedef enum {
  BULK_STEP,      /* step, made_on */
  BULK_UNITS,     /* text: the units they have instead: 厅法规处（牵头）、厅建管处 */
  BULK_UNITS_ADD, /* text: units they have besides */
  BULK_UNITS_REMOVE, /* text: units they have no more; in a role where one is written behind it */
  BULK_ROLE,         /* text: units, each with the role it has from now on */
  BULK_DEADLINE, /* text: 完成时限; or +10天, +3个工作日, +1个月, -1周: from the due date */
  BULK_MOVE,     /* indicator: under which they stand, as its last */
  BULK_TAG,      /* text: tags */
  BULK_UNTAG,   /* text: tags */
  BULK_NOTE,    /* text: 备注; empty: none */
  BULK_REPLACE, /* text: what is looked for in field, with: what stands there instead */
  BULK_COPY,    /* a copy below each: 未启动, with its units, tags and rules */
  BULK_DELETE,  /* into the 回收站 (trash.h) */
} BulkKind;
#define BULK_KIND_COUNT (BULK_DELETE + 1)

/* What text is looked for in. 进展 is never overwritten, so it is none of them. */
typedef enum { BULK_GOAL, BULK_DEADLINE_TEXT, BULK_REMARK } BulkField;
#define BULK_FIELD_COUNT 3

/* 目标任务, 完成时限, 备注; static. */
const char *bulk_field_name(BulkField field);

/* The field of such a name, or of goal, deadline, note; FALSE where it is none. text may be NULL.
 */
gboolean bulk_field_parse(const char *text, BulkField *out);

/* 交办, 改责任单位, 移到别的指标 …: what a kind of change is called; a step by step. Static. */
const char *bulk_kind_name(BulkKind kind, Step step);

/* One thing that is done to each task. */
typedef struct {
  BulkKind kind;
  Step step;
  Day made_on; /* DAY_NONE: today */
  char *text;  /* NULL: none */
  char *with;  /* NULL: nothing */
  BulkField field;
  gint64 indicator;
} BulkChange;

/* What is done to each task, in order; all of it or none. */
typedef struct {
  GArray *changes; /* BulkChange */
  char *reason;    /* NULL: none was given */
} Bulk;

Bulk *bulk_new(const char *reason);
Bulk *bulk_copy(const Bulk *bulk);
void bulk_free(Bulk *bulk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulk, bulk_free)

/* Adds a change, whose texts are copied, cleaned. Zeroed members are what a kind does not need. */
void bulk_add(Bulk *bulk, const BulkChange *change);

/* TRUE where a text for BULK_DEADLINE is no 完成时限 but how far one is moved: +10天. */
gboolean bulk_moves_deadline(const char *text);

/* 签收；加标签“营商环境”: what is done, in one line. The caller frees. */
char *bulk_text(const Bulk *bulk);

/* What becomes of one task; its texts are the plan's. */
typedef struct {
  gint64 task;
  const char *label;   /* 第4项“落实国家发展改革委…” */
  const char *change;  /* 状态：已交办 → 已签收; NULL: it is not changed */
  const char *whole;   /* the same with nothing left out; NULL: change leaves nothing out */
  const char *refusal; /* why it is not; NULL: it is changed */
  int hits;            /* BULK_REPLACE: how often the text is found */
} BulkRow;

typedef struct {
  GPtrArray *rows;     /* BulkRow*, in the order of the ids */
  GStringChunk *texts; /* of the rows: what becomes of many tasks is mostly the same */
  int changing;        /* how many are changed … */
  int refused;         /* … and are not */
  int hits;            /* of all that are changed */
} BulkPlan;

void bulk_plan_free(BulkPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BulkPlan, bulk_plan_free)

/* What would become of tasks (gint64). Writes nothing, but needs a file that may be written.
 * NULL and error where the change makes no sense for any task: a unit that is not known, a date
 * that does not exist, no reason where one is needed. */
BulkPlan *bulk_plan(Db *db, const Actor *actor, const Reckoning *reckoning, const Bulk *bulk,
                    const GArray *ids, GError **error);

/* Does it, and returns what became of each task. plan (may be NULL) is what the person saw: a task
 * that somebody has changed since, so that something else would become of it, is left out and told.
 * NULL and error where nothing could be done; an entry is made only where a task changes. */
BulkPlan *bulk_run(Db *db, const Actor *actor, const Reckoning *reckoning, const Bulk *bulk,
                   const GArray *ids, const BulkPlan *plan, GError **error);
