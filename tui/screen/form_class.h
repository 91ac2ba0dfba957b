/* form_class.h: what a form is: a table of functions; one file each. */
#pragma once

#include <glib.h>

#include "tui/widget/form.h"

typedef struct App App;

typedef struct FormClass FormClass;

struct FormClass {
  const char *name;     /* stable, in drafts: "progress" */
  const char *title;    /* 记录进展; what a draft is called */
  const char *verb;     /* what its first button says; NULL: 保存 */
  int detail;           /* what classes that share their functions differ in */
  gboolean removes;     /* saving takes something away: not before the form was seen */
  const char *about;    /* the table of the record it is about, as the journal has it; NULL: none */
  gboolean several;     /* of tasks, those of its field "tasks": changed() tells which are there */
  gboolean whole_table; /* target is none of the table's ids */
  gboolean compares; /* its fields hold what is stored: with what others store meanwhile, they are
                        compared one by one */
  gboolean previews; /* saving opens a page on what it would do, from which one comes back to it */

  /* Makes the form for a record (0: none). *state is the form's own, freed by close, also
   * after NULL and error where it cannot be made. */
  Form *(*open)(App *app, const FormClass *class_, gint64 target, gpointer *state, GError **error);
  void (*close)(gpointer state); /* state may be NULL; may itself be NULL */

  /* It was opened, its values set, or one of them changed: remarks beside fields, and values that
   * follow from others; may be NULL. */
  void (*changed)(App *app, Form *form, gpointer state);

  /* Checks and saves. FALSE where something was refused: it is then said beside a field, or, when
   * no field is to blame, in error. It may tell what it did by app_notice(). */
  gboolean (*save)(App *app, Form *form, gint64 target, gpointer state, GError **error);
};

extern const FormClass FORM_FINISH;        /* the same, 办结 chosen to begin with */
extern const FormClass FORM_PROGRESS;      /* target: the task */
extern const FormClass FORM_PROGRESS_MANY; /* target: the first; value "tasks": ids with commas */
extern const FormClass FORM_TASK_EDIT;     /* target: the task */
extern const FormClass FORM_TASK_ADD;      /* target: the indicator */
extern const FormClass FORM_CASE;          /* target: the topic */
extern const FormClass FORM_CASE_EDIT, FORM_CASE_STAGE, FORM_CASE_EVIDENCE,
    FORM_CASE_REMOVE;                             /* target: the case */
extern const FormClass FORM_TOPIC;                /* target: the topic */
extern const FormClass FORM_PLAN, FORM_PLAN_FILE; /* target: the year of the plan */
extern const FormClass FORM_PLAN_NEW;             /* target: the year looked at */

extern const FormClass FORM_SUBMISSION;        /* target: the schedule; value: period */
extern const FormClass FORM_SUBMISSION_REMOVE; /* target: the submission */
extern const FormClass FORM_EVENT;             /* target: the schedule */

extern const FormClass FORM_EXTEND;     /* target: the task */
extern const FormClass FORM_DECIDE;     /* target: the extension */
extern const FormClass FORM_NUDGE;      /* target: the task */
extern const FormClass FORM_NUDGE_MANY; /* target: the first; value "tasks": ids with commas */
extern const FormClass FORM_NOTICE;     /* target: the task */
extern const FormClass FORM_ANSWER;     /* target: the notice */
extern const FormClass FORM_RAISE;      /* target: the notice */
extern const FormClass FORM_LETTER_FILE, FORM_LETTER_MAIL; /* target: the notice */
extern const FormClass FORM_RULE;                          /* target: the task */
extern const FormClass FORM_SPLIT;                         /* target: the task */
extern const FormClass FORM_ROLLOVER, FORM_THAW;           /* target: the ledger */
extern const FormClass FORM_LEDGER_NEW, FORM_TEMPLATE;     /* target: none */
extern const FormClass FORM_POLICY;                        /* target: the ledger */
extern const FormClass FORM_WEIGH;                         /* target: the task, which is split */

/* target: the first task; value: tasks, ids of all of them with commas; detail: the BulkKind. */
extern const FormClass FORM_BULK_STEP; /* value: step, its code */
extern const FormClass FORM_BULK_UNITS, FORM_BULK_UNITS_ADD, FORM_BULK_UNITS_REMOVE, FORM_BULK_ROLE,
    FORM_BULK_DEADLINE, FORM_BULK_TAG, FORM_BULK_UNTAG, FORM_BULK_NOTE, FORM_BULK_REPLACE,
    FORM_BULK_DELETE;

extern const FormClass FORM_EXPORT; /* target: none; what the screen lists */
extern const FormClass FORM_IMPORT; /* target: 0, or 1 for the draft of the preview */

extern const FormClass FORM_UNIT_ADD;              /* target: 0 */
extern const FormClass FORM_UNIT, FORM_UNIT_MERGE; /* target: the unit */

/* Steps that need a reason; target: the task; detail: the Step. */
extern const FormClass FORM_RETURN, FORM_PAUSE, FORM_VOID, FORM_REOPEN;

/* target: a node and a span, score_target() */
extern const FormClass FORM_SCORE, FORM_SCORE_ENTRY, FORM_SCORE_ENTRY_REMOVE, FORM_SCORE_EVIDENCE,
    FORM_SCORE_CONFIRM, FORM_SCORE_LINK;
extern const FormClass FORM_SYSTEM; /* target: none */
extern const FormClass FORM_REPORT; /* target: the month, as year * 12 + month - 1 */

extern const FormClass FORM_COLLECT, FORM_SENDOUT; /* target: 0 */

extern const FormClass FORM_PERSON_ADD;                /* target: 0 */
extern const FormClass FORM_PERSON, FORM_PERSON_GROUP; /* target: people_target() */
extern const FormClass FORM_OWN;                       /* target: 0 */

extern const FormClass FORM_VIEW;        /* target: none; of the list of tasks that is shown */
extern const FormClass FORM_VIEW_RENAME; /* target: none; values: before, name */

/* The form of that name, for drafts; NULL where there is none. */
const FormClass *form_class_by_name(const char *name);
