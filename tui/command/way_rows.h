/* way_rows.h: the way of a task, its extensions and its parts, as JSON and as a page. */
#pragma once

#include "core/model/extension.h"
#include "core/model/task.h"
#include "core/model/way.h"
#include "tui/command/data.h"

/* What became of a task. */
typedef struct {
  GPtrArray *steps;      /* WayStep* */
  GPtrArray *extensions; /* Extension* */
  GPtrArray *parts;      /* Task*, void ones too */
  Task *whole;           /* the task it is a part of; NULL: none */
  Day original_due;      /* before its first approved extension; DAY_NONE: none was approved */
} WayRows;

/* Reads it. FALSE and error. Clear it in any case. */
gboolean way_rows_load(Db *db, const Reckoning *reckoning, const Task *task, WayRows *rows,
                       GError **error);
void way_rows_clear(WayRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WayRows, way_rows_clear)

/* Sets steps, extensions, parts, parent, weight and original_due in the task's object. */
void way_rows_json(const WayRows *rows, const Task *task, json_t *object);

/* Writes a paragraph for each of parts, steps and extensions that there are. */
void way_rows_page(const WayRows *rows, Output *output);

/* An extension as an object. The caller frees it by json_decref(). */
json_t *way_rows_extension_json(const Extension *extension);
