/* task_record.h: all that is on record of a task, read at once, for its page. */
#pragma once

#include "core/model/extension.h"
#include "core/model/supervision.h"
#include "core/model/task.h"
#include "core/model/way.h"
#include "tui/screen/app.h"

typedef struct {
  Task *task;
  char *parent;           /* 第4项“…”: what it is a part of; NULL: it is no part */
  GPtrArray *parts;       /* Task*: what it is split into, void ones too */
  GPtrArray *schedules;   /* Schedule* */
  GPtrArray *obligations; /* Obligation*: what they ask for, up to a year from now */
  Day original;           /* its due day before it was extended; DAY_NONE: it was not */
  GPtrArray *extensions;  /* Extension*, oldest first */
  GPtrArray *steps;       /* WayStep*, oldest first */
  GPtrArray *nudges;      /* Nudge*, oldest first */
  GPtrArray *notices;     /* Notice*, oldest first */
  GPtrArray *progress;    /* Progress*, newest first */
  GPtrArray *entries;     /* JournalEntry*, newest first */
  GPtrArray *changes;     /* for each entry, its JournalChange* */
  GPtrArray *units;       /* Unit*: names for the journal */
} TaskRecord;

/* NULL and error: STORE_ERROR_NOT_FOUND where there is no such task. */
TaskRecord *task_record_read(App *app, gint64 task, GError **error);

void task_record_free(TaskRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskRecord, task_record_free)

/* The extension that waits; NULL: none does. */
const Extension *task_record_waiting(const TaskRecord *record);

/* TRUE where an entry of progress has evidence. */
gboolean task_record_has_evidence(const TaskRecord *record);

/* The rule in force that counts from events; NULL: none does. */
const Schedule *task_record_event_rule(const TaskRecord *record);
