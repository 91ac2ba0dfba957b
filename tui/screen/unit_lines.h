/* unit_lines.h: what is known of one unit, as lines below a list. */
#pragma once

#include "core/model/unit.h"
#include "tui/screen/app.h"

typedef struct {
  UnitRecord *record;
  GArray *refs;  /* TaskRef: its tasks in all ledgers, also as a member of groups */
  GArray *tasks; /* UnitTask: its own */
} UnitLines;

/* NULL and error. */
UnitLines *unit_lines_read(App *app, gint64 unit, GError **error);
void unit_lines_free(UnitLines *lines);

/* Its tasks' ids (gint64). The caller unrefs. */
GArray *unit_lines_tasks(const UnitLines *lines);

/* Paints as much as area has room for; lines may be NULL: blank. */
void unit_lines_paint(const UnitLines *lines, Term *term, Area area);
