/* form_fields.h: what several forms ask alike: units to choose from, and days as people write them.
 */
#pragma once

#include "core/rules/phrase.h"
#include "tui/screen/app.h"

/* The full names of the units in use, NULL-terminated, for a field's choices. NULL and error. The
 * caller g_strfreev()s. */
char **form_unit_names(App *app, GError **error);

/* TRUE where a field holds more than blanks; else message is put beside it. */
gboolean form_require(Form *form, const char *id, const char *message);

/* The day written in a field, in *day; DAY_NONE where it is empty. Where it is no date, or lies
 * after today, that is said beside the field and FALSE returned. */
gboolean form_read_day(App *app, Form *form, const char *id, Day *day);

/* The day that a field says so far: today where it is empty, DAY_NONE where it is no date yet. */
Day form_day_so_far(App *app, const Form *form, const char *id);

/* The same for a day that has to be written, and may not lie before today. */
gboolean form_read_day_ahead(App *app, Form *form, const char *id, Day *day);

/* Shows beside a field of a date what is understood so far. */
void form_remark_day(App *app, Form *form, const char *id);

/* The tasks (gint64) that a form is about: what its field "tasks" has, ids with commas, as a screen
 * or a draft gives them; target alone (0: none) where that is empty. Unref it. */
GArray *form_task_ids(const Form *form, gint64 target);

/* Those of the tasks (gint64) that are still there, as TaskRef in the order of the ledger. Unref
 * it; NULL and error. */
GArray *form_tasks_left(App *app, const GArray *ids, GError **error);

/* The tasks that a form about several is for, as they are now. Zeroed: not read yet. */
typedef struct {
  GArray *ids;    /* gint64: those that are still there, in the order of the ledger */
  GArray *refs;   /* TaskRef, of the same */
  guint gone;     /* how many are not there any more */
  char *read;     /* what the field "tasks" had then, */
  gint64 version; /* and the version of the file */
} FormTasks;

void form_tasks_clear(FormTasks *tasks);

/* Reads them where the field or the file is another than before; *anew says whether it did, where
 * not NULL. FALSE and error leaves them as they were. */
gboolean form_tasks_read(App *app, const Form *form, gint64 target, FormTasks *tasks,
                         gboolean *anew, GError **error);

/* The same before saving: refused where none of them is left. what: 要记的任务. */
gboolean form_tasks_require(App *app, const Form *form, gint64 target, FormTasks *tasks,
                            const char *what, GError **error);

#define FORM_TASKS_GONE "都已不在台账中（被删除或撤销）"

/* 第4项“…”, or of several 共3项：第4项“…”等. NULL where the first cannot be read. The caller frees.
 */
char *form_tasks_label(App *app, const GArray *ids);

/* A form that shows a record under label and asks why (reason). All but class_ is copied, but for
 * label and hint, which are static. */
Form *form_reason_new(const FormClass *class_, const char *label, const char *shown,
                      const char *hint);

/* As form_read_day(), also a day to come. */
gboolean form_read_any_day(App *app, Form *form, const char *id, Day *day);

/* 接下来 2026-12-15 周二、2027-01-15 周五: the next two days on which rule is due, up to until
 * (DAY_NONE: for ever). NULL where its days cannot be known beforehand, or none are left. rule has
 * no problem. The caller frees. */
char *form_next_dues(App *app, gint64 ledger, const Recurrence *rule, Day until);

/* Shows beside a field of 完成时限, in a ledger of that year, how it is understood so far. ruled: a
 * rule in it becomes one of the task. */
void form_remark_deadline(App *app, Form *form, const char *id, gint64 ledger, int year,
                          gboolean ruled);

/* The year written in a field, in full-width digits too; where it is none, that is said beside the
 * field and FALSE returned. */
gboolean form_read_year(Form *form, const char *id, int *year);

/* The year of a ledger, for dates that print none. 0 and error. */
int form_ledger_year(App *app, gint64 ledger, GError **error);
