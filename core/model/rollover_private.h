/* rollover_private.h: what planning a 结转 and doing it share. For rollover*.c alone. */
#pragma once

#include "core/model/rollover.h"

/* A task of the old year. */
typedef struct {
  gint64 id;
  gint64 parent; /* 0: a row of the document */
  gint64 indicator;
  int number;
  TaskKind kind;
  TaskState state;
  char *goal;
  char *deadline;           /* the one that the year began with; NULL: none */
  char *printed;            /* NULL: none */
  Day due;                  /* as deadline */
  char *note;               /* NULL: none */
  int weight;               /* 0: no part */
  int percent;              /* or PERCENT_NONE */
  gboolean comes;           /* into the new year */
  const RolloverItem *open; /* the rollover's; NULL: it is not open */
} RolloverRow;

void rollover_row_free(RolloverRow *row);

typedef struct {
  Rollover *rollover;
  GPtrArray *rows;   /* RolloverRow* by 序号, parts after all that is none */
  GHashTable *by_id; /* gint64* (inside the row) → RolloverRow* */
} RolloverPlan;

void rollover_plan_free(RolloverPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RolloverPlan, rollover_plan_free)

/* As rollover_plan(), with the rows. */
RolloverPlan *rollover_plan_read(Db *db, const Reckoning *reckoning, const RolloverInput *input,
                                 GError **error);
