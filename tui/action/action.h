/* action.h: everything a person can do on the screens, as one table.
 *
 * Footer, help, menu and palette are made from this table and the keymap in force. Which keys an
 * action has is data (data/keys.yaml); what it does is the screen's.
 */
#pragma once

#include "core/config/keymap.h"
#include "core/rules/access.h"
#include "core/rules/step.h"

/* Where a key counts. A screen's own context comes first, then CONTEXT_TABLE where it is a list of
 * tasks, then CONTEXT_TASKS where a task can be chosen on it, then CONTEXT_LIST where it is a list,
 * then CONTEXT_GLOBAL. */
typedef enum {
  CONTEXT_GLOBAL,
  CONTEXT_LIST,  /* any screen of rows */
  CONTEXT_TASKS, /* any screen on which a task can be chosen */
  CONTEXT_TABLE, /* any list of tasks in columns */
  CONTEXT_TODAY,
  CONTEXT_LEDGER,
  CONTEXT_OVERDUE,
  CONTEXT_TOPICS,
  CONTEXT_TASK,         /* a task's page */
  CONTEXT_TASK_SET,     /* a list of given tasks */
  CONTEXT_PERIODS,      /* 周期 */
  CONTEXT_PERIOD,       /* the submissions of a period */
  CONTEXT_CALENDAR,     /* 日历 */
  CONTEXT_DAY,          /* what a day has */
  CONTEXT_SUPERVISION,  /* 督办 */
  CONTEXT_BULLETIN,     /* 通报 */
  CONTEXT_LETTER,       /* a 督办单 as it prints */
  CONTEXT_UNITS,        /* 单位 */
  CONTEXT_SCORES,       /* 自评 */
  CONTEXT_SCORE_NODE,   /* an indicator's page */
  CONTEXT_SCORE_YEAR,   /* the months of a system */
  CONTEXT_MONTH,        /* a month of 选题 with its cases */
  CONTEXT_CASE,         /* a case's page */
  CONTEXT_CASE_BOARD,   /* who filed cases in which month */
  CONTEXT_CASE_SET,     /* the cases of a cell of it */
  CONTEXT_PLAN_TEXT,    /* a plan as it prints */
  CONTEXT_COLLECT,      /* 回收: the units that were sent tables */
  CONTEXT_COLLECTED,    /* what a unit returned */
  CONTEXT_COLLECT_FILE, /* a returned file before it is taken in */
  CONTEXT_BULK,         /* what a change of many tasks would change */
  CONTEXT_TRASH,        /* 回收站 */
  CONTEXT_IMPORT,       /* what an import would change */
  CONTEXT_COLUMNS,      /* the columns of a list of tasks */
  CONTEXT_VIEWS,        /* 视图 */
  CONTEXT_RECORD,       /* 日志 */
  CONTEXT_RECORD_ENTRY, /* one of its entries */
  CONTEXT_PAST,         /* a task as it was on a day */
  CONTEXT_PEOPLE,       /* 人员 */
  CONTEXT_BACKUPS,      /* 备份 */
} Context;
#define CONTEXT_COUNT (CONTEXT_BACKUPS + 1)

/* A context as a bit of Action.contexts. */
#define CONTEXT_BIT(context) (G_GUINT64_CONSTANT(1) << (context))

/* Where one stands: a screen, as far as keys go. */
typedef struct {
  Context context;
  gboolean list;  /* it is a list */
  gboolean table; /* it is a list of tasks in columns */
  gboolean tasks; /* a task can be chosen on it */
} Place;

typedef enum {
  ACTION_NONE,
  /* screens */
  ACTION_TODAY,
  ACTION_LEDGER,
  ACTION_OVERDUE,
  ACTION_TOPICS,
  ACTION_PERIODS,
  ACTION_CALENDAR,
  ACTION_SUPERVISION,
  ACTION_BULLETIN,
  ACTION_SCORES,
  /* everywhere */
  ACTION_MENU,
  ACTION_PALETTE,
  ACTION_HELP,
  ACTION_UNDO,
  ACTION_FILTER,
  ACTION_EXPORT,
  ACTION_REFRESH,
  ACTION_THEME,
  ACTION_BACK,
  ACTION_QUIT,
  /* moving */
  ACTION_UP,
  ACTION_DOWN,
  ACTION_PAGE_UP,
  ACTION_PAGE_DOWN,
  ACTION_FIRST,
  ACTION_LAST,
  ACTION_OPEN,
  /* 台账 */
  ACTION_FOLD,
  ACTION_UNFOLD,
  ACTION_FOLD_ALL,
  ACTION_UNFOLD_ALL,
  ACTION_SWITCH_LEDGER,
  ACTION_TASK_ADD,
  /* a task */
  ACTION_PROGRESS,
  ACTION_DONE,
  ACTION_TASK_EDIT,
  ACTION_ASSIGN,
  ACTION_SIGN,
  ACTION_CLOSE,
  ACTION_RETURN,
  ACTION_PAUSE,
  ACTION_RESUME,
  ACTION_VOID,
  ACTION_REOPEN,
  ACTION_SPLIT,
  ACTION_EXTEND,
  ACTION_NUDGE,
  ACTION_NOTICE,
  ACTION_RULE,
  ACTION_SUBMIT,
  ACTION_EVENT,
  ACTION_EVIDENCE_CHECK,
  ACTION_MARK,
  ACTION_MARK_RANGE,
  ACTION_MARK_ALL,
  /* columns */
  ACTION_COLUMN_LEFT,
  ACTION_COLUMN_RIGHT,
  ACTION_COLUMN_SORT,
  ACTION_COLUMN_GROUP,
  ACTION_COLUMN_NARROW,
  ACTION_COLUMN_WIDEN,
  ACTION_COLUMN_VALUES,
  ACTION_COLUMNS,
  ACTION_COLUMN_SHOW,
  ACTION_COLUMN_RESET,
  ACTION_ORDER_UP,
  ACTION_ORDER_DOWN,
  /* 视图 */
  ACTION_VIEWS,
  ACTION_VIEW_SAVE,
  ACTION_VIEW_RENAME,
  ACTION_VIEW_REMOVE,
  ACTION_VIEW_1,
  ACTION_VIEW_2,
  ACTION_VIEW_3,
  ACTION_VIEW_4,
  ACTION_VIEW_5,
  ACTION_VIEW_6,
  ACTION_VIEW_7,
  ACTION_VIEW_8,
  ACTION_VIEW_9,
  ACTION_NEXT_TASK,
  ACTION_PREVIOUS_TASK,
  /* 选题 */
  ACTION_CASE_ADD,
  ACTION_CASE_STAGE,
  ACTION_CASE_RETURN,
  ACTION_CASE_EDIT,
  ACTION_CASE_EVIDENCE,
  ACTION_CASE_REMOVE,
  ACTION_CASE_BOARD,
  ACTION_TOPIC_EDIT,
  ACTION_PLAN_NEW,
  ACTION_PLAN_EDIT,
  ACTION_PLAN_TEXT,
  ACTION_PREVIOUS_YEAR,
  ACTION_NEXT_YEAR,
  /* 台账 */
  ACTION_POLICY,
  ACTION_ROLLOVER,
  ACTION_FREEZE,
  ACTION_LEDGER_NEW,
  ACTION_TEMPLATE,
  /* 导入 */
  ACTION_IMPORT,
  ACTION_IMPORT_RUN,
  ACTION_IMPORT_TAKE,
  ACTION_IMPORT_TAKE_ALL,
  ACTION_IMPORT_UNIT,
  ACTION_IMPORT_REMARK,
  ACTION_IMPORT_FILL,
  ACTION_IMPORT_COLUMN,
  ACTION_IMPORT_TABLE,
  ACTION_IMPORT_DIFFERENT,
  ACTION_IMPORT_FOCUS,
  ACTION_IMPORT_LEDGER,
  ACTION_IMPORT_SETTINGS,
  /* 周期, 日历, 通报 */
  ACTION_PREVIOUS_SPAN,
  ACTION_NEXT_SPAN,
  ACTION_THIS_SPAN,
  ACTION_LEFT,
  ACTION_RIGHT,
  ACTION_TURN,
  ACTION_REPORT,
  ACTION_REMOVE,
  /* 督办 */
  ACTION_ANSWER,
  ACTION_RAISE,
  ACTION_DECIDE,
  ACTION_WITHDRAW,
  ACTION_LETTER,
  ACTION_LETTER_SAVE,
  ACTION_LETTER_MAIL,
  /* 单位 */
  ACTION_UNITS,
  ACTION_UNIT_ADD,
  ACTION_UNIT_EDIT,
  ACTION_UNIT_MERGE,
  /* 自评 */
  ACTION_SCORE,
  ACTION_SCORE_ENTRY,
  ACTION_SCORE_ENTRY_REMOVE,
  ACTION_SCORE_EVIDENCE,
  ACTION_SCORE_CONFIRM,
  ACTION_SCORE_CARRY,
  ACTION_SCORE_LINK,
  ACTION_SCORE_YEAR,
  ACTION_SYSTEM,
  ACTION_SYSTEM_ADD,
  /* 回收 */
  ACTION_COLLECT,
  ACTION_COLLECT_FILE,
  ACTION_COLLECT_MARK,
  ACTION_COLLECT_NUDGE,
  ACTION_COLLECT_TAKE,
  ACTION_COLLECT_RUN,
  ACTION_SENDOUT,
  /* many tasks, and what was done before */
  ACTION_BULK,
  ACTION_BULK_RUN,
  ACTION_REPLACE,
  ACTION_TAG,
  ACTION_COPY,
  ACTION_REPEAT,
  ACTION_DELETE,
  ACTION_TASK_UP,
  ACTION_TASK_DOWN,
  ACTION_TASK_MOVE,
  ACTION_REDO,
  ACTION_TRASH,
  ACTION_RESTORE,
  /* 人员 */
  ACTION_PEOPLE,
  ACTION_PERSON_ADD,
  ACTION_PERSON_EDIT,
  ACTION_PERSON_REMOVE,
  ACTION_PERSON_OWN,
  /* 日志 */
  ACTION_RECORD,
  ACTION_RECORD_UNDO,
  ACTION_TASK_RECORD,
  ACTION_TASK_PAST,
  /* 备份 */
  ACTION_BACKUPS,
  ACTION_BACKUP_MAKE,
  ACTION_BACKUP_COMPARE,
  ACTION_BACKUP_CHECK,
  ACTION_BACKUP_RESTORE,
} ActionId;

/* What an action needs to be offered. */
typedef enum {
  NEED_NOTHING = 0,
  NEED_TASK = 1 << 0,        /* a task is chosen */
  NEED_TOPIC = 1 << 1,       /* a month with a topic is chosen */
  NEED_WRITE = 1 << 2,       /* the file may be written, by who may do action_verb() */
  NEED_OPEN_LEDGER = 1 << 3, /* the ledger it changes, which no chosen task tells, is not 封存 */
} ActionNeed;

typedef struct {
  ActionId id;
  const char *name;  /* in keys.yaml and the palette: "progress.add" */
  const char *title; /* 记录进展 */
  const char *brief; /* in the footer: 进展 */
  const char *help;  /* one sentence */
  guint64 contexts;  /* CONTEXT_BIT()s of those in which it can be done */
  unsigned needs;    /* ActionNeed bits */
} Action;

/* The row of an action; id is not ACTION_NONE. */
const Action *action_get(ActionId id);

/* The verb of the journal entry that an action makes, or that of the last of the steps that it
 * begins; where it may be one of several, one that all of them need as much as. For what makes a
 * copy of the file, which no entry tells of, its name. Static; NULL for what only looks. */
const char *action_verb(const Action *action);

/* The level that an action needs: for what only looks, ACCESS_READER. */
Access action_access(const Action *action);

/* TRUE, with the step in *step, for an action that is a step of a task's way (办结 among them). */
gboolean action_step(ActionId id, Step *step);

/* The action of that name; ACTION_NONE where there is none. name may be NULL. */
ActionId action_by_name(const char *name);

/* Rows of the table in its order, for footer, menu and help: 0 to action_count() - 1. */
guint action_count(void);
const Action *action_at(guint index);

/* All names, NULL-terminated, for reading keys.yaml. The caller g_free()s the array, not the names.
 */
const char **action_names(void);
const char **context_names(void);

/* TRUE when an action can be done in a place: in its own context, or in one of the wider ones that
 * count there. */
gboolean action_in_place(const Action *action, Place place);

/* The action that key means in a place, by the keymap in force. ACTION_NONE where it means none. */
ActionId action_for_key(const Keymap *keymap, Place place, Key key);

/* The keys of an action in a place as people read them, "j ↓", at most max of them; "" where it
 * has none. The caller frees. */
char *action_keys_text(const Keymap *keymap, Place place, ActionId id, guint max);
