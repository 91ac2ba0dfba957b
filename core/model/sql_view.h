/* sql_view.h: what SQL that a person types finds beside the tables of the file: views that show
 * tasks and cases as the screens do, and the functions behind them, each with its explanation. */
#pragma once

#include "core/model/reckoning.h"

typedef struct {
  const char *name;
  const char *expression; /* over what the view is made from */
  const char *text;       /* what it means, for people */
} SqlColumn;

typedef struct {
  const char *name; /* v_task */
  const char *text; /* what its rows are */
  const SqlColumn
      *columns;     /* up to one without a name; those of another view, where it has those */
  const char *from; /* FROM and what follows it */
} SqlView;

#define SQL_VIEW_COUNT 3
/* 0 to SQL_VIEW_COUNT - 1; static. */
const SqlView *sql_view_at(guint index);

typedef struct {
  const char *name; /* task_light */
  int arguments;
  const char *usage; /* task_light(编号) */
  const char *text;
} SqlFunction;

guint sql_function_count(void);
const SqlFunction *sql_function_at(guint index);

/* The views and functions at work in db, which was opened with DB_READ. */
typedef struct SqlViews SqlViews;

/* Makes them, and lets db run only what reads from here on (store/inquiry.h). db and reckoning are
 * borrowed as long as it lives. NULL and error. */
SqlViews *sql_views_new(Db *db, const Reckoning *reckoning, GError **error);

/* Before each statement: what was known of the lights is dropped where somebody has saved since. */
void sql_views_refresh(SqlViews *views);

/* Frees views, which may be NULL, after which db may only be closed. */
void sql_views_free(SqlViews *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqlViews, sql_views_free)
