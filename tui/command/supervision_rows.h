/* supervision_rows.h: 催办 and 督办单 as JSON and as a page. */
#pragma once

#include "core/model/supervision.h"
#include "tui/command/data.h"

/* How a task was asked after. */
typedef struct {
  GPtrArray *nudges;  /* Nudge* */
  GPtrArray *notices; /* Notice* */
  Day today;
} SupervisionRows;

/* Reads it. FALSE and error. Clear it in any case. */
gboolean supervision_rows_load(Db *db, gint64 task, Day today, SupervisionRows *rows,
                               GError **error);
void supervision_rows_clear(SupervisionRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SupervisionRows, supervision_rows_clear)

/* Sets nudges and notices in the task's object. */
void supervision_rows_json(const SupervisionRows *rows, json_t *object);

/* Writes a paragraph for each of the two that there are. */
void supervision_rows_page(const SupervisionRows *rows, Output *output);

/* One as an object. The caller frees it by json_decref(). */
json_t *supervision_rows_nudge(const Nudge *nudge);
json_t *supervision_rows_notice(const Notice *notice, Day today);

/* 等待答复; 逾期3天未答复; 2026-11-27 答复; 2026-11-30 答复，逾期3天. The caller frees. */
char *supervision_rows_state(const Notice *notice, Day today);
