/* import.h: what bringing a ledger from outside into the file would change, and doing it: all or
 * nothing, one undo step.
 *
 * Rows are matched by what they say and where they stand, and by their id where the file is an
 * export of this ledger: the same file again changes nothing.
 */
#pragma once

#include "core/exchange/content/content.h"
#include "core/rules/watch.h"

typedef enum {
  IMPORT_SAME,    /* as it is in the ledger */
  IMPORT_ADDED,   /* not in the ledger */
  IMPORT_CHANGED, /* otherwise than in the ledger */
  IMPORT_GONE,    /* in the ledger, not in the file: 作废 where that is chosen */
} ImportChange;
#define IMPORT_CHANGE_COUNT 4

const char *import_change_code(ImportChange change); /* same, added, changed, gone */
const char *import_change_name(ImportChange change); /* 不变, 新增, 修改, 缺少 */

/* A field that is otherwise. */
typedef struct {
  ContentField field;
  char *before; /* as content_text() has it */
  char *after;
  gboolean chosen;   /* to be taken */
  gboolean proposed; /* … as the plan proposes */
  gboolean touched;  /* people changed it in the ledger since a file last said what it is: a file
                        that  does not say what it was made from may be older, so it is not chosen */
  char *refusal;     /* why it cannot be; NULL: it can */
} ImportField;

typedef struct {
  ImportChange change;
  int incoming;      /* index among incoming->tasks; -1: IMPORT_GONE */
  int present;       /* index among present->tasks; -1: IMPORT_ADDED */
  GPtrArray *fields; /* ImportField*; of IMPORT_CHANGED alone */
  gboolean chosen; /* to be done; FALSE for what is gone, and what is changed in no chosen field */
  gboolean proposed; /* … as the plan proposes */
  char *refusal;     /* why it cannot be; NULL: it can */
  char *doubt;       /* of IMPORT_ADDED: what to know before it is; NULL: nothing */
} ImportItem;

/* What becomes of a unit that the ledger file does not know. */
typedef enum {
  IMPORT_UNIT_ASK,   /* nobody has said: the import is refused */
  IMPORT_UNIT_MAKE,  /* made, as kind */
  IMPORT_UNIT_ALIAS, /* another name of one that is known */
  IMPORT_UNIT_OMIT,  /* left out of the tasks */
} ImportUnitWay;

typedef struct {
  char *name;
  guint tasks;     /* how many name it */
  UnitKind kind;   /* as the file says, or as its name lets guess */
  GPtrArray *near; /* UnitName*: known ones it may be meant for (行政审批科), nearest first */
  ImportUnitWay way; /* IMPORT_UNIT_ASK to begin with */
  gint64 unit;       /* of IMPORT_UNIT_ALIAS; 0 else */
} ImportUnit;

typedef struct {
  Content *incoming;
  Content *present; /* the ledger as it is; NULL: a new one is made */
  gint64 ledger;    /* 0: a new one */
  GPtrArray *items; /* ImportItem*, in the order of incoming, those that are gone where they
                       stood */
  GPtrArray *units; /* ImportUnit*: those not known */
  guint counts[IMPORT_CHANGE_COUNT];
  guint touched; /* how many fields are ImportField.touched */
  gint64 seq;    /* the newest journal entry when it was made */
} ImportPlan;

void import_plan_free(ImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportPlan, import_plan_free)

/* What bringing incoming (taken, also on failure) into a ledger would change; 0: as a new one,
 * whose title and year incoming must then have; what is refused to actor is said. Writes nothing.
 * Refused for a ledger that is 封存. NULL and error. */
ImportPlan *import_plan(Db *db, const Actor *actor, const Reckoning *reckoning, Content *incoming,
                        gint64 ledger, const Watch *watch, GError **error);

/* How many cells of the file were blank and took what stands above them, in counts by field; the
 * sum of them. */
guint import_plan_filled(const ImportPlan *plan, guint counts[CONTENT_FIELD_COUNT]);

/* The ledger that incoming most likely is a newer state of: the one it was exported from, else one
 * of the same title and year, else (where it says nothing of the first) one of that year that most
 * of its rows are of by 编号 and 目标任务; 0: none. FALSE and error. */
gboolean import_ledger_for(Db *db, const Content *incoming, gint64 *ledger, GError **error);

typedef struct {
  gint64 ledger;
  guint added, changed, voided, units;
  guint renumbered; /* how many of those added stand at the end, since their 序号 was taken */
} ImportResult;

/* Does what is chosen, journaled "import.run" naming file (as people know it). Refused while a unit
 * is IMPORT_UNIT_ASK, naming all of them, and where a row that is chosen was changed since the plan
 * was made (STORE_ERROR_CONFLICT). Nothing is left half done. result may be NULL. */
gboolean import_run(Db *db, const Actor *actor, const Reckoning *reckoning, const ImportPlan *plan,
                    const char *file, const Watch *watch, ImportResult *result, GError **error);
