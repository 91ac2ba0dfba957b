/* task_rows.h: what is shown of tasks, in rows and as details, the same on every screen. */
#pragma once

#include "core/model/task.h"
#include "tui/screen/app.h"

/* ---- tasks read for showing ------------------------------------------------------------- */

/* The tasks whose rows are in sight; more than a few screens full are let go. */
typedef struct TaskCache TaskCache;

TaskCache *task_cache_new(void);
void task_cache_free(TaskCache *cache);

/* Forgets all: the ledger has changed. */
void task_cache_clear(TaskCache *cache);

/* Reads a task unless it is there already. FALSE and error. */
gboolean task_cache_read(TaskCache *cache, App *app, gint64 id, GError **error);

/* The same of tasks (gint64) in one go, where one may be named several times. */
gboolean task_cache_read_all(TaskCache *cache, App *app, const GArray *ids, GError **error);

/* A task read before; NULL otherwise. Borrowed. */
const Task *task_cache_get(const TaskCache *cache, gint64 id);

/* ---- rows ------------------------------------------------------------------------------- */

/* A task of a list as the chosen one; ref may be NULL: none is. */
ChosenTask task_rows_chosen(const TaskRef *ref);

/* The whole text of a task and its last progress, as far as area goes. */
void task_rows_paint_details(App *app, Term *term, Area area, const Task *task);

/* Rows for details below a list, in a screen of that many rows. */
int task_rows_details_height(int rows);

/* The role of a light; blue where green is shown 蓝. */
ThemeRole task_rows_light_role(Light light, gboolean blue);

/* A light as sign and word: "!红". The caller frees. */
char *task_rows_light_text(Light light, gboolean blue);

/* What the signs of lights mean, !红 ~黄 +绿 -灰, at the right end of a row, for screens whose
 * cells have no room for the words; nothing where less than that is left after used columns. blue
 * as above. */
void task_rows_paint_legend(Term *term, int row, int used, int columns, gboolean blue);

/* 逾期205天, 逾期办结（迟3天）, 还有5天, 今天到期; "" without a date or where it does not matter.
 * The caller frees. */
char *task_rows_due_text(App *app, const Task *task);

/* 2026-10-01 周四，国庆节，顺延到 2026-10-08 周四: a due day, what is particular about it, and
 * where the policy of the ledger rolls it. The caller frees. */
char *task_rows_day_text(App *app, gint64 ledger, Day due);

/* 完成时限 as text with the date it means, days off marked, and the printed text where it differs.
 * The caller frees. */
char *task_rows_deadline_text(App *app, const Task *task);

/* Writes label and text wrapped to width, from *row on, not past end; moves *row on. */
void task_rows_paint_field(Term *term, int *row, int end, int column, int width, const char *label,
                           const char *text, ThemeRole role);
