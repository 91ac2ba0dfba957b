/* late_list.h: what is red today, by the units that answer for it. */
#pragma once

#include "core/model/task.h"
#include "tui/screen/app.h"

/* A unit with late tasks. */
typedef struct {
  gint64 unit; /* 0: the tasks that name none */
  char *name;
  GArray *tasks; /* guint, places in refs, the latest first */
  int worst;     /* days late of the first */
  guint missing; /* how many are red for their periods alone */
} LateUnit;

typedef struct {
  GArray *refs; /* TaskRef: the most days late first; then what is red for its periods alone, the
                   longest missed first. What is split is among them for periods of its own only */
  GPtrArray *units; /* LateUnit*, the worst first; a task stands under each that answers for it */
  guint named;      /* how many of them are units */
  guint missing;    /* how many of refs are red for their periods alone */
} LateList;

/* query as in TaskFilter. NULL and error. */
LateList *late_list_read(App *app, const char *query, GError **error);

void late_list_free(LateList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LateList, late_list_free)

/* The task at a place of a unit. Borrowed. */
const TaskRef *late_list_task(const LateList *list, const LateUnit *unit, guint index);
